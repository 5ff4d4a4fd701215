"""A `where` taken apart: what must all hold, and which parts hold a dimension to some items."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from husay.book.sql import literal
from husay.measures.filter import MOST_CHARACTERS
from husay.measures.question import Whole


@dataclass(frozen=True)
class Condition:
    """One part of a `where`; all parts together must hold.

    Where it holds a dimension to some items, `dimension` and `items` name them (None: what has
    no such item); `within` says that an item is a unit with all that lies below it. Where it
    says anything else, `dimension` is '' and `sql` is all that is known.
    """

    sql: str
    dimension: str = ""
    items: tuple[str | None, ...] = ()
    within: bool = False


def conditions_of(where: str | None) -> tuple[Condition, ...]:
    """The parts of a `where`, in order; one that cannot be read is one part."""
    text = (where or "").strip()
    if not text:
        return ()
    if len(text) > MOST_CHARACTERS:
        return (Condition(text),)
    try:
        tree = sqlglot.parse_one(f"SELECT 1 WHERE {text}", read="duckdb")
        condition = tree.args.get("where") if isinstance(tree, exp.Select) else None
        if condition is None:
            return (Condition(text),)
        return tuple(dict.fromkeys(_read(part) for part in _parts(condition.this)))
    except (SqlglotError, RecursionError):
        return (Condition(text),)


def together(conditions: Iterable[Condition]) -> str | None:
    """The `where` that asks for all of these; None for nothing."""
    return " AND ".join(condition.sql for condition in conditions) or None


def held(dimension: str, item: str | None) -> Condition:
    """The condition that a dimension has this item, or none."""
    said = f"{dimension} IS NULL" if item is None else f"{dimension} = {literal(item)}"
    return Condition(said, dimension, (item,))


def of_whole(whole: Whole | None) -> str | None:
    """The `where` that asks for what a whole is made of; None for the company's."""
    if whole is None or whole.scope == "company":
        return None
    item = literal(whole.item)
    return f"within({item})" if whole.scope == "unit" else f"seller = {item}"


def _parts(condition: exp.Expr) -> list[exp.Expr]:
    """What AND joins. Not recursive: a condition may be long."""
    found, waiting = list[exp.Expr](), [condition]
    while waiting:
        node = waiting.pop()
        if isinstance(node, exp.Paren):
            waiting.append(node.this)
        elif isinstance(node, exp.And):
            waiting += [node.expression, node.this]
        else:
            found.append(node)
    return found


def _read(node: exp.Expr) -> Condition:
    sql = node.sql(dialect="duckdb", comments=False)
    if isinstance(node, exp.Or):
        return Condition(f"({sql})")
    if isinstance(node, exp.Is) and isinstance(node.expression, exp.Null):
        return Condition(sql, _name(node.this), (None,)) if _name(node.this) else Condition(sql)
    if isinstance(node, exp.Anonymous) and node.name.lower() == "within":
        items = _texts(node.expressions)
        return Condition(sql, "unit", items, within=True) if items else Condition(sql)
    if isinstance(node, exp.EQ):
        return _of(sql, node.this, _texts([node.expression]))
    if isinstance(node, exp.In) and not node.args.get("query"):
        return _of(sql, node.this, _texts(node.expressions))
    return Condition(sql)


def _of(sql: str, column: exp.Expr, items: tuple[str, ...]) -> Condition:
    name = _name(column)
    return Condition(sql, name, items) if name and items else Condition(sql)


def _name(node: exp.Expr) -> str:
    """The dimension that a column names, or ''."""
    return node.name.lower() if isinstance(node, exp.Column) and not node.table else ""


def _texts(nodes: Iterable[exp.Expr]) -> tuple[str, ...]:
    """What literals say; () where one is anything else."""
    listed = list(nodes)
    if not all(isinstance(node, exp.Literal) for node in listed):
        return ()
    return tuple(node.name for node in listed)
