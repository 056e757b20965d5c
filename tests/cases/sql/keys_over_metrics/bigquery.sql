-- northstar query paid,used,payers_in_use,expansion,contraction,paid_per_use --as-of 2026-04-15
WITH payments_cells AS (
  SELECT
    CAST(payments.paid_on AS DATE) AS cell_start,
    payments.customer AS key_customer,
    COUNT(*) AS rows_all,
    SUM(CAST(payments.amount AS BIGNUMERIC)) AS sum_amount
  FROM payments
  WHERE payments.paid_on < DATE '2026-04-16'
  GROUP BY 1, 2
),
sessions_cells AS (
  SELECT
    CAST(sessions.held_on AS DATE) AS cell_start,
    sessions.customer AS key_customer,
    COUNT(*) AS rows_all
  FROM sessions
  WHERE sessions.held_on < DATE '2026-04-16'
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
        DATE_TRUNC(CAST(MIN(cell_start) AS DATE), MONTH) AS period_start
      FROM payments_cells
      UNION ALL
      SELECT
        DATE_TRUNC(CAST(MIN(cell_start) AS DATE), MONTH) AS period_start
      FROM sessions_cells
    ) AS all_periods
  ) AS bounds
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(first_row, DATE '2026-04-01', INTERVAL 1 MONTH)) AS series_start
),
payments_by_month_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    SUM(CAST(sum_amount AS BIGNUMERIC)) AS sum_amount
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), MONTH) AS period_start,
      payments_cells.rows_all,
      payments_cells.sum_amount,
      payments_cells.cell_start
    FROM payments_cells
  ) AS placed
  GROUP BY 1
),
sessions_by_month_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    CAST(SUM(rows_all) AS INT64) AS count_rows
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), MONTH) AS period_start,
      sessions_cells.rows_all,
      sessions_cells.cell_start
    FROM sessions_cells
  ) AS placed
  GROUP BY 1
),
payments_of_each_customer_by_month AS (
  SELECT
    period_start,
    key_customer AS per_customer,
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    SUM(CAST(sum_amount AS BIGNUMERIC)) AS sum_amount
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), MONTH) AS period_start,
      payments_cells.key_customer,
      payments_cells.rows_all,
      payments_cells.sum_amount,
      payments_cells.cell_start
    FROM payments_cells
  ) AS placed
  WHERE key_customer IS NOT NULL
  GROUP BY 1, 2
),
sessions_of_each_customer_by_month AS (
  SELECT
    period_start,
    key_customer AS per_customer,
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    CAST(SUM(rows_all) AS INT64) AS count_rows
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), MONTH) AS period_start,
      sessions_cells.key_customer,
      sessions_cells.rows_all,
      sessions_cells.cell_start
    FROM sessions_cells
  ) AS placed
  WHERE key_customer IS NOT NULL
  GROUP BY 1, 2
),
inner_4_parts AS (
  SELECT
    period_start,
    per_customer,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    sum_amount,
    CAST(NULL AS INT64) AS count_rows
  FROM payments_of_each_customer_by_month
  UNION ALL
  SELECT
    period_start,
    per_customer,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    count_rows
  FROM sessions_of_each_customer_by_month
),
inner_4_cells AS (
  SELECT
    met.period_start,
    met.per_customer,
    met.rows_seen,
    met.sum_amount,
    met.count_rows
  FROM (
    SELECT
      period_start,
      per_customer,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(sum_amount) AS sum_amount,
      MAX(count_rows) AS count_rows
    FROM inner_4_parts
    GROUP BY 1, 2
  ) AS met
  INNER JOIN periods
    ON periods.period_start = met.period_start
  WHERE met.rows_seen > 0
),
paid_per_use_per_customer_by_month AS (
  SELECT
    period_start,
    CAST(SUM(rows_seen) AS INT64) AS rows_seen,
    (ARRAY_AGG(CAST(CAST(COALESCE(sum_amount, 0) AS FLOAT64) / NULLIF(CAST(COALESCE(count_rows, 0) AS FLOAT64), 0) AS FLOAT64) IGNORE NULLS ORDER BY CAST(CAST(COALESCE(sum_amount, 0) AS FLOAT64) / NULLIF(CAST(COALESCE(count_rows, 0) AS FLOAT64), 0) AS FLOAT64))[SAFE_OFFSET(CAST(FLOOR(NUMERIC '0.5' * (COUNT(CAST(CAST(COALESCE(sum_amount, 0) AS FLOAT64) / NULLIF(CAST(COALESCE(count_rows, 0) AS FLOAT64), 0) AS FLOAT64)) - 1)) AS INT64))] + (ARRAY_AGG(CAST(CAST(COALESCE(sum_amount, 0) AS FLOAT64) / NULLIF(CAST(COALESCE(count_rows, 0) AS FLOAT64), 0) AS FLOAT64) IGNORE NULLS ORDER BY CAST(CAST(COALESCE(sum_amount, 0) AS FLOAT64) / NULLIF(CAST(COALESCE(count_rows, 0) AS FLOAT64), 0) AS FLOAT64))[SAFE_OFFSET(CAST(CEIL(NUMERIC '0.5' * (COUNT(CAST(CAST(COALESCE(sum_amount, 0) AS FLOAT64) / NULLIF(CAST(COALESCE(count_rows, 0) AS FLOAT64), 0) AS FLOAT64)) - 1)) AS INT64))] - ARRAY_AGG(CAST(CAST(COALESCE(sum_amount, 0) AS FLOAT64) / NULLIF(CAST(COALESCE(count_rows, 0) AS FLOAT64), 0) AS FLOAT64) IGNORE NULLS ORDER BY CAST(CAST(COALESCE(sum_amount, 0) AS FLOAT64) / NULLIF(CAST(COALESCE(count_rows, 0) AS FLOAT64), 0) AS FLOAT64))[SAFE_OFFSET(CAST(FLOOR(NUMERIC '0.5' * (COUNT(CAST(CAST(COALESCE(sum_amount, 0) AS FLOAT64) / NULLIF(CAST(COALESCE(count_rows, 0) AS FLOAT64), 0) AS FLOAT64)) - 1)) AS INT64))]) * CAST(MOD(NUMERIC '0.5' * (COUNT(CAST(CAST(COALESCE(sum_amount, 0) AS FLOAT64) / NULLIF(CAST(COALESCE(count_rows, 0) AS FLOAT64), 0) AS FLOAT64)) - 1), 1) AS FLOAT64)) AS over_keys
  FROM inner_4_cells
  GROUP BY 1
),
inner_3_cells_payments_of_each_cust_8daefc0914a9 AS (
  SELECT
    asked.period_start,
    payments_of_each_customer_by_month.per_customer,
    payments_of_each_customer_by_month.rows_all,
    payments_of_each_customer_by_month.sum_amount
  FROM (
    SELECT
      period_start,
      DATE_SUB(period_start, INTERVAL 1 MONTH) AS earlier_period
    FROM periods
  ) AS asked
  INNER JOIN payments_of_each_customer_by_month
    ON payments_of_each_customer_by_month.period_start = asked.earlier_period
),
inner_3_parts AS (
  SELECT
    period_start,
    per_customer,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    sum_amount,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_2
  FROM inner_3_cells_payments_of_each_cust_8daefc0914a9
  UNION ALL
  SELECT
    period_start,
    per_customer,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    sum_amount AS sum_amount_2
  FROM payments_of_each_customer_by_month
),
inner_3_cells AS (
  SELECT
    met.period_start,
    met.per_customer,
    met.rows_seen,
    met.sum_amount,
    met.sum_amount_2
  FROM (
    SELECT
      period_start,
      per_customer,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(sum_amount) AS sum_amount,
      MAX(sum_amount_2) AS sum_amount_2
    FROM inner_3_parts
    GROUP BY 1, 2
  ) AS met
  INNER JOIN periods
    ON periods.period_start = met.period_start
  WHERE met.rows_seen > 0
),
contraction_per_customer_by_month AS (
  SELECT
    period_start,
    CAST(SUM(rows_seen) AS INT64) AS rows_seen,
    SUM(CAST(GREATEST(CASE WHEN DATE_SUB(period_start, INTERVAL 1 MONTH) >= (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          DATE_TRUNC(CAST(MIN(cell_start) AS DATE), MONTH) AS period_start
        FROM payments_cells
      ) AS first_of_each
    ) THEN COALESCE(sum_amount, 0) END - COALESCE(sum_amount_2, 0), 0) AS BIGNUMERIC)) AS over_keys
  FROM inner_3_cells
  GROUP BY 1
),
inner_2_cells_payments_of_each_cust_333286d029ea AS (
  SELECT
    asked.period_start,
    payments_of_each_customer_by_month.per_customer,
    payments_of_each_customer_by_month.rows_all,
    payments_of_each_customer_by_month.sum_amount
  FROM (
    SELECT
      period_start,
      DATE_SUB(period_start, INTERVAL 1 MONTH) AS earlier_period
    FROM periods
  ) AS asked
  INNER JOIN payments_of_each_customer_by_month
    ON payments_of_each_customer_by_month.period_start = asked.earlier_period
),
inner_2_parts AS (
  SELECT
    period_start,
    per_customer,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    sum_amount,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_2
  FROM payments_of_each_customer_by_month
  UNION ALL
  SELECT
    period_start,
    per_customer,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    sum_amount AS sum_amount_2
  FROM inner_2_cells_payments_of_each_cust_333286d029ea
),
inner_2_cells AS (
  SELECT
    met.period_start,
    met.per_customer,
    met.rows_seen,
    met.sum_amount,
    met.sum_amount_2
  FROM (
    SELECT
      period_start,
      per_customer,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(sum_amount) AS sum_amount,
      MAX(sum_amount_2) AS sum_amount_2
    FROM inner_2_parts
    GROUP BY 1, 2
  ) AS met
  INNER JOIN periods
    ON periods.period_start = met.period_start
  WHERE met.rows_seen > 0
),
expansion_per_customer_by_month AS (
  SELECT
    period_start,
    CAST(SUM(rows_seen) AS INT64) AS rows_seen,
    SUM(CAST(GREATEST(COALESCE(sum_amount, 0) - CASE WHEN DATE_SUB(period_start, INTERVAL 1 MONTH) >= (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          DATE_TRUNC(CAST(MIN(cell_start) AS DATE), MONTH) AS period_start
        FROM payments_cells
      ) AS first_of_each
    ) THEN COALESCE(sum_amount_2, 0) END, 0) AS BIGNUMERIC)) AS over_keys
  FROM inner_2_cells
  GROUP BY 1
),
inner_1_parts AS (
  SELECT
    period_start,
    per_customer,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    sum_amount,
    CAST(NULL AS INT64) AS count_rows
  FROM payments_of_each_customer_by_month
  UNION ALL
  SELECT
    period_start,
    per_customer,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    count_rows
  FROM sessions_of_each_customer_by_month
),
inner_1_cells AS (
  SELECT
    met.period_start,
    met.per_customer,
    met.rows_seen,
    met.sum_amount,
    met.count_rows
  FROM (
    SELECT
      period_start,
      per_customer,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(sum_amount) AS sum_amount,
      MAX(count_rows) AS count_rows
    FROM inner_1_parts
    GROUP BY 1, 2
  ) AS met
  INNER JOIN periods
    ON periods.period_start = met.period_start
  WHERE met.rows_seen > 0
),
payers_in_use_per_customer_by_month AS (
  SELECT
    period_start,
    CAST(SUM(rows_seen) AS INT64) AS rows_seen,
    COUNT(CASE WHEN COALESCE(sum_amount, 0) > 0 AND COALESCE(count_rows, 0) > 0 THEN 1 END) AS over_keys
  FROM inner_1_cells
  GROUP BY 1
),
cells_payments_by_month_2_1_month_before AS (
  SELECT
    asked.period_start,
    payments_by_month_2.rows_all,
    payments_by_month_2.sum_amount
  FROM (
    SELECT
      period_start,
      DATE_SUB(period_start, INTERVAL 1 MONTH) AS earlier_period
    FROM periods
  ) AS asked
  INNER JOIN payments_by_month_2
    ON payments_by_month_2.period_start = asked.earlier_period
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    sum_amount,
    CAST(NULL AS INT64) AS count_rows,
    CAST(NULL AS INT64) AS over_keys,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS over_keys_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS over_keys_3,
    CAST(NULL AS FLOAT64) AS over_keys_4
  FROM payments_by_month_2
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    count_rows,
    CAST(NULL AS INT64) AS over_keys,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS over_keys_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS over_keys_3,
    CAST(NULL AS FLOAT64) AS over_keys_4
  FROM sessions_by_month_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    CAST(NULL AS INT64) AS count_rows,
    over_keys,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS over_keys_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS over_keys_3,
    CAST(NULL AS FLOAT64) AS over_keys_4
  FROM payers_in_use_per_customer_by_month
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    CAST(NULL AS INT64) AS count_rows,
    CAST(NULL AS INT64) AS over_keys,
    sum_amount AS sum_amount_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS over_keys_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS over_keys_3,
    CAST(NULL AS FLOAT64) AS over_keys_4
  FROM cells_payments_by_month_2_1_month_before
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    CAST(NULL AS INT64) AS count_rows,
    CAST(NULL AS INT64) AS over_keys,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_2,
    over_keys AS over_keys_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS over_keys_3,
    CAST(NULL AS FLOAT64) AS over_keys_4
  FROM expansion_per_customer_by_month
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    CAST(NULL AS INT64) AS count_rows,
    CAST(NULL AS INT64) AS over_keys,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS over_keys_2,
    over_keys AS over_keys_3,
    CAST(NULL AS FLOAT64) AS over_keys_4
  FROM contraction_per_customer_by_month
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    CAST(NULL AS INT64) AS count_rows,
    CAST(NULL AS INT64) AS over_keys,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS over_keys_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS over_keys_3,
    over_keys AS over_keys_4
  FROM paid_per_use_per_customer_by_month
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    CAST(NULL AS INT64) AS count_rows,
    CAST(NULL AS INT64) AS over_keys,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS over_keys_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS over_keys_3,
    CAST(NULL AS FLOAT64) AS over_keys_4
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.sum_amount,
    met.count_rows,
    met.over_keys,
    met.sum_amount_2,
    met.over_keys_2,
    met.over_keys_3,
    met.over_keys_4
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(sum_amount) AS sum_amount,
      MAX(count_rows) AS count_rows,
      MAX(over_keys) AS over_keys,
      MAX(sum_amount_2) AS sum_amount_2,
      MAX(over_keys_2) AS over_keys_2,
      MAX(over_keys_3) AS over_keys_3,
      MAX(over_keys_4) AS over_keys_4
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  COALESCE(sum_amount, 0) AS paid,
  COALESCE(count_rows, 0) AS used,
  COALESCE(over_keys, 0) AS payers_in_use,
  COALESCE(over_keys_2, 0) AS expansion,
  COALESCE(over_keys_3, 0) AS contraction,
  over_keys_4 AS paid_per_use
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query payers_in_use,expansion --by buyer.segment --until 2026-04-01 --as-of 2026-04-15
WITH payments_cells AS (
  SELECT
    CAST(payments.paid_on AS DATE) AS cell_start,
    buyer.segment,
    payments.customer AS key_customer,
    COUNT(*) AS rows_all,
    SUM(CAST(payments.amount AS BIGNUMERIC)) AS sum_amount
  FROM payments
  LEFT JOIN (
    SELECT
      customer,
      segment
    FROM (
      SELECT
        buyer.customer,
        buyer.segment,
        ROW_NUMBER() OVER (PARTITION BY buyer.customer ORDER BY buyer.customer IS NULL, buyer.customer, buyer.segment IS NULL, buyer.segment) AS northstar_row_of_key
      FROM customers AS buyer
    ) AS buyer
    WHERE northstar_row_of_key = 1
  ) AS buyer
    ON payments.customer = buyer.customer
  WHERE payments.paid_on < DATE '2026-04-16'
  GROUP BY 1, 2, 3
),
sessions_cells AS (
  SELECT
    CAST(sessions.held_on AS DATE) AS cell_start,
    buyer.segment,
    sessions.customer AS key_customer,
    COUNT(*) AS rows_all
  FROM sessions
  LEFT JOIN (
    SELECT
      customer,
      segment
    FROM (
      SELECT
        buyer.customer,
        buyer.segment,
        ROW_NUMBER() OVER (PARTITION BY buyer.customer ORDER BY buyer.customer IS NULL, buyer.customer, buyer.segment IS NULL, buyer.segment) AS northstar_row_of_key
      FROM customers AS buyer
    ) AS buyer
    WHERE northstar_row_of_key = 1
  ) AS buyer
    ON sessions.customer = buyer.customer
  WHERE sessions.held_on < DATE '2026-04-16'
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
      FROM payments_cells
      UNION ALL
      SELECT
        DATE_TRUNC(CAST(MIN(cell_start) AS DATE), MONTH) AS period_start
      FROM sessions_cells
    ) AS all_periods
  ) AS bounds
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(first_row, DATE '2026-03-01', INTERVAL 1 MONTH)) AS series_start
),
payments_of_each_customer_by_month AS (
  SELECT
    period_start,
    segment,
    key_customer AS per_customer,
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    SUM(CAST(sum_amount AS BIGNUMERIC)) AS sum_amount
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), MONTH) AS period_start,
      payments_cells.segment,
      payments_cells.key_customer,
      payments_cells.rows_all,
      payments_cells.sum_amount,
      payments_cells.cell_start
    FROM payments_cells
  ) AS placed
  WHERE key_customer IS NOT NULL
  GROUP BY 1, 2, 3
),
sessions_of_each_customer_by_month AS (
  SELECT
    period_start,
    segment,
    key_customer AS per_customer,
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    CAST(SUM(rows_all) AS INT64) AS count_rows
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), MONTH) AS period_start,
      sessions_cells.segment,
      sessions_cells.key_customer,
      sessions_cells.rows_all,
      sessions_cells.cell_start
    FROM sessions_cells
  ) AS placed
  WHERE key_customer IS NOT NULL
  GROUP BY 1, 2, 3
),
payments_by_month_2 AS (
  SELECT
    period_start,
    segment,
    CAST(SUM(rows_all) AS INT64) AS rows_all
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), MONTH) AS period_start,
      payments_cells.segment,
      payments_cells.rows_all,
      payments_cells.cell_start
    FROM payments_cells
  ) AS placed
  GROUP BY 1, 2
),
sessions_by_month_2 AS (
  SELECT
    period_start,
    segment,
    CAST(SUM(rows_all) AS INT64) AS rows_all
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), MONTH) AS period_start,
      sessions_cells.segment,
      sessions_cells.rows_all,
      sessions_cells.cell_start
    FROM sessions_cells
  ) AS placed
  GROUP BY 1, 2
),
inner_2_cells_payments_of_each_cust_333286d029ea AS (
  SELECT
    asked.period_start,
    payments_of_each_customer_by_month.segment,
    payments_of_each_customer_by_month.per_customer,
    payments_of_each_customer_by_month.rows_all,
    payments_of_each_customer_by_month.sum_amount
  FROM (
    SELECT
      period_start,
      DATE_SUB(period_start, INTERVAL 1 MONTH) AS earlier_period
    FROM periods
  ) AS asked
  INNER JOIN payments_of_each_customer_by_month
    ON payments_of_each_customer_by_month.period_start = asked.earlier_period
),
inner_2_parts AS (
  SELECT
    period_start,
    segment,
    per_customer,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    sum_amount,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_2
  FROM payments_of_each_customer_by_month
  UNION ALL
  SELECT
    period_start,
    segment,
    per_customer,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    sum_amount AS sum_amount_2
  FROM inner_2_cells_payments_of_each_cust_333286d029ea
),
inner_2_cells AS (
  SELECT
    met.period_start,
    met.segment,
    met.per_customer,
    met.rows_seen,
    met.sum_amount,
    met.sum_amount_2
  FROM (
    SELECT
      period_start,
      segment,
      per_customer,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(sum_amount) AS sum_amount,
      MAX(sum_amount_2) AS sum_amount_2
    FROM inner_2_parts
    GROUP BY 1, 2, 3
  ) AS met
  INNER JOIN periods
    ON periods.period_start = met.period_start
  WHERE met.rows_seen > 0
),
expansion_per_customer_by_month AS (
  SELECT
    period_start,
    segment,
    CAST(SUM(rows_seen) AS INT64) AS rows_seen,
    SUM(CAST(GREATEST(COALESCE(sum_amount, 0) - CASE WHEN DATE_SUB(period_start, INTERVAL 1 MONTH) >= (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          DATE_TRUNC(CAST(MIN(cell_start) AS DATE), MONTH) AS period_start
        FROM payments_cells
      ) AS first_of_each
    ) THEN COALESCE(sum_amount_2, 0) END, 0) AS BIGNUMERIC)) AS over_keys
  FROM inner_2_cells
  GROUP BY 1, 2
),
inner_1_parts AS (
  SELECT
    period_start,
    segment,
    per_customer,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    sum_amount,
    CAST(NULL AS INT64) AS count_rows
  FROM payments_of_each_customer_by_month
  UNION ALL
  SELECT
    period_start,
    segment,
    per_customer,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    count_rows
  FROM sessions_of_each_customer_by_month
),
inner_1_cells AS (
  SELECT
    met.period_start,
    met.segment,
    met.per_customer,
    met.rows_seen,
    met.sum_amount,
    met.count_rows
  FROM (
    SELECT
      period_start,
      segment,
      per_customer,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(sum_amount) AS sum_amount,
      MAX(count_rows) AS count_rows
    FROM inner_1_parts
    GROUP BY 1, 2, 3
  ) AS met
  INNER JOIN periods
    ON periods.period_start = met.period_start
  WHERE met.rows_seen > 0
),
payers_in_use_per_customer_by_month AS (
  SELECT
    period_start,
    segment,
    CAST(SUM(rows_seen) AS INT64) AS rows_seen,
    COUNT(CASE WHEN COALESCE(sum_amount, 0) > 0 AND COALESCE(count_rows, 0) > 0 THEN 1 END) AS over_keys
  FROM inner_1_cells
  GROUP BY 1, 2
),
cells_payments_by_month_2_1_month_before AS (
  SELECT
    asked.period_start,
    payments_by_month_2.segment,
    payments_by_month_2.rows_all
  FROM (
    SELECT
      period_start,
      DATE_SUB(period_start, INTERVAL 1 MONTH) AS earlier_period
    FROM periods
  ) AS asked
  INNER JOIN payments_by_month_2
    ON payments_by_month_2.period_start = asked.earlier_period
),
segments AS (
  SELECT DISTINCT
    segment
  FROM (
    SELECT
      segment
    FROM payments_by_month_2
    INNER JOIN periods
      ON periods.period_start = payments_by_month_2.period_start
    WHERE rows_all > 0
    UNION ALL
    SELECT
      segment
    FROM sessions_by_month_2
    INNER JOIN periods
      ON periods.period_start = sessions_by_month_2.period_start
    WHERE rows_all > 0
    UNION ALL
    SELECT
      segment
    FROM cells_payments_by_month_2_1_month_before
    INNER JOIN periods
      ON periods.period_start = cells_payments_by_month_2_1_month_before.period_start
    WHERE rows_all > 0
  ) AS seen
),
parts AS (
  SELECT
    period_start,
    segment,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS INT64) AS over_keys,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS over_keys_2
  FROM payments_by_month_2
  UNION ALL
  SELECT
    period_start,
    segment,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS INT64) AS over_keys,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS over_keys_2
  FROM sessions_by_month_2
  UNION ALL
  SELECT
    period_start,
    segment,
    0 AS rows_seen,
    0 AS on_spine,
    over_keys,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS over_keys_2
  FROM payers_in_use_per_customer_by_month
  UNION ALL
  SELECT
    period_start,
    segment,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS INT64) AS over_keys,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS over_keys_2
  FROM cells_payments_by_month_2_1_month_before
  UNION ALL
  SELECT
    period_start,
    segment,
    0 AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS INT64) AS over_keys,
    over_keys AS over_keys_2
  FROM expansion_per_customer_by_month
  UNION ALL
  SELECT
    period_start,
    segments.segment,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS INT64) AS over_keys,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS over_keys_2
  FROM periods
  CROSS JOIN segments
),
cells AS (
  SELECT
    met.period_start,
    met.segment,
    met.rows_seen,
    met.over_keys,
    met.over_keys_2
  FROM (
    SELECT
      period_start,
      segment,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(over_keys) AS over_keys,
      MAX(over_keys_2) AS over_keys_2
    FROM parts
    GROUP BY 1, 2
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  segment,
  COALESCE(over_keys, 0) AS payers_in_use,
  COALESCE(over_keys_2, 0) AS expansion
FROM cells
ORDER BY 1 NULLS LAST, 2 NULLS LAST;

-- northstar query expansion,contraction --since 2026-03-01 --until 2026-04-01 --as-of 2026-04-15
WITH payments_cells AS (
  SELECT
    CAST(payments.paid_on AS DATE) AS cell_start,
    payments.customer AS key_customer,
    COUNT(*) AS rows_all,
    SUM(CAST(payments.amount AS BIGNUMERIC)) AS sum_amount
  FROM payments
  WHERE payments.paid_on < DATE '2026-04-16'
  GROUP BY 1, 2
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      DATE_TRUNC(CAST(MIN(cell_start) AS DATE), MONTH) AS period_start
    FROM payments_cells
  ) AS first_of_each
),
periods AS (
  SELECT
    series_start AS period_start
  FROM first_rows
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(CASE WHEN first_row > DATE '2026-03-01' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-03-01' END, DATE '2026-03-01', INTERVAL 1 MONTH)) AS series_start
),
payments_of_each_customer_by_month AS (
  SELECT
    period_start,
    key_customer AS per_customer,
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    SUM(CAST(sum_amount AS BIGNUMERIC)) AS sum_amount
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), MONTH) AS period_start,
      payments_cells.key_customer,
      payments_cells.rows_all,
      payments_cells.sum_amount,
      payments_cells.cell_start
    FROM payments_cells
  ) AS placed
  WHERE key_customer IS NOT NULL
  GROUP BY 1, 2
),
payments_by_month_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS INT64) AS rows_all
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), MONTH) AS period_start,
      payments_cells.rows_all,
      payments_cells.cell_start
    FROM payments_cells
  ) AS placed
  GROUP BY 1
),
inner_2_cells_payments_of_each_cust_333286d029ea AS (
  SELECT
    asked.period_start,
    payments_of_each_customer_by_month.per_customer,
    payments_of_each_customer_by_month.rows_all,
    payments_of_each_customer_by_month.sum_amount
  FROM (
    SELECT
      period_start,
      DATE_SUB(period_start, INTERVAL 1 MONTH) AS earlier_period
    FROM periods
  ) AS asked
  INNER JOIN payments_of_each_customer_by_month
    ON payments_of_each_customer_by_month.period_start = asked.earlier_period
),
inner_2_parts AS (
  SELECT
    period_start,
    per_customer,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    sum_amount,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_2
  FROM inner_2_cells_payments_of_each_cust_333286d029ea
  UNION ALL
  SELECT
    period_start,
    per_customer,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    sum_amount AS sum_amount_2
  FROM payments_of_each_customer_by_month
),
inner_2_cells AS (
  SELECT
    met.period_start,
    met.per_customer,
    met.rows_seen,
    met.sum_amount,
    met.sum_amount_2
  FROM (
    SELECT
      period_start,
      per_customer,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(sum_amount) AS sum_amount,
      MAX(sum_amount_2) AS sum_amount_2
    FROM inner_2_parts
    GROUP BY 1, 2
  ) AS met
  INNER JOIN periods
    ON periods.period_start = met.period_start
  WHERE met.rows_seen > 0
),
contraction_per_customer_by_month AS (
  SELECT
    period_start,
    CAST(SUM(rows_seen) AS INT64) AS rows_seen,
    SUM(CAST(GREATEST(CASE WHEN DATE_SUB(period_start, INTERVAL 1 MONTH) >= (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          DATE_TRUNC(CAST(MIN(cell_start) AS DATE), MONTH) AS period_start
        FROM payments_cells
      ) AS first_of_each
    ) THEN COALESCE(sum_amount, 0) END - COALESCE(sum_amount_2, 0), 0) AS BIGNUMERIC)) AS over_keys
  FROM inner_2_cells
  GROUP BY 1
),
inner_1_cells_payments_of_each_cust_a175fe74bb41 AS (
  SELECT
    asked.period_start,
    payments_of_each_customer_by_month.per_customer,
    payments_of_each_customer_by_month.rows_all,
    payments_of_each_customer_by_month.sum_amount
  FROM (
    SELECT
      period_start,
      DATE_SUB(period_start, INTERVAL 1 MONTH) AS earlier_period
    FROM periods
  ) AS asked
  INNER JOIN payments_of_each_customer_by_month
    ON payments_of_each_customer_by_month.period_start = asked.earlier_period
),
inner_1_parts AS (
  SELECT
    period_start,
    per_customer,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    sum_amount,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_2
  FROM payments_of_each_customer_by_month
  UNION ALL
  SELECT
    period_start,
    per_customer,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    sum_amount AS sum_amount_2
  FROM inner_1_cells_payments_of_each_cust_a175fe74bb41
),
inner_1_cells AS (
  SELECT
    met.period_start,
    met.per_customer,
    met.rows_seen,
    met.sum_amount,
    met.sum_amount_2
  FROM (
    SELECT
      period_start,
      per_customer,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(sum_amount) AS sum_amount,
      MAX(sum_amount_2) AS sum_amount_2
    FROM inner_1_parts
    GROUP BY 1, 2
  ) AS met
  INNER JOIN periods
    ON periods.period_start = met.period_start
  WHERE met.rows_seen > 0
),
expansion_per_customer_by_month AS (
  SELECT
    period_start,
    CAST(SUM(rows_seen) AS INT64) AS rows_seen,
    SUM(CAST(GREATEST(COALESCE(sum_amount, 0) - CASE WHEN DATE_SUB(period_start, INTERVAL 1 MONTH) >= (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          DATE_TRUNC(CAST(MIN(cell_start) AS DATE), MONTH) AS period_start
        FROM payments_cells
      ) AS first_of_each
    ) THEN COALESCE(sum_amount_2, 0) END, 0) AS BIGNUMERIC)) AS over_keys
  FROM inner_1_cells
  GROUP BY 1
),
cells_payments_by_month_2_1_month_before AS (
  SELECT
    asked.period_start,
    payments_by_month_2.rows_all
  FROM (
    SELECT
      period_start,
      DATE_SUB(period_start, INTERVAL 1 MONTH) AS earlier_period
    FROM periods
  ) AS asked
  INNER JOIN payments_by_month_2
    ON payments_by_month_2.period_start = asked.earlier_period
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS over_keys,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS over_keys_2
  FROM payments_by_month_2
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS over_keys,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS over_keys_2
  FROM cells_payments_by_month_2_1_month_before
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    over_keys,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS over_keys_2
  FROM expansion_per_customer_by_month
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS over_keys,
    over_keys AS over_keys_2
  FROM contraction_per_customer_by_month
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS over_keys,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS over_keys_2
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.over_keys,
    met.over_keys_2
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(over_keys) AS over_keys,
      MAX(over_keys_2) AS over_keys_2
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  COALESCE(over_keys, 0) AS expansion,
  COALESCE(over_keys_2, 0) AS contraction
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query payers_in_use,paid_per_use --grain none --as-of 2026-04-15
WITH payments_cells AS (
  SELECT
    CAST(payments.paid_on AS DATE) AS cell_start,
    payments.customer AS key_customer,
    COUNT(*) AS rows_all,
    SUM(CAST(payments.amount AS BIGNUMERIC)) AS sum_amount
  FROM payments
  WHERE payments.paid_on < DATE '2026-04-16'
  GROUP BY 1, 2
),
sessions_cells AS (
  SELECT
    CAST(sessions.held_on AS DATE) AS cell_start,
    sessions.customer AS key_customer,
    COUNT(*) AS rows_all
  FROM sessions
  WHERE sessions.held_on < DATE '2026-04-16'
  GROUP BY 1, 2
),
payments_of_each_customer_in_all AS (
  SELECT
    key_customer AS per_customer,
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    SUM(CAST(sum_amount AS BIGNUMERIC)) AS sum_amount
  FROM (
    SELECT
      payments_cells.key_customer,
      payments_cells.rows_all,
      payments_cells.sum_amount,
      payments_cells.cell_start
    FROM payments_cells
    WHERE cell_start < DATE '2026-04-16'
  ) AS placed
  WHERE key_customer IS NOT NULL
  GROUP BY 1
),
sessions_of_each_customer_in_all AS (
  SELECT
    key_customer AS per_customer,
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    CAST(SUM(rows_all) AS INT64) AS count_rows
  FROM (
    SELECT
      sessions_cells.key_customer,
      sessions_cells.rows_all,
      sessions_cells.cell_start
    FROM sessions_cells
    WHERE cell_start < DATE '2026-04-16'
  ) AS placed
  WHERE key_customer IS NOT NULL
  GROUP BY 1
),
payments_in_all_2 AS (
  SELECT
    CAST(SUM(rows_all) AS INT64) AS rows_all
  FROM (
    SELECT
      payments_cells.rows_all,
      payments_cells.cell_start
    FROM payments_cells
    WHERE cell_start < DATE '2026-04-16'
  ) AS placed
),
sessions_in_all_2 AS (
  SELECT
    CAST(SUM(rows_all) AS INT64) AS rows_all
  FROM (
    SELECT
      sessions_cells.rows_all,
      sessions_cells.cell_start
    FROM sessions_cells
    WHERE cell_start < DATE '2026-04-16'
  ) AS placed
),
inner_2_parts AS (
  SELECT
    per_customer,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    sum_amount,
    CAST(NULL AS INT64) AS count_rows
  FROM payments_of_each_customer_in_all
  UNION ALL
  SELECT
    per_customer,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    count_rows
  FROM sessions_of_each_customer_in_all
),
inner_2_cells AS (
  SELECT
    met.per_customer,
    met.rows_seen,
    met.sum_amount,
    met.count_rows
  FROM (
    SELECT
      per_customer,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(sum_amount) AS sum_amount,
      MAX(count_rows) AS count_rows
    FROM inner_2_parts
    GROUP BY 1
  ) AS met
  WHERE met.rows_seen > 0
),
paid_per_use_per_customer_in_all AS (
  SELECT
    CAST(SUM(rows_seen) AS INT64) AS rows_seen,
    (ARRAY_AGG(CAST(CAST(COALESCE(sum_amount, 0) AS FLOAT64) / NULLIF(CAST(COALESCE(count_rows, 0) AS FLOAT64), 0) AS FLOAT64) IGNORE NULLS ORDER BY CAST(CAST(COALESCE(sum_amount, 0) AS FLOAT64) / NULLIF(CAST(COALESCE(count_rows, 0) AS FLOAT64), 0) AS FLOAT64))[SAFE_OFFSET(CAST(FLOOR(NUMERIC '0.5' * (COUNT(CAST(CAST(COALESCE(sum_amount, 0) AS FLOAT64) / NULLIF(CAST(COALESCE(count_rows, 0) AS FLOAT64), 0) AS FLOAT64)) - 1)) AS INT64))] + (ARRAY_AGG(CAST(CAST(COALESCE(sum_amount, 0) AS FLOAT64) / NULLIF(CAST(COALESCE(count_rows, 0) AS FLOAT64), 0) AS FLOAT64) IGNORE NULLS ORDER BY CAST(CAST(COALESCE(sum_amount, 0) AS FLOAT64) / NULLIF(CAST(COALESCE(count_rows, 0) AS FLOAT64), 0) AS FLOAT64))[SAFE_OFFSET(CAST(CEIL(NUMERIC '0.5' * (COUNT(CAST(CAST(COALESCE(sum_amount, 0) AS FLOAT64) / NULLIF(CAST(COALESCE(count_rows, 0) AS FLOAT64), 0) AS FLOAT64)) - 1)) AS INT64))] - ARRAY_AGG(CAST(CAST(COALESCE(sum_amount, 0) AS FLOAT64) / NULLIF(CAST(COALESCE(count_rows, 0) AS FLOAT64), 0) AS FLOAT64) IGNORE NULLS ORDER BY CAST(CAST(COALESCE(sum_amount, 0) AS FLOAT64) / NULLIF(CAST(COALESCE(count_rows, 0) AS FLOAT64), 0) AS FLOAT64))[SAFE_OFFSET(CAST(FLOOR(NUMERIC '0.5' * (COUNT(CAST(CAST(COALESCE(sum_amount, 0) AS FLOAT64) / NULLIF(CAST(COALESCE(count_rows, 0) AS FLOAT64), 0) AS FLOAT64)) - 1)) AS INT64))]) * CAST(MOD(NUMERIC '0.5' * (COUNT(CAST(CAST(COALESCE(sum_amount, 0) AS FLOAT64) / NULLIF(CAST(COALESCE(count_rows, 0) AS FLOAT64), 0) AS FLOAT64)) - 1), 1) AS FLOAT64)) AS over_keys
  FROM inner_2_cells
),
inner_1_parts AS (
  SELECT
    per_customer,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    sum_amount,
    CAST(NULL AS INT64) AS count_rows
  FROM payments_of_each_customer_in_all
  UNION ALL
  SELECT
    per_customer,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    count_rows
  FROM sessions_of_each_customer_in_all
),
inner_1_cells AS (
  SELECT
    met.per_customer,
    met.rows_seen,
    met.sum_amount,
    met.count_rows
  FROM (
    SELECT
      per_customer,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(sum_amount) AS sum_amount,
      MAX(count_rows) AS count_rows
    FROM inner_1_parts
    GROUP BY 1
  ) AS met
  WHERE met.rows_seen > 0
),
payers_in_use_per_customer_in_all AS (
  SELECT
    CAST(SUM(rows_seen) AS INT64) AS rows_seen,
    COUNT(CASE WHEN COALESCE(sum_amount, 0) > 0 AND COALESCE(count_rows, 0) > 0 THEN 1 END) AS over_keys
  FROM inner_1_cells
),
parts AS (
  SELECT
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS INT64) AS over_keys,
    CAST(NULL AS FLOAT64) AS over_keys_2
  FROM payments_in_all_2
  UNION ALL
  SELECT
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS INT64) AS over_keys,
    CAST(NULL AS FLOAT64) AS over_keys_2
  FROM sessions_in_all_2
  UNION ALL
  SELECT
    0 AS rows_seen,
    0 AS on_spine,
    over_keys,
    CAST(NULL AS FLOAT64) AS over_keys_2
  FROM payers_in_use_per_customer_in_all
  UNION ALL
  SELECT
    0 AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS INT64) AS over_keys,
    over_keys AS over_keys_2
  FROM paid_per_use_per_customer_in_all
),
cells AS (
  SELECT
    CAST(SUM(rows_seen) AS INT64) AS rows_seen,
    MAX(on_spine) AS on_spine,
    MAX(over_keys) AS over_keys,
    MAX(over_keys_2) AS over_keys_2
  FROM parts
)
SELECT
  COALESCE(over_keys, 0) AS payers_in_use,
  over_keys_2 AS paid_per_use
