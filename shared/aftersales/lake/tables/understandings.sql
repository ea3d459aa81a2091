-- The newest labels of each text, with the cause that the engine holds likeliest.
CREATE TABLE understandings AS
SELECT
  payload ->> 'about' AS about,
  payload ->> 'language' AS language,
  payload ->> 'sentiment' AS sentiment,
  payload -> 'causes' -> 0 ->> 'cause' AS cause,
  CAST(payload -> 'causes' -> 0 ->> 'confidence' AS DOUBLE) AS confidence,
  CAST(payload -> 'causes' -> 0 ->> 'start' AS BIGINT) AS first,
  CAST(payload -> 'causes' -> 0 ->> 'end' AS BIGINT) AS last,
  payload -> 'translation' ->> 'language' AS translation_language,
  payload -> 'translation' ->> 'text' AS translation,
  payload -> 'translation' ->> 'engine' AS translation_engine
FROM newest WHERE type = 'understanding'
QUALIFY row_number() OVER (PARTITION BY about ORDER BY payload ->> 'engine_version' DESC, version DESC, id DESC) = 1
