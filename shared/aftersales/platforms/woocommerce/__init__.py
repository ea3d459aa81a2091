"""WooCommerce: orders by webhook and poll, refunds and product reviews by poll."""
