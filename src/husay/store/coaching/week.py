"""A manager's week: who most needs time and why, an agenda for each, and what is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.coaching.agenda import Item, agenda
from husay.coaching.areas import Area
from husay.coaching.attention import LONG, Attention, PersonFacts, attention
from husay.coaching.plan import Action
from husay.coaching.scores import Choke, NotYet, by_area, choke_point, lately
from husay.coaching.visit import Visit
from husay.store.coaching.dates import Planned, dates
from husay.store.coaching.known import Known, known
from husay.store.coaching.people import Leading
from husay.store.coaching.plans import PlanSeen, plans
from husay.store.coaching.visits import VisitSeen, visits
from husay.store.outlooks import of_all
from husay.tracking.organisation import not_there
from husay.tracking.outlook import GoalOutlook, Kind, rows_of, windows_of

if TYPE_CHECKING:
    from husay.store.company import Company

_MONTHS: Mapping[Kind, int] = {"quarter": 3, "month": 1, "year": 12}
"""Which goal's chance tells whether somebody needs time: the first that there is; its months."""


@dataclass(frozen=True)
class InTheWeek:
    """Somebody who needs time: why, where visits show that they are held up (`seen`), what to talk
    of, their open plan, and a day for it."""

    attention: Attention
    facts: PersonFacts
    seen: Choke | NotYet
    agenda: tuple[Item, ...]
    plan: PlanSeen | None
    day: date

    @property
    def person(self) -> str:
        """Who it is."""
        return self.attention.person


@dataclass(frozen=True)
class Due:
    """An action whose day has passed, in its plan."""

    plan: PlanSeen
    action: Action


@dataclass(frozen=True)
class Week:
    """A manager's week on `today`. `team` are the sellers whom they lead; `unseen` those nobody
    was along with for long, with the days since (None: never)."""

    today: date
    team: tuple[str, ...]
    people: tuple[InTheWeek, ...]
    dates: tuple[Planned, ...]
    overdue: tuple[Due, ...]
    follow_ups: tuple[PlanSeen, ...]
    unseen: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True)
class TeamRead:
    """What is known of the sellers whom a viewer leads: their facts, and what was read for them."""

    leading: Leading
    team: tuple[str, ...]
    seen: tuple[VisitSeen, ...]
    open_plans: tuple[PlanSeen, ...]
    facts: tuple[PersonFacts, ...]


def team_read(company: Company) -> TeamRead:
    """What visits, plans, goals, signals and gaps say of the people whom the viewer leads."""
    company.viewer.check(Right.COACH)
    leading = Leading(company)
    team, seen = leading.sellers(), visits(company, leading=leading)
    open_plans = _open(plans(company, leading=leading))
    goals, found = _goals(company, team), known(company, team)
    away = not_there(leading.whole, company.today)
    facts = (
        _facts(company, one, seen, open_plans, goals, found, here=one not in away) for one in team
    )
    return TeamRead(leading, team, seen, open_plans, tuple(facts))


def week(company: Company) -> Week:
    """The viewer's week, with what signals and gaps say of their people."""
    company = company.of_one_moment()
    read = team_read(company)
    leading, team, seen, open_plans = read.leading, read.team, read.seen, read.open_plans
    facts = read.facts
    chosen = attention(facts)
    days = _days(company, len(chosen))
    by_person = {one.person: one for one in facts}
    return Week(
        company.today, team,
        tuple(
            _in_the_week(company, one, by_person[one.person], seen, open_plans, day)
            for one, day in zip(chosen, days, strict=True)
        ),
        dates(company, leading),
        tuple(
            Due(plan, action)
            for plan in open_plans for action in plan.actions if action.overdue(company.today)
        ),
        tuple(p for p in open_plans if _follows_up(p, company.today + timedelta(days=6))),
        _unseen(facts),
    )  # fmt: skip


def _open(found: Iterable[PlanSeen]) -> tuple[PlanSeen, ...]:
    return tuple(one for one in found if one.plan.open and not one.mine)


