-- northstar query senders_a_day,busiest_day,quietest_day,typical_day,largest_of_a_day,days_in_use,busiest_hour --as-of 2026-01-15
WITH messages_cells AS (
  SELECT
    CAST(DATE_TRUNC('HOUR', CAST(messages.sent_at AS TIMESTAMP_NTZ)) AS TIMESTAMP_NTZ) AS cell_start,
    messages.sender AS key_sender,
    COUNT(*) AS rows_all,
    MAX(messages.size) AS max_size
  FROM messages
  WHERE messages.sent_at < '2026-01-16 00:00:00'
  GROUP BY 1, 2
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN first_row <= DATE '2026-01-12' THEN SEQUENCE(first_row, DATE '2026-01-12', INTERVAL 7 DAY) END) AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        TRUNC(MIN(cell_start), 'WEEK') AS period_start
      FROM messages_cells
    ) AS all_periods
  ) AS bounds
),
messages_by_week_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS BIGINT) AS rows_all
  FROM (
    SELECT
      TRUNC(cell_start, 'WEEK') AS period_start,
      messages_cells.rows_all,
      messages_cells.cell_start
    FROM messages_cells
  ) AS placed
  GROUP BY 1
),
messages_per_day_by_week_found AS (
  SELECT
    period_start,
    sub_start,
    COUNT(DISTINCT CASE WHEN rows_all > 0 THEN key_sender END) AS count_distinct_sender,
    CAST(SUM(rows_all) AS BIGINT) AS count_rows,
    MAX(max_size) AS max_size
  FROM (
    SELECT
      period_start,
      key_sender,
      rows_all,
      max_size,
      CAST(cell_start AS DATE) AS sub_start
    FROM (
      SELECT
        TRUNC(cell_start, 'WEEK') AS period_start,
        messages_cells.key_sender,
        messages_cells.rows_all,
        messages_cells.max_size,
        messages_cells.cell_start
      FROM messages_cells
    ) AS placed
  ) AS in_sub_periods
  GROUP BY 1, 2
),
messages_per_day_by_week_all AS (
  SELECT
    `groups`.period_start,
    subs.sub_start,
    CAST(NULL AS BIGINT) AS count_distinct_sender,
    CAST(NULL AS BIGINT) AS count_rows,
    CAST(NULL AS BIGINT) AS max_size
  FROM (
    SELECT DISTINCT
      period_start
    FROM messages_per_day_by_week_found
  ) AS `groups`
  INNER JOIN (
    SELECT
      EXPLODE(CASE WHEN CAST(period_start AS DATE) <= CAST(DATE_ADD(DATE_ADD(DATE '2026-01-15', 1), -1) AS DATE) THEN SEQUENCE(CAST(period_start AS DATE), CAST(DATE_ADD(DATE_ADD(DATE '2026-01-15', 1), -1) AS DATE), INTERVAL 1 DAY) END) AS sub_start
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM messages_per_day_by_week_found
    ) AS bounds
  ) AS subs
    ON subs.sub_start < LEAST(DATE_ADD(`groups`.period_start, 7), DATE_ADD(DATE '2026-01-15', 1))
      AND subs.sub_start >= CAST(`groups`.period_start AS DATE)
),
messages_per_day_by_week_filled AS (
  SELECT
    period_start,
    sub_start,
    MAX(count_distinct_sender) AS count_distinct_sender,
    MAX(count_rows) AS count_rows,
    MAX(max_size) AS max_size
  FROM (
    SELECT
      period_start,
      sub_start,
      count_distinct_sender,
      count_rows,
      max_size
    FROM messages_per_day_by_week_found
    UNION ALL
    SELECT
      period_start,
      sub_start,
      count_distinct_sender,
      count_rows,
      max_size
    FROM messages_per_day_by_week_all
  ) AS `both`
  GROUP BY 1, 2
),
messages_per_day_by_week AS (
  SELECT
    period_start,
    AVG(CAST(COALESCE(count_distinct_sender, 0) AS DOUBLE)) AS avg_9d5f096c2d66,
    MAX(COALESCE(count_rows, 0)) AS max_ff27dd953c81,
    MIN(COALESCE(count_rows, 0)) AS min_60882dc937a1,
    PERCENTILE(CAST(COALESCE(count_rows, 0) AS DOUBLE), 0.5) AS median_925ac740aabe,
    AVG(CAST(max_size AS DOUBLE)) AS avg_70fbc30a4357,
    AVG(CAST(CASE WHEN COALESCE(count_rows, 0) > 0 THEN COALESCE(count_rows, 0) END AS DOUBLE)) AS avg_77c4566840c0,
    COUNT(*) AS sub_periods
  FROM messages_per_day_by_week_filled
  GROUP BY 1
),
messages_per_hour_by_week_found AS (
  SELECT
    period_start,
    sub_start,
    CAST(SUM(rows_all) AS BIGINT) AS count_rows
  FROM (
    SELECT
      period_start,
      rows_all,
      CAST(DATE_TRUNC('HOUR', cell_start) AS TIMESTAMP_NTZ) AS sub_start
    FROM (
      SELECT
        TRUNC(cell_start, 'WEEK') AS period_start,
        messages_cells.rows_all,
        messages_cells.cell_start
      FROM messages_cells
    ) AS placed
  ) AS in_sub_periods
  GROUP BY 1, 2
),
messages_per_hour_by_week_all AS (
  SELECT
    `groups`.period_start,
    subs.sub_start,
    CAST(NULL AS BIGINT) AS count_rows
  FROM (
    SELECT DISTINCT
      period_start
    FROM messages_per_hour_by_week_found
  ) AS `groups`
  INNER JOIN (
    SELECT
      EXPLODE(CASE WHEN CAST(DATE_TRUNC('HOUR', period_start) AS TIMESTAMP_NTZ) <= CAST(DATE_TRUNC('HOUR', CAST(DATE_ADD(DATE_ADD(DATE '2026-01-15', 1), -1) AS TIMESTAMP_NTZ) + INTERVAL 23 HOUR) AS TIMESTAMP_NTZ) THEN SEQUENCE(CAST(DATE_TRUNC('HOUR', period_start) AS TIMESTAMP_NTZ), CAST(DATE_TRUNC('HOUR', CAST(DATE_ADD(DATE_ADD(DATE '2026-01-15', 1), -1) AS TIMESTAMP_NTZ) + INTERVAL 23 HOUR) AS TIMESTAMP_NTZ), INTERVAL 1 HOUR) END) AS sub_start
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM messages_per_hour_by_week_found
    ) AS bounds
  ) AS subs
    ON subs.sub_start < LEAST(DATE_ADD(`groups`.period_start, 7), DATE_ADD(DATE '2026-01-15', 1))
      AND subs.sub_start >= CAST(DATE_TRUNC('HOUR', `groups`.period_start) AS TIMESTAMP_NTZ)
),
messages_per_hour_by_week_filled AS (
  SELECT
    period_start,
    sub_start,
    MAX(count_rows) AS count_rows
  FROM (
    SELECT
      period_start,
      sub_start,
      count_rows
    FROM messages_per_hour_by_week_found
    UNION ALL
    SELECT
      period_start,
      sub_start,
      count_rows
    FROM messages_per_hour_by_week_all
  ) AS `both`
  GROUP BY 1, 2
),
messages_per_hour_by_week AS (
  SELECT
    period_start,
    MAX(COALESCE(count_rows, 0)) AS max_ff27dd953c81,
    COUNT(*) AS sub_periods
  FROM messages_per_hour_by_week_filled
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS DOUBLE) AS avg_9d5f096c2d66,
    CAST(NULL AS BIGINT) AS max_ff27dd953c81,
    CAST(NULL AS BIGINT) AS min_60882dc937a1,
    CAST(NULL AS DOUBLE) AS median_925ac740aabe,
    CAST(NULL AS DOUBLE) AS avg_70fbc30a4357,
    CAST(NULL AS DOUBLE) AS avg_77c4566840c0,
    CAST(NULL AS BIGINT) AS max_ff27dd953c81_2,
    CAST(NULL AS BIGINT) AS sub_periods_2,
    CAST(NULL AS BIGINT) AS sub_periods_3
  FROM messages_by_week_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    avg_9d5f096c2d66,
    max_ff27dd953c81,
    min_60882dc937a1,
    median_925ac740aabe,
    avg_70fbc30a4357,
    avg_77c4566840c0,
    CAST(NULL AS BIGINT) AS max_ff27dd953c81_2,
    sub_periods AS sub_periods_2,
    CAST(NULL AS BIGINT) AS sub_periods_3
  FROM messages_per_day_by_week
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS DOUBLE) AS avg_9d5f096c2d66,
    CAST(NULL AS BIGINT) AS max_ff27dd953c81,
    CAST(NULL AS BIGINT) AS min_60882dc937a1,
    CAST(NULL AS DOUBLE) AS median_925ac740aabe,
    CAST(NULL AS DOUBLE) AS avg_70fbc30a4357,
    CAST(NULL AS DOUBLE) AS avg_77c4566840c0,
    max_ff27dd953c81 AS max_ff27dd953c81_2,
    CAST(NULL AS BIGINT) AS sub_periods_2,
    sub_periods AS sub_periods_3
  FROM messages_per_hour_by_week
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS DOUBLE) AS avg_9d5f096c2d66,
    CAST(NULL AS BIGINT) AS max_ff27dd953c81,
    CAST(NULL AS BIGINT) AS min_60882dc937a1,
    CAST(NULL AS DOUBLE) AS median_925ac740aabe,
    CAST(NULL AS DOUBLE) AS avg_70fbc30a4357,
    CAST(NULL AS DOUBLE) AS avg_77c4566840c0,
    CAST(NULL AS BIGINT) AS max_ff27dd953c81_2,
    CAST(NULL AS BIGINT) AS sub_periods_2,
    CAST(NULL AS BIGINT) AS sub_periods_3
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.avg_9d5f096c2d66,
    met.max_ff27dd953c81,
    met.min_60882dc937a1,
    met.median_925ac740aabe,
    met.avg_70fbc30a4357,
    met.avg_77c4566840c0,
    met.max_ff27dd953c81_2,
    met.sub_periods_2,
    met.sub_periods_3
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS BIGINT) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(avg_9d5f096c2d66) AS avg_9d5f096c2d66,
      MAX(max_ff27dd953c81) AS max_ff27dd953c81,
      MAX(min_60882dc937a1) AS min_60882dc937a1,
      MAX(median_925ac740aabe) AS median_925ac740aabe,
      MAX(avg_70fbc30a4357) AS avg_70fbc30a4357,
      MAX(avg_77c4566840c0) AS avg_77c4566840c0,
      MAX(max_ff27dd953c81_2) AS max_ff27dd953c81_2,
      MAX(sub_periods_2) AS sub_periods_2,
      MAX(sub_periods_3) AS sub_periods_3
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  CASE WHEN COALESCE(sub_periods_2, 0) > 0 THEN avg_9d5f096c2d66 ELSE CASE WHEN DATEDIFF(CAST(DATE_ADD(LEAST(DATE_ADD(period_start, 7), DATE_ADD(DATE '2026-01-15', 1)), -1) AS DATE), CAST(period_start AS DATE)) + 1 > 0 THEN COALESCE(CAST(NULL AS BIGINT), 0) ELSE NULL END END AS senders_a_day,
  CASE WHEN COALESCE(sub_periods_2, 0) > 0 THEN max_ff27dd953c81 ELSE CASE WHEN DATEDIFF(CAST(DATE_ADD(LEAST(DATE_ADD(period_start, 7), DATE_ADD(DATE '2026-01-15', 1)), -1) AS DATE), CAST(period_start AS DATE)) + 1 > 0 THEN COALESCE(CAST(NULL AS BIGINT), 0) ELSE NULL END END AS busiest_day,
  CASE WHEN COALESCE(sub_periods_2, 0) > 0 THEN min_60882dc937a1 ELSE CASE WHEN DATEDIFF(CAST(DATE_ADD(LEAST(DATE_ADD(period_start, 7), DATE_ADD(DATE '2026-01-15', 1)), -1) AS DATE), CAST(period_start AS DATE)) + 1 > 0 THEN COALESCE(CAST(NULL AS BIGINT), 0) ELSE NULL END END AS quietest_day,
  CASE WHEN COALESCE(sub_periods_2, 0) > 0 THEN median_925ac740aabe ELSE CASE WHEN DATEDIFF(CAST(DATE_ADD(LEAST(DATE_ADD(period_start, 7), DATE_ADD(DATE '2026-01-15', 1)), -1) AS DATE), CAST(period_start AS DATE)) + 1 > 0 THEN COALESCE(CAST(NULL AS BIGINT), 0) ELSE NULL END END AS typical_day,
  CASE WHEN COALESCE(sub_periods_2, 0) > 0 THEN avg_70fbc30a4357 ELSE CASE WHEN DATEDIFF(CAST(DATE_ADD(LEAST(DATE_ADD(period_start, 7), DATE_ADD(DATE '2026-01-15', 1)), -1) AS DATE), CAST(period_start AS DATE)) + 1 > 0 THEN CAST(NULL AS BIGINT) ELSE NULL END END AS largest_of_a_day,
  CASE WHEN COALESCE(sub_periods_2, 0) > 0 THEN avg_77c4566840c0 ELSE CASE WHEN DATEDIFF(CAST(DATE_ADD(LEAST(DATE_ADD(period_start, 7), DATE_ADD(DATE '2026-01-15', 1)), -1) AS DATE), CAST(period_start AS DATE)) + 1 > 0 THEN CASE WHEN COALESCE(CAST(NULL AS BIGINT), 0) > 0 THEN COALESCE(CAST(NULL AS BIGINT), 0) END ELSE NULL END END AS days_in_use,
  CASE WHEN COALESCE(sub_periods_3, 0) > 0 THEN max_ff27dd953c81_2 ELSE CASE WHEN TIMESTAMPDIFF(HOUR, CAST(DATE_TRUNC('HOUR', CAST(period_start AS TIMESTAMP_NTZ)) AS TIMESTAMP_NTZ), CAST(DATE_TRUNC('HOUR', CAST(LEAST(DATE_ADD(period_start, 7), DATE_ADD(DATE '2026-01-15', 1)) AS TIMESTAMP_NTZ)) AS TIMESTAMP_NTZ)) > 0 THEN COALESCE(CAST(NULL AS BIGINT), 0) ELSE NULL END END AS busiest_hour
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query senders_a_day,largest_of_a_day,quietest_day --by plan --as-of 2026-01-15
WITH messages_cells AS (
  SELECT
    CAST(CAST(messages.sent_at AS TIMESTAMP_NTZ) AS DATE) AS cell_start,
    messages.plan,
    messages.sender AS key_sender,
    COUNT(*) AS rows_all,
    MAX(messages.size) AS max_size
  FROM messages
  WHERE messages.sent_at < '2026-01-16 00:00:00'
  GROUP BY 1, 2, 3
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN first_row <= DATE '2026-01-12' THEN SEQUENCE(first_row, DATE '2026-01-12', INTERVAL 7 DAY) END) AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        TRUNC(MIN(cell_start), 'WEEK') AS period_start
      FROM messages_cells
    ) AS all_periods
  ) AS bounds
),
messages_by_week_2 AS (
  SELECT
    period_start,
    plan,
    CAST(SUM(rows_all) AS BIGINT) AS rows_all
  FROM (
    SELECT
      TRUNC(cell_start, 'WEEK') AS period_start,
      messages_cells.plan,
      messages_cells.rows_all,
      messages_cells.cell_start
    FROM messages_cells
  ) AS placed
  GROUP BY 1, 2
),
messages_per_day_by_week_found AS (
  SELECT
    period_start,
    plan,
    sub_start,
    COUNT(DISTINCT CASE WHEN rows_all > 0 THEN key_sender END) AS count_distinct_sender,
    CAST(SUM(rows_all) AS BIGINT) AS count_rows,
    MAX(max_size) AS max_size
  FROM (
    SELECT
      period_start,
      plan,
      key_sender,
      rows_all,
      max_size,
      CAST(cell_start AS DATE) AS sub_start
    FROM (
      SELECT
        TRUNC(cell_start, 'WEEK') AS period_start,
        messages_cells.plan,
        messages_cells.key_sender,
        messages_cells.rows_all,
        messages_cells.max_size,
        messages_cells.cell_start
      FROM messages_cells
    ) AS placed
  ) AS in_sub_periods
  GROUP BY 1, 2, 3
),
messages_per_day_by_week_all AS (
  SELECT
    `groups`.period_start,
    `groups`.plan,
    subs.sub_start,
    CAST(NULL AS BIGINT) AS count_distinct_sender,
    CAST(NULL AS BIGINT) AS count_rows,
    CAST(NULL AS BIGINT) AS max_size
  FROM (
    SELECT DISTINCT
      period_start,
      plan
    FROM messages_per_day_by_week_found
  ) AS `groups`
  INNER JOIN (
    SELECT
      EXPLODE(CASE WHEN CAST(period_start AS DATE) <= CAST(DATE_ADD(DATE_ADD(DATE '2026-01-15', 1), -1) AS DATE) THEN SEQUENCE(CAST(period_start AS DATE), CAST(DATE_ADD(DATE_ADD(DATE '2026-01-15', 1), -1) AS DATE), INTERVAL 1 DAY) END) AS sub_start
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM messages_per_day_by_week_found
    ) AS bounds
  ) AS subs
    ON subs.sub_start < LEAST(DATE_ADD(`groups`.period_start, 7), DATE_ADD(DATE '2026-01-15', 1))
      AND subs.sub_start >= CAST(`groups`.period_start AS DATE)
),
messages_per_day_by_week_filled AS (
  SELECT
    period_start,
    plan,
    sub_start,
    MAX(count_distinct_sender) AS count_distinct_sender,
    MAX(count_rows) AS count_rows,
    MAX(max_size) AS max_size
  FROM (
    SELECT
      period_start,
      plan,
      sub_start,
      count_distinct_sender,
      count_rows,
      max_size
    FROM messages_per_day_by_week_found
    UNION ALL
    SELECT
      period_start,
      plan,
      sub_start,
      count_distinct_sender,
      count_rows,
      max_size
    FROM messages_per_day_by_week_all
  ) AS `both`
  GROUP BY 1, 2, 3
),
messages_per_day_by_week AS (
  SELECT
    period_start,
    plan,
    AVG(CAST(COALESCE(count_distinct_sender, 0) AS DOUBLE)) AS avg_9d5f096c2d66,
    AVG(CAST(max_size AS DOUBLE)) AS avg_70fbc30a4357,
    MIN(COALESCE(count_rows, 0)) AS min_60882dc937a1,
    COUNT(*) AS sub_periods
  FROM messages_per_day_by_week_filled
  GROUP BY 1, 2
),
segments AS (
  SELECT DISTINCT
    plan
  FROM (
    SELECT
      plan
    FROM messages_by_week_2
    INNER JOIN periods
      ON periods.period_start = messages_by_week_2.period_start
    WHERE rows_all > 0
  ) AS seen
),
parts AS (
  SELECT
    period_start,
    plan,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS DOUBLE) AS avg_9d5f096c2d66,
    CAST(NULL AS DOUBLE) AS avg_70fbc30a4357,
    CAST(NULL AS BIGINT) AS min_60882dc937a1,
    CAST(NULL AS BIGINT) AS sub_periods_2
  FROM messages_by_week_2
  UNION ALL
  SELECT
    period_start,
    plan,
    0 AS rows_seen,
    0 AS on_spine,
    avg_9d5f096c2d66,
    avg_70fbc30a4357,
    min_60882dc937a1,
    sub_periods AS sub_periods_2
  FROM messages_per_day_by_week
  UNION ALL
  SELECT
    period_start,
    segments.plan,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS DOUBLE) AS avg_9d5f096c2d66,
    CAST(NULL AS DOUBLE) AS avg_70fbc30a4357,
    CAST(NULL AS BIGINT) AS min_60882dc937a1,
    CAST(NULL AS BIGINT) AS sub_periods_2
  FROM periods
  CROSS JOIN segments
),
cells AS (
  SELECT
    met.period_start,
    met.plan,
    met.rows_seen,
    met.avg_9d5f096c2d66,
    met.avg_70fbc30a4357,
    met.min_60882dc937a1,
    met.sub_periods_2
  FROM (
    SELECT
      period_start,
      plan,
      CAST(SUM(rows_seen) AS BIGINT) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(avg_9d5f096c2d66) AS avg_9d5f096c2d66,
      MAX(avg_70fbc30a4357) AS avg_70fbc30a4357,
      MAX(min_60882dc937a1) AS min_60882dc937a1,
      MAX(sub_periods_2) AS sub_periods_2
    FROM parts
    GROUP BY 1, 2
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  plan,
  CASE WHEN COALESCE(sub_periods_2, 0) > 0 THEN avg_9d5f096c2d66 ELSE CASE WHEN DATEDIFF(CAST(DATE_ADD(LEAST(DATE_ADD(period_start, 7), DATE_ADD(DATE '2026-01-15', 1)), -1) AS DATE), CAST(period_start AS DATE)) + 1 > 0 THEN COALESCE(CAST(NULL AS BIGINT), 0) ELSE NULL END END AS senders_a_day,
  CASE WHEN COALESCE(sub_periods_2, 0) > 0 THEN avg_70fbc30a4357 ELSE CASE WHEN DATEDIFF(CAST(DATE_ADD(LEAST(DATE_ADD(period_start, 7), DATE_ADD(DATE '2026-01-15', 1)), -1) AS DATE), CAST(period_start AS DATE)) + 1 > 0 THEN CAST(NULL AS BIGINT) ELSE NULL END END AS largest_of_a_day,
  CASE WHEN COALESCE(sub_periods_2, 0) > 0 THEN min_60882dc937a1 ELSE CASE WHEN DATEDIFF(CAST(DATE_ADD(LEAST(DATE_ADD(period_start, 7), DATE_ADD(DATE '2026-01-15', 1)), -1) AS DATE), CAST(period_start AS DATE)) + 1 > 0 THEN COALESCE(CAST(NULL AS BIGINT), 0) ELSE NULL END END AS quietest_day
FROM cells
ORDER BY 1 NULLS LAST, 2 NULLS LAST;

-- northstar query senders_a_day,busiest_hour --grain month --as-of 2026-01-15
WITH messages_cells AS (
  SELECT
    CAST(DATE_TRUNC('HOUR', CAST(messages.sent_at AS TIMESTAMP_NTZ)) AS TIMESTAMP_NTZ) AS cell_start,
    messages.sender AS key_sender,
    COUNT(*) AS rows_all
  FROM messages
  WHERE messages.sent_at < '2026-01-16 00:00:00'
  GROUP BY 1, 2
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN first_row <= DATE '2026-01-01' THEN SEQUENCE(first_row, DATE '2026-01-01', INTERVAL 1 MONTH) END) AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        TRUNC(MIN(cell_start), 'MONTH') AS period_start
      FROM messages_cells
    ) AS all_periods
  ) AS bounds
),
messages_by_month_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS BIGINT) AS rows_all
  FROM (
    SELECT
      TRUNC(cell_start, 'MONTH') AS period_start,
      messages_cells.rows_all,
      messages_cells.cell_start
    FROM messages_cells
  ) AS placed
  GROUP BY 1
),
messages_per_day_by_month_found AS (
  SELECT
    period_start,
    sub_start,
    COUNT(DISTINCT CASE WHEN rows_all > 0 THEN key_sender END) AS count_distinct_sender
  FROM (
    SELECT
      period_start,
      key_sender,
      rows_all,
      CAST(cell_start AS DATE) AS sub_start
    FROM (
      SELECT
        TRUNC(cell_start, 'MONTH') AS period_start,
        messages_cells.key_sender,
        messages_cells.rows_all,
        messages_cells.cell_start
      FROM messages_cells
    ) AS placed
  ) AS in_sub_periods
  GROUP BY 1, 2
),
messages_per_day_by_month_all AS (
  SELECT
    `groups`.period_start,
    subs.sub_start,
    CAST(NULL AS BIGINT) AS count_distinct_sender
  FROM (
    SELECT DISTINCT
      period_start
    FROM messages_per_day_by_month_found
  ) AS `groups`
  INNER JOIN (
    SELECT
      EXPLODE(CASE WHEN CAST(period_start AS DATE) <= CAST(DATE_ADD(DATE_ADD(DATE '2026-01-15', 1), -1) AS DATE) THEN SEQUENCE(CAST(period_start AS DATE), CAST(DATE_ADD(DATE_ADD(DATE '2026-01-15', 1), -1) AS DATE), INTERVAL 1 DAY) END) AS sub_start
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM messages_per_day_by_month_found
    ) AS bounds
  ) AS subs
    ON subs.sub_start < LEAST(ADD_MONTHS(`groups`.period_start, 1), DATE_ADD(DATE '2026-01-15', 1))
      AND subs.sub_start >= CAST(`groups`.period_start AS DATE)
),
messages_per_day_by_month_filled AS (
  SELECT
    period_start,
    sub_start,
    MAX(count_distinct_sender) AS count_distinct_sender
  FROM (
    SELECT
      period_start,
      sub_start,
      count_distinct_sender
    FROM messages_per_day_by_month_found
    UNION ALL
    SELECT
      period_start,
      sub_start,
      count_distinct_sender
    FROM messages_per_day_by_month_all
  ) AS `both`
  GROUP BY 1, 2
),
messages_per_day_by_month AS (
  SELECT
    period_start,
    AVG(CAST(COALESCE(count_distinct_sender, 0) AS DOUBLE)) AS avg_9d5f096c2d66,
    COUNT(*) AS sub_periods
  FROM messages_per_day_by_month_filled
  GROUP BY 1
),
messages_per_hour_by_month_found AS (
  SELECT
    period_start,
    sub_start,
    CAST(SUM(rows_all) AS BIGINT) AS count_rows
  FROM (
    SELECT
      period_start,
      rows_all,
      CAST(DATE_TRUNC('HOUR', cell_start) AS TIMESTAMP_NTZ) AS sub_start
    FROM (
      SELECT
        TRUNC(cell_start, 'MONTH') AS period_start,
        messages_cells.rows_all,
        messages_cells.cell_start
      FROM messages_cells
    ) AS placed
  ) AS in_sub_periods
  GROUP BY 1, 2
),
messages_per_hour_by_month_all AS (
  SELECT
    `groups`.period_start,
    subs.sub_start,
    CAST(NULL AS BIGINT) AS count_rows
  FROM (
    SELECT DISTINCT
      period_start
    FROM messages_per_hour_by_month_found
  ) AS `groups`
  INNER JOIN (
    SELECT
      EXPLODE(CASE WHEN CAST(DATE_TRUNC('HOUR', period_start) AS TIMESTAMP_NTZ) <= CAST(DATE_TRUNC('HOUR', CAST(DATE_ADD(DATE_ADD(DATE '2026-01-15', 1), -1) AS TIMESTAMP_NTZ) + INTERVAL 23 HOUR) AS TIMESTAMP_NTZ) THEN SEQUENCE(CAST(DATE_TRUNC('HOUR', period_start) AS TIMESTAMP_NTZ), CAST(DATE_TRUNC('HOUR', CAST(DATE_ADD(DATE_ADD(DATE '2026-01-15', 1), -1) AS TIMESTAMP_NTZ) + INTERVAL 23 HOUR) AS TIMESTAMP_NTZ), INTERVAL 1 HOUR) END) AS sub_start
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM messages_per_hour_by_month_found
    ) AS bounds
  ) AS subs
    ON subs.sub_start < LEAST(ADD_MONTHS(`groups`.period_start, 1), DATE_ADD(DATE '2026-01-15', 1))
      AND subs.sub_start >= CAST(DATE_TRUNC('HOUR', `groups`.period_start) AS TIMESTAMP_NTZ)
),
messages_per_hour_by_month_filled AS (
  SELECT
    period_start,
    sub_start,
    MAX(count_rows) AS count_rows
  FROM (
    SELECT
      period_start,
      sub_start,
      count_rows
    FROM messages_per_hour_by_month_found
    UNION ALL
    SELECT
      period_start,
      sub_start,
      count_rows
    FROM messages_per_hour_by_month_all
  ) AS `both`
  GROUP BY 1, 2
),
messages_per_hour_by_month AS (
  SELECT
    period_start,
    MAX(COALESCE(count_rows, 0)) AS max_ff27dd953c81,
    COUNT(*) AS sub_periods
  FROM messages_per_hour_by_month_filled
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS DOUBLE) AS avg_9d5f096c2d66,
    CAST(NULL AS BIGINT) AS max_ff27dd953c81,
    CAST(NULL AS BIGINT) AS sub_periods_2,
    CAST(NULL AS BIGINT) AS sub_periods_3
  FROM messages_by_month_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    avg_9d5f096c2d66,
    CAST(NULL AS BIGINT) AS max_ff27dd953c81,
    sub_periods AS sub_periods_2,
    CAST(NULL AS BIGINT) AS sub_periods_3
  FROM messages_per_day_by_month
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS DOUBLE) AS avg_9d5f096c2d66,
    max_ff27dd953c81,
    CAST(NULL AS BIGINT) AS sub_periods_2,
    sub_periods AS sub_periods_3
  FROM messages_per_hour_by_month
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS DOUBLE) AS avg_9d5f096c2d66,
    CAST(NULL AS BIGINT) AS max_ff27dd953c81,
    CAST(NULL AS BIGINT) AS sub_periods_2,
    CAST(NULL AS BIGINT) AS sub_periods_3
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.avg_9d5f096c2d66,
    met.max_ff27dd953c81,
    met.sub_periods_2,
    met.sub_periods_3
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS BIGINT) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(avg_9d5f096c2d66) AS avg_9d5f096c2d66,
      MAX(max_ff27dd953c81) AS max_ff27dd953c81,
      MAX(sub_periods_2) AS sub_periods_2,
      MAX(sub_periods_3) AS sub_periods_3
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  CASE WHEN COALESCE(sub_periods_2, 0) > 0 THEN avg_9d5f096c2d66 ELSE CASE WHEN DATEDIFF(CAST(DATE_ADD(LEAST(ADD_MONTHS(period_start, 1), DATE_ADD(DATE '2026-01-15', 1)), -1) AS DATE), CAST(period_start AS DATE)) + 1 > 0 THEN COALESCE(CAST(NULL AS BIGINT), 0) ELSE NULL END END AS senders_a_day,
  CASE WHEN COALESCE(sub_periods_3, 0) > 0 THEN max_ff27dd953c81 ELSE CASE WHEN TIMESTAMPDIFF(HOUR, CAST(DATE_TRUNC('HOUR', CAST(period_start AS TIMESTAMP_NTZ)) AS TIMESTAMP_NTZ), CAST(DATE_TRUNC('HOUR', CAST(LEAST(ADD_MONTHS(period_start, 1), DATE_ADD(DATE '2026-01-15', 1)) AS TIMESTAMP_NTZ)) AS TIMESTAMP_NTZ)) > 0 THEN COALESCE(CAST(NULL AS BIGINT), 0) ELSE NULL END END AS busiest_hour
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query senders_a_day,typical_day --grain none --since 2026-01-06 --until 2026-01-14 --as-of 2026-01-15
WITH messages_cells AS (
  SELECT
    CAST(CAST(messages.sent_at AS TIMESTAMP_NTZ) AS DATE) AS cell_start,
    messages.sender AS key_sender,
    COUNT(*) AS rows_all
  FROM messages
  WHERE messages.sent_at < '2026-01-16 00:00:00'
  GROUP BY 1, 2
),
messages_in_all_2 AS (
  SELECT
    CAST(SUM(rows_all) AS BIGINT) AS rows_all
  FROM (
    SELECT
      messages_cells.rows_all,
      messages_cells.cell_start
    FROM messages_cells
    WHERE cell_start >= (
      SELECT
        CASE WHEN first_row IS NOT NULL THEN GREATEST(DATE '2026-01-06', first_row) END AS first_day
      FROM (
        SELECT
          MIN(period_start) AS first_row
        FROM (
          SELECT
            CAST(MIN(cell_start) AS DATE) AS period_start
          FROM messages_cells
        ) AS first_of_each
      ) AS first_of_all
    )
      AND cell_start < DATE '2026-01-14'
  ) AS placed
),
messages_per_day_in_all_found AS (
  SELECT
    sub_start,
    COUNT(DISTINCT CASE WHEN rows_all > 0 THEN key_sender END) AS count_distinct_sender,
    CAST(SUM(rows_all) AS BIGINT) AS count_rows
  FROM (
    SELECT
      key_sender,
      rows_all,
      CAST(cell_start AS DATE) AS sub_start
    FROM (
      SELECT
        messages_cells.key_sender,
        messages_cells.rows_all,
        messages_cells.cell_start
      FROM messages_cells
      WHERE cell_start >= (
        SELECT
          CASE WHEN first_row IS NOT NULL THEN GREATEST(DATE '2026-01-06', first_row) END AS first_day
        FROM (
          SELECT
            MIN(period_start) AS first_row
          FROM (
            SELECT
              CAST(MIN(cell_start) AS DATE) AS period_start
            FROM messages_cells
          ) AS first_of_each
        ) AS first_of_all
      )
        AND cell_start < DATE '2026-01-14'
    ) AS placed
  ) AS in_sub_periods
  GROUP BY 1
),
messages_per_day_in_all_all AS (
  SELECT
    subs.sub_start,
    CAST(NULL AS BIGINT) AS count_distinct_sender,
    CAST(NULL AS BIGINT) AS count_rows
  FROM (
    SELECT DISTINCT
      1 AS one
    FROM messages_per_day_in_all_found
  ) AS `groups`
  INNER JOIN (
    SELECT
      EXPLODE(CASE WHEN CAST((
        SELECT
          CASE WHEN first_row IS NOT NULL THEN GREATEST(DATE '2026-01-06', first_row) END AS first_day
        FROM (
          SELECT
            MIN(period_start) AS first_row
          FROM (
            SELECT
              CAST(MIN(cell_start) AS DATE) AS period_start
            FROM messages_cells
          ) AS first_of_each
        ) AS first_of_all
      ) AS DATE) <= CAST(DATE_ADD(DATE '2026-01-14', -1) AS DATE) THEN SEQUENCE(CAST((
        SELECT
          CASE WHEN first_row IS NOT NULL THEN GREATEST(DATE '2026-01-06', first_row) END AS first_day
        FROM (
          SELECT
            MIN(period_start) AS first_row
          FROM (
            SELECT
              CAST(MIN(cell_start) AS DATE) AS period_start
            FROM messages_cells
          ) AS first_of_each
        ) AS first_of_all
      ) AS DATE), CAST(DATE_ADD(DATE '2026-01-14', -1) AS DATE), INTERVAL 1 DAY) END) AS sub_start
    FROM (
      SELECT
        MIN(sub_start) AS sub_start
      FROM messages_per_day_in_all_found
    ) AS bounds
  ) AS subs
    ON subs.sub_start < DATE '2026-01-14'
      AND subs.sub_start >= CAST((
      SELECT
        CASE WHEN first_row IS NOT NULL THEN GREATEST(DATE '2026-01-06', first_row) END AS first_day
      FROM (
        SELECT
          MIN(period_start) AS first_row
        FROM (
          SELECT
            CAST(MIN(cell_start) AS DATE) AS period_start
          FROM messages_cells
        ) AS first_of_each
      ) AS first_of_all
    ) AS DATE)
),
messages_per_day_in_all_filled AS (
  SELECT
    sub_start,
    MAX(count_distinct_sender) AS count_distinct_sender,
    MAX(count_rows) AS count_rows
  FROM (
    SELECT
      sub_start,
      count_distinct_sender,
      count_rows
    FROM messages_per_day_in_all_found
    UNION ALL
    SELECT
      sub_start,
      count_distinct_sender,
      count_rows
    FROM messages_per_day_in_all_all
  ) AS `both`
  GROUP BY 1
),
messages_per_day_in_all AS (
  SELECT
    AVG(CAST(COALESCE(count_distinct_sender, 0) AS DOUBLE)) AS avg_9d5f096c2d66,
    PERCENTILE(CAST(COALESCE(count_rows, 0) AS DOUBLE), 0.5) AS median_925ac740aabe,
    COUNT(*) AS sub_periods
  FROM messages_per_day_in_all_filled
),
parts AS (
  SELECT
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS DOUBLE) AS avg_9d5f096c2d66,
    CAST(NULL AS DOUBLE) AS median_925ac740aabe,
    CAST(NULL AS BIGINT) AS sub_periods_2
  FROM messages_in_all_2
  UNION ALL
  SELECT
    0 AS rows_seen,
    0 AS on_spine,
    avg_9d5f096c2d66,
    median_925ac740aabe,
    sub_periods AS sub_periods_2
  FROM messages_per_day_in_all
),
cells AS (
  SELECT
    CAST(SUM(rows_seen) AS BIGINT) AS rows_seen,
    MAX(on_spine) AS on_spine,
    MAX(avg_9d5f096c2d66) AS avg_9d5f096c2d66,
    MAX(median_925ac740aabe) AS median_925ac740aabe,
    MAX(sub_periods_2) AS sub_periods_2
  FROM parts
)
SELECT
  CASE WHEN COALESCE(sub_periods_2, 0) > 0 THEN avg_9d5f096c2d66 ELSE CASE WHEN DATEDIFF(CAST(DATE_ADD(DATE '2026-01-14', -1) AS DATE), CAST((
    SELECT
      CASE WHEN first_row IS NOT NULL THEN GREATEST(DATE '2026-01-06', first_row) END AS first_day
    FROM (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          CAST(MIN(cell_start) AS DATE) AS period_start
        FROM messages_cells
      ) AS first_of_each
    ) AS first_of_all
  ) AS DATE)) + 1 > 0 THEN COALESCE(CAST(NULL AS BIGINT), 0) ELSE NULL END END AS senders_a_day,
  CASE WHEN COALESCE(sub_periods_2, 0) > 0 THEN median_925ac740aabe ELSE CASE WHEN DATEDIFF(CAST(DATE_ADD(DATE '2026-01-14', -1) AS DATE), CAST((
    SELECT
      CASE WHEN first_row IS NOT NULL THEN GREATEST(DATE '2026-01-06', first_row) END AS first_day
    FROM (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          CAST(MIN(cell_start) AS DATE) AS period_start
        FROM messages_cells
      ) AS first_of_each
    ) AS first_of_all
  ) AS DATE)) + 1 > 0 THEN COALESCE(CAST(NULL AS BIGINT), 0) ELSE NULL END END AS typical_day
