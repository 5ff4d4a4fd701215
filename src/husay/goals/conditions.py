"""Which conditions leave a goal what it is: rows that a condition cut are held against no goal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlglot import exp

from husay.basics.problem import Problem
from husay.book.sql import literal
from husay.measures.conditions import Condition, conditions_of, together
from husay.measures.filter import parse_where, where_dimensions, where_sql
from husay.measures.offered import offered_dimensions
from husay.measures.query import Plan
from husay.measures.question import Shape
from husay.measures.reader import SnapshotReader

_SCOPES = ("seller", "unit", "product_line", "product", "customer_group", "territory")

ABOVE: Mapping[str, frozenset[str]] = {
    "product": frozenset({"product_line", "product_group"}),
    "product_line": frozenset({"product_group"}),
}
"""Dimensions whose items each hold whole items of a finer one: a condition on them leaves a row of
the finer one whole or leaves it out."""


def scope_of(dimension: str | None, shape: Shape) -> str | None:
    """The scope whose goals belong to a dimension's items; None where goals have no such scope."""
    if dimension is None:
        return shape.whole.scope if shape.whole else None
    if dimension in shape.levels:
        return "unit"
    return dimension if dimension in _SCOPES else None


def why_not(plan: Plan, dimensions: Sequence[str]) -> Problem | None:
    """Why rows by these dimensions can have no goals; None where they can."""
    shape, dimension = plan.shape, dimensions[0] if dimensions else None
    if dimension is None and shape.whole is None:
        return Problem(code="no-goals-of-these", severity="warning")
    if len(dimensions) > 1 or scope_of(dimension, shape) is None:
        return Problem(code="no-goals-by", severity="warning", value=", ".join(dimensions))
    if not _named(plan) <= _bearable(dimension, shape) or not _currency_bearable(plan):
        return not_where(plan)
    return None


def not_where(plan: Plan) -> Problem:
    """That the goals are for more than what the condition leaves."""
    return Problem(code="no-goals-where", severity="warning", value=plan.question.where)


def of_the_whole(plan: Plan, dimension: str | None) -> tuple[Problem, ...]:
    """A warning where a condition on units may leave out a part of what a goal is about."""
    org = {"seller", "unit", *plan.shape.levels} - {dimension}
    if not _named(plan) & org:
        return ()
    return (Problem(code="goals-of-the-whole", severity="warning", value=plan.question.where),)


def names_currency(plan: Plan) -> bool:
    """Whether a plan's condition leaves out some currencies."""
    return "currency" in _named(plan)


def held(
    plan: Plan, dimension: str | None, items: Iterable[str], reader: SnapshotReader
) -> frozenset[str]:
    """Of some items of a dimension, those that a plan's condition lets through, as far as it
    speaks of that dimension alone."""
    listed = ", ".join(f"({literal(item)})" for item in sorted(set(items)))
    said = together(c for c, named in _parts(plan) if named == {dimension})
    if said is None or not listed:
        return frozenset(items)
    met = where_sql(parse_where(said, (str(dimension),)), lambda _name: "v.item", "TRUE")
    rows = reader.run(f"SELECT v.item FROM (VALUES {listed}) AS v(item) WHERE {met}")
    return frozenset(str(row[0]) for row in rows)


def speaks_of_others(plan: Plan, dimension: str | None) -> bool:
    """Whether a plan's condition speaks of more than a dimension and the currency: then what has
    no row may have been left out, and not have sold nothing."""
    return any(not named <= {dimension, "currency"} for _, named in _parts(plan))


def without(plan: Plan, dimension: str | None) -> str | None:
    """The condition but for what it says of a dimension alone: that chooses rows, and leaves each
    of them what it is."""
    return together(c for c, named in _parts(plan) if named != {dimension})


def _named(plan: Plan) -> frozenset[str]:
    """The dimensions of a plan's condition; `within` counts as the word itself."""
    if plan.condition is None:
        return frozenset()
    named = {column.name.lower() for column in plan.condition.find_all(exp.Column)}
    within = {"within"} if any(plan.condition.find_all(exp.Anonymous)) else set()
    return frozenset(named | within)


def _parts(plan: Plan) -> Iterator[tuple[Condition, frozenset[str]]]:
    """The parts of a plan's condition that must all hold, with the dimensions of each."""
    known = offered_dimensions(plan.measures, plan.shape)
    for part in conditions_of(plan.question.where):
        yield part, where_dimensions(parse_where(part.sql, known))


def _currency_bearable(plan: Plan) -> bool:
    """Whether a condition on currencies leaves amounts that a goal can be held against.

    Nothing is converted, since a goal is for all of its currencies together; the condition speaks
    of the currency alone; and counts have no currency that a goal of theirs could be in.
    """
    if not names_currency(plan):
        return True
    mixed = any("currency" in named and len(named) > 1 for _, named in _parts(plan))
    in_money = any(measure.unit == "money" for measure in plan.measures)
    return in_money and not mixed and plan.currency is None


def _bearable(dimension: str | None, shape: Shape) -> frozenset[str]:
    """What a condition may speak of so that a row still is what its goal is about."""
    if dimension is None:
        return frozenset({"currency"})
    known = frozenset({dimension, "currency"}) | ABOVE.get(dimension, frozenset())
    if dimension == "seller":
        return known | {"unit", "within", *shape.levels}
    if dimension == "unit":
        return known | {"within", *shape.levels}
    if dimension in shape.levels:
        return known | {"within", *shape.levels[: shape.levels.index(dimension)]}
    return known
