"""Reading an expression: parsed by sqlglot, held to a whitelist, checked for units.

What is not on the whitelist (a subquery, a function, a cast, a star) is refused with its own words;
nothing of it is ever run. `15 %` means 15 hundredths; dates are texts like '2026-03-31' beside a
date.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from husay.basics.problem import Mistake
from husay.book.source import nearest
from husay.pay.document.expression import (
    All,
    Among,
    Arithmetic,
    Called,
    Case,
    Compared,
    Comparison,
    DayValue,
    Expression,
    FieldValue,
    Function,
    Like,
    Missing,
    Not,
    NumberValue,
    Operator,
    Some,
    TextValue,
    Unit,
)
from husay.pay.document.node import Place, problem_at
from husay.pay.document.units import NUMERIC, common_unit, result_unit

MOST_CHARACTERS = 1_000
MOST_DIGITS = 15
DEEPEST = 20

_PERCENT = re.compile(r"('(?:[^']|'')*')|(?<![\w.])(\d+(?:\.\d+)?)\s*%", re.ASCII)
"""A text in quotes, which stays as it is; or a number with its per cent sign."""

_NUMBER = re.compile(r"\d+(\.\d+)?", re.ASCII)

_OPERATORS: Mapping[type[exp.Expr], Operator] = {
    exp.Add: "+", exp.Sub: "-", exp.Mul: "*", exp.Div: "/",
}  # fmt: skip
_COMPARISONS: Mapping[type[exp.Expr], Comparison] = {
    exp.EQ: "=", exp.NEQ: "<>", exp.LT: "<", exp.LTE: "<=", exp.GT: ">", exp.GTE: ">=",
}  # fmt: skip
_FUNCTIONS: Mapping[type[exp.Expr], Function] = {
    exp.Least: "least", exp.Greatest: "greatest", exp.Abs: "abs", exp.Coalesce: "coalesce",
}  # fmt: skip


def parse_expression(text: str, place: Place, fields: Mapping[str, Unit]) -> Expression:
    """The expression that a text says. Raises Mistake.

    Problems: `expression-too-long`, `expression-too-deep`, `expression-syntax`,
    `expression-not-allowed`, `expression-field` (no such field, with the nearest),
    `expression-units` (values that do not go together), `expression-day`, `expression-number`.
    """
    if len(text) > MOST_CHARACTERS:
        raise Mistake(problem_at(place, "expression-too-long", most=MOST_CHARACTERS))
    return _Reading(text, place, fields).read(_tree(text, place), 0)


def parse_condition(text: str, place: Place, fields: Mapping[str, Unit]) -> Expression:
    """As `parse_expression`, and it must be a condition: `expression-no-condition` otherwise."""
    found = parse_expression(text, place, fields)
    if found.unit != "condition":
        raise Mistake(problem_at(place, "expression-no-condition", text))
    return found


def _tree(text: str, place: Place) -> exp.Expr:
    said = _PERCENT.sub(lambda m: m[1] or f"hundredths({m[2]})", text)
    try:
        trees = sqlglot.parse(f"SELECT {said}", read="duckdb")
    except (SqlglotError, RecursionError) as error:
        first = (str(error).splitlines() or [""])[0]
        raise Mistake(problem_at(place, "expression-syntax", text, said=first)) from error
    if len(trees) != 1 or not isinstance(trees[0], exp.Select):
        raise Mistake(problem_at(place, "expression-syntax", text, said=""))
    given = {name for name, value in trees[0].args.items() if value} - {"kind"}
    if given != {"expressions"} or len(trees[0].expressions) != 1:
        raise Mistake(problem_at(place, "expression-syntax", text, said=""))
    found: exp.Expr | None = trees[0].expressions[0]
    if found is None or said.rstrip().endswith(","):  # a lone comma, which the parser lets pass
        raise Mistake(problem_at(place, "expression-syntax", text, said=""))
    return found


class _Reading:
    """Makes our tree of the parser's."""

    def __init__(self, text: str, place: Place, fields: Mapping[str, Unit]) -> None:
        self.text, self.place, self.fields = text, place, fields

    def read(self, node: exp.Expr, depth: int) -> Expression:
        if depth > DEEPEST:
            raise Mistake(problem_at(self.place, "expression-too-deep", most=DEEPEST))
        kind = type(node)
        if kind is exp.Paren:
            return self.read(node.this, depth + 1)
        if kind in _OPERATORS:
            return self._arithmetic(node, depth)
        if kind in _COMPARISONS:
            return self._compared(node, depth)
        if kind in (exp.And, exp.Or, exp.Not):
            return self._joined(node, depth)
        if kind in _FUNCTIONS:
            return self._called(node, depth)
        return self._value(node, depth)

    def _value(self, node: exp.Expr, depth: int) -> Expression:
        match node:
            case exp.Literal():
                return TextValue(node.name) if node.is_string else self._number(node.name)
            case exp.Neg():
                zero = NumberValue(Fraction(0))
                return self._joined_by("-", zero, self.read(node.this, depth + 1))
            case exp.Column() if not node.table:
                return self._field(node.name.lower())
            case exp.Anonymous() if self._is_percent(node):
                part = self._number(node.expressions[0].name)
                return NumberValue(part.value / Fraction(100), "rate")
            case exp.In() | exp.Between() | exp.Is() | exp.Like():
                return self._test(node, depth)
            case exp.Case() if not node.this:
                return self._case(node, depth)
            case _:
                raise self._refused(node)

    def _test(self, node: exp.Expr, depth: int) -> Expression:
        value = self.read(node.this, depth + 1)
        match node:
            case exp.In() if not (node.args.get("query") or node.args.get("field")):
                items = tuple(
                    self._beside(value, self.read(item, depth + 1)) for item in node.expressions
                )
                return Among(value, items)
            case exp.Between():
                low, high = (self.read(node.args[side], depth + 1) for side in ("low", "high"))
                above = Compared(">=", value, self._beside(value, low))
                return All((above, Compared("<=", value, self._beside(value, high))))
            case exp.Is() if isinstance(node.expression, exp.Null):
                return Missing(value)
            case exp.Like() if value.unit == "text" and isinstance(node.expression, exp.Literal):
                fits = Like(value, node.expression.name)
                return Not(fits) if node.args.get("negate") else fits
            case _:
                raise self._refused(node)

    def _arithmetic(self, node: exp.Expr, depth: int) -> Expression:
        left, right = self.read(node.this, depth + 1), self.read(node.expression, depth + 1)
        if left.unit == "date" and right.unit == "text":
            right = self._beside(left, right)
        return self._joined_by(_OPERATORS[type(node)], left, right)

    def _joined_by(self, operator: Operator, left: Expression, right: Expression) -> Expression:
        unit = result_unit(operator, left.unit, right.unit)
        if unit is None:
            raise self._units(left.unit, right.unit)
        return Arithmetic(operator, left, right, unit)

    def _compared(self, node: exp.Expr, depth: int) -> Expression:
        left, right = self.read(node.this, depth + 1), self.read(node.expression, depth + 1)
        if left.unit == "text" and right.unit == "date":
            left = self._beside(right, left)
        return Compared(_COMPARISONS[type(node)], left, self._beside(left, right))

    def _joined(self, node: exp.Expr, depth: int) -> Expression:
        if isinstance(node, exp.Not):
            return Not(self._condition(node.this, depth))
        kind, parts, waiting = type(node), list[Expression](), [node]
        while waiting:
            one = waiting.pop()
            if type(one) is kind:
                waiting += [one.expression, one.this]
            else:
                parts.append(self._condition(one, depth))
        return All(tuple(parts)) if kind is exp.And else Some(tuple(parts))

    def _condition(self, node: exp.Expr, depth: int) -> Expression:
        found = self.read(node, depth + 1)
        if found.unit != "condition":
            said = node.sql(dialect="duckdb", comments=False)
            raise Mistake(problem_at(self.place, "expression-no-condition", said))
        return found

    def _case(self, node: exp.Expr, depth: int) -> Expression:
        said = [
            (self._condition(one.this, depth), self.read(one.args["true"], depth + 1))
            for one in node.args.get("ifs") or ()
        ]
        last = node.args.get("default")
        otherwise = self.read(last, depth + 1) if last is not None else None
        values = [value for _, value in said] + ([otherwise] if otherwise is not None else [])
        return Case(tuple(said), otherwise, self._common(values))

    def _called(self, node: exp.Expr, depth: int) -> Expression:
        said = [node.this, *node.expressions]
        arguments = tuple(self.read(one, depth + 1) for one in said)
        unit = self._common(arguments)
        function = _FUNCTIONS[type(node)]
        if function != "coalesce" and unit not in NUMERIC:
            raise self._units(unit, "number")
        return Called(function, arguments, unit)

    def _common(self, values: list[Expression] | tuple[Expression, ...]) -> Unit:
        unit = values[0].unit
        for value in values[1:]:
            shared = common_unit(unit, value.unit)
            if shared is None:
                raise self._units(unit, value.unit)
            unit = shared
        return unit

    def _beside(self, value: Expression, other: Expression) -> Expression:
        """`other` as it is meant beside `value`: a text beside a date is a day."""
        if value.unit == "date" and isinstance(other, TextValue):
            try:
                return DayValue(date.fromisoformat(other.text))
            except ValueError as error:
                raise Mistake(problem_at(self.place, "expression-day", other.text)) from error
        if "condition" in (value.unit, other.unit) or common_unit(value.unit, other.unit) is None:
            raise self._units(value.unit, other.unit)
        return other

    def _field(self, name: str) -> Expression:
        if name in self.fields:
            return FieldValue(name, self.fields[name])
        near = nearest(name, list(self.fields), well=True)
        raise Mistake(problem_at(self.place, "expression-field", name, nearest=near))

    def _number(self, text: str) -> NumberValue:
        if not _NUMBER.fullmatch(text) or len(text) > MOST_DIGITS + 1:
            raise Mistake(problem_at(self.place, "expression-number", text))
        return NumberValue(Fraction(text))

    def _is_percent(self, node: exp.Anonymous) -> bool:
        one = node.expressions[0] if len(node.expressions) == 1 else None
        numeric = isinstance(one, exp.Literal) and not one.is_string
        return node.name.lower() == "hundredths" and numeric

    def _units(self, left: Unit, right: Unit) -> Mistake:
        return Mistake(
            problem_at(self.place, "expression-units", self.text, left=left, right=right)
        )

    def _refused(self, node: exp.Expr) -> Mistake:
        said = node.sql(dialect="duckdb", comments=False)
        return Mistake(problem_at(self.place, "expression-not-allowed", said[:80]))
