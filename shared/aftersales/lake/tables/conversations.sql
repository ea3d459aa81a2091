-- Which case each message belongs to: by the order whose number the conversation names, else by the conversation itself.
CREATE TABLE conversations AS
WITH named AS (
  SELECT store, thread, arg_min(order_number, sent_at) AS number FROM messages WHERE order_number IS NOT NULL GROUP BY ALL
),
homes AS (
  SELECT DISTINCT store, thread, 'thread:' || store || '/' || thread AS home FROM messages
  UNION SELECT store, thread, 'number:' || store || '/' || number FROM named
  UNION SELECT named.store, named.thread, orders.home FROM named JOIN orders USING (store, number)
)
SELECT homes.store, homes.thread, cases.home, cases.number, cases.entity AS case_entity, cases.cause, cases.opened_at, cases.cycles
FROM homes JOIN cases USING (home)
