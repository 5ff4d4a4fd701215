"""Every figure is the sum of its rows: for each cell of many answers, the rows are added up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from husay.basics.period import Window
from husay.basics.problem import Mistake
from husay.measures.cell import cell
from husay.measures.measure import MEASURES
from husay.measures.offered import offered_dimensions, offered_measures
from husay.measures.question import Question
from husay.measures.row_kinds import kind_of
from tests.upkeep.small import bring_in

if TYPE_CHECKING:
    from husay.measures.rows import Rows
    from husay.store.company import Company

YEAR = Window(date(2024, 1, 1), date(2024, 12, 31))
PART = Window(date(2024, 1, 20), date(2024, 3, 17))


def by_kind(company: Company) -> dict[str, list[str]]:
    """The measures that the snapshot offers, by the kind of rows behind them."""
    kinds: dict[str, list[str]] = {}
    for measure in offered_measures(company.snapshot().shape):
        if kind_of(measure).has(measure.parts):
            kinds.setdefault(kind_of(measure).name, []).append(measure.name)
    return kinds


def check_cells(company: Company, question: Question) -> int:
    """Hold each row of the answer against the rows behind it; how many cells there were."""
    answer = company.ask(question)
    for row in answer.rows:
        narrowed = cell(question, row, company.snapshot().calendar)
        rows = company.rows(narrowed, limit=None)
        assert rows.count == len(rows.rows)
        for name in question.measures:
            if row[name] is not None or rows.count:
                assert figure(rows, name) == row[name], (name, row, rows.sql)
            if MEASURES[name].additivity in ("additive", "at-end"):
                assert sum(r[name] or 0 for r in rows.rows) == (row[name] or 0), (name, row)  # type: ignore[misc]
    return len(answer.rows)


def figure(rows: Rows, name: str) -> Any:
    """The figure of all rows together; there is one currency."""
    (total,) = rows.totals
    return total.figures[name]


@pytest.mark.parametrize("structure", ["then", "now"])
@pytest.mark.parametrize("kind", ["lines", "deal_events", "open_deals", "activities"])
def test_by_each_dimension(small: Company, kind: str, structure: Any) -> None:
    measures = tuple(by_kind(small)[kind])
    dimensions = offered_dimensions([MEASURES[m] for m in measures], small.snapshot().shape)
    assert {"seller", "unit", "division", "team"} <= set(dimensions)
    cells = 0
    for dimension in dimensions:
        if dimension != "deal":
            question = Question(measures, YEAR, by=(dimension,), structure=structure)
            cells += check_cells(small, question)
    assert cells > 2 * len(dimensions)


@pytest.mark.parametrize(
    ("by", "grain", "where"),
    [
        (("seller", "product_line"), "month", None),
        (("division",), "week", None),
        (("team", "customer_group"), "quarter", "channel = 'web' OR product IS NULL"),
        (("unit", "territory"), None, "within('north')"),
        (("kind",), "day", "seller IS NULL"),
        ((), "month", "NOT within('south')"),
    ],
)
def test_lines_by_two_dimensions_and_periods(
    small: Company, by: tuple[str, ...], grain: Any, where: str | None
) -> None:
    measures = ("revenue", "returns", "margin", "discount", "quantity", "orders", "revenue_per_day")
    question = Question(measures, PART, by, grain, where=where, as_of=date(2024, 3, 10))
    assert check_cells(small, question) > 1
    assert check_cells(small, replace(question, structure="now")) > 1


@pytest.mark.parametrize("by", [("seller", "stage"), ("division", "product_line")])
def test_deals_by_two_dimensions_and_months(small: Company, by: tuple[str, ...]) -> None:
    for kind in ("deal_events", "open_deals"):
        measures = tuple(by_kind(small)[kind])
        assert check_cells(small, Question(measures, PART, by, "month")) > 10


def test_lines_without_a_seller_have_their_rows(small: Company) -> None:
    question = Question(("revenue",), YEAR, by=("seller",))
    rows = small.rows(cell(question, {"seller": None}, small.snapshot().calendar))
    assert rows.count > 0
    assert {row["seller"] for row in rows.rows} == {None}


def test_pages_follow_on_from_each_other(small: Company) -> None:
    question = Question(("revenue", "margin"), PART, where="division = 'north'")
    whole = small.rows(question, limit=None)
    pages = [small.rows(question, 7, at).rows for at in range(0, whole.count, 7)]
    assert [row for page in pages for row in page] == list(whole.rows)
    dates = [str(row["date"]) for row in whole.rows]
    assert dates == sorted(dates)
    assert small.rows(question, 7).count == small.rows(question, 0).count == whole.count
    assert small.rows(question, 7).total == whole.total


def test_only_rows_that_count_are_shown(small: Company) -> None:
    returns = small.rows(Question(("returns",), YEAR), limit=None)
    assert {row["kind"] for row in returns.rows} == {"return"}
    costed = small.rows(Question(("margin",), YEAR), limit=None)
    assert all(row["cost"] is not None for row in costed.rows)
    won = small.rows(Question(("deals_won",), YEAR), limit=None)
    assert {row["event"] for row in won.rows} == {"won"}


def test_a_measure_of_other_rows_is_named_and_left_out(small: Company) -> None:
    rows = small.rows(Question(("revenue", "revenue_per_visit"), YEAR))
    assert [p.value for p in rows.problems if p.code == "rows-of-another-kind"] == [
        "revenue_per_visit"
    ]
    assert set(rows.totals[0].figures) == {"revenue"}


def test_each_column_says_what_it_is(small: Company) -> None:
    rows = small.rows(Question(("quantity", "margin"), YEAR), limit=1)
    units = {column.name: column.unit for column in rows.columns}
    assert units["margin"] == units["cost"] == "money"
    assert units["quantity"] == "quantity"
    assert [c.name for c in rows.columns if c.role == "value"] == ["quantity", "margin"]
    assert set(rows.rows[0]) == set(units)


def test_what_cannot_be_asked_is_told(small: Company) -> None:
    with pytest.raises(Mistake) as told:
        small.rows(Question(("revenue",), YEAR, where="colour = 'red'"))
    assert told.value.problems[0].code == "unknown-dimension"
    with pytest.raises(Mistake) as told:
        small.rows(Question(("revenue",), YEAR), limit=-1)
    assert told.value.problems[0].code == "page-out-of-range"


def test_an_old_snapshot_has_its_own_rows(small: Company) -> None:
    question = Question(("revenue",), YEAR)
    old, new = small.rows(question, which=1), small.rows(question)
    assert (old.snapshot, new.snapshot) == (1, 2)
    assert old.count < new.count
    assert small.rows(question, which=0).count == 0


def test_currencies_stand_apart_or_are_converted_row_by_row(empty: Company, tmp_path: Any) -> None:
    lines = [
        {"sale": f"o{i}", "line": 1, "date": f"2024-01-{i + 1:02d}", "seller": "s1",
         "currency": ("PHP", "USD", "JPY")[i % 3], "amount": f"{i * 7 - 40}.0137"}
        for i in range(28)
    ]  # fmt: skip
    rates = [{"from_currency": "USD", "to_currency": "PHP", "date": "2024-01-05", "rate": "56.125"}]
    bring_in(empty, tmp_path, {"sale_lines": lines, "rates": rates})
    question = Question(("revenue", "orders"), YEAR, by=("seller",))
    for row in empty.ask(question).rows:
        rows = empty.rows(cell(question, row, empty.snapshot().calendar), limit=None)
        assert (total := rows.totals[0]).currency == row["currency"]
        assert total.figures["revenue"] == row["revenue"]
    apart = empty.rows(Question(("revenue",), YEAR))
    assert [t.currency for t in apart.totals] == ["JPY", "PHP", "USD"]
    assert apart.total == {}
    converted = replace(question, currency="PHP")
    (row,) = empty.ask(converted).rows
    rows = empty.rows(cell(converted, row, empty.snapshot().calendar), limit=None)
    assert sum(r["revenue"] for r in rows.rows) == row["revenue"] == rows.total["amount"]  # type: ignore[misc]
    assert figure(rows, "orders") == row["orders"]
    assert {r["currency"] for r in rows.rows} == {"PHP", "USD"}
    assert "no-rate" in {p.code for p in rows.problems}
