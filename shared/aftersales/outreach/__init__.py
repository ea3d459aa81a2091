"""The way out: outbox, consent and channel check, invitations, alerts."""
