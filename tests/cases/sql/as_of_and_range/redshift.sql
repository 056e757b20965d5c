-- northstar query real_events --as-of 2026-01-12
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
    COUNT(CASE WHEN events.kind = 'b' THEN 1 END) AS rows_6a68f0404015,
    COUNT(CASE WHEN events.kind = 'b' THEN 1 END) AS count_rows_df9803b6ec8d
  FROM events
  WHERE events.kind <> 'test'
    AND events."at" < TIMESTAMP '2026-01-13 00:00:00'
  GROUP BY 1
),
periods AS (
  SELECT
    CAST(DATEADD(week, 10000 * high.number + low.number, northstar_span.span_first) AS DATE) AS period_start
  FROM (
    SELECT
      first_row AS span_first,
      DATE '2026-01-12' AS span_last
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
    count_rows_df9803b6ec8d
  FROM events_by_week
  WHERE rows_6a68f0404015 > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS BIGINT) AS count_rows_df9803b6ec8d
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows_df9803b6ec8d) AS count_rows_df9803b6ec8d
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows_df9803b6ec8d, 0) AS real_events
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query real_events --as-of 2026-01-13
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
    COUNT(CASE WHEN events.kind = 'b' THEN 1 END) AS rows_6a68f0404015,
    COUNT(CASE WHEN events.kind = 'b' THEN 1 END) AS count_rows_df9803b6ec8d
  FROM events
  WHERE events.kind <> 'test'
    AND events."at" < TIMESTAMP '2026-01-14 00:00:00'
  GROUP BY 1
),
periods AS (
  SELECT
    CAST(DATEADD(week, 10000 * high.number + low.number, northstar_span.span_first) AS DATE) AS period_start
  FROM (
    SELECT
      first_row AS span_first,
      DATE '2026-01-12' AS span_last
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
    count_rows_df9803b6ec8d
  FROM events_by_week
  WHERE rows_6a68f0404015 > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS BIGINT) AS count_rows_df9803b6ec8d
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows_df9803b6ec8d) AS count_rows_df9803b6ec8d
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows_df9803b6ec8d, 0) AS real_events
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query real_events --as-of 2025-12-31
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
    COUNT(CASE WHEN events.kind = 'b' THEN 1 END) AS rows_6a68f0404015,
    COUNT(CASE WHEN events.kind = 'b' THEN 1 END) AS count_rows_df9803b6ec8d
  FROM events
  WHERE events.kind <> 'test'
    AND events."at" < TIMESTAMP '2026-01-01 00:00:00'
  GROUP BY 1
),
periods AS (
  SELECT
    CAST(DATEADD(week, 10000 * high.number + low.number, northstar_span.span_first) AS DATE) AS period_start
  FROM (
    SELECT
      first_row AS span_first,
      DATE '2025-12-29' AS span_last
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
    count_rows_df9803b6ec8d
  FROM events_by_week
  WHERE rows_6a68f0404015 > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS BIGINT) AS count_rows_df9803b6ec8d
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows_df9803b6ec8d) AS count_rows_df9803b6ec8d
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows_df9803b6ec8d, 0) AS real_events
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query real_events --grain none --as-of 2025-12-31
WITH events_in_all AS (
  SELECT
    COUNT(*) AS rows_6a68f0404015,
    COUNT(*) AS count_rows_df9803b6ec8d
  FROM events
  WHERE events.kind <> 'test'
    AND events."at" < TIMESTAMP '2026-01-01 00:00:00'
    AND events.kind = 'b'
),
parts AS (
  SELECT
    count_rows_df9803b6ec8d
  FROM events_in_all
),
cells AS (
  SELECT
    MAX(count_rows_df9803b6ec8d) AS count_rows_df9803b6ec8d
  FROM parts
)
SELECT
  COALESCE(count_rows_df9803b6ec8d, 0) AS real_events
FROM cells;

