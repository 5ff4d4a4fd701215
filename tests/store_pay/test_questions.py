"""Questions about pay: asked by whose pay it is, answered by compensation, seen by nobody else,
and never changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import DatabaseError, connection, transaction

from husay.access.role import Role
from husay.access.viewer import Viewer
from husay.basics.problem import Mistake
from tests.goal_plans.small import small
from tests.measures.making import Made
from tests.store_pay.paying import AT, FEBRUARY, ONE, calculated, planned, released
from tests.store_pay.test_door import MOVED, as_

if TYPE_CHECKING:
    from husay.store.company import Company

LATER = AT + timedelta(days=3)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """January is released, by lines 1 (Ana), 2 (Ben) and 3 (Cel); Ben was led by Mia then."""
    found = small(tmp_path, assignments=MOVED)
    released(found.company, planned(found.company))
    return found


def ana(made: Made) -> Company:
    return as_(made.company, Role.SELLER, "ana")


def codes(done: Callable[..., object], *given: object, **named: object) -> list[str]:
    with pytest.raises(Mistake) as wrong:
        done(*given, **named)
    return [problem.code for problem in wrong.value.problems]


def test_from_question_to_settled(made: Made) -> None:
    """31 December 2024 is a Tuesday, and the small company has no holidays: the five working days
    are 1, 2, 3, 6 and 7 January."""
    from husay.store.pay import questions as q
    from husay.store.pay.questions_seen import question_seen

    one = q.ask(ana(made), 1, "ana", 1, "rate", "  Is it not 8 %?  ", AT)
    assert one.due == date(2025, 1, 7)
    assert question_seen(ana(made), one.pk, AT).may == ("say",)
    q.take(made.company, one.pk, 1, AT)
    q.say(ana(made), one.pk, 2, "My contract says so.", AT)
    q.answer(made.company, one.pk, 3, q.Answer("explained", "rate"), "7 % since January.", LATER)
    seen = question_seen(ana(made), one.pk, LATER)
    assert (seen.row.state, seen.row.outcome, seen.may) == (
        "answered", "explained", ("say", "settle", "reopen"),
    )  # fmt: skip
    assert seen.line is not None
    assert seen.line.amount == 28 * ONE
    q.settle(ana(made), one.pk, 4, LATER)
    said = question_seen(ana(made), one.pk, LATER).entries
    assert [(entry.number, entry.act, entry.words) for entry in said] == [
        (1, "ask", "Is it not 8 %?"), (2, "take", ""), (3, "say", "My contract says so."),
        (4, "answer", "7 % since January."), (5, "settle", ""),
    ]  # fmt: skip
    again = q.reopen(ana(made), one.pk, 5, "It is not.", LATER)
    assert (again.state, again.outcome, again.answered) == ("reopened", "", None)


def test_nobody_elses_question_by_any_way(made: Made) -> None:
    from husay.store.pay import questions as q
    from husay.store.pay.questions_seen import question_seen, questions_seen

    one = q.ask(as_(made.company, Role.SELLER, "ben"), 1, "ben", 2, "split", "Half?", AT)
    unknown = ["pay-question-unknown"]
    for other in (ana(made), as_(made.company, Role.MANAGER, "sam")):
        assert questions_seen(other) == ()
        given = q.Answer("explained", "rate")
        assert codes(question_seen, other, one.pk, AT) == unknown
        assert codes(q.say, other, one.pk, 1, "x", AT) == unknown
        assert codes(q.take, other, one.pk, 1, AT) == unknown
        assert codes(q.answer, other, one.pk, 1, given, "x", AT) == unknown
        assert codes(q.settle, other, one.pk, 1, AT) == unknown
        assert codes(q.reopen, other, one.pk, 1, "x", AT) == unknown
    for role in (Role.OPERATIONS, Role.EXECUTIVE, Role.ADMINISTRATOR):
        assert codes(questions_seen, as_(made.company, role, "ben")) == ["not-allowed"]
        assert codes(question_seen, as_(made.company, role, "ben"), one.pk, AT) == ["not-allowed"]
    mia = as_(made.company, Role.MANAGER, "mia")
    assert [row.pk for row in questions_seen(mia)] == [one.pk]
    assert question_seen(mia, one.pk, AT).may == ()
    assert codes(q.say, mia, one.pk, 1, "x", AT) == ["pay-question-theirs"]
    assert codes(q.ask, mia, 1, "ben", 2, "split", "x", AT) == ["pay-question-theirs"]


def test_a_seller_answers_nothing_and_nobody_answers_about_their_own(made: Made) -> None:
    from husay.store.pay import questions as q
    from tests.web.signing import user_with

    user_with(Role.SELLER, email="seller@example.com")
    user_with(Role.COMPENSATION, email="compensation@example.com")

    one = q.ask(ana(made), 1, "ana", None, "other", "Why?", AT)
    given = q.Answer("explained", "other")
    both = Viewer("b@example.com", frozenset({Role.SELLER, Role.COMPENSATION}), "ana")
    own = replace(made.company, viewer=both, today=date(2024, 12, 31))
    for who in (ana(made), own):
        assert codes(q.answer, who, one.pk, 1, given, "So.", AT) == ["pay-question-own"]
        assert codes(q.take, who, one.pk, 1, AT) == ["pay-question-own"]
    pay = as_(made.company, Role.COMPENSATION)
    q.answer(pay, one.pk, 1, given, "So.", AT)
    assert codes(q.settle, pay, one.pk, 2, AT) == ["pay-question-theirs"]


def test_who_asked_for_somebody_settles_it_for_them(made: Made) -> None:
    from husay.store.pay import questions as q
    from tests.web.signing import user_with

    user_with(Role.COMPENSATION, email="compensation@example.com")
    user_with(Role.COMPENSATION, email="other@example.com")
    pay = as_(made.company, Role.COMPENSATION)
    one = q.ask(pay, 1, "cel", 3, "return", "Cel rang.", AT)
    q.answer(pay, one.pk, 1, q.Answer("declined", "return"), "It came back.", AT)
    assert q.settle(pay, one.pk, 2, AT).state == "closed"


def test_of_two_who_answer_at_once_one_does(made: Made) -> None:
    from husay.store.pay import questions as q

    one = q.ask(ana(made), 1, "ana", 1, "rate", "Why?", AT)
    given = q.Answer("explained", "rate")
    q.answer(made.company, one.pk, 1, given, "First.", AT)
    said = codes(q.answer, made.company, one.pk, 1, given, "Second.", AT)
    assert said == ["pay-question-changed"]
    one.refresh_from_db()
    assert [entry.words for entry in one.entries.all()] == ["Why?", "First."]


def test_what_cannot_be_asked_is_told_all_at_once(made: Made) -> None:
    from husay.store.pay import questions as q

    own = ana(made)
    said = codes(q.ask, own, 1, "ana", 2, "weather", " ", AT)
    assert said == ["pay-line-unknown", "pay-question-cause", "pay-question-words"]
    assert codes(q.ask, own, 1, "ben", 2, "rate", "x", AT) == ["pay-statement-unknown"]
    assert codes(q.ask, own, 9, "ana", 1, "rate", "x", AT) == ["pay-statement-unknown"]
    longest = q.LONGEST
    assert codes(q.ask, own, 1, "ana", 1, "rate", "x" * (longest + 1), AT) == ["pay-question-long"]
    one = q.ask(own, 1, "ana", 1, "rate", "x" * longest, AT)
    assert codes(q.ask, own, 1, "ana", 1, "goal", "x", AT) == ["pay-question-already"]
    assert q.ask(own, 1, "ana", None, "goal", "x", AT).pk != one.pk
    run = calculated(made.company, one.run.plan, FEBRUARY)
    assert codes(q.ask, made.company, run.pk, "ana", 1, "rate", "x", AT) == ["pay-question-early"]


def test_steps_out_of_order_are_refused(made: Made) -> None:
    from husay.store.pay import questions as q

    own, one = ana(made), q.ask(ana(made), 1, "ana", 1, "rate", "Why?", AT)
    step = ["pay-question-step"]
    assert codes(q.settle, own, one.pk, 1, AT) == step
    assert codes(q.reopen, own, one.pk, 1, "x", AT) == step
    q.answer(made.company, one.pk, 1, q.Answer("explained", "rate"), "So.", AT)
    assert codes(q.take, made.company, one.pk, 2, AT) == step
    q.settle(own, one.pk, 2, AT)
    assert codes(q.say, own, one.pk, 3, "x", AT) == step


def test_an_outcome_names_what_it_led_to(made: Made) -> None:
    from husay.store.pay import questions as q
    from husay.store.pay.manual import propose

    one = q.ask(ana(made), 1, "ana", 1, "amount", "Too little.", AT)
    bens = propose(made.company, one.run.plan, "ben", ONE, "x", "", AT)

    def answered(*given: object) -> Callable[[], object]:
        return lambda: q.answer(made.company, one.pk, 1, q.Answer(*given), "So.", AT)  # type: ignore[arg-type]

    assert codes(answered("maybe", "weather")) == ["pay-question-outcome", "pay-question-cause"]
    assert codes(answered("adjusted", "amount")) == ["pay-question-manual"]
    assert codes(answered("adjusted", "amount", bens.pk)) == ["pay-question-manual"]
    assert codes(answered("plan-changed", "rate", None, 9)) == ["pay-question-version"]
    mine = propose(made.company, one.run.plan, "ana", ONE, "x", "", AT)
    answered("adjusted", "amount", mine.pk)()
    one.refresh_from_db()
    assert (one.manual, one.found, one.version) == (mine, "amount", None)
    q.reopen(ana(made), one.pk, 2, "Still too little.", AT)
    q.answer(made.company, one.pk, 3, q.Answer("plan-changed", "rate", None, 1), "So.", AT)
    one.refresh_from_db()
    assert (one.manual, one.version) == (None, one.run.version)


def test_an_owner_makes_pay_runs_and_a_due_day_is_to_come(made: Made) -> None:
    from husay.store.pay import questions as q
    from tests.web.signing import user_with

    seller = user_with(Role.SELLER, email="s@example.com")
    pay = user_with(Role.COMPENSATION, email="p@example.com")
    one = q.ask(ana(made), 1, "ana", 1, "rate", "Why?", AT)
    today = made.company.today
    over = today - timedelta(days=1)
    wrong = codes(q.take, made.company, one.pk, 1, AT, owner=seller.pk, due=over)
    assert wrong == ["pay-question-owner", "pay-question-due"]
    taken = q.take(made.company, one.pk, 1, AT, owner=pay.pk, due=today)
    assert (taken.owner, taken.due, taken.state) == (pay, today, "looked-into")


def test_what_was_said_is_never_changed(made: Made) -> None:
    from husay.store.pay import questions as q

    q.ask(ana(made), 1, "ana", 1, "rate", "Why?", AT)
    table = "records_payquestionentry"
    for statement in (
        f"UPDATE {table} SET words = 'x'", f"UPDATE {table} SET words = '–', act = 'say'",
        f"DELETE FROM {table}", f"UPDATE {table} SET number = 2",
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET words = '–'")


def test_the_log_has_identifiers_and_no_words(made: Made) -> None:
    from husay.store.pay import questions as q
    from husay.store.records.models import AuditEntry

    one = q.ask(ana(made), 1, "ana", 1, "rate", "SECRET", AT)
    q.answer(made.company, one.pk, 1, q.Answer("explained", "rate"), "SECRET", AT)
    found = list(AuditEntry.objects.filter(kind="pay-question"))
    assert [(entry.action, entry.item) for entry in found] == [
        ("pay-asked", "1"), ("pay-question-answered", "1"),
    ]  # fmt: skip
    assert found[1].after is not None
    assert found[1].after["outcome"] == "explained"
    assert (found[1].after or {})["outcome"] == "explained"
    assert not any("SECRET" in str(e.after) + e.reason for e in AuditEntry.objects.all())


def test_somebody_forgotten_is_in_no_conversation(made: Made) -> None:
    """Words by them and about them go; that they asked, when and with what outcome stays."""
    from husay.store.pay import questions as q
    from husay.store.records.forgetting import export_person, forget

    boss = made.company.viewer
    one = q.ask(ana(made), 1, "ana", 1, "rate", "ZZ asks", AT)
    q.answer(made.company, one.pk, 1, q.Answer("explained", "rate"), "ZZ is told", AT)
    given = export_person(None, "ana", boss, AT, place="cli")
    assert given["pay"]["questions"] == [  # type: ignore[index]
        {"run": 1, "cause": "rate", "state": "answered", "asked": AT.date().isoformat()}
    ]
    assert "ZZ" not in str(given)
    forget(None, "ana", boss, AT, "asked for it", place="cli")
    assert {entry.words for entry in one.entries.all()} == {"–"}
    one.refresh_from_db()
    assert (one.person, one.state) == ("ana", "answered")


def test_what_waits_comes_first_by_its_due_day(made: Made) -> None:
    from husay.store.pay import questions as q
    from husay.store.pay.questions_seen import questions_seen

    first, second, third = (
        q.ask(as_(made.company, Role.SELLER, who), 1, who, line, "rate", "Why?", AT)
        for line, who in enumerate(("ana", "ben", "cel"), start=1)
    )
    q.answer(made.company, first.pk, 1, q.Answer("explained", "rate"), "So.", AT)
    q.take(made.company, third.pk, 1, AT, due=made.company.today)
    assert [row.pk for row in questions_seen(made.company)] == [third.pk, second.pk, first.pk]


def test_seeing_anothers_question_is_seeing_pay(made: Made) -> None:
    from husay.store.pay import questions as q
    from husay.store.pay.questions_seen import question_seen
    from husay.store.records.models import AuditEntry

    one = q.ask(ana(made), 1, "ana", 1, "rate", "Why?", AT)
    question_seen(ana(made), one.pk, AT)
    assert not AuditEntry.objects.filter(action="pay-seen").exists()
    question_seen(as_(made.company, Role.MANAGER, "mia"), one.pk, datetime.now(AT.tzinfo))
    assert AuditEntry.objects.get(action="pay-seen").item == "ana"
