"""How goals of a plan are discussed and agreed, and who may do and see what of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from importlib import import_module

import pytest

from husay.access.role import Role
from husay.access.viewer import operator
from husay.basics.problem import Mistake
from husay.goals.agreed import Seen
from husay.goals.differences import differences
from tests.goal_plans.small import AT, ONE, act, planned, values, viewed
from tests.goals.trees import set_by_hand
from tests.measures.making import Made

LATER = AT + timedelta(hours=1)


@pytest.fixture
def number(made: Made) -> int:
    """A plan that is open: Ana 5,000, Ben 2,500, Cel 3,750, Dan 1,250, Eve 2,500."""
    from husay.store.goal_plans import offer

    opened = planned(made.company)
    offer(made.company, opened.row.number, AT)
    return opened.row.number


def codes(refused: pytest.ExceptionInfo[Mistake]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def test_a_seller_counters_the_manager_accepts_and_the_goal_is_changed(
    made: Made, number: int
) -> None:
    from husay.store.goal_plans import entries, opened

    ana = viewed(made.company, Role.SELLER, "ana")
    mia = viewed(made.company, Role.MANAGER, "mia")
    talk = act(ana, number, "N1/ana", "counter", "two accounts left", 4_800 * ONE, AT)
    assert (talk.state, talk.counter, talk.value) == ("discussed", 4_800 * ONE, 5_000 * ONE)
    plan = opened(made.company, number).plan
    assert plan.by_key["N1/ana"].proposed == 4_800 * ONE
    talk = act(mia, number, "N1/ana", "accept", "", None, LATER)
    assert (talk.state, talk.counter, talk.value) == ("agreed", None, 4_800 * ONE)
    after = opened(made.company, number)
    assert (after.version, after.kind) == (3, "agreed")
    assert [(e.act, e.role) for e in entries(ana, number, "N1/ana").entries] == [
        ("counter", "owner"), ("accept", "manager"),
    ]  # fmt: skip
    # What nobody carries now is shown, not hidden: N1's goal stays.
    (found,) = differences(after.plan)
    assert (found.code, found.value, found.says()["by"]) == ("goals-short", "N1", "200.00")


def test_what_is_countered_is_not_published_until_it_is_agreed_or_decided(
    made: Made, number: int
) -> None:
    from husay.store.goal_plans import entries, publish

    ana = viewed(made.company, Role.SELLER, "ana")
    act(ana, number, "N1/ana", "counter", "too much", 4_800 * ONE, AT)
    with pytest.raises(Mistake) as refused:
        publish(made.company, number, 2, "go", AT)
    assert [(p.code, p.value) for p in refused.value.problems] == [
        ("goals-in-discussion", "N1/ana")
    ]
    act(made.company, number, "N1/ana", "decide", "we need it", None, LATER)
    publish(made.company, number, 2, "go", LATER)
    done = entries(ana, number, "N1/ana")
    assert done.state == "published"
    assert [e.act for e in done.entries] == ["counter", "decide", "publish"]
    silent = entries(made.company, number, "S/dan").entries
    assert [(e.act, e.words) for e in silent] == [("decide", "go"), ("publish", "")]


def test_an_agreed_goal_changes_only_with_a_reason_and_is_taken_up_again(
    made: Made, number: int
) -> None:
    from husay.store.goal_plans import change, entries, publish

    ana = viewed(made.company, Role.SELLER, "ana")
    act(ana, number, "N1/ana", "agree", "", None, AT)

    def raised(plan, weights):
        return set_by_hand(plan, "N1/ana", 5_100 * ONE, weights)

    with pytest.raises(Mistake) as refused:
        change(made.company, number, 2, "set", " ", AT, raised)
    assert codes(refused) == ["goals-agreed-change"]
    change(made.company, number, 2, "set", "a new account", AT, raised)
    talk = entries(ana, number, "N1/ana")
    assert (talk.state, talk.value) == ("discussed", 5_100 * ONE)
    assert [(e.act, e.words) for e in talk.entries] == [("agree", ""), ("reopen", "a new account")]
    # The planner spoke last: to publish decides.
    assert publish(made.company, number, 3, "go", AT).manifest
    assert entries(ana, number, "N1/ana").state == "published"


def test_nobody_agrees_to_a_goal_that_they_did_not_see(made: Made, number: int) -> None:
    """Ana looked at 5,000, then the planner set 9,000: her "agree" is kept nowhere."""
    from husay.store import goal_plans

    ana, seen = viewed(made.company, Role.SELLER, "ana"), Seen(5_000 * ONE)
    goal_plans.change(
        made.company,
        number,
        2,
        "set",
        "",
        AT,
        lambda p, w: set_by_hand(p, "N1/ana", 9_000 * ONE, w),
    )
    for what, words, value in (
        ("agree", "", None), ("counter", "half of it", 4_500 * ONE),
    ):  # fmt: skip
        with pytest.raises(Mistake) as refused:
            goal_plans.act(ana, number, "N1/ana", seen, what, words, value, AT)  # type: ignore[arg-type]
        (told,) = refused.value.problems
        assert (told.code, told.value) == ("goal-not-as-seen", "N1/ana")
        assert told.values == (("before", "5000.00"), ("now", "9000.00"))
    assert goal_plans.entries(ana, number, "N1/ana").entries == ()
    # A comment answers no value, so that it is kept; what was seen anew can be agreed to.
    goal_plans.act(ana, number, "N1/ana", seen, "comment", "so much?", None, AT)
    talk = goal_plans.act(ana, number, "N1/ana", Seen(9_000 * ONE), "agree", "", None, LATER)
    assert [(e.act, e.value) for e in talk.entries] == [("comment", None), ("agree", 9_000 * ONE)]


def test_nobody_accepts_a_counter_proposal_that_they_did_not_see(made: Made, number: int) -> None:
    """Mia looked at 4,800, then Ana proposed 1.00 instead. One more or less is not the same."""
    from husay.store import goal_plans

    ana, mia = viewed(made.company, Role.SELLER, "ana"), viewed(made.company, Role.MANAGER, "mia")
    act(ana, number, "N1/ana", "counter", "two accounts left", 4_800 * ONE, AT)
    act(ana, number, "N1/ana", "counter", "all of them left", ONE, AT)
    for counter in (None, 4_800 * ONE, ONE - 1, ONE + 1):
        seen = Seen(5_000 * ONE, counter)
        with pytest.raises(Mistake) as refused:
            goal_plans.act(mia, number, "N1/ana", seen, "accept", "", None, LATER)
        assert codes(refused) == ["goal-not-as-seen"]
    talk = goal_plans.act(mia, number, "N1/ana", Seen(5_000 * ONE, ONE), "accept", "", None, LATER)
    assert (talk.entries[-1].act, talk.entries[-1].value) == ("accept", ONE)


def test_what_changes_between_the_look_and_the_lock_is_seen(
    made: Made, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planner sets 9,000 after Ana's agreeing was found to be right, before it is kept."""
    from husay.store import goal_plans

    talks = import_module("husay.store.goal_plans.talks")
    ana, allowed_by = viewed(made.company, Role.SELLER, "ana"), talks.unseen
    raised = iter([True])

    def late(*given):
        found = allowed_by(*given)
        if next(raised, False):
            goal_plans.change(
                made.company, number, 2, "set", "", AT,
                lambda p, w: set_by_hand(p, "N1/ana", 9_000 * ONE, w),
            )  # fmt: skip
        return found

    monkeypatch.setattr(talks, "unseen", late)
    with pytest.raises(Mistake) as refused:
        goal_plans.act(ana, number, "N1/ana", Seen(5_000 * ONE), "agree", "", None, AT)
    assert codes(refused) == ["goal-not-as-seen"]
    assert goal_plans.entries(ana, number, "N1/ana").entries == ()


