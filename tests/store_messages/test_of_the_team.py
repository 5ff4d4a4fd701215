"""Of recognition, thanks and circles whom it concerns is told: once, and without names outside.

Ana and Ben sell in N1, Cel in N2, both below North, which Nia leads; Dan sells in South. Today is
the last day of 2024, a Tuesday.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from husay.team.meeting import Page
from tests.coaching.conftest import first_team, made
from tests.coaching.team import TODAY, at, of
from tests.team.test_kept import joined, pair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from husay.store.records.models import Message, TeamRecognition
    from tests.measures.making import Made

__all__ = ["first_team", "made"]

AT = at(TODAY)
LATER = AT + timedelta(minutes=5)
TOMORROW = TODAY + timedelta(days=1)
CAST = ("ana", "ben", "nia", "dan", "adm")


@pytest.fixture
def team(made: Made) -> Made:
    """The company, whose people have come in."""
    from husay.store.records.models import User

    for who in CAST:
        of(made, who)
    User.objects.update(joined=AT)
    return made


@pytest.fixture(autouse=True)
def manila() -> Iterator[None]:
    from django.test import override_settings

    with override_settings(TIME_ZONE="Asia/Manila"):
        yield


def gathered(team: Made, day: date = TODAY, after: timedelta = timedelta()) -> int:
    from husay.store.messages.gathering import gather

    return gather(replace(team.company, today=day), at(day) + after)


def told(team: Made, who: str, kind: str, day: date = TODAY) -> list[tuple[str, str]]:
    """What somebody reads of a kind, in the inbox and outside."""
    from husay.store.messages.inbox import inbox
    from husay.words.letters import Words

    own = of(team, who, day)
    found = inbox(own, kind=kind)
    words = Words(own, found)
    return [(words.inside(one), words.outside(one)) for one in found]


def kept(kind: str) -> list[Message]:
    from husay.store.records.models import Message

    return list(Message.objects.filter(kind=kind))


def recognised(kind: str, item: str, **more: object) -> TeamRecognition:
    from husay.store.records.models import TeamRecognition

    given: dict[str, object] = {
        "scope": "seller", "measure": "revenue", "grain": "month", "starts": date(2024, 12, 1),
        "ends": TODAY, "day": TODAY, "manifest": 1, "made": AT, "figure": 5_000_000,
        "before": 4_000_000,
    }  # fmt: skip
    return TeamRecognition.objects.create(kind=kind, item=item, **{**given, **more})


def circle(team: Made, starts: date, *learners: str) -> int:
    """Ana shows closing to others, from a day on."""
    from husay.store.team.circles import assign
    from husay.team.circle import Circle

    asked = Circle(stage="closing", shower="ana", learners=learners or ("ben",), starts=starts)
    return assign(of(team, "nia"), asked, AT).number


@pytest.mark.parametrize(
    ("kind", "more", "said"),
    [
        ("best", {}, "You had your best month so far in revenue: December 2024."),
        ("best", {"grain": "quarter", "starts": date(2024, 10, 1)},
         "You had your best quarter so far in revenue: Q4 2024."),
        ("improved", {"basis": "potential", "grain": "window"},
         "You are among those who improved most against your own potential, 1–31 Dec 2024."),
        ("improved", {"basis": "same", "grain": "window"},
         "You are among those who improved most against your own year before, 1–31 Dec 2024."),
        ("helped", {"times": 1}, "A colleague said that you helped them."),
        ("helped", {"times": 5}, "Colleagues said 5 times that you helped them."),
    ],
)  # fmt: skip
def test_who_is_recognised_is_told_without_figures_and_nobody_else(
    team: Made, kind: str, more: dict[str, object], said: str
) -> None:
    recognised(kind, "ana", **more)
    gathered(team)
    assert told(team, "ana", "recognition") == [(said, said)]
    assert len(kept("recognition")) == 1
    assert gathered(team, after=timedelta(minutes=5)) == 0, "nobody is told twice"


@pytest.mark.parametrize(("days", "news"), [(0, 1), (60, 1), (61, 0), (-1, 0)])
def test_what_the_page_team_shows_no_more_is_no_news(team: Made, days: int, news: int) -> None:
    recognised("best", "ana", day=TODAY - timedelta(days=days))
    gathered(team)
    assert len(kept("recognition")) == news


def test_what_is_withdrawn_or_of_somebody_else_now_is_told_no_more(team: Made) -> None:
    from husay.store.records.models import User

    first, second = recognised("best", "ana"), recognised("best", "ana", measure="orders")
    gathered(team)
    assert len(told(team, "ana", "recognition")) == 2
    first.withdrawn = AT
    first.save()
    ((inside, _),) = told(team, "ana", "recognition")
    assert "in orders" in inside
    assert second.pk
    User.objects.filter(person="ana").update(person="")
    from husay.store.messages.people import own_company
    from husay.store.messages.seeing import still_to_see

    user = User.objects.get(email="ana@husay.test")
    assert still_to_see(own_company(team.company, user, AT), user, kept("recognition")) == ()
    assert kept("recognition") == []


def test_a_goal_of_ones_unit_is_told_in_it_and_above_it_and_the_steps_before_are_not(
    team: Made,
) -> None:
    unit = {"scope": "unit", "figure": None, "before": None}
    recognised("team-goal", "N", share=10_000, **unit)
    recognised("milestone", "N", share=7_500, **unit)
    recognised("team-goal", "", scope="company", share=10_000)
    gathered(team)
    reached = {one.user.person for one in kept("recognition")}
    assert reached == {"ana", "ben", "nia"}, "N1 is below North, Dan is in South"
    ((inside, outside),) = told(team, "ana", "recognition")
    assert inside.startswith("Your unit, ")
    assert inside.endswith(", reached the goal of December 2024.")
    assert inside == outside
    # Who moved to another unit has other news; here: whom the book does not have any more.
    from husay.store.records.models import User

    User.objects.filter(person="ana").update(person="zoe")
    from husay.store.messages.people import own_company
    from husay.store.messages.seeing import still_to_see

    user = User.objects.get(email="ana@husay.test")
    mine = [one for one in kept("recognition") if one.user_id == user.pk]
    assert still_to_see(own_company(team.company, user, AT), user, mine) == ()


def test_a_milestone_that_is_recognised_of_ones_unit_is_not_told_twice(
    team: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """North reached its goal whole, South three quarters of its own."""
    from fractions import Fraction
    from types import SimpleNamespace

    from husay.basics.period import Window
    from husay.measures.question import Whole
    from husay.store import outlooks
    from husay.tracking.milestones import Ladder, Step

    december = Window(date(2024, 12, 1), TODAY)

    def ladder(unit: str, share: Fraction) -> tuple[Ladder, Step]:
        step = Step(share, TODAY, None, True)
        return Ladder(Whole("unit", unit), "month", december, 10_000, None, (step,)), step

    news = (ladder("N", Fraction(1)), ladder("S", Fraction(3, 4)))
    monkeypatch.setattr(outlooks, "milestones", lambda *_: SimpleNamespace(news=news))
    gathered(team)
    units: dict[str, set[str]] = {}
    for message in kept("milestone"):
        units.setdefault(message.user.person, set()).add(message.what["item"])
    assert units == {
        "ana": {"S"}, "ben": {"S"}, "nia": {"S"}, "dan": {"N", "S"}, "": {"N", "S"},
    }  # fmt: skip


def test_thanks_reach_who_is_thanked_and_their_words_stay_inside(team: Made) -> None:
    from husay.store.team.thanks import hide, thank, withdraw

    first = thank(of(team, "ben"), "ana", "For Mr Cruz, who buys ₱40,000.", AT)
    second = thank(of(team, "adm"), "ana", "For the report.", AT)
    gathered(team)
    assert [one.user.person for one in kept("recognition")] == ["ana", "ana"]
    assert told(team, "ana", "recognition") == [
        ("adm@husay.test thanked you: “For the report.”", "A colleague thanked you."),
        ("ben@husay.test thanked you: “For Mr Cruz, who buys ₱40,000.”",
         "A colleague thanked you."),
    ]  # fmt: skip
    withdraw(of(team, "ben"), first.number, AT)
    assert len(told(team, "ana", "recognition")) == 1
    hide(of(team, "adm"), second.number, True, "Not here.", AT)
    assert told(team, "ana", "recognition") == []
    assert kept("recognition") == []


def test_thanks_of_somebody_forgotten_go_with_them(team: Made) -> None:
    from husay.store.records.forgetting import forget
    from husay.store.records.models import User
    from husay.store.team.thanks import thank

    thank(of(team, "dan"), "ana", "For the lift.", AT)
    gathered(team)
    user = User.objects.get(person="dan")
    forget(user, "dan", of(team, "adm").viewer, AT, "asked to", place="web")
    assert told(team, "ana", "recognition") == []


def test_who_is_asked_is_told_until_they_answer(team: Made) -> None:
    pair(team)
    gathered(team)
    assert {one.user.person for one in kept("circle") if one.what["of"] == "asked"} == {
        "ana", "ben",
    }  # fmt: skip
    ((inside, outside),) = told(team, "ben", "circle")
    assert inside.startswith("You are asked to join: ")
    assert "shows closing to" in inside
    assert outside == "You are asked to meet colleagues: say whether you join."
    joined(team, 1, "ben")
    assert told(team, "ben", "circle") == []
    assert len(told(team, "ana", "circle")) == 1
    from husay.store.team.circles import end

    end(of(team, "nia"), 1, "Later.", AT)
    assert told(team, "ana", "circle") == []


@pytest.mark.parametrize(("days", "news"), [(0, 1), (1, 1), (2, 0), (-1, 0)])
def test_a_meeting_is_told_the_day_before_and_on_its_day(team: Made, days: int, news: int) -> None:
    """The first meeting is on 7 January; the one after it a week later."""
    first = date(2025, 1, 7)
    number = circle(team, first)
    joined(team, number, "ana", "ben")
    gathered(team, first - timedelta(days=days))
    meetings = [one for one in kept("circle") if one.what["of"] == "meeting"]
    assert {one.user.person for one in meetings} == ({"ana", "ben"} if news else set())


def test_a_meeting_is_told_to_who_takes_part_and_again_where_it_is_moved(team: Made) -> None:
    from husay.store.team.circles import answer, move

    number = circle(team, TOMORROW, "ben", "cel")
    joined(team, number, "ana")
    gathered(team)
    assert not [one for one in kept("circle") if one.what["of"] == "meeting"], "it does not run"
    joined(team, number, "ben")
    gathered(team, after=timedelta(minutes=1))
    ((inside, outside),) = told(team, "ben", "circle")
    assert inside.startswith("You meet ")
    assert inside.endswith("on Wednesday, 1 Jan 2025 about closing.")
    assert outside == "You meet colleagues on Wednesday, 1 Jan 2025."
    move(of(team, "ana"), number, 1, TODAY, AT)
    assert told(team, "ben", "circle") == [], "not on that day any more"
    gathered(team, after=timedelta(minutes=2))
    ((inside, _),) = told(team, "ben", "circle")
    assert "on Tuesday, 31 Dec 2024" in inside
    answer(of(team, "ben"), number, False, "No time.", AT)
    assert told(team, "ben", "circle") == [], "they left"
    assert told(team, "ana", "circle") == [], "nobody is left to meet"


def test_a_page_is_told_to_the_partner_alone_and_without_its_words(team: Made) -> None:
    from husay.store.team.circles import answer
    from husay.store.team.meetings import write

    number = pair(team)
    joined(team, number, "ana", "ben")
    write(of(team, "ana"), number, 1, Page(went_well="Sold ₱9,000 to Cruz."), AT)
    gathered(team)
    pages = [one for one in kept("circle") if one.what["of"] == "page"]
    assert [one.user.person for one in pages] == ["ben"], "neither the writer nor the manager"
    ((inside, outside),) = [one for one in told(team, "ben", "circle") if "page" in one[1]]
    assert inside.endswith(" wrote a page of your meeting 1.")
    assert outside == "A colleague wrote a page of a meeting that you share."
    assert "₱9,000" not in inside
    write(of(team, "ana"), number, 1, Page(went_well="Sold.", will_try="More."), LATER)
    assert gathered(team, after=timedelta(minutes=6)) == 0, "of a page one is told once"
    answer(of(team, "ben"), number, False, "No time.", LATER)
    assert told(team, "ben", "circle") == [], "who left reads no page"


def test_a_token_of_fewer_rights_sees_none_and_takes_none_away(team: Made) -> None:
    from husay.access.role import Right
    from husay.store.messages.seeing import still_to_see
    from husay.store.records.models import User

    recognised("best", "ana")
    pair(team)
    gathered(team)
    user, own = User.objects.get(person="ana"), of(team, "ana")
    less = replace(own, viewer=replace(own.viewer, limit=frozenset({Right.SEE_GOALS})))
    before = len(kept("recognition")) + len(kept("circle"))
    mine = [*kept("recognition"), *(one for one in kept("circle") if one.user_id == user.pk)]
    assert still_to_see(less, user, mine) == ()
    assert len(kept("recognition")) + len(kept("circle")) == before


def test_each_leads_to_its_page(team: Made) -> None:
    from husay.store.messages.inbox import inbox
    from husay.store.team.thanks import thank
    from husay.web.messages.inbox_page import way_of

    recognised("best", "ana")
    thank(of(team, "ben"), "ana", "For all.", AT)
    number = pair(team)
    gathered(team)
    own = of(team, "ana")
    ways = {way_of(own, one).url for one in inbox(own)}
    assert ways >= {"/team", "/thanks", f"/team/circles/{number}"}


def test_an_inbox_takes_as_many_queries_however_long_it_is(team: Made) -> None:
    """One message of each of three kinds, and ten of each; a unit is called by its name, whoever
    is told of it: Dan sells in South."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from husay.store.records.models import Message, TeamThanks, User
    from husay.words.letters import Words

    ben = of(team, "ben").author
    own, dan = of(team, "dan"), User.objects.get(person="dan")
    number = circle(team, TOMORROW)
    step = {"scope": "unit", "item": "N", "window": "month", "starts": "2024-12-01",
            "ends": "2024-12-31", "share": "3/4", "reached": "2024-12-30"}  # fmt: skip
    messages = []
    for n in range(10):
        thanks = TeamThanks.objects.create(by=ben, to="dan", words=f"For {n}.", at=AT)
        for kind, what in (
            ("recognition", {"thanks": thanks.pk}), ("milestone", step),
            ("circle", {"circle": number, "of": "asked"}),
        ):  # fmt: skip
            one = Message.objects.create(user=dan, kind=kind, key=f"{n}", what=what, made=AT)
            messages.append(one)

    def said(some: list[Message]) -> tuple[int, list[str]]:
        with CaptureQueriesContext(connection) as asked:
            words = Words(own, some)
            texts = [words.inside(one) for one in some]
        return len(asked), texts

    few, texts = said(messages[:3])
    assert texts[1].startswith("North has reached 75 % of the goal of December 2024")
    assert said(messages)[0] == few
