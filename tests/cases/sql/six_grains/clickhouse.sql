-- northstar query total --grain hour --since 2025-12-31 --until 2026-01-02 --as-of 2026-01-01 --order total:desc --limit 5
WITH events_by_hour AS (
  SELECT
    toStartOfHour(toStartOfSecond(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))))) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    SUM(CAST(events.amount AS Nullable(Decimal(38, 0)))) AS sum_amount
  FROM events
  WHERE events."at" >= toDateTime64('2025-12-31 00:00:00', 6, 'UTC')
    AND events."at" < toDateTime64('2026-01-02 00:00:00', 6, 'UTC')
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(toStartOfHour(toStartOfSecond(CAST(events."at" AS Nullable(DateTime64(6, 'UTC')))))) AS period_start
    FROM events
    WHERE (CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) < addDays(toDate32('2026-01-01'), -2) OR CAST(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) AS Nullable(Date32)) <= toDate32('2026-01-01'))
      AND CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) < addDays(toDate32('2026-01-01'), 3)
  ) AS first_of_each
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addHours(first_of_series, n), range(toUInt64(greatest(ifNull(dateDiff('hour', first_of_series, last_of_series) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      CAST(CASE WHEN first_row > toDateTime64('2025-12-31 00:00:00', 6, 'UTC') THEN first_row WHEN first_row IS NOT NULL THEN toDateTime64('2025-12-31 00:00:00', 6, 'UTC') END AS Nullable(DateTime64(6, 'UTC'))) AS first_of_series,
      toDateTime64('2026-01-01 23:00:00', 6, 'UTC') AS last_of_series
    FROM first_rows
  ) AS series
),
parts AS (
  SELECT
    period_start,
    sum_amount
  FROM events_by_hour
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(sum_amount) AS sum_amount
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(sum_amount, 0) AS total
FROM cells
ORDER BY 2 DESC NULLS LAST, 1 NULLS LAST
LIMIT 5
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query total --grain day --since 2025-12-31 --until 2026-01-06 --as-of 2026-04-02
WITH events_by_day AS (
  SELECT
    toDate32(CAST(events."at" AS Nullable(DateTime64(6, 'UTC')))) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    SUM(CAST(events.amount AS Nullable(Decimal(38, 0)))) AS sum_amount
  FROM events
  WHERE events."at" >= toDateTime64('2025-12-31 00:00:00', 6, 'UTC')
    AND events."at" < toDateTime64('2026-01-06 00:00:00', 6, 'UTC')
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(toDate32(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))))) AS period_start
    FROM events
    WHERE (CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) < addDays(toDate32('2026-04-02'), -2) OR CAST(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) AS Nullable(Date32)) <= toDate32('2026-04-02'))
      AND CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) < addDays(toDate32('2026-04-02'), 3)
  ) AS first_of_each
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addDays(first_of_series, n), range(toUInt64(greatest(ifNull(dateDiff('day', first_of_series, last_of_series) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(CASE WHEN first_row > toDate32('2025-12-31') THEN first_row WHEN first_row IS NOT NULL THEN toDate32('2025-12-31') END) AS first_of_series,
      toDate32('2026-01-05') AS last_of_series
    FROM first_rows
  ) AS series
),
parts AS (
  SELECT
    period_start,
    sum_amount
  FROM events_by_day
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(sum_amount) AS sum_amount
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(sum_amount, 0) AS total
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query total,events_seen --grain week --until 2026-01-12 --as-of 2026-04-02
WITH events_by_week AS (
  SELECT
    toMonday(toDate32(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))))) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    SUM(CAST(events.amount AS Nullable(Decimal(38, 0)))) AS sum_amount,
    toInt64(COUNT(*)) AS count_rows
  FROM events
  WHERE events."at" < toDateTime64('2026-01-12 00:00:00', 6, 'UTC')
  GROUP BY 1
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addWeeks(first_of_series, n), range(toUInt64(greatest(ifNull(intDiv(dateDiff('day', first_of_series, last_of_series), 7) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(first_row) AS first_of_series,
      toDate32('2026-01-05') AS last_of_series
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
    sum_amount,
    count_rows
  FROM events_by_week
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount,
    CAST(NULL AS Nullable(Int64)) AS count_rows
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(sum_amount) AS sum_amount,
    MAX(count_rows) AS count_rows
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(sum_amount, 0) AS total,
  COALESCE(count_rows, 0) AS events_seen
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query total --grain month --as-of 2026-04-02
WITH events_by_month AS (
  SELECT
    toStartOfMonth(toDate32(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))))) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    SUM(CAST(events.amount AS Nullable(Decimal(38, 0)))) AS sum_amount
  FROM events
  WHERE events."at" < toDateTime64('2026-04-03 00:00:00', 6, 'UTC')
  GROUP BY 1
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addMonths(first_of_series, n), range(toUInt64(greatest(ifNull(dateDiff('month', first_of_series, last_of_series) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(first_row) AS first_of_series,
      toDate32('2026-04-01') AS last_of_series
    FROM (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          period_start
        FROM events_by_month
      ) AS all_periods
    ) AS bounds
  ) AS series
),
parts AS (
  SELECT
    period_start,
    sum_amount
  FROM events_by_month
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(sum_amount) AS sum_amount
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(sum_amount, 0) AS total
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query total --grain quarter --as-of 2026-04-02
WITH events_by_quarter AS (
  SELECT
    toStartOfQuarter(toDate32(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))))) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    SUM(CAST(events.amount AS Nullable(Decimal(38, 0)))) AS sum_amount
  FROM events
  WHERE events."at" < toDateTime64('2026-04-03 00:00:00', 6, 'UTC')
  GROUP BY 1
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addQuarters(first_of_series, n), range(toUInt64(greatest(ifNull(intDiv(dateDiff('month', first_of_series, last_of_series), 3) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(first_row) AS first_of_series,
      toDate32('2026-04-01') AS last_of_series
    FROM (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          period_start
        FROM events_by_quarter
      ) AS all_periods
    ) AS bounds
  ) AS series
),
parts AS (
  SELECT
    period_start,
    sum_amount
  FROM events_by_quarter
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(sum_amount) AS sum_amount
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(sum_amount, 0) AS total
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query total --grain year --as-of 2026-04-02
WITH events_by_year AS (
  SELECT
    toStartOfYear(toDate32(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))))) AS period_start,
    toInt64(COUNT(*)) AS rows_all,
    SUM(CAST(events.amount AS Nullable(Decimal(38, 0)))) AS sum_amount
  FROM events
  WHERE events."at" < toDateTime64('2026-04-03 00:00:00', 6, 'UTC')
  GROUP BY 1
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addYears(first_of_series, n), range(toUInt64(greatest(ifNull(intDiv(dateDiff('month', first_of_series, last_of_series), 12) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(first_row) AS first_of_series,
      toDate32('2026-01-01') AS last_of_series
    FROM (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          period_start
        FROM events_by_year
      ) AS all_periods
    ) AS bounds
  ) AS series
),
parts AS (
  SELECT
    period_start,
    sum_amount
  FROM events_by_year
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS Nullable(Decimal(30, 0))) AS sum_amount
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(sum_amount) AS sum_amount
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(sum_amount, 0) AS total
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query total --grain none --as-of 2026-04-02
WITH events_in_all AS (
  SELECT
    toInt64(COUNT(*)) AS rows_all,
    SUM(CAST(events.amount AS Nullable(Decimal(38, 0)))) AS sum_amount
  FROM events
  WHERE events."at" < toDateTime64('2026-04-03 00:00:00', 6, 'UTC')
),
parts AS (
  SELECT
    sum_amount
  FROM events_in_all
),
cells AS (
  SELECT
    MAX(sum_amount) AS sum_amount
  FROM parts
)
SELECT
  COALESCE(sum_amount, 0) AS total
FROM cells
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query total --grain none --since 2026-01-01 --until 2026-04-01 --as-of 2026-04-02
WITH events_in_all AS (
  SELECT
    toInt64(COUNT(*)) AS rows_all,
    SUM(CAST(events.amount AS Nullable(Decimal(38, 0)))) AS sum_amount
  FROM events
  WHERE events."at" >= toDateTime64('2026-01-01 00:00:00', 6, 'UTC')
    AND events."at" < toDateTime64('2026-04-01 00:00:00', 6, 'UTC')
),
parts AS (
  SELECT
    sum_amount
  FROM events_in_all
),
cells AS (
  SELECT
    MAX(sum_amount) AS sum_amount
  FROM parts
)
SELECT
  COALESCE(sum_amount, 0) AS total
FROM cells
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;