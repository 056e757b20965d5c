-- northstar query active_teams,new_teams,retained_teams,resurrected_teams,churned_teams --as-of 2026-02-15
WITH actions_cells AS (
  SELECT
    CAST(actions.done_on AS DATE) AS cell_start,
    actions.team AS key_team,
    COUNT(*) AS rows_all,
    COUNT(CASE WHEN NOT actions.team IS NULL THEN 1 END) AS count_rows_324d0bb24f07
  FROM actions
  WHERE actions.done_on < DATE '2026-02-16'
  GROUP BY 1, 2
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN first_row <= DATE '2026-02-09' THEN SEQUENCE(first_row, DATE '2026-02-09', INTERVAL 7 DAY) END) AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        TRUNC(MIN(cell_start), 'WEEK') AS period_start
      FROM actions_cells
    ) AS all_periods
  ) AS bounds
),
actions_by_week_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS BIGINT) AS rows_all,
    COUNT(DISTINCT CASE WHEN rows_all > 0 THEN key_team END) AS count_distinct_team
  FROM (
    SELECT
      TRUNC(cell_start, 'WEEK') AS period_start,
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
    CAST(SUM(count_rows_324d0bb24f07) AS BIGINT) AS count_rows_324d0bb24f07
  FROM (
    SELECT
      TRUNC(cell_start, 'WEEK') AS period_start,
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
    LAG(period_start) OVER (PARTITION BY key_team ORDER BY period_start NULLS LAST) AS period_before,
    LEAD(period_start) OVER (PARTITION BY key_team ORDER BY period_start NULLS LAST) AS period_after
  FROM actions_growth_28090adb0c95_by_week_keys
  WHERE count_rows_324d0bb24f07 > 0
),
actions_growth_28090adb0c95_by_week AS (
  SELECT
    period_start,
    CAST(SUM(new_keys) AS BIGINT) AS new_keys,
    CAST(SUM(retained_keys) AS BIGINT) AS retained_keys,
    CAST(SUM(resurrected_keys) AS BIGINT) AS resurrected_keys,
    CAST(SUM(churned_keys) AS BIGINT) AS churned_keys
  FROM (
    SELECT
      period_start,
      CASE WHEN period_before IS NULL THEN 1 ELSE 0 END AS new_keys,
      CASE WHEN DATE_ADD(period_before, 7) = period_start THEN 1 ELSE 0 END AS retained_keys,
      CASE WHEN DATE_ADD(period_before, 7) < period_start THEN 1 ELSE 0 END AS resurrected_keys,
      0 AS churned_keys
    FROM actions_growth_28090adb0c95_by_week_history
    UNION ALL
    SELECT
      DATE_ADD(period_start, 7) AS period_start,
      0 AS new_keys,
      0 AS retained_keys,
      0 AS resurrected_keys,
      1 AS churned_keys
    FROM actions_growth_28090adb0c95_by_week_history
    WHERE (period_after IS NULL OR DATE_ADD(period_start, 7) < period_after)
  ) AS `both`
  GROUP BY 1
),
cells_actions_by_week_2_period_before AS (
  SELECT
    asked.period_start,
    actions_by_week_2.rows_all,
    actions_by_week_2.count_distinct_team
  FROM (
    SELECT
      period_start,
      DATE_ADD(period_start, -7) AS earlier_period
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
    CAST(NULL AS BIGINT) AS new_keys,
    CAST(NULL AS BIGINT) AS retained_keys,
    CAST(NULL AS BIGINT) AS resurrected_keys,
    CAST(NULL AS BIGINT) AS churned_keys,
    CAST(NULL AS BIGINT) AS count_distinct_team_2
  FROM actions_by_week_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGINT) AS count_distinct_team,
    new_keys,
    retained_keys,
    resurrected_keys,
    churned_keys,
    CAST(NULL AS BIGINT) AS count_distinct_team_2
  FROM actions_growth_28090adb0c95_by_week
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGINT) AS count_distinct_team,
    CAST(NULL AS BIGINT) AS new_keys,
    CAST(NULL AS BIGINT) AS retained_keys,
    CAST(NULL AS BIGINT) AS resurrected_keys,
    CAST(NULL AS BIGINT) AS churned_keys,
    count_distinct_team AS count_distinct_team_2
  FROM cells_actions_by_week_2_period_before
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS BIGINT) AS count_distinct_team,
    CAST(NULL AS BIGINT) AS new_keys,
    CAST(NULL AS BIGINT) AS retained_keys,
    CAST(NULL AS BIGINT) AS resurrected_keys,
    CAST(NULL AS BIGINT) AS churned_keys,
    CAST(NULL AS BIGINT) AS count_distinct_team_2
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
      CAST(SUM(rows_seen) AS BIGINT) AS rows_seen,
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
ORDER BY 1 NULLS LAST;

