"""What the demo seller's world has to say to every contract: things counted in plain Python, by the words of the metrics alone."""
