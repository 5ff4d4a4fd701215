"""The days on which a manager means to be with somebody: planned, moved, kept or dropped."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from django.db.models import QuerySet

from husay.access.role import Right
from husay.basics.problem import mistake
from husay.coaching.days import check_belief
from husay.store.coaching.people import Leading, check_led, is_own
from husay.store.records.alone import alone
from husay.store.records.audit import Place, note
from husay.store.records.models import CoachingDate, User
from husay.store.records.users import viewer_of

if TYPE_CHECKING:
    from husay.store.company import Company

DateKind = Literal["visit", "one-to-one"]
DATE_KINDS: tuple[DateKind, ...] = ("visit", "one-to-one")


@dataclass(frozen=True)
class Planned:
    """A day with somebody."""

    number: int
    seller: str
    kind: DateKind
    day: date
    by: str


def plan_date(
    company: Company, seller: str, kind: str, day: date, at: datetime, place: Place = "web"
) -> Planned:
    """Plan a joint visit or a one-to-one with somebody whom the viewer leads.

    Raises Mistake `date-kind`, `date-gone-by`, `date-beyond-belief`, `not-yours-to-coach`. The same
    one twice is one.
    """
    check_led(Leading(company), seller)
    if kind not in DATE_KINDS:
        raise mistake("date-kind", value=kind)
    _check_day(company, day)
    with alone():
        row, new = CoachingDate.objects.get_or_create(
            seller=seller, kind=kind, day=day, by=company.author, kept=None, dropped=None,
            defaults={"at": at},
        )  # fmt: skip
        if new:
            _note(company, row, "date-planned", at, place)
    return _planned(row)


def move_date(
    company: Company, number: int, day: date, at: datetime, place: Place = "web"
) -> Planned:
    """Move one to another day; raises Mistake `date-unknown`, `date-gone-by`,
    `date-beyond-belief`."""
    _check_day(company, day)
    leading = _leading(company)
    with alone():
        row = _own(company, number, leading)
        if row.day != day:
            row.day = day
            row.save(update_fields=["day"])
            _note(company, row, "date-moved", at, place)
    return _planned(row)


def drop_date(company: Company, number: int, at: datetime, place: Place = "web") -> None:
    """Take one back."""
    leading = _leading(company)
    with alone():
        row = _own(company, number, leading)
        row.dropped = at
        row.save(update_fields=["dropped"])
        _note(company, row, "date-dropped", at, place)


def keep_date(company: Company, number: int, at: datetime, place: Place = "web") -> None:
    """Say that one took place."""
    leading = _leading(company)
    with alone():
        _keep(company, _own(company, number, leading), at, place)


def kept_by_visit(company: Company, seller: str, day: date, at: datetime, place: Place) -> None:
    """The visit of a day was written down: the viewer's planned one with that seller that is
    nearest to it, of those until that day, took place. For who keeps the visit, in their
    transaction."""
    row = (
        _open()
        .filter(seller=seller, kind="visit", by=company.author, day__lte=day)
        .order_by("-day", "id")
        .first()
    )
    if row is not None:
        _keep(company, row, at, place)


def dates(company: Company, leading: Leading | None = None) -> tuple[Planned, ...]:
    """The days to come and those gone by that nobody kept, of the viewer as a manager; `leading` is
    whom they lead, where that was asked."""
    company.viewer.check(Right.COACH)
    led = (leading or Leading(company)).today
    return tuple(_planned(row) for row in _open().filter(by=company.author) if row.seller in led)


def own_dates(company: Company) -> tuple[Planned, ...]:
    """The days to come that whoever leads the viewer today means to be with them."""
    company.viewer.check(Right.OWN_PLAN)
    person = company.viewer.person
    if not person:
        return ()
    rows = _open().filter(seller=person, day__gte=company.today)
    known = tuple(row for row in rows if is_own(company, row.seller))
    still = {by for by in {row.by for row in known} if _leads_still(company, by, person)}
    return tuple(_planned(row) for row in known if row.by in still)


def _leading(company: Company) -> Leading:
    company.viewer.check(Right.COACH)
    return Leading(company).ready()


def _leads_still(company: Company, by: str, seller: str) -> bool:
    """Whether who planned a day is still there, and leads the seller today."""
    kind, _colon, number = by.partition(":")
    if kind != "user":
        return True
    user = User.objects.filter(pk=int(number)).first()
    return user is not None and Leading(replace(company, viewer=viewer_of(user))).leads(seller)


def _check_day(company: Company, day: date) -> None:
    if day < company.today:
        raise mistake("date-gone-by", value=day.isoformat())
    check_belief(day)


def _open() -> QuerySet[CoachingDate]:
    return CoachingDate.objects.filter(kept=None, dropped=None)


def _keep(company: Company, row: CoachingDate, at: datetime, place: Place) -> None:
    row.kept = at
    row.save(update_fields=["kept"])
    _note(company, row, "date-kept", at, place)


def _own(company: Company, number: int, leading: Leading) -> CoachingDate:
    row = _open().filter(pk=number, by=company.author).first()
    if row is None or not leading.leads(row.seller):
        raise mistake("date-unknown", value=number)
    return row


def _planned(row: CoachingDate) -> Planned:
    return Planned(row.pk, row.seller, row.kind, row.day, row.by)  # type: ignore[arg-type]


def _note(company: Company, row: CoachingDate, action: str, at: datetime, place: Place) -> None:
    note(
        company.viewer, action, at=at, place=place, kind="person", item=row.seller,
        after={"what": row.kind, "day": row.day.isoformat()},
    )  # fmt: skip
