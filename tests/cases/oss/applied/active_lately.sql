-- SELECT period_start, period_end, dimension, segment, value, is_complete FROM northstar.active_lately
-- The 28 days up to the Saturday of every week, for the total and for every owner who ever had a change.
WITH RECURSIVE weeks (week) AS (
  SELECT DATE '2014-11-09'
  UNION ALL
  SELECT week + 7 FROM weeks WHERE week < DATE '2026-08-16'
),
changes AS (
  SELECT DISTINCT CAST(wall AS date) - CAST(extract(dow FROM wall) AS integer) AS week, owner, contributor_id FROM oss.here WHERE NOT is_merge
),
sliced AS (
  SELECT week, 'all' AS dimension, 'all' AS segment, contributor_id FROM changes
  UNION ALL
  SELECT week, 'owner', owner, contributor_id FROM changes
),
-- Four whole weeks: a week is in its own window and in the next three.
reached AS (
  SELECT DISTINCT week + 7 * later AS week, dimension, segment, contributor_id FROM sliced CROSS JOIN (VALUES (0), (1), (2), (3)) AS l (later)
),
counted AS (SELECT week, dimension, segment, count(*) AS n FROM reached GROUP BY 1, 2, 3)
SELECT w.week, w.week + 7, s.dimension, s.segment, coalesce(c.n, 0), w.week < DATE '2026-08-16'
FROM weeks w
CROSS JOIN (SELECT DISTINCT dimension, segment FROM sliced) s
LEFT JOIN counted c ON c.week = w.week AND c.dimension = s.dimension AND c.segment = s.segment;
