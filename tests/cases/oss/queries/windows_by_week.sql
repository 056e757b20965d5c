-- northstar query active_lately contributors_ever typical_lately --since 2025-12-28
-- The fiscal year begins in February: the last week of January ends in it when its Saturday does.
WITH RECURSIVE weeks (week) AS (
  SELECT DATE '2025-12-28'
  UNION ALL
  SELECT week + 7 FROM weeks WHERE week < DATE '2026-08-16'
),
changes AS (SELECT CAST(wall AS date) AS day, contributor_id, files_changed FROM oss.here WHERE NOT is_merge)
SELECT
  week,
  (SELECT count(DISTINCT contributor_id) FROM changes WHERE day BETWEEN week - 21 AND week + 6),
  (SELECT count(DISTINCT contributor_id) FROM changes WHERE day <= week + 6),
  (
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY CAST(files_changed AS double precision))
    FROM changes
    WHERE day <= week + 6 AND day >= CASE WHEN week + 6 < DATE '2026-02-01' THEN DATE '2025-02-01' ELSE DATE '2026-02-01' END
  )
FROM weeks;