-- northstar query new_teams,retained_teams,resurrected_teams,churned_teams --by plan --as-of 2026-02-15
WITH actions_cells AS (
  SELECT
    CAST(actions.done_on AS DATE) AS cell_start,
    actions.plan,
    actions.team AS key_team,
    COUNT(*) AS rows_all,
    COUNT(CASE WHEN NOT actions.team IS NULL THEN 1 END) AS count_rows_324d0bb24f07
  FROM actions
  WHERE actions.done_on < DATE '2026-02-16'
  GROUP BY 1, 2, 3
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN first_row <= DATE '2026-02-09' THEN SEQUENCE(first_row, DATE '2026-02-09', INTERVAL 7 DAY) END) AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        TRUNC(MIN(cell_start), 'WEEK') AS period_start
      FROM actions_cells
    ) AS all_periods
  ) AS bounds
),
actions_by_week_2 AS (
  SELECT
    period_start,
    plan,
    CAST(SUM(rows_all) AS BIGINT) AS rows_all
  FROM (
    SELECT
      TRUNC(cell_start, 'WEEK') AS period_start,
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
    CAST(SUM(count_rows_324d0bb24f07) AS BIGINT) AS count_rows_324d0bb24f07
  FROM (
    SELECT
      TRUNC(cell_start, 'WEEK') AS period_start,
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
    LAG(period_start) OVER (PARTITION BY plan, key_team ORDER BY period_start NULLS LAST) AS period_before,
    LEAD(period_start) OVER (PARTITION BY plan, key_team ORDER BY period_start NULLS LAST) AS period_after
  FROM actions_growth_28090adb0c95_by_week_keys
  WHERE count_rows_324d0bb24f07 > 0
),
actions_growth_28090adb0c95_by_week AS (
  SELECT
    period_start,
    plan,
    CAST(SUM(new_keys) AS BIGINT) AS new_keys,
    CAST(SUM(retained_keys) AS BIGINT) AS retained_keys,
    CAST(SUM(resurrected_keys) AS BIGINT) AS resurrected_keys,
    CAST(SUM(churned_keys) AS BIGINT) AS churned_keys
  FROM (
    SELECT
      period_start,
      plan,
      CASE WHEN period_before IS NULL THEN 1 ELSE 0 END AS new_keys,
      CASE WHEN DATE_ADD(period_before, 7) = period_start THEN 1 ELSE 0 END AS retained_keys,
      CASE WHEN DATE_ADD(period_before, 7) < period_start THEN 1 ELSE 0 END AS resurrected_keys,
      0 AS churned_keys
    FROM actions_growth_28090adb0c95_by_week_history
    UNION ALL
    SELECT
      DATE_ADD(period_start, 7) AS period_start,
      plan,
      0 AS new_keys,
      0 AS retained_keys,
      0 AS resurrected_keys,
      1 AS churned_keys
    FROM actions_growth_28090adb0c95_by_week_history
    WHERE (period_after IS NULL OR DATE_ADD(period_start, 7) < period_after)
  ) AS `both`
  GROUP BY 1, 2
),
cells_actions_by_week_2_period_before AS (
  SELECT
    asked.period_start,
    actions_by_week_2.plan,
    actions_by_week_2.rows_all
  FROM (
    SELECT
      period_start,
      DATE_ADD(period_start, -7) AS earlier_period
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
    CAST(NULL AS BIGINT) AS new_keys,
    CAST(NULL AS BIGINT) AS retained_keys,
    CAST(NULL AS BIGINT) AS resurrected_keys,
    CAST(NULL AS BIGINT) AS churned_keys
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
    CAST(NULL AS BIGINT) AS new_keys,
    CAST(NULL AS BIGINT) AS retained_keys,
    CAST(NULL AS BIGINT) AS resurrected_keys,
    CAST(NULL AS BIGINT) AS churned_keys
  FROM cells_actions_by_week_2_period_before
  UNION ALL
  SELECT
    period_start,
    segments.plan,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS BIGINT) AS new_keys,
    CAST(NULL AS BIGINT) AS retained_keys,
    CAST(NULL AS BIGINT) AS resurrected_keys,
    CAST(NULL AS BIGINT) AS churned_keys
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
      CAST(SUM(rows_seen) AS BIGINT) AS rows_seen,
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
ORDER BY 1 NULLS LAST, 2 NULLS LAST;

-- northstar query new_teams,resurrected_teams,churned_teams --since 2026-02-02 --as-of 2026-02-22
WITH actions_cells AS (
  SELECT
    CAST(actions.done_on AS DATE) AS cell_start,
    actions.team AS key_team,
    COUNT(*) AS rows_all,
    COUNT(CASE WHEN NOT actions.team IS NULL THEN 1 END) AS count_rows_324d0bb24f07
  FROM actions
  WHERE actions.done_on < DATE '2026-02-23'
  GROUP BY 1, 2
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      TRUNC(MIN(cell_start), 'WEEK') AS period_start
    FROM actions_cells
  ) AS first_of_each
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN CASE WHEN first_row > DATE '2026-02-02' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-02-02' END <= DATE '2026-02-16' THEN SEQUENCE(CASE WHEN first_row > DATE '2026-02-02' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-02-02' END, DATE '2026-02-16', INTERVAL 7 DAY) END) AS period_start
  FROM first_rows
),
actions_by_week_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS BIGINT) AS rows_all
  FROM (
    SELECT
      TRUNC(cell_start, 'WEEK') AS period_start,
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
    CAST(SUM(count_rows_324d0bb24f07) AS BIGINT) AS count_rows_324d0bb24f07
  FROM (
    SELECT
      TRUNC(cell_start, 'WEEK') AS period_start,
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
    LAG(period_start) OVER (PARTITION BY key_team ORDER BY period_start NULLS LAST) AS period_before,
    LEAD(period_start) OVER (PARTITION BY key_team ORDER BY period_start NULLS LAST) AS period_after
  FROM actions_growth_28090adb0c95_by_week_keys
  WHERE count_rows_324d0bb24f07 > 0
),
actions_growth_28090adb0c95_by_week AS (
  SELECT
    period_start,
    CAST(SUM(new_keys) AS BIGINT) AS new_keys,
    CAST(SUM(resurrected_keys) AS BIGINT) AS resurrected_keys,
    CAST(SUM(churned_keys) AS BIGINT) AS churned_keys
  FROM (
    SELECT
      period_start,
      CASE WHEN period_before IS NULL THEN 1 ELSE 0 END AS new_keys,
      CASE WHEN DATE_ADD(period_before, 7) < period_start THEN 1 ELSE 0 END AS resurrected_keys,
      0 AS churned_keys
    FROM actions_growth_28090adb0c95_by_week_history
    UNION ALL
    SELECT
      DATE_ADD(period_start, 7) AS period_start,
      0 AS new_keys,
      0 AS resurrected_keys,
      1 AS churned_keys
    FROM actions_growth_28090adb0c95_by_week_history
    WHERE (period_after IS NULL OR DATE_ADD(period_start, 7) < period_after)
  ) AS `both`
  GROUP BY 1
),
cells_actions_by_week_2_period_before AS (
  SELECT
    asked.period_start,
    actions_by_week_2.rows_all
  FROM (
    SELECT
      period_start,
      DATE_ADD(period_start, -7) AS earlier_period
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
    CAST(NULL AS BIGINT) AS new_keys,
    CAST(NULL AS BIGINT) AS resurrected_keys,
    CAST(NULL AS BIGINT) AS churned_keys
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
    CAST(NULL AS BIGINT) AS new_keys,
    CAST(NULL AS BIGINT) AS resurrected_keys,
    CAST(NULL AS BIGINT) AS churned_keys
  FROM cells_actions_by_week_2_period_before
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS BIGINT) AS new_keys,
    CAST(NULL AS BIGINT) AS resurrected_keys,
    CAST(NULL AS BIGINT) AS churned_keys
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
      CAST(SUM(rows_seen) AS BIGINT) AS rows_seen,
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
ORDER BY 1 NULLS LAST;

-- northstar query churned_teams --by plan --since 2026-02-16 --as-of 2026-02-22
WITH actions_cells AS (
  SELECT
    CAST(actions.done_on AS DATE) AS cell_start,
    actions.plan,
    actions.team AS key_team,
    COUNT(*) AS rows_all,
    COUNT(CASE WHEN NOT actions.team IS NULL THEN 1 END) AS count_rows_324d0bb24f07
  FROM actions
  WHERE actions.done_on < DATE '2026-02-23'
  GROUP BY 1, 2, 3
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      TRUNC(MIN(cell_start), 'WEEK') AS period_start
    FROM actions_cells
  ) AS first_of_each
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN CASE WHEN first_row > DATE '2026-02-16' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-02-16' END <= DATE '2026-02-16' THEN SEQUENCE(CASE WHEN first_row > DATE '2026-02-16' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-02-16' END, DATE '2026-02-16', INTERVAL 7 DAY) END) AS period_start
  FROM first_rows
),
actions_by_week_2 AS (
  SELECT
    period_start,
    plan,
    CAST(SUM(rows_all) AS BIGINT) AS rows_all
  FROM (
    SELECT
      TRUNC(cell_start, 'WEEK') AS period_start,
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
    CAST(SUM(count_rows_324d0bb24f07) AS BIGINT) AS count_rows_324d0bb24f07
  FROM (
    SELECT
      TRUNC(cell_start, 'WEEK') AS period_start,
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
    LAG(period_start) OVER (PARTITION BY plan, key_team ORDER BY period_start NULLS LAST) AS period_before,
    LEAD(period_start) OVER (PARTITION BY plan, key_team ORDER BY period_start NULLS LAST) AS period_after
  FROM actions_growth_28090adb0c95_by_week_keys
  WHERE count_rows_324d0bb24f07 > 0
),
actions_growth_28090adb0c95_by_week AS (
  SELECT
    period_start,
    plan,
    CAST(SUM(churned_keys) AS BIGINT) AS churned_keys
  FROM (
    SELECT
      period_start,
      plan,
      0 AS churned_keys
    FROM actions_growth_28090adb0c95_by_week_history
    UNION ALL
    SELECT
      DATE_ADD(period_start, 7) AS period_start,
      plan,
      1 AS churned_keys
    FROM actions_growth_28090adb0c95_by_week_history
    WHERE (period_after IS NULL OR DATE_ADD(period_start, 7) < period_after)
  ) AS `both`
  GROUP BY 1, 2
),
cells_actions_by_week_2_period_before AS (
  SELECT
    asked.period_start,
    actions_by_week_2.plan,
    actions_by_week_2.rows_all
  FROM (
    SELECT
      period_start,
      DATE_ADD(period_start, -7) AS earlier_period
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
    CAST(NULL AS BIGINT) AS churned_keys
  FROM actions_by_week_2
  UNION ALL
  SELECT
    period_start,
    plan,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGINT) AS churned_keys
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
    segments.plan,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS BIGINT) AS churned_keys
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
      CAST(SUM(rows_seen) AS BIGINT) AS rows_seen,
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
ORDER BY 1 NULLS LAST, 2 NULLS LAST;

-- northstar query active_teams,new_teams,retained_teams,resurrected_teams,churned_teams --grain month --as-of 2026-03-31
WITH actions_cells AS (
  SELECT
    CAST(actions.done_on AS DATE) AS cell_start,
    actions.team AS key_team,
    COUNT(*) AS rows_all,
    COUNT(CASE WHEN NOT actions.team IS NULL THEN 1 END) AS count_rows_324d0bb24f07
  FROM actions
  WHERE actions.done_on < DATE '2026-04-01'
  GROUP BY 1, 2
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN first_row <= DATE '2026-03-01' THEN SEQUENCE(first_row, DATE '2026-03-01', INTERVAL 1 MONTH) END) AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        TRUNC(MIN(cell_start), 'MONTH') AS period_start
      FROM actions_cells
    ) AS all_periods
  ) AS bounds
),
actions_by_month_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS BIGINT) AS rows_all,
    COUNT(DISTINCT CASE WHEN rows_all > 0 THEN key_team END) AS count_distinct_team
  FROM (
    SELECT
      TRUNC(cell_start, 'MONTH') AS period_start,
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
    CAST(SUM(count_rows_324d0bb24f07) AS BIGINT) AS count_rows_324d0bb24f07
  FROM (
    SELECT
      TRUNC(cell_start, 'MONTH') AS period_start,
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
    LAG(period_start) OVER (PARTITION BY key_team ORDER BY period_start NULLS LAST) AS period_before,
    LEAD(period_start) OVER (PARTITION BY key_team ORDER BY period_start NULLS LAST) AS period_after
  FROM actions_growth_28090adb0c95_by_month_keys
  WHERE count_rows_324d0bb24f07 > 0
),
actions_growth_28090adb0c95_by_month AS (
  SELECT
    period_start,
    CAST(SUM(new_keys) AS BIGINT) AS new_keys,
    CAST(SUM(retained_keys) AS BIGINT) AS retained_keys,
    CAST(SUM(resurrected_keys) AS BIGINT) AS resurrected_keys,
    CAST(SUM(churned_keys) AS BIGINT) AS churned_keys
  FROM (
    SELECT
      period_start,
      CASE WHEN period_before IS NULL THEN 1 ELSE 0 END AS new_keys,
      CASE WHEN ADD_MONTHS(period_before, 1) = period_start THEN 1 ELSE 0 END AS retained_keys,
      CASE WHEN ADD_MONTHS(period_before, 1) < period_start THEN 1 ELSE 0 END AS resurrected_keys,
      0 AS churned_keys
    FROM actions_growth_28090adb0c95_by_month_history
    UNION ALL
    SELECT
      ADD_MONTHS(period_start, 1) AS period_start,
      0 AS new_keys,
      0 AS retained_keys,
      0 AS resurrected_keys,
      1 AS churned_keys
    FROM actions_growth_28090adb0c95_by_month_history
    WHERE (period_after IS NULL OR ADD_MONTHS(period_start, 1) < period_after)
  ) AS `both`
  GROUP BY 1
),
cells_actions_by_month_2_period_before AS (
  SELECT
    asked.period_start,
    actions_by_month_2.rows_all,
    actions_by_month_2.count_distinct_team
  FROM (
    SELECT
      period_start,
      ADD_MONTHS(period_start, -1) AS earlier_period
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
    CAST(NULL AS BIGINT) AS new_keys,
    CAST(NULL AS BIGINT) AS retained_keys,
    CAST(NULL AS BIGINT) AS resurrected_keys,
    CAST(NULL AS BIGINT) AS churned_keys,
    CAST(NULL AS BIGINT) AS count_distinct_team_2
  FROM actions_by_month_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGINT) AS count_distinct_team,
    new_keys,
    retained_keys,
    resurrected_keys,
    churned_keys,
    CAST(NULL AS BIGINT) AS count_distinct_team_2
  FROM actions_growth_28090adb0c95_by_month
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGINT) AS count_distinct_team,
    CAST(NULL AS BIGINT) AS new_keys,
    CAST(NULL AS BIGINT) AS retained_keys,
    CAST(NULL AS BIGINT) AS resurrected_keys,
    CAST(NULL AS BIGINT) AS churned_keys,
    count_distinct_team AS count_distinct_team_2
  FROM cells_actions_by_month_2_period_before
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS BIGINT) AS count_distinct_team,
    CAST(NULL AS BIGINT) AS new_keys,
    CAST(NULL AS BIGINT) AS retained_keys,
    CAST(NULL AS BIGINT) AS resurrected_keys,
    CAST(NULL AS BIGINT) AS churned_keys,
    CAST(NULL AS BIGINT) AS count_distinct_team_2
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
      CAST(SUM(rows_seen) AS BIGINT) AS rows_seen,
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
ORDER BY 1 NULLS LAST;

