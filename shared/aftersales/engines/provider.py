"""Amazon Translate as a provider: which languages it knows, and each workspace's termbase as its custom terminology."""

import csv
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from io import StringIO
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from aftersales.records.errors import UnavailableError
from aftersales.records.glossary import Term

if TYPE_CHECKING:
    from mypy_boto3_translate import TranslateClient

_MISSING = "ResourceNotFoundException"


class AmazonProvider:
    """Plays `Provider`. A terminology is named `<prefix>-<workspace>-<source language>`; one without terms is deleted."""

    def __init__(self, client: "TranslateClient", prefix: str) -> None:
        """Ask `client`; `prefix` keeps stacks of one account apart."""
        self._client = client
        self._prefix = prefix
        self._listed = cache(self._list)

    def languages(self) -> Sequence[str]:
        """List the languages, once per process."""
        return self._listed()

    def terminology(self, workspace: str, source: str) -> str:
        """Name the terminology of a workspace's terms in a source language."""
        return f"{self._prefix}-{workspace}-{source}"

    def publish(self, workspace: str, terms: Sequence[Term]) -> None:
        """Write one terminology per source language and delete those that have no terms any more."""
        by_source: dict[str, list[Term]] = defaultdict(list)
        for term in terms:
            by_source[term.source].append(term)
        try:
            for source, some in by_source.items():
                self._client.import_terminology(
                    Name=self.terminology(workspace, source),
                    MergeStrategy="OVERWRITE",
                    TerminologyData={"File": _table(source, some), "Format": "CSV", "Directionality": "UNI"},
                )
            for name in self._names(workspace):
                if name not in {self.terminology(workspace, source) for source in by_source}:
                    self._client.delete_terminology(Name=name)
        except ClientError as error:
            if error.response["Error"]["Code"] != _MISSING:
                raise UnavailableError("translate", error.response["Error"]["Code"]) from error
        except BotoCoreError as error:
            raise UnavailableError("translate", type(error).__name__) from error

    def _names(self, workspace: str) -> list[str]:
        # A workspace's name may begin another's: what follows must be a language alone.
        begin = f"{self._prefix}-{workspace}-"
        pages = self._client.get_paginator("list_terminologies").paginate()
        names = [each["Name"] for page in pages for each in page["TerminologyPropertiesList"]]
        return [name for name in names if name.startswith(begin) and _is_language(name.removeprefix(begin))]

    def _list(self) -> tuple[str, ...]:
        found: list[str] = []
        token = ""
        try:
            while True:
                client = self._client
                page = client.list_languages(NextToken=token) if token else client.list_languages()
                found += [language["LanguageCode"] for language in page["Languages"]]
                token = page.get("NextToken", "")
                if not token:
                    return tuple(sorted(set(found) - {"auto"}))
        except ClientError as error:
            raise UnavailableError("translate", error.response["Error"]["Code"]) from error
        except BotoCoreError as error:
            raise UnavailableError("translate", type(error).__name__) from error


def _is_language(text: str) -> bool:
    short, _, region = text.partition("-")
    return 2 <= len(short) <= 3 and short.isalpha() and "-" not in region  # noqa: PLR2004 letters of ISO 639


def _table(source: str, terms: Sequence[Term]) -> bytes:
    """A column per language, the source first, as Translate wants it."""
    targets = sorted({term.target for term in terms})
    rows: dict[str, dict[str, str]] = defaultdict(dict)
    for term in terms:
        rows[term.term][term.target] = term.translation
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([source, *targets])
    writer.writerows([term, *(row.get(target, "") for target in targets)] for term, row in rows.items())
    return out.getvalue().encode()
