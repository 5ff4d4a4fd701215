"""A plan by month: in each month those below a node sum to it, over the months each to its goal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from husay.basics.calendar import BusinessCalendar
from husay.basics.period import Window
from husay.goals.cascade import Weights, cascade
from husay.goals.plan import GoalPlan, OverAssignment, Reserve
from husay.goals.spread import Season
from husay.goals.time_table import SpreadPlan, spread_plan
from tests.goals.calendars import OFFICE, calendars, windows, within
from tests.goals.trees import ONE, WEIGHTS, YEAR, company, plans, set_by_hand

THOUSAND = 1_000 * ONE
CHRISTMAS = Season((1,) * 11 + (3,))


def months(found: SpreadPlan, key: str, calendar: BusinessCalendar = OFFICE) -> list[int]:
    return [part.value for part in found.nodes[key].by("month", calendar)]


def apart(plan: GoalPlan, found: SpreadPlan, calendar: BusinessCalendar) -> Iterator[str]:
    """The nodes whose month is not that of those below and what is kept."""
    for node in plan.nodes:
        below = [months(found, n.key, calendar) for n in plan.nodes if n.parent == node.key]
        if not below or plan.over_at(node):
            continue
        if node.key in found.unassigned:
            below.append([p.value for p in found.unassigned[node.key].by("month", calendar)])
        if node.parent is None and found.reserve is not None:
            below.append([p.value for p in found.reserve.by("month", calendar)])
        if [sum(column) for column in zip(*below, strict=True)] != months(
            found, node.key, calendar
        ):
            yield node.key


def test_seasons_of_children_meet_the_parents_months() -> None:
    """All by Christmas, the south flat: the north takes the more of December, and every month of
    the company's is what its own season says, in whole thousands."""
    plan = cascade(company(12_000_000 * ONE, step=THOUSAND), WEIGHTS).plan
    found = spread_plan(plan, {"all": CHRISTMAS, "south": Season()}, OFFICE)
    assert found.problems == ()
    assert list(apart(plan, found, OFFICE)) == []
    whole, south = months(found, "all"), months(found, "south")
    assert whole[11] == max(whole)
    assert Fraction(south[11], sum(south)) < Fraction(whole[11], sum(whole))
    assert all(value % THOUSAND == 0 for key in found.nodes for value in months(found, key))


def test_a_seller_who_leaves_in_june_has_nothing_after_it_and_all_still_adds_up() -> None:
    """Ana carries a sixth of the year and is gone by mid-June; ben has more of the second half."""
    plan = cascade(company(), WEIGHTS).plan
    plan = set_by_hand(plan, "ana", 60_000 * ONE, WEIGHTS).plan
    gone = Season(open=(Window(date(2026, 1, 1), date(2026, 6, 12)),))
    found = spread_plan(plan, {"ana": gone}, OFFICE)
    assert found.problems == ()
    assert list(apart(plan, found, OFFICE)) == []
    ana = found.nodes["ana"]
    assert (ana.value, max(d for d, v in ana.days.items() if v)) == (
        60_000 * ONE,
        date(2026, 6, 12),
    )


def test_months_that_nobody_can_meet_are_told_and_all_still_adds_up() -> None:
    """Dan carries two thirds of the south and is there in January only; half falls in the second
    half of the year, so that the south's own months cannot hold."""
    plan = cascade(company(), WEIGHTS).plan
    plan = set_by_hand(plan, "dan", 300_000 * ONE, WEIGHTS).plan
    plan = set_by_hand(plan, "eve", 100_000 * ONE, WEIGHTS).plan
    gone = Season(open=(Window(date(2026, 1, 1), date(2026, 1, 31)),))
    found = spread_plan(plan, {"dan": gone}, OFFICE)
    assert [(p.code, p.value) for p in found.problems] == [("spread-margins", "south")]
    assert list(apart(plan, found, OFFICE)) == []
    assert months(found, "dan")[0] == 300_000 * ONE


def test_a_unit_whose_people_are_all_gone_has_no_months_after_them() -> None:
    plan = cascade(company(), WEIGHTS).plan
    gone = Season(open=(Window(date(2026, 1, 1), date(2026, 6, 30)),))
    found = spread_plan(plan, {"dan": gone, "eve": gone}, OFFICE)
    assert found.problems == ()
    assert list(apart(plan, found, OFFICE)) == []
    assert months(found, "south")[6:] == [0] * 6


