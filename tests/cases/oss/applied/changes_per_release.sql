-- SELECT period_start, dimension, segment, value FROM northstar.changes_per_release
-- An owner who was seen in either table has every week since the first row of both.
WITH RECURSIVE weeks (week) AS (
  SELECT DATE '2014-11-09'
  UNION ALL
  SELECT week + 7 FROM weeks WHERE week < DATE '2026-08-16'
),
changes AS (
  SELECT CAST(wall AS date) - CAST(extract(dow FROM wall) AS integer) AS week, 'all' AS dimension, 'all' AS segment FROM oss.here WHERE NOT is_merge
  UNION ALL
  SELECT CAST(wall AS date) - CAST(extract(dow FROM wall) AS integer), 'owner', owner FROM oss.here WHERE NOT is_merge
),
published AS (
  SELECT CAST(wall AS date) - CAST(extract(dow FROM wall) AS integer) AS week, 'all' AS dimension, 'all' AS segment FROM oss.released WHERE NOT is_prerelease
  UNION ALL
  SELECT CAST(wall AS date) - CAST(extract(dow FROM wall) AS integer), 'owner', owner FROM oss.released WHERE NOT is_prerelease
),
counted AS (
  SELECT week, dimension, segment, count(*) AS n FROM changes GROUP BY 1, 2, 3
),
divided AS (
  SELECT week, dimension, segment, count(*) AS n FROM published GROUP BY 1, 2, 3
)
SELECT w.week, s.dimension, s.segment, CAST(coalesce(c.n, 0) AS double precision) / d.n
FROM weeks w
CROSS JOIN (SELECT DISTINCT dimension, segment FROM changes UNION SELECT DISTINCT dimension, segment FROM published) s
LEFT JOIN counted c ON c.week = w.week AND c.dimension = s.dimension AND c.segment = s.segment
LEFT JOIN divided d ON d.week = w.week AND d.dimension = s.dimension AND d.segment = s.segment;
