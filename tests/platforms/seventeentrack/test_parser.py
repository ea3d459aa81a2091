import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftersales.deliveries.parsed import Parsed
from aftersales.deliveries.raw import RawDelivery
from aftersales.platforms.seventeentrack.parser import parse
from aftersales.platforms.seventeentrack.tables import STATUS, SUB_STATUS, status_of
from aftersales.records.errors import RejectedError
from aftersales.records.parcel import Parcel, ParcelStatus

EVENTS = Path(__file__).parents[3] / "events" / "platforms" / "17track"
UTC_EVENT = {"time_utc": "2026-03-02T10:00:00Z", "sub_status": "InTransit_Arrival", "description": "in"}
LOCAL_EVENT = {
    "time_iso": None,
    "time_utc": None,
    "time_raw": {"date": "2026-03-03", "time": "14:23:00", "timezone": None},
    "sub_status": "Delivered_Other",
}


def _delivery(name: str, body: Any, received_at: str = "2026-11-22T02:00:00+00:00") -> RawDelivery:
    return RawDelivery(
        workspace="demo",
        connection="17track-main",
        platform="17track",
        store="17track-main",
        channel="webhook",
        name=name,
        received_at=received_at,
        body=body if isinstance(body, bytes) else json.dumps(body).encode(),
    )


def _push(
    status: str = "InTransit", sub_status: str | None = "InTransit_Arrival", **info: Any
) -> dict[str, Any]:
    return {
        "event": "TRACKING_UPDATED",
        "data": {
            "number": "RR1",
            "carrier": 3011,
            "tag": "order-1042",
            "track_info": {
                "latest_status": {"status": status, "sub_status": sub_status},
                "latest_event": UTC_EVENT,
                **info,
            },
        },
    }


def _parcel(body: dict[str, Any]) -> Parcel:
    (observation,) = parse(_delivery("TRACKING_UPDATED", body)).observations
    assert isinstance(observation.record, Parcel)
    return observation.record


def test_no_zone_is_invented() -> None:
    """A local time without a zone leaves the scan undated; the state is dated by when the carrier was asked."""
    synced = {"latest_sync_time": "2026-03-04T08:00:00Z", "events": [LOCAL_EVENT, UTC_EVENT]}
    parcel = _parcel(
        _push("Delivered", "Delivered_Other", latest_event=LOCAL_EVENT, tracking={"providers": [synced]})
    )
    assert parcel.delivered_at is None
    assert parcel.updated_at.isoformat() == "2026-03-04T08:00:00+00:00"
    assert [point.at is None for point in parcel.checkpoints] == [False, True]


def test_a_raw_time_with_an_offset_is_a_time() -> None:
    """Where time_raw names its offset it can be trusted."""
    event = {"time_raw": {"date": "2026-03-03", "time": "14:23:00", "timezone": "-03:00"}}
    parcel = _parcel(_push("Delivered", "Delivered_Other", latest_event=event))
    assert parcel.delivered_at is not None
    assert parcel.delivered_at.isoformat() == "2026-03-03T17:23:00+00:00"


def test_expired_means_too_long_on_its_way() -> None:
    """Not an expired label: a person should look."""
    assert _parcel(_push("Expired", "Expired_Other")).status is ParcelStatus.STALLED


@pytest.mark.parametrize(("sub_status", "status"), SUB_STATUS.items())
def test_each_sub_status_has_its_row(sub_status: str, status: ParcelStatus) -> None:
    """All thirty documented sub-statuses are known, whatever status comes with them."""
    assert status_of("Whatever", sub_status) is status
    assert sub_status.partition("_")[0] in STATUS


@pytest.mark.parametrize(
    ("status", "sub_status", "expected"),
    [
        ("Exception", "Exception_Dreamt", ParcelStatus.EXCEPTION),
        (None, "Exception_Dreamt", ParcelStatus.EXCEPTION),
        ("Dreamt", "Dreamt_Other", ParcelStatus.UNKNOWN),
        (None, None, ParcelStatus.UNKNOWN),
    ],
)
def test_unknown_words_never_raise(
    status: str | None, sub_status: str | None, expected: ParcelStatus
) -> None:
    """A new sub-status is understood by its status; a new status is unknown."""
    assert status_of(status, sub_status) is expected


