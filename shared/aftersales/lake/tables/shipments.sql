-- Each parcel of an order that had to go out, and each order of which no parcel is known. The promise of delivery is the one that stood
-- when the parcel was handed over, that of dispatch the first one.
CREATE TABLE shipments AS
WITH told AS (
  SELECT entity, occurred_at, version, ship_by, deliver_until FROM facts_order WHERE ship_by IS NOT NULL OR deliver_until IS NOT NULL
),
firsts AS (
  SELECT entity, arg_min(ship_by, version) FILTER (ship_by IS NOT NULL) AS ship_by,
    arg_min(deliver_until, version) FILTER (deliver_until IS NOT NULL) AS deliver_until
  FROM told GROUP BY entity
),
sent AS (
  SELECT orders.entity, orders.home, number, orders.store, platform, market, channel, warehouse, placed_at, orders.status AS order_status,
    parcels.tracking, parcels.home AS parcel_home, carrier, parcels.status, dispatched_at, parcels.delivered_at, expected_at, held_by
  FROM (SELECT * EXCLUDE (tracking), unnest(CASE WHEN len(tracking) > 0 THEN tracking ELSE [NULL] END) AS tracking_number FROM orders)
    AS orders
  LEFT JOIN parcels ON parcels.tracking = tracking_number
  WHERE orders.status <> 'cancelled'
)
SELECT sent.*, firsts.ship_by, coalesce(stood.deliver_until, firsts.deliver_until, expected_at) AS promised_at
FROM sent
LEFT JOIN firsts ON firsts.entity = sent.entity
ASOF LEFT JOIN (SELECT entity, occurred_at, max(deliver_until) AS deliver_until FROM told GROUP BY ALL) AS stood
  ON stood.entity = sent.entity AND stood.occurred_at <= coalesce(sent.dispatched_at, TIMESTAMP '9999-01-01')
