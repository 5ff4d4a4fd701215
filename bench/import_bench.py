"""Imports, from files to a committed snapshot, beside what DuckDB and Polars take to copy them.

The others check nothing, compare nothing and keep no history: they read the same file, type it and
write it as Parquet. Each import is a process of its own and starts with an empty book.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb

from bench.companies import AT, source_folder
from bench.machine import Row, timed

TYPES = {"date": "DATE", "quantity": "DECIMAL(18,4)", "amount": "DECIMAL(18,4)"}
COLUMNS = "sale, line, date, seller, product, customer, territory, quantity, amount"


def plain_file(root: Path, lines: int) -> Path:
    """The demo company's invoice lines as one CSV, as an order system would export them."""
    file = root / f"lines-{lines}.csv"
    if not file.exists():
        given = source_folder(root, lines) / "data" / "invoice_lines.parquet"
        columns = COLUMNS.replace("sale, line", "sale AS invoice, line")
        duckdb.connect().execute(
            f'COPY (SELECT {columns}, list_amount AS "list amount", cost AS "line cost" '
            f"FROM read_parquet('{given}')) TO '{file}' (HEADER)"
        )
    return file


def measure(root: Path, lines: int) -> list[Row]:
    """Seconds of each way to bring a file in, and what that is in lines a second."""
    file = plain_file(root, lines)
    count = duckdb.connect().execute(f"SELECT count(*) FROM read_csv('{file}')").fetchall()[0][0]
    once = root / "once"
    rows = []
    for what, name, who in (
        ("one CSV of invoice lines, first time", "plain", "Husay"),
        ("the same file again: nothing is new", "again", "Husay"),
        ("the whole company from its source folder", "source", "Husay"),
    ):
        given = source_folder(root, lines) if name == "source" else file
        rows.append(_row(what, count, who, _apart(name, once, given)))
    for who, copy in (("plain DuckDB", _by_duckdb), ("Polars", _by_polars)):
        seconds = _timed_copy(copy, file, once)
        rows.append(_row("the CSV typed and written as Parquet, unchecked", count, who, seconds))
    shutil.rmtree(once, ignore_errors=True)
    return rows


def _row(what: str, lines: int, who: str, seconds: float) -> Row:
    return Row(what, lines, who, (f"{seconds:.1f}", f"{lines / seconds / 1e6:.2f}"))


def _apart(name: str, folder: Path, given: Path) -> float:
    """Seconds of one import in a process of its own, the company's making not counted."""
    if name != "again":
        shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "bench.import_bench", name, str(folder), str(given)]
    said = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(said.stdout)


def _timed_copy(copy: Callable[[Path, Path], object], file: Path, folder: Path) -> float:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return timed(lambda: copy(file, folder / "copy.parquet"), 1)[0]


def _by_duckdb(file: Path, target: Path) -> None:
    with duckdb.connect(config={"threads": 2}) as connection:
        connection.execute(
            f"COPY (SELECT * FROM read_csv('{file}', types={TYPES})) TO '{target}' "
            "(COMPRESSION zstd)"
        )


def _by_polars(file: Path, target: Path) -> None:
    import polars as pl

    money = pl.Decimal(18, 4)
    overrides = {"date": pl.Date, "quantity": money, "amount": money}
    pl.scan_csv(file, schema_overrides=overrides).sink_parquet(target)


def _import(name: str, folder: Path, given: Path) -> None:
    from husay.org.company import read_company
    from husay.store.files import guess_file
    from husay.store.opening import create_company, open_company
    from husay.store.sources import load_source, plain_source

    if name == "again":
        company = open_company(folder)
    else:
        settings, _ = read_company({"name": "Bench", "currency": "PHP", "country": "PH"})
        company = create_company(folder, settings, AT)
    if name == "source":
        source, data = load_source(given), given / "data"
    else:
        source = plain_source(company.home, guess_file(given), given.name, "lines", "PHP")
        data = given
    seconds = timed(lambda: _refuse_refusal(company.import_source(source, data, "bench", AT)), 1)
    print(seconds[0])


def _refuse_refusal(result: object) -> None:
    assert not getattr(result, "refused", True), result


if __name__ == "__main__":
    _import(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
