-- northstar query days_waited --by owner --since 2026-01-01
-- A change that is committed the day it is written waits no day. What was written long ago waited in the months of the range too.
WITH RECURSIVE days (day) AS (
  SELECT DATE '2026-01-01'
  UNION ALL
  SELECT day + 1 FROM days WHERE day < DATE '2026-08-22'
),
waits AS (
  SELECT
    h.owner,
    CAST(h.wall AS date) AS written,
    CAST(h.committed_at - CASE WHEN s.begins IS NULL THEN INTERVAL '8 hours' ELSE INTERVAL '7 hours' END AS date) AS committed
  FROM oss.here h
  LEFT JOIN oss.summers s ON h.committed_at >= s.begins AND h.committed_at < s.ends
  WHERE NOT h.is_merge
),
waiting AS (SELECT d.day, w.owner FROM days d JOIN waits w ON w.committed > DATE '2026-01-01' AND d.day >= w.written AND d.day < w.committed),
months AS (SELECT DISTINCT CAST(date_trunc('month', day) AS date) AS first FROM days)
SELECT m.first, o.owner, count(w.day)
FROM months m
CROSS JOIN (SELECT DISTINCT owner FROM waiting) o
LEFT JOIN waiting w ON w.owner = o.owner AND CAST(date_trunc('month', w.day) AS date) = m.first
GROUP BY m.first, o.owner;
