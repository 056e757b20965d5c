-- northstar query in_a_week,in_a_day,in_24_hours --as-of 2026-03-22
WITH visits_cells AS (
  SELECT
    CAST(CONVERT_TIMEZONE('UTC', 'America/New_York', CAST(visits.visited_at AS TIMESTAMP_NTZ)) AS DATE) AS cell_start,
    COUNT(*) AS rows_all
  FROM visits
  WHERE visits.visited_at < '2026-03-23 04:00:00'
  GROUP BY 1
),
visits_rows AS (
  SELECT
    CAST(CONVERT_TIMEZONE('UTC', 'America/New_York', CAST(visits.visited_at AS TIMESTAMP_NTZ)) AS DATE) AS cell_start,
    CAST(visits.visited_at AS TIMESTAMP_NTZ) AS row_moment,
    visits.visitor AS key_visitor,
    1 AS rows_all,
    1 AS count_rows
  FROM visits
  WHERE visits.visited_at < '2026-03-23 04:00:00'
),
orders_rows AS (
  SELECT
    CAST(CONVERT_TIMEZONE('UTC', 'America/New_York', CAST(orders.ordered_at AS TIMESTAMP_NTZ)) AS DATE) AS cell_start,
    CAST(orders.ordered_at AS TIMESTAMP_NTZ) AS row_moment,
    orders.visitor AS key_visitor,
    1 AS rows_all,
    1 AS count_rows
  FROM orders
  WHERE orders.ordered_at < '2026-03-23 04:00:00'
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN first_row <= DATE '2026-03-16' THEN SEQUENCE(first_row, DATE '2026-03-16', INTERVAL 7 DAY) END) AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        TRUNC(MIN(cell_start), 'WEEK') AS period_start
      FROM visits_cells
      UNION ALL
      SELECT
        TRUNC(MIN(cell_start), 'WEEK') AS period_start
      FROM orders_rows
    ) AS all_periods
  ) AS bounds
),
visits_by_week_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS BIGINT) AS rows_all
  FROM (
    SELECT
      TRUNC(cell_start, 'WEEK') AS period_start,
      visits_cells.rows_all,
      visits_cells.cell_start
    FROM visits_cells
  ) AS placed
  GROUP BY 1
),
visits_conversion_26f838446848_by_week_starts AS (
  SELECT
    TRUNC(cell_start, 'WEEK') AS period_start,
    key_visitor AS cohort_key,
    row_moment AS event_moment,
    CASE WHEN CONVERT_TIMEZONE('UTC', 'America/New_York', CONVERT_TIMEZONE('America/New_York', 'UTC', CONVERT_TIMEZONE('UTC', 'America/New_York', row_moment) + INTERVAL 7 DAY + INTERVAL 1 DAY) - INTERVAL 1 DAY) = CONVERT_TIMEZONE('UTC', 'America/New_York', row_moment) + INTERVAL 7 DAY THEN CONVERT_TIMEZONE('America/New_York', 'UTC', CONVERT_TIMEZONE('UTC', 'America/New_York', row_moment) + INTERVAL 7 DAY + INTERVAL 1 DAY) - INTERVAL 1 DAY ELSE CONVERT_TIMEZONE('America/New_York', 'UTC', CONVERT_TIMEZONE('UTC', 'America/New_York', row_moment) + INTERVAL 7 DAY) END AS deadline
  FROM visits_rows
  WHERE count_rows IS NOT NULL
),
visits_conversion_26f838446848_by_week_events AS (
  SELECT
    arrives,
    cohort_key,
    event_moment,
    deadline,
    period_start,
    MIN(CASE WHEN arrives = 1 THEN event_moment END) OVER (PARTITION BY cohort_key ORDER BY event_moment NULLS LAST, arrives NULLS LAST ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS next_arrival
  FROM (
    SELECT
      0 AS arrives,
      cohort_key,
      event_moment,
      deadline,
      period_start
    FROM visits_conversion_26f838446848_by_week_starts
    UNION ALL
    SELECT
      1 AS arrives,
      key_visitor AS cohort_key,
      row_moment AS event_moment,
      CAST(NULL AS TIMESTAMP_NTZ) AS deadline,
      NULL AS period_start
    FROM orders_rows
    WHERE count_rows IS NOT NULL
      AND key_visitor IS NOT NULL
  ) AS all_events
),
visits_conversion_26f838446848_by_week AS (
  SELECT
    period_start,
    COUNT(followed) AS arrivals,
    COUNT(*) AS starts
  FROM (
    SELECT
      period_start,
      CASE WHEN cohort_key IS NOT NULL AND next_arrival < deadline THEN 1 END AS followed
    FROM visits_conversion_26f838446848_by_week_events
    WHERE arrives = 0
  ) AS followed_in_time
  GROUP BY 1
),
visits_conversion_3b7c65e904c5_by_week_starts AS (
  SELECT
    TRUNC(cell_start, 'WEEK') AS period_start,
    key_visitor AS cohort_key,
    row_moment AS event_moment,
    CASE WHEN CONVERT_TIMEZONE('UTC', 'America/New_York', CONVERT_TIMEZONE('America/New_York', 'UTC', CONVERT_TIMEZONE('UTC', 'America/New_York', row_moment) + INTERVAL 1 DAY + INTERVAL 1 DAY) - INTERVAL 1 DAY) = CONVERT_TIMEZONE('UTC', 'America/New_York', row_moment) + INTERVAL 1 DAY THEN CONVERT_TIMEZONE('America/New_York', 'UTC', CONVERT_TIMEZONE('UTC', 'America/New_York', row_moment) + INTERVAL 1 DAY + INTERVAL 1 DAY) - INTERVAL 1 DAY ELSE CONVERT_TIMEZONE('America/New_York', 'UTC', CONVERT_TIMEZONE('UTC', 'America/New_York', row_moment) + INTERVAL 1 DAY) END AS deadline
  FROM visits_rows
  WHERE count_rows IS NOT NULL
),
visits_conversion_3b7c65e904c5_by_week_events AS (
  SELECT
    arrives,
    cohort_key,
    event_moment,
    deadline,
    period_start,
    MIN(CASE WHEN arrives = 1 THEN event_moment END) OVER (PARTITION BY cohort_key ORDER BY event_moment NULLS LAST, arrives NULLS LAST ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS next_arrival
  FROM (
    SELECT
      0 AS arrives,
      cohort_key,
      event_moment,
      deadline,
      period_start
    FROM visits_conversion_3b7c65e904c5_by_week_starts
    UNION ALL
    SELECT
      1 AS arrives,
      key_visitor AS cohort_key,
      row_moment AS event_moment,
      CAST(NULL AS TIMESTAMP_NTZ) AS deadline,
      NULL AS period_start
    FROM orders_rows
    WHERE count_rows IS NOT NULL
      AND key_visitor IS NOT NULL
  ) AS all_events
),
visits_conversion_3b7c65e904c5_by_week AS (
  SELECT
    period_start,
    COUNT(followed) AS arrivals,
    COUNT(*) AS starts
  FROM (
    SELECT
      period_start,
      CASE WHEN cohort_key IS NOT NULL AND next_arrival < deadline THEN 1 END AS followed
    FROM visits_conversion_3b7c65e904c5_by_week_events
    WHERE arrives = 0
  ) AS followed_in_time
  GROUP BY 1
),
visits_conversion_f604a6457e99_by_week_starts AS (
  SELECT
    TRUNC(cell_start, 'WEEK') AS period_start,
    key_visitor AS cohort_key,
    row_moment AS event_moment,
    row_moment + INTERVAL 24 HOUR AS deadline
  FROM visits_rows
  WHERE count_rows IS NOT NULL
),
visits_conversion_f604a6457e99_by_week_events AS (
  SELECT
    arrives,
    cohort_key,
    event_moment,
    deadline,
    period_start,
    MIN(CASE WHEN arrives = 1 THEN event_moment END) OVER (PARTITION BY cohort_key ORDER BY event_moment NULLS LAST, arrives NULLS LAST ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS next_arrival
  FROM (
    SELECT
      0 AS arrives,
      cohort_key,
      event_moment,
      deadline,
      period_start
    FROM visits_conversion_f604a6457e99_by_week_starts
    UNION ALL
    SELECT
      1 AS arrives,
      key_visitor AS cohort_key,
      row_moment AS event_moment,
      CAST(NULL AS TIMESTAMP_NTZ) AS deadline,
      NULL AS period_start
    FROM orders_rows
    WHERE count_rows IS NOT NULL
      AND key_visitor IS NOT NULL
  ) AS all_events
),
visits_conversion_f604a6457e99_by_week AS (
  SELECT
    period_start,
    COUNT(followed) AS arrivals,
    COUNT(*) AS starts
  FROM (
    SELECT
      period_start,
      CASE WHEN cohort_key IS NOT NULL AND next_arrival < deadline THEN 1 END AS followed
    FROM visits_conversion_f604a6457e99_by_week_events
    WHERE arrives = 0
  ) AS followed_in_time
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGINT) AS arrivals,
    CAST(NULL AS BIGINT) AS starts,
    CAST(NULL AS BIGINT) AS arrivals_2,
    CAST(NULL AS BIGINT) AS starts_2,
    CAST(NULL AS BIGINT) AS arrivals_3,
    CAST(NULL AS BIGINT) AS starts_3
  FROM visits_by_week_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    arrivals,
    starts,
    CAST(NULL AS BIGINT) AS arrivals_2,
    CAST(NULL AS BIGINT) AS starts_2,
    CAST(NULL AS BIGINT) AS arrivals_3,
    CAST(NULL AS BIGINT) AS starts_3
  FROM visits_conversion_26f838446848_by_week
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGINT) AS arrivals,
    CAST(NULL AS BIGINT) AS starts,
    arrivals AS arrivals_2,
    starts AS starts_2,
    CAST(NULL AS BIGINT) AS arrivals_3,
    CAST(NULL AS BIGINT) AS starts_3
  FROM visits_conversion_3b7c65e904c5_by_week
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGINT) AS arrivals,
    CAST(NULL AS BIGINT) AS starts,
    CAST(NULL AS BIGINT) AS arrivals_2,
    CAST(NULL AS BIGINT) AS starts_2,
    arrivals AS arrivals_3,
    starts AS starts_3
  FROM visits_conversion_f604a6457e99_by_week
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS BIGINT) AS arrivals,
    CAST(NULL AS BIGINT) AS starts,
    CAST(NULL AS BIGINT) AS arrivals_2,
    CAST(NULL AS BIGINT) AS starts_2,
    CAST(NULL AS BIGINT) AS arrivals_3,
    CAST(NULL AS BIGINT) AS starts_3
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.arrivals,
    met.starts,
    met.arrivals_2,
    met.starts_2,
    met.arrivals_3,
    met.starts_3
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS BIGINT) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(arrivals) AS arrivals,
      MAX(starts) AS starts,
      MAX(arrivals_2) AS arrivals_2,
      MAX(starts_2) AS starts_2,
      MAX(arrivals_3) AS arrivals_3,
      MAX(starts_3) AS starts_3
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  CAST(COALESCE(arrivals, 0) AS DOUBLE) / NULLIF(CAST(COALESCE(starts, 0) AS DOUBLE), 0) AS in_a_week,
  CAST(COALESCE(arrivals_2, 0) AS DOUBLE) / NULLIF(CAST(COALESCE(starts_2, 0) AS DOUBLE), 0) AS in_a_day,
  CAST(COALESCE(arrivals_3, 0) AS DOUBLE) / NULLIF(CAST(COALESCE(starts_3, 0) AS DOUBLE), 0) AS in_24_hours
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query in_a_week --by source --until 2026-03-16 --as-of 2026-03-22
WITH visits_cells AS (
  SELECT
    CAST(CONVERT_TIMEZONE('UTC', 'America/New_York', CAST(visits.visited_at AS TIMESTAMP_NTZ)) AS DATE) AS cell_start,
    visits.source,
    COUNT(*) AS rows_all
  FROM visits
  WHERE visits.visited_at < '2026-03-23 04:00:00'
  GROUP BY 1, 2
),
visits_rows AS (
  SELECT
    CAST(CONVERT_TIMEZONE('UTC', 'America/New_York', CAST(visits.visited_at AS TIMESTAMP_NTZ)) AS DATE) AS cell_start,
    CAST(visits.visited_at AS TIMESTAMP_NTZ) AS row_moment,
    visits.source,
    visits.visitor AS key_visitor,
    1 AS rows_all,
    1 AS count_rows
  FROM visits
  WHERE visits.visited_at < '2026-03-23 04:00:00'
),
orders_rows AS (
  SELECT
    CAST(CONVERT_TIMEZONE('UTC', 'America/New_York', CAST(orders.ordered_at AS TIMESTAMP_NTZ)) AS DATE) AS cell_start,
    CAST(orders.ordered_at AS TIMESTAMP_NTZ) AS row_moment,
    orders.visitor AS key_visitor,
    1 AS rows_all,
    1 AS count_rows
  FROM orders
  WHERE orders.ordered_at < '2026-03-23 04:00:00'
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN first_row <= DATE '2026-03-09' THEN SEQUENCE(first_row, DATE '2026-03-09', INTERVAL 7 DAY) END) AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        TRUNC(MIN(cell_start), 'WEEK') AS period_start
      FROM visits_cells
      UNION ALL
      SELECT
        TRUNC(MIN(cell_start), 'WEEK') AS period_start
      FROM orders_rows
    ) AS all_periods
  ) AS bounds
),
visits_by_week_2 AS (
  SELECT
    period_start,
    source,
    CAST(SUM(rows_all) AS BIGINT) AS rows_all
  FROM (
    SELECT
      TRUNC(cell_start, 'WEEK') AS period_start,
      visits_cells.source,
      visits_cells.rows_all,
      visits_cells.cell_start
    FROM visits_cells
  ) AS placed
  GROUP BY 1, 2
),
visits_conversion_26f838446848_by_week_starts AS (
  SELECT
    TRUNC(cell_start, 'WEEK') AS period_start,
    source,
    key_visitor AS cohort_key,
    row_moment AS event_moment,
    CASE WHEN CONVERT_TIMEZONE('UTC', 'America/New_York', CONVERT_TIMEZONE('America/New_York', 'UTC', CONVERT_TIMEZONE('UTC', 'America/New_York', row_moment) + INTERVAL 7 DAY + INTERVAL 1 DAY) - INTERVAL 1 DAY) = CONVERT_TIMEZONE('UTC', 'America/New_York', row_moment) + INTERVAL 7 DAY THEN CONVERT_TIMEZONE('America/New_York', 'UTC', CONVERT_TIMEZONE('UTC', 'America/New_York', row_moment) + INTERVAL 7 DAY + INTERVAL 1 DAY) - INTERVAL 1 DAY ELSE CONVERT_TIMEZONE('America/New_York', 'UTC', CONVERT_TIMEZONE('UTC', 'America/New_York', row_moment) + INTERVAL 7 DAY) END AS deadline
  FROM visits_rows
  WHERE count_rows IS NOT NULL
),
visits_conversion_26f838446848_by_week_events AS (
  SELECT
    arrives,
    cohort_key,
    event_moment,
    deadline,
    period_start,
    source,
    MIN(CASE WHEN arrives = 1 THEN event_moment END) OVER (PARTITION BY cohort_key ORDER BY event_moment NULLS LAST, arrives NULLS LAST ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS next_arrival
  FROM (
    SELECT
      0 AS arrives,
      cohort_key,
      event_moment,
      deadline,
      period_start,
      source
    FROM visits_conversion_26f838446848_by_week_starts
    UNION ALL
    SELECT
      1 AS arrives,
      key_visitor AS cohort_key,
      row_moment AS event_moment,
      CAST(NULL AS TIMESTAMP_NTZ) AS deadline,
      NULL AS period_start,
      NULL AS source
    FROM orders_rows
    WHERE count_rows IS NOT NULL
      AND key_visitor IS NOT NULL
  ) AS all_events
),
visits_conversion_26f838446848_by_week AS (
  SELECT
    period_start,
    source,
    COUNT(followed) AS arrivals,
    COUNT(*) AS starts
  FROM (
    SELECT
      period_start,
      source,
      CASE WHEN cohort_key IS NOT NULL AND next_arrival < deadline THEN 1 END AS followed
    FROM visits_conversion_26f838446848_by_week_events
    WHERE arrives = 0
  ) AS followed_in_time
  GROUP BY 1, 2
),
segments AS (
  SELECT DISTINCT
    source
  FROM (
    SELECT
      source
    FROM visits_by_week_2
    INNER JOIN periods
      ON periods.period_start = visits_by_week_2.period_start
    WHERE rows_all > 0
  ) AS seen
),
parts AS (
  SELECT
    period_start,
    source,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGINT) AS arrivals,
    CAST(NULL AS BIGINT) AS starts
  FROM visits_by_week_2
  UNION ALL
  SELECT
    period_start,
    source,
    0 AS rows_seen,
    0 AS on_spine,
    arrivals,
    starts
  FROM visits_conversion_26f838446848_by_week
  UNION ALL
  SELECT
    period_start,
    segments.source,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS BIGINT) AS arrivals,
    CAST(NULL AS BIGINT) AS starts
  FROM periods
  CROSS JOIN segments
),
cells AS (
  SELECT
    met.period_start,
    met.source,
    met.rows_seen,
    met.arrivals,
    met.starts
  FROM (
    SELECT
      period_start,
      source,
      CAST(SUM(rows_seen) AS BIGINT) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(arrivals) AS arrivals,
      MAX(starts) AS starts
    FROM parts
    GROUP BY 1, 2
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  source,
  CAST(COALESCE(arrivals, 0) AS DOUBLE) / NULLIF(CAST(COALESCE(starts, 0) AS DOUBLE), 0) AS in_a_week
FROM cells
ORDER BY 1 NULLS LAST, 2 NULLS LAST;

-- northstar query in_a_week --where "source = 'ad'" --as-of 2026-03-22
WITH visits_cells AS (
  SELECT
    CAST(CONVERT_TIMEZONE('UTC', 'America/New_York', CAST(visits.visited_at AS TIMESTAMP_NTZ)) AS DATE) AS cell_start,
    COUNT(CASE WHEN visits.source = 'ad' THEN 1 END) AS rows_c4c5aa327803
  FROM visits
  WHERE visits.visited_at < '2026-03-23 04:00:00'
  GROUP BY 1
),
visits_rows AS (
  SELECT
    CAST(CONVERT_TIMEZONE('UTC', 'America/New_York', CAST(visits.visited_at AS TIMESTAMP_NTZ)) AS DATE) AS cell_start,
    CAST(visits.visited_at AS TIMESTAMP_NTZ) AS row_moment,
    visits.visitor AS key_visitor,
    CASE WHEN visits.source = 'ad' THEN 1 ELSE 0 END AS rows_c4c5aa327803,
    CASE WHEN visits.source = 'ad' THEN 1 END AS count_rows_f5fd7ea4d81b
  FROM visits
  WHERE visits.visited_at < '2026-03-23 04:00:00'
),
orders_rows AS (
  SELECT
    CAST(CONVERT_TIMEZONE('UTC', 'America/New_York', CAST(orders.ordered_at AS TIMESTAMP_NTZ)) AS DATE) AS cell_start,
    CAST(orders.ordered_at AS TIMESTAMP_NTZ) AS row_moment,
    orders.visitor AS key_visitor,
    1 AS rows_all,
    1 AS count_rows
  FROM orders
  WHERE orders.ordered_at < '2026-03-23 04:00:00'
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN first_row <= DATE '2026-03-16' THEN SEQUENCE(first_row, DATE '2026-03-16', INTERVAL 7 DAY) END) AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        TRUNC(MIN(cell_start), 'WEEK') AS period_start
      FROM visits_cells
      UNION ALL
      SELECT
        TRUNC(MIN(cell_start), 'WEEK') AS period_start
      FROM orders_rows
    ) AS all_periods
  ) AS bounds
),
visits_by_week_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_c4c5aa327803) AS BIGINT) AS rows_c4c5aa327803
  FROM (
    SELECT
      TRUNC(cell_start, 'WEEK') AS period_start,
      visits_cells.rows_c4c5aa327803,
      visits_cells.cell_start
    FROM visits_cells
  ) AS placed
  GROUP BY 1
),
visits_conversion_569e30e15a52_by_week_starts AS (
  SELECT
    TRUNC(cell_start, 'WEEK') AS period_start,
    key_visitor AS cohort_key,
    row_moment AS event_moment,
    CASE WHEN CONVERT_TIMEZONE('UTC', 'America/New_York', CONVERT_TIMEZONE('America/New_York', 'UTC', CONVERT_TIMEZONE('UTC', 'America/New_York', row_moment) + INTERVAL 7 DAY + INTERVAL 1 DAY) - INTERVAL 1 DAY) = CONVERT_TIMEZONE('UTC', 'America/New_York', row_moment) + INTERVAL 7 DAY THEN CONVERT_TIMEZONE('America/New_York', 'UTC', CONVERT_TIMEZONE('UTC', 'America/New_York', row_moment) + INTERVAL 7 DAY + INTERVAL 1 DAY) - INTERVAL 1 DAY ELSE CONVERT_TIMEZONE('America/New_York', 'UTC', CONVERT_TIMEZONE('UTC', 'America/New_York', row_moment) + INTERVAL 7 DAY) END AS deadline
  FROM visits_rows
  WHERE count_rows_f5fd7ea4d81b IS NOT NULL
),
visits_conversion_569e30e15a52_by_week_events AS (
  SELECT
    arrives,
    cohort_key,
    event_moment,
    deadline,
    period_start,
    MIN(CASE WHEN arrives = 1 THEN event_moment END) OVER (PARTITION BY cohort_key ORDER BY event_moment NULLS LAST, arrives NULLS LAST ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS next_arrival
  FROM (
    SELECT
      0 AS arrives,
      cohort_key,
      event_moment,
      deadline,
      period_start
    FROM visits_conversion_569e30e15a52_by_week_starts
    UNION ALL
    SELECT
      1 AS arrives,
      key_visitor AS cohort_key,
      row_moment AS event_moment,
      CAST(NULL AS TIMESTAMP_NTZ) AS deadline,
      NULL AS period_start
    FROM orders_rows
    WHERE count_rows IS NOT NULL
      AND key_visitor IS NOT NULL
  ) AS all_events
),
visits_conversion_569e30e15a52_by_week AS (
  SELECT
    period_start,
    COUNT(followed) AS arrivals,
    COUNT(*) AS starts
  FROM (
    SELECT
      period_start,
      CASE WHEN cohort_key IS NOT NULL AND next_arrival < deadline THEN 1 END AS followed
    FROM visits_conversion_569e30e15a52_by_week_events
    WHERE arrives = 0
  ) AS followed_in_time
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_c4c5aa327803, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGINT) AS arrivals,
    CAST(NULL AS BIGINT) AS starts
  FROM visits_by_week_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    arrivals,
    starts
  FROM visits_conversion_569e30e15a52_by_week
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS BIGINT) AS arrivals,
    CAST(NULL AS BIGINT) AS starts
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.arrivals,
    met.starts
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS BIGINT) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(arrivals) AS arrivals,
      MAX(starts) AS starts
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  CAST(COALESCE(arrivals, 0) AS DOUBLE) / NULLIF(CAST(COALESCE(starts, 0) AS DOUBLE), 0) AS in_a_week
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query in_a_week --as-of 2026-03-15
WITH visits_cells AS (
  SELECT
    CAST(CONVERT_TIMEZONE('UTC', 'America/New_York', CAST(visits.visited_at AS TIMESTAMP_NTZ)) AS DATE) AS cell_start,
    COUNT(*) AS rows_all
  FROM visits
  WHERE visits.visited_at < '2026-03-16 04:00:00'
  GROUP BY 1
),
visits_rows AS (
  SELECT
    CAST(CONVERT_TIMEZONE('UTC', 'America/New_York', CAST(visits.visited_at AS TIMESTAMP_NTZ)) AS DATE) AS cell_start,
    CAST(visits.visited_at AS TIMESTAMP_NTZ) AS row_moment,
    visits.visitor AS key_visitor,
    1 AS rows_all,
    1 AS count_rows
  FROM visits
  WHERE visits.visited_at < '2026-03-16 04:00:00'
),
orders_rows AS (
  SELECT
    CAST(CONVERT_TIMEZONE('UTC', 'America/New_York', CAST(orders.ordered_at AS TIMESTAMP_NTZ)) AS DATE) AS cell_start,
    CAST(orders.ordered_at AS TIMESTAMP_NTZ) AS row_moment,
    orders.visitor AS key_visitor,
    1 AS rows_all,
    1 AS count_rows
  FROM orders
  WHERE orders.ordered_at < '2026-03-16 04:00:00'
),
periods AS (
  SELECT
    EXPLODE(CASE WHEN first_row <= DATE '2026-03-09' THEN SEQUENCE(first_row, DATE '2026-03-09', INTERVAL 7 DAY) END) AS period_start
  FROM (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        TRUNC(MIN(cell_start), 'WEEK') AS period_start
      FROM visits_cells
      UNION ALL
      SELECT
        TRUNC(MIN(cell_start), 'WEEK') AS period_start
      FROM orders_rows
    ) AS all_periods
  ) AS bounds
),
visits_by_week_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS BIGINT) AS rows_all
  FROM (
    SELECT
      TRUNC(cell_start, 'WEEK') AS period_start,
      visits_cells.rows_all,
      visits_cells.cell_start
    FROM visits_cells
  ) AS placed
  GROUP BY 1
),
visits_conversion_26f838446848_by_week_starts AS (
  SELECT
    TRUNC(cell_start, 'WEEK') AS period_start,
    key_visitor AS cohort_key,
    row_moment AS event_moment,
    CASE WHEN CONVERT_TIMEZONE('UTC', 'America/New_York', CONVERT_TIMEZONE('America/New_York', 'UTC', CONVERT_TIMEZONE('UTC', 'America/New_York', row_moment) + INTERVAL 7 DAY + INTERVAL 1 DAY) - INTERVAL 1 DAY) = CONVERT_TIMEZONE('UTC', 'America/New_York', row_moment) + INTERVAL 7 DAY THEN CONVERT_TIMEZONE('America/New_York', 'UTC', CONVERT_TIMEZONE('UTC', 'America/New_York', row_moment) + INTERVAL 7 DAY + INTERVAL 1 DAY) - INTERVAL 1 DAY ELSE CONVERT_TIMEZONE('America/New_York', 'UTC', CONVERT_TIMEZONE('UTC', 'America/New_York', row_moment) + INTERVAL 7 DAY) END AS deadline
  FROM visits_rows
  WHERE count_rows IS NOT NULL
),
visits_conversion_26f838446848_by_week_events AS (
  SELECT
    arrives,
    cohort_key,
    event_moment,
    deadline,
    period_start,
    MIN(CASE WHEN arrives = 1 THEN event_moment END) OVER (PARTITION BY cohort_key ORDER BY event_moment NULLS LAST, arrives NULLS LAST ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS next_arrival
  FROM (
    SELECT
      0 AS arrives,
      cohort_key,
      event_moment,
      deadline,
      period_start
    FROM visits_conversion_26f838446848_by_week_starts
    UNION ALL
    SELECT
      1 AS arrives,
      key_visitor AS cohort_key,
      row_moment AS event_moment,
      CAST(NULL AS TIMESTAMP_NTZ) AS deadline,
      NULL AS period_start
    FROM orders_rows
    WHERE count_rows IS NOT NULL
      AND key_visitor IS NOT NULL
  ) AS all_events
),
visits_conversion_26f838446848_by_week AS (
  SELECT
    period_start,
    COUNT(followed) AS arrivals,
    COUNT(*) AS starts
  FROM (
    SELECT
      period_start,
      CASE WHEN cohort_key IS NOT NULL AND next_arrival < deadline THEN 1 END AS followed
    FROM visits_conversion_26f838446848_by_week_events
    WHERE arrives = 0
  ) AS followed_in_time
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGINT) AS arrivals,
    CAST(NULL AS BIGINT) AS starts
  FROM visits_by_week_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    arrivals,
    starts
  FROM visits_conversion_26f838446848_by_week
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS BIGINT) AS arrivals,
    CAST(NULL AS BIGINT) AS starts
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.arrivals,
    met.starts
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS BIGINT) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(arrivals) AS arrivals,
      MAX(starts) AS starts
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  CAST(COALESCE(arrivals, 0) AS DOUBLE) / NULLIF(CAST(COALESCE(starts, 0) AS DOUBLE), 0) AS in_a_week
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query in_a_week,visits_made --grain none --since 2026-03-03 --until 2026-03-05 --as-of 2026-03-22
WITH visits_cells AS (
  SELECT
    CAST(CONVERT_TIMEZONE('UTC', 'America/New_York', CAST(visits.visited_at AS TIMESTAMP_NTZ)) AS DATE) AS cell_start,
    COUNT(*) AS rows_all
  FROM visits
  WHERE visits.visited_at < '2026-03-23 04:00:00'
  GROUP BY 1
),
visits_rows AS (
  SELECT
    CAST(CONVERT_TIMEZONE('UTC', 'America/New_York', CAST(visits.visited_at AS TIMESTAMP_NTZ)) AS DATE) AS cell_start,
    CAST(visits.visited_at AS TIMESTAMP_NTZ) AS row_moment,
    visits.visitor AS key_visitor,
    1 AS rows_all,
    1 AS count_rows
  FROM visits
  WHERE visits.visited_at < '2026-03-23 04:00:00'
),
orders_rows AS (
  SELECT
    CAST(CONVERT_TIMEZONE('UTC', 'America/New_York', CAST(orders.ordered_at AS TIMESTAMP_NTZ)) AS DATE) AS cell_start,
    CAST(orders.ordered_at AS TIMESTAMP_NTZ) AS row_moment,
    orders.visitor AS key_visitor,
    1 AS rows_all,
    1 AS count_rows
  FROM orders
  WHERE orders.ordered_at < '2026-03-23 04:00:00'
),
visits_in_all_2 AS (
  SELECT
    CAST(SUM(rows_all) AS BIGINT) AS rows_all,
    CAST(SUM(rows_all) AS BIGINT) AS count_rows
  FROM (
    SELECT
      visits_cells.rows_all,
      visits_cells.cell_start
    FROM visits_cells
    WHERE cell_start >= DATE '2026-03-03'
      AND cell_start < DATE '2026-03-05'
  ) AS placed
),
visits_conversion_26f838446848_in_all_starts AS (
  SELECT
    key_visitor AS cohort_key,
    row_moment AS event_moment,
    CASE WHEN CONVERT_TIMEZONE('UTC', 'America/New_York', CONVERT_TIMEZONE('America/New_York', 'UTC', CONVERT_TIMEZONE('UTC', 'America/New_York', row_moment) + INTERVAL 7 DAY + INTERVAL 1 DAY) - INTERVAL 1 DAY) = CONVERT_TIMEZONE('UTC', 'America/New_York', row_moment) + INTERVAL 7 DAY THEN CONVERT_TIMEZONE('America/New_York', 'UTC', CONVERT_TIMEZONE('UTC', 'America/New_York', row_moment) + INTERVAL 7 DAY + INTERVAL 1 DAY) - INTERVAL 1 DAY ELSE CONVERT_TIMEZONE('America/New_York', 'UTC', CONVERT_TIMEZONE('UTC', 'America/New_York', row_moment) + INTERVAL 7 DAY) END AS deadline
  FROM visits_rows
  WHERE count_rows IS NOT NULL
    AND cell_start >= DATE '2026-03-03'
    AND cell_start < DATE '2026-03-05'
),
visits_conversion_26f838446848_in_all_events AS (
  SELECT
    arrives,
    cohort_key,
    event_moment,
    deadline,
    MIN(CASE WHEN arrives = 1 THEN event_moment END) OVER (PARTITION BY cohort_key ORDER BY event_moment NULLS LAST, arrives NULLS LAST ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS next_arrival
  FROM (
    SELECT
      0 AS arrives,
      cohort_key,
      event_moment,
      deadline
    FROM visits_conversion_26f838446848_in_all_starts
    UNION ALL
    SELECT
      1 AS arrives,
      key_visitor AS cohort_key,
      row_moment AS event_moment,
      CAST(NULL AS TIMESTAMP_NTZ) AS deadline
    FROM orders_rows
    WHERE count_rows IS NOT NULL
      AND key_visitor IS NOT NULL
  ) AS all_events
),
visits_conversion_26f838446848_in_all AS (
  SELECT
    COUNT(followed) AS arrivals,
    COUNT(*) AS starts
  FROM (
    SELECT
      CASE WHEN cohort_key IS NOT NULL AND next_arrival < deadline THEN 1 END AS followed
    FROM visits_conversion_26f838446848_in_all_events
    WHERE arrives = 0
  ) AS followed_in_time
),
parts AS (
  SELECT
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    count_rows,
    CAST(NULL AS BIGINT) AS arrivals,
    CAST(NULL AS BIGINT) AS starts
  FROM visits_in_all_2
  UNION ALL
  SELECT
    0 AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGINT) AS count_rows,
    arrivals,
    starts
  FROM visits_conversion_26f838446848_in_all
),
cells AS (
  SELECT
    CAST(SUM(rows_seen) AS BIGINT) AS rows_seen,
    MAX(on_spine) AS on_spine,
    MAX(count_rows) AS count_rows,
    MAX(arrivals) AS arrivals,
    MAX(starts) AS starts
  FROM parts
)
SELECT
  CAST(COALESCE(arrivals, 0) AS DOUBLE) / NULLIF(CAST(COALESCE(starts, 0) AS DOUBLE), 0) AS in_a_week,
  COALESCE(count_rows, 0) AS visits_made
