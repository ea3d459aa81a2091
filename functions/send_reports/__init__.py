"""Schedule → weekly reports."""
