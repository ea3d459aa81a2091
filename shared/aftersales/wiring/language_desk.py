"""The language desk, connected: with Amazon Translate where LANGUAGE_ENGINE says so, else with memory and people alone."""

from aftersales.desk.language_desk import LanguageDesk, NoProvider, Provider
from aftersales.desk.looking import CloserLooks
from aftersales.language.port import Translator
from aftersales.wiring import stores
from aftersales.wiring.environment import setting


def language_desk() -> LanguageDesk:
    """Connect words, memory, engine and outbox."""
    from aftersales.aws.phrases import DynamoPhraseMemory
    from aftersales.engines.memory import MemoryTranslator

    words, memory = stores.glossary(), DynamoPhraseMemory(stores.table())
    known = MemoryTranslator(memory)
    on_aws = setting("LANGUAGE_ENGINE") == "aws"
    translator, provider = _on_aws(known) if on_aws else (known, NoProvider())
    looks = _closer_looks() if on_aws else None
    return LanguageDesk(
        glossary=words,
        examples=words,
        memory=memory,
        translator=translator,
        provider=provider,
        post=stores.outbox(),
        looks=looks,
    )


def _closer_looks() -> CloserLooks:
    from aftersales.aws.closer_looks import QueuedLooks
    from aftersales.aws.queue import SqsQueue
    from aftersales.aws.texts import SqsTextQueue
    from aftersales.wiring import clients

    texts = SqsTextQueue(SqsQueue(clients.sqs(), setting("TEXTS_QUEUE_URL")))
    return QueuedLooks(texts, stores.purse())


def _on_aws(known: Translator) -> tuple[Translator, Provider]:
    from aftersales.engines.provider import AmazonProvider
    from aftersales.engines.translate import AmazonTranslator, TranslatorsInTurn
    from aftersales.wiring import clients

    provider = AmazonProvider(clients.translate(), setting("PARAMETER_PREFIX").strip("/"))

    def terminology(workspace: str, source: str) -> str | None:
        has_terms = any(term.source == source for term in stores.glossary().terms(workspace))
        return provider.terminology(workspace, source) if has_terms else None

    paid = AmazonTranslator(clients.translate(), stores.purse(), terminology)
    return TranslatorsInTurn([known, paid]), provider
