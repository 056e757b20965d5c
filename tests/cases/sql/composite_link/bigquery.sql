-- northstar query in_dollars,unrated,sales_made --as-of 2026-01-18
WITH sales_by_week AS (
  SELECT
    DATE_TRUNC(CAST(sales.on_day AS DATE), WEEK(MONDAY)) AS period_start,
    COUNT(*) AS rows_all,
    SUM(sales.amount * rate.usd) AS sum_amount_usd_e592cdc434e3,
    COUNT(CASE WHEN rate.usd IS NULL THEN 1 END) AS count_rows_d179c54191ab,
    COUNT(*) AS count_rows
  FROM sales
  LEFT JOIN (
    SELECT
      currency,
      `day`,
      usd
    FROM (
      SELECT
        rate.currency,
        rate.`day`,
        rate.usd,
        ROW_NUMBER() OVER (PARTITION BY rate.`day`, rate.currency ORDER BY rate.currency IS NULL, rate.currency, rate.`day` IS NULL, rate.`day`, rate.usd IS NULL, rate.usd) AS northstar_row_of_key
      FROM fx.daily_rates AS rate
    ) AS rate
    WHERE northstar_row_of_key = 1
  ) AS rate
    ON sales.on_day = rate.`day`
      AND sales.currency = rate.currency
  WHERE sales.on_day < DATE '2026-01-19'
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
      FROM sales_by_week
    ) AS all_periods
  ) AS bounds
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(first_row, DATE '2026-01-12', INTERVAL 1 WEEK)) AS series_start
),
parts AS (
  SELECT
    period_start,
    sum_amount_usd_e592cdc434e3,
    count_rows_d179c54191ab,
    count_rows
  FROM sales_by_week
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS BIGNUMERIC(38, 6)) AS sum_amount_usd_e592cdc434e3,
    CAST(NULL AS INT64) AS count_rows_d179c54191ab,
    CAST(NULL AS INT64) AS count_rows
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(sum_amount_usd_e592cdc434e3) AS sum_amount_usd_e592cdc434e3,
    MAX(count_rows_d179c54191ab) AS count_rows_d179c54191ab,
    MAX(count_rows) AS count_rows
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(sum_amount_usd_e592cdc434e3, 0) AS in_dollars,
  COALESCE(count_rows_d179c54191ab, 0) AS unrated,
  COALESCE(count_rows, 0) AS sales_made
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query sales_made --by rate.currency --grain none --as-of 2026-01-18
WITH sales_in_all AS (
  SELECT
    rate.currency,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM sales
  LEFT JOIN (
    SELECT
      currency,
      `day`
    FROM (
      SELECT
        rate.currency,
        rate.`day`,
        ROW_NUMBER() OVER (PARTITION BY rate.`day`, rate.currency ORDER BY rate.currency IS NULL, rate.currency, rate.`day` IS NULL, rate.`day`) AS northstar_row_of_key
      FROM fx.daily_rates AS rate
    ) AS rate
    WHERE northstar_row_of_key = 1
  ) AS rate
    ON sales.on_day = rate.`day`
      AND sales.currency = rate.currency
  WHERE sales.on_day < DATE '2026-01-19'
  GROUP BY 1
),
parts AS (
  SELECT
    currency,
    count_rows
  FROM sales_in_all
  WHERE rows_all > 0
),
cells AS (
  SELECT
    currency,
    MAX(count_rows) AS count_rows
  FROM parts
  GROUP BY 1
)
SELECT
  currency,
  COALESCE(count_rows, 0) AS sales_made
FROM cells
ORDER BY 1 NULLS LAST;