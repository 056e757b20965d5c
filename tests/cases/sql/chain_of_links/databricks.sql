-- northstar query items_sold --by country --grain none --as-of 2026-01-18
WITH orders_in_all AS (
  SELECT
    customer_home.name AS country,
    COUNT(*) AS rows_all,
    SUM(CAST(orders.items AS DECIMAL(20, 0))) AS sum_items
  FROM orders
  LEFT JOIN (
    SELECT
      country,
      customer_id
    FROM (
      SELECT
        customer.country,
        customer.customer_id,
        ROW_NUMBER() OVER (PARTITION BY customer.customer_id ORDER BY customer.country NULLS LAST, customer.customer_id NULLS LAST) AS northstar_row_of_key
      FROM customers AS customer
    ) AS customer
    WHERE northstar_row_of_key = 1
  ) AS customer
    ON orders.customer_id = customer.customer_id
  LEFT JOIN (
    SELECT
      code,
      name
    FROM (
      SELECT
        customer_home.code,
        customer_home.name,
        ROW_NUMBER() OVER (PARTITION BY customer_home.code ORDER BY customer_home.code NULLS LAST, customer_home.name NULLS LAST) AS northstar_row_of_key
      FROM countries AS customer_home
    ) AS customer_home
    WHERE northstar_row_of_key = 1
  ) AS customer_home
    ON customer.country = customer_home.code
  WHERE orders.`at` < DATE '2026-01-19'
  GROUP BY 1
),
parts AS (
  SELECT
    country,
    sum_items
  FROM orders_in_all
  WHERE rows_all > 0
),
cells AS (
  SELECT
    country,
    MAX(sum_items) AS sum_items
  FROM parts
  GROUP BY 1
)
SELECT
  country,
  COALESCE(sum_items, 0) AS items_sold
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query items_sold,gold_items --by country,tier --grain none --as-of 2026-01-18
WITH orders_in_all AS (
  SELECT
    customer_home.name AS country,
    customer.tier,
    COUNT(*) AS rows_all,
    SUM(CAST(orders.items AS DECIMAL(20, 0))) AS sum_items,
    SUM(CAST(CASE WHEN customer.tier = 'gold' THEN orders.items END AS DECIMAL(20, 0))) AS sum_items_bd9c29c19ad8
  FROM orders
  LEFT JOIN (
    SELECT
      country,
      customer_id,
      tier
    FROM (
      SELECT
        customer.country,
        customer.customer_id,
        customer.tier,
        ROW_NUMBER() OVER (PARTITION BY customer.customer_id ORDER BY customer.country NULLS LAST, customer.customer_id NULLS LAST, customer.tier NULLS LAST) AS northstar_row_of_key
      FROM customers AS customer
    ) AS customer
    WHERE northstar_row_of_key = 1
  ) AS customer
    ON orders.customer_id = customer.customer_id
  LEFT JOIN (
    SELECT
      code,
      name
    FROM (
      SELECT
        customer_home.code,
        customer_home.name,
        ROW_NUMBER() OVER (PARTITION BY customer_home.code ORDER BY customer_home.code NULLS LAST, customer_home.name NULLS LAST) AS northstar_row_of_key
      FROM countries AS customer_home
    ) AS customer_home
    WHERE northstar_row_of_key = 1
  ) AS customer_home
    ON customer.country = customer_home.code
  WHERE orders.`at` < DATE '2026-01-19'
  GROUP BY 1, 2
),
parts AS (
  SELECT
    country,
    tier,
    sum_items,
    sum_items_bd9c29c19ad8
  FROM orders_in_all
  WHERE rows_all > 0
),
cells AS (
  SELECT
    country,
    tier,
    MAX(sum_items) AS sum_items,
    MAX(sum_items_bd9c29c19ad8) AS sum_items_bd9c29c19ad8
  FROM parts
  GROUP BY 1, 2
)
SELECT
  country,
  tier,
  COALESCE(sum_items, 0) AS items_sold,
  COALESCE(sum_items_bd9c29c19ad8, 0) AS gold_items
