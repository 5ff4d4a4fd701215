"""Every kind of damage to a book is found, and a sound book has none."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from tests.by_sql import by_sql
from tests.upkeep.small import AT

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.warehouse.delta import BookFile


def codes(company: Company) -> set[str]:
    return {problem.code for problem in company.verify().problems}


def a_file(company: Company, table: str = "sale_lines") -> tuple[Path, BookFile]:
    """A file of a table in the newest snapshot."""
    book = book_of(company)
    file = book.files(table)[0]
    return book.folder / table / file.path, file


def book_of(company: Company):
    from husay.store.warehouse.book import Book

    return Book(company.home.book, dict(company.head().versions))


def forge(company: Company, table: str, sql: str, replace_all: bool = False) -> None:
    """Publish a snapshot in which a table has the rows of a query of its own, too or alone."""
    from husay.store.records import manifests
    from husay.store.warehouse.importer import new_manifest
    from husay.store.warehouse.writing import bring_in, write_parquet

    book = book_of(company)
    stored, aside = book.tables[table], company.home.staging / uuid.uuid4().hex
    connection = duckdb.connect()
    connection.execute(f"CREATE VIEW kept AS SELECT * FROM {book.relation(table)}")
    added = write_parquet(connection, sql, stored, aside)
    bring_in(aside, stored, added)
    version = stored.commit(book.files(table) if replace_all else (), added)
    head = company.head()
    versions = {**head.versions, table: version}
    digests = {**head.digests, table: stored.digest(version)}
    settings = company.home.read_settings()
    manifests.publish(new_manifest(head.number + 1, versions, digests, settings, "forger", AT))


def test_a_sound_book_has_no_problems(small: Company) -> None:
    steps: list[str] = []
    verified = small.verify(lambda step, done, total: steps.append(step))
    assert verified.problems == ()
    assert verified.snapshots == (0, 1, 2)
    assert verified.files > 20
    assert verified.rows > 600
    assert steps == ["files", "snapshot:0", "snapshot:1", "snapshot:2", "rollups"]


def test_a_missing_file(copy: Company) -> None:
    path, file = a_file(copy)
    path.unlink()
    (problem,) = copy.verify().problems
    assert (problem.code, problem.table) == ("book-file-missing", "sale_lines")
    assert problem.file == f"sale_lines/{file.path}"


def test_a_file_cut_short(copy: Company) -> None:
    path, file = a_file(copy)
    path.write_bytes(path.read_bytes()[:-100])
    (problem,) = copy.verify().problems
    assert (problem.code, problem.says()["expected"]) == ("book-file-size", str(file.size))


def flip(path: Path, place: int, bit: int = 0) -> None:
    """Change one bit of a file."""
    content = bytearray(path.read_bytes())
    content[place % len(content)] ^= 1 << bit
    path.write_bytes(content)


@pytest.mark.parametrize("table", ["sale_lines", "sale_lines_history", "rollup_daily", "products"])
@pytest.mark.parametrize("place", [4, 0.31, 0.5, 0.77, -5])
def test_one_changed_bit_anywhere_in_a_file(copy: Company, table: str, place: float) -> None:
    if table == "sale_lines_history":
        now = book_of(copy).relation("sale_lines")
        past = f"SELECT * EXCLUDE (month), 2 AS superseded FROM {now} WHERE recorded = 1 LIMIT 3"
        forge(copy, table, past)
    path, file = a_file(copy, table)
    size = path.stat().st_size
    flip(path, int(place * size) if isinstance(place, float) else place, bit=size % 8)
    problems = copy.verify().problems
    assert ("book-file-changed", f"{table}/{file.path}") in {(p.code, p.file) for p in problems}


def test_an_amount_changed_by_somebody_who_knows_parquet(copy: Company) -> None:
    path, file = a_file(copy)
    by_sql(
        f"COPY (SELECT * REPLACE (amount + 1 AS amount) "
        f"FROM read_parquet('{path}', hive_partitioning = false)) TO '{path}.new' "
        "(FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2)"
    )
    Path(f"{path}.new").replace(path)
    if path.stat().st_size == file.size:
        assert codes(copy) == {"book-file-changed"}
    else:
        assert codes(copy) == {"book-file-size"}


def test_a_commit_of_the_log_that_was_emptied(copy: Company) -> None:
    log = book_of(copy).folder / "sale_lines" / "_delta_log"
    max(log.glob("*.json")).write_text("", encoding="utf-8")
    (problem,) = (p for p in copy.verify().problems if p.code == "log-differs")
    assert (problem.table, problem.says()) == ("sale_lines", {"snapshot": "2"})


def test_every_published_table_has_the_digest_of_its_files(small: Company) -> None:
    for manifest in small.log():
        assert manifest.digests.keys() == manifest.versions.keys()


def test_a_table_without_a_digest_is_not_proven(copy: Company) -> None:
    """The records of snapshot 2 say which files products has no more than if they were lost."""
    from husay.store.records.models import ManifestRecord

    record = ManifestRecord.objects.get(number=2)
    del record.digests["products"]
    record.save()
    (problem,) = copy.verify().problems
    assert (problem.code, problem.table, problem.says()) == (
        "log-differs", "products", {"snapshot": "2"},
    )  # fmt: skip


@pytest.mark.parametrize("name", ["plain.parquet", "plain.0123456789abcdef.parquet"])
def test_a_file_without_a_seal_is_not_proven(copy: Company, name: str) -> None:
    """Its rows, size and digest are right, and nothing says that its amounts are."""
    from husay.store.records import manifests
    from husay.store.warehouse.importer import new_manifest

    head, stored = copy.head(), book_of(copy).tables["products"]
    path, file = a_file(copy, "products")
    (path.parent / name).write_bytes(path.read_bytes())
    version = stored.commit([file], {name: file.rows or 0})
    versions = {**head.versions, "products": version}
    digests = {**head.digests, "products": stored.digest(version)}
    settings = copy.home.read_settings()
    manifests.publish(new_manifest(head.number + 1, versions, digests, settings, "forger", AT))
    (problem,) = copy.verify().problems
    assert (problem.code, problem.file) == ("book-file-changed", f"products/{name}")


def test_a_file_that_is_no_parquet(copy: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    believe_the_names(monkeypatch)
    path, _ = a_file(copy)
    path.write_bytes(b"\0" * path.stat().st_size)
    assert codes(copy) == {"book-file-unreadable"}


def test_an_amount_that_lies_as_a_double(copy: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    path, _ = a_file(copy)
    by_sql(
        f"COPY (SELECT * REPLACE (CAST(amount AS DOUBLE) AS amount) "
        f"FROM read_parquet('{path}', hive_partitioning = false)) TO '{path}.new' (FORMAT parquet)"
    )
    Path(f"{path}.new").replace(path)
    forget_sizes(monkeypatch)
    believe_the_names(monkeypatch)
    (problem,) = copy.verify().problems
    assert (problem.code, problem.value) == ("book-file-types", "amount")


def test_a_file_with_fewer_rows_than_the_log_says(
    copy: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = a_file(copy)
    rows = f"SELECT * FROM read_parquet('{path}', hive_partitioning = false) LIMIT 3"
    by_sql(f"COPY ({rows}) TO '{path}.new' (FORMAT parquet)")
    Path(f"{path}.new").replace(path)
    forget_sizes(monkeypatch)
    believe_the_names(monkeypatch)
    (problem,) = copy.verify().problems
    assert (problem.code, problem.value) == ("book-file-rows", "3")


def believe_the_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each file's name say what is in it, as if somebody had sealed the damage, too."""
    here = "husay.store.warehouse.verifying"
    monkeypatch.setattr(f"{here}.seal_of", lambda path: "as sealed")
    monkeypatch.setattr(f"{here}.sha256_of", lambda path: "as sealed")


