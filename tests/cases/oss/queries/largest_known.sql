-- northstar query largest_known --by owner --since 2026-01-04
-- What is carried into the range comes from weeks before it.
WITH RECURSIVE weeks (week) AS (
  SELECT DATE '2026-01-04'
  UNION ALL
  SELECT week + 7 FROM weeks WHERE week < DATE '2026-08-16'
),
largest AS (
  SELECT CAST(wall AS date) - CAST(extract(dow FROM wall) AS integer) AS week, owner, max(files_changed) AS files FROM oss.here WHERE NOT is_merge GROUP BY 1, 2
)
SELECT w.week, o.owner, (SELECT l.files FROM largest l WHERE l.owner = o.owner AND l.week <= w.week AND l.files IS NOT NULL ORDER BY l.week DESC LIMIT 1)
FROM weeks w
CROSS JOIN (SELECT DISTINCT owner FROM largest WHERE week >= DATE '2026-01-04') o;
