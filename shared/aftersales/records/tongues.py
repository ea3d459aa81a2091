"""The languages that the people of a workspace read: pages, letters and reports are in these. Standard library only."""

TONGUES = ("zh", "en")


def is_in(language: str | None, tongue: str) -> bool:
    """Whether a text's language (BCP 47, None: unknown) is one that a reader of `tongue` reads as it stands."""
    return language is not None and language.partition("-")[0].casefold() == tongue