def forget_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the log say whatever size each file has."""
    from dataclasses import replace

    from husay.store.warehouse.delta import BookTable

    files = BookTable.files

    def as_they_are(self: BookTable, version: int) -> tuple[BookFile, ...]:
        found = files(self, version)
        return tuple(replace(f, size=(self.folder / f.path).stat().st_size) for f in found)

    monkeypatch.setattr(BookTable, "files", as_they_are)


def test_a_log_that_is_gone(copy: Company) -> None:
    for file in (copy.home.book / "products" / "_delta_log").iterdir():
        file.unlink()
    assert codes(copy) == {"log-unreadable"}


def test_a_key_given_twice(copy: Company) -> None:
    forge(copy, "products", "SELECT * FROM kept WHERE product = 'p1'")
    problems = {problem.code: problem for problem in copy.verify().problems}
    assert problems["key-twice"].count == 1
    assert problems["key-twice"].says() == {"snapshot": "3"}


def test_a_row_in_another_months_file_and_one_without_an_amount(copy: Company) -> None:
    sql = "SELECT * REPLACE ('x' || sale AS sale, {}) FROM kept WHERE line = 1 LIMIT 1"
    forge(copy, "sale_lines", sql.format("date + 40 AS date"))
    assert "row-in-wrong-month" in codes(copy)
    forge(copy, "sale_lines", sql.format("'y' AS source, NULL AS amount"))
    assert "value-missing" in codes(copy)


def test_a_history_that_overlaps_and_one_that_runs_backwards(copy: Company) -> None:
    columns = "product, product_line, product_group, list_price, source"
    now = book_of(copy).relation("products")
    past = f"SELECT {columns}, {{}} AS recorded, {{}} AS superseded FROM {now} WHERE product = 'p1'"
    forge(copy, "products_history", past.format(0, 1))
    assert codes(copy) == set()
    forge(copy, "products_history", past.format(0, 3))
    assert codes(copy) == {"history-overlaps"}
    forge(copy, "products_history", past.format(9, 2))
    assert "history-backwards" in codes(copy)


def test_a_rollup_that_is_off_by_one(copy: Company) -> None:
    one_more = "SELECT * REPLACE (amount + (rowid = 0)::INT AS amount) FROM (SELECT *, row_number() OVER () - 1 AS rowid FROM kept)"  # noqa: E501
    forge(copy, "rollup_monthly", one_more, replace_all=True)
    problems = copy.verify().problems
    assert {(p.code, p.table, p.column) for p in problems} == {
        ("rollup-differs", "rollup_monthly", "amount")
    }
    assert problems[0].says().keys() == {"month", "currency", "snapshot"}


def test_a_rollup_that_gives_an_amount_to_another_seller(copy: Company) -> None:
    swapped = "SELECT * REPLACE (CASE seller WHEN 's1' THEN 's2' WHEN 's2' THEN 's1' ELSE seller END AS seller) FROM kept"  # noqa: E501
    forge(copy, "rollup_daily", swapped, replace_all=True)
    assert codes(copy) == {"rollup-rows-differ"}
