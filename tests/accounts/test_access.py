"""Access: strangers pass public doors only, roles pass theirs."""

from aftersales.accounts.access import AGENTS, ANALYSTS, MANAGERS, PUBLIC, READERS
from aftersales.records.workspace import Member, Role


def _member(role: Role) -> Member:
    return Member(workspace="w", email="a@example.com", name="A", role=role)


def test_strangers_pass_public_doors_only() -> None:
    """Without a member only what is declared public opens."""
    assert PUBLIC.allows(None)
    assert not any(access.allows(None) for access in (READERS, AGENTS, ANALYSTS, MANAGERS))


def test_every_role_reads_and_few_manage() -> None:
    """Each role includes reading; an agent does not manage, an analyst does not act on cases."""
    assert all(READERS.allows(_member(role)) for role in Role)
    assert not MANAGERS.allows(_member(Role.AGENT))
    assert not AGENTS.allows(_member(Role.ANALYST))
    assert MANAGERS.allows(_member(Role.ADMIN))