def test_managers_move_within_bounds_and_the_sum_stays(made: Made, number: int) -> None:
    from husay.store.goal_plans import move, opened

    mia = viewed(made.company, Role.MANAGER, "mia")
    wanted = {"N1/ana": 4_750 * ONE, "N1/ben": 2_750 * ONE}
    after = move(mia, number, 2, "N1", wanted, "Ben takes two accounts", AT)
    assert values(after)["N1/ben"] == 2_750
    assert after.kind == "moved"
    assert differences(opened(made.company, number).plan) == ()
    # Bounds are from what was proposed: 10 % of 2,500 are used up.
    further = {"N1/ana": 4_700 * ONE, "N1/ben": 2_800 * ONE}
    with pytest.raises(Mistake) as refused:
        move(mia, number, 3, "N1", further, "more", AT)
    assert codes(refused) == ["move-beyond"]
    sam = viewed(made.company, Role.MANAGER, "sam")
    with pytest.raises(Mistake) as refused:
        move(sam, number, 3, "N1", wanted, "mine", AT)
    assert codes(refused) == ["goal-unknown"]


def test_moves_between_units_deal_again_below_them(made: Made, number: int) -> None:
    from husay.store.goal_plans import move

    mia = viewed(made.company, Role.MANAGER, "mia")
    after = move(mia, number, 2, "N", {"N1": 7_125 * ONE, "N2": 4_125 * ONE}, "N2 grows", AT)
    found = values(after)
    assert (found["N1/ana"], found["N1/ben"], found["N2/cel"]) == (4_750, 2_375, 4_125)


