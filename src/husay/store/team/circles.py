"""Pairs and circles: assigned by who leads everybody in them, answered by who is asked.

Whoever is in one sees it, and whoever leads one of its people today. Of what is written at its
meetings others than its people see nothing, but for who led the writer then
(`husay.store.team.meetings`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.period import Window
from husay.basics.problem import Mistake, Problem, mistake
from husay.coaching.areas import STAGES
from husay.coaching.mentor import MOST_SHOWN
from husay.store.coaching.people import MOST_NAMED, Leading, check_led
from husay.store.coaching.showers import loads
from husay.store.records.alone import alone
from husay.store.records.audit import Place, note
from husay.store.records.models import TeamCircle, TeamMeeting, TeamMember
from husay.team.circle import (
    MOST_OPEN,
    Circle,
    CircleState,
    Member,
    answer_mistakes,
    last_day,
    meeting_days,
    mistakes,
    state_of,
)

if TYPE_CHECKING:
    from husay.store.company import Company


@dataclass(frozen=True)
class MeetingSeen:
    """A meeting: its number from 1, the day for which it is planned, and on which it was held."""

    number: int
    day: date
    held: date | None


@dataclass(frozen=True)
class CircleSeen:
    """A pair or circle as somebody sees it: `mine` is the viewer's own part in it, None for who
    only leads its people (`leads`)."""

    number: int
    circle: Circle
    members: tuple[Member, ...]
    meetings: tuple[MeetingSeen, ...]
    state: CircleState
    why_ended: str
    by: str
    mine: Member | None
    leads: bool
    today: date

    @property
    def asked(self) -> bool:
        """Whether it waits for the viewer's answer."""
        return self.state != "ended" and self.mine is not None and self.mine.part == "asked"

    @property
    def next(self) -> MeetingSeen | None:
        """The meeting that comes next, from today on."""
        coming = (one for one in self.meetings if one.held is None and one.day >= self.today)
        return min(coming, key=lambda one: (one.day, one.number), default=None)

    @property
    def missed(self) -> MeetingSeen | None:
        """The last meeting whose day has gone by, and of which nobody said that it was held."""
        gone = (one for one in self.meetings if one.held is None and one.day < self.today)
        return max(gone, key=lambda one: (one.day, one.number), default=None)

    @property
    def joined(self) -> tuple[str, ...]:
        """Who takes part."""
        return tuple(member.person for member in self.members if member.part == "joined")


def circles(company: Company, *, of_others: bool = True) -> tuple[CircleSeen, ...]:
    """The pairs and circles that the viewer is in, or leads people of, newest first; without
    `of_others` only the first."""
    company.viewer.check(Right.TAKE_PART)
    leading, person = Leading(company), company.viewer.person or ""
    people = {person} - {""} | (leading.today if of_others else frozenset())
    rows = TeamCircle.objects.prefetch_related("members", "meetings")
    # SQLite takes only so many values in one condition; whoever has more people reads all rows.
    if len(people) <= MOST_NAMED:
        rows = rows.filter(pk__in=TeamMember.objects.filter(person__in=people).values("circle"))
    found = (_seen(company, leading, row) for row in rows)
    return tuple(one for one in found if one.mine is not None or (of_others and one.leads))


def one_circle(company: Company, number: int) -> CircleSeen:
    """A pair or circle; raises Mistake `circle-unknown` where it is none of the viewer's."""
    company.viewer.check(Right.TAKE_PART)
    return _fresh(company, number, Leading(company))


def assign(
    company: Company,
    circle: Circle,
    at: datetime,
    *,
    selected: Window | None = None,
    place: Place = "web",
) -> CircleSeen:
    """Ask people whom the viewer leads to meet; raises Mistake with all that is wrong.

    `selected` are the days that made us choose who learns (`husay.store.team.choosing`): they are
    left out when the effect is measured.
    """
    company.viewer.check(Right.COACH)
    leading = Leading(company)
    for person in filter(None, circle.people):
        check_led(leading, person)
    works = leading.whole.calendar.is_working
    with alone():
        problems = [*mistakes(circle, STAGES, company.today), *_taken(circle, company.today)]
        if problems:
            raise Mistake(*problems)
        row = TeamCircle.objects.create(
            stage=circle.stage, shower=circle.shower, starts=circle.starts, weeks=circle.weeks,
            selected_from=selected.start if selected else None,
            selected_until=selected.end if selected else None, by=company.author, made=at,
        )  # fmt: skip
        TeamMember.objects.bulk_create(
            TeamMember(circle=row, person=person, shows=person == circle.shower)
            for person in circle.people
        )
        days = meeting_days(circle.starts, circle.weeks, works)
        TeamMeeting.objects.bulk_create(
            TeamMeeting(circle=row, number=n, day=day) for n, day in enumerate(days, start=1)
        )
        after: dict[str, object] = {"stage": circle.stage, "people": list(circle.people)}
        _note(company, row, "circle-assigned", at, place, after)
    return _fresh(company, row.pk, leading)


