-- SELECT metric, period_start, dimension, segment, value FROM northstar.metric_values WHERE metric IN ('new_contributors', 'retained_contributors', 'resurrected_contributors', 'churned_contributors')
-- One history for the total and one for every owner.
WITH RECURSIVE weeks (week) AS (
  SELECT DATE '2014-11-09'
  UNION ALL
  SELECT week + 7 FROM weeks WHERE week < DATE '2026-08-16'
),
changes AS (
  SELECT DISTINCT CAST(wall AS date) - CAST(extract(dow FROM wall) AS integer) AS week, owner, contributor_id FROM oss.here WHERE NOT is_merge
),
sliced AS (
  SELECT DISTINCT week, 'all' AS dimension, 'all' AS segment, contributor_id FROM changes
  UNION ALL
  SELECT week, 'owner', owner, contributor_id FROM changes
),
neighbours AS (
  SELECT
    week,
    dimension,
    segment,
    lag(week) OVER (PARTITION BY dimension, segment, contributor_id ORDER BY week) AS before,
    lead(week) OVER (PARTITION BY dimension, segment, contributor_id ORDER BY week) AS after
  FROM sliced
),
told AS (
  SELECT
    CASE WHEN before IS NULL THEN 'new_contributors' WHEN before = week - 7 THEN 'retained_contributors' ELSE 'resurrected_contributors' END AS metric,
    week,
    dimension,
    segment
  FROM neighbours
  UNION ALL
  SELECT 'churned_contributors', week + 7, dimension, segment FROM neighbours WHERE after IS NULL OR after > week + 7
),
counted AS (SELECT metric, week, dimension, segment, count(*) AS n FROM told GROUP BY 1, 2, 3, 4)
SELECT m.metric, CAST(w.week AS timestamp), s.dimension, s.segment, coalesce(c.n, 0)
FROM weeks w
CROSS JOIN (SELECT DISTINCT dimension, segment FROM sliced) s
CROSS JOIN (VALUES ('new_contributors'), ('retained_contributors'), ('resurrected_contributors'), ('churned_contributors')) AS m (metric)
LEFT JOIN counted c ON c.metric = m.metric AND c.week = w.week AND c.dimension = s.dimension AND c.segment = s.segment;
