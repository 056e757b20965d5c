-- northstar query events_made --grain hour --since 2026-04-05 --until 2026-04-06 --as-of 2026-12-31 --sparse
WITH events_by_hour AS (
  SELECT
    DATETIME_TRUNC(DATETIME(TIMESTAMP(events.`at`), 'Australia/Lord_Howe'), HOUR) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE events.`at` >= '2026-04-04 13:00:00'
    AND events.`at` < '2026-04-05 13:30:00'
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    count_rows
  FROM events_by_hour
  WHERE rows_all > 0
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
  COALESCE(count_rows, 0) AS events_made
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query events_made --grain hour --since 2026-10-04 --until 2026-10-05 --as-of 2026-12-31 --sparse
WITH events_by_hour AS (
  SELECT
    DATETIME_TRUNC(DATETIME(TIMESTAMP(events.`at`), 'Australia/Lord_Howe'), HOUR) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE events.`at` >= '2026-10-03 13:30:00'
    AND events.`at` < '2026-10-04 13:00:00'
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    count_rows
  FROM events_by_hour
  WHERE rows_all > 0
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
  COALESCE(count_rows, 0) AS events_made
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query events_made --grain day --sparse --as-of 2026-12-31
WITH events_by_day AS (
  SELECT
    DATE(TIMESTAMP(events.`at`), 'Australia/Lord_Howe') AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE events.`at` < '2026-12-31 13:00:00'
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    count_rows
  FROM events_by_day
  WHERE rows_all > 0
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
  COALESCE(count_rows, 0) AS events_made
FROM cells
ORDER BY 1 NULLS LAST;