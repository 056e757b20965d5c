-- northstar query real_events --as-of 2026-01-12
WITH events_by_week AS (
  SELECT
    toMonday(toDate32(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))))) AS period_start,
    toInt64(COUNT(CASE WHEN events.kind = 'b' THEN 1 END)) AS rows_6a68f0404015,
    toInt64(COUNT(CASE WHEN events.kind = 'b' THEN 1 END)) AS count_rows_df9803b6ec8d
  FROM events
  WHERE events.kind <> 'test'
    AND events."at" < toDateTime64('2026-01-13 00:00:00', 6, 'UTC')
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
        FROM events_by_week
      ) AS all_periods
    ) AS bounds
  ) AS series
),
parts AS (
  SELECT
    period_start,
    count_rows_df9803b6ec8d
  FROM events_by_week
  WHERE rows_6a68f0404015 > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS Nullable(Int64)) AS count_rows_df9803b6ec8d
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows_df9803b6ec8d) AS count_rows_df9803b6ec8d
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows_df9803b6ec8d, 0) AS real_events
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query real_events --as-of 2026-01-13
WITH events_by_week AS (
  SELECT
    toMonday(toDate32(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))))) AS period_start,
    toInt64(COUNT(CASE WHEN events.kind = 'b' THEN 1 END)) AS rows_6a68f0404015,
    toInt64(COUNT(CASE WHEN events.kind = 'b' THEN 1 END)) AS count_rows_df9803b6ec8d
  FROM events
  WHERE events.kind <> 'test'
    AND events."at" < toDateTime64('2026-01-14 00:00:00', 6, 'UTC')
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
        FROM events_by_week
      ) AS all_periods
    ) AS bounds
  ) AS series
),
parts AS (
  SELECT
    period_start,
    count_rows_df9803b6ec8d
  FROM events_by_week
  WHERE rows_6a68f0404015 > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS Nullable(Int64)) AS count_rows_df9803b6ec8d
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows_df9803b6ec8d) AS count_rows_df9803b6ec8d
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows_df9803b6ec8d, 0) AS real_events
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query real_events --as-of 2025-12-31
WITH events_by_week AS (
  SELECT
    toMonday(toDate32(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))))) AS period_start,
    toInt64(COUNT(CASE WHEN events.kind = 'b' THEN 1 END)) AS rows_6a68f0404015,
    toInt64(COUNT(CASE WHEN events.kind = 'b' THEN 1 END)) AS count_rows_df9803b6ec8d
  FROM events
  WHERE events.kind <> 'test'
    AND events."at" < toDateTime64('2026-01-01 00:00:00', 6, 'UTC')
  GROUP BY 1
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addWeeks(first_of_series, n), range(toUInt64(greatest(ifNull(intDiv(dateDiff('day', first_of_series, last_of_series), 7) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(first_row) AS first_of_series,
      toDate32('2025-12-29') AS last_of_series
    FROM (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          period_start
        FROM events_by_week
      ) AS all_periods
    ) AS bounds
  ) AS series
),
parts AS (
  SELECT
    period_start,
    count_rows_df9803b6ec8d
  FROM events_by_week
  WHERE rows_6a68f0404015 > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS Nullable(Int64)) AS count_rows_df9803b6ec8d
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows_df9803b6ec8d) AS count_rows_df9803b6ec8d
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows_df9803b6ec8d, 0) AS real_events
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query real_events --grain none --as-of 2025-12-31
WITH events_in_all AS (
  SELECT
    toInt64(COUNT(*)) AS rows_6a68f0404015,
    toInt64(COUNT(*)) AS count_rows_df9803b6ec8d
  FROM events
  WHERE events.kind <> 'test'
    AND events."at" < toDateTime64('2026-01-01 00:00:00', 6, 'UTC')
    AND events.kind = 'b'
),
parts AS (
  SELECT
    count_rows_df9803b6ec8d
  FROM events_in_all
),
cells AS (
  SELECT
    MAX(count_rows_df9803b6ec8d) AS count_rows_df9803b6ec8d
  FROM parts
)
SELECT
  COALESCE(count_rows_df9803b6ec8d, 0) AS real_events
