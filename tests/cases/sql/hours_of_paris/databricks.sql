-- northstar query events_made,events_seen --grain hour --since 2026-03-29 --until 2026-03-30 --as-of 2026-12-31
WITH events_by_hour AS (
  SELECT
    CAST(DATE_TRUNC('HOUR', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events.`at` AS TIMESTAMP_NTZ))) AS TIMESTAMP_NTZ) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE events.`at` >= '2026-03-28 23:00:00'
    AND events.`at` < '2026-03-29 22:00:00'
  GROUP BY 1
),
events_seen_at_by_hour AS (
  SELECT
    CAST(DATE_TRUNC('HOUR', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CASE WHEN CONVERT_TIMEZONE('UTC', 'America/New_York', CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.seen_at AS TIMESTAMP_NTZ) + INTERVAL 1 DAY) - INTERVAL 1 DAY) = CAST(events.seen_at AS TIMESTAMP_NTZ) THEN CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.seen_at AS TIMESTAMP_NTZ) + INTERVAL 1 DAY) - INTERVAL 1 DAY ELSE CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.seen_at AS TIMESTAMP_NTZ)) END)) AS TIMESTAMP_NTZ) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE events.seen_at >= '2026-03-28 19:00:00'
    AND events.seen_at < '2026-03-29 18:00:00'
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(CAST(DATE_TRUNC('HOUR', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events.`at` AS TIMESTAMP_NTZ))) AS TIMESTAMP_NTZ)) AS period_start
    FROM events
    WHERE (CAST(events.`at` AS TIMESTAMP_NTZ) < DATE_ADD(DATE '2026-12-31', -2) OR CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events.`at` AS TIMESTAMP_NTZ)) AS DATE) <= DATE '2026-12-31')
      AND CAST(events.`at` AS TIMESTAMP_NTZ) < DATE_ADD(DATE '2026-12-31', 3)
    UNION ALL
    SELECT
      MIN(CAST(DATE_TRUNC('HOUR', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CASE WHEN CONVERT_TIMEZONE('UTC', 'America/New_York', CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.seen_at AS TIMESTAMP_NTZ) + INTERVAL 1 DAY) - INTERVAL 1 DAY) = CAST(events.seen_at AS TIMESTAMP_NTZ) THEN CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.seen_at AS TIMESTAMP_NTZ) + INTERVAL 1 DAY) - INTERVAL 1 DAY ELSE CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.seen_at AS TIMESTAMP_NTZ)) END)) AS TIMESTAMP_NTZ)) AS period_start
    FROM events
    WHERE (CAST(events.seen_at AS TIMESTAMP_NTZ) < DATE_ADD(DATE '2026-12-31', -2) OR CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CASE WHEN CONVERT_TIMEZONE('UTC', 'America/New_York', CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.seen_at AS TIMESTAMP_NTZ) + INTERVAL 1 DAY) - INTERVAL 1 DAY) = CAST(events.seen_at AS TIMESTAMP_NTZ) THEN CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.seen_at AS TIMESTAMP_NTZ) + INTERVAL 1 DAY) - INTERVAL 1 DAY ELSE CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.seen_at AS TIMESTAMP_NTZ)) END) AS DATE) <= DATE '2026-12-31')
      AND CAST(events.seen_at AS TIMESTAMP_NTZ) < DATE_ADD(DATE '2026-12-31', 3)
  ) AS first_of_each
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN CASE WHEN first_row > TIMESTAMP_NTZ '2026-03-29 00:00:00' THEN first_row WHEN first_row IS NOT NULL THEN TIMESTAMP_NTZ '2026-03-29 00:00:00' END <= TIMESTAMP_NTZ '2026-03-29 23:00:00' THEN SEQUENCE(CASE WHEN first_row > TIMESTAMP_NTZ '2026-03-29 00:00:00' THEN first_row WHEN first_row IS NOT NULL THEN TIMESTAMP_NTZ '2026-03-29 00:00:00' END, TIMESTAMP_NTZ '2026-03-29 23:00:00', INTERVAL 1 HOUR) END) AS period_start
  FROM first_rows
),
parts AS (
  SELECT
    period_start,
    count_rows,
    CAST(NULL AS BIGINT) AS count_rows_2
  FROM events_by_hour
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS BIGINT) AS count_rows,
    count_rows AS count_rows_2
  FROM events_seen_at_by_hour
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS BIGINT) AS count_rows,
    CAST(NULL AS BIGINT) AS count_rows_2
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows) AS count_rows,
    MAX(count_rows_2) AS count_rows_2
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows, 0) AS events_made,
  COALESCE(count_rows_2, 0) AS events_seen
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query events_made,events_seen --grain hour --since 2026-10-25 --until 2026-10-26 --as-of 2026-12-31
WITH events_by_hour AS (
  SELECT
    CAST(DATE_TRUNC('HOUR', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events.`at` AS TIMESTAMP_NTZ))) AS TIMESTAMP_NTZ) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE events.`at` >= '2026-10-24 22:00:00'
    AND events.`at` < '2026-10-25 23:00:00'
  GROUP BY 1
),
events_seen_at_by_hour AS (
  SELECT
    CAST(DATE_TRUNC('HOUR', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CASE WHEN CONVERT_TIMEZONE('UTC', 'America/New_York', CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.seen_at AS TIMESTAMP_NTZ) + INTERVAL 1 DAY) - INTERVAL 1 DAY) = CAST(events.seen_at AS TIMESTAMP_NTZ) THEN CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.seen_at AS TIMESTAMP_NTZ) + INTERVAL 1 DAY) - INTERVAL 1 DAY ELSE CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.seen_at AS TIMESTAMP_NTZ)) END)) AS TIMESTAMP_NTZ) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE events.seen_at >= '2026-10-24 18:00:00'
    AND events.seen_at < '2026-10-25 19:00:00'
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(CAST(DATE_TRUNC('HOUR', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events.`at` AS TIMESTAMP_NTZ))) AS TIMESTAMP_NTZ)) AS period_start
    FROM events
    WHERE (CAST(events.`at` AS TIMESTAMP_NTZ) < DATE_ADD(DATE '2026-12-31', -2) OR CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events.`at` AS TIMESTAMP_NTZ)) AS DATE) <= DATE '2026-12-31')
      AND CAST(events.`at` AS TIMESTAMP_NTZ) < DATE_ADD(DATE '2026-12-31', 3)
    UNION ALL
    SELECT
      MIN(CAST(DATE_TRUNC('HOUR', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CASE WHEN CONVERT_TIMEZONE('UTC', 'America/New_York', CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.seen_at AS TIMESTAMP_NTZ) + INTERVAL 1 DAY) - INTERVAL 1 DAY) = CAST(events.seen_at AS TIMESTAMP_NTZ) THEN CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.seen_at AS TIMESTAMP_NTZ) + INTERVAL 1 DAY) - INTERVAL 1 DAY ELSE CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.seen_at AS TIMESTAMP_NTZ)) END)) AS TIMESTAMP_NTZ)) AS period_start
    FROM events
    WHERE (CAST(events.seen_at AS TIMESTAMP_NTZ) < DATE_ADD(DATE '2026-12-31', -2) OR CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CASE WHEN CONVERT_TIMEZONE('UTC', 'America/New_York', CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.seen_at AS TIMESTAMP_NTZ) + INTERVAL 1 DAY) - INTERVAL 1 DAY) = CAST(events.seen_at AS TIMESTAMP_NTZ) THEN CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.seen_at AS TIMESTAMP_NTZ) + INTERVAL 1 DAY) - INTERVAL 1 DAY ELSE CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.seen_at AS TIMESTAMP_NTZ)) END) AS DATE) <= DATE '2026-12-31')
      AND CAST(events.seen_at AS TIMESTAMP_NTZ) < DATE_ADD(DATE '2026-12-31', 3)
  ) AS first_of_each
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN CASE WHEN first_row > TIMESTAMP_NTZ '2026-10-25 00:00:00' THEN first_row WHEN first_row IS NOT NULL THEN TIMESTAMP_NTZ '2026-10-25 00:00:00' END <= TIMESTAMP_NTZ '2026-10-25 23:00:00' THEN SEQUENCE(CASE WHEN first_row > TIMESTAMP_NTZ '2026-10-25 00:00:00' THEN first_row WHEN first_row IS NOT NULL THEN TIMESTAMP_NTZ '2026-10-25 00:00:00' END, TIMESTAMP_NTZ '2026-10-25 23:00:00', INTERVAL 1 HOUR) END) AS period_start
  FROM first_rows
),
parts AS (
  SELECT
    period_start,
    count_rows,
    CAST(NULL AS BIGINT) AS count_rows_2
  FROM events_by_hour
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS BIGINT) AS count_rows,
    count_rows AS count_rows_2
  FROM events_seen_at_by_hour
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS BIGINT) AS count_rows,
    CAST(NULL AS BIGINT) AS count_rows_2
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows) AS count_rows,
    MAX(count_rows_2) AS count_rows_2
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows, 0) AS events_made,
  COALESCE(count_rows_2, 0) AS events_seen
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query events_made,events_an_hour --grain day --since 2026-03-28 --until 2026-03-31 --as-of 2026-12-31
WITH events_cells AS (
  SELECT
    CAST(DATE_TRUNC('HOUR', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events.`at` AS TIMESTAMP_NTZ))) AS TIMESTAMP_NTZ) AS cell_start,
    COUNT(*) AS rows_all
  FROM events
  WHERE events.`at` >= '2026-03-27 23:00:00'
    AND events.`at` < '2026-03-30 22:00:00'
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events.`at` AS TIMESTAMP_NTZ)) AS DATE)) AS period_start
    FROM events
    WHERE (CAST(events.`at` AS TIMESTAMP_NTZ) < DATE_ADD(DATE '2026-12-31', -2) OR CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events.`at` AS TIMESTAMP_NTZ)) AS DATE) <= DATE '2026-12-31')
      AND CAST(events.`at` AS TIMESTAMP_NTZ) < DATE_ADD(DATE '2026-12-31', 3)
  ) AS first_of_each
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN CASE WHEN first_row > DATE '2026-03-28' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-03-28' END <= DATE '2026-03-30' THEN SEQUENCE(CASE WHEN first_row > DATE '2026-03-28' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-03-28' END, DATE '2026-03-30', INTERVAL 1 DAY) END) AS period_start
  FROM first_rows
),
events_by_day_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS BIGINT) AS rows_all,
    CAST(SUM(rows_all) AS BIGINT) AS count_rows
  FROM (
    SELECT
      CAST(cell_start AS DATE) AS period_start,
      events_cells.rows_all,
      events_cells.cell_start
    FROM events_cells
  ) AS placed
  GROUP BY 1
),
events_per_hour_by_day_found AS (
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
        CAST(cell_start AS DATE) AS period_start,
        events_cells.rows_all,
        events_cells.cell_start
      FROM events_cells
    ) AS placed
  ) AS in_sub_periods
  GROUP BY 1, 2
),
events_per_hour_by_day_all AS (
  SELECT
    `groups`.period_start,
    subs.sub_start,
    CAST(NULL AS BIGINT) AS count_rows
  FROM (
    SELECT DISTINCT
      period_start
    FROM events_per_hour_by_day_found
  ) AS `groups`
  INNER JOIN (
    SELECT
      EXPLODE(CASE WHEN CAST(DATE_TRUNC('HOUR', period_start) AS TIMESTAMP_NTZ) <= CAST(DATE_TRUNC('HOUR', CAST(DATE_ADD(DATE_ADD(DATE '2026-12-31', 1), -1) AS TIMESTAMP_NTZ) + INTERVAL 23 HOUR) AS TIMESTAMP_NTZ) THEN SEQUENCE(CAST(DATE_TRUNC('HOUR', period_start) AS TIMESTAMP_NTZ), CAST(DATE_TRUNC('HOUR', CAST(DATE_ADD(DATE_ADD(DATE '2026-12-31', 1), -1) AS TIMESTAMP_NTZ) + INTERVAL 23 HOUR) AS TIMESTAMP_NTZ), INTERVAL 1 HOUR) END) AS sub_start
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM events_per_hour_by_day_found
    ) AS bounds
  ) AS subs
    ON subs.sub_start < LEAST(DATE_ADD(`groups`.period_start, 1), DATE_ADD(DATE '2026-12-31', 1))
      AND subs.sub_start >= CAST(DATE_TRUNC('HOUR', `groups`.period_start) AS TIMESTAMP_NTZ)
),
events_per_hour_by_day_filled AS (
  SELECT
    period_start,
    sub_start,
    MAX(count_rows) AS count_rows
  FROM (
    SELECT
      period_start,
      sub_start,
      count_rows
    FROM events_per_hour_by_day_found
    UNION ALL
    SELECT
      period_start,
      sub_start,
      count_rows
    FROM events_per_hour_by_day_all
  ) AS `both`
  GROUP BY 1, 2
),
events_per_hour_by_day AS (
  SELECT
    period_start,
    AVG(CAST(COALESCE(count_rows, 0) AS DOUBLE)) AS avg_30f30ee527d4,
    COUNT(*) AS sub_periods
  FROM events_per_hour_by_day_filled
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    count_rows,
    CAST(NULL AS DOUBLE) AS avg_30f30ee527d4,
    CAST(NULL AS BIGINT) AS sub_periods_2
  FROM events_by_day_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGINT) AS count_rows,
    avg_30f30ee527d4,
    sub_periods AS sub_periods_2
  FROM events_per_hour_by_day
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS BIGINT) AS count_rows,
    CAST(NULL AS DOUBLE) AS avg_30f30ee527d4,
    CAST(NULL AS BIGINT) AS sub_periods_2
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.count_rows,
    met.avg_30f30ee527d4,
    met.sub_periods_2
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS BIGINT) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(count_rows) AS count_rows,
      MAX(avg_30f30ee527d4) AS avg_30f30ee527d4,
      MAX(sub_periods_2) AS sub_periods_2
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  COALESCE(count_rows, 0) AS events_made,
  CASE WHEN COALESCE(sub_periods_2, 0) > 0 THEN avg_30f30ee527d4 ELSE CASE WHEN TIMESTAMPDIFF(HOUR, CAST(DATE_TRUNC('HOUR', CAST(period_start AS TIMESTAMP_NTZ)) AS TIMESTAMP_NTZ), CAST(DATE_TRUNC('HOUR', CAST(LEAST(DATE_ADD(period_start, 1), DATE_ADD(DATE '2026-12-31', 1)) AS TIMESTAMP_NTZ)) AS TIMESTAMP_NTZ)) > 0 THEN COALESCE(CAST(NULL AS BIGINT), 0) ELSE NULL END END AS events_an_hour
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query events_made,events_an_hour --grain day --since 2026-10-25 --until 2026-10-26 --as-of 2026-12-31
WITH events_cells AS (
  SELECT
    CAST(DATE_TRUNC('HOUR', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events.`at` AS TIMESTAMP_NTZ))) AS TIMESTAMP_NTZ) AS cell_start,
    COUNT(*) AS rows_all
  FROM events
  WHERE events.`at` >= '2026-10-24 22:00:00'
    AND events.`at` < '2026-10-25 23:00:00'
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events.`at` AS TIMESTAMP_NTZ)) AS DATE)) AS period_start
    FROM events
    WHERE (CAST(events.`at` AS TIMESTAMP_NTZ) < DATE_ADD(DATE '2026-12-31', -2) OR CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events.`at` AS TIMESTAMP_NTZ)) AS DATE) <= DATE '2026-12-31')
      AND CAST(events.`at` AS TIMESTAMP_NTZ) < DATE_ADD(DATE '2026-12-31', 3)
  ) AS first_of_each
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN CASE WHEN first_row > DATE '2026-10-25' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-10-25' END <= DATE '2026-10-25' THEN SEQUENCE(CASE WHEN first_row > DATE '2026-10-25' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-10-25' END, DATE '2026-10-25', INTERVAL 1 DAY) END) AS period_start
  FROM first_rows
),
events_by_day_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS BIGINT) AS rows_all,
    CAST(SUM(rows_all) AS BIGINT) AS count_rows
  FROM (
    SELECT
      CAST(cell_start AS DATE) AS period_start,
      events_cells.rows_all,
      events_cells.cell_start
    FROM events_cells
  ) AS placed
  GROUP BY 1
),
events_per_hour_by_day_found AS (
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
        CAST(cell_start AS DATE) AS period_start,
        events_cells.rows_all,
        events_cells.cell_start
      FROM events_cells
    ) AS placed
  ) AS in_sub_periods
  GROUP BY 1, 2
),
events_per_hour_by_day_all AS (
  SELECT
    `groups`.period_start,
    subs.sub_start,
    CAST(NULL AS BIGINT) AS count_rows
  FROM (
    SELECT DISTINCT
      period_start
    FROM events_per_hour_by_day_found
  ) AS `groups`
  INNER JOIN (
    SELECT
      EXPLODE(CASE WHEN CAST(DATE_TRUNC('HOUR', period_start) AS TIMESTAMP_NTZ) <= CAST(DATE_TRUNC('HOUR', CAST(DATE_ADD(DATE_ADD(DATE '2026-12-31', 1), -1) AS TIMESTAMP_NTZ) + INTERVAL 23 HOUR) AS TIMESTAMP_NTZ) THEN SEQUENCE(CAST(DATE_TRUNC('HOUR', period_start) AS TIMESTAMP_NTZ), CAST(DATE_TRUNC('HOUR', CAST(DATE_ADD(DATE_ADD(DATE '2026-12-31', 1), -1) AS TIMESTAMP_NTZ) + INTERVAL 23 HOUR) AS TIMESTAMP_NTZ), INTERVAL 1 HOUR) END) AS sub_start
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM events_per_hour_by_day_found
    ) AS bounds
  ) AS subs
    ON subs.sub_start < LEAST(DATE_ADD(`groups`.period_start, 1), DATE_ADD(DATE '2026-12-31', 1))
      AND subs.sub_start >= CAST(DATE_TRUNC('HOUR', `groups`.period_start) AS TIMESTAMP_NTZ)
),
events_per_hour_by_day_filled AS (
  SELECT
    period_start,
    sub_start,
    MAX(count_rows) AS count_rows
  FROM (
    SELECT
      period_start,
      sub_start,
      count_rows
    FROM events_per_hour_by_day_found
    UNION ALL
    SELECT
      period_start,
      sub_start,
      count_rows
    FROM events_per_hour_by_day_all
  ) AS `both`
  GROUP BY 1, 2
),
events_per_hour_by_day AS (
  SELECT
    period_start,
    AVG(CAST(COALESCE(count_rows, 0) AS DOUBLE)) AS avg_30f30ee527d4,
    COUNT(*) AS sub_periods
  FROM events_per_hour_by_day_filled
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    count_rows,
    CAST(NULL AS DOUBLE) AS avg_30f30ee527d4,
    CAST(NULL AS BIGINT) AS sub_periods_2
  FROM events_by_day_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGINT) AS count_rows,
    avg_30f30ee527d4,
    sub_periods AS sub_periods_2
  FROM events_per_hour_by_day
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS BIGINT) AS count_rows,
    CAST(NULL AS DOUBLE) AS avg_30f30ee527d4,
    CAST(NULL AS BIGINT) AS sub_periods_2
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.count_rows,
    met.avg_30f30ee527d4,
    met.sub_periods_2
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS BIGINT) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(count_rows) AS count_rows,
      MAX(avg_30f30ee527d4) AS avg_30f30ee527d4,
      MAX(sub_periods_2) AS sub_periods_2
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  COALESCE(count_rows, 0) AS events_made,
  CASE WHEN COALESCE(sub_periods_2, 0) > 0 THEN avg_30f30ee527d4 ELSE CASE WHEN TIMESTAMPDIFF(HOUR, CAST(DATE_TRUNC('HOUR', CAST(period_start AS TIMESTAMP_NTZ)) AS TIMESTAMP_NTZ), CAST(DATE_TRUNC('HOUR', CAST(LEAST(DATE_ADD(period_start, 1), DATE_ADD(DATE '2026-12-31', 1)) AS TIMESTAMP_NTZ)) AS TIMESTAMP_NTZ)) > 0 THEN COALESCE(CAST(NULL AS BIGINT), 0) ELSE NULL END END AS events_an_hour
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query events_made,events_before --grain hour --since 2026-03-29 --until 2026-03-30 --as-of 2026-12-31
WITH events_by_hour AS (
  SELECT
    CAST(DATE_TRUNC('HOUR', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events.`at` AS TIMESTAMP_NTZ))) AS TIMESTAMP_NTZ) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE events.`at` < '2026-12-31 23:00:00'
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(period_start) AS period_start
    FROM events_by_hour
  ) AS first_of_each
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN CASE WHEN first_row > TIMESTAMP_NTZ '2026-03-29 00:00:00' THEN first_row WHEN first_row IS NOT NULL THEN TIMESTAMP_NTZ '2026-03-29 00:00:00' END <= TIMESTAMP_NTZ '2026-03-29 23:00:00' THEN SEQUENCE(CASE WHEN first_row > TIMESTAMP_NTZ '2026-03-29 00:00:00' THEN first_row WHEN first_row IS NOT NULL THEN TIMESTAMP_NTZ '2026-03-29 00:00:00' END, TIMESTAMP_NTZ '2026-03-29 23:00:00', INTERVAL 1 HOUR) END) AS period_start
  FROM first_rows
),
cells_events_by_hour_1_hour_before AS (
  SELECT
    asked.period_start,
    events_by_hour.rows_all,
    events_by_hour.count_rows
  FROM (
    SELECT
      period_start,
      period_start + INTERVAL -1 HOUR AS earlier_period
    FROM periods
  ) AS asked
  INNER JOIN events_by_hour
    ON events_by_hour.period_start = asked.earlier_period
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    count_rows,
    CAST(NULL AS BIGINT) AS count_rows_2
  FROM events_by_hour
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGINT) AS count_rows,
    count_rows AS count_rows_2
  FROM cells_events_by_hour_1_hour_before
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS BIGINT) AS count_rows,
    CAST(NULL AS BIGINT) AS count_rows_2
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.count_rows,
    met.count_rows_2
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS BIGINT) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(count_rows) AS count_rows,
      MAX(count_rows_2) AS count_rows_2
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  COALESCE(count_rows, 0) AS events_made,
  CASE WHEN period_start + INTERVAL -1 HOUR >= (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM events_by_hour
    ) AS first_of_each
  ) THEN COALESCE(count_rows_2, 0) END AS events_before
FROM cells
ORDER BY 1 NULLS LAST;