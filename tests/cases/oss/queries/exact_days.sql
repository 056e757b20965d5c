-- northstar query changes_landed active_contributors largest_change --since 2025-03-05 --until 2025-06-10 --grain none
SELECT count(*), count(DISTINCT contributor_id), max(files_changed)
FROM oss.here
WHERE NOT is_merge AND wall >= TIMESTAMP '2025-03-05 00:00:00' AND wall < TIMESTAMP '2025-06-10 00:00:00';
