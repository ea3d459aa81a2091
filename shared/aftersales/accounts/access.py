"""Who may do what: every route of the console and of the API declares one of these."""

from dataclasses import dataclass

from aftersales.records.workspace import Member, Role


@dataclass(frozen=True, slots=True)
class Access:
    """Open to strangers, or to members with one of `roles`."""

    roles: frozenset[Role] = frozenset()
    is_public: bool = False

    def allows(self, member: Member | None) -> bool:
        """Tell whether a member (None: a stranger) may pass."""
        return self.is_public or (member is not None and member.role in self.roles)


PUBLIC = Access(is_public=True)
READERS = Access(frozenset(Role))
COMMENTERS = Access(frozenset({Role.AGENT, Role.TRANSLATOR, Role.MANAGER, Role.ADMIN}))
SPENDERS = Access(frozenset({Role.AGENT, Role.TRANSLATOR, Role.MANAGER, Role.ADMIN}))
"""Who may ask engines that cost money: whoever only reads spends nothing, not even by opening a text."""
AGENTS = Access(frozenset({Role.AGENT, Role.MANAGER, Role.ADMIN}))
TRANSLATORS = Access(frozenset({Role.TRANSLATOR, Role.MANAGER, Role.ADMIN}))
WATCHERS = Access(frozenset({Role.AGENT, Role.ANALYST, Role.MANAGER, Role.ADMIN}))
ANALYSTS = Access(frozenset(role for role in Role if role.sees_people))
MANAGERS = Access(frozenset({Role.MANAGER, Role.ADMIN}))
ADMINS = Access(frozenset({Role.ADMIN}))
