-- northstar query hours_spent,long_lines --as-of 2026-01-18
WITH lines_by_week AS (
  SELECT
    DATE_TRUNC(CAST(lines.`At "Day` AS DATE), WEEK(MONDAY)) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(CASE WHEN CAST(lines.`select` AS FLOAT64) / CAST(3600000 AS FLOAT64) >= 1 THEN 1 END) AS rows_c061744db0ff,
    SUM(CAST(lines.`select` AS FLOAT64) / CAST(3600000 AS FLOAT64)) AS sum_select_e12bdcc2d10b,
    COUNT(CASE WHEN CAST(lines.`select` AS FLOAT64) / CAST(3600000 AS FLOAT64) >= 1 THEN 1 END) AS count_rows_77065216e1fd
  FROM raw.`Order Lines` AS lines
  WHERE lines.`At "Day` < DATE '2026-01-19'
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
      FROM lines_by_week
    ) AS all_periods
  ) AS bounds
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(first_row, DATE '2026-01-12', INTERVAL 1 WEEK)) AS series_start
),
parts AS (
  SELECT
    period_start,
    sum_select_e12bdcc2d10b,
    count_rows_77065216e1fd
  FROM lines_by_week
  WHERE (rows_all > 0 OR rows_c061744db0ff > 0)
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS FLOAT64) AS sum_select_e12bdcc2d10b,
    CAST(NULL AS INT64) AS count_rows_77065216e1fd
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(sum_select_e12bdcc2d10b) AS sum_select_e12bdcc2d10b,
    MAX(count_rows_77065216e1fd) AS count_rows_77065216e1fd
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(sum_select_e12bdcc2d10b, 0) AS hours_spent,
  COALESCE(count_rows_77065216e1fd, 0) AS long_lines
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query lines_written --by word --grain none --as-of 2026-01-18
WITH lines_in_all AS (
  SELECT
    LOWER(TRIM(COALESCE(lines.`note's`, 'NONE'), ' ')) AS word,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM raw.`Order Lines` AS lines
  WHERE lines.`At "Day` < DATE '2026-01-19'
  GROUP BY 1
),
parts AS (
  SELECT
    word,
    count_rows
  FROM lines_in_all
  WHERE rows_all > 0
),
cells AS (
  SELECT
    word,
    MAX(count_rows) AS count_rows
  FROM parts
  GROUP BY 1
)
SELECT
  word,
  COALESCE(count_rows, 0) AS lines_written
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query lines_written --by initial,both --grain none --as-of 2026-01-18
WITH lines_in_all AS (
  SELECT
    lines.northstar_native_cf74365b7a67 AS initial,
    LOWER(TRIM(COALESCE(lines.`note's`, 'NONE'), ' ')) || '-' || COALESCE(lines.northstar_native_cf74365b7a67, '?') AS `both`,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM (
    SELECT
      northstar_base.*,
      (
left(`note's`, 1)
      ) AS northstar_native_cf74365b7a67
    FROM raw.`Order Lines` AS northstar_base
  ) AS lines
  WHERE lines.`At "Day` < DATE '2026-01-19'
  GROUP BY 1, 2
),
parts AS (
  SELECT
    initial,
    `both`,
    count_rows
  FROM lines_in_all
  WHERE rows_all > 0
),
cells AS (
  SELECT
    initial,
    `both`,
    MAX(count_rows) AS count_rows
  FROM parts
  GROUP BY 1, 2
)
SELECT
  initial,
  `both`,
  COALESCE(count_rows, 0) AS lines_written
FROM cells
ORDER BY 1 NULLS LAST, 2 NULLS LAST;