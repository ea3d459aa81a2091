"""What the exported figures of a workspace were made of; written last, so that what it names lies there."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from json import dumps

import duckdb
from pydantic import ConfigDict, Field
from pydantic.main import IncEx

from aftersales.lake.layout import Objects
from aftersales.lake.parts import Etags, shapes_digest
from aftersales.lake.tables import all_statements
from aftersales.metrics.catalogue import CONTRACTS
from aftersales.policies.holiday_days import edition
from aftersales.records.record import Instant, Record
from aftersales.records.workspace import Settings

_OF_NO_FIGURE: Mapping[str, IncEx | bool] = {
    "product_team": True,
    "report_readers": True,
    "alert_rules": True,
    "suppliers": True,
    "review_pages": True,
    "erase_days_before_due": True,
    "own_causes": {"__all__": {"keywords", "examples", "skus"}},
}
"""Settings that no table reads: who is written to and when, what teaches the engine. Changing them defines no figure anew."""


UNFINISHED = "unfinished"
"""What a manifest is made of, and each digest in it, while a build writes: if that dies, nobody takes it for a whole."""


class Manifest(Record):
    """`made_of` names the objects, `rules` settings and code; `digests` are those of each exported month or cube, by its folder.

    `watermarks` say how far each connection had come when the objects were listed; `began_on` is the day of the first build,
    `published_on` that on which all typed tables were last exported; `forgets` names what was to be forgotten by then, `built_at`
    is the moment of the last build. `writing_since` is the day of the first try at what is unfinished.
    """

    # It lies there for years: what another version wrote into it beside this does no harm.
    model_config = ConfigDict(extra="ignore")

    made_of: str = ""
    rules: str = ""
    digests: dict[str, str] = Field(default_factory=dict)
    watermarks: dict[str, Instant] = Field(default_factory=dict)
    began_on: str = ""
    published_on: str = ""
    forgets: str = ""
    built_at: Instant | None = None
    writing_since: str = ""

    def unfinished(self, after: "Manifest") -> "Manifest":
        """The same while `after` is being written over it.

        What other rules have written half of is by no rules at all, also where the old ones come back.
        """
        return self.having(
            made_of=UNFINISHED,
            rules=self.rules if self.rules == after.rules else UNFINISHED,
            digests=dict.fromkeys(self.digests, UNFINISHED),
            writing_since=self.writing_since or after.published_on,
        )

    @property
    def complete_through(self) -> datetime | None:
        """How far the slowest connection had come."""
        return min(self.watermarks.values(), default=None)


def manifest_key(workspace: str) -> str:
    """Return the key of a workspace's manifest."""
    return f"cubes/workspace={workspace}/manifest.json"


def load_manifest(objects: Objects, workspace: str) -> Manifest:
    """Return the manifest, an empty one before the first build."""
    key = manifest_key(workspace)
    return Manifest.model_validate_json(objects.get(key)) if key in objects.list(key) else Manifest()


def save_manifest(objects: Objects, workspace: str, manifest: Manifest) -> None:
    """Write the manifest."""
    objects.put(manifest_key(workspace), manifest.model_dump_json().encode())


def made_of(listed: Etags) -> str:
    """Name the objects that a build comes from."""
    return _digest(sorted(listed.items()))


def rules_of(settings: Settings) -> str:
    """Name what turns objects into figures; equal objects and equal rules give equal figures."""
    code = [contract.name + contract.sql for contract in CONTRACTS.values()] + all_statements()
    asked = settings.model_dump_json(exclude=_OF_NO_FIGURE)
    free_by = edition() if any(calendar.holidays for calendar in settings.calendars) else ""
    return _digest([asked, code, shapes_digest(), duckdb.__version__, free_by])


def _digest(value: object) -> str:
    return sha256(dumps(value).encode()).hexdigest()
