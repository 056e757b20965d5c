-- northstar query events_seen,late,mornings --since 2026-03-28 --until 2026-03-31 --as-of 2026-12-31
WITH events_by_day AS (
  SELECT
    CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events.`at` AS TIMESTAMP_NTZ)) AS DATE) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(CASE WHEN CAST(events.`at` AS TIMESTAMP_NTZ) >= CASE WHEN CONVERT_TIMEZONE('UTC', 'Europe/Paris', CONVERT_TIMEZONE('Europe/Paris', 'UTC', CAST(DATE '2026-03-29' AS TIMESTAMP_NTZ) + INTERVAL 1 DAY) - INTERVAL 1 DAY) = CAST(DATE '2026-03-29' AS TIMESTAMP_NTZ) THEN CONVERT_TIMEZONE('Europe/Paris', 'UTC', CAST(DATE '2026-03-29' AS TIMESTAMP_NTZ) + INTERVAL 1 DAY) - INTERVAL 1 DAY ELSE CONVERT_TIMEZONE('Europe/Paris', 'UTC', CAST(DATE '2026-03-29' AS TIMESTAMP_NTZ)) END THEN 1 END) AS rows_0e2fa3668ae6,
    COUNT(*) AS count_rows,
    COUNT(CASE WHEN CAST(events.`at` AS TIMESTAMP_NTZ) >= CASE WHEN CONVERT_TIMEZONE('UTC', 'Europe/Paris', CONVERT_TIMEZONE('Europe/Paris', 'UTC', CAST(DATE '2026-03-29' AS TIMESTAMP_NTZ) + INTERVAL 1 DAY) - INTERVAL 1 DAY) = CAST(DATE '2026-03-29' AS TIMESTAMP_NTZ) THEN CONVERT_TIMEZONE('Europe/Paris', 'UTC', CAST(DATE '2026-03-29' AS TIMESTAMP_NTZ) + INTERVAL 1 DAY) - INTERVAL 1 DAY ELSE CONVERT_TIMEZONE('Europe/Paris', 'UTC', CAST(DATE '2026-03-29' AS TIMESTAMP_NTZ)) END THEN 1 END) AS count_rows_50861b2d7c8b,
    COUNT(CASE WHEN CAST(EXTRACT(HOUR FROM CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events.`at` AS TIMESTAMP_NTZ))) AS BIGINT) < 12 THEN 1 END) AS count_rows_946e402d5305
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
    CAST(NULL AS BIGINT) AS count_rows,
    CAST(NULL AS BIGINT) AS count_rows_50861b2d7c8b,
    CAST(NULL AS BIGINT) AS count_rows_946e402d5305
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
    CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events.`at` AS TIMESTAMP_NTZ)) AS DATE) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows,
    COUNT(CASE WHEN CAST(EXTRACT(HOUR FROM CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events.`at` AS TIMESTAMP_NTZ))) AS BIGINT) < 12 THEN 1 END) AS count_rows_946e402d5305
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
      MIN(CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events.`at` AS TIMESTAMP_NTZ)) AS DATE)) AS period_start
    FROM events
    WHERE (CAST(events.`at` AS TIMESTAMP_NTZ) < DATE_ADD(DATE '2026-12-31', -2) OR CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events.`at` AS TIMESTAMP_NTZ)) AS DATE) <= DATE '2026-12-31')
      AND CAST(events.`at` AS TIMESTAMP_NTZ) < DATE_ADD(DATE '2026-12-31', 3)
  ) AS first_of_each
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN CASE WHEN first_row > DATE '2026-10-24' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-10-24' END <= DATE '2026-10-26' THEN SEQUENCE(CASE WHEN first_row > DATE '2026-10-24' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-10-24' END, DATE '2026-10-26', INTERVAL 1 DAY) END) AS period_start
  FROM first_rows
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
    CAST(NULL AS BIGINT) AS count_rows,
    CAST(NULL AS BIGINT) AS count_rows_946e402d5305
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
    CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CASE WHEN CONVERT_TIMEZONE('UTC', 'America/New_York', CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.local_at AS TIMESTAMP_NTZ) + INTERVAL 1 DAY) - INTERVAL 1 DAY) = CAST(events.local_at AS TIMESTAMP_NTZ) THEN CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.local_at AS TIMESTAMP_NTZ) + INTERVAL 1 DAY) - INTERVAL 1 DAY ELSE CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.local_at AS TIMESTAMP_NTZ)) END) AS DATE) AS period_start,
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
      MIN(CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CASE WHEN CONVERT_TIMEZONE('UTC', 'America/New_York', CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.local_at AS TIMESTAMP_NTZ) + INTERVAL 1 DAY) - INTERVAL 1 DAY) = CAST(events.local_at AS TIMESTAMP_NTZ) THEN CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.local_at AS TIMESTAMP_NTZ) + INTERVAL 1 DAY) - INTERVAL 1 DAY ELSE CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.local_at AS TIMESTAMP_NTZ)) END) AS DATE)) AS period_start
    FROM events
    WHERE (CAST(events.local_at AS TIMESTAMP_NTZ) < DATE_ADD(DATE '2026-12-31', -2) OR CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CASE WHEN CONVERT_TIMEZONE('UTC', 'America/New_York', CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.local_at AS TIMESTAMP_NTZ) + INTERVAL 1 DAY) - INTERVAL 1 DAY) = CAST(events.local_at AS TIMESTAMP_NTZ) THEN CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.local_at AS TIMESTAMP_NTZ) + INTERVAL 1 DAY) - INTERVAL 1 DAY ELSE CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.local_at AS TIMESTAMP_NTZ)) END) AS DATE) <= DATE '2026-12-31')
      AND CAST(events.local_at AS TIMESTAMP_NTZ) < DATE_ADD(DATE '2026-12-31', 3)
  ) AS first_of_each
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN CASE WHEN first_row > DATE '2026-03-28' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-03-28' END <= DATE '2026-03-30' THEN SEQUENCE(CASE WHEN first_row > DATE '2026-03-28' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-03-28' END, DATE '2026-03-30', INTERVAL 1 DAY) END) AS period_start
  FROM first_rows
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
    CAST(NULL AS BIGINT) AS count_rows
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
    CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CASE WHEN CONVERT_TIMEZONE('UTC', 'America/New_York', CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.local_at AS TIMESTAMP_NTZ) + INTERVAL 1 DAY) - INTERVAL 1 DAY) = CAST(events.local_at AS TIMESTAMP_NTZ) THEN CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.local_at AS TIMESTAMP_NTZ) + INTERVAL 1 DAY) - INTERVAL 1 DAY ELSE CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.local_at AS TIMESTAMP_NTZ)) END) AS DATE) AS period_start,
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
      MIN(CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CASE WHEN CONVERT_TIMEZONE('UTC', 'America/New_York', CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.local_at AS TIMESTAMP_NTZ) + INTERVAL 1 DAY) - INTERVAL 1 DAY) = CAST(events.local_at AS TIMESTAMP_NTZ) THEN CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.local_at AS TIMESTAMP_NTZ) + INTERVAL 1 DAY) - INTERVAL 1 DAY ELSE CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.local_at AS TIMESTAMP_NTZ)) END) AS DATE)) AS period_start
    FROM events
    WHERE (CAST(events.local_at AS TIMESTAMP_NTZ) < DATE_ADD(DATE '2026-12-31', -2) OR CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CASE WHEN CONVERT_TIMEZONE('UTC', 'America/New_York', CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.local_at AS TIMESTAMP_NTZ) + INTERVAL 1 DAY) - INTERVAL 1 DAY) = CAST(events.local_at AS TIMESTAMP_NTZ) THEN CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.local_at AS TIMESTAMP_NTZ) + INTERVAL 1 DAY) - INTERVAL 1 DAY ELSE CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.local_at AS TIMESTAMP_NTZ)) END) AS DATE) <= DATE '2026-12-31')
      AND CAST(events.local_at AS TIMESTAMP_NTZ) < DATE_ADD(DATE '2026-12-31', 3)
  ) AS first_of_each
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN CASE WHEN first_row > DATE '2026-10-25' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-10-25' END <= DATE '2026-10-26' THEN SEQUENCE(CASE WHEN first_row > DATE '2026-10-25' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-10-25' END, DATE '2026-10-26', INTERVAL 1 DAY) END) AS period_start
  FROM first_rows
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
    CAST(NULL AS BIGINT) AS count_rows
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
    CAST(DATE_TRUNC('HOUR', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events.`at` AS TIMESTAMP_NTZ))) AS TIMESTAMP_NTZ) AS period_start,
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
    TRUNC(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events.`at` AS TIMESTAMP_NTZ)), 'MONTH') AS period_start,
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