"""The form of a visit: made for a thumb, and the same whether there is a network or not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from django.http import HttpRequest
from django.utils.translation import gettext as _

from husay.basics.problem import Mistake, Problem, mistake
from husay.coaching.areas import AREA_OF, AREAS, Area
from husay.coaching.visit import (
    KINDS,
    LONGEST,
    LONGEST_CUSTOMER,
    SCORES,
    Scored,
    Visit,
)
from husay.store.coaching.people import Leading, names_of
from husay.store.coaching.plans import plans
from husay.store.coaching.playbook import Kept, playbook, revisions
from husay.store.company import Company
from husay.web.choices import Choice, plain
from husay.web.coaching.reading import day, text
from husay.words import coaching as words
from husay.words.figure import Sentence

_SCORE = "s"


@dataclass(frozen=True)
class BehaviourRow:
    """A behaviour to be scored: the field's name, what it says, and the choices."""

    name: str
    said: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class AreaPart:
    """An area with its practices: (title, behaviours) pairs; `open` where it is shown at once."""

    area: Area
    name: str
    practices: tuple[tuple[str, tuple[BehaviourRow, ...]], ...]
    open: bool


class VisitForm:
    """The form, with what was typed. Without `team` it names nobody: it may be kept in a browser.
    With `edits` it changes a visit that is kept (`typed_of`)."""

    def __init__(
        self, company: Company, typed: dict[str, str], *, team: bool = True, edits: bool = False
    ) -> None:
        self.company, self.typed, self.team, self.edits = company, typed, team, edits
        self.scored = {
            (parts[1], parts[3]): int(parts[2])
            for parts in (name.split(":") for name in typed if name.startswith(f"{_SCORE}:"))
            if len(parts) == 4 and _is_revision(parts[2])
        }

    def context(self) -> dict[str, object]:
        """For `visit_form.html`."""
        seller = self.typed.get("seller", "")
        return {
            "sentence": Sentence((_("What was mistyped?") if self.edits else _("How did it go?"),)),
            "edits": self.edits,
            "key": self.typed.get("key") or str(uuid4()),
            "sellers": self._sellers(seller), "team": self.team, "seller": seller,
            "who": self.typed.get("who", ""),
            "kinds": plain([(k, str(words.KINDS[k])) for k in KINDS],
                           self.typed.get("kind", "visit")),
            "today": self.company.today.isoformat(),
            "day": self.typed.get("day", self.company.today.isoformat()),
            "customer": self.typed.get("customer", ""),
            "areas": self._areas(seller),
            "strength": self.typed.get("strength", ""),
            "work_on": self.typed.get("work_on", ""),
            "next_step": self.typed.get("next_step", ""),
            "longest": LONGEST, "longest_customer": LONGEST_CUSTOMER,
        }  # fmt: skip

    def _sellers(self, chosen: str) -> list[Choice]:
        if not self.team:
            return []
        names = names_of(Leading(self.company).sellers())
        listed = sorted(names.items(), key=lambda pair: pair[1])
        return [Choice(key, name, key == chosen) for key, name in listed]

    def _areas(self, seller: str) -> list[AreaPart]:
        found = self._practices()
        worked_on = self._worked_on(seller, found)
        return [
            AreaPart(
                area, str(words.AREAS[area]),
                tuple(
                    (words.said(kept.practice.title), self._rows(kept))
                    for kept in found
                    if kept.practice.area == area
                ),
                area in worked_on,
            )
            for area in AREAS
        ]  # fmt: skip

    def _practices(self) -> list[Kept]:
        """Those that are offered; and of what was scored, what is not in them any more."""
        found = list(playbook(self.company))
        offered = {(k.key, one.key) for k in found for one in k.practice.behaviours}
        for key in dict.fromkeys(key for key, name in self.scored if (key, name) not in offered):
            wanted = {name for scored, name in self.scored if scored == key} - {
                name for known, name in offered if known == key
            }
            found += _as_scored(self.company, key, wanted)
        return found

    def _worked_on(self, seller: str, found: Iterable[Kept]) -> set[Area]:
        """The areas that are opened: those that were scored, or that the seller works on."""
        typed = {name.split(":")[1] for name in self.typed if name.startswith(f"{_SCORE}:")}
        scored = {kept.practice.area for kept in found if kept.key in typed}
        if scored or not self.team or not seller:
            return scored
        open_plans = [one.plan for one in plans(self.company, seller) if one.plan.open]
        return {AREA_OF[plan.stage] for plan in open_plans}

    def _rows(self, kept: Kept) -> tuple[BehaviourRow, ...]:
        rows = []
        for behaviour in kept.practice.behaviours:
            revision = self.scored.get((kept.key, behaviour.key), kept.revision)
            name = f"{_SCORE}:{kept.key}:{revision}:{behaviour.key}"
            options = [("0", words.score_text(None))]
            options += [(str(score), words.score_text(score)) for score in SCORES]
            chosen = plain(options, self.typed.get(name, ""))
            rows.append(BehaviourRow(name, words.said(behaviour.said), chosen))
        return tuple(rows)


