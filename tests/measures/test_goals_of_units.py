"""A unit's goal is met by everything below it, and is never added to the goals of what it holds."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from tests.measures.making import Made, make

if TYPE_CHECKING:
    from husay.measures.answer import Answer

pytestmark = pytest.mark.xdist_group("measures-goals-of-units")

SCALE = 10_000
GOALS = "scope,item,measure,starts,ends,value\n"
# Three units of one kind in each other; ana is in the lowest, ben in the middle.
NESTED = {
    "sale_lines": """
sale,line,date,seller,amount
1,1,2024-01-10,ana,100
2,1,2024-01-31,ben,200
""",
    "units": "unit,parent\ntop,\nnorth,top\nteam-a,north\n",
    "assignments": "person,unit\nana,team-a\nben,north\n",
    "goals": GOALS + """
unit,top,revenue,2024-01-01,2024-01-31,300
unit,north,revenue,2024-01-01,2024-01-31,300
unit,team-a,revenue,2024-01-01,2024-01-31,100
unit,top,orders,2024-01-01,2024-01-31,4
unit,team-a,revenue,2024-02-01,2024-02-29,50
""".lstrip(),
}  # fmt: skip
# North was a division until January, then a region with two divisions.
REGROUPED = {
    "sale_lines": """
sale,line,date,seller,amount
1,1,2024-01-10,ana,70
2,1,2024-03-10,ana,100
3,1,2024-03-31,ben,200
""",
    "units": """
unit,valid_from,parent,kind,valid_to
top,,,company,
north,,top,division,2024-01-31
north,2024-02-01,top,region,
n1,2024-02-01,north,division,
n2,2024-02-01,north,division,
""",
    "assignments": """
person,unit,valid_from,valid_to
ana,north,,2024-01-31
ana,n1,2024-02-01,
ben,n2,,
""",
    "goals": GOALS + """
