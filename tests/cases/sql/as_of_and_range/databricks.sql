-- northstar query real_events --as-of 2026-01-12
WITH events_by_week AS (
  SELECT
    TRUNC(CAST(events.`at` AS TIMESTAMP_NTZ), 'WEEK') AS period_start,
    COUNT(CASE WHEN events.kind = 'b' THEN 1 END) AS rows_6a68f0404015,
    COUNT(CASE WHEN events.kind = 'b' THEN 1 END) AS count_rows_df9803b6ec8d
  FROM events
  WHERE events.kind <> 'test'
    AND events.`at` < '2026-01-13 00:00:00'
  GROUP BY 1
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN first_row <= DATE '2026-01-12' THEN SEQUENCE(first_row, DATE '2026-01-12', INTERVAL 7 DAY) END) AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        period_start
      FROM events_by_week
    ) AS all_periods
  ) AS bounds
),
parts AS (
  SELECT
    period_start,
    count_rows_df9803b6ec8d
  FROM events_by_week
  WHERE rows_6a68f0404015 > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS BIGINT) AS count_rows_df9803b6ec8d
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows_df9803b6ec8d) AS count_rows_df9803b6ec8d
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows_df9803b6ec8d, 0) AS real_events
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query real_events --as-of 2026-01-13
WITH events_by_week AS (
  SELECT
    TRUNC(CAST(events.`at` AS TIMESTAMP_NTZ), 'WEEK') AS period_start,
    COUNT(CASE WHEN events.kind = 'b' THEN 1 END) AS rows_6a68f0404015,
    COUNT(CASE WHEN events.kind = 'b' THEN 1 END) AS count_rows_df9803b6ec8d
  FROM events
  WHERE events.kind <> 'test'
    AND events.`at` < '2026-01-14 00:00:00'
  GROUP BY 1
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN first_row <= DATE '2026-01-12' THEN SEQUENCE(first_row, DATE '2026-01-12', INTERVAL 7 DAY) END) AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        period_start
      FROM events_by_week
    ) AS all_periods
  ) AS bounds
),
parts AS (
  SELECT
    period_start,
    count_rows_df9803b6ec8d
  FROM events_by_week
  WHERE rows_6a68f0404015 > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS BIGINT) AS count_rows_df9803b6ec8d
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows_df9803b6ec8d) AS count_rows_df9803b6ec8d
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows_df9803b6ec8d, 0) AS real_events
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query real_events --as-of 2025-12-31
WITH events_by_week AS (
  SELECT
    TRUNC(CAST(events.`at` AS TIMESTAMP_NTZ), 'WEEK') AS period_start,
    COUNT(CASE WHEN events.kind = 'b' THEN 1 END) AS rows_6a68f0404015,
    COUNT(CASE WHEN events.kind = 'b' THEN 1 END) AS count_rows_df9803b6ec8d
  FROM events
  WHERE events.kind <> 'test'
    AND events.`at` < '2026-01-01 00:00:00'
  GROUP BY 1
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN first_row <= DATE '2025-12-29' THEN SEQUENCE(first_row, DATE '2025-12-29', INTERVAL 7 DAY) END) AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        period_start
      FROM events_by_week
    ) AS all_periods
  ) AS bounds
),
parts AS (
  SELECT
    period_start,
    count_rows_df9803b6ec8d
  FROM events_by_week
  WHERE rows_6a68f0404015 > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS BIGINT) AS count_rows_df9803b6ec8d
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows_df9803b6ec8d) AS count_rows_df9803b6ec8d
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows_df9803b6ec8d, 0) AS real_events
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query real_events --grain none --as-of 2025-12-31
WITH events_in_all AS (
  SELECT
    COUNT(*) AS rows_6a68f0404015,
    COUNT(*) AS count_rows_df9803b6ec8d
  FROM events
  WHERE events.kind <> 'test'
    AND events.`at` < '2026-01-01 00:00:00'
    AND events.kind = 'b'
),
parts AS (
  SELECT
    count_rows_df9803b6ec8d
  FROM events_in_all
),
cells AS (
  SELECT
    MAX(count_rows_df9803b6ec8d) AS count_rows_df9803b6ec8d
  FROM parts
)
SELECT
  COALESCE(count_rows_df9803b6ec8d, 0) AS real_events
FROM cells;