def answer(
    company: Company, number: int, joins: bool, why: str, at: datetime, place: Place = "web"
) -> CircleSeen:
    """Join a pair or circle that one is asked to, or decline it and say why; whoever has joined may
    leave it in the same way."""
    company.viewer.check(Right.TAKE_PART)
    leading = Leading(company).ready()
    with alone():
        row = _load(company, number, leading)
        member = _own(company, row)
        _check_open(row, company.today)
        wrong = answer_mistakes(joins, why)
        if wrong:
            raise Mistake(*wrong)
        if joins and member.part == "declined":
            _check_free(row, member, company.today)  # others may have been brought in since
        before, member.part = member.part, "joined" if joins else "declined"
        member.why, member.answered = "" if joins else why.strip(), at
        member.save(update_fields=["part", "why", "answered"])
        if member.part != before:
            what = "circle-joined" if joins else "circle-declined"
            _note(company, row, what, at, place, {"person": member.person})
    return _fresh(company, row.pk, leading)


def end(company: Company, number: int, why: str, at: datetime, place: Place = "web") -> CircleSeen:
    """End a pair or circle before its time, as who leads its people, and say why."""
    company.viewer.check(Right.COACH)
    leading = Leading(company).ready()
    with alone():
        row = _load(company, number, leading)
        if not _leads(leading, row):
            raise mistake("not-yours-to-coach", value=row.shower)
        _check_open(row, company.today)
        wrong = answer_mistakes(False, why)
        if wrong:
            raise Mistake(*wrong)
        row.ended, row.why_ended = company.today, why.strip()
        row.save(update_fields=["ended", "why_ended"])
        _note(company, row, "circle-ended", at, place, {})
    return _fresh(company, row.pk, leading)


def move(
    company: Company, number: int, meeting: int, day: date, at: datetime, place: Place = "web"
) -> CircleSeen:
    """Move a meeting that was not held: whoever takes part may, and who leads them."""
    company.viewer.check(Right.TAKE_PART)
    leading = Leading(company).ready()
    with alone():
        row = _load(company, number, leading)
        if not _leads(leading, row):
            _own(company, row, joined=True)
        _check_open(row, company.today)
        found = row.meetings.filter(number=meeting).first()
        if found is None or found.held is not None:
            raise mistake("meeting-unknown", value=meeting)
        if not company.today <= day <= last_day(row.starts, row.weeks):
            raise mistake("meeting-day", value=day, last=last_day(row.starts, row.weeks))
        found.day = day
        found.save(update_fields=["day"])
        _note(company, row, "meeting-moved", at, place, {"meeting": meeting, "day": str(day)})
    return _fresh(company, row.pk, leading)


def joined_row(company: Company, number: int, leading: Leading) -> tuple[TeamCircle, TeamMember]:
    """A running circle with the viewer's own part in it, in which they have joined: for the store's
    own use, inside `alone`. Raises Mistake `circle-unknown`, `circle-not-joined`, `circle-ended`,
    `circle-not-running`."""
    row = _load(company, number, leading)
    member = _own(company, row, joined=True)
    _check_open(row, company.today)
    if state_of(members_of(row), over=False) != "running":
        raise mistake("circle-not-running")
    return row, member


def _fresh(company: Company, number: int, leading: Leading) -> CircleSeen:
    return _seen(company, leading, _load(company, number, leading))


def _load(company: Company, number: int, leading: Leading) -> TeamCircle:
    row = TeamCircle.objects.filter(pk=number).prefetch_related("members", "meetings").first()
    person = company.viewer.person or ""
    if row is not None:
        mine = person in {member.person for member in row.members.all()}
        if mine or _leads(leading, row):
            return row
    raise mistake("circle-unknown", value=number)


