"""Adapters to AWS: table, queues, buckets, parameters, user pool."""
