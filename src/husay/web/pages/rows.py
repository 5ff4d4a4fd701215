"""The page of the rows behind a figure: the sale lines, deals or activities that it sums."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from husay.basics.problem import Mistake
from husay.measures.answer import AnswerColumn
from husay.measures.conditions import conditions_of
from husay.measures.measure import MEASURES
from husay.measures.rows import Rows
from husay.store.company import Company
from husay.web.address import explore_parts_url, query_of
from husay.web.asked import Asked
from husay.web.pages.backing import structure_text
from husay.web.pages.chips import chips
from husay.web.pages.notes import not_understood, notes
from husay.web.pages.said import with_figures
from husay.web.pages.scaled import exact_text, scaled
from husay.web.table import Cell, Column, Table
from husay.words import dates
from husay.words.conditions import conditions_text
from husay.words.figure import Evidence, Figure, Part, Sentence
from husay.words.naming import Names
from husay.words.rows import LESS_TOLD, rows_sentence
from husay.words.sentences import currency_of
from husay.words.terms import column_label, measure_term
from husay.words.values import figure_texts, short

PAGE_ROWS = 50
_ORDER = ("date", "sale", "deal", "activity", "event", "kind", "", "quantity", "product",
          "customer", "seller", "unit", "territory", "channel")  # fmt: skip
"""The columns in reading order; '' stands for what a row adds to the figure."""
_LAST_PAGE = 10**7
Row = Mapping[str, object]


class RowsPage:
    """One view of the rows behind a figure."""

    def __init__(self, company: Company, asked: Asked) -> None:
        self.company, self.asked = company, asked
        self.question, self.shape = asked.question, asked.snapshot.shape
        self.names = Names(company, self.shape)
        self.names.learn_conditions(conditions_of(self.question.where))
        self.problems = list(asked.problems)
        self.found = self._found()

    def _found(self) -> Rows | None:
        """A page of rows, or None where the address cannot be answered: why is in `problems`."""
        if self.problems:
            return None
        try:
            found = self._fetched(self._number())
            last = max(1, -(-found.count // PAGE_ROWS))
            if self._number() > last:
                found = self._fetched(last)
        except Mistake as wrong:
            self.problems += wrong.problems
            return None
        self.names.learn_rows(found.columns, found.rows)
        return found

    def _number(self) -> int:
        said = self.asked.parts.get("page", "1")
        number = int(said) if said.isdecimal() and len(said) < 9 else 1
        return min(max(number, 1), _LAST_PAGE)

    def _fetched(self, number: int) -> Rows:
        which = self.asked.snapshot.number
        return self.company.rows(self.question, PAGE_ROWS, (number - 1) * PAGE_ROWS, which)

    def context(self) -> dict[str, object]:
        """What the template shows."""
        shared: dict[str, object] = {
            "chips": chips(self.asked.parts, self.names, reverse("explore-rows")),
            "all_url": self._url("explore-rows", without=("where", "page")),
            "explore_url": self._explore_url(),
        }
        if self.found is None:
            return shared | {"sentence": not_understood(), "problems": notes(self.problems)}
        found = self.found
        page: Page[int] = Paginator(range(found.count), PAGE_ROWS).get_page(
            found.offset // PAGE_ROWS + 1
        )
        return shared | {
            "sentence": self._sentence(found),
            "problems": notes(found.problems),
            "table": self._table(found) if found.rows else None,
            "page": page,
            "backing": {
                "facts": self._facts(found),
                "terms": [measure_term(name) for name in self.question.measures],
                "sql": ";\n\n".join(found.sql),
            },
            "exports": self._exports(),
            "export_note": _("Excel up to 100,000 rows, CSV up to 1,000,000"),
        }

    def _currency(self) -> str:
        return currency_of(self.question, self.shape)

    def _sentence(self, found: Rows) -> Sentence:
        """Of what the rows are, and the figure that they sum to, exactly."""
        name = self.question.measures[0]
        measure, figures, exact = MEASURES[name], [], []
        for number, total in enumerate(found.totals):
            if name not in total.figures:
                continue
            currency, value = total.currency or self._currency(), total.figures[name]
            full = exact_text(scaled(value, measure.unit), measure.unit, currency)
            text = short(value, measure.unit, currency)
            evidence = self._evidence(found, f"sum-{number}")
            figures.append(Figure(text=text, exact=full, evidence=evidence))
            exact.append(full)
        parts = with_figures(rows_sentence(found, self._currency()), figures)
        label = str(measure_term(name).label)
        details: list[Part] = [f"{label}: ", Figure(text=" + ".join(exact)), "."] if exact else []
        if where := conditions_text(conditions_of(self.question.where), self.names):
            details += [" ", _("Only %(filter)s.") % {"filter": where}]
        return Sentence(parts, (tuple(details),) if details else ())

    def _evidence(self, found: Rows, key: str) -> Evidence:
        term = measure_term(self.question.measures[0])
        return Evidence(
            key=key,
            name=str(term.label),
            definition=str(term.definition),
            facts=self._facts(found),
            sql=found.sql[-1],
        )

    def _facts(self, found: Rows) -> tuple[tuple[str, str], ...]:
        window = found.window
        days = dates.span(window.start, window.end) if window.days else "–"
        facts = [(_("Days"), days)]
        conditions = conditions_of(self.question.where)
        if where := conditions_text(conditions, self.names, whole=True):
            facts.append((_("Only"), where))
        if self.shape.tables & {"units", "assignments"}:
            facts.append((_("Organisation"), structure_text(self.question)))
        return (*facts, (_("Snapshot"), str(found.snapshot)))

    def _table(self, found: Rows) -> Table:
        columns = sorted((c for c in found.columns if self._told(c, found)), key=_place)
        headings = tuple(
            Column(column_label(c), "number" if c.unit else "text", rest=c.name in LESS_TOLD)
            for c in columns
        )
        drawn = [self._cells(column, found) for column in columns]
        rows = tuple(tuple(cells) for cells in zip(*drawn, strict=True))
        return Table(rows_sentence(found, self._currency()), headings, rows, dense=True)

    def _told(self, column: AnswerColumn, found: Rows) -> bool:
        """Whether a column says something here: what is the same in the whole book is left out."""
        if column.name == "currency":
            return len(self.shape.currencies) > 1
        if column.name in ("source", "line"):
            return column.name == "source" and self.shape.many_sources
        if column.name == "kind":
            return any(row["kind"] != "sale" for row in found.rows)
        return column.name == "date" or any(row.get(column.name) is not None for row in found.rows)

    def _cells(self, column: AnswerColumn, found: Rows) -> list[Cell]:
        """A whole column, its figures aligned."""
        values = [row.get(column.name) for row in found.rows]
        if column.unit:
            return [Cell(text=text) for text in figure_texts(values, column.unit)]
        return [self._cell(column, row) for row in found.rows]

    def _cell(self, column: AnswerColumn, row: Row) -> Cell:
        value = row.get(column.name)
        if value is None:
            return Cell()
        if column.name == "date":
            return Cell(text=dates.day(value))  # type: ignore[arg-type]
        if column.name == "sale":
            return Cell(text=str(value), url=self._history_url(row), note=str(row["line"]))
        if column.role == "dimension":
            name = self.names.name(column.name, value)
            return Cell(text=name or str(value), note=str(value) if name else "")
        return Cell(text=str(value))

    def _history_url(self, row: Row) -> str:
        key = {"source": row["source"], "sale": row["sale"], "line": row["line"]}
        if self.asked.pinned:
            key["snapshot"] = self.asked.pinned
        return f"{reverse('explore-line')}?{urlencode(key)}"

    def _explore_url(self) -> str:
        """The figure that these rows are behind, among the others."""
        return explore_parts_url({"by": "-", **self._parts(without=("page",))})

    def _parts(self, without: tuple[str, ...]) -> dict[str, str]:
        return {k: v for k, v in self.asked.parts.items() if k not in without}

    def _url(self, name: str, without: tuple[str, ...]) -> str:
        return f"{reverse(name)}?{query_of(self._parts(without))}"

    def _exports(self) -> list[tuple[str, str]]:
        query = query_of(self._parts(without=("page",)))
        return [
            (label, f"{reverse('explore-rows-export', args=[form])}?{query}")
            for form, label in (("csv", "CSV"), ("xlsx", "Excel"))
        ]


def _place(column: AnswerColumn) -> int:
    """Where a column stands: what a row is, what it adds, and then the rest."""
    name = "" if column.role == "value" else column.name
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)
