"""Whole numbers of a query, with how large they can get: what makes an overflow impossible.

Every number of a compiled plan is a `Whole`: its SQL, and the least and the most that it can be.
Sums and products carry these bounds on; where a result fits 64 bits it is a BIGINT, else a HUGEINT,
and where it might not fit 127 bits, `TooWide` is raised while the plan is compiled. There are no
fractions in a query: a `Ratio` is a numerator over a denominator above zero.

Every operand that is no name or number stands in parentheses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

NARROW = 2**63 - 1
WIDE = 2**127 - 1
_PLAIN = re.compile(r"[a-z_][a-z0-9_.]*|\d+|[A-Z]+\(.*\)", re.DOTALL)


class TooWide(Exception):
    """A number might not fit 127 bits."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number in SQL that lies between `low` and `high`, or is NULL."""

    sql: str
    low: int
    high: int

    def __post_init__(self) -> None:
        """Refuse what might overflow."""
        if max(-self.low, self.high) > WIDE:
            raise TooWide(self.sql[:80])

    @property
    def wide(self) -> bool:
        """Whether it is a HUGEINT."""
        return max(-self.low, self.high) > NARROW

    @property
    def constant(self) -> int | None:
        """The number, where it is one."""
        return self.low if self.low == self.high and self.sql == _literal(self.low) else None

    @property
    def most(self) -> int:
        """How far from zero it can be."""
        return max(-self.low, self.high, 0)


def _literal(number: int) -> str:
    return str(number) if number >= 0 else f"(-{-number})"


def whole(number: int) -> Whole:
    """A number as it is written."""
    return Whole(_literal(number), number, number)


def column(name: str, most: int, *, least: int | None = None) -> Whole:
    """A column that lies between -`most` (or `least`) and `most`."""
    return Whole(name, -most if least is None else least, most)


def cast(number: Whole) -> str:
    """A number's SQL as the narrowest of the two types that it fits."""
    return f"CAST({number.sql} AS {'HUGEINT' if number.wide else 'BIGINT'})"


def _made(sql: str, operands: Sequence[Whole], low: int, high: int) -> Whole:
    found = Whole(f"({sql})", low, high)
    if any(one.wide for one in operands) and not found.wide:
        return Whole(f"CAST({found.sql} AS BIGINT)", low, high)
    return found


def _sides(a: Whole, b: Whole, low: int, high: int) -> tuple[str, str]:
    """Both operands, the first one wide where the result is and neither of them would be."""
    wide = max(-low, high) > NARROW
    if wide and not a.wide and not b.wide:
        return f"CAST({a.sql} AS HUGEINT)", b.sql
    return a.sql, b.sql


def plus(a: Whole, b: Whole) -> Whole:
    """a + b."""
    if a.constant is not None and b.constant is not None:
        return whole(a.constant + b.constant)
    if a.constant == 0 or b.constant == 0:
        return b if a.constant == 0 else a
    low, high = a.low + b.low, a.high + b.high
    left, right = _sides(a, b, low, high)
    return _made(f"{left} + {right}", (a, b), low, high)


def minus(a: Whole, b: Whole) -> Whole:
    """a - b."""
    if a.constant is not None and b.constant is not None:
        return whole(a.constant - b.constant)
    if b.constant == 0:
        return a
    low, high = a.low - b.high, a.high - b.low
    left, right = _sides(a, b, low, high)
    return _made(f"{left} - {right}", (a, b), low, high)


def times(a: Whole, b: Whole) -> Whole:
    """a x b."""
    if a.constant is not None and b.constant is not None:
        return whole(a.constant * b.constant)
    if 0 in (a.constant, b.constant):
        return whole(0)
    if 1 in (a.constant, b.constant):
        return b if a.constant == 1 else a
    ends = [x * y for x in (a.low, a.high) for y in (b.low, b.high)]
    left, right = _sides(a, b, min(ends), max(ends))
    return _made(f"{left} * {right}", (a, b), min(ends), max(ends))


def negative(a: Whole) -> Whole:
    """-a."""
    return minus(whole(0), a)


def sum_of(numbers: Sequence[Whole]) -> Whole:
    """All of them added."""
    found = whole(0)
    for number in numbers:
        found = plus(found, number)
    return found


def divided(a: Whole, b: Whole) -> Whole:
    """a / b without what is left over, toward zero; b is above zero."""
    assert b.low > 0, "what is divided by is above zero"
    if a.constant is not None and b.constant is not None:
        size = abs(a.constant) // b.constant
        return whole(size if a.constant >= 0 else -size)
    most = a.most // b.low
    low, high = (-most if a.low < 0 else 0), (most if a.high > 0 else 0)
    return _made(f"{a.sql} // {b.sql}", (a, b), low, high)


