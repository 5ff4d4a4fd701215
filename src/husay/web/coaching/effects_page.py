"""The page "Did it work": effects of coaching, practices by what they did, and a start by lot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from husay.coaching.effects import Told
from husay.stats.effect import Effect
from husay.store.coaching.effects import EffectsSeen, Lot
from husay.store.coaching.people import names_of
from husay.store.coaching.playbook import playbook
from husay.store.company import Company
from husay.web.table import Cell, Column, Table
from husay.words import dates
from husay.words.coaching_effects import (
    TONES,
    VERDICTS,
    circles_sentence,
    effects_sentence,
    on_text,
    percent,
    stage_text,
)
from husay.words.figure import Figure


def titles_of(company: Company) -> dict[str, str]:
    """What practices are called, the retired ones too."""
    language = get_language() or "en"
    kept = [one.practice for off in (True, False) for one in playbook(company, retired=off)]
    return {practice.key: practice.title.text(language) for practice in kept}


class EffectsPage:
    """One view of "Did it work"."""

    def __init__(
        self,
        company: Company,
        seen: EffectsSeen,
        people: Sequence[str],
        asked: dict[str, object],
        drawn: Lot | None,
        circles: EffectsSeen,
    ) -> None:
        self.company, self.seen, self.people = company, seen, people
        self.asked, self.drawn, self.circles = asked, drawn, circles

    def context(self) -> dict[str, object]:
        """What the template shows."""
        plans = _("Against those not coached in the same months")
        circles = _("Pairs and circles, apart from plans: against those in neither")
        tables = (
            self._effects(self.seen, plans), self._practices(),
        )  # fmt: skip
        of_circles = self._effects(self.circles, circles)
        chosen = set(self.asked.get("people", ()))  # type: ignore[call-overload]
        named = names_of(self.people)
        return {
            "sentence": effects_sentence(self.seen),
            "tables": [table for table in tables if table.rows],
            "circles": circles_sentence(self.circles),
            "circle_table": of_circles if of_circles.rows else None,
            "people": [
                (p, named[p], p in chosen) for p in sorted(self.people, key=lambda p: named[p])
            ],
            "starts": self.asked.get("starts", ""),
            "seed": self.asked.get("seed", ""),
            "lot": self._lot(),
        }

    def _effects(self, seen: EffectsSeen, caption: str) -> Table:
        columns = (
            Column(_("Coached in")),
            Column(_("Looked for in")),
            Column(_("Said")),
            Column(_("Effect"), "number"),
            Column(_("Between (95 %)"), "number"),
            Column(_("Coached"), "number"),
            Column(_("Others"), "number", rest=True),
        )
        rows = tuple(self._row(told, of_circles=seen is self.circles) for told in seen.found.told)
        return Table(caption, columns, rows, captioned=True, wordy=True)

    def _row(self, told: Told, *, of_circles: bool) -> tuple[Cell, ...]:
        found = told.found
        effect, between = "–", "–"
        if isinstance(found, Effect):
            effect = percent(found.effect)
            between = f"{percent(found.low)} … {percent(found.high)}"
        tone = TONES.get(found.verdict, "")
        said = str(VERDICTS[found.verdict])
        return (
            Cell(text=stage_text(told, of_circles=of_circles).capitalize()),
            Cell(text=on_text(told)),
            Cell(figure=Figure(text=said, tone=tone)) if tone else Cell(text=said),
            Cell(text=effect),
            Cell(text=between),
            Cell(text=str(found.coached)),
            Cell(text=str(found.others)),
        )

    def _practices(self) -> Table:
        titles = titles_of(self.company)
        columns = (
            Column(_("Practice")),
            Column(_("Said")),
            Column(_("Place"), "number"),
            Column(_("Likely effect"), "number"),
            Column(_("Between (90 %)"), "number"),
        )
        rows = [
            (
                Cell(text=titles.get(one.practice, one.practice)),
                Cell(text=_("does the most here") if one.named else _("not to be told apart yet")),
                Cell(text=f"{one.best}–{one.worst}" if one.best != one.worst else str(one.best)),
                Cell(text=percent(one.effect)),
                Cell(text=f"{percent(one.low)} … {percent(one.high)}"),
            )
            for one in self.seen.found.practices
        ]
        rows += [
            (
                Cell(text=titles.get(name, name)),
                Cell(text=_("not enough yet: %(n)s coached") % {"n": coached}),
                Cell(text="–"), Cell(text="–"), Cell(text="–"),
            )
            for name, coached in self.seen.found.unsaid.items()
        ]  # fmt: skip
        return Table(_("Practices by what they did to sales here"), columns, tuple(rows),
                     captioned=True, wordy=True)  # fmt: skip

    def _lot(self) -> Table | None:
        """Who starts when, each with the way to a plan."""
        if self.drawn is None:
            return None
        named = names_of(self.drawn.drawn)
        columns = (Column(_("Seller")), Column(_("Starts")), Column(_("Plan")))
        rows = tuple(
            (
                Cell(text=named[person]),
                Cell(text=_day(start)),
                Cell(
                    text=_("Plan this"),
                    url=f"{reverse('coaching-plans-new')}?"
                    + urlencode({"seller": person, "starts": start}),
                ),
            )
            for person, start in self.drawn.drawn.items()
        )
        caption = _("Drawn by lot with the seed %(seed)s") % {"seed": self.drawn.seed}
        return Table(caption, columns, rows, captioned=True)


def _day(text: str) -> str:
    return dates.day(date.fromisoformat(text))
