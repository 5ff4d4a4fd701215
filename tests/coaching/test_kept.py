"""What coaching keeps: once, in the order in which it came, and until somebody is forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from husay.access.viewer import operator
from husay.basics.problem import Mistake
from husay.coaching.practice import Practice, Said, with_behaviours
from tests.coaching.team import CHANGED, NEW, OLD, TODAY, at, of, plan, visit
from tests.goal_plans.small import small
from tests.measures.making import Made


def codes(wrong: pytest.ExceptionInfo[Mistake]) -> list[str]:
    return [problem.code for problem in wrong.value.problems]


def test_a_visit_that_is_sent_twice_is_one_visit(made: Made) -> None:
    from husay.store.coaching.visits import keep, visits
    from husay.store.records.models import AuditEntry

    nia, sent = of(made, "nia", NEW), visit("ana", NEW)
    keep(nia, sent, at(NEW))
    keep(of(made, "nia"), sent, at(TODAY))
    assert len(visits(nia)) == 1
    assert AuditEntry.objects.filter(kind="visit").count() == 1
    keep(nia, replace(sent, work_on="Wait."), at(NEW))
    (only,) = visits(nia)
    assert (only.visit.work_on, only.made) == ("Wait.", at(NEW))
    assert [e.action for e in AuditEntry.objects.filter(kind="visit")] == [
        "visit-kept", "visit-changed",
    ]  # fmt: skip


def test_a_key_of_somebody_elses_visit_is_refused(made: Made) -> None:
    from husay.store.coaching.visits import keep

    keep(of(made, "nia"), visit("ana", NEW), at(NEW))
    taken = replace(visit("dan", NEW), key=visit("ana", NEW).key)
    with pytest.raises(Mistake) as wrong:
        keep(of(made, "sam"), taken, at(TODAY))
    assert codes(wrong) == ["visit-of-another"]


def test_a_behaviour_that_is_in_no_playbook_is_refused(made: Made) -> None:
    from husay.store.coaching.visits import keep

    sent = visit("ana", NEW)
    strange = replace(sent.scores[0], behaviour="b9")
    with pytest.raises(Mistake) as wrong:
        keep(of(made, "nia"), replace(sent, scores=(strange, sent.scores[1])), at(NEW))
    assert codes(wrong) == ["visit-behaviour-unknown"]


def test_of_two_managers_who_edit_a_practice_the_second_is_told(made: Made) -> None:
    from husay.store.coaching.playbook import practice, revisions, write

    nia, sam = of(made, "nia"), of(made, "sam")
    kept = practice(nia, "ask-for-the-order")
    assert (kept.revision, kept.at) == (0, None)
    write(nia, replace(kept.practice, title=Said("Ask", "Hingin")), 0, at(NEW))
    with pytest.raises(Mistake) as wrong:
        write(sam, replace(kept.practice, title=Said("Mine")), 0, at(TODAY))
    assert codes(wrong) == ["practice-changed"]
    write(sam, replace(kept.practice, title=Said("Ours")), 1, at(TODAY))
    found = revisions(nia, "ask-for-the-order")
    assert [(k.revision, k.practice.title.en) for k in found] == [
        (2, "Ours"), (1, "Ask"), (0, "Ask for the order"),
    ]  # fmt: skip


def test_a_score_is_of_the_words_that_stood_there_then(made: Made) -> None:
    from husay.store.coaching.playbook import practice, words_of, write
    from husay.store.coaching.visits import keep

    nia = of(made, "nia")
    old = visit("ana", NEW)
    keep(nia, old, at(NEW))
    kept = practice(nia, "ask-for-the-order").practice
    said = [(b.key, Said("New words") if b.key == "b1" else b.said) for b in kept.behaviours]
    write(nia, with_behaviours(kept, said), 0, at(TODAY))
    told = words_of([old.scores[0], replace(old.scores[0], revision=1)])
    assert [text.en for text in told.values()] == [
        "Sums up what both have agreed on so far.", "New words",
    ]  # fmt: skip


def test_a_practice_is_retired_and_never_lost(made: Made) -> None:
    from husay.store.coaching.playbook import playbook, practice, retire

    nia = of(made, "nia")
    retire(nia, "next-step", at(NEW))
    assert "next-step" not in {k.key for k in playbook(nia)}
    assert [k.key for k in playbook(nia, retired=True)] == ["next-step"]
    assert practice(nia, "next-step").practice.retired
    retire(nia, "next-step", at(TODAY), back=True)
    assert len(playbook(nia)) == 10


def test_a_practice_of_ones_own_stands_in_its_area(made: Made) -> None:
    from husay.store.coaching.playbook import playbook, write

    exe = of(made, "exe")
    own = Practice("", "pricing", Said("Halve it"), Said("Halve it."), ())
    own = with_behaviours(own, [("", Said(text)) for text in ("a", "b", "c")])
    assert write(exe, own, 0, at(NEW)).key == "p1"
    assert write(exe, own, 0, at(NEW)).key == "p2"
    assert [k.key for k in playbook(exe) if k.practice.area == "pricing"] == [
        "worth-before-price", "give-and-get", "p1", "p2",
    ]  # fmt: skip
    with pytest.raises(Mistake) as wrong:
        write(of(made, "ana"), own, 0, at(NEW))
    assert codes(wrong) == ["not-allowed"]


def test_a_seller_is_named_for_a_practice_once_they_agree(made: Made) -> None:
    from husay.store.coaching.playbook import agree, learned_from, practice, promote

    promote(of(made, "nia"), "next-step", "ana", "Always has a day.", at(NEW))

    def named(who: str) -> str:
        origin = practice(of(made, who), "next-step").practice.origin
        assert origin is not None
        return origin.seller

    assert [named(who) for who in ("ana", "nia", "ben", "sam", "exe")] == ["ana", "ana", "", "", ""]
    with pytest.raises(Mistake):
        agree(of(made, "ben"), "next-step", True, at(TODAY))
    agree(of(made, "ana"), "next-step", True, at(TODAY))
    assert [named(who) for who in ("ben", "sam", "exe")] == ["ana"] * 3
    assert [(k.key, agreed) for k, agreed in learned_from(of(made, "ana"))] == [("next-step", True)]
    agree(of(made, "ana"), "next-step", False, at(TODAY))
    assert named("ben") == ""


def test_a_practice_that_is_learned_from_somebody_is_kept_with_them_or_not_at_all(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    from husay.store.coaching import playbook
    from husay.store.records.models import PracticeRow

    nia = of(made, "nia")
    own = Practice("", "pricing", Said("Halve it"), Said("Halve it."), ())
    own = with_behaviours(own, [("", Said(text)) for text in ("a", "b", "c")])
    for seller, seen, code in (("dan", "Does it.", "not-yours-to-coach"),
                               ("ana", "s" * 1_001, "practice-seen-too-long")):  # fmt: skip
        with pytest.raises(Mistake) as wrong:
            playbook.write_learned(nia, own, 0, seller, seen, at(NEW))
        assert codes(wrong) == [code]
    with monkeypatch.context() as patch:
        patch.setattr(playbook, "_promote", lambda *given: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            playbook.write_learned(nia, own, 0, "ana", "Does it.", at(NEW))
    assert not PracticeRow.objects.exists()
    kept = playbook.write_learned(nia, own, 0, "ana", "s" * 1_000, at(NEW))
    assert (kept.key, kept.revision) == ("p1", 1)
    assert kept.practice.origin is not None
    assert (kept.practice.origin.seller, kept.practice.origin.seen) == ("ana", "s" * 1_000)


def test_of_two_who_change_a_plan_the_second_is_told_and_nothing_is_lost(made: Made) -> None:
    from husay.store.coaching.plans import change, create, one_plan, take_on

    nia = of(made, "nia")
    made_plan = create(nia, plan(opened_from="signal:17"), at(NEW))
    number = made_plan.number
    first = change(nia, number, 1, plan(agenda="First", stage="price"), at(NEW))
    assert (first.version, first.plan.stage, first.plan.opened_from) == (2, "price", "signal:17")
    for act in (
        lambda: change(nia, number, 1, plan(agenda="Second"), at(NEW)),
        lambda: take_on(nia, number, 1, "running", "", at(NEW)),
    ):
        with pytest.raises(Mistake) as wrong:
            act()
        assert codes(wrong) == ["coaching-changed"]
    assert one_plan(nia, number).plan.agenda == "First"
    # The same once more changes nothing, and is no version.
    assert change(nia, number, 2, plan(agenda="First", stage="price"), at(NEW)).version == 2


def test_a_plan_names_a_practice_that_there_is_and_somebody_of_the_team(made: Made) -> None:
    from husay.store.coaching.plans import create

    with pytest.raises(Mistake) as wrong:
        create(of(made, "nia"), plan(practice="none", shower="dan", ends=NEW), at(NEW))
    assert codes(wrong) == ["coaching-days", "practice-unknown", "coaching-shower-unknown"]
    create(of(made, "nia"), plan(practice="next-step", shower="cel"), at(NEW))
    with pytest.raises(Mistake) as wrong:
        create(of(made, "nia"), plan(""), at(NEW))
    assert codes(wrong) == ["coaching-without-seller"]
    with pytest.raises(Mistake) as wrong:
        create(of(made, "ana"), plan(""), at(NEW))
    assert codes(wrong) == ["not-allowed"]


def test_the_seller_ticks_their_own_and_a_closed_plan_stays_as_it_is(made: Made) -> None:
    from husay.store.coaching.plans import add_action, create, one_plan, take_on, tick

    nia, ana = of(made, "nia"), of(made, "ana")
    number = create(nia, plan(), at(NEW)).number
    add_action(nia, number, "Ask five times.", "seller", TODAY, at(NEW))
    actions = add_action(nia, number, "Go along.", "manager", TODAY, at(NEW)).actions
    theirs, mine = actions[0].number, actions[1].number
    assert tick(ana, number, theirs, True, at(TODAY)).actions[0].done == TODAY
    with pytest.raises(Mistake) as wrong:
        tick(ana, number, mine, True, at(TODAY))
    assert codes(wrong) == ["action-of-manager"]
    with pytest.raises(Mistake) as wrong:
        add_action(ana, number, "x", "seller", TODAY, at(TODAY))
    assert codes(wrong) == ["not-allowed"]
    take_on(nia, number, 1, "stopped", "She moves.", at(TODAY))
    for act in (
        lambda: add_action(nia, number, "x", "seller", TODAY, at(TODAY)),
        lambda: tick(ana, number, theirs, False, at(TODAY)),
        lambda: tick(nia, number, mine, True, at(TODAY)),
    ):
        with pytest.raises(Mistake) as wrong:
            act()
        assert codes(wrong) == ["coaching-closed"]
    assert one_plan(ana, number).plan.why_stopped == "She moves."


def test_a_week_lists_who_needs_time_with_an_agenda(made: Made) -> None:
    from husay.store.coaching.plans import add_action, create
    from husay.store.coaching.visits import keep
    from husay.store.coaching.week import week

    nia = of(made, "nia")
    for ago in (10, 20, 30):
        day = TODAY - timedelta(days=ago)
        keep(nia, visit("ben", day, strength="Listened.", work_on="Wait."), at(day))
    number = create(nia, plan("ben", follow_up=TODAY), at(NEW)).number
    add_action(nia, number, "Ask five times.", "seller", TODAY - timedelta(days=1), at(NEW))
    found = week(nia)
    assert found.team == ("ana", "ben", "cel")
    told = {p.person: [r.code for r in p.attention.reasons] for p in found.people}
    assert told == {
        "ben": ["follow-up", "actions"], "ana": ["never-visited"], "cel": ["never-visited"],
    }  # fmt: skip
    ben = found.people[0]
    assert ben.person == "ben"
    assert [(i.topic, i.text or i.count) for i in ben.agenda] == [
        ("went-well", "Listened."), ("actions", 1), ("work-on", "Wait."), ("agree", 0),
    ]  # fmt: skip
    # The last day of 2024 is a Tuesday: Wednesday to Friday, no holidays here.
    assert [p.day for p in found.people] == [date(2025, 1, n) for n in (1, 2, 3)]
    assert [(d.plan.number, d.action.text) for d in found.overdue] == [(number, "Ask five times.")]
    assert [p.number for p in found.follow_ups] == [number]
    assert found.unseen == (("ana", None), ("cel", None))


def test_who_has_left_or_is_yet_to_come_needs_no_time(tmp_path: Path) -> None:
    """Their place in the organisation may never have been ended. `left` is the last day of work."""
    from husay.store.coaching.week import week

    people = """
