"""Of a question about pay who must answer is told, then who asked; nobody of what they said."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from husay.access.role import Role
from tests.goal_plans.small import small
from tests.measures.making import Made, copied
from tests.store_pay.paying import planned, released
from tests.web.signing import user_with

if TYPE_CHECKING:
    from pathlib import Path

    from husay.store.company import Company
    from husay.store.records.models import PayQuestion, User


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """January is released to Ana, Ben and Cel."""
    from django.db import connections

    found = small(tmp_path_factory.mktemp("paid"))
    released(found.company, planned(found.company))
    connections.close_all()
    return found.folder


@pytest.fixture
def made(first: Path, tmp_path: Path) -> Made:
    return copied(first, tmp_path / "home")


@pytest.fixture
def people(made: Made) -> dict[str, User]:
    """Ana and Ben are paid; Pia, Rey and Cel answer, of whom Cel is paid, too."""
    cast = {
        "ana": (Role.SELLER,), "ben": (Role.SELLER,), "pia": (Role.COMPENSATION,),
        "rey": (Role.COMPENSATION,), "cel": (Role.COMPENSATION, Role.SELLER),
        "adm": (Role.ADMINISTRATOR,), "exe": (Role.EXECUTIVE,),
    }  # fmt: skip
    return {
        who: user_with(
            *roles, email=f"{who}@husay.test", person=who if Role.SELLER in roles else ""
        )
        for who, roles in cast.items()
    }


def of(made: Made, user: User) -> Company:
    from husay.store.messages.people import own_company

    return own_company(made.company, user, timezone.now())


def ask(made: Made, people: dict[str, User], who: str = "ana", by: str = "") -> PayQuestion:
    from husay.store.pay.questions import ask

    return ask(of(made, people[by or who]), 1, who, None, "rate", "Is it not 8 %?", now())


def now() -> datetime:
    return timezone.now()


def told(made: Made, people: dict[str, User]) -> dict[str, list[str]]:
    """What everybody reads of questions after the messages were gathered, the newest first."""
    from husay.store.messages.gathering import gather
    from husay.store.messages.inbox import inbox
    from husay.words.letters import Words

    gather(made.company, now() + timedelta(seconds=1))
    found = {}
    for who, user in people.items():
        own = of(made, user)
        if not own.viewer.roles:
            continue
        some = inbox(own, kind="question")
        words = Words(own, some)
        found[who] = [words.outside(one).partition(" until")[0] for one in some]
        assert all("8 %" not in words.inside(one) for one in some)
    return {who: some for who, some in found.items() if some}


WAITS = "Question 1 about pay waits for an answer"
ADDED = "Something was added to question 1 about pay."
THEIRS = "Question 1 about pay is yours to answer"


def test_who_must_answer_is_told_and_nobody_of_their_own(
    made: Made, people: dict[str, User]
) -> None:
    ask(made, people)
    assert told(made, people) == {"pia": [WAITS], "rey": [WAITS], "cel": [WAITS]}
    assert told(made, people) == {"pia": [WAITS], "rey": [WAITS], "cel": [WAITS]}, "once"


def test_nobody_answers_about_their_own_pay(made: Made, people: dict[str, User]) -> None:
    ask(made, people, "cel")
    assert told(made, people) == {"pia": [WAITS], "rey": [WAITS]}


def test_who_asks_for_somebody_is_told_nothing_of_it(made: Made, people: dict[str, User]) -> None:
    ask(made, people, "ana", by="pia")
    assert told(made, people) == {"rey": [WAITS], "cel": [WAITS]}


def test_once_somebody_sees_to_it_it_waits_for_them_alone(
    made: Made, people: dict[str, User]
) -> None:
    from husay.store.pay.questions import say, take

    ask(made, people)
    told(made, people)
    take(of(made, people["pia"]), 1, None, now())
    assert told(made, people) == {"pia": [WAITS]}, "who took it needs no message of that"
    say(of(made, people["ana"]), 1, None, "By my contract.", now())
    assert told(made, people) == {"pia": [ADDED, WAITS]}
    take(of(made, people["pia"]), 1, None, now(), owner=people["rey"].pk)
    assert told(made, people) == {"rey": [THEIRS]}


def test_where_who_saw_to_it_answers_no_more_it_waits_for_the_others(
    made: Made, people: dict[str, User]
) -> None:
    from husay.store.pay.questions import say, take
    from husay.store.records.models import RoleGrant

    ask(made, people)
    take(of(made, people["pia"]), 1, None, now())
    RoleGrant.objects.filter(user=people["pia"]).update(until=now())
    say(of(made, people["ana"]), 1, None, "By my contract.", now())
    assert told(made, people) == {"rey": [ADDED], "cel": [ADDED]}


def test_an_answer_reaches_who_asked_and_what_waited_is_gone(
    made: Made, people: dict[str, User]
) -> None:
    from husay.store.pay.questions import Answer, answer, reopen

    ask(made, people)
    told(made, people)
    answer(of(made, people["pia"]), 1, None, Answer("explained", "rate"), "By the plan.", now())
    answered = "Question 1 about pay was answered."
    assert told(made, people) == {"ana": [answered]}
    reopen(of(made, people["ana"]), 1, None, "It is not.", now())
    found = told(made, people)
    assert found["pia"] == ["Question 1 about pay is open again,"]
    assert found["ana"] == [answered]
    assert set(found) == {"ana", "pia"}, "it is hers since she answered it"


def test_an_answer_about_somebody_is_told_to_who_asked_for_them_too(
    made: Made, people: dict[str, User]
) -> None:
    from husay.store.pay.questions import Answer, answer

    ask(made, people, "ana", by="pia")
    answer(of(made, people["rey"]), 1, None, Answer("explained", "rate"), "By the plan.", now())
    assert set(told(made, people)) == {"ana", "pia"}


def test_the_month_says_for_whom_it_waits_by_the_same_rule(
    made: Made, people: dict[str, User]
) -> None:
    """Until somebody sees to it it waits for whoever answers, then for them; never for whose pay
    it is."""
    from husay.store.month.house import Looking
    from husay.store.pay.questions import take

    def mine() -> dict[str, list[bool]]:
        waits = {who: Looking(of(made, people[who])).waits("pay") for who in ("pia", "rey", "cel")}
        return {who: [w.mine for w in some if w.what == "question"] for who, some in waits.items()}

    ask(made, people, "cel")
    assert mine() == {"pia": [True], "rey": [True], "cel": [False]}
    take(of(made, people["pia"]), 1, None, now())
    assert mine() == {"pia": [True], "rey": [False], "cel": [False]}
