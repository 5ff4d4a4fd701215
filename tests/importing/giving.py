"""Sources and their files as texts, and what the book then holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from husay.book.source import Source, read_source

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.warehouse.importer import ImportResult

AT = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
Found = list[tuple[Any, ...]]


def source_of(selects: Mapping[str, str] | str, name: str = "shop", **settings: Any) -> Source:
    """A source of these SELECTs (one alone gives sale lines)."""
    tables = {"sale_lines": selects} if isinstance(selects, str) else selects
    source, problems = read_source({"name": name, "currency": "PHP", **settings}, tables)
    assert source is not None, problems
    return source


def bring(
    company: Company, folder: Path, source: Source, files: Mapping[str, str], **options: Any
) -> ImportResult:
    """Import a source from files written anew."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return company.import_source(source, folder, "tester", options.pop("at", AT), **options)


def bring_plain(
    company: Company, file: Path, text: str, name: str = "plain", **options: Any
) -> ImportResult:
    """Import a plain file by a mapping that is guessed once and kept."""
    from husay.store.files import guess_file
    from husay.store.sources import keep_source, kept_names, load_kept, plain_source

    file.write_text(text, encoding="utf-8")
    if name not in kept_names(company.home):
        mapping = guess_file(file)
        keep_source(company.home, plain_source(company.home, mapping, file.name, name, "PHP"))
    return company.import_source(load_kept(company.home, name), file, "tester", AT, **options)


def rows(company: Company, columns: str, table: str = "sale_lines") -> Found:
    """What a table of the newest snapshot holds."""
    from husay.store.warehouse.book import Book

    book = Book(company.home.book, company.head().versions)
    sql = f"SELECT {columns} FROM {book.relation(table)} ORDER BY ALL"
    return duckdb.connect().execute(sql).fetchall()


def codes(result: ImportResult) -> list[tuple[str, str]]:
    """Severity and code of each problem."""
    return [(p.severity, p.code) for p in result.problems]


def totals(result: ImportResult, table: str = "sale_lines") -> tuple[int, ...]:
    """New, corrected, withdrawn, unchanged."""
    return tuple(result.counts[table].values())
