"""The history of the book: every snapshot, its pins, and what changed between two of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.basics.problem import Mistake, Problem
from husay.book.difference import Difference
from husay.book.manifest import Manifest
from husay.store.company import Company
from husay.store.goal_plans.taking_over import plan_titles
from husay.store.sources import kept_sources
from husay.web.bring_in.changes import LOOKED_AT, SHOWN_CHANGES, changes_table, fates_text
from husay.web.bring_in.rejects import table_text
from husay.web.bring_in.runs import FATES, author_text, summed
from husay.words import dates
from husay.words.figure import Figure, Sentence, compose
from husay.words.format import NOTHING, count, money
from husay.words.problems import describe

_ON_A_PAGE = 25


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


def changed_url(number: int) -> str:
    """Where it is told what changed with a snapshot."""
    return f"{reverse('bring-in-history')}?before={number - 1}&after={number}"


class HistoryPage:
    """One view of the history. `query` may ask for a page, or for two snapshots to compare."""

    def __init__(self, company: Company, query: QueryDict) -> None:
        self.company, self.query = company, query
        self.newest = list(reversed(company.log()))
        self.titles = plan_titles() | {s.name: s.title for s in kept_sources(company.home)}
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
            return self.company.diff(before, after, limit=LOOKED_AT)
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
            url = changed_url(manifest.number)
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
        """For each table that changed: how many rows of which fate, and some of them."""
        return [
            {
                "title": table_text(found.table),
                "said": fates_text(found.counts),
                "table": changes_table(found, self.company),
                "more": sum(found.counts.values()) - min(len(found.changes), SHOWN_CHANGES),
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
