-- northstar query lengths,starts,likes,parts,replaced,listed,different --grain none --as-of 2026-02-01
WITH words_in_all AS (
  SELECT
    COUNT(*) AS rows_all,
    COUNT(CASE WHEN STARTS_WITH(words.word, 'a%') THEN 1 END) AS rows_40569fea,
    COUNT(CASE WHEN words.word LIKE 'a!!%%' ESCAPE '!' THEN 1 END) AS rows_0d4bb484,
    COUNT(CASE WHEN SUBSTRING(words.word, 2, 2) = '%b' THEN 1 END) AS rows_f9b57c0c,
    COUNT(CASE WHEN REPLACE(UPPER(words.word), 'A', '''') LIKE '''%' ESCAPE '!' THEN 1 END) AS rows_cc4b4188,
    COUNT(CASE WHEN NOT words.word IN ('a', 'B') THEN 1 END) AS rows_98ac3b29,
    COUNT(CASE WHEN words.word IS DISTINCT FROM 'a' THEN 1 END) AS rows_81529b6d,
    SUM(LENGTH(words.word)) AS sum_word_b535bb05,
    COUNT(CASE WHEN STARTS_WITH(words.word, 'a%') THEN 1 END) AS count_rows_8d29ca55,
    COUNT(CASE WHEN words.word LIKE 'a!!%%' ESCAPE '!' THEN 1 END) AS count_rows_85a8ae3c,
    COUNT(CASE WHEN SUBSTRING(words.word, 2, 2) = '%b' THEN 1 END) AS count_rows_08330bbf,
    COUNT(CASE WHEN REPLACE(UPPER(words.word), 'A', '''') LIKE '''%' ESCAPE '!' THEN 1 END) AS count_rows_9cda6bfb,
    COUNT(CASE WHEN NOT words.word IN ('a', 'B') THEN 1 END) AS count_rows_640aba4c,
    COUNT(CASE WHEN words.word IS DISTINCT FROM 'a' THEN 1 END) AS count_rows_3d5976f5
  FROM words
  WHERE words."day" < DATE '2026-02-02'
),
parts AS (
  SELECT
    sum_word_b535bb05,
    count_rows_8d29ca55,
    count_rows_85a8ae3c,
    count_rows_08330bbf,
    count_rows_9cda6bfb,
    count_rows_640aba4c,
    count_rows_3d5976f5
  FROM words_in_all
),
cells AS (
  SELECT
    MAX(sum_word_b535bb05) AS sum_word_b535bb05,
    MAX(count_rows_8d29ca55) AS count_rows_8d29ca55,
    MAX(count_rows_85a8ae3c) AS count_rows_85a8ae3c,
    MAX(count_rows_08330bbf) AS count_rows_08330bbf,
    MAX(count_rows_9cda6bfb) AS count_rows_9cda6bfb,
    MAX(count_rows_640aba4c) AS count_rows_640aba4c,
    MAX(count_rows_3d5976f5) AS count_rows_3d5976f5
  FROM parts
)
SELECT
  COALESCE(sum_word_b535bb05, 0) AS lengths,
  COALESCE(count_rows_8d29ca55, 0) AS starts,
  COALESCE(count_rows_85a8ae3c, 0) AS likes,
  COALESCE(count_rows_08330bbf, 0) AS parts,
  COALESCE(count_rows_9cda6bfb, 0) AS replaced,
  COALESCE(count_rows_640aba4c, 0) AS listed,
  COALESCE(count_rows_3d5976f5, 0) AS different
FROM cells;

-- northstar query between_them,days,months,shifted,larger,fallback --grain none --as-of 2026-02-01
WITH words_in_all AS (
  SELECT
    COUNT(CASE WHEN words.number >= -1 AND words.number <= 1.5 THEN 1 END) AS rows_01a5b7a6,
    COUNT(*) AS rows_all,
    COUNT(CASE WHEN CAST(words."day" + INTERVAL '1 month' AS DATE) <= words.other THEN 1 END) AS rows_82c5395d,
    COUNT(CASE WHEN words.number >= -1 AND words.number <= 1.5 THEN 1 END) AS count_rows_b2533b0d,
    SUM(CAST(words.other AS DATE) - CAST(words."day" AS DATE)) AS sum_day_other_1c7aabc7,
    SUM(DATE_DIFF('month', CAST(DATE_TRUNC('month', words."day") AS DATE), CAST(DATE_TRUNC('month', words.other) AS DATE))) AS sum_day_other_92713aff,
    COUNT(CASE WHEN CAST(words."day" + INTERVAL '1 month' AS DATE) <= words.other THEN 1 END) AS count_rows_a38eec66,
    SUM(CASE WHEN words.number IS NOT NULL AND 0 IS NOT NULL THEN GREATEST(words.number, 0) END + CASE WHEN words.number IS NOT NULL AND 10 IS NOT NULL THEN LEAST(words.number, 10) END) AS sum_number_504e161e,
    SUM(COALESCE(NULLIF(words.number, 2.5), 100)) AS sum_number_1537ce4b
  FROM words
  WHERE words."day" < DATE '2026-02-02'
),
parts AS (
  SELECT
    count_rows_b2533b0d,
    sum_day_other_1c7aabc7,
    sum_day_other_92713aff,
    count_rows_a38eec66,
    sum_number_504e161e,
    sum_number_1537ce4b
  FROM words_in_all
),
cells AS (
  SELECT
    MAX(count_rows_b2533b0d) AS count_rows_b2533b0d,
    MAX(sum_day_other_1c7aabc7) AS sum_day_other_1c7aabc7,
    MAX(sum_day_other_92713aff) AS sum_day_other_92713aff,
    MAX(count_rows_a38eec66) AS count_rows_a38eec66,
    MAX(sum_number_504e161e) AS sum_number_504e161e,
    MAX(sum_number_1537ce4b) AS sum_number_1537ce4b
  FROM parts
)
SELECT
  COALESCE(count_rows_b2533b0d, 0) AS between_them,
  COALESCE(sum_day_other_1c7aabc7, 0) AS days,
  COALESCE(sum_day_other_92713aff, 0) AS months,
  COALESCE(count_rows_a38eec66, 0) AS shifted,
  COALESCE(sum_number_504e161e, 0) AS larger,
  COALESCE(sum_number_1537ce4b, 0) AS fallback
FROM cells;