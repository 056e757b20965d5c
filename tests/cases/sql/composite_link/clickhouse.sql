-- northstar query in_dollars,unrated,sales_made --as-of 2026-01-18
WITH sales_by_week AS (
  SELECT
    toMonday(toDate32(sales.on_day)) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    SUM(CAST(sales.amount AS Nullable(Decimal(38, 2))) * rate.usd) AS sum_amount_usd_e592cdc434e3,
    toInt64(COUNT(CASE WHEN rate.usd IS NULL THEN 1 END)) AS count_rows_d179c54191ab,
    toInt64(COUNT(*)) AS count_rows
  FROM sales
  LEFT JOIN (
    SELECT
      currency,
      "day",
      usd
    FROM (
      SELECT
        rate.currency,
        rate."day",
        rate.usd,
        ROW_NUMBER() OVER (PARTITION BY rate."day", rate.currency ORDER BY rate.currency NULLS LAST, rate."day" NULLS LAST, rate.usd NULLS LAST) AS northstar_row_of_key
      FROM fx.daily_rates AS rate
    ) AS rate
    WHERE northstar_row_of_key = 1
  ) AS rate
    ON sales.on_day = rate."day"
      AND sales.currency = rate.currency
  WHERE sales.on_day < toDate32('2026-01-19')
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
        FROM sales_by_week
      ) AS all_periods
    ) AS bounds
  ) AS series
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
    CAST(NULL AS Nullable(Decimal(38, 6))) AS sum_amount_usd_e592cdc434e3,
    CAST(NULL AS Nullable(Int64)) AS count_rows_d179c54191ab,
    CAST(NULL AS Nullable(Int64)) AS count_rows
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
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query sales_made --by rate.currency --grain none --as-of 2026-01-18
WITH sales_in_all AS (
  SELECT
    rate.currency AS currency,
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(*)) AS count_rows
  FROM sales
  LEFT JOIN (
    SELECT
      currency,
      "day"
    FROM (
      SELECT
        rate.currency,
        rate."day",
        ROW_NUMBER() OVER (PARTITION BY rate."day", rate.currency ORDER BY rate.currency NULLS LAST, rate."day" NULLS LAST) AS northstar_row_of_key
      FROM fx.daily_rates AS rate
    ) AS rate
    WHERE northstar_row_of_key = 1
  ) AS rate
    ON sales.on_day = rate."day"
      AND sales.currency = rate.currency
  WHERE sales.on_day < toDate32('2026-01-19')
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
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;