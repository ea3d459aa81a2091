"""Names of what figures are split by."""

from aftersales.web.formats import Formats
from aftersales.web.part_names import PartNames
from aftersales.web.translations import catalogue


def test_a_platforms_own_warehouse_has_its_name() -> None:
    """What Amazon ships itself stands under 'Amazon'; a warehouse of somebody else's is called as its owner calls it.

    Warehouses are the parts of their metrics, and no dimension of their own.
    """
    names = PartNames(Formats("en", "UTC"), catalogue("en"))
    assert [names.of("part", key) for key in ("amazon", "3PL Rotterdam")] == ["Amazon", "3PL Rotterdam"]
    assert names.head("on_time_dispatch", "part") == "Warehouse"
