"""Addresses of cases: a home holds slashes, colons and whatever a mail program made up, so it travels as base64url."""

import binascii
from base64 import b64decode, urlsafe_b64encode

from aftersales.records.case import Case
from aftersales.records.errors import RejectedError


def encode_home(home: str) -> str:
    """Return a home as it stands in an address."""
    return urlsafe_b64encode(home.encode()).decode().rstrip("=")


def decode_home(text: str) -> str:
    """Read what `encode_home` wrote; RejectedError `unknown_case` for anything else."""
    try:
        return b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise RejectedError("unknown_case") from error


def case_address(case: Case) -> str:
    """Return the address of a case's page."""
    return f"/cases/{encode_home(case.home)}/{case.number}"


def home_address(home: str) -> str:
    """Return the address of a dossier, which leads on to its newest case if there is one."""
    return f"/dossiers/{encode_home(home)}"
