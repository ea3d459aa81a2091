"""The world in the words of each platform: bodies as the platform sends or answers them."""