person, hired, left
ana, 2020-01-01, 2024-12-31
ben, 2020-01-01, 2024-12-30
cel, 2025-01-01,
"""
    found = week(of(small(tmp_path, CHANGED, people=people), "nia"))
    assert found.team == ("ana", "ben", "cel")
    assert [one.person for one in found.people] == ["ana"]
    assert found.unseen == (("ana", None),)


@pytest.mark.parametrize(("kind", "short"), [("month", 900), ("quarter", 300), ("year", 75)])
def test_what_is_missing_of_a_goal_is_weighed_a_month(
    made: Made, monkeypatch: pytest.MonkeyPatch, kind: str, short: int
) -> None:
    """As what a signal and a gap cost is."""
    from husay.store.coaching import week

    goal = SimpleNamespace(
        kind=kind, goal=2_000, chance=1_000, forecast=SimpleNamespace(expected=1_100)
    )
    monkeypatch.setattr(week, "_goals", lambda company, team: {"ana": goal})
    (ana,) = (p for p in week.week(of(made, "nia")).people if p.person == "ana")
    assert (ana.facts.goal_short, ana.facts.goal_chance) == (short, 1_000)


def test_what_figures_say_is_taken_in(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    from husay.coaching.attention import NamedGap, OpenSignal
    from husay.store.coaching.known import Known
    from husay.store.coaching.week import week

    known = Known(
        signals={
            "cel": (OpenSignal(17, money=-5_000),),
            "dan": (OpenSignal(9),),
        },
        gaps={"ana": NamedGap("closing", 9_100, 700)},
    )
    monkeypatch.setattr("husay.store.coaching.week.known", lambda company, team: known)
    found = week(of(made, "nia"))
    assert [(p.person, p.attention.reasons[0].code) for p in found.people] == [
        ("cel", "signal"), ("ana", "gap"), ("ben", "never-visited"),
    ]  # fmt: skip


def test_a_visit_is_changed_for_a_week_by_who_wrote_it_and_the_scores_follow(made: Made) -> None:
    from husay.coaching.scores import by_area
    from husay.store.coaching.visits import keep, one_visit, visits
    from husay.store.records.models import AuditEntry

    nia, first = of(made, "nia", NEW), visit("ana", NEW, (1, 1), strength="Asked.")
    assert keep(nia, first, at(NEW)).may_change
    for after, score, kept in ((1, 2, True), (7, 3, True), (8, 4, False)):
        day = NEW + timedelta(days=after)
        given = visit("ana", NEW, (score, score), strength=f"Day {after}.")
        assert one_visit(of(made, "nia", day), first.key).may_change is kept
        if not kept:
            with pytest.raises(Mistake) as refused:
                keep(of(made, "nia", day), given, at(day))
            assert [p.code for p in refused.value.problems] == ["visit-is-old"]
            continue
        changed = keep(of(made, "nia", day), given, at(day))
        assert (changed.made, changed.changed) == (at(NEW), at(day))
    (seen,) = visits(nia, "ana")
    assert seen.visit.strength == "Day 7."
    assert by_area([seen.visit])["closing"].mean == 3
    # The same again is no change, however late it comes.
    late = NEW + timedelta(days=30)
    assert keep(of(made, "nia", late), seen.visit, at(late)).changed == at(NEW + timedelta(days=7))
    assert not one_visit(of(made, "ana", NEW), first.key).may_change
    told = AuditEntry.objects.filter(kind="visit").order_by("number").values_list("action", "at")
    assert list(told) == [
        ("visit-kept", at(NEW)),
        *(("visit-changed", at(NEW + timedelta(days=n))) for n in (1, 7)),
    ]
    assert not AuditEntry.objects.filter(after__icontains="Day 7").exists()


def test_a_visit_is_not_taken_from_a_seller_whom_one_does_not_lead_any_more(made: Made) -> None:
    from husay.store.coaching.visits import keep, one_visit

    last = date(2024, 9, 30)
    kept = keep(of(made, "mia", last), visit("ana", last), at(last))
    # Mia leads nobody from October on; Nia has the visit, and it is not hers to change.
    day = date(2024, 10, 2)
    assert not one_visit(of(made, "nia", day), kept.visit.key).may_change
    for who in ("mia", "nia"):
        with pytest.raises(Mistake):
            keep(of(made, who, day), replace(kept.visit, strength="Mine."), at(day))


def test_what_was_scored_may_stay_when_the_playbook_has_lost_it(made: Made) -> None:
    from husay.store.coaching.playbook import practice, write
    from husay.store.coaching.visits import keep

    nia, first = of(made, "nia", NEW), visit("ana", NEW, (1, 1))
    keep(nia, first, at(NEW))
    kept = practice(nia, "ask-for-the-order")
    left = tuple(one for one in kept.practice.behaviours if one.key != "b1")
    other = replace(kept.practice.behaviours[0], key="b9", said=Said("New", "Bago"))
    write(nia, replace(kept.practice, behaviours=(*left, other)), 0, at(NEW))
    assert keep(nia, replace(first, strength="Asked."), at(NEW)).visit.scores == first.scores


def test_a_form_that_was_opened_before_the_playbook_changed_can_still_be_sent(made: Made) -> None:
    """It may have been in a pocket without a network for days. By the words that stand now there is
    no such behaviour, nor by words that never stood, nor in another area."""
    from husay.store.coaching.playbook import practice, write
    from husay.store.coaching.visits import keep

    nia, kept = of(made, "nia"), practice(of(made, "nia"), "ask-for-the-order")
    left = tuple(one for one in kept.practice.behaviours if one.key != "b1")
    other = replace(kept.practice.behaviours[0], key="b9", said=Said("New", "Bago"))
    write(nia, replace(kept.practice, behaviours=(*left, other)), 0, at(NEW))
    old = visit("ben", NEW, (1, 1))
    for more in ({"revision": 1}, {"revision": 7}, {"area": "pricing"}, {"practice": "none"}):
        scores = tuple(replace(one, **more) for one in old.scores)
        with pytest.raises(Mistake) as refused:
            keep(nia, replace(old, scores=scores), at(NEW))
        # b1 went with the first revision, b2 is still there.
        wrong = 1 if more == {"revision": 1} else 2
        assert codes(refused) == ["visit-behaviour-unknown"] * wrong
    assert keep(nia, old, at(NEW)).visit.scores == old.scores


def test_forgetting_a_seller_takes_the_words_and_leaves_the_scores(made: Made) -> None:
    from husay.store.coaching.notes import notes, write
    from husay.store.coaching.plans import add_action, create, one_plan
    from husay.store.coaching.playbook import practice, promote
    from husay.store.coaching.visits import keep, visits
    from husay.store.records.forgetting import export_person, forget
    from husay.store.records.models import CoachingNote, User

    nia = of(made, "nia")
    keep(nia, visit("ana", NEW, work_on="WORDS"), at(NEW))
    number = create(nia, plan(agenda="WORDS"), at(NEW)).number
    add_action(nia, number, "WORDS", "seller", TODAY, at(NEW))
    write(nia, "ana", "WORDS", at(NEW))
    write(nia, "ben", "about Ben", at(NEW))
    promote(nia, "next-step", "ana", "WORDS", at(NEW))
    of(made, "ana")
    user = User.objects.get(email="ana@husay.test")
    told = export_person(user, "ana", operator("test"), at(TODAY), place="cli")
    assert "WORDS" not in str(told)
    coaching = told["coaching"]
    assert isinstance(coaching, dict)
    assert (len(coaching["visits"]), len(coaching["plans"]), coaching["notes"]) == (1, 1, 1)
    forget(user, "ana", operator("test"), at(TODAY), "asked for it", place="cli")
    (only,) = visits(nia, "ana")
    assert (only.visit.work_on, [s.score for s in only.visit.scores]) == ("–", [1, 2])
    left = one_plan(nia, number)
    assert (left.plan.agenda, left.actions[0].text) == ("–", "–")
    assert notes(nia, "ana") == ()
    assert [n.words for n in CoachingNote.objects.all()] == ["about Ben"]
    assert practice(nia, "next-step").practice.origin is None


def test_forgetting_a_manager_takes_what_they_wrote(made: Made) -> None:
    from husay.store.coaching.notes import notes, write
    from husay.store.coaching.visits import keep, visits
    from husay.store.records.forgetting import forget
    from husay.store.records.models import User

    nia = of(made, "nia")
    keep(nia, visit("ana", NEW, work_on="WORDS"), at(NEW))
    write(nia, "ana", "WORDS", at(NEW), shared=True)
    user = User.objects.get(email="nia@husay.test")
    forget(user, "", operator("test"), at(TODAY), "asked", place="cli")
    ana = of(made, "ana")
    assert notes(ana, "ana") == ()
    assert [v.visit.work_on for v in visits(ana)] == ["–"]


def test_an_early_day_is_before_every_manager(made: Made) -> None:
    from husay.store.coaching.people import Leading

    leading = Leading(of(made, "mia", OLD))
    assert leading.today == {"ana", "ben", "cel"}
    assert leading.on(date(2019, 12, 31)) == frozenset()
    assert leading.on(date(2024, 9, 30)) == leading.today
    assert leading.on(date(2024, 10, 1)) == frozenset()
