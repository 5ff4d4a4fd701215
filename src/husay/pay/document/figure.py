"""A figure of a plan: a number as it is written, or one that parameters of a person make.

`5 %`, `1/20`, `12,500.00`, `target`, `40 % of target`, `mix of on_target`: a factor times none or
more parameters. Factors are exact fractions of whole units (an amount of 12,500.00 is 12500).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from husay.basics.problem import Mistake
from husay.book.source import nearest
from husay.pay.document.expression import Unit
from husay.pay.document.node import Scalar, problem_at

MOST_DIGITS = 15
_NUMBER = re.compile(
    r"(?P<whole>\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.(?P<part>\d{1,9}))?(?:/(?P<by>\d{1,9}))?",
    re.ASCII,
)
_PERCENT = re.compile(r"(\d{1,6}(?:\.\d{1,9})?)\s*%", re.ASCII)
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True, slots=True)
class Figure:
    """`factor` times the values of `parameters`, in `unit` (`number` where nothing says it)."""

    factor: Fraction
    parameters: tuple[str, ...] = ()
    unit: Unit = "number"

    @property
    def fixed(self) -> Fraction | None:
        """The number, where no person changes it."""
        return None if self.parameters else self.factor


def read_number(text: str) -> tuple[Fraction, Unit] | None:
    """A number that is written: its value and `rate` for per cent, else `number`; or None.

    `1,250.50`, `1/20`, `5 %`. Thousands may be marked by commas, whole thousands only.
    """
    if percent := _PERCENT.fullmatch(text):
        return Fraction(percent[1]) / Fraction(100), "rate"
    match = _NUMBER.fullmatch(text)
    if match is None or (match["by"] and not int(match["by"])):
        return None
    whole = match["whole"].replace(",", "")
    value = Fraction(f"{whole}.{match['part']}" if match["part"] else whole)
    return (value / Fraction(int(match["by"])) if match["by"] else value), "number"


def is_negative(text: str) -> bool:
    """Whether a text is a number below nothing, which no plan has a place for."""
    return text.startswith(("-", "−", "–")) and read_number(text[1:].lstrip()) is not None


def read_figure(scalar: Scalar, parameters: Mapping[str, Unit]) -> Figure:
    """The figure that a text says. Raises Mistake.

    Problems: `plan-figure` (not a number, and no parameter), `plan-negative`, `plan-parameter` (no
    such parameter, with the nearest), `plan-units` (two amounts multiplied).
    """
    factor, names, unit = Fraction(1), list[str](), "number"
    for part in re.split(r"\s+of\s+", scalar.text):
        if number := read_number(part):
            factor *= number[0]
            unit = _times(unit, number[1], scalar)
        elif part in parameters:
            names.append(part)
            unit = _times(unit, parameters[part], scalar)
        elif _NAME.fullmatch(part):
            near = nearest(part, list(parameters))
            raise Mistake(problem_at(scalar.place, "plan-parameter", part, nearest=near))
        elif is_negative(part):
            raise Mistake(problem_at(scalar.place, "plan-negative", scalar.text))
        else:
            raise Mistake(problem_at(scalar.place, "plan-figure", scalar.text))
    return Figure(factor, tuple(names), unit)  # type: ignore[arg-type]


def _times(left: str, right: Unit, scalar: Scalar) -> str:
    if left in ("number", "rate"):
        return right if right != "number" else left
    if right in ("number", "rate"):
        return left
    raise Mistake(problem_at(scalar.place, "plan-units", scalar.text, left=left, right=right))
