-- northstar query files_at_last --by owner --sparse
WITH turns AS (
  SELECT
    CAST(date_trunc('month', wall) AS date) AS month,
    owner,
    files_changed,
    row_number() OVER (PARTITION BY date_trunc('month', wall), repo_id ORDER BY authored_at DESC, commit_id DESC) AS turn
  FROM oss.here
  WHERE NOT is_merge
)
SELECT month, owner, CAST(sum(files_changed) AS double precision) / count(files_changed) FROM turns WHERE turn = 1 GROUP BY month, owner;
