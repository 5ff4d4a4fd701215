"""What pairs and circles did is measured apart from plans, and what plans did apart from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from husay.coaching.effects import coaching_effects
from husay.stats.effect import Effect, TooLittle
from tests.coaching.team import TODAY, at, of
from tests.coaching.test_effects import STARTS, plan, sales
from tests.measures.making import Made


def first(plans: list[object], apart: dict[str, date] | None = None) -> Effect | TooLittle:
    found = coaching_effects(plans, {"sales": sales(0.1)}, apart)  # type: ignore[arg-type]
    return found.told[0].found


def test_who_is_in_something_else_is_neither_coached_nor_compared_with() -> None:
    plans = [plan(f"p{n:02}") for n in range(8)]
    alone = first(list(plans))
    both = first(list(plans), {"p00": STARTS, "p20": STARTS})
    assert isinstance(alone, Effect)
    assert isinstance(both, Effect)
    assert both.coached == alone.coached - 1
    assert both.others == alone.others - 1
    # The same as if the two were not there at all.
    panel = sales(0.1)
    rows = {p: row for p, row in panel.values.items() if p not in ("p00", "p20")}
    gone = coaching_effects(plans[1:], {"sales": replace(panel, values=rows)})
    assert gone.told[0].found == both


def test_what_begins_after_the_last_month_leaves_nobody_out() -> None:
    plans = [plan(f"p{n:02}") for n in range(8)]
    last = sales(0.1).months[-1].end
    assert first(list(plans), {"p20": last + timedelta(days=1)}) == first(list(plans))
    assert first(list(plans), {"p20": last}) != first(list(plans))


def test_a_circle_counts_once_a_meeting_was_held_by_who_joined(made: Made) -> None:
    from husay.store.coaching.effects import circle_effects, effects
    from husay.store.team.circles import answer, assign
    from husay.store.team.meetings import write
    from husay.team.circle import Circle
    from husay.team.meeting import Page

    day = date(2024, 10, 1)
    nia = of(made, "nia", day)
    circle = Circle(stage="closing", shower="ana", learners=("ben", "cel"), starts=day)
    number = assign(nia, circle, at(day)).number
    for person in ("ana", "ben"):
        viewer = replace(nia.viewer, name="", person=person)
        answer(replace(nia, viewer=viewer), number, True, "", at(day))
    assert circle_effects(of(made, "exe")).plans == 0
    write(of(made, "ben", day), number, 1, Page(will_try="x"), at(day))
    seen = circle_effects(of(made, "exe", TODAY))
    # Ben has begun, Cel has not joined; of one nothing can be said.
    assert seen.plans == 1
    assert isinstance(seen.found.told[0].found, TooLittle)
    assert effects(of(made, "exe", TODAY)).plans == 0
    assert [(one.stage, one.on) for one in seen.found.told] == [
        (None, "sales"),
        ("closing", "sales"),
    ]
