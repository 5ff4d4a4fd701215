"""What stands behind the figures of “Where we stand”: days, currency, rows and SQL of each."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from django.utils.translation import gettext as _

from husay.basics.period import Window
from husay.measures.conditions import held, of_whole
from husay.measures.query import fetches, understand
from husay.measures.question import Question
from husay.store.warehouse.reading import Snapshot
from husay.tracking.stand import MEASURE, Stand
from husay.tracking.standing import Standing
from husay.web.address import narrowed, rows_url
from husay.words import dates
from husay.words.figure import Evidence
from husay.words.terms import measure_term


class StandingBacking:
    """The evidence of one standing, read from the snapshot that it was computed from."""

    def __init__(self, standing: Standing, snapshot: Snapshot) -> None:
        self.standing, self.snapshot = standing, snapshot
        self._numbers = count(1)

    def explain(self, stand: Stand, part: str) -> Evidence:
        """What stands behind a figure of a stand: 'value', 'goal' or 'last-year'."""
        if part == "goal":
            return self._goal(stand)
        window = stand.compared if part == "last-year" and stand.compared else stand.window
        seen = window if part == "last-year" else window.clip(stand.until)
        return self._revenue(seen, whole=not self._is_of_some(stand))

    def rows(self, stand: Stand, dimension: str, item: str | None) -> str:
        """Where the rows behind one item's figure are: those of its days so far."""
        question = Question((MEASURE,), stand.window.clip(stand.until), where=self._currency())
        asked = narrowed(self.of_whole(question, dimension), dimension, item)
        return rows_url(asked, snapshot=str(self.standing.snapshot))

    def of_whole(self, question: Question, dimension: str) -> Question:
        """A question about what the whole is made of; a unit's people count wherever they sold."""
        said = None if dimension == "seller" else of_whole(self.standing.whole)
        parts = [part for part in (said, question.where) if part]
        return replace(question, where=" AND ".join(parts) or None)

    def _goal(self, stand: Stand) -> Evidence:
        """A goal is for all of its days, however many of them are gone."""
        return Evidence(
            key=self._key(),
            name=_("Goal"),
            definition=_("What is to be sold in these days, as imported."),
            facts=self._facts(stand.window),
        )

    def _revenue(self, window: Window, *, whole: bool) -> Evidence:
        term = measure_term(MEASURE)
        question = Question((MEASURE,), window, where=self._where())
        return Evidence(
            key=self._key(),
            name=str(term.label),
            definition=str(term.definition),
            facts=self._facts(window, *self._only(whole=whole)),
            rows_url=rows_url(question, snapshot=str(self.standing.snapshot)) if whole else "",
            sql=self._sql(question) if whole else "",
        )

    def _is_of_some(self, stand: Stand) -> bool:
        """Whether a stand is that of the holders of goals alone, not of all that was sold."""
        windows = self.standing.goal_windows
        return windows is not None and stand == windows.latest

    def _where(self) -> str | None:
        return " AND ".join(filter(None, (of_whole(self.standing.whole), self._currency()))) or None

    def _currency(self) -> str | None:
        """Sales in other currencies are in none of the figures."""
        return held("currency", self.standing.currency).sql if self.standing.left_out else None

    def _only(self, *, whole: bool) -> list[tuple[str, str]]:
        said = [self.standing.currency] if self.standing.left_out else []
        said += [] if whole else [_("those with a goal over just these days")]
        return [(_("Only"), ", ".join(said))] if said else []

    def _facts(self, window: Window, *more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
        days = (_("Days"), dates.span(window.start, window.end))
        return (days, *more, (_("Snapshot"), str(self.standing.snapshot)))

    def _sql(self, question: Question) -> str:
        """The question's SELECTs; they need not run again to be shown."""
        plan = understand(question, self.snapshot.shape)
        chosen = fetches(plan, question.window, self.snapshot.calendar)
        return ";\n\n".join(fetch.sql for fetch in chosen)

    def _key(self) -> str:
        return f"figure-{next(self._numbers)}"
