-- northstar query visits_made,signups_made,rate,rate_or_zero,both,steps --as-of 2026-02-01
WITH visits_by_week AS (
  SELECT
    toMonday(toDate32(visits.on_day)) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(*)) AS count_rows
  FROM visits
  WHERE visits.on_day < toDate32('2026-02-02')
  GROUP BY 1
),
signups_by_week AS (
  SELECT
    toMonday(toDate32(signups.on_day)) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(*)) AS count_rows
  FROM signups
  WHERE signups.on_day < toDate32('2026-02-02')
  GROUP BY 1
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addWeeks(first_of_series, n), range(toUInt64(greatest(ifNull(intDiv(dateDiff('day', first_of_series, last_of_series), 7) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(first_row) AS first_of_series,
      toDate32('2026-01-26') AS last_of_series
    FROM (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          period_start
        FROM visits_by_week
        UNION ALL
        SELECT
          period_start
        FROM signups_by_week
      ) AS all_periods
    ) AS bounds
  ) AS series
),
parts AS (
  SELECT
    period_start,
    count_rows,
    CAST(NULL AS Nullable(Int64)) AS count_rows_2
  FROM visits_by_week
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS Nullable(Int64)) AS count_rows,
    count_rows AS count_rows_2
  FROM signups_by_week
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS Nullable(Int64)) AS count_rows,
    CAST(NULL AS Nullable(Int64)) AS count_rows_2
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows) AS count_rows,
    MAX(count_rows_2) AS count_rows_2
  FROM parts
  GROUP BY 1
),
cells_1 AS (
  SELECT
    period_start,
    count_rows,
    count_rows_2,
    COALESCE(count_rows_2, 0) + COALESCE(count_rows, 0) AS step_1
  FROM cells
)
SELECT
  period_start,
  COALESCE(count_rows, 0) AS visits_made,
  COALESCE(count_rows_2, 0) AS signups_made,
  CAST(COALESCE(count_rows_2, 0) AS Nullable(Float64)) / NULLIF(CAST(COALESCE(count_rows, 0) AS Nullable(Float64)), 0) AS rate,
  COALESCE(CAST(COALESCE(count_rows_2, 0) AS Nullable(Float64)) / NULLIF(CAST(COALESCE(count_rows, 0) AS Nullable(Float64)), 0), 0) AS rate_or_zero,
  step_1 AS "both",
  CAST((step_1 - COALESCE(count_rows_2, 0)) * 2 AS Nullable(Float64)) / NULLIF(CAST(step_1 AS Nullable(Float64)), 0) AS steps
FROM cells_1
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query largest_page,mixed --as-of 2026-02-01
WITH visits_by_week AS (
  SELECT
    toMonday(toDate32(visits.on_day)) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    accurateCast(MAX(toInt64(lengthUTF8(visits.page))), 'Nullable(Int64)') AS max_page_1046910e00f5
  FROM visits
  WHERE visits.on_day < toDate32('2026-02-02')
  GROUP BY 1
),
signups_by_week AS (
  SELECT
    toMonday(toDate32(signups.on_day)) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(*)) AS count_rows
  FROM signups
  WHERE signups.on_day < toDate32('2026-02-02')
  GROUP BY 1
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addWeeks(first_of_series, n), range(toUInt64(greatest(ifNull(intDiv(dateDiff('day', first_of_series, last_of_series), 7) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(first_row) AS first_of_series,
      toDate32('2026-01-26') AS last_of_series
    FROM (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          period_start
        FROM visits_by_week
        UNION ALL
        SELECT
          period_start
        FROM signups_by_week
      ) AS all_periods
    ) AS bounds
  ) AS series
),
parts AS (
  SELECT
    period_start,
    max_page_1046910e00f5,
    CAST(NULL AS Nullable(Int64)) AS count_rows
  FROM visits_by_week
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS Nullable(Int64)) AS max_page_1046910e00f5,
    count_rows
  FROM signups_by_week
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS Nullable(Int64)) AS max_page_1046910e00f5,
    CAST(NULL AS Nullable(Int64)) AS count_rows
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(max_page_1046910e00f5) AS max_page_1046910e00f5,
    MAX(count_rows) AS count_rows
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  max_page_1046910e00f5 AS largest_page,
  max_page_1046910e00f5 + COALESCE(count_rows, 0) AS mixed
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query rate --grain none --as-of 2026-02-01
WITH signups_in_all AS (
  SELECT
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(*)) AS count_rows
  FROM signups
  WHERE signups.on_day < toDate32('2026-02-02')
),
visits_in_all AS (
  SELECT
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(*)) AS count_rows
  FROM visits
  WHERE visits.on_day < toDate32('2026-02-02')
),
parts AS (
  SELECT
    count_rows,
    CAST(NULL AS Nullable(Int64)) AS count_rows_2
  FROM signups_in_all
  UNION ALL
  SELECT
    CAST(NULL AS Nullable(Int64)) AS count_rows,
    count_rows AS count_rows_2
  FROM visits_in_all
),
cells AS (
  SELECT
    MAX(count_rows) AS count_rows,
    MAX(count_rows_2) AS count_rows_2
  FROM parts
)
SELECT
  CAST(COALESCE(count_rows, 0) AS Nullable(Float64)) / NULLIF(CAST(COALESCE(count_rows_2, 0) AS Nullable(Float64)), 0) AS rate
FROM cells
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query rate --since 2026-01-12 --until 2026-01-26 --as-of 2026-02-01
WITH signups_by_week AS (
  SELECT
    toMonday(toDate32(signups.on_day)) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(*)) AS count_rows
  FROM signups
  WHERE signups.on_day >= toDate32('2026-01-12')
    AND signups.on_day < toDate32('2026-01-26')
  GROUP BY 1
),
visits_by_week AS (
  SELECT
    toMonday(toDate32(visits.on_day)) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(*)) AS count_rows
  FROM visits
  WHERE visits.on_day >= toDate32('2026-01-12')
    AND visits.on_day < toDate32('2026-01-26')
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(toMonday(toDate32(signups.on_day))) AS period_start
    FROM signups
    WHERE signups.on_day <= toDate32('2026-02-01')
    UNION ALL
    SELECT
      MIN(toMonday(toDate32(visits.on_day))) AS period_start
    FROM visits
    WHERE visits.on_day <= toDate32('2026-02-01')
  ) AS first_of_each
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addWeeks(first_of_series, n), range(toUInt64(greatest(ifNull(intDiv(dateDiff('day', first_of_series, last_of_series), 7) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(CASE WHEN first_row > toDate32('2026-01-12') THEN first_row WHEN first_row IS NOT NULL THEN toDate32('2026-01-12') END) AS first_of_series,
      toDate32('2026-01-19') AS last_of_series
    FROM first_rows
  ) AS series
),
parts AS (
  SELECT
    period_start,
    count_rows,
    CAST(NULL AS Nullable(Int64)) AS count_rows_2
  FROM signups_by_week
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS Nullable(Int64)) AS count_rows,
    count_rows AS count_rows_2
  FROM visits_by_week
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS Nullable(Int64)) AS count_rows,
    CAST(NULL AS Nullable(Int64)) AS count_rows_2
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows) AS count_rows,
    MAX(count_rows_2) AS count_rows_2
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  CAST(COALESCE(count_rows, 0) AS Nullable(Float64)) / NULLIF(CAST(COALESCE(count_rows_2, 0) AS Nullable(Float64)), 0) AS rate
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;