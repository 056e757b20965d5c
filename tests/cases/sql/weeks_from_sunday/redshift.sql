-- northstar query events_seen,same_week,weeks_between --as-of 2026-01-17
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
    CAST(DATEADD(day, 6, DATE_TRUNC('week', DATEADD(day, -6, events.on_day))) AS DATE) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(CASE WHEN CAST(DATEADD(day, 6, DATE_TRUNC('week', DATEADD(day, -6, events.on_day))) AS DATE) = CAST(DATEADD(day, 6, DATE_TRUNC('week', DATEADD(day, -6, CAST(events.seen_at AS TIMESTAMP)))) AS DATE) THEN 1 END) AS rows_f380b9656d3f,
    COUNT(*) AS count_rows,
    COUNT(CASE WHEN CAST(DATEADD(day, 6, DATE_TRUNC('week', DATEADD(day, -6, events.on_day))) AS DATE) = CAST(DATEADD(day, 6, DATE_TRUNC('week', DATEADD(day, -6, CAST(events.seen_at AS TIMESTAMP)))) AS DATE) THEN 1 END) AS count_rows_07885345f27e,
    SUM(CAST(DATEDIFF(day, CAST(DATEADD(day, 6, DATE_TRUNC('week', DATEADD(day, -6, events.on_day))) AS DATE), CAST(DATEADD(day, 6, DATE_TRUNC('week', DATEADD(day, -6, CAST(CAST(events.seen_at AS TIMESTAMP) AS DATE)))) AS DATE)) / 7 AS NUMERIC(38, 0))) AS sum_on_day_seen_at_07343925d2fd
  FROM events
  WHERE events.on_day < DATE '2026-01-18'
  GROUP BY 1
),
periods AS (
  SELECT
    CAST(DATEADD(week, 10000 * high.number + low.number, northstar_span.span_first) AS DATE) AS period_start
  FROM (
    SELECT
      first_row AS span_first,
      DATE '2026-01-11' AS span_last
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
    count_rows,
    count_rows_07885345f27e,
    sum_on_day_seen_at_07343925d2fd
  FROM events_by_week
  WHERE (rows_all > 0 OR rows_f380b9656d3f > 0)
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS BIGINT) AS count_rows,
    CAST(NULL AS BIGINT) AS count_rows_07885345f27e,
    CAST(NULL AS NUMERIC(30, 0)) AS sum_on_day_seen_at_07343925d2fd
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows) AS count_rows,
    MAX(count_rows_07885345f27e) AS count_rows_07885345f27e,
    MAX(sum_on_day_seen_at_07343925d2fd) AS sum_on_day_seen_at_07343925d2fd
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows, 0) AS events_seen,
  COALESCE(count_rows_07885345f27e, 0) AS same_week,
  COALESCE(sum_on_day_seen_at_07343925d2fd, 0) AS weeks_between
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query events_seen --since 2026-01-05 --until 2026-01-17 --as-of 2026-01-31
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
    CAST(DATEADD(day, 6, DATE_TRUNC('week', DATEADD(day, -6, events.on_day))) AS DATE) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE events.on_day >= DATE '2026-01-04'
    AND events.on_day < DATE '2026-01-11'
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(CAST(DATEADD(day, 6, DATE_TRUNC('week', DATEADD(day, -6, events.on_day))) AS DATE)) AS period_start
    FROM events
    WHERE events.on_day <= DATE '2026-01-31'
  ) AS first_of_each
),
periods AS (
  SELECT
    CAST(DATEADD(week, 10000 * high.number + low.number, northstar_span.span_first) AS DATE) AS period_start
  FROM (
    SELECT
      CASE WHEN first_row > DATE '2026-01-04' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-01-04' END AS span_first,
      DATE '2026-01-04' AS span_last
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
    count_rows
  FROM events_by_week
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