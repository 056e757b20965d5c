-- northstar query contributors_a_day --by owner --grain month --since 2025-10-01
-- Every day up to as-of counts, with or without a change: August has 22 of them.
WITH RECURSIVE days (day) AS (
  SELECT DATE '2025-10-01'
  UNION ALL
  SELECT day + 1 FROM days WHERE day < DATE '2026-08-22'
),
changes AS (SELECT CAST(wall AS date) AS day, owner, contributor_id FROM oss.here WHERE NOT is_merge AND wall >= TIMESTAMP '2025-10-01 00:00:00'),
daily AS (
  SELECT d.day, o.owner, count(DISTINCT c.contributor_id) AS n
  FROM days d
  CROSS JOIN (SELECT DISTINCT owner FROM changes) o
  LEFT JOIN changes c ON c.day = d.day AND c.owner = o.owner
  GROUP BY d.day, o.owner
)
SELECT CAST(date_trunc('month', day) AS date), owner, CAST(sum(n) AS double precision) / count(*) FROM daily GROUP BY 1, 2;
