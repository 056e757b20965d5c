-- northstar query in_dollars,unrated,sales_made --as-of 2026-01-18
WITH sales_by_week AS (
  SELECT
    PREVIOUS_DAY(DATEADD(DAY, 1, CAST(sales.on_day AS DATE)), 'monday') AS period_start,
    COUNT(*) AS rows_all,
    SUM(sales.amount * rate.usd) AS sum_amount_usd_e592cdc434e3,
    COUNT(CASE WHEN rate.usd IS NULL THEN 1 END) AS count_rows_d179c54191ab,
    COUNT(*) AS count_rows
  FROM sales
  LEFT JOIN (
    SELECT
      currency,
      "DAY",
      usd
    FROM (
      SELECT
        rate.currency,
        rate."DAY",
        rate.usd,
        ROW_NUMBER() OVER (PARTITION BY rate."DAY", rate.currency ORDER BY rate.currency NULLS LAST, rate."DAY" NULLS LAST, rate.usd NULLS LAST) AS northstar_row_of_key
      FROM fx.daily_rates AS rate
    ) AS rate
    WHERE northstar_row_of_key = 1
  ) AS rate
    ON sales.on_day = rate."DAY"
      AND sales.currency = rate.currency
  WHERE sales.on_day < DATE '2026-01-19'
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
        FROM sales_by_week
      ) AS all_periods
    ) AS bounds
  ) AS northstar_span
  CROSS JOIN LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, CAST(DATEDIFF(DAY, northstar_span.span_first, northstar_span.span_last) / 7 AS NUMBER(38, 0)) + 1)) AS northstar_number
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
    CAST(NULL AS NUMBER(38, 6)) AS sum_amount_usd_e592cdc434e3,
    CAST(NULL AS NUMBER(38, 0)) AS count_rows_d179c54191ab,
    CAST(NULL AS NUMBER(38, 0)) AS count_rows
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
      "DAY"
    FROM (
      SELECT
        rate.currency,
        rate."DAY",
        ROW_NUMBER() OVER (PARTITION BY rate."DAY", rate.currency ORDER BY rate.currency NULLS LAST, rate."DAY" NULLS LAST) AS northstar_row_of_key
      FROM fx.daily_rates AS rate
    ) AS rate
    WHERE northstar_row_of_key = 1
  ) AS rate
    ON sales.on_day = rate."DAY"
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