-- northstar query new_contributors retained_contributors resurrected_contributors churned_contributors --by owner --since 2026-03-01
-- Every owner has a history of its own, which begins long before the range. An owner of the week before is seen: all who were there are gone.
WITH RECURSIVE weeks (week) AS (
  SELECT DATE '2026-03-01'
  UNION ALL
  SELECT week + 7 FROM weeks WHERE week < DATE '2026-08-16'
),
seen AS (
  SELECT DISTINCT CAST(wall AS date) - CAST(extract(dow FROM wall) AS integer) AS week, owner, contributor_id FROM oss.here WHERE NOT is_merge
),
neighbours AS (
  SELECT
    week,
    owner,
    lag(week) OVER (PARTITION BY owner, contributor_id ORDER BY week) AS before,
    lead(week) OVER (PARTITION BY owner, contributor_id ORDER BY week) AS after
  FROM seen
)
SELECT
  w.week,
  o.owner,
  sum(CASE WHEN n.week = w.week AND n.before IS NULL THEN 1 ELSE 0 END),
  sum(CASE WHEN n.week = w.week AND n.before = w.week - 7 THEN 1 ELSE 0 END),
  sum(CASE WHEN n.week = w.week AND n.before < w.week - 7 THEN 1 ELSE 0 END),
  sum(CASE WHEN n.week = w.week - 7 AND (n.after IS NULL OR n.after > w.week) THEN 1 ELSE 0 END)
FROM weeks w
CROSS JOIN (SELECT DISTINCT owner FROM seen WHERE week >= DATE '2026-02-22') o
LEFT JOIN neighbours n ON n.owner = o.owner AND n.week IN (w.week, w.week - 7)
GROUP BY w.week, o.owner;
