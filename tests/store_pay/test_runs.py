"""From the book to a ledger: what a run pays, that it is pinned and never changes, and what late
facts make of it. Figures are worked out by hand from the small company's round amounts."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from husay.basics.period import Window
from husay.basics.problem import Mistake
from husay.pay.texts import Texts
from tests.measures.making import Made
from tests.pay.made import plan_of
from tests.store_pay.paying import (
    AT,
    FEBRUARY,
    JANUARY,
    MARCH,
    ONE,
    PLAN,
    bring_in,
    by,
    calculated,
    paid,
    planned,
    released,
    taken,
)
from tests.store_pay.test_by_sql import facts_of

if TYPE_CHECKING:
    from husay.store.records.models import PayRun

LATE = """
sale, line, date, seller, amount
L1, 1, 2024-01-20, ana, 100
"""


def codes(wrong: pytest.ExceptionInfo[Mistake]) -> list[str]:
    return [problem.code for problem in wrong.value.problems]


def test_a_month_pays_each_their_own_rate_of_what_they_sold(made: Made) -> None:
    run = calculated(made.company, planned(made.company))
    assert paid(run) == {"ana": 28, "ben": 10, "cel": 15}
    assert (run.state, run.revision) == ("calculated", 1)


def test_run_again_it_is_the_same_to_the_byte(made: Made) -> None:
    from husay.store.pay.files import read_lines

    row = planned(made.company)
    first = calculated(made.company, row)
    lines = read_lines(made.company.home, first.lines)
    again = calculated(made.company, row)
    assert again.digest == first.digest
    assert read_lines(made.company.home, again.lines) == lines
    assert [path.name for path in made.company.home.pay.glob("*.parquet")] == [again.lines]


def test_the_hash_is_the_same_elsewhere_and_in_another_order_of_arrival(
    made: Made, tmp_path: Path
) -> None:
    """Two companies; one gets two sales in one file, the other one after the other, reversed."""
    from tests.goal_plans.small import small

    head = "sale, line, date, seller, amount"
    first, second = "X1, 1, 2024-01-09, ana, 33.33", "X2, 1, 2024-01-08, ana, 66.67"
    company = made.company
    bring_in(company, tmp_path, "both", sale_lines=f"{head}\n{first}\n{second}")
    digest = calculated(company, planned(company)).digest
    other = small(tmp_path / "other").company
    bring_in(other, tmp_path, "b", sale_lines=f"{head}\n{second}")
    bring_in(other, tmp_path, "a", sale_lines=f"{head}\n{first}")
    run = calculated(other, planned(other))
    assert run.digest == digest
    assert paid(run)["ana"] == 28 + 7


def test_who_worked_it_out_does_not_approve_it(made: Made) -> None:
    from husay.store.pay.seen import run_seen
    from husay.store.pay.steps import take_step

    run = taken(made.company, calculated(made.company, planned(made.company)), "review")
    with pytest.raises(Mistake) as wrong:
        take_step(made.company, run.pk, "approve", run.digest, AT)
    assert codes(wrong) == ["pay-run-maker"]
    assert run_seen(made.company, run.pk, AT).own_work
    assert not run_seen(by(made.company, "second"), run.pk, AT).own_work
    assert taken(made.company, run, "approve").state == "approved"
    assert not run_seen(made.company, run.pk, AT).own_work


def test_steps_come_in_order_and_of_what_was_looked_at(made: Made) -> None:
    from husay.store.pay.steps import take_step

    company = made.company
    run = calculated(company, planned(company))
    for step in ("approve", "release", "pay"):
        with pytest.raises(Mistake) as wrong:
            take_step(by(company, "second"), run.pk, step, run.digest, AT)
        assert codes(wrong) == ["pay-run-step"]
    with pytest.raises(Mistake) as wrong:
        take_step(company, run.pk, "review", "0" * 64, AT)
    assert codes(wrong) == ["pay-run-changed"]
    run = taken(company, run, "review")
    with pytest.raises(Mistake) as wrong:
        take_step(company, run.pk, "send-back", run.digest, AT)
    assert codes(wrong) == ["act-without-words"]
    assert take_step(company, run.pk, "send-back", run.digest, AT, "wrong rate").state == "draft"
    again = calculated(company, run.plan)
    assert (again.state, again.revision) == ("calculated", 2)


def test_release_writes_the_ledger_once(made: Made) -> None:
    from husay.store.records.models import PayEntry

    run = released(made.company, planned(made.company))
    entries = list(PayEntry.objects.values_list("person", "amount", "currency"))
    assert entries == [
        ("ana", 28 * ONE, "PHP"), ("ben", 10 * ONE, "PHP"), ("cel", 15 * ONE, "PHP")
    ]  # fmt: skip
    assert taken(made.company, run, "pay").state == "paid"
    assert PayEntry.objects.count() == 3


@pytest.mark.parametrize("step", ["approve", "release"])
def test_of_several_at_once_one_does_and_it_is_paid_once(made: Made, step: str) -> None:
    from django.db import connections

    from husay.store.pay.steps import take_step
    from husay.store.records.models import PayEntry, PayStep

    before = ("review",) if step == "approve" else ("review", "approve")
    run = taken(made.company, calculated(made.company, planned(made.company)), *before)
    outcomes: list[str] = []

    def attempt(name: str) -> None:
        try:
            take_step(by(made.company, name), run.pk, step, run.digest, AT)  # type: ignore[arg-type]
            outcomes.append("done")
        except Mistake as wrong:
            outcomes.append(wrong.problems[0].code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=attempt, args=(f"p{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    refused = "pay-run-step" if step == "approve" else "pay-run-closed"
    assert sorted(outcomes) == ["done", *[refused] * 3]
    assert PayStep.objects.filter(run=run, step=step).count() == 1
    assert PayEntry.objects.count() == (3 if step == "release" else 0)


def test_a_released_period_cannot_be_changed(made: Made) -> None:
    from django.db import DatabaseError, transaction

    from husay.store.pay.steps import take_step
    from husay.store.records.models import PayEntry, PayRun, PayStatement

    company = made.company
    row = planned(company)
    run = released(company, row)
    with pytest.raises(Mistake) as wrong:
        calculated(company, row)
    assert codes(wrong) == ["pay-run-closed"]
    for step in ("review", "approve", "release", "send-back"):
        with pytest.raises(Mistake) as wrong:
            take_step(by(company, "x"), run.pk, step, run.digest, AT, "why")
        assert codes(wrong) == ["pay-run-closed"]
    attempts = (
        lambda: PayEntry.objects.update(amount=1),
        lambda: PayEntry.objects.all()._raw_delete("default"),
        lambda: PayStatement.objects.update(paid=1),
        lambda: PayStatement.objects.all()._raw_delete("default"),
        lambda: PayRun.objects.update(state="draft"),
        lambda: PayRun.objects.update(digest="x"),
        lambda: PayRun.objects.update(lines=""),
    )
    for attempt in attempts:
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            attempt()
    run.refresh_from_db()
    assert (run.state, paid(run)) == ("released", {"ana": 28, "ben": 10, "cel": 15})


def test_periods_are_closed_one_after_the_other(made: Made) -> None:
    row = planned(made.company)
    released(made.company, row)
    with pytest.raises(Mistake) as wrong:
        calculated(made.company, row, MARCH)
    assert codes(wrong) == ["pay-run-gap"]
    with pytest.raises(Mistake) as wrong:
        calculated(made.company, row, FEBRUARY.clip(date(2024, 2, 15)))
    assert codes(wrong) == ["pay-period-not-one"]
    assert paid(released(made.company, row, FEBRUARY)) == {"ana": 28, "ben": 10, "cel": 15}
    assert paid(calculated(made.company, row, MARCH)) == {"ana": 28, "ben": 10, "cel": 15}


def test_a_run_is_approved_and_released_in_its_turn_alone(made: Made) -> None:
    """March was worked out before January and February were paid; so was February."""
    row = planned(made.company)
    january, february, march = (
        calculated(made.company, row, month) for month in (JANUARY, FEBRUARY, MARCH)
    )

    def refusal(run: PayRun, *steps: str) -> list[tuple[str, dict[str, str]]]:
        with pytest.raises(Mistake) as wrong:
            taken(made.company, run, *steps)
        return [(p.code, dict(p.values)) for p in wrong.value.problems]

    assert refusal(march, "review", "approve") == [("pay-run-gap", {"start": "2024-01-01"})]
    taken(made.company, january, "review", "approve", "release")
    assert refusal(march, "approve") == [("pay-run-gap", {"start": "2024-02-01"})]
    days = {"start": "2024-01-01", "end": "2024-01-31"}
    assert refusal(february, "review", "approve") == [("pay-run-older", days)]
    february = calculated(made.company, row, FEBRUARY)
    taken(made.company, february, "review", "approve", "release")
    march = calculated(made.company, row, MARCH)
    assert paid(taken(made.company, march, "review", "approve", "release")) == paid(january)


def test_what_is_released_first_is_the_earliest_that_was_not_sent_back(made: Made) -> None:
    from husay.store.pay.steps import take_step

    row = planned(made.company)
    trial, february = calculated(made.company, row), calculated(made.company, row, FEBRUARY)
    with pytest.raises(Mistake) as wrong:
        taken(made.company, february, "review", "approve")
    assert codes(wrong) == ["pay-run-gap"]
    take_step(made.company, trial.pk, "send-back", trial.digest, AT, "we begin in February")
    taken(made.company, february, "approve", "release")


def test_a_late_sale_is_paid_in_the_open_period_with_its_cause(made: Made, tmp_path: Path) -> None:
    """100 at 7 % of January comes after January is closed: February pays 28.00 and 7.00."""
    from husay.store.pay.seen import statement_seen

    company = made.company
    row = planned(company)
    first = released(company, row)
    bring_in(company, tmp_path, "late", sale_lines=LATE)
    run = calculated(company, row, FEBRUARY)
    assert paid(run) == {"ana": 35, "ben": 10, "cel": 15}
    one = run.statements.get(person="ana")
    assert (one.earned, one.adjusted) == (28 * ONE, 7 * ONE)
    seen = statement_seen(company, run.pk, "ana", AT).statement
    (line,) = [x for x in seen.lines if x.section == "adjusted"]
    assert (line.amount, line.about, line.earning.sale) == (7 * ONE, JANUARY, "L1")
    assert line.cause is not None
    assert (line.cause.kind, line.cause.change) == ("line", "new")
    assert line.cause.arrived == company.head().number
    first.refresh_from_db()
    assert paid(first) == {"ana": 28, "ben": 10, "cel": 15}


def test_an_adjustment_is_paid_once(made: Made, tmp_path: Path) -> None:
    company = made.company
    row = planned(company)
    released(company, row)
    bring_in(company, tmp_path, "late", sale_lines=LATE)
    released(company, row, FEBRUARY)
    run = calculated(company, row, MARCH)
    assert paid(run) == {"ana": 28, "ben": 10, "cel": 15}
    assert not run.statements.exclude(adjusted=0).exists()


def test_a_rate_that_is_corrected_back_in_time_is_adjusted(made: Made) -> None:
    """Ben has 6 % since January, it is said in February: 2.00 more for January."""
    from husay.store.pay.assignments import assign

    company = made.company
    row = planned(company)
    released(company, row)
    assign(company, row, "ben", JANUARY.start, {"own": "6 %"}, "as agreed", AT)
    one = calculated(company, row, FEBRUARY).statements.get(person="ben")
    assert (one.earned, one.adjusted, one.paid) == (12 * ONE, 2 * ONE, 14 * ONE)
    from husay.store.pay.seen import statement_seen

    seen = statement_seen(company, one.run_id, "ben", AT).statement
    (line,) = [x for x in seen.lines if x.section == "adjusted"]
    assert line.cause is not None
    assert (line.cause.kind, line.cause.arrived) == ("parameter", 0)


def test_a_closed_period_is_worked_out_by_the_plan_that_it_was_paid_by(
    made: Made, tmp_path: Path
) -> None:
    """From February on the plan pays 10 % instead: a late sale of January still has its 7 %."""
    from husay.store.pay.plans import activate, add
    from tests.store_pay.paying import CASES

    company = made.company
    row = planned(company)
    released(company, row)
    ten = PLAN.replace("rate: own", "rate: 10 %").strip()
    cases = CASES.replace("total: 5", "total: 10").strip()
    version = add(company, Texts(ten, cases), "a better rate", AT)
    assert version.number == 2
    activate(company, version, FEBRUARY.start, "", AT)
    bring_in(company, tmp_path, "late", sale_lines=LATE)
    one = calculated(company, row, FEBRUARY).statements.get(person="ana")
    assert (one.earned, one.adjusted) == (40 * ONE, 7 * ONE)


def test_a_calculation_by_another_version_that_ends_midway_leaves_the_run_as_it_was(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    from husay.store.pay import runs
    from husay.store.pay.plans import activate, add
    from tests.store_pay.paying import CASES

    company = made.company
    row = planned(company)
    run = calculated(company, row)
    ten = Texts(PLAN.replace("rate: own", "rate: 10 %"), CASES.replace("total: 5", "total: 10"))
    activate(company, add(company, ten, "", AT), JANUARY.start, "", AT)

    def stops(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(runs, "write_lines", stops)
        with pytest.raises(KeyboardInterrupt):
            calculated(company, row)
    run.refresh_from_db()
    assert (run.version.number, paid(run)["ana"]) == (1, 28)
    assert company.verify().problems == ()
    assert paid(calculated(company, row)) == {"ana": 40, "ben": 20, "cel": 30}


def test_who_left_the_plan_still_gets_what_is_late(made: Made, tmp_path: Path) -> None:
    from husay.store.pay.assignments import assign

    company = made.company
    row = planned(company)
    released(company, row)
    assign(company, row, "ana", FEBRUARY.start, {}, "left", AT, out=True)
    bring_in(company, tmp_path, "late", sale_lines=LATE)
    one = calculated(company, row, FEBRUARY).statements.get(person="ana")
    assert (one.earned, one.adjusted) == (0, 7 * ONE)


def test_without_a_goal_nothing_is_approved_and_it_says_whose(made: Made) -> None:
    from husay.store.pay.keeping import read_check
    from husay.store.pay.steps import take_step

    document = PLAN.replace(
        "  commission: {kind: rate, of: revenue, rate: own}",
        "  bonus: {kind: bonus, of: revenue, at: 100 %, amount: 100}",
    )
    from husay.store.pay.assignments import assign
    from husay.store.pay.plans import activate, add

    cases = """
