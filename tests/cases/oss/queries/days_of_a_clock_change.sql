-- northstar query changes_landed --grain day --since 2025-10-30 --until 2025-11-06
SELECT CAST(wall AS date), count(*)
FROM oss.here
WHERE NOT is_merge AND wall >= TIMESTAMP '2025-10-30 00:00:00' AND wall < TIMESTAMP '2025-11-06 00:00:00'
GROUP BY 1;
