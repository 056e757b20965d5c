-- northstar query changes_landed files_touched mean_files --by repo.owner --grain month --since 2025-11-01
WITH RECURSIVE months (first) AS (
  SELECT DATE '2014-11-01'
  UNION ALL
  SELECT CAST(first + INTERVAL '1 month' AS date) FROM months WHERE first < DATE '2026-08-01'
)
-- Every owner seen in the range has every month, with or without a change.
, asked AS (
  SELECT CAST(date_trunc('month', wall) AS date) AS month, owner, files_changed FROM oss.here WHERE NOT is_merge AND wall >= TIMESTAMP '2025-11-01 00:00:00'
)
SELECT m.first, o.owner, count(a.month), coalesce(sum(a.files_changed), 0), CAST(sum(a.files_changed) AS double precision) / nullif(count(a.files_changed), 0)
FROM months m
CROSS JOIN (SELECT DISTINCT owner FROM asked) o
LEFT JOIN asked a ON a.month = m.first AND a.owner = o.owner
WHERE m.first >= DATE '2025-11-01'
GROUP BY m.first, o.owner;
