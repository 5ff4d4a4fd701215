"""The demo's coaching: alive, the same each time, and the one who cannot close is seen not to."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest

from husay.access.role import Role
from tests.coaching.team import TODAY, at, of
from tests.measures.making import Made


@pytest.fixture
def demo(made: Made) -> Made:
    """Sam's team as a demo, in which Dan cannot close and Eve is the demo's seller."""
    from husay.store.coaching.demo import make_demo_coaching
    from husay.store.records.demo_users import make_demo_users, mark_demo

    company = made.company
    mark_demo(at(TODAY))
    make_demo_users(at(TODAY), seller="eve", manager="sam")
    make_demo_coaching(company, TODAY, seller="eve", cannot_close="dan")
    return made


def test_who_cannot_close_is_seen_to_be_held_up_in_closing(demo: Made) -> None:
    from husay.coaching.scores import Choke, by_area, choke_point
    from husay.store.coaching.visits import visits

    seen = [one.visit for one in visits(of(demo, "sam"), "dan")]
    # By hand: 4/3, 4/3, 3/2 and 2 in closing, 13/4, 7/2 and 10/3 in presenting.
    areas = by_area(seen)
    assert areas["closing"].mean == Fraction(4 + 4, 12) + Fraction(3, 8) + Fraction(1, 2)
    found = choke_point(areas)
    assert isinstance(found, Choke)
    assert (found.area, found.visits) == ("closing", 4)


def test_its_plans_run_on_days_of_its_own_history(demo: Made) -> None:
    from husay.store.coaching.plans import plans
    from husay.store.records.models import CoachingNote, CoachingVisit

    found = {one.plan.seller: one for one in plans(of(demo, "sam"))}
    assert {who: one.plan.stage for who, one in found.items()} == {"dan": "closing", "eve": "price"}
    # Nobody shows it yet: that is for the proposals of the team to say.
    assert found["dan"].plan.shower == ""
    assert all(one.plan.state == "running" and one.plan.starts < TODAY for one in found.values())
    assert all(v.day <= TODAY - timedelta(days=20) for v in CoachingVisit.objects.all())
    assert all(n.at <= at(TODAY) for n in CoachingNote.objects.all())


def test_its_seller_has_a_plan_and_is_asked_to_be_named(demo: Made) -> None:
    from husay.store.coaching.notes import notes
    from husay.store.coaching.playbook import learned_from

    eve = of(demo, "eve")
    assert [(kept.key, agreed) for kept, agreed in learned_from(eve)] == [("account-review", None)]
    # Her own, written with the demo's user, and what Sam shared.
    assert [(note.own, note.shared) for note in notes(eve, "eve")] == [(False, True)]


def test_a_manager_who_leads_neither_makes_none(made: Made) -> None:
    from husay.store.coaching.demo import make_demo_coaching
    from husay.store.records.demo_users import demo_user, make_demo_users, mark_demo
    from husay.store.records.models import CoachingPlanRow

    company = made.company
    mark_demo(at(TODAY))
    make_demo_users(at(TODAY), seller="ana", manager="sam")
    make_demo_coaching(company, TODAY, seller="ana", cannot_close="ben")
    assert demo_user(Role.MANAGER) is not None
    assert not CoachingPlanRow.objects.exists()
