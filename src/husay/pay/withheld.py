"""Sales that are on hold: nothing of them counts until the hold is lifted.

Neither their lines nor their payments are there, nor what takes something of theirs back: whoever
has that return, and whether or not the sale itself is among the facts. Both ways of working pay out
are given facts without them.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from husay.pay.facts import CreditedLine, Facts, LineKey


def without_held(facts: Facts) -> Facts:
    """The facts as they count while their holds stand."""
    if not facts.holds:
        return facts
    held = frozenset(facts.holds)
    gone = {one.key for one in facts.lines if not held.isdisjoint(sales_of(one))}
    while more := {one.key for one in facts.lines if one.key not in gone and _takes(one, gone)}:
        gone |= more
    return replace(
        facts,
        lines=tuple(line for line in facts.lines if line.key not in gone),
        payments=tuple(one for one in facts.payments if one.sale not in held),
    )


def sales_of(line: CreditedLine) -> frozenset[str]:
    """The sales whose hold is a line's, too: its own, and that which it takes something of back."""
    returned = "" if line.returns is None else line.returns[0]
    return frozenset({line.sale, returned, line.takes_from} - {""})


def _takes(line: CreditedLine, gone: Set[LineKey]) -> bool:
    """Whether a line takes one of some lines back; where it does not say which, of any."""
    if line.takes_from:
        return any(sale == line.takes_from for sale, _ in gone)
    return line.returns in gone
