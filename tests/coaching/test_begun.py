"""Which plans were begun: what is said of coaching rests on these alone."""

from __future__ import annotations

from datetime import date
from importlib import import_module

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
