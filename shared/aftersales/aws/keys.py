"""Every key of the one table is built here. The workspace leads each of them, so that no query can cross workspaces.

Four are found before the workspace is known, and lead to it: a session, a sign-in, a connection's address and the directory. They
begin in capitals, as no workspace does.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from json import dumps, loads
from typing import Any

from aftersales.records.after_sales import PrivacyRequest
from aftersales.records.case import Case, CaseState
from aftersales.records.dispatch import Dispatch, DispatchState
from aftersales.records.errors import RejectedError
from aftersales.records.fact import Fact
from aftersales.records.labelled import LabelledText
from aftersales.records.order import Order
from aftersales.records.record import Instant

NEVER = "9999"
"""Sorts after every date: things without a deadline come last."""
LAST = "\U0010ffff"
"""Sorts after every id."""


def home_key(workspace: str, home: str) -> str:
    """The partition of a home."""
    return f"{workspace}#{home}"


def fact_keys(fact: Fact) -> dict[str, str]:
    """Keys of a fact; orders are also found by their customer, privacy requests by their deadline."""
    keys = {
        "PK": home_key(fact.workspace, fact.home),
        "SK": f"F#{fact.occurred_at.isoformat()}#{fact.id}",
    }
    if isinstance(fact.record, Order) and fact.record.customer:
        keys["GSI2PK"] = customer_key(fact.workspace, fact.record.customer.key)
        keys["GSI2SK"] = f"ORDER#{fact.record.placed_at.isoformat()}#{fact.id}"
    if isinstance(fact.record, PrivacyRequest):
        keys["GSI1PK"] = privacy_key(fact.workspace)
        keys["GSI1SK"] = f"{fact.record.due_at.isoformat()}#{fact.id}"
    return keys


def privacy_key(workspace: str) -> str:
    """The privacy requests of a workspace, by deadline."""
    return f"{workspace}#PRIVACY"


def erasure_key(workspace: str, request: str) -> dict[str, str]:
    """The errand of a privacy request, by the request's home."""
    return {"PK": workspace, "SK": f"ERASURE#{request}"}


def mark_key(workspace: str, mark: str) -> dict[str, str]:
    """What keeps erased words from coming back; the one named "" says that there is any."""
    return {"PK": f"{workspace}#ERASED", "SK": f"MARK#{mark}"}


def case_sort_key(number: int) -> str:
    """The place of a case in its dossier's partition."""
    return f"C#{number:04}"


def case_keys(case: Case) -> dict[str, str]:
    """Keys of a case: in its dossier, in the inbox of its state, and with its customer."""
    when = case.due_at.isoformat() if case.due_at else NEVER
    order = when if case.state is CaseState.WAITING else case.updated_at.isoformat()
    keys = {
        "PK": home_key(case.workspace, case.home),
        "SK": case_sort_key(case.number),
        "GSI1PK": inbox_key(case.workspace, case.state),
        "GSI1SK": f"{order}#{case.priority}#{case.id}",
    }
    if case.customer:
        keys["GSI2PK"] = customer_key(case.workspace, case.customer)
        keys["GSI2SK"] = f"CASE#{case.opened_at.isoformat()}#{case.id}"
    return keys


def inbox_key(workspace: str, state: CaseState) -> str:
    """The inbox of one state."""
    return f"{workspace}#CASES#{state}"


def customer_key(workspace: str, customer: str) -> str:
    """Everything of one customer."""
    return f"{workspace}#CUSTOMER#{customer}"


def link_key(other: str) -> str:
    """A neighbour of a home."""
    return f"L#{other}"


def to_cursor(key: dict[str, Any] | None) -> str | None:
    """Turn DynamoDB's last key into an opaque cursor."""
    return urlsafe_b64encode(dumps(key).encode()).decode() if key else None


def from_cursor(cursor: str | None, index: str, partition: str) -> dict[str, Any] | None:
    """Read a cursor back; RejectedError if it is damaged or belongs to another partition (another workspace, say)."""
    if cursor is None:
        return None
    try:
        key: dict[str, Any] = loads(urlsafe_b64decode(cursor))
        belongs = key[index]["S"] == partition
    except (ValueError, KeyError, TypeError) as error:
        raise RejectedError("bad_cursor") from error
    if not belongs:
        raise RejectedError("bad_cursor")
    return key


def report_key(workspace: str, report: str) -> dict[str, str]:
    """A report's place in its workspace; ids begin with the period, so the newest come last."""
    return {"PK": workspace, "SK": f"REPORT#{report}"}


def report_link_key(workspace: str, link: str) -> dict[str, str]:
    """A report link's place in its workspace."""
    return {"PK": workspace, "SK": f"REPORTLINK#{link}"}


def subscription_key(workspace: str, subscription: str) -> dict[str, str]:
    """A subscription's place in its workspace."""
    return {"PK": workspace, "SK": f"SUBSCRIPTION#{subscription}"}