FROM cells
ORDER BY 1 NULLS LAST, 2 NULLS LAST;

-- northstar query named,gold_items,countries_seen --as-of 2026-01-18
WITH orders_by_week AS (
  SELECT
    TRUNC(orders.`at`, 'WEEK') AS period_start,
    COUNT(CASE WHEN NOT customer_home.name IS NULL THEN 1 END) AS rows_850b2f30536f,
    COUNT(*) AS rows_all,
    SUM(CAST(CASE WHEN NOT customer_home.name IS NULL THEN orders.items END AS DECIMAL(20, 0))) AS sum_items_6d21e15349c0,
    SUM(CAST(CASE WHEN customer.tier = 'gold' THEN orders.items END AS DECIMAL(20, 0))) AS sum_items_bd9c29c19ad8,
    COUNT(DISTINCT customer_home.name) AS count_distinct_name_63f43bb07ca7
  FROM orders
  LEFT JOIN (
    SELECT
      country,
      customer_id,
      tier
    FROM (
      SELECT
        customer.country,
        customer.customer_id,
        customer.tier,
        ROW_NUMBER() OVER (PARTITION BY customer.customer_id ORDER BY customer.country NULLS LAST, customer.customer_id NULLS LAST, customer.tier NULLS LAST) AS northstar_row_of_key
      FROM customers AS customer
    ) AS customer
    WHERE northstar_row_of_key = 1
  ) AS customer
    ON orders.customer_id = customer.customer_id
  LEFT JOIN (
    SELECT
      code,
      name
    FROM (
      SELECT
        customer_home.code,
        customer_home.name,
        ROW_NUMBER() OVER (PARTITION BY customer_home.code ORDER BY customer_home.code NULLS LAST, customer_home.name NULLS LAST) AS northstar_row_of_key
      FROM countries AS customer_home
    ) AS customer_home
    WHERE northstar_row_of_key = 1
  ) AS customer_home
    ON customer.country = customer_home.code
  WHERE orders.`at` < DATE '2026-01-19'
  GROUP BY 1
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN first_row <= DATE '2026-01-12' THEN SEQUENCE(first_row, DATE '2026-01-12', INTERVAL 7 DAY) END) AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        period_start
      FROM orders_by_week
    ) AS all_periods
  ) AS bounds
),
parts AS (
  SELECT
    period_start,
    sum_items_6d21e15349c0,
    sum_items_bd9c29c19ad8,
    count_distinct_name_63f43bb07ca7
  FROM orders_by_week
  WHERE (rows_850b2f30536f > 0 OR rows_all > 0)
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS DECIMAL(30, 0)) AS sum_items_6d21e15349c0,
    CAST(NULL AS DECIMAL(30, 0)) AS sum_items_bd9c29c19ad8,
    CAST(NULL AS BIGINT) AS count_distinct_name_63f43bb07ca7
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(sum_items_6d21e15349c0) AS sum_items_6d21e15349c0,
    MAX(sum_items_bd9c29c19ad8) AS sum_items_bd9c29c19ad8,
    MAX(count_distinct_name_63f43bb07ca7) AS count_distinct_name_63f43bb07ca7
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(sum_items_6d21e15349c0, 0) AS named,
  COALESCE(sum_items_bd9c29c19ad8, 0) AS gold_items,
  COALESCE(count_distinct_name_63f43bb07ca7, 0) AS countries_seen
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query items_sold --by customer.home.code --sparse --as-of 2026-01-18
WITH orders_by_week AS (
  SELECT
    TRUNC(orders.`at`, 'WEEK') AS period_start,
    customer_home.code,
    COUNT(*) AS rows_all,
    SUM(CAST(orders.items AS DECIMAL(20, 0))) AS sum_items
  FROM orders
  LEFT JOIN (
    SELECT
      country,
      customer_id
    FROM (
      SELECT
        customer.country,
        customer.customer_id,
        ROW_NUMBER() OVER (PARTITION BY customer.customer_id ORDER BY customer.country NULLS LAST, customer.customer_id NULLS LAST) AS northstar_row_of_key
      FROM customers AS customer
    ) AS customer
    WHERE northstar_row_of_key = 1
  ) AS customer
    ON orders.customer_id = customer.customer_id
  LEFT JOIN (
    SELECT
      code
    FROM (
      SELECT
        customer_home.code,
        ROW_NUMBER() OVER (PARTITION BY customer_home.code ORDER BY customer_home.code NULLS LAST) AS northstar_row_of_key
      FROM countries AS customer_home
    ) AS customer_home
    WHERE northstar_row_of_key = 1
  ) AS customer_home
    ON customer.country = customer_home.code
  WHERE orders.`at` < DATE '2026-01-19'
  GROUP BY 1, 2
),
parts AS (
  SELECT
    period_start,
    code,
    sum_items
  FROM orders_by_week
  WHERE rows_all > 0
),
cells AS (
  SELECT
    period_start,
    code,
    MAX(sum_items) AS sum_items
  FROM parts
  GROUP BY 1, 2
)
SELECT
  period_start,
  code,
  COALESCE(sum_items, 0) AS items_sold
