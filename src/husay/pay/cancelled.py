"""What cancels a credit note, or makes a bounced cheque good, gives back what that had taken.

A line that takes a return back is of the sale that the return was of: it adds to that again what
the return took off. Money for a payment that had only taken another one back is money received.
"""

from __future__ import annotations

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
    return replace(
        facts,
        lines=tuple(_of_sold(line, named) for line in facts.lines),
        payments=tuple(_received(one) if one.reverses in bounced else one
                       for one in facts.payments),
    )  # fmt: skip


def _of_sold(line: CreditedLine, named: dict[LineKey, LineKey]) -> CreditedLine:
    if line.returns is None:
        return line
    seen, root = {line.key}, line.returns
    while root in named and root not in seen:  # lines may name each other in a ring
        seen.add(root)
        root = named[root]
    return line if root == line.returns or root in seen else replace(line, returns=root)


def _received(one: Payment) -> Payment:
    return replace(one, reverses=None)
