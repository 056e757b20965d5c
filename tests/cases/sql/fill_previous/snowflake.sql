-- northstar query price,price_or_nought,price_before,change_of_price,price_or_nothing --as-of 2026-01-07
WITH prices_by_day AS (
  SELECT
    CAST(prices.on_day AS DATE) AS period_start,
    COUNT(*) AS rows_all,
    SUM(prices.price) AS sum_price,
    COUNT(prices.price) AS count_of_price
  FROM prices
  WHERE prices.on_day < DATE '2026-01-08'
  GROUP BY 1
),
periods AS (
  SELECT
    DATEADD(DAY, northstar_number.index, northstar_span.span_first) AS period_start
  FROM (
    SELECT
      first_row AS span_first,
      DATE '2026-01-07' AS span_last
    FROM (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          period_start
        FROM prices_by_day
      ) AS all_periods
    ) AS bounds
  ) AS northstar_span
  CROSS JOIN LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, DATEDIFF(DAY, northstar_span.span_first, northstar_span.span_last) + 1)) AS northstar_number
),
inner_1_periods AS (
  SELECT
    DATEADD(DAY, northstar_number.index, northstar_span.span_first) AS period_start
  FROM (
    SELECT
      first_row AS span_first,
      DATE '2026-01-07' AS span_last
    FROM (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          MIN(period_start) AS period_start
        FROM prices_by_day
        UNION ALL
        SELECT
          MIN(period_start) AS period_start
        FROM periods
      ) AS first_of_each
    ) AS bounds
  ) AS northstar_span
  CROSS JOIN LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, DATEDIFF(DAY, northstar_span.span_first, northstar_span.span_last) + 1)) AS northstar_number
),
inner_1_parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    sum_price,
    count_of_price
  FROM prices_by_day
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS NUMBER(30, 0)) AS sum_price,
    CAST(NULL AS NUMBER(38, 0)) AS count_of_price
  FROM inner_1_periods
),
inner_1_cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.sum_price,
    met.count_of_price
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS NUMBER(38, 0)) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(sum_price) AS sum_price,
      MAX(count_of_price) AS count_of_price
    FROM inner_1_parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
),
inner_1_cells_1 AS (
  SELECT
    period_start,
    rows_seen,
    sum_price,
    count_of_price,
    CAST(COALESCE(sum_price, 0) AS DOUBLE) / NULLIF(CAST(COALESCE(count_of_price, 0) AS DOUBLE), 0) AS step_1
  FROM inner_1_cells
),
price_carried_by_day_values AS (
  SELECT
    period_start,
    rows_seen,
    step_1 AS carried_value
  FROM inner_1_cells_1
),
price_carried_by_day_islands AS (
  SELECT
    period_start,
    rows_seen,
    carried_value,
    CASE WHEN period_start >= (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          MIN(period_start) AS period_start
        FROM prices_by_day
      ) AS first_of_each
    ) THEN carried_value END AS carried,
    COUNT(CASE WHEN period_start >= (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          MIN(period_start) AS period_start
        FROM prices_by_day
      ) AS first_of_each
    ) THEN carried_value END) OVER (ORDER BY period_start NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS island
  FROM price_carried_by_day_values
),
price_carried_by_day AS (
  SELECT
    period_start,
    rows_seen,
    COALESCE(carried_value, MAX(carried) OVER (PARTITION BY island)) AS carried_value
  FROM price_carried_by_day_islands
),
cells_price_carried_by_day_1_day_before AS (
  SELECT
    asked.period_start,
    price_carried_by_day.rows_seen,
    price_carried_by_day.carried_value
  FROM (
    SELECT
      period_start,
      DATEADD(DAY, -1, period_start) AS earlier_period
    FROM periods
  ) AS asked
  INNER JOIN price_carried_by_day
    ON price_carried_by_day.period_start = asked.earlier_period
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_seen, 0) AS rows_seen,
    0 AS on_spine,
    carried_value,
    CAST(NULL AS NUMBER(30, 0)) AS sum_price,
    CAST(NULL AS NUMBER(38, 0)) AS count_of_price,
    CAST(NULL AS DOUBLE) AS carried_value_2
  FROM price_carried_by_day
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS DOUBLE) AS carried_value,
    sum_price,
    count_of_price,
    CAST(NULL AS DOUBLE) AS carried_value_2
  FROM prices_by_day
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_seen, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS DOUBLE) AS carried_value,
    CAST(NULL AS NUMBER(30, 0)) AS sum_price,
    CAST(NULL AS NUMBER(38, 0)) AS count_of_price,
    carried_value AS carried_value_2
  FROM cells_price_carried_by_day_1_day_before
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS DOUBLE) AS carried_value,
    CAST(NULL AS NUMBER(30, 0)) AS sum_price,
    CAST(NULL AS NUMBER(38, 0)) AS count_of_price,
    CAST(NULL AS DOUBLE) AS carried_value_2
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.carried_value,
    met.sum_price,
    met.count_of_price,
    met.carried_value_2
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS NUMBER(38, 0)) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(carried_value) AS carried_value,
      MAX(sum_price) AS sum_price,
      MAX(count_of_price) AS count_of_price,
      MAX(carried_value_2) AS carried_value_2
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  carried_value AS price,
  COALESCE(CAST(COALESCE(sum_price, 0) AS DOUBLE) / NULLIF(CAST(COALESCE(count_of_price, 0) AS DOUBLE), 0), 0) AS price_or_nought,
  CASE WHEN DATEADD(DAY, -1, period_start) >= (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM prices_by_day
    ) AS first_of_each
  ) THEN carried_value_2 END AS price_before,
  CAST(carried_value AS DOUBLE) / NULLIF(CAST(CASE WHEN DATEADD(DAY, -1, period_start) >= (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM prices_by_day
    ) AS first_of_each
  ) THEN carried_value_2 END AS DOUBLE), 0) - 1 AS change_of_price,
  CAST(COALESCE(sum_price, 0) AS DOUBLE) / NULLIF(CAST(COALESCE(count_of_price, 0) AS DOUBLE), 0) AS price_or_nothing
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query price --by shop --as-of 2026-01-07
WITH prices_by_day AS (
  SELECT
    CAST(prices.on_day AS DATE) AS period_start,
    prices.shop,
    COUNT(*) AS rows_all,
    SUM(prices.price) AS sum_price,
    COUNT(prices.price) AS count_of_price
  FROM prices
  WHERE prices.on_day < DATE '2026-01-08'
  GROUP BY 1, 2
),
periods AS (
  SELECT
    DATEADD(DAY, northstar_number.index, northstar_span.span_first) AS period_start
  FROM (
    SELECT
      first_row AS span_first,
      DATE '2026-01-07' AS span_last
    FROM (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          period_start
        FROM prices_by_day
      ) AS all_periods
    ) AS bounds
  ) AS northstar_span
  CROSS JOIN LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, DATEDIFF(DAY, northstar_span.span_first, northstar_span.span_last) + 1)) AS northstar_number
),
inner_1_periods AS (
  SELECT
    DATEADD(DAY, northstar_number.index, northstar_span.span_first) AS period_start
  FROM (
    SELECT
      first_row AS span_first,
      DATE '2026-01-07' AS span_last
    FROM (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          MIN(period_start) AS period_start
        FROM prices_by_day
        UNION ALL
        SELECT
          MIN(period_start) AS period_start
        FROM periods
      ) AS first_of_each
    ) AS bounds
  ) AS northstar_span
  CROSS JOIN LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, DATEDIFF(DAY, northstar_span.span_first, northstar_span.span_last) + 1)) AS northstar_number
),
inner_1_segments AS (
  SELECT DISTINCT
    shop
  FROM (
    SELECT
      shop
    FROM prices_by_day
    WHERE rows_all > 0
  ) AS seen
),
inner_1_parts AS (
  SELECT
    period_start,
    shop,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    sum_price,
    count_of_price
  FROM prices_by_day
  UNION ALL
  SELECT
    period_start,
    inner_1_segments.shop,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS NUMBER(30, 0)) AS sum_price,
    CAST(NULL AS NUMBER(38, 0)) AS count_of_price
  FROM inner_1_periods
  CROSS JOIN inner_1_segments
),
inner_1_cells AS (
  SELECT
    met.period_start,
    met.shop,
    met.rows_seen,
    met.sum_price,
    met.count_of_price
  FROM (
    SELECT
      period_start,
      shop,
      CAST(SUM(rows_seen) AS NUMBER(38, 0)) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(sum_price) AS sum_price,
      MAX(count_of_price) AS count_of_price
    FROM inner_1_parts
    GROUP BY 1, 2
  ) AS met
  WHERE met.on_spine = 1
),
price_carried_by_day_values AS (
  SELECT
    period_start,
    shop,
    rows_seen,
    CAST(COALESCE(sum_price, 0) AS DOUBLE) / NULLIF(CAST(COALESCE(count_of_price, 0) AS DOUBLE), 0) AS carried_value
  FROM inner_1_cells
),
price_carried_by_day_islands AS (
  SELECT
    period_start,
    shop,
    rows_seen,
    carried_value,
    CASE WHEN period_start >= (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          MIN(period_start) AS period_start
        FROM prices_by_day
      ) AS first_of_each
    ) THEN carried_value END AS carried,
    COUNT(CASE WHEN period_start >= (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          MIN(period_start) AS period_start
        FROM prices_by_day
      ) AS first_of_each
    ) THEN carried_value END) OVER (PARTITION BY shop ORDER BY period_start NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS island
  FROM price_carried_by_day_values
),
price_carried_by_day AS (
  SELECT
    period_start,
    shop,
    rows_seen,
    COALESCE(carried_value, MAX(carried) OVER (PARTITION BY shop, island)) AS carried_value
  FROM price_carried_by_day_islands
),
segments AS (
  SELECT DISTINCT
    shop
  FROM (
    SELECT
      shop
    FROM price_carried_by_day
    INNER JOIN periods
      ON periods.period_start = price_carried_by_day.period_start
    WHERE rows_seen > 0
  ) AS seen
),
parts AS (
  SELECT
    period_start,
    shop,
    COALESCE(rows_seen, 0) AS rows_seen,
    0 AS on_spine,
    carried_value
  FROM price_carried_by_day
  UNION ALL
  SELECT
    period_start,
    segments.shop,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS DOUBLE) AS carried_value
  FROM periods
  CROSS JOIN segments
),
cells AS (
  SELECT
    met.period_start,
    met.shop,
    met.rows_seen,
    met.carried_value
  FROM (
    SELECT
      period_start,
      shop,
      CAST(SUM(rows_seen) AS NUMBER(38, 0)) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(carried_value) AS carried_value
    FROM parts
    GROUP BY 1, 2
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  shop,
  carried_value AS price
FROM cells
ORDER BY 1 NULLS LAST, 2 NULLS LAST;

-- northstar query price,price_before --since 2026-01-05 --until 2026-01-06 --as-of 2026-01-07
WITH prices_by_day AS (
  SELECT
    CAST(prices.on_day AS DATE) AS period_start,
    COUNT(*) AS rows_all,
    SUM(prices.price) AS sum_price,
    COUNT(prices.price) AS count_of_price
  FROM prices
  WHERE prices.on_day < DATE '2026-01-08'
  GROUP BY 1
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(period_start) AS period_start
    FROM prices_by_day
  ) AS first_of_each
),
periods AS (
  SELECT
    DATEADD(DAY, northstar_number.index, northstar_span.span_first) AS period_start
  FROM (
    SELECT
      CASE WHEN first_row > DATE '2026-01-05' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-01-05' END AS span_first,
      DATE '2026-01-05' AS span_last
    FROM first_rows
  ) AS northstar_span
  CROSS JOIN LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, DATEDIFF(DAY, northstar_span.span_first, northstar_span.span_last) + 1)) AS northstar_number
),
inner_1_periods AS (
  SELECT
    DATEADD(DAY, northstar_number.index, northstar_span.span_first) AS period_start
  FROM (
    SELECT
      first_row AS span_first,
      DATE '2026-01-05' AS span_last
    FROM (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          MIN(period_start) AS period_start
        FROM prices_by_day
        UNION ALL
        SELECT
          MIN(period_start) AS period_start
        FROM periods
      ) AS first_of_each
    ) AS bounds
  ) AS northstar_span
  CROSS JOIN LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, DATEDIFF(DAY, northstar_span.span_first, northstar_span.span_last) + 1)) AS northstar_number
),
inner_1_parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    sum_price,
    count_of_price
  FROM prices_by_day
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS NUMBER(30, 0)) AS sum_price,
    CAST(NULL AS NUMBER(38, 0)) AS count_of_price
  FROM inner_1_periods
),
inner_1_cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.sum_price,
    met.count_of_price
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS NUMBER(38, 0)) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(sum_price) AS sum_price,
      MAX(count_of_price) AS count_of_price
    FROM inner_1_parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
),
inner_1_cells_1 AS (
  SELECT
    period_start,
    rows_seen,
    sum_price,
    count_of_price,
    CAST(COALESCE(sum_price, 0) AS DOUBLE) / NULLIF(CAST(COALESCE(count_of_price, 0) AS DOUBLE), 0) AS step_1
  FROM inner_1_cells
),
price_carried_by_day_values AS (
  SELECT
    period_start,
    rows_seen,
    step_1 AS carried_value
  FROM inner_1_cells_1
),
price_carried_by_day_islands AS (
  SELECT
    period_start,
    rows_seen,
    carried_value,
    CASE WHEN period_start >= (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          MIN(period_start) AS period_start
        FROM prices_by_day
      ) AS first_of_each
    ) THEN carried_value END AS carried,
    COUNT(CASE WHEN period_start >= (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          MIN(period_start) AS period_start
        FROM prices_by_day
      ) AS first_of_each
    ) THEN carried_value END) OVER (ORDER BY period_start NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS island
  FROM price_carried_by_day_values
),
price_carried_by_day AS (
  SELECT
    period_start,
    rows_seen,
    COALESCE(carried_value, MAX(carried) OVER (PARTITION BY island)) AS carried_value
  FROM price_carried_by_day_islands
),
cells_price_carried_by_day_1_day_before AS (
  SELECT
    asked.period_start,
    price_carried_by_day.rows_seen,
    price_carried_by_day.carried_value
  FROM (
    SELECT
      period_start,
      DATEADD(DAY, -1, period_start) AS earlier_period
    FROM periods
  ) AS asked
  INNER JOIN price_carried_by_day
    ON price_carried_by_day.period_start = asked.earlier_period
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_seen, 0) AS rows_seen,
    0 AS on_spine,
    carried_value,
    CAST(NULL AS DOUBLE) AS carried_value_2
  FROM price_carried_by_day
  UNION ALL
  SELECT
    period_start,
    COALESCE(rows_seen, 0) AS rows_seen,
    0 AS on_spine,
    CAST(NULL AS DOUBLE) AS carried_value,
    carried_value AS carried_value_2
  FROM cells_price_carried_by_day_1_day_before
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS DOUBLE) AS carried_value,
    CAST(NULL AS DOUBLE) AS carried_value_2
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.carried_value,
    met.carried_value_2
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS NUMBER(38, 0)) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(carried_value) AS carried_value,
      MAX(carried_value_2) AS carried_value_2
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  carried_value AS price,
  CASE WHEN DATEADD(DAY, -1, period_start) >= (
    SELECT
      MIN(period_start) AS first_row
    FROM (
      SELECT
        MIN(period_start) AS period_start
      FROM prices_by_day
    ) AS first_of_each
  ) THEN carried_value_2 END AS price_before
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query price --by shop --since 2026-01-05 --until 2026-01-06 --as-of 2026-01-07
WITH prices_by_day AS (
  SELECT
    CAST(prices.on_day AS DATE) AS period_start,
    prices.shop,
    COUNT(*) AS rows_all,
    SUM(prices.price) AS sum_price,
    COUNT(prices.price) AS count_of_price
  FROM prices
  WHERE prices.on_day < DATE '2026-01-08'
  GROUP BY 1, 2
),
first_rows AS (
  SELECT
    MIN(period_start) AS first_row
  FROM (
    SELECT
      MIN(period_start) AS period_start
    FROM prices_by_day
  ) AS first_of_each
),
periods AS (
  SELECT
    DATEADD(DAY, northstar_number.index, northstar_span.span_first) AS period_start
  FROM (
    SELECT
      CASE WHEN first_row > DATE '2026-01-05' THEN first_row WHEN first_row IS NOT NULL THEN DATE '2026-01-05' END AS span_first,
      DATE '2026-01-05' AS span_last
    FROM first_rows
  ) AS northstar_span
  CROSS JOIN LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, DATEDIFF(DAY, northstar_span.span_first, northstar_span.span_last) + 1)) AS northstar_number
),
inner_1_periods AS (
  SELECT
    DATEADD(DAY, northstar_number.index, northstar_span.span_first) AS period_start
  FROM (
    SELECT
      first_row AS span_first,
      DATE '2026-01-05' AS span_last
    FROM (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          MIN(period_start) AS period_start
        FROM prices_by_day
        UNION ALL
        SELECT
          MIN(period_start) AS period_start
        FROM periods
      ) AS first_of_each
    ) AS bounds
  ) AS northstar_span
  CROSS JOIN LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, DATEDIFF(DAY, northstar_span.span_first, northstar_span.span_last) + 1)) AS northstar_number
),
inner_1_segments AS (
  SELECT DISTINCT
    shop
  FROM (
    SELECT
      shop
    FROM prices_by_day
    WHERE rows_all > 0
  ) AS seen
),
inner_1_parts AS (
  SELECT
    period_start,
    shop,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    sum_price,
    count_of_price
  FROM prices_by_day
  UNION ALL
  SELECT
    period_start,
    inner_1_segments.shop,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS NUMBER(30, 0)) AS sum_price,
    CAST(NULL AS NUMBER(38, 0)) AS count_of_price
  FROM inner_1_periods
  CROSS JOIN inner_1_segments
),
inner_1_cells AS (
  SELECT
    met.period_start,
    met.shop,
    met.rows_seen,
    met.sum_price,
    met.count_of_price
  FROM (
    SELECT
      period_start,
      shop,
      CAST(SUM(rows_seen) AS NUMBER(38, 0)) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(sum_price) AS sum_price,
      MAX(count_of_price) AS count_of_price
    FROM inner_1_parts
    GROUP BY 1, 2
  ) AS met
  WHERE met.on_spine = 1
),
price_carried_by_day_values AS (
  SELECT
    period_start,
    shop,
    rows_seen,
    CAST(COALESCE(sum_price, 0) AS DOUBLE) / NULLIF(CAST(COALESCE(count_of_price, 0) AS DOUBLE), 0) AS carried_value
  FROM inner_1_cells
),
price_carried_by_day_islands AS (
  SELECT
    period_start,
    shop,
    rows_seen,
    carried_value,
    CASE WHEN period_start >= (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          MIN(period_start) AS period_start
        FROM prices_by_day
      ) AS first_of_each
    ) THEN carried_value END AS carried,
    COUNT(CASE WHEN period_start >= (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          MIN(period_start) AS period_start
        FROM prices_by_day
      ) AS first_of_each
    ) THEN carried_value END) OVER (PARTITION BY shop ORDER BY period_start NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS island
  FROM price_carried_by_day_values
),
price_carried_by_day AS (
  SELECT
    period_start,
    shop,
    rows_seen,
    COALESCE(carried_value, MAX(carried) OVER (PARTITION BY shop, island)) AS carried_value
  FROM price_carried_by_day_islands
),
segments AS (
  SELECT DISTINCT
    shop
  FROM (
    SELECT
      shop
    FROM price_carried_by_day
    INNER JOIN periods
      ON periods.period_start = price_carried_by_day.period_start
    WHERE rows_seen > 0
  ) AS seen
),
parts AS (
  SELECT
    period_start,
    shop,
    COALESCE(rows_seen, 0) AS rows_seen,
    0 AS on_spine,
    carried_value
  FROM price_carried_by_day
  UNION ALL
  SELECT
    period_start,
    segments.shop,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS DOUBLE) AS carried_value
  FROM periods
  CROSS JOIN segments
),
cells AS (
  SELECT
    met.period_start,
    met.shop,
    met.rows_seen,
    met.carried_value
  FROM (
    SELECT
      period_start,
      shop,
      CAST(SUM(rows_seen) AS NUMBER(38, 0)) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(carried_value) AS carried_value
    FROM parts
    GROUP BY 1, 2
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  shop,
  carried_value AS price
FROM cells
ORDER BY 1 NULLS LAST, 2 NULLS LAST;

-- northstar query price --grain week --as-of 2026-01-18
WITH prices_by_week AS (
  SELECT
    PREVIOUS_DAY(DATEADD(DAY, 1, CAST(prices.on_day AS DATE)), 'monday') AS period_start,
    COUNT(*) AS rows_all,
    SUM(prices.price) AS sum_price,
    COUNT(prices.price) AS count_of_price
  FROM prices
  WHERE prices.on_day < DATE '2026-01-19'
  GROUP BY 1
),
periods AS (
  SELECT
    DATEADD(WEEK, northstar_number.index, northstar_span.span_first) AS period_start
  FROM (
    SELECT
      first_row AS span_first,
      DATE '2026-01-12' AS span_last
    FROM (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          period_start
        FROM prices_by_week
      ) AS all_periods
    ) AS bounds
  ) AS northstar_span
  CROSS JOIN LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, CAST(DATEDIFF(DAY, northstar_span.span_first, northstar_span.span_last) / 7 AS NUMBER(38, 0)) + 1)) AS northstar_number
),
inner_1_periods AS (
  SELECT
    DATEADD(WEEK, northstar_number.index, northstar_span.span_first) AS period_start
  FROM (
    SELECT
      first_row AS span_first,
      DATE '2026-01-12' AS span_last
    FROM (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          MIN(period_start) AS period_start
        FROM prices_by_week
        UNION ALL
        SELECT
          MIN(period_start) AS period_start
        FROM periods
      ) AS first_of_each
    ) AS bounds
  ) AS northstar_span
  CROSS JOIN LATERAL FLATTEN(INPUT => ARRAY_GENERATE_RANGE(0, CAST(DATEDIFF(DAY, northstar_span.span_first, northstar_span.span_last) / 7 AS NUMBER(38, 0)) + 1)) AS northstar_number
),
inner_1_parts AS (
  SELECT
    period_start,
    COALESCE(rows_all, 0) AS rows_seen,
    0 AS on_spine,
    sum_price,
    count_of_price
  FROM prices_by_week
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS NUMBER(30, 0)) AS sum_price,
    CAST(NULL AS NUMBER(38, 0)) AS count_of_price
  FROM inner_1_periods
),
inner_1_cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.sum_price,
    met.count_of_price
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS NUMBER(38, 0)) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(sum_price) AS sum_price,
      MAX(count_of_price) AS count_of_price
    FROM inner_1_parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
),
price_carried_by_week_values AS (
  SELECT
    period_start,
    rows_seen,
    CAST(COALESCE(sum_price, 0) AS DOUBLE) / NULLIF(CAST(COALESCE(count_of_price, 0) AS DOUBLE), 0) AS carried_value
  FROM inner_1_cells
),
price_carried_by_week_islands AS (
  SELECT
    period_start,
    rows_seen,
    carried_value,
    CASE WHEN period_start >= (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          MIN(period_start) AS period_start
        FROM prices_by_week
      ) AS first_of_each
    ) THEN carried_value END AS carried,
    COUNT(CASE WHEN period_start >= (
      SELECT
        MIN(period_start) AS first_row
      FROM (
        SELECT
          MIN(period_start) AS period_start
        FROM prices_by_week
      ) AS first_of_each
    ) THEN carried_value END) OVER (ORDER BY period_start NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS island
  FROM price_carried_by_week_values
),
price_carried_by_week AS (
  SELECT
    period_start,
    rows_seen,
    COALESCE(carried_value, MAX(carried) OVER (PARTITION BY island)) AS carried_value
  FROM price_carried_by_week_islands
),
parts AS (
  SELECT
    period_start,
    COALESCE(rows_seen, 0) AS rows_seen,
    0 AS on_spine,
    carried_value
  FROM price_carried_by_week
  UNION ALL
  SELECT
    period_start,
    0 AS rows_seen,
    1 AS on_spine,
    CAST(NULL AS DOUBLE) AS carried_value
  FROM periods
),
cells AS (
  SELECT
    met.period_start,
    met.rows_seen,
    met.carried_value
  FROM (
    SELECT
      period_start,
      CAST(SUM(rows_seen) AS NUMBER(38, 0)) AS rows_seen,
      MAX(on_spine) AS on_spine,
      MAX(carried_value) AS carried_value
    FROM parts
    GROUP BY 1
  ) AS met
  WHERE met.on_spine = 1
)
SELECT
  period_start,
  carried_value AS price
FROM cells
ORDER BY 1 NULLS LAST;

-- northstar query price,price_or_nought --grain none --since 2026-01-04 --until 2026-01-05 --as-of 2026-01-07
WITH prices_in_all AS (
  SELECT
    COUNT(*) AS rows_all,
    SUM(prices.price) AS sum_price,
    COUNT(prices.price) AS count_of_price
  FROM prices
  WHERE prices.on_day >= DATE '2026-01-04'
    AND prices.on_day < DATE '2026-01-05'
),
parts AS (
  SELECT
    sum_price,
    count_of_price
  FROM prices_in_all
),
cells AS (
  SELECT
    MAX(sum_price) AS sum_price,
    MAX(count_of_price) AS count_of_price
  FROM parts
)
SELECT
  CAST(COALESCE(sum_price, 0) AS DOUBLE) / NULLIF(CAST(COALESCE(count_of_price, 0) AS DOUBLE), 0) AS price,
  COALESCE(CAST(COALESCE(sum_price, 0) AS DOUBLE) / NULLIF(CAST(COALESCE(count_of_price, 0) AS DOUBLE), 0), 0) AS price_or_nought
FROM cells;