-- SELECT metric, grain, period_start, period_end, dimension, segment, value, is_complete FROM northstar.metric_values WHERE metric = 'reverted_share'
WITH RECURSIVE weeks (week) AS (
  SELECT DATE '2014-11-09'
  UNION ALL
  SELECT week + 7 FROM weeks WHERE week < DATE '2026-08-16'
),
sliced AS (
  SELECT CAST(wall AS date) - CAST(extract(dow FROM wall) AS integer) AS week, 'all' AS dimension, 'all' AS segment, is_revert FROM oss.here WHERE NOT is_merge
  UNION ALL
  SELECT CAST(wall AS date) - CAST(extract(dow FROM wall) AS integer), 'owner', owner, is_revert FROM oss.here WHERE NOT is_merge
)
SELECT
  'reverted_share',
  'week',
  CAST(w.week AS timestamp),
  CAST(w.week + 7 AS timestamp),
  s.dimension,
  s.segment,
  CAST(sum(CASE WHEN a.is_revert THEN 1 ELSE 0 END) AS double precision) / nullif(count(a.week), 0),
  w.week < DATE '2026-08-16'
FROM weeks w
CROSS JOIN (SELECT DISTINCT dimension, segment FROM sliced) s
LEFT JOIN sliced a ON a.week = w.week AND a.dimension = s.dimension AND a.segment = s.segment
GROUP BY w.week, s.dimension, s.segment;
