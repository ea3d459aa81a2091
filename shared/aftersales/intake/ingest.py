"""Deliveries become facts and cases. Nothing is lost: raw bytes are archived first, what cannot be used is kept with its reason."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from aftersales.cases.ledger import TakenIn
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
    """Where a batch of deliveries lies in the archive; the bytes of those that are `gone` were erased and must not lie there."""

    archive: str
    deliveries: Sequence[RawDelivery]
    gone: Sequence[RawDelivery] = ()


class TextQueue(Protocol):
    """Hands facts with customers' words to the understanding worker."""

    def send(self, facts: Sequence[Fact]) -> None:
        """Queue the facts; sending one twice does no harm."""


_Connection = tuple[str, str]
_Stated = Sequence[tuple[RawDelivery, list[Fact]]]


@dataclass(frozen=True, slots=True)
class _Batch:
    """What deliveries say: the facts that each states, who only hints at something new, and how those ended that state nothing."""

    stated: list[tuple[RawDelivery, list[Fact]]] = field(default_factory=list)
    hinted: dict[_Connection, None] = field(default_factory=dict)
    ended: list[tuple[_Connection, Outcome]] = field(default_factory=list)


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
    batch = _read(sources, parser_of, log, now)
    taken = _take_in(batch.stated, store, settings_of)
    _redact(sources, batch.stated, taken, rewrite)
    texts.send([fact for one in taken.values() for fact in one.kept if has_words(fact)])
    for connection in batch.hinted:
        hasten(*connection)
    return _log([*batch.ended, *_stored_or_repeated(batch.stated, taken)], log, now)


def _read(
    sources: Sequence[Source], parser_of: Callable[[str], Parse], log: DeliveryLog, now: Instant
) -> _Batch:
    """Parse every delivery, and keep the reason of each rejection."""
    batch = _Batch()
    for source in sources:
        for delivery in source.deliveries:
            connection = delivery.workspace, delivery.connection
            parsed = _parse(delivery, parser_of)
            for reason in parsed.rejected:
                log.reject(_rejection(delivery, reason, source.archive, now))
            if parsed.is_hint:
                batch.hinted[connection] = None
            if found := facts_of(delivery, parsed, now):
                batch.stated.append((delivery, found))
            else:
                batch.ended.append((connection, Outcome.REJECTED if parsed.rejected else Outcome.IGNORED))
    return batch


def _take_in(
    stated: _Stated, store: DossierStore, settings_of: Callable[[str], Settings]
) -> Mapping[str, TakenIn]:
    """Store the facts of each workspace; of one that is stated twice in a batch the later statement counts."""
    facts: dict[str, dict[str, Fact]] = defaultdict(dict)
    for delivery, found in stated:
        facts[delivery.workspace].update({fact.id: fact for fact in found})
    return {
        workspace: store.take_in(list(some.values()), settings_of(workspace))
        for workspace, some in facts.items()
    }


def _stored_or_repeated(
    stated: _Stated, taken: Mapping[str, TakenIn]
) -> Iterator[tuple[_Connection, Outcome]]:
    """Tell how deliveries ended that state something: of several that state a new fact, the first one stored it."""
    new = {workspace: set(one.new) for workspace, one in taken.items()}
    for delivery, found in stated:
        stored = any(fact.id in new[delivery.workspace] for fact in found)
        new[delivery.workspace] -= {fact.id for fact in found}
        outcome = Outcome.STORED if stored else Outcome.REPEATED
        yield (delivery.workspace, delivery.connection), outcome


def _redact(
    sources: Sequence[Source],
    stated: _Stated,
    taken: Mapping[str, TakenIn],
    rewrite: Callable[[str, bytes], None],
) -> None:
    """Replace deliveries of people who were erased by what was kept of them, in the archive."""
    kept = {workspace: {fact.id: fact for fact in one.kept} for workspace, one in taken.items()}
    gone = {id(one): one for source in sources for one in source.gone if not is_redacted(one)}
    without = {place: redacted(one, ()) for place, one in gone.items()}
    for delivery, found in stated:
        is_theirs = any(fact.id in taken[delivery.workspace].erased for fact in found)
        if (is_theirs or id(delivery) in gone) and not is_redacted(delivery):
            without[id(delivery)] = redacted(delivery, [kept[delivery.workspace][fact.id] for fact in found])
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


def _log(ended: Sequence[tuple[_Connection, Outcome]], log: DeliveryLog, now: Instant) -> Counter[Outcome]:
    outcomes: dict[_Connection, Counter[Outcome]] = defaultdict(Counter)
    for place, outcome in ended:
        outcomes[place][outcome] += 1
    total: Counter[Outcome] = Counter()
    for (workspace, connection), counts in outcomes.items():
        log.count(workspace, connection, counts, now)
        total += counts
    return total
