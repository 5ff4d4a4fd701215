"""Plans become starts; what they did is looked for against whoever was not coached."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from husay.basics.period import Window
from husay.coaching.effects import (
    Coached,
    Panel,
    chosen_by,
    coaching_effects,
    start_of,
)
from husay.stats.effect import Effect, TooLittle
from tests.measures.making import Made

MONTHS = tuple(
    Window(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    for year in (2023, 2024)
    for month in range(1, 13)
)
STARTS = date(2024, 3, 1)


def plan(person: str, starts: date = STARTS, stage: str = "closing", **more: object) -> Coached:
    given: dict[str, object] = {"practice": "ask", **more}
    return Coached(person, stage, str(given.pop("practice")), starts, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "place"),
    [(date(2024, 3, 1), 14), (date(2024, 3, 15), 14), (date(2024, 3, 16), 15),
     (date(2024, 3, 31), 15), (date(2024, 12, 15), 23), (date(2024, 12, 16), 24),
     (date(2025, 1, 1), 24), (date(2025, 1, 15), 24), (date(2025, 1, 16), 25),
     (date(2026, 1, 31), 37), (date(2022, 5, 1), 0), (date(2022, 12, 31), 0)],
)  # fmt: skip
def test_a_plan_counts_from_its_month_if_it_starts_in_its_first_half(day: date, place: int) -> None:
    assert start_of(plan("a", day), MONTHS) == place


def test_a_fiscal_month_is_in_its_first_half_for_fifteen_days() -> None:
    """Four, four and five weeks: 29 January to 25 February, until 25 March, until 29 April."""
    days = [(date(2023, 1, 29), date(2023, 2, 25)), (date(2023, 2, 26), date(2023, 3, 25)),
            (date(2023, 3, 26), date(2023, 4, 29))]  # fmt: skip
    months = tuple(Window(*one) for one in days)
    for first, place in ((29, 0), (30, 0), (31, 0)):
        assert start_of(plan("a", date(2023, 1, first)), months) == place
    for day, place in ((date(2023, 2, 12), 0), (date(2023, 2, 13), 1), (date(2023, 2, 26), 1),
                       (date(2023, 4, 10), 3), (date(2023, 5, 1), 3)):  # fmt: skip
        assert start_of(plan("a", day), months) == place


@pytest.mark.parametrize(
    ("day", "place"),
    [(date(2024, 12, 30), 0), (date(2024, 12, 31), 0), (date(2025, 1, 13), 0),
     (date(2025, 1, 14), 1), (date(2025, 2, 10), 1), (date(2025, 2, 11), 2)],
)  # fmt: skip
def test_of_months_of_weeks_the_first_half_is_counted_from_their_first_day(
    day: date, place: int
) -> None:
    """A 4-4-5 year may begin on 30 December: the 31st is its second day, and no end of a month."""
    months = (
        Window(date(2024, 12, 30), date(2025, 1, 26)),
        Window(date(2025, 1, 27), date(2025, 2, 23)),
    )
    assert start_of(plan("a", day), months) == place


def test_the_first_of_somebodys_plans_counts() -> None:
    """p00's second plan says nothing: their months are those of who began in March."""
    plans = [plan(f"p{n:02}") for n in range(8)]
    again = [*plans, plan("p00", date(2024, 6, 1)), plan("p01", date(2025, 6, 1))]
    panels = {"sales": sales(0.1)}
    assert coaching_effects(again, panels).told[0].found == (
        coaching_effects(plans, panels).told[0].found
    )


@pytest.mark.parametrize(
    ("starts", "selected", "months"),
    [
        # The quarter before, of a plan that counts from March, and of one that counts from April.
        (date(2024, 3, 1), (date(2023, 12, 1), date(2024, 2, 29)), 3),
        (date(2024, 3, 15), (date(2023, 12, 1), date(2024, 2, 29)), 3),
        (date(2024, 3, 16), (date(2023, 12, 1), date(2024, 2, 29)), 4),
        (date(2024, 3, 31), (date(2023, 12, 1), date(2024, 2, 29)), 4),
        (date(2024, 3, 1), (date(2022, 1, 1), date(2024, 2, 29)), 6),
        # Nobody said which days: the three months before its own, and its own if that is left out.
        (date(2024, 3, 1), None, 3), (date(2024, 3, 15), None, 3), (date(2024, 3, 16), None, 4),
        (date(2024, 3, 31), None, 4),
        # To come, over the last month of the book.
        (date(2025, 1, 15), (date(2024, 10, 1), date(2024, 12, 31)), 3),
        (date(2025, 1, 16), (date(2024, 10, 1), date(2024, 12, 31)), 4),
    ],
)  # fmt: skip
def test_months_that_chose_are_those_from_the_first_day_looked_at(
    starts: date, selected: tuple[date, date] | None, months: int
) -> None:
    window = None if selected is None else Window(*selected)
    assert chosen_by([plan("a", starts, selected=window)], MONTHS) == months


