-- SELECT period_start, value FROM northstar.releases_published WHERE dimension = 'owner' AND segment = 'apache' AND is_complete
WITH RECURSIVE weeks (week) AS (
  SELECT CAST(min(wall) AS date) - CAST(extract(dow FROM min(wall)) AS integer) FROM oss.released
  UNION ALL
  SELECT week + 7 FROM weeks WHERE week < DATE '2026-08-09'
)
SELECT w.week, count(r.release_id)
FROM weeks w
LEFT JOIN oss.released r ON NOT r.is_prerelease AND r.owner = 'apache' AND CAST(r.wall AS date) - CAST(extract(dow FROM r.wall) AS integer) = w.week
GROUP BY w.week;
