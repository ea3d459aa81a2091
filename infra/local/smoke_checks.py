"""What must hold of the running demo. Each check returns a short finding or raises Failed."""

import json
import re
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256

import httpx

from infra.local.scene import Scene
from infra.local.seller.periods import week
from infra.local.seller.truth import Hours, Rate, truth
from infra.local.smoke_visitor import Failed, Visitor, must

SECONDS_TO_A_CASE = 5.0
_CLOSE = 1e-6
_RETURN_RATE = re.compile(r"(\S+) 退货率 [\d.]+%，超过|Return rate of (\S+) is [\d.]+%: above")
"""The subject of an alert that a return rate has passed its threshold; other rules write about products too."""


def deliveries_are_all_accounted_for(_scene: Scene, visitor: Visitor) -> str:
    """Every connection is well, and no delivery was rejected."""
    listed = visitor.api("/api/connections")
    stored, rejected = (sum(one[name] for one in listed) for name in ("stored", "rejected"))
    must(stored and not rejected, f"{stored} stored, {rejected} rejected")
    ill = [one["id"] for one in listed if one["last_error"]]
    must(not ill, f"ill connections: {ill}")
    return f"{stored} stored over {len(listed)} connections"


def rates_equal_the_truth(scene: Scene, visitor: Visitor) -> str:
    """Return, refund, exchange and negative-review rates equal the simulator's truth."""
    known, period = truth(scene.world), week(scene.week)
    expected: dict[str, Rate] = {
        "return_rate.units.by_order": known.return_rate(period),
        "return_rate.orders.by_order": known.returned_orders(period),
        "refund_rate.orders.by_order": known.refund_rate(period),
        "exchange_share.by_request": known.exchange_share(period),
        "neg_review_rate.by_review": known.negative_reviews(period),
    }
    for metric, rate in expected.items():
        figure = visitor.figure(metric)
        found = (figure.get("numerator") or 0, figure["denominator"])
        must(found == (rate.numerator, rate.denominator), f"{metric}: {found} instead of {rate}")
    return ", ".join(f"{rate.numerator}/{rate.denominator}" for rate in expected.values())


def waiting_times_equal_the_truth(scene: Scene, visitor: Visitor) -> str:
    """First and all response times equal the simulator's truth."""
    known, period = truth(scene.world), week(scene.week)
    expected: dict[str, Hours] = {
        "first_response": known.first_response(period),
        "response": known.response(period),
    }
    for metric, hours in expected.items():
        figure = visitor.figure(metric)
        same = (
            figure["denominator"] == hours.n
            and abs((figure.get("value") or 0) - (hours.median or 0)) < _CLOSE
        )
        must(same, f"{metric}: {figure.get('value')} of {figure['denominator']} instead of {hours}")
    return ", ".join(
        f"{hours.median:.2f} h of {hours.n}" for hours in expected.values() if hours.median is not None
    )


def alerts_name_the_planted_products(scene: Scene, _visitor: Visitor) -> str:
    """The product team got a letter for exactly the products whose return rate is surely above the threshold."""
    expected = {sku for sku, level in truth(scene.world).alerts().items() if level == "confirmed"}
    letters = [letter for letter in scene.cloud.mailbox.letters if "product@" in letter.recipients[0]]
    subjects = [found[1] or found[2] for letter in letters if (found := _RETURN_RATE.search(letter.subject))]
    named = {sku for subject in subjects for sku in re.findall(r"[A-Z]{2}-[A-Z]{3}-\d\d", subject)}
    must(named == expected, f"{sorted(named)} instead of {sorted(expected)}")
    return f"{len(expected)} products"


def a_new_delivery_is_a_case_within_seconds(scene: Scene, visitor: Visitor) -> str:
    """A delivery posted by hand with a right signature is a case in the inbox within 5 s."""
    number = f"SM{int(time.time())}CN"
    body = push_body(number)
    sign = sha256(body + b"/" + scene.secrets["17track-main"].encode()).hexdigest()
    started = time.monotonic()
    answer = visitor.push(body, sign)
    must(answer.status_code == httpx.codes.OK, f"the door answered {answer.status_code}")
    home = urlsafe_b64encode(f"parcel:{number}".encode()).decode().rstrip("=")
    while time.monotonic() - started < SECONDS_TO_A_CASE:
        address = f"{scene.cloud.console_url}/api/cases/{home}/1"
        found = visitor.http.get(address, headers={"Authorization": f"Bearer {visitor.token()}"})
        if found.status_code == httpx.codes.OK:
            return f"{time.monotonic() - started:.1f} s"
        time.sleep(0.1)
    raise Failed(f"no case after {SECONDS_TO_A_CASE:g} s")


