"""The demo's published plan: made as people make one, beside the goals of the file, and followed by
next bars that can be worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from tests.goal_plans.by_line import AT, MARGINS, UNTIL, by_line, goals
from tests.goal_plans.small import ONE
from tests.measures.making import Made, write_tables

if TYPE_CHECKING:
    from pathlib import Path

    from husay.store.company import Company

STEP = 10_000 * ONE


def made_demo(made: Made, until: date = UNTIL, ends: date = UNTIL) -> Company:
    """The company with the plan; what it is, as the demo's executive has it."""
    from husay.store.goal_plans.demo import make_demo_goals
    from husay.store.records.demo_users import demo_user
    from husay.store.records.users import viewer_of

    make_demo_goals(made.company, until, ends, AT, line="soap")
    user = demo_user(Role.EXECUTIVE)
    assert user is not None
    return replace(made.company, viewer=viewer_of(user), today=until)


def of_the_file(company: Company) -> list[tuple[object, ...]]:
    """The goals that the file gave."""
    sql = "SELECT * FROM goals WHERE source = 'test' ORDER BY ALL"
    return [tuple(row) for row in company.snapshot().run(sql)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return by_line(tmp_path_factory.mktemp("demo-plan"))


@pytest.fixture(scope="module")
def before(made: Made) -> list[tuple[object, ...]]:
    """The file's goals as they were before there was a plan."""
    return of_the_file(made.company)


@pytest.fixture(scope="module")
def company(made: Made, before: list[tuple[object, ...]]) -> Company:
    assert len(before) == 4 * 12
    return made_demo(made)


def test_a_part_is_kept_at_the_top_and_the_rest_is_dealt_fairly(company: Company) -> None:
    from husay.store.goal_plans import opened, plans

    (row,) = plans(company)
    assert (row.name, row.state, row.measure) == ("Gross margin 2025", "published", "margin")
    assert (row.window.start, row.window.end) == (date(2025, 1, 1), date(2025, 12, 31))
    plan = opened(company, row.number).plan
    lines = {node.item: node for node in plan.lowest}
    assert set(lines) == set(MARGINS)
    assert all(node.how == "fair" and node.value % STEP == 0 for node in lines.values())
    assert plan.reserve is not None
    # 35 of 1,000, down to whole steps of 10,000.00.
    assert plan.reserve.value == plan.root.value * 35 // 1_000 // STEP * STEP > 0
    assert sum(node.value for node in lines.values()) + plan.reserve.value == plan.root.value


def test_two_people_made_it_before_its_year_and_it_came_in_with_the_book(company: Company) -> None:
    from husay.store.goal_plans import entries, history
    from husay.store.records.audit import actor
    from husay.store.records.demo_users import demo_user
    from husay.store.records.users import viewer_of

    planner, director = (
        actor(viewer_of(user)) for role in (Role.COMPENSATION, Role.EXECUTIVE)
        if (user := demo_user(role))
    )  # fmt: skip
    then = datetime(2024, 12, 31, 9, 0, tzinfo=UTC)
    found = [(one.kind, one.by, one.at) for one in reversed(history(company, 1))]
    assert found == [
        ("made", planner, then), ("reserve", director, then), ("proposed", director, then)
    ]  # fmt: skip
    said = entries(company, 1, "company/soap").entries
    assert [(one.act, one.by, one.at) for one in said] == [
        ("comment", planner, then), ("decide", director, then), ("publish", director, AT)
    ]  # fmt: skip
    others = entries(company, 1, "company/tea").entries
    assert [one.act for one in others] == ["decide", "publish"]
    assert company.head().created == AT


def test_the_goals_of_the_file_are_as_they_were(
    company: Company, before: list[tuple[object, ...]]
) -> None:
    assert of_the_file(company) == before
    others = company.snapshot().run("SELECT DISTINCT measure FROM goals WHERE source <> 'test'")
    assert [tuple(row) for row in others] == [("margin",)]


def test_who_passed_theirs_is_asked_for_a_tenth_of_the_surplus(company: Company) -> None:
    """Tea came to 900,000 a quarter. The three grew by a half, not at all, and minus a fifth:
    nothing in the middle. Soap came to 1,200,000, less than was asked."""
    from husay.store.goal_plans import bars

    found = bars(company, 1, decided=UNTIL + timedelta(days=1))
    assert [period.key for period in found.periods] == ["2025-Q2", "2025-Q3"]
    assert found.begins == date(2026, 4, 1)
    assert (found.growth, found.of_people) == (Fraction(0), False)
    asked = {
        str(item): int(str(value))
        for item, value in company.snapshot().run(
            "SELECT item, SUM(value) FROM goals WHERE scope = 'product_line'\n"
            "AND measure = 'margin' AND starts BETWEEN '2025-04-01' AND '2025-09-30' GROUP BY item"
        )
    }
    by_item = {bar.item.removeprefix("company/"): bar for bar in found.bars}
    assert {item: bar.old for item, bar in by_item.items()} == {
        item: _half(value) for item, value in asked.items()
    }
    tea = by_item["tea"]
    assert tea.result == 6 * 300_000 * ONE
    surplus = 900_000 * ONE - tea.old
    assert 0 < surplus < tea.old
    assert (tea.verdict, tea.for_peers, tea.for_own) == ("raised", 0, _tenth(surplus))
    assert tea.new == tea.old + _tenth(surplus)
    soap = by_item["soap"]
    assert soap.old > 1_200_000 * ONE
    assert (soap.verdict, soap.new) == ("not-sure", soap.old)


def _half(value: int) -> int:
    return value // 2 + value % 2


def _tenth(value: int) -> int:
    """Rounded half up: it is above zero."""
    return int(Fraction(value, 10) + Fraction(1, 2))


def test_the_page_tells_what_is_added_and_nothing_of_a_sellers_pay(company: Company) -> None:
    """A tenth of a surplus, some thousands, is to be read beside bars of a million and more."""
    from husay.store.goal_plans import bars
    from tests.web.bringing import served
    from tests.web.test_raising import plain

    with served(company) as client:
        page = plain(client.get("/goals/raise?plan=1").content.decode())
    assert "after Q2 2025 and Q3 2025" in page
    assert "₱900.0 K" in page
    (rice,) = (bar for bar in bars(company, 1, decided=date(2025, 11, 1)).bars
               if bar.item == "company/rice")  # fmt: skip
    tenths = (rice.for_own + 50 * ONE) // (100 * ONE)
    assert 0 < tenths < 500
    assert f"+₱{tenths // 10}.{tenths % 10} K" in page
    assert "What a raise costs a seller" not in page
    assert "All in all they keep" not in page


@pytest.mark.parametrize("address", ["/data", "/data/history"])
def test_where_data_comes_in_the_plan_is_called_by_its_name(company: Company, address: str) -> None:
    from husay.store.records.demo_users import demo_user
    from husay.store.records.users import viewer_of
    from tests.web.bringing import served

    user = demo_user(Role.ADMINISTRATOR)
    assert user is not None
    with served(replace(company, viewer=viewer_of(user))) as client:
        page = client.get(address).content.decode()
    assert "Gross margin 2025" in page
    assert "goal-plan-1" not in page


def test_a_file_that_comes_in_again_leaves_the_plan_published(tmp_path: Path) -> None:
    from husay.book.source import read_source
    from husay.store.goal_plans import plans

    made = by_line(tmp_path / "again")
    company = made_demo(made)
    asked = "SELECT * FROM goals WHERE source = 'goal-plan-1' ORDER BY ALL"
    published = [tuple(row) for row in company.snapshot().run(asked)]
    (tmp_path / "new").mkdir()
    write_tables(tmp_path / "new", {"goals": goals(tea=600_000)})
    said = {"name": "test", "currency": "PHP", "rounding": "refuse"}
    source, problems = read_source(said, {"goals": "SELECT * FROM goals"})
    assert source is not None, problems
    result = made.company.import_source(source, tmp_path / "new", "tester", AT)
    assert not result.refused, result.problems
    values = company.snapshot().run("SELECT DISTINCT value FROM goals WHERE item = 'tea' "
                                    "AND source = 'test'")  # fmt: skip
    assert [int(str(value)) for (value,) in values] == [600_000 * ONE]
    assert [row.state for row in plans(company)] == ["published"]
    assert [tuple(row) for row in company.snapshot().run(asked)] == published


@pytest.mark.parametrize(
    ("until", "year", "day"),
    [
        (date(2024, 5, 31), 2025, date(2024, 5, 31)),
        (date(2025, 5, 31), 2025, date(2024, 12, 31)),
        (date(2023, 4, 30), 2024, date(2023, 4, 30)),
    ],
)
def test_where_less_is_known_it_is_for_the_next_year_the_last_at_most(
    tmp_path: Path, until: date, year: int, day: date
) -> None:
    from husay.store.goal_plans import history, plans

    company = made_demo(by_line(tmp_path / "less", until), until)
    (row,) = plans(company)
    assert (row.name, row.state) == (f"Gross margin {year}", "published")
    assert {one.at.date() for one in history(company, row.number)} == {day}


def test_of_two_months_that_are_over_nothing_is_planned(tmp_path: Path) -> None:
    """Sales are known up to the tenth of a third one."""
    from husay.store.goal_plans import plans

    until = date(2023, 3, 31)
    assert plans(made_demo(by_line(tmp_path / "two", until), until)) == ()
