"""Who a return is taken back from: whoever was credited with what comes back, in the same shares.

A credit note may name somebody else: who owns the customer by now, or whoever wrote it. Its sale
decides, as it does on conditions and rates. Where its sale is not among the facts, and where what
it takes back is a return itself, its own credits stand.
"""

from __future__ import annotations

from dataclasses import replace

from husay.pay.facts import CreditedLine, Facts, LineKey


def taken_of_sellers(facts: Facts) -> Facts:
    """The facts, each return credited as the line that it takes back is."""
    if not any(line.returns is not None for line in facts.lines):
        return facts
    credits: dict[LineKey, list[CreditedLine]] = {}
    for line in facts.lines:
        credits.setdefault(line.key, []).append(line)
    found = list[CreditedLine]()
    for own in credits.values():
        returned = own[0].returns
        sold = credits.get(returned, []) if returned is not None else []
        if sold and sold[0].returns is None:
            first = min(own, key=lambda x: (x.role, x.person))
            found += [_as_sold(first, one) for one in sold]
        else:
            found += own
    return replace(facts, lines=tuple(found))


def _as_sold(line: CreditedLine, sold: CreditedLine) -> CreditedLine:
    """A return as it is credited to somebody who was credited with its sale."""
    return replace(
        line, person=sold.person, role=sold.role, shares=sold.shares, place=sold.place,
        overlay=sold.overlay,
    )  # fmt: skip
