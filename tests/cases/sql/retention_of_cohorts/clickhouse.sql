-- northstar query back_after_1_week,back_after_2_weeks,back_after_7_days --as-of 2026-02-08
WITH signups_rows AS (
  SELECT
    toDate32(CAST(signups.signed_up_at AS Nullable(DateTime64(6, 'UTC')))) AS cell_start,
    CAST(signups.signed_up_at AS Nullable(DateTime64(6, 'UTC'))) AS row_moment,
    signups.person AS key_person,
    signups.signup_id AS key_signup_id,
    1 AS rows_all,
    1 AS count_rows
  FROM signups
  WHERE signups.signed_up_at < toDateTime64('2026-02-09 00:00:00', 6, 'UTC')
),
sessions_rows AS (
  SELECT
    toDate32(CAST(sessions.started_at AS Nullable(DateTime64(6, 'UTC')))) AS cell_start,
    CAST(sessions.started_at AS Nullable(DateTime64(6, 'UTC'))) AS row_moment,
    sessions.person AS key_person,
    1 AS rows_all,
    1 AS count_rows
  FROM sessions
  WHERE sessions.started_at < toDateTime64('2026-02-09 00:00:00', 6, 'UTC')
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addWeeks(first_of_series, n), range(toUInt64(greatest(ifNull(intDiv(dateDiff('day', first_of_series, last_of_series), 7) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(first_row) AS first_of_series,
      toDate32('2026-02-02') AS last_of_series
    FROM (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          toMonday(toDate32(MIN(cell_start))) AS period_start
        FROM signups_rows
        UNION ALL
        SELECT
          toMonday(toDate32(MIN(cell_start))) AS period_start
        FROM sessions_rows
      ) AS all_periods
    ) AS bounds
  ) AS series
),
signups_retention_231cdb8a311b_by_week_starts AS (
  SELECT
    toMonday(cell_start) AS period_start,
    key_person AS cohort_key,
    addWeeks(row_moment, 1) AS event_moment,
    addWeeks(row_moment, 2) AS deadline
  FROM (
    SELECT
      key_person,
      cell_start,
      row_moment,
      ROW_NUMBER() OVER (PARTITION BY key_person ORDER BY row_moment NULLS LAST, key_signup_id NULLS LAST) AS northstar_turn
    FROM signups_rows
    WHERE count_rows IS NOT NULL
      AND key_person IS NOT NULL
  ) AS in_turn
  WHERE northstar_turn = 1
),
signups_retention_231cdb8a311b_by_week_events AS (
  SELECT
    arrives,
    cohort_key,
    event_moment,
    deadline,
    period_start,
    MIN(CASE WHEN arrives = 1 THEN event_moment END) OVER (PARTITION BY cohort_key ORDER BY event_moment NULLS LAST, arrives NULLS LAST ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS next_arrival
  FROM (
    SELECT
      0 AS arrives,
      cohort_key,
      event_moment,
      deadline,
      period_start
    FROM signups_retention_231cdb8a311b_by_week_starts
    UNION ALL
    SELECT
      1 AS arrives,
      key_person AS cohort_key,
      row_moment AS event_moment,
      CAST(NULL AS Nullable(DateTime64(6, 'UTC'))) AS deadline,
      NULL AS period_start
    FROM sessions_rows
    WHERE count_rows IS NOT NULL
      AND key_person IS NOT NULL
  ) AS all_events
),
signups_retention_231cdb8a311b_by_week AS (
  SELECT
    period_start,
    toInt64(COUNT(followed)) AS arrivals,
    toInt64(COUNT(*)) AS starts
  FROM (
    SELECT
      period_start,
      CASE WHEN cohort_key IS NOT NULL AND next_arrival < deadline THEN 1 END AS followed
    FROM signups_retention_231cdb8a311b_by_week_events
    WHERE arrives = 0
  ) AS followed_in_time
  GROUP BY 1
),
signups_retention_0df8118cfb89_by_week_starts AS (
  SELECT
    toMonday(cell_start) AS period_start,
    key_person AS cohort_key,
    addWeeks(row_moment, 2) AS event_moment,
    addWeeks(row_moment, 3) AS deadline
  FROM (
    SELECT
      key_person,
      cell_start,
      row_moment,
      ROW_NUMBER() OVER (PARTITION BY key_person ORDER BY row_moment NULLS LAST, key_signup_id NULLS LAST) AS northstar_turn
    FROM signups_rows
    WHERE count_rows IS NOT NULL
      AND key_person IS NOT NULL
  ) AS in_turn
  WHERE northstar_turn = 1
),
signups_retention_0df8118cfb89_by_week_events AS (
  SELECT
    arrives,
    cohort_key,
    event_moment,
    deadline,
    period_start,
    MIN(CASE WHEN arrives = 1 THEN event_moment END) OVER (PARTITION BY cohort_key ORDER BY event_moment NULLS LAST, arrives NULLS LAST ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS next_arrival
  FROM (
    SELECT
      0 AS arrives,
      cohort_key,
      event_moment,
      deadline,
      period_start
    FROM signups_retention_0df8118cfb89_by_week_starts
    UNION ALL
    SELECT
      1 AS arrives,
      key_person AS cohort_key,
      row_moment AS event_moment,
      CAST(NULL AS Nullable(DateTime64(6, 'UTC'))) AS deadline,
      NULL AS period_start
    FROM sessions_rows
    WHERE count_rows IS NOT NULL
      AND key_person IS NOT NULL
  ) AS all_events
),
signups_retention_0df8118cfb89_by_week AS (
  SELECT
    period_start,
    toInt64(COUNT(followed)) AS arrivals,
    toInt64(COUNT(*)) AS starts
  FROM (
    SELECT
      period_start,
      CASE WHEN cohort_key IS NOT NULL AND next_arrival < deadline THEN 1 END AS followed
    FROM signups_retention_0df8118cfb89_by_week_events
    WHERE arrives = 0
  ) AS followed_in_time
  GROUP BY 1
),
signups_retention_43f18fc5632e_by_week_starts AS (
  SELECT
    toMonday(cell_start) AS period_start,
    key_person AS cohort_key,
    addDays(row_moment, 7) AS event_moment,
    addDays(row_moment, 8) AS deadline
  FROM (
    SELECT
      key_person,
      cell_start,
      row_moment,
      ROW_NUMBER() OVER (PARTITION BY key_person ORDER BY row_moment NULLS LAST, key_signup_id NULLS LAST) AS northstar_turn
    FROM signups_rows
    WHERE count_rows IS NOT NULL
      AND key_person IS NOT NULL
  ) AS in_turn
  WHERE northstar_turn = 1
),
signups_retention_43f18fc5632e_by_week_events AS (
  SELECT
    arrives,
    cohort_key,
    event_moment,
    deadline,
    period_start,
    MIN(CASE WHEN arrives = 1 THEN event_moment END) OVER (PARTITION BY cohort_key ORDER BY event_moment NULLS LAST, arrives NULLS LAST ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS next_arrival
  FROM (
    SELECT
      0 AS arrives,
      cohort_key,
      event_moment,
      deadline,
      period_start
    FROM signups_retention_43f18fc5632e_by_week_starts
    UNION ALL
    SELECT
      1 AS arrives,
      key_person AS cohort_key,
      row_moment AS event_moment,
      CAST(NULL AS Nullable(DateTime64(6, 'UTC'))) AS deadline,
      NULL AS period_start
    FROM sessions_rows
    WHERE count_rows IS NOT NULL
      AND key_person IS NOT NULL
  ) AS all_events
),
signups_retention_43f18fc5632e_by_week AS (
  SELECT
    period_start,
    toInt64(COUNT(followed)) AS arrivals,
    toInt64(COUNT(*)) AS starts
  FROM (
    SELECT
      period_start,
      CASE WHEN cohort_key IS NOT NULL AND next_arrival < deadline THEN 1 END AS followed
    FROM signups_retention_43f18fc5632e_by_week_events
    WHERE arrives = 0
  ) AS followed_in_time
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(starts, 0) AS rows_seen,
    0 AS on_spine,
    arrivals,
    starts,
    CAST(NULL AS Nullable(Int64)) AS arrivals_2,
    CAST(NULL AS Nullable(Int64)) AS starts_2,
    CAST(NULL AS Nullable(Int64)) AS arrivals_3,
    CAST(NULL AS Nullable(Int64)) AS starts_3
  FROM signups_retention_231cdb8a311b_by_week
  UNION ALL
  SELECT
    period_start,
    COALESCE(starts, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS Nullable(Int64)) AS arrivals,
    CAST(NULL AS Nullable(Int64)) AS starts,
    arrivals AS arrivals_2,
    starts AS starts_2,
    CAST(NULL AS Nullable(Int64)) AS arrivals_3,
    CAST(NULL AS Nullable(Int64)) AS starts_3
  FROM signups_retention_0df8118cfb89_by_week
  UNION ALL
  SELECT
    period_start,
    COALESCE(starts, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS Nullable(Int64)) AS arrivals,
    CAST(NULL AS Nullable(Int64)) AS starts,
    CAST(NULL AS Nullable(Int64)) AS arrivals_2,
    CAST(NULL AS Nullable(Int64)) AS starts_2,
    arrivals AS arrivals_3,
    starts AS starts_3
  FROM signups_retention_43f18fc5632e_by_week
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS Nullable(Int64)) AS arrivals,
    CAST(NULL AS Nullable(Int64)) AS starts,
    CAST(NULL AS Nullable(Int64)) AS arrivals_2,
    CAST(NULL AS Nullable(Int64)) AS starts_2,
    CAST(NULL AS Nullable(Int64)) AS arrivals_3,
    CAST(NULL AS Nullable(Int64)) AS starts_3
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.arrivals,
    met.starts,
    met.arrivals_2,
    met.starts_2,
    met.arrivals_3,
    met.starts_3
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS Nullable(Int64)) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(arrivals) AS arrivals,
      MAX(starts) AS starts,
      MAX(arrivals_2) AS arrivals_2,
      MAX(starts_2) AS starts_2,
      MAX(arrivals_3) AS arrivals_3,
      MAX(starts_3) AS starts_3
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  CAST(COALESCE(arrivals, 0) AS Nullable(Float64)) / NULLIF(CAST(COALESCE(starts, 0) AS Nullable(Float64)), 0) AS back_after_1_week,
  CAST(COALESCE(arrivals_2, 0) AS Nullable(Float64)) / NULLIF(CAST(COALESCE(starts_2, 0) AS Nullable(Float64)), 0) AS back_after_2_weeks,
  CAST(COALESCE(arrivals_3, 0) AS Nullable(Float64)) / NULLIF(CAST(COALESCE(starts_3, 0) AS Nullable(Float64)), 0) AS back_after_7_days
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query back_after_1_week --by country --until 2026-01-19 --as-of 2026-02-08
WITH signups_rows AS (
  SELECT
    toDate32(CAST(signups.signed_up_at AS Nullable(DateTime64(6, 'UTC')))) AS cell_start,
    CAST(signups.signed_up_at AS Nullable(DateTime64(6, 'UTC'))) AS row_moment,
    signups.country,
    signups.person AS key_person,
    signups.signup_id AS key_signup_id,
    1 AS rows_all,
    1 AS count_rows
  FROM signups
  WHERE signups.signed_up_at < toDateTime64('2026-02-09 00:00:00', 6, 'UTC')
),
sessions_rows AS (
  SELECT
    toDate32(CAST(sessions.started_at AS Nullable(DateTime64(6, 'UTC')))) AS cell_start,
    CAST(sessions.started_at AS Nullable(DateTime64(6, 'UTC'))) AS row_moment,
    sessions.person AS key_person,
    1 AS rows_all,
    1 AS count_rows
  FROM sessions
  WHERE sessions.started_at < toDateTime64('2026-02-09 00:00:00', 6, 'UTC')
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
          toMonday(toDate32(MIN(cell_start))) AS period_start
        FROM signups_rows
        UNION ALL
        SELECT
          toMonday(toDate32(MIN(cell_start))) AS period_start
        FROM sessions_rows
      ) AS all_periods
    ) AS bounds
  ) AS series
),
signups_retention_231cdb8a311b_by_week_starts AS (
  SELECT
    toMonday(cell_start) AS period_start,
    country,
    key_person AS cohort_key,
    addWeeks(row_moment, 1) AS event_moment,
    addWeeks(row_moment, 2) AS deadline
  FROM (
    SELECT
      country,
      key_person,
      cell_start,
      row_moment,
      ROW_NUMBER() OVER (PARTITION BY key_person ORDER BY row_moment NULLS LAST, key_signup_id NULLS LAST) AS northstar_turn
    FROM signups_rows
    WHERE count_rows IS NOT NULL
      AND key_person IS NOT NULL
  ) AS in_turn
  WHERE northstar_turn = 1
),
signups_retention_231cdb8a311b_by_week_events AS (
  SELECT
    arrives,
    cohort_key,
    event_moment,
    deadline,
    period_start,
    country,
    MIN(CASE WHEN arrives = 1 THEN event_moment END) OVER (PARTITION BY cohort_key ORDER BY event_moment NULLS LAST, arrives NULLS LAST ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS next_arrival
  FROM (
    SELECT
      0 AS arrives,
      cohort_key,
      event_moment,
      deadline,
      period_start,
      country
    FROM signups_retention_231cdb8a311b_by_week_starts
    UNION ALL
    SELECT
      1 AS arrives,
      key_person AS cohort_key,
      row_moment AS event_moment,
      CAST(NULL AS Nullable(DateTime64(6, 'UTC'))) AS deadline,
      NULL AS period_start,
      NULL AS country
    FROM sessions_rows
    WHERE count_rows IS NOT NULL
      AND key_person IS NOT NULL
  ) AS all_events
),
signups_retention_231cdb8a311b_by_week AS (
  SELECT
    period_start,
    country,
    toInt64(COUNT(followed)) AS arrivals,
    toInt64(COUNT(*)) AS starts
  FROM (
    SELECT
      period_start,
      country,
      CASE WHEN cohort_key IS NOT NULL AND next_arrival < deadline THEN 1 END AS followed
    FROM signups_retention_231cdb8a311b_by_week_events
    WHERE arrives = 0
  ) AS followed_in_time
  GROUP BY 1, 2
),
segments AS (
  SELECT DISTINCT
    country
  FROM (
    SELECT
      country
    FROM signups_retention_231cdb8a311b_by_week
    INNER JOIN periods
      ON periods.period_start = signups_retention_231cdb8a311b_by_week.period_start
    WHERE starts > 0
  ) AS seen
),
parts AS (
  SELECT
    period_start,
    country,
    COALESCE(starts, 0) AS rows_seen,
    0 AS on_spine,
    arrivals,
    starts
  FROM signups_retention_231cdb8a311b_by_week
  UNION ALL
  SELECT
    period_start,
    segments.country AS country,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS Nullable(Int64)) AS arrivals,
    CAST(NULL AS Nullable(Int64)) AS starts
  FROM periods
  CROSS JOIN segments
),
cells AS (
  SELECT
    met.period_start,
    met.country,
    met.rows_seen,
    met.arrivals,
    met.starts
  FROM (
    SELECT
      period_start,
      country,
      CAST(SUM(rows_seen) AS Nullable(Int64)) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(arrivals) AS arrivals,
      MAX(starts) AS starts
    FROM parts
    GROUP BY 1, 2
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  country,
  CAST(COALESCE(arrivals, 0) AS Nullable(Float64)) / NULLIF(CAST(COALESCE(starts, 0) AS Nullable(Float64)), 0) AS back_after_1_week
FROM cells
ORDER BY 1 NULLS LAST, 2 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query back_after_1_week --where "country = 'FR'" --until 2026-01-19 --as-of 2026-02-08
WITH signups_rows AS (
  SELECT
    toDate32(CAST(signups.signed_up_at AS Nullable(DateTime64(6, 'UTC')))) AS cell_start,
    CAST(signups.signed_up_at AS Nullable(DateTime64(6, 'UTC'))) AS row_moment,
    signups.person AS key_person,
    signups.signup_id AS key_signup_id,
    CASE WHEN signups.country = 'FR' THEN 1 ELSE 0 END AS rows_01a734b8f28d,
    CASE WHEN signups.country = 'FR' THEN 1 END AS count_rows_14d6db3c5670
  FROM signups
  WHERE signups.signed_up_at < toDateTime64('2026-02-09 00:00:00', 6, 'UTC')
),
sessions_rows AS (
  SELECT
    toDate32(CAST(sessions.started_at AS Nullable(DateTime64(6, 'UTC')))) AS cell_start,
    CAST(sessions.started_at AS Nullable(DateTime64(6, 'UTC'))) AS row_moment,
    sessions.person AS key_person,
    1 AS rows_all,
    1 AS count_rows
  FROM sessions
  WHERE sessions.started_at < toDateTime64('2026-02-09 00:00:00', 6, 'UTC')
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
          toMonday(toDate32(MIN(cell_start))) AS period_start
        FROM signups_rows
        UNION ALL
        SELECT
          toMonday(toDate32(MIN(cell_start))) AS period_start
        FROM sessions_rows
      ) AS all_periods
    ) AS bounds
  ) AS series
),
signups_retention_4aa9eef642a5_by_week_starts AS (
  SELECT
    toMonday(cell_start) AS period_start,
    key_person AS cohort_key,
    addWeeks(row_moment, 1) AS event_moment,
    addWeeks(row_moment, 2) AS deadline
  FROM (
    SELECT
      key_person,
      cell_start,
      row_moment,
      ROW_NUMBER() OVER (PARTITION BY key_person ORDER BY row_moment NULLS LAST, key_signup_id NULLS LAST) AS northstar_turn
    FROM signups_rows
    WHERE count_rows_14d6db3c5670 IS NOT NULL
      AND key_person IS NOT NULL
  ) AS in_turn
  WHERE northstar_turn = 1
),
signups_retention_4aa9eef642a5_by_week_events AS (
  SELECT
    arrives,
    cohort_key,
    event_moment,
    deadline,
    period_start,
    MIN(CASE WHEN arrives = 1 THEN event_moment END) OVER (PARTITION BY cohort_key ORDER BY event_moment NULLS LAST, arrives NULLS LAST ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS next_arrival
  FROM (
    SELECT
      0 AS arrives,
      cohort_key,
      event_moment,
      deadline,
      period_start
    FROM signups_retention_4aa9eef642a5_by_week_starts
    UNION ALL
    SELECT
      1 AS arrives,
      key_person AS cohort_key,
      row_moment AS event_moment,
      CAST(NULL AS Nullable(DateTime64(6, 'UTC'))) AS deadline,
      NULL AS period_start
    FROM sessions_rows
    WHERE count_rows IS NOT NULL
      AND key_person IS NOT NULL
  ) AS all_events
),
signups_retention_4aa9eef642a5_by_week AS (
  SELECT
    period_start,
    toInt64(COUNT(followed)) AS arrivals,
    toInt64(COUNT(*)) AS starts
  FROM (
    SELECT
      period_start,
      CASE WHEN cohort_key IS NOT NULL AND next_arrival < deadline THEN 1 END AS followed
    FROM signups_retention_4aa9eef642a5_by_week_events
    WHERE arrives = 0
  ) AS followed_in_time
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(starts, 0) AS rows_seen,
    0 AS on_spine,
    arrivals,
    starts
  FROM signups_retention_4aa9eef642a5_by_week
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS Nullable(Int64)) AS arrivals,
    CAST(NULL AS Nullable(Int64)) AS starts
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.arrivals,
    met.starts
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS Nullable(Int64)) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(arrivals) AS arrivals,
      MAX(starts) AS starts
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  CAST(COALESCE(arrivals, 0) AS Nullable(Float64)) / NULLIF(CAST(COALESCE(starts, 0) AS Nullable(Float64)), 0) AS back_after_1_week
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query back_after_1_month --grain month --until 2026-02-01 --as-of 2026-03-31
WITH signups_rows AS (
  SELECT
    toDate32(CAST(signups.signed_up_at AS Nullable(DateTime64(6, 'UTC')))) AS cell_start,
    CAST(signups.signed_up_at AS Nullable(DateTime64(6, 'UTC'))) AS row_moment,
    signups.person AS key_person,
    signups.signup_id AS key_signup_id,
    1 AS rows_all,
    1 AS count_rows
  FROM signups
  WHERE signups.signed_up_at < toDateTime64('2026-04-01 00:00:00', 6, 'UTC')
),
sessions_rows AS (
  SELECT
    toDate32(CAST(sessions.started_at AS Nullable(DateTime64(6, 'UTC')))) AS cell_start,
    CAST(sessions.started_at AS Nullable(DateTime64(6, 'UTC'))) AS row_moment,
    sessions.person AS key_person,
    1 AS rows_all,
    1 AS count_rows
  FROM sessions
  WHERE sessions.started_at < toDateTime64('2026-04-01 00:00:00', 6, 'UTC')
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addMonths(first_of_series, n), range(toUInt64(greatest(ifNull(dateDiff('month', first_of_series, last_of_series) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(first_row) AS first_of_series,
      toDate32('2026-01-01') AS last_of_series
    FROM (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          toStartOfMonth(toDate32(MIN(cell_start))) AS period_start
        FROM signups_rows
        UNION ALL
        SELECT
          toStartOfMonth(toDate32(MIN(cell_start))) AS period_start
        FROM sessions_rows
      ) AS all_periods
    ) AS bounds
  ) AS series
),
signups_retention_9eaeef5520e5_by_month_starts AS (
  SELECT
    toStartOfMonth(cell_start) AS period_start,
    key_person AS cohort_key,
    addMonths(row_moment, 1) AS event_moment,
    addMonths(row_moment, 2) AS deadline
  FROM (
    SELECT
      key_person,
      cell_start,
      row_moment,
      ROW_NUMBER() OVER (PARTITION BY key_person ORDER BY row_moment NULLS LAST, key_signup_id NULLS LAST) AS northstar_turn
    FROM signups_rows
    WHERE count_rows IS NOT NULL
      AND key_person IS NOT NULL
  ) AS in_turn
  WHERE northstar_turn = 1
),
signups_retention_9eaeef5520e5_by_month_events AS (
  SELECT
    arrives,
    cohort_key,
    event_moment,
    deadline,
    period_start,
    MIN(CASE WHEN arrives = 1 THEN event_moment END) OVER (PARTITION BY cohort_key ORDER BY event_moment NULLS LAST, arrives NULLS LAST ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS next_arrival
  FROM (
    SELECT
      0 AS arrives,
      cohort_key,
      event_moment,
      deadline,
      period_start
    FROM signups_retention_9eaeef5520e5_by_month_starts
    UNION ALL
    SELECT
      1 AS arrives,
      key_person AS cohort_key,
      row_moment AS event_moment,
      CAST(NULL AS Nullable(DateTime64(6, 'UTC'))) AS deadline,
      NULL AS period_start
    FROM sessions_rows
    WHERE count_rows IS NOT NULL
      AND key_person IS NOT NULL
  ) AS all_events
),
signups_retention_9eaeef5520e5_by_month AS (
  SELECT
    period_start,
    toInt64(COUNT(followed)) AS arrivals,
    toInt64(COUNT(*)) AS starts
  FROM (
    SELECT
      period_start,
      CASE WHEN cohort_key IS NOT NULL AND next_arrival < deadline THEN 1 END AS followed
    FROM signups_retention_9eaeef5520e5_by_month_events
    WHERE arrives = 0
  ) AS followed_in_time
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(starts, 0) AS rows_seen,
    0 AS on_spine,
    arrivals,
    starts
  FROM signups_retention_9eaeef5520e5_by_month
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS Nullable(Int64)) AS arrivals,
    CAST(NULL AS Nullable(Int64)) AS starts
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.arrivals,
    met.starts
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS Nullable(Int64)) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(arrivals) AS arrivals,
      MAX(starts) AS starts
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  CAST(COALESCE(arrivals, 0) AS Nullable(Float64)) / NULLIF(CAST(COALESCE(starts, 0) AS Nullable(Float64)), 0) AS back_after_1_month
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query back_after_1_month --grain none --by country --as-of 2026-03-31
WITH signups_rows AS (
  SELECT
    toDate32(CAST(signups.signed_up_at AS Nullable(DateTime64(6, 'UTC')))) AS cell_start,
    CAST(signups.signed_up_at AS Nullable(DateTime64(6, 'UTC'))) AS row_moment,
    signups.country,
    signups.person AS key_person,
    signups.signup_id AS key_signup_id,
    1 AS rows_all,
    1 AS count_rows
  FROM signups
  WHERE signups.signed_up_at < toDateTime64('2026-04-01 00:00:00', 6, 'UTC')
),
sessions_rows AS (
  SELECT
    toDate32(CAST(sessions.started_at AS Nullable(DateTime64(6, 'UTC')))) AS cell_start,
    CAST(sessions.started_at AS Nullable(DateTime64(6, 'UTC'))) AS row_moment,
    sessions.person AS key_person,
    1 AS rows_all,
    1 AS count_rows
  FROM sessions
  WHERE sessions.started_at < toDateTime64('2026-04-01 00:00:00', 6, 'UTC')
),
signups_retention_9eaeef5520e5_in_all_starts AS (
  SELECT
    country,
    key_person AS cohort_key,
    addMonths(row_moment, 1) AS event_moment,
    addMonths(row_moment, 2) AS deadline
  FROM (
    SELECT
      country,
      key_person,
      cell_start,
      row_moment,
      ROW_NUMBER() OVER (PARTITION BY key_person ORDER BY row_moment NULLS LAST, key_signup_id NULLS LAST) AS northstar_turn
    FROM signups_rows
    WHERE count_rows IS NOT NULL
      AND key_person IS NOT NULL
  ) AS in_turn
  WHERE northstar_turn = 1
    AND cell_start < toDate32('2026-04-01')
),
signups_retention_9eaeef5520e5_in_all_events AS (
  SELECT
    arrives,
    cohort_key,
    event_moment,
    deadline,
    country,
    MIN(CASE WHEN arrives = 1 THEN event_moment END) OVER (PARTITION BY cohort_key ORDER BY event_moment NULLS LAST, arrives NULLS LAST ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS next_arrival
  FROM (
    SELECT
      0 AS arrives,
      cohort_key,
      event_moment,
      deadline,
      country
    FROM signups_retention_9eaeef5520e5_in_all_starts
    UNION ALL
    SELECT
      1 AS arrives,
      key_person AS cohort_key,
      row_moment AS event_moment,
      CAST(NULL AS Nullable(DateTime64(6, 'UTC'))) AS deadline,
      NULL AS country
    FROM sessions_rows
    WHERE count_rows IS NOT NULL
      AND key_person IS NOT NULL
  ) AS all_events
),
signups_retention_9eaeef5520e5_in_all AS (
  SELECT
    country,
    toInt64(COUNT(followed)) AS arrivals,
    toInt64(COUNT(*)) AS starts
  FROM (
    SELECT
      country,
      CASE WHEN cohort_key IS NOT NULL AND next_arrival < deadline THEN 1 END AS followed
    FROM signups_retention_9eaeef5520e5_in_all_events
    WHERE arrives = 0
  ) AS followed_in_time
  GROUP BY 1
),
parts AS (
  SELECT
    country,
    COALESCE(starts, 0) AS rows_seen,
    0 AS on_spine,
    arrivals,
    starts
  FROM signups_retention_9eaeef5520e5_in_all
),
cells AS (
  SELECT
    met.country,
    met.rows_seen,
    met.arrivals,
    met.starts
  FROM (
    SELECT
      country,
      CAST(SUM(rows_seen) AS Nullable(Int64)) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(arrivals) AS arrivals,
      MAX(starts) AS starts
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.rows_seen > 0
)
SELECT
  country,
  CAST(COALESCE(arrivals, 0) AS Nullable(Float64)) / NULLIF(CAST(COALESCE(starts, 0) AS Nullable(Float64)), 0) AS back_after_1_month
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;