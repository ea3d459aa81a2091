"""Who a customer is, across platforms."""
