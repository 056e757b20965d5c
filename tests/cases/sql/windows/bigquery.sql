-- northstar query people_lately,median_lately,ms_per_visit_lately,people_of_month,ms_of_month,ms_of_year,people_ever,median_ever --as-of 2026-02-15
WITH visits_cells AS (
  SELECT
    CAST(CAST(visits.`at` AS DATETIME) AS DATE) AS cell_start,
    visits.person AS key_person,
    COUNT(*) AS rows_all,
    SUM(CAST(visits.ms AS BIGNUMERIC)) AS sum_ms
  FROM visits
  WHERE visits.`at` < '2026-02-16 00:00:00'
  GROUP BY 1, 2
),
visits_rows AS (
  SELECT
    CAST(CAST(visits.`at` AS DATETIME) AS DATE) AS cell_start,
    CAST(visits.`at` AS DATETIME) AS row_moment,
    visits.person AS key_person,
    1 AS rows_all,
    1 AS count_distinct_person,
    visits.ms AS median_ms,
    visits.ms AS sum_ms,
    1 AS count_rows
  FROM visits
  WHERE visits.`at` < '2026-02-16 00:00:00'
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
      FROM visits_cells
    ) AS all_periods
  ) AS bounds
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(first_row, DATE '2026-02-09', INTERVAL 1 WEEK)) AS series_start
),
visits_trailing_14_day_by_week_reach AS (
  SELECT
    periods_of_all.period_start,
    cells_of_all.cell_start
  FROM (
    SELECT
      period_start
    FROM periods
  ) AS periods_of_all
  CROSS JOIN (
    SELECT DISTINCT
      cell_start
    FROM visits_cells
  ) AS cells_of_all
  WHERE cells_of_all.cell_start < DATE_ADD(periods_of_all.period_start, INTERVAL 1 WEEK)
    AND cells_of_all.cell_start >= DATE_SUB(DATE_ADD(periods_of_all.period_start, INTERVAL 1 WEEK), INTERVAL 14 DAY)
),
visits_trailing_14_day_by_week AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    COUNT(DISTINCT CASE WHEN rows_all > 0 THEN key_person END) AS count_distinct_person
  FROM (
    SELECT
      visits_trailing_14_day_by_week_reach.period_start,
      visits_cells.key_person,
      visits_cells.rows_all,
      visits_cells.cell_start
    FROM visits_cells
    INNER JOIN visits_trailing_14_day_by_week_reach
      ON visits_trailing_14_day_by_week_reach.cell_start = visits_cells.cell_start
  ) AS placed
  GROUP BY 1
),
visits_trailing_2_week_by_week_reach AS (
  SELECT
    periods_of_all.period_start,
    cells_of_all.cell_start
  FROM (
    SELECT
      period_start
    FROM periods
  ) AS periods_of_all
  CROSS JOIN (
    SELECT DISTINCT
      cell_start
    FROM visits_cells
  ) AS cells_of_all
  WHERE cells_of_all.cell_start < DATE_ADD(periods_of_all.period_start, INTERVAL 1 WEEK)
    AND cells_of_all.cell_start >= DATE_SUB(DATE_ADD(periods_of_all.period_start, INTERVAL 1 WEEK), INTERVAL 2 WEEK)
),
visits_trailing_2_week_by_week AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS INT64) AS rows_all
  FROM (
    SELECT
      visits_trailing_2_week_by_week_reach.period_start,
      added_up.rows_all,
      added_up.cell_start
    FROM (
      SELECT
        cell_start,
        CAST(SUM(rows_all) AS INT64) AS rows_all
      FROM visits_cells
      GROUP BY 1
    ) AS added_up
    INNER JOIN visits_trailing_2_week_by_week_reach
      ON visits_trailing_2_week_by_week_reach.cell_start = added_up.cell_start
  ) AS placed
  GROUP BY 1
),
visits_trailing_2_week_by_week_2_reach AS (
  SELECT
    periods_of_all.period_start,
    cells_of_all.cell_start
  FROM (
    SELECT
      period_start
    FROM periods
  ) AS periods_of_all
  CROSS JOIN (
    SELECT DISTINCT
      cell_start
    FROM visits_rows
  ) AS cells_of_all
  WHERE cells_of_all.cell_start < DATE_ADD(periods_of_all.period_start, INTERVAL 1 WEEK)
    AND cells_of_all.cell_start >= DATE_SUB(DATE_ADD(periods_of_all.period_start, INTERVAL 1 WEEK), INTERVAL 2 WEEK)
),
visits_trailing_2_week_by_week_2 AS (
  SELECT
    period_start,
    ((ARRAY_AGG(CAST(median_ms AS FLOAT64) IGNORE NULLS ORDER BY CAST(median_ms AS FLOAT64))[SAFE_OFFSET(DIV(COUNT(CAST(median_ms AS FLOAT64)) - 1, 2))] + ARRAY_AGG(CAST(median_ms AS FLOAT64) IGNORE NULLS ORDER BY CAST(median_ms AS FLOAT64))[SAFE_OFFSET(DIV(COUNT(CAST(median_ms AS FLOAT64)), 2))]) / 2) AS median_ms
  FROM (
    SELECT
      visits_trailing_2_week_by_week_2_reach.period_start,
      visits_rows.median_ms,
      visits_rows.cell_start
    FROM visits_rows
    INNER JOIN visits_trailing_2_week_by_week_2_reach
      ON visits_trailing_2_week_by_week_2_reach.cell_start = visits_rows.cell_start
  ) AS placed
  GROUP BY 1
),
visits_trailing_7_day_by_week_reach AS (
  SELECT
    periods_of_all.period_start,
    cells_of_all.cell_start
  FROM (
    SELECT
      period_start
    FROM periods
  ) AS periods_of_all
  CROSS JOIN (
    SELECT DISTINCT
      cell_start
    FROM visits_cells
  ) AS cells_of_all
  WHERE cells_of_all.cell_start < DATE_ADD(periods_of_all.period_start, INTERVAL 1 WEEK)
    AND cells_of_all.cell_start >= DATE_SUB(DATE_ADD(periods_of_all.period_start, INTERVAL 1 WEEK), INTERVAL 7 DAY)
),
visits_trailing_7_day_by_week AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    SUM(CAST(sum_ms AS BIGNUMERIC)) AS sum_ms,
    CAST(SUM(rows_all) AS INT64) AS count_rows
  FROM (
    SELECT
      visits_trailing_7_day_by_week_reach.period_start,
      added_up.rows_all,
      added_up.sum_ms,
      added_up.cell_start
    FROM (
      SELECT
        cell_start,
        CAST(SUM(rows_all) AS INT64) AS rows_all,
        SUM(CAST(sum_ms AS BIGNUMERIC)) AS sum_ms
      FROM visits_cells
      GROUP BY 1
    ) AS added_up
    INNER JOIN visits_trailing_7_day_by_week_reach
      ON visits_trailing_7_day_by_week_reach.cell_start = added_up.cell_start
  ) AS placed
  GROUP BY 1
),
visits_month_to_date_by_week_firsts_0 AS (
  SELECT
    DATE_TRUNC(DATE_SUB(DATE_ADD(period_start, INTERVAL 1 WEEK), INTERVAL 1 DAY), MONTH) AS period_unit,
    key_person,
    MIN(CASE WHEN rows_all > 0 THEN period_start END) AS count_distinct_person
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)) AS period_start,
      visits_cells.key_person,
      visits_cells.rows_all,
      visits_cells.cell_start
    FROM visits_cells
    WHERE cell_start >= DATE_TRUNC(DATE_SUB(DATE_ADD(DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)), INTERVAL 1 WEEK), INTERVAL 1 DAY), MONTH)
  ) AS placed
  WHERE key_person IS NOT NULL
  GROUP BY 1, 2
),
visits_month_to_date_by_week_rows AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    SUM(CAST(sum_ms AS BIGNUMERIC)) AS sum_ms
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)) AS period_start,
      visits_cells.rows_all,
      visits_cells.sum_ms,
      visits_cells.cell_start
    FROM visits_cells
    WHERE cell_start >= DATE_TRUNC(DATE_SUB(DATE_ADD(DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)), INTERVAL 1 WEEK), INTERVAL 1 DAY), MONTH)
  ) AS placed
  GROUP BY 1
),
visits_month_to_date_by_week_keys_0 AS (
  SELECT
    count_distinct_person AS period_start,
    COUNT(*) AS count_distinct_person
  FROM visits_month_to_date_by_week_firsts_0
  WHERE count_distinct_person IS NOT NULL
  GROUP BY 1
),
visits_month_to_date_by_week_added AS (
  SELECT
    period_start,
    MAX(rows_all) AS rows_all,
    COALESCE(MAX(count_distinct_person), 0) AS count_distinct_person,
    MAX(sum_ms) AS sum_ms
  FROM (
    SELECT
      period_start,
      rows_all,
      CAST(NULL AS INT64) AS count_distinct_person,
      sum_ms
    FROM visits_month_to_date_by_week_rows
    UNION ALL
    SELECT
      period_start,
      CAST(NULL AS INT64) AS rows_all,
      count_distinct_person,
      CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms
    FROM visits_month_to_date_by_week_keys_0
  ) AS side_by_side
  GROUP BY 1
),
visits_month_to_date_by_week AS (
  SELECT
    period_start,
    rows_all,
    count_distinct_person,
    sum_ms
  FROM (
    SELECT
      period_start,
      on_spine,
      CAST(SUM(rows_all) OVER (PARTITION BY period_unit ORDER BY period_start IS NULL, period_start, on_spine IS NULL, on_spine ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS INT64) AS rows_all,
      CAST(SUM(count_distinct_person) OVER (PARTITION BY period_unit ORDER BY period_start IS NULL, period_start, on_spine IS NULL, on_spine ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS INT64) AS count_distinct_person,
      SUM(sum_ms) OVER (PARTITION BY period_unit ORDER BY period_start IS NULL, period_start, on_spine IS NULL, on_spine ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS sum_ms
    FROM (
      SELECT
        period_start,
        0 AS on_spine,
        DATE_TRUNC(DATE_SUB(DATE_ADD(period_start, INTERVAL 1 WEEK), INTERVAL 1 DAY), MONTH) AS period_unit,
        rows_all,
        count_distinct_person,
        sum_ms
      FROM visits_month_to_date_by_week_added
      UNION ALL
      SELECT
        periods_of_all.period_start,
        1 AS on_spine,
        totals_begun.period_unit,
        CAST(NULL AS INT64) AS rows_all,
        CAST(NULL AS INT64) AS count_distinct_person,
        CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms
      FROM (
        SELECT
          DATE_TRUNC(DATE_SUB(DATE_ADD(period_start, INTERVAL 1 WEEK), INTERVAL 1 DAY), MONTH) AS period_unit,
          MIN(period_start) AS period_start
        FROM visits_month_to_date_by_week_added
        GROUP BY 1
      ) AS totals_begun
      INNER JOIN (
        SELECT
          period_start
        FROM periods
      ) AS periods_of_all
        ON periods_of_all.period_start >= totals_begun.period_start
          AND DATE_TRUNC(DATE_SUB(DATE_ADD(periods_of_all.period_start, INTERVAL 1 WEEK), INTERVAL 1 DAY), MONTH) = DATE_TRUNC(DATE_SUB(DATE_ADD(totals_begun.period_start, INTERVAL 1 WEEK), INTERVAL 1 DAY), MONTH)
    ) AS added_and_spine
  ) AS totals
  WHERE on_spine = 1
),
visits_year_to_date_by_week_added AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    SUM(CAST(sum_ms AS BIGNUMERIC)) AS sum_ms
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)) AS period_start,
      visits_cells.rows_all,
      visits_cells.sum_ms,
      visits_cells.cell_start
    FROM visits_cells
    WHERE cell_start >= DATE_ADD(DATE_TRUNC(DATE_SUB(DATE_SUB(DATE_ADD(DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)), INTERVAL 1 WEEK), INTERVAL 1 DAY), INTERVAL 1 MONTH), YEAR), INTERVAL 1 MONTH)
  ) AS placed
  GROUP BY 1
),
visits_year_to_date_by_week AS (
  SELECT
    period_start,
    rows_all,
    sum_ms
  FROM (
    SELECT
      period_start,
      on_spine,
      CAST(SUM(rows_all) OVER (PARTITION BY period_unit ORDER BY period_start IS NULL, period_start, on_spine IS NULL, on_spine ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS INT64) AS rows_all,
      SUM(sum_ms) OVER (PARTITION BY period_unit ORDER BY period_start IS NULL, period_start, on_spine IS NULL, on_spine ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS sum_ms
    FROM (
      SELECT
        period_start,
        0 AS on_spine,
        DATE_ADD(DATE_TRUNC(DATE_SUB(DATE_SUB(DATE_ADD(period_start, INTERVAL 1 WEEK), INTERVAL 1 DAY), INTERVAL 1 MONTH), YEAR), INTERVAL 1 MONTH) AS period_unit,
        rows_all,
        sum_ms
      FROM visits_year_to_date_by_week_added
      UNION ALL
      SELECT
        periods_of_all.period_start,
        1 AS on_spine,
        totals_begun.period_unit,
        CAST(NULL AS INT64) AS rows_all,
        CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms
      FROM (
        SELECT
          DATE_ADD(DATE_TRUNC(DATE_SUB(DATE_SUB(DATE_ADD(period_start, INTERVAL 1 WEEK), INTERVAL 1 DAY), INTERVAL 1 MONTH), YEAR), INTERVAL 1 MONTH) AS period_unit,
          MIN(period_start) AS period_start
        FROM visits_year_to_date_by_week_added
        GROUP BY 1
      ) AS totals_begun
      INNER JOIN (
        SELECT
          period_start
        FROM periods
      ) AS periods_of_all
        ON periods_of_all.period_start >= totals_begun.period_start
          AND DATE_ADD(DATE_TRUNC(DATE_SUB(DATE_SUB(DATE_ADD(periods_of_all.period_start, INTERVAL 1 WEEK), INTERVAL 1 DAY), INTERVAL 1 MONTH), YEAR), INTERVAL 1 MONTH) = DATE_ADD(DATE_TRUNC(DATE_SUB(DATE_SUB(DATE_ADD(totals_begun.period_start, INTERVAL 1 WEEK), INTERVAL 1 DAY), INTERVAL 1 MONTH), YEAR), INTERVAL 1 MONTH)
    ) AS added_and_spine
  ) AS totals
  WHERE on_spine = 1
),
visits_all_time_by_week_firsts_0 AS (
  SELECT
    key_person,
    MIN(CASE WHEN rows_all > 0 THEN period_start END) AS count_distinct_person
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)) AS period_start,
      visits_cells.key_person,
      visits_cells.rows_all,
      visits_cells.cell_start
    FROM visits_cells
  ) AS placed
  WHERE key_person IS NOT NULL
  GROUP BY 1
),
visits_all_time_by_week_rows AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS INT64) AS rows_all
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)) AS period_start,
      visits_cells.rows_all,
      visits_cells.cell_start
    FROM visits_cells
  ) AS placed
  GROUP BY 1
),
visits_all_time_by_week_keys_0 AS (
  SELECT
    count_distinct_person AS period_start,
    COUNT(*) AS count_distinct_person
  FROM visits_all_time_by_week_firsts_0
  WHERE count_distinct_person IS NOT NULL
  GROUP BY 1
),
visits_all_time_by_week_added AS (
  SELECT
    period_start,
    MAX(rows_all) AS rows_all,
    COALESCE(MAX(count_distinct_person), 0) AS count_distinct_person
  FROM (
    SELECT
      period_start,
      rows_all,
      CAST(NULL AS INT64) AS count_distinct_person
    FROM visits_all_time_by_week_rows
    UNION ALL
    SELECT
      period_start,
      CAST(NULL AS INT64) AS rows_all,
      count_distinct_person
    FROM visits_all_time_by_week_keys_0
  ) AS side_by_side
  GROUP BY 1
),
visits_all_time_by_week AS (
  SELECT
    period_start,
    rows_all,
    count_distinct_person
  FROM (
    SELECT
      period_start,
      on_spine,
      CAST(SUM(rows_all) OVER (ORDER BY period_start IS NULL, period_start, on_spine IS NULL, on_spine ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS INT64) AS rows_all,
      CAST(SUM(count_distinct_person) OVER (ORDER BY period_start IS NULL, period_start, on_spine IS NULL, on_spine ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS INT64) AS count_distinct_person
    FROM (
      SELECT
        period_start,
        0 AS on_spine,
        rows_all,
        count_distinct_person
      FROM visits_all_time_by_week_added
      UNION ALL
      SELECT
        periods_of_all.period_start,
        1 AS on_spine,
        CAST(NULL AS INT64) AS rows_all,
        CAST(NULL AS INT64) AS count_distinct_person
      FROM (
        SELECT
          MIN(period_start) AS period_start
        FROM visits_all_time_by_week_added
      ) AS totals_begun
      CROSS JOIN (
        SELECT
          period_start
        FROM periods
      ) AS periods_of_all
      WHERE periods_of_all.period_start >= totals_begun.period_start
    ) AS added_and_spine
  ) AS totals
  WHERE on_spine = 1
),
visits_all_time_by_week_2_reach AS (
  SELECT
    periods_of_all.period_start,
    cells_of_all.cell_start
  FROM (
    SELECT
      period_start
    FROM periods
  ) AS periods_of_all
  CROSS JOIN (
    SELECT DISTINCT
      cell_start
    FROM visits_rows
  ) AS cells_of_all
  WHERE cells_of_all.cell_start < DATE_ADD(periods_of_all.period_start, INTERVAL 1 WEEK)
),
visits_all_time_by_week_2 AS (
  SELECT
    period_start,
    ((ARRAY_AGG(CAST(median_ms AS FLOAT64) IGNORE NULLS ORDER BY CAST(median_ms AS FLOAT64))[SAFE_OFFSET(DIV(COUNT(CAST(median_ms AS FLOAT64)) - 1, 2))] + ARRAY_AGG(CAST(median_ms AS FLOAT64) IGNORE NULLS ORDER BY CAST(median_ms AS FLOAT64))[SAFE_OFFSET(DIV(COUNT(CAST(median_ms AS FLOAT64)), 2))]) / 2) AS median_ms
  FROM (
    SELECT
      visits_all_time_by_week_2_reach.period_start,
      visits_rows.median_ms,
      visits_rows.cell_start
    FROM visits_rows
    INNER JOIN visits_all_time_by_week_2_reach
      ON visits_all_time_by_week_2_reach.cell_start = visits_rows.cell_start
  ) AS placed
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    count_distinct_person,
    CAST(NULL AS FLOAT64) AS median_ms,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms,
    CAST(NULL AS INT64) AS count_rows,
    CAST(NULL AS INT64) AS count_distinct_person_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms_3,
    CAST(NULL AS INT64) AS count_distinct_person_3,
    CAST(NULL AS FLOAT64) AS median_ms_2
  FROM visits_trailing_14_day_by_week
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS INT64) AS count_distinct_person,
    CAST(NULL AS FLOAT64) AS median_ms,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms,
    CAST(NULL AS INT64) AS count_rows,
    CAST(NULL AS INT64) AS count_distinct_person_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms_3,
    CAST(NULL AS INT64) AS count_distinct_person_3,
    CAST(NULL AS FLOAT64) AS median_ms_2
  FROM visits_trailing_2_week_by_week
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS INT64) AS count_distinct_person,
    median_ms,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms,
    CAST(NULL AS INT64) AS count_rows,
    CAST(NULL AS INT64) AS count_distinct_person_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms_3,
    CAST(NULL AS INT64) AS count_distinct_person_3,
    CAST(NULL AS FLOAT64) AS median_ms_2
  FROM visits_trailing_2_week_by_week_2
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS INT64) AS count_distinct_person,
    CAST(NULL AS FLOAT64) AS median_ms,
    sum_ms,
    count_rows,
    CAST(NULL AS INT64) AS count_distinct_person_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms_3,
    CAST(NULL AS INT64) AS count_distinct_person_3,
    CAST(NULL AS FLOAT64) AS median_ms_2
  FROM visits_trailing_7_day_by_week
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS INT64) AS count_distinct_person,
    CAST(NULL AS FLOAT64) AS median_ms,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms,
    CAST(NULL AS INT64) AS count_rows,
    count_distinct_person AS count_distinct_person_2,
    sum_ms AS sum_ms_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms_3,
    CAST(NULL AS INT64) AS count_distinct_person_3,
    CAST(NULL AS FLOAT64) AS median_ms_2
  FROM visits_month_to_date_by_week
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS INT64) AS count_distinct_person,
    CAST(NULL AS FLOAT64) AS median_ms,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms,
    CAST(NULL AS INT64) AS count_rows,
    CAST(NULL AS INT64) AS count_distinct_person_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms_2,
    sum_ms AS sum_ms_3,
    CAST(NULL AS INT64) AS count_distinct_person_3,
    CAST(NULL AS FLOAT64) AS median_ms_2
  FROM visits_year_to_date_by_week
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS INT64) AS count_distinct_person,
    CAST(NULL AS FLOAT64) AS median_ms,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms,
    CAST(NULL AS INT64) AS count_rows,
    CAST(NULL AS INT64) AS count_distinct_person_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms_3,
    count_distinct_person AS count_distinct_person_3,
    CAST(NULL AS FLOAT64) AS median_ms_2
  FROM visits_all_time_by_week
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS INT64) AS count_distinct_person,
    CAST(NULL AS FLOAT64) AS median_ms,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms,
    CAST(NULL AS INT64) AS count_rows,
    CAST(NULL AS INT64) AS count_distinct_person_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms_3,
    CAST(NULL AS INT64) AS count_distinct_person_3,
    median_ms AS median_ms_2
  FROM visits_all_time_by_week_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS INT64) AS count_distinct_person,
    CAST(NULL AS FLOAT64) AS median_ms,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms,
    CAST(NULL AS INT64) AS count_rows,
    CAST(NULL AS INT64) AS count_distinct_person_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms_2,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms_3,
    CAST(NULL AS INT64) AS count_distinct_person_3,
    CAST(NULL AS FLOAT64) AS median_ms_2
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.count_distinct_person,
    met.median_ms,
    met.sum_ms,
    met.count_rows,
    met.count_distinct_person_2,
    met.sum_ms_2,
    met.sum_ms_3,
    met.count_distinct_person_3,
    met.median_ms_2
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(count_distinct_person) AS count_distinct_person,
      MAX(median_ms) AS median_ms,
      MAX(sum_ms) AS sum_ms,
      MAX(count_rows) AS count_rows,
      MAX(count_distinct_person_2) AS count_distinct_person_2,
      MAX(sum_ms_2) AS sum_ms_2,
      MAX(sum_ms_3) AS sum_ms_3,
      MAX(count_distinct_person_3) AS count_distinct_person_3,
      MAX(median_ms_2) AS median_ms_2
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  COALESCE(count_distinct_person, 0) AS people_lately,
  median_ms AS median_lately,
  CAST(COALESCE(sum_ms, 0) AS FLOAT64) / NULLIF(CAST(COALESCE(count_rows, 0) AS FLOAT64), 0) AS ms_per_visit_lately,
  COALESCE(count_distinct_person_2, 0) AS people_of_month,
  COALESCE(sum_ms_2, 0) AS ms_of_month,
  COALESCE(sum_ms_3, 0) AS ms_of_year,
  COALESCE(count_distinct_person_3, 0) AS people_ever,
  median_ms_2 AS median_ever
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query people_lately,ms_of_month --by plan --since 2026-01-26 --until 2026-02-09 --as-of 2026-02-15
WITH visits_cells AS (
  SELECT
    CAST(CAST(visits.`at` AS DATETIME) AS DATE) AS cell_start,
    visits.plan,
    visits.person AS key_person,
    COUNT(*) AS rows_all,
    SUM(CAST(visits.ms AS BIGNUMERIC)) AS sum_ms
  FROM visits
  WHERE visits.`at` < '2026-02-16 00:00:00'
  GROUP BY 1, 2, 3
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      DATE_TRUNC(CAST(MIN(cell_start) AS DATE), WEEK(MONDAY)) AS period_start
    FROM visits_cells
  ) AS first_of_each
),
periods AS (
  SELECT
    series_start AS period_start
  FROM first_rows
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(CASE WHEN first_row > DATE '2026-01-26' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-01-26' END, DATE '2026-02-02', INTERVAL 1 WEEK)) AS series_start
),
visits_trailing_14_day_by_week_reach AS (
  SELECT
    periods_of_all.period_start,
    cells_of_all.cell_start
  FROM (
    SELECT
      period_start
    FROM periods
  ) AS periods_of_all
  CROSS JOIN (
    SELECT DISTINCT
      cell_start
    FROM visits_cells
  ) AS cells_of_all
  WHERE cells_of_all.cell_start < DATE_ADD(periods_of_all.period_start, INTERVAL 1 WEEK)
    AND cells_of_all.cell_start >= DATE_SUB(DATE_ADD(periods_of_all.period_start, INTERVAL 1 WEEK), INTERVAL 14 DAY)
),
visits_trailing_14_day_by_week AS (
  SELECT
    period_start,
    plan,
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    COUNT(DISTINCT CASE WHEN rows_all > 0 THEN key_person END) AS count_distinct_person
  FROM (
    SELECT
      visits_trailing_14_day_by_week_reach.period_start,
      visits_cells.plan,
      visits_cells.key_person,
      visits_cells.rows_all,
      visits_cells.cell_start
    FROM visits_cells
    INNER JOIN visits_trailing_14_day_by_week_reach
      ON visits_trailing_14_day_by_week_reach.cell_start = visits_cells.cell_start
  ) AS placed
  GROUP BY 1, 2
),
visits_month_to_date_by_week_added AS (
  SELECT
    period_start,
    plan,
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    SUM(CAST(sum_ms AS BIGNUMERIC)) AS sum_ms
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)) AS period_start,
      visits_cells.plan,
      visits_cells.rows_all,
      visits_cells.sum_ms,
      visits_cells.cell_start
    FROM visits_cells
    WHERE cell_start >= DATE_TRUNC(DATE_SUB(DATE_ADD(DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)), INTERVAL 1 WEEK), INTERVAL 1 DAY), MONTH)
  ) AS placed
  GROUP BY 1, 2
),
visits_month_to_date_by_week AS (
  SELECT
    period_start,
    plan,
    rows_all,
    sum_ms
  FROM (
    SELECT
      period_start,
      plan,
      on_spine,
      CAST(SUM(rows_all) OVER (PARTITION BY plan, period_unit ORDER BY period_start IS NULL, period_start, on_spine IS NULL, on_spine ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS INT64) AS rows_all,
      SUM(sum_ms) OVER (PARTITION BY plan, period_unit ORDER BY period_start IS NULL, period_start, on_spine IS NULL, on_spine ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS sum_ms
    FROM (
      SELECT
        period_start,
        plan,
        0 AS on_spine,
        DATE_TRUNC(DATE_SUB(DATE_ADD(period_start, INTERVAL 1 WEEK), INTERVAL 1 DAY), MONTH) AS period_unit,
        rows_all,
        sum_ms
      FROM visits_month_to_date_by_week_added
      UNION ALL
      SELECT
        periods_of_all.period_start,
        totals_begun.plan,
        1 AS on_spine,
        totals_begun.period_unit,
        CAST(NULL AS INT64) AS rows_all,
        CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms
      FROM (
        SELECT
          plan,
          DATE_TRUNC(DATE_SUB(DATE_ADD(period_start, INTERVAL 1 WEEK), INTERVAL 1 DAY), MONTH) AS period_unit,
          MIN(period_start) AS period_start
        FROM visits_month_to_date_by_week_added
        GROUP BY 1, 2
      ) AS totals_begun
      INNER JOIN (
        SELECT
          period_start
        FROM periods
      ) AS periods_of_all
        ON periods_of_all.period_start >= totals_begun.period_start
          AND DATE_TRUNC(DATE_SUB(DATE_ADD(periods_of_all.period_start, INTERVAL 1 WEEK), INTERVAL 1 DAY), MONTH) = DATE_TRUNC(DATE_SUB(DATE_ADD(totals_begun.period_start, INTERVAL 1 WEEK), INTERVAL 1 DAY), MONTH)
    ) AS added_and_spine
  ) AS totals
  WHERE on_spine = 1
),
segments AS (
  SELECT DISTINCT
    plan
  FROM (
    SELECT
      plan
    FROM visits_trailing_14_day_by_week
    INNER JOIN periods
      ON periods.period_start = visits_trailing_14_day_by_week.period_start
    WHERE rows_all > 0
    UNION ALL
    SELECT
      plan
    FROM visits_month_to_date_by_week
    INNER JOIN periods
      ON periods.period_start = visits_month_to_date_by_week.period_start
    WHERE rows_all > 0
  ) AS seen
),
parts AS (
  SELECT
    period_start,
    plan,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    count_distinct_person,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms
  FROM visits_trailing_14_day_by_week
  UNION ALL
  SELECT
    period_start,
    plan,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS INT64) AS count_distinct_person,
    sum_ms
  FROM visits_month_to_date_by_week
  UNION ALL
  SELECT
    period_start,
    segments.plan,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS INT64) AS count_distinct_person,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms
  FROM periods
  CROSS JOIN segments
),
cells AS (
  SELECT
    met.period_start,
    met.plan,
    met.rows_seen,
    met.count_distinct_person,
    met.sum_ms
  FROM (
    SELECT
      period_start,
      plan,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(count_distinct_person) AS count_distinct_person,
      MAX(sum_ms) AS sum_ms
    FROM parts
    GROUP BY 1, 2
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  plan,
  COALESCE(count_distinct_person, 0) AS people_lately,
  COALESCE(sum_ms, 0) AS ms_of_month
FROM cells
ORDER BY 1 NULLS LAST, 2 NULLS LAST;

-- northstar query people_ever --by plan --since 2026-01-26 --until 2026-02-09 --as-of 2026-02-15
WITH visits_cells AS (
  SELECT
    CAST(CAST(visits.`at` AS DATETIME) AS DATE) AS cell_start,
    visits.plan,
    visits.person AS key_person,
    COUNT(*) AS rows_all
  FROM visits
  WHERE visits.`at` < '2026-02-16 00:00:00'
  GROUP BY 1, 2, 3
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      DATE_TRUNC(CAST(MIN(cell_start) AS DATE), WEEK(MONDAY)) AS period_start
    FROM visits_cells
  ) AS first_of_each
),
periods AS (
  SELECT
    series_start AS period_start
  FROM first_rows
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(CASE WHEN first_row > DATE '2026-01-26' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-01-26' END, DATE '2026-02-02', INTERVAL 1 WEEK)) AS series_start
),
visits_all_time_by_week_firsts_0 AS (
  SELECT
    plan,
    key_person,
    MIN(CASE WHEN rows_all > 0 THEN period_start END) AS count_distinct_person
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)) AS period_start,
      visits_cells.plan,
      visits_cells.key_person,
      visits_cells.rows_all,
      visits_cells.cell_start
    FROM visits_cells
  ) AS placed
  WHERE key_person IS NOT NULL
  GROUP BY 1, 2
),
visits_all_time_by_week_rows AS (
  SELECT
    period_start,
    plan,
    CAST(SUM(rows_all) AS INT64) AS rows_all
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), WEEK(MONDAY)) AS period_start,
      visits_cells.plan,
      visits_cells.rows_all,
      visits_cells.cell_start
    FROM visits_cells
  ) AS placed
  GROUP BY 1, 2
),
visits_all_time_by_week_keys_0 AS (
  SELECT
    count_distinct_person AS period_start,
    plan,
    COUNT(*) AS count_distinct_person
  FROM visits_all_time_by_week_firsts_0
  WHERE count_distinct_person IS NOT NULL
  GROUP BY 1, 2
),
visits_all_time_by_week_added AS (
  SELECT
    period_start,
    plan,
    MAX(rows_all) AS rows_all,
    COALESCE(MAX(count_distinct_person), 0) AS count_distinct_person
  FROM (
    SELECT
      period_start,
      plan,
      rows_all,
      CAST(NULL AS INT64) AS count_distinct_person
    FROM visits_all_time_by_week_rows
    UNION ALL
    SELECT
      period_start,
      plan,
      CAST(NULL AS INT64) AS rows_all,
      count_distinct_person
    FROM visits_all_time_by_week_keys_0
  ) AS side_by_side
  GROUP BY 1, 2
),
visits_all_time_by_week AS (
  SELECT
    period_start,
    plan,
    rows_all,
    count_distinct_person
  FROM (
    SELECT
      period_start,
      plan,
      on_spine,
      CAST(SUM(rows_all) OVER (PARTITION BY plan ORDER BY period_start IS NULL, period_start, on_spine IS NULL, on_spine ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS INT64) AS rows_all,
      CAST(SUM(count_distinct_person) OVER (PARTITION BY plan ORDER BY period_start IS NULL, period_start, on_spine IS NULL, on_spine ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS INT64) AS count_distinct_person
    FROM (
      SELECT
        period_start,
        plan,
        0 AS on_spine,
        rows_all,
        count_distinct_person
      FROM visits_all_time_by_week_added
      UNION ALL
      SELECT
        periods_of_all.period_start,
        totals_begun.plan,
        1 AS on_spine,
        CAST(NULL AS INT64) AS rows_all,
        CAST(NULL AS INT64) AS count_distinct_person
      FROM (
        SELECT
          plan,
          MIN(period_start) AS period_start
        FROM visits_all_time_by_week_added
        GROUP BY 1
      ) AS totals_begun
      CROSS JOIN (
        SELECT
          period_start
        FROM periods
      ) AS periods_of_all
      WHERE periods_of_all.period_start >= totals_begun.period_start
    ) AS added_and_spine
  ) AS totals
  WHERE on_spine = 1
),
segments AS (
  SELECT DISTINCT
    plan
  FROM (
    SELECT
      plan
    FROM visits_all_time_by_week
    INNER JOIN periods
      ON periods.period_start = visits_all_time_by_week.period_start
    WHERE rows_all > 0
  ) AS seen
),
parts AS (
  SELECT
    period_start,
    plan,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    count_distinct_person
  FROM visits_all_time_by_week
  UNION ALL
  SELECT
    period_start,
    segments.plan,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS INT64) AS count_distinct_person
  FROM periods
  CROSS JOIN segments
),
cells AS (
  SELECT
    met.period_start,
    met.plan,
    met.rows_seen,
    met.count_distinct_person
  FROM (
    SELECT
      period_start,
      plan,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(count_distinct_person) AS count_distinct_person
    FROM parts
    GROUP BY 1, 2
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  plan,
  COALESCE(count_distinct_person, 0) AS people_ever
FROM cells
ORDER BY 1 NULLS LAST, 2 NULLS LAST;

-- northstar query people_of_month,ms_of_year,median_ever --grain month --as-of 2026-02-15
WITH visits_cells AS (
  SELECT
    CAST(CAST(visits.`at` AS DATETIME) AS DATE) AS cell_start,
    visits.person AS key_person,
    COUNT(*) AS rows_all,
    SUM(CAST(visits.ms AS BIGNUMERIC)) AS sum_ms
  FROM visits
  WHERE visits.`at` < '2026-02-16 00:00:00'
  GROUP BY 1, 2
),
visits_rows AS (
  SELECT
    CAST(CAST(visits.`at` AS DATETIME) AS DATE) AS cell_start,
    CAST(visits.`at` AS DATETIME) AS row_moment,
    visits.person AS key_person,
    1 AS rows_all,
    1 AS count_distinct_person,
    visits.ms AS sum_ms,
    visits.ms AS median_ms
  FROM visits
  WHERE visits.`at` < '2026-02-16 00:00:00'
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
      FROM visits_cells
    ) AS all_periods
  ) AS bounds
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(first_row, DATE '2026-02-01', INTERVAL 1 MONTH)) AS series_start
),
visits_month_to_date_by_month_firsts_0 AS (
  SELECT
    DATE_TRUNC(DATE_SUB(DATE_ADD(period_start, INTERVAL 1 MONTH), INTERVAL 1 DAY), MONTH) AS period_unit,
    key_person,
    MIN(CASE WHEN rows_all > 0 THEN period_start END) AS count_distinct_person
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), MONTH) AS period_start,
      visits_cells.key_person,
      visits_cells.rows_all,
      visits_cells.cell_start
    FROM visits_cells
    WHERE cell_start >= DATE_TRUNC(DATE_SUB(DATE_ADD(DATE_TRUNC(CAST(cell_start AS DATE), MONTH), INTERVAL 1 MONTH), INTERVAL 1 DAY), MONTH)
  ) AS placed
  WHERE key_person IS NOT NULL
  GROUP BY 1, 2
),
visits_month_to_date_by_month_rows AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS INT64) AS rows_all
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), MONTH) AS period_start,
      visits_cells.rows_all,
      visits_cells.cell_start
    FROM visits_cells
    WHERE cell_start >= DATE_TRUNC(DATE_SUB(DATE_ADD(DATE_TRUNC(CAST(cell_start AS DATE), MONTH), INTERVAL 1 MONTH), INTERVAL 1 DAY), MONTH)
  ) AS placed
  GROUP BY 1
),
visits_month_to_date_by_month_keys_0 AS (
  SELECT
    count_distinct_person AS period_start,
    COUNT(*) AS count_distinct_person
  FROM visits_month_to_date_by_month_firsts_0
  WHERE count_distinct_person IS NOT NULL
  GROUP BY 1
),
visits_month_to_date_by_month_added AS (
  SELECT
    period_start,
    MAX(rows_all) AS rows_all,
    COALESCE(MAX(count_distinct_person), 0) AS count_distinct_person
  FROM (
    SELECT
      period_start,
      rows_all,
      CAST(NULL AS INT64) AS count_distinct_person
    FROM visits_month_to_date_by_month_rows
    UNION ALL
    SELECT
      period_start,
      CAST(NULL AS INT64) AS rows_all,
      count_distinct_person
    FROM visits_month_to_date_by_month_keys_0
  ) AS side_by_side
  GROUP BY 1
),
visits_month_to_date_by_month AS (
  SELECT
    period_start,
    rows_all,
    count_distinct_person
  FROM (
    SELECT
      period_start,
      on_spine,
      CAST(SUM(rows_all) OVER (PARTITION BY period_unit ORDER BY period_start IS NULL, period_start, on_spine IS NULL, on_spine ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS INT64) AS rows_all,
      CAST(SUM(count_distinct_person) OVER (PARTITION BY period_unit ORDER BY period_start IS NULL, period_start, on_spine IS NULL, on_spine ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS INT64) AS count_distinct_person
    FROM (
      SELECT
        period_start,
        0 AS on_spine,
        DATE_TRUNC(DATE_SUB(DATE_ADD(period_start, INTERVAL 1 MONTH), INTERVAL 1 DAY), MONTH) AS period_unit,
        rows_all,
        count_distinct_person
      FROM visits_month_to_date_by_month_added
      UNION ALL
      SELECT
        periods_of_all.period_start,
        1 AS on_spine,
        totals_begun.period_unit,
        CAST(NULL AS INT64) AS rows_all,
        CAST(NULL AS INT64) AS count_distinct_person
      FROM (
        SELECT
          DATE_TRUNC(DATE_SUB(DATE_ADD(period_start, INTERVAL 1 MONTH), INTERVAL 1 DAY), MONTH) AS period_unit,
          MIN(period_start) AS period_start
        FROM visits_month_to_date_by_month_added
        GROUP BY 1
      ) AS totals_begun
      INNER JOIN (
        SELECT
          period_start
        FROM periods
      ) AS periods_of_all
        ON periods_of_all.period_start >= totals_begun.period_start
          AND DATE_TRUNC(DATE_SUB(DATE_ADD(periods_of_all.period_start, INTERVAL 1 MONTH), INTERVAL 1 DAY), MONTH) = DATE_TRUNC(DATE_SUB(DATE_ADD(totals_begun.period_start, INTERVAL 1 MONTH), INTERVAL 1 DAY), MONTH)
    ) AS added_and_spine
  ) AS totals
  WHERE on_spine = 1
),
visits_year_to_date_by_month_added AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    SUM(CAST(sum_ms AS BIGNUMERIC)) AS sum_ms
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), MONTH) AS period_start,
      visits_cells.rows_all,
      visits_cells.sum_ms,
      visits_cells.cell_start
    FROM visits_cells
    WHERE cell_start >= DATE_ADD(DATE_TRUNC(DATE_SUB(DATE_SUB(DATE_ADD(DATE_TRUNC(CAST(cell_start AS DATE), MONTH), INTERVAL 1 MONTH), INTERVAL 1 DAY), INTERVAL 1 MONTH), YEAR), INTERVAL 1 MONTH)
  ) AS placed
  GROUP BY 1
),
visits_year_to_date_by_month AS (
  SELECT
    period_start,
    rows_all,
    sum_ms
  FROM (
    SELECT
      period_start,
      on_spine,
      CAST(SUM(rows_all) OVER (PARTITION BY period_unit ORDER BY period_start IS NULL, period_start, on_spine IS NULL, on_spine ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS INT64) AS rows_all,
      SUM(sum_ms) OVER (PARTITION BY period_unit ORDER BY period_start IS NULL, period_start, on_spine IS NULL, on_spine ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS sum_ms
    FROM (
      SELECT
        period_start,
        0 AS on_spine,
        DATE_ADD(DATE_TRUNC(DATE_SUB(DATE_SUB(DATE_ADD(period_start, INTERVAL 1 MONTH), INTERVAL 1 DAY), INTERVAL 1 MONTH), YEAR), INTERVAL 1 MONTH) AS period_unit,
        rows_all,
        sum_ms
      FROM visits_year_to_date_by_month_added
      UNION ALL
      SELECT
        periods_of_all.period_start,
        1 AS on_spine,
        totals_begun.period_unit,
        CAST(NULL AS INT64) AS rows_all,
        CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms
      FROM (
        SELECT
          DATE_ADD(DATE_TRUNC(DATE_SUB(DATE_SUB(DATE_ADD(period_start, INTERVAL 1 MONTH), INTERVAL 1 DAY), INTERVAL 1 MONTH), YEAR), INTERVAL 1 MONTH) AS period_unit,
          MIN(period_start) AS period_start
        FROM visits_year_to_date_by_month_added
        GROUP BY 1
      ) AS totals_begun
      INNER JOIN (
        SELECT
          period_start
        FROM periods
      ) AS periods_of_all
        ON periods_of_all.period_start >= totals_begun.period_start
          AND DATE_ADD(DATE_TRUNC(DATE_SUB(DATE_SUB(DATE_ADD(periods_of_all.period_start, INTERVAL 1 MONTH), INTERVAL 1 DAY), INTERVAL 1 MONTH), YEAR), INTERVAL 1 MONTH) = DATE_ADD(DATE_TRUNC(DATE_SUB(DATE_SUB(DATE_ADD(totals_begun.period_start, INTERVAL 1 MONTH), INTERVAL 1 DAY), INTERVAL 1 MONTH), YEAR), INTERVAL 1 MONTH)
    ) AS added_and_spine
  ) AS totals
  WHERE on_spine = 1
),
visits_all_time_by_month_added AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS INT64) AS rows_all
  FROM (
    SELECT
      DATE_TRUNC(CAST(cell_start AS DATE), MONTH) AS period_start,
      visits_cells.rows_all,
      visits_cells.cell_start
    FROM visits_cells
  ) AS placed
  GROUP BY 1
),
visits_all_time_by_month AS (
  SELECT
    period_start,
    rows_all
  FROM (
    SELECT
      period_start,
      on_spine,
      CAST(SUM(rows_all) OVER (ORDER BY period_start IS NULL, period_start, on_spine IS NULL, on_spine ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS INT64) AS rows_all
    FROM (
      SELECT
        period_start,
        0 AS on_spine,
        rows_all
      FROM visits_all_time_by_month_added
      UNION ALL
      SELECT
        periods_of_all.period_start,
        1 AS on_spine,
        CAST(NULL AS INT64) AS rows_all
      FROM (
        SELECT
          MIN(period_start) AS period_start
        FROM visits_all_time_by_month_added
      ) AS totals_begun
      CROSS JOIN (
        SELECT
          period_start
        FROM periods
      ) AS periods_of_all
      WHERE periods_of_all.period_start >= totals_begun.period_start
    ) AS added_and_spine
  ) AS totals
  WHERE on_spine = 1
),
visits_all_time_by_month_2_reach AS (
  SELECT
    periods_of_all.period_start,
    cells_of_all.cell_start
  FROM (
    SELECT
      period_start
    FROM periods
  ) AS periods_of_all
  CROSS JOIN (
    SELECT DISTINCT
      cell_start
    FROM visits_rows
  ) AS cells_of_all
  WHERE cells_of_all.cell_start < DATE_ADD(periods_of_all.period_start, INTERVAL 1 MONTH)
),
visits_all_time_by_month_2 AS (
  SELECT
    period_start,
    ((ARRAY_AGG(CAST(median_ms AS FLOAT64) IGNORE NULLS ORDER BY CAST(median_ms AS FLOAT64))[SAFE_OFFSET(DIV(COUNT(CAST(median_ms AS FLOAT64)) - 1, 2))] + ARRAY_AGG(CAST(median_ms AS FLOAT64) IGNORE NULLS ORDER BY CAST(median_ms AS FLOAT64))[SAFE_OFFSET(DIV(COUNT(CAST(median_ms AS FLOAT64)), 2))]) / 2) AS median_ms
  FROM (
    SELECT
      visits_all_time_by_month_2_reach.period_start,
      visits_rows.median_ms,
      visits_rows.cell_start
    FROM visits_rows
    INNER JOIN visits_all_time_by_month_2_reach
      ON visits_all_time_by_month_2_reach.cell_start = visits_rows.cell_start
  ) AS placed
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    count_distinct_person,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms,
    CAST(NULL AS FLOAT64) AS median_ms
  FROM visits_month_to_date_by_month
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS INT64) AS count_distinct_person,
    sum_ms,
    CAST(NULL AS FLOAT64) AS median_ms
  FROM visits_year_to_date_by_month
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS INT64) AS count_distinct_person,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms,
    CAST(NULL AS FLOAT64) AS median_ms
  FROM visits_all_time_by_month
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS INT64) AS count_distinct_person,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms,
    median_ms
  FROM visits_all_time_by_month_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS INT64) AS count_distinct_person,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms,
    CAST(NULL AS FLOAT64) AS median_ms
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.count_distinct_person,
    met.sum_ms,
    met.median_ms
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(count_distinct_person) AS count_distinct_person,
      MAX(sum_ms) AS sum_ms,
      MAX(median_ms) AS median_ms
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  COALESCE(count_distinct_person, 0) AS people_of_month,
  COALESCE(sum_ms, 0) AS ms_of_year,
  median_ms AS median_ever
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query people_lately,ms_of_month,people_ever --grain none --since 2026-01-10 --until 2026-01-19 --as-of 2026-02-15
WITH visits_cells AS (
  SELECT
    CAST(CAST(visits.`at` AS DATETIME) AS DATE) AS cell_start,
    visits.person AS key_person,
    COUNT(*) AS rows_all,
    SUM(CAST(visits.ms AS BIGNUMERIC)) AS sum_ms
  FROM visits
  WHERE visits.`at` < '2026-02-16 00:00:00'
  GROUP BY 1, 2
),
visits_trailing_14_day_in_all AS (
  SELECT
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    COUNT(DISTINCT CASE WHEN rows_all > 0 THEN key_person END) AS count_distinct_person
  FROM (
    SELECT
      visits_cells.key_person,
      visits_cells.rows_all,
      visits_cells.cell_start
    FROM visits_cells
    WHERE cell_start < DATE '2026-01-19'
      AND cell_start >= DATE_SUB(DATE '2026-01-19', INTERVAL 14 DAY)
  ) AS placed
),
visits_month_to_date_in_all AS (
  SELECT
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    SUM(CAST(sum_ms AS BIGNUMERIC)) AS sum_ms
  FROM (
    SELECT
      visits_cells.rows_all,
      visits_cells.sum_ms,
      visits_cells.cell_start
    FROM visits_cells
    WHERE cell_start < DATE '2026-01-19'
      AND cell_start >= DATE_TRUNC(DATE_SUB(DATE '2026-01-19', INTERVAL 1 DAY), MONTH)
  ) AS placed
),
visits_all_time_in_all AS (
  SELECT
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    COUNT(DISTINCT CASE WHEN rows_all > 0 THEN key_person END) AS count_distinct_person
  FROM (
    SELECT
      visits_cells.key_person,
      visits_cells.rows_all,
      visits_cells.cell_start
    FROM visits_cells
    WHERE cell_start < DATE '2026-01-19'
  ) AS placed
),
parts AS (
  SELECT
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    count_distinct_person,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms,
    CAST(NULL AS INT64) AS count_distinct_person_2
  FROM visits_trailing_14_day_in_all
  UNION ALL
  SELECT
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS INT64) AS count_distinct_person,
    sum_ms,
    CAST(NULL AS INT64) AS count_distinct_person_2
  FROM visits_month_to_date_in_all
  UNION ALL
  SELECT
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS INT64) AS count_distinct_person,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms,
    count_distinct_person AS count_distinct_person_2
  FROM visits_all_time_in_all
),
cells AS (
  SELECT
    CAST(SUM(rows_seen) AS INT64) AS rows_seen,
    MAX(on_spine) AS on_spine,
    MAX(count_distinct_person) AS count_distinct_person,
    MAX(sum_ms) AS sum_ms,
    MAX(count_distinct_person_2) AS count_distinct_person_2
  FROM parts
)
SELECT
  COALESCE(count_distinct_person, 0) AS people_lately,
  COALESCE(sum_ms, 0) AS ms_of_month,
  COALESCE(count_distinct_person_2, 0) AS people_ever