def smaller(a: Whole, b: Whole) -> Whole:
    """The smaller of two numbers that are not missing."""
    if a.high <= b.low or b.high <= a.low:
        return a if a.high <= b.low else b
    return _made(f"LEAST({a.sql}, {b.sql})", (a, b), min(a.low, b.low), min(a.high, b.high))


def larger(a: Whole, b: Whole) -> Whole:
    """The larger of two numbers that are not missing."""
    if a.low >= b.high or b.low >= a.high:
        return a if a.low >= b.high else b
    return _made(f"GREATEST({a.sql}, {b.sql})", (a, b), max(a.low, b.low), max(a.high, b.high))


def size(a: Whole) -> Whole:
    """How far a number is from zero."""
    if a.low >= 0:
        return a
    return Whole(f"ABS({a.sql})", 0, a.most)


def compared(a: Whole, sign: str, b: Whole) -> str:
    """A condition on two numbers; TRUE or FALSE where bounds alone tell."""
    told = {
        "<": (a.high < b.low, a.low >= b.high),
        "<=": (a.high <= b.low, a.low > b.high),
        ">": (a.low > b.high, a.high <= b.low),
        ">=": (a.low >= b.high, a.high < b.low),
        "=": (a.low == a.high == b.low == b.high, a.high < b.low or b.high < a.low),
    }[sign]
    if a.constant is not None and any(told):
        return "TRUE" if told[0] else "FALSE"
    return "FALSE" if told[1] else f"({a.sql} {sign} {b.sql})"


def chosen(cases: Sequence[tuple[str, Whole]], otherwise: Whole) -> Whole:
    """The number of the first condition that holds, else `otherwise`."""
    kept = [(condition, number) for condition, number in cases if condition != "FALSE"]
    for place, (condition, number) in enumerate(kept):
        if condition == "TRUE":
            kept, otherwise = kept[:place], number
            break
    if not kept:
        return otherwise
    every = [number for _, number in kept] + [otherwise]
    if all(number.constant is not None for number in every):
        # Numbers alone would make a column of 32 bits.
        kind = "HUGEINT" if any(number.wide for number in every) else "BIGINT"
        otherwise = Whole(f"CAST({otherwise.sql} AS {kind})", otherwise.low, otherwise.high)
    said = " ".join(f"WHEN {condition} THEN {number.sql}" for condition, number in kept)
    low, high = min(n.low for n in every), max(n.high for n in every)
    return _made(f"CASE {said} ELSE {otherwise.sql} END", every, low, high)


@dataclass(frozen=True, slots=True)
class Ratio:
    """`over` / `under`; `under` is above zero and never missing."""

    over: Whole
    under: Whole

    def __post_init__(self) -> None:
        """Refuse what is no fraction."""
        assert self.under.low > 0, "a denominator is above zero"


def ratio(value: Fraction | int) -> Ratio:
    """A number of the plan."""
    exact = Fraction(value)
    return Ratio(whole(exact.numerator), whole(exact.denominator))


def common(ratios: Sequence[Ratio]) -> tuple[list[Whole], Whole]:
    """The same values over one denominator: their numerators, and it."""
    under = whole(lcm(*(r.under.constant for r in ratios if r.under.constant is not None)))
    others = list(dict.fromkeys(r.under for r in ratios if r.under.constant is None))
    for other in others:
        under = times(under, other)
    return [times(r.over, _missing_factor(r.under, ratios)) for r in ratios], under


def _missing_factor(own: Whole, ratios: Sequence[Ratio]) -> Whole:
    """What a denominator lacks of the common one."""
    constant = lcm(*(r.under.constant for r in ratios if r.under.constant is not None))
    if own.constant is not None:
        constant //= own.constant
    found = whole(constant)
    for other in dict.fromkeys(r.under for r in ratios if r.under.constant is None):
        if other != own:
            found = times(found, other)
    return found


def add(a: Ratio, b: Ratio) -> Ratio:
    """a + b."""
    (one, two), under = common((a, b))
    return Ratio(plus(one, two), under)


def subtract(a: Ratio, b: Ratio) -> Ratio:
    """a - b."""
    (one, two), under = common((a, b))
    return Ratio(minus(one, two), under)


def multiply(a: Ratio, b: Ratio) -> Ratio:
    """a x b, shortened where both are numbers of the plan."""
    over, under = times(a.over, b.over), times(a.under, b.under)
    if over.constant is not None and under.constant is not None:
        return ratio(Fraction(over.constant, under.constant))
    return Ratio(over, under)
