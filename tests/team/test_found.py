"""What an import bears is recognised once, follows the facts, and shows figures to whom they are.

Ana sells 400 and Ben 200 on the first weekday of each month of 2023 and 2024, Cel 300, Dan 100, Eve
200; in December 2024 Ana sells 500, and Ben one sale of 2,000.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from husay.basics.period import Window
from tests.coaching.team import CHANGED, TODAY, at, of
from tests.goal_plans.small import NAMES, UNITS, lines
from tests.measures.making import Made, make

if TYPE_CHECKING:
    from husay.team.recognition import Recognised

AT = at(TODAY)
DECEMBER = Window(date(2024, 12, 1), date(2024, 12, 31))


@pytest.fixture
def grown(tmp_path: Path) -> Made:
    """The small company with a last December in which two sold more."""
    rows = lines().splitlines()
    rows = [
        row
        for row in rows
        if not ("2024-12" in row and row.split(",")[3].strip() in ("ana", "ben"))
    ]
    rows += ["X1, 1, 2024-12-31, ana, 250", "X2, 1, 2024-12-31, ana, 250",
             "X3, 1, 2024-12-31, ben, 2000"]  # fmt: skip
    tables = {"sale_lines": "\n".join(rows), "units": UNITS, "assignments": CHANGED, "names": NAMES}
    return make(tmp_path / "company", tables)


def best(found: tuple[Recognised, ...], measure: str = "revenue") -> list[Recognised]:
    return [one for one in found if one.kind == "best" and one.measure == measure]


def test_a_best_month_is_found_and_a_windfall_is_none(grown: Made) -> None:
    from husay.store.moment import everything
    from husay.team.own_bests import personal_bests

    found = best(personal_bests(everything(grown.company)))
    assert [(one.item, one.grain) for one in found] == [("ana", "month"), ("ana", "quarter")]
    month = found[0]
    # In ten-thousandths: 500 against 400 in each month before.
    assert (month.figure, month.before, month.window) == (5_000_000, 4_000_000, DECEMBER)
    assert month.day == date(2024, 12, 31)
    quarter = found[1]
    assert (quarter.figure, quarter.before) == (13_000_000, 12_000_000)


def test_orders_are_counted_as_they_are(grown: Made) -> None:
    from husay.store.moment import everything
    from husay.team.own_bests import personal_bests

    found = best(personal_bests(everything(grown.company)), "orders")
    # One a month, and Ana two in December: four in the quarter against three.
    assert [(one.item, one.grain, one.figure, one.before) for one in found] == [
        ("ana", "month", 20_000, 10_000), ("ana", "quarter", 40_000, 30_000),
    ]  # fmt: skip


def test_it_is_recognised_once_and_withdrawn_when_the_facts_bear_it_no_more(grown: Made) -> None:
    from husay.store.records.models import TeamRecognition
    from husay.store.team.recognising import recognise
    from husay.store.team.recognitions import recognised_of_late

    assert recognise(grown.company, AT) == 4
    assert recognise(grown.company, AT) == 0
    TeamRecognition.objects.filter(measure="orders").update(figure=1)
    assert recognise(grown.company, AT) == 0
    assert TeamRecognition.objects.filter(measure="orders", grain="month").get().figure == 20_000
    row = TeamRecognition.objects.create(
        kind="best", scope="seller", item="ben", day=DECEMBER.end, measure="revenue", grain="month",
        starts=DECEMBER.start, ends=DECEMBER.end, figure=1, before=0, manifest=1, made=AT,
    )  # fmt: skip
    long_ago = TeamRecognition.objects.create(
        kind="best", scope="seller", item="ben", day=date(2023, 12, 31), measure="revenue",
        grain="month", starts=date(2023, 12, 1), ends=date(2023, 12, 31), manifest=1, made=AT,
    )  # fmt: skip
    recognise(grown.company, AT)
    row.refresh_from_db()
    long_ago.refresh_from_db()
    assert row.withdrawn == AT
    assert long_ago.withdrawn is None
    items = {one.item for one in recognised_of_late(of(grown, "exe"), DECEMBER.start)}
    assert items == {"ana"}


def test_that_it_happened_is_for_all_and_its_figures_for_who_sees_them(grown: Made) -> None:
    from husay.store.team.recognising import recognise
    from husay.store.team.recognitions import recognised_of_late

    recognise(grown.company, AT)
    shown = {}
    for who in ("ana", "ben", "nia", "mia", "sam", "exe", "pay", "ops", "adm"):
        found = best(recognised_of_late(of(grown, who), DECEMBER.start))
        assert [one.item for one in found] == ["ana", "ana"], who
        shown[who] = {one.figure is not None for one in found}
        assert {one.before is not None for one in found} == shown[who]
    assert [who for who, some in shown.items() if some == {True}] == [
        "ana", "nia", "exe", "pay", "adm",
    ]  # fmt: skip


def test_who_is_forgotten_is_recognised_no_more(grown: Made) -> None:
    from husay.store.records.forgetting import forget
    from husay.store.records.models import TeamRecognition
    from husay.store.team.recognising import recognise

    recognise(grown.company, AT)
    forget(None, "ana", of(grown, "adm").viewer, AT, "asked to", place="web")
    assert recognise(grown.company, AT) == 0
    assert not TeamRecognition.objects.exists()


def test_the_worker_recognises_and_what_goes_wrong_is_no_harm(
    grown: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    from husay.store.goal_notices import Teller
    from husay.store.records.models import TeamRecognition
    from husay.store.team import recognising

    def broken(*_given: object) -> int:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(recognising, "personal_bests", broken)
        Teller(grown.company)(AT)
    assert not TeamRecognition.objects.exists()
    Teller(grown.company)(AT)
    assert TeamRecognition.objects.count() == 4


def test_a_company_that_sells_nothing_yet_has_nothing_to_recognise(tmp_path: Path) -> None:
    from husay.store.team.recognising import recognise

    empty = make(tmp_path / "empty", {"units": UNITS, "assignments": CHANGED})
    assert recognise(empty.company, AT) == 0


def test_reached_steps_are_milestones_and_the_whole_goal_is_a_team_goal() -> None:
    from fractions import Fraction

    from husay.measures.question import Whole
    from husay.team.steps_reached import of_milestones
    from husay.tracking.milestones import Ladder, Milestones, Step

    year = Window(date(2024, 1, 1), date(2024, 12, 31))
    day = date(2024, 6, 3)
    steps = (
        Step(Fraction(1, 2), day, None, True),
        Step(Fraction(3, 4), day, None, False),
        Step(Fraction(1), date(2024, 9, 2), None, True),
        Step(Fraction(11, 10), None, None, False),
    )
    ladders = (
        Ladder(Whole(), "year", year, 0, None, steps[:1]),
        Ladder(Whole("unit", "N"), "year", year, 0, None, steps),
    )
    found = of_milestones(Milestones(TODAY, 1, ladders, ()))
    assert [(one.kind, one.scope, one.item, one.share) for one in found] == [
        ("milestone", "company", "", Fraction(1, 2)), ("milestone", "unit", "N", Fraction(1, 2)),
        ("team-goal", "unit", "N", 1),
    ]  # fmt: skip
    assert found[2].day == date(2024, 9, 2)


def test_most_improved_is_read_of_two_halves_of_two_years(tmp_path: Path) -> None:
    """Ten sell alike with small ups and downs; Zoe sells twice as much since July 2024."""
    from husay.store.moment import everything
    from husay.team.own_progress import most_improved

    rows, people = ["sale, line, date, seller, amount"], [f"p{n}" for n in range(10)] + ["zoe"]
    for year in (2023, 2024):
        for month in range(1, 13):
            for n, who in enumerate(people):
                ups = 1000 + (37 * month + 53 * n + 11 * year) % 60
                amount = 2 * ups if (who, year) == ("zoe", 2024) and month > 6 else ups
                rows.append(f"{who}-{year}-{month}, 1, {year}-{month:02}-05, {who}, {amount}")
    made = make(tmp_path / "improved", {"sale_lines": "\n".join(rows)})
    (one,) = most_improved(everything(made.company), date(2024, 12, 31))
    assert (one.item, one.basis) == ("zoe", "same")
    assert one.window == Window(date(2024, 7, 1), date(2024, 12, 31))
    assert one.figure is not None
    assert 6_000 < one.figure < 7_100  # ln 2 is .693
    # By the end of June there was nothing to be said of anybody.
    assert most_improved(everything(made.company), date(2024, 6, 30)) == ()
