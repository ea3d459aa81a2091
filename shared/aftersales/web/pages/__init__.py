"""What answers each address: read the visit, call a use case, show a page."""
