-- Cases that figures may count: what was merged away, spam and tests are in none of them.
CREATE TABLE cases AS
SELECT home, number, entity, label, state, cause, cause_source, engine_cause, priority, platform, store, market, channel, order_number,
  -- Whom the customer's key stands for, as people are joined today.
  coalesce(customers.person, customer) AS customer, sku, opened_at, resolved_at, first_asked_at, first_answer_at, handed_off_at, len(replies) AS replies,
  -- Who gave the first response, and who gets the credit for the newest resolution.
  list_filter(replies, lambda said: said.at = first_answer_at)[1].agent AS first_agent,
  cycles[-1].agent AS agent
FROM case_records LEFT JOIN customers ON customers.key = customer AND customers.until = TIMESTAMP '9999-01-01'
WHERE discard IS NULL
