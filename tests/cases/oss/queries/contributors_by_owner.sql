-- northstar query active_contributors --by owner --grain none
SELECT owner, count(DISTINCT contributor_id)
FROM oss.here
WHERE NOT is_merge
GROUP BY owner;
