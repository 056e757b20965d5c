-- SELECT segment, sum(value) FROM northstar.metric_values WHERE metric = 'changes_landed' AND dimension = 'weekday' GROUP BY segment
SELECT CAST(CAST(extract(isodow FROM wall) AS integer) AS text), count(*)
FROM oss.here
WHERE NOT is_merge
GROUP BY 1;
