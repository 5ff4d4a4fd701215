"""`husay book`, `husay backup` and `husay restore`."""

from pathlib import Path

import pytest

from tests.cli.conftest import Shop
from tests.cli.running import run


@pytest.fixture
def corrected(own: Shop) -> Shop:
    """A company with a second import: one row corrected."""
    file = own.data / "invoices.csv"
    file.write_text(file.read_text().replace("300.25", "310.25"))
    assert own.run("import", str(own.source), "--from", str(own.data)).code == 0
    return own


def test_the_log_has_the_snapshots_newest_first(shop: Shop) -> None:
    found = shop.run("book", "log", "--format", "json").json
    assert [row["snapshot"] for row in found["rows"]] == [1, 0]
    assert found["rows"][0]["source"] == "shop"
    assert found["rows"][0]["new"] > 32
    assert found["sentence"] == "The book has 2 snapshots."


def test_the_difference_between_two_snapshots(corrected: Shop) -> None:
    found = corrected.run("book", "diff", "1", "2", "--format", "json").json
    assert found["counts"] == {"sale_lines": {"corrected": 1}}
    assert found["revenue"] == {"PHP": ["9505.25", "9515.25"]}
    assert found["rows"] == [
        {
            "table": "sale_lines",
            "fate": "corrected",
            "key": "source shop, sale F1, line 1",
            "before": "amount 300.25",
            "after": "amount 310.25",
        }
    ]
    shown = corrected.run("book", "diff")
    assert "From snapshot 1 to 2 revenue went from ₱9,505 to ₱9,515." in shown.output
    assert "Sale lines" in shown.output
    assert "Corrected" in shown.output
    assert "sale_lines" not in shown.output, "people read words, programs codes"


def test_a_pin_has_a_label_of_its_own(own: Shop) -> None:
    assert own.run("book", "pin", "audit", "--reason", "year's end").code == 0
    assert own.run("book", "log", "--format", "json").json["rows"][0]["pins"] == "audit"
    assert own.run("show", "revenue", "--snapshot", "audit").code == 0
    twice = own.run("book", "pin", "audit", "--snapshot", "0")
    assert (twice.code, "already pinned as “audit”" in twice.messages) == (1, True)
    assert own.run("book", "unpin", "audit").code == 0
    gone = own.run("book", "unpin", "audit")
    assert (gone.code, "No snapshot is pinned as “audit”." in gone.messages) == (2, True)


def test_a_whole_book_is_proved(shop: Shop) -> None:
    ran = shop.run("book", "verify")
    assert ran.code == 0
    assert "All of it is as it should be." in ran.output


def test_a_damaged_book_is_found_out(own: Shop) -> None:
    next((own.home / "book" / "sale_lines").rglob("*.parquet")).unlink()
    ran = own.run("book", "verify", "--format", "json")
    assert ran.code == 1
    assert "book-file-missing" in {problem["code"] for problem in ran.json["problems"]}


def test_a_clean_up_can_be_tried_first(corrected: Shop) -> None:
    tried = corrected.run("book", "clean", "--keep", "1", "--dry-run", "--format", "json").json
    assert (tried["dry_run"], tried["removed"]) == (True, [0, 1])
    assert len(corrected.run("book", "log", "--format", "json").json["rows"]) == 3
    done = corrected.run("book", "clean", "--keep", "1", "--format", "json").json
    assert done["removed"] == [0, 1]
    gone = corrected.run("show", "revenue", "--snapshot", "1")
    assert "were cleaned up" in gone.messages
    assert corrected.run("book", "clean", "--keep", "0").code == 2


def test_there_and_back_again(shop: Shop, tmp_path: Path) -> None:
    file, folder = tmp_path / "shop.tar", tmp_path / "back"
    assert shop.run("backup", str(file)).code == 0
    twice = shop.run("backup", str(file))
    assert (twice.code, "Traceback" in twice.everything) == (2, False)
    ran = run("restore", str(file), str(folder))
    assert ran.code == 0
    assert "The company “Tindahan” is back" in ran.output
    found = run("--home", str(folder), "show", "revenue", "--format", "json").json
    assert found["rows"] == [{"revenue": "1105.25"}]
    assert run("restore", str(file), str(folder)).code == 2
