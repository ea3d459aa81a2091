-- Each parcel of an order that had to go out, and each order of which no parcel is known. The promise of delivery is the one that stood
-- when the parcel was handed over, that of dispatch the first one.
CREATE TABLE shipments AS
WITH told AS (
  SELECT entity, occurred_at, version, ship_by, deliver_until FROM facts_order WHERE ship_by IS NOT NULL OR deliver_until IS NOT NULL
),
firsts AS (
  SELECT entity, arg_min(ship_by, version) FILTER (ship_by IS NOT NULL) AS ship_by,
    arg_min(deliver_until, version) FILTER (deliver_until IS NOT NULL) AS deliver_until,
    count(DISTINCT deliver_until) > 1 AS has_moved
  FROM told GROUP BY entity
),
sent AS (
  SELECT orders.entity, orders.home, number, orders.store, platform, market, channel, warehouse, placed_at, orders.status AS order_status,
    parcels.tracking, parcels.home AS parcel_home, carrier, parcels.status, dispatched_at, parcels.delivered_at, expected_at, held_by
  FROM (SELECT * EXCLUDE (tracking), unnest(CASE WHEN len(tracking) > 0 THEN tracking ELSE [NULL] END) AS tracking_number FROM orders)
    AS orders
  LEFT JOIN parcels ON parcels.tracking = tracking_number
  WHERE orders.status <> 'cancelled'
),
-- Few promises are ever moved, so only those are looked up by time.
stood AS (
  SELECT sent.entity, sent.tracking, arg_max(told.deliver_until, told.occurred_at) AS deliver_until
  FROM sent JOIN firsts ON firsts.entity = sent.entity AND has_moved JOIN told ON told.entity = sent.entity
  WHERE told.deliver_until IS NOT NULL AND told.occurred_at <= coalesce(sent.dispatched_at, TIMESTAMP '9999-01-01')
  GROUP BY sent.entity, sent.tracking
)
SELECT sent.*, firsts.ship_by, coalesce(stood.deliver_until, firsts.deliver_until, expected_at) AS promised_at
FROM sent
LEFT JOIN firsts ON firsts.entity = sent.entity
LEFT JOIN stood ON stood.entity = sent.entity AND stood.tracking IS NOT DISTINCT FROM sent.tracking