FROM cells
ORDER BY 1 NULLS LAST, 2 NULLS LAST;

-- northstar query items_sold --by country --where "customer.tier = 'gold'" --as-of 2026-01-18
WITH orders_by_week AS (
  SELECT
    TRUNC(orders.`at`, 'WEEK') AS period_start,
    customer_home.name AS country,
    COUNT(CASE WHEN customer.tier = 'gold' THEN 1 END) AS rows_77a023320747,
    SUM(CAST(CASE WHEN customer.tier = 'gold' THEN orders.items END AS DECIMAL(20, 0))) AS sum_items_6d56ce02d45e
  FROM orders
  LEFT JOIN (
    SELECT
      country,
      customer_id,
      tier
    FROM (
      SELECT
        customer.country,
        customer.customer_id,
        customer.tier,
        ROW_NUMBER() OVER (PARTITION BY customer.customer_id ORDER BY customer.country NULLS LAST, customer.customer_id NULLS LAST, customer.tier NULLS LAST) AS northstar_row_of_key
      FROM customers AS customer
    ) AS customer
    WHERE northstar_row_of_key = 1
  ) AS customer
    ON orders.customer_id = customer.customer_id
  LEFT JOIN (
    SELECT
      code,
      name
    FROM (
      SELECT
        customer_home.code,
        customer_home.name,
        ROW_NUMBER() OVER (PARTITION BY customer_home.code ORDER BY customer_home.code NULLS LAST, customer_home.name NULLS LAST) AS northstar_row_of_key
      FROM countries AS customer_home
    ) AS customer_home
    WHERE northstar_row_of_key = 1
  ) AS customer_home
    ON customer.country = customer_home.code
  WHERE orders.`at` < DATE '2026-01-19'
  GROUP BY 1, 2
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN first_row <= DATE '2026-01-12' THEN SEQUENCE(first_row, DATE '2026-01-12', INTERVAL 7 DAY) END) AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        period_start
      FROM orders_by_week
    ) AS all_periods
  ) AS bounds
),
segments AS (
  SELECT DISTINCT
    country
  FROM (
    SELECT
      country
    FROM orders_by_week
    WHERE rows_77a023320747 > 0
  ) AS seen
),
parts AS (
  SELECT
    period_start,
    country,
    sum_items_6d56ce02d45e
  FROM orders_by_week
  WHERE rows_77a023320747 > 0
  UNION ALL
  SELECT
    period_start,
    segments.country,
    CAST(NULL AS DECIMAL(30, 0)) AS sum_items_6d56ce02d45e
  FROM periods
  CROSS JOIN segments
),
cells AS (
  SELECT
    period_start,
    country,
    MAX(sum_items_6d56ce02d45e) AS sum_items_6d56ce02d45e
  FROM parts
  GROUP BY 1, 2
)
SELECT
  period_start,
  country,
  COALESCE(sum_items_6d56ce02d45e, 0) AS items_sold
FROM cells
ORDER BY 1 NULLS LAST, 2 NULLS LAST;