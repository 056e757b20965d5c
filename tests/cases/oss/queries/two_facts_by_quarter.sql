-- northstar query changes_per_release changes_landed releases_published --by owner --grain quarter --sparse
-- An owner with changes and no release in a quarter has no ratio; one with releases only has nought changes.
WITH changes AS (
  SELECT CAST(date_trunc('quarter', date_trunc('month', wall) - INTERVAL '1 month') + INTERVAL '1 month' AS date) AS quarter, owner, count(*) AS n
  FROM oss.here
  WHERE NOT is_merge
  GROUP BY 1, 2
),
released AS (
  SELECT CAST(date_trunc('quarter', date_trunc('month', wall) - INTERVAL '1 month') + INTERVAL '1 month' AS date) AS quarter, owner, count(*) AS n
  FROM oss.released
  WHERE NOT is_prerelease
  GROUP BY 1, 2
)
SELECT
  coalesce(c.quarter, r.quarter),
  coalesce(c.owner, r.owner),
  CAST(coalesce(c.n, 0) AS double precision) / r.n,
  coalesce(c.n, 0),
  coalesce(r.n, 0)
FROM changes c
FULL JOIN released r ON r.quarter = c.quarter AND r.owner = c.owner;
