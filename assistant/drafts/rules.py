"""What a house decides about its drafts."""

from dataclasses import dataclass

from ..quotes.house_rules import STRICT, Allowed


@dataclass(frozen=True, slots=True)
class DraftRules:
    """`allowed` are the faults that do not fail; `strict` is as for `QuoteDesk.check`."""

    allowed: Allowed = STRICT
    strict: bool = False


DEFAULT = DraftRules()
"""Nothing is allowed, and harmless differences are ignored."""
