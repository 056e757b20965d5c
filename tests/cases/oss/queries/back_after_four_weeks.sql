-- northstar query back_after_four_weeks --by owner --grain quarter
-- A person belongs to the owner of the first change ever; the fifth week counts from its very moment, on the wall clock.
WITH RECURSIVE quarters (first) AS (
  SELECT DATE '2014-11-01'
  UNION ALL
  SELECT CAST(first + INTERVAL '3 months' AS date) FROM quarters WHERE first < DATE '2026-08-01'
),
changes AS (SELECT * FROM oss.here WHERE NOT is_merge),
firsts AS (
  SELECT
    contributor_id,
    owner,
    wall,
    CAST(date_trunc('quarter', date_trunc('month', wall) - INTERVAL '1 month') + INTERVAL '1 month' AS date) AS quarter,
    row_number() OVER (PARTITION BY contributor_id ORDER BY authored_at, commit_id) AS turn
  FROM changes
),
cohorts AS (
  SELECT
    quarter,
    owner,
    CASE WHEN EXISTS (
      SELECT 1 FROM changes c
      WHERE c.contributor_id = f.contributor_id AND c.wall >= f.wall + INTERVAL '28 days' AND c.wall < f.wall + INTERVAL '35 days'
    ) THEN 1 ELSE 0 END AS is_back
  FROM firsts f
  WHERE turn = 1
)
SELECT q.first, o.owner, CAST(sum(c.is_back) AS double precision) / count(c.quarter)
FROM quarters q
CROSS JOIN (SELECT DISTINCT owner FROM changes) o
LEFT JOIN cohorts c ON c.quarter = q.first AND c.owner = o.owner
GROUP BY q.first, o.owner
HAVING count(c.quarter) > 0
UNION ALL
SELECT q.first, o.owner, NULL
FROM quarters q
CROSS JOIN (SELECT DISTINCT owner FROM changes) o
WHERE NOT EXISTS (SELECT 1 FROM cohorts c WHERE c.quarter = q.first AND c.owner = o.owner);
