-- northstar query events_seen,late,mornings --since 2026-03-28 --until 2026-03-31 --as-of 2026-12-31
WITH events_by_day AS (
  SELECT
    toDate32(addSeconds(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), timeZoneOffset(toTimeZone(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), 'Europe/Paris')))) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(CASE WHEN CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) >= arrayMap(t -> addSeconds(t, -arrayMin(d -> timeZoneOffset(toTimeZone(addSeconds(t, -timeZoneOffset(toTimeZone(addDays(t, d), 'Europe/Paris'))), 'Europe/Paris')), [-1, 1])), [CAST(toDate32('2026-03-29') AS Nullable(DateTime64(6, 'UTC')))])[1] THEN 1 END)) AS rows_0e2fa3668ae6,
    toInt64(COUNT(*)) AS count_rows,
    toInt64(COUNT(CASE WHEN CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) >= arrayMap(t -> addSeconds(t, -arrayMin(d -> timeZoneOffset(toTimeZone(addSeconds(t, -timeZoneOffset(toTimeZone(addDays(t, d), 'Europe/Paris'))), 'Europe/Paris')), [-1, 1])), [CAST(toDate32('2026-03-29') AS Nullable(DateTime64(6, 'UTC')))])[1] THEN 1 END)) AS count_rows_50861b2d7c8b,
    toInt64(COUNT(CASE WHEN toHour(addSeconds(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), timeZoneOffset(toTimeZone(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), 'Europe/Paris')))) < 12 THEN 1 END)) AS count_rows_946e402d5305
  FROM events
  WHERE events."at" >= toDateTime64('2026-03-27 23:00:00', 6, 'UTC')
    AND events."at" < toDateTime64('2026-03-30 22:00:00', 6, 'UTC')
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(toDate32(addSeconds(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), timeZoneOffset(toTimeZone(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), 'Europe/Paris'))))) AS period_start
    FROM events
    WHERE (CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) < addDays(toDate32('2026-12-31'), -2) OR CAST(addSeconds(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), timeZoneOffset(toTimeZone(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), 'Europe/Paris'))) AS Nullable(Date32)) <= toDate32('2026-12-31'))
      AND CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) < addDays(toDate32('2026-12-31'), 3)
  ) AS first_of_each
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addDays(first_of_series, n), range(toUInt64(greatest(ifNull(dateDiff('day', first_of_series, last_of_series) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(CASE WHEN first_row > toDate32('2026-03-28') THEN first_row WHEN first_row IS NOT NULL THEN toDate32('2026-03-28') END) AS first_of_series,
      toDate32('2026-03-30') AS last_of_series
    FROM first_rows
  ) AS series
),
parts AS (
  SELECT
    period_start,
    count_rows,
    count_rows_50861b2d7c8b,
    count_rows_946e402d5305
  FROM events_by_day
  WHERE (rows_0e2fa3668ae6 > 0 OR rows_all > 0)
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS Nullable(Int64)) AS count_rows,
    CAST(NULL AS Nullable(Int64)) AS count_rows_50861b2d7c8b,
    CAST(NULL AS Nullable(Int64)) AS count_rows_946e402d5305
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows) AS count_rows,
    MAX(count_rows_50861b2d7c8b) AS count_rows_50861b2d7c8b,
    MAX(count_rows_946e402d5305) AS count_rows_946e402d5305
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows, 0) AS events_seen,
  COALESCE(count_rows_50861b2d7c8b, 0) AS late,
  COALESCE(count_rows_946e402d5305, 0) AS mornings
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query events_seen,mornings --since 2026-10-24 --until 2026-10-27 --as-of 2026-12-31
WITH events_by_day AS (
  SELECT
    toDate32(addSeconds(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), timeZoneOffset(toTimeZone(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), 'Europe/Paris')))) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(*)) AS count_rows,
    toInt64(COUNT(CASE WHEN toHour(addSeconds(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), timeZoneOffset(toTimeZone(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), 'Europe/Paris')))) < 12 THEN 1 END)) AS count_rows_946e402d5305
  FROM events
  WHERE events."at" >= toDateTime64('2026-10-23 22:00:00', 6, 'UTC')
    AND events."at" < toDateTime64('2026-10-26 23:00:00', 6, 'UTC')
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(toDate32(addSeconds(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), timeZoneOffset(toTimeZone(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), 'Europe/Paris'))))) AS period_start
    FROM events
    WHERE (CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) < addDays(toDate32('2026-12-31'), -2) OR CAST(addSeconds(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), timeZoneOffset(toTimeZone(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), 'Europe/Paris'))) AS Nullable(Date32)) <= toDate32('2026-12-31'))
      AND CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) < addDays(toDate32('2026-12-31'), 3)
  ) AS first_of_each
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addDays(first_of_series, n), range(toUInt64(greatest(ifNull(dateDiff('day', first_of_series, last_of_series) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(CASE WHEN first_row > toDate32('2026-10-24') THEN first_row WHEN first_row IS NOT NULL THEN toDate32('2026-10-24') END) AS first_of_series,
      toDate32('2026-10-26') AS last_of_series
    FROM first_rows
  ) AS series
),
parts AS (
  SELECT
    period_start,
    count_rows,
    count_rows_946e402d5305
  FROM events_by_day
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS Nullable(Int64)) AS count_rows,
    CAST(NULL AS Nullable(Int64)) AS count_rows_946e402d5305
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows) AS count_rows,
    MAX(count_rows_946e402d5305) AS count_rows_946e402d5305
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows, 0) AS events_seen,
  COALESCE(count_rows_946e402d5305, 0) AS mornings
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query by_local --since 2026-03-28 --until 2026-03-31 --as-of 2026-12-31
WITH events_local_at_by_day AS (
  SELECT
    toDate32(arrayMap(t -> addSeconds(t, timeZoneOffset(toTimeZone(t, 'Europe/Paris'))), [addSeconds(CAST(events.local_at AS Nullable(DateTime64(6, 'UTC'))), -arrayMin(d -> timeZoneOffset(toTimeZone(addSeconds(CAST(events.local_at AS Nullable(DateTime64(6, 'UTC'))), -timeZoneOffset(toTimeZone(addDays(CAST(events.local_at AS Nullable(DateTime64(6, 'UTC'))), d), 'America/New_York'))), 'America/New_York')), [-1, 1]))])[1]) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(*)) AS count_rows
  FROM events
  WHERE events.local_at >= toDateTime64('2026-03-27 19:00:00', 6, 'UTC')
    AND events.local_at < toDateTime64('2026-03-30 18:00:00', 6, 'UTC')
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(toDate32(arrayMap(t -> addSeconds(t, timeZoneOffset(toTimeZone(t, 'Europe/Paris'))), [addSeconds(CAST(events.local_at AS Nullable(DateTime64(6, 'UTC'))), -arrayMin(d -> timeZoneOffset(toTimeZone(addSeconds(CAST(events.local_at AS Nullable(DateTime64(6, 'UTC'))), -timeZoneOffset(toTimeZone(addDays(CAST(events.local_at AS Nullable(DateTime64(6, 'UTC'))), d), 'America/New_York'))), 'America/New_York')), [-1, 1]))])[1])) AS period_start
    FROM events
    WHERE (CAST(events.local_at AS Nullable(DateTime64(6, 'UTC'))) < addDays(toDate32('2026-12-31'), -2) OR CAST(arrayMap(t -> addSeconds(t, timeZoneOffset(toTimeZone(t, 'Europe/Paris'))), [addSeconds(CAST(events.local_at AS Nullable(DateTime64(6, 'UTC'))), -arrayMin(d -> timeZoneOffset(toTimeZone(addSeconds(CAST(events.local_at AS Nullable(DateTime64(6, 'UTC'))), -timeZoneOffset(toTimeZone(addDays(CAST(events.local_at AS Nullable(DateTime64(6, 'UTC'))), d), 'America/New_York'))), 'America/New_York')), [-1, 1]))])[1] AS Nullable(Date32)) <= toDate32('2026-12-31'))
      AND CAST(events.local_at AS Nullable(DateTime64(6, 'UTC'))) < addDays(toDate32('2026-12-31'), 3)
  ) AS first_of_each
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addDays(first_of_series, n), range(toUInt64(greatest(ifNull(dateDiff('day', first_of_series, last_of_series) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(CASE WHEN first_row > toDate32('2026-03-28') THEN first_row WHEN first_row IS NOT NULL THEN toDate32('2026-03-28') END) AS first_of_series,
      toDate32('2026-03-30') AS last_of_series
    FROM first_rows
  ) AS series
),
parts AS (
  SELECT
    period_start,
    count_rows
  FROM events_local_at_by_day
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
  COALESCE(count_rows, 0) AS by_local
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query by_local --since 2026-10-25 --until 2026-10-27 --as-of 2026-12-31
WITH events_local_at_by_day AS (
  SELECT
    toDate32(arrayMap(t -> addSeconds(t, timeZoneOffset(toTimeZone(t, 'Europe/Paris'))), [addSeconds(CAST(events.local_at AS Nullable(DateTime64(6, 'UTC'))), -arrayMin(d -> timeZoneOffset(toTimeZone(addSeconds(CAST(events.local_at AS Nullable(DateTime64(6, 'UTC'))), -timeZoneOffset(toTimeZone(addDays(CAST(events.local_at AS Nullable(DateTime64(6, 'UTC'))), d), 'America/New_York'))), 'America/New_York')), [-1, 1]))])[1]) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(*)) AS count_rows
  FROM events
  WHERE events.local_at >= toDateTime64('2026-10-24 18:00:00', 6, 'UTC')
    AND events.local_at < toDateTime64('2026-10-26 19:00:00', 6, 'UTC')
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(toDate32(arrayMap(t -> addSeconds(t, timeZoneOffset(toTimeZone(t, 'Europe/Paris'))), [addSeconds(CAST(events.local_at AS Nullable(DateTime64(6, 'UTC'))), -arrayMin(d -> timeZoneOffset(toTimeZone(addSeconds(CAST(events.local_at AS Nullable(DateTime64(6, 'UTC'))), -timeZoneOffset(toTimeZone(addDays(CAST(events.local_at AS Nullable(DateTime64(6, 'UTC'))), d), 'America/New_York'))), 'America/New_York')), [-1, 1]))])[1])) AS period_start
    FROM events
    WHERE (CAST(events.local_at AS Nullable(DateTime64(6, 'UTC'))) < addDays(toDate32('2026-12-31'), -2) OR CAST(arrayMap(t -> addSeconds(t, timeZoneOffset(toTimeZone(t, 'Europe/Paris'))), [addSeconds(CAST(events.local_at AS Nullable(DateTime64(6, 'UTC'))), -arrayMin(d -> timeZoneOffset(toTimeZone(addSeconds(CAST(events.local_at AS Nullable(DateTime64(6, 'UTC'))), -timeZoneOffset(toTimeZone(addDays(CAST(events.local_at AS Nullable(DateTime64(6, 'UTC'))), d), 'America/New_York'))), 'America/New_York')), [-1, 1]))])[1] AS Nullable(Date32)) <= toDate32('2026-12-31'))
      AND CAST(events.local_at AS Nullable(DateTime64(6, 'UTC'))) < addDays(toDate32('2026-12-31'), 3)
  ) AS first_of_each
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addDays(first_of_series, n), range(toUInt64(greatest(ifNull(dateDiff('day', first_of_series, last_of_series) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(CASE WHEN first_row > toDate32('2026-10-25') THEN first_row WHEN first_row IS NOT NULL THEN toDate32('2026-10-25') END) AS first_of_series,
      toDate32('2026-10-26') AS last_of_series
    FROM first_rows
  ) AS series
),
parts AS (
  SELECT
    period_start,
    count_rows
  FROM events_local_at_by_day
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
  COALESCE(count_rows, 0) AS by_local
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query events_seen --grain hour --since 2026-03-29 --until 2026-03-30 --as-of 2026-12-31 --sparse
WITH events_by_hour AS (
  SELECT
    toStartOfHour(toStartOfSecond(addSeconds(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), timeZoneOffset(toTimeZone(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), 'Europe/Paris'))))) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(*)) AS count_rows
  FROM events
  WHERE events."at" >= toDateTime64('2026-03-28 23:00:00', 6, 'UTC')
    AND events."at" < toDateTime64('2026-03-29 22:00:00', 6, 'UTC')
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
  COALESCE(count_rows, 0) AS events_seen
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query events_seen --grain month --sparse --as-of 2026-10-25
WITH events_by_month AS (
  SELECT
    toStartOfMonth(toDate32(addSeconds(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), timeZoneOffset(toTimeZone(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), 'Europe/Paris'))))) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(*)) AS count_rows
  FROM events
  WHERE events."at" < toDateTime64('2026-10-25 23:00:00', 6, 'UTC')
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    count_rows
  FROM events_by_month
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
  COALESCE(count_rows, 0) AS events_seen
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;