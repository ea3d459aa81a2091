"""What belongs to every page: static files and the choice of language."""

from aftersales.records.errors import RejectedError
from aftersales.web.assets import serve
from aftersales.web.cookies import YEAR
from aftersales.web.http import Response, inner_path, see_other
from aftersales.web.translations import LANGUAGES
from aftersales.web.visit import Visit


def static(visit: Visit) -> Response:
    """Answer with a static file."""
    return serve(visit.names["name"], visit.request.headers.get("accept-encoding", "")) or Response(
        status=404
    )


def language(visit: Visit) -> Response:
    """Remember the language in a cookie and go back to the page."""
    chosen = visit.names["language"]
    if chosen not in LANGUAGES:
        raise RejectedError("unknown_page")
    back = inner_path(visit.request.query.get("next", "/"))
    return see_other(back, [visit.rooms.cookies.write("language", chosen, YEAR)])
