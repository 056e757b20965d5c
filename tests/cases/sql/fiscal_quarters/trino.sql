-- northstar query events_seen --as-of 2027-02-28
WITH events_by_quarter AS (
  SELECT
    DATE_ADD('month', 1, DATE_TRUNC('quarter', DATE_ADD('month', -1, CAST(events.on_day AS DATE)))) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE events.on_day >= DATE '2025-11-01'
    AND events.on_day < DATE '2027-03-01'
  GROUP BY 1
),
periods AS (
  SELECT
    DATE_ADD('quarter', thousand * 1000 + one, DATE '2025-11-01') AS period_start
  FROM UNNEST(SEQUENCE(0, GREATEST(DATE_DIFF('quarter', DATE '2025-11-01', DATE '2027-02-01'), 0) / 1000)) AS thousands (thousand)
  CROSS JOIN UNNEST(SEQUENCE(0, 999)) AS ones (one)
  WHERE DATE_ADD('quarter', thousand * 1000 + one, DATE '2025-11-01') <= DATE '2027-02-01'
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
  COALESCE(count_rows, 0) AS events_seen
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query events_seen --grain year --as-of 2027-02-28
WITH events_by_year AS (
  SELECT
    DATE_ADD('month', 1, DATE_TRUNC('year', DATE_ADD('month', -1, CAST(events.on_day AS DATE)))) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE events.on_day >= DATE '2025-02-01'
    AND events.on_day < DATE '2027-03-01'
  GROUP BY 1
),
periods AS (
  SELECT
    DATE_ADD('year', thousand * 1000 + one, DATE '2025-02-01') AS period_start
  FROM UNNEST(SEQUENCE(0, GREATEST(DATE_DIFF('year', DATE '2025-02-01', DATE '2027-02-01'), 0) / 1000)) AS thousands (thousand)
  CROSS JOIN UNNEST(SEQUENCE(0, 999)) AS ones (one)
  WHERE DATE_ADD('year', thousand * 1000 + one, DATE '2025-02-01') <= DATE '2027-02-01'
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
  COALESCE(count_rows, 0) AS events_seen
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query events_seen --grain month --until 2026-03-01 --as-of 2027-02-28
WITH events_by_month AS (
  SELECT
    DATE_TRUNC('month', CAST(events.on_day AS DATE)) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE events.on_day >= DATE '2025-12-01'
    AND events.on_day < DATE '2026-03-01'
  GROUP BY 1
),
periods AS (
  SELECT
    DATE_ADD('month', thousand * 1000 + one, DATE '2025-12-01') AS period_start
  FROM UNNEST(SEQUENCE(0, GREATEST(DATE_DIFF('month', DATE '2025-12-01', DATE '2026-02-01'), 0) / 1000)) AS thousands (thousand)
  CROSS JOIN UNNEST(SEQUENCE(0, 999)) AS ones (one)
  WHERE DATE_ADD('month', thousand * 1000 + one, DATE '2025-12-01') <= DATE '2026-02-01'
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
  COALESCE(count_rows, 0) AS events_seen
FROM cells
ORDER BY 1 NULLS LAST;