"""serve_console: an event of the gateway becomes a page."""

from functions.serve_console.handler import handler
from tests.functions.events import event
from tests.web.in_memory import House


def test_the_sign_in_page_comes_in_the_browsers_language() -> None:
    """A stranger gets a whole page with the form, in Chinese as the browser asked."""
    answer = handler(event("serve_console", "sign_in_page"), None, House().console())
    assert answer["statusCode"] == 200
    assert '<html lang="zh-Hans">' in answer["body"]
    assert 'name="next" value="/cases"' in answer["body"]


def test_a_made_up_session_leads_to_sign_in() -> None:
    """A cookie that no session answers to is a stranger's."""
    answer = handler(event("serve_console", "stranger_at_the_inbox"), None, House().console())
    assert (answer["statusCode"], answer["headers"]["location"]) == (303, "/sign-in?next=%2Fcases")
