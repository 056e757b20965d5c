-- northstar query items_sold,items_per_order,all_orders --as-of 2026-01-18
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
daily_by_week AS (
  SELECT
    CAST(DATE_TRUNC('week', daily."day") AS DATE) AS period_start,
    COUNT(*) AS rows_all,
    SUM(CAST(daily.items AS NUMERIC(38, 0))) AS sum_items,
    SUM(CAST(daily.orders AS NUMERIC(38, 0))) AS sum_orders
  FROM (
select "at" as day, city, sum(items) as items, count(*) as orders
from orders
where kind <> 'z' -- a comment, and no semicolon
group by 1, 2
  ) AS daily
  WHERE daily."day" < DATE '2026-01-19'
  GROUP BY 1
),
orders_by_week AS (
  SELECT
    CAST(DATE_TRUNC('week', orders."at") AS DATE) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM orders
  WHERE orders."at" < DATE '2026-01-19'
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
        FROM daily_by_week
        UNION ALL
        SELECT
          period_start
        FROM orders_by_week
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
    sum_items,
    sum_orders,
    CAST(NULL AS BIGINT) AS count_rows
  FROM daily_by_week
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS NUMERIC(30, 0)) AS sum_items,
    CAST(NULL AS NUMERIC(30, 0)) AS sum_orders,
    count_rows
  FROM orders_by_week
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS NUMERIC(30, 0)) AS sum_items,
    CAST(NULL AS NUMERIC(30, 0)) AS sum_orders,
    CAST(NULL AS BIGINT) AS count_rows
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(sum_items) AS sum_items,
    MAX(sum_orders) AS sum_orders,
    MAX(count_rows) AS count_rows
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(sum_items, 0) AS items_sold,
  CAST(COALESCE(sum_items, 0) AS DOUBLE PRECISION) / NULLIF(CAST(COALESCE(sum_orders, 0) AS DOUBLE PRECISION), 0) AS items_per_order,
  COALESCE(count_rows, 0) AS all_orders
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query items_sold --by city --as-of 2026-01-18
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
daily_by_week AS (
  SELECT
    CAST(DATE_TRUNC('week', daily."day") AS DATE) AS period_start,
    daily.city,
    COUNT(*) AS rows_all,
    SUM(CAST(daily.items AS NUMERIC(38, 0))) AS sum_items
  FROM (
select "at" as day, city, sum(items) as items, count(*) as orders
from orders
where kind <> 'z' -- a comment, and no semicolon
group by 1, 2
  ) AS daily
  WHERE daily."day" < DATE '2026-01-19'
  GROUP BY 1, 2
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
        FROM daily_by_week
      ) AS all_periods
    ) AS bounds
  ) AS northstar_span
  CROSS JOIN northstar_numbers AS high
  CROSS JOIN northstar_numbers AS low
  WHERE high.number <= (DATEDIFF(day, northstar_span.span_first, northstar_span.span_last) / 7) / 10000
    AND 10000 * high.number + low.number <= (DATEDIFF(day, northstar_span.span_first, northstar_span.span_last) / 7)
),
segments AS (
  SELECT DISTINCT
    city
  FROM (
    SELECT
      city
    FROM daily_by_week
    WHERE rows_all > 0
  ) AS seen
),
parts AS (
  SELECT
    period_start,
    city,
    sum_items
  FROM daily_by_week
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    segments.city,
    CAST(NULL AS NUMERIC(30, 0)) AS sum_items
  FROM periods
  CROSS JOIN segments
),
cells AS (
  SELECT
    period_start,
    city,
    MAX(sum_items) AS sum_items
  FROM parts
  GROUP BY 1, 2
)
SELECT
  period_start,
  city,
  COALESCE(sum_items, 0) AS items_sold
FROM cells
ORDER BY 1 NULLS LAST, 2 NULLS LAST;