-- northstar query nights,guests --grain day --as-of 2026-02-05
WITH stays_checkin_days_cells_spans AS (
  SELECT
    CAST(stays.checkin AS DATE) AS span_start,
    CAST(stays.checkout AS DATE) AS span_end,
    stays.guest AS key_guest,
    COUNT(*) AS rows_all
  FROM stays
  WHERE stays.checkin < DATE '2026-02-06'
  GROUP BY 1, 2, 3
),
stays_checkin_days_cells AS (
  SELECT
    days.cell_start,
    stays_checkin_days_cells_spans.key_guest,
    stays_checkin_days_cells_spans.rows_all
  FROM stays_checkin_days_cells_spans
  INNER JOIN (
    SELECT
      EXPLODE(CASE WHEN first_day <= DATE '2026-02-05' THEN SEQUENCE(first_day, DATE '2026-02-05', INTERVAL 1 DAY) END) AS cell_start
    FROM (
      SELECT
        MIN(span_start) AS first_day
      FROM stays_checkin_days_cells_spans
    ) AS bounds
  ) AS days
    ON days.cell_start >= stays_checkin_days_cells_spans.span_start
      AND (stays_checkin_days_cells_spans.span_end IS NULL OR days.cell_start < stays_checkin_days_cells_spans.span_end)
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN first_row <= DATE '2026-02-05' THEN SEQUENCE(first_row, DATE '2026-02-05', INTERVAL 1 DAY) END) AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        CAST(MIN(cell_start) AS DATE) AS period_start
      FROM stays_checkin_days_cells
    ) AS all_periods
  ) AS bounds
),
stays_checkin_days_by_day_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS BIGINT) AS rows_all,
    CAST(SUM(rows_all) AS BIGINT) AS count_rows,
    COUNT(DISTINCT CASE WHEN rows_all > 0 THEN key_guest END) AS count_distinct_guest
  FROM (
    SELECT
      CAST(cell_start AS DATE) AS period_start,
      stays_checkin_days_cells.key_guest,
      stays_checkin_days_cells.rows_all,
      stays_checkin_days_cells.cell_start
    FROM stays_checkin_days_cells
  ) AS placed
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    count_rows,
    count_distinct_guest
  FROM stays_checkin_days_by_day_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS BIGINT) AS count_rows,
    CAST(NULL AS BIGINT) AS count_distinct_guest
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.count_rows,
    met.count_distinct_guest
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS BIGINT) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(count_rows) AS count_rows,
      MAX(count_distinct_guest) AS count_distinct_guest
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  COALESCE(count_rows, 0) AS nights,
  COALESCE(count_distinct_guest, 0) AS guests
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query nights,guests,open_stays --grain month --as-of 2026-02-05
WITH stays_checkin_days_cells_spans AS (
  SELECT
    CAST(stays.checkin AS DATE) AS span_start,
    CAST(stays.checkout AS DATE) AS span_end,
    stays.guest AS key_guest,
    COUNT(*) AS rows_all
  FROM stays
  WHERE stays.checkin < DATE '2026-02-06'
  GROUP BY 1, 2, 3
),
stays_checkin_days_cells AS (
  SELECT
    days.cell_start,
    stays_checkin_days_cells_spans.key_guest,
    stays_checkin_days_cells_spans.rows_all
  FROM stays_checkin_days_cells_spans
  INNER JOIN (
    SELECT
      EXPLODE(CASE WHEN first_day <= DATE '2026-02-05' THEN SEQUENCE(first_day, DATE '2026-02-05', INTERVAL 1 DAY) END) AS cell_start
    FROM (
      SELECT
        MIN(span_start) AS first_day
      FROM stays_checkin_days_cells_spans
    ) AS bounds
  ) AS days
    ON days.cell_start >= stays_checkin_days_cells_spans.span_start
      AND (stays_checkin_days_cells_spans.span_end IS NULL OR days.cell_start < stays_checkin_days_cells_spans.span_end)
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN first_row <= DATE '2026-02-01' THEN SEQUENCE(first_row, DATE '2026-02-01', INTERVAL 1 MONTH) END) AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        TRUNC(MIN(cell_start), 'MONTH') AS period_start
      FROM stays_checkin_days_cells
    ) AS all_periods
  ) AS bounds
),
stays_checkin_days_by_month_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS BIGINT) AS rows_all,
    CAST(SUM(rows_all) AS BIGINT) AS count_rows,
    COUNT(DISTINCT CASE WHEN rows_all > 0 THEN key_guest END) AS count_distinct_guest
  FROM (
    SELECT
      TRUNC(cell_start, 'MONTH') AS period_start,
      stays_checkin_days_cells.key_guest,
      stays_checkin_days_cells.rows_all,
      stays_checkin_days_cells.cell_start
    FROM stays_checkin_days_cells
  ) AS placed
  GROUP BY 1
),
stays_checkin_days_last_by_month AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS BIGINT) AS rows_all,
    CAST(SUM(rows_all) AS BIGINT) AS count_rows
  FROM (
    SELECT
      TRUNC(cell_start, 'MONTH') AS period_start,
      stays_checkin_days_cells.rows_all,
      stays_checkin_days_cells.cell_start
    FROM stays_checkin_days_cells
    WHERE CAST(cell_start AS DATE) = DATE_ADD(LEAST(ADD_MONTHS(TRUNC(cell_start, 'MONTH'), 1), DATE '2026-02-05'), -1)
  ) AS placed
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    count_rows,
    count_distinct_guest,
    CAST(NULL AS BIGINT) AS count_rows_2
  FROM stays_checkin_days_by_month_2
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGINT) AS count_rows,
    CAST(NULL AS BIGINT) AS count_distinct_guest,
    count_rows AS count_rows_2
  FROM stays_checkin_days_last_by_month
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS BIGINT) AS count_rows,
    CAST(NULL AS BIGINT) AS count_distinct_guest,
    CAST(NULL AS BIGINT) AS count_rows_2
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.count_rows,
    met.count_distinct_guest,
    met.count_rows_2
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS BIGINT) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(count_rows) AS count_rows,
      MAX(count_distinct_guest) AS count_distinct_guest,
      MAX(count_rows_2) AS count_rows_2
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  COALESCE(count_rows, 0) AS nights,
  COALESCE(count_distinct_guest, 0) AS guests,
  COALESCE(count_rows_2, 0) AS open_stays
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query nights,open_stays --by city --grain month --as-of 2026-02-05
WITH stays_checkin_days_cells_spans AS (
  SELECT
    CAST(stays.checkin AS DATE) AS span_start,
    CAST(stays.checkout AS DATE) AS span_end,
    stays.city,
    COUNT(*) AS rows_all
  FROM stays
  WHERE stays.checkin < DATE '2026-02-06'
  GROUP BY 1, 2, 3
),
stays_checkin_days_cells AS (
  SELECT
    days.cell_start,
    stays_checkin_days_cells_spans.city,
    stays_checkin_days_cells_spans.rows_all
  FROM stays_checkin_days_cells_spans
  INNER JOIN (
    SELECT
      EXPLODE(CASE WHEN first_day <= DATE '2026-02-05' THEN SEQUENCE(first_day, DATE '2026-02-05', INTERVAL 1 DAY) END) AS cell_start
    FROM (
      SELECT
        MIN(span_start) AS first_day
      FROM stays_checkin_days_cells_spans
    ) AS bounds
  ) AS days
    ON days.cell_start >= stays_checkin_days_cells_spans.span_start
      AND (stays_checkin_days_cells_spans.span_end IS NULL OR days.cell_start < stays_checkin_days_cells_spans.span_end)
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN first_row <= DATE '2026-02-01' THEN SEQUENCE(first_row, DATE '2026-02-01', INTERVAL 1 MONTH) END) AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        TRUNC(MIN(cell_start), 'MONTH') AS period_start
      FROM stays_checkin_days_cells
    ) AS all_periods
  ) AS bounds
),
stays_checkin_days_by_month_2 AS (
  SELECT
    period_start,
    city,
    CAST(SUM(rows_all) AS BIGINT) AS rows_all,
    CAST(SUM(rows_all) AS BIGINT) AS count_rows
  FROM (
    SELECT
      TRUNC(cell_start, 'MONTH') AS period_start,
      stays_checkin_days_cells.city,
      stays_checkin_days_cells.rows_all,
      stays_checkin_days_cells.cell_start
    FROM stays_checkin_days_cells
  ) AS placed
  GROUP BY 1, 2
),
stays_checkin_days_last_by_month AS (
  SELECT
    period_start,
    city,
    CAST(SUM(rows_all) AS BIGINT) AS rows_all,
    CAST(SUM(rows_all) AS BIGINT) AS count_rows
  FROM (
    SELECT
      TRUNC(cell_start, 'MONTH') AS period_start,
      stays_checkin_days_cells.city,
      stays_checkin_days_cells.rows_all,
      stays_checkin_days_cells.cell_start
    FROM stays_checkin_days_cells
    WHERE CAST(cell_start AS DATE) = DATE_ADD(LEAST(ADD_MONTHS(TRUNC(cell_start, 'MONTH'), 1), DATE '2026-02-05'), -1)
  ) AS placed
  GROUP BY 1, 2
),
segments AS (
  SELECT DISTINCT
    city
  FROM (
    SELECT
      city
    FROM stays_checkin_days_by_month_2
    INNER JOIN periods
      ON periods.period_start = stays_checkin_days_by_month_2.period_start
    WHERE rows_all > 0
    UNION ALL
    SELECT
      city
    FROM stays_checkin_days_last_by_month
    INNER JOIN periods
      ON periods.period_start = stays_checkin_days_last_by_month.period_start
    WHERE rows_all > 0
  ) AS seen
),
parts AS (
  SELECT
    period_start,
    city,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    count_rows,
    CAST(NULL AS BIGINT) AS count_rows_2
  FROM stays_checkin_days_by_month_2
  UNION ALL
  SELECT
    period_start,
    city,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGINT) AS count_rows,
    count_rows AS count_rows_2
  FROM stays_checkin_days_last_by_month
  UNION ALL
  SELECT
    period_start,
    segments.city,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS BIGINT) AS count_rows,
    CAST(NULL AS BIGINT) AS count_rows_2
  FROM periods
  CROSS JOIN segments
),
cells AS (
  SELECT
    met.period_start,
    met.city,
    met.rows_seen,
    met.count_rows,
    met.count_rows_2
  FROM (
    SELECT
      period_start,
      city,
      CAST(SUM(rows_seen) AS BIGINT) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(count_rows) AS count_rows,
      MAX(count_rows_2) AS count_rows_2
    FROM parts
    GROUP BY 1, 2
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  city,
  COALESCE(count_rows, 0) AS nights,
  COALESCE(count_rows_2, 0) AS open_stays
FROM cells
ORDER BY 1 NULLS LAST, 2 NULLS LAST;

-- northstar query rooms_in_use --grain month --as-of 2026-02-05
WITH stays_checkin_days_cells_spans AS (
  SELECT
    CAST(stays.checkin AS DATE) AS span_start,
    CAST(stays.checkout AS DATE) AS span_end,
    COUNT(*) AS rows_all
  FROM stays
  WHERE stays.checkin < DATE '2026-02-06'
  GROUP BY 1, 2
),
stays_checkin_days_cells AS (
  SELECT
    days.cell_start,
    stays_checkin_days_cells_spans.rows_all
  FROM stays_checkin_days_cells_spans
  INNER JOIN (
    SELECT
      EXPLODE(CASE WHEN first_day <= DATE '2026-02-05' THEN SEQUENCE(first_day, DATE '2026-02-05', INTERVAL 1 DAY) END) AS cell_start
    FROM (
      SELECT
        MIN(span_start) AS first_day
      FROM stays_checkin_days_cells_spans
    ) AS bounds
  ) AS days
    ON days.cell_start >= stays_checkin_days_cells_spans.span_start
      AND (stays_checkin_days_cells_spans.span_end IS NULL OR days.cell_start < stays_checkin_days_cells_spans.span_end)
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN first_row <= DATE '2026-02-01' THEN SEQUENCE(first_row, DATE '2026-02-01', INTERVAL 1 MONTH) END) AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        TRUNC(MIN(cell_start), 'MONTH') AS period_start
      FROM stays_checkin_days_cells
    ) AS all_periods
  ) AS bounds
),
stays_checkin_days_by_month_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS BIGINT) AS rows_all
  FROM (
    SELECT
      TRUNC(cell_start, 'MONTH') AS period_start,
      stays_checkin_days_cells.rows_all,
      stays_checkin_days_cells.cell_start
    FROM stays_checkin_days_cells
  ) AS placed
  GROUP BY 1
),
stays_checkin_days_per_day_by_month_found AS (
  SELECT
    period_start,
    sub_start,
    CAST(SUM(rows_all) AS BIGINT) AS count_rows
  FROM (
    SELECT
      period_start,
      rows_all,
      CAST(cell_start AS DATE) AS sub_start
    FROM (
      SELECT
        TRUNC(cell_start, 'MONTH') AS period_start,
        stays_checkin_days_cells.rows_all,
        stays_checkin_days_cells.cell_start
      FROM stays_checkin_days_cells
    ) AS placed
  ) AS in_sub_periods
  GROUP BY 1, 2
),
stays_checkin_days_per_day_by_month_all AS (
  SELECT
    `groups`.period_start,
    subs.sub_start,
    CAST(NULL AS BIGINT) AS count_rows
  FROM (
    SELECT DISTINCT
      period_start
    FROM stays_checkin_days_per_day_by_month_found
  ) AS `groups`
  INNER JOIN (
    SELECT
      EXPLODE(CASE WHEN CAST(period_start AS DATE) <= CAST(DATE_ADD(DATE_ADD(DATE '2026-02-05', 1), -1) AS DATE) THEN SEQUENCE(CAST(period_start AS DATE), CAST(DATE_ADD(DATE_ADD(DATE '2026-02-05', 1), -1) AS DATE), INTERVAL 1 DAY) END) AS sub_start
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM stays_checkin_days_per_day_by_month_found
    ) AS bounds
  ) AS subs
    ON subs.sub_start < LEAST(ADD_MONTHS(`groups`.period_start, 1), DATE_ADD(DATE '2026-02-05', 1))
      AND subs.sub_start >= CAST(`groups`.period_start AS DATE)
),
stays_checkin_days_per_day_by_month_filled AS (
  SELECT
    period_start,
    sub_start,
    MAX(count_rows) AS count_rows
  FROM (
    SELECT
      period_start,
      sub_start,
      count_rows
    FROM stays_checkin_days_per_day_by_month_found
    UNION ALL
    SELECT
      period_start,
      sub_start,
      count_rows
    FROM stays_checkin_days_per_day_by_month_all
  ) AS `both`
  GROUP BY 1, 2
),
stays_checkin_days_per_day_by_month AS (
  SELECT
    period_start,
    AVG(CAST(COALESCE(count_rows, 0) AS DOUBLE)) AS avg_30f30ee527d4,
    COUNT(*) AS sub_periods
  FROM stays_checkin_days_per_day_by_month_filled
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS DOUBLE) AS avg_30f30ee527d4,
    CAST(NULL AS BIGINT) AS sub_periods_2
  FROM stays_checkin_days_by_month_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    avg_30f30ee527d4,
    sub_periods AS sub_periods_2
  FROM stays_checkin_days_per_day_by_month
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS DOUBLE) AS avg_30f30ee527d4,
    CAST(NULL AS BIGINT) AS sub_periods_2
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.avg_30f30ee527d4,
    met.sub_periods_2
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS BIGINT) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(avg_30f30ee527d4) AS avg_30f30ee527d4,
      MAX(sub_periods_2) AS sub_periods_2
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  CASE WHEN COALESCE(sub_periods_2, 0) > 0 THEN avg_30f30ee527d4 ELSE CASE WHEN DATEDIFF(CAST(DATE_ADD(LEAST(ADD_MONTHS(period_start, 1), DATE_ADD(DATE '2026-02-05', 1)), -1) AS DATE), CAST(period_start AS DATE)) + 1 > 0 THEN COALESCE(CAST(NULL AS BIGINT), 0) ELSE NULL END END AS rooms_in_use
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query nights,guests --grain none --since 2026-01-31 --until 2026-02-03 --as-of 2026-02-05
WITH stays_checkin_days_cells_spans AS (
  SELECT
    CAST(stays.checkin AS DATE) AS span_start,
    CAST(stays.checkout AS DATE) AS span_end,
    stays.guest AS key_guest,
    COUNT(*) AS rows_all
  FROM stays
  WHERE stays.checkin < DATE '2026-02-06'
  GROUP BY 1, 2, 3
),
stays_checkin_days_cells AS (
  SELECT
    days.cell_start,
    stays_checkin_days_cells_spans.key_guest,
    stays_checkin_days_cells_spans.rows_all
  FROM stays_checkin_days_cells_spans
  INNER JOIN (
    SELECT
      EXPLODE(CASE WHEN first_day <= DATE '2026-02-05' THEN SEQUENCE(first_day, DATE '2026-02-05', INTERVAL 1 DAY) END) AS cell_start
    FROM (
      SELECT
        MIN(span_start) AS first_day
      FROM stays_checkin_days_cells_spans
    ) AS bounds
  ) AS days
    ON days.cell_start >= stays_checkin_days_cells_spans.span_start
      AND (stays_checkin_days_cells_spans.span_end IS NULL OR days.cell_start < stays_checkin_days_cells_spans.span_end)
),
stays_checkin_days_in_all_2 AS (
  SELECT
    CAST(SUM(rows_all) AS BIGINT) AS rows_all,
    CAST(SUM(rows_all) AS BIGINT) AS count_rows,
    COUNT(DISTINCT CASE WHEN rows_all > 0 THEN key_guest END) AS count_distinct_guest
  FROM (
    SELECT
      stays_checkin_days_cells.key_guest,
      stays_checkin_days_cells.rows_all,
      stays_checkin_days_cells.cell_start
    FROM stays_checkin_days_cells
    WHERE cell_start >= DATE '2026-01-31'
      AND cell_start < DATE '2026-02-03'
  ) AS placed
),
parts AS (
  SELECT
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    count_rows,
    count_distinct_guest
  FROM stays_checkin_days_in_all_2
),
cells AS (
  SELECT
    CAST(SUM(rows_seen) AS BIGINT) AS rows_seen,
    MAX(on_spine) AS on_spine,
    MAX(count_rows) AS count_rows,
    MAX(count_distinct_guest) AS count_distinct_guest
  FROM parts
)
SELECT
  COALESCE(count_rows, 0) AS nights,
  COALESCE(count_distinct_guest, 0) AS guests