def test_reserve_and_over_assignment_have_their_months_too() -> None:
    plan = company(
        reserve=Reserve("risk", "P1", 40_000 * ONE), over=OverAssignment("team", Fraction(1, 20))
    )
    plan = cascade(plan, WEIGHTS).plan
    found = spread_plan(plan, {"all": CHRISTMAS, "ana": Season()}, OFFICE)
    assert found.reserve is not None
    assert found.reserve.value == 40_000 * ONE
    assert list(apart(plan, found, OFFICE)) == []
    assert (
        sum(months(found, "ana")) + sum(months(found, "ben")) == plan.by_key["n1"].value * 21 // 20
    )
    both = [a + b for a, b in zip(months(found, "ana"), months(found, "ben"), strict=True)]
    for asked, of in zip(both, months(found, "n1"), strict=True):
        assert abs(asked - Fraction(of * 21, 20)) <= 2


def test_days_weeks_and_quarters_of_the_parts_sum_to_the_whole_as_well() -> None:
    plan = cascade(company(), WEIGHTS).plan
    found = spread_plan(plan, {"all": CHRISTMAS, "n2": Season()}, OFFICE)
    for day, value in found.nodes["all"].days.items():
        assert value == sum(
            found.nodes[key].days[day] for key in ("ana", "ben", "cel", "dan", "eve")
        )


def test_a_plan_that_does_not_add_up_is_spread_part_by_part() -> None:
    plan = cascade(company(), WEIGHTS).plan
    broken = plan.with_nodes({"dan": replace(plan.by_key["dan"], value=1)})
    found = spread_plan(broken, {}, OFFICE)
    assert {key: found.nodes[key].value for key in found.nodes} == {
        n.key: n.value for n in broken.nodes
    }


def test_a_season_that_is_none_is_told_with_its_node() -> None:
    plan = cascade(company(), WEIGHTS).plan
    found = spread_plan(plan, {"n1": Season((1, 2))}, OFFICE)
    assert ("season-weights", "n1") in [(p.code, p.value) for p in found.problems]
    assert found.nodes == {}


@given(plans(), windows, calendars, st.data())
@settings(max_examples=120)
def test_both_margins_hold_for_any_plan(
    given_plan: tuple[GoalPlan, Weights], window: Window, calendar: BusinessCalendar,
    data: st.DataObject,
) -> None:  # fmt: skip
    """Any tree, calendar and window; random seasons, and some nodes closed for a part of it."""
    plan, weights = given_plan
    plan = replace(cascade(plan, weights).plan, window=window)
    season = st.builds(
        Season,
        st.lists(st.integers(0, 90), min_size=12, max_size=12),
        st.one_of(st.none(), st.none(), within(window).map(lambda days: (days,))),
    )
    seasons = data.draw(st.dictionaries(st.sampled_from([n.key for n in plan.nodes]), season))
    found = spread_plan(plan, seasons, calendar)
    assert list(apart(plan, found, calendar)) == []
    for node in plan.nodes:
        assert found.nodes[node.key].value == node.value
        opened = seasons.get(node.key, Season()).open
        if node.key not in plan.below and opened is not None:
            assert not any(
                v for d, v in found.nodes[node.key].days.items() if not opened[0].contains(d)
            )
    assert (found.reserve.value if found.reserve else 0) == plan.reserved(plan.root)
    for node in plan.nodes:
        if node.key in plan.below and node.unassigned:
            assert found.unassigned[node.key].value == node.unassigned


def test_the_years_of_two_hundred_sellers_take_no_time_to_speak_of() -> None:
    """A wide team with seasons of their own: both margins hold."""
    first = company().nodes[0]
    sellers = [replace(first, key=f"s{i}", parent="all", level="seller") for i in range(200)]
    plan = replace(
        company(987_654_321 * ONE), nodes=(company(987_654_321 * ONE).nodes[0], *sellers)
    )
    plan = cascade(plan, Weights({f"s{i}": 50 + i for i in range(200)})).plan
    seasons = {f"s{i}": Season([90 + (i * m) % 30 for m in range(12)]) for i in range(200)}
    found = spread_plan(plan, {"all": CHRISTMAS, **seasons}, OFFICE)
    assert found.problems == ()
    assert list(apart(plan, found, OFFICE)) == []
    assert plan.window == YEAR