@pytest.mark.parametrize(
    ("role", "person", "seen"),
    [
        (Role.SELLER, "ana", {"company", "N1/ana"}),
        (Role.MANAGER, "mia",
         {"company", "N", "N1", "N2", "N1/ana", "N1/ben", "N2/cel"}),
        (Role.MANAGER, "sam", {"company", "S", "S/dan", "S/eve"}),
    ],
)  # fmt: skip
def test_who_is_no_planner_sees_their_part_and_the_companys_goal(
    made: Made, number: int, role: Role, person: str, seen: set[str]
) -> None:
    from husay.store.goal_plans import change, entries, history, opened, plans

    company = viewed(made.company, role, person)
    change(made.company, number, 2, "set", "", AT, lambda p, w: set_by_hand(p, "S", 0, w))
    found = opened(company, number)
    assert found.visible == found.plan.by_key.keys() == seen
    assert not found.whole
    assert [row.number for row in plans(company)] == [number]
    for version in history(company, number):
        assert {c.key for c in version.changed} <= seen
    for key in planned(made.company, "other").plan.by_key.keys() - seen:
        with pytest.raises(Mistake) as refused:
            entries(company, number, key)
        assert codes(refused) == ["goal-unknown"]


def test_drafts_are_for_planners(made: Made) -> None:
    from husay.store.goal_plans import opened, plans

    draft = planned(made.company).row.number
    for role, person in ((Role.SELLER, "ana"), (Role.MANAGER, "mia"), (Role.ADMINISTRATOR, None)):
        company = viewed(made.company, role, person)
        assert plans(company) == ()
        with pytest.raises(Mistake) as refused:
            opened(company, draft)
        assert codes(refused) == ["goal-plan-unknown"]
    for role in (Role.EXECUTIVE, Role.COMPENSATION):
        assert opened(viewed(made.company, role), draft).whole


def test_who_has_no_part_in_a_plan_has_no_such_plan(made: Made, number: int) -> None:
    from husay.store.goal_plans import opened, plans

    stranger = viewed(made.company, Role.SELLER, "zoe")
    assert plans(stranger) == ()
    with pytest.raises(Mistake) as refused:
        opened(stranger, number)
    assert codes(refused) == ["goal-plan-unknown"]


CALLS = {
    "plans": lambda g, c, n: g.plans(c),
    "opened": lambda g, c, n: g.opened(c, n),
    "history": lambda g, c, n: g.history(c, n),
    "entries": lambda g, c, n: g.entries(c, n, "company"),
    "comment": lambda g, c, n: act(c, n, "company", "comment", "well", None, AT),
    "move": lambda g, c, n: g.move(c, n, 2, "N1", {}, "", AT),
    "create": lambda g, c, n: g.create(c, "", "revenue", None, at=AT),
    "change": lambda g, c, n: g.change(c, n, 2, "set", "", AT, None),
    "offer": lambda g, c, n: g.offer(c, n, AT),
    "undo": lambda g, c, n: g.undo(c, n, 2, AT),
    "publish": lambda g, c, n: g.publish(c, n, 2, "go", AT),
    "proposal": lambda g, c, n: g.proposal(c, n),
    "take_proposal": lambda g, c, n: g.take_proposal(c, n, 2, "go", AT),
}
SEEING, SETTING = {"plans", "opened", "history", "entries", "comment"}, CALLS.keys() - {
    "plans", "opened", "history", "entries", "comment", "move",
}  # fmt: skip


@pytest.mark.parametrize("role", Role)
def test_each_function_is_for_those_with_its_right(made: Made, number: int, role: Role) -> None:
    """Whoever lacks the right is refused before anything else is looked at."""
    from husay.store import goal_plans

    people = {Role.SELLER: "ana", Role.MANAGER: "mia"}
    company = viewed(made.company, role, people.get(role))
    refused = set()
    for name, call in CALLS.items():
        if name in ("publish", "offer", "take_proposal", "undo", "change", "create") and role in (
            Role.EXECUTIVE, Role.COMPENSATION,
        ):  # fmt: skip
            continue
        try:
            call(goal_plans, company, number)
        except Mistake as wrong:
            refused |= {name} if wrong.problems[0].code == "not-allowed" else set()
    expected = {
        Role.SELLER: {*SETTING, "move"}, Role.MANAGER: {*SETTING},
        Role.EXECUTIVE: set(), Role.COMPENSATION: {"move"},
        Role.OPERATIONS: {*SEEING, *SETTING, "move"}, Role.ADMINISTRATOR: {*SETTING, "move"},
    }  # fmt: skip
    assert refused == expected[role]


