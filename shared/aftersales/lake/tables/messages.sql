CREATE TABLE messages AS
SELECT
  entity, home, store, platform,
  payload ->> 'key' AS key,
  payload ->> 'thread' AS thread,
  payload ->> 'author' AS author,
  payload ->> 'channel' AS channel,
  payload ->> 'order_number' AS order_number,
  payload ->> 'text' AS text,
  CAST(payload ->> 'sent_at' AS TIMESTAMP) AS sent_at
FROM newest WHERE type = 'message'
