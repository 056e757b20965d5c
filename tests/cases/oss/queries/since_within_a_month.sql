-- northstar query changes_landed --since 2025-03-05 --until 2025-06-10 --grain month
SELECT CAST(date_trunc('month', wall) AS date), count(*)
FROM oss.here
WHERE NOT is_merge AND wall >= TIMESTAMP '2025-03-01 00:00:00' AND wall < TIMESTAMP '2025-06-01 00:00:00'
GROUP BY 1;
