"""`husay show`: figures that were added up by hand, in every format, compared and refused."""

from pathlib import Path

import pytest

from tests.by_sql import by_sql
from tests.cli.conftest import Shop

KEYS = {"snapshot", "sentence", "columns", "rows", "problems"}


def test_the_json_contract(shop: Shop) -> None:
    found = shop.run(
        "show", "revenue,orders", "--by", "seller", "--period", "2026", "--format", "json"
    ).json
    assert found.keys() >= KEYS
    assert found["snapshot"] == 1
    assert found["columns"] == ["seller", "seller_name", "revenue", "orders"]
    assert found["rows"] == [
        {"seller": "s1", "seller_name": "Ana Cruz", "revenue": "580.00", "orders": 3},
        {"seller": "s2", "seller_name": "Ben Diaz", "revenue": "300.25", "orders": 1},
        {"seller": "s3", "seller_name": "Carla Go", "revenue": "225.00", "orders": 3},
    ]
    assert found["total"] == {"revenue": "1105.25", "orders": 7}
    assert found["window"] == {"from": "2026-01-01", "to": "2026-03-18"}
    assert found["definition"]["revenue"]["unit"] == "money"
    assert found["problems"] == []
    assert found["sentence"].startswith("Revenue from 1 Jan to 18 Mar 2026 is ₱1,105;")


def test_problems_in_json_are_told_with_place_and_remedy(shop: Shop) -> None:
    ran = shop.run("show", "revenue", "--period", "2031", "--format", "json")
    (problem,) = ran.json["problems"]
    assert ran.code == 0
    assert problem["code"] == "window-without-sales"
    assert problem["severity"] == "warning"
    assert problem["message"] == "No sale lies in these days."
    assert problem["remedy"] == "The book’s sales run from 2025-01-10 to 2026-03-18."
    assert problem["place"] == {"table": None, "file": None, "row": None, "column": None}
    assert ran.json["sentence"] == (
        "There are no sales in 2031: they run from 10 Jan 2025 to 18 Mar 2026."
    )


def test_without_a_window_it_is_the_year_to_date_of_the_last_sale(shop: Shop) -> None:
    found = shop.run("show", "revenue", "--format", "json").json
    assert found["window"] == {"from": "2026-01-01", "to": "2026-03-18"}
    assert found["rows"] == [{"revenue": "1105.25"}]


@pytest.mark.parametrize(
    ("window", "amount"),
    [
        (("--period", "2025"), "8400.00"),
        (("--period", "2025-Q1"), "750.00"),
        (("--period", "2025-02"), "250.00"),
        (("--from", "2025-12-10", "--to", "2026-01-10"), "1450.00"),
        (
            (
                "--from",
                "2026-03-16",
            ),
            "280.25",
        ),
        (("--to", "2025-01-20"), "150.00"),
        (("--period", "2026-03", "--as-of", "2026-03-10"), "200.00"),
    ],
)
def test_windows(shop: Shop, window: tuple[str, ...], amount: str) -> None:
    found = shop.run("show", "revenue", *window, "--format", "json").json
    assert found["rows"] == [{"revenue": amount}]


def test_the_same_working_days_of_last_year(shop: Shop) -> None:
    found = shop.run(
        "show", "revenue", "--period", "2026-03", "--compare", "last-year", "--format", "json"
    ).json
    (row,) = found["rows"]
    assert row["revenue"] == "555.25"
    assert row["revenue_last_year"] == "300.00"
    assert found["comparison"]["partial"] is True
    assert found["sentence"] == (
        "Revenue from 1 Mar to 18 Mar 2026 is ₱555.25, "
        "up 85.1 % on the same working days of last year."
    )


def test_nothing_before_is_no_comparison(shop: Shop) -> None:
    found = shop.run(
        "show", "revenue", "--by", "seller", "--period", "2026-02", "--compare", "last-year",
        "--format", "json",
    ).json  # fmt: skip
    carla = next(row for row in found["rows"] if row["seller"] == "s3")
    assert carla["revenue_last_year"] == "0.00"
    assert carla["revenue_change"] is None


def test_attainment_of_a_goal(shop: Shop) -> None:
    found = shop.run(
        "show", "revenue", "--compare", "goal", "--period", "2026-03", "--format", "json"
    ).json
    (row,) = found["rows"]
    assert row["revenue_goal"] == "1000.00"
    assert row["revenue_attainment"] == "0.55525"
    assert "55.5 % of the goal of ₱1,000" in found["sentence"]


