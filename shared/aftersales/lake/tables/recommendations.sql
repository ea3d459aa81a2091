-- What was proposed to people, and what they did with it.
CREATE TABLE recommendations AS
SELECT offer.entity, offer.home, offer.store, coalesce(cases.platform, offer.platform) AS platform,
  offer.form, offer.engine, offer.offered, offer.chosen, offer.shown_at,
  offer.outcome, offer.decided_at, offer.member AS agent, coalesce(cases.label, offer.home) AS label, cases.market, cases.channel,
  cases.sku, cases.cause
FROM newest_recommendation offer
LEFT JOIN case_homes ON case_homes.part = offer."on"
LEFT JOIN case_records owner ON owner.home = case_homes.home AND owner.number = offer."case"
LEFT JOIN cases ON cases.entity = owner.entity
WHERE owner.discard IS NULL
