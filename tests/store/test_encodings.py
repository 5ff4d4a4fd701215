"""Text files in any usual encoding are read whole, or said to be of two."""

import codecs
import gzip
from pathlib import Path

import pytest

from husay.basics.problem import Mistake
from husay.store.warehouse.dialect import dialect_of
from husay.store.warehouse.plain_text import plain_text
from tests.by_sql import by_sql

ROW = "“Peña” – 5 €,1"
MEGABYTE = 1 << 20


def first_cells(folder: Path, name: str, content: bytes) -> list[str]:
    """The different texts of a file's first column."""
    file, staging = folder / name, folder / "staging"
    staging.mkdir()
    file.write_bytes(content)
    sql = dialect_of(plain_text(file, staging), name).sql()
    return [row[0] for row in by_sql(f"SELECT DISTINCT a FROM {sql} ORDER BY 1")]


@pytest.mark.parametrize(
    "encoded",
    [
        f"a,b\n{ROW}\n".encode(), codecs.BOM_UTF8 + f"a,b\n{ROW}\n".encode(),
        f"a,b\n{ROW}\n".encode("cp1252"), f"a,b\n{ROW}\n".encode("utf-16"),
        codecs.BOM_UTF16_BE + f"a,b\r\n{ROW}\r\n".encode("utf-16-be"),
        f"a,b\n{ROW}\n".encode("utf-16-le"),
    ],
    ids=["utf-8", "marked", "windows", "utf-16", "utf-16-be", "utf-16-le unmarked"],
)  # fmt: skip
@pytest.mark.parametrize("packed", [False, True])
def test_encodings(tmp_path: Path, encoded: bytes, packed: bool) -> None:
    name, content = ("a.csv.gz", gzip.compress(encoded, mtime=0)) if packed else ("a.csv", encoded)
    assert first_cells(tmp_path, name, content) == ["“Peña” – 5 €"]


@pytest.mark.parametrize("rows", [0, MEGABYTE // 4 - 2, MEGABYTE // 4 - 1, MEGABYTE // 4, 600_000])
def test_one_letter_anywhere_tells_the_encoding(tmp_path: Path, rows: int) -> None:
    # Windows' ñ in the last three bytes, also where pieces of the file meet.
    content = b"b,a\n" + b"1,x\n" * rows + b"2,\xf1"
    assert first_cells(tmp_path, "a.csv", content)[-1] == "ñ"


@pytest.mark.parametrize("rows", range(MEGABYTE // 4 - 2, MEGABYTE // 4 + 2))
def test_a_letter_of_two_bytes_is_not_cut(tmp_path: Path, rows: int) -> None:
    content = b"a,b\n" + b"x,1\n" * rows + "ññ,2\n".encode()
    assert first_cells(tmp_path, "a.csv", content) == ["x", "ññ"]


def test_two_encodings_in_one_file_are_a_mistake(tmp_path: Path) -> None:
    # The first name is UTF-8, the second Windows': neither reads both.
    with pytest.raises(Mistake) as caught:
        first_cells(tmp_path, "a.csv", b"a,b\nPe\xc3\xb1a,1\nx,2\nMu\xf1oz,3\n")
    assert [(p.code, p.file, p.row) for p in caught.value.problems] == [
        ("mixed-encodings", "a.csv", 4)
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [(gzip.compress(b"a,b\n1,2\n" * 5000, mtime=0)[:60], "damaged-file"),
     (b"no gzip", "damaged-file"),
     (gzip.compress(b"", mtime=0), "empty-file"), (b"", "empty-file")],
)  # fmt: skip
def test_packed_files_that_cannot_be_unpacked(tmp_path: Path, content: bytes, code: str) -> None:
    with pytest.raises(Mistake) as caught:
        first_cells(tmp_path, "a.csv.gz", content)
    assert [p.code for p in caught.value.problems] == [code]
