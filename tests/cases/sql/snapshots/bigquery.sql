-- northstar query held,held_first,held_by_account,accounts_first,smallest --as-of 2026-01-08
WITH balances_cells AS (
  SELECT
    CAST(balances.`day` AS DATE) AS cell_start,
    COUNT(*) AS rows_all,
    SUM(CAST(balances.amount AS BIGNUMERIC)) AS sum_amount,
    MIN(balances.amount) AS min_amount
  FROM balances
  WHERE balances.`day` < DATE '2026-01-09'
  GROUP BY 1
),
balances_rows AS (
  SELECT
    CAST(balances.`day` AS DATE) AS cell_start,
    CAST(balances.`day` AS DATETIME) AS row_moment,
    balances.account AS key_account,
    balances.`day` AS key_day,
    1 AS rows_all,
    balances.amount AS sum_amount,
    balances.amount AS min_amount
  FROM balances
  WHERE balances.`day` < DATE '2026-01-09'
),
periods AS (
  SELECT
    series_start AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        DATE_TRUNC(CAST(MIN(cell_start) AS DATE), WEEK(MONDAY)) AS period_start
      FROM balances_cells
    ) AS all_periods
  ) AS bounds
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(first_row, DATE '2026-01-05', INTERVAL 1 WEEK)) AS series_start
),
balances_last_by_week AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    SUM(CAST(sum_amount AS BIGNUMERIC)) AS sum_amount,
    MIN(min_amount) AS min_amount
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)) AS period_start,
      balances_cells.rows_all,
      balances_cells.sum_amount,
      balances_cells.min_amount,
      balances_cells.cell_start
    FROM balances_cells
    WHERE CAST(cell_start AS DATE) = DATE_SUB(LEAST(DATE_ADD(DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)), INTERVAL 1 WEEK), DATE '2026-01-08'), INTERVAL 1 DAY)
  ) AS placed
  GROUP BY 1
),
balances_first_by_week AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    SUM(CAST(sum_amount AS BIGNUMERIC)) AS sum_amount
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)) AS period_start,
      balances_cells.rows_all,
      balances_cells.sum_amount,
      balances_cells.cell_start
    FROM balances_cells
    WHERE CAST(cell_start AS DATE) = DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY))
  ) AS placed
  GROUP BY 1
),
balances_last_4175d0feb612_by_week AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    SUM(CAST(sum_amount AS BIGNUMERIC)) AS sum_amount
  FROM (
    SELECT
      period_start,
      rows_all,
      sum_amount,
      cell_start
    FROM (
      SELECT
        DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)) AS period_start,
        balances_rows.rows_all,
        balances_rows.sum_amount,
        balances_rows.cell_start,
        ROW_NUMBER() OVER (PARTITION BY DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)), balances_rows.key_account ORDER BY balances_rows.row_moment IS NULL, balances_rows.row_moment DESC, balances_rows.key_account IS NULL, balances_rows.key_account DESC, balances_rows.key_day IS NULL, balances_rows.key_day DESC) AS northstar_turn
      FROM balances_rows
      WHERE balances_rows.rows_all > 0
    ) AS in_turn
    WHERE northstar_turn = 1
  ) AS placed
  GROUP BY 1
),
balances_first_509013cec2b2_by_week AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    MIN(min_amount) AS min_amount
  FROM (
    SELECT
      period_start,
      rows_all,
      min_amount,
      cell_start
    FROM (
      SELECT
        DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)) AS period_start,
        balances_rows.rows_all,
        balances_rows.min_amount,
        balances_rows.cell_start,
        ROW_NUMBER() OVER (PARTITION BY DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)), balances_rows.key_account ORDER BY balances_rows.row_moment IS NULL, balances_rows.row_moment, balances_rows.key_account IS NULL, balances_rows.key_account, balances_rows.key_day IS NULL, balances_rows.key_day) AS northstar_turn
      FROM balances_rows
      WHERE balances_rows.rows_all > 0
    ) AS in_turn
    WHERE northstar_turn = 1
  ) AS placed
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    sum_amount,
    min_amount,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_3,
    CAST(NULL AS INT64) AS min_amount_2
  FROM balances_last_by_week
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    CAST(NULL AS INT64) AS min_amount,
    sum_amount AS sum_amount_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_3,
    CAST(NULL AS INT64) AS min_amount_2
  FROM balances_first_by_week
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    CAST(NULL AS INT64) AS min_amount,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_2,
    sum_amount AS sum_amount_3,
    CAST(NULL AS INT64) AS min_amount_2
  FROM balances_last_4175d0feb612_by_week
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    CAST(NULL AS INT64) AS min_amount,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_3,
    min_amount AS min_amount_2
  FROM balances_first_509013cec2b2_by_week
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    CAST(NULL AS INT64) AS min_amount,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_3,
    CAST(NULL AS INT64) AS min_amount_2
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.sum_amount,
    met.min_amount,
    met.sum_amount_2,
    met.sum_amount_3,
    met.min_amount_2
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(sum_amount) AS sum_amount,
      MAX(min_amount) AS min_amount,
      MAX(sum_amount_2) AS sum_amount_2,
      MAX(sum_amount_3) AS sum_amount_3,
      MAX(min_amount_2) AS min_amount_2
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  COALESCE(sum_amount, 0) AS held,
  COALESCE(sum_amount_2, 0) AS held_first,
  COALESCE(sum_amount_3, 0) AS held_by_account,
  min_amount_2 AS accounts_first,
  min_amount AS smallest
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query held_on_average,held_at_least,held_at_most,largest_on_average --until 2026-01-05 --as-of 2026-01-08
WITH balances_cells AS (
  SELECT
    CAST(balances.`day` AS DATE) AS cell_start,
    COUNT(*) AS rows_all,
    SUM(CAST(balances.amount AS BIGNUMERIC)) AS sum_amount,
    MAX(balances.amount) AS max_amount
  FROM balances
  WHERE balances.`day` < DATE '2026-01-05'
  GROUP BY 1
),
periods AS (
  SELECT
    series_start AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        DATE_TRUNC(CAST(MIN(cell_start) AS DATE), WEEK(MONDAY)) AS period_start
      FROM balances_cells
    ) AS all_periods
  ) AS bounds
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(first_row, DATE '2025-12-29', INTERVAL 1 WEEK)) AS series_start
),
balances_by_week_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS INT64) AS rows_all
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)) AS period_start,
      balances_cells.rows_all,
      balances_cells.cell_start
    FROM balances_cells
  ) AS placed
  GROUP BY 1
),
balances_per_day_by_week_found AS (
  SELECT
    period_start,
    sub_start,
    MAX(max_amount) AS max_amount,
    SUM(CAST(sum_amount AS BIGNUMERIC)) AS sum_amount
  FROM (
    SELECT
      period_start,
      max_amount,
      sum_amount,
      CAST(cell_start AS DATE) AS sub_start
    FROM (
      SELECT
        DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)) AS period_start,
        balances_cells.max_amount,
        balances_cells.sum_amount,
        balances_cells.cell_start
      FROM balances_cells
    ) AS placed
  ) AS in_sub_periods
  GROUP BY 1, 2
),
balances_per_day_by_week_all AS (
  SELECT
    `groups`.period_start,
    subs.sub_start,
    CAST(NULL AS INT64) AS max_amount,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount
  FROM (
    SELECT DISTINCT
      period_start
    FROM balances_per_day_by_week_found
  ) AS `groups`
  CROSS JOIN (
    SELECT
      series_start AS sub_start
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM balances_per_day_by_week_found
    ) AS bounds
    CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(CAST(period_start AS DATE), DATE_SUB(DATE_ADD(DATE '2026-01-08', INTERVAL 1 DAY), INTERVAL 1 DAY), INTERVAL 1 DAY)) AS series_start
  ) AS subs
  WHERE subs.sub_start < LEAST(DATE_ADD(`groups`.period_start, INTERVAL 1 WEEK), DATE_ADD(DATE '2026-01-08', INTERVAL 1 DAY))
    AND subs.sub_start >= CAST(`groups`.period_start AS DATE)
),
balances_per_day_by_week_filled AS (
  SELECT
    period_start,
    sub_start,
    MAX(max_amount) AS max_amount,
    MAX(sum_amount) AS sum_amount
  FROM (
    SELECT
      period_start,
      sub_start,
      max_amount,
      sum_amount
    FROM balances_per_day_by_week_found
    UNION ALL
    SELECT
      period_start,
      sub_start,
      max_amount,
      sum_amount
    FROM balances_per_day_by_week_all
  ) AS `both`
  GROUP BY 1, 2
),
balances_per_day_by_week AS (
  SELECT
    period_start,
    AVG(CAST(COALESCE(sum_amount, 0) AS FLOAT64)) AS avg_6078b7ba76d4,
    MIN(COALESCE(sum_amount, 0)) AS min_3d618c5802db,
    MAX(COALESCE(sum_amount, 0)) AS max_35e6584c679d,
    AVG(CAST(max_amount AS FLOAT64)) AS avg_9d76267c3c03,
    COUNT(*) AS sub_periods
  FROM balances_per_day_by_week_filled
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS FLOAT64) AS avg_6078b7ba76d4,
    CAST(NULL AS INT64) AS min_3d618c5802db,
    CAST(NULL AS INT64) AS max_35e6584c679d,
    CAST(NULL AS FLOAT64) AS avg_9d76267c3c03,
    CAST(NULL AS INT64) AS sub_periods_2
  FROM balances_by_week_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    avg_6078b7ba76d4,
    min_3d618c5802db,
    max_35e6584c679d,
    avg_9d76267c3c03,
    sub_periods AS sub_periods_2
  FROM balances_per_day_by_week
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS FLOAT64) AS avg_6078b7ba76d4,
    CAST(NULL AS INT64) AS min_3d618c5802db,
    CAST(NULL AS INT64) AS max_35e6584c679d,
    CAST(NULL AS FLOAT64) AS avg_9d76267c3c03,
    CAST(NULL AS INT64) AS sub_periods_2
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.avg_6078b7ba76d4,
    met.min_3d618c5802db,
    met.max_35e6584c679d,
    met.avg_9d76267c3c03,
    met.sub_periods_2
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(avg_6078b7ba76d4) AS avg_6078b7ba76d4,
      MAX(min_3d618c5802db) AS min_3d618c5802db,
      MAX(max_35e6584c679d) AS max_35e6584c679d,
      MAX(avg_9d76267c3c03) AS avg_9d76267c3c03,
      MAX(sub_periods_2) AS sub_periods_2
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  CASE WHEN COALESCE(sub_periods_2, 0) > 0 THEN avg_6078b7ba76d4 ELSE CASE WHEN DATE_DIFF(DATE_SUB(LEAST(DATE_ADD(period_start, INTERVAL 1 WEEK), DATE_ADD(DATE '2026-01-08', INTERVAL 1 DAY)), INTERVAL 1 DAY), CAST(period_start AS DATE), DAY) + 1 > 0 THEN COALESCE(CAST(NULL AS INT64), 0) ELSE NULL END END AS held_on_average,
  CASE WHEN COALESCE(sub_periods_2, 0) > 0 THEN min_3d618c5802db ELSE CASE WHEN DATE_DIFF(DATE_SUB(LEAST(DATE_ADD(period_start, INTERVAL 1 WEEK), DATE_ADD(DATE '2026-01-08', INTERVAL 1 DAY)), INTERVAL 1 DAY), CAST(period_start AS DATE), DAY) + 1 > 0 THEN COALESCE(CAST(NULL AS INT64), 0) ELSE NULL END END AS held_at_least,
  CASE WHEN COALESCE(sub_periods_2, 0) > 0 THEN max_35e6584c679d ELSE CASE WHEN DATE_DIFF(DATE_SUB(LEAST(DATE_ADD(period_start, INTERVAL 1 WEEK), DATE_ADD(DATE '2026-01-08', INTERVAL 1 DAY)), INTERVAL 1 DAY), CAST(period_start AS DATE), DAY) + 1 > 0 THEN COALESCE(CAST(NULL AS INT64), 0) ELSE NULL END END AS held_at_most,
  CASE WHEN COALESCE(sub_periods_2, 0) > 0 THEN avg_9d76267c3c03 ELSE CASE WHEN DATE_DIFF(DATE_SUB(LEAST(DATE_ADD(period_start, INTERVAL 1 WEEK), DATE_ADD(DATE '2026-01-08', INTERVAL 1 DAY)), INTERVAL 1 DAY), CAST(period_start AS DATE), DAY) + 1 > 0 THEN CAST(NULL AS INT64) ELSE NULL END END AS largest_on_average
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query held_on_average,held_at_least,held_at_most,largest_on_average --as-of 2026-01-11
WITH balances_cells AS (
  SELECT
    CAST(balances.`day` AS DATE) AS cell_start,
    COUNT(*) AS rows_all,
    SUM(CAST(balances.amount AS BIGNUMERIC)) AS sum_amount,
    MAX(balances.amount) AS max_amount
  FROM balances
  WHERE balances.`day` < DATE '2026-01-12'
  GROUP BY 1
),
periods AS (
  SELECT
    series_start AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        DATE_TRUNC(CAST(MIN(cell_start) AS DATE), WEEK(MONDAY)) AS period_start
      FROM balances_cells
    ) AS all_periods
  ) AS bounds
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(first_row, DATE '2026-01-05', INTERVAL 1 WEEK)) AS series_start
),
balances_by_week_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS INT64) AS rows_all
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)) AS period_start,
      balances_cells.rows_all,
      balances_cells.cell_start
    FROM balances_cells
  ) AS placed
  GROUP BY 1
),
balances_per_day_by_week_found AS (
  SELECT
    period_start,
    sub_start,
    MAX(max_amount) AS max_amount,
    SUM(CAST(sum_amount AS BIGNUMERIC)) AS sum_amount
  FROM (
    SELECT
      period_start,
      max_amount,
      sum_amount,
      CAST(cell_start AS DATE) AS sub_start
    FROM (
      SELECT
        DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)) AS period_start,
        balances_cells.max_amount,
        balances_cells.sum_amount,
        balances_cells.cell_start
      FROM balances_cells
    ) AS placed
  ) AS in_sub_periods
  GROUP BY 1, 2
),
balances_per_day_by_week_all AS (
  SELECT
    `groups`.period_start,
    subs.sub_start,
    CAST(NULL AS INT64) AS max_amount,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount
  FROM (
    SELECT DISTINCT
      period_start
    FROM balances_per_day_by_week_found
  ) AS `groups`
  CROSS JOIN (
    SELECT
      series_start AS sub_start
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM balances_per_day_by_week_found
    ) AS bounds
    CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(CAST(period_start AS DATE), DATE_SUB(DATE_ADD(DATE '2026-01-11', INTERVAL 1 DAY), INTERVAL 1 DAY), INTERVAL 1 DAY)) AS series_start
  ) AS subs
  WHERE subs.sub_start < LEAST(DATE_ADD(`groups`.period_start, INTERVAL 1 WEEK), DATE_ADD(DATE '2026-01-11', INTERVAL 1 DAY))
    AND subs.sub_start >= CAST(`groups`.period_start AS DATE)
),
balances_per_day_by_week_filled AS (
  SELECT
    period_start,
    sub_start,
    MAX(max_amount) AS max_amount,
    MAX(sum_amount) AS sum_amount
  FROM (
    SELECT
      period_start,
      sub_start,
      max_amount,
      sum_amount
    FROM balances_per_day_by_week_found
    UNION ALL
    SELECT
      period_start,
      sub_start,
      max_amount,
      sum_amount
    FROM balances_per_day_by_week_all
  ) AS `both`
  GROUP BY 1, 2
),
balances_per_day_by_week AS (
  SELECT
    period_start,
    AVG(CAST(COALESCE(sum_amount, 0) AS FLOAT64)) AS avg_6078b7ba76d4,
    MIN(COALESCE(sum_amount, 0)) AS min_3d618c5802db,
    MAX(COALESCE(sum_amount, 0)) AS max_35e6584c679d,
    AVG(CAST(max_amount AS FLOAT64)) AS avg_9d76267c3c03,
    COUNT(*) AS sub_periods
  FROM balances_per_day_by_week_filled
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS FLOAT64) AS avg_6078b7ba76d4,
    CAST(NULL AS INT64) AS min_3d618c5802db,
    CAST(NULL AS INT64) AS max_35e6584c679d,
    CAST(NULL AS FLOAT64) AS avg_9d76267c3c03,
    CAST(NULL AS INT64) AS sub_periods_2
  FROM balances_by_week_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    avg_6078b7ba76d4,
    min_3d618c5802db,
    max_35e6584c679d,
    avg_9d76267c3c03,
    sub_periods AS sub_periods_2
  FROM balances_per_day_by_week
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS FLOAT64) AS avg_6078b7ba76d4,
    CAST(NULL AS INT64) AS min_3d618c5802db,
    CAST(NULL AS INT64) AS max_35e6584c679d,
    CAST(NULL AS FLOAT64) AS avg_9d76267c3c03,
    CAST(NULL AS INT64) AS sub_periods_2
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.avg_6078b7ba76d4,
    met.min_3d618c5802db,
    met.max_35e6584c679d,
    met.avg_9d76267c3c03,
    met.sub_periods_2
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(avg_6078b7ba76d4) AS avg_6078b7ba76d4,
      MAX(min_3d618c5802db) AS min_3d618c5802db,
      MAX(max_35e6584c679d) AS max_35e6584c679d,
      MAX(avg_9d76267c3c03) AS avg_9d76267c3c03,
      MAX(sub_periods_2) AS sub_periods_2
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  CASE WHEN COALESCE(sub_periods_2, 0) > 0 THEN avg_6078b7ba76d4 ELSE CASE WHEN DATE_DIFF(DATE_SUB(LEAST(DATE_ADD(period_start, INTERVAL 1 WEEK), DATE_ADD(DATE '2026-01-11', INTERVAL 1 DAY)), INTERVAL 1 DAY), CAST(period_start AS DATE), DAY) + 1 > 0 THEN COALESCE(CAST(NULL AS INT64), 0) ELSE NULL END END AS held_on_average,
  CASE WHEN COALESCE(sub_periods_2, 0) > 0 THEN min_3d618c5802db ELSE CASE WHEN DATE_DIFF(DATE_SUB(LEAST(DATE_ADD(period_start, INTERVAL 1 WEEK), DATE_ADD(DATE '2026-01-11', INTERVAL 1 DAY)), INTERVAL 1 DAY), CAST(period_start AS DATE), DAY) + 1 > 0 THEN COALESCE(CAST(NULL AS INT64), 0) ELSE NULL END END AS held_at_least,
  CASE WHEN COALESCE(sub_periods_2, 0) > 0 THEN max_35e6584c679d ELSE CASE WHEN DATE_DIFF(DATE_SUB(LEAST(DATE_ADD(period_start, INTERVAL 1 WEEK), DATE_ADD(DATE '2026-01-11', INTERVAL 1 DAY)), INTERVAL 1 DAY), CAST(period_start AS DATE), DAY) + 1 > 0 THEN COALESCE(CAST(NULL AS INT64), 0) ELSE NULL END END AS held_at_most,
  CASE WHEN COALESCE(sub_periods_2, 0) > 0 THEN avg_9d76267c3c03 ELSE CASE WHEN DATE_DIFF(DATE_SUB(LEAST(DATE_ADD(period_start, INTERVAL 1 WEEK), DATE_ADD(DATE '2026-01-11', INTERVAL 1 DAY)), INTERVAL 1 DAY), CAST(period_start AS DATE), DAY) + 1 > 0 THEN CAST(NULL AS INT64) ELSE NULL END END AS largest_on_average
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query held,held_by_account,held_on_average --by region --until 2026-01-05 --as-of 2026-01-08
WITH balances_cells AS (
  SELECT
    CAST(balances.`day` AS DATE) AS cell_start,
    balances.region,
    COUNT(*) AS rows_all,
    SUM(CAST(balances.amount AS BIGNUMERIC)) AS sum_amount
  FROM balances
  WHERE balances.`day` < DATE '2026-01-05'
  GROUP BY 1, 2
),
balances_rows AS (
  SELECT
    CAST(balances.`day` AS DATE) AS cell_start,
    CAST(balances.`day` AS DATETIME) AS row_moment,
    balances.region,
    balances.account AS key_account,
    balances.`day` AS key_day,
    1 AS rows_all,
    balances.amount AS sum_amount
  FROM balances
  WHERE balances.`day` < DATE '2026-01-05'
),
periods AS (
  SELECT
    series_start AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        DATE_TRUNC(CAST(MIN(cell_start) AS DATE), WEEK(MONDAY)) AS period_start
      FROM balances_cells
    ) AS all_periods
  ) AS bounds
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(first_row, DATE '2025-12-29', INTERVAL 1 WEEK)) AS series_start
),
balances_last_by_week AS (
  SELECT
    period_start,
    region,
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    SUM(CAST(sum_amount AS BIGNUMERIC)) AS sum_amount
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)) AS period_start,
      balances_cells.region,
      balances_cells.rows_all,
      balances_cells.sum_amount,
      balances_cells.cell_start
    FROM balances_cells
    WHERE CAST(cell_start AS DATE) = DATE_SUB(LEAST(DATE_ADD(DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)), INTERVAL 1 WEEK), DATE '2026-01-08'), INTERVAL 1 DAY)
  ) AS placed
  GROUP BY 1, 2
),
balances_last_4175d0feb612_by_week AS (
  SELECT
    period_start,
    region,
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    SUM(CAST(sum_amount AS BIGNUMERIC)) AS sum_amount
  FROM (
    SELECT
      period_start,
      region,
      rows_all,
      sum_amount,
      cell_start
    FROM (
      SELECT
        DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)) AS period_start,
        balances_rows.region,
        balances_rows.rows_all,
        balances_rows.sum_amount,
        balances_rows.cell_start,
        ROW_NUMBER() OVER (PARTITION BY DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)), balances_rows.key_account ORDER BY balances_rows.row_moment IS NULL, balances_rows.row_moment DESC, balances_rows.key_account IS NULL, balances_rows.key_account DESC, balances_rows.key_day IS NULL, balances_rows.key_day DESC) AS northstar_turn
      FROM balances_rows
      WHERE balances_rows.rows_all > 0
    ) AS in_turn
    WHERE northstar_turn = 1
  ) AS placed
  GROUP BY 1, 2
),
balances_by_week_2 AS (
  SELECT
    period_start,
    region,
    CAST(SUM(rows_all) AS INT64) AS rows_all
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)) AS period_start,
      balances_cells.region,
      balances_cells.rows_all,
      balances_cells.cell_start
    FROM balances_cells
  ) AS placed
  GROUP BY 1, 2
),
balances_per_day_by_week_found AS (
  SELECT
    period_start,
    region,
    sub_start,
    SUM(CAST(sum_amount AS BIGNUMERIC)) AS sum_amount
  FROM (
    SELECT
      period_start,
      region,
      sum_amount,
      CAST(cell_start AS DATE) AS sub_start
    FROM (
      SELECT
        DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)) AS period_start,
        balances_cells.region,
        balances_cells.sum_amount,
        balances_cells.cell_start
      FROM balances_cells
    ) AS placed
  ) AS in_sub_periods
  GROUP BY 1, 2, 3
),
balances_per_day_by_week_all AS (
  SELECT
    `groups`.period_start,
    `groups`.region,
    subs.sub_start,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount
  FROM (
    SELECT DISTINCT
      period_start,
      region
    FROM balances_per_day_by_week_found
  ) AS `groups`
  CROSS JOIN (
    SELECT
      series_start AS sub_start
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM balances_per_day_by_week_found
    ) AS bounds
    CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(CAST(period_start AS DATE), DATE_SUB(DATE_ADD(DATE '2026-01-08', INTERVAL 1 DAY), INTERVAL 1 DAY), INTERVAL 1 DAY)) AS series_start
  ) AS subs
  WHERE subs.sub_start < LEAST(DATE_ADD(`groups`.period_start, INTERVAL 1 WEEK), DATE_ADD(DATE '2026-01-08', INTERVAL 1 DAY))
    AND subs.sub_start >= CAST(`groups`.period_start AS DATE)
),
balances_per_day_by_week_filled AS (
  SELECT
    period_start,
    region,
    sub_start,
    MAX(sum_amount) AS sum_amount
  FROM (
    SELECT
      period_start,
      region,
      sub_start,
      sum_amount
    FROM balances_per_day_by_week_found
    UNION ALL
    SELECT
      period_start,
      region,
      sub_start,
      sum_amount
    FROM balances_per_day_by_week_all
  ) AS `both`
  GROUP BY 1, 2, 3
),
balances_per_day_by_week AS (
  SELECT
    period_start,
    region,
    AVG(CAST(COALESCE(sum_amount, 0) AS FLOAT64)) AS avg_6078b7ba76d4,
    COUNT(*) AS sub_periods
  FROM balances_per_day_by_week_filled
  GROUP BY 1, 2
),
segments AS (
  SELECT DISTINCT
    region
  FROM (
    SELECT
      region
    FROM balances_last_by_week
    INNER JOIN periods
      ON periods.period_start = balances_last_by_week.period_start
    WHERE rows_all > 0
    UNION ALL
    SELECT
      region
    FROM balances_last_4175d0feb612_by_week
    INNER JOIN periods
      ON periods.period_start = balances_last_4175d0feb612_by_week.period_start
    WHERE rows_all > 0
    UNION ALL
    SELECT
      region
    FROM balances_by_week_2
    INNER JOIN periods
      ON periods.period_start = balances_by_week_2.period_start
    WHERE rows_all > 0
  ) AS seen
),
parts AS (
  SELECT
    period_start,
    region,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    sum_amount,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_2,
    CAST(NULL AS FLOAT64) AS avg_6078b7ba76d4,
    CAST(NULL AS INT64) AS sub_periods_4
  FROM balances_last_by_week
  UNION ALL
  SELECT
    period_start,
    region,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    sum_amount AS sum_amount_2,
    CAST(NULL AS FLOAT64) AS avg_6078b7ba76d4,
    CAST(NULL AS INT64) AS sub_periods_4
  FROM balances_last_4175d0feb612_by_week
  UNION ALL
  SELECT
    period_start,
    region,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_2,
    CAST(NULL AS FLOAT64) AS avg_6078b7ba76d4,
    CAST(NULL AS INT64) AS sub_periods_4
  FROM balances_by_week_2
  UNION ALL
  SELECT
    period_start,
    region,
    0 AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_2,
    avg_6078b7ba76d4,
    sub_periods AS sub_periods_4
  FROM balances_per_day_by_week
  UNION ALL
  SELECT
    period_start,
    segments.region,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_2,
    CAST(NULL AS FLOAT64) AS avg_6078b7ba76d4,
    CAST(NULL AS INT64) AS sub_periods_4
  FROM periods
  CROSS JOIN segments
),
cells AS (
  SELECT
    met.period_start,
    met.region,
    met.rows_seen,
    met.sum_amount,
    met.sum_amount_2,
    met.avg_6078b7ba76d4,
    met.sub_periods_4
  FROM (
    SELECT
      period_start,
      region,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(sum_amount) AS sum_amount,
      MAX(sum_amount_2) AS sum_amount_2,
      MAX(avg_6078b7ba76d4) AS avg_6078b7ba76d4,
      MAX(sub_periods_4) AS sub_periods_4
    FROM parts
    GROUP BY 1, 2
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  region,
  COALESCE(sum_amount, 0) AS held,
  COALESCE(sum_amount_2, 0) AS held_by_account,
  CASE WHEN COALESCE(sub_periods_4, 0) > 0 THEN avg_6078b7ba76d4 ELSE CASE WHEN DATE_DIFF(DATE_SUB(LEAST(DATE_ADD(period_start, INTERVAL 1 WEEK), DATE_ADD(DATE '2026-01-08', INTERVAL 1 DAY)), INTERVAL 1 DAY), CAST(period_start AS DATE), DAY) + 1 > 0 THEN COALESCE(CAST(NULL AS INT64), 0) ELSE NULL END END AS held_on_average
FROM cells
ORDER BY 1 NULLS LAST, 2 NULLS LAST;

-- northstar query held,held_by_account --by region --since 2026-01-05 --as-of 2026-01-08
WITH balances_cells AS (
  SELECT
    CAST(balances.`day` AS DATE) AS cell_start,
    balances.region,
    COUNT(*) AS rows_all,
    SUM(CAST(balances.amount AS BIGNUMERIC)) AS sum_amount
  FROM balances
  WHERE balances.`day` >= DATE '2026-01-05'
    AND balances.`day` < DATE '2026-01-09'
  GROUP BY 1, 2
),
balances_rows AS (
  SELECT
    CAST(balances.`day` AS DATE) AS cell_start,
    CAST(balances.`day` AS DATETIME) AS row_moment,
    balances.region,
    balances.account AS key_account,
    balances.`day` AS key_day,
    1 AS rows_all,
    balances.amount AS sum_amount
  FROM balances
  WHERE balances.`day` >= DATE '2026-01-05'
    AND balances.`day` < DATE '2026-01-09'
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(DATE_TRUNC(CAST(balances.`day` AS DATE), WEEK(MONDAY))) AS period_start
    FROM balances
    WHERE balances.`day` <= DATE '2026-01-08'
  ) AS first_of_each
),
periods AS (
  SELECT
    series_start AS period_start
  FROM first_rows
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(CASE WHEN first_row > DATE '2026-01-05' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-01-05' END, DATE '2026-01-05', INTERVAL 1 WEEK)) AS series_start
),
balances_last_by_week AS (
  SELECT
    period_start,
    region,
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    SUM(CAST(sum_amount AS BIGNUMERIC)) AS sum_amount
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)) AS period_start,
      balances_cells.region,
      balances_cells.rows_all,
      balances_cells.sum_amount,
      balances_cells.cell_start
    FROM balances_cells
    WHERE CAST(cell_start AS DATE) = DATE_SUB(LEAST(DATE_ADD(DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)), INTERVAL 1 WEEK), DATE '2026-01-08'), INTERVAL 1 DAY)
  ) AS placed
  GROUP BY 1, 2
),
balances_last_4175d0feb612_by_week AS (
  SELECT
    period_start,
    region,
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    SUM(CAST(sum_amount AS BIGNUMERIC)) AS sum_amount
  FROM (
    SELECT
      period_start,
      region,
      rows_all,
      sum_amount,
      cell_start
    FROM (
      SELECT
        DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)) AS period_start,
        balances_rows.region,
        balances_rows.rows_all,
        balances_rows.sum_amount,
        balances_rows.cell_start,
        ROW_NUMBER() OVER (PARTITION BY DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)), balances_rows.key_account ORDER BY balances_rows.row_moment IS NULL, balances_rows.row_moment DESC, balances_rows.key_account IS NULL, balances_rows.key_account DESC, balances_rows.key_day IS NULL, balances_rows.key_day DESC) AS northstar_turn
      FROM balances_rows
      WHERE balances_rows.rows_all > 0
    ) AS in_turn
    WHERE northstar_turn = 1
  ) AS placed
  GROUP BY 1, 2
),
segments AS (
  SELECT DISTINCT
    region
  FROM (
    SELECT
      region
    FROM balances_last_by_week
    INNER JOIN periods
      ON periods.period_start = balances_last_by_week.period_start
    WHERE rows_all > 0
    UNION ALL
    SELECT
      region
    FROM balances_last_4175d0feb612_by_week
    INNER JOIN periods
      ON periods.period_start = balances_last_4175d0feb612_by_week.period_start
    WHERE rows_all > 0
  ) AS seen
),
parts AS (
  SELECT
    period_start,
    region,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    sum_amount,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_2
  FROM balances_last_by_week
  UNION ALL
  SELECT
    period_start,
    region,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    sum_amount AS sum_amount_2
  FROM balances_last_4175d0feb612_by_week
  UNION ALL
  SELECT
    period_start,
    segments.region,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_2
  FROM periods
  CROSS JOIN segments
),
cells AS (
  SELECT
    met.period_start,
    met.region,
    met.rows_seen,
    met.sum_amount,
    met.sum_amount_2
  FROM (
    SELECT
      period_start,
      region,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(sum_amount) AS sum_amount,
      MAX(sum_amount_2) AS sum_amount_2
    FROM parts
    GROUP BY 1, 2
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  region,
  COALESCE(sum_amount, 0) AS held,
  COALESCE(sum_amount_2, 0) AS held_by_account
FROM cells
ORDER BY 1 NULLS LAST, 2 NULLS LAST;

-- northstar query held,held_by_account --grain month --as-of 2026-01-08
WITH balances_cells AS (
  SELECT
    CAST(balances.`day` AS DATE) AS cell_start,
    COUNT(*) AS rows_all,
    SUM(CAST(balances.amount AS BIGNUMERIC)) AS sum_amount
  FROM balances
  WHERE balances.`day` < DATE '2026-01-09'
  GROUP BY 1
),
balances_rows AS (
  SELECT
    CAST(balances.`day` AS DATE) AS cell_start,
    CAST(balances.`day` AS DATETIME) AS row_moment,
    balances.account AS key_account,
    balances.`day` AS key_day,
    1 AS rows_all,
    balances.amount AS sum_amount
  FROM balances
  WHERE balances.`day` < DATE '2026-01-09'
),
periods AS (
  SELECT
    series_start AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        DATE_TRUNC(CAST(MIN(cell_start) AS DATE), MONTH) AS period_start
      FROM balances_cells
    ) AS all_periods
  ) AS bounds
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(first_row, DATE '2026-01-01', INTERVAL 1 MONTH)) AS series_start
),
balances_last_by_month AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    SUM(CAST(sum_amount AS BIGNUMERIC)) AS sum_amount
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), MONTH) AS period_start,
      balances_cells.rows_all,
      balances_cells.sum_amount,
      balances_cells.cell_start
    FROM balances_cells
    WHERE CAST(cell_start AS DATE) = DATE_SUB(LEAST(DATE_ADD(DATE_TRUNC(CAST(cell_start AS DATE), MONTH), INTERVAL 1 MONTH), DATE '2026-01-08'), INTERVAL 1 DAY)
  ) AS placed
  GROUP BY 1
),
balances_last_4175d0feb612_by_month AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    SUM(CAST(sum_amount AS BIGNUMERIC)) AS sum_amount
  FROM (
    SELECT
      period_start,
      rows_all,
      sum_amount,
      cell_start
    FROM (
      SELECT
        DATE_TRUNC(CAST(cell_start AS DATE), MONTH) AS period_start,
        balances_rows.rows_all,
        balances_rows.sum_amount,
        balances_rows.cell_start,
        ROW_NUMBER() OVER (PARTITION BY DATE_TRUNC(CAST(cell_start AS DATE), MONTH), balances_rows.key_account ORDER BY balances_rows.row_moment IS NULL, balances_rows.row_moment DESC, balances_rows.key_account IS NULL, balances_rows.key_account DESC, balances_rows.key_day IS NULL, balances_rows.key_day DESC) AS northstar_turn
      FROM balances_rows
      WHERE balances_rows.rows_all > 0
    ) AS in_turn
    WHERE northstar_turn = 1
  ) AS placed
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    sum_amount,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_2
  FROM balances_last_by_month
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    sum_amount AS sum_amount_2
  FROM balances_last_4175d0feb612_by_month
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_2
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.sum_amount,
    met.sum_amount_2
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(sum_amount) AS sum_amount,
      MAX(sum_amount_2) AS sum_amount_2
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  COALESCE(sum_amount, 0) AS held,
  COALESCE(sum_amount_2, 0) AS held_by_account
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query held,held_first,held_by_account,held_on_average --grain none --since 2026-01-01 --until 2026-01-05 --as-of 2026-01-08
WITH balances_cells AS (
  SELECT
    CAST(balances.`day` AS DATE) AS cell_start,
    COUNT(*) AS rows_all,
    SUM(CAST(balances.amount AS BIGNUMERIC)) AS sum_amount
  FROM balances
  WHERE balances.`day` < DATE '2026-01-09'
  GROUP BY 1
),
balances_rows AS (
  SELECT
    CAST(balances.`day` AS DATE) AS cell_start,
    CAST(balances.`day` AS DATETIME) AS row_moment,
    balances.account AS key_account,
    balances.`day` AS key_day,
    1 AS rows_all,
    balances.amount AS sum_amount
  FROM balances
  WHERE balances.`day` < DATE '2026-01-09'
),
balances_last_in_all AS (
  SELECT
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    SUM(CAST(sum_amount AS BIGNUMERIC)) AS sum_amount
  FROM (
    SELECT
      balances_cells.rows_all,
      balances_cells.sum_amount,
      balances_cells.cell_start
    FROM balances_cells
    WHERE cell_start >= (
      SELECT
        CASE WHEN first_row IS NOT NULL THEN GREATEST(DATE '2026-01-01', first_row) END AS first_day
      FROM (
        SELECT
          MIN(period_start) AS first_row
        FROM (
          SELECT
            CAST(MIN(cell_start) AS DATE) AS period_start
          FROM balances_cells
        ) AS first_of_each
      ) AS first_of_all
    )
      AND cell_start < DATE '2026-01-05'
      AND CAST(cell_start AS DATE) = DATE_SUB(LEAST(DATE '2026-01-05', DATE '2026-01-08'), INTERVAL 1 DAY)
  ) AS placed
),
balances_first_in_all AS (
  SELECT
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    SUM(CAST(sum_amount AS BIGNUMERIC)) AS sum_amount
  FROM (
    SELECT
      balances_cells.rows_all,
      balances_cells.sum_amount,
      balances_cells.cell_start
    FROM balances_cells
    WHERE cell_start >= (
      SELECT
        CASE WHEN first_row IS NOT NULL THEN GREATEST(DATE '2026-01-01', first_row) END AS first_day
      FROM (
        SELECT
          MIN(period_start) AS first_row
        FROM (
          SELECT
            CAST(MIN(cell_start) AS DATE) AS period_start
          FROM balances_cells
        ) AS first_of_each
      ) AS first_of_all
    )
      AND cell_start < DATE '2026-01-05'
      AND CAST(cell_start AS DATE) = (
      SELECT
        CASE WHEN first_row IS NOT NULL THEN GREATEST(DATE '2026-01-01', first_row) END AS first_day
      FROM (
        SELECT
          MIN(period_start) AS first_row
        FROM (
          SELECT
            CAST(MIN(cell_start) AS DATE) AS period_start
          FROM balances_cells
        ) AS first_of_each
      ) AS first_of_all
    )
  ) AS placed
),
balances_last_4175d0feb612_in_all AS (
  SELECT
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    SUM(CAST(sum_amount AS BIGNUMERIC)) AS sum_amount
  FROM (
    SELECT
      rows_all,
      sum_amount,
      cell_start
    FROM (
      SELECT
        balances_rows.rows_all,
        balances_rows.sum_amount,
        balances_rows.cell_start,
        ROW_NUMBER() OVER (PARTITION BY balances_rows.key_account ORDER BY balances_rows.row_moment IS NULL, balances_rows.row_moment DESC, balances_rows.key_account IS NULL, balances_rows.key_account DESC, balances_rows.key_day IS NULL, balances_rows.key_day DESC) AS northstar_turn
      FROM balances_rows
      WHERE cell_start >= (
        SELECT
          CASE WHEN first_row IS NOT NULL THEN GREATEST(DATE '2026-01-01', first_row) END AS first_day
        FROM (
          SELECT
            MIN(period_start) AS first_row
          FROM (
            SELECT
              CAST(MIN(cell_start) AS DATE) AS period_start
            FROM balances_cells
          ) AS first_of_each
        ) AS first_of_all
      )
        AND cell_start < DATE '2026-01-05'
        AND balances_rows.rows_all > 0
    ) AS in_turn
    WHERE northstar_turn = 1
  ) AS placed
),
balances_in_all_2 AS (
  SELECT
    CAST(SUM(rows_all) AS INT64) AS rows_all
  FROM (
    SELECT
      balances_cells.rows_all,
      balances_cells.cell_start
    FROM balances_cells
    WHERE cell_start >= (
      SELECT
        CASE WHEN first_row IS NOT NULL THEN GREATEST(DATE '2026-01-01', first_row) END AS first_day
      FROM (
        SELECT
          MIN(period_start) AS first_row
        FROM (
          SELECT
            CAST(MIN(cell_start) AS DATE) AS period_start
          FROM balances_cells
        ) AS first_of_each
      ) AS first_of_all
    )
      AND cell_start < DATE '2026-01-05'
  ) AS placed
),
balances_per_day_in_all_found AS (
  SELECT
    sub_start,
    SUM(CAST(sum_amount AS BIGNUMERIC)) AS sum_amount
  FROM (
    SELECT
      sum_amount,
      CAST(cell_start AS DATE) AS sub_start
    FROM (
      SELECT
        balances_cells.sum_amount,
        balances_cells.cell_start
      FROM balances_cells
      WHERE cell_start >= (
        SELECT
          CASE WHEN first_row IS NOT NULL THEN GREATEST(DATE '2026-01-01', first_row) END AS first_day
        FROM (
          SELECT
            MIN(period_start) AS first_row
          FROM (
            SELECT
              CAST(MIN(cell_start) AS DATE) AS period_start
            FROM balances_cells
          ) AS first_of_each
        ) AS first_of_all
      )
        AND cell_start < DATE '2026-01-05'
    ) AS placed
  ) AS in_sub_periods
  GROUP BY 1
),
balances_per_day_in_all_all AS (
  SELECT
    subs.sub_start,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount
  FROM (
    SELECT DISTINCT
      1 AS one
    FROM balances_per_day_in_all_found
  ) AS `groups`
  CROSS JOIN (
    SELECT
      series_start AS sub_start
    FROM (
      SELECT
        MIN(sub_start) AS sub_start
      FROM balances_per_day_in_all_found
    ) AS bounds
    CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(CAST((
      SELECT
        CASE WHEN first_row IS NOT NULL THEN GREATEST(DATE '2026-01-01', first_row) END AS first_day
      FROM (
        SELECT
          MIN(period_start) AS first_row
        FROM (
          SELECT
            CAST(MIN(cell_start) AS DATE) AS period_start
          FROM balances_cells
        ) AS first_of_each
      ) AS first_of_all
    ) AS DATE), DATE_SUB(DATE '2026-01-05', INTERVAL 1 DAY), INTERVAL 1 DAY)) AS series_start
  ) AS subs
  WHERE subs.sub_start < DATE '2026-01-05'
    AND subs.sub_start >= CAST((
    SELECT
      CASE WHEN first_row IS NOT NULL THEN GREATEST(DATE '2026-01-01', first_row) END AS first_day
    FROM (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          CAST(MIN(cell_start) AS DATE) AS period_start
        FROM balances_cells
      ) AS first_of_each
    ) AS first_of_all
  ) AS DATE)
),
balances_per_day_in_all_filled AS (
  SELECT
    sub_start,
    MAX(sum_amount) AS sum_amount
  FROM (
    SELECT
      sub_start,
      sum_amount
    FROM balances_per_day_in_all_found
    UNION ALL
    SELECT
      sub_start,
      sum_amount
    FROM balances_per_day_in_all_all
  ) AS `both`
  GROUP BY 1
),
balances_per_day_in_all AS (
  SELECT
    AVG(CAST(COALESCE(sum_amount, 0) AS FLOAT64)) AS avg_6078b7ba76d4,
    COUNT(*) AS sub_periods
  FROM balances_per_day_in_all_filled
),
parts AS (
  SELECT
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    sum_amount,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_3,
    CAST(NULL AS FLOAT64) AS avg_6078b7ba76d4,
    CAST(NULL AS INT64) AS sub_periods_5
  FROM balances_last_in_all
  UNION ALL
  SELECT
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    sum_amount AS sum_amount_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_3,
    CAST(NULL AS FLOAT64) AS avg_6078b7ba76d4,
    CAST(NULL AS INT64) AS sub_periods_5
  FROM balances_first_in_all
  UNION ALL
  SELECT
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_2,
    sum_amount AS sum_amount_3,
    CAST(NULL AS FLOAT64) AS avg_6078b7ba76d4,
    CAST(NULL AS INT64) AS sub_periods_5
  FROM balances_last_4175d0feb612_in_all
  UNION ALL
  SELECT
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_3,
    CAST(NULL AS FLOAT64) AS avg_6078b7ba76d4,
    CAST(NULL AS INT64) AS sub_periods_5
  FROM balances_in_all_2
  UNION ALL
  SELECT
    0 AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount_3,
    avg_6078b7ba76d4,
    sub_periods AS sub_periods_5
  FROM balances_per_day_in_all
),
cells AS (
  SELECT
    CAST(SUM(rows_seen) AS INT64) AS rows_seen,
    MAX(on_spine) AS on_spine,
    MAX(sum_amount) AS sum_amount,
    MAX(sum_amount_2) AS sum_amount_2,
    MAX(sum_amount_3) AS sum_amount_3,
    MAX(avg_6078b7ba76d4) AS avg_6078b7ba76d4,
    MAX(sub_periods_5) AS sub_periods_5
  FROM parts
)
SELECT
  COALESCE(sum_amount, 0) AS held,
  COALESCE(sum_amount_2, 0) AS held_first,
  COALESCE(sum_amount_3, 0) AS held_by_account,
  CASE WHEN COALESCE(sub_periods_5, 0) > 0 THEN avg_6078b7ba76d4 ELSE CASE WHEN DATE_DIFF(DATE_SUB(DATE '2026-01-05', INTERVAL 1 DAY), CAST((
    SELECT
      CASE WHEN first_row IS NOT NULL THEN GREATEST(DATE '2026-01-01', first_row) END AS first_day
    FROM (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          CAST(MIN(cell_start) AS DATE) AS period_start
        FROM balances_cells
      ) AS first_of_each
    ) AS first_of_all
  ) AS DATE), DAY) + 1 > 0 THEN COALESCE(CAST(NULL AS INT64), 0) ELSE NULL END END AS held_on_average
