-- northstar query contributors_a_year_ago growth_in_a_year --by owner --grain month --since 2025-09-01
-- An owner is seen in the range or a year before it.
WITH RECURSIVE months (first) AS (
  SELECT DATE '2024-09-01'
  UNION ALL
  SELECT CAST(first + INTERVAL '1 month' AS date) FROM months WHERE first < DATE '2026-08-01'
),
changes AS (SELECT CAST(date_trunc('month', wall) AS date) AS month, owner, contributor_id FROM oss.here WHERE NOT is_merge AND wall >= TIMESTAMP '2024-09-01 00:00:00'),
active AS (
  SELECT m.first, o.owner, count(DISTINCT c.contributor_id) AS n
  FROM months m
  CROSS JOIN (SELECT DISTINCT owner FROM changes) o
  LEFT JOIN changes c ON c.month = m.first AND c.owner = o.owner
  GROUP BY m.first, o.owner
)
SELECT a.first, a.owner, b.n, CAST(a.n AS double precision) / nullif(b.n, 0) - 1
FROM active a
JOIN active b ON b.owner = a.owner AND b.first = CAST(a.first - INTERVAL '1 year' AS date)
WHERE a.first >= DATE '2025-09-01';
