-- northstar query projects_that_ship typical_release changes_gained --since 2016-01-01
-- A project that ships in a month without changes has 0 for each release; one that does not ship has nothing.
WITH RECURSIVE months (first) AS (
  SELECT DATE '2014-11-01'
  UNION ALL
  SELECT CAST(first + INTERVAL '1 month' AS date) FROM months WHERE first < DATE '2026-08-01'
),
changes AS (SELECT CAST(date_trunc('month', wall) AS date) AS month, repo_id, count(*) AS n FROM oss.here WHERE NOT is_merge GROUP BY 1, 2),
shipped AS (SELECT CAST(date_trunc('month', wall) AS date) AS month, repo_id, count(*) AS n FROM oss.released WHERE NOT is_prerelease GROUP BY 1, 2),
each AS (
  SELECT m.first, r.repo_id, coalesce(c.n, 0) AS changes, coalesce(s.n, 0) AS shipped, coalesce(b.n, 0) AS before
  FROM months m
  CROSS JOIN oss.repos r
  LEFT JOIN changes c ON c.month = m.first AND c.repo_id = r.repo_id
  LEFT JOIN shipped s ON s.month = m.first AND s.repo_id = r.repo_id
  LEFT JOIN changes b ON b.month = CAST(m.first - INTERVAL '1 month' AS date) AND b.repo_id = r.repo_id
)
SELECT
  first,
  sum(CASE WHEN changes > 0 AND shipped > 0 THEN 1 ELSE 0 END),
  percentile_cont(0.5) WITHIN GROUP (ORDER BY CAST(changes AS double precision) / nullif(shipped, 0)),
  sum(CASE WHEN changes > before THEN changes - before ELSE 0 END)
FROM each
WHERE first >= DATE '2016-01-01'
GROUP BY first;
