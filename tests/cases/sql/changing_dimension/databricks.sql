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
      LEAD(CAST(plan.valid_from AS TIMESTAMP_NTZ)) OVER (PARTITION BY plan.portal ORDER BY CAST(plan.valid_from AS TIMESTAMP_NTZ) NULLS LAST) AS northstar_next_start
    FROM (
      SELECT
        plan.portal,
        plan.tier,
        plan.valid_from,
        plan.valid_to,
        ROW_NUMBER() OVER (PARTITION BY plan.portal, CAST(plan.valid_from AS TIMESTAMP_NTZ) ORDER BY plan.portal NULLS LAST, plan.tier NULLS LAST, plan.valid_from NULLS LAST, plan.valid_to NULLS LAST) AS northstar_row_of_key
      FROM plans AS plan
      WHERE CAST(plan.valid_from AS TIMESTAMP_NTZ) IS NOT NULL
        AND (CAST(plan.valid_to AS TIMESTAMP_NTZ) IS NULL OR CAST(plan.valid_from AS TIMESTAMP_NTZ) < CAST(plan.valid_to AS TIMESTAMP_NTZ))
    ) AS plan
    WHERE northstar_row_of_key = 1
  ) AS plan
    ON events.portal = plan.portal
      AND CAST(events.`at` AS TIMESTAMP_NTZ) >= CAST(plan.valid_from AS TIMESTAMP_NTZ)
      AND (CAST(plan.valid_to AS TIMESTAMP_NTZ) IS NULL OR CAST(events.`at` AS TIMESTAMP_NTZ) < CAST(plan.valid_to AS TIMESTAMP_NTZ))
      AND (plan.northstar_next_start IS NULL OR CAST(events.`at` AS TIMESTAMP_NTZ) < plan.northstar_next_start)
  WHERE events.`at` < '2026-02-01 00:00:00'
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
    SUM(CAST(events.amount AS DECIMAL(20, 0))) AS sum_amount_884143e3e514
  FROM events
  LEFT JOIN (
    SELECT
      portal,
      region_id,
      valid_from,
      valid_to,
      LEAD(CAST(plan.valid_from AS TIMESTAMP_NTZ)) OVER (PARTITION BY plan.portal ORDER BY CAST(plan.valid_from AS TIMESTAMP_NTZ) NULLS LAST) AS northstar_next_start
    FROM (
      SELECT
        plan.portal,
        plan.region_id,
        plan.valid_from,
        plan.valid_to,
        ROW_NUMBER() OVER (PARTITION BY plan.portal, CAST(plan.valid_from AS TIMESTAMP_NTZ) ORDER BY plan.portal NULLS LAST, plan.region_id NULLS LAST, plan.valid_from NULLS LAST, plan.valid_to NULLS LAST) AS northstar_row_of_key
      FROM plans AS plan
      WHERE CAST(plan.valid_from AS TIMESTAMP_NTZ) IS NOT NULL
        AND (CAST(plan.valid_to AS TIMESTAMP_NTZ) IS NULL OR CAST(plan.valid_from AS TIMESTAMP_NTZ) < CAST(plan.valid_to AS TIMESTAMP_NTZ))
    ) AS plan
    WHERE northstar_row_of_key = 1
  ) AS plan
    ON events.portal = plan.portal
      AND CAST(events.`at` AS TIMESTAMP_NTZ) >= CAST(plan.valid_from AS TIMESTAMP_NTZ)
      AND (CAST(plan.valid_to AS TIMESTAMP_NTZ) IS NULL OR CAST(events.`at` AS TIMESTAMP_NTZ) < CAST(plan.valid_to AS TIMESTAMP_NTZ))
      AND (plan.northstar_next_start IS NULL OR CAST(events.`at` AS TIMESTAMP_NTZ) < plan.northstar_next_start)
  LEFT JOIN (
    SELECT
      name,
      region_id
    FROM (
      SELECT
        plan_region.name,
        plan_region.region_id,
        ROW_NUMBER() OVER (PARTITION BY plan_region.region_id ORDER BY plan_region.name NULLS LAST, plan_region.region_id NULLS LAST) AS northstar_row_of_key
      FROM regions AS plan_region
    ) AS plan_region
    WHERE northstar_row_of_key = 1
  ) AS plan_region
    ON plan.region_id = plan_region.region_id
  WHERE events.`at` < '2026-02-01 00:00:00'
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
    SUM(CAST(events.amount AS DECIMAL(20, 0))) AS sum_amount,
    SUM(CAST(CASE WHEN events.portal <> 'p5' THEN events.amount * plan.seats END AS DECIMAL(20, 0))) AS sum_amount_seats_dc08502369b9
  FROM events
  LEFT JOIN (
    SELECT
      portal,
      seats,
      tier,
      valid_from,
      valid_to,
      LEAD(CAST(plan.valid_from AS TIMESTAMP_NTZ)) OVER (PARTITION BY plan.portal ORDER BY CAST(plan.valid_from AS TIMESTAMP_NTZ) NULLS LAST) AS northstar_next_start
    FROM (
      SELECT
        plan.portal,
        plan.seats,
        plan.tier,
        plan.valid_from,
        plan.valid_to,
        ROW_NUMBER() OVER (PARTITION BY plan.portal, CAST(plan.valid_from AS TIMESTAMP_NTZ) ORDER BY plan.portal NULLS LAST, plan.seats NULLS LAST, plan.tier NULLS LAST, plan.valid_from NULLS LAST, plan.valid_to NULLS LAST) AS northstar_row_of_key
      FROM plans AS plan
      WHERE CAST(plan.valid_from AS TIMESTAMP_NTZ) IS NOT NULL
        AND (CAST(plan.valid_to AS TIMESTAMP_NTZ) IS NULL OR CAST(plan.valid_from AS TIMESTAMP_NTZ) < CAST(plan.valid_to AS TIMESTAMP_NTZ))
    ) AS plan
    WHERE northstar_row_of_key = 1
  ) AS plan
    ON events.portal = plan.portal
      AND CAST(events.`at` AS TIMESTAMP_NTZ) >= CAST(plan.valid_from AS TIMESTAMP_NTZ)
      AND (CAST(plan.valid_to AS TIMESTAMP_NTZ) IS NULL OR CAST(events.`at` AS TIMESTAMP_NTZ) < CAST(plan.valid_to AS TIMESTAMP_NTZ))
      AND (plan.northstar_next_start IS NULL OR CAST(events.`at` AS TIMESTAMP_NTZ) < plan.northstar_next_start)
  WHERE events.`at` < '2026-02-01 00:00:00'
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
      LEAD(CAST(billing.valid_from AS TIMESTAMP_NTZ)) OVER (PARTITION BY billing.portal ORDER BY CAST(billing.valid_from AS TIMESTAMP_NTZ) NULLS LAST) AS northstar_next_start
    FROM (
      SELECT
        billing.portal,
        billing.tier,
        billing.valid_from,
        billing.valid_to,
        ROW_NUMBER() OVER (PARTITION BY billing.portal, CAST(billing.valid_from AS TIMESTAMP_NTZ) ORDER BY billing.portal NULLS LAST, billing.tier NULLS LAST, billing.valid_from NULLS LAST, billing.valid_to NULLS LAST) AS northstar_row_of_key
      FROM plans AS billing
      WHERE CAST(billing.valid_from AS TIMESTAMP_NTZ) IS NOT NULL
        AND (CAST(billing.valid_to AS TIMESTAMP_NTZ) IS NULL OR CAST(billing.valid_from AS TIMESTAMP_NTZ) < CAST(billing.valid_to AS TIMESTAMP_NTZ))
    ) AS billing
    WHERE northstar_row_of_key = 1
  ) AS billing
    ON events.portal = billing.portal
      AND CAST(events.billed_at AS TIMESTAMP_NTZ) >= CAST(billing.valid_from AS TIMESTAMP_NTZ)
      AND (CAST(billing.valid_to AS TIMESTAMP_NTZ) IS NULL OR CAST(events.billed_at AS TIMESTAMP_NTZ) < CAST(billing.valid_to AS TIMESTAMP_NTZ))
      AND (billing.northstar_next_start IS NULL OR CAST(events.billed_at AS TIMESTAMP_NTZ) < billing.northstar_next_start)
  WHERE events.`at` < '2026-02-01 00:00:00'
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
WITH events_by_week AS (
  SELECT
    TRUNC(CAST(events.`at` AS TIMESTAMP_NTZ), 'WEEK') AS period_start,
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
      LEAD(CAST(plan.valid_from AS TIMESTAMP_NTZ)) OVER (PARTITION BY plan.portal ORDER BY CAST(plan.valid_from AS TIMESTAMP_NTZ) NULLS LAST) AS northstar_next_start
    FROM (
      SELECT
        plan.portal,
        plan.tier,
        plan.valid_from,
        plan.valid_to,
        ROW_NUMBER() OVER (PARTITION BY plan.portal, CAST(plan.valid_from AS TIMESTAMP_NTZ) ORDER BY plan.portal NULLS LAST, plan.tier NULLS LAST, plan.valid_from NULLS LAST, plan.valid_to NULLS LAST) AS northstar_row_of_key
      FROM plans AS plan
      WHERE CAST(plan.valid_from AS TIMESTAMP_NTZ) IS NOT NULL
        AND (CAST(plan.valid_to AS TIMESTAMP_NTZ) IS NULL OR CAST(plan.valid_from AS TIMESTAMP_NTZ) < CAST(plan.valid_to AS TIMESTAMP_NTZ))
    ) AS plan
    WHERE northstar_row_of_key = 1
  ) AS plan
    ON events.portal = plan.portal
      AND CAST(events.`at` AS TIMESTAMP_NTZ) >= CAST(plan.valid_from AS TIMESTAMP_NTZ)
      AND (CAST(plan.valid_to AS TIMESTAMP_NTZ) IS NULL OR CAST(events.`at` AS TIMESTAMP_NTZ) < CAST(plan.valid_to AS TIMESTAMP_NTZ))
      AND (plan.northstar_next_start IS NULL OR CAST(events.`at` AS TIMESTAMP_NTZ) < plan.northstar_next_start)
  WHERE events.`at` < '2026-01-13 00:00:00'
  GROUP BY 1, 2
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