-- northstar query events_made,events_seen --grain hour --since 2026-03-29 --until 2026-03-30 --as-of 2026-12-31
WITH northstar_digits AS (
  SELECT
    0 AS digit
  UNION ALL
  SELECT
    1 AS digit
  UNION ALL
  SELECT
    2 AS digit
  UNION ALL
  SELECT
    3 AS digit
  UNION ALL
  SELECT
    4 AS digit
  UNION ALL
  SELECT
    5 AS digit
  UNION ALL
  SELECT
    6 AS digit
  UNION ALL
  SELECT
    7 AS digit
  UNION ALL
  SELECT
    8 AS digit
  UNION ALL
  SELECT
    9 AS digit
),
northstar_numbers AS (
  SELECT
    ones.digit + 10 * tens.digit + 100 * hundreds.digit + 1000 * thousands.digit AS number
  FROM northstar_digits AS ones
  CROSS JOIN northstar_digits AS tens
  CROSS JOIN northstar_digits AS hundreds
  CROSS JOIN northstar_digits AS thousands
),
events_by_hour AS (
  SELECT
    DATE_TRUNC('hour', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events."at" AS TIMESTAMP))) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE events."at" >= TIMESTAMP '2026-03-28 23:00:00'
    AND events."at" < TIMESTAMP '2026-03-29 22:00:00'
  GROUP BY 1
),
events_seen_at_by_hour AS (
  SELECT
    DATE_TRUNC('hour', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.seen_at AS TIMESTAMP)))) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE events.seen_at >= TIMESTAMP '2026-03-28 19:00:00'
    AND events.seen_at < TIMESTAMP '2026-03-29 18:00:00'
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(DATE_TRUNC('hour', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events."at" AS TIMESTAMP)))) AS period_start
    FROM events
    WHERE (CAST(events."at" AS TIMESTAMP) < CAST(DATEADD(day, -2, DATE '2026-12-31') AS DATE) OR CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events."at" AS TIMESTAMP)) AS DATE) <= DATE '2026-12-31')
      AND CAST(events."at" AS TIMESTAMP) < CAST(DATEADD(day, 3, DATE '2026-12-31') AS DATE)
    UNION ALL
    SELECT
      MIN(DATE_TRUNC('hour', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.seen_at AS TIMESTAMP))))) AS period_start
    FROM events
    WHERE (CAST(events.seen_at AS TIMESTAMP) < CAST(DATEADD(day, -2, DATE '2026-12-31') AS DATE) OR CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.seen_at AS TIMESTAMP))) AS DATE) <= DATE '2026-12-31')
      AND CAST(events.seen_at AS TIMESTAMP) < CAST(DATEADD(day, 3, DATE '2026-12-31') AS DATE)
  ) AS first_of_each
),
periods AS (
  SELECT
    DATEADD(hour, 10000 * high.number + low.number, northstar_span.span_first) AS period_start
  FROM (
    SELECT
      CASE WHEN first_row > TIMESTAMP '2026-03-29 00:00:00' THEN first_row WHEN first_row IS NOT NULL THEN TIMESTAMP '2026-03-29 00:00:00' END AS span_first,
      TIMESTAMP '2026-03-29 23:00:00' AS span_last
    FROM first_rows
  ) AS northstar_span
  CROSS JOIN northstar_numbers AS high
  CROSS JOIN northstar_numbers AS low
  WHERE high.number <= DATEDIFF(hour, northstar_span.span_first, northstar_span.span_last) / 10000
    AND 10000 * high.number + low.number <= DATEDIFF(hour, northstar_span.span_first, northstar_span.span_last)
),
parts AS (
  SELECT
    period_start,
    count_rows,
    CAST(NULL AS BIGINT) AS count_rows_2
  FROM events_by_hour
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS BIGINT) AS count_rows,
    count_rows AS count_rows_2
  FROM events_seen_at_by_hour
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS BIGINT) AS count_rows,
    CAST(NULL AS BIGINT) AS count_rows_2
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
WITH northstar_digits AS (
  SELECT
    0 AS digit
  UNION ALL
  SELECT
    1 AS digit
  UNION ALL
  SELECT
    2 AS digit
  UNION ALL
  SELECT
    3 AS digit
  UNION ALL
  SELECT
    4 AS digit
  UNION ALL
  SELECT
    5 AS digit
  UNION ALL
  SELECT
    6 AS digit
  UNION ALL
  SELECT
    7 AS digit
  UNION ALL
  SELECT
    8 AS digit
  UNION ALL
  SELECT
    9 AS digit
),
northstar_numbers AS (
  SELECT
    ones.digit + 10 * tens.digit + 100 * hundreds.digit + 1000 * thousands.digit AS number
  FROM northstar_digits AS ones
  CROSS JOIN northstar_digits AS tens
  CROSS JOIN northstar_digits AS hundreds
  CROSS JOIN northstar_digits AS thousands
),
events_by_hour AS (
  SELECT
    DATE_TRUNC('hour', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events."at" AS TIMESTAMP))) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE events."at" >= TIMESTAMP '2026-10-24 22:00:00'
    AND events."at" < TIMESTAMP '2026-10-25 23:00:00'
  GROUP BY 1
),
events_seen_at_by_hour AS (
  SELECT
    DATE_TRUNC('hour', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.seen_at AS TIMESTAMP)))) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE events.seen_at >= TIMESTAMP '2026-10-24 18:00:00'
    AND events.seen_at < TIMESTAMP '2026-10-25 19:00:00'
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(DATE_TRUNC('hour', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events."at" AS TIMESTAMP)))) AS period_start
    FROM events
    WHERE (CAST(events."at" AS TIMESTAMP) < CAST(DATEADD(day, -2, DATE '2026-12-31') AS DATE) OR CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events."at" AS TIMESTAMP)) AS DATE) <= DATE '2026-12-31')
      AND CAST(events."at" AS TIMESTAMP) < CAST(DATEADD(day, 3, DATE '2026-12-31') AS DATE)
    UNION ALL
    SELECT
      MIN(DATE_TRUNC('hour', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.seen_at AS TIMESTAMP))))) AS period_start
    FROM events
    WHERE (CAST(events.seen_at AS TIMESTAMP) < CAST(DATEADD(day, -2, DATE '2026-12-31') AS DATE) OR CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CONVERT_TIMEZONE('America/New_York', 'UTC', CAST(events.seen_at AS TIMESTAMP))) AS DATE) <= DATE '2026-12-31')
      AND CAST(events.seen_at AS TIMESTAMP) < CAST(DATEADD(day, 3, DATE '2026-12-31') AS DATE)
  ) AS first_of_each
),
periods AS (
  SELECT
    DATEADD(hour, 10000 * high.number + low.number, northstar_span.span_first) AS period_start
  FROM (
    SELECT
      CASE WHEN first_row > TIMESTAMP '2026-10-25 00:00:00' THEN first_row WHEN first_row IS NOT NULL THEN TIMESTAMP '2026-10-25 00:00:00' END AS span_first,
      TIMESTAMP '2026-10-25 23:00:00' AS span_last
    FROM first_rows
  ) AS northstar_span
  CROSS JOIN northstar_numbers AS high
  CROSS JOIN northstar_numbers AS low
  WHERE high.number <= DATEDIFF(hour, northstar_span.span_first, northstar_span.span_last) / 10000
    AND 10000 * high.number + low.number <= DATEDIFF(hour, northstar_span.span_first, northstar_span.span_last)
),
parts AS (
  SELECT
    period_start,
    count_rows,
    CAST(NULL AS BIGINT) AS count_rows_2
  FROM events_by_hour
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS BIGINT) AS count_rows,
    count_rows AS count_rows_2
  FROM events_seen_at_by_hour
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS BIGINT) AS count_rows,
    CAST(NULL AS BIGINT) AS count_rows_2
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
WITH northstar_digits AS (
  SELECT
    0 AS digit
  UNION ALL
  SELECT
    1 AS digit
  UNION ALL
  SELECT
    2 AS digit
  UNION ALL
  SELECT
    3 AS digit
  UNION ALL
  SELECT
    4 AS digit
  UNION ALL
  SELECT
    5 AS digit
  UNION ALL
  SELECT
    6 AS digit
  UNION ALL
  SELECT
    7 AS digit
  UNION ALL
  SELECT
    8 AS digit
  UNION ALL
  SELECT
    9 AS digit
),
northstar_numbers AS (
  SELECT
    ones.digit + 10 * tens.digit + 100 * hundreds.digit + 1000 * thousands.digit AS number
  FROM northstar_digits AS ones
  CROSS JOIN northstar_digits AS tens
  CROSS JOIN northstar_digits AS hundreds
  CROSS JOIN northstar_digits AS thousands
),
events_cells AS (
  SELECT
    DATE_TRUNC('hour', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events."at" AS TIMESTAMP))) AS cell_start,
    COUNT(*) AS rows_all
  FROM events
  WHERE events."at" >= TIMESTAMP '2026-03-27 23:00:00'
    AND events."at" < TIMESTAMP '2026-03-30 22:00:00'
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events."at" AS TIMESTAMP)) AS DATE)) AS period_start
    FROM events
    WHERE (CAST(events."at" AS TIMESTAMP) < CAST(DATEADD(day, -2, DATE '2026-12-31') AS DATE) OR CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events."at" AS TIMESTAMP)) AS DATE) <= DATE '2026-12-31')
      AND CAST(events."at" AS TIMESTAMP) < CAST(DATEADD(day, 3, DATE '2026-12-31') AS DATE)
  ) AS first_of_each
),
periods AS (
  SELECT
    CAST(DATEADD(day, 10000 * high.number + low.number, northstar_span.span_first) AS DATE) AS period_start
  FROM (
    SELECT
      CASE WHEN first_row > DATE '2026-03-28' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-03-28' END AS span_first,
      DATE '2026-03-30' AS span_last
    FROM first_rows
  ) AS northstar_span
  CROSS JOIN northstar_numbers AS high
  CROSS JOIN northstar_numbers AS low
  WHERE high.number <= DATEDIFF(day, northstar_span.span_first, northstar_span.span_last) / 10000
    AND 10000 * high.number + low.number <= DATEDIFF(day, northstar_span.span_first, northstar_span.span_last)
),
events_by_day_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS BIGINT) AS rows_all,
    CAST(SUM(rows_all) AS BIGINT) AS count_rows
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
    CAST(SUM(rows_all) AS BIGINT) AS count_rows
  FROM (
    SELECT
      period_start,
      rows_all,
      DATE_TRUNC('hour', cell_start) AS sub_start
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
    "groups".period_start,
    subs.sub_start,
    CAST(NULL AS BIGINT) AS count_rows
  FROM (
    SELECT DISTINCT
      period_start
    FROM events_per_hour_by_day_found
  ) AS "groups"
  INNER JOIN (
    SELECT
      DATEADD(hour, 10000 * high.number + low.number, northstar_span.span_first) AS sub_start
    FROM (
      SELECT
        DATE_TRUNC('hour', period_start) AS span_first,
        DATE_TRUNC('hour', DATEADD(hour, 23, CAST(CAST(DATEADD(day, -1, CAST(DATEADD(day, 1, DATE '2026-12-31') AS DATE)) AS DATE) AS TIMESTAMP))) AS span_last
      FROM (
        SELECT
          MIN(period_start) AS period_start
        FROM events_per_hour_by_day_found
      ) AS bounds
    ) AS northstar_span
    CROSS JOIN northstar_numbers AS high
    CROSS JOIN northstar_numbers AS low
    WHERE high.number <= DATEDIFF(hour, northstar_span.span_first, northstar_span.span_last) / 10000
      AND 10000 * high.number + low.number <= DATEDIFF(hour, northstar_span.span_first, northstar_span.span_last)
  ) AS subs
    ON subs.sub_start < LEAST(CAST(DATEADD(day, 1, "groups".period_start) AS DATE), CAST(DATEADD(day, 1, DATE '2026-12-31') AS DATE))
      AND subs.sub_start >= DATE_TRUNC('hour', "groups".period_start)
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
  ) AS "both"
  GROUP BY 1, 2
),
events_per_hour_by_day AS (
  SELECT
    period_start,
    AVG(CAST(COALESCE(count_rows, 0) AS DOUBLE PRECISION)) AS avg_30f30ee527d4,
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
    CAST(NULL AS DOUBLE PRECISION) AS avg_30f30ee527d4,
    CAST(NULL AS BIGINT) AS sub_periods_2
  FROM events_by_day_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGINT) AS count_rows,
    avg_30f30ee527d4,
    sub_periods AS sub_periods_2
  FROM events_per_hour_by_day
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS BIGINT) AS count_rows,
    CAST(NULL AS DOUBLE PRECISION) AS avg_30f30ee527d4,
    CAST(NULL AS BIGINT) AS sub_periods_2
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
      CAST(SUM(rows_seen) AS BIGINT) AS rows_seen,
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
  CASE WHEN COALESCE(sub_periods_2, 0) > 0 THEN avg_30f30ee527d4 ELSE CASE WHEN DATEDIFF(hour, DATE_TRUNC('hour', CAST(period_start AS TIMESTAMP)), DATE_TRUNC('hour', CAST(LEAST(CAST(DATEADD(day, 1, period_start) AS DATE), CAST(DATEADD(day, 1, DATE '2026-12-31') AS DATE)) AS TIMESTAMP))) > 0 THEN COALESCE(CAST(NULL AS BIGINT), 0) ELSE NULL END END AS events_an_hour
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query events_made,events_an_hour --grain day --since 2026-10-25 --until 2026-10-26 --as-of 2026-12-31
WITH northstar_digits AS (
  SELECT
    0 AS digit
  UNION ALL
  SELECT
    1 AS digit
  UNION ALL
  SELECT
    2 AS digit
  UNION ALL
  SELECT
    3 AS digit
  UNION ALL
  SELECT
    4 AS digit
  UNION ALL
  SELECT
    5 AS digit
  UNION ALL
  SELECT
    6 AS digit
  UNION ALL
  SELECT
    7 AS digit
  UNION ALL
  SELECT
    8 AS digit
  UNION ALL
  SELECT
    9 AS digit
),
northstar_numbers AS (
  SELECT
    ones.digit + 10 * tens.digit + 100 * hundreds.digit + 1000 * thousands.digit AS number
  FROM northstar_digits AS ones
  CROSS JOIN northstar_digits AS tens
  CROSS JOIN northstar_digits AS hundreds
  CROSS JOIN northstar_digits AS thousands
),
events_cells AS (
  SELECT
    DATE_TRUNC('hour', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events."at" AS TIMESTAMP))) AS cell_start,
    COUNT(*) AS rows_all
  FROM events
  WHERE events."at" >= TIMESTAMP '2026-10-24 22:00:00'
    AND events."at" < TIMESTAMP '2026-10-25 23:00:00'
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events."at" AS TIMESTAMP)) AS DATE)) AS period_start
    FROM events
    WHERE (CAST(events."at" AS TIMESTAMP) < CAST(DATEADD(day, -2, DATE '2026-12-31') AS DATE) OR CAST(CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events."at" AS TIMESTAMP)) AS DATE) <= DATE '2026-12-31')
      AND CAST(events."at" AS TIMESTAMP) < CAST(DATEADD(day, 3, DATE '2026-12-31') AS DATE)
  ) AS first_of_each
),
periods AS (
  SELECT
    CAST(DATEADD(day, 10000 * high.number + low.number, northstar_span.span_first) AS DATE) AS period_start
  FROM (
    SELECT
      CASE WHEN first_row > DATE '2026-10-25' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-10-25' END AS span_first,
      DATE '2026-10-25' AS span_last
    FROM first_rows
  ) AS northstar_span
  CROSS JOIN northstar_numbers AS high
  CROSS JOIN northstar_numbers AS low
  WHERE high.number <= DATEDIFF(day, northstar_span.span_first, northstar_span.span_last) / 10000
    AND 10000 * high.number + low.number <= DATEDIFF(day, northstar_span.span_first, northstar_span.span_last)
),
events_by_day_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS BIGINT) AS rows_all,
    CAST(SUM(rows_all) AS BIGINT) AS count_rows
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
    CAST(SUM(rows_all) AS BIGINT) AS count_rows
  FROM (
    SELECT
      period_start,
      rows_all,
      DATE_TRUNC('hour', cell_start) AS sub_start
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
    "groups".period_start,
    subs.sub_start,
    CAST(NULL AS BIGINT) AS count_rows
  FROM (
    SELECT DISTINCT
      period_start
    FROM events_per_hour_by_day_found
  ) AS "groups"
  INNER JOIN (
    SELECT
      DATEADD(hour, 10000 * high.number + low.number, northstar_span.span_first) AS sub_start
    FROM (
      SELECT
        DATE_TRUNC('hour', period_start) AS span_first,
        DATE_TRUNC('hour', DATEADD(hour, 23, CAST(CAST(DATEADD(day, -1, CAST(DATEADD(day, 1, DATE '2026-12-31') AS DATE)) AS DATE) AS TIMESTAMP))) AS span_last
      FROM (
        SELECT
          MIN(period_start) AS period_start
        FROM events_per_hour_by_day_found
      ) AS bounds
    ) AS northstar_span
    CROSS JOIN northstar_numbers AS high
    CROSS JOIN northstar_numbers AS low
    WHERE high.number <= DATEDIFF(hour, northstar_span.span_first, northstar_span.span_last) / 10000
      AND 10000 * high.number + low.number <= DATEDIFF(hour, northstar_span.span_first, northstar_span.span_last)
  ) AS subs
    ON subs.sub_start < LEAST(CAST(DATEADD(day, 1, "groups".period_start) AS DATE), CAST(DATEADD(day, 1, DATE '2026-12-31') AS DATE))
      AND subs.sub_start >= DATE_TRUNC('hour', "groups".period_start)
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
  ) AS "both"
  GROUP BY 1, 2
),
events_per_hour_by_day AS (
  SELECT
    period_start,
    AVG(CAST(COALESCE(count_rows, 0) AS DOUBLE PRECISION)) AS avg_30f30ee527d4,
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
    CAST(NULL AS DOUBLE PRECISION) AS avg_30f30ee527d4,
    CAST(NULL AS BIGINT) AS sub_periods_2
  FROM events_by_day_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGINT) AS count_rows,
    avg_30f30ee527d4,
    sub_periods AS sub_periods_2
  FROM events_per_hour_by_day
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS BIGINT) AS count_rows,
    CAST(NULL AS DOUBLE PRECISION) AS avg_30f30ee527d4,
    CAST(NULL AS BIGINT) AS sub_periods_2
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
      CAST(SUM(rows_seen) AS BIGINT) AS rows_seen,
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
  CASE WHEN COALESCE(sub_periods_2, 0) > 0 THEN avg_30f30ee527d4 ELSE CASE WHEN DATEDIFF(hour, DATE_TRUNC('hour', CAST(period_start AS TIMESTAMP)), DATE_TRUNC('hour', CAST(LEAST(CAST(DATEADD(day, 1, period_start) AS DATE), CAST(DATEADD(day, 1, DATE '2026-12-31') AS DATE)) AS TIMESTAMP))) > 0 THEN COALESCE(CAST(NULL AS BIGINT), 0) ELSE NULL END END AS events_an_hour
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query events_made,events_before --grain hour --since 2026-03-29 --until 2026-03-30 --as-of 2026-12-31
WITH northstar_digits AS (
  SELECT
    0 AS digit
  UNION ALL
  SELECT
    1 AS digit
  UNION ALL
  SELECT
    2 AS digit
  UNION ALL
  SELECT
    3 AS digit
  UNION ALL
  SELECT
    4 AS digit
  UNION ALL
  SELECT
    5 AS digit
  UNION ALL
  SELECT
    6 AS digit
  UNION ALL
  SELECT
    7 AS digit
  UNION ALL
  SELECT
    8 AS digit
  UNION ALL
  SELECT
    9 AS digit
),
northstar_numbers AS (
  SELECT
    ones.digit + 10 * tens.digit + 100 * hundreds.digit + 1000 * thousands.digit AS number
  FROM northstar_digits AS ones
  CROSS JOIN northstar_digits AS tens
  CROSS JOIN northstar_digits AS hundreds
  CROSS JOIN northstar_digits AS thousands
),
events_by_hour AS (
  SELECT
    DATE_TRUNC('hour', CONVERT_TIMEZONE('UTC', 'Europe/Paris', CAST(events."at" AS TIMESTAMP))) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE events."at" < TIMESTAMP '2026-12-31 23:00:00'
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
    DATEADD(hour, 10000 * high.number + low.number, northstar_span.span_first) AS period_start
  FROM (
    SELECT
      CASE WHEN first_row > TIMESTAMP '2026-03-29 00:00:00' THEN first_row WHEN first_row IS NOT NULL THEN TIMESTAMP '2026-03-29 00:00:00' END AS span_first,
      TIMESTAMP '2026-03-29 23:00:00' AS span_last
    FROM first_rows
  ) AS northstar_span
  CROSS JOIN northstar_numbers AS high
  CROSS JOIN northstar_numbers AS low
  WHERE high.number <= DATEDIFF(hour, northstar_span.span_first, northstar_span.span_last) / 10000
    AND 10000 * high.number + low.number <= DATEDIFF(hour, northstar_span.span_first, northstar_span.span_last)
),
cells_events_by_hour_1_hour_before AS (
  SELECT
    asked.period_start,
    events_by_hour.rows_all,
    events_by_hour.count_rows
  FROM (
    SELECT
      period_start,
      DATEADD(hour, -1, period_start) AS earlier_period
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
    CAST(NULL AS BIGINT) AS count_rows_2
  FROM events_by_hour
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGINT) AS count_rows,
    count_rows AS count_rows_2
  FROM cells_events_by_hour_1_hour_before
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS BIGINT) AS count_rows,
    CAST(NULL AS BIGINT) AS count_rows_2
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
      CAST(SUM(rows_seen) AS BIGINT) AS rows_seen,
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
  CASE WHEN DATEADD(hour, -1, period_start) >= (
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