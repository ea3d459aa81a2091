"""Which way a text runs, for the `dir` attribute."""

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "yi"})


def direction(language: str | None) -> str:
    """Return 'rtl' for languages written from right to left, 'auto' where the language is unknown."""
    if not language:
        return "auto"
    return "rtl" if language.split("-", 1)[0].lower() in _RIGHT_TO_LEFT else "ltr"
