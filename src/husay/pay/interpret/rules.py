"""Which rule of rates by attribute is a line's."""

from __future__ import annotations

from husay.pay.document.term import Earning, RatesBy, Rule
from husay.pay.interpret.evaluate import Row, holds


def rule_of(term: RatesBy, row: Row) -> Rule | None:
    """The first rule that holds for a line; None where none does."""
    return next((rule for rule in term.rules if holds(rule.where, row)), None)


def leaves(term: Earning, row: Row) -> bool:
    """Whether a term that stands instead of others leaves a line to them: no rule of it holds."""
    return isinstance(term, RatesBy) and bool(term.instead_of) and rule_of(term, row) is None
