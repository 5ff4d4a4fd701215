"""Raising the bar: what a plan's owners may be asked for next, after two periods of its window.

What was asked of a leaf in the last two periods that are over stands in the book's published goals,
what came in its sales, deal by deal, so that a windfall shows. The next bar is worked out by
`husay.goals.next_bar`, whose formula is published beforehand.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.amount import round_half_away
from husay.basics.calendar import BusinessCalendar
from husay.basics.period import DAY, Grain, Period, Window
from husay.basics.problem import mistake
from husay.book.sql import literal
from husay.goals.next_bar import OF_SURPLUS, NextBar, Record, next_bars, worth_of_a_unit
from husay.goals.people import PERSON
from husay.goals.plan import GoalPlan
from husay.measures.question import Question
from husay.store.goal_plans.asked import goals_asked
from husay.store.goal_plans.proposing import leaves
from husay.store.goal_plans.seen import load
from husay.store.goal_plans.sight import in_full
from husay.store.goal_plans.whole import whole, whole_snapshot
from husay.store.goal_plans.worth import conversion, in_ten_thousandths

if TYPE_CHECKING:
    from husay.store.company import Company

DISCOUNT = Fraction(10, 100)
"""What a period's wait takes from what pay is worth to somebody (METHODS 5.1)."""

Deals = dict[tuple[str, str, str], list[int]]
"""By scope, item and month: what each deal brought."""


@dataclass(frozen=True)
class NextBars:
    """The next bars of a plan's leaves, by key, as far as the viewer sees them.

    `periods` are the two that they rest on, `begins` the first day on which they may hold, `growth`
    how the peers grew and `stretch` what is asked for besides. `left_out` had no goal over all days
    of the two periods. `kept` is what selling one unit more is worth of its pay under this formula,
    `kept_by_last_year` under "last year and so much more".
    """

    periods: tuple[Period, Period]
    begins: date
    growth: Fraction
    stretch: int
    bars: tuple[NextBar, ...]
    left_out: tuple[str, ...]
    kept: Fraction
    kept_by_last_year: Fraction


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

    `growth` is how peers grew (None: as all of the plan's leaves together did over the same periods
    of the year before, 0 where the book does not reach so far). Raises Mistake
    `goal-plan-unpublished`, and `goal-bars-too-early` where no two periods are over yet.
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
    begins = max(plan.window.end + DAY, calendar.period_of(decided, grain).window.end + DAY)
    windows = (periods[0].window, periods[1].window)
    found = [
        bar
        for scope in dict.fromkeys(plan.by_key[one.item].scope for one in records)
        for bar in next_bars(
            [one for one in records if plan.by_key[one.item].scope == scope],
            windows, begins, decided, grown, stretch,
        )
    ]  # fmt: skip
    seen = in_full(company, plan)
    return NextBars(
        periods, begins, grown, stretch, tuple(bar for bar in found if bar.item in seen),
        tuple(key for key in left_out if key in seen),
        worth_of_a_unit(OF_SURPLUS, DISCOUNT), worth_of_a_unit(Fraction(1), DISCOUNT),
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


def _records(
    company: Company, plan: GoalPlan, window: Window
) -> tuple[list[Record], tuple[str, ...]]:
    """What was asked and what came, by leaf, and the leaves of which no whole goal was asked."""
    asked = goals_asked(company, plan, window)
    deals = _deals(company, plan, window)
    months = [m.key for m in whole_snapshot(company).calendar.periods(window, "month")]
    records, left_out, known = list[Record](), list[str](), set[tuple[str, str]]()
    for node in leaves(plan):
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
    """How all leaves together grew on the same periods of the year before."""
    now = Window(periods[0].window.start, periods[1].window.end)
    before = [calendar.year_before(period).window for period in periods]
    past = Window(before[0].start, before[1].end)
    first = whole_snapshot(company).shape.first
    if first is None or past.start < first:
        return Fraction(0)
    sums = [_sum(_deals(company, plan, window)) for window in (past, now)]
    return Fraction(sums[1], sums[0]) - 1 if sums[0] > 0 else Fraction(0)


def _sum(deals: Deals) -> int:
    return sum(map(sum, deals.values()))


def _deals(company: Company, plan: GoalPlan, window: Window) -> Deals:
    """What each deal brought to a leaf, by month: sale by sale where that can be told, else a
    month's figure as one."""
    found: Deals = {}
    alone = conversion(company, plan) is None
    for scope in sorted({node.scope for node in leaves(plan)}):
        if plan.measure == "revenue" and alone and scope == PERSON:
            found |= _sales(company, plan, window)
        else:
            found |= _figures(company, scope, plan, window)
    return found


def _sales(company: Company, plan: GoalPlan, window: Window) -> Deals:
    reader = whole_snapshot(company)
    listed = ", ".join(literal(n.item) for n in leaves(plan) if n.scope == PERSON)
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