def _own(company: Company, row: TeamCircle, *, joined: bool = False) -> TeamMember:
    person = company.viewer.person or ""
    member = row.members.filter(person=person).first() if person else None
    if member is None or (joined and member.part != "joined"):
        raise mistake("circle-not-joined", value=row.pk)
    return member


def _leads(leading: Leading, row: TeamCircle) -> bool:
    """Whether the viewer leads somebody of a circle today."""
    if not leading.company.viewer.may(Right.COACH):
        return False
    return any(leading.leads(member.person) for member in row.members.all())


def _check_open(row: TeamCircle, today: date) -> None:
    if is_over(row, today):
        raise mistake("circle-ended")


def is_over(row: TeamCircle, today: date) -> bool:
    """Whether a kept circle was ended, or is over by itself."""
    return row.ended is not None or today > last_day(row.starts, row.weeks)


def _check_free(row: TeamCircle, member: TeamMember, today: date) -> None:
    """Raise Mistake where who had declined has no room left for the circle."""
    busy = (
        _busy(member.person, today) if member.shows else _learns(row.stage, [member.person], today)
    )
    if problems := tuple(busy):
        raise Mistake(*problems)


def _taken(circle: Circle, today: date) -> Iterable[Problem]:
    """Whether somebody is in too many already, or in one for the same stage."""
    yield from _busy(circle.shower, today)
    yield from _learns(circle.stage, circle.learners, today)


def _busy(shower: str, today: date) -> Iterable[Problem]:
    if loads(today)[shower] >= MOST_SHOWN:
        values = (("most", str(MOST_SHOWN)),)
        yield Problem(code="circle-shower-busy", value=shower, values=values)


def _learns(stage: str, people: Sequence[str], today: date) -> Iterable[Problem]:
    rows = TeamMember.objects.filter(person__in=people, shows=False, circle__ended=None).exclude(
        part="declined"
    )
    open_now: dict[str, list[str]] = {}
    for row in rows.select_related("circle"):
        if not is_over(row.circle, today):
            open_now.setdefault(row.person, []).append(row.circle.stage)
    for person in people:
        stages = open_now.get(person, [])
        if stage in stages:
            yield Problem(code="circle-already", value=person)
        elif len(stages) >= MOST_OPEN:
            values = (("most", str(MOST_OPEN)),)
            yield Problem(code="circle-learner-busy", value=person, values=values)


def circle_of(row: TeamCircle) -> Circle:
    """A kept row as the circle it is: for the store's own use, and for who is told of it."""
    learners = tuple(one.person for one in row.members.all() if not one.shows)
    return Circle(
        stage=row.stage, shower=row.shower, learners=learners, starts=row.starts, weeks=row.weeks
    )


def members_of(row: TeamCircle) -> tuple[Member, ...]:
    """Everybody in a kept circle, why they declined included: for the store's own use."""
    return tuple(
        Member(one.person, one.shows, one.part, one.why)  # type: ignore[arg-type]
        for one in row.members.all()
    )


def _seen(company: Company, leading: Leading, row: TeamCircle) -> CircleSeen:
    leads, person = _leads(leading, row), company.viewer.person or ""
    members = members_of(row)
    mine = next((one for one in members if person and one.person == person), None)
    told = tuple(
        # Why somebody declined is between them and who leads them, not who leads another of it.
        one if one is mine or leading.leads(one.person) else Member(one.person, one.shows, one.part)
        for one in members
    )
    return CircleSeen(
        row.pk,
        circle_of(row),
        told,
        tuple(MeetingSeen(one.number, one.day, one.held) for one in row.meetings.all()),
        state_of(members, is_over(row, company.today)),
        row.why_ended if _told_why(company, leading, row) else "",
        row.by, mine, leads, company.today,
    )  # fmt: skip


def _told_why(company: Company, leading: Leading, row: TeamCircle) -> bool:
    """Whether the viewer is told why a circle was ended: who leads all of it, and who brought them
    together, while they lead anybody of it. The words may be about any of them."""
    if not company.viewer.may(Right.COACH):
        return False
    leads = [leading.leads(member.person) for member in row.members.all()]
    return all(leads) or (any(leads) and row.by == company.author)


def _note(
    company: Company, row: TeamCircle, action: str, at: datetime, place: Place,
    after: dict[str, object],
) -> None:  # fmt: skip
    note(company.viewer, action, at=at, place=place, kind="circle", item=str(row.pk), after=after)
