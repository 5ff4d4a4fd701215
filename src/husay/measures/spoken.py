"""Conditions as people say them: the book holds identifiers, but they know sellers by name.

A text that is no identifier is looked up among the names, and stands for what is called so. What is
neither is told: nobody of that name is no reason for a figure of zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from sqlglot import exp

from husay.basics.problem import Mistake, Problem
from husay.book.sql import literal, quoted
from husay.measures.dimension import FAMILIES, name_kind
from husay.measures.filter import parse_where
from husay.measures.reader import SnapshotReader

_PLACES = {
    "seller": "people.person sale_lines.seller credits.person deals.seller activities.seller",
    "customer": "customers.customer sale_lines.customer deals.customer activities.customer",
    "product": "products.product sale_lines.product deals.product",
    "product_line": "products.product_line",
    "product_group": "products.product_group",
    "customer_group": "customers.customer_group",
    "territory": "territories.territory customers.territory sale_lines.territory",
    "channel": "sale_lines.channel",
    "unit": "units.unit sale_lines.unit",
}
"""Where the book has identifiers of a dimension, the shortest table first."""


class Called(Protocol):
    """Whoever knows what is called how (husay.store.company.Company)."""

    def called(self, kind: str, text: str, *, like: bool = False) -> tuple[str, ...]:
        """The identifiers whose name is this text, or fits it as a pattern of LIKE; in order."""

    def nearest_name(self, kind: str, text: str) -> str:
        """The name that this text was probably meant to be, or ''."""


def with_identifiers(
    where: str | None, reader: SnapshotReader, names: Called
) -> tuple[str | None, tuple[Problem, ...]]:
    """A condition with identifiers where names stood, and what is neither of the two.

    One that cannot be read is left as it is: whoever reads it tells why.
    """
    if not where:
        return where, ()
    shape = reader.shape
    known = [*{d for family in FAMILIES.values() for d in family}, *shape.levels]
    try:
        tree = parse_where(where, known)
    except Mistake:
        return where, ()
    spoken = _Spoken(reader, names)
    for node in list(tree.find_all(exp.EQ, exp.NEQ, exp.In, exp.Like)):
        if isinstance(node.this, exp.Column):
            tree = spoken.replaced(tree, node, node.this.name.lower())
    said = tree.sql(dialect="duckdb") if spoken.changed else where
    return said, tuple(spoken.problems)


class _Spoken:
    def __init__(self, reader: SnapshotReader, names: Called) -> None:
        self.reader, self.names = reader, names
        self.problems: list[Problem] = []
        self.changed = False

    def replaced(self, tree: exp.Expr, node: exp.Expr, dimension: str) -> exp.Expr:
        """The tree with one comparison said in identifiers."""
        kind = name_kind(dimension, self.reader.shape)
        if kind is None:
            return tree
        if isinstance(node, exp.Like):
            found = self.names.called(kind, _text(node.expression), like=True)
            new: exp.Expr = exp.Paren(this=exp.Or(this=node.copy(), expression=_among(node, found)))
        else:
            texts = [_text(value) for value in _values(node)]
            found = tuple(i for text in texts for i in self._items(dimension, kind, text))
            if list(found) == texts:
                return tree
            new = _among(node, found)
            new = exp.Paren(this=exp.Not(this=new)) if isinstance(node, exp.NEQ) else new
        if not found:
            return tree
        self.changed = True
        if node is tree:
            return new
        node.replace(new)
        return tree

    def _items(self, dimension: str, kind: str, text: str) -> tuple[str, ...]:
        if self._in_book(dimension, text):
            return (text,)
        if found := self.names.called(kind, text):
            return found
        near = self.names.nearest_name(kind, text)
        values = (("dimension", dimension), ("nearest", near))
        self.problems.append(Problem(code="called-by-nobody", value=text, values=values))
        return (text,)

    def _in_book(self, dimension: str, text: str) -> bool:
        places = _PLACES["unit" if dimension in self.reader.shape.levels else dimension]
        for place in places.split():
            table, _dot, column = place.partition(".")
            found = f"SELECT 1 FROM {table} WHERE {quoted(column)} = {literal(text)} LIMIT 1"
            if self.reader.run(found):
                return True
        return False


def _text(value: exp.Expr) -> str:
    return str(value.this) if isinstance(value, exp.Literal) else ""


def _values(node: exp.Expr) -> Iterator[exp.Expr]:
    values = node.expressions if isinstance(node, exp.In) else [node.expression]
    return (value for value in values if isinstance(value, exp.Literal))


def _among(node: exp.Expr, items: Sequence[str]) -> exp.Expr:
    listed: list[exp.Expr] = [exp.Literal.string(item) for item in dict.fromkeys(items)]
    if len(listed) == 1:
        return exp.EQ(this=node.this.copy(), expression=listed[0])
    return exp.In(this=node.this.copy(), expressions=listed)
