-- northstar query events_seen,same_week,weeks_between --as-of 2026-01-17
WITH events_by_week AS (
  SELECT
    addDays(toMonday(addDays(toDate32(events.on_day), -6)), 6) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(CASE WHEN addDays(toMonday(addDays(toDate32(events.on_day), -6)), 6) = addDays(toMonday(addDays(toDate32(CAST(events.seen_at AS Nullable(DateTime64(6, 'UTC')))), -6)), 6) THEN 1 END)) AS rows_f380b9656d3f,
    toInt64(COUNT(*)) AS count_rows,
    toInt64(COUNT(CASE WHEN addDays(toMonday(addDays(toDate32(events.on_day), -6)), 6) = addDays(toMonday(addDays(toDate32(CAST(events.seen_at AS Nullable(DateTime64(6, 'UTC')))), -6)), 6) THEN 1 END)) AS count_rows_07885345f27e,
    SUM(CAST(intDiv(dateDiff('day', addDays(toMonday(addDays(toDate32(events.on_day), -6)), 6), addDays(toMonday(addDays(CAST(CAST(events.seen_at AS Nullable(DateTime64(6, 'UTC'))) AS Nullable(Date32)), -6)), 6)), 7) AS Nullable(Decimal(38, 0)))) AS sum_on_day_seen_at_07343925d2fd
  FROM events
  WHERE events.on_day < toDate32('2026-01-18')
  GROUP BY 1
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addWeeks(first_of_series, n), range(toUInt64(greatest(ifNull(intDiv(dateDiff('day', first_of_series, last_of_series), 7) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(first_row) AS first_of_series,
      toDate32('2026-01-11') AS last_of_series
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
    count_rows,
    count_rows_07885345f27e,
    sum_on_day_seen_at_07343925d2fd
  FROM events_by_week
  WHERE (rows_all > 0 OR rows_f380b9656d3f > 0)
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS Nullable(Int64)) AS count_rows,
    CAST(NULL AS Nullable(Int64)) AS count_rows_07885345f27e,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_on_day_seen_at_07343925d2fd
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows) AS count_rows,
    MAX(count_rows_07885345f27e) AS count_rows_07885345f27e,
    MAX(sum_on_day_seen_at_07343925d2fd) AS sum_on_day_seen_at_07343925d2fd
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows, 0) AS events_seen,
  COALESCE(count_rows_07885345f27e, 0) AS same_week,
  COALESCE(sum_on_day_seen_at_07343925d2fd, 0) AS weeks_between
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query events_seen --since 2026-01-05 --until 2026-01-17 --as-of 2026-01-31
WITH events_by_week AS (
  SELECT
    addDays(toMonday(addDays(toDate32(events.on_day), -6)), 6) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(*)) AS count_rows
  FROM events
  WHERE events.on_day >= toDate32('2026-01-04')
    AND events.on_day < toDate32('2026-01-11')
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(addDays(toMonday(addDays(toDate32(events.on_day), -6)), 6)) AS period_start
    FROM events
    WHERE events.on_day <= toDate32('2026-01-31')
  ) AS first_of_each
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addWeeks(first_of_series, n), range(toUInt64(greatest(ifNull(intDiv(dateDiff('day', first_of_series, last_of_series), 7) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(CASE WHEN first_row > toDate32('2026-01-04') THEN first_row WHEN first_row IS NOT NULL THEN toDate32('2026-01-04') END) AS first_of_series,
      toDate32('2026-01-04') AS last_of_series
    FROM first_rows
  ) AS series
),
parts AS (
  SELECT
    period_start,
    count_rows
  FROM events_by_week
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