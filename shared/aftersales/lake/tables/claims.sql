-- Disputes: the newest state of each.
CREATE TABLE claims AS
SELECT entity, home, store, platform, key, "order" AS order_key, form, status, cause, opened_at, updated_at FROM newest_claim
