-- northstar query files_per_change large_change --by repo.owner --grain none
SELECT
  owner,
  percentile_cont(0.5) WITHIN GROUP (ORDER BY CAST(files_changed AS double precision)),
  percentile_cont(0.95) WITHIN GROUP (ORDER BY CAST(files_changed AS double precision))
FROM oss.here
WHERE NOT is_merge
GROUP BY owner;