FROM cells;

-- northstar query held,held_on_average,smallest --grain day --since 2026-01-02 --until 2026-01-05 --as-of 2026-01-08
WITH balances_cells AS (
  SELECT
    CAST(balances.`day` AS DATE) AS cell_start,
    COUNT(*) AS rows_all,
    SUM(CAST(balances.amount AS BIGNUMERIC)) AS sum_amount,
    MIN(balances.amount) AS min_amount
  FROM balances
  WHERE balances.`day` >= DATE '2026-01-02'
    AND balances.`day` < DATE '2026-01-05'
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(CAST(balances.`day` AS DATE)) AS period_start
    FROM balances
    WHERE balances.`day` <= DATE '2026-01-08'
  ) AS first_of_each
),
periods AS (
  SELECT
    series_start AS period_start
  FROM first_rows
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(CASE WHEN first_row > DATE '2026-01-02' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-01-02' END, DATE '2026-01-04', INTERVAL 1 DAY)) AS series_start
),
balances_last_by_day AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    SUM(CAST(sum_amount AS BIGNUMERIC)) AS sum_amount,
    MIN(min_amount) AS min_amount
  FROM (
    SELECT
      CAST(cell_start AS DATE) AS period_start,
      balances_cells.rows_all,
      balances_cells.sum_amount,
      balances_cells.min_amount,
      balances_cells.cell_start
    FROM balances_cells
    WHERE CAST(cell_start AS DATE) = DATE_SUB(LEAST(DATE_ADD(CAST(cell_start AS DATE), INTERVAL 1 DAY), DATE '2026-01-08'), INTERVAL 1 DAY)
  ) AS placed
  GROUP BY 1
),
balances_by_day_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS INT64) AS rows_all
  FROM (
    SELECT
      CAST(cell_start AS DATE) AS period_start,
      balances_cells.rows_all,
      balances_cells.cell_start
    FROM balances_cells
  ) AS placed
  GROUP BY 1
),
balances_per_day_by_day_found AS (
  SELECT
    period_start,
    sub_start,
    SUM(CAST(sum_amount AS BIGNUMERIC)) AS sum_amount
  FROM (
    SELECT
      period_start,
      sum_amount,
      CAST(cell_start AS DATE) AS sub_start
    FROM (
      SELECT
        CAST(cell_start AS DATE) AS period_start,
        balances_cells.sum_amount,
        balances_cells.cell_start
      FROM balances_cells
    ) AS placed
  ) AS in_sub_periods
  GROUP BY 1, 2
),
balances_per_day_by_day_all AS (
  SELECT
    `groups`.period_start,
    subs.sub_start,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount
  FROM (
    SELECT DISTINCT
      period_start
    FROM balances_per_day_by_day_found
  ) AS `groups`
  CROSS JOIN (
    SELECT
      series_start AS sub_start
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM balances_per_day_by_day_found
    ) AS bounds
    CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(CAST(period_start AS DATE), DATE_SUB(DATE_ADD(DATE '2026-01-08', INTERVAL 1 DAY), INTERVAL 1 DAY), INTERVAL 1 DAY)) AS series_start
  ) AS subs
  WHERE subs.sub_start < LEAST(DATE_ADD(`groups`.period_start, INTERVAL 1 DAY), DATE_ADD(DATE '2026-01-08', INTERVAL 1 DAY))
    AND subs.sub_start >= CAST(`groups`.period_start AS DATE)
),
balances_per_day_by_day_filled AS (
  SELECT
    period_start,
    sub_start,
    MAX(sum_amount) AS sum_amount
  FROM (
    SELECT
      period_start,
      sub_start,
      sum_amount
    FROM balances_per_day_by_day_found
    UNION ALL
    SELECT
      period_start,
      sub_start,
      sum_amount
    FROM balances_per_day_by_day_all
  ) AS `both`
  GROUP BY 1, 2
),
balances_per_day_by_day AS (
  SELECT
    period_start,
    AVG(CAST(COALESCE(sum_amount, 0) AS FLOAT64)) AS avg_6078b7ba76d4,
    COUNT(*) AS sub_periods
  FROM balances_per_day_by_day_filled
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    sum_amount,
    min_amount,
    CAST(NULL AS FLOAT64) AS avg_6078b7ba76d4,
    CAST(NULL AS INT64) AS sub_periods_3
  FROM balances_last_by_day
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    CAST(NULL AS INT64) AS min_amount,
    CAST(NULL AS FLOAT64) AS avg_6078b7ba76d4,
    CAST(NULL AS INT64) AS sub_periods_3
  FROM balances_by_day_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    CAST(NULL AS INT64) AS min_amount,
    avg_6078b7ba76d4,
    sub_periods AS sub_periods_3
  FROM balances_per_day_by_day
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount,
    CAST(NULL AS INT64) AS min_amount,
    CAST(NULL AS FLOAT64) AS avg_6078b7ba76d4,
    CAST(NULL AS INT64) AS sub_periods_3
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.sum_amount,
    met.min_amount,
    met.avg_6078b7ba76d4,
    met.sub_periods_3
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(sum_amount) AS sum_amount,
      MAX(min_amount) AS min_amount,
      MAX(avg_6078b7ba76d4) AS avg_6078b7ba76d4,
      MAX(sub_periods_3) AS sub_periods_3
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  COALESCE(sum_amount, 0) AS held,
  CASE WHEN COALESCE(sub_periods_3, 0) > 0 THEN avg_6078b7ba76d4 ELSE CASE WHEN DATE_DIFF(DATE_SUB(LEAST(DATE_ADD(period_start, INTERVAL 1 DAY), DATE_ADD(DATE '2026-01-08', INTERVAL 1 DAY)), INTERVAL 1 DAY), CAST(period_start AS DATE), DAY) + 1 > 0 THEN COALESCE(CAST(NULL AS INT64), 0) ELSE NULL END END AS held_on_average,
  min_amount AS smallest
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query metered --as-of 2026-01-11
WITH readings_rows AS (
  SELECT
    CAST(CAST(readings.`at` AS DATETIME) AS DATE) AS cell_start,
    CAST(readings.`at` AS DATETIME) AS row_moment,
    readings.meter AS key_meter,
    readings.reading_id AS key_reading_id,
    1 AS rows_all,
    readings.amount AS sum_amount
  FROM readings
  WHERE readings.`at` < '2026-01-12 00:00:00'
),
periods AS (
  SELECT
    series_start AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        DATE_TRUNC(CAST(MIN(cell_start) AS DATE), WEEK(MONDAY)) AS period_start
      FROM readings_rows
    ) AS all_periods
  ) AS bounds
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(first_row, DATE '2026-01-05', INTERVAL 1 WEEK)) AS series_start
),
readings_last_6284b0c38982_by_week AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    SUM(CAST(sum_amount AS BIGNUMERIC)) AS sum_amount
  FROM (
    SELECT
      period_start,
      rows_all,
      sum_amount,
      cell_start
    FROM (
      SELECT
        DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)) AS period_start,
        readings_rows.rows_all,
        readings_rows.sum_amount,
        readings_rows.cell_start,
        ROW_NUMBER() OVER (PARTITION BY DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)), readings_rows.key_meter ORDER BY readings_rows.row_moment IS NULL, readings_rows.row_moment DESC, readings_rows.key_reading_id IS NULL, readings_rows.key_reading_id DESC) AS northstar_turn
      FROM readings_rows
      WHERE readings_rows.rows_all > 0
    ) AS in_turn
    WHERE northstar_turn = 1
  ) AS placed
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    sum_amount
  FROM readings_last_6284b0c38982_by_week
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_amount
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.sum_amount
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(sum_amount) AS sum_amount
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  COALESCE(sum_amount, 0) AS metered
FROM cells
ORDER BY 1 NULLS LAST;