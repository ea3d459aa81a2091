"""The demo seller: half a year of a believable shop, made from a seed, and the truth about it."""
