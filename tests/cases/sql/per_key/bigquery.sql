-- northstar query typical_spend,high_spend,orders_of_a_customer,mean_of_means --as-of 2026-01-25
WITH orders_cells AS (
  SELECT
    CAST(orders.placed_on AS DATE) AS cell_start,
    orders.customer AS key_customer,
    COUNT(*) AS rows_all,
    SUM(CAST(orders.amount AS BIGNUMERIC)) AS sum_amount
  FROM orders
  WHERE orders.placed_on < DATE '2026-01-26'
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
        DATE_TRUNC(CAST(MIN(cell_start) AS DATE), WEEK(MONDAY)) AS period_start
      FROM orders_cells
    ) AS all_periods
  ) AS bounds
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(first_row, DATE '2026-01-19', INTERVAL 1 WEEK)) AS series_start
),
orders_by_week_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS INT64) AS rows_all
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)) AS period_start,
      orders_cells.rows_all,
      orders_cells.cell_start
    FROM orders_cells
  ) AS placed
  GROUP BY 1
),
orders_per_customer_by_week_keys AS (
  SELECT
    period_start,
    key_customer,
    CAST(SUM(rows_all) AS INT64) AS count_rows,
    SUM(CAST(sum_amount AS BIGNUMERIC)) AS sum_amount
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)) AS period_start,
      orders_cells.key_customer,
      orders_cells.rows_all,
      orders_cells.sum_amount,
      orders_cells.cell_start
    FROM orders_cells
  ) AS placed
  WHERE key_customer IS NOT NULL
  GROUP BY 1, 2
),
orders_per_customer_by_week AS (
  SELECT
    period_start,
    (ARRAY_AGG(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64) IGNORE NULLS ORDER BY CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64))[SAFE_OFFSET(CAST(FLOOR(NUMERIC '0.5' * (COUNT(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64)) - 1)) AS INT64))] + (ARRAY_AGG(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64) IGNORE NULLS ORDER BY CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64))[SAFE_OFFSET(CAST(CEIL(NUMERIC '0.5' * (COUNT(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64)) - 1)) AS INT64))] - ARRAY_AGG(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64) IGNORE NULLS ORDER BY CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64))[SAFE_OFFSET(CAST(FLOOR(NUMERIC '0.5' * (COUNT(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64)) - 1)) AS INT64))]) * CAST(MOD(NUMERIC '0.5' * (COUNT(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64)) - 1), 1) AS FLOAT64)) AS median_a09b0850b4d3,
    (ARRAY_AGG(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64) IGNORE NULLS ORDER BY CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64))[SAFE_OFFSET(CAST(FLOOR(NUMERIC '0.9' * (COUNT(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64)) - 1)) AS INT64))] + (ARRAY_AGG(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64) IGNORE NULLS ORDER BY CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64))[SAFE_OFFSET(CAST(CEIL(NUMERIC '0.9' * (COUNT(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64)) - 1)) AS INT64))] - ARRAY_AGG(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64) IGNORE NULLS ORDER BY CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64))[SAFE_OFFSET(CAST(FLOOR(NUMERIC '0.9' * (COUNT(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64)) - 1)) AS INT64))]) * CAST(MOD(NUMERIC '0.9' * (COUNT(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64)) - 1), 1) AS FLOAT64)) AS percentile_788bee304cb8,
    AVG(CAST(CASE WHEN count_rows > 0 THEN COALESCE(count_rows, 0) END AS FLOAT64)) AS avg_55343233a5dc,
    AVG(CAST(CASE WHEN count_rows > 0 THEN CAST(COALESCE(sum_amount, 0) AS FLOAT64) / NULLIF(CAST(COALESCE(count_rows, 0) AS FLOAT64), 0) END AS FLOAT64)) AS avg_1c0ec1c0cde3
  FROM orders_per_customer_by_week_keys
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS FLOAT64) AS median_a09b0850b4d3,
    CAST(NULL AS FLOAT64) AS percentile_788bee304cb8,
    CAST(NULL AS FLOAT64) AS avg_55343233a5dc,
    CAST(NULL AS FLOAT64) AS avg_1c0ec1c0cde3
  FROM orders_by_week_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    median_a09b0850b4d3,
    percentile_788bee304cb8,
    avg_55343233a5dc,
    avg_1c0ec1c0cde3
  FROM orders_per_customer_by_week
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS FLOAT64) AS median_a09b0850b4d3,
    CAST(NULL AS FLOAT64) AS percentile_788bee304cb8,
    CAST(NULL AS FLOAT64) AS avg_55343233a5dc,
    CAST(NULL AS FLOAT64) AS avg_1c0ec1c0cde3
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.median_a09b0850b4d3,
    met.percentile_788bee304cb8,
    met.avg_55343233a5dc,
    met.avg_1c0ec1c0cde3
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(median_a09b0850b4d3) AS median_a09b0850b4d3,
      MAX(percentile_788bee304cb8) AS percentile_788bee304cb8,
      MAX(avg_55343233a5dc) AS avg_55343233a5dc,
      MAX(avg_1c0ec1c0cde3) AS avg_1c0ec1c0cde3
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  median_a09b0850b4d3 AS typical_spend,
  percentile_788bee304cb8 AS high_spend,
  avg_55343233a5dc AS orders_of_a_customer,
  avg_1c0ec1c0cde3 AS mean_of_means
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query loyal,orders_of_loyal,roaming,amount_per_loyal --as-of 2026-01-25
WITH orders_cells AS (
  SELECT
    CAST(orders.placed_on AS DATE) AS cell_start,
    orders.customer AS key_customer,
    orders.seller AS key_seller,
    COUNT(*) AS rows_all,
    SUM(CAST(orders.amount AS BIGNUMERIC)) AS sum_amount
  FROM orders
  WHERE orders.placed_on < DATE '2026-01-26'
  GROUP BY 1, 2, 3
),
periods AS (
  SELECT
    series_start AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        DATE_TRUNC(CAST(MIN(cell_start) AS DATE), WEEK(MONDAY)) AS period_start
      FROM orders_cells
    ) AS all_periods
  ) AS bounds
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(first_row, DATE '2026-01-19', INTERVAL 1 WEEK)) AS series_start
),
orders_by_week_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    SUM(CAST(sum_amount AS BIGNUMERIC)) AS sum_amount
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)) AS period_start,
      orders_cells.rows_all,
      orders_cells.sum_amount,
      orders_cells.cell_start
    FROM orders_cells
  ) AS placed
  GROUP BY 1
),
orders_per_customer_by_week_keys AS (
  SELECT
    period_start,
    key_customer,
    COUNT(DISTINCT CASE WHEN rows_all > 0 THEN key_seller END) AS count_distinct_seller,
    CAST(SUM(rows_all) AS INT64) AS count_rows
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)) AS period_start,
      orders_cells.key_customer,
      orders_cells.key_seller,
      orders_cells.rows_all,
      orders_cells.cell_start
    FROM orders_cells
  ) AS placed
  WHERE key_customer IS NOT NULL
  GROUP BY 1, 2
),
orders_per_customer_by_week AS (
  SELECT
    period_start,
    COUNT(CASE WHEN count_rows > 0 AND COALESCE(count_rows, 0) >= 2 THEN 1 END) AS count_14960339a96f,
    SUM(CAST(CASE WHEN count_rows > 0 AND COALESCE(count_rows, 0) >= 2 THEN COALESCE(count_rows, 0) END AS BIGNUMERIC)) AS sum_7990adc0aaf5,
    COUNT(CASE WHEN count_rows > 0 AND COALESCE(count_distinct_seller, 0) >= 2 THEN 1 END) AS count_733ba3973f19
  FROM orders_per_customer_by_week_keys
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    sum_amount,
    CAST(NULL AS INT64) AS count_14960339a96f,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_7990adc0aaf5,
    CAST(NULL AS INT64) AS count_733ba3973f19
  FROM orders_by_week_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    count_14960339a96f,
    sum_7990adc0aaf5,
    count_733ba3973f19
  FROM orders_per_customer_by_week
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    CAST(NULL AS INT64) AS count_14960339a96f,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_7990adc0aaf5,
    CAST(NULL AS INT64) AS count_733ba3973f19
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.sum_amount,
    met.count_14960339a96f,
    met.sum_7990adc0aaf5,
    met.count_733ba3973f19
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(sum_amount) AS sum_amount,
      MAX(count_14960339a96f) AS count_14960339a96f,
      MAX(sum_7990adc0aaf5) AS sum_7990adc0aaf5,
      MAX(count_733ba3973f19) AS count_733ba3973f19
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  COALESCE(count_14960339a96f, 0) AS loyal,
  COALESCE(sum_7990adc0aaf5, 0) AS orders_of_loyal,
  COALESCE(count_733ba3973f19, 0) AS roaming,
  CAST(COALESCE(sum_amount, 0) AS FLOAT64) / NULLIF(CAST(COALESCE(count_14960339a96f, 0) AS FLOAT64), 0) AS amount_per_loyal
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query typical_spend,loyal --by seller --as-of 2026-01-25
WITH orders_cells AS (
  SELECT
    CAST(orders.placed_on AS DATE) AS cell_start,
    orders.seller,
    orders.customer AS key_customer,
    COUNT(*) AS rows_all,
    SUM(CAST(orders.amount AS BIGNUMERIC)) AS sum_amount
  FROM orders
  WHERE orders.placed_on < DATE '2026-01-26'
  GROUP BY 1, 2, 3
),
periods AS (
  SELECT
    series_start AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        DATE_TRUNC(CAST(MIN(cell_start) AS DATE), WEEK(MONDAY)) AS period_start
      FROM orders_cells
    ) AS all_periods
  ) AS bounds
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(first_row, DATE '2026-01-19', INTERVAL 1 WEEK)) AS series_start
),
orders_by_week_2 AS (
  SELECT
    period_start,
    seller,
    CAST(SUM(rows_all) AS INT64) AS rows_all
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)) AS period_start,
      orders_cells.seller,
      orders_cells.rows_all,
      orders_cells.cell_start
    FROM orders_cells
  ) AS placed
  GROUP BY 1, 2
),
orders_per_customer_by_week_keys AS (
  SELECT
    period_start,
    seller,
    key_customer,
    CAST(SUM(rows_all) AS INT64) AS count_rows,
    SUM(CAST(sum_amount AS BIGNUMERIC)) AS sum_amount
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)) AS period_start,
      orders_cells.seller,
      orders_cells.key_customer,
      orders_cells.rows_all,
      orders_cells.sum_amount,
      orders_cells.cell_start
    FROM orders_cells
  ) AS placed
  WHERE key_customer IS NOT NULL
  GROUP BY 1, 2, 3
),
orders_per_customer_by_week AS (
  SELECT
    period_start,
    seller,
    (ARRAY_AGG(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64) IGNORE NULLS ORDER BY CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64))[SAFE_OFFSET(CAST(FLOOR(NUMERIC '0.5' * (COUNT(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64)) - 1)) AS INT64))] + (ARRAY_AGG(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64) IGNORE NULLS ORDER BY CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64))[SAFE_OFFSET(CAST(CEIL(NUMERIC '0.5' * (COUNT(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64)) - 1)) AS INT64))] - ARRAY_AGG(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64) IGNORE NULLS ORDER BY CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64))[SAFE_OFFSET(CAST(FLOOR(NUMERIC '0.5' * (COUNT(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64)) - 1)) AS INT64))]) * CAST(MOD(NUMERIC '0.5' * (COUNT(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64)) - 1), 1) AS FLOAT64)) AS median_a09b0850b4d3,
    COUNT(CASE WHEN count_rows > 0 AND COALESCE(count_rows, 0) >= 2 THEN 1 END) AS count_14960339a96f
  FROM orders_per_customer_by_week_keys
  GROUP BY 1, 2
),
segments AS (
  SELECT DISTINCT
    seller
  FROM (
    SELECT
      seller
    FROM orders_by_week_2
    INNER JOIN periods
      ON periods.period_start = orders_by_week_2.period_start
    WHERE rows_all > 0
  ) AS seen
),
parts AS (
  SELECT
    period_start,
    seller,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS FLOAT64) AS median_a09b0850b4d3,
    CAST(NULL AS INT64) AS count_14960339a96f
  FROM orders_by_week_2
  UNION ALL
  SELECT
    period_start,
    seller,
    0 AS rows_seen,
    0 AS on_spine,
    median_a09b0850b4d3,
    count_14960339a96f
  FROM orders_per_customer_by_week
  UNION ALL
  SELECT
    period_start,
    segments.seller,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS FLOAT64) AS median_a09b0850b4d3,
    CAST(NULL AS INT64) AS count_14960339a96f
  FROM periods
  CROSS JOIN segments
),
cells AS (
  SELECT
    met.period_start,
    met.seller,
    met.rows_seen,
    met.median_a09b0850b4d3,
    met.count_14960339a96f
  FROM (
    SELECT
      period_start,
      seller,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(median_a09b0850b4d3) AS median_a09b0850b4d3,
      MAX(count_14960339a96f) AS count_14960339a96f
    FROM parts
    GROUP BY 1, 2
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  seller,
  median_a09b0850b4d3 AS typical_spend,
  COALESCE(count_14960339a96f, 0) AS loyal
FROM cells
ORDER BY 1 NULLS LAST, 2 NULLS LAST;

-- northstar query typical_spend,loyal,roaming --grain month --as-of 2026-01-25
WITH orders_cells AS (
  SELECT
    CAST(orders.placed_on AS DATE) AS cell_start,
    orders.customer AS key_customer,
    orders.seller AS key_seller,
    COUNT(*) AS rows_all,
    SUM(CAST(orders.amount AS BIGNUMERIC)) AS sum_amount
  FROM orders
  WHERE orders.placed_on < DATE '2026-01-26'
  GROUP BY 1, 2, 3
),
periods AS (
  SELECT
    series_start AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        DATE_TRUNC(CAST(MIN(cell_start) AS DATE), MONTH) AS period_start
      FROM orders_cells
    ) AS all_periods
  ) AS bounds
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(first_row, DATE '2026-01-01', INTERVAL 1 MONTH)) AS series_start
),
orders_by_month_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS INT64) AS rows_all
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), MONTH) AS period_start,
      orders_cells.rows_all,
      orders_cells.cell_start
    FROM orders_cells
  ) AS placed
  GROUP BY 1
),
orders_per_customer_by_month_keys AS (
  SELECT
    period_start,
    key_customer,
    COUNT(DISTINCT CASE WHEN rows_all > 0 THEN key_seller END) AS count_distinct_seller,
    CAST(SUM(rows_all) AS INT64) AS count_rows,
    SUM(CAST(sum_amount AS BIGNUMERIC)) AS sum_amount
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), MONTH) AS period_start,
      orders_cells.key_customer,
      orders_cells.key_seller,
      orders_cells.rows_all,
      orders_cells.sum_amount,
      orders_cells.cell_start
    FROM orders_cells
  ) AS placed
  WHERE key_customer IS NOT NULL
  GROUP BY 1, 2
),
orders_per_customer_by_month AS (
  SELECT
    period_start,
    (ARRAY_AGG(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64) IGNORE NULLS ORDER BY CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64))[SAFE_OFFSET(CAST(FLOOR(NUMERIC '0.5' * (COUNT(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64)) - 1)) AS INT64))] + (ARRAY_AGG(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64) IGNORE NULLS ORDER BY CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64))[SAFE_OFFSET(CAST(CEIL(NUMERIC '0.5' * (COUNT(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64)) - 1)) AS INT64))] - ARRAY_AGG(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64) IGNORE NULLS ORDER BY CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64))[SAFE_OFFSET(CAST(FLOOR(NUMERIC '0.5' * (COUNT(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64)) - 1)) AS INT64))]) * CAST(MOD(NUMERIC '0.5' * (COUNT(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64)) - 1), 1) AS FLOAT64)) AS median_a09b0850b4d3,
    COUNT(CASE WHEN count_rows > 0 AND COALESCE(count_rows, 0) >= 2 THEN 1 END) AS count_14960339a96f,
    COUNT(CASE WHEN count_rows > 0 AND COALESCE(count_distinct_seller, 0) >= 2 THEN 1 END) AS count_733ba3973f19
  FROM orders_per_customer_by_month_keys
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS FLOAT64) AS median_a09b0850b4d3,
    CAST(NULL AS INT64) AS count_14960339a96f,
    CAST(NULL AS INT64) AS count_733ba3973f19
  FROM orders_by_month_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    median_a09b0850b4d3,
    count_14960339a96f,
    count_733ba3973f19
  FROM orders_per_customer_by_month
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS FLOAT64) AS median_a09b0850b4d3,
    CAST(NULL AS INT64) AS count_14960339a96f,
    CAST(NULL AS INT64) AS count_733ba3973f19
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.median_a09b0850b4d3,
    met.count_14960339a96f,
    met.count_733ba3973f19
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(median_a09b0850b4d3) AS median_a09b0850b4d3,
      MAX(count_14960339a96f) AS count_14960339a96f,
      MAX(count_733ba3973f19) AS count_733ba3973f19
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  median_a09b0850b4d3 AS typical_spend,
  COALESCE(count_14960339a96f, 0) AS loyal,
  COALESCE(count_733ba3973f19, 0) AS roaming
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query typical_spend,loyal --grain none --since 2026-01-06 --until 2026-01-20 --as-of 2026-01-25
WITH orders_cells AS (
  SELECT
    CAST(orders.placed_on AS DATE) AS cell_start,
    orders.customer AS key_customer,
    COUNT(*) AS rows_all,
    SUM(CAST(orders.amount AS BIGNUMERIC)) AS sum_amount
  FROM orders
  WHERE orders.placed_on >= DATE '2026-01-06'
    AND orders.placed_on < DATE '2026-01-20'
  GROUP BY 1, 2
),
orders_in_all_2 AS (
  SELECT
    CAST(SUM(rows_all) AS INT64) AS rows_all
  FROM (
    SELECT
      orders_cells.rows_all,
      orders_cells.cell_start
    FROM orders_cells
    WHERE cell_start >= DATE '2026-01-06'
      AND cell_start < DATE '2026-01-20'
  ) AS placed
),
orders_per_customer_in_all_keys AS (
  SELECT
    key_customer,
    CAST(SUM(rows_all) AS INT64) AS count_rows,
    SUM(CAST(sum_amount AS BIGNUMERIC)) AS sum_amount
  FROM (
    SELECT
      orders_cells.key_customer,
      orders_cells.rows_all,
      orders_cells.sum_amount,
      orders_cells.cell_start
    FROM orders_cells
    WHERE cell_start >= DATE '2026-01-06'
      AND cell_start < DATE '2026-01-20'
  ) AS placed
  WHERE key_customer IS NOT NULL
  GROUP BY 1
),
orders_per_customer_in_all AS (
  SELECT
    (ARRAY_AGG(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64) IGNORE NULLS ORDER BY CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64))[SAFE_OFFSET(CAST(FLOOR(NUMERIC '0.5' * (COUNT(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64)) - 1)) AS INT64))] + (ARRAY_AGG(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64) IGNORE NULLS ORDER BY CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64))[SAFE_OFFSET(CAST(CEIL(NUMERIC '0.5' * (COUNT(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64)) - 1)) AS INT64))] - ARRAY_AGG(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64) IGNORE NULLS ORDER BY CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64))[SAFE_OFFSET(CAST(FLOOR(NUMERIC '0.5' * (COUNT(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64)) - 1)) AS INT64))]) * CAST(MOD(NUMERIC '0.5' * (COUNT(CAST(CASE WHEN count_rows > 0 THEN COALESCE(sum_amount, 0) END AS FLOAT64)) - 1), 1) AS FLOAT64)) AS median_a09b0850b4d3,
    COUNT(CASE WHEN count_rows > 0 AND COALESCE(count_rows, 0) >= 2 THEN 1 END) AS count_14960339a96f
  FROM orders_per_customer_in_all_keys
),
parts AS (
  SELECT
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS FLOAT64) AS median_a09b0850b4d3,
    CAST(NULL AS INT64) AS count_14960339a96f
  FROM orders_in_all_2
  UNION ALL
  SELECT
    0 AS rows_seen,
    0 AS on_spine,
    median_a09b0850b4d3,
    count_14960339a96f
  FROM orders_per_customer_in_all
),
cells AS (
  SELECT
    CAST(SUM(rows_seen) AS INT64) AS rows_seen,
    MAX(on_spine) AS on_spine,
    MAX(median_a09b0850b4d3) AS median_a09b0850b4d3,
    MAX(count_14960339a96f) AS count_14960339a96f
  FROM parts
)
SELECT
  median_a09b0850b4d3 AS typical_spend,
  COALESCE(count_14960339a96f, 0) AS loyal
