"""What was written at the meetings of a pair or circle.

A page is read by those who take part, and by who leads its writer today and led them on the day
that it was written: a later manager begins with a clean page, as with notes
(`husay.store.coaching.notes`). Nobody else reads any: no executive, no administrator.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.problem import Mistake, mistake
from husay.store.coaching.people import Leading, day_of
from husay.store.records.alone import alone
from husay.store.records.audit import Place, note
from husay.store.records.models import TeamMeeting, TeamMember, TeamPage
from husay.store.team.circles import CircleSeen, joined_row, one_circle
from husay.store.team.recognising import recognise_help
from husay.team.meeting import WORDS, Page, mistakes

if TYPE_CHECKING:
    from husay.store.company import Company


@dataclass(frozen=True)
class PageSeen:
    """What somebody wrote at the meeting of a number; `mine` says that the viewer did."""

    meeting: int
    person: str
    page: Page
    at: datetime
    mine: bool


def pages(company: Company, circle: CircleSeen) -> tuple[PageSeen, ...]:
    """The pages of a circle's meetings that are the viewer's to read, the oldest first."""
    leading, person = Leading(company), company.viewer.person or ""
    takes_part = circle.mine is not None and circle.mine.part == "joined"
    rows = TeamPage.objects.filter(meeting__circle=circle.number).select_related("meeting")
    return tuple(
        PageSeen(row.meeting.number, row.person, page_of(row), row.at, row.person == person)
        for row in rows.order_by("meeting__number", "id")
        if takes_part or row.person == person or _led_then(leading, row)
    )


def write(
    company: Company, number: int, meeting: int, page: Page, at: datetime, place: Place = "web"
) -> CircleSeen:
    """Write one's page at a meeting, or write it anew.

    Whoever writes what they heard, will try or who helped says with it that the meeting was held.
    Raises Mistake `meeting-unknown`, those of `husay.team.meeting.mistakes`, and those of a circle
    in which one does not take part.
    """
    company.viewer.check(Right.TAKE_PART)
    leading = Leading(company).ready()
    with alone():
        row, member = joined_row(company, number, leading)
        met = row.meetings.filter(number=meeting).first()
        if met is None:
            raise mistake("meeting-unknown", value=meeting)
        joined = {one.person for one in row.members.all() if one.part == "joined"}
        wrong = mistakes(page, member.person, joined)
        if wrong:
            raise Mistake(*wrong)
        credited = _put(met, member, page, company.today, at)
        if page.heard.strip() or page.will_try.strip() or page.helped_by:
            _held(met, company.today)
        note(
            company.viewer, "page-written", at=at, place=place, kind="circle", item=str(row.pk),
            after={"meeting": meeting},
        )  # fmt: skip
    if credited:
        recognise_help(company, at)
    return one_circle(company, number)


def page_of(row: TeamPage) -> Page:
    """A kept page as it is written: for the store's own use."""
    words = {word: getattr(row, word) for word in WORDS}
    return Page(helped_by=row.helped_by, **words)


def _put(met: TeamMeeting, member: TeamMember, page: Page, today: date, at: datetime) -> bool:
    """Keep a page; answers whether help was named, or is no more."""
    row = TeamPage.objects.filter(meeting=met, person=member.person).first()
    new = row or TeamPage(meeting=met, person=member.person, at=at)
    before = new.helped_by
    for word in WORDS:
        setattr(new, word, getattr(page, word).strip())
    if page.helped_by != before:
        new.helped_by = page.helped_by
        new.credited = today if page.helped_by else None
    new.changed = at if row else None
    new.save()
    return bool(new.helped_by != before)


def _held(met: TeamMeeting, today: date) -> None:
    if met.held is None:
        met.held = min(met.day, today)
        met.save(update_fields=["held"])


def _led_then(leading: Leading, row: TeamPage) -> bool:
    viewer = leading.company.viewer
    if viewer.operator or not viewer.may(Right.COACH):
        return False
    return leading.leads(row.person) and leading.leads(row.person, day_of(row.at))
