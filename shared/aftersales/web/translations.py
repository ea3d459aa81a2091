"""Chinese and English through gettext catalogues, read from their sources: no compiled file can fall behind."""

from functools import lru_cache
from gettext import GNUTranslations
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from aftersales.records.tongues import TONGUES

LANGUAGES = TONGUES
NAMES = {"zh": "中文", "en": "English"}


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(language: str) -> GNUTranslations:
    """Return the texts of a language of LANGUAGES."""
    source = files("aftersales.web").joinpath("locales", language, "LC_MESSAGES", "messages.po").read_bytes()
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(source), locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def preferred(accepted: str) -> str:
    """Choose a language by the browser's Accept-Language header; Chinese where it names neither."""
    ranked = (part.partition(";")[0].strip().lower()[:2] for part in accepted.split(","))
    return next((language for language in ranked if language in LANGUAGES), LANGUAGES[0])
