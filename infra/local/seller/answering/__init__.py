"""The platforms' APIs as the demo seller's account would see them: requests in, answers out, no network here."""
