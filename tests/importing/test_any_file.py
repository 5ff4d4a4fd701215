"""Whatever a file holds, an import of it ends in words: it is refused, or it succeeds.

No exception but `Mistake` comes out; every problem is told in both languages; a book that nothing
was brought into is as it was; and nothing is left where imports work.
"""

import csv
import gzip
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest
import xlsxwriter
from django.utils.translation import override
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from husay.basics.amount import amount_text
from husay.basics.problem import Mistake, Problem
from husay.store.files import guess_file, look
from husay.store.sources import plain_source
from tests.store_sources.shop import (
    AT,
    HEADERS,
    cells,
    keep,
    lines,
    new_company,
    totals,
    write_csv,
    write_excel,
)
from tests.upkeep.small import source_of

if TYPE_CHECKING:
    from husay.store.company import Company

SOLD = lines(12)
SHOWN = [cells(line) for line in SOLD]
"""The known sales as the shop writes them."""

BOOKED = ("sale", "line", "date", "amount")
"""Columns of the book's own that a source's SELECT * takes as they are."""

TAKEN = [[f"F{n}", "1", line.day.isoformat(), amount_text(line.amount)]
         for n, line in enumerate(SOLD)]  # fmt: skip
"""The known sales in those columns."""


@dataclass(frozen=True)
class Shop:
    """One company for all examples, and a folder for their files."""

    company: "Company"
    folder: Path

    def file(self, name: str, content: bytes) -> Path:
        """A file alone in its folder: what another example left there is gone."""
        data = self.folder / "data"
        data.mkdir(exist_ok=True)
        for left in data.iterdir():
            left.unlink()
        path = data / name
        path.write_bytes(content)
        return path


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    folder = tmp_path_factory.mktemp("any")
    company = new_company(folder / "shop")
    file = write_csv(folder / "benta.csv", SHOWN)
    keep(company, file)
    from husay.store.sources import load_kept

    assert not company.import_source(load_kept(company.home, "benta"), file, "me", AT).refused
    return Shop(company, folder)


def few(examples: int) -> Callable[..., settings]:
    """So many examples; the shop stays the same for all of them."""
    return settings(max_examples=examples, suppress_health_check=list(HealthCheck))


def _of_file(company: "Company", file: Path) -> tuple[bool, Sequence[Problem]]:
    """Look, guess, make a source, import; whether anything was published, and the problems."""
    try:
        source = plain_source(
            company.home, guess_file(file, looked=look(file)), file.name, "any", "PHP"
        )
        result = company.import_source(source, file, "tester", AT, everything=True)
    except Mistake as wrong:
        return False, wrong.problems
    return result.manifest is not None, result.problems


def _of_folder(company: "Company", file: Path) -> tuple[bool, Sequence[Problem]]:
    """Import by a source that takes the file's columns as the book's."""
    try:
        source = source_of("folder", ["sale_lines"])
        result = company.import_source(source, file.parent, "tester", AT, everything=True)
    except Mistake as wrong:
        return False, wrong.problems
    return result.manifest is not None, result.problems


def _state(company: "Company") -> tuple[object, ...]:
    return company.head().number, company.head().mark, totals(company)


def ends_in_words(
    company: "Company",
    file: Path,
    bring_in: Callable[["Company", Path], tuple[bool, Sequence[Problem]]] = _of_file,
) -> None:
    """The law of this module, of one file."""
    before = _state(company)
    published, problems = bring_in(company, file)
    if published:
        assert [p for p in problems if p.severity == "error"] == []
    else:
        assert _state(company) == before, "a refused import changed the book"
    assert list(company.home.staging.iterdir()) == []
    for problem in problems:
        _is_told(problem)


def _is_told(problem: Problem) -> None:
    from husay.words.problems import WORDINGS, describe

    assert problem.code in WORDINGS, problem
    for language in ("en", "fil"):
        with override(language):
            told = describe(problem)
            assert told.what.strip(), problem
            assert told.remedy.strip(), problem


