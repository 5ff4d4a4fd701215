"""The tables of "Where we stand": who is ahead, who is behind, and by how much."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _

from husay.basics.amount import SCALE, round_half_away
from husay.basics.period import Window
from husay.goals.conditions import scope_of
from husay.measures.dimension import below
from husay.measures.question import Question
from husay.tracking.stand import MEASURE, Stand
from husay.tracking.standing import Breakdown, Standing, StandingRow
from husay.web.address import explore_url, narrowed
from husay.web.graphs import bullet, spark
from husay.web.pages.standing_backing import StandingBacking
from husay.web.table import Cell, Column, Table
from husay.words import dates, terms
from husay.words.figure import Figure, Tone
from husay.words.format import change_text, money, money_exact, part_text
from husay.words.naming import Names
from husay.words.standing import goal_word, tone_of

_MOST_MOVERS = 6


def ten_thousandths(ratio: Fraction | None) -> int | None:
    """A ratio as the drawings take it."""
    return None if ratio is None else round_half_away(ratio * SCALE)


def pace_part(ratio: Fraction | None, stand: Stand) -> Figure:
    """A part of the goal to date, with the mark and the word for ahead or behind."""
    return Figure(text=part_text(ratio), tone=tone_of(stand), word=goal_word(stand, to_date=True))


def change_part(stand: Stand) -> Figure:
    """The change against last year, or that there is no comparison."""
    if stand.change is None:
        return Figure(text="–", word=_("no comparison"))
    tone: Tone = "good" if stand.change >= 0 else "bad"
    text = change_text(stand.change)
    return Figure(text=text, tone=tone, word=_("against last year"))


class StandingTables:
    """The breakdowns of one standing."""

    def __init__(self, standing: Standing, names: Names, backing: StandingBacking) -> None:
        self.standing, self.names, self.backing = standing, names, backing

    def movers(self) -> dict[str, list[Cell]]:
        """Who is furthest behind and ahead, in money, against goal or else last year.

        Three of each, and more of one where there are fewer of the other.
        """
        gaps = []
        for breakdown in self.standing.breakdowns:
            for row in breakdown.rows:
                if row.lead.gap is not None and row.item is not None:
                    gaps.append((row.lead.gap, breakdown.dimension, row))
        gaps.sort(key=lambda gap: gap[0])
        behind = [g for g in gaps if g[0] < 0]
        ahead = [g for g in reversed(gaps) if g[0] > 0]
        half = _MOST_MOVERS // 2
        return {
            "behind": [self._mover(*g) for g in behind[: max(half, _MOST_MOVERS - len(ahead))]],
            "ahead": [self._mover(*g) for g in ahead[: max(half, _MOST_MOVERS - len(behind))]],
        }

    def _mover(self, gap: int, dimension: str, row: StandingRow) -> Cell:
        against_goal = row.lead.goal_to_date is not None and row.lead.toward is not None
        change = row.lead.pace - 1 if row.lead.pace is not None else row.lead.change
        words = _("against goal to date") if against_goal else _("against last year")
        note = f"{change_text(change)} {words}" if change is not None else words
        return Cell(
            text=self.names.text(dimension, row.item),
            url=self._item_url(dimension, row.item, row.lead.window, against_goal=against_goal),
            note=note,
            figure=Figure(
                text=money(gap, self.standing.currency, signed=True),
                exact=money_exact(gap, self.standing.currency),
                tone="good" if gap > 0 else "bad",
            ),
        )

    def _item_url(
        self, dimension: str, item: str | None, window: Window, *, against_goal: bool = False
    ) -> str:
        """An item by what is finer, over the days that the figure beside the link speaks of."""
        finer = below(dimension, self.names.shape) or dimension
        has_goals = against_goal and scope_of(finer, self.names.shape)
        question = Question(
            (MEASURE,), window, (finer,),
            compare="goal" if has_goals else "last-year", as_of=self.standing.as_of,
        )  # fmt: skip
        return explore_url(narrowed(self.backing.of_whole(question, dimension), dimension, item))

    def table(self, breakdown: Breakdown) -> dict[str, object]:
        """A breakdown as a table, with how many items were left out and where they are."""
        has_goal = any(r.lead.goal is not None for r in breakdown.rows)
        lead = self.lead_name()
        columns = [
            Column(str(terms.dimension_term(breakdown.dimension).label)),
            Column(lead, "number"),
        ]
        if has_goal:
            columns.append(Column(_("Against goal to date"), "graph"))
        columns += [
            Column(_("Same days last year"), "number"),
            Column(_("Year to date"), "number", rest=True),
            Column(
                _("Moving annual total") if self.standing.trend.rolling else _("13 months"),
                "graph",
                rest=True,
            ),
        ]
        rows = tuple(self._row(breakdown, row, has_goal) for row in breakdown.rows)
        title = _("%(dimension)s, %(period)s") % {
            "dimension": terms.dimension_term(breakdown.dimension).label,
            "period": lead,
        }
        more = ""
        if breakdown.more:
            question = Question(
                (MEASURE,), self.standing.year.window, (breakdown.dimension,),
                compare="last-year",
            )  # fmt: skip
            more = explore_url(self.backing.of_whole(question, breakdown.dimension))
        return {"table": Table(title, tuple(columns), rows), "more": breakdown.more, "url": more}

    def lead_name(self) -> str:
        """What the leading period is called in a heading."""
        if self.standing.lead == "goal-window" and self.standing.goal_windows:
            window = self.standing.goal_windows.latest.window
            return dates.span(window.start, window.end)
        return _("Year to date") if self.standing.lead == "year" else _("This month")

    def _row(self, breakdown: Breakdown, row: StandingRow, has_goal: bool) -> tuple[Cell, ...]:
        tone = tone_of(row.lead)
        cells = [
            Cell(text=self.names.text(breakdown.dimension, row.item),
                 url=self._item_url(breakdown.dimension, row.item, row.year.window)),
            self._amount(row.lead, breakdown.dimension, row.item),
        ]  # fmt: skip
        if has_goal:
            pace = row.lead.pace
            cells.append(
                Cell(
                    graph=bullet(ten_thousandths(pace), tone),
                    figure=pace_part(pace, row.lead) if pace is not None else Figure(text="–"),
                )
            )
        cells += [
            Cell(figure=change_part(row.lead)),
            self._amount(row.year, breakdown.dimension, row.item),
            Cell(graph=spark(row.trend, "bad" if tone == "bad" else "")),
        ]
        return tuple(cells)

    def _amount(self, stand: Stand, dimension: str, item: str | None) -> Cell:
        """What an item sold, as the way to its rows."""
        currency = self.standing.currency
        return Cell(
            figure=Figure(
                text=money(stand.value, currency),
                exact=money_exact(stand.value, currency),
                url=self.backing.rows(stand, dimension, item),
            )
        )
