"""The history of the book: every snapshot, its pins, and what changed between two of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.basics.problem import Mistake, Problem
from husay.book.difference import Difference, RowChange
from husay.book.manifest import Manifest
from husay.book.schema import TABLES
from husay.store.company import Company
from husay.store.sources import kept_sources
from husay.web.bring_in.rejects import table_text
from husay.web.bring_in.runs import FATES, author_text, summed
from husay.web.table import Cell, Column, Table
from husay.words import dates
from husay.words.figure import Figure, Sentence, compose
from husay.words.format import NOTHING, count, money
from husay.words.problems import describe
from husay.words.terms import field_term
from husay.words.values import figure_texts

_ON_A_PAGE = 25
_SHOWN_CHANGES = 50


@dataclass(frozen=True, kw_only=True)
class SnapshotLine:
    """One snapshot as it is listed. `changed_url` is '' where there is nothing before it."""

    number: int
    when: str
    author: str
    what: str
    fates: tuple[str, ...]
    pins: tuple[str, ...]
    cleaned: bool
    changed_url: str


class HistoryPage:
    """One view of the history. `query` may ask for a page, or for two snapshots to compare."""

    def __init__(self, company: Company, query: QueryDict) -> None:
        self.company, self.query = company, query
        self.newest = list(reversed(company.log()))
        self.titles = {s.name: s.title for s in kept_sources(company.home)}
        self.problems: tuple[Problem, ...] = ()

    def context(self) -> dict[str, object]:
        """What the template shows."""
        page: Page[Manifest] = Paginator(self.newest, _ON_A_PAGE).get_page(self.query.get("page"))
        open_numbers = [m.number for m in self.newest if not m.cleaned]
        after, before = self._compared(open_numbers)
        difference = self._difference(before, after)
        return {
            "sentence": self._sentence(difference),
            "snapshots": [self._line(m) for m in page],
            "page": page,
            "numbers": open_numbers,
            "before": before,
            "after": after,
            "asked": difference is not None,
            "changes": [] if difference is None else self._changes(difference),
            "wrong": [describe(problem) for problem in self.problems],
        }

    def _compared(self, numbers: list[int]) -> tuple[int | None, int | None]:
        """The newer and the older snapshot to compare: as asked, else the two newest."""
        usual = [*numbers[:2], None, None]
        return self._number("after", usual[0]), self._number("before", usual[1])

    def _number(self, key: str, usual: int | None) -> int | None:
        text = self.query.get(key, "")
        return int(text) if text.isdecimal() and len(text) < 10 else usual

    def _difference(self, before: int | None, after: int | None) -> Difference | None:
        if "before" not in self.query or before is None or after is None:
            return None
        try:
            return self.company.diff(before, after, limit=_SHOWN_CHANGES)
        except Mistake as wrong:
            self.problems = wrong.problems
            return None

    def _sentence(self, difference: Difference | None) -> Sentence:
        if difference is not None:
            return _difference_sentence(difference)
        number = len(self.newest)
        said = ngettext("The book has {n} snapshot.", "The book has {n} snapshots.", number)
        parts = compose(said, n=Figure(text=count(number)))
        if not self.newest:
            return Sentence(parts)
        newest = self.newest[0]
        detail = _("The newest is number %(n)s, of %(when)s. Every figure names its snapshot; one "
                   "that is pinned stays for good.") % {
            "n": count(newest.number), "when": dates.moment(newest.created),
        }  # fmt: skip
        return Sentence(parts, ((detail,),))

    def _line(self, manifest: Manifest) -> SnapshotLine:
        fates = summed(manifest.counts)
        has_before = any(m.number == manifest.number - 1 and not m.cleaned for m in self.newest)
        url = ""
        if has_before and not manifest.cleaned:
            url = f"{reverse('bring-in-history')}?before={manifest.number - 1}&after={manifest.number}"
        return SnapshotLine(
            number=manifest.number,
            when=dates.moment(manifest.created),
            author=author_text(manifest.author),
            what=self._what(manifest),
            fates=tuple(count(fates[f]) if manifest.counts else NOTHING for f in FATES[:3]),
            pins=manifest.pins,
            cleaned=manifest.cleaned,
            changed_url=url,
        )

    def _what(self, manifest: Manifest) -> str:
        if manifest.source:
            return self.titles.get(manifest.source, manifest.source)
        if manifest.reason == "created":
            return _("The company was set up")
        return manifest.reason or _("The company’s settings")

    def _changes(self, difference: Difference) -> list[dict[str, object]]:
        """For each table that changed: how many rows of which fate, and the first of them."""
        return [
            {
                "title": table_text(found.table),
                "said": _fates_text(found.counts),
                "table": _changes_table(found.table, found.changes),
                "more": sum(found.counts.values()) - len(found.changes),
            }
            for found in difference.tables
        ]


def _difference_sentence(difference: Difference) -> Sentence:
    words = {
        "before": Figure(text=count(difference.before)),
        "after": Figure(text=count(difference.after)),
    }
    if not difference.tables and not difference.settings:
        return Sentence(compose(_("Nothing changed from snapshot {before} to {after}."), **words))
    moved = [
        _("%(before)s to %(after)s") % {"before": money(old, c), "after": money(new, c)}
        for c, (old, new) in difference.revenue.items()
        if old != new
    ]
    if not moved:
        said = _("From snapshot {before} to {after} revenue stayed as it was.")
        return Sentence(compose(said, **words))
    said = _("From snapshot {before} to {after} revenue went from {moved}.")
    return Sentence(compose(said, moved=Figure(text="; ".join(moved)), **words))


def _fates_text(counts: Mapping[str, int]) -> str:
    texts = {
        "new": _("%(n)s new"),
        "corrected": _("%(n)s corrected"),
        "withdrawn": _("%(n)s withdrawn"),
    }
    return ", ".join(texts[f] % {"n": count(counts[f])} for f in texts if counts.get(f))


def _changes_table(table: str, changes: tuple[RowChange, ...]) -> Table | None:
    if not changes:
        return None
    fates = {"new": _("new"), "corrected": _("corrected"), "withdrawn": _("withdrawn")}
    key = [name for name in TABLES[table].key]
    columns = (
        *(Column(str(field_term(name).label)) for name in key),
        Column(_("What happened")), Column(_("Before")), Column(_("After")),
    )  # fmt: skip
    rows = tuple(
        (
            *(Cell(text=_value(table, name, change.key.get(name))) for name in key),
            Cell(text=fates[change.fate]),
            Cell(text=_side(table, change, change.before)),
            Cell(text=_side(table, change, change.after)),
        )
        for change in changes
    )
    return Table(table_text(table), columns, rows)


def _side(table: str, change: RowChange, values: Mapping[str, object] | None) -> str:
    """'Amount 1,234.50 · Seller E-014': what there is, of a correction only what changed."""
    if values is None:
        return NOTHING
    key = TABLES[table].key
    names = change.changed or [n for n in TABLES[table].names if n not in key]
    said = [
        f"{field_term(n).label} {_value(table, n, values[n])}"
        for n in names
        if n in values and (values[n] is not None or change.changed)
    ]
    return " · ".join(said) or NOTHING


def _value(table: str, name: str, value: object) -> str:
    if value is None:
        return NOTHING
    kind = TABLES[table].column(name).kind
    if kind == "amount":
        return figure_texts([value], "quantity" if name == "quantity" else "money")[0]
    return str(value)
