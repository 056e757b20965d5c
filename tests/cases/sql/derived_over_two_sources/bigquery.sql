-- northstar query visits_made,signups_made,rate,rate_or_zero,both,steps --as-of 2026-02-01
WITH visits_by_week AS (
  SELECT
    DATE_TRUNC(CAST(visits.on_day AS DATE), WEEK(MONDAY)) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM visits
  WHERE visits.on_day < DATE '2026-02-02'
  GROUP BY 1
),
signups_by_week AS (
  SELECT
    DATE_TRUNC(CAST(signups.on_day AS DATE), WEEK(MONDAY)) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM signups
  WHERE signups.on_day < DATE '2026-02-02'
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
        period_start
      FROM visits_by_week
      UNION ALL
      SELECT
        period_start
      FROM signups_by_week
    ) AS all_periods
  ) AS bounds
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(first_row, DATE '2026-01-26', INTERVAL 1 WEEK)) AS series_start
),
parts AS (
  SELECT
    period_start,
    count_rows,
    CAST(NULL AS INT64) AS count_rows_2
  FROM visits_by_week
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS INT64) AS count_rows,
    count_rows AS count_rows_2
  FROM signups_by_week
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS INT64) AS count_rows,
    CAST(NULL AS INT64) AS count_rows_2
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows) AS count_rows,
    MAX(count_rows_2) AS count_rows_2
  FROM parts
  GROUP BY 1
),
cells_1 AS (
  SELECT
    period_start,
    count_rows,
    count_rows_2,
    COALESCE(count_rows_2, 0) + COALESCE(count_rows, 0) AS step_1
  FROM cells
)
SELECT
  period_start,
  COALESCE(count_rows, 0) AS visits_made,
  COALESCE(count_rows_2, 0) AS signups_made,
  CAST(COALESCE(count_rows_2, 0) AS FLOAT64) / NULLIF(CAST(COALESCE(count_rows, 0) AS FLOAT64), 0) AS rate,
  COALESCE(CAST(COALESCE(count_rows_2, 0) AS FLOAT64) / NULLIF(CAST(COALESCE(count_rows, 0) AS FLOAT64), 0), 0) AS rate_or_zero,
  step_1 AS `both`,
  CAST((step_1 - COALESCE(count_rows_2, 0)) * 2 AS FLOAT64) / NULLIF(CAST(step_1 AS FLOAT64), 0) AS steps
FROM cells_1
ORDER BY 1 NULLS LAST;

-- northstar query largest_page,mixed --as-of 2026-02-01
WITH visits_by_week AS (
  SELECT
    DATE_TRUNC(CAST(visits.on_day AS DATE), WEEK(MONDAY)) AS period_start,
    COUNT(*) AS rows_all,
    MAX(LENGTH(visits.page)) AS max_page_1046910e00f5
  FROM visits
  WHERE visits.on_day < DATE '2026-02-02'
  GROUP BY 1
),
signups_by_week AS (
  SELECT
    DATE_TRUNC(CAST(signups.on_day AS DATE), WEEK(MONDAY)) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM signups
  WHERE signups.on_day < DATE '2026-02-02'
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
        period_start
      FROM visits_by_week
      UNION ALL
      SELECT
        period_start
      FROM signups_by_week
    ) AS all_periods
  ) AS bounds
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(first_row, DATE '2026-01-26', INTERVAL 1 WEEK)) AS series_start
),
parts AS (
  SELECT
    period_start,
    max_page_1046910e00f5,
    CAST(NULL AS INT64) AS count_rows
  FROM visits_by_week
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS INT64) AS max_page_1046910e00f5,
    count_rows
  FROM signups_by_week
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS INT64) AS max_page_1046910e00f5,
    CAST(NULL AS INT64) AS count_rows
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(max_page_1046910e00f5) AS max_page_1046910e00f5,
    MAX(count_rows) AS count_rows
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  max_page_1046910e00f5 AS largest_page,
  max_page_1046910e00f5 + COALESCE(count_rows, 0) AS mixed
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query rate --grain none --as-of 2026-02-01
WITH signups_in_all AS (
  SELECT
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM signups
  WHERE signups.on_day < DATE '2026-02-02'
),
visits_in_all AS (
  SELECT
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM visits
  WHERE visits.on_day < DATE '2026-02-02'
),
parts AS (
  SELECT
    count_rows,
    CAST(NULL AS INT64) AS count_rows_2
  FROM signups_in_all
  UNION ALL
  SELECT
    CAST(NULL AS INT64) AS count_rows,
    count_rows AS count_rows_2
  FROM visits_in_all
),
cells AS (
  SELECT
    MAX(count_rows) AS count_rows,
    MAX(count_rows_2) AS count_rows_2
  FROM parts
)
SELECT
  CAST(COALESCE(count_rows, 0) AS FLOAT64) / NULLIF(CAST(COALESCE(count_rows_2, 0) AS FLOAT64), 0) AS rate
FROM cells;

-- northstar query rate --since 2026-01-12 --until 2026-01-26 --as-of 2026-02-01
WITH signups_by_week AS (
  SELECT
    DATE_TRUNC(CAST(signups.on_day AS DATE), WEEK(MONDAY)) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM signups
  WHERE signups.on_day >= DATE '2026-01-12'
    AND signups.on_day < DATE '2026-01-26'
  GROUP BY 1
),
visits_by_week AS (
  SELECT
    DATE_TRUNC(CAST(visits.on_day AS DATE), WEEK(MONDAY)) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM visits
  WHERE visits.on_day >= DATE '2026-01-12'
    AND visits.on_day < DATE '2026-01-26'
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(DATE_TRUNC(CAST(signups.on_day AS DATE), WEEK(MONDAY))) AS period_start
    FROM signups
    WHERE signups.on_day <= DATE '2026-02-01'
    UNION ALL
    SELECT
      MIN(DATE_TRUNC(CAST(visits.on_day AS DATE), WEEK(MONDAY))) AS period_start
    FROM visits
    WHERE visits.on_day <= DATE '2026-02-01'
  ) AS first_of_each
),
periods AS (
  SELECT
    series_start AS period_start
  FROM first_rows
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(CASE WHEN first_row > DATE '2026-01-12' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-01-12' END, DATE '2026-01-19', INTERVAL 1 WEEK)) AS series_start
),
parts AS (
  SELECT
    period_start,
    count_rows,
    CAST(NULL AS INT64) AS count_rows_2
  FROM signups_by_week
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS INT64) AS count_rows,
    count_rows AS count_rows_2
  FROM visits_by_week
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS INT64) AS count_rows,
    CAST(NULL AS INT64) AS count_rows_2
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
  CAST(COALESCE(count_rows, 0) AS FLOAT64) / NULLIF(CAST(COALESCE(count_rows_2, 0) AS FLOAT64), 0) AS rate
FROM cells
ORDER BY 1 NULLS LAST;