FROM cells;

-- northstar query payers_in_use --where "buyer.segment = 'big'" --as-of 2026-04-15
WITH payments_cells AS (
  SELECT
    CAST(payments.paid_on AS DATE) AS cell_start,
    payments.customer AS key_customer,
    COUNT(CASE WHEN buyer.segment = 'big' THEN 1 END) AS rows_8b0856ebe61b,
    SUM(CAST(CASE WHEN buyer.segment = 'big' THEN payments.amount END AS BIGNUMERIC)) AS sum_amount_b21369acdab1
  FROM payments
  LEFT JOIN (
    SELECT
      customer,
      segment
    FROM (
      SELECT
        buyer.customer,
        buyer.segment,
        ROW_NUMBER() OVER (PARTITION BY buyer.customer ORDER BY buyer.customer IS NULL, buyer.customer, buyer.segment IS NULL, buyer.segment) AS northstar_row_of_key
      FROM customers AS buyer
    ) AS buyer
    WHERE northstar_row_of_key = 1
  ) AS buyer
    ON payments.customer = buyer.customer
  WHERE payments.paid_on < DATE '2026-04-16'
  GROUP BY 1, 2
),
sessions_cells AS (
  SELECT
    CAST(sessions.held_on AS DATE) AS cell_start,
    sessions.customer AS key_customer,
    COUNT(CASE WHEN buyer.segment = 'big' THEN 1 END) AS rows_8b0856ebe61b
  FROM sessions
  LEFT JOIN (
    SELECT
      customer,
      segment
    FROM (
      SELECT
        buyer.customer,
        buyer.segment,
        ROW_NUMBER() OVER (PARTITION BY buyer.customer ORDER BY buyer.customer IS NULL, buyer.customer, buyer.segment IS NULL, buyer.segment) AS northstar_row_of_key
      FROM customers AS buyer
    ) AS buyer
    WHERE northstar_row_of_key = 1
  ) AS buyer
    ON sessions.customer = buyer.customer
  WHERE sessions.held_on < DATE '2026-04-16'
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
        DATE_TRUNC(CAST(MIN(cell_start) AS DATE), MONTH) AS period_start
      FROM payments_cells
      UNION ALL
      SELECT
        DATE_TRUNC(CAST(MIN(cell_start) AS DATE), MONTH) AS period_start
      FROM sessions_cells
    ) AS all_periods
  ) AS bounds
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(first_row, DATE '2026-04-01', INTERVAL 1 MONTH)) AS series_start
),
payments_of_each_customer_by_month AS (
  SELECT
    period_start,
    key_customer AS per_customer,
    CAST(SUM(rows_8b0856ebe61b) AS INT64) AS rows_8b0856ebe61b,
    SUM(CAST(sum_amount_b21369acdab1 AS BIGNUMERIC)) AS sum_amount_b21369acdab1
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), MONTH) AS period_start,
      payments_cells.key_customer,
      payments_cells.rows_8b0856ebe61b,
      payments_cells.sum_amount_b21369acdab1,
      payments_cells.cell_start
    FROM payments_cells
  ) AS placed
  WHERE key_customer IS NOT NULL
  GROUP BY 1, 2
),
sessions_of_each_customer_by_month AS (
  SELECT
    period_start,
    key_customer AS per_customer,
    CAST(SUM(rows_8b0856ebe61b) AS INT64) AS rows_8b0856ebe61b,
    CAST(SUM(rows_8b0856ebe61b) AS INT64) AS count_rows_d3e9a72a0b4a
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), MONTH) AS period_start,
      sessions_cells.key_customer,
      sessions_cells.rows_8b0856ebe61b,
      sessions_cells.cell_start
    FROM sessions_cells
  ) AS placed
  WHERE key_customer IS NOT NULL
  GROUP BY 1, 2
),
payments_by_month_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_8b0856ebe61b) AS INT64) AS rows_8b0856ebe61b
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), MONTH) AS period_start,
      payments_cells.rows_8b0856ebe61b,
      payments_cells.cell_start
    FROM payments_cells
  ) AS placed
  GROUP BY 1
),
sessions_by_month_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_8b0856ebe61b) AS INT64) AS rows_8b0856ebe61b
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), MONTH) AS period_start,
      sessions_cells.rows_8b0856ebe61b,
      sessions_cells.cell_start
    FROM sessions_cells
  ) AS placed
  GROUP BY 1
),
inner_1_parts AS (
  SELECT
    period_start,
    per_customer,
    COALESCE(rows_8b0856ebe61b, 0) AS rows_seen,
    0 AS on_spine,
    sum_amount_b21369acdab1,
    CAST(NULL AS INT64) AS count_rows_d3e9a72a0b4a
  FROM payments_of_each_customer_by_month
  UNION ALL
  SELECT
    period_start,
    per_customer,
    COALESCE(rows_8b0856ebe61b, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_b21369acdab1,
    count_rows_d3e9a72a0b4a
  FROM sessions_of_each_customer_by_month
),
inner_1_cells AS (
  SELECT
    met.period_start,
    met.per_customer,
    met.rows_seen,
    met.sum_amount_b21369acdab1,
    met.count_rows_d3e9a72a0b4a
  FROM (
    SELECT
      period_start,
      per_customer,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(sum_amount_b21369acdab1) AS sum_amount_b21369acdab1,
      MAX(count_rows_d3e9a72a0b4a) AS count_rows_d3e9a72a0b4a
    FROM inner_1_parts
    GROUP BY 1, 2
  ) AS met
  INNER JOIN periods
    ON periods.period_start = met.period_start
  WHERE met.rows_seen > 0
),
payers_in_use_per_customer_by_month AS (
  SELECT
    period_start,
    CAST(SUM(rows_seen) AS INT64) AS rows_seen,
    COUNT(CASE WHEN COALESCE(sum_amount_b21369acdab1, 0) > 0 AND COALESCE(count_rows_d3e9a72a0b4a, 0) > 0 THEN 1 END) AS over_keys
  FROM inner_1_cells
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_8b0856ebe61b, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS INT64) AS over_keys
  FROM payments_by_month_2
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_8b0856ebe61b, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS INT64) AS over_keys
  FROM sessions_by_month_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    over_keys
  FROM payers_in_use_per_customer_by_month
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS INT64) AS over_keys
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.over_keys
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(over_keys) AS over_keys
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  COALESCE(over_keys, 0) AS payers_in_use
FROM cells
ORDER BY 1 NULLS LAST;