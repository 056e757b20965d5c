-- SELECT period_start, period_end, dimension, segment, value, is_complete FROM northstar.active_contributors
-- Every week since the first commit for the total and for each segment; the last week is not over on Saturday 2026-08-22.
WITH RECURSIVE weeks (week) AS (
  SELECT DATE '2014-11-09'
  UNION ALL
  SELECT week + 7 FROM weeks WHERE week < DATE '2026-08-16'
),
asked AS (
  SELECT
    CAST(wall AS date) - CAST(extract(dow FROM wall) AS integer) AS week,
    contributor_id,
    owner,
    kind,
    CASE WHEN files_changed <= 1 THEN 'one' WHEN files_changed <= 10 THEN 'few' ELSE 'many' END AS size
  FROM oss.here
  WHERE NOT is_merge
),
sliced AS (
  SELECT week, 'all' AS dimension, 'all' AS segment, contributor_id FROM asked
  UNION ALL
  SELECT week, 'owner', owner, contributor_id FROM asked
  UNION ALL
  SELECT week, 'kind', kind, contributor_id FROM asked
  UNION ALL
  SELECT week, 'size', size, contributor_id FROM asked
)
SELECT w.week, w.week + 7, s.dimension, s.segment, count(DISTINCT a.contributor_id), w.week < DATE '2026-08-16'
FROM weeks w
CROSS JOIN (SELECT DISTINCT dimension, segment FROM sliced) s
LEFT JOIN sliced a ON a.week = w.week AND a.dimension = s.dimension AND a.segment = s.segment
GROUP BY w.week, s.dimension, s.segment;
