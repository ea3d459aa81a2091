"""Workspaces, connections, members, sessions and links."""
