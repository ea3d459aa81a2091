-- Some platforms send returns without a time of request: the first state seen is nearest to it. Where a return does not tell its
-- outcome, a settled refund does: one that names the return, or, once the return is over, a later one of the same order that names
-- none (an order's own snapshot leaves the name out). A refusal is an outcome too. `outcome_at` is since when it is known,
-- `settled_at` when the customer had money, credit or an exchange, even for goods that came back unasked; `processed_at` when the
-- goods were inspected or put back, else when the return was closed after their arrival: closed on arrival, nobody tells.
-- `customer` stands for the person who had ordered, as people are joined today.
CREATE TABLE returns AS
WITH
  histories AS (
    SELECT entity, min(requested_at) AS requested_at, min(updated_at) FILTER (status = 'declined' OR resolution <> 'open') AS decided_at,
      min(updated_at) FILTER (status = 'closed') AS closed_at
    FROM facts_return GROUP BY entity
  ),
  read AS (
    SELECT entity, home, store, platform, key, "order" AS order_key, status, resolution, tracking_number AS tracking,
      histories.requested_at AS requested_at, decided_at, closed_at, received_at, processed_at AS inspected_at,
      difference.minor AS difference_minor, difference.currency AS difference_currency, lines
    FROM newest_return JOIN histories USING (entity)
  ),
  settled AS (SELECT store, returned, order_key, settled_at, form FROM refunds WHERE status = 'settled' AND total_minor > 0),
  repaid AS (
    SELECT read.entity, settled_at, form FROM read JOIN settled ON settled.store = read.store AND settled.returned = read.key
    UNION ALL
    -- A reception without a request (a fulfilment centre tells no more) is no request that a refund could answer.
    SELECT read.entity, settled_at, form FROM read JOIN settled ON settled.store = read.store AND settled.order_key = read.order_key
    WHERE settled.returned IS NULL AND settled_at >= requested_at AND status IN ('received', 'closed')
      AND coalesce(received_at > requested_at, true)
  ),
  -- What has arrived is settled by money for its order, whether or not anybody had asked for the return.
  received_repaid AS (
    SELECT read.entity, min(settled_at) AS received_repaid_at
    FROM read JOIN settled ON settled.store = read.store AND settled.order_key = read.order_key
    WHERE settled.returned IS NULL AND settled_at >= received_at GROUP BY read.entity
  ),
  buyers AS (
    SELECT store, orders.key AS order_key, coalesce(person, customer) AS customer
    FROM orders LEFT JOIN customers ON customers.key = customer AND customers.until = TIMESTAMP '9999-01-01'
  ),
  repaid_at AS (
    SELECT entity, min(settled_at) AS repaid_at, max(CASE WHEN form = 'money' THEN 'refund' ELSE 'credit' END) AS repaid_by
    FROM repaid GROUP BY entity
  )
SELECT * EXCLUDE (decided_at, closed_at, inspected_at, repaid_at, repaid_by, received_repaid_at),
  CASE WHEN resolution <> 'open' THEN resolution WHEN status = 'declined' THEN 'nothing' ELSE repaid_by END AS outcome,
  CASE WHEN resolution <> 'open' OR status = 'declined' THEN decided_at ELSE greatest(requested_at, repaid_at) END AS outcome_at,
  CASE WHEN resolution IN ('refund', 'exchange', 'credit') THEN decided_at
    WHEN resolution = 'open' AND status <> 'declined' THEN CASE WHEN repaid_at IS NULL THEN received_repaid_at
      ELSE greatest(requested_at, repaid_at) END END AS settled_at,
  coalesce(inspected_at, CASE WHEN closed_at > received_at THEN closed_at END) AS processed_at
FROM read LEFT JOIN repaid_at USING (entity) LEFT JOIN received_repaid USING (entity) LEFT JOIN buyers USING (store, order_key)