-- northstar query new_teams,retained_teams,resurrected_teams,churned_teams --where "plan = 'paid'" --as-of 2026-02-15
WITH actions_cells AS (
  SELECT
    CAST(actions.done_on AS DATE) AS cell_start,
    actions.team AS key_team,
    COUNT(CASE WHEN actions.plan = 'paid' THEN 1 END) AS rows_a29ef5437986,
    COUNT(CASE WHEN actions.plan = 'paid' AND NOT actions.team IS NULL THEN 1 END) AS count_rows_a246d09b06c2
  FROM actions
  WHERE actions.done_on < DATE '2026-02-16'
  GROUP BY 1, 2
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN first_row <= DATE '2026-02-09' THEN SEQUENCE(first_row, DATE '2026-02-09', INTERVAL 7 DAY) END) AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        TRUNC(MIN(cell_start), 'WEEK') AS period_start
      FROM actions_cells
    ) AS all_periods
  ) AS bounds
),
actions_by_week_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_a29ef5437986) AS BIGINT) AS rows_a29ef5437986
  FROM (
    SELECT
      TRUNC(cell_start, 'WEEK') AS period_start,
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
    CAST(SUM(count_rows_a246d09b06c2) AS BIGINT) AS count_rows_a246d09b06c2
  FROM (
    SELECT
      TRUNC(cell_start, 'WEEK') AS period_start,
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
    LAG(period_start) OVER (PARTITION BY key_team ORDER BY period_start NULLS LAST) AS period_before,
    LEAD(period_start) OVER (PARTITION BY key_team ORDER BY period_start NULLS LAST) AS period_after
  FROM actions_growth_1c252b85e1c2_by_week_keys
  WHERE count_rows_a246d09b06c2 > 0
),
actions_growth_1c252b85e1c2_by_week AS (
  SELECT
    period_start,
    CAST(SUM(new_keys) AS BIGINT) AS new_keys,
    CAST(SUM(retained_keys) AS BIGINT) AS retained_keys,
    CAST(SUM(resurrected_keys) AS BIGINT) AS resurrected_keys,
    CAST(SUM(churned_keys) AS BIGINT) AS churned_keys
  FROM (
    SELECT
      period_start,
      CASE WHEN period_before IS NULL THEN 1 ELSE 0 END AS new_keys,
      CASE WHEN DATE_ADD(period_before, 7) = period_start THEN 1 ELSE 0 END AS retained_keys,
      CASE WHEN DATE_ADD(period_before, 7) < period_start THEN 1 ELSE 0 END AS resurrected_keys,
      0 AS churned_keys
    FROM actions_growth_1c252b85e1c2_by_week_history
    UNION ALL
    SELECT
      DATE_ADD(period_start, 7) AS period_start,
      0 AS new_keys,
      0 AS retained_keys,
      0 AS resurrected_keys,
      1 AS churned_keys
    FROM actions_growth_1c252b85e1c2_by_week_history
    WHERE (period_after IS NULL OR DATE_ADD(period_start, 7) < period_after)
  ) AS `both`
  GROUP BY 1
),
cells_actions_by_week_2_period_before AS (
  SELECT
    asked.period_start,
    actions_by_week_2.rows_a29ef5437986
  FROM (
    SELECT
      period_start,
      DATE_ADD(period_start, -7) AS earlier_period
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
    CAST(NULL AS BIGINT) AS new_keys,
    CAST(NULL AS BIGINT) AS retained_keys,
    CAST(NULL AS BIGINT) AS resurrected_keys,
    CAST(NULL AS BIGINT) AS churned_keys
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
    CAST(NULL AS BIGINT) AS new_keys,
    CAST(NULL AS BIGINT) AS retained_keys,
    CAST(NULL AS BIGINT) AS resurrected_keys,
    CAST(NULL AS BIGINT) AS churned_keys
  FROM cells_actions_by_week_2_period_before
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS BIGINT) AS new_keys,
    CAST(NULL AS BIGINT) AS retained_keys,
    CAST(NULL AS BIGINT) AS resurrected_keys,
    CAST(NULL AS BIGINT) AS churned_keys
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
      CAST(SUM(rows_seen) AS BIGINT) AS rows_seen,
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
ORDER BY 1 NULLS LAST;