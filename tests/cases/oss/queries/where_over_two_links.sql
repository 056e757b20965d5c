-- northstar query active_contributors mean_files --where "contributor.first_commit_at < 2020-01-01 and repo.first_commit_at >= 2018-01-01" --grain none
-- The dates are midnights of Los Angeles, in winter.
SELECT count(DISTINCT h.contributor_id), CAST(sum(h.files_changed) AS double precision) / count(h.files_changed)
FROM oss.here h
JOIN oss.repos r ON r.repo_id = h.repo_id
WHERE NOT h.is_merge AND h.first_commit_at < TIMESTAMP '2020-01-01 08:00:00' AND r.first_commit_at >= TIMESTAMP '2018-01-01 08:00:00';
