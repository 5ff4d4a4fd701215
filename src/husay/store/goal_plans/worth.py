"""What the nodes of a plan are worth beside each other, and how their year is spread.

By history: what each is expected to bring in a year, from the whole months of the two years before
the plan's window, drawn toward its siblings as far as chance may have made the difference
(`husay.stats.year_ahead`).
Whoever sells and has no three months yet is taken to be like the siblings. By potential: what the
book says of the plan's days; a unit without one has what those below it have.

Seasons are the company's and the units': of what came in on a working day of each month, in whole
years of their own as far as there are two, drawn toward the season above (`husay.stats.season`).
People have their unit's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.amount import SCALE
from husay.basics.period import DAY, Period, Window
from husay.basics.share import deal
from husay.goals.cascade import Weights
from husay.goals.organised import ROOT
from husay.goals.people import PERSON
from husay.goals.plan import GoalPlan, Node
from husay.goals.potential import Potential
from husay.goals.potentials import potentials
from husay.goals.spread import Season
from husay.measures.measure import MEASURES
from husay.measures.question import Question
from husay.stats.season import LEAST_YEARS, YEARS_USED, season
from husay.stats.year_ahead import LEAST_MONTHS, MONTHS_USED, years_ahead
from husay.store.goal_plans.whole import whole, whole_snapshot

if TYPE_CHECKING:
    from husay.store.company import Company

YEAR = 12
_EXACT = 10_000
"""Amounts of a working day are taken times this, so that they stay whole."""

Series = tuple[int, ...]


def weights(company: Company, plan: GoalPlan) -> Weights:
    """What the nodes of a plan are worth, by potential and by history, for planners."""
    company.viewer.check(Right.SET_GOALS)
    return weights_of(company, plan)


def weights_of(company: Company, plan: GoalPlan) -> Weights:
    """What the nodes of a plan are worth, for the store alone."""
    known = series(company, plan, MONTHS_USED)
    history: dict[str, int] = {}
    for below in plan.below.values():
        history |= _expected(below, known)
    return Weights({k: p.value for k, p in potentials_of(company, plan).items()}, history)


def _expected(siblings: Iterable[Node], known: Mapping[str, Series]) -> dict[str, int]:
    """What each of some siblings is expected to bring in a year, in whole units."""
    group = {
        node.key: known[node.key]
        for node in siblings
        if node.scope == PERSON or len(known[node.key]) >= LEAST_MONTHS
    }
    try:
        ahead = years_ahead(list(group.values()), None)
    except ValueError:  # nothing was sold, or nothing lately
        return {key: max(0, sum(months)) for key, months in group.items()}
    return {key: round(year.expected) for key, year in zip(group, ahead, strict=True)}


def series(
    company: Company, plan: GoalPlan, months: int, before: date | None = None
) -> dict[str, Series]:
    """What each node brought in the last whole months before a day (None: the plan's first),
    oldest first, from its first sale on. What came within a plan's window is no history to it: the
    same plan would be another one in July.

    In ten-thousandths, as goals are, and as the organisation is now; of somebody in several units
    each has an equal part.
    """
    periods = last_months(company, months, before or plan.window.start)
    if not periods:
        return {node.key: () for node in plan.nodes}
    asked = _Asked(company, plan, periods)
    places = _Places(plan)
    found: dict[str, list[int]] = {}
    for node in reversed(plan.downward):
        own = asked.whole() if node.scope == ROOT else asked.of(node.scope, node.item)
        if node.scope == PERSON:
            own = [places.part(node, value) for value in own]
        if node.scope == "unit":
            units = [found[c.key] for c in plan.below.get(node.key, ()) if c.scope == "unit"]
            own = [sum(values) for values in zip(own, *units, strict=True)]
        found[node.key] = own
    return {key: _from_first(values) for key, values in found.items()}


def _from_first(values: Sequence[int]) -> Series:
    first = next((i for i, value in enumerate(values) if value), len(values))
    return tuple(values[first:])


def last_months(company: Company, months: int, before: date) -> tuple[Period, ...]:
    """The last months of the book that are over (no working day is left of them) before a day,
    oldest first."""
    reader = whole_snapshot(company)
    first, last = reader.shape.first, reader.shape.last
    if first is None or last is None:
        return ()
    calendar = reader.calendar
    over = [
        month
        for month in calendar.periods(Window(first, last), "month")
        if month.window.end < before
        and (
            month.window.end <= last
            or not calendar.working_days(Window(last + DAY, month.window.end))
        )
    ]
    return tuple(over[-months:])


class _Asked:
    """What was brought month by month, asked once for each scope of the plan."""

    def __init__(self, company: Company, plan: GoalPlan, periods: Sequence[Period]) -> None:
        self.company, self.plan = whole(company), plan
        self.keys = [period.key for period in periods]
        self.window = Window(periods[0].window.start, periods[-1].window.end)
        self.known: dict[str, dict[str, list[int]]] = {}

    def whole(self) -> list[int]:
        """The company's months."""
        return self._ask(()).get("", [0] * len(self.keys))

    def of(self, scope: str, item: str) -> list[int]:
        """An item's months."""
        if scope not in self.known:
            self.known[scope] = self._ask((scope,))
        return self.known[scope].get(item, [0] * len(self.keys))

    def _ask(self, by: tuple[str, ...]) -> dict[str, list[int]]:
        question = Question(
            (self.plan.measure,), self.window, by, "month", structure="now",
            currency=conversion(self.company, self.plan),
        )  # fmt: skip
        answer = self.company.ask(question)
        period = next(c.name for c in answer.columns if c.role == "period")
        found: dict[str, list[int]] = {}
        for row in answer.rows:
            item = str(row[by[0]] or "") if by else ""
            months = found.setdefault(item, [0] * len(self.keys))
            if row[period] in self.keys:
                months[self.keys.index(str(row[period]))] = in_ten_thousandths(
                    self.plan.measure, row
                )
        if by:
            found.pop("", None)
        return found


def in_ten_thousandths(measure: str, row: Mapping[str, object]) -> int:
    """A row's value of a measure, in what goals are counted in."""
    scale = SCALE if MEASURES[measure].unit == "count" else 1
    return int(str(row[measure] or 0)) * scale


def conversion(company: Company, plan: GoalPlan) -> str | None:
    """What amounts have to be converted to; None where there is but the plan's currency."""
    currencies = set(whole_snapshot(company).shape.currencies)
    return plan.currency if currencies - {plan.currency} else None


def potentials_of(company: Company, plan: GoalPlan) -> dict[str, Potential]:
    """The potentials of a plan's nodes, by key, on the plan's days, above zero.

    The organisation is that of each day; a person in several units has an equal part in each.
    """
    reader = whole_snapshot(company)
    if "potentials" not in reader.shape.tables:
        return {}
    known = {
        scope: potentials(reader, scope, plan.window, plan.measure, plan.currency).by_item
        for scope in {node.scope for node in plan.nodes} & {"unit", PERSON, "territory"}
    }
    places = _Places(plan)
    found = {}
    for node in plan.nodes:
        whole_one = known.get(node.scope, {}).get(node.item)
        if whole_one is not None and whole_one.value > 0:
            if node.scope == PERSON:
                part = places.part
                whole_one = replace(
                    whole_one, value=part(node, whole_one.value), error=part(node, whole_one.error)
                )
            found[node.key] = whole_one
    return found


class _Places:
    """The nodes of each person: one in each of their units."""

    def __init__(self, plan: GoalPlan) -> None:
        self.keys: dict[str, list[str]] = {}
        for node in plan.nodes:
            if node.scope == PERSON:
                self.keys.setdefault(node.item, []).append(node.key)

    def part(self, node: Node, value: int) -> int:
        """A node's equal part of what is its person's; the parts sum to it."""
        keys = self.keys[node.item]
        return deal(value, [1] * len(keys))[keys.index(node.key)]


def seasons(company: Company, plan: GoalPlan) -> dict[str, Season]:
    """The seasons of the company and its units, by key, for planners."""
    company.viewer.check(Right.SET_GOALS)
    periods = last_months(company, YEAR * YEARS_USED, plan.window.start)
    known = series(company, plan, YEAR * YEARS_USED)
    found: dict[str, Season] = {}
    weights: dict[str, tuple[int, ...]] = {}
    calendar = whole_snapshot(company).calendar
    days = [max(1, calendar.working_days(period.window)) for period in periods]
    for node in plan.downward:
        if node.scope == PERSON or len(periods) < YEAR:
            continue
        months = known[node.key]
        daily = [
            _EXACT * v // d for v, d in zip(months, days[len(days) - len(months) :], strict=True)
        ]
        above = weights.get(node.parent or "")
        made = season(daily, above) if len(daily) >= LEAST_YEARS * YEAR else season((), above)
        weights[node.key] = made.weights
        found[node.key] = Season(_by_month(made.weights, periods))
    return found


def tells_seasons(company: Company, plan: GoalPlan) -> bool:
    """Whether the book has months enough before a plan to tell a season of it, for the store."""
    needed = LEAST_YEARS * YEAR
    known = series(company, plan, needed)
    return any(len(known[n.key]) >= needed for n in plan.nodes if n.scope != PERSON)


def _by_month(weights: Sequence[int], periods: Sequence[Period]) -> tuple[int, ...]:
    """Weights of the twelve months that end with the book's last, put in the order of a year."""
    ordered = dict(zip(_places(periods), weights, strict=True))
    return tuple(ordered[i] for i in range(YEAR))


def _places(periods: Sequence[Period]) -> Iterator[int]:
    """Which month of a year each of the last twelve is, from 0."""
    return (int(period.key[-2:]) - 1 for period in periods[-YEAR:])
