"""What changed between two statements, worked out by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from husay.basics.period import Window
from husay.pay.earned import Attained, EarningLine, Settled, reason
from husay.pay.runs.since import ADJUSTED, Moved, OwnFigure, Reached, Terms, since
from husay.pay.runs.statement import Cause, Statement, StatementLine

JANUARY = Window(date(2024, 1, 1), date(2024, 1, 31))
FEBRUARY = Window(date(2024, 2, 1), date(2024, 2, 29))
QUARTER = Window(date(2024, 1, 1), date(2024, 3, 31))
GOAL = Cause("goal", "ana revenue", "changed", 4)
SALE = Cause("line", "L1 1 ana direct", "new", 4)


def line(
    term: str, amount: int, period: Window, cause: Cause | None = None, *, waits: bool = False
) -> StatementLine:
    one = EarningLine(
        person="ana", term=term, kind="earned", day=period.start, amount=amount, window=period,
        origin=period, reason=reason("rounding"), provisional=waits,
    )  # fmt: skip
    return StatementLine("earned" if cause is None else "adjusted", one, period, cause)


def statement(
    period: Window, *lines: StatementLine, attained: tuple[Attained, ...] = ()
) -> Statement:
    return Statement(
        person="ana", period=period, settled=Settled(window=period, earned=0), lines=lines,
        attained=attained,
    )  # fmt: skip


BEFORE = statement(
    JANUARY, line("commission", 100, JANUARY), line("bonus", 50, JANUARY),
    attained=(Attained("revenue", JANUARY, 10, 40), Attained("revenue", QUARTER, 10, 90),
              Attained("calls", JANUARY, 5, 5)),
)  # fmt: skip
NOW = statement(
    FEBRUARY, line("commission", 130, FEBRUARY), line("spif", 20, FEBRUARY, waits=True),
    line("commission", -7, JANUARY, SALE), line("bonus", 4, JANUARY, GOAL),
    line("commission", -3, JANUARY, SALE),
    attained=(Attained("revenue", FEBRUARY, 30, 40), Attained("revenue", QUARTER, 40, 80),
              Attained("calls", FEBRUARY, 5, 5)),
)  # fmt: skip


def test_totals_terms_causes_goals_plan_and_own_figures() -> None:
    """130 − 10 + 4 = 124 against 150; what is provisional is in no sum. The monthly goal stays and
    the quarter's went from 90 to 80; calls are as they were."""
    half, third = Fraction(1, 2), Fraction(1, 3)
    found = since(BEFORE, NOW, Terms(1, {"own": half}), Terms(2, {"own": third, "new": half}))
    assert found.period == JANUARY
    assert found.totals == (
        Moved("earned", 150, 130), Moved("adjusted", 0, -6), Moved("drawn", 0, 0),
        Moved("paid", 150, 124),
    )  # fmt: skip
    assert found.totals[3].change == -26
    assert found.terms == (
        Moved("commission", 100, 130), Moved(ADJUSTED, 0, -6), Moved("bonus", 50, 0),
    )  # fmt: skip
    assert found.causes == ((SALE, -10), (GOAL, 4))
    assert found.reached == (
        Reached("revenue", BEFORE.attained[0], NOW.attained[0]),
        Reached("revenue", BEFORE.attained[1], NOW.attained[1]),
    )
    assert found.versions == (1, 2)
    assert found.own == (OwnFigure("new", None, half), OwnFigure("own", half, third))


def test_nothing_changed_says_nothing() -> None:
    found = since(BEFORE, BEFORE, Terms(1, {}), Terms(1, {}))
    assert (found.terms, found.causes, found.reached, found.versions, found.own) == (
        (), (), (), None, (),
    )  # fmt: skip
    assert all(one.change == 0 for one in found.totals)


def test_the_changes_of_totals_and_of_terms_sum_to_the_same() -> None:
    found = since(BEFORE, NOW, Terms(1, {}), Terms(1, {}))
    total = {one.name: one.change for one in found.totals}
    assert sum(one.change for one in found.terms) == total["paid"] - total["drawn"]
    assert sum(amount for _cause, amount in found.causes) == NOW.adjusted