-- northstar query real_events --since 2026-01-14 --as-of 2026-01-31
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
    COUNT(*) AS rows_6a68f0404015,
    COUNT(*) AS count_rows_df9803b6ec8d
  FROM events
  WHERE events.kind <> 'test'
    AND events."at" >= TIMESTAMP '2026-01-12 00:00:00'
    AND events."at" < TIMESTAMP '2026-02-01 00:00:00'
    AND events.kind = 'b'
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(CAST(DATE_TRUNC('week', CAST(events."at" AS TIMESTAMP)) AS DATE)) AS period_start
    FROM events
    WHERE events.kind <> 'test'
      AND (CAST(events."at" AS TIMESTAMP) < CAST(DATEADD(day, -2, DATE '2026-01-31') AS DATE) OR CAST(CAST(events."at" AS TIMESTAMP) AS DATE) <= DATE '2026-01-31')
      AND CAST(events."at" AS TIMESTAMP) < CAST(DATEADD(day, 3, DATE '2026-01-31') AS DATE)
  ) AS first_of_each
),
periods AS (
  SELECT
    CAST(DATEADD(week, 10000 * high.number + low.number, northstar_span.span_first) AS DATE) AS period_start
  FROM (
    SELECT
      CASE WHEN first_row > DATE '2026-01-12' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-01-12' END AS span_first,
      DATE '2026-01-26' AS span_last
    FROM first_rows
  ) AS northstar_span
  CROSS JOIN northstar_numbers AS high
  CROSS JOIN northstar_numbers AS low
  WHERE high.number <= (DATEDIFF(day, northstar_span.span_first, northstar_span.span_last) / 7) / 10000
    AND 10000 * high.number + low.number <= (DATEDIFF(day, northstar_span.span_first, northstar_span.span_last) / 7)
),
parts AS (
  SELECT
    period_start,
    count_rows_df9803b6ec8d
  FROM events_by_week
  WHERE rows_6a68f0404015 > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS BIGINT) AS count_rows_df9803b6ec8d
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows_df9803b6ec8d) AS count_rows_df9803b6ec8d
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows_df9803b6ec8d, 0) AS real_events
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query real_events --since 2025-11-01 --until 2026-01-08 --as-of 2026-01-31
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
    COUNT(*) AS rows_6a68f0404015,
    COUNT(*) AS count_rows_df9803b6ec8d
  FROM events
  WHERE events.kind <> 'test'
    AND events."at" >= TIMESTAMP '2025-10-27 00:00:00'
    AND events."at" < TIMESTAMP '2026-01-05 00:00:00'
    AND events.kind = 'b'
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(CAST(DATE_TRUNC('week', CAST(events."at" AS TIMESTAMP)) AS DATE)) AS period_start
    FROM events
    WHERE events.kind <> 'test'
      AND (CAST(events."at" AS TIMESTAMP) < CAST(DATEADD(day, -2, DATE '2026-01-31') AS DATE) OR CAST(CAST(events."at" AS TIMESTAMP) AS DATE) <= DATE '2026-01-31')
      AND CAST(events."at" AS TIMESTAMP) < CAST(DATEADD(day, 3, DATE '2026-01-31') AS DATE)
  ) AS first_of_each
),
periods AS (
  SELECT
    CAST(DATEADD(week, 10000 * high.number + low.number, northstar_span.span_first) AS DATE) AS period_start
  FROM (
    SELECT
      CASE WHEN first_row > DATE '2025-10-27' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2025-10-27' END AS span_first,
      DATE '2025-12-29' AS span_last
    FROM first_rows
  ) AS northstar_span
  CROSS JOIN northstar_numbers AS high
  CROSS JOIN northstar_numbers AS low
  WHERE high.number <= (DATEDIFF(day, northstar_span.span_first, northstar_span.span_last) / 7) / 10000
    AND 10000 * high.number + low.number <= (DATEDIFF(day, northstar_span.span_first, northstar_span.span_last) / 7)
),
parts AS (
  SELECT
    period_start,
    count_rows_df9803b6ec8d
  FROM events_by_week
  WHERE rows_6a68f0404015 > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS BIGINT) AS count_rows_df9803b6ec8d
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows_df9803b6ec8d) AS count_rows_df9803b6ec8d
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows_df9803b6ec8d, 0) AS real_events
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query real_events --grain none --since 2026-01-13 --until 2026-01-14 --as-of 2026-01-31
WITH events_in_all AS (
  SELECT
    COUNT(*) AS rows_6a68f0404015,
    COUNT(*) AS count_rows_df9803b6ec8d
  FROM events
  WHERE events.kind <> 'test'
    AND events."at" >= TIMESTAMP '2026-01-13 00:00:00'
    AND events."at" < TIMESTAMP '2026-01-14 00:00:00'
    AND events.kind = 'b'
),
parts AS (
  SELECT
    count_rows_df9803b6ec8d
  FROM events_in_all
),
cells AS (
  SELECT
    MAX(count_rows_df9803b6ec8d) AS count_rows_df9803b6ec8d
  FROM parts
)
SELECT
  COALESCE(count_rows_df9803b6ec8d, 0) AS real_events
FROM cells;