"""What waits in the outbox leaves, once."""
