-- The newest labels of each text, with the cause that the engine holds likeliest, and its best translation into each language that it
-- has: a person's before an engine's, the newest of each kind. Translations of what the text said before it was changed are left out.
-- `said_at` is when the text came to read as it does: never before it was first said.
CREATE TABLE understandings AS
WITH labels AS (
  SELECT about, occurred_at, text_hash, language, sentiment, causes[1] AS first_cause, translation, translations FROM newest_understanding
  QUALIFY row_number() OVER (PARTITION BY about ORDER BY engine_version DESC, version DESC, id DESC) = 1
),
made AS (
  SELECT about, text_hash, translation, 0 AS weight, CAST(NULL AS TIMESTAMP) AS made_at FROM labels WHERE translation IS NOT NULL
  UNION ALL
  SELECT about, text_hash, unnest(translations), 0, NULL FROM labels
  UNION ALL
  SELECT about, text_hash, translation, CASE WHEN translation.engine = 'person' THEN 2 ELSE 1 END, "at" FROM newest_translation
),
best AS (
  SELECT * FROM made
  QUALIFY row_number() OVER (PARTITION BY about, text_hash, translation.language ORDER BY weight DESC, made_at DESC) = 1
),
translated AS (SELECT about, text_hash, list(translation ORDER BY translation.language) AS translations FROM best GROUP BY ALL)
SELECT about, occurred_at AS said_at, language, sentiment, first_cause.cause AS cause, first_cause.confidence AS confidence, first_cause.start AS first,
  first_cause."end" AS last, coalesce(translated.translations, []) AS translations
FROM labels LEFT JOIN translated USING (about, text_hash)
