"""An aim: what the goals ask of one window, of it all and up to a day, and how far it is reached.

What a goal means between its own edges depends on what its measure is:

* sums (revenue, orders) are asked for bit by bit: a part of the window has its part of the goal,
  by working days;
* a rate (win rate, margin rate) is asked for on every day alike: over several goals it is their
  mean by days, and it is never cut;
* a stock (pipeline) is asked for on a day: the goal is the one of the window's last day;
* customers and sellers can be neither cut nor added, since those of two months are mostly the
  same ones: only a goal for exactly the window counts, and it has no pace.

Goals that leave working days open say nothing of what is sold on those: a sum is held against them
over the stretch of days that they cover, and where that is no one stretch, not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from husay.basics.amount import SCALE, round_half_away
from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window
from husay.goals.choice import Piece, pieces
from husay.goals.goal import Goal, part_of
from husay.measures.measure import Measure, Value


@dataclass(frozen=True)
class Aim:
    """What is asked of a window, in ten-thousandths: of it all, and up to the last day that counts.

    `to_date` is None where the goal has no pace. `days_open` are the working days of the window
    that no goal covers; `covered` are the days whose figure is held against the goal (None: there
    is no such figure).
    """

    goal: int
    to_date: int | None
    days_open: int = 0
    covered: Window | None = None


def aim(
    measure: Measure,
    goals: Iterable[Goal],
    window: Window,
    until: Window,
    calendar: BusinessCalendar,
) -> Aim | None:
    """What an item's goals for a measure ask of a window, seen at the end of `until` (the window's
    beginning, as far as it has gone); None where no goal does."""
    chosen = pieces(goals, window)
    if not chosen:
        return None
    gone = _until(chosen, until)
    if measure.additivity == "distinct" and not measure.grows_with_days:
        value = chosen[0].goal.value
        to_date = value if until == window else None
        return Aim(value, to_date, 0, window) if chosen[0].goal.window == window else None
    if measure.additivity == "at-end":
        if chosen[-1].window.end < window.end:
            return None
        known = bool(gone) and gone[-1].window.end == until.end
        return Aim(chosen[-1].goal.value, gone[-1].goal.value if known else None, 0, window)
    days_open = calendar.working_days(window) - _working(chosen, calendar)
    if measure.grows_with_days:
        parts = [sum(part_of(p.goal, p.window, calendar) for p in some) for some in (chosen, gone)]
        covered = window if not days_open else _stretch(chosen, calendar)
        return Aim(parts[0], parts[1], days_open, covered)
    covered = None if days_open else window
    return Aim(_mean(chosen), _mean(gone) if gone else None, days_open, covered)


def reached(measure: Measure, value: Value, goal: int | None) -> Fraction | None:
    """How much of a goal a value is: 1 is all of it. None without a goal above zero, or a value."""
    if goal is None or goal <= 0 or value is None:
        return None
    return Fraction(value) / in_units(measure, goal)


def in_units(measure: Measure, goal: int) -> int | Fraction:
    """A goal in what its measure counts in; parts of a count stay exact fractions."""
    if measure.unit in ("money", "quantity"):
        return goal
    exact = Fraction(goal, SCALE)
    return int(exact) if exact.denominator == 1 and measure.unit != "ratio" else exact


def _working(chosen: Sequence[Piece], calendar: BusinessCalendar) -> int:
    return sum(calendar.working_days(piece.window) for piece in chosen)


def _stretch(chosen: Sequence[Piece], calendar: BusinessCalendar) -> Window | None:
    """The days from the first piece's to the last one's, where no working day between is open."""
    whole = Window(chosen[0].window.start, chosen[-1].window.end)
    return whole if calendar.working_days(whole) == _working(chosen, calendar) else None


def _until(chosen: Sequence[Piece], until: Window) -> list[Piece]:
    """The pieces as far as the days have gone."""
    parts = [(piece.goal, piece.window.overlap(until)) for piece in chosen]
    return [Piece(goal, part) for goal, part in parts if part is not None and until.days]


def _mean(chosen: Sequence[Piece]) -> int:
    """The mean of rates, by the days that each holds."""
    days = sum(piece.window.days for piece in chosen)
    return round_half_away(Fraction(sum(p.goal.value * p.window.days for p in chosen), days))
