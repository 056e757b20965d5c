-- northstar query released_within_a_week merges --by owner --grain month --sparse --since 2020-01-01
-- By the wall clock, seven days to the second; a release of the very moment counts, the one that ends the week does not.
SELECT
  CAST(date_trunc('month', h.wall) AS date),
  h.owner,
  avg(CASE WHEN EXISTS (
    SELECT 1 FROM oss.released r WHERE NOT r.is_prerelease AND r.repo_id = h.repo_id AND r.released_at >= h.authored_at AND r.wall < h.wall + INTERVAL '7 days'
  ) THEN CAST(1 AS double precision) ELSE 0 END),
  count(*)
FROM oss.here h
WHERE h.is_merge AND h.wall >= TIMESTAMP '2020-01-01 00:00:00'
GROUP BY 1, 2;
