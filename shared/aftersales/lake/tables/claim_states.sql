-- Each state of a dispute, until another replaced it: an appeal turns lost into won.
CREATE TABLE claim_states AS
SELECT entity, status, occurred_at AS since, lead(occurred_at) OVER (PARTITION BY entity ORDER BY occurred_at, version, id) AS replaced_at
FROM facts_claim
