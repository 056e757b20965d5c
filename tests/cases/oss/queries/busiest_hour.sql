-- northstar query busiest_hour contributors_a_day changes_landed --since 2024-10-06
-- Sub-periods of two lengths in one question. The hour that the clock repeats is one.
WITH hours AS (
  SELECT CAST(wall AS date) - CAST(extract(dow FROM wall) AS integer) AS week, date_trunc('hour', wall) AS hour, count(*) AS n
  FROM oss.here WHERE NOT is_merge GROUP BY 1, 2
),
days AS (
  SELECT CAST(wall AS date) - CAST(extract(dow FROM wall) AS integer) AS week, CAST(wall AS date) AS day, count(DISTINCT contributor_id) AS n
  FROM oss.here WHERE NOT is_merge GROUP BY 1, 2
)
SELECT week, max(n), (SELECT CAST(sum(d.n) AS double precision) / 7 FROM days d WHERE d.week = h.week), sum(n)
FROM hours h
WHERE week >= DATE '2024-10-06'
GROUP BY week;
