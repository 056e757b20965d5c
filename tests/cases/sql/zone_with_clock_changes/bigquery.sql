-- northstar query events_seen,late,mornings --since 2026-03-28 --until 2026-03-31 --as-of 2026-12-31
WITH events_by_day AS (
  SELECT
    DATE(TIMESTAMP(events.`at`), 'Europe/Paris') AS period_start,
    COUNT(*) AS rows_all,
    COUNT(CASE WHEN CAST(events.`at` AS DATETIME) >= DATETIME(IF(DATETIME(TIMESTAMP_SUB(TIMESTAMP(DATETIME_ADD(CAST(DATE '2026-03-29' AS DATETIME), INTERVAL 1 DAY), 'Europe/Paris'), INTERVAL 1 DAY), 'Europe/Paris') = CAST(DATE '2026-03-29' AS DATETIME), TIMESTAMP_SUB(TIMESTAMP(DATETIME_ADD(CAST(DATE '2026-03-29' AS DATETIME), INTERVAL 1 DAY), 'Europe/Paris'), INTERVAL 1 DAY), TIMESTAMP(CAST(DATE '2026-03-29' AS DATETIME), 'Europe/Paris')), 'UTC') THEN 1 END) AS rows_0e2fa3668ae6,
    COUNT(*) AS count_rows,
    COUNT(CASE WHEN CAST(events.`at` AS DATETIME) >= DATETIME(IF(DATETIME(TIMESTAMP_SUB(TIMESTAMP(DATETIME_ADD(CAST(DATE '2026-03-29' AS DATETIME), INTERVAL 1 DAY), 'Europe/Paris'), INTERVAL 1 DAY), 'Europe/Paris') = CAST(DATE '2026-03-29' AS DATETIME), TIMESTAMP_SUB(TIMESTAMP(DATETIME_ADD(CAST(DATE '2026-03-29' AS DATETIME), INTERVAL 1 DAY), 'Europe/Paris'), INTERVAL 1 DAY), TIMESTAMP(CAST(DATE '2026-03-29' AS DATETIME), 'Europe/Paris')), 'UTC') THEN 1 END) AS count_rows_50861b2d7c8b,
    COUNT(CASE WHEN EXTRACT(HOUR FROM DATETIME(TIMESTAMP(events.`at`), 'Europe/Paris')) < 12 THEN 1 END) AS count_rows_946e402d5305
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
      MIN(DATE(TIMESTAMP(events.`at`), 'Europe/Paris')) AS period_start
    FROM events
    WHERE (CAST(events.`at` AS DATETIME) < DATE_SUB(DATE '2026-12-31', INTERVAL 2 DAY) OR CAST(DATETIME(TIMESTAMP(events.`at`), 'Europe/Paris') AS DATE) <= DATE '2026-12-31')
      AND CAST(events.`at` AS DATETIME) < DATE_ADD(DATE '2026-12-31', INTERVAL 3 DAY)
  ) AS first_of_each
),
periods AS (
  SELECT
    series_start AS period_start
  FROM first_rows
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(CASE WHEN first_row > DATE '2026-03-28' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-03-28' END, DATE '2026-03-30', INTERVAL 1 DAY)) AS series_start
),
parts AS (
  SELECT
    period_start,
    count_rows,
    count_rows_50861b2d7c8b,
    count_rows_946e402d5305
  FROM events_by_day
  WHERE (rows_0e2fa3668ae6 > 0 OR rows_all > 0)
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS INT64) AS count_rows,
    CAST(NULL AS INT64) AS count_rows_50861b2d7c8b,
    CAST(NULL AS INT64) AS count_rows_946e402d5305
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows) AS count_rows,
    MAX(count_rows_50861b2d7c8b) AS count_rows_50861b2d7c8b,
    MAX(count_rows_946e402d5305) AS count_rows_946e402d5305
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows, 0) AS events_seen,
  COALESCE(count_rows_50861b2d7c8b, 0) AS late,
  COALESCE(count_rows_946e402d5305, 0) AS mornings
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query events_seen,mornings --since 2026-10-24 --until 2026-10-27 --as-of 2026-12-31
WITH events_by_day AS (
  SELECT
    DATE(TIMESTAMP(events.`at`), 'Europe/Paris') AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows,
    COUNT(CASE WHEN EXTRACT(HOUR FROM DATETIME(TIMESTAMP(events.`at`), 'Europe/Paris')) < 12 THEN 1 END) AS count_rows_946e402d5305
  FROM events
  WHERE events.`at` >= '2026-10-23 22:00:00'
    AND events.`at` < '2026-10-26 23:00:00'
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(DATE(TIMESTAMP(events.`at`), 'Europe/Paris')) AS period_start
    FROM events
    WHERE (CAST(events.`at` AS DATETIME) < DATE_SUB(DATE '2026-12-31', INTERVAL 2 DAY) OR CAST(DATETIME(TIMESTAMP(events.`at`), 'Europe/Paris') AS DATE) <= DATE '2026-12-31')
      AND CAST(events.`at` AS DATETIME) < DATE_ADD(DATE '2026-12-31', INTERVAL 3 DAY)
  ) AS first_of_each
),
periods AS (
  SELECT
    series_start AS period_start
  FROM first_rows
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(CASE WHEN first_row > DATE '2026-10-24' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-10-24' END, DATE '2026-10-26', INTERVAL 1 DAY)) AS series_start
),
parts AS (
  SELECT
    period_start,
    count_rows,
    count_rows_946e402d5305
  FROM events_by_day
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS INT64) AS count_rows,
    CAST(NULL AS INT64) AS count_rows_946e402d5305
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows) AS count_rows,
    MAX(count_rows_946e402d5305) AS count_rows_946e402d5305
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows, 0) AS events_seen,
  COALESCE(count_rows_946e402d5305, 0) AS mornings
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query by_local --since 2026-03-28 --until 2026-03-31 --as-of 2026-12-31
WITH events_local_at_by_day AS (
  SELECT
    DATE(TIMESTAMP(DATETIME(IF(DATETIME(TIMESTAMP_SUB(TIMESTAMP(DATETIME_ADD(CAST(events.local_at AS DATETIME), INTERVAL 1 DAY), 'America/New_York'), INTERVAL 1 DAY), 'America/New_York') = CAST(events.local_at AS DATETIME), TIMESTAMP_SUB(TIMESTAMP(DATETIME_ADD(CAST(events.local_at AS DATETIME), INTERVAL 1 DAY), 'America/New_York'), INTERVAL 1 DAY), TIMESTAMP(CAST(events.local_at AS DATETIME), 'America/New_York')), 'UTC')), 'Europe/Paris') AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE events.local_at >= '2026-03-27 19:00:00'
    AND events.local_at < '2026-03-30 18:00:00'
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(DATE(TIMESTAMP(DATETIME(IF(DATETIME(TIMESTAMP_SUB(TIMESTAMP(DATETIME_ADD(CAST(events.local_at AS DATETIME), INTERVAL 1 DAY), 'America/New_York'), INTERVAL 1 DAY), 'America/New_York') = CAST(events.local_at AS DATETIME), TIMESTAMP_SUB(TIMESTAMP(DATETIME_ADD(CAST(events.local_at AS DATETIME), INTERVAL 1 DAY), 'America/New_York'), INTERVAL 1 DAY), TIMESTAMP(CAST(events.local_at AS DATETIME), 'America/New_York')), 'UTC')), 'Europe/Paris')) AS period_start
    FROM events
    WHERE (CAST(events.local_at AS DATETIME) < DATE_SUB(DATE '2026-12-31', INTERVAL 2 DAY) OR CAST(DATETIME(TIMESTAMP(DATETIME(IF(DATETIME(TIMESTAMP_SUB(TIMESTAMP(DATETIME_ADD(CAST(events.local_at AS DATETIME), INTERVAL 1 DAY), 'America/New_York'), INTERVAL 1 DAY), 'America/New_York') = CAST(events.local_at AS DATETIME), TIMESTAMP_SUB(TIMESTAMP(DATETIME_ADD(CAST(events.local_at AS DATETIME), INTERVAL 1 DAY), 'America/New_York'), INTERVAL 1 DAY), TIMESTAMP(CAST(events.local_at AS DATETIME), 'America/New_York')), 'UTC')), 'Europe/Paris') AS DATE) <= DATE '2026-12-31')
      AND CAST(events.local_at AS DATETIME) < DATE_ADD(DATE '2026-12-31', INTERVAL 3 DAY)
  ) AS first_of_each
),
periods AS (
  SELECT
    series_start AS period_start
  FROM first_rows
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(CASE WHEN first_row > DATE '2026-03-28' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-03-28' END, DATE '2026-03-30', INTERVAL 1 DAY)) AS series_start
),
parts AS (
  SELECT
    period_start,
    count_rows
  FROM events_local_at_by_day
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS INT64) AS count_rows
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows) AS count_rows
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows, 0) AS by_local
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query by_local --since 2026-10-25 --until 2026-10-27 --as-of 2026-12-31
WITH events_local_at_by_day AS (
  SELECT
    DATE(TIMESTAMP(DATETIME(IF(DATETIME(TIMESTAMP_SUB(TIMESTAMP(DATETIME_ADD(CAST(events.local_at AS DATETIME), INTERVAL 1 DAY), 'America/New_York'), INTERVAL 1 DAY), 'America/New_York') = CAST(events.local_at AS DATETIME), TIMESTAMP_SUB(TIMESTAMP(DATETIME_ADD(CAST(events.local_at AS DATETIME), INTERVAL 1 DAY), 'America/New_York'), INTERVAL 1 DAY), TIMESTAMP(CAST(events.local_at AS DATETIME), 'America/New_York')), 'UTC')), 'Europe/Paris') AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE events.local_at >= '2026-10-24 18:00:00'
    AND events.local_at < '2026-10-26 19:00:00'
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(DATE(TIMESTAMP(DATETIME(IF(DATETIME(TIMESTAMP_SUB(TIMESTAMP(DATETIME_ADD(CAST(events.local_at AS DATETIME), INTERVAL 1 DAY), 'America/New_York'), INTERVAL 1 DAY), 'America/New_York') = CAST(events.local_at AS DATETIME), TIMESTAMP_SUB(TIMESTAMP(DATETIME_ADD(CAST(events.local_at AS DATETIME), INTERVAL 1 DAY), 'America/New_York'), INTERVAL 1 DAY), TIMESTAMP(CAST(events.local_at AS DATETIME), 'America/New_York')), 'UTC')), 'Europe/Paris')) AS period_start
    FROM events
    WHERE (CAST(events.local_at AS DATETIME) < DATE_SUB(DATE '2026-12-31', INTERVAL 2 DAY) OR CAST(DATETIME(TIMESTAMP(DATETIME(IF(DATETIME(TIMESTAMP_SUB(TIMESTAMP(DATETIME_ADD(CAST(events.local_at AS DATETIME), INTERVAL 1 DAY), 'America/New_York'), INTERVAL 1 DAY), 'America/New_York') = CAST(events.local_at AS DATETIME), TIMESTAMP_SUB(TIMESTAMP(DATETIME_ADD(CAST(events.local_at AS DATETIME), INTERVAL 1 DAY), 'America/New_York'), INTERVAL 1 DAY), TIMESTAMP(CAST(events.local_at AS DATETIME), 'America/New_York')), 'UTC')), 'Europe/Paris') AS DATE) <= DATE '2026-12-31')
      AND CAST(events.local_at AS DATETIME) < DATE_ADD(DATE '2026-12-31', INTERVAL 3 DAY)
  ) AS first_of_each
),
periods AS (
  SELECT
    series_start AS period_start
  FROM first_rows
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(CASE WHEN first_row > DATE '2026-10-25' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-10-25' END, DATE '2026-10-26', INTERVAL 1 DAY)) AS series_start
),
parts AS (
  SELECT
    period_start,
    count_rows
  FROM events_local_at_by_day
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS INT64) AS count_rows
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows) AS count_rows
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows, 0) AS by_local
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query events_seen --grain hour --since 2026-03-29 --until 2026-03-30 --as-of 2026-12-31 --sparse
WITH events_by_hour AS (
  SELECT
    DATETIME_TRUNC(DATETIME(TIMESTAMP(events.`at`), 'Europe/Paris'), HOUR) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE events.`at` >= '2026-03-28 23:00:00'
    AND events.`at` < '2026-03-29 22:00:00'
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    count_rows
  FROM events_by_hour
  WHERE rows_all > 0
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows) AS count_rows
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows, 0) AS events_seen
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query events_seen --grain month --sparse --as-of 2026-10-25
WITH events_by_month AS (
  SELECT
    DATE_TRUNC(DATE(TIMESTAMP(events.`at`), 'Europe/Paris'), MONTH) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE events.`at` < '2026-10-25 23:00:00'
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    count_rows
  FROM events_by_month
  WHERE rows_all > 0
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows) AS count_rows
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows, 0) AS events_seen
FROM cells
ORDER BY 1 NULLS LAST;