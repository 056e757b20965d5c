-- northstar query changes_landed active_contributors --by kind,owner --grain month --since 2024-01-01 --sparse
SELECT CAST(date_trunc('month', wall) AS date), kind, owner, count(*), count(DISTINCT contributor_id)
FROM oss.here
WHERE NOT is_merge AND wall >= TIMESTAMP '2024-01-01 00:00:00'
GROUP BY 1, 2, 3;
