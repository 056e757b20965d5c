-- northstar query revenue,revenue_before,change,mean_before,revenue_a_year_ago --since 2025-01-06 --until 2025-02-03 --as-of 2026-01-25
WITH sales_by_week AS (
  SELECT
    toMonday(toDate32(sales.sold_on)) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    SUM(CAST(sales.amount AS Nullable(Decimal(38, 0)))) AS sum_amount,
    toInt64(COUNT(sales.amount)) AS count_of_amount
  FROM sales
  WHERE sales.sold_on < toDate32('2026-01-26')
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(period_start) AS period_start
    FROM sales_by_week
  ) AS first_of_each
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addWeeks(first_of_series, n), range(toUInt64(greatest(ifNull(intDiv(dateDiff('day', first_of_series, last_of_series), 7) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(CASE WHEN first_row > toDate32('2025-01-06') THEN first_row WHEN first_row IS NOT NULL THEN toDate32('2025-01-06') END) AS first_of_series,
      toDate32('2025-01-27') AS last_of_series
    FROM first_rows
  ) AS series
),
cells_sales_by_week_1_week_before AS (
  SELECT
    asked.period_start AS period_start,
    sales_by_week.rows_all AS rows_all,
    sales_by_week.sum_amount AS sum_amount,
    sales_by_week.count_of_amount AS count_of_amount
  FROM (
    SELECT
      period_start,
      addWeeks(period_start, -1) AS earlier_period
    FROM periods
  ) AS asked
  INNER JOIN sales_by_week
    ON sales_by_week.period_start = asked.earlier_period
),
cells_sales_by_week_1_year_before AS (
  SELECT
    asked.period_start AS period_start,
    sales_by_week.rows_all AS rows_all,
    sales_by_week.sum_amount AS sum_amount,
    sales_by_week.count_of_amount AS count_of_amount
  FROM (
    SELECT
      period_start,
      addWeeks(period_start, -52) AS earlier_period
    FROM periods
  ) AS asked
  INNER JOIN sales_by_week
    ON sales_by_week.period_start = asked.earlier_period
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    sum_amount,
    count_of_amount,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount_2,
    CAST(NULL AS Nullable(Int64)) AS count_of_amount_2,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount_3,
    CAST(NULL AS Nullable(Int64)) AS count_of_amount_3
  FROM sales_by_week
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount,
    CAST(NULL AS Nullable(Int64)) AS count_of_amount,
    sum_amount AS sum_amount_2,
    count_of_amount AS count_of_amount_2,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount_3,
    CAST(NULL AS Nullable(Int64)) AS count_of_amount_3
  FROM cells_sales_by_week_1_week_before
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount,
    CAST(NULL AS Nullable(Int64)) AS count_of_amount,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount_2,
    CAST(NULL AS Nullable(Int64)) AS count_of_amount_2,
    sum_amount AS sum_amount_3,
    count_of_amount AS count_of_amount_3
  FROM cells_sales_by_week_1_year_before
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount,
    CAST(NULL AS Nullable(Int64)) AS count_of_amount,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount_2,
    CAST(NULL AS Nullable(Int64)) AS count_of_amount_2,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount_3,
    CAST(NULL AS Nullable(Int64)) AS count_of_amount_3
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.sum_amount,
    met.count_of_amount,
    met.sum_amount_2,
    met.count_of_amount_2,
    met.sum_amount_3,
    met.count_of_amount_3
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS Nullable(Int64)) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(sum_amount) AS sum_amount,
      MAX(count_of_amount) AS count_of_amount,
      MAX(sum_amount_2) AS sum_amount_2,
      MAX(count_of_amount_2) AS count_of_amount_2,
      MAX(sum_amount_3) AS sum_amount_3,
      MAX(count_of_amount_3) AS count_of_amount_3
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  COALESCE(sum_amount, 0) AS revenue,
  CASE WHEN addWeeks(period_start, -1) >= (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM sales_by_week
    ) AS first_of_each
  ) THEN COALESCE(sum_amount_2, 0) END AS revenue_before,
  CAST(COALESCE(sum_amount, 0) AS Nullable(Float64)) / NULLIF(CAST(CASE WHEN addWeeks(period_start, -1) >= (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM sales_by_week
    ) AS first_of_each
  ) THEN COALESCE(sum_amount_2, 0) END AS Nullable(Float64)), 0) - 1 AS change,
  CASE WHEN addWeeks(period_start, -1) >= (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM sales_by_week
    ) AS first_of_each
  ) THEN CAST(COALESCE(sum_amount_2, 0) AS Nullable(Float64)) / NULLIF(CAST(COALESCE(count_of_amount_2, 0) AS Nullable(Float64)), 0) END AS mean_before,
  CASE WHEN addWeeks(period_start, -52) >= (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM sales_by_week
    ) AS first_of_each
  ) THEN COALESCE(sum_amount_3, 0) END AS revenue_a_year_ago
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query revenue,revenue_before,change,mean_before,revenue_a_year_ago,change_in_a_year --since 2026-01-05 --as-of 2026-01-25
WITH sales_by_week AS (
  SELECT
    toMonday(toDate32(sales.sold_on)) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    SUM(CAST(sales.amount AS Nullable(Decimal(38, 0)))) AS sum_amount,
    toInt64(COUNT(sales.amount)) AS count_of_amount
  FROM sales
  WHERE sales.sold_on < toDate32('2026-01-26')
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(period_start) AS period_start
    FROM sales_by_week
  ) AS first_of_each
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addWeeks(first_of_series, n), range(toUInt64(greatest(ifNull(intDiv(dateDiff('day', first_of_series, last_of_series), 7) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(CASE WHEN first_row > toDate32('2026-01-05') THEN first_row WHEN first_row IS NOT NULL THEN toDate32('2026-01-05') END) AS first_of_series,
      toDate32('2026-01-19') AS last_of_series
    FROM first_rows
  ) AS series
),
cells_sales_by_week_1_week_before AS (
  SELECT
    asked.period_start AS period_start,
    sales_by_week.rows_all AS rows_all,
    sales_by_week.sum_amount AS sum_amount,
    sales_by_week.count_of_amount AS count_of_amount
  FROM (
    SELECT
      period_start,
      addWeeks(period_start, -1) AS earlier_period
    FROM periods
  ) AS asked
  INNER JOIN sales_by_week
    ON sales_by_week.period_start = asked.earlier_period
),
cells_sales_by_week_1_year_before AS (
  SELECT
    asked.period_start AS period_start,
    sales_by_week.rows_all AS rows_all,
    sales_by_week.sum_amount AS sum_amount,
    sales_by_week.count_of_amount AS count_of_amount
  FROM (
    SELECT
      period_start,
      addWeeks(period_start, -52) AS earlier_period
    FROM periods
  ) AS asked
  INNER JOIN sales_by_week
    ON sales_by_week.period_start = asked.earlier_period
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    sum_amount,
    count_of_amount,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount_2,
    CAST(NULL AS Nullable(Int64)) AS count_of_amount_2,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount_3,
    CAST(NULL AS Nullable(Int64)) AS count_of_amount_3
  FROM sales_by_week
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount,
    CAST(NULL AS Nullable(Int64)) AS count_of_amount,
    sum_amount AS sum_amount_2,
    count_of_amount AS count_of_amount_2,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount_3,
    CAST(NULL AS Nullable(Int64)) AS count_of_amount_3
  FROM cells_sales_by_week_1_week_before
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount,
    CAST(NULL AS Nullable(Int64)) AS count_of_amount,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount_2,
    CAST(NULL AS Nullable(Int64)) AS count_of_amount_2,
    sum_amount AS sum_amount_3,
    count_of_amount AS count_of_amount_3
  FROM cells_sales_by_week_1_year_before
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount,
    CAST(NULL AS Nullable(Int64)) AS count_of_amount,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount_2,
    CAST(NULL AS Nullable(Int64)) AS count_of_amount_2,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount_3,
    CAST(NULL AS Nullable(Int64)) AS count_of_amount_3
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.sum_amount,
    met.count_of_amount,
    met.sum_amount_2,
    met.count_of_amount_2,
    met.sum_amount_3,
    met.count_of_amount_3
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS Nullable(Int64)) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(sum_amount) AS sum_amount,
      MAX(count_of_amount) AS count_of_amount,
      MAX(sum_amount_2) AS sum_amount_2,
      MAX(count_of_amount_2) AS count_of_amount_2,
      MAX(sum_amount_3) AS sum_amount_3,
      MAX(count_of_amount_3) AS count_of_amount_3
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  COALESCE(sum_amount, 0) AS revenue,
  CASE WHEN addWeeks(period_start, -1) >= (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM sales_by_week
    ) AS first_of_each
  ) THEN COALESCE(sum_amount_2, 0) END AS revenue_before,
  CAST(COALESCE(sum_amount, 0) AS Nullable(Float64)) / NULLIF(CAST(CASE WHEN addWeeks(period_start, -1) >= (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM sales_by_week
    ) AS first_of_each
  ) THEN COALESCE(sum_amount_2, 0) END AS Nullable(Float64)), 0) - 1 AS change,
  CASE WHEN addWeeks(period_start, -1) >= (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM sales_by_week
    ) AS first_of_each
  ) THEN CAST(COALESCE(sum_amount_2, 0) AS Nullable(Float64)) / NULLIF(CAST(COALESCE(count_of_amount_2, 0) AS Nullable(Float64)), 0) END AS mean_before,
  CASE WHEN addWeeks(period_start, -52) >= (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM sales_by_week
    ) AS first_of_each
  ) THEN COALESCE(sum_amount_3, 0) END AS revenue_a_year_ago,
  CAST(COALESCE(sum_amount, 0) AS Nullable(Float64)) / NULLIF(CAST(CASE WHEN addWeeks(period_start, -52) >= (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM sales_by_week
    ) AS first_of_each
  ) THEN COALESCE(sum_amount_3, 0) END AS Nullable(Float64)), 0) - 1 AS change_in_a_year
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query revenue,revenue_a_year_ago,change_in_a_year --grain month --since 2025-12-01 --as-of 2026-01-25
WITH sales_by_month AS (
  SELECT
    toStartOfMonth(toDate32(sales.sold_on)) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    SUM(CAST(sales.amount AS Nullable(Decimal(38, 0)))) AS sum_amount
  FROM sales
  WHERE sales.sold_on < toDate32('2026-01-26')
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(period_start) AS period_start
    FROM sales_by_month
  ) AS first_of_each
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addMonths(first_of_series, n), range(toUInt64(greatest(ifNull(dateDiff('month', first_of_series, last_of_series) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(CASE WHEN first_row > toDate32('2025-12-01') THEN first_row WHEN first_row IS NOT NULL THEN toDate32('2025-12-01') END) AS first_of_series,
      toDate32('2026-01-01') AS last_of_series
    FROM first_rows
  ) AS series
),
cells_sales_by_month_1_year_before AS (
  SELECT
    asked.period_start AS period_start,
    sales_by_month.rows_all AS rows_all,
    sales_by_month.sum_amount AS sum_amount
  FROM (
    SELECT
      period_start,
      toStartOfMonth(toDate32(addYears(period_start, -1))) AS earlier_period
    FROM periods
  ) AS asked
  INNER JOIN sales_by_month
    ON sales_by_month.period_start = asked.earlier_period
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    sum_amount,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount_2
  FROM sales_by_month
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount,
    sum_amount AS sum_amount_2
  FROM cells_sales_by_month_1_year_before
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount_2
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.sum_amount,
    met.sum_amount_2
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS Nullable(Int64)) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(sum_amount) AS sum_amount,
      MAX(sum_amount_2) AS sum_amount_2
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  COALESCE(sum_amount, 0) AS revenue,
  CASE WHEN toStartOfMonth(toDate32(addYears(period_start, -1))) >= (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM sales_by_month
    ) AS first_of_each
  ) THEN COALESCE(sum_amount_2, 0) END AS revenue_a_year_ago,
  CAST(COALESCE(sum_amount, 0) AS Nullable(Float64)) / NULLIF(CAST(CASE WHEN toStartOfMonth(toDate32(addYears(period_start, -1))) >= (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM sales_by_month
    ) AS first_of_each
  ) THEN COALESCE(sum_amount_2, 0) END AS Nullable(Float64)), 0) - 1 AS change_in_a_year
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query revenue,revenue_a_year_ago,change_in_a_year --by region --since 2026-01-05 --until 2026-01-12 --as-of 2026-01-25
WITH sales_by_week AS (
  SELECT
    toMonday(toDate32(sales.sold_on)) AS period_start,
    sales.region,
    toInt64(COUNT(*)) AS rows_all,
    SUM(CAST(sales.amount AS Nullable(Decimal(38, 0)))) AS sum_amount
  FROM sales
  WHERE sales.sold_on < toDate32('2026-01-26')
  GROUP BY 1, 2
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(period_start) AS period_start
    FROM sales_by_week
  ) AS first_of_each
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addWeeks(first_of_series, n), range(toUInt64(greatest(ifNull(intDiv(dateDiff('day', first_of_series, last_of_series), 7) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(CASE WHEN first_row > toDate32('2026-01-05') THEN first_row WHEN first_row IS NOT NULL THEN toDate32('2026-01-05') END) AS first_of_series,
      toDate32('2026-01-05') AS last_of_series
    FROM first_rows
  ) AS series
),
cells_sales_by_week_1_year_before AS (
  SELECT
    asked.period_start AS period_start,
    sales_by_week.region AS region,
    sales_by_week.rows_all AS rows_all,
    sales_by_week.sum_amount AS sum_amount
  FROM (
    SELECT
      period_start,
      addWeeks(period_start, -52) AS earlier_period
    FROM periods
  ) AS asked
  INNER JOIN sales_by_week
    ON sales_by_week.period_start = asked.earlier_period
),
segments AS (
  SELECT DISTINCT
    region
  FROM (
    SELECT
      region
    FROM sales_by_week
    INNER JOIN periods
      ON periods.period_start = sales_by_week.period_start
    WHERE rows_all > 0
    UNION ALL
    SELECT
      region
    FROM cells_sales_by_week_1_year_before
    INNER JOIN periods
      ON periods.period_start = cells_sales_by_week_1_year_before.period_start
    WHERE rows_all > 0
  ) AS seen
),
parts AS (
  SELECT
    period_start,
    region,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    sum_amount,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount_2
  FROM sales_by_week
  UNION ALL
  SELECT
    period_start,
    region,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount,
    sum_amount AS sum_amount_2
  FROM cells_sales_by_week_1_year_before
  UNION ALL
  SELECT
    period_start,
    segments.region AS region,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount_2
  FROM periods
  CROSS JOIN segments
),
cells AS (
  SELECT
    met.period_start,
    met.region,
    met.rows_seen,
    met.sum_amount,
    met.sum_amount_2
  FROM (
    SELECT
      period_start,
      region,
      CAST(SUM(rows_seen) AS Nullable(Int64)) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(sum_amount) AS sum_amount,
      MAX(sum_amount_2) AS sum_amount_2
    FROM parts
    GROUP BY 1, 2
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  region,
  COALESCE(sum_amount, 0) AS revenue,
  CASE WHEN addWeeks(period_start, -52) >= (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM sales_by_week
    ) AS first_of_each
  ) THEN COALESCE(sum_amount_2, 0) END AS revenue_a_year_ago,
  CAST(COALESCE(sum_amount, 0) AS Nullable(Float64)) / NULLIF(CAST(CASE WHEN addWeeks(period_start, -52) >= (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM sales_by_week
    ) AS first_of_each
  ) THEN COALESCE(sum_amount_2, 0) END AS Nullable(Float64)), 0) - 1 AS change_in_a_year
FROM cells
ORDER BY 1 NULLS LAST, 2 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query revenue_a_year_ago --grain day --since 2026-01-07 --until 2026-01-10 --as-of 2026-01-25
WITH sales_by_day AS (
  SELECT
    toDate32(sales.sold_on) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    SUM(CAST(sales.amount AS Nullable(Decimal(38, 0)))) AS sum_amount
  FROM sales
  WHERE sales.sold_on < toDate32('2026-01-26')
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(period_start) AS period_start
    FROM sales_by_day
  ) AS first_of_each
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addDays(first_of_series, n), range(toUInt64(greatest(ifNull(dateDiff('day', first_of_series, last_of_series) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(CASE WHEN first_row > toDate32('2026-01-07') THEN first_row WHEN first_row IS NOT NULL THEN toDate32('2026-01-07') END) AS first_of_series,
      toDate32('2026-01-09') AS last_of_series
    FROM first_rows
  ) AS series
),
cells_sales_by_day_1_year_before AS (
  SELECT
    asked.period_start AS period_start,
    sales_by_day.rows_all AS rows_all,
    sales_by_day.sum_amount AS sum_amount
  FROM (
    SELECT
      period_start,
      toDate32(addYears(period_start, -1)) AS earlier_period
    FROM periods
  ) AS asked
  INNER JOIN sales_by_day
    ON sales_by_day.period_start = asked.earlier_period
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    sum_amount
  FROM cells_sales_by_day_1_year_before
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.sum_amount
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS Nullable(Int64)) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(sum_amount) AS sum_amount
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  CASE WHEN toDate32(addYears(period_start, -1)) >= (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM sales_by_day
    ) AS first_of_each
  ) THEN COALESCE(sum_amount, 0) END AS revenue_a_year_ago
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;