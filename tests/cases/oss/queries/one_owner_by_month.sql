-- northstar query changes_landed --where "repo.owner = 'astral-sh'" --grain month
WITH RECURSIVE months (first) AS (
  SELECT DATE '2014-11-01'
  UNION ALL
  SELECT CAST(first + INTERVAL '1 month' AS date) FROM months WHERE first < DATE '2026-08-01'
)
-- Months before the first change of that owner are there: a source has had rows since November 2014.
SELECT first, (SELECT count(*) FROM oss.here WHERE NOT is_merge AND owner = 'astral-sh' AND CAST(date_trunc('month', wall) AS date) = first)
FROM months;
