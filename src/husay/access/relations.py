"""A scope as relations: every table that a query may read, narrowed to what a viewer receives.

Queries name their tables plainly. Where the names lead to these relations instead of the
snapshot's own, no query can forget the scope, and a table that is not here cannot be read at all.
In each SELECT, `{book}` stands for the database that holds everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from husay.access.scope import Led, Scope
from husay.access.volumes import VOLUME_RELATIONS
from husay.book.sql import literal
from husay.measures.rollup import DAILY, MONTHLY, PRODUCTS, WHO, rollup_sql
from husay.org.placement import SAME_PLACEMENT

Relations = Mapping[str, tuple[str, str]]
"""Name to (TABLE or VIEW, SELECT), in the order in which they have to be made."""

_OPEN = (
    "days", "stage_order", "rates", "rate_spans", "products", "territories", "units", "unit_spans",
    "org_pieces", "org_days", "lineage", "lineage_now", "unit_below_then", "unit_below_now",
)  # fmt: skip
"""What speaks of nobody and of no sale: the calendar, the tree of units, the goods."""

_OF_A_LINE = ("date", "month", "product", "customer", "channel", "territory", "currency", "kind",
              "unit")  # fmt: skip
_AMOUNTS = ("quantity", "amount", "tax", "list_amount", "cost")


def relations_of(scope: Scope, levels: Sequence[str]) -> Relations:
    """The relations that a viewer with a scope reads; `levels` are the tree's (`Shape.levels`).

    Who sees `all` reads the snapshot itself.
    """
    assert scope.sight != "all", "who sees all needs no relations"
    opened = {name: ("VIEW", f"SELECT * FROM {{book}}.{name}") for name in _OPEN}
    narrowed = VOLUME_RELATIONS if scope.sight == "volumes" else _some(scope, levels)
    return {**opened, **narrowed, **_LINES_AGAIN}


def _some(scope: Scope, levels: Sequence[str]) -> dict[str, tuple[str, str]]:
    """All of some people's and units' rows, and of the sales in units that were led, totals."""
    veiled = bool(scope.led)
    made = {
        "seen": ("TABLE", f"SELECT pl.* FROM {{book}}.placements AS pl WHERE {_seen(scope)}"),
        "led": ("TABLE", _led_sql(scope.led)),
        "veiled": ("TABLE", _VEILED),
        "placements": ("TABLE", f"SELECT * FROM seen\nUNION ALL\n{_stand_ins(levels)}"),
        "placed_lines": ("VIEW", _both(_SEEN_LINES, _VEILED_LINES, veiled)),
        "rollup_daily": ("VIEW", _both(_kept(DAILY.table), _VEILED_DAYS, veiled)),
        "rollup_monthly": ("VIEW", _both(_kept(MONTHLY.table), _VEILED_MONTHS, veiled)),
        **{
            name: ("VIEW", _kept(name)) for name in ("deal_events", "open_deals", "activity_events")
        },
    }
    return {**made, **_OF_EVENTS, **_of_people(scope), "goals": ("VIEW", _goals_sql(scope))}


def _seen(scope: Scope) -> str:
    """Which placements show as they are."""
    sold = f"COALESCE(pl.seller IN ({_listed(scope.people)}), FALSE)"
    there = f"COALESCE(pl.then_unit IN ({_listed(scope.units)}), FALSE)"
    if scope.within is None:
        return f"{sold} OR {there}"
    return f"{sold} OR {_below_then(literal(scope.within))}"


def _below_then(unit: str) -> str:
    """Whether a placement `pl` lay in a unit or below it."""
    return (
        f"COALESCE(pl.then_unit = {unit}, FALSE) OR EXISTS (SELECT 1\n"
        "  FROM {book}.unit_below_then AS ub\n"
        f"  WHERE ub.above = {unit} AND ub.unit = pl.then_unit AND ub.piece = pl.piece)"
    )


def _listed(items: Iterable[str]) -> str:
    """Texts of SQL; of nothing, what nothing is."""
    return ", ".join(literal(item) for item in sorted(items)) or "NULL"


def _led_sql(led: Iterable[Led]) -> str:
    """The units that were led, each with its days."""
    rows = [
        f"SELECT {literal(each.unit)} AS unit, DATE '{each.first or '0001-01-01'}' AS first, "
        f"DATE '{each.last or '9999-12-31'}' AS last"
        for each in led
    ]
    nothing = "SELECT '' AS unit, DATE '0001-01-01' AS first, DATE '0001-01-01' AS last WHERE FALSE"
    return "\nUNION ALL ".join(rows) or nothing


_VEILED = f"""
SELECT pl.placement AS behind, led.first, led.last,
  MIN(pl.placement) OVER (PARTITION BY pl.given, pl.then_unit, pl.piece) AS shown
