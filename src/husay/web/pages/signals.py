"""The page "Signals": what is falling, since when, what it costs and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.access.role import Right
from husay.basics.amount import SCALE
from husay.measures.question import Whole
from husay.store import outlooks
from husay.store.company import Company
from husay.store.signals.document import Kept
from husay.store.signals.reading import Signals
from husay.store.warehouse.reading import Snapshot
from husay.web.graphs import spark
from husay.web.table import Cell, Column, Table
from husay.words import dates
from husay.words.figure import Figure
from husay.words.outlook import odds_figure
from husay.words.signals import (
    Telling,
    page_sentence,
    sure_figure,
    watched_term,
    watched_words,
)
from husay.words.wholes import whole_name, written_whole

MOST_PUSHED, MOST_WATCHING = 12, 60


@dataclass(frozen=True)
class Beneath:
    """A signal with those that are told beneath it: what they are called and where they lead."""

    name: str
    links: tuple[tuple[str, str, str], ...]


class SignalsPage:
    """One view of "Signals", of all that the reader may see or of one whole."""

    def __init__(
        self, company: Company, snapshot: Snapshot, found: Signals, of: Whole | None
    ) -> None:
        self.company, self.snapshot, self.found, self.of = company, snapshot, found, of
        self.telling = Telling(company, snapshot.shape)

    def context(self) -> dict[str, object]:
        """What the template shows."""
        found = self.found
        watching = found.watching[:MOST_WATCHING]
        return {
            "sentence": page_sentence(found, self.telling),
            "wholes": self._wholes(),
            "pushed": self._table(found.pushed[:MOST_PUSHED], _("What is falling"))
            if found.pushed
            else None,
            "more": self._table(found.pushed[MOST_PUSHED:], _("What is falling besides"))
            if len(found.pushed) > MOST_PUSHED
            else None,
            "more_count": len(found.pushed) - MOST_PUSHED,
            "beneath": self._beneath(),
            "good": self._table(found.good, _("Good news")) if found.good else None,
            "watching": self._table(watching, _("Being watched")) if watching else None,
            "watching_count": len(found.watching),
            "flat": self._flat(),
            "panel": self._panel(),
        }

    def _wholes(self) -> list[dict[str, object]]:
        """Whose signals can be looked at alone; nothing where it is but one."""
        known = self.company.wholes()
        everything = {"name": _("All"), "url": reverse("signals"), "current": self.of is None}
        others = [
            {
                "name": whole_name(self.company, whole),
                "url": f"{reverse('signals')}?of={written_whole(whole)}",
                "current": whole == self.of,
            }
            for whole in known
        ]
        if self.of is not None and self.of not in known:
            url = f"{reverse('signals')}?of={written_whole(self.of)}"
            others.append({"name": whole_name(self.company, self.of), "url": url, "current": True})
        return [everything, *others] if len(others) > 1 or self.of is not None else []

    def _table(self, kept: Sequence[Kept], caption: str) -> Table:
        columns = (
            Column(_("Whose")),
            Column(_("Trend"), "graph", rest=True),
            Column(_("Since about"), rest=True),
            Column(_("Against the expected"), "number"),
            Column(_("A month"), "number"),
            Column(_("How sure"), rest=True),
        )
        rows = tuple(self._row(one) for one in kept)
        return Table(caption, columns, rows, captioned=True)

    def _row(self, kept: Kept) -> tuple[Cell, ...]:
        signal, telling = kept.signal, self.telling
        sign = "−" if signal.direction == "fall" else "+"
        size = telling.size(signal)
        size = Figure(text=f"{sign}{size.text}", tone=size.tone, word=size.word)
        sure = sure_figure(signal)
        return (
            Cell(
                text=telling.who(signal.series), note=telling.what(signal.series),
                url=reverse("signal", args=[kept.number]),
            ),
            Cell(graph=spark(signal.curve.seen[-26:], "bad" if signal.bad else "good")),
            Cell(text=dates.day_month(signal.since)),
            Cell(figure=size),
            Cell(figure=telling.amount(signal, abs(signal.a_month))),
            Cell(text=sure.text, note=sure.exact),
        )  # fmt: skip

    def _beneath(self) -> list[Beneath]:
        """What is told beneath each signal of the list."""
        telling, made = self.telling, []
        for head in self.found.pushed:
            some = self.found.beneath.get(head.number, ())
            links = tuple(
                (reverse("signal", args=[one.number]), telling.who(one.signal.series),
                 f"{telling.what(one.signal.series)} {_signed(one)}")
                for one in some
            )  # fmt: skip
            if links:
                series = head.signal.series
                who = f"{telling.who(series)}, {telling.what(series).lower()}"
                said = ngettext(
                    "%(who)s: %(n)s more is part of it", "%(who)s: %(n)s more are part of it",
                    len(links),
                ) % {"who": who, "n": len(links)}  # fmt: skip
                made.append(Beneath(said, links))
        return made

    def _flat(self) -> dict[str, object]:
        """Growth that stopped, with the chance of the goals; and what sales alone cannot see."""
        if not self.found.flat:
            return {}
        lines = [self.telling.flat(one) for one in self.found.flat]
        chance = None
        if self.company.viewer.may(Right.SEE_GOALS):
            outlook = outlooks.outlook(self.company, self.of)
            goal = outlook.chosen() if outlook else None
            chance = odds_figure(goal) if goal else None
        return {"lines": lines, "chance": chance}

    def _panel(self) -> dict[str, object]:
        """How often it is wrong, on this company's own history, and what is watched."""
        swept = self.found.swept
        lines = []
        for rate in swept.rates:
            a_year = rate.red * rate.series / 2_000
            lines.append(_(
                "%(measure)s: on your own history chance alone opens about %(falls)s amber falls a "
                "series in two years; over %(series)s series that makes about %(red)s false reds a "
                "year, before the list is cut."
            ) % {
                "measure": str(watched_term(rate.measure).label),
                "falls": f"{rate.falls / 1000:.1f}", "series": rate.series, "red": round(a_year),
            })  # fmt: skip
        learning = sum(swept.learning.values())
        said = ngettext(
            "%(n)s series is still learned: it has too little on record, or sells too little.",
            "%(n)s series are still learned: they have too little on record, or sell too little.",
            learning,
        ) % {"n": learning}
        if self.company.scope.sight != "all":
            return {"lines": lines[:1], "watched": "", "learning": ""}
        series = watched_words(swept.watched)
        return {
            "lines": lines,
            "watched": _("Watched: %(series)s.") % {"series": series} if series else "",
            "learning": said if learning else "",
        }


def _signed(kept: Kept) -> str:
    percent = round((kept.signal.ratio - SCALE) / 100)
    return f"{'−' if percent < 0 else '+'}{abs(percent)}\u00a0%"
