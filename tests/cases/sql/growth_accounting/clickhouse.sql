-- northstar query active_teams,new_teams,retained_teams,resurrected_teams,churned_teams --as-of 2026-02-15
WITH actions_cells AS (
  SELECT
    toDate32(actions.done_on) AS cell_start,
    actions.team AS key_team,
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(CASE WHEN NOT actions.team IS NULL THEN 1 END)) AS count_rows_324d0bb24f07
  FROM actions
  WHERE actions.done_on < toDate32('2026-02-16')
  GROUP BY 1, 2
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addWeeks(first_of_series, n), range(toUInt64(greatest(ifNull(intDiv(dateDiff('day', first_of_series, last_of_series), 7) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(first_row) AS first_of_series,
      toDate32('2026-02-09') AS last_of_series
    FROM (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          toMonday(toDate32(MIN(cell_start))) AS period_start
        FROM actions_cells
      ) AS all_periods
    ) AS bounds
  ) AS series
),
actions_by_week_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS Nullable(Int64)) AS rows_all,
    toInt64(uniqExact(CASE WHEN rows_all > 0 THEN key_team END)) AS count_distinct_team
  FROM (
    SELECT
      toMonday(cell_start) AS period_start,
      actions_cells.key_team,
      actions_cells.rows_all,
      actions_cells.cell_start
    FROM actions_cells
  ) AS placed
  GROUP BY 1
),
actions_growth_28090adb0c95_by_week_keys AS (
  SELECT
    period_start,
    key_team,
    CAST(SUM(count_rows_324d0bb24f07) AS Nullable(Int64)) AS count_rows_324d0bb24f07
  FROM (
    SELECT
      toMonday(cell_start) AS period_start,
      actions_cells.key_team,
      actions_cells.count_rows_324d0bb24f07,
      actions_cells.cell_start
    FROM actions_cells
  ) AS placed
  WHERE key_team IS NOT NULL
  GROUP BY 1, 2
),
actions_growth_28090adb0c95_by_week_history AS (
  SELECT
    period_start,
    lag(toNullable(period_start)) OVER (PARTITION BY key_team ORDER BY period_start NULLS LAST) AS period_before,
    lead(toNullable(period_start)) OVER (PARTITION BY key_team ORDER BY period_start NULLS LAST) AS period_after
  FROM actions_growth_28090adb0c95_by_week_keys
  WHERE count_rows_324d0bb24f07 > 0
),
actions_growth_28090adb0c95_by_week AS (
  SELECT
    period_start,
    CAST(SUM(new_keys) AS Nullable(Int64)) AS new_keys,
    CAST(SUM(retained_keys) AS Nullable(Int64)) AS retained_keys,
    CAST(SUM(resurrected_keys) AS Nullable(Int64)) AS resurrected_keys,
    CAST(SUM(churned_keys) AS Nullable(Int64)) AS churned_keys
  FROM (
    SELECT
      period_start,
      CASE WHEN period_before IS NULL THEN 1 ELSE 0 END AS new_keys,
      CASE WHEN addWeeks(period_before, 1) = period_start THEN 1 ELSE 0 END AS retained_keys,
      CASE WHEN addWeeks(period_before, 1) < period_start THEN 1 ELSE 0 END AS resurrected_keys,
      0 AS churned_keys
    FROM actions_growth_28090adb0c95_by_week_history
    UNION ALL
    SELECT
      addWeeks(period_start, 1) AS period_start,
      0 AS new_keys,
      0 AS retained_keys,
      0 AS resurrected_keys,
      1 AS churned_keys
    FROM actions_growth_28090adb0c95_by_week_history
    WHERE (period_after IS NULL OR addWeeks(period_start, 1) < period_after)
  ) AS "both"
  GROUP BY 1
),
cells_actions_by_week_2_period_before AS (
  SELECT
    asked.period_start AS period_start,
    actions_by_week_2.rows_all AS rows_all,
    actions_by_week_2.count_distinct_team AS count_distinct_team
  FROM (
    SELECT
      period_start,
      addWeeks(period_start, -1) AS earlier_period
    FROM periods
  ) AS asked
  INNER JOIN actions_by_week_2
    ON actions_by_week_2.period_start = asked.earlier_period
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    count_distinct_team,
    CAST(NULL AS Nullable(Int64)) AS new_keys,
    CAST(NULL AS Nullable(Int64)) AS retained_keys,
    CAST(NULL AS Nullable(Int64)) AS resurrected_keys,
    CAST(NULL AS Nullable(Int64)) AS churned_keys,
    CAST(NULL AS Nullable(Int64)) AS count_distinct_team_2
  FROM actions_by_week_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS Nullable(Int64)) AS count_distinct_team,
    new_keys,
    retained_keys,
    resurrected_keys,
    churned_keys,
    CAST(NULL AS Nullable(Int64)) AS count_distinct_team_2
  FROM actions_growth_28090adb0c95_by_week
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS Nullable(Int64)) AS count_distinct_team,
    CAST(NULL AS Nullable(Int64)) AS new_keys,
    CAST(NULL AS Nullable(Int64)) AS retained_keys,
    CAST(NULL AS Nullable(Int64)) AS resurrected_keys,
    CAST(NULL AS Nullable(Int64)) AS churned_keys,
    count_distinct_team AS count_distinct_team_2
  FROM cells_actions_by_week_2_period_before
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS Nullable(Int64)) AS count_distinct_team,
    CAST(NULL AS Nullable(Int64)) AS new_keys,
    CAST(NULL AS Nullable(Int64)) AS retained_keys,
    CAST(NULL AS Nullable(Int64)) AS resurrected_keys,
    CAST(NULL AS Nullable(Int64)) AS churned_keys,
    CAST(NULL AS Nullable(Int64)) AS count_distinct_team_2
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.count_distinct_team,
    met.new_keys,
    met.retained_keys,
    met.resurrected_keys,
    met.churned_keys,
    met.count_distinct_team_2
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS Nullable(Int64)) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(count_distinct_team) AS count_distinct_team,
      MAX(new_keys) AS new_keys,
      MAX(retained_keys) AS retained_keys,
      MAX(resurrected_keys) AS resurrected_keys,
      MAX(churned_keys) AS churned_keys,
      MAX(count_distinct_team_2) AS count_distinct_team_2
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  COALESCE(count_distinct_team, 0) AS active_teams,
  COALESCE(new_keys, 0) AS new_teams,
  COALESCE(retained_keys, 0) AS retained_teams,
  COALESCE(resurrected_keys, 0) AS resurrected_teams,
  COALESCE(churned_keys, 0) AS churned_teams
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query new_teams,retained_teams,resurrected_teams,churned_teams --by plan --as-of 2026-02-15
WITH actions_cells AS (
  SELECT
    toDate32(actions.done_on) AS cell_start,
    actions.plan,
    actions.team AS key_team,
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(CASE WHEN NOT actions.team IS NULL THEN 1 END)) AS count_rows_324d0bb24f07
  FROM actions
  WHERE actions.done_on < toDate32('2026-02-16')
  GROUP BY 1, 2, 3
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addWeeks(first_of_series, n), range(toUInt64(greatest(ifNull(intDiv(dateDiff('day', first_of_series, last_of_series), 7) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(first_row) AS first_of_series,
      toDate32('2026-02-09') AS last_of_series
    FROM (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          toMonday(toDate32(MIN(cell_start))) AS period_start
        FROM actions_cells
      ) AS all_periods
    ) AS bounds
  ) AS series
),
actions_by_week_2 AS (
  SELECT
    period_start,
    plan,
    CAST(SUM(rows_all) AS Nullable(Int64)) AS rows_all
  FROM (
    SELECT
      toMonday(cell_start) AS period_start,
      actions_cells.plan,
      actions_cells.rows_all,
      actions_cells.cell_start
    FROM actions_cells
  ) AS placed
  GROUP BY 1, 2
),
actions_growth_28090adb0c95_by_week_keys AS (
  SELECT
    period_start,
    plan,
    key_team,
    CAST(SUM(count_rows_324d0bb24f07) AS Nullable(Int64)) AS count_rows_324d0bb24f07
  FROM (
    SELECT
      toMonday(cell_start) AS period_start,
      actions_cells.plan,
      actions_cells.key_team,
      actions_cells.count_rows_324d0bb24f07,
      actions_cells.cell_start
    FROM actions_cells
  ) AS placed
  WHERE key_team IS NOT NULL
  GROUP BY 1, 2, 3
),
actions_growth_28090adb0c95_by_week_history AS (
  SELECT
    period_start,
    plan,
    lag(toNullable(period_start)) OVER (PARTITION BY plan, key_team ORDER BY period_start NULLS LAST) AS period_before,
    lead(toNullable(period_start)) OVER (PARTITION BY plan, key_team ORDER BY period_start NULLS LAST) AS period_after
  FROM actions_growth_28090adb0c95_by_week_keys
  WHERE count_rows_324d0bb24f07 > 0
),
actions_growth_28090adb0c95_by_week AS (
  SELECT
    period_start,
    plan,
    CAST(SUM(new_keys) AS Nullable(Int64)) AS new_keys,
    CAST(SUM(retained_keys) AS Nullable(Int64)) AS retained_keys,
    CAST(SUM(resurrected_keys) AS Nullable(Int64)) AS resurrected_keys,
    CAST(SUM(churned_keys) AS Nullable(Int64)) AS churned_keys
  FROM (
    SELECT
      period_start,
      plan,
      CASE WHEN period_before IS NULL THEN 1 ELSE 0 END AS new_keys,
      CASE WHEN addWeeks(period_before, 1) = period_start THEN 1 ELSE 0 END AS retained_keys,
      CASE WHEN addWeeks(period_before, 1) < period_start THEN 1 ELSE 0 END AS resurrected_keys,
      0 AS churned_keys
    FROM actions_growth_28090adb0c95_by_week_history
    UNION ALL
    SELECT
      addWeeks(period_start, 1) AS period_start,
      plan,
      0 AS new_keys,
      0 AS retained_keys,
      0 AS resurrected_keys,
      1 AS churned_keys
    FROM actions_growth_28090adb0c95_by_week_history
    WHERE (period_after IS NULL OR addWeeks(period_start, 1) < period_after)
  ) AS "both"
  GROUP BY 1, 2
),
cells_actions_by_week_2_period_before AS (
  SELECT
    asked.period_start AS period_start,
    actions_by_week_2.plan AS plan,
    actions_by_week_2.rows_all AS rows_all
  FROM (
    SELECT
      period_start,
      addWeeks(period_start, -1) AS earlier_period
    FROM periods
  ) AS asked
  INNER JOIN actions_by_week_2
    ON actions_by_week_2.period_start = asked.earlier_period
),
segments AS (
  SELECT DISTINCT
    plan
  FROM (
    SELECT
      plan
    FROM actions_by_week_2
    INNER JOIN periods
      ON periods.period_start = actions_by_week_2.period_start
    WHERE rows_all > 0
    UNION ALL
    SELECT
      plan
    FROM cells_actions_by_week_2_period_before
    INNER JOIN periods
      ON periods.period_start = cells_actions_by_week_2_period_before.period_start
    WHERE rows_all > 0
  ) AS seen
),
parts AS (
  SELECT
    period_start,
    plan,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS Nullable(Int64)) AS new_keys,
    CAST(NULL AS Nullable(Int64)) AS retained_keys,
    CAST(NULL AS Nullable(Int64)) AS resurrected_keys,
    CAST(NULL AS Nullable(Int64)) AS churned_keys
  FROM actions_by_week_2
  UNION ALL
  SELECT
    period_start,
    plan,
    0 AS rows_seen,
    0 AS on_spine,
    new_keys,
    retained_keys,
    resurrected_keys,
    churned_keys
  FROM actions_growth_28090adb0c95_by_week
  UNION ALL
  SELECT
    period_start,
    plan,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS Nullable(Int64)) AS new_keys,
    CAST(NULL AS Nullable(Int64)) AS retained_keys,
    CAST(NULL AS Nullable(Int64)) AS resurrected_keys,
    CAST(NULL AS Nullable(Int64)) AS churned_keys
  FROM cells_actions_by_week_2_period_before
  UNION ALL
  SELECT
    period_start,
    segments.plan AS plan,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS Nullable(Int64)) AS new_keys,
    CAST(NULL AS Nullable(Int64)) AS retained_keys,
    CAST(NULL AS Nullable(Int64)) AS resurrected_keys,
    CAST(NULL AS Nullable(Int64)) AS churned_keys
  FROM periods
  CROSS JOIN segments
),
cells AS (
  SELECT
    met.period_start,
    met.plan,
    met.rows_seen,
    met.new_keys,
    met.retained_keys,
    met.resurrected_keys,
    met.churned_keys
  FROM (
    SELECT
      period_start,
      plan,
      CAST(SUM(rows_seen) AS Nullable(Int64)) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(new_keys) AS new_keys,
      MAX(retained_keys) AS retained_keys,
      MAX(resurrected_keys) AS resurrected_keys,
      MAX(churned_keys) AS churned_keys
    FROM parts
    GROUP BY 1, 2
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  plan,
  COALESCE(new_keys, 0) AS new_teams,
  COALESCE(retained_keys, 0) AS retained_teams,
  COALESCE(resurrected_keys, 0) AS resurrected_teams,
  COALESCE(churned_keys, 0) AS churned_teams
FROM cells
ORDER BY 1 NULLS LAST, 2 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query new_teams,resurrected_teams,churned_teams --since 2026-02-02 --as-of 2026-02-22
WITH actions_cells AS (
  SELECT
    toDate32(actions.done_on) AS cell_start,
    actions.team AS key_team,
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(CASE WHEN NOT actions.team IS NULL THEN 1 END)) AS count_rows_324d0bb24f07
  FROM actions
  WHERE actions.done_on < toDate32('2026-02-23')
  GROUP BY 1, 2
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      toMonday(toDate32(MIN(cell_start))) AS period_start
    FROM actions_cells
  ) AS first_of_each
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addWeeks(first_of_series, n), range(toUInt64(greatest(ifNull(intDiv(dateDiff('day', first_of_series, last_of_series), 7) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(CASE WHEN first_row > toDate32('2026-02-02') THEN first_row WHEN first_row IS NOT NULL THEN toDate32('2026-02-02') END) AS first_of_series,
      toDate32('2026-02-16') AS last_of_series
    FROM first_rows
  ) AS series
),
actions_by_week_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS Nullable(Int64)) AS rows_all
  FROM (
    SELECT
      toMonday(cell_start) AS period_start,
      actions_cells.rows_all,
      actions_cells.cell_start
    FROM actions_cells
  ) AS placed
  GROUP BY 1
),
actions_growth_28090adb0c95_by_week_keys AS (
  SELECT
    period_start,
    key_team,
    CAST(SUM(count_rows_324d0bb24f07) AS Nullable(Int64)) AS count_rows_324d0bb24f07
  FROM (
    SELECT
      toMonday(cell_start) AS period_start,
      actions_cells.key_team,
      actions_cells.count_rows_324d0bb24f07,
      actions_cells.cell_start
    FROM actions_cells
  ) AS placed
  WHERE key_team IS NOT NULL
  GROUP BY 1, 2
),
actions_growth_28090adb0c95_by_week_history AS (
  SELECT
    period_start,
    lag(toNullable(period_start)) OVER (PARTITION BY key_team ORDER BY period_start NULLS LAST) AS period_before,
    lead(toNullable(period_start)) OVER (PARTITION BY key_team ORDER BY period_start NULLS LAST) AS period_after
  FROM actions_growth_28090adb0c95_by_week_keys
  WHERE count_rows_324d0bb24f07 > 0
),
actions_growth_28090adb0c95_by_week AS (
  SELECT
    period_start,
    CAST(SUM(new_keys) AS Nullable(Int64)) AS new_keys,
    CAST(SUM(resurrected_keys) AS Nullable(Int64)) AS resurrected_keys,
    CAST(SUM(churned_keys) AS Nullable(Int64)) AS churned_keys
  FROM (
    SELECT
      period_start,
      CASE WHEN period_before IS NULL THEN 1 ELSE 0 END AS new_keys,
      CASE WHEN addWeeks(period_before, 1) < period_start THEN 1 ELSE 0 END AS resurrected_keys,
      0 AS churned_keys
    FROM actions_growth_28090adb0c95_by_week_history
    UNION ALL
    SELECT
      addWeeks(period_start, 1) AS period_start,
      0 AS new_keys,
      0 AS resurrected_keys,
      1 AS churned_keys
    FROM actions_growth_28090adb0c95_by_week_history
    WHERE (period_after IS NULL OR addWeeks(period_start, 1) < period_after)
  ) AS "both"
  GROUP BY 1
),
cells_actions_by_week_2_period_before AS (
  SELECT
    asked.period_start AS period_start,
    actions_by_week_2.rows_all AS rows_all
  FROM (
    SELECT
      period_start,
      addWeeks(period_start, -1) AS earlier_period
    FROM periods
  ) AS asked
  INNER JOIN actions_by_week_2
    ON actions_by_week_2.period_start = asked.earlier_period
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS Nullable(Int64)) AS new_keys,
    CAST(NULL AS Nullable(Int64)) AS resurrected_keys,
    CAST(NULL AS Nullable(Int64)) AS churned_keys
  FROM actions_by_week_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    new_keys,
    resurrected_keys,
    churned_keys
  FROM actions_growth_28090adb0c95_by_week
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS Nullable(Int64)) AS new_keys,
    CAST(NULL AS Nullable(Int64)) AS resurrected_keys,
    CAST(NULL AS Nullable(Int64)) AS churned_keys
  FROM cells_actions_by_week_2_period_before
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS Nullable(Int64)) AS new_keys,
    CAST(NULL AS Nullable(Int64)) AS resurrected_keys,
    CAST(NULL AS Nullable(Int64)) AS churned_keys
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.new_keys,
    met.resurrected_keys,
    met.churned_keys
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS Nullable(Int64)) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(new_keys) AS new_keys,
      MAX(resurrected_keys) AS resurrected_keys,
      MAX(churned_keys) AS churned_keys
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  COALESCE(new_keys, 0) AS new_teams,
  COALESCE(resurrected_keys, 0) AS resurrected_teams,
  COALESCE(churned_keys, 0) AS churned_teams
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query churned_teams --by plan --since 2026-02-16 --as-of 2026-02-22
WITH actions_cells AS (
  SELECT
    toDate32(actions.done_on) AS cell_start,
    actions.plan,
    actions.team AS key_team,
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(CASE WHEN NOT actions.team IS NULL THEN 1 END)) AS count_rows_324d0bb24f07
  FROM actions
  WHERE actions.done_on < toDate32('2026-02-23')
  GROUP BY 1, 2, 3
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      toMonday(toDate32(MIN(cell_start))) AS period_start
    FROM actions_cells
  ) AS first_of_each
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addWeeks(first_of_series, n), range(toUInt64(greatest(ifNull(intDiv(dateDiff('day', first_of_series, last_of_series), 7) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(CASE WHEN first_row > toDate32('2026-02-16') THEN first_row WHEN first_row IS NOT NULL THEN toDate32('2026-02-16') END) AS first_of_series,
      toDate32('2026-02-16') AS last_of_series
    FROM first_rows
  ) AS series
),
actions_by_week_2 AS (
  SELECT
    period_start,
    plan,
    CAST(SUM(rows_all) AS Nullable(Int64)) AS rows_all
  FROM (
    SELECT
      toMonday(cell_start) AS period_start,
      actions_cells.plan,
      actions_cells.rows_all,
      actions_cells.cell_start
    FROM actions_cells
  ) AS placed
  GROUP BY 1, 2
),
actions_growth_28090adb0c95_by_week_keys AS (
  SELECT
    period_start,
    plan,
    key_team,
    CAST(SUM(count_rows_324d0bb24f07) AS Nullable(Int64)) AS count_rows_324d0bb24f07
  FROM (
    SELECT
      toMonday(cell_start) AS period_start,
      actions_cells.plan,
      actions_cells.key_team,
      actions_cells.count_rows_324d0bb24f07,
      actions_cells.cell_start
    FROM actions_cells
  ) AS placed
  WHERE key_team IS NOT NULL
  GROUP BY 1, 2, 3
),
actions_growth_28090adb0c95_by_week_history AS (
  SELECT
    period_start,
    plan,
    lag(toNullable(period_start)) OVER (PARTITION BY plan, key_team ORDER BY period_start NULLS LAST) AS period_before,
    lead(toNullable(period_start)) OVER (PARTITION BY plan, key_team ORDER BY period_start NULLS LAST) AS period_after
  FROM actions_growth_28090adb0c95_by_week_keys
  WHERE count_rows_324d0bb24f07 > 0
),
actions_growth_28090adb0c95_by_week AS (
  SELECT
    period_start,
    plan,
    CAST(SUM(churned_keys) AS Nullable(Int64)) AS churned_keys
  FROM (
    SELECT
      period_start,
      plan,
      0 AS churned_keys
    FROM actions_growth_28090adb0c95_by_week_history
    UNION ALL
    SELECT
      addWeeks(period_start, 1) AS period_start,
      plan,
      1 AS churned_keys
    FROM actions_growth_28090adb0c95_by_week_history
    WHERE (period_after IS NULL OR addWeeks(period_start, 1) < period_after)
  ) AS "both"
  GROUP BY 1, 2
),
cells_actions_by_week_2_period_before AS (
  SELECT
    asked.period_start AS period_start,
    actions_by_week_2.plan AS plan,
    actions_by_week_2.rows_all AS rows_all
  FROM (
    SELECT
      period_start,
      addWeeks(period_start, -1) AS earlier_period
    FROM periods
  ) AS asked
  INNER JOIN actions_by_week_2
    ON actions_by_week_2.period_start = asked.earlier_period
),
segments AS (
  SELECT DISTINCT
    plan
  FROM (
    SELECT
      plan
    FROM actions_by_week_2
    INNER JOIN periods
      ON periods.period_start = actions_by_week_2.period_start
    WHERE rows_all > 0
    UNION ALL
    SELECT
      plan
    FROM cells_actions_by_week_2_period_before
    INNER JOIN periods
      ON periods.period_start = cells_actions_by_week_2_period_before.period_start
    WHERE rows_all > 0
  ) AS seen
),
parts AS (
  SELECT
    period_start,
    plan,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS Nullable(Int64)) AS churned_keys
  FROM actions_by_week_2
  UNION ALL
  SELECT
    period_start,
    plan,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS Nullable(Int64)) AS churned_keys
  FROM cells_actions_by_week_2_period_before
  UNION ALL
  SELECT
    period_start,
    plan,
    0 AS rows_seen,
    0 AS on_spine,
    churned_keys
  FROM actions_growth_28090adb0c95_by_week
  UNION ALL
  SELECT
    period_start,
    segments.plan AS plan,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS Nullable(Int64)) AS churned_keys
  FROM periods
  CROSS JOIN segments
),
cells AS (
  SELECT
    met.period_start,
    met.plan,
    met.rows_seen,
    met.churned_keys
  FROM (
    SELECT
      period_start,
      plan,
      CAST(SUM(rows_seen) AS Nullable(Int64)) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(churned_keys) AS churned_keys
    FROM parts
    GROUP BY 1, 2
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  plan,
  COALESCE(churned_keys, 0) AS churned_teams
FROM cells
ORDER BY 1 NULLS LAST, 2 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query active_teams,new_teams,retained_teams,resurrected_teams,churned_teams --grain month --as-of 2026-03-31
WITH actions_cells AS (
  SELECT
    toDate32(actions.done_on) AS cell_start,
    actions.team AS key_team,
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(CASE WHEN NOT actions.team IS NULL THEN 1 END)) AS count_rows_324d0bb24f07
  FROM actions
  WHERE actions.done_on < toDate32('2026-04-01')
  GROUP BY 1, 2
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addMonths(first_of_series, n), range(toUInt64(greatest(ifNull(dateDiff('month', first_of_series, last_of_series) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(first_row) AS first_of_series,
      toDate32('2026-03-01') AS last_of_series
    FROM (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          toStartOfMonth(toDate32(MIN(cell_start))) AS period_start
        FROM actions_cells
      ) AS all_periods
    ) AS bounds
  ) AS series
),
actions_by_month_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS Nullable(Int64)) AS rows_all,
    toInt64(uniqExact(CASE WHEN rows_all > 0 THEN key_team END)) AS count_distinct_team
  FROM (
    SELECT
      toStartOfMonth(cell_start) AS period_start,
      actions_cells.key_team,
      actions_cells.rows_all,
      actions_cells.cell_start
    FROM actions_cells
  ) AS placed
  GROUP BY 1
),
actions_growth_28090adb0c95_by_month_keys AS (
  SELECT
    period_start,
    key_team,
    CAST(SUM(count_rows_324d0bb24f07) AS Nullable(Int64)) AS count_rows_324d0bb24f07
  FROM (
    SELECT
      toStartOfMonth(cell_start) AS period_start,
      actions_cells.key_team,
      actions_cells.count_rows_324d0bb24f07,
      actions_cells.cell_start
    FROM actions_cells
  ) AS placed
  WHERE key_team IS NOT NULL
  GROUP BY 1, 2
),
actions_growth_28090adb0c95_by_month_history AS (
  SELECT
    period_start,
    lag(toNullable(period_start)) OVER (PARTITION BY key_team ORDER BY period_start NULLS LAST) AS period_before,
    lead(toNullable(period_start)) OVER (PARTITION BY key_team ORDER BY period_start NULLS LAST) AS period_after
  FROM actions_growth_28090adb0c95_by_month_keys
  WHERE count_rows_324d0bb24f07 > 0
),
actions_growth_28090adb0c95_by_month AS (
  SELECT
    period_start,
    CAST(SUM(new_keys) AS Nullable(Int64)) AS new_keys,
    CAST(SUM(retained_keys) AS Nullable(Int64)) AS retained_keys,
    CAST(SUM(resurrected_keys) AS Nullable(Int64)) AS resurrected_keys,
    CAST(SUM(churned_keys) AS Nullable(Int64)) AS churned_keys
  FROM (
    SELECT
      period_start,
      CASE WHEN period_before IS NULL THEN 1 ELSE 0 END AS new_keys,
      CASE WHEN addMonths(period_before, 1) = period_start THEN 1 ELSE 0 END AS retained_keys,
      CASE WHEN addMonths(period_before, 1) < period_start THEN 1 ELSE 0 END AS resurrected_keys,
      0 AS churned_keys
    FROM actions_growth_28090adb0c95_by_month_history
    UNION ALL
    SELECT
      addMonths(period_start, 1) AS period_start,
      0 AS new_keys,
      0 AS retained_keys,
      0 AS resurrected_keys,
      1 AS churned_keys
    FROM actions_growth_28090adb0c95_by_month_history
    WHERE (period_after IS NULL OR addMonths(period_start, 1) < period_after)
  ) AS "both"
  GROUP BY 1
),
cells_actions_by_month_2_period_before AS (
  SELECT
    asked.period_start AS period_start,
    actions_by_month_2.rows_all AS rows_all,
    actions_by_month_2.count_distinct_team AS count_distinct_team
  FROM (
    SELECT
      period_start,
      addMonths(period_start, -1) AS earlier_period
    FROM periods
  ) AS asked
  INNER JOIN actions_by_month_2
    ON actions_by_month_2.period_start = asked.earlier_period
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    count_distinct_team,
    CAST(NULL AS Nullable(Int64)) AS new_keys,
    CAST(NULL AS Nullable(Int64)) AS retained_keys,
    CAST(NULL AS Nullable(Int64)) AS resurrected_keys,
    CAST(NULL AS Nullable(Int64)) AS churned_keys,
    CAST(NULL AS Nullable(Int64)) AS count_distinct_team_2
  FROM actions_by_month_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS Nullable(Int64)) AS count_distinct_team,
    new_keys,
    retained_keys,
    resurrected_keys,
    churned_keys,
    CAST(NULL AS Nullable(Int64)) AS count_distinct_team_2
  FROM actions_growth_28090adb0c95_by_month
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS Nullable(Int64)) AS count_distinct_team,
    CAST(NULL AS Nullable(Int64)) AS new_keys,
    CAST(NULL AS Nullable(Int64)) AS retained_keys,
    CAST(NULL AS Nullable(Int64)) AS resurrected_keys,
    CAST(NULL AS Nullable(Int64)) AS churned_keys,
    count_distinct_team AS count_distinct_team_2
  FROM cells_actions_by_month_2_period_before
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS Nullable(Int64)) AS count_distinct_team,
    CAST(NULL AS Nullable(Int64)) AS new_keys,
    CAST(NULL AS Nullable(Int64)) AS retained_keys,
    CAST(NULL AS Nullable(Int64)) AS resurrected_keys,
    CAST(NULL AS Nullable(Int64)) AS churned_keys,
    CAST(NULL AS Nullable(Int64)) AS count_distinct_team_2
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.count_distinct_team,
    met.new_keys,
    met.retained_keys,
    met.resurrected_keys,
    met.churned_keys,
    met.count_distinct_team_2
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS Nullable(Int64)) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(count_distinct_team) AS count_distinct_team,
      MAX(new_keys) AS new_keys,
      MAX(retained_keys) AS retained_keys,
      MAX(resurrected_keys) AS resurrected_keys,
      MAX(churned_keys) AS churned_keys,
      MAX(count_distinct_team_2) AS count_distinct_team_2
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  COALESCE(count_distinct_team, 0) AS active_teams,
  COALESCE(new_keys, 0) AS new_teams,
  COALESCE(retained_keys, 0) AS retained_teams,
  COALESCE(resurrected_keys, 0) AS resurrected_teams,
  COALESCE(churned_keys, 0) AS churned_teams
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query new_teams,retained_teams,resurrected_teams,churned_teams --where "plan = 'paid'" --as-of 2026-02-15
WITH actions_cells AS (
  SELECT
    toDate32(actions.done_on) AS cell_start,
    actions.team AS key_team,
    toInt64(COUNT(CASE WHEN actions.plan = 'paid' THEN 1 END)) AS rows_a29ef5437986,
    toInt64(COUNT(CASE WHEN actions.plan = 'paid' AND NOT actions.team IS NULL THEN 1 END)) AS count_rows_a246d09b06c2
  FROM actions
  WHERE actions.done_on < toDate32('2026-02-16')
  GROUP BY 1, 2
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addWeeks(first_of_series, n), range(toUInt64(greatest(ifNull(intDiv(dateDiff('day', first_of_series, last_of_series), 7) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(first_row) AS first_of_series,
      toDate32('2026-02-09') AS last_of_series
    FROM (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          toMonday(toDate32(MIN(cell_start))) AS period_start
        FROM actions_cells
      ) AS all_periods
    ) AS bounds
  ) AS series
),
actions_by_week_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_a29ef5437986) AS Nullable(Int64)) AS rows_a29ef5437986
  FROM (
    SELECT
      toMonday(cell_start) AS period_start,
      actions_cells.rows_a29ef5437986,
      actions_cells.cell_start
    FROM actions_cells
  ) AS placed
  GROUP BY 1
),
actions_growth_1c252b85e1c2_by_week_keys AS (
  SELECT
    period_start,
    key_team,
    CAST(SUM(count_rows_a246d09b06c2) AS Nullable(Int64)) AS count_rows_a246d09b06c2
  FROM (
    SELECT
      toMonday(cell_start) AS period_start,
      actions_cells.key_team,
      actions_cells.count_rows_a246d09b06c2,
      actions_cells.cell_start
    FROM actions_cells
  ) AS placed
  WHERE key_team IS NOT NULL
  GROUP BY 1, 2
),
actions_growth_1c252b85e1c2_by_week_history AS (
  SELECT
    period_start,
    lag(toNullable(period_start)) OVER (PARTITION BY key_team ORDER BY period_start NULLS LAST) AS period_before,
    lead(toNullable(period_start)) OVER (PARTITION BY key_team ORDER BY period_start NULLS LAST) AS period_after
  FROM actions_growth_1c252b85e1c2_by_week_keys
  WHERE count_rows_a246d09b06c2 > 0
),
actions_growth_1c252b85e1c2_by_week AS (
  SELECT
    period_start,
    CAST(SUM(new_keys) AS Nullable(Int64)) AS new_keys,
    CAST(SUM(retained_keys) AS Nullable(Int64)) AS retained_keys,
    CAST(SUM(resurrected_keys) AS Nullable(Int64)) AS resurrected_keys,
    CAST(SUM(churned_keys) AS Nullable(Int64)) AS churned_keys
  FROM (
    SELECT
      period_start,
      CASE WHEN period_before IS NULL THEN 1 ELSE 0 END AS new_keys,
      CASE WHEN addWeeks(period_before, 1) = period_start THEN 1 ELSE 0 END AS retained_keys,
      CASE WHEN addWeeks(period_before, 1) < period_start THEN 1 ELSE 0 END AS resurrected_keys,
      0 AS churned_keys
    FROM actions_growth_1c252b85e1c2_by_week_history
    UNION ALL
    SELECT
      addWeeks(period_start, 1) AS period_start,
      0 AS new_keys,
      0 AS retained_keys,
      0 AS resurrected_keys,
      1 AS churned_keys
    FROM actions_growth_1c252b85e1c2_by_week_history
    WHERE (period_after IS NULL OR addWeeks(period_start, 1) < period_after)
  ) AS "both"
  GROUP BY 1
),
cells_actions_by_week_2_period_before AS (
  SELECT
    asked.period_start AS period_start,
    actions_by_week_2.rows_a29ef5437986 AS rows_a29ef5437986
  FROM (
    SELECT
      period_start,
      addWeeks(period_start, -1) AS earlier_period
    FROM periods
  ) AS asked
  INNER JOIN actions_by_week_2
    ON actions_by_week_2.period_start = asked.earlier_period
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_a29ef5437986, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS Nullable(Int64)) AS new_keys,
    CAST(NULL AS Nullable(Int64)) AS retained_keys,
    CAST(NULL AS Nullable(Int64)) AS resurrected_keys,
    CAST(NULL AS Nullable(Int64)) AS churned_keys
  FROM actions_by_week_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    new_keys,
    retained_keys,
    resurrected_keys,
    churned_keys
  FROM actions_growth_1c252b85e1c2_by_week
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_a29ef5437986, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS Nullable(Int64)) AS new_keys,
    CAST(NULL AS Nullable(Int64)) AS retained_keys,
    CAST(NULL AS Nullable(Int64)) AS resurrected_keys,
    CAST(NULL AS Nullable(Int64)) AS churned_keys
  FROM cells_actions_by_week_2_period_before
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS Nullable(Int64)) AS new_keys,
    CAST(NULL AS Nullable(Int64)) AS retained_keys,
    CAST(NULL AS Nullable(Int64)) AS resurrected_keys,
    CAST(NULL AS Nullable(Int64)) AS churned_keys
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.new_keys,
    met.retained_keys,
    met.resurrected_keys,
    met.churned_keys
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS Nullable(Int64)) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(new_keys) AS new_keys,
      MAX(retained_keys) AS retained_keys,
      MAX(resurrected_keys) AS resurrected_keys,
      MAX(churned_keys) AS churned_keys
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  COALESCE(new_keys, 0) AS new_teams,
  COALESCE(retained_keys, 0) AS retained_teams,
  COALESCE(resurrected_keys, 0) AS resurrected_teams,
  COALESCE(churned_keys, 0) AS churned_teams
FROM cells
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;