cases:
  - case: the goal is met
    from: 2024-01-01
    to: 2024-01-31
    goals: [{measure: revenue, from: 2024-01-01, to: 2024-01-31, value: 100}]
    sales: [{sale: S1, date: 2024-01-05, amount: 100}]
    expect: {total: 100}
"""
    company = made.company
    version = add(company, Texts(document, cases), "", AT)
    activate(company, version, JANUARY.start, "", AT)
    assign(company, version.plan, "ana", JANUARY.start, {}, "", AT)
    run = taken(company, calculated(company, version.plan), "review")
    (check,) = [c for c in map(read_check, run.checks) if c.code == "missing-goals"]
    assert (check.count, check.people, check.blocks) == (1, ("ana",), True)
    with pytest.raises(Mistake) as wrong:
        take_step(by(company, "second"), run.pk, "approve", run.digest, AT)
    assert codes(wrong) == ["pay-run-goals"]


def test_a_version_whose_cases_fail_is_kept_and_cannot_be_activated(made: Made) -> None:
    from husay.store.pay.plans import activate, add
    from tests.store_pay.paying import CASES

    wrong_case = CASES.replace("total: 5", "total: 6").strip()
    version = add(made.company, Texts(PLAN.strip(), wrong_case), "", AT)
    assert not version.usable
    with pytest.raises(Mistake) as wrong:
        activate(made.company, version, JANUARY.start, "", AT)
    assert codes(wrong) == ["pay-plan-unusable", "case-differs"]
    with pytest.raises(Mistake) as wrong:
        calculated(made.company, version.plan)
    assert codes(wrong) == ["pay-no-version"]


def test_the_snapshot_of_a_run_is_not_cleaned(made: Made, tmp_path: Path) -> None:
    company = made.company
    run = calculated(company, planned(company))
    for number in range(3):
        text = f"sale, line, date, seller, amount\nZ{number}, 1, 2024-06-0{number + 1}, dan, 1"
        bring_in(company, tmp_path, f"s{number}", sale_lines=text)
    cleaned = company.clean(1, AT)
    assert run.snapshot_id is not None
    assert cleaned.kept[run.snapshot_id] == "paid"
    assert run.snapshot_id not in cleaned.snapshots


def test_what_is_damaged_is_not_approved_and_is_found(made: Made) -> None:
    company = made.company
    run = taken(company, calculated(company, planned(company)), "review")
    file = company.home.pay / run.lines
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    with pytest.raises(Mistake) as wrong:
        taken(company, run, "approve")
    assert codes(wrong) == ["pay-lines-damaged"]
    assert [p.code for p in company.verify().problems] == ["pay-lines-damaged"]


def test_a_backup_holds_what_was_paid(made: Made, tmp_path: Path) -> None:
    from husay.store.records.models import PayEntry, PayRun
    from husay.store.restore import restore

    run = released(made.company, planned(made.company))
    made.company.backup(tmp_path / "b.husay", AT)
    again = restore(tmp_path / "b.husay", tmp_path / "again")
    assert again.verify().problems == ()
    assert PayRun.objects.get().digest == run.digest
    assert (again.home.pay / run.lines).is_file()
    assert PayEntry.objects.count() == 3


def test_a_run_is_compared_with_the_period_right_before(made: Made) -> None:
    """January pays 28, 10 and 15, as each month; March is worked out before February is."""
    from husay.store.pay.run_before import run_before
    from husay.store.pay.seen import run_seen, statement_seen
    from husay.store.pay.steps import take_step
    from husay.words.pay_runs import check_text

    company, row = made.company, planned(made.company)
    january, march = calculated(company, row, JANUARY), calculated(company, row, MARCH)

    def total() -> tuple[int | None, int | None, Window | None]:
        """Of total and movers what was paid before, and with which days Ana's is compared."""
        seen = run_seen(company, march.pk, AT)
        points = {check.code: check for check in seen.checks}
        told = {check_text(points[code], seen.plan) for code in ("total", "movers")}
        assert (points["total"].before is None) is any("right before is not" in x for x in told)
        since = statement_seen(company, march.pk, "ana", AT).since
        return points["total"].before, points["movers"].before, since.period if since else None

    assert total() == (None, None, None)
    february = calculated(company, row, FEBRUARY)
    assert total() == (53 * ONE, 53 * ONE, FEBRUARY)
    assert run_before(february) == january
    march.state = "released"  # to its readers February is not known yet
    assert run_before(march) is None
    take_step(company, february.pk, "send-back", february.digest, AT, "wrong")
    assert total() == (None, None, None)


