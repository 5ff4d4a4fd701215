"""The demo's files as they stood on a day: nothing of later days, and nothing that moves again."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from husay.demo import AnswerKey, write_demo
from husay.demo.as_of import LARGE, SMALL, write_as_of
from tests.by_sql import by_sql
from tests.loop.playing import hashes

pytestmark = pytest.mark.xdist_group("loop-as-of")

MARCH, APRIL = date(2026, 3, 31), date(2026, 4, 30)
Row = dict[str, Any]


@dataclass(frozen=True)
class Files:
    """The demo's whole files, and cuts of them."""

    whole: Path
    key: AnswerKey
    folder: Path

    def cut(self, day: date) -> Path:
        target = self.folder / str(day)
        if not target.exists():
            write_as_of(self.whole, target, self.key, day)
        return target


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    folder = tmp_path_factory.mktemp("as-of")
    key = write_demo(folder / "demo", 10_000)
    return Files(folder / "demo" / "data", key, folder)


def large(folder: Path, name: str) -> list[Row]:
    rows = by_sql(f"SELECT * FROM '{folder / name}.parquet'")
    columns = by_sql(f"DESCRIBE SELECT * FROM '{folder / name}.parquet'")
    return [dict(zip((one[0] for one in columns), row, strict=True)) for row in rows]


def small(folder: Path, name: str) -> list[Row]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def entered(line: Row) -> date:
    """The day on which an invoice is entered: one in twenty two days late."""
    late = int(line["sale"].removeprefix("SI-")) % 20 == 7
    day: date = line["date"]
    return day + timedelta(days=2 if late else 0)


def test_every_file_is_there(files: Files) -> None:
    names = {path.name for path in files.whole.iterdir()}
    assert names == {path.name for path in files.cut(MARCH).iterdir()}
    assert names == {*(f"{n}.parquet" for n in LARGE), *(f"{n}.csv" for n in (*SMALL, "products"))}


def test_invoices_are_those_that_are_entered(files: Files) -> None:
    expected = [line for line in large(files.whole, "invoice_lines") if entered(line) <= MARCH]
    assert large(files.cut(MARCH), "invoice_lines") == expected
    late = [line for line in large(files.cut(APRIL), "invoice_lines")
            if line["date"] <= MARCH < entered(line)]  # fmt: skip
    assert late


@pytest.mark.parametrize("name", ["credit_memos", "price_adjustments", "activities"])
def test_what_has_a_date_is_that_of_days_that_are_over(files: Files, name: str) -> None:
    rows = large(files.whole, name)
    assert large(files.cut(MARCH), name) == [row for row in rows if row["date"] <= MARCH]


@pytest.mark.parametrize(
    "name", ["invoice_lines", "credit_memos", "credit_splits", "activities", "deal_stages"]
)
def test_what_was_known_stays(files: Files, name: str) -> None:
    def rows(day: date) -> set[tuple[object, ...]]:
        return {tuple(row.values()) for row in large(files.cut(day), name)}

    assert rows(MARCH) <= rows(APRIL)


def test_deals_are_as_they_stood(files: Files) -> None:
    stages: dict[str, list[Row]] = {}
    for row in large(files.whole, "deal_stages"):
        stages.setdefault(row["deal"], []).append(row)
    owners = [o for o in small(files.whole, "ownerships") if o["scope"] == "customer"]

    def owner(customer: str) -> str:
        (found,) = (
            o["person"] for o in owners
            if o["item"] == customer and o["valid_from"] <= str(MARCH)
            and (not o["valid_to"] or o["valid_to"] >= str(MARCH))
        )  # fmt: skip
        return str(found)

    expected = []
    for deal in large(files.whole, "deals"):
        if deal["created"] > MARCH:
            continue
        known = [s for s in stages[deal["deal"]] if s["entered"] <= MARCH]
        then = deal | {"stage": max(known, key=lambda s: s["entered"])["stage"]}
        if deal["closed"] is None or deal["closed"] > MARCH:
            then |= {"closed": None, "status": "open", "lost_reason": None,
                     "seller": owner(deal["customer"])}  # fmt: skip
        expected.append(then)
    found = large(files.cut(MARCH), "deals")
    assert found == expected
    assert {d["status"] for d in found} == {"open", "won", "lost"}


