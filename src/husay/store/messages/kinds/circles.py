"""Circles: that one is asked to join, meets tomorrow, or that a partner wrote a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone

from husay.access.role import Right
from husay.messages.kind import Kind
from husay.store.messages.found import Found
from husay.store.messages.people import People
from husay.store.records.models import Message, TeamCircle, TeamPage, User
from husay.store.team.circles import is_over, members_of
from husay.team.circle import LONGEST, state_of

if TYPE_CHECKING:
    from husay.store.company import Company

_AHEAD = timedelta(days=1)

_What = Mapping[str, object]
"""What a message is about: the circle, and `of` one of asked, meeting (and its day), page."""


class Circles:
    """Whoever is in one is told; who only leads its people sees it on the page Team."""

    kind: Kind = "circle"

    def found(self, people: People, since: datetime) -> Iterable[Found]:
        """What waits for an answer since, the meetings of today and tomorrow that were not held,
        and the pages that were begun since."""
        today = timezone.localdate(people.at)
        rows = _circles().filter(ended=None, starts__gte=today - LONGEST).order_by("pk")
        circles = {row.pk: row for row in rows if not is_over(row, today)}
        pages = TeamPage.objects.filter(at__gte=since, meeting__circle__in=rows)
        by_circle: dict[int, list[TeamPage]] = {}
        for page in pages.select_related("meeting"):
            by_circle.setdefault(page.meeting.circle_id, []).append(page)
        users: dict[str, list[User]] = {}
        for user in people.called(_people(circles.values()), Right.TAKE_PART):
            users.setdefault(user.person, []).append(user)
        for row in circles.values():
            known = by_circle.get(row.pk, [])
            for key, what in _happened(row, known, since, today):
                for person in _people([row]):
                    if _is_news(row, what, person, today, {one.pk: one for one in known}):
                        yield from (Found(user, key, what) for user in users.get(person, ()))

    def still(self, company: Company, user: User, told: Sequence[Message]) -> Iterator[Message]:
        """Of circles that the user is in, and that wait for them still."""
        viewer = company.viewer
        if not (viewer.may(Right.TAKE_PART) and viewer.person):
            return
        circles = _circles().in_bulk([one.what["circle"] for one in told])
        pages = TeamPage.objects.in_bulk([one.what["page"] for one in told if "page" in one.what])
        for one in told:
            row = circles.get(one.what["circle"])
            if row and _is_news(row, one.what, viewer.person, company.today, pages):
                yield one


def _circles() -> QuerySet[TeamCircle]:
    return TeamCircle.objects.prefetch_related("members", "meetings")


def _people(circles: Iterable[TeamCircle]) -> set[str]:
    return {member.person for row in circles for member in row.members.all()}


def _happened(
    row: TeamCircle, pages: Iterable[TeamPage], since: datetime, today: date
) -> Iterator[tuple[str, _What]]:
    """What may be news of a circle, each with the key by which it is told once."""
    if row.made >= since:
        yield f"asked:{row.pk}", {"circle": row.pk, "of": "asked"}
    for met in row.meetings.all():
        if met.held is None and today <= met.day <= today + _AHEAD:
            day = met.day.isoformat()
            about = {"circle": row.pk, "of": "meeting", "meeting": met.pk, "day": day}
            yield f"meeting:{met.pk}:{day}", about
    for page in pages:
        yield f"page:{page.pk}", {"circle": row.pk, "of": "page", "page": page.pk}


def _is_news(
    row: TeamCircle, what: _What, person: str, today: date, pages: Mapping[int, TeamPage]
) -> bool:
    """Whether something is a person's to see, and waits for them as it did when it happened."""
    members = members_of(row)
    part = next((one.part for one in members if one.person == person), "")
    over = is_over(row, today)
    if what["of"] == "asked":
        return part == "asked" and not over
    if part != "joined":
        return False
    if what["of"] == "page":
        page = pages.get(int(str(what["page"])))
        return page is not None and page.person != person
    return state_of(members, over) == "running" and any(
        met.pk == what["meeting"] and met.held is None and str(met.day) == what["day"]
        and met.day >= today
        for met in row.meetings.all()
    )  # fmt: skip
