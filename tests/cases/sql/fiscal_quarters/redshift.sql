-- northstar query events_seen --as-of 2027-02-28
WITH northstar_digits AS (
  SELECT
    0 AS digit
  UNION ALL
  SELECT
    1 AS digit
  UNION ALL
  SELECT
    2 AS digit
  UNION ALL
  SELECT
    3 AS digit
  UNION ALL
  SELECT
    4 AS digit
  UNION ALL
  SELECT
    5 AS digit
  UNION ALL
  SELECT
    6 AS digit
  UNION ALL
  SELECT
    7 AS digit
  UNION ALL
  SELECT
    8 AS digit
  UNION ALL
  SELECT
    9 AS digit
),
northstar_numbers AS (
  SELECT
    ones.digit + 10 * tens.digit + 100 * hundreds.digit + 1000 * thousands.digit AS number
  FROM northstar_digits AS ones
  CROSS JOIN northstar_digits AS tens
  CROSS JOIN northstar_digits AS hundreds
  CROSS JOIN northstar_digits AS thousands
),
events_by_quarter AS (
  SELECT
    CAST(DATEADD(month, 1, DATE_TRUNC('quarter', DATEADD(month, -1, events.on_day))) AS DATE) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE events.on_day >= DATE '2025-11-01'
    AND events.on_day < DATE '2027-03-01'
  GROUP BY 1
),
periods AS (
  SELECT
    CAST(DATEADD(quarter, 10000 * high.number + low.number, northstar_span.span_first) AS DATE) AS period_start
  FROM (
    SELECT
      DATE '2025-11-01' AS span_first,
      DATE '2027-02-01' AS span_last
  ) AS northstar_span
  CROSS JOIN northstar_numbers AS high
  CROSS JOIN northstar_numbers AS low
  WHERE high.number <= (DATEDIFF(month, northstar_span.span_first, northstar_span.span_last) / 3) / 10000
    AND 10000 * high.number + low.number <= (DATEDIFF(month, northstar_span.span_first, northstar_span.span_last) / 3)
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
WITH northstar_digits AS (
  SELECT
    0 AS digit
  UNION ALL
  SELECT
    1 AS digit
  UNION ALL
  SELECT
    2 AS digit
  UNION ALL
  SELECT
    3 AS digit
  UNION ALL
  SELECT
    4 AS digit
  UNION ALL
  SELECT
    5 AS digit
  UNION ALL
  SELECT
    6 AS digit
  UNION ALL
  SELECT
    7 AS digit
  UNION ALL
  SELECT
    8 AS digit
  UNION ALL
  SELECT
    9 AS digit
),
northstar_numbers AS (
  SELECT
    ones.digit + 10 * tens.digit + 100 * hundreds.digit + 1000 * thousands.digit AS number
  FROM northstar_digits AS ones
  CROSS JOIN northstar_digits AS tens
  CROSS JOIN northstar_digits AS hundreds
  CROSS JOIN northstar_digits AS thousands
),
events_by_year AS (
  SELECT
    CAST(DATEADD(month, 1, DATE_TRUNC('year', DATEADD(month, -1, events.on_day))) AS DATE) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE events.on_day >= DATE '2025-02-01'
    AND events.on_day < DATE '2027-03-01'
  GROUP BY 1
),
periods AS (
  SELECT
    CAST(DATEADD(year, 10000 * high.number + low.number, northstar_span.span_first) AS DATE) AS period_start
  FROM (
    SELECT
      DATE '2025-02-01' AS span_first,
      DATE '2027-02-01' AS span_last
  ) AS northstar_span
  CROSS JOIN northstar_numbers AS high
  CROSS JOIN northstar_numbers AS low
  WHERE high.number <= DATEDIFF(year, northstar_span.span_first, northstar_span.span_last) / 10000
    AND 10000 * high.number + low.number <= DATEDIFF(year, northstar_span.span_first, northstar_span.span_last)
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
WITH northstar_digits AS (
  SELECT
    0 AS digit
  UNION ALL
  SELECT
    1 AS digit
  UNION ALL
  SELECT
    2 AS digit
  UNION ALL
  SELECT
    3 AS digit
  UNION ALL
  SELECT
    4 AS digit
  UNION ALL
  SELECT
    5 AS digit
  UNION ALL
  SELECT
    6 AS digit
  UNION ALL
  SELECT
    7 AS digit
  UNION ALL
  SELECT
    8 AS digit
  UNION ALL
  SELECT
    9 AS digit
),
northstar_numbers AS (
  SELECT
    ones.digit + 10 * tens.digit + 100 * hundreds.digit + 1000 * thousands.digit AS number
  FROM northstar_digits AS ones
  CROSS JOIN northstar_digits AS tens
  CROSS JOIN northstar_digits AS hundreds
  CROSS JOIN northstar_digits AS thousands
),
events_by_month AS (
  SELECT
    CAST(DATE_TRUNC('month', events.on_day) AS DATE) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE events.on_day >= DATE '2025-12-01'
    AND events.on_day < DATE '2026-03-01'
  GROUP BY 1
),
periods AS (
  SELECT
    CAST(DATEADD(month, 10000 * high.number + low.number, northstar_span.span_first) AS DATE) AS period_start
  FROM (
    SELECT
      DATE '2025-12-01' AS span_first,
      DATE '2026-02-01' AS span_last
  ) AS northstar_span
  CROSS JOIN northstar_numbers AS high
  CROSS JOIN northstar_numbers AS low
  WHERE high.number <= DATEDIFF(month, northstar_span.span_first, northstar_span.span_last) / 10000
    AND 10000 * high.number + low.number <= DATEDIFF(month, northstar_span.span_first, northstar_span.span_last)
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