"""What a `where` may say: conditions on dimensions, read by a parser and held to a whitelist."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from husay.basics.problem import Mistake, Problem
from husay.book.source import nearest

_ALLOWED = (
    exp.And, exp.Or, exp.Not, exp.Paren, exp.EQ, exp.NEQ, exp.In, exp.Is, exp.Null, exp.Like,
    exp.Column, exp.Identifier, exp.Literal, exp.Tuple, exp.Between, exp.GT, exp.GTE, exp.LT,
    exp.LTE,
)  # fmt: skip
MOST_CHARACTERS = 10_000


def parse_where(text: str, known: Sequence[str]) -> exp.Expr:
    """The condition as a tree; raises Mistake for anything but comparisons of dimensions.

    `within('luzon')` holds for everything in that unit or below it.
    """
    if len(text) > MOST_CHARACTERS:
        raise Mistake(Problem(code="where-too-long", value=text[:60]))
    try:
        tree = sqlglot.parse_one(f"SELECT 1 WHERE {text}", read="duckdb")
    except (SqlglotError, RecursionError) as error:
        said = str(error).splitlines()[0]
        raise Mistake(Problem(code="where-syntax", value=text, values=(("said", said),))) from error
    condition = tree.find(exp.Where)
    if not isinstance(tree, exp.Select) or condition is None or set(_used(tree)) - {
        "expressions", "where", "kind",
    }:  # fmt: skip
        raise Mistake(Problem(code="where-syntax", value=text))
    problems = _problems(condition.this, known)
    if problems:
        raise Mistake(*problems)
    return condition.this


def _used(tree: exp.Expr) -> list[str]:
    return [name for name, value in tree.args.items() if value]


def _problems(condition: exp.Expr, known: Sequence[str]) -> list[Problem]:
    found = []
    for node in condition.walk():
        if _is_within(node):
            continue
        if isinstance(node, exp.Column):
            if node.table or node.name.lower() not in known:
                near = nearest(node.name, list(known))
                found.append(
                    Problem(code="unknown-dimension", value=node.name, values=(("nearest", near),))
                )
        elif not isinstance(node, _ALLOWED):
            found.append(Problem(code="where-not-allowed", value=node.sql(dialect="duckdb")))
    return found


def _is_within(node: exp.Expr) -> bool:
    return (
        isinstance(node, exp.Anonymous)
        and node.name.lower() == "within"
        and len(node.expressions) == 1
        and isinstance(node.expressions[0], exp.Literal)
        and node.expressions[0].is_string
    )


def where_dimensions(condition: exp.Expr) -> frozenset[str]:
    """The dimensions that a condition speaks of; `unit` where it says within()."""
    named = {column.name.lower() for column in condition.find_all(exp.Column)}
    if any(_is_within(node) for node in condition.walk()):
        named.add("unit")
    return frozenset(named)


def where_sql(condition: exp.Expr, column: Callable[[str], str], within: str) -> str:
    """The condition in SQL: `column` gives each dimension's SQL, `within` a template with
    `{unit}` (a SQL literal) that holds inside that unit."""

    def replaced(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Column):
            return sqlglot.parse_one(column(node.name.lower()), read="duckdb")
        if _is_within(node):
            unit = node.expressions[0].sql(dialect="duckdb")
            return exp.paren(sqlglot.parse_one(within.format(unit=unit), read="duckdb"))
        return node

    return condition.copy().transform(replaced).sql(dialect="duckdb")