def api_token_key(workspace: str, token: str) -> dict[str, str]:
    """A token of the API in its workspace; the token's own text names both, so no key is found before the workspace is known."""
    return {"PK": workspace, "SK": f"APITOKEN#{token}"}


def alert_key(workspace: str, alert: str) -> dict[str, str]:
    """An alert's place in its workspace."""
    return {"PK": workspace, "SK": f"ALERT#{alert}"}


def phrase_key(workspace: str, target: str, source: str, sentence: str) -> dict[str, str]:
    """A sentence's translation; `sentence` is its hash. Equal letters mean different things, so the source is in the key."""
    return {"PK": f"{workspace}#PHRASES#{target}", "SK": f"{source}#{sentence}"}


def answer_key(workspace: str, question: str) -> dict[str, str]:
    """What a paid text engine answered; `question` names the hash of the text, and what was asked."""
    return {"PK": f"{workspace}#ANSWERS", "SK": question}


def term_key(workspace: str, term: str) -> dict[str, str]:
    """A term of the termbase; its id names languages and term."""
    return {"PK": f"{workspace}#WORDS", "SK": f"TERM#{term}"}


def template_key(workspace: str, template: str) -> dict[str, str]:
    """A ready-made answer."""
    return {"PK": f"{workspace}#WORDS", "SK": f"TEMPLATE#{template}"}


def examples_key(workspace: str) -> dict[str, str]:
    """All the texts that people have labelled, by time."""
    return {"PK": f"{workspace}#EXAMPLES", "SK": "TEXT#"}


def example_key(example: LabelledText) -> dict[str, str]:
    """One labelled text; the newest come last."""
    key = examples_key(example.workspace)
    return {**key, "SK": f"{key['SK']}{example.at.isoformat()}#{example.id}"}


def dispatch_keys(dispatch: Dispatch) -> dict[str, str]:
    """Keys of a dispatch: in its workspace, and in the box of its state by when it may leave or when it ended."""
    when = dispatch.finished_at or dispatch.not_before or dispatch.created_at
    return {
        **dispatch_key(dispatch.workspace, dispatch.id),
        "GSI1PK": box_key(dispatch.workspace, dispatch.state),
        "GSI1SK": f"{when.isoformat()}#{dispatch.id}",
    }


def dispatch_key(workspace: str, dispatch: str) -> dict[str, str]:
    """An outgoing thing's place in its workspace."""
    return {"PK": workspace, "SK": f"OUTBOX#{dispatch}"}


def box_key(workspace: str, state: DispatchState) -> str:
    """The outgoing things of one state."""
    return f"{workspace}#OUTBOX#{state}"


def counts_key(workspace: str, connection: str) -> dict[str, str]:
    """The counts of a connection's deliveries."""
    return {"PK": workspace, "SK": f"COUNTS#{connection}"}


def rejection_key(workspace: str, day: str, digest: str) -> dict[str, str]:
    """A rejected delivery; `digest` follows from what was rejected, so that a repetition is no second one."""
    return {"PK": f"{workspace}#REJECTED", "SK": f"{day}#{digest}"}


def overview_key(workspace: str) -> dict[str, str]:
    """The figures of the front page."""
    return {"PK": workspace, "SK": "FIGURES#overview"}


def settings_key(workspace: str) -> dict[str, str]:
    """A workspace's settings."""
    return {"PK": workspace, "SK": "SETTINGS"}


def setting_change_key(workspace: str, change: str) -> dict[str, str]:
    """A change of a workspace's settings; ids begin with the moment, so the newest come last."""
    return {"PK": workspace, "SK": f"SETTINGCHANGE#{change}"}


def directory_key(workspace: str) -> dict[str, str]:
    """A workspace's line in the directory."""
    return {"PK": "WORKSPACES", "SK": workspace}


def connection_key(workspace: str, connection: str) -> dict[str, str]:
    """A connection's place in its workspace."""
    return {"PK": workspace, "SK": f"CONNECTION#{connection}"}


def address_key(platform: str, address: str) -> dict[str, str]:
    """What a platform calls an account, in any letter case."""
    return {"PK": f"ADDRESS#{platform}#{address.lower()}", "SK": "CONNECTION"}


def member_key(workspace: str, email: str) -> dict[str, str]:
    """A member's place in the workspace."""
    return {"PK": workspace, "SK": f"MEMBER#{email.lower()}"}


def sign_in_key(email: str) -> dict[str, str]:
    """A member by sign-in name, in any letter case."""
    return {"PK": f"MEMBER#{email.lower()}", "SK": "MEMBER"}


def session_key(hashed: str) -> dict[str, str]:
    """A session by the hash of its id."""
    return {"PK": f"SESSION#{hashed}", "SK": "SESSION"}


def spent_key(workspace: str, at: Instant) -> dict[str, str]:
    """What a workspace spent on paid engines in a month (UTC, as AWS bills)."""
    return {"PK": workspace, "SK": f"SPENT#{at:%Y-%m}"}
