"""What changed between two snapshots, held against the two of them compared row by row."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from husay.basics.problem import Mistake
from husay.book.change import month_of
from husay.org.company import read_company
from husay.store.home import write_yaml
from tests.upkeep.small import AT, bring_in, copied, new_company, sale_lines, serve

if TYPE_CHECKING:
    from husay.store.company import Company


def known(company: Company, which: int) -> dict[tuple[object, ...], tuple[object, ...]]:
    """A snapshot's sale lines by key."""
    rows = company.snapshot(which).run(
        "SELECT source, sale, line, date, seller, quantity, amount FROM sale_lines"
    )
    return {tuple(row[:3]): tuple(row[3:]) for row in rows}


@pytest.fixture(scope="module")
def changed_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Snapshot 2 corrects, withdraws and adds lines of January and February, never of March."""
    chance = Random(7)
    before = sale_lines(120, seed=5)
    after = []
    for row in before:
        early = str(row["date"]) < "2024-03-01"
        fate = chance.choice(("same", "same", "amount", "month", "gone")) if early else "same"
        if fate == "amount":
            after.append({**row, "amount": "1.2345"})
        elif fate == "month":
            after.append({**row, "date": "2024-01-31"})
        elif fate == "same":
            after.append(row)
    after += [{**row, "sale": f"n{row['sale']}", "date": "2024-02-02"} for row in before[:5]]
    folder = tmp_path_factory.mktemp("changed")
    company = new_company(folder / "company")
    for rows in (before, after):
        bring_in(company, folder, {"sale_lines": rows}, whole=["sale_lines"])
    return company.home.path


@pytest.fixture
def changed(changed_folder: Path) -> Company:
    return serve(changed_folder)


def test_new_corrected_and_withdrawn_rows(changed: Company) -> None:
    one, two = known(changed, 1), known(changed, 2)
    (table,) = changed.diff(1, 2, limit=1_000).tables
    by_fate: dict[str, dict[Any, Any]] = {"new": {}, "corrected": {}, "withdrawn": {}}
    for change in table.changes:
        by_fate[change.fate][tuple(change.key.values())] = change
    assert by_fate["new"].keys() == two.keys() - one.keys()
    assert by_fate["withdrawn"].keys() == one.keys() - two.keys()
    assert by_fate["corrected"].keys() == {k for k in one.keys() & two.keys() if one[k] != two[k]}
    assert table.counts == {fate: len(changes) for fate, changes in by_fate.items()}
    for key, change in by_fate["corrected"].items():
        assert (change.before["amount"], change.after["amount"]) == (one[key][-1], two[key][-1])
        assert set(change.changed) <= {"amount", "date"}
    assert all(c.before is None and c.changed == () for c in by_fate["new"].values())
    assert all(c.after is None for c in by_fate["withdrawn"].values())


def test_only_months_whose_files_differ_are_opened(changed: Company) -> None:
    (table,) = changed.diff(1, 2).tables
    assert [month_of(month) for month in table.months] == [(2024, 1), (2024, 2)]


def test_the_revenue_before_and_after(changed: Company) -> None:
    difference = changed.diff(1, 2)
    sums = [sum(int(str(row[-1])) for row in known(changed, n).values()) for n in (1, 2)]
    assert difference.revenue == {"PHP": tuple(sums)}
    assert changed.diff(0, 1).revenue == {"PHP": (0, sums[0])}


def test_the_way_back_is_the_opposite(changed: Company) -> None:
    (forth,), (back,) = changed.diff(1, 2).tables, changed.diff(2, 1).tables
    assert back.counts == {
        "new": forth.counts["withdrawn"],
        "withdrawn": forth.counts["new"],
        "corrected": forth.counts["corrected"],
    }
    assert changed.diff(2, 2).tables == ()


def test_a_list_is_cut_short_and_the_count_is_not(changed: Company) -> None:
    (table,) = changed.diff(1, 2, "sale_lines", limit=3).tables
    assert len(table.changes) == 3
    assert sum(table.counts.values()) > 3
    assert changed.diff(1, 2, "products").tables == ()


def test_settings_that_changed(changed_folder: Path, tmp_path: Path) -> None:
    changed = serve(copied(changed_folder, tmp_path / "copy"))
    settings, _ = read_company({"name": "Renamed", "stages": ["lead", "offer", "deal"]})
    write_yaml(changed.home.settings_file, settings.as_data())
    changed.publish_settings("tester", AT, "renamed")
    assert changed.diff(2, 3).settings == {"name": ("Small", "Renamed")}


def test_what_cannot_be_compared_is_told(changed: Company) -> None:
    for arguments, code in (((1, 9), "no-such-snapshot"), ((1, 2, "sales"), "unknown-table")):
        with pytest.raises(Mistake) as told:
            changed.diff(*arguments)
        assert told.value.problems[0].code == code
