"""Text files of rows: every row that stands in one is read, or the file is refused."""

import csv
import io
import random
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from husay.basics.problem import Mistake
from husay.store.warehouse.dialect import Dialect, dialect_of, unique_names, write_rows
from husay.store.warehouse.plain_text import plain_text
from tests.by_sql import by_sql

Rows = list[tuple[str | None, ...]]


def looked_at(folder: Path, content: bytes | str, name: str = "a.csv") -> Dialect:
    """The dialect of a file with this content."""
    file, staging = folder / name, folder / "staging"
    staging.mkdir(exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return dialect_of(plain_text(file, staging), name)


def read(dialect: Dialect) -> tuple[Rows, list[int]]:
    """The rows that are read, and the lines that could not be."""
    connection = duckdb.connect()
    rows = connection.execute(f"SELECT * FROM {dialect.sql()}").fetchall()
    broken = connection.execute("SELECT DISTINCT line FROM reject_errors ORDER BY 1").fetchall()
    return rows, [line for (line,) in broken]


def rows_of(folder: Path, content: bytes | str) -> Rows:
    """The rows of a file in which nothing is broken."""
    rows, broken = read(looked_at(folder, content))
    assert broken == []
    return rows


def test_a_hash_begins_no_comment(tmp_path: Path) -> None:
    # Once two of three orders were read, and a#b became a.
    given = "order,amount,note\n1001,10,a#b\n#1002,20,\n1003,30,#\n#1004,40,x"
    assert rows_of(tmp_path, given) == [
        ("1001", "10", "a#b"), ("#1002", "20", None), ("1003", "30", "#"), ("#1004", "40", "x"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "headers", "first"),
    [
        ("a;b\n1,5;2,5\n3,5;4,5\n", ("a", "b"), ("1,5", "2,5")),
        ("Day;Total, PHP\n31/01/2026;120,5\n", ("Day", "Total, PHP"), ("31/01/2026", "120,5")),
        ("a,b\nx;y,1\nz;w,2\n", ("a", "b"), ("x;y", "1")),
        ("a\tb,c\n1\t2\n", ("a", "b,c"), ("1", "2")),
        ("sep=|\na|b\n1|2\n", ("a", "b"), ("1", "2")),
        ('a,b\n"x \\" y",1\n"z",2\n', ("a", "b"), ('x " y', "1")),
        ("a,b\n12\" pipe,1\nx,2\n", ("a", "b"), ('12" pipe', "1")),
        ("a,b,c\n1,2,3,\n4,5,6,\n", ("a", "b", "c", "column3"), ("1", "2", "3", None)),
        ("a,b,\n1,2\n4,5\n", ("a", "b"), ("1", "2")),
    ],
)  # fmt: skip
def test_signs_and_headers_are_found(
    tmp_path: Path, content: str, headers: tuple[str, ...], first: tuple[str | None, ...]
) -> None:
    dialect = looked_at(tmp_path, content)
    assert dialect.headers == headers
    assert read(dialect)[0][0] == first


def test_one_short_row_is_that_rows_mistake(tmp_path: Path) -> None:
    # Once such a file became one column.
    rows, broken = read(looked_at(tmp_path, "a,b,c\n" + "1,2,3\n" * 50 + "total,5\n1,2,3\n"))
    assert (len(rows), broken) == (51, [52])


@pytest.mark.parametrize("place", [3, 25_000])
def test_a_row_too_long_is_found_wherever_it_stands(tmp_path: Path, place: int) -> None:
    lines = ["a,b", *["x,1"] * 30_000]
    lines[place - 1] = "x,1,2"
    _, broken = read(looked_at(tmp_path, "\n".join(lines)))
    assert broken == [place]


def test_quoted_cells_far_below_are_read(tmp_path: Path) -> None:
    # Past the rows that DuckDB samples, 20,480, it once knew no quotation marks.
    rows = rows_of(tmp_path, "a,b\n" + "x,1\n" * 30_000 + '"y,z",2\n')
    assert rows[-1] == ("y,z", "2")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('a,b\n"x,1\ny,2\n', 2), ('a,b\nx,1\ny,"2', 3), ('a,b\n12" pipe,1\nx,"\n', 3),
        ('a,b\n"p\nq",1\n\ny,"2\nz,3\n', 5),
    ],
)  # fmt: skip
def test_a_mark_that_is_never_closed_is_a_mistake(tmp_path: Path, content: str, line: int) -> None:
    # DuckDB leaves out what follows without a word.
    with pytest.raises(Mistake) as caught:
        looked_at(tmp_path, content)
    assert [(p.code, p.file, p.row) for p in caught.value.problems] == [
        ("broken-line", "a.csv", line)
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("above", ["", "Title{n}", '"A title{n}of two lines"{n}', "T{n}{n}"])
def test_all_line_ends_below_any_title(tmp_path: Path, newline: str, above: str) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=newline).writerows(
        [("a", "b", "c"), ("1", f"x{newline}y", "2"), ("₱1,000", "", "z")]
    )
    top = above.format(n=newline)
    assert rows_of(tmp_path, top + text.getvalue()) == [
        ("1", f"x{newline}y", "2"),
        ("₱1,000", None, "z"),
    ]


def test_mixed_line_ends_are_read(tmp_path: Path) -> None:
    assert rows_of(tmp_path, "a,b\r\n1,2\n3,4\r\n5,6\r") == [("1", "2"), ("3", "4"), ("5", "6")]


def test_marks_keep_a_file_in_one_thread(tmp_path: Path) -> None:
    assert not looked_at(tmp_path, 'a,b\n"1",2\n').parallel
    assert looked_at(tmp_path, "a,b\n1,2\n").parallel


def test_names_are_as_duckdb_would_give_them() -> None:
    assert unique_names(("a", "a", "a_1", "A", "", " b ")) == (
        "a", "a_1", "a_1_1", "A_2", "column4", "b",
    )  # fmt: skip


CELLS = st.text(alphabet=list("a1,;|\t\"'#\n\r\\ é-.₱\x00"), max_size=6)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_what_is_written_down_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    width = data.draw(st.integers(1, 4))
    rows = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=8))
    file = tmp_path_factory.mktemp("written") / "a'b [1].csv"
    dialect = write_rows(file, iter([[f"h'{n}" for n in range(width)], *rows]))
    assert dialect is not None
    connection = duckdb.connect()
    read_back = connection.execute(f"SELECT * FROM {dialect.sql()}").fetchall()
    assert read_back == [tuple(cell or None for cell in row) for row in rows]


def test_large_written_tables_are_read_back(tmp_path: Path) -> None:
    chance = random.Random(3)
    cells = ["x" * 40, "a\nb", 'c"d', "e,f", "\r", '"\n"', ""]
    rows = [[chance.choice(cells) for _ in range(4)] for _ in range(200_000)]
    dialect = write_rows(tmp_path / "large.csv", iter([list("abcd"), *rows]))
    assert dialect is not None
    assert by_sql(f"SELECT * FROM {dialect.sql()}") == [
        tuple(cell or None for cell in row) for row in rows
    ]
