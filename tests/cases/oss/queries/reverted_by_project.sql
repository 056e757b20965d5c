-- northstar query reverted_share --by repo.name --grain none
SELECT name, CAST(sum(CASE WHEN is_revert THEN 1 ELSE 0 END) AS double precision) / count(*)
FROM oss.here
WHERE NOT is_merge
GROUP BY name;