def a_forged_delivery_is_refused_and_counted(scene: Scene, visitor: Visitor) -> str:
    """With one byte changed the same delivery is refused with the platform's status, and counted."""
    body = push_body("FORGED1CN")
    sign = sha256(body + b"/" + scene.secrets["17track-main"].encode()).hexdigest()
    answer = visitor.push(body.replace(b"Exception_Lost", b"Exception_Losu", 1), sign)
    must(answer.status_code == httpx.codes.UNAUTHORIZED, f"the door answered {answer.status_code}")
    refused = [line for line in scene.cloud.logs("receive_webhook") if '"outcome":"rejected"' in line]
    must(refused, "no line of the log counts it")
    return f"{len(refused)} refused"


def the_report_opens_from_its_link(scene: Scene, visitor: Visitor) -> str:
    """The report's link leads to its page in both languages and to its tables."""
    sizes = []
    for query in ("?lang=zh", "?lang=en", "?file=csv", "?file=xlsx"):
        answer = visitor.http.get(scene.link + query, follow_redirects=True)
        must(answer.status_code == httpx.codes.OK, f"{query} answered {answer.status_code}")
        sizes.append(f"{len(answer.content) // 1024} KB")
    return ", ".join(sizes)


def a_bad_link_says_why(scene: Scene, visitor: Visitor) -> str:
    """A changed link is refused with a page, not with a redirect."""
    broken = scene.link[:-1] + ("A" if scene.link[-1] != "A" else "B")
    answer = visitor.http.get(broken)
    must(answer.is_client_error and "<html" in answer.text, f"answered {answer.status_code}")
    return str(answer.status_code)


def the_report_was_mailed_with_pictures(scene: Scene, _visitor: Visitor) -> str:
    """The report's readers got a letter whose pictures are inside."""
    letters = [letter for letter in scene.cloud.mailbox.letters if "owner@" in letter.recipients[0]]
    must(letters, "nobody got it")
    pictures = max(letter.raw.count(b"Content-ID:") for letter in letters)
    must(pictures, "it has no pictures")
    return f"{len(letters)} letters, {pictures} pictures"


def texts_were_read(_scene: Scene, visitor: Visitor) -> str:
    """Customers' texts were understood and stand translated beside the original."""
    cases = visitor.api("/api/cases", state="answered")["cases"]
    read = [case for case in cases if case.get("language")]
    must(read, "no case has a language")
    return (
        f"{len(read)} of {len(cases)} cases of a page, {len({case['language'] for case in read})} languages"
    )


def the_console_opens_with_the_password(scene: Scene, visitor: Visitor) -> str:
    """Without a session every page leads to the sign-in; with the password the front page opens."""
    closed = visitor.http.get(f"{scene.cloud.console_url}/cases")
    must(closed.is_redirect and "sign-in" in closed.headers["location"], f"answered {closed.status_code}")
    with httpx.Client(base_url=scene.cloud.console_url, timeout=60, follow_redirects=True) as browser:
        hidden = dict(re.findall(r'name="(token|key|next)" value="([^"]*)"', browser.get("/sign-in").text))
        browser.post("/sign-in", data={**hidden, "email": scene.owner, "password": scene.password})
        front = browser.get("/")
        must(front.status_code == httpx.codes.OK, f"the front page answered {front.status_code}")
        must("sign-in" not in str(front.url), "the password opened nothing")
        return f"{len(front.content) // 1024} KB"


def push_body(number: str) -> bytes:
    """A parcel that was lost just now, as 17TRACK tells it."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    event = {
        "time_iso": at,
        "time_utc": at,
        "stage": "Exception",
        "sub_status": "Exception_Lost",
        "location": "Chicago",
    }
    info = {
        "latest_status": {"status": "Exception", "sub_status": "Exception_Lost", "sub_status_descr": None},
        "latest_event": {**event, "description": "Parcel lost"},
        "milestone": [],
        "tracking": {"providers_hash": 1, "providers": []},
    }
    data = {"number": number, "carrier": 3011, "param": None, "tag": None, "track_info": info}
    return json.dumps({"event": "TRACKING_UPDATED", "data": data}).encode()


Check = Callable[[Scene, Visitor], str]
CHECKS: tuple[Check, ...] = (
    deliveries_are_all_accounted_for,
    rates_equal_the_truth,
    waiting_times_equal_the_truth,
    texts_were_read,
    alerts_name_the_planted_products,
    the_report_was_mailed_with_pictures,
    the_report_opens_from_its_link,
    a_bad_link_says_why,
    the_console_opens_with_the_password,
    a_forged_delivery_is_refused_and_counted,
    a_new_delivery_is_a_case_within_seconds,
)
