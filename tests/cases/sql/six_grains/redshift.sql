-- northstar query total --grain hour --since 2025-12-31 --until 2026-01-02 --as-of 2026-01-01 --order total:desc --limit 5
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
events_by_hour AS (
  SELECT
    DATE_TRUNC('hour', CAST(events."at" AS TIMESTAMP)) AS period_start,
    COUNT(*) AS rows_all,
    SUM(CAST(events.amount AS NUMERIC(38, 0))) AS sum_amount
  FROM events
  WHERE events."at" >= TIMESTAMP '2025-12-31 00:00:00'
    AND events."at" < TIMESTAMP '2026-01-02 00:00:00'
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(DATE_TRUNC('hour', CAST(events."at" AS TIMESTAMP))) AS period_start
    FROM events
    WHERE (CAST(events."at" AS TIMESTAMP) < CAST(DATEADD(day, -2, DATE '2026-01-01') AS DATE) OR CAST(CAST(events."at" AS TIMESTAMP) AS DATE) <= DATE '2026-01-01')
      AND CAST(events."at" AS TIMESTAMP) < CAST(DATEADD(day, 3, DATE '2026-01-01') AS DATE)
  ) AS first_of_each
),
periods AS (
  SELECT
    DATEADD(hour, 10000 * high.number + low.number, northstar_span.span_first) AS period_start
  FROM (
    SELECT
      CASE WHEN first_row > TIMESTAMP '2025-12-31 00:00:00' THEN first_row WHEN first_row IS NOT NULL THEN TIMESTAMP '2025-12-31 00:00:00' END AS span_first,
      TIMESTAMP '2026-01-01 23:00:00' AS span_last
    FROM first_rows
  ) AS northstar_span
  CROSS JOIN northstar_numbers AS high
  CROSS JOIN northstar_numbers AS low
  WHERE high.number <= DATEDIFF(hour, northstar_span.span_first, northstar_span.span_last) / 10000
    AND 10000 * high.number + low.number <= DATEDIFF(hour, northstar_span.span_first, northstar_span.span_last)
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
    CAST(NULL AS NUMERIC(30, 0)) AS sum_amount
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
events_by_day AS (
  SELECT
    CAST(CAST(events."at" AS TIMESTAMP) AS DATE) AS period_start,
    COUNT(*) AS rows_all,
    SUM(CAST(events.amount AS NUMERIC(38, 0))) AS sum_amount
  FROM events
  WHERE events."at" >= TIMESTAMP '2025-12-31 00:00:00'
    AND events."at" < TIMESTAMP '2026-01-06 00:00:00'
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(CAST(CAST(events."at" AS TIMESTAMP) AS DATE)) AS period_start
    FROM events
    WHERE (CAST(events."at" AS TIMESTAMP) < CAST(DATEADD(day, -2, DATE '2026-04-02') AS DATE) OR CAST(CAST(events."at" AS TIMESTAMP) AS DATE) <= DATE '2026-04-02')
      AND CAST(events."at" AS TIMESTAMP) < CAST(DATEADD(day, 3, DATE '2026-04-02') AS DATE)
  ) AS first_of_each
),
periods AS (
  SELECT
    CAST(DATEADD(day, 10000 * high.number + low.number, northstar_span.span_first) AS DATE) AS period_start
  FROM (
    SELECT
      CASE WHEN first_row > DATE '2025-12-31' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2025-12-31' END AS span_first,
      DATE '2026-01-05' AS span_last
    FROM first_rows
  ) AS northstar_span
  CROSS JOIN northstar_numbers AS high
  CROSS JOIN northstar_numbers AS low
  WHERE high.number <= DATEDIFF(day, northstar_span.span_first, northstar_span.span_last) / 10000
    AND 10000 * high.number + low.number <= DATEDIFF(day, northstar_span.span_first, northstar_span.span_last)
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
    CAST(NULL AS NUMERIC(30, 0)) AS sum_amount
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
events_by_week AS (
  SELECT
    CAST(DATE_TRUNC('week', CAST(events."at" AS TIMESTAMP)) AS DATE) AS period_start,
    COUNT(*) AS rows_all,
    SUM(CAST(events.amount AS NUMERIC(38, 0))) AS sum_amount,
    COUNT(*) AS count_rows
  FROM events
  WHERE events."at" < TIMESTAMP '2026-01-12 00:00:00'
  GROUP BY 1
),
periods AS (
  SELECT
    CAST(DATEADD(week, 10000 * high.number + low.number, northstar_span.span_first) AS DATE) AS period_start
  FROM (
    SELECT
      first_row AS span_first,
      DATE '2026-01-05' AS span_last
    FROM (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          period_start
        FROM events_by_week
      ) AS all_periods
    ) AS bounds
  ) AS northstar_span
  CROSS JOIN northstar_numbers AS high
  CROSS JOIN northstar_numbers AS low
  WHERE high.number <= (DATEDIFF(day, northstar_span.span_first, northstar_span.span_last) / 7) / 10000
    AND 10000 * high.number + low.number <= (DATEDIFF(day, northstar_span.span_first, northstar_span.span_last) / 7)
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
    CAST(NULL AS NUMERIC(30, 0)) AS sum_amount,
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
    CAST(DATE_TRUNC('month', CAST(events."at" AS TIMESTAMP)) AS DATE) AS period_start,
    COUNT(*) AS rows_all,
    SUM(CAST(events.amount AS NUMERIC(38, 0))) AS sum_amount
  FROM events
  WHERE events."at" < TIMESTAMP '2026-04-03 00:00:00'
  GROUP BY 1
),
periods AS (
  SELECT
    CAST(DATEADD(month, 10000 * high.number + low.number, northstar_span.span_first) AS DATE) AS period_start
  FROM (
    SELECT
      first_row AS span_first,
      DATE '2026-04-01' AS span_last
    FROM (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          period_start
        FROM events_by_month
      ) AS all_periods
    ) AS bounds
  ) AS northstar_span
  CROSS JOIN northstar_numbers AS high
  CROSS JOIN northstar_numbers AS low
  WHERE high.number <= DATEDIFF(month, northstar_span.span_first, northstar_span.span_last) / 10000
    AND 10000 * high.number + low.number <= DATEDIFF(month, northstar_span.span_first, northstar_span.span_last)
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
    CAST(NULL AS NUMERIC(30, 0)) AS sum_amount
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
    CAST(DATE_TRUNC('quarter', CAST(events."at" AS TIMESTAMP)) AS DATE) AS period_start,
    COUNT(*) AS rows_all,
    SUM(CAST(events.amount AS NUMERIC(38, 0))) AS sum_amount
  FROM events
  WHERE events."at" < TIMESTAMP '2026-04-03 00:00:00'
  GROUP BY 1
),
periods AS (
  SELECT
    CAST(DATEADD(quarter, 10000 * high.number + low.number, northstar_span.span_first) AS DATE) AS period_start
  FROM (
    SELECT
      first_row AS span_first,
      DATE '2026-04-01' AS span_last
    FROM (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          period_start
        FROM events_by_quarter
      ) AS all_periods
    ) AS bounds
  ) AS northstar_span
  CROSS JOIN northstar_numbers AS high
  CROSS JOIN northstar_numbers AS low
  WHERE high.number <= (DATEDIFF(month, northstar_span.span_first, northstar_span.span_last) / 3) / 10000
    AND 10000 * high.number + low.number <= (DATEDIFF(month, northstar_span.span_first, northstar_span.span_last) / 3)
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
    CAST(NULL AS NUMERIC(30, 0)) AS sum_amount
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
    CAST(DATE_TRUNC('year', CAST(events."at" AS TIMESTAMP)) AS DATE) AS period_start,
    COUNT(*) AS rows_all,
    SUM(CAST(events.amount AS NUMERIC(38, 0))) AS sum_amount
  FROM events
  WHERE events."at" < TIMESTAMP '2026-04-03 00:00:00'
  GROUP BY 1
),
periods AS (
  SELECT
    CAST(DATEADD(year, 10000 * high.number + low.number, northstar_span.span_first) AS DATE) AS period_start
  FROM (
    SELECT
      first_row AS span_first,
      DATE '2026-01-01' AS span_last
    FROM (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          period_start
        FROM events_by_year
      ) AS all_periods
    ) AS bounds
  ) AS northstar_span
  CROSS JOIN northstar_numbers AS high
  CROSS JOIN northstar_numbers AS low
  WHERE high.number <= DATEDIFF(year, northstar_span.span_first, northstar_span.span_last) / 10000
    AND 10000 * high.number + low.number <= DATEDIFF(year, northstar_span.span_first, northstar_span.span_last)
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
    CAST(NULL AS NUMERIC(30, 0)) AS sum_amount
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
    SUM(CAST(events.amount AS NUMERIC(38, 0))) AS sum_amount
  FROM events
  WHERE events."at" < TIMESTAMP '2026-04-03 00:00:00'
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
    SUM(CAST(events.amount AS NUMERIC(38, 0))) AS sum_amount
  FROM events
  WHERE events."at" >= TIMESTAMP '2026-01-01 00:00:00'
    AND events."at" < TIMESTAMP '2026-04-01 00:00:00'
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