"""The rows of potentials: read, brought into one currency, and chosen where several touch a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from husay.basics.amount import round_half_away
from husay.basics.period import Window
from husay.basics.problem import Problem
from husay.book.sql import literal
from husay.goals.choice import pieces
from husay.goals.currency import rate_on
from husay.goals.goal import Goal
from husay.goals.potential import Estimate
from husay.measures.question import Whole
from husay.measures.reader import SnapshotReader

_NAMED = 5


def potentials_sql(measure: str, window: Window) -> str:
    """The rows of a measure whose windows touch a window."""
    return (
        "SELECT scope, item, measure, starts, ends, value, currency, precision, origin\n"
        f"FROM potentials WHERE measure = {literal(measure)}\n  AND {_touching('', window)}\n"
        "ORDER BY scope, item, starts, ends"
    )


def _touching(name: str, window: Window) -> str:
    return f"{name}starts <= DATE '{window.end}' AND {name}ends >= DATE '{window.start}'"


def read_estimates(rows: Iterable[Iterable[object]]) -> list[Estimate]:
    """Estimates from the rows of `potentials_sql`."""
    found = []
    for scope, item, measure, starts, ends, value, currency, precision, origin in rows:
        goal = Goal(
            str(scope), str(item), str(measure),
            Window(starts, ends), int(str(value)),  # type: ignore[arg-type]
            None if currency is None else str(currency),
        )  # fmt: skip
        exact = None if precision is None else Fraction(str(precision))
        found.append(Estimate(goal, exact, None if origin is None else str(origin)))
    return found


def in_one_currency(
    estimates: list[Estimate], wanted: str | None, reader: SnapshotReader
) -> tuple[list[Estimate], tuple[Problem, ...]]:
    """Estimates in one currency; None: they are of no money, and stay as they are."""
    if wanted is None:
        return estimates, ()
    kept, odd = list[Estimate](), list[str]()
    for estimate in estimates:
        own = estimate.goal.currency or wanted
        rate = Fraction(1)
        if own != wanted:
            known = rate_on(own, wanted, estimate.goal.window.start, reader)
            if known is None:
                odd.append(own)
                continue
            rate = known
        value = round_half_away(estimate.goal.value * rate)
        kept.append(replace(estimate, goal=replace(estimate.goal, value=value, currency=wanted)))
    if not odd:
        return kept, ()
    values = (("currencies", ", ".join(sorted(set(odd)))),)
    problem = warning("potentials-without-rate", value=wanted, values=values, count=len(odd))
    return kept, (problem,)


@dataclass(frozen=True)
class Part:
    """An estimate, by its place among all, and the days of the window for which it counts."""

    number: int
    estimate: Estimate
    window: Window


def chosen(estimates: list[Estimate], window: Window) -> tuple[Part, ...]:
    """The estimates that count, each day of an item with one at most."""
    by_item: dict[tuple[str, str], list[Goal]] = {}
    numbers = {estimate.goal: number for number, estimate in enumerate(estimates)}
    for estimate in estimates:
        by_item.setdefault((estimate.goal.scope, estimate.goal.item), []).append(estimate.goal)
    return tuple(
        Part(numbers[piece.goal], estimates[numbers[piece.goal]], piece.window)
        for goals in by_item.values()
        for piece in pieces(goals, window)
    )


def without_any(reader: SnapshotReader, measure: str, window: Window) -> tuple[str, ...]:
    """The accounts that have no estimate on these days, and whose territory has none either.

    Accounts that nobody owns are known to who sees all; others know of those that they own.
    """
    known = "SELECT item FROM owner_places WHERE scope = 'customer'"
    known += f" AND first <= DATE '{window.end}' AND last >= DATE '{window.start}'"
    if reader.shape.whole == Whole():
        known += " UNION SELECT customer FROM customers"
    of = f"p.measure = {literal(measure)} AND {_touching('p.', window)}"
    rows = reader.run(
        f"SELECT DISTINCT a.item FROM ({known}) AS a\n"
        "LEFT JOIN customers AS c ON c.customer = a.item\n"
        f"WHERE NOT EXISTS (SELECT 1 FROM potentials AS p WHERE {of} AND (\n"
        "  (p.scope = 'customer' AND p.item = a.item)\n"
        "  OR (p.scope = 'territory' AND p.item = c.territory)))\nORDER BY a.item"
    )
    return tuple(str(row[0]) for row in rows)


def told_missing(items: tuple[str, ...]) -> tuple[Problem, ...]:
    """A warning that accounts have none."""
    if not items:
        return ()
    value = ", ".join(items[:_NAMED])
    return (warning("accounts-without-potential", value=value, count=len(items)),)


def side_by_side(reader: SnapshotReader, parts: Iterable[Part]) -> tuple[Problem, ...]:
    """A warning where an account and its territory both have some: they are added."""
    items: dict[str, set[str]] = {"customer": set(), "territory": set()}
    for part in parts:
        goal = part.estimate.goal
        items.get(goal.scope, set()).add(goal.item)
    if not all(items.values()):
        return ()
    rows = reader.run("SELECT customer, territory FROM customers WHERE territory IS NOT NULL")
    both = {
        str(territory)
        for customer, territory in rows
        if str(customer) in items["customer"] and str(territory) in items["territory"]
    }
    if not both:
        return ()
    value = ", ".join(sorted(both)[:_NAMED])
    return (warning("potentials-side-by-side", value=value, count=len(both)),)


def warning(
    code: str, value: str | None, count: int = 1, values: tuple[tuple[str, str], ...] = ()
) -> Problem:
    """Something that a reader of potentials has to know."""
    return Problem(code=code, severity="warning", value=value, count=count, values=values)