FROM cells;

-- northstar query people_lately,ms_of_month,people_ever --grain none --as-of 2026-02-15
WITH visits_cells AS (
  SELECT
    CAST(CAST(visits.`at` AS DATETIME) AS DATE) AS cell_start,
    visits.person AS key_person,
    COUNT(*) AS rows_all,
    SUM(CAST(visits.ms AS BIGNUMERIC)) AS sum_ms
  FROM visits
  WHERE visits.`at` < '2026-02-16 00:00:00'
  GROUP BY 1, 2
),
visits_trailing_14_day_in_all AS (
  SELECT
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    COUNT(DISTINCT CASE WHEN rows_all > 0 THEN key_person END) AS count_distinct_person
  FROM (
    SELECT
      visits_cells.key_person,
      visits_cells.rows_all,
      visits_cells.cell_start
    FROM visits_cells
    WHERE cell_start < DATE '2026-02-16'
      AND cell_start >= DATE_SUB(DATE '2026-02-16', INTERVAL 14 DAY)
  ) AS placed
),
visits_month_to_date_in_all AS (
  SELECT
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    SUM(CAST(sum_ms AS BIGNUMERIC)) AS sum_ms
  FROM (
    SELECT
      visits_cells.rows_all,
      visits_cells.sum_ms,
      visits_cells.cell_start
    FROM visits_cells
    WHERE cell_start < DATE '2026-02-16'
      AND cell_start >= DATE_TRUNC(DATE_SUB(DATE '2026-02-16', INTERVAL 1 DAY), MONTH)
  ) AS placed
),
visits_all_time_in_all AS (
  SELECT
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    COUNT(DISTINCT CASE WHEN rows_all > 0 THEN key_person END) AS count_distinct_person
  FROM (
    SELECT
      visits_cells.key_person,
      visits_cells.rows_all,
      visits_cells.cell_start
    FROM visits_cells
    WHERE cell_start < DATE '2026-02-16'
  ) AS placed
),
parts AS (
  SELECT
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    count_distinct_person,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms,
    CAST(NULL AS INT64) AS count_distinct_person_2
  FROM visits_trailing_14_day_in_all
  UNION ALL
  SELECT
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS INT64) AS count_distinct_person,
    sum_ms,
    CAST(NULL AS INT64) AS count_distinct_person_2
  FROM visits_month_to_date_in_all
  UNION ALL
  SELECT
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS INT64) AS count_distinct_person,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms,
    count_distinct_person AS count_distinct_person_2
  FROM visits_all_time_in_all
),
cells AS (
  SELECT
    CAST(SUM(rows_seen) AS INT64) AS rows_seen,
    MAX(on_spine) AS on_spine,
    MAX(count_distinct_person) AS count_distinct_person,
    MAX(sum_ms) AS sum_ms,
    MAX(count_distinct_person_2) AS count_distinct_person_2
  FROM parts
)
SELECT
  COALESCE(count_distinct_person, 0) AS people_lately,
  COALESCE(sum_ms, 0) AS ms_of_month,
  COALESCE(count_distinct_person_2, 0) AS people_ever
