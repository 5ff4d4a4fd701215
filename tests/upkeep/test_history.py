"""A row's life: what was corrected and withdrawn can still be read, with the snapshots between."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from husay.basics.problem import Mistake
from tests.upkeep.small import bring_in, copied, new_company, serve

if TYPE_CHECKING:
    from husay.store.company import Company

KEY = {"sale": "o1", "line": 1}


def line(amount: str, **more: object) -> dict[str, object]:
    return {**KEY, "date": "2024-01-05", "seller": "s1", "amount": amount, **more}


@pytest.fixture(scope="module")
def lived_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """o1 is sold (1), corrected (2), moved to another month (3), withdrawn (4), sold again (5)."""
    folder = tmp_path_factory.mktemp("lived")
    company = new_company(folder / "company")
    other = {"sale": "o2", "line": 1, "date": "2024-01-06", "amount": "5"}
    for lines in (
        [line("10.50"), other],
        [line("11.50"), other],
        [line("11.50", date="2024-02-01"), other],
        [other],
        [line("12.00"), other],
    ):
        bring_in(company, folder / "shop", {"sale_lines": lines}, whole=["sale_lines"])
    return company.home.path


@pytest.fixture
def lived(lived_folder: Path) -> Company:
    return serve(lived_folder)


def test_every_version_is_there_with_its_snapshots(lived: Company) -> None:
    versions = lived.history("sale_lines", KEY)
    told = [(v.values["amount"], str(v.values["date"]), v.recorded, v.superseded) for v in versions]
    assert told == [
        (105_000, "2024-01-05", 1, 2),
        (115_000, "2024-01-05", 2, 3),
        (115_000, "2024-02-01", 3, 4),
        (120_000, "2024-01-05", 5, None),
    ]
    assert {v.source for v in versions} == {"shop"}
    assert lived.verify().problems == ()


def test_an_older_snapshot_knows_only_what_was_so_then(lived: Company) -> None:
    assert [v.superseded for v in lived.history("sale_lines", KEY, which=2)] == [2, None]
    assert [v.superseded for v in lived.history("sale_lines", KEY, which=4)] == [2, 3, 4]
    assert lived.history("sale_lines", KEY, which=0) == ()


def test_the_same_number_from_another_source_is_another_row(
    lived_folder: Path, tmp_path: Path
) -> None:
    lived = serve(copied(lived_folder, tmp_path / "copy"))
    bring_in(lived, tmp_path / "web", {"sale_lines": [line("1")]}, name="web")
    assert len(lived.history("sale_lines", {**KEY, "source": "web"})) == 1
    assert len(lived.history("sale_lines", KEY)) == 5


def test_a_table_keyed_by_a_date(small: Company) -> None:
    key = {"unit": "team2", "valid_from": "2024-03-01"}
    (version,) = small.history("units", key)
    assert version.values["parent"] == "south"
    assert small.history("units", {**key, "unit": "it's not there"}) == ()


@pytest.mark.parametrize(
    ("table", "key", "code"),
    [
        ("sale_line", KEY, "unknown-table"),
        ("sale_lines", {"sale": "o1"}, "wrong-key"),
        ("sale_lines", {"sale": "o1", "line": "first"}, "not-whole"),
        ("units", {"unit": "x", "valid_from": "yesterday"}, "not-a-date"),
    ],
)
def test_a_key_that_cannot_be(small: Company, table: str, key: Any, code: str) -> None:
    with pytest.raises(Mistake) as told:
        small.history(table, key)
    assert told.value.problems[0].code == code
