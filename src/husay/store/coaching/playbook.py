"""The playbook: what Husay comes with, as far as the company has not written its own.

A practice that came with Husay is copied into the records when it is first edited or retired;
from then on only its revisions there count. Nothing is deleted: what was scored can be read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import F, QuerySet

from husay.access.role import Right
from husay.basics.problem import Mistake, mistake
from husay.coaching.areas import AREAS
from husay.coaching.practice import Behaviour, Origin, Practice, Said, mistakes
from husay.coaching.starter import STARTER
from husay.coaching.visit import Scored
from husay.store.coaching.people import Leading, check_led
from husay.store.records.alone import alone
from husay.store.records.audit import Place, note
from husay.store.records.models import PracticeRevision, PracticeRow

if TYPE_CHECKING:
    from husay.store.company import Company

LONGEST_SEEN = 1_000
"""Characters of what was seen of whoever does a practice well."""

_STARTER = {practice.key: practice for practice in STARTER}
_STARTER_AREAS = {practice.key: practice.area for practice in STARTER}


@dataclass(frozen=True)
class Kept:
    """A practice as it stands: which revision it is, and who wrote it when (0, '' and None for one
    that came with Husay and was never touched)."""

    practice: Practice
    revision: int = 0
    by: str = ""
    at: datetime | None = None

    @property
    def key(self) -> str:
        """Its place in addresses."""
        return self.practice.key


def playbook(company: Company, *, retired: bool = False) -> tuple[Kept, ...]:
    """The practices by area, those of Husay first; with `retired` those that are not offered."""
    company.viewer.check(Right.SEE_PLAYBOOK)
    found = {key: Kept(practice) for key, practice in _STARTER.items()}
    for revision in _newest():
        found[revision.practice.key] = _kept(company, revision)
    chosen = [kept for kept in found.values() if kept.practice.retired == retired]
    return tuple(sorted(chosen, key=lambda kept: AREAS.index(kept.practice.area)))


def practice(company: Company, key: str) -> Kept:
    """A practice, retired or not; raises Mistake `practice-unknown`."""
    company.viewer.check(Right.SEE_PLAYBOOK)
    revision = _newest().filter(practice__key=key).first()
    if revision is not None:
        return _kept(company, revision)
    if key in _STARTER:
        return Kept(_STARTER[key])
    raise mistake("practice-unknown", value=key)


def revisions(company: Company, key: str) -> tuple[Kept, ...]:
    """Every revision of a practice, newest first."""
    practice(company, key)
    rows = PracticeRevision.objects.filter(practice__key=key).select_related("practice")
    found = [_kept(company, row) for row in rows.order_by("-number")]
    return (*found, Kept(_STARTER[key])) if key in _STARTER else tuple(found)


def write(company: Company, given: Practice, seen: int, at: datetime, place: Place = "web") -> Kept:
    """Keep a practice; with key '' it is a new one. `seen` is the revision that was edited.

    Raises Mistake with `mistakes` of it, `practice-unknown`, and `practice-changed` where somebody
    else was faster.
    """
    company.viewer.check(Right.EDIT_PLAYBOOK)
    wrong = mistakes(given)
    if wrong:
        raise Mistake(*wrong)
    with alone():
        row = _row(given) if given.key else _new_row(given)
        if row.newest != seen:
            raise mistake("practice-changed", value=row.newest)
        row.newest, row.area = row.newest + 1, given.area
        row.save(update_fields=["newest", "area"])
        revision = _write(row, given, company.author, at)
        note(
            company.viewer, "practice-changed", at=at, place=place, kind="practice", item=row.key,
            after={"revision": row.newest},
        )  # fmt: skip
    return _kept(company, revision)


def promote(
    company: Company, key: str, seller: str, seen: str, at: datetime, place: Place = "web"
) -> Kept:
    """Say from which seller a practice was learned, and what was seen there. Whether they are named
    is theirs to say (`agree`). Raises Mistake where the viewer does not lead them, and
    `practice-seen-too-long`."""
    _check_learned(company, seller, seen)
    with alone():
        _promote(company, _touched(company, key, at), seller, seen, at, place)
    return practice(company, key)


def write_learned(
    company: Company, given: Practice, revision: int, seller: str, seen: str, at: datetime,
    place: Place = "web",
) -> Kept:  # fmt: skip
    """Keep a practice (`write`) that was learned from a seller (`promote`): both or neither."""
    _check_learned(company, seller, seen)
    with alone():
        key = write(company, given, revision, at, place).key
        _promote(company, _touched(company, key, at), seller, seen, at, place)
    return practice(company, key)


def _check_learned(company: Company, seller: str, seen: str) -> None:
    company.viewer.check(Right.EDIT_PLAYBOOK)
    check_led(Leading(company), seller)
    if len(seen.strip()) > LONGEST_SEEN:
        raise mistake("practice-seen-too-long", most=LONGEST_SEEN)


def _promote(
    company: Company, row: PracticeRow, seller: str, seen: str, at: datetime, place: Place
) -> None:
    row.from_seller, row.seen, row.seen_by = seller, seen.strip(), company.author
    row.agreed = None
    row.save()
    note(
        company.viewer, "practice-promoted", at=at, place=place, kind="practice", item=row.key,
        after={"seller": seller},
    )  # fmt: skip


def retire(
    company: Company, key: str, at: datetime, *, back: bool = False, place: Place = "web"
) -> Kept:
    """Offer a practice no more, or again with `back`."""
    company.viewer.check(Right.EDIT_PLAYBOOK)
    with alone():
        row = _touched(company, key, at)
        if (row.retired is None) is not back:
            row.retired = None if back else at
            row.save(update_fields=["retired"])
            action = "practice-restored" if back else "practice-retired"
            note(company.viewer, action, at=at, place=place, kind="practice", item=key)
    return practice(company, key)


def agree(company: Company, key: str, yes: bool, at: datetime, place: Place = "web") -> None:
    """Say whether one is named as the one from whom a practice was learned; raises Mistake
    `practice-unknown` for anybody else."""
    company.viewer.check(Right.OWN_PLAN)
    with alone():
        person = company.viewer.person
        row = PracticeRow.objects.filter(key=key, from_seller=person or "-").first()
        if row is None or row.from_seller != person:
            raise mistake("practice-unknown", value=key)
        row.agreed = yes
        row.save(update_fields=["agreed"])
        note(
            company.viewer, "practice-credit", at=at, place=place, kind="practice", item=key,
            after={"agreed": yes},
        )  # fmt: skip


def learned_from(company: Company) -> tuple[tuple[Kept, bool | None], ...]:
    """The practices that were learned from the viewer, with what they said to being named."""
    company.viewer.check(Right.OWN_PLAN)
    person = company.viewer.person
    rows = _newest().filter(practice__from_seller=person, practice__retired=None) if person else ()
    return tuple(
        (_kept(company, row), row.practice.agreed)
        for row in rows
        if row.practice.from_seller == person
    )


def words_of(scores: Iterable[Scored]) -> dict[Scored, Said]:
    """What each behaviour said when it was scored."""
    asked = tuple(scores)
    found = _said({one.practice for one in asked})
    return {one: found.get((one.practice, one.revision, one.behaviour), Said()) for one in asked}


def never_said(scores: Iterable[Scored]) -> tuple[Scored, ...]:
    """The scores of what no revision of the playbook has, as it was scored."""
    asked = tuple(scores)
    found = _said({one.practice for one in asked})
    areas = _STARTER_AREAS | dict(PracticeRow.objects.values_list("key", "area"))
    return tuple(
        one
        for one in asked
        if (one.practice, one.revision, one.behaviour) not in found
        or areas.get(one.practice) != one.area
    )


def _said(keys: set[str]) -> dict[tuple[str, int, str], Said]:
    """What the behaviours of some practices say, by practice, revision and behaviour."""
    found: dict[tuple[str, int, str], Said] = {}
    for key in keys & _STARTER.keys():
        for behaviour in _STARTER[key].behaviours:
            found[key, 0, behaviour.key] = behaviour.said
    for row in PracticeRevision.objects.filter(practice__key__in=keys).select_related("practice"):
        for one in row.behaviours:
            found[row.practice.key, row.number, one["key"]] = Said(one["en"], one["fil"])
    return found


def _newest() -> QuerySet[PracticeRevision]:
    rows = PracticeRevision.objects.filter(number=F("practice__newest"))
    return rows.select_related("practice").order_by("practice__id")


def _kept(company: Company, revision: PracticeRevision) -> Kept:
    row = revision.practice
    made = Practice(
        row.key, row.area,  # type: ignore[arg-type]
        Said(revision.title_en, revision.title_fil), Said(revision.what_en, revision.what_fil),
        tuple(Behaviour(b["key"], Said(b["en"], b["fil"])) for b in revision.behaviours),
        _origin(company, row), row.retired is not None,
    )  # fmt: skip
    return Kept(made, revision.number, revision.by, revision.at)


def _origin(company: Company, row: PracticeRow) -> Origin | None:
    """Where it was learned: the seller's identifier only for themselves, for who saw it, and for
    all once they agreed."""
    if not row.from_seller:
        return None
    named = row.agreed or company.viewer.person == row.from_seller or row.seen_by == company.author
    seller = row.from_seller if named else ""
    return Origin(seller, row.seen if named else "", row.seen_by, bool(row.agreed))


def _row(given: Practice) -> PracticeRow:
    row = PracticeRow.objects.filter(key=given.key).first()
    if row is None and given.key not in _STARTER:
        raise mistake("practice-unknown", value=given.key)
    return row or PracticeRow.objects.create(key=given.key, area=given.area)


def _new_row(given: Practice) -> PracticeRow:
    taken = set(PracticeRow.objects.values_list("key", flat=True))
    key = next(f"p{n}" for n in range(1, len(taken) + 2) if f"p{n}" not in taken)
    return PracticeRow.objects.create(key=key, area=given.area)


def _touched(company: Company, key: str, at: datetime) -> PracticeRow:
    """The row of a practice, with Husay's own text as its first revision where it had none."""
    row = PracticeRow.objects.filter(key=key).first()
    if row is None:
        given = practice(company, key).practice
        row = PracticeRow.objects.create(key=key, area=given.area, newest=1)
        _write(row, given, company.author, at)
    return row


def _write(row: PracticeRow, given: Practice, by: str, at: datetime) -> PracticeRevision:
    behaviours = [{"key": b.key, "en": b.said.en, "fil": b.said.fil} for b in given.behaviours]
    return PracticeRevision.objects.create(
        practice=row, number=row.newest, title_en=given.title.en, title_fil=given.title.fil,
        what_en=given.what.en, what_fil=given.what.fil, behaviours=behaviours, by=by, at=at,
    )  # fmt: skip


def used_keys(company: Company, key: str) -> frozenset[str]:
    """The keys of behaviours that any revision of a practice has had; none for a new one ('')."""
    if not key:
        return frozenset()
    kept = revisions(company, key)
    return frozenset(b.key for one in kept for b in one.practice.behaviours)
