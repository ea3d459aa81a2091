"""The way in: a delivery becomes facts and cases, once."""
