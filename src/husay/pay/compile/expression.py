"""Conditions and amounts of a plan in SQL: exact, and with the document's two answers.

What is missing is NULL. A numeric expression is a `Ratio` whose numerator is NULL where it is
missing; a condition is TRUE or FALSE and never NULL. Numbers are whole units, as in the document;
fields are ten-thousandths over 10,000.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from husay.basics.amount import SCALE
from husay.book.sql import literal
from husay.pay.compile.whole import (
    Ratio,
    Whole,
    add,
    chosen,
    column,
    common,
    compared,
    multiply,
    ratio,
    size,
    subtract,
    times,
    whole,
)
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
    Unit,
)

NUMERIC: frozenset[Unit] = frozenset({"money", "quantity", "count", "rate", "number"})


@dataclass(frozen=True)
class Fields:
    """The columns that expressions read: the least and the most of each number, by field."""

    ranges: Mapping[str, tuple[int, int]]

    def number(self, name: str) -> Ratio:
        """A numeric field in whole units."""
        if name == "discount":
            return self._discount()
        if name == "share":
            return Ratio(column("f_share", SCALE, least=0), whole(SCALE))
        return Ratio(Whole(f"f_{name}", *self.ranges.get(name, (0, 0))), whole(SCALE))

    def _discount(self) -> Ratio:
        paid, listed = self.number("amount").over, self.number("list_amount").over
        return divide(
            subtract(Ratio(listed, whole(1)), Ratio(paid, whole(1))), Ratio(listed, whole(1))
        )


def divide(a: Ratio, b: Ratio) -> Ratio:
    """a / b, missing where b is zero or missing."""
    by = b.over
    if by.constant is not None:
        if by.constant == 0:
            return Ratio(Whole("CAST(NULL AS BIGINT)", 0, 0), whole(1))
        sign = 1 if by.constant > 0 else -1
        return Ratio(
            times(times(a.over, b.under), whole(sign)), times(a.under, whole(abs(by.constant)))
        )
    over = times(a.over, b.under)
    signed = chosen([(f"({by.sql} > 0)", over), (f"({by.sql} < 0)", times(over, whole(-1)))],
                    Whole("NULL", 0, 0))  # fmt: skip
    under = Whole(f"COALESCE(NULLIF({size(by).sql}, 0), 1)", 1, max(1, by.most))
    return Ratio(signed, times(a.under, under))


class Reader:
    """Expressions over one set of columns."""

    def __init__(self, fields: Fields) -> None:
        self.fields = fields

    def number(self, node: Expression) -> Ratio:
        """A numeric expression."""
        match node:
            case NumberValue(value=value):
                return ratio(value)
            case FieldValue(name=name):
                return self.fields.number(name)
            case Arithmetic():
                return self._arithmetic(node)
            case Case():
                return self._cases(node)
            case Called():
                return self._called(node)
            case _:
                raise AssertionError(f"no number: {node}")

    def _arithmetic(self, node: Arithmetic) -> Ratio:
        if node.left.unit == "date":
            days = f"DATE_DIFF('DAY', {self.plain(node.right)}, {self.plain(node.left)})"
            return Ratio(Whole(days, -4_000_000, 4_000_000), whole(1))
        parts: Mapping[str, Callable[[Ratio, Ratio], Ratio]] = {
            "+": add, "-": subtract, "*": multiply, "/": divide,
        }  # fmt: skip
        return parts[node.operator](self.number(node.left), self.number(node.right))

    def _cases(self, node: Case) -> Ratio:
        values = [self.number(value) for _, value in node.cases]
        if node.otherwise is not None:
            values.append(self.number(node.otherwise))
        overs, under = common(values)
        conditions = [self.condition(condition) for condition, _ in node.cases]
        otherwise = overs[-1] if node.otherwise is not None else Whole("NULL", 0, 0)
        return Ratio(chosen(list(zip(conditions, overs, strict=False)), otherwise), under)

    def _called(self, node: Called) -> Ratio:
        values = [self.number(argument) for argument in node.arguments]
        overs, under = common(values)
        if node.function == "abs":
            return Ratio(size(overs[0]), under)
        low, high = min(o.low for o in overs), max(o.high for o in overs)
        return Ratio(Whole(_function(node, [o.sql for o in overs]), low, high), under)

    def plain(self, node: Expression) -> str:
        """A text or a day."""
        match node:
            case TextValue(text=text):
                return literal(text)
            case DayValue(day=day):
                return f"DATE '{day.isoformat()}'"
            case FieldValue(name=name, unit="text"):
                return f"NULLIF(f_{name}, '')"
            case FieldValue(name=name):
                return f"f_{name}"
            case Case(cases=cases, otherwise=otherwise):
                said = " ".join(f"WHEN {self.condition(c)} THEN {self.plain(v)}" for c, v in cases)
                last = "NULL" if otherwise is None else self.plain(otherwise)
                return f"(CASE {said} ELSE {last} END)"
            case Called():
                return _function(node, [self.plain(argument) for argument in node.arguments])
            case _:
                raise AssertionError(f"neither text nor day: {node}")

    def condition(self, node: Expression | None) -> str:
        """A condition: TRUE or FALSE; None holds for all."""
        match node:
            case None:
                return "TRUE"
            case All(parts=parts) | Some(parts=parts):
                word = " AND " if isinstance(node, All) else " OR "
                return f"({word.join(self.condition(part) for part in parts)})"
            case Not(part=part):
                return f"(NOT {self.condition(part)})"
            case Missing(value=value):
                return f"({self._value(value)} IS NULL)"
            case Among(value=value, items=items):
                found = (self._compared(Compared("=", value, item)) for item in items)
                return f"({' OR '.join(found)})"
            case Like(value=value, pattern=pattern):
                return f"COALESCE({self.plain(value)} LIKE {literal(pattern)}, FALSE)"
            case Compared():
                return self._compared(node)
            case _:
                raise AssertionError(f"no condition: {node}")

    def _value(self, node: Expression) -> str:
        return self.number(node).over.sql if node.unit in NUMERIC else self.plain(node)

    def _compared(self, node: Compared) -> str:
        if node.left.unit in NUMERIC:
            (left, right), _ = common((self.number(node.left), self.number(node.right)))
            if left.constant is not None and right.constant is not None and node.comparison != "<>":
                return compared(left, node.comparison, right)
            one, two = left.sql, right.sql
        else:
            one, two = self.plain(node.left), self.plain(node.right)
        if node.comparison == "<>":
            return f"({one} IS DISTINCT FROM {two})"
        return f"COALESCE({one} {node.comparison} {two}, FALSE)"


def _function(node: Called, values: list[str]) -> str:
    """LEAST, GREATEST (of nothing missing) or COALESCE: DuckDB's own least passes over NULLs."""
    if node.function == "coalesce":
        return f"COALESCE({', '.join(values)})"
    missing = " OR ".join(f"{value} IS NULL" for value in values)
    name = node.function.upper()
    return f"(CASE WHEN {missing} THEN NULL ELSE {name}({', '.join(values)}) END)"