FROM cells;

-- northstar query busiest_hour --as-of 2026-01-15
WITH messages_cells AS (
  SELECT
    CAST(DATE_TRUNC('HOUR', CAST(messages.sent_at AS TIMESTAMP_NTZ)) AS TIMESTAMP_NTZ) AS cell_start,
    COUNT(*) AS rows_all
  FROM messages
  WHERE messages.sent_at < '2026-01-16 00:00:00'
  GROUP BY 1
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN first_row <= DATE '2026-01-12' THEN SEQUENCE(first_row, DATE '2026-01-12', INTERVAL 7 DAY) END) AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        TRUNC(MIN(cell_start), 'WEEK') AS period_start
      FROM messages_cells
    ) AS all_periods
  ) AS bounds
),
messages_by_week_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS BIGINT) AS rows_all
  FROM (
    SELECT
      TRUNC(cell_start, 'WEEK') AS period_start,
      messages_cells.rows_all,
      messages_cells.cell_start
    FROM messages_cells
  ) AS placed
  GROUP BY 1
),
messages_per_hour_by_week_found AS (
  SELECT
    period_start,
    sub_start,
    CAST(SUM(rows_all) AS BIGINT) AS count_rows
  FROM (
    SELECT
      period_start,
      rows_all,
      CAST(DATE_TRUNC('HOUR', cell_start) AS TIMESTAMP_NTZ) AS sub_start
    FROM (
      SELECT
        TRUNC(cell_start, 'WEEK') AS period_start,
        messages_cells.rows_all,
        messages_cells.cell_start
      FROM messages_cells
    ) AS placed
  ) AS in_sub_periods
  GROUP BY 1, 2
),
messages_per_hour_by_week_all AS (
  SELECT
    `groups`.period_start,
    subs.sub_start,
    CAST(NULL AS BIGINT) AS count_rows
  FROM (
    SELECT DISTINCT
      period_start
    FROM messages_per_hour_by_week_found
  ) AS `groups`
  INNER JOIN (
    SELECT
      EXPLODE(CASE WHEN CAST(DATE_TRUNC('HOUR', period_start) AS TIMESTAMP_NTZ) <= CAST(DATE_TRUNC('HOUR', CAST(DATE_ADD(DATE_ADD(DATE '2026-01-15', 1), -1) AS TIMESTAMP_NTZ) + INTERVAL 23 HOUR) AS TIMESTAMP_NTZ) THEN SEQUENCE(CAST(DATE_TRUNC('HOUR', period_start) AS TIMESTAMP_NTZ), CAST(DATE_TRUNC('HOUR', CAST(DATE_ADD(DATE_ADD(DATE '2026-01-15', 1), -1) AS TIMESTAMP_NTZ) + INTERVAL 23 HOUR) AS TIMESTAMP_NTZ), INTERVAL 1 HOUR) END) AS sub_start
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM messages_per_hour_by_week_found
    ) AS bounds
  ) AS subs
    ON subs.sub_start < LEAST(DATE_ADD(`groups`.period_start, 7), DATE_ADD(DATE '2026-01-15', 1))
      AND subs.sub_start >= CAST(DATE_TRUNC('HOUR', `groups`.period_start) AS TIMESTAMP_NTZ)
),
messages_per_hour_by_week_filled AS (
  SELECT
    period_start,
    sub_start,
    MAX(count_rows) AS count_rows
  FROM (
    SELECT
      period_start,
      sub_start,
      count_rows
    FROM messages_per_hour_by_week_found
    UNION ALL
    SELECT
      period_start,
      sub_start,
      count_rows
    FROM messages_per_hour_by_week_all
  ) AS `both`
  GROUP BY 1, 2
),
messages_per_hour_by_week AS (
  SELECT
    period_start,
    MAX(COALESCE(count_rows, 0)) AS max_ff27dd953c81,
    COUNT(*) AS sub_periods
  FROM messages_per_hour_by_week_filled
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGINT) AS max_ff27dd953c81,
    CAST(NULL AS BIGINT) AS sub_periods_2
  FROM messages_by_week_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    max_ff27dd953c81,
    sub_periods AS sub_periods_2
  FROM messages_per_hour_by_week
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS BIGINT) AS max_ff27dd953c81,
    CAST(NULL AS BIGINT) AS sub_periods_2
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.max_ff27dd953c81,
    met.sub_periods_2
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS BIGINT) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(max_ff27dd953c81) AS max_ff27dd953c81,
      MAX(sub_periods_2) AS sub_periods_2
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  CASE WHEN COALESCE(sub_periods_2, 0) > 0 THEN max_ff27dd953c81 ELSE CASE WHEN TIMESTAMPDIFF(HOUR, CAST(DATE_TRUNC('HOUR', CAST(period_start AS TIMESTAMP_NTZ)) AS TIMESTAMP_NTZ), CAST(DATE_TRUNC('HOUR', CAST(LEAST(DATE_ADD(period_start, 7), DATE_ADD(DATE '2026-01-15', 1)) AS TIMESTAMP_NTZ)) AS TIMESTAMP_NTZ)) > 0 THEN COALESCE(CAST(NULL AS BIGINT), 0) ELSE NULL END END AS busiest_hour
FROM cells
ORDER BY 1 NULLS LAST;