def typed_of(visit: Visit) -> dict[str, str]:
    """A kept visit as the form would have sent it."""
    scores = {
        f"{_SCORE}:{one.practice}:{one.revision}:{one.behaviour}": str(one.score or 0)
        for one in visit.scores
    }
    return scores | {
        "key": visit.key, "seller": visit.seller, "kind": visit.kind, "day": visit.day.isoformat(),
        "customer": visit.customer, "strength": visit.strength, "work_on": visit.work_on,
        "next_step": visit.next_step,
    }  # fmt: skip


def _is_revision(text: str) -> bool:
    return text.isdecimal() and len(text) < 9


def _as_scored(company: Company, key: str, wanted: set[str]) -> list[Kept]:
    """Behaviours that a practice had once, as its newest revision with them has them."""
    try:
        known = revisions(company, key)
    except Mistake:
        return []
    for kept in known:
        some = tuple(one for one in kept.practice.behaviours if one.key in wanted)
        if some:
            return [replace(kept, practice=replace(kept.practice, behaviours=some))]
    return []


def read_visit(request: HttpRequest, company: Company) -> Visit:
    """The visit that was sent; raises Mistake with what cannot be read."""
    return Visit(
        key=_key(request),
        seller=_seller(request, company),
        by=company.author,
        day=day(request, "day", "visit-day"),
        kind=request.POST.get("kind", "")[:10],  # type: ignore[arg-type]
        customer=text(request, "customer", LONGEST_CUSTOMER),
        scores=_scores(request, company),
        strength=text(request, "strength", LONGEST),
        work_on=text(request, "work_on", LONGEST),
        next_step=text(request, "next_step", LONGEST),
    )


def _key(request: HttpRequest) -> str:
    try:
        return str(UUID(request.POST.get("key", "")))
    except ValueError as error:
        raise Mistake(Problem(code="visit-key")) from error


def _seller(request: HttpRequest, company: Company) -> str:
    """Whom it was with: chosen, or written by name or identifier where there was no list."""
    chosen = text(request, "seller", 255)
    if chosen:
        return chosen
    written = text(request, "who", 255)
    names = names_of(Leading(company).sellers())
    if not written or written in names:
        return written
    found = [key for key, name in names.items() if name.casefold() == written.casefold()]
    if len(found) != 1:
        raise mistake("visit-seller-unknown", value=written)
    return found[0]


def _scores(request: HttpRequest, company: Company) -> tuple[Scored, ...]:
    """The scores; what is no field of a form of ours is left to be refused with the others."""
    areas = {
        kept.key: kept.practice.area
        for kept in (*playbook(company), *playbook(company, retired=True))
    }
    found = []
    for name, value in request.POST.items():
        parts = str(name).split(":")
        if len(parts) != 4 or parts[0] != _SCORE or not value:
            continue
        score = int(str(value)) if str(value).isdecimal() and len(str(value)) == 1 else -1
        revision = int(parts[2]) if _is_revision(parts[2]) else 0
        area = areas.get(parts[1], AREAS[0])
        found.append(Scored(parts[1], revision, parts[3], area, None if score == 0 else score))
    return tuple(found)
