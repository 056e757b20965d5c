-- SELECT period_start, value FROM northstar.projects_that_ship
WITH RECURSIVE months (first) AS (
  SELECT DATE '2014-11-01'
  UNION ALL
  SELECT CAST(first + INTERVAL '1 month' AS date) FROM months WHERE first < DATE '2026-08-01'
),
changed AS (SELECT DISTINCT CAST(date_trunc('month', wall) AS date) AS month, repo_id FROM oss.here WHERE NOT is_merge),
shipped AS (SELECT DISTINCT CAST(date_trunc('month', wall) AS date) AS month, repo_id FROM oss.released WHERE NOT is_prerelease)
SELECT m.first, count(s.repo_id)
FROM months m
LEFT JOIN (SELECT c.month, c.repo_id FROM changed c JOIN shipped USING (month, repo_id)) s ON s.month = m.first
GROUP BY m.first;
