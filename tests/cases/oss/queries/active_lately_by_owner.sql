-- northstar query active_lately --by owner --since 2025-06-01
-- The 28 days end with the week's Saturday, and may begin before the range.
WITH RECURSIVE weeks (week) AS (
  SELECT DATE '2025-06-01'
  UNION ALL
  SELECT week + 7 FROM weeks WHERE week < DATE '2026-08-16'
),
days AS (SELECT DISTINCT CAST(wall AS date) AS day, owner, contributor_id FROM oss.here WHERE NOT is_merge AND wall >= TIMESTAMP '2025-05-11 00:00:00')
SELECT w.week, o.owner, count(DISTINCT d.contributor_id)
FROM weeks w
CROSS JOIN (SELECT DISTINCT owner FROM days) o
LEFT JOIN days d ON d.owner = o.owner AND d.day >= w.week - 21 AND d.day <= w.week + 6
GROUP BY w.week, o.owner;
