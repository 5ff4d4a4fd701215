"""The rows of "Goals": each unit or person who carries a goal, furthest behind first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from husay.basics.amount import SCALE, round_half_away
from husay.goals.judgement import ahead_by_now
from husay.measures.measure import MEASURES
from husay.store.company import Company
from husay.store.warehouse.reading import Snapshot
from husay.tracking.outlook import GoalOutlook
from husay.web.graphs import bullet
from husay.web.pages.judged import judged_tone
from husay.web.table import Cell, Column, Table
from husay.words.figure import Figure, Tone
from husay.words.format import Style, share
from husay.words.naming import Names
from husay.words.outlook import goal_style, is_over, odds_figure
from husay.words.terms import dimension_term
from husay.words.wholes import written_whole


class GoalsRows:
    """The tables of one page."""

    def __init__(self, company: Company, snapshot: Snapshot, currency: str) -> None:
        self.currency, self.names = currency, Names(company, snapshot.shape)

    def tables(self, within: Mapping[str, Sequence[GoalOutlook]], window: str) -> list[Table]:
        """A table for the units and one for the people."""
        return [self._table(dimension, rows, window) for dimension, rows in within.items()]

    def bullet(self, goal: GoalOutlook) -> SafeString | str:
        """How much of the goal is there, with a tick where it should be by now."""
        if goal.goal <= 0:
            return ""
        due = None if goal.due is None else _part(goal.due, goal.goal)
        return bullet(_part(goal.so_far, goal.goal), self.tone(goal), pace=due)

    def tone(self, goal: GoalOutlook) -> Tone:
        """Good from what is due by now on, or where less is better, up to it."""
        return judged_tone(ahead_by_now(MEASURES[goal.measure], goal.so_far, goal.due))

    def _table(self, dimension: str, rows: Sequence[GoalOutlook], window: str) -> Table:
        self.names.learn(dimension, [row.whole.item for row in rows])
        label = str(dimension_term(dimension).label)
        caption = _("%(whose)s, %(window)s, furthest behind first") % {
            "whose": label, "window": window,
        }  # fmt: skip
        columns = (
            Column(label),
            Column(_("Against goal to date"), "graph"),
            Column(_("Odds"), "number"),
            Column(_("Needed a day"), "number"),
            Column(_("So far"), "number"),
            Column(_("Goal"), "number"),
            Column(_("Likely result"), "number"),
        )
        sums = goal_style(rows[0], self.currency)
        style = sums.telling([row.so_far for row in rows] + [row.goal for row in rows])
        days = sums.telling([row.needed.a_day for row in rows])
        lines = tuple(self._row(dimension, row, style, days) for row in rows)
        return Table(caption, columns, lines, captioned=True)

    def _row(self, dimension: str, row: GoalOutlook, style: Style, days: Style) -> tuple[Cell, ...]:
        told = row.forecast
        likely = row.so_far if is_over(row) else told.expected if told else None
        pace = Figure(text="–")
        if row.due:
            part = share(Fraction(row.so_far, row.due))
            tone = self.tone(row)
            word = _("of goal to date, behind") if tone == "bad" else _("of goal to date, ahead")
            pace = Figure(text=part, tone=tone, word=word)
        due = _part(row.so_far, row.due) if row.due else None
        query = urlencode({"of": written_whole(row.whole), "window": row.kind})
        return (
            Cell(text=self.names.text(dimension, row.whole.item),
                 url=f"{reverse('goals')}?{query}"),
            Cell(graph=bullet(due, self.tone(row)), figure=pace),
            Cell(figure=odds_figure(row, short=True)),
            _amount(row.needed.a_day, days),
            _amount(row.so_far, style),
            _amount(row.goal, style),
            _amount(likely, style),
        )  # fmt: skip


def _amount(value: int | None, style: Style) -> Cell:
    return Cell(figure=Figure(text=style.text(value), exact=style.exact(value)))


def _part(amount: int, whole: int) -> int:
    return round_half_away(Fraction(amount * SCALE, whole))