def test_customs_that_ask_for_papers_hold_a_parcel() -> None:
    """A hold says that no carrier is at fault; passing customs in the ordinary way holds nothing."""
    scan = UTC_EVENT | {"sub_status": "InTransit_CustomsRequiringInformation"}
    held = _push(tracking={"providers": [{"events": [UTC_EVENT, scan]}]})
    assert _parcel(held).held_by == "customs"
    assert _parcel(_push("InTransit", "InTransit_CustomsRequiringInformation")).held_by == "customs"
    assert _parcel(_push("InTransit", "InTransit_CustomsProcessing")).held_by is None


def test_milestones_speak_their_own_language() -> None:
    """PickedUp is a milestone's word and dates the hand-over to the carrier."""
    milestone = [{"key_stage": "PickedUp", "time_utc": "2026-03-01T09:00:00Z"}, {"key_stage": "Returning"}]
    parcel = _parcel(_push(milestone=milestone))
    assert parcel.shipped_at is not None
    assert parcel.shipped_at.hour == 9


def test_no_order_is_guessed_from_the_tag() -> None:
    """The tag is free text of whoever registered the number."""
    assert _parcel(_push()).order is None


def test_a_push_twice_is_one_state() -> None:
    """There is no event id; the state's own times make the same push the same fact whenever it arrives."""
    first = parse(_delivery("TRACKING_UPDATED", _push(), "2026-03-02T10:00:05+00:00"))
    assert first == parse(_delivery("TRACKING_UPDATED", _push(), "2026-03-02T11:00:05+00:00"))


def test_stopped_tells_no_state() -> None:
    """TRACKING_STOPPED names only the number: what is known of the parcel stands."""
    body = (EVENTS / "v24_webhook_tracking_stopped.json").read_bytes()
    assert parse(_delivery("TRACKING_STOPPED", body)) == Parsed(ignored="tracking_stopped_tells_no_state")


def test_success_of_http_is_not_success() -> None:
    """The answer's own code decides; rejected numbers are named beside accepted ones."""
    with pytest.raises(RejectedError):
        parse(_delivery("gettrackinfo", {"code": -18010001, "data": {}}))
    data = {"accepted": [_push()["data"], {"number": "RR2"}], "rejected": [{"error": {"code": -18019909}}]}
    parsed = parse(_delivery("gettrackinfo", {"code": 0, "data": data}))
    assert len(parsed.observations) == 1
    assert parsed.rejected == ("row 2: field_is_not_an_object: latest_status", "row 1: -18019909")


def test_a_state_without_any_time_is_rejected() -> None:
    """It could not be ordered among the others, and the time of arrival is not the parcel's."""
    with pytest.raises(RejectedError):
        parse(_delivery("TRACKING_UPDATED", _push(latest_event=None)))


def test_a_long_history_keeps_its_end() -> None:
    """A record has to fit into one item of the table."""
    events = [
        {**UTC_EVENT, "time_utc": f"2026-03-02T10:{at // 60 % 60:02}:{at % 60:02}Z"} for at in range(900)
    ]
    parcel = _parcel(_push(tracking={"providers": [{"events": events[::-1]}]}))
    assert len(parcel.checkpoints) == 200
    assert parcel.checkpoints[-1].at == max(point.at for point in parcel.checkpoints if point.at)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just("2026-03-02T10:00:00Z"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=80)
@given(
    st.dictionaries(
        st.sampled_from(
            ["latest_status", "latest_event", "milestone", "tracking", "shipping_info", "time_metrics"]
        ),
        _JSON,
    )
)
def test_odd_bodies_are_read_or_rejected(info: dict[str, Any]) -> None:
    """Whatever lies in the fields, the answer is a parcel or a reason, never a crash."""
    body = {"event": "TRACKING_UPDATED", "data": {"number": "RR1", "track_info": info}}
    assert _told(body)


def _told(body: dict[str, Any]) -> Parsed | str:
    try:
        return parse(_delivery("TRACKING_UPDATED", body))
    except RejectedError as error:
        return error.reason