FROM cells
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query real_events --since 2026-01-14 --as-of 2026-01-31
WITH events_by_week AS (
  SELECT
    toMonday(toDate32(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))))) AS period_start,
    toInt64(COUNT(*)) AS rows_6a68f0404015,
    toInt64(COUNT(*)) AS count_rows_df9803b6ec8d
  FROM events
  WHERE events.kind <> 'test'
    AND events."at" >= toDateTime64('2026-01-12 00:00:00', 6, 'UTC')
    AND events."at" < toDateTime64('2026-02-01 00:00:00', 6, 'UTC')
    AND events.kind = 'b'
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(toMonday(toDate32(CAST(events."at" AS Nullable(DateTime64(6, 'UTC')))))) AS period_start
    FROM events
    WHERE events.kind <> 'test'
      AND (CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) < addDays(toDate32('2026-01-31'), -2) OR CAST(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) AS Nullable(Date32)) <= toDate32('2026-01-31'))
      AND CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) < addDays(toDate32('2026-01-31'), 3)
  ) AS first_of_each
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addWeeks(first_of_series, n), range(toUInt64(greatest(ifNull(intDiv(dateDiff('day', first_of_series, last_of_series), 7) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(CASE WHEN first_row > toDate32('2026-01-12') THEN first_row WHEN first_row IS NOT NULL THEN toDate32('2026-01-12') END) AS first_of_series,
      toDate32('2026-01-26') AS last_of_series
    FROM first_rows
  ) AS series
),
parts AS (
  SELECT
    period_start,
    count_rows_df9803b6ec8d
  FROM events_by_week
  WHERE rows_6a68f0404015 > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS Nullable(Int64)) AS count_rows_df9803b6ec8d
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows_df9803b6ec8d) AS count_rows_df9803b6ec8d
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows_df9803b6ec8d, 0) AS real_events
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query real_events --since 2025-11-01 --until 2026-01-08 --as-of 2026-01-31
WITH events_by_week AS (
  SELECT
    toMonday(toDate32(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))))) AS period_start,
    toInt64(COUNT(*)) AS rows_6a68f0404015,
    toInt64(COUNT(*)) AS count_rows_df9803b6ec8d
  FROM events
  WHERE events.kind <> 'test'
    AND events."at" >= toDateTime64('2025-10-27 00:00:00', 6, 'UTC')
    AND events."at" < toDateTime64('2026-01-05 00:00:00', 6, 'UTC')
    AND events.kind = 'b'
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(toMonday(toDate32(CAST(events."at" AS Nullable(DateTime64(6, 'UTC')))))) AS period_start
    FROM events
    WHERE events.kind <> 'test'
      AND (CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) < addDays(toDate32('2026-01-31'), -2) OR CAST(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) AS Nullable(Date32)) <= toDate32('2026-01-31'))
      AND CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) < addDays(toDate32('2026-01-31'), 3)
  ) AS first_of_each
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addWeeks(first_of_series, n), range(toUInt64(greatest(ifNull(intDiv(dateDiff('day', first_of_series, last_of_series), 7) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(CASE WHEN first_row > toDate32('2025-10-27') THEN first_row WHEN first_row IS NOT NULL THEN toDate32('2025-10-27') END) AS first_of_series,
      toDate32('2025-12-29') AS last_of_series
    FROM first_rows
  ) AS series
),
parts AS (
  SELECT
    period_start,
    count_rows_df9803b6ec8d
  FROM events_by_week
  WHERE rows_6a68f0404015 > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS Nullable(Int64)) AS count_rows_df9803b6ec8d
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows_df9803b6ec8d) AS count_rows_df9803b6ec8d
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows_df9803b6ec8d, 0) AS real_events
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query real_events --grain none --since 2026-01-13 --until 2026-01-14 --as-of 2026-01-31
WITH events_in_all AS (
  SELECT
    toInt64(COUNT(*)) AS rows_6a68f0404015,
    toInt64(COUNT(*)) AS count_rows_df9803b6ec8d
  FROM events
  WHERE events.kind <> 'test'
    AND events."at" >= toDateTime64('2026-01-13 00:00:00', 6, 'UTC')
    AND events."at" < toDateTime64('2026-01-14 00:00:00', 6, 'UTC')
    AND events.kind = 'b'
),
parts AS (
  SELECT
    count_rows_df9803b6ec8d
  FROM events_in_all
),
cells AS (
  SELECT
    MAX(count_rows_df9803b6ec8d) AS count_rows_df9803b6ec8d
  FROM parts
)
SELECT
  COALESCE(count_rows_df9803b6ec8d, 0) AS real_events
FROM cells
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;