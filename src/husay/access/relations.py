"""A scope as relations: every table that a query may read, narrowed to what a viewer receives.

Queries name their tables plainly. Where the names lead to these relations instead of the
snapshot's own, no query can forget the scope, and a table that is not here cannot be read at all.
In each SELECT, `{book}` stands for the database that holds everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

from husay.access.scope import NOTHING, Led, Scope
from husay.access.volumes import VOLUME_RELATIONS
from husay.book.sql import literal
from husay.measures.rollup import DAILY, MONTHLY, PRODUCTS, WHO, rollup_sql
from husay.org.placement import SAME_PLACEMENT

Kind = Literal["TABLE", "VIEW", "SMALL", "TABLE LATER", "VIEW LATER", "SMALL LATER"]
"""How a relation is made: its rows once, or read each time; or once as long as they are few. What
is long to make, and not read by every page, is made when a query names it."""

Relations = Mapping[str, tuple[Kind, str]]
"""Name to kind and SELECT, in the order in which they have to be made."""

_OPEN = (
    "days", "stage_order", "rates", "rate_spans", "products", "territories", "units", "unit_spans",
    "org_pieces", "org_days", "lineage", "lineage_now", "unit_below_then", "unit_below_now",
)  # fmt: skip
"""What speaks of nobody and of no sale: the calendar, the tree of units, the goods."""

_OF_SOMEBODY = (
    "placements", "placed_lines", "sale_lines", DAILY.table, MONTHLY.table, PRODUCTS.table,
    "deal_events", "open_deals", "activity_events", "deals", "activities", "customers", "people",
    "assignments", "person_spans", "credits", "owner_places", "potentials",
)  # fmt: skip
"""What speaks of people, accounts and sales: narrowed, but for who sees all of it."""

_OF_A_LINE = ("date", "month", "product", "customer", "channel", "territory", "currency", "kind",
              "unit")  # fmt: skip
_AMOUNTS = ("quantity", "amount", "tax", "list_amount", "cost")


def relations_of(
    scope: Scope, levels: Sequence[str], filled: Callable[[str], bool]
) -> Iterator[tuple[str, Kind, str]]:
    """The relations that a viewer with a scope reads, as (name, kind, SELECT).

    Each has to be made before the next is asked for: `filled` says whether a table that was made
    has rows, and what would only be joined to no rows is left out. `levels` are the tree's
    (`Shape.levels`). Who sees everything reads the snapshot itself.
    """
    assert not scope.everything, "who sees everything needs no relations"
    made = _as_they_are(_OPEN)
    rows = scope if scope.rows else NOTHING
    if rows.sight == "all":
        made |= _as_they_are(_OF_SOMEBODY)
    elif rows.sight == "volumes":
        made |= VOLUME_RELATIONS
    else:
        yield from _as_rows(_whose(rows, levels))
        yield from _as_rows(_lines(filled("veiled")))
        made |= _some(rows, *(filled(one) for one in ("veiled", "broken_months")))
    yield from _as_rows({**made, "goals": ("TABLE", _goals_sql(scope))})


def _as_they_are(names: Iterable[str]) -> dict[str, tuple[Kind, str]]:
    return {name: ("VIEW", f"SELECT * FROM {{book}}.{name}") for name in names}


def _as_rows(relations: Relations) -> Iterator[tuple[str, Kind, str]]:
    return ((name, kind, sql) for name, (kind, sql) in relations.items())


def _whose(scope: Scope, levels: Sequence[str]) -> Relations:
    """Small tables with the placements of all rows that show, and of those in totals alone."""
    led = (Led(scope.within),) if scope.within is not None and scope.sees else scope.led
    return {
        "seen": ("TABLE", f"SELECT pl.* FROM {{book}}.placements AS pl WHERE {_seen(scope)}"),
        "led": ("TABLE", _led_sql(led)),
        "veiled": ("TABLE", _VEILED),
        "broken_months": ("TABLE", _BROKEN_MONTHS),
        "placements": ("TABLE", f"SELECT * FROM seen\nUNION ALL\n{_stand_ins(levels)}"),
    }


def _lines(veiled: bool) -> Relations:
    """The lines, a share of one being a line of its own."""
    return {"placed_lines": ("VIEW", _SHOWN_LINES if veiled else _SEEN_LINES)}


def _some(scope: Scope, veiled: bool, broken: bool) -> dict[str, tuple[Kind, str]]:
    """All of some people's and units' rows, and of the sales in units that were led, totals."""
    days, months = [_kept(DAILY.table)], [_kept(MONTHLY.table)]
    if veiled:
        days = [*days, _VEILED_DAYS]
        months += [_VEILED_MONTHS, *([_VEILED_PARTS_OF_MONTHS] if broken else [])]
    made: dict[str, tuple[Kind, str]] = {
        DAILY.table: ("SMALL", _together(days)),
        MONTHLY.table: ("SMALL", _together(months)),
        **{
            name: ("VIEW", _kept(name)) for name in ("deal_events", "open_deals", "activity_events")
        },
    }
    return {
        **made, **_OF_EVENTS, **_of_people(scope), **_potentials(scope), **_LINES_AGAIN,
    }  # fmt: skip


def _seen(scope: Scope) -> str:
    """Which placements show as they are."""
    sold = f"COALESCE(pl.seller IN ({_listed(scope.people)}), FALSE)"
    there = f"COALESCE(pl.then_unit IN ({_listed(scope.units)}), FALSE)"
    if scope.within is None:
        return f"{sold} OR {there}"
    below = _BELOW_THEN.replace("{unit}", _text(scope.within))
    return f"({below}) AND ({_seen(scope.sees)})" if scope.sees else below


_BELOW_THEN = """COALESCE(pl.then_unit = {unit}, FALSE) OR EXISTS (SELECT 1
  FROM {book}.unit_below_then AS ub
  WHERE ub.above = {unit} AND ub.unit = pl.then_unit AND ub.piece = pl.piece)"""
"""Whether a placement `pl` lay in a unit or below it."""


def _text(item: str) -> str:
    """A text of SQL that `str.format` leaves as it is: an identifier may hold braces."""
    return literal(item).replace("{", "{{").replace("}", "}}")


def _listed(items: Iterable[str]) -> str:
    """Texts of SQL; of nothing, what nothing is."""
    return ", ".join(_text(item) for item in sorted(items)) or "NULL"


def _led_sql(led: Iterable[Led]) -> str:
    """The units that were led, each with its days."""
    rows = ", ".join(
        f"({_text(each.unit)}, DATE '{each.first or date.min}', DATE '{each.last or date.max}')"
        for each in led
    )
    given = (
        f"VALUES {rows}" if rows else "SELECT '', DATE '0001-01-01', DATE '0001-01-01' WHERE FALSE"
    )
    return f"SELECT * FROM ({given}) AS led(unit, first, last)"


_VEILED = """
WITH within AS (
  SELECT pl.placement AS behind, led.first, led.last
  FROM {book}.placements AS pl JOIN led ON led.unit = pl.then_unit
  UNION SELECT pl.placement, led.first, led.last
  FROM {book}.placements AS pl
  JOIN {book}.unit_below_then AS ub ON ub.unit = pl.then_unit AND ub.piece = pl.piece
  JOIN led ON led.unit = ub.above
),
apart AS (
  SELECT behind, first, last, COALESCE(first > MAX(last) OVER (PARTITION BY behind
    ORDER BY first, last ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), TRUE) AS begins
  FROM within WHERE behind NOT IN (SELECT placement FROM seen)
),
days AS (
  SELECT behind, first, last, COUNT(*) FILTER (begins) OVER (
    PARTITION BY behind ORDER BY first, last ROWS UNBOUNDED PRECEDING) AS place
  FROM apart
)
SELECT d.behind, MIN(d.first) AS first, MAX(d.last) AS last,
  MIN(d.behind) OVER (PARTITION BY pl.given, pl.then_unit, pl.piece) AS shown
