"""A company's home folder: where its settings, records, book, sources and cache lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from husay.basics.problem import Mistake, Problem, mistake
from husay.org.company import CompanySettings, read_company


@dataclass(frozen=True)
class Home:
    """The folder of one company. Everything in `cache` and `staging` can be made again."""

    path: Path

    @property
    def settings_file(self) -> Path:
        """`company.yaml`: what the company decides."""
        return self.path / "company.yaml"

    @property
    def payroll_file(self) -> Path:
        """`payroll.yaml`: how payroll files look, where the company says so."""
        return self.path / "payroll.yaml"

    @property
    def accounting_file(self) -> Path:
        """`accounting.yaml`: which commissions are capitalised, where the company says so."""
        return self.path / "accounting.yaml"

    @property
    def records(self) -> Path:
        """The SQLite file of the records (unless a PostgreSQL database is configured)."""
        return self.path / "records.sqlite3"

    @property
    def book(self) -> Path:
        """The Delta tables, one folder each."""
        return self.path / "book"

    @property
    def sources(self) -> Path:
        """Kept sources, one folder each."""
        return self.path / "sources"

    @property
    def uploads(self) -> Path:
        """Files brought in through the web, until their import ends."""
        return self.path / "uploads"

    @property
    def cache(self) -> Path:
        """One DuckDB file per snapshot: rollups and dimensions."""
        return self.path / "cache"

    @property
    def pay(self) -> Path:
        """The lines of pay runs, one file each."""
        return self.path / "pay"

    @property
    def staging(self) -> Path:
        """Where an import works; whatever lies here was left by one that was killed."""
        return self.path / "staging"

    def exists(self) -> bool:
        """Whether this folder holds a company."""
        return self.settings_file.is_file()

    def read_settings(self) -> CompanySettings:
        """The settings in `company.yaml`; raises Mistake with everything wrong in it."""
        if not self.exists():
            raise mistake("no-company-here", folder=self.path)
        try:
            data = yaml.safe_load(self.settings_file.read_text(encoding="utf-8"))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise mistake("yaml-syntax", file="company.yaml", said=error) from error
        settings, problems = read_company(data or {})
        if problems:
            raise Mistake(*problems)
        return settings

    def create(self, settings: CompanySettings) -> None:
        """Lay out an empty home; raises Mistake when the folder already holds something."""
        if self.path.exists() and any(self.path.iterdir()):
            raise mistake("folder-not-empty", folder=self.path)
        for folder in (self.book, self.sources, self.uploads, self.cache, self.staging):
            folder.mkdir(parents=True, exist_ok=True)
        write_yaml(self.settings_file, settings.as_data())


def write_yaml(path: Path, data: Any) -> None:
    """Write plain data as YAML, whole or not at all."""
    aside = path.with_suffix(".tmp")
    aside.write_text(
        yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100), encoding="utf-8"
    )
    aside.replace(path)


def read_yaml(path: Path) -> tuple[object, tuple[Problem, ...]]:
    """Parsed YAML, or the problem with it."""
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8")), ()
    except FileNotFoundError:
        return None, (Problem(code="no-such-file", file=path.name),)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        said = (("said", str(error)),)
        return None, (Problem(code="yaml-syntax", file=path.name, values=said),)
