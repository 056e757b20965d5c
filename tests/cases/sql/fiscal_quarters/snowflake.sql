-- northstar query events_seen --as-of 2027-02-28
WITH events_by_quarter AS (
  SELECT
    DATEADD(MONTH, 1, DATE_TRUNC('QUARTER', DATEADD(MONTH, -1, CAST(events.on_day AS DATE)))) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE events.on_day >= DATE '2025-11-01'
    AND events.on_day < DATE '2027-03-01'
  GROUP BY 1
),
periods AS (
  SELECT
    DATEADD(QUARTER, northstar_number.index, northstar_span.span_first) AS period_start
  FROM (
    SELECT
      DATE '2025-11-01' AS span_first,
      DATE '2027-02-01' AS span_last
  ) AS northstar_span
  CROSS JOIN LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, DATEDIFF(QUARTER, northstar_span.span_first, northstar_span.span_last) + 1)) AS northstar_number
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
    CAST(NULL AS NUMBER(38, 0)) AS count_rows
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
    DATEADD(MONTH, 1, DATE_TRUNC('YEAR', DATEADD(MONTH, -1, CAST(events.on_day AS DATE)))) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE events.on_day >= DATE '2025-02-01'
    AND events.on_day < DATE '2027-03-01'
  GROUP BY 1
),
periods AS (
  SELECT
    DATEADD(YEAR, northstar_number.index, northstar_span.span_first) AS period_start
  FROM (
    SELECT
      DATE '2025-02-01' AS span_first,
      DATE '2027-02-01' AS span_last
  ) AS northstar_span
  CROSS JOIN LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, DATEDIFF(YEAR, northstar_span.span_first, northstar_span.span_last) + 1)) AS northstar_number
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
    CAST(NULL AS NUMBER(38, 0)) AS count_rows
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
    DATE_TRUNC('MONTH', CAST(events.on_day AS DATE)) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE events.on_day >= DATE '2025-12-01'
    AND events.on_day < DATE '2026-03-01'
  GROUP BY 1
),
periods AS (
  SELECT
    DATEADD(MONTH, northstar_number.index, northstar_span.span_first) AS period_start
  FROM (
    SELECT
      DATE '2025-12-01' AS span_first,
      DATE '2026-02-01' AS span_last
  ) AS northstar_span
  CROSS JOIN LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, DATEDIFF(MONTH, northstar_span.span_first, northstar_span.span_last) + 1)) AS northstar_number
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
    CAST(NULL AS NUMBER(38, 0)) AS count_rows
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