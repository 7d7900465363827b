"""Roles of users and scopes of tokens, and what each permits: the one table."""

from collections.abc import Mapping
from typing import Literal, get_args

Permission = Literal["read", "check", "edit"]
"""`read`: ask, search, read documents, and keep one's own conversations. `check`: check quotations, drafts and claims, and
compare reports. `edit`: change the corpus, its sets and its jobs."""

Role = Literal["reader", "analyst", "editor"]
Scope = Literal["read", "write"]

ROLES: tuple[Role, ...] = get_args(Role)
SCOPES: tuple[Scope, ...] = get_args(Scope)

PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    "reader": frozenset({"read"}),
    "analyst": frozenset({"read", "check"}),
    "editor": frozenset({"read", "check", "edit"}),
}
"""What each role permits."""

_WITHIN: Mapping[Scope, frozenset[Permission]] = {
    "read": frozenset({"read", "check"}),
    "write": frozenset({"read", "check", "edit"}),
}


def role(value: object) -> Role:
    """Return a stored role; `ValueError` if it is none."""
    if value not in ROLES:
        raise ValueError("its role is none")
    return value


def scope(value: object) -> Scope:
    """Return a stored scope; `ValueError` if it is none."""
    if value not in SCOPES:
        raise ValueError("its scope is none")
    return value


def within(role: Role, scope: Scope) -> frozenset[Permission]:
    """Return what a token of this scope permits to a user of this role."""
    return PERMISSIONS[role] & _WITHIN[scope]
