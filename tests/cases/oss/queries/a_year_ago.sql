-- northstar query active_contributors contributors_a_year_ago growth_in_a_year
-- 52 weeks before; the first 52 weeks have none. A week without anybody is no base.
WITH RECURSIVE weeks (week) AS (
  SELECT DATE '2014-11-09'
  UNION ALL
  SELECT week + 7 FROM weeks WHERE week < DATE '2026-08-16'
),
active AS (
  SELECT w.week, count(DISTINCT h.contributor_id) AS n
  FROM weeks w
  LEFT JOIN oss.here h ON NOT h.is_merge AND CAST(h.wall AS date) - CAST(extract(dow FROM h.wall) AS integer) = w.week
  GROUP BY w.week
)
SELECT a.week, a.n, b.n, CAST(a.n AS double precision) / nullif(b.n, 0) - 1
FROM active a
LEFT JOIN active b ON b.week = a.week - 364;
