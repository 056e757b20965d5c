-- northstar query items_sold,items_per_order,all_orders --as-of 2026-01-18
WITH daily_by_week AS (
  SELECT
    toMonday(toDate32(daily."day")) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    SUM(CAST(daily.items AS Nullable(Decimal(38, 0)))) AS sum_items,
    SUM(CAST(daily.orders AS Nullable(Decimal(38, 0)))) AS sum_orders
  FROM (
select "at" as day, city, sum(items) as items, count(*) as orders
from orders
where kind <> 'z' -- a comment, and no semicolon
group by 1, 2
  ) AS daily
  WHERE daily."day" < toDate32('2026-01-19')
  GROUP BY 1
),
orders_by_week AS (
  SELECT
    toMonday(toDate32(orders."at")) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(*)) AS count_rows
  FROM orders
  WHERE orders."at" < toDate32('2026-01-19')
  GROUP BY 1
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addWeeks(first_of_series, n), range(toUInt64(greatest(ifNull(intDiv(dateDiff('day', first_of_series, last_of_series), 7) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(first_row) AS first_of_series,
      toDate32('2026-01-12') AS last_of_series
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
  ) AS series
),
parts AS (
  SELECT
    period_start,
    sum_items,
    sum_orders,
    CAST(NULL AS Nullable(Int64)) AS count_rows
  FROM daily_by_week
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_items,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_orders,
    count_rows
  FROM orders_by_week
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_items,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_orders,
    CAST(NULL AS Nullable(Int64)) AS count_rows
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
  CAST(COALESCE(sum_items, 0) AS Nullable(Float64)) / NULLIF(CAST(COALESCE(sum_orders, 0) AS Nullable(Float64)), 0) AS items_per_order,
  COALESCE(count_rows, 0) AS all_orders
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query items_sold --by city --as-of 2026-01-18
WITH daily_by_week AS (
  SELECT
    toMonday(toDate32(daily."day")) AS period_start,
    daily.city,
    toInt64(COUNT(*)) AS rows_all,
    SUM(CAST(daily.items AS Nullable(Decimal(38, 0)))) AS sum_items
  FROM (
select "at" as day, city, sum(items) as items, count(*) as orders
from orders
where kind <> 'z' -- a comment, and no semicolon
group by 1, 2
  ) AS daily
  WHERE daily."day" < toDate32('2026-01-19')
  GROUP BY 1, 2
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addWeeks(first_of_series, n), range(toUInt64(greatest(ifNull(intDiv(dateDiff('day', first_of_series, last_of_series), 7) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(first_row) AS first_of_series,
      toDate32('2026-01-12') AS last_of_series
    FROM (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          period_start
        FROM daily_by_week
      ) AS all_periods
    ) AS bounds
  ) AS series
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
    segments.city AS city,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_items
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
ORDER BY 1 NULLS LAST, 2 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;