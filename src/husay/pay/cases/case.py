"""A worked case: facts of one seller, and what they are to earn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from husay.basics.period import Window
from husay.pay.document.node import Place
from husay.pay.facts import Facts


@dataclass(frozen=True, slots=True)
class ExpectedLine:
    """One line as it is expected; what is None is not compared."""

    term: str
    amount: int
    place: Place
    sale: str | None = None
    line: int | None = None
    payment: str | None = None
    day: date | None = None


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What a seller is to earn; what is None (or empty) is not compared.

    Amounts are ten-thousandths; `attainment` are fractions; `measured` and `goals` are compared
    when rounded to coins. `lines` are all lines, in order.
    """

    place: Place
    total: int | None = None
    provisional: int | None = None
    terms: Mapping[str, int] = field(default_factory=dict)
    lines: tuple[ExpectedLine, ...] | None = None
    paid: tuple[int, ...] | None = None
    owed: tuple[int, ...] | None = None
    attainment: Mapping[str, Fraction] = field(default_factory=dict)
    measured: Mapping[str, int] = field(default_factory=dict)
    goals: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Case:
    """One case; `expected` is by seller."""

    name: str
    place: Place
    window: Window
    facts: Facts
    expected: Mapping[str, Expected]