FROM cells;

-- northstar query people_lately,ms_of_year --grain day --since 2026-01-31 --until 2026-02-04 --as-of 2026-02-15
WITH visits_cells AS (
  SELECT
    CAST(CAST(visits.`at` AS DATETIME) AS DATE) AS cell_start,
    visits.person AS key_person,
    COUNT(*) AS rows_all,
    SUM(CAST(visits.ms AS BIGNUMERIC)) AS sum_ms
  FROM visits
  WHERE visits.`at` < '2026-02-16 00:00:00'
  GROUP BY 1, 2
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      CAST(MIN(cell_start) AS DATE) AS period_start
    FROM visits_cells
  ) AS first_of_each
),
periods AS (
  SELECT
    series_start AS period_start
  FROM first_rows
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(CASE WHEN first_row > DATE '2026-01-31' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-01-31' END, DATE '2026-02-03', INTERVAL 1 DAY)) AS series_start
),
visits_trailing_14_day_by_day_reach AS (
  SELECT
    periods_of_all.period_start,
    cells_of_all.cell_start
  FROM (
    SELECT
      period_start
    FROM periods
  ) AS periods_of_all
  CROSS JOIN (
    SELECT DISTINCT
      cell_start
    FROM visits_cells
  ) AS cells_of_all
  WHERE cells_of_all.cell_start < DATE_ADD(periods_of_all.period_start, INTERVAL 1 DAY)
    AND cells_of_all.cell_start >= DATE_SUB(DATE_ADD(periods_of_all.period_start, INTERVAL 1 DAY), INTERVAL 14 DAY)
),
visits_trailing_14_day_by_day AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    COUNT(DISTINCT CASE WHEN rows_all > 0 THEN key_person END) AS count_distinct_person
  FROM (
    SELECT
      visits_trailing_14_day_by_day_reach.period_start,
      visits_cells.key_person,
      visits_cells.rows_all,
      visits_cells.cell_start
    FROM visits_cells
    INNER JOIN visits_trailing_14_day_by_day_reach
      ON visits_trailing_14_day_by_day_reach.cell_start = visits_cells.cell_start
  ) AS placed
  GROUP BY 1
),
visits_year_to_date_by_day_added AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS INT64) AS rows_all,
    SUM(CAST(sum_ms AS BIGNUMERIC)) AS sum_ms
  FROM (
    SELECT
      CAST(cell_start AS DATE) AS period_start,
      visits_cells.rows_all,
      visits_cells.sum_ms,
      visits_cells.cell_start
    FROM visits_cells
  ) AS placed
  GROUP BY 1
),
visits_year_to_date_by_day AS (
  SELECT
    period_start,
    rows_all,
    sum_ms
  FROM (
    SELECT
      period_start,
      on_spine,
      CAST(SUM(rows_all) OVER (PARTITION BY period_unit ORDER BY period_start IS NULL, period_start, on_spine IS NULL, on_spine ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS INT64) AS rows_all,
      SUM(sum_ms) OVER (PARTITION BY period_unit ORDER BY period_start IS NULL, period_start, on_spine IS NULL, on_spine ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS sum_ms
    FROM (
      SELECT
        period_start,
        0 AS on_spine,
        DATE_ADD(DATE_TRUNC(DATE_SUB(DATE_SUB(DATE_ADD(period_start, INTERVAL 1 DAY), INTERVAL 1 DAY), INTERVAL 1 MONTH), YEAR), INTERVAL 1 MONTH) AS period_unit,
        rows_all,
        sum_ms
      FROM visits_year_to_date_by_day_added
      UNION ALL
      SELECT
        periods_of_all.period_start,
        1 AS on_spine,
        totals_begun.period_unit,
        CAST(NULL AS INT64) AS rows_all,
        CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms
      FROM (
        SELECT
          DATE_ADD(DATE_TRUNC(DATE_SUB(DATE_SUB(DATE_ADD(period_start, INTERVAL 1 DAY), INTERVAL 1 DAY), INTERVAL 1 MONTH), YEAR), INTERVAL 1 MONTH) AS period_unit,
          MIN(period_start) AS period_start
        FROM visits_year_to_date_by_day_added
        GROUP BY 1
      ) AS totals_begun
      INNER JOIN (
        SELECT
          period_start
        FROM periods
      ) AS periods_of_all
        ON periods_of_all.period_start >= totals_begun.period_start
          AND DATE_ADD(DATE_TRUNC(DATE_SUB(DATE_SUB(DATE_ADD(periods_of_all.period_start, INTERVAL 1 DAY), INTERVAL 1 DAY), INTERVAL 1 MONTH), YEAR), INTERVAL 1 MONTH) = DATE_ADD(DATE_TRUNC(DATE_SUB(DATE_SUB(DATE_ADD(totals_begun.period_start, INTERVAL 1 DAY), INTERVAL 1 DAY), INTERVAL 1 MONTH), YEAR), INTERVAL 1 MONTH)
    ) AS added_and_spine
  ) AS totals
  WHERE on_spine = 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    count_distinct_person,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms
  FROM visits_trailing_14_day_by_day
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS INT64) AS count_distinct_person,
    sum_ms
  FROM visits_year_to_date_by_day
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS INT64) AS count_distinct_person,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_ms
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.count_distinct_person,
    met.sum_ms
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS INT64) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(count_distinct_person) AS count_distinct_person,
      MAX(sum_ms) AS sum_ms
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  COALESCE(count_distinct_person, 0) AS people_lately,
  COALESCE(sum_ms, 0) AS ms_of_year
FROM cells
ORDER BY 1 NULLS LAST;