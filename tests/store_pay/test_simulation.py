"""A draft plan over past facts: what it would have paid, by either reading alike; asked by one, and
worked out by another process."""

from __future__ import annotations

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
from tests.store_pay.paying import AT, CASES, ONE, PLAN, bring_in, planned

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
    by_sql = []
    with tables_of(facts, people, DAYS) as connection:
        for factor in factors:
            take_year(connection, plan, factor)
            found, wrong = engines._by_sql(connection, plan, people, DAYS)
            assert not wrong
            by_sql.append(tuple(found[person] for person in sorted(people)))
    read = [
        tuple(engines._by_interpreter(facts, p, DAYS, factor) for p in sorted(people))
        for factor in factors
    ]
    assert by_sql == read
    assert sum(one.total for one in read[0]) > 0
    assert list(engines.readings(facts, people, DAYS, factors)) == read


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
    assert ana.goal == 2000 * ONE
    assert by_person["ben"].goal == 1500 * ONE
    assert by_person["cel"].goal is None
    assert found.margin is None  # most of what was sold has no cost


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


def test_terms_of_other_days_are_named() -> None:
    from husay.store.pay.simulating import outside

    plan = plan_of(PLAN.replace("rate: own}", "rate: own, from: 2025-01-01}"))
    assert outside(plan, DAYS) == ("commission",)
    assert outside(plan_of(PLAN), DAYS) == ()
