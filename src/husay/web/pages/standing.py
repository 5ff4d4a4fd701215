"""The page "Where we stand": from a standing to what its template shows."""

from __future__ import annotations

from fractions import Fraction
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from husay.measures.question import Whole
from husay.store.company import Company
from husay.store.warehouse.reading import Snapshot
from husay.tracking.stand import Stand
from husay.tracking.standing import Standing
from husay.web.graphs import bullet
from husay.web.pages.standing_backing import StandingBacking
from husay.web.pages.standing_charts import lead_chart, months_chart
from husay.web.pages.standing_tables import (
    StandingTables,
    change_part,
    pace_part,
    ten_thousandths,
)
from husay.web.pages.whose import who_is_shown, wholes_of
from husay.web.tile import Tile
from husay.words import dates
from husay.words.figure import Figure
from husay.words.format import money, money_exact
from husay.words.naming import Names
from husay.words.standing import (
    batch_words,
    left_out_words,
    problem_words,
    standing_sentence,
    tone_of,
)
from husay.words.values import period_text
from husay.words.wholes import written_whole


class StandingPage:
    """One view of "Where we stand"."""

    def __init__(self, company: Company, snapshot: Snapshot, standing: Standing) -> None:
        self.company, self.standing, self.snapshot = company, standing, snapshot
        items = {b.dimension: [r.item for r in b.rows] for b in standing.breakdowns}
        names = Names(company, snapshot.shape)
        for dimension, listed in items.items():
            names.learn(dimension, listed)
        self.backing = StandingBacking(standing, snapshot)
        self.tables = StandingTables(standing, names, self.backing)

    def context(self) -> dict[str, object]:
        """What the template shows."""
        return {
            "sentence": standing_sentence(
                self.standing, self.backing.explain, who_is_shown(self.company, self.standing.whole)
            ),
            "wholes": wholes_of(self.company, self.standing.whole, self._url),
            "cautions": self._cautions(),
            "tiles": self._tiles(),
            "chart": lead_chart(self.standing),
            "trend": months_chart(self.standing),
            "movers": self.tables.movers(),
            "tables": [self.tables.table(b) for b in self.standing.breakdowns],
        }

    @staticmethod
    def _url(whole: Whole) -> str:
        return f"{reverse('standing')}?{urlencode({'of': written_whole(whole)})}"

    def _cautions(self) -> list[str]:
        """What a reader of this page must know before trusting a month."""
        named = self.company.names("channel", [b.channel or "" for b in self.standing.batches])
        said = [left_out_words(self.standing), *problem_words(self.standing)]
        said += [batch_words(b, named.get(b.channel or "")) for b in self.standing.batches]
        return [words for words in said if words]

    def _tiles(self) -> tuple[Tile, ...]:
        standing = self.standing
        made = []
        if standing.lead == "goal-window" and standing.goal_windows:
            latest = standing.goal_windows.latest
            made.append(self._tile(dates.span(latest.window.start, latest.window.end), latest))
        else:
            name = period_text(standing.month_key, standing.year_rule)
            made.append(self._tile(name, standing.month))
        made.append(self._tile(_("Year to date"), standing.year))
        return tuple(made)

    def _against(self, stand: Stand, goal: int) -> str:
        words = {"goal": money(goal, self.standing.currency)}
        if not stand.in_part:
            return _("of %(goal)s") % words
        if stand.toward is None:
            return _("with a goal of %(goal)s for only some of these days") % words
        words["toward"] = money(stand.toward, self.standing.currency)
        return _("on the days with a goal %(toward)s of %(goal)s") % words

    def _tile(self, name: str, stand: Stand) -> Tile:
        currency = self.standing.currency
        comparisons = []
        if stand.pace is not None:
            comparisons.append((_("Goal to date"), pace_part(stand.pace, stand)))
        if stand.change is not None:
            comparisons.append((_("Same days last year"), change_part(stand)))
        against = ""
        if stand.goal is not None:
            against = self._against(stand, stand.goal)
        done = None
        if stand.goal and stand.goal_to_date is not None:
            done = ten_thousandths(Fraction(stand.goal_to_date, stand.goal))
        return Tile(
            name=name,
            figure=Figure(
                text=money(stand.value, currency),
                exact=money_exact(stand.value, currency),
                evidence=self.backing.explain(stand, "value"),
            ),
            against=against,
            graph=bullet(ten_thousandths(stand.attainment), tone_of(stand), pace=done),
            comparisons=tuple(comparisons),
        )
