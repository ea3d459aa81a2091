"""Connections: whether everything that should arrive arrives."""

from aftersales.desk.health import connections_health
from aftersales.web.http import Response
from aftersales.web.visit import Visit


def page(visit: Visit) -> Response:
    """Show the health of every connection."""
    rooms = visit.rooms
    health = connections_health(rooms.workspaces, rooms.deliveries, visit.workspace, now=visit.request.now)
    return visit.show("connections.html", health=health, base_url=rooms.base_url)
