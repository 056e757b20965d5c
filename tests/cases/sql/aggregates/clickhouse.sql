-- northstar query rows_,scored,cities,city_items,total,mean,least_,most,mid,upper_quarter,spread --as-of 2026-01-25
WITH orders_by_week AS (
  SELECT
    toMonday(toDate32(orders."at")) AS period_start,
    toInt64(COUNT(CASE WHEN orders.kind <> 'z' THEN 1 END)) AS rows_959ecac24e3c,
    toInt64(COUNT(CASE WHEN orders.kind <> 'z' THEN 1 END)) AS count_rows_053317b5edec,
    toInt64(COUNT(CASE WHEN orders.kind <> 'z' THEN orders.score END)) AS count_of_score_7e9c2d9db0c5,
    toInt64(uniqExact(CASE WHEN orders.kind <> 'z' THEN orders.city END)) AS count_distinct_city_a21394ca8423,
    toInt64(uniqExact(CASE WHEN orders.kind <> 'z' THEN orders.city END, orders.items)) AS count_distinct_city_items_9b0a147ab907,
    SUM(CASE WHEN orders.kind <> 'z' THEN orders.amount END) AS sum_amount_57d904146f6b,
    SUM(CASE WHEN orders.kind <> 'z' THEN orders.score END) AS sum_score_796b8dba87b7,
    MIN(CASE WHEN orders.kind <> 'z' THEN orders.amount END) AS min_amount_79727c777cf3,
    MAX(CASE WHEN orders.kind <> 'z' THEN orders.amount END) AS max_amount_f99e7a4637db,
    quantileExactInclusive(0.5)(CAST(CASE WHEN orders.kind <> 'z' THEN orders.items END AS Nullable(Float64))) AS median_items_0fc64314c9eb,
    quantileExactInclusive(0.75)(CAST(CASE WHEN orders.kind <> 'z' THEN orders.items END AS Nullable(Float64))) AS percentile_items_c7ab28998e8f,
    CASE WHEN count(CAST(CASE WHEN orders.kind <> 'z' THEN orders.items END AS Nullable(Float64))) > 1 AND min(CAST(CASE WHEN orders.kind <> 'z' THEN orders.items END AS Nullable(Float64))) = max(CAST(CASE WHEN orders.kind <> 'z' THEN orders.items END AS Nullable(Float64))) THEN 0 WHEN count(CAST(CASE WHEN orders.kind <> 'z' THEN orders.items END AS Nullable(Float64))) > 1 THEN stddevSampStable(CAST(CASE WHEN orders.kind <> 'z' THEN orders.items END AS Nullable(Float64))) END AS stddev_items_fb405491d1fa
  FROM orders
  WHERE orders."at" < toDate32('2026-01-26')
  GROUP BY 1
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addWeeks(first_of_series, n), range(toUInt64(greatest(ifNull(intDiv(dateDiff('day', first_of_series, last_of_series), 7) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(first_row) AS first_of_series,
      toDate32('2026-01-19') AS last_of_series
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
    count_rows_053317b5edec,
    count_of_score_7e9c2d9db0c5,
    count_distinct_city_a21394ca8423,
    count_distinct_city_items_9b0a147ab907,
    sum_amount_57d904146f6b,
    sum_score_796b8dba87b7,
    min_amount_79727c777cf3,
    max_amount_f99e7a4637db,
    median_items_0fc64314c9eb,
    percentile_items_c7ab28998e8f,
    stddev_items_fb405491d1fa
  FROM orders_by_week
  WHERE rows_959ecac24e3c > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS Nullable(Int64)) AS count_rows_053317b5edec,
    CAST(NULL AS Nullable(Int64)) AS count_of_score_7e9c2d9db0c5,
    CAST(NULL AS Nullable(Int64)) AS count_distinct_city_a21394ca8423,
    CAST(NULL AS Nullable(Int64)) AS count_distinct_city_items_9b0a147ab907,
    CAST(NULL AS Nullable(Decimal(38, 2))) AS sum_amount_57d904146f6b,
    CAST(NULL AS Nullable(Float64)) AS sum_score_796b8dba87b7,
    CAST(NULL AS Nullable(Decimal(10, 2))) AS min_amount_79727c777cf3,
    CAST(NULL AS Nullable(Decimal(10, 2))) AS max_amount_f99e7a4637db,
    CAST(NULL AS Nullable(Float64)) AS median_items_0fc64314c9eb,
    CAST(NULL AS Nullable(Float64)) AS percentile_items_c7ab28998e8f,
    CAST(NULL AS Nullable(Float64)) AS stddev_items_fb405491d1fa
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows_053317b5edec) AS count_rows_053317b5edec,
    MAX(count_of_score_7e9c2d9db0c5) AS count_of_score_7e9c2d9db0c5,
    MAX(count_distinct_city_a21394ca8423) AS count_distinct_city_a21394ca8423,
    MAX(count_distinct_city_items_9b0a147ab907) AS count_distinct_city_items_9b0a147ab907,
    MAX(sum_amount_57d904146f6b) AS sum_amount_57d904146f6b,
    MAX(sum_score_796b8dba87b7) AS sum_score_796b8dba87b7,
    MAX(min_amount_79727c777cf3) AS min_amount_79727c777cf3,
    MAX(max_amount_f99e7a4637db) AS max_amount_f99e7a4637db,
    MAX(median_items_0fc64314c9eb) AS median_items_0fc64314c9eb,
    MAX(percentile_items_c7ab28998e8f) AS percentile_items_c7ab28998e8f,
    MAX(stddev_items_fb405491d1fa) AS stddev_items_fb405491d1fa
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows_053317b5edec, 0) AS rows_,
  COALESCE(count_of_score_7e9c2d9db0c5, 0) AS scored,
  COALESCE(count_distinct_city_a21394ca8423, 0) AS cities,
  COALESCE(count_distinct_city_items_9b0a147ab907, 0) AS city_items,
  COALESCE(sum_amount_57d904146f6b, 0) AS total,
  CAST(COALESCE(sum_score_796b8dba87b7, 0) AS Nullable(Float64)) / NULLIF(CAST(COALESCE(count_of_score_7e9c2d9db0c5, 0) AS Nullable(Float64)), 0) AS mean,
  min_amount_79727c777cf3 AS least_,
  max_amount_f99e7a4637db AS most,
  median_items_0fc64314c9eb AS mid,
  percentile_items_c7ab28998e8f AS upper_quarter,
  stddev_items_fb405491d1fa AS spread
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query rows_a,scored_many,cities_many,total_many,mean_b,least_b,most_a,mid_a,median_b,spread_a --as-of 2026-01-25
WITH orders_by_week AS (
  SELECT
    toMonday(toDate32(orders."at")) AS period_start,
    toInt64(COUNT(CASE WHEN orders.kind <> 'z' THEN 1 END)) AS rows_959ecac24e3c,
    toInt64(COUNT(CASE WHEN orders.kind <> 'z' AND orders.city = 'A' THEN 1 END)) AS count_rows_3d7e33ef6223,
    toInt64(COUNT(CASE WHEN orders.kind <> 'z' AND orders.items > 1 THEN orders.score END)) AS count_of_score_c6512b22c4ab,
    toInt64(uniqExact(CASE WHEN orders.kind <> 'z' AND orders.items >= 3 THEN orders.city END)) AS count_distinct_city_ee32aa854c40,
    SUM(CASE WHEN orders.kind <> 'z' AND orders.items > 1 THEN orders.amount END) AS sum_amount_1df0eab03e73,
    SUM(CASE WHEN orders.kind <> 'z' AND orders.city = 'B' THEN orders.score END) AS sum_score_1890b6251249,
    toInt64(COUNT(CASE WHEN orders.kind <> 'z' AND orders.city = 'B' THEN orders.score END)) AS count_of_score_bd6496e1e653,
    MIN(CASE WHEN orders.kind <> 'z' AND orders.city = 'B' THEN orders.amount END) AS min_amount_0d6bbdb78145,
    MAX(CASE WHEN orders.kind <> 'z' AND orders.city = 'A' THEN orders.amount END) AS max_amount_31235e166320,
    quantileExactInclusive(0.5)(CAST(CASE WHEN orders.kind <> 'z' AND orders.city = 'A' THEN orders.items END AS Nullable(Float64))) AS median_items_447753711f1b,
    quantileExactInclusive(0.5)(CAST(CASE WHEN orders.kind <> 'z' AND orders.city = 'B' THEN orders.items END AS Nullable(Float64))) AS percentile_items_6f3ec3d1b1aa,
    CASE WHEN count(CAST(CASE WHEN orders.kind <> 'z' AND orders.city = 'A' THEN orders.items END AS Nullable(Float64))) > 1 AND min(CAST(CASE WHEN orders.kind <> 'z' AND orders.city = 'A' THEN orders.items END AS Nullable(Float64))) = max(CAST(CASE WHEN orders.kind <> 'z' AND orders.city = 'A' THEN orders.items END AS Nullable(Float64))) THEN 0 WHEN count(CAST(CASE WHEN orders.kind <> 'z' AND orders.city = 'A' THEN orders.items END AS Nullable(Float64))) > 1 THEN stddevSampStable(CAST(CASE WHEN orders.kind <> 'z' AND orders.city = 'A' THEN orders.items END AS Nullable(Float64))) END AS stddev_items_85dcb6ec0a77
  FROM orders
  WHERE orders."at" < toDate32('2026-01-26')
  GROUP BY 1
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addWeeks(first_of_series, n), range(toUInt64(greatest(ifNull(intDiv(dateDiff('day', first_of_series, last_of_series), 7) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(first_row) AS first_of_series,
      toDate32('2026-01-19') AS last_of_series
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
    count_rows_3d7e33ef6223,
    count_of_score_c6512b22c4ab,
    count_distinct_city_ee32aa854c40,
    sum_amount_1df0eab03e73,
    sum_score_1890b6251249,
    count_of_score_bd6496e1e653,
    min_amount_0d6bbdb78145,
    max_amount_31235e166320,
    median_items_447753711f1b,
    percentile_items_6f3ec3d1b1aa,
    stddev_items_85dcb6ec0a77
  FROM orders_by_week
  WHERE rows_959ecac24e3c > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS Nullable(Int64)) AS count_rows_3d7e33ef6223,
    CAST(NULL AS Nullable(Int64)) AS count_of_score_c6512b22c4ab,
    CAST(NULL AS Nullable(Int64)) AS count_distinct_city_ee32aa854c40,
    CAST(NULL AS Nullable(Decimal(38, 2))) AS sum_amount_1df0eab03e73,
    CAST(NULL AS Nullable(Float64)) AS sum_score_1890b6251249,
    CAST(NULL AS Nullable(Int64)) AS count_of_score_bd6496e1e653,
    CAST(NULL AS Nullable(Decimal(10, 2))) AS min_amount_0d6bbdb78145,
    CAST(NULL AS Nullable(Decimal(10, 2))) AS max_amount_31235e166320,
    CAST(NULL AS Nullable(Float64)) AS median_items_447753711f1b,
    CAST(NULL AS Nullable(Float64)) AS percentile_items_6f3ec3d1b1aa,
    CAST(NULL AS Nullable(Float64)) AS stddev_items_85dcb6ec0a77
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows_3d7e33ef6223) AS count_rows_3d7e33ef6223,
    MAX(count_of_score_c6512b22c4ab) AS count_of_score_c6512b22c4ab,
    MAX(count_distinct_city_ee32aa854c40) AS count_distinct_city_ee32aa854c40,
    MAX(sum_amount_1df0eab03e73) AS sum_amount_1df0eab03e73,
    MAX(sum_score_1890b6251249) AS sum_score_1890b6251249,
    MAX(count_of_score_bd6496e1e653) AS count_of_score_bd6496e1e653,
    MAX(min_amount_0d6bbdb78145) AS min_amount_0d6bbdb78145,
    MAX(max_amount_31235e166320) AS max_amount_31235e166320,
    MAX(median_items_447753711f1b) AS median_items_447753711f1b,
    MAX(percentile_items_6f3ec3d1b1aa) AS percentile_items_6f3ec3d1b1aa,
    MAX(stddev_items_85dcb6ec0a77) AS stddev_items_85dcb6ec0a77
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows_3d7e33ef6223, 0) AS rows_a,
  COALESCE(count_of_score_c6512b22c4ab, 0) AS scored_many,
  COALESCE(count_distinct_city_ee32aa854c40, 0) AS cities_many,
  COALESCE(sum_amount_1df0eab03e73, 0) AS total_many,
  CAST(COALESCE(sum_score_1890b6251249, 0) AS Nullable(Float64)) / NULLIF(CAST(COALESCE(count_of_score_bd6496e1e653, 0) AS Nullable(Float64)), 0) AS mean_b,
  min_amount_0d6bbdb78145 AS least_b,
  max_amount_31235e166320 AS most_a,
  median_items_447753711f1b AS mid_a,
  percentile_items_6f3ec3d1b1aa AS median_b,
  stddev_items_85dcb6ec0a77 AS spread_a
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query rows_,scored,cities,city_items,total,mean,least_,most,mid,upper_quarter,spread --grain none --as-of 2026-01-25
WITH orders_in_all AS (
  SELECT
    toInt64(COUNT(*)) AS rows_959ecac24e3c,
    toInt64(COUNT(*)) AS count_rows_053317b5edec,
    toInt64(COUNT(orders.score)) AS count_of_score_7e9c2d9db0c5,
    toInt64(uniqExact(orders.city)) AS count_distinct_city_a21394ca8423,
    toInt64(uniqExact(orders.city, orders.items)) AS count_distinct_city_items_9b0a147ab907,
    SUM(orders.amount) AS sum_amount_57d904146f6b,
    SUM(orders.score) AS sum_score_796b8dba87b7,
    MIN(orders.amount) AS min_amount_79727c777cf3,
    MAX(orders.amount) AS max_amount_f99e7a4637db,
    quantileExactInclusive(0.5)(CAST(orders.items AS Nullable(Float64))) AS median_items_0fc64314c9eb,
    quantileExactInclusive(0.75)(CAST(orders.items AS Nullable(Float64))) AS percentile_items_c7ab28998e8f,
    CASE WHEN count(CAST(orders.items AS Nullable(Float64))) > 1 AND min(CAST(orders.items AS Nullable(Float64))) = max(CAST(orders.items AS Nullable(Float64))) THEN 0 WHEN count(CAST(orders.items AS Nullable(Float64))) > 1 THEN stddevSampStable(CAST(orders.items AS Nullable(Float64))) END AS stddev_items_fb405491d1fa
  FROM orders
  WHERE orders."at" < toDate32('2026-01-26')
    AND orders.kind <> 'z'
),
parts AS (
  SELECT
    count_rows_053317b5edec,
    count_of_score_7e9c2d9db0c5,
    count_distinct_city_a21394ca8423,
    count_distinct_city_items_9b0a147ab907,
    sum_amount_57d904146f6b,
    sum_score_796b8dba87b7,
    min_amount_79727c777cf3,
    max_amount_f99e7a4637db,
    median_items_0fc64314c9eb,
    percentile_items_c7ab28998e8f,
    stddev_items_fb405491d1fa
  FROM orders_in_all
),
cells AS (
  SELECT
    MAX(count_rows_053317b5edec) AS count_rows_053317b5edec,
    MAX(count_of_score_7e9c2d9db0c5) AS count_of_score_7e9c2d9db0c5,
    MAX(count_distinct_city_a21394ca8423) AS count_distinct_city_a21394ca8423,
    MAX(count_distinct_city_items_9b0a147ab907) AS count_distinct_city_items_9b0a147ab907,
    MAX(sum_amount_57d904146f6b) AS sum_amount_57d904146f6b,
    MAX(sum_score_796b8dba87b7) AS sum_score_796b8dba87b7,
    MAX(min_amount_79727c777cf3) AS min_amount_79727c777cf3,
    MAX(max_amount_f99e7a4637db) AS max_amount_f99e7a4637db,
    MAX(median_items_0fc64314c9eb) AS median_items_0fc64314c9eb,
    MAX(percentile_items_c7ab28998e8f) AS percentile_items_c7ab28998e8f,
    MAX(stddev_items_fb405491d1fa) AS stddev_items_fb405491d1fa
  FROM parts
)
SELECT
  COALESCE(count_rows_053317b5edec, 0) AS rows_,
  COALESCE(count_of_score_7e9c2d9db0c5, 0) AS scored,
  COALESCE(count_distinct_city_a21394ca8423, 0) AS cities,
  COALESCE(count_distinct_city_items_9b0a147ab907, 0) AS city_items,
  COALESCE(sum_amount_57d904146f6b, 0) AS total,
  CAST(COALESCE(sum_score_796b8dba87b7, 0) AS Nullable(Float64)) / NULLIF(CAST(COALESCE(count_of_score_7e9c2d9db0c5, 0) AS Nullable(Float64)), 0) AS mean,
  min_amount_79727c777cf3 AS least_,
  max_amount_f99e7a4637db AS most,
  median_items_0fc64314c9eb AS mid,
  percentile_items_c7ab28998e8f AS upper_quarter,
  stddev_items_fb405491d1fa AS spread
FROM cells
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;