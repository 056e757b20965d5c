-- northstar query active_contributors releases_published --since 2026-01-07 --until 2026-07-01
-- The bounds stand within weeks: both are moved back to a Sunday.
WITH active AS (
  SELECT CAST(wall AS date) - CAST(extract(dow FROM wall) AS integer) AS week, count(DISTINCT contributor_id) AS n
  FROM oss.here
  WHERE NOT is_merge
  GROUP BY 1
),
released AS (
  SELECT CAST(wall AS date) - CAST(extract(dow FROM wall) AS integer) AS week, count(*) AS n
  FROM oss.released
  WHERE NOT is_prerelease
  GROUP BY 1
)
SELECT a.week, a.n, coalesce(r.n, 0)
FROM active a
LEFT JOIN released r ON r.week = a.week
WHERE a.week >= DATE '2026-01-04' AND a.week < DATE '2026-06-28';
