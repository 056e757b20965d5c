-- northstar query per_order,grouped,nested_division,guarded,negated --as-of 2026-01-18
WITH orders_by_week AS (
  SELECT
    PREVIOUS_DAY(DATEADD(DAY, 1, CAST(orders."AT" AS DATE)), 'monday') AS period_start,
    COUNT(*) AS rows_all,
    SUM(orders.items) AS sum_items,
    COUNT(*) AS count_rows,
    MAX(orders.items) AS max_items
  FROM orders
  WHERE orders."AT" < DATE '2026-01-19'
  GROUP BY 1
),
periods AS (
  SELECT
    DATEADD(WEEK, northstar_number.index, northstar_span.span_first) AS period_start
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
        FROM orders_by_week
      ) AS all_periods
    ) AS bounds
  ) AS northstar_span
  CROSS JOIN LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, CAST(DATEDIFF(DAY, northstar_span.span_first, northstar_span.span_last) / 7 AS NUMBER(38, 0)) + 1)) AS northstar_number
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
    CAST(NULL AS NUMBER(30, 0)) AS sum_items,
    CAST(NULL AS NUMBER(38, 0)) AS count_rows,
    CAST(NULL AS NUMBER(38, 0)) AS max_items
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
    PREVIOUS_DAY(DATEADD(DAY, 1, CAST(orders."AT" AS DATE)), 'monday') AS period_start,
    COUNT(*) AS rows_all,
    COUNT(CASE WHEN orders.city = 'A' THEN 1 END) AS count_rows_12c2a0e76bc8,
    COUNT(*) AS count_rows,
    SUM(CAST(orders.items * (orders.items + 1) AS DOUBLE) / CAST(2 AS DOUBLE) - CASE WHEN orders.city = 'A' THEN 1 ELSE 0 END) AS sum_items_city_d1333e722b30,
    SUM(CASE WHEN orders.city = 'A' AND NOT (orders.items > 1 OR orders.score IS NULL) THEN 1 WHEN orders.city IS NULL THEN 10 ELSE 100 END) AS sum_city_items_score_city_b98ec489a66f,
    SUM(FLOOR(orders.score) + CEIL(orders.score) + ROUND(orders.score) + ABS(-orders.items) + MOD(orders.items, NULLIF(2, 0))) AS sum_score_items_5ebd0e060889
  FROM orders
  WHERE orders."AT" < DATE '2026-01-19'
  GROUP BY 1
),
periods AS (
  SELECT
    DATEADD(WEEK, northstar_number.index, northstar_span.span_first) AS period_start
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
        FROM orders_by_week
      ) AS all_periods
    ) AS bounds
  ) AS northstar_span
  CROSS JOIN LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, CAST(DATEDIFF(DAY, northstar_span.span_first, northstar_span.span_last) / 7 AS NUMBER(38, 0)) + 1)) AS northstar_number
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
    CAST(NULL AS NUMBER(38, 0)) AS count_rows_12c2a0e76bc8,
    CAST(NULL AS NUMBER(38, 0)) AS count_rows,
    CAST(NULL AS DOUBLE) AS sum_items_city_d1333e722b30,
    CAST(NULL AS NUMBER(30, 0)) AS sum_city_items_score_city_b98ec489a66f,
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