"""Amazon through the Selling Partner API: orders, report files, notifications, refunds, review solicitations."""
