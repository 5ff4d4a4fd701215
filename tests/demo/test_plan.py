"""A plan for the demo company's next year, from its own organisation, over its own history."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from husay.basics.period import Window
from husay.goals.cascade import Cascaded, Weights, cascade
from husay.goals.differences import differences
from husay.goals.plan import GoalPlan, Reserve

from .conftest import Demo
from .test_goals_of_changes import calendar

if TYPE_CHECKING:
    from husay.store.company import Company

pytestmark = pytest.mark.xdist_group("demo")

AT = datetime(2026, 11, 20, tzinfo=UTC)
YEAR = Window(date(2027, 1, 1), date(2027, 12, 31))
ONE = 10_000
TOTAL, KEPT = 900_000_000 * ONE, 20_000_000 * ONE


@pytest.fixture(scope="module")
def company(demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Company:
    """The demo company with its book."""
    from husay.org.company import read_company
    from husay.store.opening import create_company
    from husay.store.sources import load_source

    source = load_source(Path(demo.folder))
    settings, problems = read_company(dict(source.company))
    assert problems == ()
    company = create_company(tmp_path_factory.mktemp("plan") / "home", settings, AT)
    result = company.import_source(source, demo.folder / "data", "tester", AT)
    assert not result.refused, result.problems
    return company


@pytest.fixture(scope="module")
def number(company: Company) -> int:
    """A plan of 900 million with 20 million kept back, dealt by history and published."""
    from husay.store.goal_plans import change, create, publish

    plan = create(company, "Goals 2027", "revenue", YEAR, at=AT, total=TOTAL, step=1_000 * ONE)

    def keep(standing: GoalPlan, weights: Weights) -> Cascaded:
        return cascade(replace(standing, reserve=Reserve("risk", "head", KEPT)), weights)

    after = change(company, plan.row.number, 1, "reserve", "typhoons", AT, keep)
    assert differences(after.plan) == ()
    publish(company, plan.row.number, after.version, "as agreed", AT)
    return plan.row.number


def test_the_tree_is_the_organisation_of_the_years_first_day(
    demo: Demo, company: Company, number: int
) -> None:
    from husay.store.goal_plans import opened

    nodes = opened(company, number).plan.nodes
    day = YEAR.start
    units = demo.rows(
        "SELECT unit FROM book_units WHERE parent IS NOT NULL "
        "AND $1 BETWEEN valid_from AND coalesce(valid_to, $2)", day, date(2999, 12, 31),
    )  # fmt: skip
    sellers = demo.rows(
        "SELECT DISTINCT person FROM book_assignments WHERE role = 'seller' "
        "AND $1 BETWEEN valid_from AND coalesce(valid_to, $2)", day, date(2999, 12, 31),
    )  # fmt: skip
    assert {n.item for n in nodes if n.scope == "unit"} == {unit for (unit,) in units}
    assert {n.item for n in nodes if n.scope == "seller"} == {person for (person,) in sellers}


def test_published_goals_and_the_reserve_are_the_companys_goal(
    company: Company, number: int
) -> None:
    rows = company.snapshot().run(
        f"SELECT scope, SUM(value) FROM goals WHERE source = 'goal-plan-{number}' GROUP BY scope"
    )
    found = {str(scope): int(str(value)) for scope, value in rows}
    assert found["company"] == TOTAL
    assert found["seller"] + KEPT == TOTAL


def test_what_the_year_asks_follows_the_season(demo: Demo, company: Company, number: int) -> None:
    """A working day of a month is asked for in the order of what it brought: the shares in the
    three whole years until October 2026, the last month that is over."""
    sold = {
        (year, month): Fraction(amount)
        for year, month, amount in demo.rows(
            "SELECT year(date), month(date), CAST(sum(amount) AS VARCHAR) FROM book_sale_lines "
            "WHERE date BETWEEN DATE '2023-11-01' AND DATE '2026-10-31' GROUP BY ALL"
        )
    }
    shares = dict.fromkeys(range(1, 13), Fraction(0))
    for first in (2023, 2024, 2025):
        year = [(first, 11), (first, 12), *((first + 1, month) for month in range(1, 11))]
        daily = {month: sold[y, month] / days_of(y, month) for y, month in year}
        for month, value in daily.items():
            shares[month] += value / sum(daily.values())
    rows = company.snapshot().run(
        "SELECT month(starts), value FROM goals "
        f"WHERE source = 'goal-plan-{number}' AND scope = 'company'"
    )
    asked = {int(str(m)): Fraction(int(str(v)), days_of(2027, int(str(m)))) for m, v in rows}
    assert sorted(asked, key=lambda m: asked[m]) == sorted(shares, key=lambda m: shares[m])


def days_of(year: int, month: int) -> int:
    """The working days of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return calendar().working_days(Window(date(year, month, 1), following - timedelta(days=1)))


def test_proposed_goals_stand_the_checks_where_last_year_plus_does_not(
    company: Company, number: int
) -> None:
    """Dealt at the level that is fair, about 64 of 100 are expected to reach theirs."""
    from husay.store.goal_plans import create, proposal

    first = proposal(company, number)
    plan = create(company, "fair", "revenue", YEAR, at=AT, total=first.fair_total, step=ONE)
    found = proposal(company, plan.row.number)
    share = next(c for c in found.proposed.checks if c.what == "share-reaching")
    assert share.holds
    assert sum(goal.goal for goal in found.proposed.goals) == first.fair_total