FROM cells;

-- northstar query in_a_week --grain month --as-of 2026-03-31
WITH visits_cells AS (
  SELECT
    CAST(CONVERT_TIMEZONE('UTC', 'America/New_York', CAST(visits.visited_at AS TIMESTAMP_NTZ)) AS DATE) AS cell_start,
    COUNT(*) AS rows_all
  FROM visits
  WHERE visits.visited_at < '2026-04-01 04:00:00'
  GROUP BY 1
),
visits_rows AS (
  SELECT
    CAST(CONVERT_TIMEZONE('UTC', 'America/New_York', CAST(visits.visited_at AS TIMESTAMP_NTZ)) AS DATE) AS cell_start,
    CAST(visits.visited_at AS TIMESTAMP_NTZ) AS row_moment,
    visits.visitor AS key_visitor,
    1 AS rows_all,
    1 AS count_rows
  FROM visits
  WHERE visits.visited_at < '2026-04-01 04:00:00'
),
orders_rows AS (
  SELECT
    CAST(CONVERT_TIMEZONE('UTC', 'America/New_York', CAST(orders.ordered_at AS TIMESTAMP_NTZ)) AS DATE) AS cell_start,
    CAST(orders.ordered_at AS TIMESTAMP_NTZ) AS row_moment,
    orders.visitor AS key_visitor,
    1 AS rows_all,
    1 AS count_rows
  FROM orders
  WHERE orders.ordered_at < '2026-04-01 04:00:00'
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
      FROM visits_cells
      UNION ALL
      SELECT
        TRUNC(MIN(cell_start), 'MONTH') AS period_start
      FROM orders_rows
    ) AS all_periods
  ) AS bounds
),
visits_by_month_2 AS (
  SELECT
    period_start,
    CAST(SUM(rows_all) AS BIGINT) AS rows_all
  FROM (
    SELECT
      TRUNC(cell_start, 'MONTH') AS period_start,
      visits_cells.rows_all,
      visits_cells.cell_start
    FROM visits_cells
  ) AS placed
  GROUP BY 1
),
visits_conversion_26f838446848_by_month_starts AS (
  SELECT
    TRUNC(cell_start, 'MONTH') AS period_start,
    key_visitor AS cohort_key,
    row_moment AS event_moment,
    CASE WHEN CONVERT_TIMEZONE('UTC', 'America/New_York', CONVERT_TIMEZONE('America/New_York', 'UTC', CONVERT_TIMEZONE('UTC', 'America/New_York', row_moment) + INTERVAL 7 DAY + INTERVAL 1 DAY) - INTERVAL 1 DAY) = CONVERT_TIMEZONE('UTC', 'America/New_York', row_moment) + INTERVAL 7 DAY THEN CONVERT_TIMEZONE('America/New_York', 'UTC', CONVERT_TIMEZONE('UTC', 'America/New_York', row_moment) + INTERVAL 7 DAY + INTERVAL 1 DAY) - INTERVAL 1 DAY ELSE CONVERT_TIMEZONE('America/New_York', 'UTC', CONVERT_TIMEZONE('UTC', 'America/New_York', row_moment) + INTERVAL 7 DAY) END AS deadline
  FROM visits_rows
  WHERE count_rows IS NOT NULL
),
visits_conversion_26f838446848_by_month_events AS (
  SELECT
    arrives,
    cohort_key,
    event_moment,
    deadline,
    period_start,
    MIN(CASE WHEN arrives = 1 THEN event_moment END) OVER (PARTITION BY cohort_key ORDER BY event_moment NULLS LAST, arrives NULLS LAST ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS next_arrival
  FROM (
    SELECT
      0 AS arrives,
      cohort_key,
      event_moment,
      deadline,
      period_start
    FROM visits_conversion_26f838446848_by_month_starts
    UNION ALL
    SELECT
      1 AS arrives,
      key_visitor AS cohort_key,
      row_moment AS event_moment,
      CAST(NULL AS TIMESTAMP_NTZ) AS deadline,
      NULL AS period_start
    FROM orders_rows
    WHERE count_rows IS NOT NULL
      AND key_visitor IS NOT NULL
  ) AS all_events
),
visits_conversion_26f838446848_by_month AS (
  SELECT
    period_start,
    COUNT(followed) AS arrivals,
    COUNT(*) AS starts
  FROM (
    SELECT
      period_start,
      CASE WHEN cohort_key IS NOT NULL AND next_arrival < deadline THEN 1 END AS followed
    FROM visits_conversion_26f838446848_by_month_events
    WHERE arrives = 0
  ) AS followed_in_time
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS BIGINT) AS arrivals,
    CAST(NULL AS BIGINT) AS starts
  FROM visits_by_month_2
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    0 AS on_spine,
    arrivals,
    starts
  FROM visits_conversion_26f838446848_by_month
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS BIGINT) AS arrivals,
    CAST(NULL AS BIGINT) AS starts
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.arrivals,
    met.starts
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS BIGINT) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(arrivals) AS arrivals,
      MAX(starts) AS starts
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  CAST(COALESCE(arrivals, 0) AS DOUBLE) / NULLIF(CAST(COALESCE(starts, 0) AS DOUBLE), 0) AS in_a_week
FROM cells
ORDER BY 1 NULLS LAST;