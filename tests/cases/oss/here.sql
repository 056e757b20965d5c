-- What the hand-written queries read: the tables of the histories with the wall clock of Los Angeles, which is eight hours behind UTC,
-- and seven from the second Sunday of March, 10:00 UTC, to the first Sunday of November, 09:00 UTC. Written out, so that no engine's
-- knowledge of time zones takes part. Merges and changes in one table, each with the project it belongs to.

CREATE TABLE oss.summers AS
SELECT begins, ends
FROM (
  VALUES
    (TIMESTAMP '2014-03-09 10:00:00', TIMESTAMP '2014-11-02 09:00:00'),
    (TIMESTAMP '2015-03-08 10:00:00', TIMESTAMP '2015-11-01 09:00:00'),
    (TIMESTAMP '2016-03-13 10:00:00', TIMESTAMP '2016-11-06 09:00:00'),
    (TIMESTAMP '2017-03-12 10:00:00', TIMESTAMP '2017-11-05 09:00:00'),
    (TIMESTAMP '2018-03-11 10:00:00', TIMESTAMP '2018-11-04 09:00:00'),
    (TIMESTAMP '2019-03-10 10:00:00', TIMESTAMP '2019-11-03 09:00:00'),
    (TIMESTAMP '2020-03-08 10:00:00', TIMESTAMP '2020-11-01 09:00:00'),
    (TIMESTAMP '2021-03-14 10:00:00', TIMESTAMP '2021-11-07 09:00:00'),
    (TIMESTAMP '2022-03-13 10:00:00', TIMESTAMP '2022-11-06 09:00:00'),
    (TIMESTAMP '2023-03-12 10:00:00', TIMESTAMP '2023-11-05 09:00:00'),
    (TIMESTAMP '2024-03-10 10:00:00', TIMESTAMP '2024-11-03 09:00:00'),
    (TIMESTAMP '2025-03-09 10:00:00', TIMESTAMP '2025-11-02 09:00:00'),
    (TIMESTAMP '2026-03-08 10:00:00', TIMESTAMP '2026-11-01 09:00:00')
) AS listed (begins, ends);

CREATE TABLE oss.here AS
SELECT
  c.*,
  r.owner,
  r.name,
  p.first_commit_at,
  c.authored_at - CASE WHEN s.begins IS NULL THEN INTERVAL '8 hours' ELSE INTERVAL '7 hours' END AS wall,
  p.first_commit_at - CASE WHEN f.begins IS NULL THEN INTERVAL '8 hours' ELSE INTERVAL '7 hours' END AS first_wall
FROM oss.commits c
LEFT JOIN oss.repos r ON r.repo_id = c.repo_id
LEFT JOIN oss.contributors p ON p.contributor_id = c.contributor_id
LEFT JOIN oss.summers s ON c.authored_at >= s.begins AND c.authored_at < s.ends
LEFT JOIN oss.summers f ON p.first_commit_at >= f.begins AND p.first_commit_at < f.ends;

CREATE TABLE oss.released AS
SELECT
  c.*,
  r.owner,
  c.released_at - CASE WHEN s.begins IS NULL THEN INTERVAL '8 hours' ELSE INTERVAL '7 hours' END AS wall
FROM oss.releases c
LEFT JOIN oss.repos r ON r.repo_id = c.repo_id
LEFT JOIN oss.summers s ON c.released_at >= s.begins AND c.released_at < s.ends;
