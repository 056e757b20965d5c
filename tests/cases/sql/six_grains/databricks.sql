-- northstar query total --grain hour --since 2025-12-31 --until 2026-01-02 --as-of 2026-01-01 --order total:desc --limit 5
WITH events_by_hour AS (
  SELECT
    CAST(DATE_TRUNC('HOUR', CAST(events.`at` AS TIMESTAMP_NTZ)) AS TIMESTAMP_NTZ) AS period_start,
    COUNT(*) AS rows_all,
    SUM(CAST(events.amount AS DECIMAL(20, 0))) AS sum_amount
  FROM events
  WHERE events.`at` >= '2025-12-31 00:00:00'
    AND events.`at` < '2026-01-02 00:00:00'
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(CAST(DATE_TRUNC('HOUR', CAST(events.`at` AS TIMESTAMP_NTZ)) AS TIMESTAMP_NTZ)) AS period_start
    FROM events
    WHERE (CAST(events.`at` AS TIMESTAMP_NTZ) < DATE_ADD(DATE '2026-01-01', -2) OR CAST(CAST(events.`at` AS TIMESTAMP_NTZ) AS DATE) <= DATE '2026-01-01')
      AND CAST(events.`at` AS TIMESTAMP_NTZ) < DATE_ADD(DATE '2026-01-01', 3)
  ) AS first_of_each
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN CASE WHEN first_row > TIMESTAMP_NTZ '2025-12-31 00:00:00' THEN first_row WHEN first_row IS NOT NULL THEN TIMESTAMP_NTZ '2025-12-31 00:00:00' END <= TIMESTAMP_NTZ '2026-01-01 23:00:00' THEN SEQUENCE(CASE WHEN first_row > TIMESTAMP_NTZ '2025-12-31 00:00:00' THEN first_row WHEN first_row IS NOT NULL THEN TIMESTAMP_NTZ '2025-12-31 00:00:00' END, TIMESTAMP_NTZ '2026-01-01 23:00:00', INTERVAL 1 HOUR) END) AS period_start
  FROM first_rows
),
parts AS (
  SELECT
    period_start,
    sum_amount
  FROM events_by_hour
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS DECIMAL(30, 0)) AS sum_amount
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(sum_amount) AS sum_amount
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(sum_amount, 0) AS total
FROM cells
ORDER BY 2 DESC NULLS LAST, 1 NULLS LAST
LIMIT 5;

