"""A measure of a plan: what counts toward attainment, or what a term pays on."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from husay.pay.document.expression import Expression, Unit
from husay.pay.document.node import Place
from husay.pay.document.title import NO_TITLE, Title

Counts = Literal["sales", "lines"]
Whose = Literal["own", "team"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure; exactly one of `value`, `counts` and `entered` says what it is.

    `value`: an amount of each credited line. `counts`: each sale, or each line, is one as long as
    more than nothing of it is kept. `entered`: written in by hand for a person and a window, with
    evidence and approval. Only lines for which `where` holds are measured.

    `whose`: the person's own credited lines, or those of everybody below them in the hierarchy
    of the sale's date, down `levels` levels (None: all). `goal` names the goals that attainment is
    held against. `roles` are the credited roles that count. `title` is what sellers read.
    """

    name: str
    unit: Unit
    place: Place
    value: Expression | None = None
    counts: Counts | None = None
    entered: bool = False
    where: Expression | None = None
    whose: Whose = "own"
    levels: int | None = None
    goal: str = ""
    roles: tuple[str, ...] = ("direct",)
    title: Title = NO_TITLE


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure that may differ by person and date: target incentive, mix, individual rate.

    An amount that is stated `per` a month, quarter or year is taken for the part of it that a
    window is. `default` (in whole units) is for whoever has none of their own; without it, that is
    a problem.
    """

    name: str
    unit: Unit
    place: Place
    per: Literal["month", "quarter", "half", "year"] | None = None
    default: Fraction | None = None
    title: Title = NO_TITLE