FROM cells;

-- northstar query loyal,orders_of_a_customer --where "seller = 'x'" --as-of 2026-01-25
WITH orders_cells AS (
  SELECT
    CAST(orders.placed_on AS DATE) AS cell_start,
    orders.customer AS key_customer,
    COUNT(CASE WHEN orders.seller = 'x' THEN 1 END) AS rows_f508c47478c7
  FROM orders
  WHERE orders.placed_on < DATE '2026-01-26'
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
        DATE_TRUNC(CAST(MIN(cell_start) AS DATE), WEEK(MONDAY)) AS period_start
      FROM orders_cells
    ) AS all_periods
  ) AS bounds
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(first_row, DATE '2026-01-19', INTERVAL 1 WEEK)) AS series_start
),
orders_by_week_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_f508c47478c7) AS INT64) AS rows_f508c47478c7
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)) AS period_start,
      orders_cells.rows_f508c47478c7,
      orders_cells.cell_start
    FROM orders_cells
  ) AS placed
  GROUP BY 1
),
orders_per_customer_by_week_keys AS (
  SELECT
    period_start,
    key_customer,
    CAST(SUM(rows_f508c47478c7) AS INT64) AS count_rows_5c791fb830fd
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)) AS period_start,
      orders_cells.key_customer,
      orders_cells.rows_f508c47478c7,
      orders_cells.cell_start
    FROM orders_cells
  ) AS placed
  WHERE key_customer IS NOT NULL
  GROUP BY 1, 2
),
orders_per_customer_by_week AS (
  SELECT
    period_start,
    COUNT(CASE WHEN count_rows_5c791fb830fd > 0 AND COALESCE(count_rows_5c791fb830fd, 0) >= 2 THEN 1 END) AS count_1e5c2d6d2e76,
    AVG(CAST(CASE WHEN count_rows_5c791fb830fd > 0 THEN COALESCE(count_rows_5c791fb830fd, 0) END AS FLOAT64)) AS avg_0304432c026e
  FROM orders_per_customer_by_week_keys
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_f508c47478c7, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS INT64) AS count_1e5c2d6d2e76,
    CAST(NULL AS FLOAT64) AS avg_0304432c026e
  FROM orders_by_week_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    count_1e5c2d6d2e76,
    avg_0304432c026e
  FROM orders_per_customer_by_week
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS INT64) AS count_1e5c2d6d2e76,
    CAST(NULL AS FLOAT64) AS avg_0304432c026e
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.count_1e5c2d6d2e76,
    met.avg_0304432c026e
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(count_1e5c2d6d2e76) AS count_1e5c2d6d2e76,
      MAX(avg_0304432c026e) AS avg_0304432c026e
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  COALESCE(count_1e5c2d6d2e76, 0) AS loyal,
  avg_0304432c026e AS orders_of_a_customer
FROM cells
ORDER BY 1 NULLS LAST;