"""Whose statement stands at a cap: lines of its own period alone say so."""

from __future__ import annotations

from datetime import date

import pytest

from husay.basics.period import Window
from husay.pay.earned import EarningLine, LineKind, Settled, reason
from husay.pay.runs.statement import Section, Statement, StatementLine
from husay.pay.runs.summary import summary

SEPTEMBER = Window(date(2026, 9, 1), date(2026, 9, 30))
OCTOBER = Window(date(2026, 10, 1), date(2026, 10, 31))


def is_capped(
    amount: int,
    *,
    section: Section = "earned",
    kind: LineKind = "cap",
    origin: Window = OCTOBER,
    waits: bool = False,
) -> bool:
    """Whether October's statement of one line is at a cap."""
    about = OCTOBER if section == "earned" else SEPTEMBER
    line = EarningLine(
        person="ana", term="most", kind=kind, day=about.start, amount=amount, window=about,
        origin=origin, reason=reason("cap"), provisional=waits,
    )  # fmt: skip
    lines = (StatementLine(section, line, about),)
    settled = Settled(window=OCTOBER, earned=0)
    return summary(Statement(person="ana", period=OCTOBER, settled=settled, lines=lines)).at_cap


@pytest.mark.parametrize(("amount", "found"), [(-1, True), (0, False), (1, False)])
def test_a_cap_is_reached_where_it_takes_something(amount: int, found: bool) -> None:
    """At exactly the cap nothing is taken; what a cap gives back was of another period."""
    assert is_capped(amount) is found


def test_lines_about_earlier_periods_do_not_count() -> None:
    """Neither an adjustment of September, nor a line of October that works September out again."""
    assert not is_capped(-10_000, section="adjusted", origin=SEPTEMBER)
    assert not is_capped(-10_000, origin=SEPTEMBER)


def test_other_lines_do_not_count() -> None:
    assert not is_capped(-10_000, kind="reversed")
    assert not is_capped(-10_000, waits=True)
