-- northstar query events_seen --as-of 2027-02-28
WITH events_by_quarter AS (
  SELECT
    addMonths(toStartOfQuarter(addMonths(toDate32(events.on_day), -1)), 1) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(*)) AS count_rows
  FROM events
  WHERE events.on_day >= toDate32('2025-11-01')
    AND events.on_day < toDate32('2027-03-01')
  GROUP BY 1
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addQuarters(first_of_series, n), range(toUInt64(greatest(ifNull(intDiv(dateDiff('month', first_of_series, last_of_series), 3) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32('2025-11-01') AS first_of_series,
      toDate32('2027-02-01') AS last_of_series
  ) AS series
),
parts AS (
  SELECT
    period_start,
    count_rows
  FROM events_by_quarter
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS Nullable(Int64)) AS count_rows
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows) AS count_rows
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows, 0) AS events_seen
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query events_seen --grain year --as-of 2027-02-28
WITH events_by_year AS (
  SELECT
    addMonths(toStartOfYear(addMonths(toDate32(events.on_day), -1)), 1) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(*)) AS count_rows
  FROM events
  WHERE events.on_day >= toDate32('2025-02-01')
    AND events.on_day < toDate32('2027-03-01')
  GROUP BY 1
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addYears(first_of_series, n), range(toUInt64(greatest(ifNull(intDiv(dateDiff('month', first_of_series, last_of_series), 12) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32('2025-02-01') AS first_of_series,
      toDate32('2027-02-01') AS last_of_series
  ) AS series
),
parts AS (
  SELECT
    period_start,
    count_rows
  FROM events_by_year
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS Nullable(Int64)) AS count_rows
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows) AS count_rows
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows, 0) AS events_seen
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query events_seen --grain month --until 2026-03-01 --as-of 2027-02-28
WITH events_by_month AS (
  SELECT
    toStartOfMonth(toDate32(events.on_day)) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(*)) AS count_rows
  FROM events
  WHERE events.on_day >= toDate32('2025-12-01')
    AND events.on_day < toDate32('2026-03-01')
  GROUP BY 1
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addMonths(first_of_series, n), range(toUInt64(greatest(ifNull(dateDiff('month', first_of_series, last_of_series) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32('2025-12-01') AS first_of_series,
      toDate32('2026-02-01') AS last_of_series
  ) AS series
),
parts AS (
  SELECT
    period_start,
    count_rows
  FROM events_by_month
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS Nullable(Int64)) AS count_rows
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows) AS count_rows
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows, 0) AS events_seen
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;