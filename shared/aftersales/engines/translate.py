"""Translation by Amazon Translate, in pieces that it takes, with the workspace's terminology and a polite form where it has one."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from aftersales.language.gate import Purse, translating_cost
from aftersales.language.hashing import sentences
from aftersales.language.port import Translator
from aftersales.records.errors import UnavailableError
from aftersales.records.understanding import Translation

if TYPE_CHECKING:
    from mypy_boto3_translate import TranslateClient
    from mypy_boto3_translate.type_defs import TranslateTextRequestTypeDef

_LONGEST_BYTES = 9000
_POLITE = frozenset({"de", "es", "fr", "hi", "it", "ja", "ko", "nl"})
_CANNOT = frozenset({"UnsupportedLanguagePairException", "DetectedLanguageLowConfidenceException"})


class AmazonTranslator:
    """Plays `Translator`."""

    def __init__(
        self,
        client: "TranslateClient",
        purse: Purse,
        terminology: Callable[[str, str], str | None] = lambda _workspace, _source: None,
    ) -> None:
        """Ask `client`, paid from `purse`; `terminology` names the custom one of a workspace and source language."""
        self._client = client
        self._purse = purse
        self._terminology = terminology

    def translate(self, workspace: str, text: str, source: str, target: str) -> Translation | None:
        """Translate the whole text; None if the pair of languages is unknown or the month's budget is spent."""
        cost = translating_cost(text)
        if not self._purse.spend(workspace, cost):
            return None
        try:
            name = self._terminology(workspace, source)
            pieces = [self._piece(piece, source, target, name) for piece in _pieces(text)]
        except ClientError as error:
            code = error.response["Error"]["Code"]
            # Amazon charges no failed call; what a first piece of a long text took is forgiven with the rest.
            self._purse.give_back(workspace, cost)
            if code in _CANNOT:
                return None
            raise UnavailableError("translate", code) from error
        except BotoCoreError as error:
            self._purse.give_back(workspace, cost)
            raise UnavailableError("translate", type(error).__name__) from error
        return Translation(language=target, text="".join(pieces), engine="amazon-translate")

    def _piece(self, piece: str, source: str, target: str, terminology: str | None) -> str:
        bare = piece.strip()
        if not bare:
            return piece
        request: TranslateTextRequestTypeDef = {
            "Text": bare,
            "SourceLanguageCode": source,
            "TargetLanguageCode": target,
        }
        if target in _POLITE:
            request["Settings"] = {"Formality": "FORMAL"}
        if terminology:
            request["TerminologyNames"] = [terminology]
        translated = self._client.translate_text(**request)["TranslatedText"]
        start = piece.index(bare)
        return piece[:start] + translated + piece[start + len(bare) :]


class TranslatorsInTurn:
    """Plays `Translator`: the first that can translates, so that what is known costs nothing."""

    def __init__(self, translators: Sequence[Translator]) -> None:
        """Ask in this order."""
        self._translators = translators

    def translate(self, workspace: str, text: str, source: str, target: str) -> Translation | None:
        """Return the first translation."""
        answers = (one.translate(workspace, text, source, target) for one in self._translators)
        return next((answer for answer in answers if answer), None)


def _pieces(text: str) -> Iterator[str]:
    """Cut a text into runs of sentences that fit one request; a sentence that does not is cut by characters."""
    run = ""
    for sentence in sentences(text) or [text]:
        for part in _parts(sentence):
            if run and len((run + part).encode()) > _LONGEST_BYTES:
                yield run
                run = ""
            run += part
    if run:
        yield run


def _parts(sentence: str) -> Iterator[str]:
    # A character is at most four bytes long.
    step = len(sentence) if len(sentence.encode()) <= _LONGEST_BYTES else _LONGEST_BYTES // 4
    for start in range(0, len(sentence), step or 1):
        yield sentence[start : start + step]
