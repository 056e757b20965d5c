-- SELECT period_start, value, is_complete FROM northstar.merges WHERE dimension = 'all'
-- It starts with the first commit of any kind, long before the first merge.
WITH RECURSIVE weeks (week) AS (
  SELECT DATE '2014-11-09'
  UNION ALL
  SELECT week + 7 FROM weeks WHERE week < DATE '2026-08-16'
)
SELECT w.week, count(h.commit_id), w.week < DATE '2026-08-16'
FROM weeks w
LEFT JOIN oss.here h ON h.is_merge AND CAST(h.wall AS date) - CAST(extract(dow FROM h.wall) AS integer) = w.week
GROUP BY w.week;
