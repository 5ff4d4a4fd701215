"""Raising the bar: what a plan's owners may be asked for next, after two periods of its window.

What was asked of a lowest node in the last two periods that are over stands in the book's published
goals, what came in its sales, deal by deal, so that a windfall shows. The next bar is worked out by
`husay.goals.next_bar`, whose formula is published beforehand, and is for the same periods of a year
to come: what December asks is no bar for January.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import count
from statistics import median
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.amount import round_half_away
from husay.basics.calendar import BusinessCalendar
from husay.basics.period import DAY, Grain, Period, Window, YearRule, numbered
from husay.basics.problem import mistake
from husay.book.sql import literal
from husay.goals.next_bar import (
    DISCOUNT,
    OF_SURPLUS,
    NextBar,
    Record,
    months_that_count,
    next_bars,
    worth_of_a_unit,
)  # fmt: skip
from husay.goals.people import PERSON
from husay.goals.plan import GoalPlan
from husay.measures.question import Question
from husay.stats.shrinkage import lasting_of
from husay.stats.year_ahead import MONTHS_USED
from husay.store.goal_plans.asked import goals_asked
from husay.store.goal_plans.seen import load
from husay.store.goal_plans.sight import in_full
from husay.store.goal_plans.whole import whole, whole_snapshot
from husay.store.goal_plans.worth import conversion, in_ten_thousandths, series

if TYPE_CHECKING:
    from husay.store.company import Company

MOST_TIMES = Fraction(3)
"""Who sold more than three times as much, or less than a third, began or ended something: no growth
that goes on."""

Deals = dict[tuple[str, str, str], list[int]]
"""By scope, item and month: what each deal brought."""


@dataclass(frozen=True)
class NextBars:
    """The next bars of a plan's lowest goals, by key, as far as the viewer sees them.

    `periods` are the two that they rest on, `holds` the same ones of the first year that begins
    after the plan; a bar is what is asked in one of the two on the mean. `growth` is how the peers
    grew in a year and `stretch` what is asked for besides. `left_out` had no goal over all days of
    the two periods. `kept` is what selling one unit more is worth of its pay under this formula,
    `kept_by_last_year` under "last year and so much more"; `of_people` says whether anybody's pay
    can go by these bars: a product line is paid nothing.
    """

    periods: tuple[Period, Period]
    holds: tuple[Period, Period]
    growth: Fraction
    stretch: int
    bars: tuple[NextBar, ...]
    left_out: tuple[str, ...]
    kept: Fraction
    kept_by_last_year: Fraction
    of_people: bool

    @property
    def begins(self) -> date:
        """The first day on which they hold."""
        return self.holds[0].window.start


def bars(
    company: Company,
    number: int,
    *,
    decided: date,
    grain: Grain = "quarter",
    growth: Fraction | None = None,
    stretch: int = 0,
) -> NextBars:
    """The next bars after the last two periods of a published plan's window that are over.

    People are judged among people, units among units: what is a windfall to the one is a usual
    month to the other.

    `growth` is how peers grew in a year (None: the median of what the plan's lowest goals grew on
    the same periods of the year before, of those with sales in both; 0 where the book does not
    reach so far). Raises Mistake `goal-plan-unpublished`, and `goal-bars-too-early` where no two
    periods are over yet.
    """
    company.viewer.check(Right.SEE_GOALS)
    row, plan = load(company, number)
    if row.published is None:
        raise mistake("goal-plan-unpublished", value=row.name)
    periods = _periods(company, plan, grain, decided)
    calendar = whole_snapshot(company).calendar
    window = Window(periods[0].window.start, periods[1].window.end)
    records, left_out = _records(company, plan, window)
    grown = growth if growth is not None else _growth(company, plan, periods, calendar)
    holds, years = _same_periods(periods, max(plan.window.end + DAY, decided), calendar.year)
    windows = (periods[0].window, periods[1].window)
    known = series(company, plan, MONTHS_USED, window.end + DAY)
    found = [
        bar
        for scope in dict.fromkeys(plan.by_key[one.item].scope for one in records)
        for group in [[one for one in records if plan.by_key[one.item].scope == scope]]
        for bar in next_bars(
            group, windows, holds[0].window.start, decided, (1 + grown) ** years - 1, stretch,
            lasting_of([known[one.item] for one in group]),
        )
    ]  # fmt: skip
    seen = in_full(company, plan)
    return NextBars(
        periods, holds, grown, stretch, tuple(bar for bar in found if bar.item in seen),
        tuple(key for key in left_out if key in seen),
        worth_of_a_unit(OF_SURPLUS, DISCOUNT), worth_of_a_unit(Fraction(1), DISCOUNT),
        any(node.scope in (PERSON, "unit") for node in plan.lowest),
    )  # fmt: skip


def _periods(
    company: Company, plan: GoalPlan, grain: Grain, decided: date
) -> tuple[Period, Period]:
    """The last two periods within the window that lie behind, and that the book knows."""
    reader = whole_snapshot(company)
    last = reader.shape.last or date.min
    over = [
        period
        for period in reader.calendar.periods(plan.window, grain)
        if period.window.overlap(plan.window) == period.window
        and period.window.end < decided
        and (period.window.end <= last
             or not reader.calendar.working_days(Window(last + DAY, period.window.end)))
    ]  # fmt: skip
    if len(over) < 2:
        raise mistake("goal-bars-too-early", grain=grain, last=last)
    return over[-2], over[-1]


def _same_periods(
    periods: tuple[Period, Period], earliest: date, year: YearRule
) -> tuple[tuple[Period, Period], int]:
    """The same periods of the first year in which they begin on a day or after it, and how many
    years on that is."""
    for years in count(1):
        first, second = (_years_on(period, years, year) for period in periods)
        if first.window.start >= earliest:
            return (first, second), years
    raise AssertionError("years go on")


def _years_on(period: Period, years: int, year: YearRule) -> Period:
    name, _, number = period.key.partition("-")
    return numbered(period.grain, int(name) + years, int(number.strip("Q") or 1), year)


def _records(
    company: Company, plan: GoalPlan, window: Window
) -> tuple[list[Record], tuple[str, ...]]:
    """What was asked and what came, by lowest goal, and those of which no whole goal was asked."""
    asked = goals_asked(company, plan, window)
    deals = _deals(company, plan, window)
    months = [m.key for m in whole_snapshot(company).calendar.periods(window, "month")]
    records, left_out, known = list[Record](), list[str](), set[tuple[str, str]]()
    for node in plan.lowest:
        item = (node.scope, node.item)
        bar = round_half_away(Fraction(asked.get(item, 0), 2))
        if item in known:
            continue
        known.add(item)
        if bar <= 0:
            left_out.append(node.key)
            continue
        brought = tuple(tuple(deals.get((*item, month), ())) for month in months)
        records.append(Record(node.key, bar, brought))
    return records, tuple(left_out)


def _growth(
    company: Company,
    plan: GoalPlan,
    periods: tuple[Period, Period],
    calendar: BusinessCalendar,
) -> Fraction:
    """The median of how the lowest nodes grew on the same periods of the year before, windfalls
    cut: of those with sales in both, since whoever came in between grew from nothing."""
    now = Window(periods[0].window.start, periods[1].window.end)
    before = [calendar.year_before(period).window for period in periods]
    past = Window(before[0].start, before[1].end)
    first = whole_snapshot(company).shape.first
    if first is None or past.start < first:
        return Fraction(0)
    sums = [_sums(_deals(company, plan, window)) for window in (past, now)]
    both = [item for item, came in sums[0].items() if came > 0 and sums[1].get(item, 0) > 0]
    grown = [Fraction(sums[1][item], sums[0][item]) for item in both]
    held = [max(1 / MOST_TIMES, min(MOST_TIMES, times)) for times in grown]
    return median(held) - 1 if held else Fraction(0)


def _sums(deals: Deals) -> dict[tuple[str, str], int]:
    """What came by scope and item, windfalls cut among those of the scope."""
    items: dict[str, dict[str, list[list[int]]]] = {}
    for (scope, item, _), month in deals.items():
        items.setdefault(scope, {}).setdefault(item, []).append(month)
    return {
        (scope, item): sum(months)
        for scope, some in items.items()
        for item, months in zip(some, months_that_count(list(some.values())), strict=True)
    }


def _deals(company: Company, plan: GoalPlan, window: Window) -> Deals:
    """What each deal brought to one of them, by month: sale by sale where that can be told, else a
    month's figure as one."""
    found: Deals = {}
    alone = conversion(company, plan) is None
    for scope in sorted({node.scope for node in plan.lowest}):
        if plan.measure == "revenue" and alone and scope == PERSON:
            found |= _sales(company, plan, window)
        else:
            found |= _figures(company, scope, plan, window)
    return found


def _sales(company: Company, plan: GoalPlan, window: Window) -> Deals:
    reader = whole_snapshot(company)
    listed = ", ".join(literal(n.item) for n in plan.lowest if n.scope == PERSON)
    rows = reader.run(
        "SELECT seller, date, SUM(amount) FROM placed_lines\n"
        f"WHERE date BETWEEN DATE '{window.start}' AND DATE '{window.end}'\n"
        f"  AND seller IN ({listed}) GROUP BY seller, date, source, sale ORDER BY ALL"
    )
    found: Deals = {}
    for item, day, amount in rows:
        month = reader.calendar.period_of(day, "month").key  # type: ignore[arg-type]
        found.setdefault((PERSON, str(item), month), []).append(int(str(amount)))
    return found


def _figures(company: Company, scope: str, plan: GoalPlan, window: Window) -> Deals:
    question = Question(
        (plan.measure,), window, (scope,), "month", currency=conversion(company, plan)
    )
    answer = whole(company).ask(question)
    period = next(c.name for c in answer.columns if c.role == "period")
    return {
        (scope, str(row[scope]), str(row[period])): [in_ten_thousandths(plan.measure, row)]
        for row in answer.rows
        if row[scope] is not None
    }
