"""Who comes, goes and moves changes a plan's people and leaves every unit's goal whole; what is
published is the plan, once for everybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from husay.basics.period import Window
from husay.goals.cascade import Weights, cascade
from husay.goals.differences import differences
from husay.goals.goal import Goal
from husay.goals.people import peopled, unit_goals
from husay.goals.plan import GoalPlan, OverAssignment, Reserve
from husay.goals.presence import Stay
from husay.goals.proration import Seat, settle
from husay.goals.published import published, published_by
from husay.goals.spread import Season
from husay.goals.time_table import spread_plan
from tests.goals.calendars import OFFICE
from tests.goals.test_proration import ALL_TIME, seats, since, until
from tests.goals.trees import ONE, WEIGHTS, YEAR, company

MID = date(2026, 6, 30)


def dealt() -> GoalPlan:
    return cascade(company(2_610_000 * ONE), WEIGHTS).plan


def seat(plan: GoalPlan, person: str, *stays: Stay) -> Seat:
    return Seat(person, plan.by_key[person].value, stays)


def changed(plan: GoalPlan) -> list[Seat]:
    """Ana leaves on 30 June, ben moves to n2 that day, cel stays; fay comes to n1 for a goal of
    261,000."""
    after = date(2026, 7, 1)
    return [
        seat(plan, "ana", Stay("n1", until(MID))),
        seat(plan, "ben", Stay("n1", until(MID)), Stay("n2", since(after))),
        seat(plan, "cel", Stay("n2", ALL_TIME)),
        Seat("fay", 261_000 * ONE, (Stay("n1", since(after)),)),
    ]


def test_units_without_units_below_are_carried_by_people() -> None:
    """North has teams; n1, n2 and south have people: 783,000 twice and 1,044,000."""
    assert unit_goals(dealt()) == {
        "n1": 783_000 * ONE, "n2": 783_000 * ONE, "south": 1_044_000 * ONE,
    }  # fmt: skip


def test_by_hand() -> None:
    """129 of 261 days until June. Ana 522,000 a year carries 258,000; ben 261,000: 129,000 in n1
    and 132,000 in n2, where cel carries all 783,000; fay 132,000."""
    plan = dealt()
    goals = {unit: unit_goals(plan)[unit] for unit in ("n1", "n2")}
    settled = settle(goals, changed(plan), YEAR, OFFICE)
    found = peopled(plan, settled)
    assert {n.key: n.value // ONE for n in found.plan.nodes if n.scope == "seller"} == {
        "ana": 258_000, "ben": 129_000, "n1/fay": 132_000, "cel": 783_000, "n2/ben": 132_000,
        "dan": 348_000, "eve": 696_000,
    }  # fmt: skip
    assert found.plan.by_key["n1"].unassigned == 264_000 * ONE
    assert found.plan.by_key["n2"].unassigned == -132_000 * ONE
    assert [p.value for p in settled.problems] == ["n2"]
    assert differences(found.plan) == ()
    assert found.open["n2/ben"] == (Window(date(2026, 7, 1), YEAR.end),)


def test_who_went_and_came_back_has_goals_on_the_days_of_each_stay_alone() -> None:
    """Ben in n1 until March and from October on, in n2 in between; ana on leave in May: nothing of
    a goal falls on days on which nobody is there for it."""
    plan = dealt()
    first, away = until(date(2026, 3, 31)), Window(date(2026, 4, 1), date(2026, 9, 30))
    back, may = since(date(2026, 10, 1)), Window(date(2026, 5, 1), date(2026, 5, 31))
    crew = [
        replace(seat(plan, "ana", Stay("n1", ALL_TIME)), leaves=(may,)),
        seat(plan, "ben", Stay("n1", first), Stay("n2", away), Stay("n1", back)),
        seat(plan, "cel", Stay("n2", ALL_TIME)),
    ]
    goals = {unit: unit_goals(plan)[unit] for unit in ("n1", "n2")}
    found = peopled(plan, settle(goals, crew, YEAR, OFFICE))
    winter = (Window(YEAR.start, date(2026, 3, 31)), Window(date(2026, 10, 1), YEAR.end))
    assert found.open["ben"] == winter
    assert found.open["n2/ben"] == (away,)
    seasons = {key: Season(open=days) for key, days in found.open.items()}
    spread = spread_plan(found.plan, seasons, OFFICE)
    months = {
        key: [part.value // ONE for part in spread.nodes[key].by("month", OFFICE)]
        for key in ("ana", "ben", "n2/ben")
    }
    # 261,000 of 261 days: 1,000 a working day; January to March have 22, 20 and 22.
    assert months["ben"] == [22_000, 20_000, 22_000, 0, 0, 0, 0, 0, 0, 22_000, 21_000, 23_000]
    assert months["n2/ben"] == [0, 0, 0, 22_000, 21_000, 22_000, 23_000, 21_000, 22_000, 0, 0, 0]
    assert months["ana"][4] == 0
    assert found.plan.by_key["ana"].value == 480_000 * ONE  # 240 days of 2,000


def test_a_cascade_after_it_leaves_people_and_the_unassigned_part_alone() -> None:
    plan = dealt()
    found = peopled(plan, settle(unit_goals(plan), changed(plan), YEAR, OFFICE)).plan
    assert cascade(found, WEIGHTS).plan == found


def test_their_months_follow_their_days_and_somebody_in_two_teams_has_one_goal() -> None:
    plan = dealt()
    settled = settle({u: g for u, g in unit_goals(plan).items() if u != "south"}, changed(plan),
                     YEAR, OFFICE)  # fmt: skip
    found = peopled(plan, settled)
    seasons = {key: Season(open=window) for key, window in found.open.items()}
    days = spread_plan(found.plan, seasons, OFFICE)
    ana = days.nodes["ana"].by("month", OFFICE)
    assert [bool(part.value) for part in ana] == [True] * 6 + [False] * 6
    assert {day for day, value in days.nodes["ana"].days.items() if value and day > MID} == set()
    months = [g for g in published_by(found.plan, days, "month", OFFICE) if g.item == "ben"]
    assert len(months) == 12
    assert sum(g.value for g in months) == 261_000 * ONE
    whole = {(g.scope, g.item): g for g in published(found.plan)}
    assert whole["seller", "ben"] == Goal("seller", "ben", "revenue", YEAR, 261_000 * ONE, "PHP")
    assert whole["company", "all"].value == 2_610_000 * ONE


def test_published_goals_and_the_reserve_are_the_companys_goal() -> None:
    plan = company(reserve=Reserve("risk", "P1", 40_000 * ONE))
    goals = {g.item: g.value for g in published(cascade(plan, WEIGHTS).plan)}
    assert goals["north"] + goals["south"] + 40_000 * ONE == goals["all"]
    sellers = ("ana", "ben", "cel", "dan", "eve")
    assert sum(goals[s] for s in sellers) + 40_000 * ONE == goals["all"]


@given(st.data(), st.sampled_from([Fraction(0), Fraction(1, 25)]))
@settings(max_examples=80)
def test_whoever_comes_goes_and_moves_the_plan_adds_up(data: st.DataObject, over: Fraction) -> None:
    plan = replace(company(), over=OverAssignment("team", over))
    plan = cascade(plan, Weights()).plan
    crew = []
    for person in ("ana", "ben", "fay"):
        one = data.draw(seats(YEAR))
        units = {"a": "n1", "b": "n2", "c": "south"}
        stays = tuple(replace(stay, unit=units[stay.unit]) for stay in one.stays)
        crew.append(replace(one, person=person, stays=stays))
    settled = settle(unit_goals(plan), crew, YEAR, OFFICE)
    found = peopled(plan, settled).plan
    harmless = {"goal-negative", "over-assignment-nowhere"}
    assert {p.code for p in differences(found)} <= harmless
    carried = sum(n.value for n in found.nodes if n.scope == "seller")
    freed = sum(n.unassigned for n in found.nodes)
    assert carried + freed == sum(unit_goals(found).values())
    unchanged = ("all", "north", "n1", "n2", "south")
    assert all(found.by_key[key].value == plan.by_key[key].value for key in unchanged)
