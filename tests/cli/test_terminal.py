"""At a terminal of any width: every figure is whole or absent, and data sends no codes."""

import io
import re
from fractions import Fraction
from pathlib import Path

import pytest

from husay.cli.painted import Paper
from husay.cli.tables import print_sheet
from husay.words.sheet import Sheet, SheetColumn
from tests.cli.conftest import Shop
from tests.cli.running import run
from tests.cli.shop import write_csv
from tests.cli.terminal import Seen, seen

FIGURE = re.compile(r"[−+]?\d[\d,]*(?:\.\d+)?")
HEAD = ["invoice", "date", "seller", "product", "customer", "quantity", "amount"]
LARGE = [
    ("A-1", "2025-11-03", "E-1", "P-1", "C-1", "1", "109166682.31"),
    ("A-2", "2026-11-03", "E-1", "P-1", "C-1", "1", "2345678901.25"),
    ("A-3", "2026-11-04", "E-2", "P-2", "C-2", "1", "1234567890.75"),
]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company with figures of ten digits before the point."""
    folder = tmp_path_factory.mktemp("large")
    home = folder / "home"
    assert run("init", str(home), "--name", "Large").code == 0
    write_csv(folder / "sales.csv", HEAD, LARGE)
    words = ("import", "sales", "--from", str(folder / "sales.csv"), "--yes")
    assert run("--home", str(home), *words).code == 0
    return home


def at(shop: Path, columns: int, *words: str) -> Seen:
    shown = seen("--home", str(shop), *words, columns=columns)
    assert shown.code == 0, shown.text
    return shown


def figures(lines: list[str]) -> set[str]:
    return {figure for line in lines for figure in FIGURE.findall(line)}


@pytest.fixture(scope="module")
def all_there_is(large: Path) -> set[str]:
    """The figures of a terminal of 1,000 columns."""
    return figures(at(large, 1000, "standing").lines)


@pytest.mark.parametrize("columns", [60, 80, 100])
def test_every_figure_of_the_standing_is_whole_or_absent(
    large: Path, all_there_is: set[str], columns: int
) -> None:
    shown = at(large, columns, "standing")
    assert "…" not in shown.text
    assert figures(shown.lines) <= all_there_is
    assert {"3,580,246,792.00", "2,345,678,901.25"} <= figures(shown.lines)
    said = [line for line in shown.lines if line.startswith("Left out, for want of room: ")]
    assert bool(said) == (columns < 100)


NAMES = ("E-1", "Seller of a name so long that it goes on in the next line", "")
SHEET = Sheet(
    (
        SheetColumn(name="seller", label="Seller", weight=0, missing="no seller"),
        SheetColumn(name="revenue", label="Revenue", kind="money", weight=0),
        SheetColumn(name="before", label="Revenue, last year", kind="money", weight=2),
        SheetColumn(name="change", label="Revenue, change", kind="ratio"),
        SheetColumn(name="orders", label="Orders", kind="count"),
    ),
    [
        {"seller": name, "revenue": 2_345_678_901_2500, "before": -1_091_666_823_100,
         "change": Fraction(-25, 2), "orders": 1_234_567}
        for name in NAMES
    ],
    {"revenue": 7_037_036_703_7500, "orders": 3_703_701},
)  # fmt: skip
ALL = {"2,345,678,901.25", "7,037,036,703.75", "−109,166,682.31", "−1,250.0", "1,234,567",
       "3,703,701"}  # fmt: skip


@pytest.mark.parametrize("columns", [*range(8, 130, 3), 1000])
def test_at_any_width_a_figure_is_whole_or_absent(columns: int, english: None) -> None:
    text = io.StringIO()
    print_sheet(SHEET, "PHP", Paper(file=text, width=columns, highlight=False, markup=False))
    lines = [line.rstrip() for line in text.getvalue().splitlines()]
    found = {f for f in figures(lines) if f != "1"}  # the seller E-1
    assert {"2,345,678,901.25", "7,037,036,703.75"} <= found <= ALL
    table = [i for i, line in enumerate(lines) if "───" in line]
    if table:
        end = lines.index("", table[0]) + 2
        assert max(map(len, lines[table[0] : end])) <= columns, "not wider than its terminal"
    if found < ALL:
        assert lines[-1].startswith("Left out, for want of room: Revenue, last year ₱")
    if columns >= 106:
        assert found == ALL
    if columns <= 30:
        assert "  Revenue ₱: 2,345,678,901.25" in lines, "one row below the other"


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """A company whose names are made to do something to a terminal."""
    folder = tmp_path_factory.mktemp("nasty")
    home = folder / "home"
    assert run("init", str(home), "--name", "Nasty").code == 0
    for name, text in {
        "source.yaml": "name: nasty\ncurrency: PHP\n",
        "sale_lines.sql": "SELECT no AS sale, 1 AS line, day AS date, rep AS seller, net AS amount "
        "FROM sales",
        "names.sql": "SELECT 'person' AS kind, 'E-1' AS item, chr(27) || ']0;OWNED' || chr(7) || "
        "chr(155) || '31m' || chr(8238) || 'evil' || chr(10) || 'line' AS name",
    }.items():
        file = folder / "nasty" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    rows = [("S1", "2026-11-03", "E-1", "10"), ("S2", "2026-11-03", "\x1b[2JE-2", "5")]
    write_csv(folder / "data" / "sales.csv", ("no", "day", "rep", "net"), rows)
    done = run("--home", str(home), "import", str(folder / "nasty"), "--from", str(folder / "data"))
    assert done.code == 0, done.everything
    return Shop(folder / "nasty", home)


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_data_sends_no_codes_to_a_terminal(nasty: Shop, form: str) -> None:
    shown = at(nasty.home, 100, "show", "revenue", "--by", "seller", "--format", form)
    assert "OWNED" in shown.text
    for code in ("\x1b]", "\x07", "\x1b[2J", "\x9b", "\u202e"):
        assert code not in shown.raw, repr(code)


def test_nor_do_mistakes(nasty: Shop) -> None:
    shown = seen("--home", str(nasty.home), "show", "\x1b]0;OWNED\x07")
    assert "OWNED" in shown.text
    assert "\x1b]0;" not in shown.raw
    assert "\x07" not in shown.raw


def test_files_for_programs_keep_what_the_data_says(nasty: Shop) -> None:
    name = "\x1b]0;OWNED\x07\x9b31m\u202eevil\nline"
    ran = nasty.run("show", "revenue", "--by", "seller", "--format", "json")
    assert {row["seller_name"] for row in ran.json["rows"]} == {name, None}
    assert "\x9b" not in ran.output, "in JSON a character can be written as what it is"
    lines = nasty.run("show", "revenue", "--by", "seller", "--format", "csv").csv
    assert name in {row["seller_name"] for row in lines}
