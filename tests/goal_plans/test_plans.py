"""Plans of goals: made of the organisation, dealt, changed in versions, published into the book."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from husay.access.role import Role
from husay.basics.problem import Mistake
from husay.goals.cascade import Cascaded, Weights, cascade, release
from husay.goals.differences import differences
from husay.goals.plan import GoalPlan, OverAssignment, Reserve
from tests.goal_plans.small import ASSIGNMENTS, AT, ONE, YEAR, act, planned, small, values, viewed
from tests.goals.trees import set_by_hand
from tests.measures.making import Made

DEALT = {
    "company": 15_000, "N": 11_250, "S": 3_750, "N1": 7_500, "N2": 3_750,
    "N1/ana": 5_000, "N1/ben": 2_500, "N2/cel": 3_750, "S/dan": 1_250, "S/eve": 2_500,
}  # fmt: skip
"""15,000 as 900 to 300 in North and South, 600 to 300 in N1 and N2, 4 to 2 and 1 to 2 below."""


def in_book(made: Made, condition: str = "TRUE") -> dict[tuple[str, str], int]:
    """The book's goals by scope and item, in whole pesos."""
    rows = made.snapshot.run(
        f"SELECT scope, item, SUM(value) FROM goals WHERE {condition} GROUP BY scope, item"
    )
    assert all(int(str(value)) % ONE == 0 for _, _, value in rows)
    return {(str(s), str(i)): int(str(value)) // ONE for s, i, value in rows}


def codes(refused: pytest.ExceptionInfo[Mistake]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def test_a_plan_has_the_organisations_tree_and_deals_by_history(made: Made) -> None:
    opened = planned(made.company)
    assert values(opened) == DEALT
    assert {n.key: n.parent for n in opened.plan.nodes if n.scope == "unit"} == {
        "N": "company", "S": "company", "N1": "N", "N2": "N",
    }  # fmt: skip
    assert differences(opened.plan) == ()
    assert (opened.row.state, opened.version, opened.kind) == ("draft", 2, "dealt")


def test_published_the_book_has_every_goal_month_by_month(made: Made) -> None:
    """2025 has 261 weekdays; who sells the same every month has more in months with more days."""
    from husay.store.goal_plans import opened, publish

    plan = planned(made.company)
    result = publish(made.company, plan.row.number, plan.version, "as agreed", AT)
    assert result.manifest == made.snapshot.number
    found = in_book(made)
    assert found[("company", "")] == 15_000
    assert found[("seller", "ana")] == 5_000
    assert found[("unit", "N1")] == 7_500
    assert len(found) == len(DEALT)
    rows = made.snapshot.run("SELECT DISTINCT starts, ends FROM goals ORDER BY starts")
    assert rows[1] == (date(2025, 2, 1), date(2025, 2, 28))
    assert len(rows) == 12
    months = made.snapshot.run(
        "SELECT starts, SUM(value) FILTER (scope = 'seller'), SUM(value) FILTER (item = '') "
        "FROM goals GROUP BY starts"
    )
    assert all(sellers == company for _, sellers, company in months)
    assert opened(made.company, plan.row.number).row.state == "published"


def test_published_again_with_changes_withdraws_what_is_gone(made: Made) -> None:
    from husay.store.goal_plans import change, publish

    plan = planned(made.company)
    number = plan.row.number
    publish(made.company, number, plan.version, "first", AT)

    def without_south(standing: GoalPlan, weights: Weights) -> Cascaded:
        return set_by_hand(standing, "S", 0, weights)

    after = change(made.company, number, plan.version, "set", "South closes", AT, without_south)
    assert after.row.state == "open"
    result = publish(made.company, number, after.version, "South closes", AT)
    # South, Dan and Eve: 12 months each; all of North is raised, the company stays.
    assert result.counts["goals"] == {
        "new": 0, "corrected": 6 * 12, "withdrawn": 3 * 12, "unchanged": 12,
    }  # fmt: skip
    found = in_book(made)
    assert ("seller", "dan") not in found
    assert found[("unit", "N")] == found[("company", "")] == 15_000


def test_publishing_twice_changes_nothing(made: Made) -> None:
    from husay.store.goal_plans import publish

    plan = planned(made.company)
    first = publish(made.company, plan.row.number, plan.version, "go", AT)
    again = publish(made.company, plan.row.number, plan.version, "go", AT)
    assert (first.manifest, again.manifest) == (made.snapshot.number, None)


def test_goals_of_other_sources_and_plans_stay(made: Made) -> None:
    from husay.store.goal_plans import change, create, publish

    first = planned(made.company)
    publish(made.company, first.row.number, first.version, "go", AT)
    other = create(made.company, "orders", "orders", YEAR, at=AT, total=60 * ONE, step=ONE)
    dealt = change(made.company, other.row.number, 1, "dealt", "", AT, cascade)
    publish(made.company, other.row.number, dealt.version, "go", AT)
    assert in_book(made, "measure = 'revenue'")[("company", "")] == 15_000
    assert in_book(made, "measure = 'orders'")[("company", "")] == 60
    # Everybody has one order a month: 24 orders each, so the five are dealt alike.
    assert in_book(made, "measure = 'orders'")[("seller", "dan")] == 12


def test_reserve_and_goals_make_the_companys_goal(made: Made) -> None:
    from husay.store.goal_plans import change, publish

    plan = planned(made.company)

    def keep(standing: GoalPlan, weights: Weights) -> Cascaded:
        reserve = Reserve("risk", "mia", 1_200 * ONE)
        return cascade(replace(standing, reserve=reserve), weights)

    after = change(made.company, plan.row.number, plan.version, "reserve", "risk", AT, keep)
    publish(made.company, plan.row.number, after.version, "go", AT)
    found = in_book(made)
    assert found[("company", "")] == 15_000
    assert sum(v for (scope, _), v in found.items() if scope == "seller") == 13_800


def test_over_assignment_is_published_for_those_below_its_level(made: Made) -> None:
    from fractions import Fraction

    from husay.store.goal_plans import change, publish

    plan = planned(made.company)

    def over(standing: GoalPlan, weights: Weights) -> Cascaded:
        return cascade(replace(standing, over=OverAssignment("team", Fraction(1, 20))), weights)

    after = change(made.company, plan.row.number, plan.version, "over", "5 %", AT, over)
    publish(made.company, plan.row.number, after.version, "go", AT)
    found = in_book(made)
    assert found[("unit", "N1")] == 7_500
    assert found[("seller", "ana")] + found[("seller", "ben")] == 7_875


def test_what_does_not_add_up_is_not_published(made: Made) -> None:
    from husay.store.goal_plans import create, publish

    plan = create(made.company, "bare", "revenue", YEAR, at=AT, total=100 * ONE)
    with pytest.raises(Mistake) as refused:
        publish(made.company, plan.row.number, 1, " ", AT)
    # The company's goal is not dealt; North, South and the teams have 0 = 0.
    assert codes(refused) == ["goals-short", "act-without-words"]
    assert in_book(made) == {}


def test_the_second_of_two_planners_is_refused_and_told_whose_change_came_first(made: Made) -> None:
    from husay.store.goal_plans import change, opened
    from husay.words.problems import describe

    plan = planned(made.company)
    number, seen = plan.row.number, plan.version
    executive = viewed(made.company, Role.EXECUTIVE)
    compensation = viewed(made.company, Role.COMPENSATION)

    def to(value: int):
        return lambda p, w: set_by_hand(p, "N", value * ONE, w)

    change(executive, number, seen, "set", "more", AT, to(12_000))
    with pytest.raises(Mistake) as refused:
        change(compensation, number, seen, "set", "less", AT, to(10_000))
    assert codes(refused) == ["goal-plan-changed"]
    told = describe(refused.value.problems[0])
    assert "nobody" in told.what  # whoever is no user of the records
    assert "2024-12-31 15:00" in told.what
    assert values(opened(executive, number))["N"] == 12_000


def test_undo_goes_back_change_by_change_and_keeps_every_version(made: Made) -> None:
    from husay.store.goal_plans import change, history, opened, undo

    plan = planned(made.company)
    number = plan.row.number
    change(
        made.company, number, 2, "set", "a", AT, lambda p, w: set_by_hand(p, "N", 9_000 * ONE, w)
    )
    change(
        made.company, number, 3, "set", "b", AT, lambda p, w: set_by_hand(p, "N", 8_000 * ONE, w)
    )
    assert values(undo(made.company, number, 4, AT))["N"] == 9_000
    assert values(undo(made.company, number, 5, AT)) == DEALT
    assert values(undo(made.company, number, 6, AT))["N"] == 0
    with pytest.raises(Mistake) as refused:
        undo(made.company, number, 7, AT)
    assert codes(refused) == ["goal-nothing-to-undo"]
    kinds = [version.kind for version in history(made.company, number)]
    assert kinds == ["undone", "undone", "undone", "set", "set", "dealt", "made"]
    assert values(opened(made.company, number, 4))["N"] == 8_000
    newest = history(made.company, number)[0]
    assert {c.key: (c.before, c.after) for c in newest.changed}["S/dan"] == (1_250 * ONE, 0)


def test_a_change_of_nothing_makes_no_version(made: Made) -> None:
    from husay.store.goal_plans import change

    plan = planned(made.company)
    same = change(made.company, plan.row.number, plan.version, "dealt", "", AT, cascade)
    assert same.version == plan.version


def test_a_value_by_hand_can_be_let_go(made: Made) -> None:
    from husay.store.goal_plans import change

    number = planned(made.company).row.number
    change(made.company, number, 2, "set", "", AT, lambda p, w: set_by_hand(p, "N", 9_000 * ONE, w))
    back = change(made.company, number, 3, "released", "", AT, lambda p, w: release(p, "N", w))
    assert values(back) == DEALT


def test_a_new_plan_is_refused_with_everything_that_is_wrong(made: Made) -> None:
    from husay.basics.period import Window
    from husay.store.goal_plans import create

    empty = Window(date(2025, 1, 1), date(2024, 12, 31))
    with pytest.raises(Mistake) as refused:
        create(made.company, " ", "customers", empty, at=AT, step=0, scope="planet")
    assert codes(refused) == [
        "goal-plan-without-name", "goal-not-dealt", "goal-window-empty", "goal-step",
        "goal-scope-unknown",
    ]  # fmt: skip
    planned(made.company)
    with pytest.raises(Mistake) as refused:
        create(made.company, "2025", "revenue", YEAR, at=AT)
    assert codes(refused) == ["goal-plan-exists"]


def test_without_an_organisation_everybody_hangs_below_the_company(tmp_path: Path) -> None:
    from tests.goal_plans.small import lines
    from tests.measures.making import make

    made = make(tmp_path, {"sale_lines": lines()})
    plan = planned(made.company)
    assert values(plan)["company/ana"] == 5_000
    assert len(plan.plan.nodes) == 6
    from husay.store.goal_plans import publish

    publish(made.company, plan.row.number, plan.version, "go", AT)
    assert in_book(made)[("seller", "eve")] == 2_500


def test_a_plan_by_product_line(tmp_path: Path) -> None:
    from husay.store.goal_plans import change, create, publish
    from tests.measures.making import make

    tables = {
        "sale_lines": "sale, line, date, product, amount\n"
        + "\n".join(
            f"{p}{y}{m}, 1, {y}-{m:02d}-15, {p}, {amount}"
            for y in (2023, 2024) for m in range(1, 13) for p, amount in (("p", 30), ("q", 10))
        ),
        "products": "product, product_line\np, tea\nq, rice",
    }  # fmt: skip
    made = make(tmp_path, tables)
    plan = create(
        made.company, "lines", "revenue", YEAR, at=AT, total=800 * ONE, step=ONE,
        scope="product_line",
    )  # fmt: skip
    dealt = change(made.company, plan.row.number, 1, "dealt", "", AT, cascade)
    publish(made.company, plan.row.number, dealt.version, "go", AT)
    assert in_book(made) == {
        ("company", ""): 800, ("product_line", "tea"): 600, ("product_line", "rice"): 200,
    }  # fmt: skip


def test_who_leaves_and_moves_carries_their_days_and_units_stay_whole(tmp_path: Path) -> None:
    """Ben leaves N1 at the end of June 2025; Cel goes from N2 to N1 on 1 July. 2025 has 261
    weekdays, 129 of them until June (23+20+21+22+22+21)."""
    from husay.store.goal_plans import publish

    changed = ASSIGNMENTS.replace(
        "ben, N1, 2020-01-01, , seller", "ben, N1, 2020-01-01, 2025-06-30, seller"
    ).replace(
        "cel, N2, 2020-01-01, , seller",
        "cel, N2, 2020-01-01, 2025-06-30, seller\ncel, N1, 2025-07-01, , seller",
    )
    made = small(tmp_path, changed)
    plan = planned(made.company, total=10_440)  # 261 x 40: Ben 1,740, Cel 2,610
    result = publish(made.company, plan.row.number, plan.version, "go", AT)
    found = in_book(made)
    assert found[("seller", "ben")] == 1_740 * 129 // 261 == 860
    assert found[("seller", "cel")] == 2_610
    assert found[("unit", "N1")] == 5_220
    assert found[("unit", "N2")] == 2_610
    late = in_book(made, "starts >= DATE '2025-07-01'")
    assert late[("seller", "cel")] == 2_610 * 132 // 261
    assert ("seller", "ben") not in late
    # N1 carries Ana 3,480, Ben 860 and Cel 1,320: 440 more than its goal, which is told.
    assert [(p.code, p.value, p.severity) for p in result.problems] == [
        ("unit-beyond", "N1", "warning")
    ]


def test_a_person_in_two_units_has_a_goal_in_each_and_one_in_the_book(tmp_path: Path) -> None:
    from husay.store.goal_plans import publish

    twice = ASSIGNMENTS + "ana, N2, 2020-01-01, , seller\n"
    made = small(tmp_path, twice)
    plan = planned(made.company)
    goals = values(plan)
    assert {"N1/ana", "N2/ana"} <= goals.keys()
    publish(made.company, plan.row.number, plan.version, "go", AT)
    found = in_book(made)
    assert found[("seller", "ana")] == goals["N1/ana"] + goals["N2/ana"]
    assert sum(v for (scope, _), v in found.items() if scope == "seller") == 15_000


def test_a_company_of_one_unit_is_that_unit(tmp_path: Path) -> None:
    """The unit is merged into the company; Dan leaves at the end of June, 129 of 261 weekdays."""
    from husay.store.goal_plans import publish

    assignments = "person, unit, valid_from, valid_to\n" + "\n".join(
        f"{who}, HQ, 2020-01-01, {'2025-06-30' if who == 'dan' else ''}"
        for who in ("ana", "ben", "cel", "dan", "eve")
    )
    made = small(tmp_path, assignments, "unit, valid_from, kind\nHQ, 2020-01-01, company")
    plan = planned(made.company, total=31_320)  # a twelfth, Dan's, is 2,610
    assert {n.key for n in plan.plan.nodes if n.parent} == {
        f"company/{who}" for who in ("ana", "ben", "cel", "dan", "eve")
    }
    publish(made.company, plan.row.number, plan.version, "go", AT)
    found = in_book(made)
    assert found[("seller", "dan")] == 2_610 * 129 // 261
    assert found[("seller", "ana")] == 31_320 // 3
    assert found[("company", "")] == 31_320


def test_a_unit_without_anybody_keeps_its_goal(tmp_path: Path) -> None:
    from husay.store.goal_plans import change, publish
    from tests.goal_plans.small import UNITS

    made = small(tmp_path, units=UNITS + "X, 2020-01-01, HQ, division\n")
    number = planned(made.company).row.number
    after = change(
        made.company, number, 2, "set", "", AT, lambda p, w: set_by_hand(p, "X", 3_000 * ONE, w)
    )
    publish(made.company, number, after.version, "to be staffed", AT)
    found = in_book(made)
    assert found[("unit", "X")] == 3_000
    assert found[("company", "")] == 15_000
    assert sum(v for (scope, _), v in found.items() if scope == "seller") == 12_000


def test_goals_that_nothing_could_hold_are_refused(made: Made) -> None:
    from husay.store.goal_plans import create
    from husay.store.goal_plans.versions import MOST

    most = create(made.company, "most", "revenue", YEAR, at=AT, total=MOST)
    assert most.plan.root.value == MOST
    with pytest.raises(Mistake) as refused:
        create(made.company, "more", "revenue", YEAR, at=AT, total=MOST + 1)
    assert codes(refused) == ["goal-too-large"]
    with pytest.raises(Mistake) as refused:
        act(made.company, most.row.number, "N", "revise", "all of it", -MOST - 1, AT)
    assert codes(refused) == ["goal-too-large"]


def test_weights_are_potentials_where_the_book_has_them(tmp_path: Path) -> None:
    """Accounts of 300 are Ana's and of 100 Ben's in 2025: by potential N1 is dealt 3 to 1."""
    from husay.goals.plan import with_rule
    from husay.store.goal_plans import change

    potentials = (
        "scope, item, measure, starts, ends, value\n"
        "customer, c1, revenue, 2025-01-01, 2025-12-31, 300\n"
        "customer, c2, revenue, 2025-01-01, 2025-12-31, 100\n"
    )
    owners = (
        "scope, item, person, valid_from\ncustomer, c1, ana, 2020-01-01\n"
        "customer, c2, ben, 2020-01-01\n"
    )
    customers = "customer, customer_group\nc1, g\nc2, g\n"
    made = small(tmp_path, potentials=potentials, ownerships=owners, customers=customers)
    number = planned(made.company).row.number
    after = change(
        made.company, number, 2, "dealt", "", AT,
        lambda p, w: cascade(with_rule(p, "potential", ["N1"]), w, ["N1"]),
    )  # fmt: skip
    found = values(after)
    assert (found["N1"], found["N1/ana"], found["N1/ben"]) == (7_500, 5_625, 1_875)


def test_a_backup_carries_plans(made: Made, tmp_path: Path) -> None:
    from husay.store.goal_plans import opened, publish
    from husay.store.opening import open_company
    from husay.store.restore import restore

    plan = planned(made.company)
    publish(made.company, plan.row.number, plan.version, "go", AT)
    made.company.backup(tmp_path / "b.husay", AT)
    restore(tmp_path / "b.husay", tmp_path / "again")
    again = opened(open_company(tmp_path / "again"), plan.row.number)
    assert values(again) == DEALT
    assert again.row.state == "published"


def test_goals_of_another_plan_are_replaced_only_where_that_is_meant(made: Made) -> None:
    from husay.store.goal_plans import opened, publish

    first, second = planned(made.company), planned(made.company, "Another")
    publish(made.company, first.row.number, first.version, "go", AT)
    before = in_book(made)
    number = second.row.number
    with pytest.raises(Mistake) as refused:
        publish(made.company, number, second.version, "go", AT)
    (problem,) = refused.value.problems
    assert (problem.code, problem.count) == ("goals-of-another", len(DEALT) * 12)
    assert problem.value == first.row.name
    assert opened(made.company, number).row.published is None
    assert in_book(made) == before

    publish(made.company, number, second.version, "go", AT, replacing=True)
    assert opened(made.company, first.row.number).row.state == "open"
    assert opened(made.company, number).row.state == "published"
