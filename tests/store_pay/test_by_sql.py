"""Pay as SQL works it out from a snapshot is what is worked out line by line, to the last unit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from husay.basics.period import Window
from husay.basics.problem import Mistake
from husay.pay.compile.bounds import Bounds
from husay.pay.compile.compile import Compiled, Measured, compiled
from husay.pay.compile.context import Step
from husay.pay.document.plan import Plan
from husay.pay.earned import UNTOLD, Earned, untold
from husay.pay.runs.assigned import Held
from tests.goal_plans.small import viewed
from tests.measures.making import Made, make
from tests.pay.made import plan_of, terms
from tests.store_pay.paying import AT, JANUARY, ONE, calculated, planned, taken
from tests.store_pay.test_facts import NAMES_OTHERS, TABLES

if TYPE_CHECKING:
    from husay.store.pay.facts import PayFacts

PEOPLE = ("ana", "ben", "cel", "mia", "boss", "zoe")
RATE = "  c: {kind: rate, of: revenue, rate: 5 %}"
PLANS = {
    "a flat rate": terms(RATE),
    "an own rate": terms(
        "  c: {kind: rate, of: revenue, rate: own}",
        head="parameters:\n  own: {unit: rate, default: 5 %}\n",
    ),
    "on collection": terms(RATE, head="trigger: paid\n"),
    "overlays too": terms(RATE, head="credits: [direct, overlay]\n"),
    "overlays of a measure's": (
        "name: x\ncurrency: PHP\ncredits: [direct, overlay]\n"
        "measures:\n  revenue: {of: amount, roles: [overlay]}\n"
        f"terms:\n{RATE}\n"
    ),
    "an override": terms(
        "  c: {kind: override, of: revenue, rates: [3 %, 1 %]}\n"
        "  b: {kind: bonus, of: revenue, at: 100, amount: 77.77, window: quarter}"
    ),
    "tiers over a quarter": terms(
        "  c: {kind: tiers, of: revenue, window: quarter, tiers: [{from: 0, rate: 1 %}, "
        "{from: 80, rate: 7.5 %}, {from: 120, rate: 10 %}]}",
        head="returns: {mode: original_rate}\n",
    ),
    "a cap": terms(f"{RATE}\n  top: {{kind: cap, most: 6}}"),
    "a draw": terms(f"{RATE}\n  d: {{kind: draw, amount: 20, style: recoverable}}"),
    "by field": terms(
        "  c: {kind: rate, of: revenue, rate: 5 %, where: \"product_line = 'Tools' and "
        "customer_group = 'Big'\"}"
    ),
    "a budget": terms("  c: {kind: rate, of: revenue, rate: 5 %, budget: 9}"),
    "a budget that lasts": terms("  c: {kind: rate, of: revenue, rate: 5 %, budget: 9000}"),
}
MONTHS = [
    Window(date(2024, 1, 1), date(2024, 1, 31)),
    Window(date(2024, 3, 1), date(2024, 3, 31)),
]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("by_sql"), TABLES)


def facts_of(book: Made, plan: Plan, until: date, people: tuple[str, ...] = PEOPLE) -> PayFacts:
    from husay.store.moment import everything
    from husay.store.pay.facts import PayFacts

    days = Window(date(2024, 1, 1), date(2024, 12, 31))
    own = {"own": Fraction(7, 100)}
    held = tuple(Held(p, days, own if p == "ana" else {}) for p in people)
    return PayFacts(plan, everything(book.company), held, frozenset(people), until)


def by_both(book: Made, plan: Plan, month: Window) -> tuple[dict[str, Earned], dict[str, Earned]]:
    """What the two readings answer, of those whom SQL answers about."""
    from husay.store.pay.by_sql import earned_by_sql
    from husay.store.pay.facts import read_one_by_one

    found = earned_by_sql(facts_of(book, plan, month.end), PEOPLE, month, few=0)
    assert found is not None, "the plan is covered"
    read = read_one_by_one(facts_of(book, plan, month.end), plan, PEOPLE, month)
    return found, {one.person: one for one in read}


@pytest.mark.parametrize("name", PLANS)
def test_both_readings_of_a_snapshot_agree(book: Made, name: str) -> None:
    plan, lines = plan_of(PLANS[name]), 0
    # With returns a cap is not covered, nor a budget that is used up before them.
    for month in MONTHS[:1] if name in ("a cap", "a budget") else MONTHS:
        found, read = by_both(book, plan, month)
        assert found == {person: untold(read[person]) for person in found}
        left = read.keys() - found.keys()
        assert all(read[person].problems for person in left), left
        lines += sum(len(one.lines) for one in found.values())
    assert lines, "something is earned"


def test_what_comes_back_of_a_budget_that_is_used_up_is_read_line_by_line(book: Made) -> None:
    """Each line's own share of the budget decides then: SQL answers about nobody."""
    found, read = by_both(book, plan_of(PLANS["a budget"]), MONTHS[1])
    assert found == {}
    assert not any(one.problems for one in read.values())


@pytest.mark.parametrize("name", ["a flat rate", "on collection", "overlays too", "an override"])
def test_both_readings_take_back_of_whoever_was_credited_with_the_sale(
    tmp_path: Path, name: str
) -> None:
    others = {table: TABLES[table] for table in ("units", "assignments", "people")}
    made, plan = make(tmp_path, {**others, **NAMES_OTHERS}), plan_of(PLANS[name])
    quarter = Window(date(2024, 1, 1), date(2024, 3, 31))
    found, read = by_both(made, plan, quarter)
    assert found == {person: untold(read[person]) for person in PEOPLE}
    if name == "a flat rate":
        # Ana: 5 % of 50 (of 100); Ben: of 200 (of 300); of S2 nothing is left to anybody.
        assert {p: one.total for p, one in found.items() if one.lines} == {
            "ana": 25_000, "ben": 100_000
        }  # fmt: skip


