"""The pages of visits: one of them, and the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.coaching.areas import AREAS, STAGE_OF, Area
from husay.coaching.scores import Choke, by_area, choke_point, lately
from husay.coaching.visit import Visit
from husay.store.coaching.people import is_own, names_of
from husay.store.coaching.playbook import words_of
from husay.store.coaching.visits import VisitSeen, visits
from husay.store.company import Company
from husay.web.coaching.reading import author_name, author_names
from husay.web.empty import Empty, Way
from husay.words import coaching as words
from husay.words import dates
from husay.words.figure import Figure, Sentence, compose
from husay.words.format import count

_LISTED = 200


@dataclass(frozen=True)
class ScoreLine:
    """A behaviour as it was scored; `step` is the score, 0 where there was no occasion."""

    said: str
    word: str
    step: int


@dataclass(frozen=True)
class VisitLine:
    """A visit in a list."""

    key: str
    who: str
    what: str
    day: str
    by: str
    scored: str


class VisitPage:
    """A visit as its reader has it."""

    def __init__(self, company: Company, seen: VisitSeen) -> None:
        self.company, self.seen, self.visit = company, seen, seen.visit
        self.name = names_of([self.visit.seller])[self.visit.seller]
        self.own = is_own(company, self.visit.seller)

    def context(self) -> dict[str, object]:
        """For `visit.html`."""
        visit = self.visit
        lowest = _lowest(visit)
        return {
            "changed": dates.moment(self.seen.changed) if self.seen.changed else "",
            "visit": visit, "seen": self.seen, "name": self.name, "own": self.own,
            "sentence": self._sentence(),
            "areas": self._areas(),
            "told": [
                (label, said)
                for label, said in (
                    (_("Went well"), visit.strength), (_("To work on"), visit.work_on),
                    (_("Next step"), visit.next_step),
                )
                if said
            ],
            "stage": STAGE_OF[lowest] if lowest else STAGE_OF[AREAS[0]],
        }  # fmt: skip

    def _sentence(self) -> Sentence:
        visit = self.visit
        if self.own:
            text = _("{by} was with you on {day}.")
        elif visit.kind == "call":
            text = _("{by} listened to {name} on {day}.")
        else:
            text = _("{by} went along with {name} on {day}.")
        parts = compose(
            text, by=Figure(text=author_name(visit.by)), name=Figure(text=self.name),
            day=dates.day(visit.day),
        )  # fmt: skip
        customer = (_("Customer: %(customer)s") % {"customer": self._customer()},)
        return Sentence(parts, (customer,) if visit.customer else ())

    def _customer(self) -> str:
        known = self.company.names("customer", [self.visit.customer])
        return known.get(self.visit.customer, self.visit.customer)

    def _areas(self) -> list[tuple[str, list[ScoreLine]]]:
        said = words_of(self.visit.scores)
        return [
            (
                str(words.AREAS[area]),
                [
                    ScoreLine(words.said(said[one]), words.score_text(one.score), one.score or 0)
                    for one in self.visit.scores
                    if one.area == area
                ],
            )
            for area in AREAS
            if any(one.area == area for one in self.visit.scores)
        ]


def _lowest(visit: Visit) -> Area | None:
    """The area scored lowest at this visit: where a plan that is opened from it begins."""
    means = {area: scores.mean for area, scores in by_area([visit]).items()}
    return min(means, key=lambda area: (means[area], AREAS.index(area)), default=None)


def visits_page(company: Company) -> dict[str, object]:
    """For `visits.html`."""
    found = visits(company)
    names = names_of(one.visit.seller for one in found)
    return {
        "sentence": _visits_sentence(found),
        "lines": visit_lines(found[-_LISTED:], names),
        "empty": None if found else _nothing(),
        "held": _held(lately((one.visit for one in found), company.today), names),
    }


def visit_lines(some: Sequence[VisitSeen], names: Mapping[str, str]) -> list[VisitLine]:
    """Visits in a list, the newest first."""
    authors = author_names(one.visit.by for one in some)
    return [_line(one, names, authors) for one in reversed(some)]


def _line(one: VisitSeen, names: Mapping[str, str], authors: Mapping[str, str]) -> VisitLine:
    visit = one.visit
    means = by_area([visit])
    scored = ", ".join(
        f"{words.AREAS[area]} {words.mean_text(scores.mean)}" for area, scores in means.items()
    )
    return VisitLine(
        visit.key, names.get(visit.seller, visit.seller), str(words.KINDS[visit.kind]),
        dates.day(visit.day), authors[visit.by], scored,
    )  # fmt: skip


def _visits_sentence(found: tuple[VisitSeen, ...]) -> Sentence:
    people = len({one.visit.seller for one in found})
    text = ngettext(
        "{n} visit or call with {people} of your people is written down.",
        "{n} visits and calls with {people} of your people are written down.",
        len(found),
    )
    figures = {"n": Figure(text=count(len(found))), "people": Figure(text=count(people))}
    return Sentence(compose(text, **figures))


def _held(found: tuple[Visit, ...], names: dict[str, str]) -> list[tuple[str, str]]:
    """Who is held up where, as far as visits of late can say so."""
    held = []
    for seller, name in names.items():
        choke = choke_point(by_area(visit for visit in found if visit.seller == seller))
        if isinstance(choke, Choke):
            held.append((name, words.choke_text(choke)))
    return held


def _nothing() -> Empty:
    return Empty(
        title=_("No visit is written down yet"),
        text=_("Most sellers have too few deals for figures to say where they are held up. Whoever "
               "goes along sees it: two or three scores and one line, in less than a minute."),
        steps=(
            _("Go along with a seller, or listen to a call, and say little."),
            _("Score what you saw, on the phone, in the car park: no network is needed."),
            _("Say one thing that went well and one to work on, and mean both."),
        ),
        action=Way(reverse("visits-new"), _("Write a visit down")),
    )  # fmt: skip
