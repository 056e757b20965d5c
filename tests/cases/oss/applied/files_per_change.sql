-- SELECT period_start, dimension, segment, value FROM northstar.files_per_change
-- A week without a change has no typical change.
WITH RECURSIVE weeks (week) AS (
  SELECT DATE '2014-11-09'
  UNION ALL
  SELECT week + 7 FROM weeks WHERE week < DATE '2026-08-16'
),
sliced AS (
  SELECT CAST(wall AS date) - CAST(extract(dow FROM wall) AS integer) AS week, 'all' AS dimension, 'all' AS segment, CAST(files_changed AS double precision) AS files
  FROM oss.here
  WHERE NOT is_merge
  UNION ALL
  SELECT CAST(wall AS date) - CAST(extract(dow FROM wall) AS integer), 'owner', owner, CAST(files_changed AS double precision)
  FROM oss.here
  WHERE NOT is_merge
)
SELECT w.week, s.dimension, s.segment, percentile_cont(0.5) WITHIN GROUP (ORDER BY a.files)
FROM weeks w
CROSS JOIN (SELECT DISTINCT dimension, segment FROM sliced) s
LEFT JOIN sliced a ON a.week = w.week AND a.dimension = s.dimension AND a.segment = s.segment
GROUP BY w.week, s.dimension, s.segment;