def test_who_has_a_problem_is_left_to_the_plain_reading(book: Made) -> None:
    """Ben sold in dollars, and there is no rate from dollars to euros."""
    plan = plan_of(terms(RATE).replace("PHP", "EUR"))
    found, read = by_both(book, plan, Window(date(2024, 2, 1), date(2024, 2, 29)))
    assert read["ben"].problems
    assert "ben" not in found


def test_a_cap_that_carries_is_left_to_the_plain_reading(book: Made) -> None:
    from husay.store.pay.by_sql import earned_by_sql

    plan = plan_of(terms(f"{RATE}\n  top: {{kind: cap, most: 2, excess: carried}}"))
    facts = facts_of(book, plan, MONTHS[0].end)
    assert earned_by_sql(facts, PEOPLE, MONTHS[0], few=0) is None


def test_few_lines_are_read_one_by_one(book: Made) -> None:
    from husay.store.pay.by_sql import earned_by_sql

    plan = plan_of(terms(RATE))
    facts = facts_of(book, plan, MONTHS[0].end)
    assert earned_by_sql(facts, PEOPLE, MONTHS[0], few=20) is None


def test_a_number_too_wide_for_its_column_is_left_to_the_plain_reading(
    book: Made, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """As a choice among numbers of a plan was, of which one did not fit."""
    from husay.store.pay.by_sql import earned_by_sql

    plan = plan_of(terms(RATE))
    facts = facts_of(book, plan, MONTHS[0].end)
    monkeypatch.setattr("husay.store.pay.by_sql.compiled", _too_wide)
    assert earned_by_sql(facts, PEOPLE, MONTHS[0], few=0) is None
    assert "is read line by line" in caplog.text


def _too_wide(plan: Plan, bounds: Bounds, asked: Window, measured: Measured | None) -> Compiled:
    found = compiled(plan, bounds, asked, measured)
    assert isinstance(found, Compiled)
    step = Step("wide", "SELECT CAST(9223372036854775808 AS BIGINT) AS wide")
    return replace(found, steps=(step, *found.steps))


def test_where_the_readings_differ_nothing_is_worked_out(
    book: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    from husay.store.pay import facts as of_facts

    plan = plan_of(terms(RATE))

    def wrong(*given: object) -> dict[str, Earned]:
        return {"ana": Earned(person="ana", window=MONTHS[0])}

    monkeypatch.setattr(of_facts, "earned_by_sql", wrong)
    facts = facts_of(book, plan, MONTHS[0].end, ("ana",))
    with pytest.raises(AssertionError, match="two readings of ana's pay"):
        list(of_facts.earn(facts, plan, ["ana"], MONTHS[0]))


def test_a_run_by_sql_has_the_same_hash_and_tells_the_same_reasons(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    from husay.store.pay import facts as of_facts
    from husay.store.pay import runs
    from husay.store.pay.files import read_lines
    from husay.store.pay.seen import line_seen, statement_seen

    row = planned(made.company)
    plain = calculated(made.company, row)
    seen = statement_seen(made.company, plain.pk, "ana", AT)
    monkeypatch.setattr(of_facts, "FEW", 0)
    monkeypatch.setattr(of_facts, "CHECKED", 1)
    monkeypatch.setattr(runs, "still_good", lambda *given: None)
    by_sql = calculated(made.company, row)
    assert by_sql.digest == plain.digest
    ben = read_lines(made.company.home, by_sql.lines, "ben")
    assert [line.earning.reason for _, line in ben] == [UNTOLD]
    assert statement_seen(made.company, by_sql.pk, "ana", AT).statement == seen.statement
    told = line_seen(made.company, by_sql.pk, ben[0][0], AT)[1]
    assert dict(told.earning.reason.values)["amount"] == 10 * ONE


def test_reasons_that_do_not_agree_are_not_told(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    from husay.store.pay import facts as of_facts
    from husay.store.pay import telling
    from husay.store.pay.seen import statement_seen

    row = planned(made.company)
    monkeypatch.setattr(of_facts, "FEW", 0)
    monkeypatch.setattr(of_facts, "CHECKED", 1)
    run = calculated(made.company, row)
    empty = Earned(person="ben", window=JANUARY)
    monkeypatch.setattr(telling, "read_one_by_one", lambda *given: iter([empty]))
    with pytest.raises(Mistake) as wrong:
        statement_seen(made.company, run.pk, "ben", AT)
    assert wrong.value.problems[0].code == "pay-readings-differ"


def test_a_question_about_a_line_by_sql_shows_its_reasons(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    from husay.store.pay import facts as of_facts
    from husay.store.pay.questions import ask
    from husay.store.pay.questions_seen import question_seen

    row = planned(made.company)
    monkeypatch.setattr(of_facts, "FEW", 0)
    monkeypatch.setattr(of_facts, "CHECKED", 1)
    run = taken(made.company, calculated(made.company, row), "review", "approve", "release")
    asked = ask(viewed(made.company, Role.SELLER, "ben"), run.pk, "ben", 2, "rate", "Why?", AT)
    line = question_seen(made.company, asked.pk, AT).line
    assert line is not None
    assert dict(line.earning.reason.values)["amount"] == 10 * ONE
