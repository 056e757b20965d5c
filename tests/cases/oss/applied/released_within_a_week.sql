-- SELECT period_start, value, is_complete FROM northstar.released_within_a_week WHERE dimension = 'all' AND period_start >= '2020-01-01'
-- Merges of the last day of July had until 8 August.
WITH RECURSIVE months (first) AS (
  SELECT DATE '2020-01-01'
  UNION ALL
  SELECT CAST(first + INTERVAL '1 month' AS date) FROM months WHERE first < DATE '2026-08-01'
),
followed AS (
  SELECT
    CAST(date_trunc('month', h.wall) AS date) AS month,
    CASE WHEN EXISTS (
      SELECT 1 FROM oss.released r WHERE NOT r.is_prerelease AND r.repo_id = h.repo_id AND r.released_at >= h.authored_at AND r.wall < h.wall + INTERVAL '7 days'
    ) THEN 1 ELSE 0 END AS is_released
  FROM oss.here h
  WHERE h.is_merge
)
SELECT m.first, CAST(sum(f.is_released) AS double precision) / count(f.month), m.first < DATE '2026-08-01'
FROM months m
LEFT JOIN followed f ON f.month = m.first
GROUP BY m.first
HAVING count(f.month) > 0
UNION ALL
SELECT m.first, NULL, m.first < DATE '2026-08-01' FROM months m WHERE NOT EXISTS (SELECT 1 FROM followed f WHERE f.month = m.first);