@pytest.mark.parametrize("name", ["units", "assignments", "ownerships"])
def test_nobody_knows_what_begins_or_ends_later(files: Files, name: str) -> None:
    expected = [
        row | {"valid_to": row["valid_to"] if row["valid_to"] <= str(MARCH) else ""}
        for row in small(files.whole, name)
        if row["valid_from"] <= str(MARCH)
    ]
    assert small(files.cut(MARCH), name) == expected


def test_people_are_those_who_are_hired_and_nobody_leaves_beforehand(files: Files) -> None:
    people = {row["person"]: row for row in small(files.cut(MARCH), "people")}
    hired = {r["person"] for r in small(files.whole, "people") if r["hired"] <= str(MARCH)}
    assert set(people) == hired
    assert all(row["left"] <= str(MARCH) for row in people.values())


def test_all_that_is_named_is_there(files: Files) -> None:
    cut = files.cut(MARCH)
    people = {row["person"] for row in small(cut, "people")}
    customers = {row["customer"] for row in small(cut, "customers")}
    sales = {row["sale"] for row in large(cut, "invoice_lines")}
    lines = large(cut, "invoice_lines")
    assert {row["seller"] for row in lines} - {None} <= people
    assert {row["customer"] for row in lines} <= customers
    assert {row["invoice"] for row in large(cut, "credit_memos")} <= sales
    assert {row["invoice"] for row in large(cut, "price_adjustments")} <= sales
    assert {row["sale"] for row in large(cut, "credit_splits")} <= sales
    assert {row["seller"] for row in large(cut, "deals")} <= people
    assert {row["person"] for row in small(cut, "ownerships")} <= people
    assert {g["item"] for g in small(cut, "goals") if g["scope"] == "seller"} <= people
    assert {p["item"] for p in small(cut, "potentials")} <= customers
    named = {(row["kind"], row["item"]) for row in small(cut, "names")}
    assert {item for kind, item in named if kind == "person"} == people
    assert {item for kind, item in named if kind == "customer"} == customers


@pytest.mark.parametrize(("day", "years"), [(date(2025, 10, 30), 2025), (date(2025, 10, 31), 2026)])
def test_a_years_goals_are_known_from_november_on(files: Files, day: date, years: int) -> None:
    assert max(int(g["starts"][:4]) for g in small(files.cut(day), "goals")) == years


def test_list_prices_are_those_of_the_day(files: Files) -> None:
    """They change in February and August."""
    then, now = (small(folder, "products") for folder in (files.cut(MARCH), files.whole))
    assert [row["product"] for row in then] == [row["product"] for row in now]
    assert sum(float(row["list_price"]) for row in then) < sum(
        float(row["list_price"]) for row in now
    )
    assert small(files.cut(date(2026, 8, 31)), "products") == now


def test_the_same_day_twice_gives_the_same_bytes(files: Files, tmp_path: Path) -> None:
    write_as_of(files.whole, tmp_path / "again", files.key, MARCH)
    assert hashes(tmp_path / "again") == hashes(files.cut(MARCH))


@pytest.mark.parametrize("days", [0, 12])
def test_on_the_last_day_and_after_it_they_are_the_whole_ones(files: Files, days: int) -> None:
    assert hashes(files.cut(files.key.until + timedelta(days=days))) == hashes(files.whole)


def test_there_is_nothing_before_the_first_day(files: Files, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="begins on"):
        write_as_of(files.whole, tmp_path / "x", files.key, files.key.starts - timedelta(days=1))