unit,north,revenue,2024-01-01,2024-01-31,70
unit,north,revenue,2024-03-01,2024-03-31,300
unit,n1,revenue,2024-03-01,2024-03-31,100
unit,n2,revenue,2024-03-01,2024-03-31,200
""".lstrip(),
}  # fmt: skip


def rows(answer: Answer, dimension: str) -> dict[Any, Any]:
    return {row[dimension]: row for row in answer.rows}


@pytest.fixture(scope="module")
def nested(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("nested"), NESTED)


@pytest.fixture(scope="module")
def regrouped(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("regrouped"), REGROUPED)


class TestUnitsOfOneKind:
    def test_each_goal_is_met_by_all_below_and_the_top_one_is_the_total(self, nested: Made) -> None:
        """top and north: 100 + 200 of 300; team-a 100 of 100. All goals added would be 700."""
        answer = nested.ask("revenue", by=("business_unit",), period="2024-01", compare="goal")
        found = rows(answer, "business_unit")
        assert {item: row["revenue"] for item, row in found.items()} == {
            "north": 200 * SCALE, "team-a": 100 * SCALE, "top": 0,
        }  # fmt: skip
        assert {row["revenue_attainment"] for row in found.values()} == {Fraction(1)}
        assert found["top"]["revenue_toward_goal"] == 300 * SCALE
        assert answer.total["revenue_goal"] == answer.total["revenue_toward_goal"] == 300 * SCALE
        assert answer.total["revenue_attainment"] == 1
        assert "revenue_toward_goal" in {column.name for column in answer.columns}

    def test_a_goal_for_orders_too(self, nested: Made) -> None:
        answer = nested.ask("orders", by=("business_unit",), period="2024-01", compare="goal")
        assert rows(answer, "business_unit")["top"]["orders_attainment"] == Fraction(2, 4)

    def test_by_month(self, nested: Made) -> None:
        answer = nested.ask("revenue", by=("business_unit", "month"), period="2024", compare="goal")
        found = {(r["business_unit"], r["month"]): r["revenue_attainment"] for r in answer.rows}
        assert found["north", "2024-01"] == found["top", "2024-01"] == 1

    def test_a_condition_on_the_rows_leaves_each_goal_what_it_is(self, nested: Made) -> None:
        answer = nested.ask(
            "revenue", by=("business_unit",), period="2024-01", compare="goal",
            where="business_unit <> 'team-a'",
        )  # fmt: skip
        assert rows(answer, "business_unit")["north"]["revenue_attainment"] == 1

    def test_as_it_is_now(self, nested: Made) -> None:
        answer = nested.ask(
            "revenue", by=("business_unit",), period="2024-01", compare="goal", structure="now"
        )
        assert rows(answer, "business_unit")["top"]["revenue_attainment"] == 1
        assert answer.total["revenue_goal"] == 300 * SCALE

    def test_in_their_own_windows(self, nested: Made) -> None:
        answer = nested.ask(
            "revenue", by=("business_unit", "goal_window"), period="2024-01", compare="goal"
        )
        assert {row["business_unit"]: row["revenue_attainment"] for row in answer.rows} == {
            "top": 1, "north": 1, "team-a": 1,
        }  # fmt: skip

    def test_where_we_stand_adds_only_the_topmost(self, nested: Made) -> None:
        standing = nested.company.standing()
        assert standing is not None
        assert standing.goal_windows is not None
        latest = standing.goal_windows.latest
        assert (latest.value, latest.goal, latest.pace) == (300 * SCALE, 300 * SCALE, Fraction(1))
        assert standing.goal_windows.holders == 1
        (tree,) = [b for b in standing.breakdowns if b.dimension == "business_unit"]
        assert {row.item: row.lead.pace for row in tree.rows} == {
            "top": 1, "north": 1, "team-a": 1,
        }  # fmt: skip
        assert {row.item: row.lead.gap for row in tree.rows} == {"top": 0, "north": 0, "team-a": 0}


class TestAUnitOfAnotherKindLater:
    def test_a_region_has_no_row_among_divisions(self, regrouped: Made) -> None:
        answer = regrouped.ask("revenue", by=("division",), period="2024-03", compare="goal")
        found = rows(answer, "division")
        assert set(found) == {"n1", "n2"}
        assert answer.total["revenue_goal"] == 300 * SCALE
        region = regrouped.ask("revenue", by=("region",), period="2024-03", compare="goal")
        assert rows(region, "region")["north"]["revenue_attainment"] == 1

    def test_while_it_was_a_division_it_has(self, regrouped: Made) -> None:
        answer = regrouped.ask("revenue", by=("division",), period="2024-01", compare="goal")
        assert rows(answer, "division")["north"]["revenue_attainment"] == 1
        assert not any(
            row["revenue_goal"]
            for row in regrouped.ask(
                "revenue", by=("region",), period="2024-01", compare="goal"
            ).rows
        )

    def test_over_both_each_goal_is_on_the_level_of_its_days(self, regrouped: Made) -> None:
        """By division: January's 70 of north, March's 100 and 200. March's 300 of north, a region
        by then, is for the same sales as those two."""
        answer = regrouped.ask("revenue", by=("division",), period="2024-Q1", compare="goal")
        found = rows(answer, "division")
        assert {item: row["revenue_goal"] for item, row in found.items()} == {
            "north": 70 * SCALE, "n1": 100 * SCALE, "n2": 200 * SCALE,
        }  # fmt: skip
        assert answer.total["revenue_goal"] == answer.total["revenue_toward_goal"] == 370 * SCALE
        assert {row["revenue_attainment"] for row in found.values()} == {Fraction(1)}

    def test_where_we_stand(self, regrouped: Made) -> None:
        standing = regrouped.company.standing()
        assert standing is not None
        assert standing.goal_windows is not None
        latest = standing.goal_windows.latest
        assert (latest.goal, latest.value) == (300 * SCALE, 300 * SCALE)


def test_by_unit_a_unit_has_its_goal_while_it_holds_no_other(regrouped: Made) -> None:
    january = regrouped.ask("revenue", by=("unit",), period="2024-01", compare="goal")
    assert rows(january, "unit")["north"]["revenue_attainment"] == 1
    march = regrouped.ask("revenue", by=("unit",), period="2024-03", compare="goal")
    assert "north" not in rows(march, "unit")
    assert [p.value for p in march.problems if p.code == "goals-of-units-above"] == ["north"]
