"""Schedule → fewer objects."""
