-- northstar query rows_,scored,cities,city_items,total,mean,least_,most,mid,upper_quarter,spread --as-of 2026-01-25
WITH orders_by_week AS MATERIALIZED (
  SELECT
    CAST(DATE_TRUNC('week', orders."at") AS DATE) AS period_start,
    COUNT(CASE WHEN orders.kind <> 'z' THEN 1 END) AS rows_959ecac2,
    COUNT(CASE WHEN orders.kind <> 'z' THEN 1 END) AS count_rows_053317b5,
    COUNT(CASE WHEN orders.kind <> 'z' THEN orders.score END) AS count_score_7e9c2d9d,
    COUNT(DISTINCT CASE WHEN orders.kind <> 'z' THEN orders.city END) AS count_distinct_city_a21394ca,
    COUNT(DISTINCT CASE WHEN orders.kind <> 'z' AND orders.city IS NOT NULL AND orders.items IS NOT NULL THEN (orders.city, orders.items) END) AS count_distinct_city_items_9b0a147a,
    SUM(CASE WHEN orders.kind <> 'z' THEN orders.amount END) AS sum_amount_57d90414,
    SUM(CASE WHEN orders.kind <> 'z' THEN orders.score END) AS sum_score_796b8dba,
    MIN(CASE WHEN orders.kind <> 'z' THEN orders.amount END) AS min_amount_79727c77,
    MAX(CASE WHEN orders.kind <> 'z' THEN orders.amount END) AS max_amount_f99e7a46,
    QUANTILE_CONT(CAST(CASE WHEN orders.kind <> 'z' THEN orders.items END AS DOUBLE), 0.5) AS median_items_0fc64314,
    QUANTILE_CONT(CAST(CASE WHEN orders.kind <> 'z' THEN orders.items END AS DOUBLE), 0.75) AS percentile_items_c7ab2899,
    STDDEV_SAMP(CAST(CASE WHEN orders.kind <> 'z' THEN orders.items END AS DOUBLE)) AS stddev_items_fb405491
  FROM orders
  WHERE orders."at" < DATE '2026-01-26'
  GROUP BY 1
),
periods AS (
  SELECT
    CAST(UNNEST(GENERATE_SERIES(CAST(first_row AS TIMESTAMP), CAST(DATE '2026-01-19' AS TIMESTAMP), INTERVAL '1 week')) AS DATE) AS period_start
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
    count_rows_053317b5,
    count_score_7e9c2d9d,
    count_distinct_city_a21394ca,
    count_distinct_city_items_9b0a147a,
    sum_amount_57d90414,
    sum_score_796b8dba,
    min_amount_79727c77,
    max_amount_f99e7a46,
    median_items_0fc64314,
    percentile_items_c7ab2899,
    stddev_items_fb405491
  FROM orders_by_week
  WHERE rows_959ecac2 > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS BIGINT) AS count_rows_053317b5,
    CAST(NULL AS BIGINT) AS count_score_7e9c2d9d,
    CAST(NULL AS BIGINT) AS count_distinct_city_a21394ca,
    CAST(NULL AS BIGINT) AS count_distinct_city_items_9b0a147a,
    CAST(NULL AS DECIMAL(38, 2)) AS sum_amount_57d90414,
    CAST(NULL AS DOUBLE) AS sum_score_796b8dba,
    CAST(NULL AS DECIMAL(10, 2)) AS min_amount_79727c77,
    CAST(NULL AS DECIMAL(10, 2)) AS max_amount_f99e7a46,
    CAST(NULL AS DOUBLE) AS median_items_0fc64314,
    CAST(NULL AS DOUBLE) AS percentile_items_c7ab2899,
    CAST(NULL AS DOUBLE) AS stddev_items_fb405491
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows_053317b5) AS count_rows_053317b5,
    MAX(count_score_7e9c2d9d) AS count_score_7e9c2d9d,
    MAX(count_distinct_city_a21394ca) AS count_distinct_city_a21394ca,
    MAX(count_distinct_city_items_9b0a147a) AS count_distinct_city_items_9b0a147a,
    MAX(sum_amount_57d90414) AS sum_amount_57d90414,
    MAX(sum_score_796b8dba) AS sum_score_796b8dba,
    MAX(min_amount_79727c77) AS min_amount_79727c77,
    MAX(max_amount_f99e7a46) AS max_amount_f99e7a46,
    MAX(median_items_0fc64314) AS median_items_0fc64314,
    MAX(percentile_items_c7ab2899) AS percentile_items_c7ab2899,
    MAX(stddev_items_fb405491) AS stddev_items_fb405491
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows_053317b5, 0) AS rows_,
  COALESCE(count_score_7e9c2d9d, 0) AS scored,
  COALESCE(count_distinct_city_a21394ca, 0) AS cities,
  COALESCE(count_distinct_city_items_9b0a147a, 0) AS city_items,
  COALESCE(sum_amount_57d90414, 0) AS total,
  CAST(COALESCE(sum_score_796b8dba, 0) AS DOUBLE) / NULLIF(CAST(COALESCE(count_score_7e9c2d9d, 0) AS DOUBLE), 0) AS mean,
  min_amount_79727c77 AS least_,
  max_amount_f99e7a46 AS most,
  median_items_0fc64314 AS mid,
  percentile_items_c7ab2899 AS upper_quarter,
  stddev_items_fb405491 AS spread
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query rows_a,scored_many,cities_many,total_many,mean_b,least_b,most_a,mid_a,median_b,spread_a --as-of 2026-01-25
WITH orders_by_week AS MATERIALIZED (
  SELECT
    CAST(DATE_TRUNC('week', orders."at") AS DATE) AS period_start,
    COUNT(CASE WHEN orders.kind <> 'z' THEN 1 END) AS rows_959ecac2,
    COUNT(CASE WHEN orders.kind <> 'z' AND orders.city = 'A' THEN 1 END) AS count_rows_3d7e33ef,
    COUNT(CASE WHEN orders.kind <> 'z' AND orders.items > 1 THEN orders.score END) AS count_score_c6512b22,
    COUNT(DISTINCT CASE WHEN orders.kind <> 'z' AND orders.items >= 3 THEN orders.city END) AS count_distinct_city_ee32aa85,
    SUM(CASE WHEN orders.kind <> 'z' AND orders.items > 1 THEN orders.amount END) AS sum_amount_1df0eab0,
    SUM(CASE WHEN orders.kind <> 'z' AND orders.city = 'B' THEN orders.score END) AS sum_score_1890b625,
    COUNT(CASE WHEN orders.kind <> 'z' AND orders.city = 'B' THEN orders.score END) AS count_score_bd6496e1,
    MIN(CASE WHEN orders.kind <> 'z' AND orders.city = 'B' THEN orders.amount END) AS min_amount_0d6bbdb7,
    MAX(CASE WHEN orders.kind <> 'z' AND orders.city = 'A' THEN orders.amount END) AS max_amount_31235e16,
    QUANTILE_CONT(CAST(CASE WHEN orders.kind <> 'z' AND orders.city = 'A' THEN orders.items END AS DOUBLE), 0.5) AS median_items_44775371,
    QUANTILE_CONT(CAST(CASE WHEN orders.kind <> 'z' AND orders.city = 'B' THEN orders.items END AS DOUBLE), 0.5) AS percentile_items_6f3ec3d1,
    STDDEV_SAMP(CAST(CASE WHEN orders.kind <> 'z' AND orders.city = 'A' THEN orders.items END AS DOUBLE)) AS stddev_items_85dcb6ec
  FROM orders
  WHERE orders."at" < DATE '2026-01-26'
  GROUP BY 1
),
periods AS (
  SELECT
    CAST(UNNEST(GENERATE_SERIES(CAST(first_row AS TIMESTAMP), CAST(DATE '2026-01-19' AS TIMESTAMP), INTERVAL '1 week')) AS DATE) AS period_start
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
    count_rows_3d7e33ef,
    count_score_c6512b22,
    count_distinct_city_ee32aa85,
    sum_amount_1df0eab0,
    sum_score_1890b625,
    count_score_bd6496e1,
    min_amount_0d6bbdb7,
    max_amount_31235e16,
    median_items_44775371,
    percentile_items_6f3ec3d1,
    stddev_items_85dcb6ec
  FROM orders_by_week
  WHERE rows_959ecac2 > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS BIGINT) AS count_rows_3d7e33ef,
    CAST(NULL AS BIGINT) AS count_score_c6512b22,
    CAST(NULL AS BIGINT) AS count_distinct_city_ee32aa85,
    CAST(NULL AS DECIMAL(38, 2)) AS sum_amount_1df0eab0,
    CAST(NULL AS DOUBLE) AS sum_score_1890b625,
    CAST(NULL AS BIGINT) AS count_score_bd6496e1,
    CAST(NULL AS DECIMAL(10, 2)) AS min_amount_0d6bbdb7,
    CAST(NULL AS DECIMAL(10, 2)) AS max_amount_31235e16,
    CAST(NULL AS DOUBLE) AS median_items_44775371,
    CAST(NULL AS DOUBLE) AS percentile_items_6f3ec3d1,
    CAST(NULL AS DOUBLE) AS stddev_items_85dcb6ec
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows_3d7e33ef) AS count_rows_3d7e33ef,
    MAX(count_score_c6512b22) AS count_score_c6512b22,
    MAX(count_distinct_city_ee32aa85) AS count_distinct_city_ee32aa85,
    MAX(sum_amount_1df0eab0) AS sum_amount_1df0eab0,
    MAX(sum_score_1890b625) AS sum_score_1890b625,
    MAX(count_score_bd6496e1) AS count_score_bd6496e1,
    MAX(min_amount_0d6bbdb7) AS min_amount_0d6bbdb7,
    MAX(max_amount_31235e16) AS max_amount_31235e16,
    MAX(median_items_44775371) AS median_items_44775371,
    MAX(percentile_items_6f3ec3d1) AS percentile_items_6f3ec3d1,
    MAX(stddev_items_85dcb6ec) AS stddev_items_85dcb6ec
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows_3d7e33ef, 0) AS rows_a,
  COALESCE(count_score_c6512b22, 0) AS scored_many,
  COALESCE(count_distinct_city_ee32aa85, 0) AS cities_many,
  COALESCE(sum_amount_1df0eab0, 0) AS total_many,
  CAST(COALESCE(sum_score_1890b625, 0) AS DOUBLE) / NULLIF(CAST(COALESCE(count_score_bd6496e1, 0) AS DOUBLE), 0) AS mean_b,
  min_amount_0d6bbdb7 AS least_b,
  max_amount_31235e16 AS most_a,
  median_items_44775371 AS mid_a,
  percentile_items_6f3ec3d1 AS median_b,
  stddev_items_85dcb6ec AS spread_a
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query rows_,scored,cities,city_items,total,mean,least_,most,mid,upper_quarter,spread --grain none --as-of 2026-01-25
WITH orders_in_all AS (
  SELECT
    COUNT(*) AS rows_959ecac2,
    COUNT(*) AS count_rows_053317b5,
    COUNT(orders.score) AS count_score_7e9c2d9d,
    COUNT(DISTINCT orders.city) AS count_distinct_city_a21394ca,
    COUNT(DISTINCT CASE WHEN orders.city IS NOT NULL AND orders.items IS NOT NULL THEN (orders.city, orders.items) END) AS count_distinct_city_items_9b0a147a,
    SUM(orders.amount) AS sum_amount_57d90414,
    SUM(orders.score) AS sum_score_796b8dba,
    MIN(orders.amount) AS min_amount_79727c77,
    MAX(orders.amount) AS max_amount_f99e7a46,
    QUANTILE_CONT(CAST(orders.items AS DOUBLE), 0.5) AS median_items_0fc64314,
    QUANTILE_CONT(CAST(orders.items AS DOUBLE), 0.75) AS percentile_items_c7ab2899,
    STDDEV_SAMP(CAST(orders.items AS DOUBLE)) AS stddev_items_fb405491
  FROM orders
  WHERE orders."at" < DATE '2026-01-26'
    AND orders.kind <> 'z'
),
parts AS (
  SELECT
    count_rows_053317b5,
    count_score_7e9c2d9d,
    count_distinct_city_a21394ca,
    count_distinct_city_items_9b0a147a,
    sum_amount_57d90414,
    sum_score_796b8dba,
    min_amount_79727c77,
    max_amount_f99e7a46,
    median_items_0fc64314,
    percentile_items_c7ab2899,
    stddev_items_fb405491
  FROM orders_in_all
),
cells AS (
  SELECT
    MAX(count_rows_053317b5) AS count_rows_053317b5,
    MAX(count_score_7e9c2d9d) AS count_score_7e9c2d9d,
    MAX(count_distinct_city_a21394ca) AS count_distinct_city_a21394ca,
    MAX(count_distinct_city_items_9b0a147a) AS count_distinct_city_items_9b0a147a,
    MAX(sum_amount_57d90414) AS sum_amount_57d90414,
    MAX(sum_score_796b8dba) AS sum_score_796b8dba,
    MAX(min_amount_79727c77) AS min_amount_79727c77,
    MAX(max_amount_f99e7a46) AS max_amount_f99e7a46,
    MAX(median_items_0fc64314) AS median_items_0fc64314,
    MAX(percentile_items_c7ab2899) AS percentile_items_c7ab2899,
    MAX(stddev_items_fb405491) AS stddev_items_fb405491
  FROM parts
)
SELECT
  COALESCE(count_rows_053317b5, 0) AS rows_,
  COALESCE(count_score_7e9c2d9d, 0) AS scored,
  COALESCE(count_distinct_city_a21394ca, 0) AS cities,
  COALESCE(count_distinct_city_items_9b0a147a, 0) AS city_items,
  COALESCE(sum_amount_57d90414, 0) AS total,
  CAST(COALESCE(sum_score_796b8dba, 0) AS DOUBLE) / NULLIF(CAST(COALESCE(count_score_7e9c2d9d, 0) AS DOUBLE), 0) AS mean,
  min_amount_79727c77 AS least_,
  max_amount_f99e7a46 AS most,
  median_items_0fc64314 AS mid,
  percentile_items_c7ab2899 AS upper_quarter,
  stddev_items_fb405491 AS spread
FROM cells;