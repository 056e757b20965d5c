-- northstar query typical_changes regulars --by owner --sparse
WITH each AS (
  SELECT CAST(date_trunc('month', wall) AS date) AS month, owner, contributor_id, count(*) AS n FROM oss.here WHERE NOT is_merge GROUP BY 1, 2, 3
)
SELECT
  month,
  owner,
  percentile_cont(0.5) WITHIN GROUP (ORDER BY CAST(n AS double precision)),
  sum(CASE WHEN n >= 5 THEN 1 ELSE 0 END)
FROM each
GROUP BY month, owner;
