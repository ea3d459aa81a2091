"""Shopify: orders, fulfilments, refunds, returns, disputes and the three privacy requests."""