def test_the_months_that_chose_most_are_left_out_for_all() -> None:
    looked = plan("a", selected=Window(date(2023, 12, 1), date(2024, 2, 29)))
    longer = plan("b", selected=Window(date(2023, 10, 1), date(2024, 2, 29)))
    assert chosen_by([looked, longer], MONTHS) == 5


def sales(effect: float, people: int = 24, coached: int = 8) -> Panel:
    """Everybody sells about 100 a month, the coached so much more from March 2024 on."""
    chance = Random(3)
    values = {}
    for n in range(people):
        values[f"p{n:02}"] = [
            100
            * (1 + (effect if n < coached and month >= 14 else 0))
            * (0.95 + chance.random() / 10)
            for month in range(24)
        ]
    return Panel(MONTHS, values)


@pytest.mark.parametrize(
    ("begins", "begun", "shown"),
    [
        (date(2024, 12, 16), True, 0), (date(2024, 12, 16), False, 0),
        (date(2025, 1, 10), True, 0), (date(2025, 1, 10), False, 0),
        (date(2025, 4, 2), True, 0.08), (date(2025, 4, 2), False, 0.08),
    ],
)  # fmt: skip
def test_bad_months_for_which_somebody_is_coached_next_are_no_comparison(
    begins: date, begun: bool, shown: float
) -> None:
    """Eight of sixteen others sell half as much from October to December: in ten months since the
    start the others sell (16 x 7 + 12 x 3) / 160 = 92.5 %, which makes the coached look 8 % better.

    Whose coaching begins in January was chosen by these months, April's by January to March. It is
    the same whether a plan to come is called begun already or not.
    """
    rows = dict(sales(0).values)
    for n in range(8, 16):
        rows[f"p{n:02}"] = [*rows[f"p{n:02}"][:21], *[50.0] * 3]
    plans = [plan(f"p{n:02}") for n in range(8)]
    later = [plan(f"p{n:02}", begins, begun=begun) for n in range(8, 16)]
    told = coaching_effects([*plans, *later], {"sales": Panel(MONTHS, rows)}).told
    assert isinstance(told[0].found, Effect)
    assert (told[0].found.coached, told[0].found.others) == (8, 16)
    assert told[0].found.effect == pytest.approx(shown, abs=0.01)


def test_what_was_planted_is_found_and_its_practice_stands_first() -> None:
    plans = [plan(f"p{n:02}") for n in range(8)]
    found = coaching_effects(plans, {"sales": sales(0.10)})
    whole, closing = found.told
    assert (whole.stage, whole.on, whole.plans) == (None, "sales", 8)
    assert closing.stage == "closing"
    assert isinstance(whole.found, Effect)
    assert whole.found.effect == pytest.approx(0.10, abs=0.01)
    assert whole.found.low < 0.10 < whole.found.high
    assert whole.found.verdict == "worked"
    assert (whole.found.coached, whole.found.others) == (8, 16)
    assert [one.practice for one in found.practices] == ["ask"]


def test_coaching_that_does_nothing_is_not_said_to_work() -> None:
    found = coaching_effects([plan(f"p{n:02}") for n in range(8)], {"sales": sales(0.0)})
    assert found.told[0].found.verdict == "no-sign"


def test_whoever_is_coached_in_something_else_is_neither_coached_nor_not() -> None:
    plans = [plan(f"p{n:02}") for n in range(4)]
    plans += [plan(f"p{n:02}", stage="price", practice="give") for n in range(4, 8)]
    found = coaching_effects(plans, {"sales": sales(0.1)})
    counts = {(t.stage, t.on): (t.found.coached, t.found.others) for t in found.told}
    assert counts[None, "sales"] == (8, 16)
    assert counts["closing", "sales"] == (4, 16)
    assert counts["price", "sales"] == (4, 16)


BAD = (21, 22, 23)
"""October to December 2024."""


