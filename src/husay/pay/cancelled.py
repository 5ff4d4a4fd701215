"""What cancels a credit note, or makes a bounced cheque good, gives back what that had taken.

A line that takes a return back is of the sale that the return was of, where it is credited as that
sale is: it adds to it again what the return took off. Credited to somebody else it is a sale of
theirs. Money for a payment that had only taken another one back is money received.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import replace

from husay.pay.facts import CreditedLine, Facts, LineKey, Payment


def with_cancelled(facts: Facts) -> Facts:
    """The facts with what cancels a return as of the line that was sold, and with what cancels a
    bounced payment as a payment."""
    named = {line.key: line.returns for line in facts.lines if line.returns is not None}
    bounced = {one.payment for one in facts.payments if one.reverses is not None}
    if named.keys().isdisjoint(named.values()) and not any(
        one.reverses in bounced for one in facts.payments
    ):
        return facts
    credits = {(line.key, *_credit(line)) for line in facts.lines}
    return replace(
        facts,
        lines=tuple(_of_sold(line, named, credits) for line in facts.lines),
        payments=tuple(_received(one) if one.reverses in bounced else one
                       for one in facts.payments),
    )  # fmt: skip


def _of_sold(
    line: CreditedLine, named: Mapping[LineKey, LineKey], credits: Set[tuple[object, ...]]
) -> CreditedLine:
    if line.returns is None:
        return line
    seen, root = {line.key}, line.returns
    while root in named and root not in seen:  # lines may name each other in a ring
        seen.add(root)
        root = named[root]
    cancels = root != line.returns and root not in seen and (root, *_credit(line)) in credits
    return replace(line, returns=root, cancels=line.returns) if cancels else line


def _credit(line: CreditedLine) -> tuple[object, ...]:
    """Who is credited with a line, in which part of it."""
    return line.person, line.role, line.shares, line.place


def _received(one: Payment) -> Payment:
    return replace(one, reverses=None)
