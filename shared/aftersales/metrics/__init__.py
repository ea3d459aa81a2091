"""Each figure as a contract: definition, basis, bounds, reason when unknown."""
