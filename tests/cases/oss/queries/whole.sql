-- northstar query active_contributors newcomers changes_landed reverted_share files_per_change releases_published large_change spread_of_files mean_files largest_change files_touched memberships merges changes_per_release merge_share --grain none
-- Days are those of the wall clock: four weeks over a change of it are an hour longer or shorter.
WITH pairs AS (SELECT DISTINCT repo_id, contributor_id FROM oss.here WHERE NOT is_merge)
SELECT
  count(DISTINCT contributor_id),
  count(DISTINCT CASE WHEN wall < first_wall + INTERVAL '28 days' THEN contributor_id END),
  count(*),
  CAST(sum(CASE WHEN is_revert THEN 1 ELSE 0 END) AS double precision) / count(*),
  percentile_cont(0.5) WITHIN GROUP (ORDER BY CAST(files_changed AS double precision)),
  (SELECT count(*) FROM oss.released WHERE NOT is_prerelease),
  percentile_cont(0.95) WITHIN GROUP (ORDER BY CAST(files_changed AS double precision)),
  sqrt(
    (sum(CAST(files_changed AS double precision) * files_changed) - sum(CAST(files_changed AS double precision)) * sum(files_changed) / count(*))
    / (count(*) - 1)
  ),
  CAST(sum(files_changed) AS double precision) / count(*),
  max(files_changed),
  sum(files_changed),
  (SELECT count(*) FROM pairs),
  (SELECT count(*) FROM oss.here WHERE is_merge),
  CAST(count(*) AS double precision) / (SELECT count(*) FROM oss.released WHERE NOT is_prerelease),
  CAST((SELECT count(*) FROM oss.here WHERE is_merge) AS double precision) / (SELECT count(*) FROM oss.here)
FROM oss.here
WHERE NOT is_merge;
