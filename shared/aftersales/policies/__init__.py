"""Deadlines and rules of platforms and markets as dated rows with their source."""
