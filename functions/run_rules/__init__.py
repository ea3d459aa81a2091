"""Changed cases lead to what follows by rule."""
