"""What is known of facts before a plan is compiled: how large numbers are, and what occurs at all.

From these bounds it is proved that nothing overflows, and what no fact needs is left out of the
query: a table without returns has no step for returns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import lcm
from typing import Any

from husay.book.sql import literal
from husay.pay.compile.whole import Whole
from husay.pay.document.plan import Plan

Range = tuple[int, int]
"""The least and the most."""

AMOUNTS = ("amount", "list_amount", "cost", "quantity", "tax")


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """Bounds of one set of facts.

    `lines` counts all credited lines and `lines_each` those of the person with the most; `ranges`
    has the least and the most of each number (by column of `lines`, or by table). `parameters`
    has, by name, the common denominator and the most of the numerators over it; `rate_under` is the
    common denominator of exchange rates. `has` names what occurs.
    """

    lines: int = 0
    lines_each: int = 0
    payments_each: int = 0
    ranges: Mapping[str, Range] = field(default_factory=dict)
    parameters: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    rate_under: int = 1
    has: frozenset[str] = frozenset()

    def of(self, name: str, sql: str = "") -> Whole:
        """A column as a number within its bounds; nothing known of it is 0."""
        return Whole(sql or name, *self.ranges.get(name, (0, 0)))


def questions(plan: Plan) -> dict[str, str]:
    """What to ask a database with the tables of facts: queries by name, for `bounds_of`."""
    spans = ", ".join(f"MIN({n}), MAX({n})" for n in _numbers(plan))
    flags = ", ".join(f"COALESCE(BOOL_OR({sql}), FALSE)" for sql in _flags(plan).values())
    found = {
        "ranges": f"SELECT {spans} FROM lines",
        "flags": f"SELECT {flags} FROM lines",
        "lines": "SELECT CAST(COALESCE(SUM(n), 0) AS BIGINT), COALESCE(MAX(n), 0) FROM "
                 "(SELECT COUNT(*) AS n FROM lines GROUP BY person) AS c",
        "paid": ("SELECT COALESCE(MAX(n), 0) FROM (SELECT COUNT(*) AS n FROM payments GROUP "
                "BY sale) AS c"),
        "parameters": "SELECT parameter, under, MAX(ABS(over)) FROM parameters GROUP BY ALL",
        "rates": "SELECT under, MAX(ABS(over)) FROM rates GROUP BY ALL",
        "unpaid": "SELECT COUNT(*) FROM (SELECT DISTINCT person FROM lines) AS l "
                  "ANTI JOIN people AS p ON l.person = p.person",
    }  # fmt: skip
    for table, name in _SPANS:
        found[f"span {table}.{name}"] = f"SELECT MIN({name}), MAX({name}) FROM {table}"
    for table in ("returns", *_COUNTED):
        source = "lines WHERE returns_sale IS NOT NULL" if table == "returns" else table
        found[f"any {table}"] = f"SELECT COUNT(*) FROM (SELECT 1 FROM {source} LIMIT 1) AS x"
    for table, keys in _ONCE.items():
        found[f"twice {table}"] = _overlaps(table, keys)
    found["any recredited"], found["any adding"] = _RECREDITED, _ADDING
    found["any reversals"] = "SELECT COUNT(*) FROM payments WHERE reverses IS NOT NULL"
    found["twice hired"] = (
        "SELECT COUNT(*) FROM (SELECT person FROM members GROUP BY person "
        "HAVING COUNT(DISTINCT hired) > 1) AS x"
    )
    return found


def _numbers(plan: Plan) -> tuple[str, ...]:
    added = (f"f_{name}" for name, unit in plan.fields if unit not in ("text", "date"))
    return (*AMOUNTS, *added)


_SOLD = "SELECT * FROM lines WHERE returns_sale IS NULL"
_AS_SOLD = "x.person = o.person AND x.role = o.role AND x.shares = o.shares AND x.nth = o.nth"
_RECREDITED = (
    "SELECT COUNT(*) FROM (SELECT r.sale FROM (SELECT DISTINCT sale, line, returns_sale, "
    f"returns_line FROM lines WHERE returns_sale IS NOT NULL) AS r JOIN ({_SOLD}) AS o ON "
    "o.sale = r.returns_sale AND o.line = r.returns_line ANTI JOIN lines AS x ON x.sale = r.sale "
    f"AND x.line = r.line AND {_AS_SOLD} UNION ALL SELECT x.sale FROM lines AS x SEMI JOIN "
    f"({_SOLD}) AS k ON k.sale = x.returns_sale AND k.line = x.returns_line ANTI JOIN ({_SOLD}) AS "
    f"o ON o.sale = x.returns_sale AND o.line = x.returns_line AND {_AS_SOLD}) AS y"
)
"""How many returns are not credited as the lines that they take back."""

_ADDING = (
    "SELECT COUNT(*) FROM lines AS r JOIN lines AS o ON o.sale = r.returns_sale AND o.line = "
    "r.returns_line WHERE (r.amount > 0 AND o.amount > 0) OR (r.amount < 0 AND o.amount < 0) OR "
    "(r.quantity > 0 AND o.quantity > 0) OR (r.quantity < 0 AND o.quantity < 0)"
)
"""How many lines add to the line that they name, rather than take it back."""

_COUNTED = ("payments", "members", "reporting", "openings", "advances", "before", "scores")
_SPANS = (
    ("goals", "value"), ("payments", "amount"), ("payments", "due"), ("advances", "amount"),
    ("scores", "value"), ("openings", "owed"), ("attained", "value"), ("carried", "amount"),
    ("carried", "to_date"), ("before", "amount"), ("before", "value"),
)  # fmt: skip
_ONCE: Mapping[str, tuple[str, ...]] = {
    "members": ("person",), "reporting": ("person",), "parameters": ("person", "parameter"),
}  # fmt: skip


def _flags(plan: Plan) -> dict[str, str]:
    return {
        "splits": "LEN(shares) > 1",
        "overlays": "overlay",
        "foreign": f"currency <> {literal(plan.currency)} OR (cost_currency <> '' AND "
                   f"cost_currency <> {literal(plan.currency)})",
        "unordered": "place IS NULL",
        "unstated": "returns_sale IS NOT NULL AND quantity IS NULL",
        "unequal": "LEN(shares) = 1 AND shares[1] <> 10000 AND NOT overlay",
    }  # fmt: skip


def _overlaps(table: str, keys: tuple[str, ...]) -> str:
    """How many rows begin before the one before them has ended."""
    by = ", ".join(keys)
    return (
        f"SELECT COUNT(*) FROM (SELECT starts, LAG(ends) OVER (PARTITION BY {by} "
        f"ORDER BY starts, ends) AS last FROM {table}) AS x WHERE starts <= last"
    )


def bounds_of(plan: Plan, answers: Mapping[str, Sequence[tuple[Any, ...]]]) -> Bounds:
    """The bounds that the answers to `questions` say."""
    spans, counts = answers["ranges"][0], answers["lines"][0]
    ranges = {name: _range(*spans[2 * i : 2 * i + 2]) for i, name in enumerate(_numbers(plan))}
    for table, name in _SPANS:
        ranges[f"{table}.{name}"] = _range(*answers[f"span {table}.{name}"][0])
    rate_under = lcm(*(under for under, _ in answers["rates"]))
    rates = [over * (rate_under // under) for under, over in answers["rates"]]
    ranges["rates"] = (0, max(rates, default=0))
    return Bounds(
        lines=counts[0],
        lines_each=counts[1],
        payments_each=answers["paid"][0][0],
        ranges=ranges,
        parameters=_parameters(answers["parameters"]),
        rate_under=rate_under,
        has=_has(plan, answers),
    )


def _parameters(rows: Sequence[tuple[Any, ...]]) -> dict[str, tuple[int, int]]:
    unders: dict[str, int] = {}
    for name, under, _ in rows:
        unders[name] = lcm(unders.get(name, 1), under)
    most = dict.fromkeys(unders, 0)
    for name, under, over in rows:
        most[name] = max(most[name], over * (unders[name] // under))
    return {name: (under, most[name]) for name, under in unders.items()}


def _has(plan: Plan, answers: Mapping[str, Sequence[tuple[Any, ...]]]) -> frozenset[str]:
    told = zip(_flags(plan), answers["flags"][0], strict=True)
    found = {name for name, holds in told if holds}
    for name, rows in answers.items():
        word, _, table = name.partition(" ")
        if word in ("any", "twice") and rows[0][0]:
            found.add(table if word == "any" else name)
    return frozenset(found | ({"unpaid"} if answers["unpaid"][0][0] else set()))


def _range(low: int | None, high: int | None) -> Range:
    return (0, 0) if low is None or high is None else (low, high)
