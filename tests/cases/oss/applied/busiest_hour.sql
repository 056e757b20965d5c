-- SELECT period_start, value FROM northstar.busiest_hour
-- A week without a change has no busy hour: its busiest has nought.
WITH RECURSIVE weeks (week) AS (
  SELECT DATE '2014-11-09'
  UNION ALL
  SELECT week + 7 FROM weeks WHERE week < DATE '2026-08-16'
),
hours AS (
  SELECT CAST(wall AS date) - CAST(extract(dow FROM wall) AS integer) AS week, date_trunc('hour', wall) AS hour, count(*) AS n
  FROM oss.here WHERE NOT is_merge GROUP BY 1, 2
)
SELECT w.week, coalesce(max(h.n), 0)
FROM weeks w
LEFT JOIN hours h ON h.week = w.week
GROUP BY w.week;
