"""Sales platforms and carriers: one folder each, strangers to each other, joined by the registry alone."""
