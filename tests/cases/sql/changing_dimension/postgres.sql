-- northstar query events_made --by tier --where "portal <> 'p5'" --grain none --as-of 2026-01-31
WITH events_in_all AS (
  SELECT
    plan.tier,
    COUNT(*) AS rows_facb61f52011,
    COUNT(*) AS count_rows_83dc8cf6ca88
  FROM events
  LEFT JOIN (
    SELECT
      portal,
      tier,
      valid_from,
      valid_to,
      LEAD(plan.valid_from) OVER (PARTITION BY plan.portal ORDER BY plan.valid_from NULLS LAST) AS northstar_next_start
    FROM (
      SELECT DISTINCT ON (plan.portal, plan.valid_from)
        plan.portal,
        plan.tier,
        plan.valid_from,
        plan.valid_to
      FROM plans AS plan
      WHERE plan.valid_from IS NOT NULL
        AND (plan.valid_to IS NULL OR plan.valid_from < plan.valid_to)
      ORDER BY plan.portal NULLS LAST, plan.valid_from NULLS LAST, plan.portal NULLS LAST, plan.tier NULLS LAST, plan.valid_from NULLS LAST, plan.valid_to NULLS LAST
    ) AS plan
  ) AS plan
    ON events.portal = plan.portal
      AND events."at" >= plan.valid_from
      AND (plan.valid_to IS NULL OR events."at" < plan.valid_to)
      AND (plan.northstar_next_start IS NULL OR events."at" < plan.northstar_next_start)
  WHERE events."at" < TIMESTAMP '2026-02-01 00:00:00'
    AND events.portal <> 'p5'
  GROUP BY 1
),
parts AS (
  SELECT
    tier,
    count_rows_83dc8cf6ca88
  FROM events_in_all
  WHERE rows_facb61f52011 > 0
),
cells AS (
  SELECT
    tier,
    MAX(count_rows_83dc8cf6ca88) AS count_rows_83dc8cf6ca88
  FROM parts
  GROUP BY 1
)
SELECT
  tier,
  COALESCE(count_rows_83dc8cf6ca88, 0) AS events_made
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query events_made,amount --by plan.region.name --where "portal <> 'p5'" --grain none --as-of 2026-01-31
WITH events_in_all AS (
  SELECT
    plan_region.name,
    COUNT(*) AS rows_facb61f52011,
    COUNT(*) AS count_rows_83dc8cf6ca88,
    SUM(events.amount) AS sum_amount_884143e3e514
  FROM events
  LEFT JOIN (
    SELECT
      portal,
      region_id,
      valid_from,
      valid_to,
      LEAD(plan.valid_from) OVER (PARTITION BY plan.portal ORDER BY plan.valid_from NULLS LAST) AS northstar_next_start
    FROM (
      SELECT DISTINCT ON (plan.portal, plan.valid_from)
        plan.portal,
        plan.region_id,
        plan.valid_from,
        plan.valid_to
      FROM plans AS plan
      WHERE plan.valid_from IS NOT NULL
        AND (plan.valid_to IS NULL OR plan.valid_from < plan.valid_to)
      ORDER BY plan.portal NULLS LAST, plan.valid_from NULLS LAST, plan.portal NULLS LAST, plan.region_id NULLS LAST, plan.valid_from NULLS LAST, plan.valid_to NULLS LAST
    ) AS plan
  ) AS plan
    ON events.portal = plan.portal
      AND events."at" >= plan.valid_from
      AND (plan.valid_to IS NULL OR events."at" < plan.valid_to)
      AND (plan.northstar_next_start IS NULL OR events."at" < plan.northstar_next_start)
  LEFT JOIN (
    SELECT
      name,
      region_id
    FROM (
      SELECT DISTINCT ON (plan_region.region_id)
        plan_region.name,
        plan_region.region_id
      FROM regions AS plan_region
      ORDER BY plan_region.region_id NULLS LAST, plan_region.name NULLS LAST, plan_region.region_id NULLS LAST
    ) AS plan_region
  ) AS plan_region
    ON plan.region_id = plan_region.region_id
  WHERE events."at" < TIMESTAMP '2026-02-01 00:00:00'
    AND events.portal <> 'p5'
  GROUP BY 1
),
parts AS (
  SELECT
    name,
    count_rows_83dc8cf6ca88,
    sum_amount_884143e3e514
  FROM events_in_all
  WHERE rows_facb61f52011 > 0
),
cells AS (
  SELECT
    name,
    MAX(count_rows_83dc8cf6ca88) AS count_rows_83dc8cf6ca88,
    MAX(sum_amount_884143e3e514) AS sum_amount_884143e3e514
  FROM parts
  GROUP BY 1
)
SELECT
  name,
  COALESCE(count_rows_83dc8cf6ca88, 0) AS events_made,
  COALESCE(sum_amount_884143e3e514, 0) AS amount
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query of_a_plan,amount,seat_amount --grain none --as-of 2026-01-31
WITH events_in_all AS (
  SELECT
    COUNT(CASE WHEN NOT plan.tier IS NULL THEN 1 END) AS rows_508f7b90b240,
    COUNT(*) AS rows_all,
    COUNT(CASE WHEN events.portal <> 'p5' THEN 1 END) AS rows_facb61f52011,
    COUNT(CASE WHEN NOT plan.tier IS NULL THEN 1 END) AS count_rows_8a7a8c98a752,
    SUM(events.amount) AS sum_amount,
    SUM(CASE WHEN events.portal <> 'p5' THEN events.amount * plan.seats END) AS sum_amount_seats_dc08502369b9
  FROM events
  LEFT JOIN (
    SELECT
      portal,
      seats,
      tier,
      valid_from,
      valid_to,
      LEAD(plan.valid_from) OVER (PARTITION BY plan.portal ORDER BY plan.valid_from NULLS LAST) AS northstar_next_start
    FROM (
      SELECT DISTINCT ON (plan.portal, plan.valid_from)
        plan.portal,
        plan.seats,
        plan.tier,
        plan.valid_from,
        plan.valid_to
      FROM plans AS plan
      WHERE plan.valid_from IS NOT NULL
        AND (plan.valid_to IS NULL OR plan.valid_from < plan.valid_to)
      ORDER BY plan.portal NULLS LAST, plan.valid_from NULLS LAST, plan.portal NULLS LAST, plan.seats NULLS LAST, plan.tier NULLS LAST, plan.valid_from NULLS LAST, plan.valid_to NULLS LAST
    ) AS plan
  ) AS plan
    ON events.portal = plan.portal
      AND events."at" >= plan.valid_from
      AND (plan.valid_to IS NULL OR events."at" < plan.valid_to)
      AND (plan.northstar_next_start IS NULL OR events."at" < plan.northstar_next_start)
  WHERE events."at" < TIMESTAMP '2026-02-01 00:00:00'
),
parts AS (
  SELECT
    count_rows_8a7a8c98a752,
    sum_amount,
    sum_amount_seats_dc08502369b9
  FROM events_in_all
),
cells AS (
  SELECT
    MAX(count_rows_8a7a8c98a752) AS count_rows_8a7a8c98a752,
    MAX(sum_amount) AS sum_amount,
    MAX(sum_amount_seats_dc08502369b9) AS sum_amount_seats_dc08502369b9
  FROM parts
)
SELECT
  COALESCE(count_rows_8a7a8c98a752, 0) AS of_a_plan,
  COALESCE(sum_amount, 0) AS amount,
  COALESCE(sum_amount_seats_dc08502369b9, 0) AS seat_amount
