"""`husay init`, `rows`, `standing`, `measures`, `dimensions` and `demo`."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from husay.measures.measure import MEASURES
from tests.cli.conftest import Shop
from tests.cli.running import run


def test_a_new_company_has_what_was_said(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    ran = run("init", str(folder), "--name", "Mine", "--currency", "USD", "--country", "US")
    assert ran.code == 0
    settings = yaml.safe_load((folder / "company.yaml").read_text())
    assert (settings["name"], settings["currency"], settings["country"]) == ("Mine", "USD", "US")
    assert "husay --home" in ran.messages
    assert run("--home", str(folder), "show", "revenue").code == 0


def test_a_new_company_takes_what_a_source_proposes_but_what_was_said_counts(
    shop: Shop, tmp_path: Path
) -> None:
    folder = tmp_path / "like"
    assert run("init", str(folder), "--like", str(shop.source), "--name", "Sari-sari").code == 0
    settings = yaml.safe_load((folder / "company.yaml").read_text())
    assert (settings["name"], settings["working_days"]) == ("Sari-sari", [0, 1, 2, 3, 4, 5])


def test_all_that_is_wrong_with_a_new_company(tmp_path: Path) -> None:
    ran = run(
        "init", str(tmp_path / "x"), "--currency", "peso", "--country", "QQ", "--language", "tl"
    )
    assert ran.code == 2
    assert "“peso” is no value for “currency”." in ran.messages
    assert "The holidays of the country “QQ” are not known." in ran.messages
    assert "“tl” is no value for “language”." in ran.messages
    assert not (tmp_path / "x").exists()


def test_a_company_is_not_made_over_something(shop: Shop) -> None:
    ran = run("init", str(shop.home))
    assert (ran.code, "already holds something" in ran.messages) == (2, True)


def test_the_rows_behind_a_figure_sum_to_it(shop: Shop) -> None:
    found = shop.run("rows", "revenue", "--period", "2026-03", "--format", "json").json
    assert found["kind"] == "lines"
    assert found["count"] == 4
    assert [row["revenue"] for row in found["rows"]] == ["200.00", "75.00", "-20.00", "300.25"]
    assert found["rows"][0]["seller_name"] == "Ana Cruz"
    assert found["sentence"].startswith(
        "Behind revenue from 1 Mar to 18 Mar 2026 of ₱555.25 stand 4"
    )


def test_rows_come_in_pages(shop: Shop) -> None:
    found = shop.run(
        "rows", "revenue", "--period", "2025", "--limit", "5", "--offset", "20", "--format", "json"
    ).json
    assert (len(found["rows"]), found["count"], found["offset"]) == (4, 24, 20)
    assert "21 to 24 are shown" in found["sentence"]
    assert shop.run("rows", "--offset", "-1").code == 2


def test_days_without_rows_are_named_all_the_same(shop: Shop) -> None:
    found = shop.run("rows", "--period", "2031", "--format", "json").json
    assert found["sentence"] == "Behind revenue in 2031 stand 0 sale lines."


def test_rows_of_deals(shop: Shop) -> None:
    found = shop.run("rows", "deals_won", "--format", "json").json
    assert [row["deal"] for row in found["rows"]] == ["d1"]


def test_rows_are_asked_like_figures(shop: Shop) -> None:
    ran = shop.run("rows", "revenu", "--period", "never")
    assert ran.code == 2
    assert "Did you mean “revenue”?" in ran.messages
    assert "“never” is not a period." in ran.messages


def test_the_standing_in_one_sentence_and_by_parts(shop: Shop) -> None:
    ran = shop.run("standing")
    assert ran.code == 0
    assert ran.output.splitlines()[0].startswith("March stands at ₱555.25 of ₱1,000")
    assert "Hilaga" in ran.output
    found = shop.run("standing", "--format", "json").json
    month, year, *parts = found["rows"]
    assert (month["period"], month["revenue"], month["goal"]) == ("month", "555.25", "1000.00")
    assert (year["period"], year["revenue"], year["goal"]) == ("year", "1105.25", month["goal"])
    assert {row["item_name"] for row in parts} >= {"Hilaga", "south"}
    assert found["as_of"] == "2026-03-18"


def test_the_standing_on_another_day(shop: Shop) -> None:
    found = shop.run("standing", "--date", "2026-02-28", "--format", "json").json
    assert found["rows"][0]["revenue"] == "275.00"
    early = shop.run("standing", "--date", "2024-12-31")
    assert (early.code, "The first sale is of 2025-01-10." in early.messages) == (2, True)
    assert shop.run("standing", "--date", "soon").code == 2


def test_the_standing_of_a_company_without_sales(tmp_path: Path) -> None:
    assert run("init", str(tmp_path / "new")).code == 0
    ran = run("--home", str(tmp_path / "new"), "standing", "--format", "json")
    assert ran.code == 0
    assert [problem["code"] for problem in ran.json["problems"]] == ["no-sales-yet"]


def test_the_measures_that_this_book_can_tell(shop: Shop) -> None:
    listed = {row["measure"] for row in shop.run("measures", "--format", "csv").csv}
    assert "revenue" in listed
    assert "margin" not in listed, "no cost was given"
    every = shop.run("measures", "--all", "--format", "json").json["rows"]
    assert [row["measure"] for row in every] == list(MEASURES)


def test_the_dimensions_of_this_company(shop: Shop) -> None:
    listed = {row["dimension"] for row in shop.run("dimensions", "--format", "csv").csv}
    assert {"seller", "unit", "team", "product_line", "month", "goal_window"} <= listed
    assert "territory" not in listed


def test_lists_without_a_company(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert len(run("measures", "--format", "csv").csv) == len(MEASURES)
    assert "territory" in {row["dimension"] for row in run("dimensions", "--format", "csv").csv}


def test_the_demo_company_is_made_once_and_never_over_another(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def generate(folder: Path, lines: int, progress: Callable[[str, int, int], None]) -> None:
        progress("invoice_lines", 0, 1)
        shutil.copytree(shop.source, folder)

    # Generating takes seconds and is tested where it is done.
    monkeypatch.setattr("husay.demo.write_demo", generate)
    monkeypatch.setattr("husay.cli.demo_company._let_look_around", lambda *_: None)
    folder = tmp_path / "demo-company"
    words = ("demo", "--lines", "5000", "--dir", str(folder), "--no-serve")
    assert run(*words).code == 0
    found = run("--home", str(folder), "book", "log", "--format", "json").json
    assert [row["source"] for row in found["rows"]] == ["shop", None]
    assert run(*words).code == 0
    assert len(run("--home", str(folder), "book", "log", "--format", "json").json["rows"]) == 2
    other = run("demo", "--dir", str(shop.home), "--no-serve")
    assert (other.code, "holds another company" in other.messages) == (2, True)
    few = run("demo", "--lines", "10", "--dir", str(tmp_path / "few"))
    assert few.code == 2
