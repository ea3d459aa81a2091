"""Deliveries become facts and cases."""
