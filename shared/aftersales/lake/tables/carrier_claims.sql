-- Money asked of carriers, by the rate of the day of filing.
CREATE TABLE carrier_claims AS
SELECT entity, home, store, platform, key, parcel, carrier, status, filed_at, decided_at, claimed.minor * per_minor AS claimed,
  recovered.minor * per_minor AS recovered
FROM newest_carrier_claim LEFT JOIN conversions ON conversions.currency = claimed.currency AND conversions.day = CAST(filed_at AS DATE)
