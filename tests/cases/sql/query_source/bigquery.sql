-- northstar query items_sold,items_per_order,all_orders --as-of 2026-01-18
WITH daily_by_week AS (
  SELECT
    DATE_TRUNC(CAST(daily.`day` AS DATE), WEEK(MONDAY)) AS period_start,
    COUNT(*) AS rows_all,
    SUM(CAST(daily.items AS BIGNUMERIC)) AS sum_items,
    SUM(CAST(daily.orders AS BIGNUMERIC)) AS sum_orders
  FROM (
select `at` as day, city, sum(items) as items, count(*) as orders
from orders
where kind <> 'z' -- a comment, and no semicolon
group by 1, 2
  ) AS daily
  WHERE daily.`day` < DATE '2026-01-19'
  GROUP BY 1
),
orders_by_week AS (
  SELECT
    DATE_TRUNC(CAST(orders.`at` AS DATE), WEEK(MONDAY)) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM orders
  WHERE orders.`at` < DATE '2026-01-19'
  GROUP BY 1
),
periods AS (
  SELECT
    series_start AS period_start
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
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(first_row, DATE '2026-01-12', INTERVAL 1 WEEK)) AS series_start
),
parts AS (
  SELECT
    period_start,
    sum_items,
    sum_orders,
    CAST(NULL AS INT64) AS count_rows
  FROM daily_by_week
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_items,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_orders,
    count_rows
  FROM orders_by_week
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_items,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_orders,
    CAST(NULL AS INT64) AS count_rows
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
  CAST(COALESCE(sum_items, 0) AS FLOAT64) / NULLIF(CAST(COALESCE(sum_orders, 0) AS FLOAT64), 0) AS items_per_order,
  COALESCE(count_rows, 0) AS all_orders
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query items_sold --by city --as-of 2026-01-18
WITH daily_by_week AS (
  SELECT
    DATE_TRUNC(CAST(daily.`day` AS DATE), WEEK(MONDAY)) AS period_start,
    daily.city,
    COUNT(*) AS rows_all,
    SUM(CAST(daily.items AS BIGNUMERIC)) AS sum_items
  FROM (
select `at` as day, city, sum(items) as items, count(*) as orders
from orders
where kind <> 'z' -- a comment, and no semicolon
group by 1, 2
  ) AS daily
  WHERE daily.`day` < DATE '2026-01-19'
  GROUP BY 1, 2
),
periods AS (
  SELECT
    series_start AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        period_start
      FROM daily_by_week
    ) AS all_periods
  ) AS bounds
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(first_row, DATE '2026-01-12', INTERVAL 1 WEEK)) AS series_start
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
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_items
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