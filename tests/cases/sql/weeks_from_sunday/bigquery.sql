-- northstar query events_seen,same_week,weeks_between --as-of 2026-01-17
WITH events_by_week AS (
  SELECT
    DATE_TRUNC(CAST(events.on_day AS DATE), WEEK(SUNDAY)) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(CASE WHEN DATE_TRUNC(CAST(events.on_day AS DATE), WEEK(SUNDAY)) = DATE_TRUNC(CAST(CAST(events.seen_at AS DATETIME) AS DATE), WEEK(SUNDAY)) THEN 1 END) AS rows_f380b9656d3f,
    COUNT(*) AS count_rows,
    COUNT(CASE WHEN DATE_TRUNC(CAST(events.on_day AS DATE), WEEK(SUNDAY)) = DATE_TRUNC(CAST(CAST(events.seen_at AS DATETIME) AS DATE), WEEK(SUNDAY)) THEN 1 END) AS count_rows_07885345f27e,
    SUM(CAST(DIV(DATE_DIFF(DATE_TRUNC(CAST(CAST(events.seen_at AS DATETIME) AS DATE), WEEK(SUNDAY)), DATE_TRUNC(CAST(events.on_day AS DATE), WEEK(SUNDAY)), DAY), 7) AS BIGNUMERIC)) AS sum_on_day_seen_at_07343925d2fd
  FROM events
  WHERE events.on_day < DATE '2026-01-18'
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
      FROM events_by_week
    ) AS all_periods
  ) AS bounds
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(first_row, DATE '2026-01-11', INTERVAL 1 WEEK)) AS series_start
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
    CAST(NULL AS INT64) AS count_rows,
    CAST(NULL AS INT64) AS count_rows_07885345f27e,
    CAST(NULL AS BIGNUMERIC(30, 0)) AS sum_on_day_seen_at_07343925d2fd
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
ORDER BY 1 NULLS LAST;

-- northstar query events_seen --since 2026-01-05 --until 2026-01-17 --as-of 2026-01-31
WITH events_by_week AS (
  SELECT
    DATE_TRUNC(CAST(events.on_day AS DATE), WEEK(SUNDAY)) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE events.on_day >= DATE '2026-01-04'
    AND events.on_day < DATE '2026-01-11'
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(DATE_TRUNC(CAST(events.on_day AS DATE), WEEK(SUNDAY))) AS period_start
    FROM events
    WHERE events.on_day <= DATE '2026-01-31'
  ) AS first_of_each
),
periods AS (
  SELECT
    series_start AS period_start
  FROM first_rows
  CROSS JOIN UNNEST(GENERATE_DATE_ARRAY(CASE WHEN first_row > DATE '2026-01-04' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-01-04' END, DATE '2026-01-04', INTERVAL 1 WEEK)) AS series_start
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
    CAST(NULL AS INT64) AS count_rows
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
ORDER BY 1 NULLS LAST;