FROM days AS d JOIN {book}.placements AS pl ON pl.placement = d.behind
GROUP BY d.behind, d.place, pl.given, pl.then_unit, pl.piece""".strip()
"""Placements in units that were led, of which only totals show, and on which days, none of them
twice: `behind` is the real one, `shown` the one that stands in for all that were in the same unit
at the same time."""

_BROKEN_MONTHS = """
SELECT behind, first, last, CAST(YEAR(first) * 12 + MONTH(first) - 1 AS INTEGER) AS month
FROM veiled WHERE DAY(first) > 1
UNION SELECT behind, first, last, CAST(YEAR(last) * 12 + MONTH(last) - 1 AS INTEGER)
FROM veiled WHERE last < LAST_DAY(last)""".strip()
"""The months of which only some days count: no monthly sum is of those."""


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


def _together(selects: Sequence[str]) -> str:
    return "\nUNION ALL BY NAME\n".join(selects)


def _kept(table: str) -> str:
    return f"SELECT r.* FROM {{book}}.{table} AS r JOIN seen AS pl ON pl.placement = r.placement"


_SEEN_LINES = f"SELECT r.* FROM {{book}}.placed_lines AS r JOIN seen AS pl ON {SAME_PLACEMENT}"


_SHOWN = """
(SELECT seller, given, then_unit, piece, TRUE AS named, DATE '0001-01-01' AS first,
  DATE '9999-12-31' AS last FROM seen
UNION ALL SELECT p.seller, p.given, p.then_unit, p.piece, FALSE, v.first, v.last
FROM veiled AS v JOIN {book}.placements AS p ON p.placement = v.behind)""".strip()
"""The placements of both, so that lines are read once: those that show, and those in totals alone,
on their days. No placement is both, and of one that is veiled no day comes twice."""

_SHOWN_LINES = (
    "SELECT r.* REPLACE (CASE WHEN pl.named THEN r.seller END AS seller)\n"
    f"FROM {{book}}.placed_lines AS r JOIN {_SHOWN} AS pl ON {SAME_PLACEMENT}\n"
    "  AND r.date BETWEEN pl.first AND pl.last"
)

_VEILED_DAYS = f"""
SELECT r.* REPLACE (v.shown AS placement) FROM {{book}}.{DAILY.table} AS r
JOIN veiled AS v ON v.behind = r.placement AND r.date BETWEEN v.first AND v.last""".strip()

_BROKEN_LINES = f"""
SELECT r.* REPLACE (CAST(NULL AS VARCHAR) AS seller) FROM {{book}}.placed_lines AS r
JOIN (SELECT * FROM broken_months AS d
  JOIN {{book}}.placements AS p ON p.placement = d.behind) AS pl
  ON {SAME_PLACEMENT} AND r.date BETWEEN pl.first AND pl.last AND r.month = pl.month""".strip()

_VEILED_MONTHS = f"""
SELECT r.* REPLACE (v.shown AS placement) FROM {{book}}.{MONTHLY.table} AS r
JOIN veiled AS v ON v.behind = r.placement
  AND MAKE_DATE(r.month // 12, r.month % 12 + 1, 1) BETWEEN v.first AND v.last
  AND LAST_DAY(MAKE_DATE(r.month // 12, r.month % 12 + 1, 1)) <= v.last""".strip()

_VEILED_PARTS_OF_MONTHS = f"""
SELECT pl.placement, r.* EXCLUDE ({", ".join(WHO)})
FROM ({rollup_sql(MONTHLY, f"({_BROKEN_LINES})")}) AS r
JOIN placements AS pl ON {SAME_PLACEMENT}""".strip()
"""Who stops leading in mid-month keeps that month's first days only: its lines are summed."""

_LINE = f"source, sale, line, {', '.join(_OF_A_LINE)}"
_LINES_OF_ONE = f"SELECT {_LINE}, {', '.join(_AMOUNTS)}, seller, recorded FROM placed_lines AS r"
_SHARED_LINES = (
    f"SELECT {_LINE}, "
    + ", ".join(f"CAST(SUM({c}) AS BIGINT) AS {c}" for c in _AMOUNTS)
    + ", ANY_VALUE(seller) AS seller, MAX(recorded) AS recorded\n"
    "FROM placed_lines AS r SEMI JOIN (\n"
    "  SELECT source, sale, line FROM {book}.credits WHERE role = 'direct'\n"
    "  GROUP BY source, sale, line HAVING COUNT(DISTINCT person) > 1)\n"
    f"USING (source, sale, line) GROUP BY {_LINE}"
)
"""The lines that are several people's: they alone are of several placed lines. To put all lines
together again would take twice as long as to read them."""


_LINES_AGAIN: Relations = {
    "shared_lines": ("SMALL LATER", _SHARED_LINES),
    "sale_lines": ("VIEW LATER", _together([
        f"{_LINES_OF_ONE} ANTI JOIN shared_lines USING (source, sale, line)",
        "SELECT * FROM shared_lines",
    ])),
    PRODUCTS.table: ("TABLE LATER", rollup_sql(PRODUCTS, "placed_lines")),
}  # fmt: skip
"""Lines and sums that name no seller: made of the narrowed lines, so that they hold no more. The
sums are made once: every standing asks them, and lines are long to read."""


_OF_EVENTS: Relations = {
    "deals": (
        "VIEW",
        "SELECT * FROM {book}.deals\n"
        "WHERE (source, deal) IN (SELECT (source, deal) FROM deal_events\n"
        "  UNION ALL SELECT (source, deal) FROM open_deals)",
    ),
    "activities": (
        "VIEW",
        "SELECT * FROM {book}.activities\n"
        "WHERE (source, activity) IN (SELECT (source, activity) FROM activity_events)",
    ),
    "customers": (
        "VIEW",
        "SELECT * FROM {book}.customers WHERE customer IN (SELECT customer FROM placed_lines\n"
        "  UNION ALL SELECT customer FROM deals\n"
        "  UNION ALL SELECT customer FROM activity_events)",
    ),
}


def _of_people(scope: Scope) -> dict[str, tuple[Kind, str]]:
    """What is known of the people in the scope."""
    listed = _listed(scope.people)
    tables = ("people", "assignments", "person_spans", "credits")
    return {
        name: ("VIEW", f"SELECT * FROM {{book}}.{name} WHERE person IN ({listed})")
        for name in tables
    }


def _goals_sql(scope: Scope) -> str:
    """Goals whose sales are all in the scope: a person's and a unit's, and only where that is all
    the company's."""
    if not scope.goals or scope.sight == "volumes":
        return "SELECT * FROM {book}.goals WHERE FALSE"
    if scope.sight == "all":
        return "SELECT * FROM {book}.goals"
    return (
        "SELECT * FROM {book}.goals\n"
        f"WHERE (scope = 'seller' AND item IN ({_listed(scope.people)}))\n"
        f"  OR (scope = 'unit' AND item IN ({_listed(scope.units)}))"
    )


def _potentials(scope: Scope) -> dict[str, tuple[Kind, str]]:
    """Potentials of people and units in the scope, and of what those people owned, or anybody did
    who was in those units then."""
    people, units = _listed(scope.people), _listed(scope.units)
    within = "FALSE" if scope.within is None else _owned_below(_text(scope.within))
    # Whose an account of one's unit was is told of those alone whom one sees.
    whose = f"CASE WHEN op.person IN ({people}) THEN op.person END"
    person = whose if scope.within is None else "op.person"
    return {
        "owner_places": (
            "TABLE",
            f"SELECT op.* REPLACE ({person} AS person) FROM {{book}}.owner_places AS op\n"
            f"WHERE op.person IN ({people}) OR COALESCE(op.unit IN ({units}), FALSE) OR {within}",
        ),
        "potentials": (
            "VIEW",
            "SELECT * FROM {book}.potentials\n"
            f"WHERE (scope = 'seller' AND item IN ({people}))\n"
            f"  OR (scope = 'unit' AND item IN ({units}))\n"
            "  OR (scope, item) IN (SELECT (scope, item) FROM owner_places)",
        ),
    }


def _owned_below(unit: str) -> str:
    """Whether an owner's place `op` lay below a unit on some of its days."""
    return (
        "EXISTS (SELECT 1 FROM {book}.unit_below_then AS ub\n"
        "  JOIN {book}.org_pieces AS o ON o.piece = ub.piece\n"
        f"  WHERE ub.above = {unit} AND ub.unit = op.unit\n"
        "    AND o.first <= op.last AND o.last >= op.first)"
    )
