"""Adapters to mail: letters rendered and sent, MIME read."""
