"""Every plan beside the tests: the compiled plan says of every case what the interpreter says."""

from __future__ import annotations

from pathlib import Path

import pytest

from husay.pay.cases.read_cases import read_cases
from husay.pay.document.read_plan import read_plan
from tests.pay.compile.agree import differences
from tests.pay.folders import folders, texts

NOT_COVERED = {
    "contest": "terms of this kind (contest)",
    "team-pool": "terms of this kind (pool)",
    "cap-ended": "a cap of a period with returns",
    "floor-recompute": "a cap of a period with returns",
    "floor-worked-out-again": "a floor of periods that are worked out again",
    "gates-one-accelerator": "gates that withhold accelerators",
    "three-measures-one-gate": "gates that withhold accelerators",
    "paid-20-percent": "payments that take others back",
    "paid-bounces-after-term": "payments that take others back",
    "paid-back-before-bounces": "payments that take others back",
    "paid-bounces-after-plan": "payments that take others back",
    "paid-bounces-before-term": "payments that take others back",
    "paid-days": "what comes back too late for a part of the payments",
    "paid-days-netted": "what comes back too late for a part of the payments",
    "paid-days-tiers": "what comes back too late for a part of the payments",
    "paid-money-of-another": "payments that take others back",
    "paid-own-rate-bounces": "payments that take others back",
    "paid-own-rate-returns": "individual rates of lines that are paid and come back",
    "paid-plan-dates": "what comes back of lines of which a part was paid within dates",
    "paid-plan-dates-netted": "what comes back of lines of which a part was paid within dates",
    "deals-come-back": "counts of sales of which one of several lines comes back",
    "budget-returns": "what comes back of a budget used up",
    "budget-returns-later": "what comes back of a budget used up",
}
"""Which plans have cases that the compiler leaves to the interpreter, and what these ask for."""


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_both_readings_agree_on_every_case(folder: Path) -> None:
    plan_text, cases_text = texts(folder)
    plan, _ = read_plan(plan_text)
    assert plan is not None
    cases, _ = read_cases(cases_text, plan)
    assert cases
    refused = set[str]()
    for case in cases:
        facts = [case.facts.seen_by(person) for person in case.expected]
        found = differences(plan, facts, case.window)
        if isinstance(found, str):
            refused.add(found.rpartition(": ")[2])
        else:
            assert found == [], case.name
    expected = NOT_COVERED.get(folder.name)
    assert refused == ({expected} if expected else set())
