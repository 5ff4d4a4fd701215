"""Sales that are on hold: nothing of them counts until the hold is lifted.

Neither their lines nor their payments are there, nor what takes a line of theirs back. Both ways of
working pay out are given facts without them.
"""

from __future__ import annotations

from dataclasses import replace

from husay.pay.facts import Facts


def without_held(facts: Facts) -> Facts:
    """The facts as they count while their holds stand."""
    if not facts.holds:
        return facts
    held = frozenset(facts.holds)
    gone = {line.key for line in facts.lines if line.sale in held}
    while more := {x.key for x in facts.lines if x.returns in gone and x.key not in gone}:
        gone |= more
    return replace(
        facts,
        lines=tuple(line for line in facts.lines if line.key not in gone),
        payments=tuple(one for one in facts.payments if one.sale not in held),
    )
