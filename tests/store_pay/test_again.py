"""A run that is worked out again reads whom the change touched, and comes to what one from nothing
comes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from husay.basics.period import Window
from tests.measures.making import Made
from tests.store_pay.paying import (
    AT,
    FEBRUARY,
    JANUARY,
    ONE,
    PLAN,
    bring_in,
    calculated,
    paid,
    planned,
    released,
)

if TYPE_CHECKING:
    from husay.pay.document.plan import Plan
    from husay.pay.earned import Earned
    from husay.store.pay.facts import PayFacts
    from husay.store.records.models import PayPlanRow, PayRun


SALE = "sale, line, date, seller, amount\nL, 1, 2024-01-20, ana, 100"


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Who was worked out, by calculation."""
    from husay.store.pay import runs
    from husay.store.pay.facts import earn

    found = list[list[str]]()

    def noting(
        facts: PayFacts, plan: Plan, people: Iterable[str], period: Window
    ) -> Iterator[Earned]:
        found.append(sorted(people))
        return earn(facts, plan, people, period)

    monkeypatch.setattr(runs, "earn", noting)
    return found


def from_nothing(made: Made, row: PayPlanRow, period: Window, run: PayRun) -> None:
    """Holds a run against one that keeps nothing of an earlier one."""
    from husay.store.pay import runs
    from husay.store.pay.files import read_lines

    lines = read_lines(made.company.home, run.lines)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(runs, "still_good", lambda *given: None)
        fresh = calculated(made.company, row, period)
    assert fresh.digest == run.digest
    assert read_lines(made.company.home, fresh.lines) == lines


def test_nobody_is_worked_out_where_nothing_changed(made: Made, worked: list[list[str]]) -> None:
    row = planned(made.company)
    first = calculated(made.company, row)
    again = calculated(made.company, row)
    assert worked == [["ana", "ben", "cel"], []]
    assert again.digest == first.digest


def test_who_sold_late_is_worked_out_and_nobody_else(
    made: Made, tmp_path: Path, worked: list[list[str]]
) -> None:
    row = planned(made.company)
    calculated(made.company, row)
    bring_in(made.company, tmp_path, "late", sale_lines=SALE)
    run = calculated(made.company, row)
    assert worked[-1] == ["ana"]
    assert paid(run) == {"ana": 35, "ben": 10, "cel": 15}
    from_nothing(made, row, JANUARY, run)


def test_a_share_of_somebody_elses_sale_touches_both(
    made: Made, tmp_path: Path, worked: list[list[str]]
) -> None:
    row = planned(made.company)
    credit = "sale, line, person, role, share\nL, 1, ana, direct, 1\n"
    bring_in(made.company, tmp_path, "late", sale_lines=SALE, credits=credit)
    calculated(made.company, row)
    shared = credit.replace("direct, 1", "direct, 0.4") + "L, 1, cel, direct, 0.6\n"
    bring_in(made.company, tmp_path / "again", "late", sale_lines=SALE, credits=shared)
    run = calculated(made.company, row)
    assert worked[-1] == ["ana", "cel"]
    assert run.statements.get(person="cel").paid == 18 * ONE
    from_nothing(made, row, JANUARY, run)


def test_what_takes_back_a_sale_is_its_sellers_whoever_it_names(
    made: Made, tmp_path: Path, worked: list[list[str]]
) -> None:
    """What is taken back of ana's sale is ana's, though the note names ben: when her sale changes,
    hers alone is worked out again."""
    row = planned(made.company)
    back = f"{SALE}, sale, ,\nB, 1, 2024-01-25, ben, -50, return, L, 1"
    head = "sale, line, date, seller, amount, kind, returns_sale, returns_line"
    both = back.replace("sale, line, date, seller, amount", head, 1)
    bring_in(made.company, tmp_path, "late", sale_lines=both)
    calculated(made.company, row)
    dearer = both.replace("ana, 100", "ana, 200")
    bring_in(made.company, tmp_path / "again", "late", sale_lines=dearer)
    run = calculated(made.company, row)
    assert worked[-1] == ["ana"]
    from_nothing(made, row, JANUARY, run)


def test_an_own_rate_touches_whom_it_is_given(made: Made, worked: list[list[str]]) -> None:
    from husay.store.pay.assignments import assign

    row = planned(made.company)
    calculated(made.company, row)
    assign(made.company, row, "ben", date(2024, 1, 1), {"own": "10 %"}, "", AT)
    run = calculated(made.company, row)
    assert worked[-1] == ["ben"]
    assert paid(run) == {"ana": 28, "ben": 20, "cel": 15}
    from_nothing(made, row, JANUARY, run)


def test_who_has_the_plan_no_longer_has_no_statement(made: Made, worked: list[list[str]]) -> None:
    from husay.store.pay.assignments import assign

    row = planned(made.company)
    calculated(made.company, row)
    assign(made.company, row, "ben", date(2024, 1, 1), {}, "", AT, out=True)
    run = calculated(made.company, row)
    assert paid(run) == {"ana": 28, "cel": 15}
    from_nothing(made, row, JANUARY, run)


def test_who_joins_a_unit_may_touch_anybody(
    made: Made, tmp_path: Path, worked: list[list[str]]
) -> None:
    row = planned(made.company)
    calculated(made.company, row)
    bring_in(made.company, tmp_path, "late", people="person, hired\nana, 2023-01-01")
    run = calculated(made.company, row)
    assert worked[-1] == ["ana", "ben", "cel"]
    from_nothing(made, row, JANUARY, run)


def test_another_version_works_everybody_out(made: Made, worked: list[list[str]]) -> None:
    from husay.pay.texts import Texts
    from husay.store.pay.plans import activate, add
    from tests.store_pay.paying import CASES

    row = planned(made.company)
    calculated(made.company, row)
    texts = Texts(
        PLAN.replace("default: 5 %", "default: 6 %").strip(),
        CASES.replace("total: 5", "total: 6").strip(),
    )
    activate(made.company, add(made.company, texts, "", AT), date(2024, 1, 1), "", AT)
    run = calculated(made.company, row)
    assert worked[-1] == ["ana", "ben", "cel"]
    assert paid(run) == {"ana": 28, "ben": 12, "cel": 18}
    from_nothing(made, row, JANUARY, run)


def test_what_is_about_closed_periods_is_worked_out_each_time(
    made: Made, tmp_path: Path, worked: list[list[str]]
) -> None:
    row = planned(made.company)
    released(made.company, row, JANUARY)
    bring_in(made.company, tmp_path, "late", sale_lines=SALE)
    first = calculated(made.company, row, FEBRUARY)
    again = calculated(made.company, row, FEBRUARY)
    assert worked[-1] == ["ana"]
    assert again.digest == first.digest
    from_nothing(made, row, FEBRUARY, again)


def test_a_damaged_file_is_not_kept_from(made: Made, worked: list[list[str]]) -> None:
    row = planned(made.company)
    first = calculated(made.company, row)
    (made.company.home.pay / first.lines).write_bytes(b"nothing")
    again = calculated(made.company, row)
    assert worked[-1] == ["ana", "ben", "cel"]
    assert again.digest == first.digest


def test_what_was_worked_out_before_statements_had_digests_is_worked_out_whole(
    made: Made, worked: list[list[str]]
) -> None:
    row = planned(made.company)
    first = calculated(made.company, row)
    first.statements.update(digest="")
    again = calculated(made.company, row)
    assert worked[-1] == ["ana", "ben", "cel"]
    assert again.digest == first.digest
    assert not again.statements.filter(digest="").exists()
