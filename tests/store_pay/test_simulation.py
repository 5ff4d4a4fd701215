"""A draft plan over past facts: what it would have paid, by either reading alike; asked by one, and
worked out by another process."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from husay.basics.period import Window
from husay.basics.problem import Mistake
from husay.pay.simulation import Simulation
from husay.pay.texts import Texts
from tests.goal_plans.small import viewed
from tests.measures.making import Made
from tests.pay.made import plan_of
from tests.store_pay.paying import AT, CASES, ONE, PLAN, bring_in, by, planned
from tests.store_pay.test_inputs import SCORED, SCORES, row_of

if TYPE_CHECKING:
    from husay.pay.document.plan import Plan
    from husay.store.company import Company
    from husay.store.pay.simulations import Question

DAYS = Window(date(2023, 1, 1), date(2023, 6, 30))
DRAFT = PLAN.replace("5 %}", "6 %}")
MORE = """
sale, line, date, seller, amount, quantity, cost, product, kind, returns_sale, returns_line
R1, 1, 2023-02-06, ana, 120.37, 3, 60.00, P1, sale, ,
R2, 1, 2023-03-07, ana, -120.37, -3, -60.00, P1, return, R1, 1
R3, 1, 2023-03-09, ben, 75.25, 1, , P2, sale, ,
R4, 1, 2023-05-09, , 81.11, 2, 40.00, P1, sale, ,
"""
CREDITS = """
sale, line, person, role, share
R4, 1, ana, direct, 1
R4, 1, ben, direct, 2
R3, 1, cel, overlay, 0.5
"""
PRODUCTS = "product, product_line\nP1, Tools\nP2, Paint"
GOALS = """
scope, item, measure, starts, ends, value
seller, ana, revenue, 2023-01-01, 2023-03-31, 1000
seller, ana, revenue, 2023-04-01, 2023-06-30, 1000
seller, ben, revenue, 2023-01-01, 2023-06-30, 1500
"""
TIERS = """
name: Draft
currency: PHP
parameters:
  own: {unit: rate, default: 5 %}
measures:
  revenue: {of: amount, goal: revenue}
  tools: {of: amount, where: product_line = 'Tools'}
terms:
  commission:
    kind: tiers
    of: revenue
    window: quarter
    rate: own
    tiers: [{from: 0, to: "1,000", times: 1}, {from: "1,000", times: 1.5}]
  extra: {kind: rate, of: tools, rate: 1 %, adds_to: commission}
  quarterly: {kind: bonus, of: revenue, at: "1,200", amount: 33, window: quarter}
"""


def asked(company: Company, people: tuple[str, ...] = ("ana", "ben", "cel")) -> Question:
    """The plan of the small company, with version 2 as the draft: one per cent more."""
    from husay.store.pay.plans import add
    from husay.store.pay.simulations import question

    row = planned(company, people=people)
    add(company, Texts(DRAFT.strip(), CASES.strip()), "", AT)
    row.refresh_from_db()
    return question(company, row, None, None, DAYS)


def now(company: Company, plan: Plan, days: Window = DAYS) -> Simulation:
    """A plan simulated for the people of the small company's, beside what is in force of it."""
    from husay.store.pay.plans import document_of, in_force, plan_called
    from husay.store.pay.simulations import simulate_now

    row = plan_called("Sellers")
    version = in_force(row, date(2024, 12, 1))
    assert version is not None
    return Simulation(
        simulate_now(company, plan, document_of(version), row, days, lambda *_: None, AT)[0]
    )