NASTY = (
    "", " ", "0", "-0", "1e400", "NaN", "inf", "9" * 45, "-" + "9" * 19, "0." + "1" * 30, "1,5",
    "1.234,56", "1,234.56", "(5)", "₱", "\x00", "a\x00b", "\ufeff", "😀", '"', '""', "'", "\\",
    "=1+1", "#REF!", "NULL", "2026-02-30", "0000-00-00", "9999-12-31", "99999-01-01",
    "31/12/2026", "12/31/26", "46023", "a\nb", "a\r\nb", "; DROP", "%s", "%(x)s", "{x}", "\u202e",
)  # fmt: skip
words = st.sampled_from(NASTY) | st.text(max_size=12)
good = st.sampled_from([text for row in SHOWN for text in row])


@st.composite
def tables(draw: st.DrawFn, headers: Sequence[str], known: Sequence[Sequence[str]]) -> bytes:
    """A text of a table: any delimiter, quotes well or badly set, any end of line, any encoding.

    Half of them are well made, so that what is odd in their cells is met later than their shape.
    """
    odd = draw(st.booleans())
    delimiter = draw(st.sampled_from(",;\t|: ~" if odd else ",;\t|"))
    end = draw(st.sampled_from(["\n", "\r\n", "\r", "\n\n"] if odd else ["\n", "\r\n"]))
    rows = [list(row) for row in draw(st.lists(st.sampled_from(known), max_size=8))]
    for row in rows:
        for place in draw(st.lists(st.integers(0, len(row) - 1), max_size=1)):
            row[place] = draw(words)
    top = list(headers)
    if odd:
        rows += draw(st.lists(st.lists(words, max_size=9), max_size=3))
        top = draw(st.just(top) | st.lists(words, max_size=8))
    if not odd or draw(st.booleans()):
        made = io.StringIO()
        csv.writer(made, delimiter=delimiter, lineterminator=end).writerows([top, *rows])
        text = made.getvalue()
    else:
        half = draw(st.sampled_from(["", '"']))
        text = end.join(delimiter.join(half + cell for cell in cells) for cells in [top, *rows])
    encoding = draw(st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252"]))
    return text.encode(encoding, "replace")


@st.composite
def broken(draw: st.DrawFn, content: bytes) -> bytes:
    """A file's bytes, some of them changed, cut out, put twice, or added."""
    made = bytearray(content)
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, max(0, len(made) - 1)))
        until = place + draw(st.integers(1, 64))
        match draw(st.sampled_from(["flip", "flip", "cut off", "cut out", "double", "add"])):
            case "flip":
                made[place : place + 1] = bytes([draw(st.integers(0, 255))])
            case "cut off":
                del made[place:]
            case "cut out":
                del made[place:until]
            case "double":
                made[place:place] = made[place:until]
            case _:
                made[place:place] = draw(st.binary(min_size=1, max_size=8))
    return bytes(made)


@st.composite
def replaced(draw: st.DrawFn) -> list[list[str]]:
    """The known sales: rows in another order, some twice, some cells replaced."""
    rows = [cells(line) for line in draw(st.permutations(SOLD))]
    rows += draw(st.lists(st.sampled_from(rows), max_size=3))
    rows = [list(row) for row in rows]
    for _ in range(draw(st.integers(0, 4))):
        row = rows[draw(st.integers(0, len(rows) - 1))]
        row[draw(st.integers(0, len(row) - 1))] = draw(words | good)
    return rows


def as_text(rows: Sequence[Sequence[str]], headers: Sequence[str] = HEADERS) -> bytes:
    made = io.StringIO()
    csv.writer(made).writerows([headers, *rows])
    return made.getvalue().encode("utf-8", "replace")


ENDINGS = ("a.csv", "a.tsv", "a.txt", "a.csv.gz", "a.xlsx", "a.xls", "a.ods", "a.parquet")


@few(20)
@given(name=st.sampled_from(ENDINGS), content=st.binary(max_size=300))
@example(name="a.csv", content=b"")
@example(name="a.csv.gz", content=gzip.compress(b"\x00\xff"))
@example(name="a.xlsx", content=b"PK\x03\x04")
@example(name="a.parquet", content=b"PAR1PAR1")
def test_random_bytes(shop: Shop, name: str, content: bytes) -> None:
    ends_in_words(shop.company, shop.file(name, content))


