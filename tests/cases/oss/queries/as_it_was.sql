-- northstar query active_contributors releases_published --as-of 2024-06-30 --grain quarter --since 2023-01-01
-- Later rows are not seen; the quarter of May is there as far as it had come.
SELECT
  CAST(date_trunc('quarter', date_trunc('month', wall) - INTERVAL '1 month') + INTERVAL '1 month' AS date) AS quarter,
  count(DISTINCT contributor_id),
  (
    SELECT count(*)
    FROM oss.released r
    WHERE NOT r.is_prerelease
      AND r.wall < TIMESTAMP '2024-07-01 00:00:00'
      AND date_trunc('quarter', date_trunc('month', r.wall) - INTERVAL '1 month') = date_trunc('quarter', date_trunc('month', min(h.wall)) - INTERVAL '1 month')
  )
FROM oss.here h
WHERE NOT is_merge AND wall >= TIMESTAMP '2022-11-01 00:00:00' AND wall < TIMESTAMP '2024-07-01 00:00:00'
GROUP BY 1;
