"""Who may do what. Roles add up: a person may do what any of their roles may. To administer is not to edit."""

from collections.abc import Iterable

from api.outlets.people import ROLES, Role

_ALL: frozenset[Role] = frozenset(ROLES)


def _roles(*roles: Role) -> frozenset[Role]:
    return frozenset(roles)


# what only those who work on the list see and do, and what it takes to put it before readers
PERMISSIONS: dict[str, frozenset[Role]] = {
    "account": _ALL,
    "read-desk": _ALL,
    "report": _ALL,
    "propose": _roles("contributor", "editor", "reviewer"),
    "comment": _roles("contributor", "editor", "reviewer"),
    "sift-candidates": _roles("editor", "reviewer"),
    "triage": _roles("editor", "reviewer"),
    "review": _roles("reviewer"),
    "publish": _roles("reviewer"),
    "revert": _roles("reviewer"),
    "remove-text": _roles("admin"),
    "manage-people": _roles("admin"),
    "see-audit": _roles("admin"),
    "use-token": _roles("contributor", "editor", "reviewer", "admin"),
}

# for routes that need nobody signed in: the form to sign in, a reader's report
ANYONE = "anyone"

# a password alone does not open these
NEED_SECOND_FACTOR = frozenset({"review", "triage", "publish", "revert", "remove-text", "manage-people", "see-audit", "use-token"})

# what a script may be given; judgement, and power over people, stay with people
TOKEN_SCOPES = frozenset({"read-desk", "report", "propose", "comment", "triage", "publish"})


def allows(roles: Iterable[Role], permission: str) -> bool:
    """Raise KeyError for a permission that is not in the table."""
    return permission == ANYONE or not PERMISSIONS[permission].isdisjoint(roles)
