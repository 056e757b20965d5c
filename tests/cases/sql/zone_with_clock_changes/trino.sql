-- northstar query events_seen,late,mornings --since 2026-03-28 --until 2026-03-31 --as-of 2026-12-31
WITH events_by_day AS (
  SELECT
    CAST(CAST(WITH_TIMEZONE(CAST(events."at" AS TIMESTAMP(6)), 'UTC') AT TIME ZONE 'Europe/Paris' AS TIMESTAMP(6)) AS DATE) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(CASE WHEN CAST(events."at" AS TIMESTAMP(6)) >= ELEMENT_AT(TRANSFORM(ARRAY[CAST(DATE '2026-03-29' AS TIMESTAMP(6))], t -> CAST(CASE WHEN CAST(WITH_TIMEZONE(t + INTERVAL '1' DAY, 'Europe/Paris') - INTERVAL '1' DAY AS TIMESTAMP(6)) = t THEN WITH_TIMEZONE(t + INTERVAL '1' DAY, 'Europe/Paris') - INTERVAL '1' DAY ELSE WITH_TIMEZONE(t, 'Europe/Paris') END AT TIME ZONE 'UTC' AS TIMESTAMP(6))), 1) THEN 1 END) AS rows_0e2fa3668ae6,
    COUNT(*) AS count_rows,
    COUNT(CASE WHEN CAST(events."at" AS TIMESTAMP(6)) >= ELEMENT_AT(TRANSFORM(ARRAY[CAST(DATE '2026-03-29' AS TIMESTAMP(6))], t -> CAST(CASE WHEN CAST(WITH_TIMEZONE(t + INTERVAL '1' DAY, 'Europe/Paris') - INTERVAL '1' DAY AS TIMESTAMP(6)) = t THEN WITH_TIMEZONE(t + INTERVAL '1' DAY, 'Europe/Paris') - INTERVAL '1' DAY ELSE WITH_TIMEZONE(t, 'Europe/Paris') END AT TIME ZONE 'UTC' AS TIMESTAMP(6))), 1) THEN 1 END) AS count_rows_50861b2d7c8b,
    COUNT(CASE WHEN EXTRACT(HOUR FROM CAST(WITH_TIMEZONE(CAST(events."at" AS TIMESTAMP(6)), 'UTC') AT TIME ZONE 'Europe/Paris' AS TIMESTAMP(6))) < 12 THEN 1 END) AS count_rows_946e402d5305
  FROM events
  WHERE CAST(events."at" AS TIMESTAMP(6)) >= TIMESTAMP '2026-03-27 23:00:00'
    AND CAST(events."at" AS TIMESTAMP(6)) < TIMESTAMP '2026-03-30 22:00:00'
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(CAST(CAST(WITH_TIMEZONE(CAST(events."at" AS TIMESTAMP(6)), 'UTC') AT TIME ZONE 'Europe/Paris' AS TIMESTAMP(6)) AS DATE)) AS period_start
    FROM events
    WHERE (CAST(events."at" AS TIMESTAMP(6)) < DATE_ADD('day', -2, DATE '2026-12-31') OR CAST(CAST(WITH_TIMEZONE(CAST(events."at" AS TIMESTAMP(6)), 'UTC') AT TIME ZONE 'Europe/Paris' AS TIMESTAMP(6)) AS DATE) <= DATE '2026-12-31')
      AND CAST(events."at" AS TIMESTAMP(6)) < DATE_ADD('day', 3, DATE '2026-12-31')
  ) AS first_of_each
),
periods AS (
  SELECT
    DATE_ADD('day', thousand * 1000 + one, CASE WHEN first_row > DATE '2026-03-28' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-03-28' END) AS period_start
  FROM first_rows
  CROSS JOIN UNNEST(SEQUENCE(0, GREATEST(DATE_DIFF('day', CASE WHEN first_row > DATE '2026-03-28' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-03-28' END, DATE '2026-03-30'), 0) / 1000)) AS thousands (thousand)
  CROSS JOIN UNNEST(SEQUENCE(0, 999)) AS ones (one)
  WHERE DATE_ADD('day', thousand * 1000 + one, CASE WHEN first_row > DATE '2026-03-28' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-03-28' END) <= DATE '2026-03-30'
),
parts AS (
  SELECT
    period_start,
    count_rows,
    count_rows_50861b2d7c8b,
    count_rows_946e402d5305
  FROM events_by_day
  WHERE (rows_0e2fa3668ae6 > 0 OR rows_all > 0)
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS BIGINT) AS count_rows,
    CAST(NULL AS BIGINT) AS count_rows_50861b2d7c8b,
    CAST(NULL AS BIGINT) AS count_rows_946e402d5305
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows) AS count_rows,
    MAX(count_rows_50861b2d7c8b) AS count_rows_50861b2d7c8b,
    MAX(count_rows_946e402d5305) AS count_rows_946e402d5305
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows, 0) AS events_seen,
  COALESCE(count_rows_50861b2d7c8b, 0) AS late,
  COALESCE(count_rows_946e402d5305, 0) AS mornings
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query events_seen,mornings --since 2026-10-24 --until 2026-10-27 --as-of 2026-12-31
WITH events_by_day AS (
  SELECT
    CAST(CAST(WITH_TIMEZONE(CAST(events."at" AS TIMESTAMP(6)), 'UTC') AT TIME ZONE 'Europe/Paris' AS TIMESTAMP(6)) AS DATE) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows,
    COUNT(CASE WHEN EXTRACT(HOUR FROM CAST(WITH_TIMEZONE(CAST(events."at" AS TIMESTAMP(6)), 'UTC') AT TIME ZONE 'Europe/Paris' AS TIMESTAMP(6))) < 12 THEN 1 END) AS count_rows_946e402d5305
  FROM events
  WHERE CAST(events."at" AS TIMESTAMP(6)) >= TIMESTAMP '2026-10-23 22:00:00'
    AND CAST(events."at" AS TIMESTAMP(6)) < TIMESTAMP '2026-10-26 23:00:00'
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(CAST(CAST(WITH_TIMEZONE(CAST(events."at" AS TIMESTAMP(6)), 'UTC') AT TIME ZONE 'Europe/Paris' AS TIMESTAMP(6)) AS DATE)) AS period_start
    FROM events
    WHERE (CAST(events."at" AS TIMESTAMP(6)) < DATE_ADD('day', -2, DATE '2026-12-31') OR CAST(CAST(WITH_TIMEZONE(CAST(events."at" AS TIMESTAMP(6)), 'UTC') AT TIME ZONE 'Europe/Paris' AS TIMESTAMP(6)) AS DATE) <= DATE '2026-12-31')
      AND CAST(events."at" AS TIMESTAMP(6)) < DATE_ADD('day', 3, DATE '2026-12-31')
  ) AS first_of_each
),
periods AS (
  SELECT
    DATE_ADD('day', thousand * 1000 + one, CASE WHEN first_row > DATE '2026-10-24' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-10-24' END) AS period_start
  FROM first_rows
  CROSS JOIN UNNEST(SEQUENCE(0, GREATEST(DATE_DIFF('day', CASE WHEN first_row > DATE '2026-10-24' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-10-24' END, DATE '2026-10-26'), 0) / 1000)) AS thousands (thousand)
  CROSS JOIN UNNEST(SEQUENCE(0, 999)) AS ones (one)
  WHERE DATE_ADD('day', thousand * 1000 + one, CASE WHEN first_row > DATE '2026-10-24' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-10-24' END) <= DATE '2026-10-26'
),
parts AS (
  SELECT
    period_start,
    count_rows,
    count_rows_946e402d5305
  FROM events_by_day
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS BIGINT) AS count_rows,
    CAST(NULL AS BIGINT) AS count_rows_946e402d5305
  FROM periods
),
cells AS (
  SELECT
    period_start,
    MAX(count_rows) AS count_rows,
    MAX(count_rows_946e402d5305) AS count_rows_946e402d5305
  FROM parts
  GROUP BY 1
)
SELECT
  period_start,
  COALESCE(count_rows, 0) AS events_seen,
  COALESCE(count_rows_946e402d5305, 0) AS mornings
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query by_local --since 2026-03-28 --until 2026-03-31 --as-of 2026-12-31
WITH events_local_at_by_day AS (
  SELECT
    CAST(CAST(WITH_TIMEZONE(ELEMENT_AT(TRANSFORM(ARRAY[CAST(events.local_at AS TIMESTAMP(6))], t -> CAST(CASE WHEN CAST(WITH_TIMEZONE(t + INTERVAL '1' DAY, 'America/New_York') - INTERVAL '1' DAY AS TIMESTAMP(6)) = t THEN WITH_TIMEZONE(t + INTERVAL '1' DAY, 'America/New_York') - INTERVAL '1' DAY ELSE WITH_TIMEZONE(t, 'America/New_York') END AT TIME ZONE 'UTC' AS TIMESTAMP(6))), 1), 'UTC') AT TIME ZONE 'Europe/Paris' AS TIMESTAMP(6)) AS DATE) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE CAST(events.local_at AS TIMESTAMP(6)) >= TIMESTAMP '2026-03-27 19:00:00'
    AND CAST(events.local_at AS TIMESTAMP(6)) < TIMESTAMP '2026-03-30 18:00:00'
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(CAST(CAST(WITH_TIMEZONE(ELEMENT_AT(TRANSFORM(ARRAY[CAST(events.local_at AS TIMESTAMP(6))], t -> CAST(CASE WHEN CAST(WITH_TIMEZONE(t + INTERVAL '1' DAY, 'America/New_York') - INTERVAL '1' DAY AS TIMESTAMP(6)) = t THEN WITH_TIMEZONE(t + INTERVAL '1' DAY, 'America/New_York') - INTERVAL '1' DAY ELSE WITH_TIMEZONE(t, 'America/New_York') END AT TIME ZONE 'UTC' AS TIMESTAMP(6))), 1), 'UTC') AT TIME ZONE 'Europe/Paris' AS TIMESTAMP(6)) AS DATE)) AS period_start
    FROM events
    WHERE (CAST(events.local_at AS TIMESTAMP(6)) < DATE_ADD('day', -2, DATE '2026-12-31') OR CAST(CAST(WITH_TIMEZONE(ELEMENT_AT(TRANSFORM(ARRAY[CAST(events.local_at AS TIMESTAMP(6))], t -> CAST(CASE WHEN CAST(WITH_TIMEZONE(t + INTERVAL '1' DAY, 'America/New_York') - INTERVAL '1' DAY AS TIMESTAMP(6)) = t THEN WITH_TIMEZONE(t + INTERVAL '1' DAY, 'America/New_York') - INTERVAL '1' DAY ELSE WITH_TIMEZONE(t, 'America/New_York') END AT TIME ZONE 'UTC' AS TIMESTAMP(6))), 1), 'UTC') AT TIME ZONE 'Europe/Paris' AS TIMESTAMP(6)) AS DATE) <= DATE '2026-12-31')
      AND CAST(events.local_at AS TIMESTAMP(6)) < DATE_ADD('day', 3, DATE '2026-12-31')
  ) AS first_of_each
),
periods AS (
  SELECT
    DATE_ADD('day', thousand * 1000 + one, CASE WHEN first_row > DATE '2026-03-28' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-03-28' END) AS period_start
  FROM first_rows
  CROSS JOIN UNNEST(SEQUENCE(0, GREATEST(DATE_DIFF('day', CASE WHEN first_row > DATE '2026-03-28' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-03-28' END, DATE '2026-03-30'), 0) / 1000)) AS thousands (thousand)
  CROSS JOIN UNNEST(SEQUENCE(0, 999)) AS ones (one)
  WHERE DATE_ADD('day', thousand * 1000 + one, CASE WHEN first_row > DATE '2026-03-28' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-03-28' END) <= DATE '2026-03-30'
),
parts AS (
  SELECT
    period_start,
    count_rows
  FROM events_local_at_by_day
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS BIGINT) AS count_rows
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
  COALESCE(count_rows, 0) AS by_local
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query by_local --since 2026-10-25 --until 2026-10-27 --as-of 2026-12-31
WITH events_local_at_by_day AS (
  SELECT
    CAST(CAST(WITH_TIMEZONE(ELEMENT_AT(TRANSFORM(ARRAY[CAST(events.local_at AS TIMESTAMP(6))], t -> CAST(CASE WHEN CAST(WITH_TIMEZONE(t + INTERVAL '1' DAY, 'America/New_York') - INTERVAL '1' DAY AS TIMESTAMP(6)) = t THEN WITH_TIMEZONE(t + INTERVAL '1' DAY, 'America/New_York') - INTERVAL '1' DAY ELSE WITH_TIMEZONE(t, 'America/New_York') END AT TIME ZONE 'UTC' AS TIMESTAMP(6))), 1), 'UTC') AT TIME ZONE 'Europe/Paris' AS TIMESTAMP(6)) AS DATE) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE CAST(events.local_at AS TIMESTAMP(6)) >= TIMESTAMP '2026-10-24 18:00:00'
    AND CAST(events.local_at AS TIMESTAMP(6)) < TIMESTAMP '2026-10-26 19:00:00'
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(CAST(CAST(WITH_TIMEZONE(ELEMENT_AT(TRANSFORM(ARRAY[CAST(events.local_at AS TIMESTAMP(6))], t -> CAST(CASE WHEN CAST(WITH_TIMEZONE(t + INTERVAL '1' DAY, 'America/New_York') - INTERVAL '1' DAY AS TIMESTAMP(6)) = t THEN WITH_TIMEZONE(t + INTERVAL '1' DAY, 'America/New_York') - INTERVAL '1' DAY ELSE WITH_TIMEZONE(t, 'America/New_York') END AT TIME ZONE 'UTC' AS TIMESTAMP(6))), 1), 'UTC') AT TIME ZONE 'Europe/Paris' AS TIMESTAMP(6)) AS DATE)) AS period_start
    FROM events
    WHERE (CAST(events.local_at AS TIMESTAMP(6)) < DATE_ADD('day', -2, DATE '2026-12-31') OR CAST(CAST(WITH_TIMEZONE(ELEMENT_AT(TRANSFORM(ARRAY[CAST(events.local_at AS TIMESTAMP(6))], t -> CAST(CASE WHEN CAST(WITH_TIMEZONE(t + INTERVAL '1' DAY, 'America/New_York') - INTERVAL '1' DAY AS TIMESTAMP(6)) = t THEN WITH_TIMEZONE(t + INTERVAL '1' DAY, 'America/New_York') - INTERVAL '1' DAY ELSE WITH_TIMEZONE(t, 'America/New_York') END AT TIME ZONE 'UTC' AS TIMESTAMP(6))), 1), 'UTC') AT TIME ZONE 'Europe/Paris' AS TIMESTAMP(6)) AS DATE) <= DATE '2026-12-31')
      AND CAST(events.local_at AS TIMESTAMP(6)) < DATE_ADD('day', 3, DATE '2026-12-31')
  ) AS first_of_each
),
periods AS (
  SELECT
    DATE_ADD('day', thousand * 1000 + one, CASE WHEN first_row > DATE '2026-10-25' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-10-25' END) AS period_start
  FROM first_rows
  CROSS JOIN UNNEST(SEQUENCE(0, GREATEST(DATE_DIFF('day', CASE WHEN first_row > DATE '2026-10-25' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-10-25' END, DATE '2026-10-26'), 0) / 1000)) AS thousands (thousand)
  CROSS JOIN UNNEST(SEQUENCE(0, 999)) AS ones (one)
  WHERE DATE_ADD('day', thousand * 1000 + one, CASE WHEN first_row > DATE '2026-10-25' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-10-25' END) <= DATE '2026-10-26'
),
parts AS (
  SELECT
    period_start,
    count_rows
  FROM events_local_at_by_day
  WHERE rows_all > 0
  UNION ALL
  SELECT
    period_start,
    CAST(NULL AS BIGINT) AS count_rows
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
  COALESCE(count_rows, 0) AS by_local
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query events_seen --grain hour --since 2026-03-29 --until 2026-03-30 --as-of 2026-12-31 --sparse
WITH events_by_hour AS (
  SELECT
    DATE_TRUNC('hour', CAST(WITH_TIMEZONE(CAST(events."at" AS TIMESTAMP(6)), 'UTC') AT TIME ZONE 'Europe/Paris' AS TIMESTAMP(6))) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE CAST(events."at" AS TIMESTAMP(6)) >= TIMESTAMP '2026-03-28 23:00:00'
    AND CAST(events."at" AS TIMESTAMP(6)) < TIMESTAMP '2026-03-29 22:00:00'
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
  COALESCE(count_rows, 0) AS events_seen
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query events_seen --grain month --sparse --as-of 2026-10-25
WITH events_by_month AS (
  SELECT
    DATE_TRUNC('month', CAST(CAST(WITH_TIMEZONE(CAST(events."at" AS TIMESTAMP(6)), 'UTC') AT TIME ZONE 'Europe/Paris' AS TIMESTAMP(6)) AS DATE)) AS period_start,
    COUNT(*) AS rows_all,
    COUNT(*) AS count_rows
  FROM events
  WHERE CAST(events."at" AS TIMESTAMP(6)) < TIMESTAMP '2026-10-25 23:00:00'
  GROUP BY 1
),
parts AS (
  SELECT
    period_start,
    count_rows
  FROM events_by_month
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
  COALESCE(count_rows, 0) AS events_seen
FROM cells
ORDER BY 1 NULLS LAST;