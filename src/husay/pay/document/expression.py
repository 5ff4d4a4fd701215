"""Expressions of a plan, as a small typed tree: what both readings of a plan work from.

Nothing of the parser's library is left in it. Numbers are exact fractions of whole units (5 means
five pesos or five pieces, never ten-thousandths); every node has a unit:

* `money`, `quantity`, `count`, `rate`, `date`, `text`, `condition`, and
* `number`, a plain number such as 1000, which takes the unit of what it stands beside.

**What is missing.** Arithmetic with a missing value is missing. A comparison with one is false,
`<>` true: a condition and its opposite share out everything between them, so NOT of a comparison
is exactly its opposite. `least` and `greatest` of a missing value are missing; `coalesce` gives the
first value that is not; `case` without a case that holds and without `else` is missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

Unit = Literal["money", "quantity", "count", "rate", "number", "date", "text", "condition"]
Operator = Literal["+", "-", "*", "/"]
Comparison = Literal["=", "<>", "<", "<=", ">", ">="]
Function = Literal["least", "greatest", "abs", "coalesce"]


@dataclass(frozen=True, slots=True)
class TextValue:
    """A text."""

    text: str
    unit: Unit = "text"


@dataclass(frozen=True, slots=True)
class NumberValue:
    """A number: 1000 (`number`), or 15 % (`rate`, as 3/20)."""

    value: Fraction
    unit: Unit = "number"


@dataclass(frozen=True, slots=True)
class DayValue:
    """A day."""

    day: date
    unit: Unit = "date"


@dataclass(frozen=True, slots=True)
class FieldValue:
    """What a credited line has in a field."""

    name: str
    unit: Unit


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Two values added, subtracted, multiplied or divided. Division by zero is missing."""

    operator: Operator
    left: Expression
    right: Expression
    unit: Unit


@dataclass(frozen=True, slots=True)
class Compared:
    """Two values compared; texts letter by letter, as they are written."""

    comparison: Comparison
    left: Expression
    right: Expression
    unit: Unit = "condition"


@dataclass(frozen=True, slots=True)
class Among:
    """Whether a value is one of some."""

    value: Expression
    items: tuple[Expression, ...]
    unit: Unit = "condition"


@dataclass(frozen=True, slots=True)
class Like:
    """Whether a text fits a pattern: `%` is any text, `_` any character; capitals matter."""

    value: Expression
    pattern: str
    unit: Unit = "condition"


@dataclass(frozen=True, slots=True)
class Missing:
    """Whether a value is missing."""

    value: Expression
    unit: Unit = "condition"


@dataclass(frozen=True, slots=True)
class All:
    """All conditions hold."""

    parts: tuple[Expression, ...]
    unit: Unit = "condition"


@dataclass(frozen=True, slots=True)
class Some:
    """At least one condition holds."""

    parts: tuple[Expression, ...]
    unit: Unit = "condition"


@dataclass(frozen=True, slots=True)
class Not:
    """The condition does not hold."""

    part: Expression
    unit: Unit = "condition"


@dataclass(frozen=True, slots=True)
class Case:
    """The value of the first condition that holds, else `otherwise`, else missing."""

    cases: tuple[tuple[Expression, Expression], ...]
    otherwise: Expression | None
    unit: Unit


@dataclass(frozen=True, slots=True)
class Called:
    """A function; only `coalesce` takes what is missing."""

    function: Function
    arguments: tuple[Expression, ...]
    unit: Unit


Expression = (
    TextValue | NumberValue | DayValue | FieldValue | Arithmetic | Compared | Among | Like | Missing
    | All | Some | Not | Case | Called
)  # fmt: skip


def children(node: Expression) -> tuple[Expression, ...]:
    """The expressions that a node is made of."""
    match node:
        case Arithmetic(left=left, right=right) | Compared(left=left, right=right):
            return (left, right)
        case Among(value=value, items=items):
            return (value, *items)
        case Like(value=value) | Missing(value=value):
            return (value,)
        case All(parts=parts) | Some(parts=parts) | Called(arguments=parts):
            return parts
        case Not(part=part):
            return (part,)
        case Case(cases=cases, otherwise=otherwise):
            said = tuple(part for case in cases for part in case)
            return (*said, otherwise) if otherwise is not None else said
        case _:
            return ()


def fields_of(node: Expression) -> frozenset[str]:
    """The fields that an expression reads."""
    found, waiting = set[str](), [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, FieldValue):
            found.add(one.name)
        waiting += children(one)
    return frozenset(found)
