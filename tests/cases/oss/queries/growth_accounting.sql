-- northstar query active_contributors new_contributors retained_contributors resurrected_contributors churned_contributors
-- Everybody of the first week is new.
WITH RECURSIVE weeks (week) AS (
  SELECT DATE '2014-11-09'
  UNION ALL
  SELECT week + 7 FROM weeks WHERE week < DATE '2026-08-16'
),
seen AS (SELECT DISTINCT CAST(wall AS date) - CAST(extract(dow FROM wall) AS integer) AS week, contributor_id FROM oss.here WHERE NOT is_merge),
neighbours AS (
  SELECT week, lag(week) OVER (PARTITION BY contributor_id ORDER BY week) AS before, lead(week) OVER (PARTITION BY contributor_id ORDER BY week) AS after
  FROM seen
)
SELECT
  w.week,
  sum(CASE WHEN n.week = w.week THEN 1 ELSE 0 END),
  sum(CASE WHEN n.week = w.week AND n.before IS NULL THEN 1 ELSE 0 END),
  sum(CASE WHEN n.week = w.week AND n.before = w.week - 7 THEN 1 ELSE 0 END),
  sum(CASE WHEN n.week = w.week AND n.before < w.week - 7 THEN 1 ELSE 0 END),
  sum(CASE WHEN n.week < w.week AND (n.after IS NULL OR n.after > w.week) THEN 1 ELSE 0 END)
FROM weeks w
LEFT JOIN (SELECT n.*, n.week AS counts_in FROM neighbours n UNION ALL SELECT n.*, n.week + 7 FROM neighbours n) n ON n.counts_in = w.week
GROUP BY w.week;
