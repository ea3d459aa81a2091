"""What the inbox shows of the people, goods and words of a case."""

from collections.abc import Sequence

from aftersales.cases.dossier import Dossier
from aftersales.records.after_sales import PrivacyRequest, Return, Review
from aftersales.records.erasure import NAMELESS
from aftersales.records.message import Message
from aftersales.records.parcel import Parcel
from aftersales.records.record import Entity
from aftersales.records.understanding import Understanding


def described(records: list[Entity], dossier: Dossier, readings: list[Understanding]) -> dict[str, object]:
    """What the inbox shows of the people, goods and words of a case."""
    order = dossier.order
    first = records[0]
    source = next(
        fact for fact in dossier.facts if fact.record.store == first.store and fact.record.key == first.key
    )
    messages = [record for record in records if isinstance(record, Message)]
    reviews = [record for record in records if isinstance(record, Review)]
    names = [*(message.customer_name for message in messages), *(review.author for review in reviews)]
    named = next((name for name in names if name and not name.startswith(NAMELESS)), None)
    return {
        "platform": next((fact.platform for fact in dossier.facts if fact.record == order), source.platform),
        "store": order.store if order else first.store,
        "market": order.market if order else getattr(first, "market", None),
        "language": next((reading.language for reading in readings if reading.language), None),
        "sentiment": readings[0].sentiment if readings else None,
        "signals": tuple(sorted({signal for reading in readings for signal in reading.signals})),
        "order": order.key if order else getattr(first, "order", None),
        "order_number": order.number
        if order
        else next((m.order_number for m in messages if m.order_number), None),
        "order_total": order.total if order else None,
        "customer": _customer(records, dossier),
        "customer_name": order.customer.name if order and order.customer and order.customer.name else named,
        "skus": goods_of(records, dossier),
        "stars": min((review.stars for review in reviews if review.stars is not None), default=None),
        "title": next((title for record in records if (title := _title(record, dossier))), ""),
        "excerpt": next((text for record in records if (text := _text(record))), "")[:160],
    }


def open_answer(dossier: Dossier, number: int) -> str | None:
    """How far the newest answer of a case has come, if somebody still has to finish it."""
    mine = [reply for reply in dossier.replies if reply.case == number and reply.is_open]
    return max(mine, key=lambda reply: (reply.at, reply.key)).state.value if mine else None


def _customer(records: list[Entity], dossier: Dossier) -> str | None:
    if dossier.order and dossier.order.customer:
        return dossier.order.customer.key
    keys = (
        record.customer
        for record in records
        if isinstance(record, Message | Review | PrivacyRequest) and record.customer
    )
    return next(keys, None)


def goods_of(records: Sequence[Entity], dossier: Dossier) -> tuple[str, ...]:
    """Return the article numbers that records themselves name, else all those of the order."""
    named = {
        line.sku for record in records if isinstance(record, Return) for line in record.lines if line.sku
    }
    named |= {record.sku for record in records if isinstance(record, Review) and record.sku}
    if not named and dossier.order:
        named = {line.sku for line in dossier.order.lines if line.sku}
    return tuple(sorted(named))


def _title(record: Entity, dossier: Dossier) -> str:
    """What a record is called: a subject, a review's title, a tracking number, the goods that come back."""
    if isinstance(record, Message):
        return record.subject
    if isinstance(record, Review) and record.title:
        return record.title
    if isinstance(record, Parcel):
        return record.key
    skus = {line.sku for line in record.lines} if isinstance(record, Return) else set()
    lines = dossier.order.lines if dossier.order else ()
    return ", ".join(line.title for line in lines if line.title and line.sku in skus)


def _text(record: Entity) -> str:
    if isinstance(record, Message | Review):
        return record.text
    if isinstance(record, Return):
        return next((line.comment for line in record.lines if line.comment), "")
    return ""
