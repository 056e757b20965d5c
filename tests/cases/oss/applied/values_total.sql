-- SELECT dimension, sum(value) FROM northstar.metric_values WHERE metric = 'changes_landed' GROUP BY dimension
-- Every dimension adds up to the total: a link loses no change and counts none twice.
SELECT d.dimension, count(*)
FROM oss.here
CROSS JOIN (VALUES ('all'), ('owner'), ('full_name'), ('kind'), ('weekday')) AS d (dimension)
WHERE NOT is_merge
GROUP BY d.dimension;
