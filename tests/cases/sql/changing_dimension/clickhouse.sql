-- northstar query events_made --by tier --where "portal <> 'p5'" --grain none --as-of 2026-01-31
WITH events_in_all AS (
  SELECT
    plan.tier AS tier,
    toInt64(COUNT(*)) AS rows_facb61f52011,
    toInt64(COUNT(*)) AS count_rows_83dc8cf6ca88
  FROM events
  LEFT JOIN (
    SELECT
      portal,
      tier,
      valid_from,
      valid_to,
      lead(toNullable(CAST(plan.valid_from AS Nullable(DateTime64(6, 'UTC'))))) OVER (PARTITION BY plan.portal ORDER BY CAST(plan.valid_from AS Nullable(DateTime64(6, 'UTC'))) NULLS LAST) AS northstar_next_start
    FROM (
      SELECT
        plan.portal,
        plan.tier,
        plan.valid_from,
        plan.valid_to,
        ROW_NUMBER() OVER (PARTITION BY plan.portal, CAST(plan.valid_from AS Nullable(DateTime64(6, 'UTC'))) ORDER BY plan.portal NULLS LAST, plan.tier NULLS LAST, plan.valid_from NULLS LAST, plan.valid_to NULLS LAST) AS northstar_row_of_key
      FROM plans AS plan
      WHERE CAST(plan.valid_from AS Nullable(DateTime64(6, 'UTC'))) IS NOT NULL
        AND (CAST(plan.valid_to AS Nullable(DateTime64(6, 'UTC'))) IS NULL OR CAST(plan.valid_from AS Nullable(DateTime64(6, 'UTC'))) < CAST(plan.valid_to AS Nullable(DateTime64(6, 'UTC'))))
    ) AS plan
    WHERE northstar_row_of_key = 1
  ) AS plan
    ON events.portal = plan.portal
      AND CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) >= CAST(plan.valid_from AS Nullable(DateTime64(6, 'UTC')))
      AND (CAST(plan.valid_to AS Nullable(DateTime64(6, 'UTC'))) IS NULL OR CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) < CAST(plan.valid_to AS Nullable(DateTime64(6, 'UTC'))))
      AND (plan.northstar_next_start IS NULL OR CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) < plan.northstar_next_start)
  WHERE events."at" < toDateTime64('2026-02-01 00:00:00', 6, 'UTC')
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
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query events_made,amount --by plan.region.name --where "portal <> 'p5'" --grain none --as-of 2026-01-31
WITH events_in_all AS (
  SELECT
    plan_region.name AS name,
    toInt64(COUNT(*)) AS rows_facb61f52011,
    toInt64(COUNT(*)) AS count_rows_83dc8cf6ca88,
    SUM(CAST(events.amount AS Nullable(Decimal(38, 0)))) AS sum_amount_884143e3e514
  FROM events
  LEFT JOIN (
    SELECT
      portal,
      region_id,
      valid_from,
      valid_to,
      lead(toNullable(CAST(plan.valid_from AS Nullable(DateTime64(6, 'UTC'))))) OVER (PARTITION BY plan.portal ORDER BY CAST(plan.valid_from AS Nullable(DateTime64(6, 'UTC'))) NULLS LAST) AS northstar_next_start
    FROM (
      SELECT
        plan.portal,
        plan.region_id,
        plan.valid_from,
        plan.valid_to,
        ROW_NUMBER() OVER (PARTITION BY plan.portal, CAST(plan.valid_from AS Nullable(DateTime64(6, 'UTC'))) ORDER BY plan.portal NULLS LAST, plan.region_id NULLS LAST, plan.valid_from NULLS LAST, plan.valid_to NULLS LAST) AS northstar_row_of_key
      FROM plans AS plan
      WHERE CAST(plan.valid_from AS Nullable(DateTime64(6, 'UTC'))) IS NOT NULL
        AND (CAST(plan.valid_to AS Nullable(DateTime64(6, 'UTC'))) IS NULL OR CAST(plan.valid_from AS Nullable(DateTime64(6, 'UTC'))) < CAST(plan.valid_to AS Nullable(DateTime64(6, 'UTC'))))
    ) AS plan
    WHERE northstar_row_of_key = 1
  ) AS plan
    ON events.portal = plan.portal
      AND CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) >= CAST(plan.valid_from AS Nullable(DateTime64(6, 'UTC')))
      AND (CAST(plan.valid_to AS Nullable(DateTime64(6, 'UTC'))) IS NULL OR CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) < CAST(plan.valid_to AS Nullable(DateTime64(6, 'UTC'))))
      AND (plan.northstar_next_start IS NULL OR CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) < plan.northstar_next_start)
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
  WHERE events."at" < toDateTime64('2026-02-01 00:00:00', 6, 'UTC')
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
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query of_a_plan,amount,seat_amount --grain none --as-of 2026-01-31
WITH events_in_all AS (
  SELECT
    toInt64(COUNT(CASE WHEN NOT plan.tier IS NULL THEN 1 END)) AS rows_508f7b90b240,
    toInt64(COUNT(*)) AS rows_all,
    toInt64(COUNT(CASE WHEN events.portal <> 'p5' THEN 1 END)) AS rows_facb61f52011,
    toInt64(COUNT(CASE WHEN NOT plan.tier IS NULL THEN 1 END)) AS count_rows_8a7a8c98a752,
    SUM(CAST(events.amount AS Nullable(Decimal(38, 0)))) AS sum_amount,
    SUM(CAST(CASE WHEN events.portal <> 'p5' THEN CAST(events.amount AS Nullable(Decimal(38, 0))) * plan.seats END AS Nullable(Decimal(38, 0)))) AS sum_amount_seats_dc08502369b9
  FROM events
  LEFT JOIN (
    SELECT
      portal,
      seats,
      tier,
      valid_from,
      valid_to,
      lead(toNullable(CAST(plan.valid_from AS Nullable(DateTime64(6, 'UTC'))))) OVER (PARTITION BY plan.portal ORDER BY CAST(plan.valid_from AS Nullable(DateTime64(6, 'UTC'))) NULLS LAST) AS northstar_next_start
    FROM (
      SELECT
        plan.portal,
        plan.seats,
        plan.tier,
        plan.valid_from,
        plan.valid_to,
        ROW_NUMBER() OVER (PARTITION BY plan.portal, CAST(plan.valid_from AS Nullable(DateTime64(6, 'UTC'))) ORDER BY plan.portal NULLS LAST, plan.seats NULLS LAST, plan.tier NULLS LAST, plan.valid_from NULLS LAST, plan.valid_to NULLS LAST) AS northstar_row_of_key
      FROM plans AS plan
      WHERE CAST(plan.valid_from AS Nullable(DateTime64(6, 'UTC'))) IS NOT NULL
        AND (CAST(plan.valid_to AS Nullable(DateTime64(6, 'UTC'))) IS NULL OR CAST(plan.valid_from AS Nullable(DateTime64(6, 'UTC'))) < CAST(plan.valid_to AS Nullable(DateTime64(6, 'UTC'))))
    ) AS plan
    WHERE northstar_row_of_key = 1
  ) AS plan
    ON events.portal = plan.portal
      AND CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) >= CAST(plan.valid_from AS Nullable(DateTime64(6, 'UTC')))
      AND (CAST(plan.valid_to AS Nullable(DateTime64(6, 'UTC'))) IS NULL OR CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) < CAST(plan.valid_to AS Nullable(DateTime64(6, 'UTC'))))
      AND (plan.northstar_next_start IS NULL OR CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) < plan.northstar_next_start)
  WHERE events."at" < toDateTime64('2026-02-01 00:00:00', 6, 'UTC')
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
FROM cells
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query events_made --by billing.tier --where "portal <> 'p5'" --grain none --as-of 2026-01-31
WITH events_in_all AS (
  SELECT
    billing.tier AS tier,
    toInt64(COUNT(*)) AS rows_facb61f52011,
    toInt64(COUNT(*)) AS count_rows_83dc8cf6ca88
  FROM events
  LEFT JOIN (
    SELECT
      portal,
      tier,
      valid_from,
      valid_to,
      lead(toNullable(CAST(billing.valid_from AS Nullable(DateTime64(6, 'UTC'))))) OVER (PARTITION BY billing.portal ORDER BY CAST(billing.valid_from AS Nullable(DateTime64(6, 'UTC'))) NULLS LAST) AS northstar_next_start
    FROM (
      SELECT
        billing.portal,
        billing.tier,
        billing.valid_from,
        billing.valid_to,
        ROW_NUMBER() OVER (PARTITION BY billing.portal, CAST(billing.valid_from AS Nullable(DateTime64(6, 'UTC'))) ORDER BY billing.portal NULLS LAST, billing.tier NULLS LAST, billing.valid_from NULLS LAST, billing.valid_to NULLS LAST) AS northstar_row_of_key
      FROM plans AS billing
      WHERE CAST(billing.valid_from AS Nullable(DateTime64(6, 'UTC'))) IS NOT NULL
        AND (CAST(billing.valid_to AS Nullable(DateTime64(6, 'UTC'))) IS NULL OR CAST(billing.valid_from AS Nullable(DateTime64(6, 'UTC'))) < CAST(billing.valid_to AS Nullable(DateTime64(6, 'UTC'))))
    ) AS billing
    WHERE northstar_row_of_key = 1
  ) AS billing
    ON events.portal = billing.portal
      AND CAST(events.billed_at AS Nullable(DateTime64(6, 'UTC'))) >= CAST(billing.valid_from AS Nullable(DateTime64(6, 'UTC')))
      AND (CAST(billing.valid_to AS Nullable(DateTime64(6, 'UTC'))) IS NULL OR CAST(events.billed_at AS Nullable(DateTime64(6, 'UTC'))) < CAST(billing.valid_to AS Nullable(DateTime64(6, 'UTC'))))
      AND (billing.northstar_next_start IS NULL OR CAST(events.billed_at AS Nullable(DateTime64(6, 'UTC'))) < billing.northstar_next_start)
  WHERE events."at" < toDateTime64('2026-02-01 00:00:00', 6, 'UTC')
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
ORDER BY 1 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;

-- northstar query events_made --by tier --where "portal = 'p1' or portal = 'p2'" --as-of 2026-01-12
WITH events_by_week AS (
  SELECT
    toMonday(toDate32(CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))))) AS period_start,
    plan.tier AS tier,
    toInt64(COUNT(CASE WHEN events.portal = 'p1' OR events.portal = 'p2' THEN 1 END)) AS rows_6d513b193339,
    toInt64(COUNT(CASE WHEN events.portal = 'p1' OR events.portal = 'p2' THEN 1 END)) AS count_rows_923e5b25cc84
  FROM events
  LEFT JOIN (
    SELECT
      portal,
      tier,
      valid_from,
      valid_to,
      lead(toNullable(CAST(plan.valid_from AS Nullable(DateTime64(6, 'UTC'))))) OVER (PARTITION BY plan.portal ORDER BY CAST(plan.valid_from AS Nullable(DateTime64(6, 'UTC'))) NULLS LAST) AS northstar_next_start
    FROM (
      SELECT
        plan.portal,
        plan.tier,
        plan.valid_from,
        plan.valid_to,
        ROW_NUMBER() OVER (PARTITION BY plan.portal, CAST(plan.valid_from AS Nullable(DateTime64(6, 'UTC'))) ORDER BY plan.portal NULLS LAST, plan.tier NULLS LAST, plan.valid_from NULLS LAST, plan.valid_to NULLS LAST) AS northstar_row_of_key
      FROM plans AS plan
      WHERE CAST(plan.valid_from AS Nullable(DateTime64(6, 'UTC'))) IS NOT NULL
        AND (CAST(plan.valid_to AS Nullable(DateTime64(6, 'UTC'))) IS NULL OR CAST(plan.valid_from AS Nullable(DateTime64(6, 'UTC'))) < CAST(plan.valid_to AS Nullable(DateTime64(6, 'UTC'))))
    ) AS plan
    WHERE northstar_row_of_key = 1
  ) AS plan
    ON events.portal = plan.portal
      AND CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) >= CAST(plan.valid_from AS Nullable(DateTime64(6, 'UTC')))
      AND (CAST(plan.valid_to AS Nullable(DateTime64(6, 'UTC'))) IS NULL OR CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) < CAST(plan.valid_to AS Nullable(DateTime64(6, 'UTC'))))
      AND (plan.northstar_next_start IS NULL OR CAST(events."at" AS Nullable(DateTime64(6, 'UTC'))) < plan.northstar_next_start)
  WHERE events."at" < toDateTime64('2026-01-13 00:00:00', 6, 'UTC')
  GROUP BY 1, 2
),
periods AS (
  SELECT
    arrayJoin(arrayMap(n -> addWeeks(first_of_series, n), range(toUInt64(greatest(ifNull(intDiv(dateDiff('day', first_of_series, last_of_series), 7) + 1, 0), 0))))) AS period_start
  FROM (
    SELECT
      toDate32(first_row) AS first_of_series,
      toDate32('2026-01-12') AS last_of_series
    FROM (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          period_start
        FROM events_by_week
      ) AS all_periods
    ) AS bounds
  ) AS series
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
    segments.tier AS tier,
    CAST(NULL AS Nullable(Int64)) AS count_rows_923e5b25cc84
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
ORDER BY 1 NULLS LAST, 2 NULLS LAST
SETTINGS join_use_nulls = 1, aggregate_functions_null_for_empty = 1, prefer_column_name_to_alias = 1, enable_extended_results_for_datetime_functions = 1;