"""Deliveries become facts and cases. Nothing is lost: raw bytes are archived first, what cannot be used is kept with its reason."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from aftersales.cases.stores import DossierStore
from aftersales.deliveries.parsed import Parse, Parsed, facts_of
from aftersales.deliveries.raw import RawDelivery, to_lines
from aftersales.deliveries.redaction import is_redacted, read, redacted
from aftersales.deliveries.webhook import Outcome
from aftersales.intake.delivery_log import DeliveryLog, Rejection
from aftersales.records.after_sales import Return, Review
from aftersales.records.errors import RejectedError
from aftersales.records.fact import Fact
from aftersales.records.message import Author, Message
from aftersales.records.record import Instant
from aftersales.records.workspace import Settings


@dataclass(frozen=True, slots=True)
class Source:
    """Where a batch of deliveries lies in the archive."""

    archive: str
    deliveries: Sequence[RawDelivery]


class TextQueue(Protocol):
    """Hands facts with customers' words to the understanding worker."""

    def send(self, facts: Sequence[Fact]) -> None:
        """Queue the facts; sending one twice does no harm."""


def ingest(
    sources: Sequence[Source],
    *,
    now: Instant,
    parser_of: Callable[[str], Parse],
    settings_of: Callable[[str], Settings],
    store: DossierStore,
    texts: TextQueue,
    log: DeliveryLog,
    hasten: Callable[[str, str], None],
    rewrite: Callable[[str, bytes], None],
) -> Counter[Outcome]:
    """Ingest archived batches and return how many deliveries ended how; `hasten` is told (workspace, connection) to be polled soon.

    What a person had erased is stored blank, and its bytes leave the archive, too (`rewrite` writes an object anew).
    UnavailableError passes through: then the caller hands the batch back, and doing it again is harmless.
    """
    outcomes: dict[tuple[str, str], Counter[Outcome]] = defaultdict(Counter)
    facts: dict[str, dict[str, Fact]] = defaultdict(dict)
    stated: list[tuple[RawDelivery, list[Fact]]] = []
    hinted: dict[tuple[str, str], None] = {}
    for source in sources:
        for delivery in source.deliveries:
            parsed = _parse(delivery, parser_of)
            for reason in parsed.rejected:
                log.reject(_rejection(delivery, reason, source.archive, now))
            if parsed.is_hint:
                hinted[delivery.workspace, delivery.connection] = None
            found = facts_of(delivery, parsed, now)
            if found:
                stated.append((delivery, found))
                facts[delivery.workspace].update({fact.id: fact for fact in found})
            else:
                outcome = Outcome.REJECTED if parsed.rejected else Outcome.IGNORED
                outcomes[delivery.workspace, delivery.connection][outcome] += 1
    taken = {
        workspace: store.take_in(list(some.values()), settings_of(workspace))
        for workspace, some in facts.items()
    }
    new = {workspace: one.new for workspace, one in taken.items()}
    kept = {workspace: _by_id(one.kept) for workspace, one in taken.items()}
    _redact(sources, stated, kept, rewrite)
    texts.send([fact for workspace in kept for fact in kept[workspace].values() if has_words(fact)])
    for delivery, found in stated:
        stored = any(fact.id in new[delivery.workspace] for fact in found)
        new[delivery.workspace] -= {fact.id for fact in found}
        outcome = Outcome.STORED if stored else Outcome.REPEATED
        outcomes[delivery.workspace, delivery.connection][outcome] += 1
    for connection in hinted:
        hasten(*connection)
    return _log(outcomes, log, now)


def _by_id(facts: Sequence[Fact]) -> dict[str, Fact]:
    return {fact.id: fact for fact in facts}


def _redact(
    sources: Sequence[Source],
    stated: Sequence[tuple[RawDelivery, list[Fact]]],
    kept: Mapping[str, Mapping[str, Fact]],
    rewrite: Callable[[str, bytes], None],
) -> None:
    """Replace deliveries of people who were erased by what was kept of them, in the archive."""
    without: dict[int, RawDelivery] = {}
    for delivery, found in stated:
        blank = [kept[delivery.workspace][fact.id] for fact in found]
        if not is_redacted(delivery) and any(
            old.record != new.record for old, new in zip(found, blank, strict=True)
        ):
            without[id(delivery)] = redacted(delivery, blank)
    for source in sources:
        if any(id(delivery) in without for delivery in source.deliveries):
            lines = to_lines(without.get(id(delivery), delivery) for delivery in source.deliveries)
            rewrite(source.archive, lines)


def _parse(delivery: RawDelivery, parser_of: Callable[[str], Parse]) -> Parsed:
    """Read a delivery; one that is refused as a whole is one rejection, a file may have many."""
    try:
        return read(delivery, parser_of(delivery.platform))
    except RejectedError as error:
        return Parsed(rejected=(str(error),))


def _rejection(delivery: RawDelivery, reason: str, archive: str, now: Instant) -> Rejection:
    return Rejection(
        workspace=delivery.workspace,
        connection=delivery.connection,
        platform=delivery.platform,
        name=delivery.name,
        reason=reason,
        archive=archive,
        at=now,
    )


def has_words(fact: Fact) -> bool:
    """Whether a customer wrote something in this fact that an engine should read."""
    record = fact.record
    if isinstance(record, Message):
        return record.author is Author.CUSTOMER and bool(record.text.strip())
    if isinstance(record, Review):
        return bool(record.text.strip() or record.title.strip())
    return isinstance(record, Return) and any(line.comment.strip() for line in record.lines)


def _log(
    outcomes: Mapping[tuple[str, str], Counter[Outcome]], log: DeliveryLog, now: Instant
) -> Counter[Outcome]:
    total: Counter[Outcome] = Counter()
    for (workspace, connection), counts in outcomes.items():
        log.count(workspace, connection, counts, now)
        total += counts
    return total
