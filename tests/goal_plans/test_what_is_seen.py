"""What is said of a goal, and who changed what, stays with those whose goal it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from husay.access.viewer import operator
from husay.basics.problem import Mistake
from husay.goals.cascade import Cascaded, Weights
from husay.goals.plan import GoalPlan
from tests.goal_plans.small import AT, ONE, YEAR, act, planned, viewed
from tests.goals.trees import set_by_hand
from tests.measures.making import Made

if TYPE_CHECKING:
    from husay.store.goal_plans.versions import How

LATER = AT + timedelta(hours=1)


def south(value: int) -> How:
    """South's goal set to so much."""

    def how(plan: GoalPlan, weights: Weights) -> Cascaded:
        return set_by_hand(plan, "S", value * ONE, weights)

    return how


@pytest.fixture
def number(made: Made) -> int:
    """An open plan: Ana 5,000, Ben 2,500, Cel 3,750, Dan 1,250, Eve 2,500; South was cut to 1,000
    and set to 3,750 again while it was a draft."""
    from husay.store.goal_plans import change, offer

    number = planned(made.company).row.number
    for seen, value, why in ((2, 1_000, "South closes"), (3, 3_750, "South stays")):
        change(made.company, number, seen, "set", why, AT, south(value))
    offer(made.company, number, AT)
    return number


def test_the_words_of_a_discussion_are_in_no_version_and_not_in_the_log(
    made: Made, number: int
) -> None:
    from husay.store.goal_plans import entries, history, opened
    from husay.store.records.models import AuditEntry

    ana = viewed(made.company, Role.SELLER, "ana")
    mia = viewed(made.company, Role.MANAGER, "mia")
    act(ana, number, "N1/ana", "counter", "secret: a child in May", 4_800 * ONE, AT)
    act(mia, number, "N1/ana", "accept", "secret: of course", None, LATER)
    act(mia, number, "N1/ben", "revise", "secret: he can", 2_600 * ONE, LATER)
    assert [e.words for e in entries(mia, number, "N1/ana").entries] == [
        "secret: a child in May", "secret: of course",
    ]  # fmt: skip
    for company in (made.company, mia, viewed(made.company, Role.SELLER, "dan")):
        assert [v.reason for v in history(company, number)][:2] == ["", ""]
        assert opened(company, number).reason == ""
    rows = AuditEntry.objects.filter(kind="goal")
    assert not [row for row in rows if "secret" in row.reason]
    assert rows.get(action="goal-discussed").after == {"goal": "N1/ana", "act": "counter"}


def test_a_goal_that_is_taken_up_again_does_not_tell_what_was_said_of_the_one_above(
    made: Made, number: int
) -> None:
    from husay.store.goal_plans import entries

    ana = viewed(made.company, Role.SELLER, "ana")
    act(ana, number, "N1/ana", "agree", "", None, AT)
    act(made.company, number, "N1", "revise", "secret: Mia leaves", 9_000 * ONE, LATER)
    assert [(e.act, e.words) for e in entries(ana, number, "N1/ana").entries] == [
        ("agree", ""), ("reopen", "–"),
    ]  # fmt: skip


def test_versions_before_the_offer_are_for_planners(made: Made, number: int) -> None:
    from husay.store.goal_plans import history, opened

    dan = viewed(made.company, Role.SELLER, "dan")
    assert [v.number for v in history(made.company, number)] == [4, 3, 2, 1]
    (only,) = history(dan, number)
    assert (only.number, only.reason, only.by, only.changed) == (4, "", "", ())
    assert (opened(dan, number).reason, opened(dan, number).by) == ("", "")
    assert opened(made.company, number, 3).reason == "South closes"
    for hidden in (1, 3):
        with pytest.raises(Mistake) as refused:
            opened(dan, number, hidden)
        assert [p.code for p in refused.value.problems] == ["goal-version-unknown"]


def test_why_and_who_are_told_to_those_whose_goals_changed(made: Made, number: int) -> None:
    from husay.store.goal_plans import change, history, opened

    change(
        made.company, number, 4, "set", "Eve takes two of Dan's", AT,
        lambda p, w: set_by_hand(p, "S/eve", 2_600 * ONE, w),
    )  # fmt: skip
    by = opened(made.company, number).by
    for role, person, told in (
        (Role.MANAGER, "sam", True), (Role.SELLER, "eve", True), (Role.SELLER, "ana", False),
        (Role.MANAGER, "mia", False),
    ):  # fmt: skip
        company = viewed(made.company, role, person)
        expected = ("Eve takes two of Dan's", by) if told else ("", "")
        newest = history(company, number)[0]
        assert (newest.number, (newest.reason, newest.by)) == (5, expected)
        found = opened(company, number)
        assert (found.reason, found.by) == expected


