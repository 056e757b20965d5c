-- northstar query files_per_change large_change --grain year --sparse
-- A fiscal year begins in February; it is named by its first day.
SELECT
  CAST(date_trunc('year', date_trunc('month', wall) - INTERVAL '1 month') + INTERVAL '1 month' AS date),
  percentile_cont(0.5) WITHIN GROUP (ORDER BY CAST(files_changed AS double precision)),
  percentile_cont(0.95) WITHIN GROUP (ORDER BY CAST(files_changed AS double precision))
FROM oss.here
WHERE NOT is_merge
GROUP BY 1;
