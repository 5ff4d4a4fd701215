"""Notes: private to whoever wrote them, unless they share them.

A manager has their notes about somebody for as long as they lead them. A shared one is read by the
seller, and by who leads the seller today and led them on the day that it was written: a later
manager begins with a clean page. A seller's own notes are theirs; a shared one is read by who led
them that day and does so still. Nobody else reads any: no executive, no administrator.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from husay.basics.problem import mistake
from husay.store.coaching.people import Leading, check_led, day_of, is_own
from husay.store.coaching.plans import one_plan
from husay.store.records.alone import alone
from husay.store.records.audit import Place, note
from husay.store.records.models import CoachingNote

if TYPE_CHECKING:
    from husay.store.company import Company

LONGEST = 2_000


@dataclass(frozen=True)
class Note:
    """A note as its reader has it: `mine` says that the reader wrote it, `own` that the seller
    whom it is about did."""

    number: int
    seller: str
    plan: int | None
    by: str
    words: str
    shared: bool
    at: datetime
    mine: bool
    own: bool


def write(
    company: Company,
    seller: str,
    words: str,
    at: datetime,
    *,
    shared: bool = False,
    plan: int | None = None,
    place: Place = "web",
) -> Note:
    """Write a note about somebody whom one leads, or about one's own work.

    Raises Mistake `note-without-words`, `note-too-long`, `not-yours-to-coach`,
    `coaching-unknown`.
    """
    if not is_own(company, seller):
        check_led(Leading(company), seller)
    if not words.strip():
        raise mistake("note-without-words")
    if len(words) > LONGEST:
        raise mistake("note-too-long", most=LONGEST)
    if plan is not None and one_plan(company, plan).plan.seller != seller:
        raise mistake("coaching-unknown", value=plan)
    with alone():
        row = CoachingNote.objects.create(
            seller=seller, plan_id=plan, by=company.author, own=is_own(company, seller),
            words=words.strip(), shared=shared, at=at,
        )  # fmt: skip
        _log(company, row, "note-written", at, place)
    return _note(row, mine=True)


def notes(company: Company, seller: str) -> tuple[Note, ...]:
    """The notes about a seller that are the viewer's to read, newest first."""
    leading = Leading(company)
    rows = CoachingNote.objects.filter(seller=seller)
    return tuple(
        _note(row, mine=_is_mine(company, row)) for row in rows if _reads(company, row, leading)
    )


def share(company: Company, number: int, shared: bool, at: datetime, place: Place = "web") -> Note:
    """Share a note of one's own, or take it back."""
    leading = Leading(company).ready()
    with alone():
        row = _mine(company, number, leading)
        if row.shared is not shared:
            row.shared = shared
            row.save(update_fields=["shared"])
            _log(company, row, "note-shared", at, place)
    return _note(row, mine=True)


def remove(company: Company, number: int, at: datetime, place: Place = "web") -> None:
    """Take a note of one's own away, for good."""
    leading = Leading(company).ready()
    with alone():
        row = _mine(company, number, leading)
        _log(company, row, "note-removed", at, place)
        row.delete()


def _reads(company: Company, row: CoachingNote, leading: Leading) -> bool:
    own = is_own(company, row.seller)
    if _is_mine(company, row):
        return own or leading.leads(row.seller)
    if not row.shared or company.viewer.operator:
        return False
    return own or (leading.leads(row.seller) and leading.leads(row.seller, day_of(row.at)))


def _is_mine(company: Company, row: CoachingNote) -> bool:
    return not company.viewer.operator and bool(row.by == company.author)


def _mine(company: Company, number: int, leading: Leading) -> CoachingNote:
    row = CoachingNote.objects.filter(pk=number).first()
    if row is None or not _is_mine(company, row) or not _reads(company, row, leading):
        raise mistake("note-unknown", value=number)
    return row


def _note(row: CoachingNote, *, mine: bool) -> Note:
    return Note(
        row.pk, row.seller, row.plan_id, row.by, row.words, row.shared, row.at, mine, row.own
    )


def _log(company: Company, row: CoachingNote, action: str, at: datetime, place: Place) -> None:
    note(
        company.viewer, action, at=at, place=place, kind="person", item=row.seller,
        after={"note": row.pk, "shared": row.shared},
    )  # fmt: skip
