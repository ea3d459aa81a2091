"""Turns a page's values into HTML: jinja2, everything escaped, nothing undefined tolerated."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from aftersales.records.reply import ReplyState
from aftersales.records.taxonomy import OwnCause
from aftersales.records.tongues import is_in
from aftersales.records.workspace import Member, Settings
from aftersales.web import words
from aftersales.web.addresses import case_address, encode_home, home_address
from aftersales.web.assets import address
from aftersales.web.direction import direction
from aftersales.web.formats import Formats
from aftersales.web.http import Response, html
from aftersales.web.part_names import PARTS
from aftersales.web.refusals import refusal
from aftersales.web.translations import LANGUAGES, NAMES, catalogue
from aftersales.web.values import Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Around every page: who reads it, in which language and zone, and the token for its forms."""

    language: str
    zone: str
    now: datetime
    path: str
    query: Mapping[str, str]
    token: str
    form_key: str
    member: Member | None
    settings: Settings | None

    @property
    def here(self) -> str:
        """The address of the page itself."""
        return f"{self.path}?{urlencode(self.query)}" if self.query else self.path

    @property
    def values(self) -> Values:
        """Writes figures for the reader."""
        currency = self.settings.reporting_currency if self.settings else "USD"
        return Values(Formats(self.language, self.zone), catalogue(self.language), currency)


@lru_cache(maxsize=len(LANGUAGES))
def environment(language: str) -> Environment:
    """Return the templates with the texts of a language."""
    made = Environment(
        loader=PackageLoader("aftersales.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(catalogue(language), newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(
        asset=address,
        case_address=case_address,
        cause_name=pass_context(
            lambda context, name: words.cause_name(name, catalogue(language), _own_causes(context), language)
        ),
        direction=direction,
        draft_name=lambda state: words.word(ReplyState(state), catalogue(language)),
        encode_home=encode_home,
        engine_name=lambda name: words.engine_name(name, catalogue(language)),
        home_address=home_address,
        is_in=is_in,
        languages=NAMES,
        part_name=lambda name: catalogue(language).gettext(PARTS[name]),
        platform=lambda name: words.platform(name, catalogue(language)),
        refusal=lambda reason: refusal(reason, catalogue(language)),
        signal_name=lambda name: words.signal_name(name, catalogue(language)),
        translator_name=lambda name: words.translator_name(name, catalogue(language)),
        urlencode=urlencode,
    )
    made.filters["word"] = pass_context(
        lambda context, value: words.word(value, catalogue(language), _own_causes(context), language)
    )
    return made


def _own_causes(context: Context) -> Sequence[OwnCause]:
    """The workspace's own causes; a macro that is imported without context knows none, and shows a readable name."""
    setting = context.get("setting")
    return setting.settings.own_causes if setting is not None and setting.settings else ()


def show(template: str, setting: Setting, status: int = 200, **values: object) -> Response:
    """Answer with a page."""
    text = environment(setting.language).get_template(template)
    writer = setting.values
    return html(text.render(setting=setting, formats=writer.formats, values=writer, **values), status)
