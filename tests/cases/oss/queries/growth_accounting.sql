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
  (SELECT count(*) FROM neighbours n WHERE n.week = w.week),
  (SELECT count(*) FROM neighbours n WHERE n.week = w.week AND n.before IS NULL),
  (SELECT count(*) FROM neighbours n WHERE n.week = w.week AND n.before = w.week - 7),
  (SELECT count(*) FROM neighbours n WHERE n.week = w.week AND n.before < w.week - 7),
  (SELECT count(*) FROM neighbours n WHERE n.week = w.week - 7 AND (n.after IS NULL OR n.after > w.week))
FROM weeks w;
