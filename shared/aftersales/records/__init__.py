"""The shapes everything speaks: orders, parcels, messages, returns, refunds, reviews, claims, facts, money."""
