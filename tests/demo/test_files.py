"""The files of the demo company: repeatable, exact, of the size asked for, and of one piece."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
import yaml

from husay.book.schema import GIVEN
from husay.book.source import read_source
from husay.demo import UNTIL, AnswerKey, write_demo
from husay.demo.scale import Scale
from husay.demo.timeline import Timeline
from husay.org.company import read_company

from .conftest import LINES, Demo

pytestmark = pytest.mark.xdist_group("demo")

REFERENCES = [
    ("sale_lines", "seller", "people", "person"),
    ("sale_lines", "product", "products", "product"),
    ("sale_lines", "customer", "customers", "customer"),
    ("sale_lines", "territory", "territories", "territory"),
    ("sale_lines", "returns_sale", "sale_lines", "sale"),
    ("credits", "sale", "sale_lines", "sale"),
    ("credits", "person", "people", "person"),
    ("deals", "seller", "people", "person"),
    ("deals", "customer", "customers", "customer"),
    ("deals", "product", "products", "product"),
    ("deal_stages", "deal", "deals", "deal"),
    ("activities", "seller", "people", "person"),
    ("activities", "customer", "customers", "customer"),
    ("activities", "deal", "deals", "deal"),
    ("customers", "territory", "territories", "territory"),
    ("assignments", "person", "people", "person"),
    ("assignments", "manager", "people", "person"),
    ("assignments", "unit", "units", "unit"),
    ("units", "parent", "units", "unit"),
    ("ownerships", "person", "people", "person"),
]


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_arguments_give_the_same_bytes_on_any_number_of_threads(tmp_path: Path) -> None:
    write_demo(tmp_path / "one", 150_000, UNTIL, seed=4, threads=1)
    write_demo(tmp_path / "three", 150_000, UNTIL, seed=4, threads=3)
    assert digests(tmp_path / "one") == digests(tmp_path / "three")


def test_another_seed_gives_another_company(tmp_path: Path) -> None:
    one = write_demo(tmp_path / "one", 10_000, UNTIL, seed=1)
    two = write_demo(tmp_path / "two", 10_000, UNTIL, seed=2)
    assert one.totals["revenue"] != two.totals["revenue"]
    names = [(tmp_path / which / "data" / "names.csv").read_text() for which in ("one", "two")]
    assert names[0] != names[1]


def test_writing_again_replaces_what_was_there(tmp_path: Path) -> None:
    write_demo(tmp_path, 10_000, UNTIL)
    (tmp_path / "data" / "stray.csv").write_text("a\n1\n")
    first = write_demo(tmp_path, 10_000, UNTIL)
    assert not (tmp_path / "data" / "stray.csv").exists()
    assert AnswerKey.read(tmp_path / "answer_key.json") == first


@pytest.mark.parametrize("lines", [5_000, 10_000, 40_000])
def test_there_are_about_as_many_lines_as_asked_for(lines: int, tmp_path: Path) -> None:
    key = write_demo(tmp_path, lines, UNTIL)
    assert abs(key.rows["sale_lines"] - lines) < lines // 10


@pytest.mark.parametrize(
    "until", [date(2024, 2, 29), date(2026, 1, 1), date(2025, 12, 31), date(2026, 7, 5)]
)
def test_any_last_day_will_do(until: date, tmp_path: Path) -> None:
    key = write_demo(tmp_path, 10_000, until)
    assert key.until == until
    assert abs(key.rows["sale_lines"] - 10_000) < 1_000
    assert key.starts == Timeline(until).start
    assert set(key.totals) >= {f"revenue_{year}" for year in range(key.starts.year, until.year)}


def test_sizes_grow_with_the_lines_and_have_limits() -> None:
    assert [Scale(n).sellers for n in (10_000, 1_000_000, 10_000_000)] == [60, 60, 189]
    assert Scale(100_000_000).sellers == 600
    for lines in (4_999, 200_000_001):
        with pytest.raises(ValueError, match="lines must be"):
            Scale(lines)


def test_the_folder_is_a_source_without_a_mistake(demo: Demo) -> None:
    settings = yaml.safe_load((demo.folder / "source.yaml").read_text(encoding="utf-8"))
    selects = {p.stem: p.read_text(encoding="utf-8") for p in demo.folder.glob("*.sql")}
    source, problems = read_source(settings, selects)
    assert problems == ()
    assert source is not None
    assert source.selects.keys() == GIVEN.keys() - {"payments", "rates"}
    company, mistakes = read_company(settings["company"])
    assert mistakes == ()
    assert company.stages == source.stages


def test_every_select_gives_the_columns_and_keys_of_its_table(demo: Demo) -> None:
    for table in demo.key.rows:
        given = demo.con.table(f"book_{table}").columns
        known = GIVEN[table]
        assert set(given) <= set(known.names), table
        key = ", ".join(f'"{name}"' for name in known.key)
        for needed in (c.name for c in known.columns if c.required and c.default is None):
            assert demo.one(f'SELECT count(*) FROM book_{table} WHERE "{needed}" IS NULL') == 0
        repeated = f"SELECT 1 FROM book_{table} GROUP BY {key} HAVING count(*) > 1"
        assert demo.rows(repeated) == [], table


def test_no_column_holds_a_float(demo: Demo) -> None:
    types = demo.rows("SELECT column_name, data_type FROM duckdb_columns() WHERE NOT internal")
    assert [t for t in types if t[1] in ("DOUBLE", "FLOAT")] == []
    money = ("amount", "tax", "list_amount", "cost")
    columns = demo.con.table("invoice_lines")
    for name, kind in zip(columns.columns, columns.types, strict=True):
        assert (str(kind) == "DECIMAL(18,2)") == (name in money)


@pytest.mark.parametrize(("child", "column", "parent", "key"), REFERENCES)
def test_every_reference_leads_somewhere(
    child: str, column: str, parent: str, key: str, demo: Demo
) -> None:
    lost = demo.one(
        f"SELECT count(*) FROM book_{child} c ANTI JOIN book_{parent} p "
        f'ON p."{key}" = c."{column}" '
        f'WHERE c."{column}" IS NOT NULL'
    )
    assert lost == 0


def test_names_are_in_the_table_of_names_alone(demo: Demo) -> None:
    names = {n for (n,) in demo.rows("SELECT name FROM book_names WHERE kind = 'person'")}
    assert len(names) == demo.key.rows["people"]
    for path in (demo.folder / "data").glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        assert (path.stem == "names") == any(name in text for name in names), path.stem
    key = (demo.folder / "answer_key.json").read_text(encoding="utf-8")
    assert not any(name in key for name in names)


def test_everything_that_is_named_has_one_name(demo: Demo) -> None:
    for kind, table in (("customer", "customers"), ("product", "products"), ("unit", "units")):
        items = demo.one(f"SELECT count(DISTINCT {kind}) FROM book_{table}")
        named = demo.rows(
            "SELECT count(*), count(DISTINCT name) FROM book_names WHERE kind = ?", kind
        )
        assert named == [(items, items)], kind


def test_the_keys_totals_are_those_of_the_files(demo: Demo) -> None:
    data = demo.folder / "data"
    total = demo.one(
        "SELECT (SELECT sum(amount) FROM read_parquet(?)) + (SELECT sum(amount) FROM "
        "read_parquet(?)) + (SELECT sum(amount) FROM read_parquet(?))",
        *(
            str(data / f"{n}.parquet")
            for n in ("invoice_lines", "credit_memos", "price_adjustments")
        ),
    )
    assert demo.key.totals["revenue"] == str(total)
    assert demo.key.rows["sale_lines"] == demo.one("SELECT count(*) FROM book_sale_lines")
    assert abs(demo.key.rows["sale_lines"] - LINES) < LINES // 10
