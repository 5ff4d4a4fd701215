"""One import: how far it is, and what came of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.basics.problem import Problem
from husay.book.mapping import from_data, headers_by_column
from husay.book.source import Source
from husay.store.company import Company
from husay.store.jobs import problems_of
from husay.store.proposed import proposed
from husay.store.records.models import ImportRun
from husay.store.sources import kept_sources
from husay.web.bring_in.confirming import is_confirmable
from husay.web.bring_in.history_page import changed_url
from husay.web.bring_in.rejects import (
    SHOWN_PLACES,
    grouped,
    mistakes_text,
    rows_meant,
    table_text,
)
from husay.web.bring_in.runs import FATES, author_text, summed
from husay.web.bring_in.uploads import Upload, upload_of
from husay.web.empty import Way
from husay.web.table import Cell, Column, Table
from husay.words import dates
from husay.words.codes.doubts import MEANT_REMEDIES
from husay.words.figure import Figure, Sentence, compose
from husay.words.format import count
from husay.words.problems import describe
from husay.words.steps import step_text

_PATIENCE = timedelta(seconds=20)
_ON_A_PAGE = 50


def headers_of(source: Source) -> dict[str, tuple[str, ...]] | None:
    """A plain file's headers by the columns made from them; None for a source of another kind."""
    mapping, _problems = from_data(source.mapping) if source.file else (None, ())
    return headers_by_column(mapping) if mapping else None


