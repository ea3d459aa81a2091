"""Schedule → people forgotten."""