def test_the_checklist_says_what_nobody_is_paid_for(made: Made, tmp_path: Path) -> None:
    """Dan and Eve sell without a plan; a line of 50 has no seller."""
    from husay.store.pay.keeping import read_check

    text = "sale, line, date, seller, amount\nN1, 1, 2024-01-09, , 50"
    bring_in(made.company, tmp_path, "nobody", sale_lines=text)
    run = calculated(made.company, planned(made.company))
    checks = {check.code: check for check in map(read_check, run.checks)}
    assert (checks["unmatched"].count, checks["unmatched"].amount) == (1, 50 * ONE)
    assert checks["without-plan"].people == ("dan", "eve")
    assert checks["not-accepted"].people == ("ana", "ben", "cel")
    assert (checks["total"].amount, checks["total"].before) == (53 * ONE, None)


def test_a_sale_that_two_sources_have_is_told_and_not_paid(made: Made, tmp_path: Path) -> None:
    """Which of them is meant, by a return or a hold, nobody can know."""
    from husay.store.pay.by_sql import earned_by_sql
    from husay.store.pay.facts import read_one_by_one
    from husay.store.pay.seen import run_seen

    sales = "sale, line, date, seller, amount\n{}, 1, 2024-01-20, ana, 100"
    for source, sale in (("north", "7"), ("south", "7"), ("west", "8")):
        bring_in(made.company, tmp_path, source, sale_lines=sales.format(sale))
    run = calculated(made.company, planned(made.company))
    told = {check.code: check.people for check in run_seen(made.company, run.pk, AT).checks}
    assert told["errors"] == ("ana",)
    with pytest.raises(Mistake) as wrong:
        taken(made.company, run, "review", "approve")
    assert codes(wrong) == ["pay-run-errors"]
    plan = plan_of(PLAN)
    (read,) = read_one_by_one(facts_of(made, plan, JANUARY.end), plan, ["ana"], JANUARY)
    (problem,) = read.problems
    assert (problem.code, problem.value) == ("pay-sale-twice", "7")
    assert dict(problem.values) == {"sources": "north, south"}
    by_sql = earned_by_sql(facts_of(made, plan, JANUARY.end), ["ana", "ben", "cel"], JANUARY, few=0)
    assert by_sql is not None
    assert sorted(by_sql) == ["ben", "cel"]
