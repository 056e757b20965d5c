-- northstar query spread_of_files --grain year --by size
-- A deviation from one row is none.
WITH RECURSIVE years (first) AS (
  SELECT DATE '2014-02-01'
  UNION ALL
  SELECT CAST(first + INTERVAL '1 year' AS date) FROM years WHERE first < DATE '2026-02-01'
),
asked AS (
  SELECT
    CAST(date_trunc('year', date_trunc('month', wall) - INTERVAL '1 month') + INTERVAL '1 month' AS date) AS year,
    CASE WHEN files_changed <= 1 THEN 'one' WHEN files_changed <= 10 THEN 'few' ELSE 'many' END AS size,
    CAST(files_changed AS double precision) AS files
  FROM oss.here
  WHERE NOT is_merge
),
centred AS (SELECT year, size, files - avg(files) OVER (PARTITION BY year, size) AS distance FROM asked)
SELECT y.first, s.size, sqrt(sum(c.distance * c.distance) / nullif(count(c.distance) - 1, 0))
FROM years y
CROSS JOIN (SELECT DISTINCT size FROM asked) s
LEFT JOIN centred c ON c.year = y.first AND c.size = s.size
GROUP BY y.first, s.size
HAVING count(c.distance) <> 1
UNION ALL
SELECT c.year, c.size, NULL FROM centred c GROUP BY c.year, c.size HAVING count(*) = 1;
