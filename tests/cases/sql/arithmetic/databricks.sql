-- northstar query per_order,grouped,nested_division,guarded,negated --as-of 2026-01-18
WITH orders_by_week AS (
  SELECT
    TRUNC(orders.`at`, 'WEEK') AS period_start,
    COUNT(*) AS rows_all,
    SUM(CAST(orders.items AS DECIMAL(20, 0))) AS sum_items,
    COUNT(*) AS count_rows,
    MAX(orders.items) AS max_items
  FROM orders
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
    sum_items,
    count_rows,
    max_items
  FROM orders_by_week
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS DECIMAL(30, 0)) AS sum_items,
    CAST(NULL AS BIGINT) AS count_rows,
    CAST(NULL AS BIGINT) AS max_items
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(sum_items) AS sum_items,
    MAX(count_rows) AS count_rows,
    MAX(max_items) AS max_items
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  CAST(COALESCE(sum_items, 0) AS DOUBLE) / NULLIF(CAST(COALESCE(count_rows, 0) AS DOUBLE), 0) AS per_order,
  (COALESCE(sum_items, 0) + max_items) * 2 - (COALESCE(sum_items, 0) - (max_items - 1)) AS grouped,
  CAST(COALESCE(sum_items, 0) AS DOUBLE) / NULLIF(CAST(CAST(COALESCE(count_rows, 0) AS DOUBLE) / CAST(2 AS DOUBLE) AS DOUBLE), 0) AS nested_division,
  CAST(COALESCE(sum_items, 0) AS DOUBLE) / NULLIF(CAST(max_items - 3 AS DOUBLE), 0) AS guarded,
  -COALESCE(sum_items, 0) - -max_items AS negated
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query share,row_math,by_value,whole --as-of 2026-01-18
WITH orders_by_week AS (
  SELECT
    TRUNC(orders.`at`, 'WEEK') AS period_start,
    COUNT(*) AS rows_all,
    COUNT(CASE WHEN orders.city = 'A' THEN 1 END) AS count_rows_12c2a0e76bc8,
    COUNT(*) AS count_rows,
    SUM(CAST(orders.items * (orders.items + 1) AS DOUBLE) / CAST(2 AS DOUBLE) - CASE WHEN orders.city = 'A' THEN 1 ELSE 0 END) AS sum_items_city_d1333e722b30,
    SUM(CAST(CASE WHEN orders.city = 'A' AND NOT (orders.items > 1 OR orders.score IS NULL) THEN 1 WHEN orders.city IS NULL THEN 10 ELSE 100 END AS DECIMAL(20, 0))) AS sum_city_items_score_city_b98ec489a66f,
    SUM(CASE WHEN ABS(orders.score) < 4503599627370496 THEN CAST(FLOOR(orders.score) AS DOUBLE) ELSE orders.score END + CASE WHEN ABS(orders.score) < 4503599627370496 THEN CAST(CEIL(orders.score) AS DOUBLE) ELSE orders.score END + ROUND(orders.score) + ABS(-orders.items) + MOD(orders.items, NULLIF(2, 0))) AS sum_score_items_5ebd0e060889
  FROM orders
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
    count_rows_12c2a0e76bc8,
    count_rows,
    sum_items_city_d1333e722b30,
    sum_city_items_score_city_b98ec489a66f,
    sum_score_items_5ebd0e060889
  FROM orders_by_week
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS BIGINT) AS count_rows_12c2a0e76bc8,
    CAST(NULL AS BIGINT) AS count_rows,
    CAST(NULL AS DOUBLE) AS sum_items_city_d1333e722b30,
    CAST(NULL AS DECIMAL(30, 0)) AS sum_city_items_score_city_b98ec489a66f,
    CAST(NULL AS DOUBLE) AS sum_score_items_5ebd0e060889
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows_12c2a0e76bc8) AS count_rows_12c2a0e76bc8,
    MAX(count_rows) AS count_rows,
    MAX(sum_items_city_d1333e722b30) AS sum_items_city_d1333e722b30,
    MAX(sum_city_items_score_city_b98ec489a66f) AS sum_city_items_score_city_b98ec489a66f,
    MAX(sum_score_items_5ebd0e060889) AS sum_score_items_5ebd0e060889
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  CAST(COALESCE(count_rows_12c2a0e76bc8, 0) AS DOUBLE) / NULLIF(CAST(COALESCE(count_rows, 0) AS DOUBLE), 0) * 0.5 AS share,
  COALESCE(sum_items_city_d1333e722b30, 0) AS row_math,
  COALESCE(sum_city_items_score_city_b98ec489a66f, 0) AS by_value,
  COALESCE(sum_score_items_5ebd0e060889, 0) AS whole
FROM cells
ORDER BY 1 NULLS LAST;