"""Small companies made of a few rows of text, through the real importer."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from husay.basics.period import Window, parse_period
from husay.basics.problem import Problem
from husay.book.source import read_source
from husay.measures.answer import Answer, plain
from husay.measures.measure import MEASURES
from husay.measures.question import Question
from husay.org.company import CompanySettings
from husay.store.opening import create_company, open_company

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.warehouse.reading import Snapshot

AT = datetime(2024, 12, 31, 12, 0, tzinfo=UTC)
NO_HOLIDAYS = CompanySettings(name="Test", currency="PHP", country="")
"""No public holidays: working days are Mondays to Fridays."""


@dataclass
class Made:
    """A company on disk, opened whenever it is asked: a process serves one company at a time."""

    folder: Path
    first: date
    last: date
    opened: Company | None = field(default=None, repr=False)

    @property
    def company(self) -> Company:
        """The company, with this process connected to its records."""
        from husay.store.home import Home
        from husay.store.records.connect import connect

        if self.opened is None:
            self.opened = open_company(self.folder)
        connect(Home(self.folder))
        return self.opened

    @property
    def snapshot(self) -> Snapshot:
        """Its newest snapshot."""
        return self.company.snapshot()

    def ask(self, *measures: str, period: str | Window | None = None, **words: Any) -> Answer:
        """The answer about some measures, over a period ('2024-Q1') or all days."""
        window = self.window(period)
        return self.company.ask(Question(measures, window, **words))

    def window(self, period: str | Window | None) -> Window:
        """The days of a period's key, or all days with a sale."""
        if period is None:
            return Window(self.first, self.last)
        if isinstance(period, Window):
            return period
        found = parse_period(period, self.snapshot.calendar.year)
        assert not isinstance(found, Problem), found
        return found

    def cells(self, measure: str, *by: str, **words: Any) -> dict[Any, Any]:
        """A measure's values, plain, by the dimensions' identifiers (one: not as a tuple)."""
        answer = self.ask(measure, by=by, **words)
        names = [c.name for c in answer.columns if c.role in ("dimension", "period")]
        unit = MEASURES[measure].unit
        found = {}
        for row in answer.rows:
            key = tuple(row[name] for name in names)
            found[key[0] if len(key) == 1 else key] = plain(row[measure], unit)
        assert len(found) == len(answer.rows), "each row has its own key"
        return found

    def value(self, measure: str, **words: Any) -> str | int | None:
        """A measure's one value over everything, as a plain text."""
        (row,) = self.ask(measure, **words).rows
        return plain(row[measure], MEASURES[measure].unit)


def make(
    folder: Path,
    tables: Mapping[str, str],
    settings: CompanySettings = NO_HOLIDAYS,
    **source: Any,
) -> Made:
    """A company with these tables, given as comma-separated texts with a header."""
    data = folder / "data"
    data.mkdir(parents=True)
    write_tables(data, tables)
    said = {"name": "test", "currency": "PHP", "rounding": "refuse"} | source
    read, problems = read_source(said, {name: f"SELECT * FROM {name}" for name in tables})
    assert read is not None, problems
    company = create_company(folder / "home", settings, AT)
    result = company.import_source(read, data, "tester", AT)
    assert not result.refused, result.problems
    shape = company.snapshot().shape
    return Made(folder / "home", shape.first or date(2024, 1, 1), shape.last or AT.date(), company)


def write_tables(data: Path, tables: Mapping[str, str]) -> None:
    """Comma-separated texts with a header, as files in a folder."""
    for name, text in tables.items():
        lines = [
            ",".join(cell.strip() for cell in line.split(",")) for line in text.strip().splitlines()
        ]
        (data / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def copied(first: Path, folder: Path) -> Made:
    """A copy of a company's folder, opened. Its snapshot's database goes with it and reads the
    first one's files, which nothing changes."""
    from django.db import connections

    from husay.store.home import Home
    from husay.store.warehouse.snapshot import place_of

    # The SQLite file may have its latest pages in the log beside it: close before copying.
    connections.close_all()
    shutil.copytree(first, folder)
    was, now = place_of(Home(first)), place_of(Home(folder))
    for file in (folder / "cache").glob(f"*-{was}-*"):
        file.rename(file.with_name(file.name.replace(f"-{was}-", f"-{now}-")))
    return opened(folder)


def opened(folder: Path) -> Made:
    """A company that is there already."""
    company = open_company(folder)
    shape = company.snapshot().shape
    return Made(folder, shape.first or AT.date(), shape.last or AT.date(), company)