class RunPage:
    """One view of an import. `page` is which page of the rejects is asked for."""

    def __init__(self, company: Company, run: ImportRun, now: datetime, page: str) -> None:
        self.company, self.run, self.now = company, run, now
        self.problems = problems_of(run)
        self.upload = upload_of(company.home, run.data)
        kept = {s.name: s for s in kept_sources(company.home)}
        self.is_kept = run.source in kept
        source = proposed(company.home, run.source, Path(run.data)) or kept.get(run.source)
        self.title = source.title if source else run.source
        self.headers = headers_of(source) if source else None
        self.page = page

    @property
    def going_on(self) -> bool:
        """Whether there is something to wait for."""
        return self.run.state in ("waiting", "running")

    def context(self) -> dict[str, object]:
        """What the template shows."""
        errors = [p for p in self.problems if p.severity == "error"]
        confirmable = is_confirmable(self.run)
        groups = grouped(self.problems, self.headers, confirmable=confirmable)
        listed = any(p.code not in MEANT_REMEDIES for p in errors)  # doubts are about no row
        long = any(g.severity == "error" and g.count > SHOWN_PLACES for g in groups)
        return {
            "sentence": self._sentence(),
            "run": self.run,
            "going_on": self.going_on,
            "step": step_text(self._step()),
            "title": self.title,
            "groups": groups,
            "confirmable": confirmable,
            "counts": self._counts(),
            "listed": self._listed(errors) if long else None,
            "page": self._page(errors) if long else None,
            "stuck": self.run.state == "waiting" and self.now - self.run.asked > _PATIENCE,
            "ways": self._ways(),
            "rejects_url": reverse("bring-in-rejects", args=(self.run.pk,)) if listed else "",
            "caution": self._caution(errors),
        }

    def _step(self) -> str:
        """The step, its table in words."""
        code, colon, table = self.run.step.partition(":")
        return f"{code}{colon}{table_text(table)}"

    def _caution(self, errors: list[Problem]) -> str:
        if self.run.state != "failed" or not errors:
            return ""
        told = describe(errors[0])
        return f"{told.what} {told.remedy}"

    def _sentence(self) -> Sentence:
        return Sentence(self._said(), (self._when(),))

    def _said(self) -> tuple[str | Figure, ...]:
        source, state = Figure(text=self.title), self.run.state
        if state == "waiting":
            return compose(_("{source} waits for its turn."), source=source)
        if state == "running":
            return compose(_("{source} is coming in."), source=source)
        if state == "unchanged":
            return compose(_("Nothing in {source} is new: the book had it all."), source=source)
        if state == "failed":
            return compose(_("The import of {source} broke off."), source=source)
        if state == "refused":
            return self._refused(source)
        return self._done(source)

    def _done(self, source: Figure) -> tuple[str | Figure, ...]:
        lines = self.run.counts.get("sale_lines", {}).get("new", 0)
        number = lines or summed(self.run.counts)["new"]
        if lines:
            said = ngettext(
                "{rows} new sale line of {source} is in the book.",
                "{rows} new sale lines of {source} are in the book.",
                number,
            )
        else:
            said = ngettext(
                "{rows} new row of {source} is in the book.",
                "{rows} new rows of {source} are in the book.",
                number,
            )
        return compose(said, rows=Figure(text=count(number)), source=source)

    def _refused(self, source: Figure) -> tuple[str | Figure, ...]:
        number = rows_meant(self.problems)
        if not number:
            return compose(_("Nothing of {source} was brought in."), source=source)
        said = ngettext(
            "Nothing of {source} was brought in: {rows} row cannot be read as it is.",
            "Nothing of {source} was brought in: {rows} rows cannot be read as they are.",
            number,
        )
        return compose(said, rows=Figure(text=count(number)), source=source)

    def _when(self) -> tuple[str, ...]:
        run = self.run
        if self.going_on:
            return (_("Asked for on %(when)s, %(who)s.") % self._words(run.asked),)
        words = self._words(run.ended or run.asked)
        if run.state in ("refused", "failed"):
            said = _("The book is as it was. Ended on %(when)s; asked for %(who)s.")
        elif run.manifest_id is not None:
            said = _("Snapshot %(snapshot)s, of %(when)s; asked for %(who)s.")
            words["snapshot"] = count(run.manifest_id)
        else:
            said = _("Ended on %(when)s; asked for %(who)s.")
        wrong = mistakes_text(self.problems) if run.state == "refused" else ""
        return (" ".join(text for text in (wrong, said % words) if text),)

    def _words(self, when: datetime) -> dict[str, str]:
        return {"when": dates.moment(when), "who": author_text(self.run.author)}

    def _counts(self) -> Table | None:
        """Rows by table and fate."""
        if self.run.state not in ("done", "unchanged") or not self.run.counts:
            return None
        labels = (_("New"), _("Corrected"), _("Withdrawn"), _("Unchanged"))
        columns = (Column(_("Table")), *(Column(label, "number") for label in labels))
        rows = tuple(
            (Cell(text=table_text(table)), *(Cell(text=count(c.get(f, 0))) for f in FATES))
            for table, c in self.run.counts.items()
        )
        return Table(_("What was brought in"), columns, rows, captioned=True)

    def _page(self, errors: list[Problem]) -> Page[Problem]:
        return Paginator(errors, _ON_A_PAGE).get_page(self.page)

    def _listed(self, errors: list[Problem]) -> Table:
        """One page of all that was refused."""
        labels = (_("Row"), _("Column"), _("Value"), _("What is wrong"))
        columns = tuple(Column(label, "number" if i == 0 else "text")
                        for i, label in enumerate(labels))  # fmt: skip
        rows = tuple(
            (
                Cell(text="" if p.row is None else count(p.row)),
                Cell(text=p.column or ""),
                Cell(text=p.value or ""),
                Cell(text=describe(p).what),
            )
            for p in self._page(errors)
        )
        return Table(_("Every row that was listed"), columns, rows, captioned=True)

    def _ways(self) -> list[Way]:
        """Where to go from here, the likeliest first."""
        like = f"?like={self.run.source}" if self.is_kept else ""
        again = Way(f"{reverse('bring-in')}{like}", _("Send a mended file"))
        if self.run.state == "done":
            changed = Way(changed_url(self.run.manifest_id or 0), _("What changed"))
            return [Way(reverse("standing"), _("Where we stand")), changed]
        if self.run.state == "unchanged":
            return [Way(reverse("standing"), _("Where we stand"))]
        if self.run.state in ("refused", "failed"):
            return [again, *self._mapping_way(self.upload)]
        return []

    def _mapping_way(self, upload: Upload | None) -> list[Way]:
        if upload is None:
            return []
        return [Way(reverse("bring-in-mapping", args=(upload.id,)), _("Change how it is read"))]
