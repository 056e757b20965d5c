-- northstar query changes_landed --by weekday,full_name --grain none --order changes_landed:desc,full_name --limit 40
SELECT CAST(extract(isodow FROM h.wall) AS integer), r.owner || '/' || r.name, count(*) AS n
FROM oss.here h
JOIN oss.repos r ON r.repo_id = h.repo_id
WHERE NOT h.is_merge
GROUP BY 1, 2
ORDER BY n DESC, 2
LIMIT 40;
