"""The page "Obstacles": what stands in the way, with the money at stake."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from husay.store.company import Company
from husay.store.obstacles import Obstacle, ObstaclesSeen
from husay.web.address import explore_parts_url
from husay.web.leading.ways import way, wholes
from husay.web.table import Cell, Column, Table
from husay.words import dates
from husay.words.figure import Figure
from husay.words.format import Style, count
from husay.words.obstacles import RULES, note, obstacles_sentence, what
from husay.words.obstacles_report import obstacle_names
from husay.words.terms import dimension_term
from husay.words.wholes import written_whole

_MOST = 50


class ObstaclesPage:
    """One view of "Obstacles"."""

    def __init__(self, company: Company, seen: ObstaclesSeen) -> None:
        self.company, self.seen = company, seen
        self.names = obstacle_names(seen, company)
        self.calendar = company.snapshot(seen.snapshot).calendar
        self.style = Style("money", seen.currency)

    def context(self) -> dict[str, object]:
        """What the template shows."""
        lost = [one for one in self.seen.obstacles if one.kind == "lost"]
        rest = [one for one in self.seen.obstacles if one.kind != "lost"]
        tables = (
            self._of(rest, _("What something can be done about, most money first")),
            self._stalled(), self._quiet(),
            self._of(lost, _("Why deals were lost in twelve months, most money first")),
        )  # fmt: skip
        return {
            "sentence": obstacles_sentence(self.seen, self.names.text, self.calendar),
            "wholes": wholes(self.company, self.seen.whole, "ranking-obstacles"),
            "tables": [table for table in tables if table.rows],
        }

    def _of(self, some: Sequence[Obstacle], caption: str) -> Table:
        columns = (
            Column(_("Obstacle")),
            Column(_("At stake"), "number"),
            Column(_("Beside it")),
        )
        style = self.style.telling([one.amount for one in some])
        rows = tuple(self._row(one, style) for one in some)
        return Table(caption, columns, rows, captioned=True, wordy=True)

    def _row(self, one: Obstacle, style: Style) -> tuple[Cell, ...]:
        said = what(one, self.seen, self.names.text, self.calendar)
        return (
            Cell(
                text=said[:1].upper() + said[1:],
                url=self._url(one),
                note="" if one.kind == "lost" else str(RULES[one.kind]),
            ),
            self._money(one.amount, style),
            Cell(text=note(one, self.seen, self.style)),
        )

    def _url(self, one: Obstacle) -> str:
        of = written_whole(self.seen.whole)
        if one.kind == "coverage":
            return way("goals", of=of, window=one.item)
        if one.kind == "price":
            return way("price", of=of)
        if one.kind == "lost" and self.seen.whole.scope == "company":
            return explore_parts_url({"m": "lost_amount,deals_lost", "by": "lost_reason"})
        return ""

    def _stalled(self) -> Table:
        columns = (
            Column(_("Deal")),
            Column(_("Days in its stage"), "number"),
            Column(_("Longest before"), "number", rest=True),
            Column(_("Amount"), "number"),
            Column(_("Stage")),
            Column(str(dimension_term("seller").label)),
            Column(str(dimension_term("customer").label)),
        )
        rows = tuple(
            (
                Cell(text=one.deal, note=_("since %(day)s") % {"day": dates.day(one.since)}),
                Cell(text=count(one.days)),
                Cell(text=count(one.longest)),
                self._money(one.amount, self.style),
                Cell(text=self.names.text("stage", one.stage)),
                Cell(text=self.names.text("seller", one.seller)),
                Cell(text=self.names.text("customer", one.customer)),
            )
            for one in self.seen.stalled[:_MOST]
        )
        caption = _("Stalled deals, the longest first")
        return Table(caption, columns, rows, captioned=True, wordy=True)

    def _quiet(self) -> Table:
        columns = (
            Column(str(dimension_term("customer").label)),
            Column(_("Bought in a year"), "number"),
            Column(_("Days without an order"), "number"),
            Column(_("Longest before"), "number", rest=True),
            Column(_("Last order")),
            Column(str(dimension_term("seller").label)),
        )
        style = self.style.telling([one.yearly for one in self.seen.quiet[:_MOST]])
        rows = tuple(
            (
                Cell(text=self.names.text("customer", one.customer)),
                self._money(one.yearly, style),
                Cell(text=count(one.days)),
                Cell(text=count(one.longest)),
                Cell(text=dates.day(one.last)),
                Cell(text=self.names.text("seller", one.seller)),
            )
            for one in self.seen.quiet[:_MOST]
        )
        caption = _("Customers gone quiet, the largest first")
        return Table(caption, columns, rows, captioned=True, wordy=True)

    def _money(self, amount: int, style: Style) -> Cell:
        return Cell(figure=Figure(text=style.text(amount), exact=style.exact(amount)))
