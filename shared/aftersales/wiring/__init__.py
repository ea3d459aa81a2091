"""The only place that reads the environment and connects adapters to use cases."""
