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
    workspaces = stores.workspaces()
    reader, translator = _engine(setting("LANGUAGE_ENGINE"))
    return Understander(
        reader=reader,
        translator=translator,
        store=stores.dossiers(),
        settings_of=workspaces.settings,
        examples_of=stores.glossary().examples,
        clock=lambda: datetime.now(UTC),
    )


def _engine(name: str) -> tuple[Reader, Translator]:
    from aftersales.aws.phrases import DynamoPhraseMemory
    from aftersales.engines.embedded import EmbeddedReader
    from aftersales.engines.memory import MemoryTranslator

    memory = MemoryTranslator(DynamoPhraseMemory(stores.table()))
    if name == "embedded":
        return EmbeddedReader(), memory
    if name == "aws":
        return _on_aws(memory)
    raise RuntimeError(f"LANGUAGE_ENGINE is {name!r}; see infra/template.yaml")


def _on_aws(memory: Translator) -> tuple[Reader, Translator]:
    from aftersales.aws.purse import DynamoPurse
    from aftersales.engines.comprehend import ComprehendReader
    from aftersales.engines.translate import AmazonTranslator, TranslatorsInTurn
    from aftersales.wiring import clients

    settings_of = stores.workspaces().settings
    purse = DynamoPurse(
        stores.table(),
        lambda workspace: settings_of(workspace).language_budget_cents,
        lambda: datetime.now(UTC),
    )
    paid = AmazonTranslator(clients.translate(), purse)
    return ComprehendReader(clients.comprehend(), purse), TranslatorsInTurn([memory, paid])


def texts_of(event: dict[str, Any]) -> list[TextMessage]:
    """Read an SQS event of the texts queue."""
    bodies = [(record["messageId"], json.loads(record["body"])) for record in event["Records"]]
    return [TextMessage(message, body["workspace"], body["home"], body["fact"]) for message, body in bodies]


__all__ = ["TextOutcome", "TextsResult", "Understander", "app", "texts_of"]
