"""The form of a coaching plan: whose, on what, and who could show it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.coaching.areas import AREA_OF, AREAS, STAGE_OF, STAGES, Stage
from husay.coaching.mentor import Match
from husay.coaching.opened_from import Kind, read_opened
from husay.store.coaching.people import Leading, names_of
from husay.store.coaching.playbook import playbook
from husay.store.coaching.showers import who_shows
from husay.store.company import Company
from husay.web.choices import Choice, plain
from husay.web.leading.ways import way
from husay.words import coaching as words
from husay.words import dates
from husay.words.format import count

MOST_NAMED = 5
"""More names than this are no advice."""

WEEKS = 6
"""How long a plan takes unless another day is chosen: long enough to try, short enough to end."""


class PlanForm:
    """The fields of a plan. With `showers`, who does its stage clearly better stands first among
    those who could show it, with why."""

    def __init__(
        self, company: Company, typed: Mapping[str, str], *, showers: bool = False
    ) -> None:
        self.company, self.typed = company, typed
        self.stage = stage_asked(typed.get("stage", ""))
        self.seller = typed.get("seller", "")
        self.asks = showers and Leading(company).leads(self.seller)
        found = who_shows(company, self.seller, self.stage) if self.asks else ()
        self.matches = found[:MOST_NAMED]

    def context(self) -> dict[str, object]:
        """For `_plan_fields.html`."""
        typed, starts = self.typed, self._starts()
        return {
            "sellers": self._people(self.seller),
            "stages": plain([(s, str(words.STAGES[s])) for s in STAGES], self.stage),
            "practices": self._practices(self.stage),
            "showers": self._showers(),
            "matches": [self._match(one) for one in self.matches],
            "asks": self.asks,
            "starts": typed.get("starts") or starts.isoformat(),
            "ends": typed.get("ends") or (starts + timedelta(weeks=WEEKS)).isoformat(),
            "follow_up": typed.get("follow_up", (starts + timedelta(weeks=2)).isoformat()),
            "agenda": typed.get("agenda", ""),
            "opened_from": typed.get("opened_from", ""),
            "opened_text": opened_text(typed.get("opened_from", "")),
            "opened_url": opened_url(typed.get("opened_from", ""), self.seller),
            "chosen_by": _span(typed.get("selected_from", ""), typed.get("selected_until", "")),
            "selected_from": typed.get("selected_from", ""),
            "selected_until": typed.get("selected_until", ""),
        }  # fmt: skip

    def _people(self, chosen: str) -> list[Choice]:
        names = names_of(Leading(self.company).sellers())
        listed = sorted(names.items(), key=lambda pair: pair[1])
        return [Choice(key, name, key == chosen) for key, name in listed]

    def _starts(self) -> date:
        """The first day unless another is chosen: today, or the day after the days that chose the
        person, which are no part of a plan."""
        try:
            last = date.fromisoformat(self.typed.get("selected_until", ""))
        except ValueError:
            return self.company.today
        last = min(last, date.max - timedelta(days=365))
        return max(self.company.today, last + timedelta(days=1))

    def _showers(self) -> list[tuple[str, list[Choice]]]:
        """Who could show it, in groups: those who do it clearly better, best choice first, and all
        others."""
        people = {
            one.value: one
            for one in self._people(self.typed.get("shower", ""))
            if one.value != self.seller
        }
        first = [people.pop(one.person) for one in self.matches if one.person in people]
        others = _("Others in your team") if first else _("Your team")
        groups = [(_("Does it clearly better"), first), (others, list(people.values()))]
        return [(label, some) for label, some in groups if some]

    def _practices(self, stage: Stage) -> list[tuple[str, list[Choice]]]:
        """The playbook's, by area: first those of the stage's own."""
        area, found = AREA_OF[stage], playbook(self.company)
        areas = sorted({k.practice.area for k in found}, key=lambda a: (a != area, a))
        chosen = self.typed.get("practice", "")
        return [
            (
                str(words.AREAS[one]),
                [
                    Choice(k.key, words.said(k.practice.title), k.key == chosen)
                    for k in found
                    if k.practice.area == one
                ],
            )
            for one in areas
        ]

    def _match(self, match: Match) -> tuple[str, str]:
        name = names_of([match.person])[match.person]
        load = ngettext("shows it to %(n)s already", "shows it to %(n)s already", match.load)
        told = [str(words.NEAR[match.near])]
        if match.load:
            told.append(load % {"n": count(match.load)})
        return name, ", ".join(told)


def stage_asked(text: str) -> Stage:
    """The stage that an address or a form names, be it by an area of the playbook; closing where it
    names none."""
    if text in STAGES:
        return text
    return STAGE_OF[text] if text in AREAS else "closing"


def opened_text(opened_from: str) -> str:
    """What led to a plan, in words; '' for nothing that is told."""
    found = read_opened(opened_from)
    if found is None:
        return ""
    texts: dict[Kind, str] = {
        "signal": _("Opened from signal %(item)s.") % {"item": found.item},
        "gap": _("Opened from a gap."),
        "visit": _("Opened from a visit."),
        "week": _("Opened from My week."),
        "practice": _("Opened from the playbook."),
    }
    return texts.get(found.kind, "")


def opened_url(opened_from: str, seller: str) -> str:
    """To what led to a plan, for who leads its seller; '' where that is no page."""
    found = read_opened(opened_from)
    if found is None:
        return ""
    if found.kind == "signal":
        return reverse("signal", args=[int(found.item)])
    if found.kind == "gap" and seller:
        return way("ranking-gap", of=f"seller:{seller}")
    try:
        return reverse("visits-visit", args=[UUID(found.item)]) if found.kind == "visit" else ""
    except ValueError:
        return ""


def _span(first: str, last: str) -> str:
    """Days that an address or a form names; '' where they are none."""
    try:
        return dates.span(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        return ""
