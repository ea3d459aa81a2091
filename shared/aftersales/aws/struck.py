"""Settings, and changes of them, without sentences that somebody was promised to be rid of.

They are read as plain JSON: what was changed years ago need not have today's shape.
"""

from collections.abc import Callable
from json import dumps, loads


def struck_body(body: str, is_theirs: Callable[[str], bool]) -> tuple[str, set[str]]:
    """Return a body without these examples of own causes, and the examples; where there is none, as it was."""
    values = loads(body)
    gone: set[str] = set()
    for settings in (values, values.get("old"), values.get("new")):
        for cause in (settings or {}).get("own_causes") or ():
            told = cause.get("examples") or []
            cause["examples"] = [sentence for sentence in told if not is_theirs(sentence)]
            gone |= {*told} - {*cause["examples"]}
    return (dumps(values, ensure_ascii=False, separators=(",", ":")) if gone else body), gone