def with_a_bad_quarter(chosen: int) -> Panel:
    """Six who were coached from January 2024 on and three others sell about 100 a month; six more
    sold a third less in the last quarter, and were chosen for it."""
    chance, values = Random(11), dict[str, list[float]]()
    for n in range(9 + chosen):
        values[f"p{n:02}"] = [
            (60.0 if n >= 9 and month in BAD else 100.0) * (0.98 + chance.random() / 25)
            for month in range(24)
        ]
    return Panel(MONTHS, values)


@pytest.mark.parametrize(
    ("starts", "begun"),
    [(date(2024, 12, 20), True), (date(2025, 1, 6), True), (date(2025, 1, 6), False),
     (date(2025, 3, 1), False)],
)  # fmt: skip
@pytest.mark.parametrize("stage", ["closing", "price"])
def test_soundness_whoever_was_chosen_since_is_no_evidence_that_coaching_worked(
    starts: date, begun: bool, stage: str
) -> None:
    """Coaching did nothing. The bad quarter of six who were chosen for it, and whose plans count
    from this month on or later, was taken for what would have become of the coached: 7 % more."""
    coached = [plan(f"p{n:02}", date(2024, 1, 1)) for n in range(6)]
    chosen = [
        plan(f"p{n:02}", starts, stage, begun=begun, practice="",
             selected=Window(date(2024, 10, 1), date(2024, 12, 1)))
        for n in range(9, 15)
    ]  # fmt: skip
    panels = {"sales": with_a_bad_quarter(6)}
    for told in coaching_effects([*coached, *chosen], panels).told[:2]:
        found = told.found
        assert isinstance(found, Effect)
        assert abs(found.effect) < 0.02
        assert found.verdict == "no-sign"
        # Until the months that chose them they are compared with.
        assert (found.coached, found.others) == (6, 9)


def test_whose_plan_was_never_begun_is_neither_coached_nor_not() -> None:
    plans = [plan(f"p{n:02}") for n in range(4)]
    never = [plan(f"p{n:02}", begun=False) for n in range(4, 8)]
    found = coaching_effects([*plans, *never], {"sales": sales(0.1)})
    whole = found.told[0]
    assert (whole.plans, whole.found.coached, whole.found.others) == (4, 4, 16)
    assert coaching_effects(never, {"sales": sales(0.1)}).told == ()


def test_two_who_were_coached_are_too_few() -> None:
    found = coaching_effects([plan("p00"), plan("p01")], {"sales": sales(0.1)})
    assert isinstance(found.told[0].found, TooLittle)
    assert (found.practices, found.unsaid) == ((), {"ask": 2})


def test_a_share_is_looked_for_in_what_it_came_of() -> None:
    """Twenty meetings a month; of the coached three in ten are won instead of two in ten, one more
    or less."""
    people = [f"p{n:02}" for n in range(24)]
    chance = Random(8)
    won = {
        p: [(6 if n < 8 and m >= 14 else 4) + chance.randrange(-1, 2) for m in range(24)]
        for n, p in enumerate(people)
    }
    met = {p: [20] * 24 for p in people}
    panels = {"sales": sales(0.0), "closing": Panel(MONTHS, won, met)}
    told = {(t.stage, t.on): t.found for t in coaching_effects(
        [plan(p) for p in people[:8]], panels).told}  # fmt: skip
    found = told["closing", "closing"]
    assert isinstance(found, Effect)
    assert found.low < 0.5 < found.high
    assert found.effect == pytest.approx(0.5, abs=0.05)


def test_nothing_is_told_without_plans() -> None:
    assert coaching_effects([], {"sales": sales(0.1)}).told == ()


def test_the_sentence_is_of_sales_also_where_one_stage_is_asked_about(made: Made) -> None:
    """Told of a stage alone, what it did to the stage itself comes first, and is no sales."""
    _open = made.company  # words want the records of a company
    from husay.store.coaching.effects import EffectsSeen
    from husay.words.coaching_effects import effects_sentence

    panels = {"sales": sales(0.10), "closing": sales(0.20)}
    found = coaching_effects([plan(f"p{n:02}") for n in range(8)], panels)
    closing = tuple(one for one in found.told if one.stage == "closing")
    assert [one.on for one in closing] == ["closing", "sales"]
    own, every = (
        effects_sentence(EffectsSeen(replace(found, told=told), 8, None, 1)).text
        for told in (closing, found.told)
    )
    assert own == every
    assert "in sales" in own
    assert re.search(r"\+(9|10|11)\.\d", own)
