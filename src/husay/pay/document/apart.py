"""Whether two terms can never take the same line: by their days, or by what they ask of a field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from husay.pay.document.expression import (
    All,
    Among,
    Compared,
    Expression,
    FieldValue,
    Missing,
    Not,
    NumberValue,
    TextValue,
)
from husay.pay.document.term import Earning

_Held = tuple[str, frozenset[str], bool]
"""A field, texts, and whether it must be one of them (or none of them)."""


def apart(first: Earning, second: Earning, measured: Mapping[str, Expression | None]) -> bool:
    """Whether it can be told from days and conditions that no line is both terms'; `measured` are
    the conditions of the measures that they earn of.

    Told are: days without overlap; a field that must be of some texts in one term and of others in
    the other; a number that must be below in one and above in the other; a condition and its
    opposite. What cannot be told counts as not apart.
    """
    if first.starts and second.ends and first.starts > second.ends:
        return True
    if second.starts and first.ends and second.starts > first.ends:
        return True
    ones, others = (
        [*_parts(term.where), *_parts(measured.get(term.of))] for term in (first, second)
    )
    return any(_opposed(one, other) for one in ones for other in others)


def _parts(where: Expression | None) -> Iterator[Expression]:
    """What must all hold."""
    waiting = [where] if where is not None else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, All):
            waiting += node.parts
        else:
            yield node


def _opposed(one: Expression, other: Expression) -> bool:
    if one == Not(other) or other == Not(one):
        return True
    held, against = _texts(one), _texts(other)
    if held and against and held[0] == against[0]:
        (_, ones, is_one), (_, others, is_other) = held, against
        if is_one and is_other:
            return not ones & others
        if is_one or is_other:
            return (ones if is_one else others) <= (others if is_one else ones)
    return _numbers_opposed(one, other)


def _texts(node: Expression) -> _Held | None:
    """The texts that a condition holds a field to, or keeps from it."""
    if isinstance(node, Not):
        inner = _texts(node.part)
        return (inner[0], inner[1], not inner[2]) if inner else None
    if isinstance(node, Compared) and isinstance(node.left, FieldValue):
        if isinstance(node.right, TextValue) and node.comparison in ("=", "<>"):
            return node.left.name, frozenset({node.right.text}), node.comparison == "="
        return None
    if isinstance(node, Among) and isinstance(node.value, FieldValue):
        texts = [item.text for item in node.items if isinstance(item, TextValue)]
        return (node.value.name, frozenset(texts), True) if len(texts) == len(node.items) else None
    if isinstance(node, Missing) and isinstance(node.value, FieldValue):
        return node.value.name, frozenset({"\0missing"}), True
    return None


def _numbers_opposed(one: Expression, other: Expression) -> bool:
    """Whether a field must be below one number and above another that is no lower."""
    first, second = _bound(one), _bound(other)
    if first is None or second is None or first[0] != second[0] or first[1] == second[1]:
        return False
    below, above = (first, second) if first[1] == "below" else (second, first)
    if below[2] == above[2]:
        return not (below[3] and above[3])
    return below[2] < above[2]


def _bound(node: Expression) -> tuple[str, str, Fraction, bool] | None:
    """(field, below or above, number, whether the number itself is in)."""
    if not (isinstance(node, Compared) and isinstance(node.left, FieldValue)):
        return None
    if not isinstance(node.right, NumberValue) or node.comparison in ("=", "<>"):
        return None
    side = "below" if node.comparison in ("<", "<=") else "above"
    return node.left.name, side, node.right.value, node.comparison in ("<=", ">=")