def test_half_a_year_costs_a_per_cent_more_for_who_has_no_rate_of_their_own(made: Made) -> None:
    """Ana has 7 % in both; ben and cel sold 1,200 and 1,800 in six months: 1 % of these is 30."""
    planned(made.company)
    found = now(made.company, plan_of(DRAFT))
    assert found.cost_against == (168 + 60 + 90) * ONE
    assert found.cost == (168 + 72 + 108) * ONE
    assert found.sold == (2400 + 1200 + 1800) * ONE
    assert [(x.seller.person, x.change // ONE) for x in found.moved] == [("ben", 12), ("cel", 18)]
    assert [x.draft // ONE for x in found.periods] == [58] * 6
    assert [(x.factor, x.draft) for x in found.years] == [
        (Fraction(1), 348 * ONE), (Fraction(4, 5), 278_4000), (Fraction(6, 5), 417_6000),
    ]  # fmt: skip
    assert {g.name: g.people for g in found.units} == {"N1": 2, "N2": 1}


@pytest.mark.parametrize("document", [TIERS, TIERS.replace("window: quarter", "window: month")])
def test_both_readings_agree_on_returns_splits_and_scaled_years(
    made: Made, tmp_path: Path, document: str
) -> None:
    from husay.pay.attainment import yardstick_of
    from husay.pay.runs.assigned import Held
    from husay.store.moment import everything
    from husay.store.pay import engines
    from husay.store.pay.facts import PayFacts
    from husay.store.pay.tables import tables_of, take_year

    bring_in(made.company, tmp_path, "more", sale_lines=MORE, credits=CREDITS, products=PRODUCTS,
             goals=GOALS)  # fmt: skip
    plan = replace(plan_of(document), starts=DAYS.start, ends=DAYS.end)
    people = frozenset({"ana", "ben", "cel"})
    held = tuple(
        Held(p, DAYS, {"own": Fraction(7, 100)} if p == "ana" else {}) for p in sorted(people)
    )
    facts = PayFacts(plan, everything(made.company), held, people, DAYS.end)
    factors = (Fraction(1), Fraction(4, 5), Fraction(6, 5))
    yardstick = yardstick_of(plan, {"revenue"})
    assert yardstick is not None
    by_sql = []
    with tables_of(facts, people, DAYS) as connection:
        for factor in factors:
            take_year(connection, plan, factor)
            found = engines.by_sql(connection, facts, people, DAYS, yardstick)
            assert found.keys() == people
            by_sql.append(tuple(found[person] for person in sorted(people)))
    read = [
        tuple(engines.by_interpreter(facts, p, DAYS, factor, yardstick) for p in sorted(people))
        for factor in factors
    ]
    assert by_sql == read
    assert sum(one.pay.total for one in read[0]) > 0
    assert all(one.came_to for one in read[0])
    assert list(engines.readings(facts, people, DAYS, factors, yardstick)) == read


def test_who_has_a_sale_on_hold_or_an_opening_is_read_by_the_interpreter(
    made: Made, tmp_path: Path
) -> None:
    from husay.pay.facts import Opening
    from husay.pay.runs.assigned import Held
    from husay.store.moment import everything
    from husay.store.pay import engines
    from husay.store.pay.facts import PayFacts
    from husay.store.pay.said import Said

    bring_in(made.company, tmp_path, "more", sale_lines=MORE, credits=CREDITS, products=PRODUCTS)
    plan = replace(plan_of(PLAN), starts=DAYS.start, ends=DAYS.end)
    people = frozenset({"ana", "ben", "cel"})
    held = tuple(Held(person, DAYS, {}) for person in sorted(people))
    said = Said(held, openings={"cel": Opening(day=DAYS.start)}, holds=frozenset({"R3"}))
    facts = PayFacts(plan, everything(made.company), held, people, DAYS.end, said=said)
    (found,) = engines.readings(facts, people, DAYS, (Fraction(1),))
    assert [one.pay for one in found] == [
        engines.by_interpreter(facts, person, DAYS, Fraction(1), None).pay
        for person in sorted(people)
    ]
    ben = 1200 * ONE + 54_0760  # without R3: two thirds of R4
    assert found[1].pay.total == pytest.approx(ben // 20, abs=200)


def test_attainment_unit_and_margin_are_those_of_the_days(made: Made, tmp_path: Path) -> None:
    """Ana sold 2,400 and a third of 81.11; 120.37 came back."""
    bring_in(made.company, tmp_path, "more", sale_lines=MORE, credits=CREDITS, products=PRODUCTS,
             goals=GOALS)  # fmt: skip
    planned(made.company)
    found = now(made.company, plan_of(TIERS))
    by_person = {one.person: one for one in found.sellers}
    ana = by_person["ana"]
    dealt = 81_1100 * 3333 // 10_000  # shares of one and two are .3333 and .6667
    assert ana.sold - 2400 * ONE in (dealt, dealt + 1)
    assert (ana.came_to, ana.goal) == (ana.sold, 2000 * ONE)
    assert by_person["ben"].goal == 1500 * ONE
    assert by_person["cel"].goal is None
    assert found.margin is None  # most of what was sold has no cost


TOOLS = """
name: Draft
currency: PHP
measures:
  revenue: {of: amount}
  tools: {of: amount, where: product_line = 'Tools', goal: revenue}
terms:
  commission: {kind: rate, of: revenue, rate: 5 %}
  extra: {kind: BONUS}
"""
BONUS = "bonus, of: tools, at: 50 %, amount: 33, window: quarter"


@pytest.mark.parametrize("bonus", [BONUS, BONUS.replace("quarter", "goal")])
def test_attainment_is_of_the_measure_that_the_plan_holds_against_a_goal(
    made: Made, tmp_path: Path, bonus: str
) -> None:
    """Of tools ana sold 120.37 that came back, and a third of 81.11: 27.03 of a goal of 2,000,
    whatever she sold of all."""
    goals = GOALS.replace("2023-01-01, 2023-06-30, 1500", "2023-01-01, 2023-03-31, 1500")
    bring_in(made.company, tmp_path, "more", sale_lines=MORE, credits=CREDITS, products=PRODUCTS,
             goals=f"{goals}seller, ben, revenue, 2023-04-01, 2023-06-30, 50\n")  # fmt: skip
    planned(made.company, people=("ana", "ben"))
    found = now(made.company, plan_of(TOOLS.replace("BONUS", bonus)))
    assert found.left_out == ()
    ana, ben = found.sellers
    assert found.found.measure == "tools"
    assert ana.sold // ONE == 2427
    assert (ana.came_to, ana.goal) == (27_0340, 2000 * ONE)
    assert ana.attained == Fraction(27_0340, 2000 * ONE)
    assert (ben.came_to, ben.goal) == (54_0760, 1550 * ONE)
    assert found.bands == (2, 0, 0, 0, 0)


def test_a_window_that_ends_after_the_days_says_nothing_of_attainment(
    made: Made, tmp_path: Path
) -> None:
    """Half a year of a year's goal is no attainment; a half year's goal is one of quarters, too."""
    goals = GOALS.replace("2023-01-01, 2023-06-30, 1500", "2023-01-01, 2023-12-31, 1500")
    bring_in(made.company, tmp_path, "more", goals=goals)
    planned(made.company, people=("ana", "ben"))
    ana, ben = now(made.company, plan_of(TIERS)).sellers
    assert (ana.attained, ben.attained) == (Fraction(2400, 2000), None)


def test_what_is_sold_in_another_currency_counts_by_the_plans_rates(
    made: Made, tmp_path: Path
) -> None:
    """Ten dollars at 50 and, sold at 50 and taken back at 60, five: 500 - 250 more."""
    lines = """
sale, line, date, seller, amount, cost, currency, kind, returns_sale, returns_line
U1, 1, 2023-02-06, ana, 10, 4, USD, sale, ,
U2, 1, 2023-03-06, ana, -5, -2, USD, return, U1, 1
"""
    rates = """
from_currency, to_currency, date, rate
USD, PHP, 2023-02-01, 50
USD, PHP, 2023-03-01, 60
"""
    bring_in(made.company, tmp_path, "more", sale_lines=lines, rates=rates, goals=GOALS)
    planned(made.company, people=("ana",))
    found = now(made.company, plan_of(TIERS))
    assert found.left_out == ()
    (ana,) = found.sellers
    assert (ana.sold, ana.came_to, ana.goal) == (2650 * ONE, 2650 * ONE, 2000 * ONE)
    assert (ana.costed - 250 * ONE, ana.cost) == (0, 100 * ONE)
    assert dict(ana.sold_by_period)[date(2023, 2, 1)] == 900 * ONE
    assert dict(ana.sold_by_period)[date(2023, 3, 1)] == 150 * ONE


def test_of_a_unit_it_is_for_its_people_whether_they_have_the_plan_or_not(made: Made) -> None:
    """Ana and ben are in N1: she has a rate of her own, he has no plan; cel is in N2."""
    from husay.store.pay.simulations import answer, ask, question, unit_called, work_out_next

    company = made.company
    row = planned(company, people=("ana", "cel"))
    assert unit_called(company, "") == ""
    assert unit_called(company, "N1") == "N1"
    with pytest.raises(Mistake) as wrong:
        unit_called(company, "N7")
    assert [p.code for p in wrong.value.problems] == ["pay-simulation-unit"]
    costs = {}
    for unit in ("", "N1", "N2"):
        one = question(company, row, None, None, DAYS, unit)
        assert answer(company, one) is None
        ask(company, one, AT)
        assert work_out_next(company, lambda: AT)
        known = answer(company, one)
        assert known is not None
        assert known.found is not None
        found = Simulation(known.found)
        assert found.found.unit == unit
        costs[unit] = {person: pay.total // ONE for person, pay in found.draft.items()}
    assert costs == {
        "": {"ana": 168, "cel": 90}, "N1": {"ana": 168, "ben": 60}, "N2": {"cel": 90},
    }  # fmt: skip


def test_the_command_works_in_a_process_of_its_own(made: Made) -> None:
    """In this one the records are connected already, whatever a command forgets."""
    planned(made.company)
    asks = ["pay", "simulate", "--plan", "Sellers", "--from", "2023-01", "--to", "2023-06",
            "--unit", "N1", "--format", "json"]  # fmt: skip
    told = subprocess.run(
        [sys.executable, "-m", "husay", "--home", str(made.company.home.path), *asks],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    found = json.loads(told.stdout)
    assert (found["cost"], found["of_unit"], found["bands"]) == ("228.00", "N1", None)


def test_a_plan_without_a_goal_has_no_bands(made: Made) -> None:
    planned(made.company)
    found = now(made.company, plan_of(PLAN))
    assert found.found.measure == ""
    assert found.bands is None
    assert found.link is None


def test_who_has_no_goal_is_left_out_and_told(made: Made) -> None:
    planned(made.company)
    plan = plan_of(
        TIERS.replace('to: "1,000"', "to: 100 %").replace('from: "1,000"', "from: 100 %")
    )
    found = now(made.company, plan)
    assert [person for person, _ in found.left_out] == ["ana", "ben", "cel"]
    assert {p.code for _, problems in found.left_out for p in problems} == {"pay-no-goal"}
    assert found.cost == 0
    assert found.sellers == ()


def test_it_is_asked_waits_and_is_worked_out_by_whoever_does_the_waiting_work(made: Made) -> None:
    from husay.store.pay.simulations import answer, ask, work_out_next

    company = made.company
    question = asked(company)
    assert answer(company, question) is None
    assert not work_out_next(company, lambda: AT)
    ask(company, question, AT)
    ask(company, question, AT)  # asked twice is asked once
    waits = answer(company, question)
    assert waits is not None
    assert waits.waiting
    assert work_out_next(company, lambda: AT)
    assert not work_out_next(company, lambda: AT)
    known = answer(company, question)
    assert known is not None
    assert known.found is not None
    assert known.made == AT
    assert Simulation(known.found).cost == 348 * ONE
    from husay.store.records.models import AuditEntry

    assert AuditEntry.objects.filter(action="pay-simulated").count() == 1


def test_another_assignment_is_another_question(made: Made) -> None:
    from husay.store.pay.assignments import assign
    from husay.store.pay.simulations import answer, ask, work_out_next

    company = made.company
    question = asked(company)
    ask(company, question, AT)
    work_out_next(company, lambda: AT)
    assign(company, question.people, "dan", DAYS.start, {}, "", AT)
    assert answer(company, question) is None


def test_a_score_that_is_approved_makes_it_another_question(made: Made) -> None:
    """Ana has 90 % of 100 for care, beside 5 % of 400, as soon as her score is approved."""
    from husay.store.pay.inputs import approve
    from husay.store.pay.scores import enter_scores
    from husay.store.pay.simulations import answer, ask, question, work_out_next

    company = made.company
    row = planned(company, SCORED, ("ana",), SCORES)
    month = Window(date(2024, 1, 1), date(2024, 1, 31))
    first = question(company, row, None, None, month)

    def told() -> Simulation:
        known = answer(company, first)
        assert known is not None
        assert known.found is not None
        return Simulation(known.found)

    ask(company, first, AT)
    assert work_out_next(company, lambda: AT)
    assert [person for person, _ in told().left_out] == ["ana"]  # nobody said her score
    (score,) = enter_scores(company, row, [row_of("ana", "90 %")], AT)
    approve(by(company, "second"), [score.pk], AT)
    assert answer(company, first) is None
    ask(company, first, AT)
    assert work_out_next(company, lambda: AT)
    assert told().cost == 110 * ONE


def test_one_that_is_killed_begins_again_three_times_at_most(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    from husay.store.pay import simulations

    company = made.company
    question = asked(company)
    simulations.ask(company, question, AT)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(simulations, "simulate", killed)
        for _ in range(3):
            with pytest.raises(KeyboardInterrupt):
                simulations.work_out_next(company, lambda: AT)
    assert simulations.work_out_next(company, lambda: AT)
    known = simulations.answer(company, question)
    assert known is not None
    assert [p.code for p in known.problems] == ["pay-simulation-killed"]


def test_one_that_is_stopped_with_the_server_begins_again_however_often(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    from husay.store.pay import simulations

    company = made.company
    question = asked(company)
    simulations.ask(company, question, AT)

    def stopped(*_: object) -> None:
        simulations.put_back(company.home)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(simulations, "simulate", stopped)
        for _ in range(5):
            with pytest.raises(KeyboardInterrupt):
                simulations.work_out_next(company, lambda: AT)
    simulations.put_back(company.home)  # of one that waits there is nothing to put back
    assert simulations.work_out_next(company, lambda: AT)
    known = simulations.answer(company, question)
    assert known is not None
    assert known.found is not None


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.COMPENSATION])
def test_nobody_else_simulates(made: Made, role: Role) -> None:
    from husay.store.pay.simulations import answer, ask, simulate_now

    company = made.company
    question = asked(company)
    other = viewed(company, role, "ana")
    attempts: tuple[Callable[[], object], ...] = (
        lambda: answer(other, question),
        lambda: ask(other, question, AT),
        lambda: simulate_now(
            other, plan_of(PLAN), None, question.people, DAYS, lambda *_: None, AT
        ),
    )
    for attempt in attempts:
        with pytest.raises(Mistake) as wrong:
            attempt()
        assert [p.code for p in wrong.value.problems] == ["not-allowed"]


def test_days_that_cannot_be_simulated_are_refused(made: Made) -> None:
    planned(made.company)
    for days, code in (
        (Window(date(2020, 1, 1), date(2023, 12, 31)), "pay-simulation-long"),
        (Window(date(2019, 1, 1), date(2019, 6, 30)), "pay-simulation-nobody"),
    ):
        with pytest.raises(Mistake) as wrong:
            now(made.company, plan_of(PLAN), days)
        assert [p.code for p in wrong.value.problems] == [code]


def test_a_draft_is_held_against_the_same_whether_it_is_kept_or_in_a_folder(made: Made) -> None:
    from husay.store.pay.plans import activate, add
    from husay.store.pay.simulations import held_against

    company, row = made.company, planned(made.company)
    first = row.versions.get(number=1)
    kept = add(company, Texts(DRAFT.strip(), CASES.strip()), "", AT)
    assert held_against(company, "Sellers", first, None) == (None, row)  # it is in force itself
    for draft in (kept, None):
        assert held_against(company, "Sellers", draft, None) == (first, row)
    new = add(company, Texts(PLAN.replace("Sellers", "New").strip(), CASES.strip()), "", AT)
    for draft in (new, None):  # the plan has nobody yet
        assert held_against(company, "New", draft, row) == (first, row)
    activate(company, new, DAYS.start, "", AT)
    for draft in (kept, None):
        assert held_against(company, "Sellers", draft, new.plan) == (new, row)
    with pytest.raises(Mistake) as wrong:
        held_against(company, "Other", None, None)
    assert [p.code for p in wrong.value.problems] == ["pay-simulation-plan"]


def test_terms_of_other_days_are_named() -> None:
    from husay.store.pay.simulating import outside

    plan = plan_of(PLAN.replace("rate: own}", "rate: own, from: 2025-01-01}"))
    assert outside(plan, DAYS) == ("commission",)
    assert outside(plan_of(PLAN), DAYS) == ()