@few(15)
@given(tables(HEADERS, SHOWN))
def test_random_tables(shop: Shop, content: bytes) -> None:
    ends_in_words(shop.company, shop.file("a.csv", content))


@few(15)
@given(tables(BOOKED, TAKEN))
def test_random_tables_through_a_folders_select(shop: Shop, content: bytes) -> None:
    ends_in_words(shop.company, shop.file("sale_lines_given.csv", content), _of_folder)


@few(12)
@given(broken(as_text(SHOWN)))
def test_broken_texts(shop: Shop, content: bytes) -> None:
    ends_in_words(shop.company, shop.file("a.csv", content))


@few(12)
@given(broken(as_text(TAKEN, BOOKED)))
def test_broken_texts_through_a_folders_select(shop: Shop, content: bytes) -> None:
    ends_in_words(shop.company, shop.file("sale_lines_given.csv", content), _of_folder)


@few(6)
@given(replaced())
def test_texts_with_rows_moved_and_cells_replaced(shop: Shop, rows: list[list[str]]) -> None:
    ends_in_words(shop.company, shop.file("a.csv", as_text(rows)))


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A valid Excel file of the known sales."""
    return write_excel(tmp_path_factory.mktemp("sheet") / "a.xlsx", SOLD).read_bytes()


@few(12)
@given(data=st.data())
def test_broken_sheets(shop: Shop, sheet: bytes, data: st.DataObject) -> None:
    ends_in_words(shop.company, shop.file("a.xlsx", data.draw(broken(sheet))))


cell = (
    words
    | good
    | st.booleans()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.dates(date(1900, 1, 1), date(9999, 12, 31))
)


@few(8)
@given(rows=st.lists(st.sampled_from(SHOWN) | st.lists(cell, min_size=8, max_size=8), max_size=6))
def test_sheets_of_any_cells(shop: Shop, rows: Sequence[Sequence[object]]) -> None:
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": True, "default_date_format": "d/m/yyyy"}
    with xlsxwriter.Workbook(made, options) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEADERS)
        for number, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                if isinstance(value, date):
                    page.write_datetime(number, place, datetime(*value.timetuple()[:3]))
                else:
                    page.write(number, place, value)
    ends_in_words(shop.company, shop.file("a.xlsx", made.getvalue()))


TYPES = (
    *["VARCHAR"] * 30, "DATE", "DOUBLE", "DECIMAL(38, 10)", "HUGEINT", "TIMESTAMP", "TIMESTAMPTZ",
    "BLOB", "BOOLEAN", "TIME", "UUID", "INTERVAL", "VARCHAR[]", "STRUCT(a INTEGER)", "BIGINT",
)  # fmt: skip
"""Texts for the most part: a file with a column that no text can be made of is not read at all."""


def parquet(folder: Path, types: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """A Parquet file whose columns have these types; what is no value of one is NULL."""
    file = folder / "made.parquet"
    names = ", ".join(f'TRY_CAST(c{n} AS {t}) AS "{HEADERS[n]}"' for n, t in enumerate(types))
    places = ", ".join(f"c{n}" for n in range(len(types)))
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t ({', '.join(f'c{n} VARCHAR' for n in range(8))})")
        if rows:
            connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        connection.execute(f"COPY (SELECT {names} FROM (SELECT {places} FROM t)) TO '{file}'")
    return file.read_bytes()


@few(10)
@given(data=st.data())
def test_broken_parquet(shop: Shop, data: st.DataObject) -> None:
    content = parquet(shop.folder, ["VARCHAR"] * 8, SHOWN)
    ends_in_words(shop.company, shop.file("a.parquet", data.draw(broken(content))))


@few(8)
@given(
    types=st.lists(st.sampled_from(TYPES), min_size=8, max_size=8),
    rows=st.lists(
        st.sampled_from(SHOWN) | st.lists(good | st.sampled_from(NASTY), min_size=8, max_size=8)
    ),
)
def test_parquet_of_any_types(shop: Shop, types: list[str], rows: list[list[str]]) -> None:
    ends_in_words(shop.company, shop.file("a.parquet", parquet(shop.folder, types, rows)))
