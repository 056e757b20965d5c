-- SELECT period_start, value, is_complete FROM northstar.back_after_four_weeks WHERE dimension = 'all'
-- The people of July have until 5 September to come back.
WITH RECURSIVE months (first) AS (
  SELECT DATE '2014-11-01'
  UNION ALL
  SELECT CAST(first + INTERVAL '1 month' AS date) FROM months WHERE first < DATE '2026-08-01'
),
changes AS (SELECT contributor_id, wall FROM oss.here WHERE NOT is_merge),
firsts AS (SELECT contributor_id, min(wall) AS wall FROM changes GROUP BY contributor_id),
back AS (
  SELECT DISTINCT f.contributor_id
  FROM firsts f
  JOIN changes c ON c.contributor_id = f.contributor_id AND c.wall >= f.wall + INTERVAL '28 days' AND c.wall < f.wall + INTERVAL '35 days'
)
SELECT m.first, CAST(count(b.contributor_id) AS double precision) / nullif(count(f.contributor_id), 0), m.first < DATE '2026-07-01'
FROM months m
LEFT JOIN firsts f ON CAST(date_trunc('month', f.wall) AS date) = m.first
LEFT JOIN back b ON b.contributor_id = f.contributor_id
GROUP BY m.first;
