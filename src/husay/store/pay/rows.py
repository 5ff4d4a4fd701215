"""The rows of a snapshot from which pay is worked out, in a few queries whoever is asked about.

Amounts are the whole line's; who is credited with it and in which part stands beside. The credit
of a line is that of its direct credits, else of the seller that it names, else of who owned the
customer or territory that day; overlays come on top. A return is credited as the line that it takes
back is, whoever it names itself: what is taken back is taken of whoever had it.

The book's shares say how large a part is beside the others: direct ones are dealt so that they sum
to one. An overlay stands against the whole of the line's direct credits; where there are none, up
to 1 is a part of one, and above it is per cent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from husay.basics.amount import SCALE, round_half_away
from husay.basics.share import deal
from husay.book.sql import literal
from husay.pay.facts import CreditedLine, ExchangeRate, Payment
from husay.store.warehouse.reading import Snapshot

ATTRIBUTES = (
    "product", "product_line", "product_group", "customer", "customer_group", "channel",
    "territory", "unit",
)  # fmt: skip
"""What the book knows of a line beside its amounts; its territory is `place` in `credited`."""

_AMOUNTS = ("amount", "currency", "quantity", "list_amount", "cost", "tax")

CREDITED = f"""
WITH said AS (
  SELECT source, sale, line, role, list(person ORDER BY person) AS persons,
    list(share ORDER BY person) AS shares, max(recorded) AS heard
  FROM credits GROUP BY source, sale, line, role
),
lines AS (
  SELECT l.*, p.product_line, p.product_group, cu.customer_group,
    COALESCE(l.territory, cu.territory) AS place,
    COALESCE(l.seller, oc.person, ot.person) AS whose
  FROM sale_lines AS l
  LEFT JOIN products AS p ON p.product = l.product
  LEFT JOIN customers AS cu ON cu.customer = l.customer
  LEFT JOIN customer_owners AS oc ON l.seller IS NULL AND oc.item = l.customer
    AND l.date BETWEEN oc.first AND oc.last
  LEFT JOIN territory_owners AS ot ON l.seller IS NULL
    AND ot.item = COALESCE(l.territory, cu.territory) AND l.date BETWEEN ot.first AND ot.last
),
told AS (
  SELECT l.*, COALESCE(s.persons, CASE WHEN l.whose IS NOT NULL THEN [l.whose] END) AS persons,
    COALESCE(s.shares, [{SCALE}]) AS shares, list_sum(COALESCE(s.shares, [{SCALE}])) AS whole,
    'direct' AS role, s.heard
  FROM lines AS l LEFT JOIN said AS s
    ON s.source = l.source AND s.sale = l.sale AND s.line = l.line AND s.role = 'direct'
  UNION ALL BY NAME
  SELECT l.*, s.persons, s.shares, list_sum(d.shares) AS whole, s.role, s.heard
  FROM lines AS l JOIN said AS s
    ON s.source = l.source AND s.sale = l.sale AND s.line = l.line AND s.role <> 'direct'
  LEFT JOIN said AS d
    ON d.source = l.source AND d.sale = l.sale AND d.line = l.line AND d.role = 'direct'
),
sold AS (SELECT * FROM told WHERE returns_sale IS NULL AND persons IS NOT NULL),
credited AS (
  SELECT t.* FROM told AS t ANTI JOIN sold AS o
    ON o.sale = t.returns_sale AND o.line = t.returns_line
  UNION ALL BY NAME
  SELECT l.*, o.persons, o.shares, o.whole, o.role,
    GREATEST(COALESCE(o.heard, 0), o.recorded) AS heard
  FROM lines AS l JOIN sold AS o ON o.sale = l.returns_sale AND o.line = l.returns_line
)""".strip()
"""CTEs with `credited`: each line with those credited with it in a role, and their shares; a return
with those of the line that it takes back."""


@dataclass(frozen=True)
class CreditedRow:
    """A line with all who are credited with it in one role, and the snapshot it came with."""

    persons: tuple[str, ...]
    line: CreditedLine
    arrived: int

    def of(self, place: int) -> CreditedLine:
        """The line as it is credited to one of them."""
        one = self.line
        return CreditedLine(
            sale=one.sale, line=one.line, person=self.persons[place], day=one.day,
            amount=one.amount, currency=one.currency, quantity=one.quantity,
            list_amount=one.list_amount, cost=one.cost, tax=one.tax, invoiced=one.invoiced,
            role=one.role, shares=one.shares, place=place, overlay=one.overlay, kind=one.kind,
            returns=one.returns, takes_from=one.takes_from, attributes=one.attributes,
        )  # fmt: skip


def credited_rows(
    snapshot: Snapshot,
    people: Iterable[str] | None,
    until: date,
    since: date | None,
    *,
    whole_sales: bool,
) -> list[CreditedRow]:
    """The lines of `credited_where`, in the order of sales and lines."""
    condition = credited_where(people, until, since, whole_sales=whole_sales)
    if condition is None:
        return []
    columns = ", ".join((*_AMOUNTS, *(c for c in ATTRIBUTES if c != "territory")))
    sql = (
        f"{CREDITED}\nSELECT sale, line, persons, shares, role, date, kind, returns_sale,\n"
        f"  returns_line, GREATEST(recorded, COALESCE(heard, 0)), whole, place, {columns}\n"
        f"FROM credited WHERE {condition} ORDER BY sale, line, role, persons"
    )
    return [_credited(row) for row in snapshot.stream(sql)]


def credited_where(
    people: Iterable[str] | None, until: date, since: date | None, *, whole_sales: bool
) -> str | None:
    """Which rows of `credited` are the lines up to a day that any of some people (None: anybody) is
    credited with, and the lines that theirs take back, whoever sold these; None where nobody is
    asked about.

    `since` leaves out what is older, but for lines that are taken back since; `whole_sales` brings
    the other lines of the same sales too, and what takes them back, whoever has them.
    """
    where = [f"date <= DATE '{until}'", "persons IS NOT NULL"]
    if people is not None:
        listed = ", ".join(literal(person) for person in sorted(people))
        if not listed:
            return None
        among = f"list_has_any(persons, [{listed}])"
        if whole_sales:
            sales = f"(SELECT sale FROM credited WHERE {among})"
            among = f"(sale IN {sales} OR returns_sale IN {sales})"
        taken_back = (
            "(sale, line) IN (SELECT (returns_sale, returns_line) FROM credited\n"
            f"  WHERE {among} AND returns_sale IS NOT NULL)"
        )
        where.append(f"({among} OR {taken_back})")
    if since is not None:
        back = (
            "(sale, line) IN (SELECT (returns_sale, returns_line) FROM sale_lines\n"
            f"  WHERE date >= DATE '{since}' AND returns_sale IS NOT NULL)"
        )
        where.append(f"(date >= DATE '{since}' OR {back})")
    return " AND ".join(where)


def _credited(row: Any) -> CreditedRow:
    sale, line, persons, shares, role, day, kind, back_sale, back_line, arrived, whole = row[:11]
    place, amounts = row[11], dict(zip(_AMOUNTS, row[12:], strict=False))
    names = [name for name in ATTRIBUTES if name != "territory"]
    texts = dict(zip(names, row[12 + len(_AMOUNTS) :], strict=True)) | {"territory": place}
    known = {name: str(text) for name, text in texts.items() if text}
    returns = None if back_sale is None or back_line is None else (back_sale, back_line)
    return CreditedRow(
        tuple(persons),
        CreditedLine(
            sale=sale, line=line, person=persons[0], day=day, invoiced=day, role=role,
            amount=amounts["amount"], currency=amounts["currency"],
            quantity=amounts["quantity"], list_amount=amounts["list_amount"],
            cost=amounts["cost"], tax=amounts["tax"] or 0, shares=shares_of(role, shares, whole),
            overlay=role != "direct", kind=kind or "sale", returns=returns,
            takes_from=back_sale if back_sale and back_line is None else "", attributes=known,
        ),
        arrived,
    )  # fmt: skip


def shares_of(role: str, given: list[int], whole: int | None) -> tuple[int, ...]:
    """The shares of a line in ten-thousandths of one."""
    if role == "direct":
        return tuple(deal(SCALE, given))
    against = whole or (SCALE if max(given) <= SCALE else 100 * SCALE)
    return tuple(round_half_away(Fraction(share * SCALE, against)) for share in given)


def payment_rows(
    snapshot: Snapshot, sales: Iterable[str], until: date
) -> list[tuple[Payment, int]]:
    """The payments of some sales up to a day, each with the snapshot that it came with."""
    wanted = frozenset(sales)
    sql = (
        "SELECT payment, sale, date, amount, reverses, recorded FROM payments\n"
        f"WHERE date <= DATE '{until}' AND sale IS NOT NULL ORDER BY payment"
    )
    found: Iterable[Any] = snapshot.stream(sql)
    return [
        (Payment(payment=payment, sale=sale, day=day, amount=amount, reverses=reverses), came)
        for payment, sale, day, amount, reverses, came in found
        if sale in wanted
    ]


def rate_rows(snapshot: Snapshot, currency: str) -> list[tuple[ExchangeRate, int]]:
    """The rates from and to a currency, each with the snapshot that it came with."""
    code = literal(currency)
    sql = (
        "SELECT from_currency, to_currency, date, rate, recorded FROM rates\n"
        f"WHERE from_currency = {code} OR to_currency = {code} ORDER BY ALL"
    )
    found: Iterable[Any] = snapshot.run(sql)
    return [(ExchangeRate(a, b, day, Fraction(rate)), came) for a, b, day, rate, came in found]


def hired_days(snapshot: Snapshot) -> dict[str, date]:
    """When each person was hired, where that is known."""
    rows: Iterable[Any] = snapshot.run("SELECT person, hired FROM people WHERE hired IS NOT NULL")
    return dict(rows)


GOALS = """
SELECT item, measure, starts, ends, value, currency, recorded FROM goals
WHERE scope = '{scope}' ORDER BY ALL""".strip()
"""All of a scope: a quarter's goal may be the sum of months that have not begun."""
