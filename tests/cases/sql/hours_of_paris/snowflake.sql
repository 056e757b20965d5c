-- northstar query events_made,events_seen --grain hour --since 2026-03-29 --until 2026-03-30 --as-of 2026-12-31
WITH events_by_hour AS (
  SELECT
    DATE_TRUNC('HOUR', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events."AT" AS TIMESTAMP_NTZ))) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE CAST(events."AT" AS TIMESTAMP_NTZ) >= CAST('2026-03-28 23:00:00' AS TIMESTAMP_NTZ)
    AND CAST(events."AT" AS TIMESTAMP_NTZ) < CAST('2026-03-29 22:00:00' AS TIMESTAMP_NTZ)
  GROUP BY 1
),
events_seen_at_by_hour AS (
  SELECT
    DATE_TRUNC('HOUR', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.seen_at AS TIMESTAMP_NTZ)))) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE CAST(events.seen_at AS TIMESTAMP_NTZ) >= CAST('2026-03-28 19:00:00' AS TIMESTAMP_NTZ)
    AND CAST(events.seen_at AS TIMESTAMP_NTZ) < CAST('2026-03-29 18:00:00' AS TIMESTAMP_NTZ)
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(DATE_TRUNC('HOUR', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events."AT" AS TIMESTAMP_NTZ)))) AS period_start
    FROM events
    WHERE (CAST(events."AT" AS TIMESTAMP_NTZ) < DATEADD(DAY, -2, DATE '2026-12-31') OR CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events."AT" AS TIMESTAMP_NTZ)) AS DATE) <= DATE '2026-12-31')
      AND CAST(events."AT" AS TIMESTAMP_NTZ) < DATEADD(DAY, 3, DATE '2026-12-31')
    UNION ALL
    SELECT
      MIN(DATE_TRUNC('HOUR', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.seen_at AS TIMESTAMP_NTZ))))) AS period_start
    FROM events
    WHERE (CAST(events.seen_at AS TIMESTAMP_NTZ) < DATEADD(DAY, -2, DATE '2026-12-31') OR CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.seen_at AS TIMESTAMP_NTZ))) AS DATE) <= DATE '2026-12-31')
      AND CAST(events.seen_at AS TIMESTAMP_NTZ) < DATEADD(DAY, 3, DATE '2026-12-31')
  ) AS first_of_each
),
periods AS (
  SELECT
    DATEADD(HOUR, northstar_number.index, northstar_span.span_first) AS period_start
  FROM (
    SELECT
      CASE WHEN first_row > CAST('2026-03-29 00:00:00' AS TIMESTAMP_NTZ) THEN first_row WHEN first_row IS NOT NULL THEN CAST('2026-03-29 00:00:00' AS TIMESTAMP_NTZ) END AS span_first,
      CAST('2026-03-29 23:00:00' AS TIMESTAMP_NTZ) AS span_last
    FROM first_rows
  ) AS northstar_span
  CROSS JOIN LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, DATEDIFF(HOUR, northstar_span.span_first, northstar_span.span_last) + 1)) AS northstar_number
),
parts AS (
  SELECT
    period_start,
    count_rows,
    CAST(NULL AS NUMBER(38, 0)) AS count_rows_2
  FROM events_by_hour
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS NUMBER(38, 0)) AS count_rows,
    count_rows AS count_rows_2
  FROM events_seen_at_by_hour
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS NUMBER(38, 0)) AS count_rows,
    CAST(NULL AS NUMBER(38, 0)) AS count_rows_2
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
  COALESCE(count_rows, 0) AS events_made,
  COALESCE(count_rows_2, 0) AS events_seen
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query events_made,events_seen --grain hour --since 2026-10-25 --until 2026-10-26 --as-of 2026-12-31
WITH events_by_hour AS (
  SELECT
    DATE_TRUNC('HOUR', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events."AT" AS TIMESTAMP_NTZ))) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE CAST(events."AT" AS TIMESTAMP_NTZ) >= CAST('2026-10-24 22:00:00' AS TIMESTAMP_NTZ)
    AND CAST(events."AT" AS TIMESTAMP_NTZ) < CAST('2026-10-25 23:00:00' AS TIMESTAMP_NTZ)
  GROUP BY 1
),
events_seen_at_by_hour AS (
  SELECT
    DATE_TRUNC('HOUR', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.seen_at AS TIMESTAMP_NTZ)))) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE CAST(events.seen_at AS TIMESTAMP_NTZ) >= CAST('2026-10-24 18:00:00' AS TIMESTAMP_NTZ)
    AND CAST(events.seen_at AS TIMESTAMP_NTZ) < CAST('2026-10-25 19:00:00' AS TIMESTAMP_NTZ)
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(DATE_TRUNC('HOUR', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events."AT" AS TIMESTAMP_NTZ)))) AS period_start
    FROM events
    WHERE (CAST(events."AT" AS TIMESTAMP_NTZ) < DATEADD(DAY, -2, DATE '2026-12-31') OR CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events."AT" AS TIMESTAMP_NTZ)) AS DATE) <= DATE '2026-12-31')
      AND CAST(events."AT" AS TIMESTAMP_NTZ) < DATEADD(DAY, 3, DATE '2026-12-31')
    UNION ALL
    SELECT
      MIN(DATE_TRUNC('HOUR', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.seen_at AS TIMESTAMP_NTZ))))) AS period_start
    FROM events
    WHERE (CAST(events.seen_at AS TIMESTAMP_NTZ) < DATEADD(DAY, -2, DATE '2026-12-31') OR CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.seen_at AS TIMESTAMP_NTZ))) AS DATE) <= DATE '2026-12-31')
      AND CAST(events.seen_at AS TIMESTAMP_NTZ) < DATEADD(DAY, 3, DATE '2026-12-31')
  ) AS first_of_each
),
periods AS (
  SELECT
    DATEADD(HOUR, northstar_number.index, northstar_span.span_first) AS period_start
  FROM (
    SELECT
      CASE WHEN first_row > CAST('2026-10-25 00:00:00' AS TIMESTAMP_NTZ) THEN first_row WHEN first_row IS NOT NULL THEN CAST('2026-10-25 00:00:00' AS TIMESTAMP_NTZ) END AS span_first,
      CAST('2026-10-25 23:00:00' AS TIMESTAMP_NTZ) AS span_last
    FROM first_rows
  ) AS northstar_span
  CROSS JOIN LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, DATEDIFF(HOUR, northstar_span.span_first, northstar_span.span_last) + 1)) AS northstar_number
),
parts AS (
  SELECT
    period_start,
    count_rows,
    CAST(NULL AS NUMBER(38, 0)) AS count_rows_2
  FROM events_by_hour
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS NUMBER(38, 0)) AS count_rows,
    count_rows AS count_rows_2
  FROM events_seen_at_by_hour
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS NUMBER(38, 0)) AS count_rows,
    CAST(NULL AS NUMBER(38, 0)) AS count_rows_2
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
  COALESCE(count_rows, 0) AS events_made,
  COALESCE(count_rows_2, 0) AS events_seen
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query events_made,events_an_hour --grain day --since 2026-03-28 --until 2026-03-31 --as-of 2026-12-31
WITH events_cells AS (
  SELECT
    DATE_TRUNC('HOUR', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events."AT" AS TIMESTAMP_NTZ))) AS cell_start,
    COUNT(*) AS rows_all
  FROM events
  WHERE CAST(events."AT" AS TIMESTAMP_NTZ) >= CAST('2026-03-27 23:00:00' AS TIMESTAMP_NTZ)
    AND CAST(events."AT" AS TIMESTAMP_NTZ) < CAST('2026-03-30 22:00:00' AS TIMESTAMP_NTZ)
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events."AT" AS TIMESTAMP_NTZ)) AS DATE)) AS period_start
    FROM events
    WHERE (CAST(events."AT" AS TIMESTAMP_NTZ) < DATEADD(DAY, -2, DATE '2026-12-31') OR CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events."AT" AS TIMESTAMP_NTZ)) AS DATE) <= DATE '2026-12-31')
      AND CAST(events."AT" AS TIMESTAMP_NTZ) < DATEADD(DAY, 3, DATE '2026-12-31')
  ) AS first_of_each
),
periods AS (
  SELECT
    DATEADD(DAY, northstar_number.index, northstar_span.span_first) AS period_start
  FROM (
    SELECT
      CASE WHEN first_row > DATE '2026-03-28' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-03-28' END AS span_first,
      DATE '2026-03-30' AS span_last
    FROM first_rows
  ) AS northstar_span
  CROSS JOIN LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, DATEDIFF(DAY, northstar_span.span_first, northstar_span.span_last) + 1)) AS northstar_number
),
events_by_day_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS NUMBER(38, 0)) AS rows_all,
    CAST(SUM(rows_all) AS NUMBER(38, 0)) AS count_rows
  FROM (
    SELECT
      CAST(cell_start AS DATE) AS period_start,
      events_cells.rows_all,
      events_cells.cell_start
    FROM events_cells
  ) AS placed
  GROUP BY 1
),
events_per_hour_by_day_found AS (
  SELECT
    period_start,
    sub_start,
    CAST(SUM(rows_all) AS NUMBER(38, 0)) AS count_rows
  FROM (
    SELECT
      period_start,
      rows_all,
      DATE_TRUNC('HOUR', cell_start) AS sub_start
    FROM (
      SELECT
        CAST(cell_start AS DATE) AS period_start,
        events_cells.rows_all,
        events_cells.cell_start
      FROM events_cells
    ) AS placed
  ) AS in_sub_periods
  GROUP BY 1, 2
),
events_per_hour_by_day_all AS (
  SELECT
    "GROUPS".period_start,
    subs.sub_start,
    CAST(NULL AS NUMBER(38, 0)) AS count_rows
  FROM (
    SELECT DISTINCT
      period_start
    FROM events_per_hour_by_day_found
  ) AS "GROUPS"
  INNER JOIN (
    SELECT
      DATEADD(HOUR, northstar_number.index, northstar_span.span_first) AS sub_start
    FROM (
      SELECT
        DATE_TRUNC('HOUR', period_start) AS span_first,
        DATE_TRUNC('HOUR', DATEADD(HOUR, 23, CAST(DATEADD(DAY, -1, DATEADD(DAY, 1, DATE '2026-12-31')) AS TIMESTAMP_NTZ))) AS span_last
      FROM (
        SELECT
          MIN(period_start) AS period_start
        FROM events_per_hour_by_day_found
      ) AS bounds
    ) AS northstar_span
    CROSS JOIN LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, DATEDIFF(HOUR, northstar_span.span_first, northstar_span.span_last) + 1)) AS northstar_number
  ) AS subs
    ON subs.sub_start < LEAST(DATEADD(DAY, 1, "GROUPS".period_start), DATEADD(DAY, 1, DATE '2026-12-31'))
      AND subs.sub_start >= DATE_TRUNC('HOUR', "GROUPS".period_start)
),
events_per_hour_by_day_filled AS (
  SELECT
    period_start,
    sub_start,
    MAX(count_rows) AS count_rows
  FROM (
    SELECT
      period_start,
      sub_start,
      count_rows
    FROM events_per_hour_by_day_found
    UNION ALL
    SELECT
      period_start,
      sub_start,
      count_rows
    FROM events_per_hour_by_day_all
  ) AS "BOTH"
  GROUP BY 1, 2
),
events_per_hour_by_day AS (
  SELECT
    period_start,
    AVG(CAST(COALESCE(count_rows, 0) AS DOUBLE)) AS avg_30f30ee527d4,
    COUNT(*) AS sub_periods
  FROM events_per_hour_by_day_filled
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    count_rows,
    CAST(NULL AS DOUBLE) AS avg_30f30ee527d4,
    CAST(NULL AS NUMBER(38, 0)) AS sub_periods_2
  FROM events_by_day_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS NUMBER(38, 0)) AS count_rows,
    avg_30f30ee527d4,
    sub_periods AS sub_periods_2
  FROM events_per_hour_by_day
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS NUMBER(38, 0)) AS count_rows,
    CAST(NULL AS DOUBLE) AS avg_30f30ee527d4,
    CAST(NULL AS NUMBER(38, 0)) AS sub_periods_2
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.count_rows,
    met.avg_30f30ee527d4,
    met.sub_periods_2
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS NUMBER(38, 0)) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(count_rows) AS count_rows,
      MAX(avg_30f30ee527d4) AS avg_30f30ee527d4,
      MAX(sub_periods_2) AS sub_periods_2
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  COALESCE(count_rows, 0) AS events_made,
  CASE WHEN COALESCE(sub_periods_2, 0) > 0 THEN avg_30f30ee527d4 ELSE CASE WHEN DATEDIFF(HOUR, DATE_TRUNC('HOUR', CAST(period_start AS TIMESTAMP_NTZ)), DATE_TRUNC('HOUR', CAST(LEAST(DATEADD(DAY, 1, period_start), DATEADD(DAY, 1, DATE '2026-12-31')) AS TIMESTAMP_NTZ))) > 0 THEN COALESCE(CAST(NULL AS NUMBER(38, 0)), 0) ELSE NULL END END AS events_an_hour
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query events_made,events_an_hour --grain day --since 2026-10-25 --until 2026-10-26 --as-of 2026-12-31
WITH events_cells AS (
  SELECT
    DATE_TRUNC('HOUR', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events."AT" AS TIMESTAMP_NTZ))) AS cell_start,
    COUNT(*) AS rows_all
  FROM events
  WHERE CAST(events."AT" AS TIMESTAMP_NTZ) >= CAST('2026-10-24 22:00:00' AS TIMESTAMP_NTZ)
    AND CAST(events."AT" AS TIMESTAMP_NTZ) < CAST('2026-10-25 23:00:00' AS TIMESTAMP_NTZ)
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events."AT" AS TIMESTAMP_NTZ)) AS DATE)) AS period_start
    FROM events
    WHERE (CAST(events."AT" AS TIMESTAMP_NTZ) < DATEADD(DAY, -2, DATE '2026-12-31') OR CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events."AT" AS TIMESTAMP_NTZ)) AS DATE) <= DATE '2026-12-31')
      AND CAST(events."AT" AS TIMESTAMP_NTZ) < DATEADD(DAY, 3, DATE '2026-12-31')
  ) AS first_of_each
),
periods AS (
  SELECT
    DATEADD(DAY, northstar_number.index, northstar_span.span_first) AS period_start
  FROM (
    SELECT
      CASE WHEN first_row > DATE '2026-10-25' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-10-25' END AS span_first,
      DATE '2026-10-25' AS span_last
    FROM first_rows
  ) AS northstar_span
  CROSS JOIN LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, DATEDIFF(DAY, northstar_span.span_first, northstar_span.span_last) + 1)) AS northstar_number
),
events_by_day_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS NUMBER(38, 0)) AS rows_all,
    CAST(SUM(rows_all) AS NUMBER(38, 0)) AS count_rows
  FROM (
    SELECT
      CAST(cell_start AS DATE) AS period_start,
      events_cells.rows_all,
      events_cells.cell_start
    FROM events_cells
  ) AS placed
  GROUP BY 1
),
events_per_hour_by_day_found AS (
  SELECT
    period_start,
    sub_start,
    CAST(SUM(rows_all) AS NUMBER(38, 0)) AS count_rows
  FROM (
    SELECT
      period_start,
      rows_all,
      DATE_TRUNC('HOUR', cell_start) AS sub_start
    FROM (
      SELECT
        CAST(cell_start AS DATE) AS period_start,
        events_cells.rows_all,
        events_cells.cell_start
      FROM events_cells
    ) AS placed
  ) AS in_sub_periods
  GROUP BY 1, 2
),
events_per_hour_by_day_all AS (
  SELECT
    "GROUPS".period_start,
    subs.sub_start,
    CAST(NULL AS NUMBER(38, 0)) AS count_rows
  FROM (
    SELECT DISTINCT
      period_start
    FROM events_per_hour_by_day_found
  ) AS "GROUPS"
  INNER JOIN (
    SELECT
      DATEADD(HOUR, northstar_number.index, northstar_span.span_first) AS sub_start
    FROM (
      SELECT
        DATE_TRUNC('HOUR', period_start) AS span_first,
        DATE_TRUNC('HOUR', DATEADD(HOUR, 23, CAST(DATEADD(DAY, -1, DATEADD(DAY, 1, DATE '2026-12-31')) AS TIMESTAMP_NTZ))) AS span_last
      FROM (
        SELECT
          MIN(period_start) AS period_start
        FROM events_per_hour_by_day_found
      ) AS bounds
    ) AS northstar_span
    CROSS JOIN LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, DATEDIFF(HOUR, northstar_span.span_first, northstar_span.span_last) + 1)) AS northstar_number
  ) AS subs
    ON subs.sub_start < LEAST(DATEADD(DAY, 1, "GROUPS".period_start), DATEADD(DAY, 1, DATE '2026-12-31'))
      AND subs.sub_start >= DATE_TRUNC('HOUR', "GROUPS".period_start)
),
events_per_hour_by_day_filled AS (
  SELECT
    period_start,
    sub_start,
    MAX(count_rows) AS count_rows
  FROM (
    SELECT
      period_start,
      sub_start,
      count_rows
    FROM events_per_hour_by_day_found
    UNION ALL
    SELECT
      period_start,
      sub_start,
      count_rows
    FROM events_per_hour_by_day_all
  ) AS "BOTH"
  GROUP BY 1, 2
),
events_per_hour_by_day AS (
  SELECT
    period_start,
    AVG(CAST(COALESCE(count_rows, 0) AS DOUBLE)) AS avg_30f30ee527d4,
    COUNT(*) AS sub_periods
  FROM events_per_hour_by_day_filled
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    count_rows,
    CAST(NULL AS DOUBLE) AS avg_30f30ee527d4,
    CAST(NULL AS NUMBER(38, 0)) AS sub_periods_2
  FROM events_by_day_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS NUMBER(38, 0)) AS count_rows,
    avg_30f30ee527d4,
    sub_periods AS sub_periods_2
  FROM events_per_hour_by_day
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS NUMBER(38, 0)) AS count_rows,
    CAST(NULL AS DOUBLE) AS avg_30f30ee527d4,
    CAST(NULL AS NUMBER(38, 0)) AS sub_periods_2
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.count_rows,
    met.avg_30f30ee527d4,
    met.sub_periods_2
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS NUMBER(38, 0)) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(count_rows) AS count_rows,
      MAX(avg_30f30ee527d4) AS avg_30f30ee527d4,
      MAX(sub_periods_2) AS sub_periods_2
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  COALESCE(count_rows, 0) AS events_made,
  CASE WHEN COALESCE(sub_periods_2, 0) > 0 THEN avg_30f30ee527d4 ELSE CASE WHEN DATEDIFF(HOUR, DATE_TRUNC('HOUR', CAST(period_start AS TIMESTAMP_NTZ)), DATE_TRUNC('HOUR', CAST(LEAST(DATEADD(DAY, 1, period_start), DATEADD(DAY, 1, DATE '2026-12-31')) AS TIMESTAMP_NTZ))) > 0 THEN COALESCE(CAST(NULL AS NUMBER(38, 0)), 0) ELSE NULL END END AS events_an_hour
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query events_made,events_before --grain hour --since 2026-03-29 --until 2026-03-30 --as-of 2026-12-31
WITH events_by_hour AS (
  SELECT
    DATE_TRUNC('HOUR', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events."AT" AS TIMESTAMP_NTZ))) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE CAST(events."AT" AS TIMESTAMP_NTZ) < CAST('2026-12-31 23:00:00' AS TIMESTAMP_NTZ)
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(period_start) AS period_start
    FROM events_by_hour
  ) AS first_of_each
),
periods AS (
  SELECT
    DATEADD(HOUR, northstar_number.index, northstar_span.span_first) AS period_start
  FROM (
    SELECT
      CASE WHEN first_row > CAST('2026-03-29 00:00:00' AS TIMESTAMP_NTZ) THEN first_row WHEN first_row IS NOT NULL THEN CAST('2026-03-29 00:00:00' AS TIMESTAMP_NTZ) END AS span_first,
      CAST('2026-03-29 23:00:00' AS TIMESTAMP_NTZ) AS span_last
    FROM first_rows
  ) AS northstar_span
  CROSS JOIN LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, DATEDIFF(HOUR, northstar_span.span_first, northstar_span.span_last) + 1)) AS northstar_number
),
cells_events_by_hour_1_hour_before AS (
  SELECT
    asked.period_start,
    events_by_hour.rows_all,
    events_by_hour.count_rows
  FROM (
    SELECT
      period_start,
      DATEADD(HOUR, -1, period_start) AS earlier_period
    FROM periods
  ) AS asked
  INNER JOIN events_by_hour
    ON events_by_hour.period_start = asked.earlier_period
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    count_rows,
    CAST(NULL AS NUMBER(38, 0)) AS count_rows_2
  FROM events_by_hour
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS NUMBER(38, 0)) AS count_rows,
    count_rows AS count_rows_2
  FROM cells_events_by_hour_1_hour_before
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS NUMBER(38, 0)) AS count_rows,
    CAST(NULL AS NUMBER(38, 0)) AS count_rows_2
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.count_rows,
    met.count_rows_2
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS NUMBER(38, 0)) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(count_rows) AS count_rows,
      MAX(count_rows_2) AS count_rows_2
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  COALESCE(count_rows, 0) AS events_made,
  CASE WHEN DATEADD(HOUR, -1, period_start) >= (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM events_by_hour
    ) AS first_of_each
  ) THEN COALESCE(count_rows_2, 0) END AS events_before
FROM cells
ORDER BY 1 NULLS LAST;