-- Messages with the case that each belongs to: the last one that its dossier had opened by then; where it was sold, not through which
-- mailbox it came, is the platform; `customer` stands for the person, as people are joined today. `hour_of_week` is in the
-- workspace's zone, '1-09' for Monday from nine to ten; `is_counted` leaves out what belongs to no case of a customer.
CREATE TABLE messages AS
WITH placed AS (
  SELECT message.*, case_homes.home AS dossier, sent_at AT TIME ZONE 'UTC' AT TIME ZONE settings.zone AS wall
  FROM newest_message message CROSS JOIN settings LEFT JOIN case_homes ON case_homes.part = message.home
)
SELECT placed.entity, placed.home, placed.store, coalesce(owner.platform, placed.platform) AS platform, placed.key, thread, author, placed.channel, placed.order_number,
  "text", sent_at, member AS agent, drafted, automation,
  coalesce(customers.person, owner.customer, placed.customer) AS customer, owner.entity AS case_entity, owner.market, owner.cause,
  owner.sku, owner.discard IS NULL AS is_counted,
  CAST(isodow(wall) AS VARCHAR) || '-' || lpad(CAST(hour(wall) AS VARCHAR), 2, '0') AS hour_of_week
FROM placed ASOF LEFT JOIN case_records owner ON owner.home = placed.dossier AND owner.opened_at <= placed.sent_at
LEFT JOIN customers ON customers.key = coalesce(owner.customer, placed.customer) AND customers.until = TIMESTAMP '9999-01-01'
