"""The page "Explore": from an address to what its template shows."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from husay.basics.problem import Mistake
from husay.measures.compare import SUFFIX
from husay.measures.conditions import conditions_of
from husay.measures.measure import MEASURES
from husay.store.company import Company
from husay.tracking.explore import Exploration, explore
from husay.web.address import explore_parts_url, explore_url, query_of
from husay.web.asked import Asked
from husay.web.pages.backing import Backing, structure_text
from husay.web.pages.chips import chips
from husay.web.pages.explore_charts import ExploreCharts
from husay.web.pages.explore_pivot import PivotTable, can_pivot
from husay.web.pages.explore_table import ExploreTable, Row, sorted_rows
from husay.web.pages.judged import attainment_cell, change_figure, toward_goal
from husay.web.pages.notes import not_understood, notes
from husay.web.pages.question_form import question_form
from husay.web.pages.said import with_figures
from husay.web.pages.scaled import exact_text, scaled
from husay.web.table import Table
from husay.web.tile import Tile
from husay.words.conditions import conditions_text
from husay.words.figure import Figure, Sentence
from husay.words.format import share
from husay.words.naming import Names
from husay.words.sentences import Background, currency_of, sentence
from husay.words.standing import batch_words
from husay.words.terms import measure_term
from husay.words.values import short

PAGE_ROWS = 100
_QUARTER_DAYS = 92
FORMATS = ("csv", "xlsx", "json", "parquet")


class ExplorePage:
    """One view of "Explore"."""

    def __init__(self, company: Company, asked: Asked) -> None:
        self.company, self.asked = company, asked
        self.snapshot, self.question = asked.snapshot, asked.question
        self.names = Names(company, self.snapshot.shape)
        self.problems = list(asked.problems)
        self.exploration = self._explored()

    def _explored(self) -> Exploration | None:
        """The answer, or None where the address cannot be answered: why is in `problems`."""
        self.names.learn_conditions(conditions_of(self.question.where))
        if self.problems:
            return None
        try:
            found = explore(self.question, self.snapshot)
        except Mistake as wrong:
            self.problems += wrong.problems
            return None
        self.names.learn_rows(found.answer.columns, found.answer.rows)
        return found

    def context(self) -> dict[str, object]:
        """What the template shows."""
        shared: dict[str, object] = {
            "form": question_form(self.asked, self.names),
            "chips": chips(self.asked.parts, self.names, reverse("explore")),
            "all_url": self._everything_url(),
            "structure": _("Organisation %(structure)s.")
            % {"structure": structure_text(self.question)},
        }
        if self.exploration is None:
            return shared | {"sentence": not_understood(), "problems": notes(self.problems)}
        found = self.exploration
        charts = ExploreCharts(found, self.backing, self.currency)
        page = self._page(found)
        return shared | {
            "sentence": self._sentence(found),
            "problems": notes([p for p in found.answer.problems if p.code not in _SAID]),
            "cautions": self._cautions(found),
            "tiles": self._tiles(found) if not (found.dimensions or found.period) else (),
            "charts": charts.charts(),
            "multiples": charts.multiples(),
            "table": self._table(found, page) if found.dimensions or found.period else None,
            "page": page,
            "backing": self._behind(found),
            "exports": self._exports(),
        }

    @cached_property
    def currency(self) -> str:
        """The currency of amounts whose row names none."""
        return currency_of(self.question, self.snapshot.shape)

    @cached_property
    def backing(self) -> Backing:
        """The evidence of the answer's figures (there must be an answer)."""
        assert self.exploration is not None, "only an answer has something behind it"
        answer = self.exploration.answer
        return Backing(self.question, answer, self.snapshot, self.names, self.asked.pinned)

    def plain_sentence(self) -> str:
        """The sentence in plain words, as every face says it; '' where there is no answer."""
        found = self.exploration
        if found is None:
            return ""
        said = conditions_text(conditions_of(self.question.where), self.names)
        background = Background(
            self.currency, self.snapshot.calendar, self.names.known, filtered=said
        )
        return sentence(found.told, background)

    def _sentence(self, found: Exploration) -> Sentence:
        measure = MEASURES[self.question.measures[0]]
        value, figures = found.whole.get(measure.name), []
        if value is not None:
            exact = exact_text(scaled(value, measure.unit), measure.unit, self.currency)
            text = short(value, measure.unit, self.currency)
            evidence = self.backing.evidence(measure.name, "said")
            figures.append(Figure(text=text, exact=exact, evidence=evidence))
        change = found.whole.get(f"{measure.name}_change")
        if change is not None and measure.unit != "ratio":
            judged = change_figure(measure, found.whole, self.question.compare or "")
            figures.append(replace(judged, text=share(abs(Fraction(str(change))))))
        reached = attainment_cell(measure, toward_goal(measure, found.whole)).figure
        if self.question.compare == "goal" and reached is not None:
            figures.append(reached)
        # The sentence says itself what a figure's word would say beside it.
        silent = [replace(figure, word="") for figure in figures]
        return Sentence(with_figures(self.plain_sentence(), silent))

    def _everything_url(self) -> str:
        return explore_parts_url({k: v for k, v in self.asked.parts.items() if k != "where"})

    def _tiles(self, found: Exploration) -> tuple[Tile, ...]:
        """Nothing to divide by: one tile for each measure."""
        tiles = []
        for name in self.question.measures:
            measure, value = MEASURES[name], found.whole.get(name)
            exact = exact_text(scaled(value, measure.unit), measure.unit, self.currency)
            comparisons = []
            if (suffix := SUFFIX.get(self.question.compare or "")) is not None:
                before = short(found.whole.get(f"{name}_{suffix}"), measure.unit, self.currency)
                change = change_figure(measure, found.whole, self.question.compare or "")
                comparisons.append((_("after %(before)s") % {"before": before}, change))
            figure = Figure(
                text=short(value, measure.unit, self.currency),
                exact=exact,
                evidence=self.backing.evidence(name, f"tile-{name}"),
            )
            label = str(measure_term(name).label)
            tiles.append(Tile(name=label, figure=figure, comparisons=tuple(comparisons)))
        return tuple(tiles)

    def _page(self, found: Exploration) -> Page[Row]:
        """The rows of the table that are shown, a page of them."""
        rows = sorted_rows(found, self.asked.parts.get("sort", ""))
        if can_pivot(found) and found.items is not None:
            rows = list(found.items.rows)
        return Paginator(rows, PAGE_ROWS).get_page(self.asked.parts.get("page", "1"))

    def _table(self, found: Exploration, page: Page[Row]) -> Table:
        rows, caption = list(page.object_list), self.plain_sentence()
        if can_pivot(found):
            return PivotTable(found, self.backing, self.currency).table(rows, caption)
        sort = self.asked.parts.get("sort", "")
        return ExploreTable(found, self.backing, self.currency, sort).table(rows, caption)

    def _cautions(self, found: Exploration) -> list[str]:
        """What a reader must know before trusting a month or a day."""
        if found.period not in ("day", "week", "month") and not _within_a_quarter(found):
            return []
        held = [c.items for c in conditions_of(self.question.where) if c.dimension == "channel"]
        met = [b for b in found.batches if all(b.channel in items for items in held)]
        self.names.learn("channel", [batches.channel for batches in met])
        first = found.answer.window.start
        since = first.year * 12 + first.month - 1
        return [
            batch_words(
                replace(b, without=tuple(m for m in b.without if m >= since)),
                self.names.name("channel", b.channel),
            )
            for b in met
        ]

    def _behind(self, found: Exploration) -> dict[str, object]:
        """What stands behind all of it, for the foot of the page."""
        question = self.question
        lasting = explore_url(question, snapshot=str(found.answer.snapshot))
        return {
            "facts": self.backing.facts(),
            "terms": [measure_term(name) for name in question.measures],
            "sql": ";\n\n".join(found.answer.sql),
            "lasting": lasting,
        }

    def _exports(self) -> list[tuple[str, str]]:
        query = {k: v for k, v in self.asked.parts.items() if k != "page"}
        labels = {"csv": "CSV", "xlsx": "Excel", "json": "JSON", "parquet": "Parquet"}
        return [
            (labels[form], f"{reverse('explore-export', args=[form])}?{query_of(query)}")
            for form in FORMATS
        ]


_SAID = frozenset({"window-without-sales", "no-sales-yet"})
"""Problems that the sentence itself tells."""


def _within_a_quarter(found: Exploration) -> bool:
    return 0 < found.answer.window.days <= _QUARTER_DAYS
