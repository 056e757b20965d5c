-- northstar query changes_landed active_contributors newcomers merges slow_share --grain month
-- Days are those of the wall clock: four weeks over a change of it are an hour longer or shorter.
WITH RECURSIVE months (first) AS (
  SELECT DATE '2014-11-01'
  UNION ALL
  SELECT CAST(first + INTERVAL '1 month' AS date) FROM months WHERE first < DATE '2026-08-01'
)
SELECT
  m.first,
  sum(CASE WHEN NOT h.is_merge THEN 1 ELSE 0 END),
  count(DISTINCT CASE WHEN NOT h.is_merge THEN h.contributor_id END),
  count(DISTINCT CASE WHEN NOT h.is_merge AND h.wall < h.first_wall + INTERVAL '28 days' THEN h.contributor_id END),
  sum(CASE WHEN h.is_merge THEN 1 ELSE 0 END),
  CAST(sum(CASE WHEN NOT h.is_merge AND CAST(d.wall AS date) - CAST(h.wall AS date) >= 7 THEN 1 ELSE 0 END) AS double precision)
    / nullif(sum(CASE WHEN NOT h.is_merge THEN 1 ELSE 0 END), 0)
FROM months m
LEFT JOIN oss.here h ON CAST(date_trunc('month', h.wall) AS date) = m.first
LEFT JOIN (
  SELECT c.commit_id, c.committed_at - CASE WHEN s.begins IS NULL THEN INTERVAL '8 hours' ELSE INTERVAL '7 hours' END AS wall
  FROM oss.commits c
  LEFT JOIN oss.summers s ON c.committed_at >= s.begins AND c.committed_at < s.ends
) d ON d.commit_id = h.commit_id
GROUP BY m.first;
