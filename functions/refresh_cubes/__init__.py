"""Schedule → cubes."""
