"""What every bucket of the lake keeps."""

from typing import Any

KEYS = 25
"""More than fit on a page of the bucket that stands in for S3."""


class ObjectsContract:
    """Subclasses give a fixture `objects`."""

    def test_what_was_put_is_there(self, objects: Any) -> None:
        """Writing again replaces, and the etag tells."""
        objects.put("facts/workspace=demo/a", b"1")
        before = objects.list("facts/workspace=demo/")
        objects.put("facts/workspace=demo/a", b"2")
        assert objects.get("facts/workspace=demo/a") == b"2"
        assert objects.list("facts/workspace=demo/").keys() == before.keys()
        assert objects.list("facts/workspace=demo/") != before

    def test_a_list_holds_what_begins_alike(self, objects: Any) -> None:
        """More than a page of keys is listed whole; other prefixes stay out."""
        for number in range(KEYS):
            objects.put(f"facts/workspace=demo/{number}", b"")
        objects.put("facts/workspace=demo2/x", b"")
        assert len(objects.list("facts/workspace=demo/")) == KEYS
        assert objects.list("cases/") == {}