FROM cells;

-- northstar query events_made --by billing.tier --where "portal <> 'p5'" --grain none --as-of 2026-01-31
WITH events_in_all AS (
  SELECT
    billing.tier,
    COUNT(*) AS rows_facb61f52011,
    COUNT(*) AS count_rows_83dc8cf6ca88
  FROM events
  LEFT JOIN (
    SELECT
      portal,
      tier,
      valid_from,
      valid_to,
      LEAD(billing.valid_from) OVER (PARTITION BY billing.portal ORDER BY billing.valid_from NULLS LAST) AS northstar_next_start
    FROM (
      SELECT DISTINCT ON (billing.portal, billing.valid_from)
        billing.portal,
        billing.tier,
        billing.valid_from,
        billing.valid_to
      FROM plans AS billing
      WHERE billing.valid_from IS NOT NULL
        AND (billing.valid_to IS NULL OR billing.valid_from < billing.valid_to)
      ORDER BY billing.portal NULLS LAST, billing.valid_from NULLS LAST, billing.portal NULLS LAST, billing.tier NULLS LAST, billing.valid_from NULLS LAST, billing.valid_to NULLS LAST
    ) AS billing
  ) AS billing
    ON events.portal = billing.portal
      AND events.billed_at >= billing.valid_from
      AND (billing.valid_to IS NULL OR events.billed_at < billing.valid_to)
      AND (billing.northstar_next_start IS NULL OR events.billed_at < billing.northstar_next_start)
  WHERE events."at" < TIMESTAMP '2026-02-01 00:00:00'
    AND events.portal <> 'p5'
  GROUP BY 1
),
parts AS (
  SELECT
    tier,
    count_rows_83dc8cf6ca88
  FROM events_in_all
  WHERE rows_facb61f52011 > 0
),
cells AS (
  SELECT
    tier,
    MAX(count_rows_83dc8cf6ca88) AS count_rows_83dc8cf6ca88
  FROM parts
  GROUP BY 1
)
SELECT
  tier,
  COALESCE(count_rows_83dc8cf6ca88, 0) AS events_made
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query events_made --by tier --where "portal = 'p1' or portal = 'p2'" --as-of 2026-01-12
WITH events_by_week AS MATERIALIZED (
  SELECT
    CAST(DATE_TRUNC('week', CAST(events."at" AS TIMESTAMP)) AS DATE) AS period_start,
    plan.tier,
    COUNT(CASE WHEN events.portal = 'p1' OR events.portal = 'p2' THEN 1 END) AS rows_6d513b193339,
    COUNT(CASE WHEN events.portal = 'p1' OR events.portal = 'p2' THEN 1 END) AS count_rows_923e5b25cc84
  FROM events
  LEFT JOIN (
    SELECT
      portal,
      tier,
      valid_from,
      valid_to,
      LEAD(plan.valid_from) OVER (PARTITION BY plan.portal ORDER BY plan.valid_from NULLS LAST) AS northstar_next_start
    FROM (
      SELECT DISTINCT ON (plan.portal, plan.valid_from)
        plan.portal,
        plan.tier,
        plan.valid_from,
        plan.valid_to
      FROM plans AS plan
      WHERE plan.valid_from IS NOT NULL
        AND (plan.valid_to IS NULL OR plan.valid_from < plan.valid_to)
      ORDER BY plan.portal NULLS LAST, plan.valid_from NULLS LAST, plan.portal NULLS LAST, plan.tier NULLS LAST, plan.valid_from NULLS LAST, plan.valid_to NULLS LAST
    ) AS plan
  ) AS plan
    ON events.portal = plan.portal
      AND events."at" >= plan.valid_from
      AND (plan.valid_to IS NULL OR events."at" < plan.valid_to)
      AND (plan.northstar_next_start IS NULL OR events."at" < plan.northstar_next_start)
  WHERE events."at" < TIMESTAMP '2026-01-13 00:00:00'
  GROUP BY 1, 2
),
periods AS (
  SELECT
    CAST(GENERATE_SERIES(CAST(first_row AS TIMESTAMP), CAST(DATE '2026-01-12' AS TIMESTAMP), INTERVAL '1 week') AS DATE) AS period_start
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
segments AS (
  SELECT DISTINCT
    tier
  FROM (
    SELECT
      tier
    FROM events_by_week
    WHERE rows_6d513b193339 > 0
  ) AS seen
),
parts AS (
  SELECT
    period_start,
    tier,
    count_rows_923e5b25cc84
  FROM events_by_week
  WHERE rows_6d513b193339 > 0
  UNION ALL
  SELECT
    period_start,
    segments.tier,
    CAST(NULL AS BIGINT) AS count_rows_923e5b25cc84
  FROM periods
  CROSS JOIN segments
),
cells AS (
  SELECT
    period_start,
    tier,
    MAX(count_rows_923e5b25cc84) AS count_rows_923e5b25cc84
  FROM parts
  GROUP BY 1, 2
)
SELECT
  period_start,
  tier,
  COALESCE(count_rows_923e5b25cc84, 0) AS events_made
FROM cells
ORDER BY 1 NULLS LAST, 2 NULLS LAST;