"""What the month says of next goals, and what waits of them: one reading, by the same day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from husay.basics.period import Window
from tests.web.raised import raised

if TYPE_CHECKING:
    from husay.store.company import Company


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    """Goals of 2024 by quarter of four who sell; sales are known up to the end of the year."""
    return raised(tmp_path_factory.mktemp("raise") / "company").company


@pytest.mark.parametrize(
    ("month", "begins"),
    [
        (Window(date(2024, 11, 1), date(2024, 11, 30)), date(2025, 4, 1)),
        (Window(date(2024, 12, 1), date(2024, 12, 31)), date(2025, 7, 1)),
    ],
)
def test_what_is_told_of_next_goals_is_what_waits_and_is_read_once(
    company: Company, month: Window, begins: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By November the second and third quarter are over, by December the third and fourth."""
    from husay.loop import raise_the_bar
    from husay.store.month import bars, house

    read, asked = bars.raised, list[date]()

    def counted(company: Company, decided: date) -> object:
        asked.append(decided)
        return read(company, decided)

    monkeypatch.setattr(house, "raised", counted)
    told = raise_the_bar(house.Looking(company, month))
    assert [(one.plan, one.bars, one.begins) for one in told.found] == [("2024", 4, begins)]  # type: ignore[attr-defined]
    assert [(one.what, one.count, one.about) for one in told.waits] == [("bar", 4, "2024")]
    assert len(asked) == 1


def test_a_month_that_ends_without_working_days_is_decided_on_after_its_end(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sales are known to Friday, 28 June 2024, the last working day of the quarter; today is the
    day after that, or the first of July."""
    from husay.loop import raise_the_bar
    from husay.store.month import house

    class Known(house.Looking):
        last = date(2024, 6, 28)

    decided = list[date]()

    def nothing(_company: Company, day: date) -> tuple[()]:
        decided.append(day)
        return ()

    monkeypatch.setattr(house, "raised", nothing)
    june = Window(date(2024, 6, 1), date(2024, 6, 30))
    for today in (date(2024, 6, 29), date(2024, 7, 1)):
        raise_the_bar(Known(replace(company, today=today), june))
    assert decided == [date(2024, 6, 29), date(2024, 7, 1)]


def test_of_each_source_the_newest_import_waits_or_was_refused(company: Company) -> None:
    from husay.store.month.house import Looking
    from husay.store.records.models import ImportRun
    from tests.goal_plans.small import AT

    for source, state in (
        ("sales", "refused"), ("sales", "done"), ("stock", "done"), ("stock", "refused"),
        ("goals", "refused"), ("goals", "waiting"),
    ):  # fmt: skip
        ImportRun.objects.create(source=source, state=state, asked=AT, author="user:1")
    told = Looking(company).waits("bring-in")
    assert {(one.what, one.about) for one in told} == {
        ("refused-import", "stock"), ("import", "goals"),
    }  # fmt: skip
