"""Makes the weights that ship; itself it does not ship."""
