"""AdventureWorks: a plan over its sellers is made, dealt, published and raised, and its quotas are
what was asked of them before."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from husay.basics.period import Window
from husay.goals.cascade import cascade
from husay.goals.differences import differences
from tests.measures.making import AT, Made, opened
from tests.sources.expected import adventureworks as expected
from tests.sources.expected.raw import data_folder
from tests.sources.harness import together

pytestmark = together("adventureworks")

AW = data_folder("adventureworks")
ONE = 10_000
YEAR = Window(date(2013, 7, 1), date(2014, 6, 30))
TOTAL = 20_000_000


@pytest.fixture(scope="module")
def made(imported: Callable[[str], Made], tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A copy of the company: what is published here is no other test's."""
    from django.db import connections

    folder = tmp_path_factory.mktemp("plan") / "home"
    whole = imported("adventureworks")
    connections.close_all()
    shutil.copytree(whole.folder, folder)
    return opened(folder)


@pytest.fixture(scope="module")
def number(made: Made) -> int:
    """A plan for the year until June 2014, published."""
    from husay.store.goal_plans import change, create, publish

    plan = create(
        made.company, "July to June", "revenue", YEAR, at=AT, total=TOTAL * ONE, step=1_000 * ONE
    )
    number = plan.row.number
    after = change(made.company, number, 1, "dealt", "", AT, cascade)
    assert differences(after.plan) == ()
    result = publish(made.company, number, after.version, "as planned", AT)
    # Three months of sales before the plan's days are wanted to deal by history; with those there
    # is a goal in each of the twelve months. Both who began in spring stand alone in their units.
    before = {item for item, in made.snapshot.run(
        "SELECT DISTINCT seller FROM placed_lines WHERE date < DATE '2013-04-01'"
    )}  # fmt: skip
    with_goals = [node for node in after.plan.nodes if node.value]
    sellers = {node.item for node in with_goals if node.scope == "seller"}
    assert sellers == {n.item for n in after.plan.nodes if n.scope == "seller" and n.item in before}
    assert result.counts["goals"]["new"] == 12 * len(with_goals)
    return number


def test_the_plan_has_every_seller_in_their_territory(made: Made, number: int) -> None:
    from husay.store.goal_plans import opened as plan

    nodes = plan(made.company, number).plan.nodes
    then = made.snapshot.run(
        "SELECT person, unit FROM assignments WHERE role = 'seller' "
        "AND DATE '2013-07-01' BETWEEN valid_from AND COALESCE(valid_to, DATE '9999-12-31')"
    )
    assert len(then) == 13
    assert {n.key for n in nodes if n.scope == "seller"} == {f"{unit}/{p}" for p, unit in then}
    levels = {n.item: n.level for n in nodes if n.scope == "unit"}
    assert (levels["north-america"], levels["territory-4"]) == ("division", "business_unit")


def test_published_goals_sum_to_the_companys_goal_month_by_month(made: Made, number: int) -> None:
    rows = made.snapshot.run(
        "SELECT starts, SUM(value) FILTER (scope = 'company'), "
        "SUM(value) FILTER (scope = 'unit' AND item IN "
        "  (SELECT unit FROM unit_spans WHERE parent = 'adventureworks')), "
        "SUM(value) FILTER (scope = 'seller' OR item = 'online') "
        f"FROM goals WHERE source = 'goal-plan-{number}' GROUP BY starts"
    )
    assert len(rows) == 12
    assert sum(int(str(total)) for _, total, _, _ in rows) == TOTAL * ONE
    assert all(total == divisions == leaves for _, total, divisions, leaves in rows)


def test_bars_rest_on_what_each_seller_brought(made: Made, number: int) -> None:
    from husay.store.goal_plans import bars

    found = bars(made.company, number, decided=date(2014, 7, 1))
    assert [period.key for period in found.periods] == ["2014-Q1", "2014-Q2"]
    brought = expected.revenue_by_seller(AW, date(2014, 1, 1))
    for bar in found.bars:
        seller = bar.item.rpartition("/")[2]
        if "/" in bar.item:
            assert Decimal(bar.result) / ONE == brought[seller]
        assert (bar.new > bar.old) == (bar.verdict == "raised")
    # Online passed its bar eight times over, but its peers fell by more than a bar is raised.
    past = {bar.item for bar in found.bars if bar.result > 2 * bar.old}
    assert past == {"online"}
    verdicts = {bar.item: bar.verdict for bar in found.bars}
    assert verdicts.pop("online") == "no-reason"
    assert found.growth < 0
    assert set(verdicts.values()) == {"not-sure"}


def test_quotas_are_what_was_asked_last_when_goals_are_proposed(made: Made, number: int) -> None:
    """ "Last year and so much more" asks all of it again of who did well; the proposal does not."""
    from husay.store.goal_plans import proposal

    found = proposal(made.company, number)
    checks = {check.what: check for check in found.last_year.checks}
    mine = {check.what: check for check in found.proposed.checks}
    assert checks["surplus-asked-again"].holds is False
    assert mine["surplus-asked-again"].holds is True
    assert sum(goal.goal for goal in found.proposed.goals) == TOTAL * ONE
