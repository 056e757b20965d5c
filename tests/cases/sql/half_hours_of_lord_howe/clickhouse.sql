-- northstar query events_made --grain hour --since 2026-04-05 --until 2026-04-06 --as-of 2026-12-31 --sparse
WITH events_by_hour AS (
  SELECT
    toStartOfHour(toStartOfSecond(addSeconds(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), timeZoneOffset(toTimeZone(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), 'Australia/Lord_Howe'))))) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(*)) AS count_rows
  FROM events
  WHERE events."at" >= toDateTime64('2026-04-04 13:00:00', 6, 'UTC')
    AND events."at" < toDateTime64('2026-04-05 13:30:00', 6, 'UTC')
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    count_rows
  FROM events_by_hour
  WHERE rows_all > 0
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
  COALESCE(count_rows, 0) AS events_made
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query events_made --grain hour --since 2026-10-04 --until 2026-10-05 --as-of 2026-12-31 --sparse
WITH events_by_hour AS (
  SELECT
    toStartOfHour(toStartOfSecond(addSeconds(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), timeZoneOffset(toTimeZone(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), 'Australia/Lord_Howe'))))) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(*)) AS count_rows
  FROM events
  WHERE events."at" >= toDateTime64('2026-10-03 13:30:00', 6, 'UTC')
    AND events."at" < toDateTime64('2026-10-04 13:00:00', 6, 'UTC')
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    count_rows
  FROM events_by_hour
  WHERE rows_all > 0
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
  COALESCE(count_rows, 0) AS events_made
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query events_made --grain day --sparse --as-of 2026-12-31
WITH events_by_day AS (
  SELECT
    toDate32(addSeconds(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), timeZoneOffset(toTimeZone(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), 'Australia/Lord_Howe')))) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(*)) AS count_rows
  FROM events
  WHERE events."at" < toDateTime64('2026-12-31 13:00:00', 6, 'UTC')
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    count_rows
  FROM events_by_day
  WHERE rows_all > 0
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
  COALESCE(count_rows, 0) AS events_made
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;