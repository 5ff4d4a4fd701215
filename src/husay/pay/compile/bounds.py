"""What is known of facts before a plan is compiled: how large numbers are, and what occurs at all.

From these bounds it is proved that nothing overflows, and what no fact needs is left out of the
query: a table without returns has no step for returns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import lcm
from typing import Any

from husay.book.sql import literal
from husay.pay.compile.whole import Whole
from husay.pay.document.plan import Plan
from husay.pay.document.settings import WindowKind

Range = tuple[int, int]
"""The least and the most."""

Ask = Callable[[str], Sequence[tuple[Any, ...]]]
"""What runs a query and has its rows."""

Row = tuple[str, Sequence[Any]]
"""What some numbers are about, and they."""

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


def bounds_of(plan: Plan, ask: Ask) -> Bounds:
    """Ask a database with the tables of facts: everything in one statement, and of returns, where
    there are any, in another."""
    found = _asked(ask, _questions(plan))
    spans, flags = _spans(plan), _flags(plan)
    lines, *numbers = found["lines"][0][1]
    told = dict(zip(spans, _pairs(numbers[: 2 * len(spans)]), strict=True))
    for table, names in _SPANS.items():
        ends = _pairs(found[table][0][1][1:])
        told |= {f"{table}.{n}": span for n, span in zip(names, ends, strict=True)}
    has = {name for name, holds in zip(flags, numbers[2 * len(spans) :], strict=True) if holds}
    has |= {name for name in (*_COUNTED, "parted") if name in found and found[name][0][1][0]}
    has |= {f"twice {table}" for table in (*_ONCE, "hired") if found[f"twice {table}"][0][1][0]}
    if "returns" in has:
        has |= {name for name, rows in _asked(ask, _of_returns(plan)).items() if rows[0][1][0]}
    lines_each, unpaid = found["each"][0][1]
    payments_each, reversals = found["by sale"][0][1]
    rates = [numbers for _, numbers in found.get("rates", ())]
    rate_under = lcm(*(under for under, _ in rates))
    told["rates"] = (0, max((over * (rate_under // under) for under, over in rates), default=0))
    has |= {n for n, many in (("unpaid", unpaid), ("reversals", reversals)) if many}
    return Bounds(
        lines=lines, lines_each=lines_each, payments_each=payments_each, ranges=told,
        parameters=_parameters(found.get("parameters", ())), rate_under=rate_under,
        has=frozenset(has),
    )  # fmt: skip


def _of_returns(plan: Plan) -> Mapping[str, str]:
    """What to ask of returns: of sales by their lines only where sales are counted."""
    found, counts = dict(_OF_RETURNS), {measure.counts for measure in plan.measures}
    if "sales" in counts:
        found["of parts"] = _OF_PARTS
    if counts - {None}:
        found["of nothing"] = _OF_NOTHING
    return found


def _asked(ask: Ask, questions: Mapping[str, str]) -> dict[str, list[Row]]:
    """The answers to several questions by name, each some rows of what it is about and numbers."""
    parts = (f"SELECT {literal(name)} AS asked, {rest}" for name, rest in questions.items())
    found: dict[str, list[Row]] = {}
    for name, about, numbers in ask(" UNION ALL ".join(parts)):
        found.setdefault(name, []).append((about, numbers))
    return found


def _questions(plan: Plan) -> dict[str, str]:
    """What to ask by name: the rest of a query after its first column."""
    flags = [f"CAST(COALESCE(BOOL_OR({x}), FALSE) AS BIGINT)" for x in _flags(plan).values()]
    found = {
        "lines": _numbers(["COUNT(*)", *_ends(_spans(plan)), *flags], "lines"),
        "each": _numbers(
            ["COALESCE(MAX(n), 0)", "COUNT(CASE WHEN p.person IS NULL THEN 1 END)"],
            "(SELECT person, COUNT(*) AS n FROM lines GROUP BY person) AS l "
            "LEFT JOIN people AS p ON l.person = p.person",
        ),
        "by sale": _numbers(
            ["COALESCE(MAX(n), 0)", "CAST(COALESCE(SUM(reversals), 0) AS BIGINT)"],
            "(SELECT COUNT(*) AS n, COUNT(reverses) AS reversals FROM payments GROUP BY sale) AS c",
        ),
        "parameters": "parameter, [under, MAX(ABS(over))] FROM parameters "
                      "GROUP BY parameter, under",
        "rates": "'', [under, MAX(ABS(over))] FROM rates GROUP BY under",
        "twice hired": _numbers(
            ["COUNT(*)"],
            "(SELECT person FROM members GROUP BY person HAVING COUNT(DISTINCT hired) > 1) AS x",
        ),
    }  # fmt: skip
    if any(measure.goal for measure in plan.measures):
        found["parted"] = _numbers(["COUNT(*)"], _parted(plan))
    for table in dict.fromkeys((*_SPANS, *_COUNTED)):
        found[table] = _numbers(["COUNT(*)", *_ends(_SPANS.get(table, ()))], table)
    for table, keys in _ONCE.items():
        found[f"twice {table}"] = _numbers(["COUNT(*)"], _overlaps(table, keys))
    return found


def window_kinds(plan: Plan) -> list[WindowKind]:
    """The kinds of window over which any term reads, the pay period among them."""
    kinds: list[WindowKind] = [getattr(term, "window", "period") for term in plan.terms]
    found = dict.fromkeys(plan.period if kind == "period" else kind for kind in ["period", *kinds])
    return [kind for kind in found if kind != "goal"]


def _parted(plan: Plan) -> str:
    """Goals for less than the window in which they lie."""
    inside = "(a.{0}_start = b.{0}_start AND (g.starts > a.{0}_start OR g.ends < b.{0}_end))"
    less = " OR ".join(inside.format(kind) for kind in window_kinds(plan))
    return (
        "goals AS g JOIN days AS a ON a.day = g.starts JOIN days AS b ON b.day = g.ends "
        f"WHERE {less}"
    )


def _numbers(parts: Sequence[str], source: str) -> str:
    """Whole numbers about a table; '' is nothing in particular."""
    return f"'' AS about, [{', '.join(parts)}] AS numbers FROM {source}"


def _ends(names: Sequence[str]) -> list[str]:
    return [f"{end}({name})" for name in names for end in ("MIN", "MAX")]


def _pairs(numbers: Sequence[int | None]) -> list[Range]:
    """The least and the most of each of some columns."""
    return [_range(*numbers[n : n + 2]) for n in range(0, len(numbers), 2)]


def _spans(plan: Plan) -> tuple[str, ...]:
    added = (f"f_{name}" for name, unit in plan.fields if unit not in ("text", "date"))
    return (*AMOUNTS, *added)


_BACK = "SELECT * FROM lines WHERE returns_sale IS NOT NULL"
_SOLD = "SELECT * FROM lines WHERE returns_sale IS NULL"
_AS_SOLD = "x.person = o.person AND x.role = o.role AND x.shares = o.shares AND x.nth = o.nth"
_OF_RETURNS: Mapping[str, str] = {
    # How many returns are not credited as the lines that they take back.
    "recredited": _numbers(["COUNT(*)"], (
        "(SELECT r.sale FROM (SELECT DISTINCT sale, line, returns_sale, "
        f"returns_line FROM lines WHERE returns_sale IS NOT NULL) AS r JOIN ({_SOLD}) AS o ON "
        "o.sale = r.returns_sale AND o.line = r.returns_line ANTI JOIN lines AS x ON "
        f"x.sale = r.sale AND x.line = r.line AND {_AS_SOLD} UNION ALL SELECT x.sale "
        f"FROM ({_BACK}) AS x SEMI JOIN "
        f"({_SOLD}) AS k ON k.sale = x.returns_sale AND k.line = x.returns_line "
        f"ANTI JOIN ({_SOLD}) AS o ON o.sale = x.returns_sale AND o.line = x.returns_line "
        f"AND {_AS_SOLD}) AS y"
    )),
    # How many lines add to the line that they name, rather than take it back.
    "adding": _numbers(["COUNT(*)"], (
        f"({_BACK}) AS r JOIN lines AS o ON o.sale = r.returns_sale AND o.line = "
        "r.returns_line WHERE (r.amount > 0 AND o.amount > 0) OR (r.amount < 0 AND o.amount < 0) "
        "OR (r.quantity > 0 AND o.quantity > 0) OR (r.quantity < 0 AND o.quantity < 0)"
    )),
}  # fmt: skip

_OF_PARTS = _numbers(
    ["COUNT(*)"],
    f"({_BACK}) AS r SEMI JOIN (SELECT sale FROM ({_SOLD}) AS s GROUP BY sale "
    "HAVING MIN(line) < MAX(line)) AS o ON o.sale = r.returns_sale",
)
"""How many returns take something back of a sale of several lines."""

_OF_NOTHING = _numbers(
    ["COUNT(*)"],
    f"({_BACK}) AS r SEMI JOIN ({_SOLD} AND amount = 0) AS o ON o.sale = r.returns_sale "
    "AND o.line = r.returns_line",
)
"""How many returns take back a line that was sold for nothing."""

_COUNTED = ("payments", "members", "reporting", "openings", "advances", "before", "scores")
_SPANS: Mapping[str, tuple[str, ...]] = {
    "goals": ("value",), "payments": ("amount", "due"), "advances": ("amount",),
    "scores": ("value",), "openings": ("owed",), "attained": ("value",),
    "carried": ("amount", "to_date"), "before": ("amount", "value"),
}  # fmt: skip
_ONCE: Mapping[str, tuple[str, ...]] = {
    "members": ("person",), "reporting": ("person",), "parameters": ("person", "parameter"),
}  # fmt: skip


def _flags(plan: Plan) -> dict[str, str]:
    return {
        "returns": "returns_sale IS NOT NULL",
        "splits": "LEN(shares) > 1",
        "overlays": "overlay",
        "foreign": f"currency <> {literal(plan.currency)} OR (cost_currency <> '' AND "
                   f"cost_currency <> {literal(plan.currency)})",
        "unordered": "place IS NULL",
        "unstated": "returns_sale IS NOT NULL AND quantity IS NULL",
        "unequal": "LEN(shares) = 1 AND shares[1] <> 10000 AND NOT overlay",
    }  # fmt: skip


def _overlaps(table: str, keys: tuple[str, ...]) -> str:
    """Rows that begin before the one before them has ended."""
    by = ", ".join(keys)
    return (
        f"(SELECT starts, LAG(ends) OVER (PARTITION BY {by} "
        f"ORDER BY starts, ends) AS last FROM {table}) AS x WHERE starts <= last"
    )


def _parameters(rows: Sequence[Row]) -> dict[str, tuple[int, int]]:
    unders: dict[str, int] = {}
    for name, (under, _) in rows:
        unders[name] = lcm(unders.get(name, 1), under)
    most = dict.fromkeys(unders, 0)
    for name, (under, over) in rows:
        most[name] = max(most[name], over * (unders[name] // under))
    return {name: (under, most[name]) for name, under in unders.items()}


def _range(low: int | None, high: int | None) -> Range:
    return (0, 0) if low is None or high is None else (low, high)
