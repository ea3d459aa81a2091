"""Connections: whether everything that should arrive arrives."""

from aftersales.desk.health import connections_health
from aftersales.web.http import Response
from aftersales.web.visit import Visit

PUSHING = frozenset({"shopify", "woocommerce", "17track"})
"""Platforms that call a webhook of ours; the others are asked, write to a queue, or send mail."""


def page(visit: Visit) -> Response:
    """Show the health of every connection."""
    rooms = visit.rooms
    health = connections_health(rooms.workspaces, rooms.deliveries, visit.workspace, now=visit.request.now)
    return visit.show("connections.html", health=health, base_url=rooms.base_url, pushing=PUSHING)