def test_the_companys_goal_is_talked_of_among_planners_and_administrators_read_no_words(
    made: Made, number: int
) -> None:
    from husay.store.goal_plans import entries, opened, talks

    act(made.company, number, "company", "comment", "North goes in May", None, AT)
    act(
        viewed(made.company, Role.SELLER, "ana"), number, "N1/ana", "counter", "ill",
        4_800 * ONE, AT,
    )  # fmt: skip
    for role, person in ((Role.SELLER, "ana"), (Role.MANAGER, "mia"), (Role.ADMINISTRATOR, None)):
        company = viewed(made.company, role, person)
        assert entries(company, number, "company").entries == ()
        assert talks(company, number)["company"].entries == ()
    administrator = viewed(made.company, Role.ADMINISTRATOR)
    talk = entries(administrator, number, "N1/ana")
    assert (talk.state, talk.counter, talk.entries) == ("discussed", None, ())
    assert opened(administrator, number).plan.by_key["N1/ana"].proposed is None
    assert len(entries(viewed(made.company, Role.COMPENSATION), number, "company").entries) == 1


def test_why_somebody_changed_a_plan_is_handed_out_and_forgotten_with_them(
    made: Made, number: int
) -> None:
    from husay.store.goal_plans import change, history, opened
    from husay.store.records.forgetting import export_person, forget
    from husay.store.records.models import AuditEntry
    from husay.store.records.users import new_user

    user = new_user("eli@example.com", "Eli Sy", "eli", at=AT)
    eli = viewed(made.company, Role.EXECUTIVE)
    eli = replace(eli, viewer=replace(eli.viewer, name="eli@example.com"))
    change(eli, number, 4, "set", "I dislike Dan", AT, south(3_000))
    act(eli, number, "S/dan", "revise", "FORGET ME", 900 * ONE, LATER)
    exported = export_person(user, "", operator("test"), AT, place="cli")
    assert [(v["version"], v["reason"]) for v in rows(exported, "goal_plan_versions")] == [
        (5, "I dislike Dan"), (6, ""),
    ]  # fmt: skip
    forget(user, "", operator("test"), AT, "asked for it", place="cli")
    assert [v.reason for v in history(made.company, number)] == [
        "", "–", "South stays", "South closes", "", "",
    ]  # fmt: skip
    assert opened(made.company, number, 5).by == f"user:{user.pk}"
    assert not AuditEntry.objects.filter(reason__contains="FORGET ME").exists()


def test_what_was_said_of_anothers_goal_is_not_handed_out(made: Made, number: int) -> None:
    """`ANA`, and whoever is called like the end of an identifier, are somebody else."""
    from husay.store.records.forgetting import export_person
    from husay.store.records.models import GoalEntry, Name

    act(made.company, number, "N1/ana", "comment", "of ana", None, AT)
    GoalEntry.objects.create(
        plan_id=number, node="N1/x/ana", act="comment", role="planner", by="operator:test", at=AT,
        words="of x/ana",
    )  # fmt: skip
    for item, said in (("ANA", []), ("na", []), ("ana", ["of ana"]), ("x/ana", ["of x/ana"])):
        Name.objects.get_or_create(kind="person", item=item, defaults={"name": "Another"})
        exported = export_person(None, item, operator("test"), AT, place="cli")
        assert [e["words"] for e in rows(exported, "said_of_goals")] == said


def test_which_version_was_offered_is_of_the_plan_and_was_filled_from_the_log(
    made: Made, number: int
) -> None:
    """The version that was offered first stays, whatever is changed, offered or published after."""
    from django.apps import apps

    from husay.store.goal_plans import change, create, offer
    from husay.store.records.audit import note
    from husay.store.records.models import GoalPlanRow

    migration = import_module("husay.store.records.migrations.0012_first_version_offered")
    first = GoalPlanRow.objects.get(pk=number).offered
    assert first is not None
    newest = GoalPlanRow.objects.get(pk=number).newest
    change(made.company, number, newest, "set", "more", AT, south(3_100))
    offer(made.company, number, LATER)
    draft = create(made.company, "never shown", "revenue", YEAR, at=AT).row.number
    kept = dict(GoalPlanRow.objects.values_list("pk", "offered"))
    assert kept == {number: first, draft: None}
    GoalPlanRow.objects.update(offered=None)
    # What is no plan's number, or says no version, is passed over.
    for item, after in (
        ("all", {"version": 1}),
        (str(draft), None),
        (str(draft), {"version": "x"}),
    ):
        note("test", "goals-offered", at=AT, place="cli", kind="goal", item=item, after=after)
    migration.from_the_log(apps, None)
    assert dict(GoalPlanRow.objects.values_list("pk", "offered")) == kept


def rows(exported: dict[str, object], key: str) -> list[dict[str, object]]:
    found = exported[key]
    assert isinstance(found, list)
    return found
