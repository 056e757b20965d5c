-- northstar query per_order,grouped,nested_division,guarded,negated --as-of 2026-01-18
WITH orders_by_week AS (
  SELECT
    toMonday(toDate32(orders."at")) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    SUM(CAST(orders.items AS Nullable(Decimal(38, 0)))) AS sum_items,
    toInt64(COUNT(*)) AS count_rows,
    accurateCast(MAX(orders.items), 'Nullable(Int64)') AS max_items
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
        FROM orders_by_week
      ) AS all_periods
    ) AS bounds
  ) AS series
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
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_items,
    CAST(NULL AS Nullable(Int64)) AS count_rows,
    CAST(NULL AS Nullable(Int64)) AS max_items
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
  CAST(COALESCE(sum_items, 0) AS Nullable(Float64)) / NULLIF(CAST(COALESCE(count_rows, 0) AS Nullable(Float64)), 0) AS per_order,
  (COALESCE(sum_items, 0) + max_items) * 2 - (COALESCE(sum_items, 0) - (max_items - 1)) AS grouped,
  CAST(COALESCE(sum_items, 0) AS Nullable(Float64)) / NULLIF(CAST(CAST(COALESCE(count_rows, 0) AS Nullable(Float64)) / CAST(2 AS Nullable(Float64)) AS Nullable(Float64)), 0) AS nested_division,
  CAST(COALESCE(sum_items, 0) AS Nullable(Float64)) / NULLIF(CAST(max_items - 3 AS Nullable(Float64)), 0) AS guarded,
  -COALESCE(sum_items, 0) - -max_items AS negated
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query share,row_math,by_value,whole --as-of 2026-01-18
WITH orders_by_week AS (
  SELECT
    toMonday(toDate32(orders."at")) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(CASE WHEN orders.city = 'A' THEN 1 END)) AS count_rows_12c2a0e76bc8,
    toInt64(COUNT(*)) AS count_rows,
    SUM(CAST(CAST(orders.items AS Nullable(Decimal(38, 0))) * (orders.items + 1) AS Nullable(Float64)) / CAST(2 AS Nullable(Float64)) - CASE WHEN orders.city = 'A' THEN 1 ELSE 0 END) AS sum_items_city_d1333e722b30,
    SUM(CAST(CASE WHEN orders.city = 'A' AND NOT (orders.items > 1 OR orders.score IS NULL) THEN 1 WHEN orders.city IS NULL THEN 10 ELSE 100 END AS Nullable(Decimal(38, 0)))) AS sum_city_items_score_city_b98ec489a66f,
    SUM(floor(orders.score) + ceil(orders.score) + (trunc(CAST(orders.score AS Nullable(Float64))) + CASE WHEN abs(CAST(orders.score AS Nullable(Float64)) - trunc(CAST(orders.score AS Nullable(Float64)))) >= 0.5 THEN sign(CAST(orders.score AS Nullable(Float64))) ELSE 0 END) + toInt64(abs(-orders.items)) + modulo(orders.items, NULLIF(2, 0))) AS sum_score_items_5ebd0e060889
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
        FROM orders_by_week
      ) AS all_periods
    ) AS bounds
  ) AS series
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
    CAST(NULL AS Nullable(Int64)) AS count_rows_12c2a0e76bc8,
    CAST(NULL AS Nullable(Int64)) AS count_rows,
    CAST(NULL AS Nullable(Float64)) AS sum_items_city_d1333e722b30,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_city_items_score_city_b98ec489a66f,
    CAST(NULL AS Nullable(Float64)) AS sum_score_items_5ebd0e060889
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
  CAST(COALESCE(count_rows_12c2a0e76bc8, 0) AS Nullable(Float64)) / NULLIF(CAST(COALESCE(count_rows, 0) AS Nullable(Float64)), 0) * toDecimal128('0.5', 1) AS share,
  COALESCE(sum_items_city_d1333e722b30, 0) AS row_math,
  COALESCE(sum_city_items_score_city_b98ec489a66f, 0) AS by_value,
  COALESCE(sum_score_items_5ebd0e060889, 0) AS whole
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;