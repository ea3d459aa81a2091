-- Money asked of carriers, by the rate of the day of filing. A claim that our own people noted belongs to the platform of its order.
CREATE TABLE carrier_claims AS
SELECT claim.entity, claim.home, claim.store, coalesce(sale.platform, claim.platform) AS platform, claim.key, parcel, carrier,
  claim.status, filed_at, decided_at, claimed.minor * per_minor AS claimed, recovered.minor * per_minor AS recovered
FROM newest_carrier_claim claim LEFT JOIN newest_order sale ON sale.store = claim.store AND sale.key = claim."order"
LEFT JOIN conversions ON conversions.currency = claimed.currency AND conversions.day = CAST(filed_at AS DATE)