def test_what_each_may_do_with_a_goal(made: Made, number: int) -> None:
    from husay.store.goal_plans import acts

    ana = viewed(made.company, Role.SELLER, "ana")
    mia = viewed(made.company, Role.MANAGER, "mia")
    sam = viewed(made.company, Role.MANAGER, "sam")
    planner = viewed(made.company, Role.COMPENSATION)
    assert acts(ana, number, "N1/ana") == ("comment", "counter", "agree")
    assert acts(ana, number, "company") == ()
    assert acts(mia, number, "N1/ana") == ("comment", "revise")
    # The division that Mia leads is hers to agree; the teams in it are below her.
    assert acts(mia, number, "N") == ("comment", "counter", "agree")
    assert acts(mia, number, "N1") == ("comment", "revise")
    assert acts(planner, number, "N") == ("comment", "revise", "decide")
    assert acts(viewed(made.company, Role.ADMINISTRATOR), number, "N") == ()
    assert acts(sam, number, "S/dan") == ("comment", "revise")


def test_an_act_that_is_not_theirs_is_refused_in_words(made: Made, number: int) -> None:
    ana = viewed(made.company, Role.SELLER, "ana")
    for company, key, what, value in (
        (ana, "company", "comment", None),
        (ana, "N1/ana", "revise", ONE),
        (made.company, "N1/ana", "publish", None),
    ):
        with pytest.raises(Mistake) as refused:
            act(company, number, key, what, "words", value, AT)  # type: ignore[arg-type]
        assert codes(refused) == ["act-not-theirs"]
    with pytest.raises(Mistake) as refused:
        act(ana, number, "N1/ana", "counter", "", None, AT)
    assert codes(refused) == ["act-without-words", "act-without-value"]


def test_the_audit_log_has_every_change_and_stays_whole(made: Made, number: int) -> None:
    from husay.store.goal_plans import change, publish
    from husay.store.records.audit import verify_log
    from husay.store.records.models import AuditEntry

    act(viewed(made.company, Role.SELLER, "ana"), number, "N1/ana", "agree", "", None, AT)
    change(
        made.company, number, 2, "set", "growth", AT,
        lambda p, w: set_by_hand(p, "S", 4_000 * ONE, w),
    )  # fmt: skip
    publish(made.company, number, 3, "go", AT)
    rows = list(AuditEntry.objects.filter(kind="goal").order_by("number"))
    assert [row.action for row in rows] == [
        "goal-plan-made", "goals-changed", "goals-offered", "goal-discussed", "goals-changed",
        "goals-published",
    ]  # fmt: skip
    assert (rows[4].reason, [row.place for row in rows]) == ("growth", ["cli"] * 6)
    assert rows[4].before is not None
    assert rows[4].after is not None
    assert rows[4].before["goals"]["S"] == "3750.00"
    assert rows[4].after["goals"]["S"] == "4000.00"
    assert rows[5].after == {"version": 3, "snapshot": made.snapshot.number, "goals": 120}
    assert verify_log(operator("test")).whole


def test_versions_are_signed_without_names(made: Made) -> None:
    from husay.store.records.users import new_user

    user = new_user("exec@example.com", "Elena", at=AT)
    company = viewed(made.company, Role.EXECUTIVE)
    signed = replace(company, viewer=replace(company.viewer, name="exec@example.com"))
    assert planned(signed).by == f"user:{user.pk}"


def test_who_is_forgotten_takes_their_words_along_and_no_fact(made: Made, number: int) -> None:
    from husay.store.goal_plans import entries
    from husay.store.records.forgetting import export_person, forget
    from husay.store.records.users import new_user

    user = new_user("ana@example.com", "Ana Cruz", "ana", at=AT)
    ana = viewed(made.company, Role.SELLER, "ana")
    ana = replace(ana, viewer=replace(ana.viewer, name="ana@example.com"))
    act(ana, number, "N1/ana", "counter", "I am with child", 4_000 * ONE, AT)
    act(made.company, number, "N1/ana", "comment", "then so be it", None, AT)
    exported = export_person(user, "ana", operator("test"), AT, place="cli")["said_of_goals"]
    assert isinstance(exported, list)
    assert [(e["act"], e["words"], e["value"]) for e in exported] == [
        ("counter", "I am with child", "4000.00"), ("comment", "then so be it", None),
    ]  # fmt: skip
    forget(user, "ana", operator("test"), AT, "asked for it", place="cli")
    talk = entries(made.company, number, "N1/ana")
    assert (talk.state, talk.counter) == ("discussed", 4_000 * ONE)
    assert [entry.words for entry in talk.entries] == ["–", "then so be it"]
