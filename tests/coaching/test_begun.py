"""Which plans were begun: what is said of coaching rests on these alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib import import_module

import pytest

from husay.basics.problem import Mistake
from tests.coaching.team import NEW, TODAY, at, of, plan
from tests.measures.making import Made


def test_a_plan_is_begun_on_the_day_it_runs_and_one_that_never_ran_did_nothing(made: Made) -> None:
    from husay.store.coaching.effects import effects
    from husay.store.coaching.plans import create, take_on
    from husay.store.records.models import CoachingPlanRow

    nia = of(made, "nia")
    begun, dropped, waits = (
        create(nia, plan(who), at(NEW)).number for who in ("ana", "ben", "cel")
    )
    assert effects(nia).plans == 0
    take_on(of(made, "nia", date(2024, 12, 2)), begun, 1, "running", "", at(TODAY))
    take_on(nia, dropped, 1, "stopped", "She moves.", at(TODAY))
    assert effects(nia).plans == 1
    take_on(nia, begun, 2, "stopped", "He moves.", at(TODAY))
    assert effects(nia).plans == 1
    assert dict(CoachingPlanRow.objects.values_list("pk", "begun")) == {
        begun: date(2024, 12, 2), dropped: None, waits: None,
    }  # fmt: skip


def test_what_coaching_did_has_one_door_at_every_face(made: Made) -> None:
    """Whoever coaches, or sees that coaching happens; whatever else they may not do."""
    from husay.access.role import SEES_EFFECTS, Right
    from husay.store.coaching.effects import effects

    for who, may in (("nia", True), ("exe", True), ("ana", False), ("ops", False), ("pay", False),
                     ("adm", False)):  # fmt: skip
        company = of(made, who)
        assert any(map(company.viewer.may, SEES_EFFECTS)) is may
        if may:
            assert effects(company).plans == 0
            continue
        with pytest.raises(Mistake):
            effects(company)
    for right, who in ((Right.COACH, "nia"), (Right.SEE_COACHING, "exe")):
        company = of(made, who)
        limited = replace(company, viewer=replace(company.viewer, limit=frozenset({right})))
        assert effects(limited).plans == 0


def test_a_plan_that_is_none_of_the_viewers_is_refused_before_anything_is_worked_out(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    from husay.store.coaching import effects as told
    from husay.store.coaching.plans import create

    number = create(of(made, "nia"), plan(), at(NEW)).number
    monkeypatch.setattr(told, "coaching_effects", lambda *given: 1 / 0)
    for who in ("sam", "exe"):
        with pytest.raises(Mistake) as wrong:
            told.effects(of(made, who), number)
        assert [p.code for p in wrong.value.problems] == ["coaching-unknown"]


def test_since_when_a_plan_ran_is_filled_from_the_log(made: Made) -> None:
    from django.apps import apps

    from husay.store.coaching.plans import create, take_on
    from husay.store.records.models import CoachingPlanRow

    nia = of(made, "nia")
    stopped, never, runs, unlogged = (
        create(nia, plan(who), at(NEW)).number for who in ("ana", "ben", "cel", "ana")
    )
    for number in (stopped, runs):
        take_on(nia, number, 1, "running", "", at(TODAY))
    take_on(nia, stopped, 2, "stopped", "He moves.", at(TODAY))
    take_on(nia, never, 1, "stopped", "She moves.", at(TODAY))
    kept = dict(CoachingPlanRow.objects.values_list("pk", "begun"))
    assert kept == {stopped: TODAY, never: None, runs: TODAY, unlogged: None}
    CoachingPlanRow.objects.update(begun=None)
    CoachingPlanRow.objects.filter(pk=unlogged).update(state="done")
    import_module("husay.store.records.migrations.0015_when_begun").from_the_log(apps, None)
    filled = dict(CoachingPlanRow.objects.values_list("pk", "begun"))
    assert filled == kept | {unlogged: NEW}
