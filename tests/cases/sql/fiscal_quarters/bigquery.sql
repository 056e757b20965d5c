-- northstar query events_seen --as-of 2027-02-28
WITH events_by_quarter AS (
  SELECT
    DATE_ADD(DATE_TRUNC(DATE_SUB(CAST(events.on_day AS DATE), INTERVAL 1 MONTH), QUARTER), INTERVAL 1 MONTH) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE events.on_day >= DATE '2025-11-01'
    AND events.on_day < DATE '2027-03-01'
  GROUP BY 1
),
periods AS (
  SELECT
    series_start AS period_start
  FROM UNNEST(GENERATE_DATE_ARRAY(DATE '2025-11-01', DATE '2027-02-01', INTERVAL 1 QUARTER)) AS series_start
),
parts AS (
  SELECT
    period_start,
    count_rows
  FROM events_by_quarter
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
  COALESCE(count_rows, 0) AS events_seen
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query events_seen --grain year --as-of 2027-02-28
WITH events_by_year AS (
  SELECT
    DATE_ADD(DATE_TRUNC(DATE_SUB(CAST(events.on_day AS DATE), INTERVAL 1 MONTH), YEAR), INTERVAL 1 MONTH) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE events.on_day >= DATE '2025-02-01'
    AND events.on_day < DATE '2027-03-01'
  GROUP BY 1
),
periods AS (
  SELECT
    series_start AS period_start
  FROM UNNEST(GENERATE_DATE_ARRAY(DATE '2025-02-01', DATE '2027-02-01', INTERVAL 1 YEAR)) AS series_start
),
parts AS (
  SELECT
    period_start,
    count_rows
  FROM events_by_year
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
  COALESCE(count_rows, 0) AS events_seen
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query events_seen --grain month --until 2026-03-01 --as-of 2027-02-28
WITH events_by_month AS (
  SELECT
    DATE_TRUNC(CAST(events.on_day AS DATE), MONTH) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE events.on_day >= DATE '2025-12-01'
    AND events.on_day < DATE '2026-03-01'
  GROUP BY 1
),
periods AS (
  SELECT
    series_start AS period_start
  FROM UNNEST(GENERATE_DATE_ARRAY(DATE '2025-12-01', DATE '2026-02-01', INTERVAL 1 MONTH)) AS series_start
),
parts AS (
  SELECT
    period_start,
    count_rows
  FROM events_by_month
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
  COALESCE(count_rows, 0) AS events_seen
FROM cells
ORDER BY 1 NULLS LAST;