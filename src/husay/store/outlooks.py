"""What goals will come to, and the milestones that all see, as a company's viewer has them.

Each answer is of one snapshot, whatever is imported meanwhile. How wrong forecasts are is learned
from all of the company; what is given is the viewer's.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from husay.access.role import Right
from husay.access.scope import ALL, scope_of_whole
from husay.basics.period import Window
from husay.basics.problem import mistake
from husay.measures.query import understand
from husay.measures.question import Question, Whole
from husay.store.company import Company
from husay.store.home import Home
from husay.store.moment import everything
from husay.store.records import manifests
from husay.store.warehouse.narrowed import narrowed
from husay.store.warehouse.reading import Snapshot, snapshot
from husay.tracking import course as courses
from husay.tracking import milestones as steps
from husay.tracking import outlook as goals
from husay.tracking.dividing import carriers
from husay.tracking.outlook import MEASURE, GoalOutlook, Outlooks, Seen


def outlook(
    company: Company,
    whole: Whole | None = None,
    on: date | None = None,
    measure: str = MEASURE,
    which: str | int | None = None,
) -> Outlooks | None:
    """What the goals of a whole (default: the viewer's first) will come to, seen at the end of
    a day (default: the last day with a sale); None before the book begins. Raises Mistake
    where the viewer stands for nothing, and for a measure that is none."""
    _check(company)
    company = company.of_one_moment()
    chosen, seen = whole or next(iter(company.wholes()), None), of_all(company, on, measure, which)
    if chosen is None:
        raise mistake("nothing-of-your-own")
    if seen is None:
        return None
    return goals.outlooks(seen, company.seen_as(chosen, which), chosen)


def course(company: Company, goal: GoalOutlook, which: str | int | None = None) -> courses.Course:
    """The course of one goal's window: sold, asked and expected."""
    _check(company)
    company = company.of_one_moment()
    seen = of_all(company, goal.until, goal.measure, which)
    assert seen is not None, "the goal was seen"
    return courses.course(seen, company.seen_as(goal.whole, which), goal)


def outlooks_within(
    company: Company, goal: GoalOutlook, which: str | int | None = None
) -> Mapping[str, tuple[GoalOutlook, ...]]:
    """The outlooks over a goal's window of the units and the people that its whole is made of,
    by dimension: who is furthest behind first. Of the company's, the units, or else the people."""
    _check(company)
    company = company.of_one_moment()
    seen = of_all(company, goal.until, goal.measure, which)
    assert seen is not None, "the goal was seen"
    reader, found = company.seen_as(goal.whole, which), {}
    for dimension in carriers(reader):
        people = dimension == "seller"
        of = company.people_of(goal.whole, which) if people else reader
        rows = goals.rows_of(seen, of, dimension, goal.kind, goal.window)
        if rows:
            found[dimension] = rows
        if rows and goal.whole.scope == "company":
            break
    return found


def milestones(
    company: Company, on: date | None = None, which: str | int | None = None
) -> steps.Milestones | None:
    """The steps of the published goals of the company and its uppermost units, and the volumes
    to come: for everybody, so no amounts and nobody by name. None before the book begins.

    A day `on` and an older snapshot are heeded for who sees the whole company. For all others
    it is the last day of the newest one: day after day, milestones would tell what was sold.
    """
    company.viewer.check(Right.SEE_MILESTONES)
    company = company.of_one_moment()
    if not (company.scope.sight == "all" and company.scope.rows):
        on = which = None
    manifest = everything(company, which).manifest
    return _milestones(company.home, manifest.number, manifest.mark, on, company.today)


def of_all(
    company: Company,
    on: date | None = None,
    measure: str = MEASURE,
    which: str | int | None = None,
) -> Seen | None:
    """From where the goals of everybody are looked at; None before the book begins. It has
    everything in it: it is for the company's own use, never a viewer's."""
    company = company.of_one_moment()
    reader = everything(company, which)
    first, last = reader.shape.first, reader.shape.last
    if first is None or last is None or (on is not None and on < first):
        return None
    day, kept = on or last, company.moment.seen if company.moment else {}
    key = (reader.number, day, measure)
    if key not in kept:
        understand(Question((measure,), Window(day, day)), reader.shape)
        kept[key] = Seen(reader, day, measure)
    return kept[key]


def _check(company: Company) -> None:
    """What goals come to is told of goals and of figures."""
    company.viewer.check(Right.SEE_GOALS)
    company.viewer.check(Right.SEE_FIGURES)


@lru_cache(maxsize=16)
def _milestones(
    home: Home, number: int, mark: str, on: date | None, today: date
) -> steps.Milestones | None:
    """The milestones by one snapshot: the same for everybody, and on everybody's first page."""
    reader = snapshot(home, manifests.manifest(number))

    def of_unit(unit: str) -> Snapshot:
        whole = scope_of_whole(Whole("unit", unit), reader, today, ALL)
        return narrowed(reader, whole)

    return steps.milestones_on(reader, of_unit, on)
