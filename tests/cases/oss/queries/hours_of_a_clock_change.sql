-- northstar query changes_landed --grain hour --since 2026-03-07 --until 2026-03-10 --sparse
-- There is no hour from two to three on the 8th.
SELECT date_trunc('hour', wall), count(*)
FROM oss.here
WHERE NOT is_merge AND wall >= TIMESTAMP '2026-03-07 00:00:00' AND wall < TIMESTAMP '2026-03-10 00:00:00'
GROUP BY 1;
