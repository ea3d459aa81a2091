"""The product's own reading of simulated deliveries, without a cloud: parsers, text engine, dossiers, cases."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from aftersales.cases.component import Partition, gather, named_homes
from aftersales.cases.dossier import Dossier
from aftersales.cases.fold import fold_component
from aftersales.deliveries.raw import RawDelivery
from aftersales.platforms.parsers import parser_of
from aftersales.records.case import Case
from aftersales.records.fact import Fact, to_fact
from aftersales.records.workspace import Settings

SETTINGS = Settings(workspace="demo", name="Aurora Living", zone="Asia/Shanghai", language="zh")


class UnreadError(Exception):
    """A simulated delivery that the product refused, ignored or read only in part."""


def facts_of(deliveries: Iterable[RawDelivery]) -> dict[str, Fact]:
    """Parse deliveries to facts by id. UnreadError on one that is not read to the last word."""
    found: dict[str, Fact] = {}
    for delivery in deliveries:
        parsed = parser_of(delivery.platform)(delivery)
        if parsed.ignored is not None or parsed.rejected:
            raise UnreadError(delivery.name, parsed.ignored, parsed.rejected)
        for observation in parsed.observations:
            fact = to_fact(
                observation,
                workspace=delivery.workspace,
                connection=delivery.connection,
                platform=delivery.platform,
                ingested_at=datetime.fromisoformat(delivery.received_at),
            )
            found.setdefault(fact.id, fact)
    return found


def newest_of(facts: Iterable[Fact]) -> dict[str, Fact]:
    """Return the newest fact of each entity."""
    newest: dict[str, Fact] = {}
    for fact in facts:
        known = newest.get(fact.entity)
        if known is None or (known.version, known.id) < (fact.version, fact.id):
            newest[fact.entity] = fact
    return newest


def dossiers_of(facts: Iterable[Fact]) -> Iterator[Dossier]:
    """Join facts by their links and fold each dossier."""
    homes: dict[str, dict[str, Fact]] = defaultdict(dict)
    links: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        homes[fact.home][fact.id] = fact
        for other in named_homes(fact):
            links[fact.home].add(other)
            links[other].add(fact.home)
    seen: set[str] = set()
    for home in list(homes):
        if home not in seen:
            component = gather(
                home, lambda name: Partition(homes.get(name, {}), frozenset(links[name])), lambda _, __: None
            )
            seen |= set(component)
            yield from fold_component(SETTINGS.workspace, component, SETTINGS)


def cases_of(facts: Iterable[Fact]) -> Sequence[Case]:
    """Fold facts to cases, dossier by dossier."""
    return [case for dossier in dossiers_of(facts) for case in dossier.cases]
