"""What a text says: tree of causes, urgency, quotes; pure parts of text understanding."""
