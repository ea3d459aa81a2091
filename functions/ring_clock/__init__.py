"""Time alone brings things about."""
