"""The page "Bring in data": the sources that feed the book, and what came of the last imports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cronsim import CronSim
from django.urls import reverse
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.book.manifest import Manifest
from husay.book.schema import GIVEN
from husay.book.source import Source
from husay.store.company import Company
from husay.store.goal_plans.taking_over import plan_titles
from husay.store.jobs import scheduled_data
from husay.store.records.models import ImportRun
from husay.store.sources import kept_names, kept_sources
from husay.web.bring_in.asking import on_its_way
from husay.web.bring_in.limit import LARGEST_MEGABYTES
from husay.web.bring_in.rejects import table_text
from husay.web.bring_in.runs import recent, summed
from husay.web.bring_in.uploads import all_kept
from husay.web.empty import Empty
from husay.words import dates
from husay.words.figure import Figure, Sentence, compose
from husay.words.format import count

_MOST_TABLES = 3
ENDINGS = ".csv,.tsv,.txt,.gz,.xlsx,.xls,.xlsm,.xlsb,.ods,.parquet"


@dataclass(frozen=True, kw_only=True)
class SourceLine:
    """One kept source. `way` is how it is imported again: 'upload' (another file of its kind),
    'again' (its files are known) or '' (only the command line knows where they are)."""

    name: str
    title: str
    tables: str
    last: str
    next: str
    way: str


@dataclass(frozen=True, kw_only=True)
class FileLine:
    """One file that was sent and is not in the book. `when` says when it was read."""

    name: str
    when: str
    url: str


class OverviewPage:
    """One view of "Bring in data"."""

    def __init__(self, company: Company, now: datetime, chosen: str = "") -> None:
        self.company, self.now, self.chosen = company, now, chosen
        self.sources = kept_sources(company.home)
        self.manifests = company.log()
        self.imported = [m for m in self.manifests if m.source]

    def context(self) -> dict[str, object]:
        """What the template shows."""
        titles = {s.name: s.title for s in self.sources}
        plain = [s for s in self.sources if s.file]
        runs = recent(self.manifests, plan_titles() | titles)
        return {
            "sentence": self._sentence(titles),
            "empty": None if runs or self.sources else how_to_begin(),
            "sources": [self._line(source) for source in self.sources],
            "unfinished": self._unfinished(),
            "unreadable": sorted(set(kept_names(self.company.home)) - set(titles)),
            "runs": runs,
            "like": [(s.name, s.title, s.name == self.chosen) for s in plain],
            "largest": count(LARGEST_MEGABYTES),
            "endings": ENDINGS,
        }

    def _unfinished(self) -> list[FileLine]:
        """Files whose page was left, so that nobody sends them again for not finding them."""
        return [
            FileLine(
                name=upload.name,
                when=dates.moment(upload.at),
                url=reverse("bring-in-mapping", args=(upload.id,)),
            )
            for upload in all_kept(self.company.home)
            if on_its_way(upload.file) is None
        ]

    def _sentence(self, titles: dict[str, str]) -> Sentence:
        running = ImportRun.objects.filter(state__in=("waiting", "running")).first()
        if running is not None:
            url = reverse("bring-in-run", args=(running.pk,))
            name = Figure(text=titles.get(running.source, running.source), url=url)
            return Sentence(compose(_("{source} is coming in just now."), source=name))
        if not self.imported:
            return Sentence((_("Bring in what you sold."),))
        last = self.imported[-1]
        fresh = summed(last.counts)["new"]
        said = ngettext(
            "The last import, on {when}, brought {rows} new row.",
            "The last import, on {when}, brought {rows} new rows.",
            fresh,
        )
        parts = compose(
            said, when=Figure(text=dates.moment(last.created)), rows=Figure(text=count(fresh))
        )
        return Sentence(parts, (_details(self.sources),))

    def _line(self, source: Source) -> SourceLine:
        tables = [table_text(name) for name in GIVEN if name in source.selects and name != "names"]
        more = len(tables) - _MOST_TABLES
        text = ", ".join(tables[:_MOST_TABLES])
        if more > 0:
            text = _("%(tables)s and %(n)s more") % {"tables": text, "n": count(more)}
        last = next((m for m in reversed(self.imported) if m.source == source.name), None)
        return SourceLine(
            name=source.name,
            title=source.title,
            tables=text,
            last=_last(last),
            next=next_moment(source, self.now),
            way=self._way(source),
        )

    def _way(self, source: Source) -> str:
        if source.data and scheduled_data(self.company.home, source).exists():
            return "again"
        return "upload" if source.file else ""


def _details(sources: tuple[Source, ...]) -> tuple[str, ...]:
    text = ngettext("%(n)s source feeds the book.", "%(n)s sources feed the book.", len(sources))
    return (text % {"n": count(len(sources))},)


def _last(manifest: Manifest | None) -> str:
    if manifest is None:
        return _("not yet")
    return dates.moment(manifest.created)


def next_moment(source: Source, now: datetime) -> str:
    """When a source's schedule asks next; '' where it has none."""
    if not source.schedule:
        return ""
    try:
        return dates.moment(next(CronSim(source.schedule, now.astimezone(get_default_timezone()))))
    except StopIteration:
        return ""


def how_to_begin() -> Empty:
    """What stands beside the form while nothing was ever brought in."""
    return Empty(
        title=_("From a file to figures in three steps"),
        text=_("One line a row: a date and an amount are enough. Invoice number, seller, product "
               "and customer make it better."),
        steps=(
            _("Export your invoices as CSV or Excel, and choose the file here."),
            _("Husay shows how it reads each column, and what it cannot read. You mend it."),
            _("Then bring it in: all of it, or nothing."),
        ),
        example="invoice,date,seller,product,quantity,amount\n"
        "SI-10401,2026-11-02,E-014,COLA-15,12,6150.00\n"
        "SI-10402,2026-11-03,E-009,CHIPS-60,30,1290.50",
    )  # fmt: skip