def test_goals_in_their_own_windows(shop: Shop) -> None:
    ran = shop.run(
        "show", "revenue", "--by", "seller,goal_window", "--compare", "goal", "--format", "json"
    )
    assert ran.code == 0
    assert ran.json["rows"][0]["goal_window"] == "2026-01-01/2026-03-31"
    assert "0 of 1 goal was reached" in ran.json["sentence"]


def test_by_month_each_row_has_its_period(shop: Shop) -> None:
    found = shop.run(
        "show", "revenue", "--grain", "month", "--period", "2025-Q1", "--format", "json"
    )
    assert found.json["rows"] == [
        {"month": "2025-01", "revenue": "150.00"},
        {"month": "2025-02", "revenue": "250.00"},
        {"month": "2025-03", "revenue": "350.00"},
    ]
    assert found.json["sentence"] == (
        "Revenue from 1 Jan to 31 Mar 2025 is ₱750.00; highest in March 2025: ₱350.00; "
        "lowest in January 2025: ₱150.00."
    )


def test_top_and_bottom(shop: Shop) -> None:
    best = shop.run("show", "revenue", "--by", "seller", "--top", "1", "--format", "json").json
    least = shop.run("show", "revenue", "--by", "seller", "--bottom", "1", "--format", "json").json
    assert [row["seller"] for row in best["rows"]] == ["s1"]
    assert [row["seller"] for row in least["rows"]] == ["s3"]
    assert "highest: Ana Cruz with ₱580" in best["sentence"]
    assert "lowest: Carla Go with ₱225" in least["sentence"]
    assert best["total"]["revenue"] == "1105.25"


def test_the_organisation_then_and_now(shop: Shop) -> None:
    def units(structure: str) -> dict[str, str]:
        found = shop.run(
            "show", "revenue", "--by", "unit", "--period", "2025", "--structure", structure,
            "--format", "json",
        ).json  # fmt: skip
        return {row["unit"]: row["revenue"] for row in found["rows"]}

    assert units("then") == {"north": "8400.00"}
    assert units("now") == {"north": "7800.00", "south": "600.00"}


def test_where(shop: Shop) -> None:
    where = "product_line = 'drinks'"
    found = shop.run("show", "revenue", "--where", where, "--format", "json").json
    assert found["rows"] == [{"revenue": "225.00"}]
    assert found["sentence"].startswith("Revenue (drinks) from 1 Jan")


def test_deals_of_each_kind(shop: Shop) -> None:
    found = shop.run(
        "show", "deals_created,win_rate_closed,win_rate_created,cycle_days,pipeline", "--format",
        "json",
    ).json  # fmt: skip
    assert found["rows"] == [
        {
            "deals_created": 3,
            "win_rate_closed": "0.5",
            "win_rate_created": "0.333333",
            "cycle_days": "30",
            "pipeline": "900.50",
        }
    ]


def test_csv_has_exact_figures_and_nothing_but_data(shop: Shop) -> None:
    ran = shop.run("show", "revenue", "--by", "seller", "--format", "csv")
    assert ran.output == (
        "seller,seller_name,revenue\ns1,Ana Cruz,580.00\ns2,Ben Diaz,300.25\ns3,Carla Go,225.00\n"
    )
    assert ran.messages == ""


def test_csv_opens_safely_in_a_spreadsheet(shop: Shop) -> None:
    ran = shop.run("show", "revenue", "--by", "customer", "--period", "2025", "--format", "csv")
    assert {row["customer"]: row["customer_name"] for row in ran.csv} == {
        "c1": "Sari-Sari ni Aling Nena",
        "'=2+3": "'@Tindera",
    }
    lines = shop.run("rows", "revenue", "--period", "2026-03", "--format", "csv").csv
    assert "-20.00" in {row["revenue"] for row in lines}, "a number is no formula"


def test_warnings_of_csv_go_beside_it(shop: Shop) -> None:
    ran = shop.run("show", "revenue", "--period", "2031", "--format", "csv")
    assert ran.output.splitlines()[0] == "revenue"
    assert "No sale lies in these days." in ran.messages


def test_parquet_has_exact_types(shop: Shop, tmp_path: Path) -> None:
    target = tmp_path / "figures.parquet"
    ran = shop.run(
        "show", "revenue,orders,price_realisation", "--by", "seller", "--format", "parquet",
        "--output", str(target),
    )  # fmt: skip
    assert (ran.code, ran.data) == (0, b"")
    described = by_sql(f"DESCRIBE SELECT * FROM '{target}'")
    assert {row[0]: row[1] for row in described} == {
        "seller": "VARCHAR",
        "seller_name": "VARCHAR",
        "revenue": "DECIMAL(38,4)",
        "orders": "BIGINT",
        "price_realisation": "DECIMAL(38,6)",
    }
    rows = by_sql(f"SELECT seller, revenue FROM '{target}' ORDER BY ALL")
    assert [(seller, str(amount)) for seller, amount in rows] == [
        ("s1", "580.0000"),
        ("s2", "300.2500"),
        ("s3", "225.0000"),
    ]


