-- northstar query total --grain hour --since 2025-12-31 --until 2026-01-02 --as-of 2026-01-01 --order total:desc --limit 5
WITH events_by_hour AS (
  SELECT
    DATE_TRUNC('HOUR', CAST(events."AT" AS TIMESTAMP_NTZ)) AS period_start,
    COUNT(*) AS rows_all,
    SUM(events.amount) AS sum_amount
  FROM events
  WHERE CAST(events."AT" AS TIMESTAMP_NTZ) >= CAST('2025-12-31 00:00:00' AS TIMESTAMP_NTZ)
    AND CAST(events."AT" AS TIMESTAMP_NTZ) < CAST('2026-01-02 00:00:00' AS TIMESTAMP_NTZ)
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(DATE_TRUNC('HOUR', CAST(events."AT" AS TIMESTAMP_NTZ))) AS period_start
    FROM events
    WHERE (CAST(events."AT" AS TIMESTAMP_NTZ) < DATEADD(DAY, -2, DATE '2026-01-01') OR CAST(CAST(events."AT" AS TIMESTAMP_NTZ) AS DATE) <= DATE '2026-01-01')
      AND CAST(events."AT" AS TIMESTAMP_NTZ) < DATEADD(DAY, 3, DATE '2026-01-01')
  ) AS first_of_each
),
periods AS (
  SELECT
    DATEADD(HOUR, northstar_number.index, northstar_span.span_first) AS period_start
  FROM (
    SELECT
      CASE WHEN first_row > CAST('2025-12-31 00:00:00' AS TIMESTAMP_NTZ) THEN first_row WHEN first_row IS NOT NULL THEN CAST('2025-12-31 00:00:00' AS TIMESTAMP_NTZ) END AS span_first,
      CAST('2026-01-01 23:00:00' AS TIMESTAMP_NTZ) AS span_last
    FROM first_rows
  ) AS northstar_span
  CROSS JOIN LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, DATEDIFF(HOUR, northstar_span.span_first, northstar_span.span_last) + 1)) AS northstar_number
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
    CAST(NULL AS NUMBER(30, 0)) AS sum_amount
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
    CAST(CAST(events."AT" AS TIMESTAMP_NTZ) AS DATE) AS period_start,
    COUNT(*) AS rows_all,
    SUM(events.amount) AS sum_amount
  FROM events
  WHERE CAST(events."AT" AS TIMESTAMP_NTZ) >= CAST('2025-12-31 00:00:00' AS TIMESTAMP_NTZ)
    AND CAST(events."AT" AS TIMESTAMP_NTZ) < CAST('2026-01-06 00:00:00' AS TIMESTAMP_NTZ)
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(CAST(CAST(events."AT" AS TIMESTAMP_NTZ) AS DATE)) AS period_start
    FROM events
    WHERE (CAST(events."AT" AS TIMESTAMP_NTZ) < DATEADD(DAY, -2, DATE '2026-04-02') OR CAST(CAST(events."AT" AS TIMESTAMP_NTZ) AS DATE) <= DATE '2026-04-02')
      AND CAST(events."AT" AS TIMESTAMP_NTZ) < DATEADD(DAY, 3, DATE '2026-04-02')
  ) AS first_of_each
),
periods AS (
  SELECT
    DATEADD(DAY, northstar_number.index, northstar_span.span_first) AS period_start
  FROM (
    SELECT
      CASE WHEN first_row > DATE '2025-12-31' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2025-12-31' END AS span_first,
      DATE '2026-01-05' AS span_last
    FROM first_rows
  ) AS northstar_span
  CROSS JOIN LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, DATEDIFF(DAY, northstar_span.span_first, northstar_span.span_last) + 1)) AS northstar_number
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
    CAST(NULL AS NUMBER(30, 0)) AS sum_amount
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
    PREVIOUS_DAY(DATEADD(DAY, 1, CAST(CAST(events."AT" AS TIMESTAMP_NTZ) AS DATE)), 'monday') AS period_start,
    COUNT(*) AS rows_all,
    SUM(events.amount) AS sum_amount,
    COUNT(*) AS count_rows
  FROM events
  WHERE CAST(events."AT" AS TIMESTAMP_NTZ) < CAST('2026-01-12 00:00:00' AS TIMESTAMP_NTZ)
  GROUP BY 1
),
periods AS (
  SELECT
    DATEADD(WEEK, northstar_number.index, northstar_span.span_first) AS period_start
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
  CROSS JOIN LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, CAST(DATEDIFF(DAY, northstar_span.span_first, northstar_span.span_last) / 7 AS NUMBER(38, 0)) + 1)) AS northstar_number
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
    CAST(NULL AS NUMBER(30, 0)) AS sum_amount,
    CAST(NULL AS NUMBER(38, 0)) AS count_rows
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
    DATE_TRUNC('MONTH', CAST(CAST(events."AT" AS TIMESTAMP_NTZ) AS DATE)) AS period_start,
    COUNT(*) AS rows_all,
    SUM(events.amount) AS sum_amount
  FROM events
  WHERE CAST(events."AT" AS TIMESTAMP_NTZ) < CAST('2026-04-03 00:00:00' AS TIMESTAMP_NTZ)
  GROUP BY 1
),
periods AS (
  SELECT
    DATEADD(MONTH, northstar_number.index, northstar_span.span_first) AS period_start
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
  CROSS JOIN LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, DATEDIFF(MONTH, northstar_span.span_first, northstar_span.span_last) + 1)) AS northstar_number
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
    CAST(NULL AS NUMBER(30, 0)) AS sum_amount
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
    DATE_TRUNC('QUARTER', CAST(CAST(events."AT" AS TIMESTAMP_NTZ) AS DATE)) AS period_start,
    COUNT(*) AS rows_all,
    SUM(events.amount) AS sum_amount
  FROM events
  WHERE CAST(events."AT" AS TIMESTAMP_NTZ) < CAST('2026-04-03 00:00:00' AS TIMESTAMP_NTZ)
  GROUP BY 1
),
periods AS (
  SELECT
    DATEADD(QUARTER, northstar_number.index, northstar_span.span_first) AS period_start
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
  CROSS JOIN LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, DATEDIFF(QUARTER, northstar_span.span_first, northstar_span.span_last) + 1)) AS northstar_number
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
    CAST(NULL AS NUMBER(30, 0)) AS sum_amount
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
    DATE_TRUNC('YEAR', CAST(CAST(events."AT" AS TIMESTAMP_NTZ) AS DATE)) AS period_start,
    COUNT(*) AS rows_all,
    SUM(events.amount) AS sum_amount
  FROM events
  WHERE CAST(events."AT" AS TIMESTAMP_NTZ) < CAST('2026-04-03 00:00:00' AS TIMESTAMP_NTZ)
  GROUP BY 1
),
periods AS (
  SELECT
    DATEADD(YEAR, northstar_number.index, northstar_span.span_first) AS period_start
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
  CROSS JOIN LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, DATEDIFF(YEAR, northstar_span.span_first, northstar_span.span_last) + 1)) AS northstar_number
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
    CAST(NULL AS NUMBER(30, 0)) AS sum_amount
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
    SUM(events.amount) AS sum_amount
  FROM events
  WHERE CAST(events."AT" AS TIMESTAMP_NTZ) < CAST('2026-04-03 00:00:00' AS TIMESTAMP_NTZ)
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
    SUM(events.amount) AS sum_amount
  FROM events
  WHERE CAST(events."AT" AS TIMESTAMP_NTZ) >= CAST('2026-01-01 00:00:00' AS TIMESTAMP_NTZ)
    AND CAST(events."AT" AS TIMESTAMP_NTZ) < CAST('2026-04-01 00:00:00' AS TIMESTAMP_NTZ)
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