"""Joint visits and calls: kept once, however often they are sent, and seen by whom they concern.

Scores go on with a person: whoever leads them today sees all of them. What was written at a visit
is like a note: for the seller, for who wrote it, and for who led the seller that day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from husay.access.role import Right
from husay.basics.problem import Mistake, Problem, mistake
from husay.coaching.visit import CHANGED_WITHIN, Scored, Visit, may_change, mistakes
from husay.store.coaching.dates import kept_by_visit
from husay.store.coaching.people import Leading, check_led, day_of, is_own, shown_to
from husay.store.coaching.playbook import never_said
from husay.store.records.alone import alone
from husay.store.records.audit import Place, note
from husay.store.records.models import CoachingVisit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from husay.store.company import Company


@dataclass(frozen=True)
class VisitSeen:
    """A visit as its viewer has it; without `words` its words are none of the viewer's business,
    and empty. `changed` says when it was last changed, `may_change` whether the viewer still may.
    """

    visit: Visit
    made: datetime
    words: bool
    changed: datetime | None = None
    may_change: bool = False


def keep(company: Company, visit: Visit, at: datetime, place: Place = "web") -> VisitSeen:
    """Keep a visit of somebody whom the viewer leads, and led that day; the day that was planned
    for it is kept with it. Sent again by the same manager it is the same visit, as it was sent
    last, if that is within a week of the first time.

    Raises Mistake with its `mistakes`, `visit-behaviour-unknown`, `not-yours-to-coach`,
    `visit-of-another` where its key is taken, and `visit-is-old` for a change that comes too late.
    """
    company.viewer.check(Right.COACH)
    given, leading = replace(visit, by=company.author), Leading(company).ready(visit.day)
    with alone():
        row = CoachingVisit.objects.filter(key=given.key).first()
        before = None if row is None else _visit(row)
        known = before.scores if before else ()
        wrong = (*mistakes(given, company.today), *_unknown(given, known))
        if wrong:
            raise Mistake(*wrong)
        check_led(leading, given.seller, given.day)
        if row is not None and row.by != given.by:
            raise mistake("visit-of-another")
        if row is None:
            row = CoachingVisit(key=given.key, made=at, by=given.by)
            _put(row, given)
            _note(company, row, "visit-kept", at, place)
            if given.kind == "visit":
                kept_by_visit(company, given.seller, given.day, at, place)
        elif before != given:
            _check_change(company, row, leading)
            row.changed = at
            _put(row, given)
            _note(company, row, "visit-changed", at, place)
    return VisitSeen(_visit(row), row.made, True, row.changed, _may_change(company, row, leading))


def _check_change(company: Company, row: CoachingVisit, leading: Leading) -> None:
    """Raise Mistake where a kept visit stays as it is: its seller has another manager by now, or it
    is too old."""
    check_led(leading, row.seller)
    if not _may_change(company, row, leading):
        raise mistake("visit-is-old", days=CHANGED_WITHIN)


def _may_change(company: Company, row: CoachingVisit, leading: Leading) -> bool:
    mine = row.by == company.author and leading.leads(row.seller)
    return bool(mine and may_change(day_of(row.made), company.today))


def one_visit(company: Company, key: str) -> VisitSeen:
    """A visit by its key; raises Mistake `visit-unknown` where it is none of the viewer's."""
    row = CoachingVisit.objects.filter(key=key).first()
    found = None if row is None else _seen(company, row, Leading(company))
    if found is None:
        raise mistake("visit-unknown", value=key)
    return found


def visits(
    company: Company,
    seller: str | None = None,
    *,
    newest: int | None = None,
    leading: Leading | None = None,
) -> tuple[VisitSeen, ...]:
    """The visits that are the viewer's to see, of one seller or of all, oldest first; with `newest`
    at most so many, the last ones. `leading` is whom the viewer leads, where that was asked."""
    leading = leading or Leading(company)
    rows = CoachingVisit.objects.filter(shown_to(company, leading, seller)).reverse()
    found = (_seen(company, row, leading) for row in rows.iterator())
    seen = islice((one for one in found if one is not None), newest)
    return tuple(reversed(tuple(seen)))


def _seen(company: Company, row: CoachingVisit, leading: Leading) -> VisitSeen | None:
    visit = _visit(row)
    if is_own(company, row.seller):
        return VisitSeen(visit, row.made, True, row.changed)
    if not leading.leads(row.seller):
        return None
    words = row.by == company.author or leading.leads(row.seller, row.day)
    if not words:
        visit = replace(visit, strength="", work_on="", next_step="")
    may = _may_change(company, row, leading)
    return VisitSeen(visit, row.made, words, row.changed, may)


def _unknown(given: Visit, before: Iterable[Scored]) -> Iterable[Problem]:
    """Behaviours that the playbook never had, as far as they were not written down before. What it
    had when the form was opened counts: where there was no network, that may be days ago."""
    kept = {(one.practice, one.behaviour, one.area) for one in before}
    for one in never_said(given.scores):
        if (one.practice, one.behaviour, one.area) not in kept:
            yield Problem(code="visit-behaviour-unknown", value=one.name)


def _put(row: CoachingVisit, visit: Visit) -> None:
    row.seller, row.day, row.kind = visit.seller, visit.day, visit.kind
    row.customer = visit.customer
    row.strength, row.work_on, row.next_step = visit.words
    row.scores = [
        {
            "practice": one.practice, "revision": one.revision, "behaviour": one.behaviour,
            "area": one.area, "score": one.score,
        }
        for one in visit.scores
    ]  # fmt: skip
    row.save()


def _visit(row: CoachingVisit) -> Visit:
    return Visit(
        key=str(row.key), seller=row.seller, by=row.by, day=row.day, kind=row.kind,  # type: ignore[arg-type]
        customer=row.customer, scores=tuple(Scored(**one) for one in row.scores),
        strength=row.strength, work_on=row.work_on, next_step=row.next_step,
    )  # fmt: skip


def _note(company: Company, row: CoachingVisit, action: str, at: datetime, place: Place) -> None:
    note(
        company.viewer, action, at=at, place=place, kind="visit", item=str(row.key),
        after={"seller": row.seller, "day": row.day.isoformat()},
    )  # fmt: skip
