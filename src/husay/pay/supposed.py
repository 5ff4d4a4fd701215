"""Sales that are only supposed: open deals taken as if they were sold, beside the facts.

A supposed sale is one line, all of it one person's. It is like what they sold of that product line
(else of anything) so far: the same list price, cost and price of a piece in proportion; where
nothing of it is known it is sold at list, as one piece, and its cost is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from husay.basics.amount import SCALE, round_half_away
from husay.pay.document.settings import Trigger
from husay.pay.facts import CreditedLine, Facts, Payment
from husay.pay.runs.changes import in_order

_MARK = "supposed "


@dataclass(frozen=True, kw_only=True, slots=True)
class Supposed:
    """A sale that is supposed: by whom, on which day, of how much (ten-thousandths).

    `name` tells it from the others. `attributes` are those of a sale line: product_line, customer.
    """

    name: str
    person: str
    day: date
    amount: int
    currency: str
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def sale(self) -> str:
        """The sale that it would be; no sale of a book is called so."""
        return _MARK + self.name


def supposed_in(sale: str | None) -> str | None:
    """The name of what is supposed, where a line is of that; None for a sale of the book."""
    return sale.removeprefix(_MARK) if sale is not None and sale.startswith(_MARK) else None


def with_supposed(facts: Facts, sales: Iterable[Supposed], trigger: Trigger) -> Facts:
    """Facts and, beside them, sales that are supposed: invoiced and paid in full on their day."""
    chosen = tuple(sales)
    lines = tuple(_line(one, facts.lines) for one in chosen)
    paid = (
        tuple(Payment(payment=x.sale, sale=x.sale, day=x.day, amount=x.amount) for x in chosen)
        if trigger == "paid"
        else ()
    )
    more = replace(facts, lines=facts.lines + lines, payments=facts.payments + paid)
    return in_order(more)


def _line(one: Supposed, known: Sequence[CreditedLine]) -> CreditedLine:
    alike = _alike(one, known)
    listed, cost = (_in_proportion(one, alike, name) for name in ("list_amount", "cost"))
    return CreditedLine(
        sale=one.sale, line=1, person=one.person, day=one.day, invoiced=one.day,
        amount=one.amount, currency=one.currency, attributes=dict(one.attributes),
        list_amount=one.amount if listed is None else listed, cost=cost,
        quantity=_pieces(one, alike),
    )  # fmt: skip


def _alike(one: Supposed, known: Sequence[CreditedLine]) -> list[CreditedLine]:
    """What the same person sold in the same currency: of the product line, else of anything."""
    own = [
        line for line in known
        if line.person == one.person and line.currency == one.currency and line.amount > 0
    ]  # fmt: skip
    wanted = one.attributes.get("product_line")
    same = [line for line in own if wanted and line.attributes.get("product_line") == wanted]
    return same or own


def _in_proportion(one: Supposed, alike: Sequence[CreditedLine], name: str) -> int | None:
    """So much of another amount as others had for their own amount; None where none has any."""
    told = [(value, x.amount) for x in alike if (value := getattr(x, name)) is not None]
    if not told:
        return None
    part = Fraction(sum(value for value, _ in told), sum(amount for _, amount in told))
    return round_half_away(one.amount * part)


def _pieces(one: Supposed, alike: Sequence[CreditedLine]) -> int:
    """How many pieces it is likely to be: whole ones, and one at least."""
    found = _in_proportion(one, alike, "quantity")
    return SCALE if found is None else max(1, round_half_away(Fraction(found, SCALE))) * SCALE