def _facts(
    company: Company,
    person: str,
    seen: Sequence[VisitSeen],
    open_plans: Sequence[PlanSeen],
    goals: Mapping[str, GoalOutlook],
    found: Known,
    *,
    here: bool,
) -> PersonFacts:
    own = [one.visit for one in seen if one.visit.seller == person]
    theirs = [one for one in open_plans if one.plan.seller == person]
    goal, last = goals.get(person), max((v.day for v in own), default=None)
    short = None
    if goal is not None and goal.forecast is not None:
        months = _MONTHS[goal.kind]
        short = round(Fraction(max(0, goal.goal - goal.forecast.expected), months))
    return PersonFacts(
        person=person,
        signals=found.signals.get(person, ()),
        gap=found.gaps.get(person),
        goal_chance=goal.chance if goal else None,
        goal_short=short,
        choke=choke_of(own, company.today),
        since_visit=None if last is None else (company.today - last).days,
        overdue_actions=sum(a.overdue(company.today) for one in theirs for a in one.actions),
        follow_up_due=any(_follows_up(one, company.today) for one in theirs),
        plan=theirs[0].number if theirs else None,
        here=here,
    )


def choke_of(seen: Iterable[Visit], today: date) -> Area | None:
    """The area that visits of late show to hold somebody back, if they can say so."""
    found = seen_by_eye(seen, today)
    return found.area if isinstance(found, Choke) else None


def seen_by_eye(seen: Iterable[Visit], today: date) -> Choke | NotYet:
    """Where visits of late show that somebody is held up, or what is missing to say so."""
    return choke_point(by_area(lately(seen, today)))


def _goals(company: Company, team: Iterable[str]) -> Mapping[str, GoalOutlook]:
    """The outlook of each one's own goal, of the first kind for which anybody has one."""
    if not company.viewer.may(Right.SEE_GOALS):
        return {}
    seen, among = of_all(company), frozenset(team)
    if seen is None or "seller" not in seen.everything.shape.present:
        return {}
    windows = dict(windows_of(seen, seen.everything))
    for kind in _MONTHS:
        if kind in windows:
            rows = rows_of(seen, seen.everything, "seller", kind, windows[kind])
            found = {row.whole.item: row for row in rows if row.whole.item in among}
            if found:
                return found
    return {}


def _days(company: Company, count: int) -> tuple[date, ...]:
    """A working day for each, from tomorrow on, one a day."""
    today = company.today
    calendar = company.home.read_settings().calendar(today.year, today.year + 1)
    found: list[date] = []
    day = today
    while len(found) < count:
        day += timedelta(days=1)
        if calendar.is_working(day):
            found.append(day)
    return tuple(found)


def _in_the_week(
    company: Company,
    one: Attention,
    facts: PersonFacts,
    seen: Sequence[VisitSeen],
    open_plans: Sequence[PlanSeen],
    day: date,
) -> InTheWeek:
    theirs = [v for v in seen if v.visit.seller == one.person]
    last = theirs[-1].visit if theirs else None
    plan = next((p for p in open_plans if p.plan.seller == one.person), None)
    lines = agenda(
        facts, one.reasons,
        strength=last.strength if last else "",
        work_on=last.work_on if last else "",
        practice=plan.plan.practice if plan else "",
        open_actions=len(plan.open_actions) if plan else 0,
    )  # fmt: skip
    by_eye = seen_by_eye((v.visit for v in theirs), company.today)
    return InTheWeek(one, facts, by_eye, lines, plan, day)


def _follows_up(one: PlanSeen, until: date) -> bool:
    due = one.plan.follow_up
    return one.plan.open and due is not None and due <= until


def _unseen(facts: Iterable[PersonFacts]) -> tuple[tuple[str, int | None], ...]:
    """The people nobody was along with for long: never first, then the longest."""
    found = [
        (one.person, one.since_visit)
        for one in facts
        if one.here and (one.since_visit is None or one.since_visit >= LONG)
    ]
    never = LONG * LONG
    return tuple(sorted(found, key=lambda f: (-(never if f[1] is None else f[1]), f[0])))