FROM {{book}}.placements AS pl JOIN led ON {_below_then("led.unit")}
WHERE pl.placement NOT IN (SELECT placement FROM seen)""".strip()
"""Placements in units that were led, of which only totals show, and on which days: `behind` is the
real one, `shown` the one that stands in for all that were in the same unit at the same time."""


def _stand_ins(levels: Sequence[str]) -> str:
    """Placements without a person; what they were then is what they are now, too: the place of a
    person today would say who it was."""
    then = ", ".join(f"{level_then} AS {now}" for level_then, now in _thens(levels))
    return (
        f"SELECT * REPLACE (CAST(NULL AS VARCHAR) AS seller, {then}) FROM {{book}}.placements\n"
        "WHERE placement IN (SELECT shown FROM veiled)"
    )


def _thens(levels: Sequence[str]) -> list[tuple[str, str]]:
    return [(f"then_{name}", f"now_{name}") for name in ("unit", *levels)]


def _both(seen: str, veiled: str, wanted: bool) -> str:
    """What shows as it is, with the totals where any were led."""
    return f"{seen}\nUNION ALL BY NAME\n{veiled}" if wanted else seen


def _kept(table: str) -> str:
    return f"SELECT r.* FROM {{book}}.{table} AS r JOIN seen AS pl ON pl.placement = r.placement"


_IN_TIME = (
    "EXISTS (SELECT 1 FROM veiled AS v\n"
    "  WHERE v.behind = {0} AND r.date BETWEEN v.first AND v.last)"
)

_SEEN_LINES = f"SELECT r.* FROM {{book}}.placed_lines AS r JOIN seen AS pl ON {SAME_PLACEMENT}"

_VEILED_LINES = f"""
SELECT r.* REPLACE (CAST(NULL AS VARCHAR) AS seller)
FROM {{book}}.placed_lines AS r JOIN {{book}}.placements AS pl ON {SAME_PLACEMENT}
WHERE pl.placement IN (SELECT behind FROM veiled) AND {_IN_TIME.format("pl.placement")}""".strip()

_VEILED_DAYS = f"""
SELECT r.* REPLACE (b.shown AS placement)
FROM {{book}}.{DAILY.table} AS r
JOIN (SELECT DISTINCT behind, shown FROM veiled) AS b ON b.behind = r.placement
WHERE {_IN_TIME.format("r.placement")}""".strip()

_VEILED_MONTHS = f"""
SELECT pl.placement, r.* EXCLUDE ({", ".join(WHO)})
FROM ({rollup_sql(MONTHLY, f"({_VEILED_LINES})")}) AS r
JOIN placements AS pl ON {SAME_PLACEMENT}""".strip()
"""Summed from the lines: who stops leading in mid-month keeps that month's first days only."""

_LINES_AGAIN: Relations = {
    "sale_lines": (
        "VIEW",
        f"SELECT source, sale, line, {', '.join(_OF_A_LINE)}, "
        + ", ".join(f"CAST(SUM({c}) AS BIGINT) AS {c}" for c in _AMOUNTS)
        + ", ANY_VALUE(seller) AS seller, MAX(recorded) AS recorded\n"
        f"FROM placed_lines GROUP BY source, sale, line, {', '.join(_OF_A_LINE)}",
    ),
    PRODUCTS.table: ("VIEW", rollup_sql(PRODUCTS, "placed_lines")),
}
"""Lines and sums that name no seller: made of the narrowed lines, so that they hold no more."""

_OF_EVENTS: Relations = {
    "deals": (
        "VIEW",
        "SELECT * FROM {book}.deals\n"
        "WHERE (source, deal) IN (SELECT (source, deal) FROM deal_events)",
    ),
    "activities": (
        "VIEW",
        "SELECT * FROM {book}.activities\n"
        "WHERE (source, activity) IN (SELECT (source, activity) FROM activity_events)",
    ),
    "customers": (
        "VIEW",
        "SELECT * FROM {book}.customers WHERE customer IN (SELECT customer FROM placed_lines\n"
        "  UNION ALL SELECT customer FROM deal_events\n"
        "  UNION ALL SELECT customer FROM activity_events)",
    ),
}


def _of_people(scope: Scope) -> dict[str, tuple[str, str]]:
    """What is known of the people in the scope."""
    listed = _listed(scope.people)
    tables = ("people", "assignments", "person_spans", "credits")
    return {
        name: ("VIEW", f"SELECT * FROM {{book}}.{name} WHERE person IN ({listed})")
        for name in tables
    }


def _goals_sql(scope: Scope) -> str:
    """Goals whose sales are all in the scope: a person's and a unit's, never the company's."""
    return (
        "SELECT * FROM {book}.goals\n"
        f"WHERE (scope = 'seller' AND item IN ({_listed(scope.people)}))\n"
        f"  OR (scope = 'unit' AND item IN ({_listed(scope.units)}))"
    )