def test_parquet_goes_down_a_pipe(shop: Shop) -> None:
    ran = shop.run("show", "revenue", "--format", "parquet")
    assert ran.data.startswith(b"PAR1")
    assert ran.data.endswith(b"PAR1")


def test_the_table_has_the_sentence_first_and_aligned_figures(shop: Shop) -> None:
    lines = shop.run("show", "revenue,orders", "--by", "seller").output.splitlines()
    assert lines[0].startswith("Revenue from 1\u00a0Jan to 18\u00a0Mar\u00a02026 is ₱1,105")
    assert lines[2].split("  ")[0] == "Seller"
    figures = [line for line in lines if line.startswith(("Ana", "Ben", "Carla", "Total"))]
    assert [line.split()[-2:] for line in figures] == [
        ["580.00", "3"],
        ["300.25", "1"],
        ["225.00", "3"],
        ["1,105.25", "7"],
    ]
    assert len({len(line) for line in figures}) == 1
    assert "Snapshot 1." in lines


def test_a_table_can_be_written_to_a_file(shop: Shop, tmp_path: Path) -> None:
    target = tmp_path / "figures.txt"
    ran = shop.run("show", "revenue", "-o", str(target))
    assert ran.output == ""
    assert "1,105.25" in target.read_text(encoding="utf-8")


def test_the_sql_is_shown_where_it_is_asked_for(shop: Shop) -> None:
    assert "SELECT" in shop.run("show", "revenue", "--sql").output
    assert "sql" not in shop.run("show", "revenue", "--format", "json").json
    (statement,) = shop.run("show", "revenue", "--sql", "--format", "json").json["sql"]
    assert statement.startswith("SELECT")


def test_an_older_snapshot(shop: Shop) -> None:
    found = shop.run("show", "revenue", "--snapshot", "0", "--format", "json").json
    assert found["snapshot"] == 0
    assert found["sentence"] == "There are no sales yet: nothing has been imported."
    assert [problem["code"] for problem in found["problems"]] == ["no-sales-yet"]


def test_all_mistakes_are_told_at_once(shop: Shop) -> None:
    ran = shop.run(
        "show", "revenu,orders", "--by", "selle", "--period", "2026-13", "--grain", "months",
        "--compare", "lastyear", "--structure", "today", "--top", "0", "--bottom", "2", "--as-of",
        "yesterday", "--currency", "pesos", "--where", "colour = 'red'",
    )  # fmt: skip
    assert ran.code == 2
    assert ran.output == ""
    for words in (
        "There is no measure “revenu”. Did you mean “revenue”?",
        "There is no dimension “selle” for this. Did you mean “seller”?",
        "There is no period “2026-13”. There are those from 2026-01 to 2026-12.",
        "--grain cannot be “months”. Did you mean “month”?",
        "--compare cannot be “lastyear”. Did you mean “last-year”?",
        "--structure cannot be “today”. Choose from: then, now.",
        "--top: “0” is not a number that it can take.",
        "--top and --bottom do not go together.",
        "--as-of: “yesterday” is not a date.",
        "“PESOS” is not a currency’s code.",
        "There is no dimension “colour” for this.",
    ):
        assert words in ran.messages


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--period", "2025", "--from", "2025-01-01"), "--period and --from do not go together."),
        (("--from", "2026-02-02", "--to", "2026-02-01"), "before it starts on 2026-02-02"),
        (("--from", "soon"), "--from: “soon” is not a date."),
        (("--format", "xml"), "--format cannot be “xml”."),
        (("--snapshot", "7"), "There is no snapshot “7”."),
        (("--where", "seller ="), "The condition “seller =” cannot be read."),
    ],
)
def test_a_mistake_in_what_was_typed_ends_with_2(
    shop: Shop, words: tuple[str, ...], said: str
) -> None:
    ran = shop.run("show", "revenue", *words)
    assert ran.code == 2
    assert said in ran.messages
    assert "Traceback" not in ran.everything


def test_a_file_that_cannot_be_written_ends_with_1(shop: Shop, tmp_path: Path) -> None:
    ran = shop.run("show", "revenue", "-o", str(tmp_path / "nowhere" / "x.csv"), "--format", "csv")
    assert ran.code == 1
    assert "cannot be written" in ran.messages
