"""Every text of the console that passes through gettext, found in its sources."""

from pathlib import Path

from babel.messages.extract import extract_from_dir

import aftersales.web

WEB = Path(aftersales.web.__file__).parent
METHODS = [("**/templates/**.html", "jinja2.ext:babel_extract"), ("**.py", "python")]
OPTIONS = {"**/templates/**.html": {"trimmed": "true", "silent": "false", "extensions": "jinja2.ext.i18n"}}
KEYWORDS = {"_": None, "gettext": None, "N_": None}


def texts() -> dict[str, list[str]]:
    """Return each text with the files that use it."""
    found: dict[str, list[str]] = {}
    for file, _, text, _, _ in extract_from_dir(WEB, METHODS, OPTIONS, KEYWORDS):
        assert isinstance(text, str), (file, text)
        found.setdefault(text, []).append(file)
    return found
