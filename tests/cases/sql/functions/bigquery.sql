-- northstar query lengths,starts,likes,parts,replaced,listed,different --grain none --as-of 2026-02-01
WITH words_in_all AS (
  SELECT
    COUNT(*) AS rows_all,
    COUNT(CASE WHEN STARTS_WITH(words.word, 'a%') THEN 1 END) AS rows_40569fea17eb,
    COUNT(CASE WHEN words.word LIKE 'a!%%' THEN 1 END) AS rows_0d4bb48422e9,
    COUNT(CASE WHEN SUBSTRING(words.word, 2, 2) = '%b' THEN 1 END) AS rows_f9b57c0c99e3,
    COUNT(CASE WHEN REPLACE(UPPER(words.word), 'A', '\'') LIKE '\'%' THEN 1 END) AS rows_cc4b4188e3aa,
    COUNT(CASE WHEN NOT words.word IN ('a', 'B') THEN 1 END) AS rows_98ac3b29c3cb,
    COUNT(CASE WHEN words.word IS DISTINCT FROM 'a' THEN 1 END) AS rows_81529b6d7770,
    SUM(CAST(LENGTH(words.word) AS BIGNUMERIC)) AS sum_word_b535bb053a8b,
    COUNT(CASE WHEN STARTS_WITH(words.word, 'a%') THEN 1 END) AS count_rows_8d29ca550b91,
    COUNT(CASE WHEN words.word LIKE 'a!%%' THEN 1 END) AS count_rows_85a8ae3c9b87,
    COUNT(CASE WHEN SUBSTRING(words.word, 2, 2) = '%b' THEN 1 END) AS count_rows_08330bbfcf48,
    COUNT(CASE WHEN REPLACE(UPPER(words.word), 'A', '\'') LIKE '\'%' THEN 1 END) AS count_rows_9cda6bfbfdca,
    COUNT(CASE WHEN NOT words.word IN ('a', 'B') THEN 1 END) AS count_rows_640aba4ce8aa,
    COUNT(CASE WHEN words.word IS DISTINCT FROM 'a' THEN 1 END) AS count_rows_3d5976f5844e
  FROM words
  WHERE words.`day` < DATE '2026-02-02'
),
parts AS (
  SELECT
    sum_word_b535bb053a8b,
    count_rows_8d29ca550b91,
    count_rows_85a8ae3c9b87,
    count_rows_08330bbfcf48,
    count_rows_9cda6bfbfdca,
    count_rows_640aba4ce8aa,
    count_rows_3d5976f5844e
  FROM words_in_all
),
cells AS (
  SELECT
    MAX(sum_word_b535bb053a8b) AS sum_word_b535bb053a8b,
    MAX(count_rows_8d29ca550b91) AS count_rows_8d29ca550b91,
    MAX(count_rows_85a8ae3c9b87) AS count_rows_85a8ae3c9b87,
    MAX(count_rows_08330bbfcf48) AS count_rows_08330bbfcf48,
    MAX(count_rows_9cda6bfbfdca) AS count_rows_9cda6bfbfdca,
    MAX(count_rows_640aba4ce8aa) AS count_rows_640aba4ce8aa,
    MAX(count_rows_3d5976f5844e) AS count_rows_3d5976f5844e
  FROM parts
)
SELECT
  COALESCE(sum_word_b535bb053a8b, 0) AS lengths,
  COALESCE(count_rows_8d29ca550b91, 0) AS starts,
  COALESCE(count_rows_85a8ae3c9b87, 0) AS likes,
  COALESCE(count_rows_08330bbfcf48, 0) AS parts,
  COALESCE(count_rows_9cda6bfbfdca, 0) AS replaced,
  COALESCE(count_rows_640aba4ce8aa, 0) AS listed,
  COALESCE(count_rows_3d5976f5844e, 0) AS different
FROM cells;

-- northstar query between_them,days,months,shifted,larger,fallback --grain none --as-of 2026-02-01
WITH words_in_all AS (
  SELECT
    COUNT(CASE WHEN words.number >= -1 AND words.number <= NUMERIC '1.5' THEN 1 END) AS rows_01a5b7a632ab,
    COUNT(*) AS rows_all,
    COUNT(CASE WHEN DATE_ADD(words.`day`, INTERVAL 1 MONTH) <= words.other THEN 1 END) AS rows_82c5395d5c09,
    COUNT(CASE WHEN words.number >= -1 AND words.number <= NUMERIC '1.5' THEN 1 END) AS count_rows_b2533b0d2970,
    SUM(CAST(DATE_DIFF(CAST(words.other AS DATE), CAST(words.`day` AS DATE), DAY) AS BIGNUMERIC)) AS sum_day_other_1c7aabc70198,
    SUM(CAST(DATE_DIFF(DATE_TRUNC(CAST(words.other AS DATE), MONTH), DATE_TRUNC(CAST(words.`day` AS DATE), MONTH), MONTH) AS BIGNUMERIC)) AS sum_day_other_92713affef50,
    COUNT(CASE WHEN DATE_ADD(words.`day`, INTERVAL 1 MONTH) <= words.other THEN 1 END) AS count_rows_a38eec661192,
    SUM(GREATEST(words.number, 0) + LEAST(words.number, 10)) AS sum_number_504e161e5803,
    SUM(COALESCE(NULLIF(words.number, NUMERIC '2.5'), 100)) AS sum_number_1537ce4b434f
  FROM words
  WHERE words.`day` < DATE '2026-02-02'
),
parts AS (
  SELECT
    count_rows_b2533b0d2970,
    sum_day_other_1c7aabc70198,
    sum_day_other_92713affef50,
    count_rows_a38eec661192,
    sum_number_504e161e5803,
    sum_number_1537ce4b434f
  FROM words_in_all
),
cells AS (
  SELECT
    MAX(count_rows_b2533b0d2970) AS count_rows_b2533b0d2970,
    MAX(sum_day_other_1c7aabc70198) AS sum_day_other_1c7aabc70198,
    MAX(sum_day_other_92713affef50) AS sum_day_other_92713affef50,
    MAX(count_rows_a38eec661192) AS count_rows_a38eec661192,
    MAX(sum_number_504e161e5803) AS sum_number_504e161e5803,
    MAX(sum_number_1537ce4b434f) AS sum_number_1537ce4b434f
  FROM parts
)
SELECT
  COALESCE(count_rows_b2533b0d2970, 0) AS between_them,
  COALESCE(sum_day_other_1c7aabc70198, 0) AS days,
  COALESCE(sum_day_other_92713affef50, 0) AS months,
  COALESCE(count_rows_a38eec661192, 0) AS shifted,
  COALESCE(sum_number_504e161e5803, 0) AS larger,
  COALESCE(sum_number_1537ce4b434f, 0) AS fallback
FROM cells;