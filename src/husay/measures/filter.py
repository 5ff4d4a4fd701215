"""What a `where` may say: conditions on dimensions, read by a parser and held to a whitelist.

A condition compares dimensions with texts: `=`, `<>`, `<`, `<=`, `>`, `>=`, `[NOT] IN (…)`,
`[NOT] LIKE '…'`, `[NOT] BETWEEN … AND …`, `IS [NOT] NULL`, joined by AND, OR, NOT and parentheses;
`within('luzon')` holds for everything in that unit or below it. Nothing else gets through.

A condition and its opposite share out everything between them: what has no seller is not Ana's,
so `seller <> 'ana'` and `NOT seller = 'ana'` hold for it. SQL's own third answer would drop it
from both sides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from husay.basics.problem import Mistake, Problem
from husay.book.source import nearest

MOST_CHARACTERS = 10_000

_COMPARED = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Like)
_OF_CONDITIONS = (exp.And, exp.Or, exp.Not)
_ATOMS = (exp.EQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Like, exp.In, exp.Between)


def parse_where(text: str, known: Sequence[str]) -> exp.Expr:
    """The condition as a tree; raises Mistake for anything but comparisons of dimensions."""
    if len(text) > MOST_CHARACTERS:
        raise Mistake(Problem(code="where-too-long", value=text[:60]))
    try:
        trees = sqlglot.parse(f"SELECT 1 WHERE {text}", read="duckdb")
        condition = _condition(trees)
        if condition is None:
            raise Mistake(Problem(code="where-syntax", value=text))
        problems = _problems(condition, known)
    except (SqlglotError, RecursionError) as error:
        said = str(error).splitlines()[0]
        raise Mistake(Problem(code="where-syntax", value=text, values=(("said", said),))) from error
    if problems:
        raise Mistake(*problems)
    return condition


def _condition(trees: Sequence[exp.Expr | None]) -> exp.Expr | None:
    """What stands after WHERE; None where the text says more than a condition."""
    if len(trees) != 1 or not isinstance(trees[0], exp.Select):
        return None
    said = {name: value for name, value in trees[0].args.items() if value}
    if set(said) - {"kind"} != {"expressions", "where"} or len(trees[0].expressions) != 1:
        return None
    condition: exp.Expr = said["where"].this
    return condition


def _problems(condition: exp.Expr, known: Sequence[str]) -> list[Problem]:
    """What a condition says that it may not. Not recursive: a condition may be long."""
    found, conditions = list[Problem](), [condition]
    while conditions:
        node = conditions.pop()
        if isinstance(node, exp.Paren):
            conditions.append(node.this)
        elif isinstance(node, _OF_CONDITIONS):
            conditions += reversed([v for v in node.args.values() if isinstance(v, exp.Expr)])
        elif not _is_within(node):
            found += _comparison_problems(node, known)
    return found


def _comparison_problems(node: exp.Expr, known: Sequence[str]) -> list[Problem]:
    if isinstance(node, exp.Column):
        # A dimension alone is no condition; the commonest cause is a word that is no operator.
        return _unknown(node, known) or [_not_allowed(node)]
    values = _values(node)
    if values is None:
        return [_not_allowed(node)]
    found = []
    for value in values:
        if isinstance(value, exp.Column):
            found += _unknown(value, known)
        elif not isinstance(value, exp.Literal):
            found.append(_not_allowed(value))
    return found


def _values(node: exp.Expr) -> list[exp.Expr] | None:
    """What a comparison compares; None for anything that is not one."""
    if isinstance(node, _COMPARED):
        return [node.this, node.expression]
    if isinstance(node, exp.Between):
        return [node.this, node.args["low"], node.args["high"]]
    if isinstance(node, exp.Is) and isinstance(node.expression, exp.Null):
        return [node.this]
    plain = isinstance(node, exp.In) and not node.args.get("query") and not node.args.get("field")
    return [node.this, *node.expressions] if plain and node.expressions else None


def _unknown(column: exp.Column, known: Sequence[str]) -> list[Problem]:
    if not column.table and column.name.lower() in known:
        return []
    near = nearest(column.name.lower(), list(known))
    said = f"{column.table}.{column.name}" if column.table else column.name
    return [Problem(code="unknown-dimension", value=said, values=(("nearest", near),))]


def _not_allowed(node: exp.Expr) -> Problem:
    return Problem(code="where-not-allowed", value=node.sql(dialect="duckdb", comments=False))


def _is_within(node: exp.Expr) -> bool:
    return (
        isinstance(node, exp.Anonymous)
        and node.name.lower() == "within"
        and len(node.expressions) == 1
        and isinstance(node.expressions[0], exp.Literal)
        and bool(node.expressions[0].is_string)
    )


def where_dimensions(condition: exp.Expr) -> frozenset[str]:
    """The dimensions that a condition speaks of; `unit` where it says within()."""
    named = {column.name.lower() for column in condition.find_all(exp.Column)}
    if any(_is_within(node) for node in condition.walk()):
        named.add("unit")
    return frozenset(named)


def within_units(condition: exp.Expr) -> tuple[str, ...]:
    """The units that a condition names with within()."""
    return tuple(node.expressions[0].name for node in condition.walk() if _is_within(node))


def where_sql(condition: exp.Expr, column: Callable[[str], str], within: str) -> str:
    """The condition in SQL: `column` gives each dimension's SQL, `within` a template with
    `{unit}` (a SQL literal) that holds inside that unit."""

    def replaced(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Column):
            return sqlglot.parse_one(column(node.name.lower()), read="duckdb")
        if isinstance(node, exp.Literal) and not node.is_string:
            return exp.Literal.string(node.name)  # identifiers are texts: 275 means '275'
        if _is_within(node):
            unit = node.expressions[0].sql(dialect="duckdb")
            return exp.paren(sqlglot.parse_one(within.format(unit=unit), read="duckdb"))
        return node

    said = _without_third_answer(condition.copy()).transform(replaced)
    return said.sql(dialect="duckdb", comments=False)


def _without_third_answer(condition: exp.Expr) -> exp.Expr:
    """Say "differs" where a value may be missing, and make what is denied true or false."""

    def plainly(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.NEQ):
            return exp.NullSafeNEQ(this=node.this, expression=node.expression)
        if isinstance(node, exp.Like) and node.args.get("negate"):
            return exp.Not(this=exp.Like(this=node.this, expression=node.expression))
        return node

    plain: exp.Expr = condition.transform(plainly)
    for node in list(plain.find_all(*_ATOMS)):
        if node.find_ancestor(exp.Not):
            node.replace(exp.Coalesce(this=node.copy(), expressions=[exp.false()]))
    return plain
