"""What an expression comes to for one line: exact, and by two answers (see `expression`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from husay.pay.document.expression import (
    All,
    Among,
    Arithmetic,
    Called,
    Case,
    Compared,
    DayValue,
    Expression,
    FieldValue,
    Like,
    Missing,
    Not,
    NumberValue,
    Some,
    TextValue,
)

Value = Fraction | str | date | bool | None
Row = Mapping[str, Value]


def holds(condition: Expression | None, row: Row) -> bool:
    """Whether a condition holds for a line; None holds for all."""
    return condition is None or evaluate(condition, row) is True


def evaluate(node: Expression, row: Row) -> Value:
    """An expression's value; None where it is missing."""
    match node:
        case TextValue(text=text):
            return text
        case NumberValue(value=number):
            return number
        case DayValue(day=day):
            return day
        case FieldValue(name=name):
            return row.get(name)
        case Arithmetic():
            return _arithmetic(node, row)
        case Case(cases=cases, otherwise=otherwise):
            for condition, value in cases:
                if evaluate(condition, row) is True:
                    return evaluate(value, row)
            return None if otherwise is None else evaluate(otherwise, row)
        case Called():
            return _called(node, row)
        case _:
            return _condition(node, row)


def _arithmetic(node: Arithmetic, row: Row) -> Value:
    left, right = evaluate(node.left, row), evaluate(node.right, row)
    if left is None or right is None:
        return None
    if isinstance(left, date) and isinstance(right, date):
        return Fraction((left - right).days)
    assert isinstance(left, Fraction), "units are checked when a plan is read"
    assert isinstance(right, Fraction), "units are checked when a plan is read"
    match node.operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case _:
            return Fraction(left, right) if right else None


def _called(node: Called, row: Row) -> Value:
    values = [evaluate(argument, row) for argument in node.arguments]
    known = [value for value in values if value is not None]
    if node.function == "coalesce":
        return known[0] if known else None
    if len(known) < len(values):
        return None
    if node.function == "abs":
        assert isinstance(known[0], Fraction), "units are checked when a plan is read"
        return abs(known[0])
    least = node.function == "least"
    return min(known) if least else max(known)


def _condition(node: Expression, row: Row) -> bool:
    match node:
        case All(parts=parts):
            return all(evaluate(part, row) is True for part in parts)
        case Some(parts=parts):
            return any(evaluate(part, row) is True for part in parts)
        case Not(part=part):
            return evaluate(part, row) is not True
        case Missing(value=value):
            return evaluate(value, row) is None
        case Among(value=value, items=items):
            found = evaluate(value, row)
            return found is not None and any(found == evaluate(item, row) for item in items)
        case Like(value=value, pattern=pattern):
            found = evaluate(value, row)
            return isinstance(found, str) and like(found, pattern)
        case Compared():
            return _compared(node, row)
        case _:
            raise AssertionError(f"no condition: {node}")


def _compared(node: Compared, row: Row) -> bool:
    left, right = evaluate(node.left, row), evaluate(node.right, row)
    if left is None or right is None:
        return node.comparison == "<>" and left is not right
    match node.comparison:
        case "=":
            return left == right
        case "<>":
            return left != right
        case "<":
            return left < right  # type: ignore[operator]
        case "<=":
            return left <= right  # type: ignore[operator]
        case ">":
            return left > right  # type: ignore[operator]
        case _:
            return left >= right  # type: ignore[operator]


def like(text: str, pattern: str) -> bool:
    """Whether a text fits a pattern as SQL's LIKE has it: `%` any text, `_` any one character."""
    parts = (".*" if c == "%" else "." if c == "_" else re.escape(c) for c in pattern)
    return re.fullmatch("".join(parts), text, re.DOTALL) is not None