-- northstar query real_events --since 2026-01-14 --as-of 2026-01-31
WITH events_by_week AS (
  SELECT
    TRUNC(CAST(events.`at` AS TIMESTAMP_NTZ), 'WEEK') AS period_start,
    COUNT(*) AS rows_6a68f0404015,
    COUNT(*) AS count_rows_df9803b6ec8d
  FROM events
  WHERE events.kind <> 'test'
    AND events.`at` >= '2026-01-12 00:00:00'
    AND events.`at` < '2026-02-01 00:00:00'
    AND events.kind = 'b'
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(TRUNC(CAST(events.`at` AS TIMESTAMP_NTZ), 'WEEK')) AS period_start
    FROM events
    WHERE events.kind <> 'test'
      AND (CAST(events.`at` AS TIMESTAMP_NTZ) < DATE_ADD(DATE '2026-01-31', -2) OR CAST(CAST(events.`at` AS TIMESTAMP_NTZ) AS DATE) <= DATE '2026-01-31')
      AND CAST(events.`at` AS TIMESTAMP_NTZ) < DATE_ADD(DATE '2026-01-31', 3)
  ) AS first_of_each
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN CASE WHEN first_row > DATE '2026-01-12' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-01-12' END <= DATE '2026-01-26' THEN SEQUENCE(CASE WHEN first_row > DATE '2026-01-12' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-01-12' END, DATE '2026-01-26', INTERVAL 7 DAY) END) AS period_start
  FROM first_rows
),
parts AS (
  SELECT
    period_start,
    count_rows_df9803b6ec8d
  FROM events_by_week
  WHERE rows_6a68f0404015 > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS BIGINT) AS count_rows_df9803b6ec8d
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows_df9803b6ec8d) AS count_rows_df9803b6ec8d
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows_df9803b6ec8d, 0) AS real_events
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query real_events --since 2025-11-01 --until 2026-01-08 --as-of 2026-01-31
WITH events_by_week AS (
  SELECT
    TRUNC(CAST(events.`at` AS TIMESTAMP_NTZ), 'WEEK') AS period_start,
    COUNT(*) AS rows_6a68f0404015,
    COUNT(*) AS count_rows_df9803b6ec8d
  FROM events
  WHERE events.kind <> 'test'
    AND events.`at` >= '2025-10-27 00:00:00'
    AND events.`at` < '2026-01-05 00:00:00'
    AND events.kind = 'b'
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(TRUNC(CAST(events.`at` AS TIMESTAMP_NTZ), 'WEEK')) AS period_start
    FROM events
    WHERE events.kind <> 'test'
      AND (CAST(events.`at` AS TIMESTAMP_NTZ) < DATE_ADD(DATE '2026-01-31', -2) OR CAST(CAST(events.`at` AS TIMESTAMP_NTZ) AS DATE) <= DATE '2026-01-31')
      AND CAST(events.`at` AS TIMESTAMP_NTZ) < DATE_ADD(DATE '2026-01-31', 3)
  ) AS first_of_each
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN CASE WHEN first_row > DATE '2025-10-27' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2025-10-27' END <= DATE '2025-12-29' THEN SEQUENCE(CASE WHEN first_row > DATE '2025-10-27' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2025-10-27' END, DATE '2025-12-29', INTERVAL 7 DAY) END) AS period_start
  FROM first_rows
),
parts AS (
  SELECT
    period_start,
    count_rows_df9803b6ec8d
  FROM events_by_week
  WHERE rows_6a68f0404015 > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS BIGINT) AS count_rows_df9803b6ec8d
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows_df9803b6ec8d) AS count_rows_df9803b6ec8d
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows_df9803b6ec8d, 0) AS real_events
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query real_events --grain none --since 2026-01-13 --until 2026-01-14 --as-of 2026-01-31
WITH events_in_all AS (
  SELECT
    COUNT(*) AS rows_6a68f0404015,
    COUNT(*) AS count_rows_df9803b6ec8d
  FROM events
  WHERE events.kind <> 'test'
    AND events.`at` >= '2026-01-13 00:00:00'
    AND events.`at` < '2026-01-14 00:00:00'
    AND events.kind = 'b'
),
parts AS (
  SELECT
    count_rows_df9803b6ec8d
  FROM events_in_all
),
cells AS (
  SELECT
    MAX(count_rows_df9803b6ec8d) AS count_rows_df9803b6ec8d
  FROM parts
)
SELECT
  COALESCE(count_rows_df9803b6ec8d, 0) AS real_events
FROM cells;