-- The newest labels of each text, with the cause that the engine holds likeliest, and the newest translation that anybody made of it.
CREATE TABLE understandings AS
WITH labels AS (
  SELECT about, language, sentiment, causes[1] AS first_cause, translation FROM newest_understanding
  QUALIFY row_number() OVER (PARTITION BY about ORDER BY engine_version DESC, version DESC, id DESC) = 1
),
made AS (
  SELECT about, translation FROM newest_translation
  QUALIFY row_number() OVER (PARTITION BY about ORDER BY "at" DESC, id DESC) = 1
)
SELECT about, language, sentiment, first_cause.cause AS cause, first_cause.confidence AS confidence, first_cause.start AS first,
  first_cause."end" AS last, translated.language AS translation_language, translated.text AS translation,
  translated.engine AS translation_engine
FROM (
  SELECT labels.* EXCLUDE (translation), coalesce(made.translation, labels.translation) AS translated
  FROM labels LEFT JOIN made USING (about)
)
