-- The main cause of each review: what a person said last, else what the engine holds likeliest. A label without a cause takes the one
-- before it back.
CREATE TABLE review_causes AS
WITH judged AS (
  SELECT about AS entity, cause FROM newest_action WHERE verb = 'relabelled' AND about LIKE 'review:%'
  QUALIFY row_number() OVER (PARTITION BY about ORDER BY "at" DESC, id DESC) = 1
)
SELECT coalesce(judged.entity, about) AS entity, coalesce(judged.cause, understandings.cause) AS cause
FROM understandings FULL JOIN judged ON judged.entity = about
WHERE coalesce(judged.entity, about) LIKE 'review:%'
