"""Plans become starts; what they did is looked for against whoever was not coached."""

from __future__ import annotations

import re
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
    Window(date(2023 + n // 12, n % 12 + 1, 1), date(2023 + n // 12, n % 12 + 1, 28))
    for n in range(24)
)
STARTS = date(2024, 3, 1)


def plan(person: str, starts: date = STARTS, stage: str = "closing", **more: object) -> Coached:
    given: dict[str, object] = {"practice": "ask", **more}
    return Coached(person, stage, str(given.pop("practice")), starts, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "place"),
    [(date(2024, 3, 1), 14), (date(2024, 3, 15), 14), (date(2024, 3, 16), 15),
     (date(2024, 12, 15), 23), (date(2024, 12, 16), None), (date(2022, 5, 1), 0)],
)  # fmt: skip
def test_a_plan_counts_from_its_month_if_it_starts_in_its_first_half(
    day: date, place: int | None
) -> None:
    assert start_of([plan("a", day)], "a", MONTHS) == place


@pytest.mark.parametrize(
    ("day", "place"),
    [(date(2024, 12, 30), 0), (date(2024, 12, 31), 0), (date(2025, 1, 13), 0),
     (date(2025, 1, 14), 1), (date(2025, 2, 10), 1), (date(2025, 2, 11), None)],
)  # fmt: skip
def test_of_months_of_weeks_the_first_half_is_counted_from_their_first_day(
    day: date, place: int | None
) -> None:
    """A 4-4-5 year may begin on 30 December: the 31st is its second day, and no end of a month."""
    months = (
        Window(date(2024, 12, 30), date(2025, 1, 26)),
        Window(date(2025, 1, 27), date(2025, 2, 23)),
    )
    assert start_of([plan("a", day)], "a", months) == place


def test_the_first_of_somebodys_plans_counts() -> None:
    own = [plan("a", date(2024, 6, 1)), plan("a", date(2024, 3, 1)), plan("b", date(2023, 2, 1))]
    assert start_of(own, "a", MONTHS) == 14


def test_months_that_chose_are_those_from_the_first_day_looked_at() -> None:
    looked = plan("a", selected=Window(date(2023, 12, 1), date(2024, 2, 29)))
    assert chosen_by([looked], MONTHS) == 3
    longer = plan("b", selected=Window(date(2023, 10, 1), date(2024, 2, 29)))
    assert chosen_by([looked, longer], MONTHS) == 5
    whole = plan("c", selected=Window(date(2022, 1, 1), date(2024, 2, 29)))
    assert chosen_by([whole], MONTHS) == 6
    assert chosen_by([plan("d")], MONTHS) == 3


@pytest.mark.parametrize(
    ("begins", "months"),
    [(date(2024, 3, 15), 2), (date(2024, 3, 16), 3), (date(2024, 12, 20), 6)],
)
def test_months_that_chose_are_counted_back_from_the_month_from_which_the_plan_counts(
    begins: date, months: int
) -> None:
    """A plan of the second half of March counts from April: January, February and March chose."""
    chosen = plan("a", begins, selected=Window(date(2024, 1, 1), date(2024, 3, 10)))
    assert chosen_by([chosen], MONTHS) == months


def test_a_bad_quarter_that_chose_somebody_late_in_a_month_is_no_before() -> None:
    """Eight sell half as much from January to March, and are coached from the 20th on: nothing but
    the end of a bad quarter. With its January in "before" there would be an effect of it."""
    panel, rows = sales(0), dict(sales(0).values)
    for n in range(8):
        rows[f"p{n:02}"] = [v / 2 if 12 <= m <= 14 else v for m, v in enumerate(rows[f"p{n:02}"])]
    selected = Window(date(2024, 1, 1), date(2024, 3, 19))
    plans = [plan(f"p{n:02}", date(2024, 3, 20), selected=selected) for n in range(8)]
    found = coaching_effects(plans, {"sales": Panel(panel.months, rows)}).told[0].found
    assert isinstance(found, Effect)
    assert found.effect == pytest.approx(0, abs=0.01)


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
        (date(2024, 10, 1), False, 0),
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
    the same whether a plan to come is called begun already or not. One from October on that was
    never begun was chosen by July to September, and what came then was no ordinary time either.
    """
    rows = dict(sales(0).values)
    for n in range(8, 16):
        rows[f"p{n:02}"] = [*rows[f"p{n:02}"][:21], *[50.0] * 3]
    plans = [plan(f"p{n:02}") for n in range(8)]
    later = [plan(f"p{n:02}", begins) for n in range(8, 16)]
    known, planned = {"sales": Panel(MONTHS, rows)}, [] if begun else later
    told = coaching_effects([*plans, *(later if begun else [])], known, planned).told
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


def test_two_who_were_coached_are_too_few() -> None:
    found = coaching_effects([plan("p00"), plan("p01")], {"sales": sales(0.1)})
    assert isinstance(found.told[0].found, TooLittle)
    assert (found.practices, found.unsaid) == ((), {"ask": 2})


def test_a_share_is_looked_for_in_what_it_came_of() -> None:
    """Twenty meetings a month; of the coached three in ten are won instead of two in ten."""
    people = [f"p{n:02}" for n in range(24)]
    won = {p: [6 if n < 8 and m >= 14 else 4 for m in range(24)] for n, p in enumerate(people)}
    met = {p: [20] * 24 for p in people}
    panels = {"sales": sales(0.0), "closing": Panel(MONTHS, won, met)}
    told = {(t.stage, t.on): t.found for t in coaching_effects(
        [plan(p) for p in people[:8]], panels).told}  # fmt: skip
    found = told["closing", "closing"]
    assert isinstance(found, Effect)
    assert found.effect == pytest.approx(0.5, abs=1e-6)


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
