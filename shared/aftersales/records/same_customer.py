"""That two customer keys are one person, or are so no longer."""

from typing import Literal

from aftersales.records.record import Entity, Instant


class SameCustomer(Entity):
    """Two keys of `aftersales.customers` for one person. The newest version holds: `together` False takes the merge back.

    The record's own `key` tells neither of the two: it stays when they are erased.
    """

    kind: Literal["same_customer"] = "same_customer"
    first: str
    second: str
    together: bool = True
    at: Instant
    member: str

    @property
    def home(self) -> str:
        """A merge stands alone: it concerns a person, not one order. It stays where it is when the keys are renamed."""
        return f"same:{self.store}/{self.key}"