FROM cells;

-- northstar query pass_days --grain day --as-of 2026-01-10
WITH passes_began_at_days_cells_spans AS (
  SELECT
    CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(passes.began_at AS TIMESTAMP_NTZ)) AS DATE) AS span_start,
    CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(passes.ended_at AS TIMESTAMP_NTZ)) AS DATE) AS span_end,
    COUNT(*) AS rows_all
  FROM passes
  WHERE passes.began_at < '2026-01-10 23:00:00'
  GROUP BY 1, 2
),
passes_began_at_days_cells AS (
  SELECT
    days.cell_start,
    passes_began_at_days_cells_spans.rows_all
  FROM passes_began_at_days_cells_spans
  INNER JOIN (
    SELECT
      EXPLODE(CASE WHEN first_day <= DATE '2026-01-10' THEN SEQUENCE(first_day, DATE '2026-01-10', INTERVAL 1 DAY) END) AS cell_start
    FROM (
      SELECT
        MIN(span_start) AS first_day
      FROM passes_began_at_days_cells_spans
    ) AS bounds
  ) AS days
    ON days.cell_start >= passes_began_at_days_cells_spans.span_start
      AND (passes_began_at_days_cells_spans.span_end IS NULL OR days.cell_start < passes_began_at_days_cells_spans.span_end)
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN first_row <= DATE '2026-01-10' THEN SEQUENCE(first_row, DATE '2026-01-10', INTERVAL 1 DAY) END) AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        CAST(MIN(cell_start) AS DATE) AS period_start
      FROM passes_began_at_days_cells
    ) AS all_periods
  ) AS bounds
),
passes_began_at_days_by_day_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS BIGINT) AS rows_all,
    CAST(SUM(rows_all) AS BIGINT) AS count_rows
  FROM (
    SELECT
      CAST(cell_start AS DATE) AS period_start,
      passes_began_at_days_cells.rows_all,
      passes_began_at_days_cells.cell_start
    FROM passes_began_at_days_cells
  ) AS placed
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    count_rows
  FROM passes_began_at_days_by_day_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS BIGINT) AS count_rows
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.count_rows
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS BIGINT) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(count_rows) AS count_rows
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  COALESCE(count_rows, 0) AS pass_days
FROM cells
ORDER BY 1 NULLS LAST;