"""The page "Milestones": steps of the goals that everybody sees, and the volumes to come."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.basics.amount import SCALE
from husay.goals.judgement import ahead_by_now
from husay.measures.measure import MEASURES
from husay.store.company import Company
from husay.store.warehouse.reading import Snapshot
from husay.tracking.milestones import Ladder, Milestones, Volume
from husay.tracking.outlook import MEASURE
from husay.web.charts import Chart, trend_chart
from husay.web.empty import Empty
from husay.web.graphs import bullet
from husay.web.pages.judged import judged_tone
from husay.web.table import Cell, Column, Table
from husay.web.trend import Line, Trend
from husay.words import dates
from husay.words.figure import Figure
from husay.words.format import Style, number, share
from husay.words.milestones import (
    kinds_of,
    milestones_sentence,
    news_words,
    percent,
    step_figure,
)
from husay.words.terms import measure_term
from husay.words.values import goal_window_text
from husay.words.wholes import whole_name


class MilestonesPage:
    """One view of "Milestones"."""

    def __init__(self, company: Company, snapshot: Snapshot, found: Milestones) -> None:
        self.company, self.snapshot, self.found = company, snapshot, found

    def context(self) -> dict[str, object]:
        """What the template shows."""
        calendar = self.snapshot.calendar
        tables = [self._table(some) for some in kinds_of(self.found.ladders).values()]
        return {
            "sentence": milestones_sentence(self.found, calendar),
            "news": news_words(self.found, self.company, calendar),
            "tables": tables,
            "charts": [self._chart(volume) for volume in self.found.volumes],
            "weeks": self._weeks() if self.found.volumes else None,
            "empty": None if tables else self._empty(),
        }

    def _table(self, ladders: list[Ladder]) -> Table:
        """One row for the company and each of its units, one column for each step."""
        window = goal_window_text(ladders[0].window, ladders[0].kind, self.snapshot.calendar)
        parts = [step.share for step in ladders[0].steps]
        # On a phone the latest step that all have reached is enough, with those to come.
        passed = min(sum(step.holds for step in ladder.steps) for ladder in ladders)
        columns = (
            Column(_("Whose goal")),
            Column(_("So far"), "graph"),
            *(
                Column(percent(part), "number", rest=at < passed - 1)
                for at, part in enumerate(parts)
            ),
        )
        rows = tuple(self._row(ladder) for ladder in ladders)
        caption = _("Milestones of %(window)s") % {"window": window}
        return Table(caption, columns, rows, captioned=True)

    def _row(self, ladder: Ladder) -> tuple[Cell, ...]:
        tone = judged_tone(ahead_by_now(MEASURES[MEASURE], ladder.so_far, ladder.due))
        so_far = Figure(text=share(ladder.so_far, 0), word=_("of goal"))
        return (
            Cell(text=whole_name(self.company, ladder.whole)),
            Cell(graph=bullet(ladder.so_far, tone, pace=ladder.due), figure=so_far),
            *(Cell(figure=step_figure(step)) for step in ladder.steps),
        )

    def _chart(self, volume: Volume) -> Chart:
        """The last weeks and the next ones beside the same weeks of last year."""
        weeks, label = volume.weeks, str(measure_term(volume.measure).label)
        sold = [week.sold for week in weeks]
        now = max((at for at, value in enumerate(sold) if value is not None), default=None)
        # The expected line begins where the known one ends.
        likely = [sold[at] if at == now else week.expected for at, week in enumerate(weeks)]
        before = tuple(week.last_year for week in weeks)
        return trend_chart(
            Trend(
                key=f"weeks-{volume.measure}",
                title=_("%(measure)s by week") % {"measure": label},
                summary=_("%(expected)s to come.") % {"expected": number(volume.expected)},
                points=tuple(dates.day_month(week.window.start) for week in weeks),
                names=tuple(_("week of %(day)s") % {"day": dates.day(week.window.start)}
                            for week in weeks),
                actual=Line(_("known"), tuple(sold)),
                likely=Line(_("expected"), tuple(likely)),
                last_year=Line(_("last year"), before) if any(before) else None,
                style=Style("number"),
            )
        )  # fmt: skip

    def _weeks(self) -> Table:
        """The weeks to come, one a row."""
        volumes = self.found.volumes
        labels = [str(measure_term(volume.measure).label) for volume in volumes]
        columns = [Column(_("Week of"))]
        for label in labels:
            columns += [
                Column(label, "number"),
                Column(_("Same week last year"), "number", rest=True, of=label),
            ]
        coming = [
            [week for week in volume.weeks if week.expected is not None] for volume in volumes
        ]
        rows = []
        for weeks in zip(*coming, strict=True):
            cells = [Cell(text=dates.day(weeks[0].window.start))]
            for week in weeks:
                cells += [Cell(text=_count(week.expected)), Cell(text=_count(week.last_year))]
            rows.append(tuple(cells))
        caption = ngettext(
            "Expected in the next %(n)s week", "Expected in the next %(n)s weeks", len(rows)
        )
        caption %= {"n": len(rows)}
        return Table(caption, tuple(columns), tuple(rows), captioned=True)

    def _empty(self) -> Empty:
        return Empty(
            title=_("No milestones yet"),
            text=_("Milestones are a quarter, half, three quarters and all of a published goal of "
                   "the company or a unit, for this year or quarter."),
            steps=(
                _("Management publishes the goal of the year."),
                _("Its milestones stand here from then on, with the days on which they are "
                  "expected."),
                _("Each that is reached is told on everybody’s first page."),
            ),
        )  # fmt: skip


def _count(value: int | None) -> str:
    return "–" if value is None else number(value - value % SCALE)
