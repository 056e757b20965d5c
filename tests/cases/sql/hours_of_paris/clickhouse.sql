-- northstar query events_made,events_seen --grain hour --since 2026-03-29 --until 2026-03-30 --as-of 2026-12-31
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
events_seen_at_by_hour AS (
  SELECT
    toStartOfHour(toStartOfSecond(arrayMap(t -> addSeconds(t, timeZoneOffset(toTimeZone(t, 'Europe/Paris'))), [addSeconds(CAST(events.seen_at AS Nullable(DateTime64(6, 'UTC'))), -arrayMin(d -> timeZoneOffset(toTimeZone(addSeconds(CAST(events.seen_at AS Nullable(DateTime64(6, 'UTC'))), -timeZoneOffset(toTimeZone(addDays(CAST(events.seen_at AS Nullable(DateTime64(6, 'UTC'))), d), 'America/New_York'))), 'America/New_York')), [-1, 1]))])[1])) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(*)) AS count_rows
  FROM events
  WHERE events.seen_at >= toDateTime64('2026-03-28 19:00:00', 6, 'UTC')
    AND events.seen_at < toDateTime64('2026-03-29 18:00:00', 6, 'UTC')
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(toStartOfHour(toStartOfSecond(addSeconds(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), timeZoneOffset(toTimeZone(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), 'Europe/Paris')))))) AS period_start
    FROM events
    WHERE (CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) < addDays(toDate32('2026-12-31'), -2) OR CAST(addSeconds(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), timeZoneOffset(toTimeZone(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), 'Europe/Paris'))) AS Nullable(Date32)) <= toDate32('2026-12-31'))
      AND CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) < addDays(toDate32('2026-12-31'), 3)
    UNION ALL
    SELECT
      MIN(toStartOfHour(toStartOfSecond(arrayMap(t -> addSeconds(t, timeZoneOffset(toTimeZone(t, 'Europe/Paris'))), [addSeconds(CAST(events.seen_at AS Nullable(DateTime64(6, 'UTC'))), -arrayMin(d -> timeZoneOffset(toTimeZone(addSeconds(CAST(events.seen_at AS Nullable(DateTime64(6, 'UTC'))), -timeZoneOffset(toTimeZone(addDays(CAST(events.seen_at AS Nullable(DateTime64(6, 'UTC'))), d), 'America/New_York'))), 'America/New_York')), [-1, 1]))])[1]))) AS period_start
    FROM events
    WHERE (CAST(events.seen_at AS Nullable(DateTime64(6, 'UTC'))) < addDays(toDate32('2026-12-31'), -2) OR CAST(arrayMap(t -> addSeconds(t, timeZoneOffset(toTimeZone(t, 'Europe/Paris'))), [addSeconds(CAST(events.seen_at AS Nullable(DateTime64(6, 'UTC'))), -arrayMin(d -> timeZoneOffset(toTimeZone(addSeconds(CAST(events.seen_at AS Nullable(DateTime64(6, 'UTC'))), -timeZoneOffset(toTimeZone(addDays(CAST(events.seen_at AS Nullable(DateTime64(6, 'UTC'))), d), 'America/New_York'))), 'America/New_York')), [-1, 1]))])[1] AS Nullable(Date32)) <= toDate32('2026-12-31'))
      AND CAST(events.seen_at AS Nullable(DateTime64(6, 'UTC'))) < addDays(toDate32('2026-12-31'), 3)
  ) AS first_of_each
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addHours(first_of_series, n), range(toUInt64(greatest(ifNull(dateDiff('hour', first_of_series, last_of_series) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      CAST(CASE WHEN first_row > toDateTime64('2026-03-29 00:00:00', 6, 'UTC') THEN first_row WHEN first_row IS NOT NULL THEN toDateTime64('2026-03-29 00:00:00', 6, 'UTC') END AS Nullable(DateTime64(6, 'UTC'))) AS first_of_series,
      toDateTime64('2026-03-29 23:00:00', 6, 'UTC') AS last_of_series
    FROM first_rows
  ) AS series
),
parts AS (
  SELECT
    period_start,
    count_rows,
    CAST(NULL AS Nullable(Int64)) AS count_rows_2
  FROM events_by_hour
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS Nullable(Int64)) AS count_rows,
    count_rows AS count_rows_2
  FROM events_seen_at_by_hour
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
  COALESCE(count_rows, 0) AS events_made,
  COALESCE(count_rows_2, 0) AS events_seen
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query events_made,events_seen --grain hour --since 2026-10-25 --until 2026-10-26 --as-of 2026-12-31
WITH events_by_hour AS (
  SELECT
    toStartOfHour(toStartOfSecond(addSeconds(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), timeZoneOffset(toTimeZone(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), 'Europe/Paris'))))) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(*)) AS count_rows
  FROM events
  WHERE events."at" >= toDateTime64('2026-10-24 22:00:00', 6, 'UTC')
    AND events."at" < toDateTime64('2026-10-25 23:00:00', 6, 'UTC')
  GROUP BY 1
),
events_seen_at_by_hour AS (
  SELECT
    toStartOfHour(toStartOfSecond(arrayMap(t -> addSeconds(t, timeZoneOffset(toTimeZone(t, 'Europe/Paris'))), [addSeconds(CAST(events.seen_at AS Nullable(DateTime64(6, 'UTC'))), -arrayMin(d -> timeZoneOffset(toTimeZone(addSeconds(CAST(events.seen_at AS Nullable(DateTime64(6, 'UTC'))), -timeZoneOffset(toTimeZone(addDays(CAST(events.seen_at AS Nullable(DateTime64(6, 'UTC'))), d), 'America/New_York'))), 'America/New_York')), [-1, 1]))])[1])) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(*)) AS count_rows
  FROM events
  WHERE events.seen_at >= toDateTime64('2026-10-24 18:00:00', 6, 'UTC')
    AND events.seen_at < toDateTime64('2026-10-25 19:00:00', 6, 'UTC')
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(toStartOfHour(toStartOfSecond(addSeconds(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), timeZoneOffset(toTimeZone(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), 'Europe/Paris')))))) AS period_start
    FROM events
    WHERE (CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) < addDays(toDate32('2026-12-31'), -2) OR CAST(addSeconds(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), timeZoneOffset(toTimeZone(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), 'Europe/Paris'))) AS Nullable(Date32)) <= toDate32('2026-12-31'))
      AND CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) < addDays(toDate32('2026-12-31'), 3)
    UNION ALL
    SELECT
      MIN(toStartOfHour(toStartOfSecond(arrayMap(t -> addSeconds(t, timeZoneOffset(toTimeZone(t, 'Europe/Paris'))), [addSeconds(CAST(events.seen_at AS Nullable(DateTime64(6, 'UTC'))), -arrayMin(d -> timeZoneOffset(toTimeZone(addSeconds(CAST(events.seen_at AS Nullable(DateTime64(6, 'UTC'))), -timeZoneOffset(toTimeZone(addDays(CAST(events.seen_at AS Nullable(DateTime64(6, 'UTC'))), d), 'America/New_York'))), 'America/New_York')), [-1, 1]))])[1]))) AS period_start
    FROM events
    WHERE (CAST(events.seen_at AS Nullable(DateTime64(6, 'UTC'))) < addDays(toDate32('2026-12-31'), -2) OR CAST(arrayMap(t -> addSeconds(t, timeZoneOffset(toTimeZone(t, 'Europe/Paris'))), [addSeconds(CAST(events.seen_at AS Nullable(DateTime64(6, 'UTC'))), -arrayMin(d -> timeZoneOffset(toTimeZone(addSeconds(CAST(events.seen_at AS Nullable(DateTime64(6, 'UTC'))), -timeZoneOffset(toTimeZone(addDays(CAST(events.seen_at AS Nullable(DateTime64(6, 'UTC'))), d), 'America/New_York'))), 'America/New_York')), [-1, 1]))])[1] AS Nullable(Date32)) <= toDate32('2026-12-31'))
      AND CAST(events.seen_at AS Nullable(DateTime64(6, 'UTC'))) < addDays(toDate32('2026-12-31'), 3)
  ) AS first_of_each
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addHours(first_of_series, n), range(toUInt64(greatest(ifNull(dateDiff('hour', first_of_series, last_of_series) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      CAST(CASE WHEN first_row > toDateTime64('2026-10-25 00:00:00', 6, 'UTC') THEN first_row WHEN first_row IS NOT NULL THEN toDateTime64('2026-10-25 00:00:00', 6, 'UTC') END AS Nullable(DateTime64(6, 'UTC'))) AS first_of_series,
      toDateTime64('2026-10-25 23:00:00', 6, 'UTC') AS last_of_series
    FROM first_rows
  ) AS series
),
parts AS (
  SELECT
    period_start,
    count_rows,
    CAST(NULL AS Nullable(Int64)) AS count_rows_2
  FROM events_by_hour
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS Nullable(Int64)) AS count_rows,
    count_rows AS count_rows_2
  FROM events_seen_at_by_hour
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
  COALESCE(count_rows, 0) AS events_made,
  COALESCE(count_rows_2, 0) AS events_seen
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query events_made,events_an_hour --grain day --since 2026-03-28 --until 2026-03-31 --as-of 2026-12-31
WITH events_cells AS (
  SELECT
    toStartOfHour(toStartOfSecond(addSeconds(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), timeZoneOffset(toTimeZone(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), 'Europe/Paris'))))) AS cell_start,
    toInt64(COUNT(*)) AS rows_all
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
events_by_day_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS Nullable(Int64)) AS rows_all,
    CAST(SUM(rows_all) AS Nullable(Int64)) AS count_rows
  FROM (
    SELECT
      toDate32(cell_start) AS period_start,
      events_cells.rows_all,
      events_cells.cell_start
    FROM events_cells
  ) AS placed
  GROUP BY 1
),
events_per_hour_by_day_found AS (
  SELECT
    period_start,
    sub_start,
    CAST(SUM(rows_all) AS Nullable(Int64)) AS count_rows
  FROM (
    SELECT
      period_start,
      rows_all,
      toStartOfHour(toStartOfSecond(CAST(cell_start AS Nullable(DateTime64(6, 'UTC'))))) AS sub_start
    FROM (
      SELECT
        toDate32(cell_start) AS period_start,
        events_cells.rows_all,
        events_cells.cell_start
      FROM events_cells
    ) AS placed
  ) AS in_sub_periods
  GROUP BY 1, 2
),
events_per_hour_by_day_all AS (
  SELECT
    "groups".period_start AS period_start,
    subs.sub_start AS sub_start,
    CAST(NULL AS Nullable(Int64)) AS count_rows
  FROM (
    SELECT DISTINCT
      period_start
    FROM events_per_hour_by_day_found
  ) AS "groups"
  CROSS JOIN (
    SELECT
      arrayJoin(arrayMap(n -> addHours(first_of_series, n), range(toUInt64(greatest(ifNull(dateDiff('hour', first_of_series, last_of_series) + 1, 0), 0))))) AS sub_start
    FROM (
      SELECT
        toStartOfHour(toStartOfSecond(CAST(period_start AS Nullable(DateTime64(6, 'UTC'))))) AS first_of_series,
        toStartOfHour(toStartOfSecond(addHours(CAST(addDays(addDays(toDate32('2026-12-31'), 1), -1) AS Nullable(DateTime64(6, 'UTC'))), 23))) AS last_of_series
      FROM (
        SELECT
          MIN(period_start) AS period_start
        FROM events_per_hour_by_day_found
      ) AS bounds
    ) AS series
  ) AS subs
  WHERE subs.sub_start < LEAST(addDays(toDate32("groups".period_start), 1), addDays(toDate32('2026-12-31'), 1))
    AND subs.sub_start >= toStartOfHour(toStartOfSecond(CAST("groups".period_start AS Nullable(DateTime64(6, 'UTC')))))
),
events_per_hour_by_day_filled AS (
  SELECT
    period_start,
    sub_start,
    MAX(count_rows) AS count_rows
  FROM (
    SELECT
      period_start,
      sub_start,
      count_rows
    FROM events_per_hour_by_day_found
    UNION ALL
    SELECT
      period_start,
      sub_start,
      count_rows
    FROM events_per_hour_by_day_all
  ) AS "both"
  GROUP BY 1, 2
),
events_per_hour_by_day AS (
  SELECT
    period_start,
    AVG(CAST(COALESCE(count_rows, 0) AS Nullable(Float64))) AS avg_30f30ee527d4,
    toInt64(COUNT(*)) AS sub_periods
  FROM events_per_hour_by_day_filled
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    count_rows,
    CAST(NULL AS Nullable(Float64)) AS avg_30f30ee527d4,
    CAST(NULL AS Nullable(Int64)) AS sub_periods_2
  FROM events_by_day_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS Nullable(Int64)) AS count_rows,
    avg_30f30ee527d4,
    sub_periods AS sub_periods_2
  FROM events_per_hour_by_day
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS Nullable(Int64)) AS count_rows,
    CAST(NULL AS Nullable(Float64)) AS avg_30f30ee527d4,
    CAST(NULL AS Nullable(Int64)) AS sub_periods_2
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.count_rows,
    met.avg_30f30ee527d4,
    met.sub_periods_2
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS Nullable(Int64)) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(count_rows) AS count_rows,
      MAX(avg_30f30ee527d4) AS avg_30f30ee527d4,
      MAX(sub_periods_2) AS sub_periods_2
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  COALESCE(count_rows, 0) AS events_made,
  CASE WHEN COALESCE(sub_periods_2, 0) > 0 THEN avg_30f30ee527d4 ELSE CAST(CASE WHEN dateDiff('hour', toStartOfHour(toStartOfSecond(CAST(period_start AS Nullable(DateTime64(6, 'UTC'))))), toStartOfHour(toStartOfSecond(CAST(LEAST(addDays(period_start, 1), addDays(toDate32('2026-12-31'), 1)) AS Nullable(DateTime64(6, 'UTC')))))) > 0 THEN COALESCE(CAST(NULL AS Nullable(Int64)), 0) ELSE NULL END AS Nullable(Float64)) END AS events_an_hour
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query events_made,events_an_hour --grain day --since 2026-10-25 --until 2026-10-26 --as-of 2026-12-31
WITH events_cells AS (
  SELECT
    toStartOfHour(toStartOfSecond(addSeconds(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), timeZoneOffset(toTimeZone(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), 'Europe/Paris'))))) AS cell_start,
    toInt64(COUNT(*)) AS rows_all
  FROM events
  WHERE events."at" >= toDateTime64('2026-10-24 22:00:00', 6, 'UTC')
    AND events."at" < toDateTime64('2026-10-25 23:00:00', 6, 'UTC')
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
      toDate32(CASE WHEN first_row > toDate32('2026-10-25') THEN first_row WHEN first_row IS NOT NULL THEN toDate32('2026-10-25') END) AS first_of_series,
      toDate32('2026-10-25') AS last_of_series
    FROM first_rows
  ) AS series
),
events_by_day_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS Nullable(Int64)) AS rows_all,
    CAST(SUM(rows_all) AS Nullable(Int64)) AS count_rows
  FROM (
    SELECT
      toDate32(cell_start) AS period_start,
      events_cells.rows_all,
      events_cells.cell_start
    FROM events_cells
  ) AS placed
  GROUP BY 1
),
events_per_hour_by_day_found AS (
  SELECT
    period_start,
    sub_start,
    CAST(SUM(rows_all) AS Nullable(Int64)) AS count_rows
  FROM (
    SELECT
      period_start,
      rows_all,
      toStartOfHour(toStartOfSecond(CAST(cell_start AS Nullable(DateTime64(6, 'UTC'))))) AS sub_start
    FROM (
      SELECT
        toDate32(cell_start) AS period_start,
        events_cells.rows_all,
        events_cells.cell_start
      FROM events_cells
    ) AS placed
  ) AS in_sub_periods
  GROUP BY 1, 2
),
events_per_hour_by_day_all AS (
  SELECT
    "groups".period_start AS period_start,
    subs.sub_start AS sub_start,
    CAST(NULL AS Nullable(Int64)) AS count_rows
  FROM (
    SELECT DISTINCT
      period_start
    FROM events_per_hour_by_day_found
  ) AS "groups"
  CROSS JOIN (
    SELECT
      arrayJoin(arrayMap(n -> addHours(first_of_series, n), range(toUInt64(greatest(ifNull(dateDiff('hour', first_of_series, last_of_series) + 1, 0), 0))))) AS sub_start
    FROM (
      SELECT
        toStartOfHour(toStartOfSecond(CAST(period_start AS Nullable(DateTime64(6, 'UTC'))))) AS first_of_series,
        toStartOfHour(toStartOfSecond(addHours(CAST(addDays(addDays(toDate32('2026-12-31'), 1), -1) AS Nullable(DateTime64(6, 'UTC'))), 23))) AS last_of_series
      FROM (
        SELECT
          MIN(period_start) AS period_start
        FROM events_per_hour_by_day_found
      ) AS bounds
    ) AS series
  ) AS subs
  WHERE subs.sub_start < LEAST(addDays(toDate32("groups".period_start), 1), addDays(toDate32('2026-12-31'), 1))
    AND subs.sub_start >= toStartOfHour(toStartOfSecond(CAST("groups".period_start AS Nullable(DateTime64(6, 'UTC')))))
),
events_per_hour_by_day_filled AS (
  SELECT
    period_start,
    sub_start,
    MAX(count_rows) AS count_rows
  FROM (
    SELECT
      period_start,
      sub_start,
      count_rows
    FROM events_per_hour_by_day_found
    UNION ALL
    SELECT
      period_start,
      sub_start,
      count_rows
    FROM events_per_hour_by_day_all
  ) AS "both"
  GROUP BY 1, 2
),
events_per_hour_by_day AS (
  SELECT
    period_start,
    AVG(CAST(COALESCE(count_rows, 0) AS Nullable(Float64))) AS avg_30f30ee527d4,
    toInt64(COUNT(*)) AS sub_periods
  FROM events_per_hour_by_day_filled
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    count_rows,
    CAST(NULL AS Nullable(Float64)) AS avg_30f30ee527d4,
    CAST(NULL AS Nullable(Int64)) AS sub_periods_2
  FROM events_by_day_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS Nullable(Int64)) AS count_rows,
    avg_30f30ee527d4,
    sub_periods AS sub_periods_2
  FROM events_per_hour_by_day
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS Nullable(Int64)) AS count_rows,
    CAST(NULL AS Nullable(Float64)) AS avg_30f30ee527d4,
    CAST(NULL AS Nullable(Int64)) AS sub_periods_2
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.count_rows,
    met.avg_30f30ee527d4,
    met.sub_periods_2
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS Nullable(Int64)) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(count_rows) AS count_rows,
      MAX(avg_30f30ee527d4) AS avg_30f30ee527d4,
      MAX(sub_periods_2) AS sub_periods_2
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  COALESCE(count_rows, 0) AS events_made,
  CASE WHEN COALESCE(sub_periods_2, 0) > 0 THEN avg_30f30ee527d4 ELSE CAST(CASE WHEN dateDiff('hour', toStartOfHour(toStartOfSecond(CAST(period_start AS Nullable(DateTime64(6, 'UTC'))))), toStartOfHour(toStartOfSecond(CAST(LEAST(addDays(period_start, 1), addDays(toDate32('2026-12-31'), 1)) AS Nullable(DateTime64(6, 'UTC')))))) > 0 THEN COALESCE(CAST(NULL AS Nullable(Int64)), 0) ELSE NULL END AS Nullable(Float64)) END AS events_an_hour
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query events_made,events_before --grain hour --since 2026-03-29 --until 2026-03-30 --as-of 2026-12-31
WITH events_by_hour AS (
  SELECT
    toStartOfHour(toStartOfSecond(addSeconds(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), timeZoneOffset(toTimeZone(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))), 'Europe/Paris'))))) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(*)) AS count_rows
  FROM events
  WHERE events."at" < toDateTime64('2026-12-31 23:00:00', 6, 'UTC')
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(period_start) AS period_start
    FROM events_by_hour
  ) AS first_of_each
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addHours(first_of_series, n), range(toUInt64(greatest(ifNull(dateDiff('hour', first_of_series, last_of_series) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      CAST(CASE WHEN first_row > toDateTime64('2026-03-29 00:00:00', 6, 'UTC') THEN first_row WHEN first_row IS NOT NULL THEN toDateTime64('2026-03-29 00:00:00', 6, 'UTC') END AS Nullable(DateTime64(6, 'UTC'))) AS first_of_series,
      toDateTime64('2026-03-29 23:00:00', 6, 'UTC') AS last_of_series
    FROM first_rows
  ) AS series
),
cells_events_by_hour_1_hour_before AS (
  SELECT
    asked.period_start AS period_start,
    events_by_hour.rows_all AS rows_all,
    events_by_hour.count_rows AS count_rows
  FROM (
    SELECT
      period_start,
      addHours(period_start, -1) AS earlier_period
    FROM periods
  ) AS asked
  INNER JOIN events_by_hour
    ON events_by_hour.period_start = asked.earlier_period
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    count_rows,
    CAST(NULL AS Nullable(Int64)) AS count_rows_2
  FROM events_by_hour
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS Nullable(Int64)) AS count_rows,
    count_rows AS count_rows_2
  FROM cells_events_by_hour_1_hour_before
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS Nullable(Int64)) AS count_rows,
    CAST(NULL AS Nullable(Int64)) AS count_rows_2
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.count_rows,
    met.count_rows_2
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS Nullable(Int64)) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(count_rows) AS count_rows,
      MAX(count_rows_2) AS count_rows_2
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  COALESCE(count_rows, 0) AS events_made,
  CASE WHEN addHours(period_start, -1) >= (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM events_by_hour
    ) AS first_of_each
  ) THEN COALESCE(count_rows_2, 0) END AS events_before
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;