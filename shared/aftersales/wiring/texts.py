"""What understand_texts works with."""

import json
from datetime import UTC, datetime
from functools import cache
from typing import Any

from aftersales.intake.understand import TextMessage, TextOutcome, TextsResult, Understander
from aftersales.language.port import Reader, Translator
from aftersales.wiring import stores
from aftersales.wiring.environment import setting


@cache
def app() -> Understander:
    """Connect the real collaborators; LANGUAGE_ENGINE says which engine reads (embedded or aws)."""
    from aftersales.engines.embedded import EmbeddedReader
    from aftersales.engines.learned import alike_in_meaning

    workspaces = stores.workspaces()
    return Understander(
        reader=_reader(setting("LANGUAGE_ENGINE")),
        meanwhile=EmbeddedReader(),
        alike=alike_in_meaning,
        translator=_remembering(),
        store=stores.dossiers(),
        settings_of=workspaces.settings,
        examples_of=stores.glossary().examples,
        clock=lambda: datetime.now(UTC),
    )


def _reader(name: str) -> Reader:
    from aftersales.engines.embedded import EmbeddedReader

    if name == "embedded":
        return EmbeddedReader()
    if name == "aws":
        return _on_aws()
    raise RuntimeError(f"LANGUAGE_ENGINE is {name!r}; see infra/template.yaml")


def _remembering() -> Translator:
    """Translations that cost nothing; paid ones are made in the console, when a person opens the text."""
    from aftersales.aws.phrases import DynamoPhraseMemory
    from aftersales.engines.memory import MemoryTranslator

    return MemoryTranslator(DynamoPhraseMemory(stores.table()))


def _on_aws() -> Reader:
    from aftersales.aws.answers import DynamoAnswerCache
    from aftersales.engines.closer import CloserReader
    from aftersales.engines.comprehend import Comprehend
    from aftersales.wiring import clients

    answers = DynamoAnswerCache(stores.table(), lambda: datetime.now(UTC))
    return CloserReader(Comprehend(clients.comprehend()), stores.purse(), answers)


def texts_of(event: dict[str, Any]) -> list[TextMessage]:
    """Read an SQS event of the texts queue."""
    bodies = [(record["messageId"], json.loads(record["body"])) for record in event["Records"]]
    return [
        TextMessage(
            message, body["workspace"], body["home"], body["fact"], closely=body.get("closely", False)
        )
        for message, body in bodies
    ]


__all__ = ["TextOutcome", "TextsResult", "Understander", "app", "texts_of"]
