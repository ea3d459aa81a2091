-- Outbound parcels by tracking number.
CREATE TABLE parcels AS
SELECT payload ->> 'key' AS tracking, payload ->> 'status' AS status
FROM newest WHERE type = 'parcel' AND payload ->> 'leg' = 'outbound'
QUALIFY row_number() OVER (PARTITION BY tracking ORDER BY version DESC, id DESC) = 1