-- northstar query total --grain day --since 2025-12-31 --until 2026-01-06 --as-of 2026-04-02
WITH events_by_day AS (
  SELECT
    CAST(CAST(events.`at` AS TIMESTAMP_NTZ) AS DATE) AS period_start,
    COUNT(*) AS rows_all,
    SUM(CAST(events.amount AS DECIMAL(20, 0))) AS sum_amount
  FROM events
  WHERE events.`at` >= '2025-12-31 00:00:00'
    AND events.`at` < '2026-01-06 00:00:00'
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(CAST(CAST(events.`at` AS TIMESTAMP_NTZ) AS DATE)) AS period_start
    FROM events
    WHERE (CAST(events.`at` AS TIMESTAMP_NTZ) < DATE_ADD(DATE '2026-04-02', -2) OR CAST(CAST(events.`at` AS TIMESTAMP_NTZ) AS DATE) <= DATE '2026-04-02')
      AND CAST(events.`at` AS TIMESTAMP_NTZ) < DATE_ADD(DATE '2026-04-02', 3)
  ) AS first_of_each
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN CASE WHEN first_row > DATE '2025-12-31' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2025-12-31' END <= DATE '2026-01-05' THEN SEQUENCE(CASE WHEN first_row > DATE '2025-12-31' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2025-12-31' END, DATE '2026-01-05', INTERVAL 1 DAY) END) AS period_start
  FROM first_rows
),
parts AS (
  SELECT
    period_start,
    sum_amount
  FROM events_by_day
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS DECIMAL(30, 0)) AS sum_amount
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(sum_amount) AS sum_amount
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(sum_amount, 0) AS total
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query total,events_seen --grain week --until 2026-01-12 --as-of 2026-04-02
WITH events_by_week AS (
  SELECT
    TRUNC(CAST(events.`at` AS TIMESTAMP_NTZ), 'WEEK') AS period_start,
    COUNT(*) AS rows_all,
    SUM(CAST(events.amount AS DECIMAL(20, 0))) AS sum_amount,
    COUNT(*) AS count_rows
  FROM events
  WHERE events.`at` < '2026-01-12 00:00:00'
  GROUP BY 1
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN first_row <= DATE '2026-01-05' THEN SEQUENCE(first_row, DATE '2026-01-05', INTERVAL 7 DAY) END) AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        period_start
      FROM events_by_week
    ) AS all_periods
  ) AS bounds
),
parts AS (
  SELECT
    period_start,
    sum_amount,
    count_rows
  FROM events_by_week
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS DECIMAL(30, 0)) AS sum_amount,
    CAST(NULL AS BIGINT) AS count_rows
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(sum_amount) AS sum_amount,
    MAX(count_rows) AS count_rows
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(sum_amount, 0) AS total,
  COALESCE(count_rows, 0) AS events_seen
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query total --grain month --as-of 2026-04-02
WITH events_by_month AS (
  SELECT
    TRUNC(CAST(events.`at` AS TIMESTAMP_NTZ), 'MONTH') AS period_start,
    COUNT(*) AS rows_all,
    SUM(CAST(events.amount AS DECIMAL(20, 0))) AS sum_amount
  FROM events
  WHERE events.`at` < '2026-04-03 00:00:00'
  GROUP BY 1
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN first_row <= DATE '2026-04-01' THEN SEQUENCE(first_row, DATE '2026-04-01', INTERVAL 1 MONTH) END) AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        period_start
      FROM events_by_month
    ) AS all_periods
  ) AS bounds
),
parts AS (
  SELECT
    period_start,
    sum_amount
  FROM events_by_month
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS DECIMAL(30, 0)) AS sum_amount
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(sum_amount) AS sum_amount
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(sum_amount, 0) AS total
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query total --grain quarter --as-of 2026-04-02
WITH events_by_quarter AS (
  SELECT
    TRUNC(CAST(events.`at` AS TIMESTAMP_NTZ), 'QUARTER') AS period_start,
    COUNT(*) AS rows_all,
    SUM(CAST(events.amount AS DECIMAL(20, 0))) AS sum_amount
  FROM events
  WHERE events.`at` < '2026-04-03 00:00:00'
  GROUP BY 1
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN first_row <= DATE '2026-04-01' THEN SEQUENCE(first_row, DATE '2026-04-01', INTERVAL 3 MONTH) END) AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        period_start
      FROM events_by_quarter
    ) AS all_periods
  ) AS bounds
),
parts AS (
  SELECT
    period_start,
    sum_amount
  FROM events_by_quarter
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS DECIMAL(30, 0)) AS sum_amount
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(sum_amount) AS sum_amount
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(sum_amount, 0) AS total
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query total --grain year --as-of 2026-04-02
WITH events_by_year AS (
  SELECT
    TRUNC(CAST(events.`at` AS TIMESTAMP_NTZ), 'YEAR') AS period_start,
    COUNT(*) AS rows_all,
    SUM(CAST(events.amount AS DECIMAL(20, 0))) AS sum_amount
  FROM events
  WHERE events.`at` < '2026-04-03 00:00:00'
  GROUP BY 1
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN first_row <= DATE '2026-01-01' THEN SEQUENCE(first_row, DATE '2026-01-01', INTERVAL 1 YEAR) END) AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        period_start
      FROM events_by_year
    ) AS all_periods
  ) AS bounds
),
parts AS (
  SELECT
    period_start,
    sum_amount
  FROM events_by_year
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS DECIMAL(30, 0)) AS sum_amount
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(sum_amount) AS sum_amount
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(sum_amount, 0) AS total
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query total --grain none --as-of 2026-04-02
WITH events_in_all AS (
  SELECT
    COUNT(*) AS rows_all,
    SUM(CAST(events.amount AS DECIMAL(20, 0))) AS sum_amount
  FROM events
  WHERE events.`at` < '2026-04-03 00:00:00'
),
parts AS (
  SELECT
    sum_amount
  FROM events_in_all
),
cells AS (
  SELECT
    MAX(sum_amount) AS sum_amount
  FROM parts
)
SELECT
  COALESCE(sum_amount, 0) AS total
FROM cells;

-- northstar query total --grain none --since 2026-01-01 --until 2026-04-01 --as-of 2026-04-02
WITH events_in_all AS (
  SELECT
    COUNT(*) AS rows_all,
    SUM(CAST(events.amount AS DECIMAL(20, 0))) AS sum_amount
  FROM events
  WHERE events.`at` >= '2026-01-01 00:00:00'
    AND events.`at` < '2026-04-01 00:00:00'
),
parts AS (
  SELECT
    sum_amount
  FROM events_in_all
),
cells AS (
  SELECT
    MAX(sum_amount) AS sum_amount
  FROM parts
)
SELECT
  COALESCE(sum_amount, 0) AS total
FROM cells;