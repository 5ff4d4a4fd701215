"""What is found becomes messages: once, to whom it concerns, and to nobody else."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from husay.access.viewer import operator
from tests.tracking.test_outlook import FEBRUARY, TREE, YEARS
from tests.tracking.weekdays import company
from tests.web.signing import user_with

if TYPE_CHECKING:
    from pathlib import Path

    from husay.store.company import Company
    from husay.store.records.models import Message, User

AT = datetime(2025, 2, 15, 3, tzinfo=UTC)
NAMES = "kind,item,name\nperson,ana,Ana Reyes\nunit,north,The North\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ana sells in the north, which Mia leads; the company, the north and Ana have goals. By 14
    February 33 days of 110 came in: 25 % of the company's year, 3,250, on the 11th."""
    goals = (
        f"company,,revenue,{FEBRUARY},5000,\nunit,north,revenue,{FEBRUARY},4000,\n"
        f"seller,ana,revenue,{FEBRUARY},4000,\ncompany,,revenue,2025-01-01,2025-12-31,13000,\n"
    )
    folder = tmp_path_factory.mktemp("north")
    home = company(folder, YEARS, goals, **TREE, names=NAMES).company.home.path
    from django.db import connections

    connections.close_all()
    return home


@pytest.fixture
def north(made: Path, tmp_path: Path) -> Company:
    """The company of each test: a copy."""
    from husay.store.opening import open_company

    return open_company(shutil.copytree(made, tmp_path / "north"), AT.date())


def someone(person: str, *roles: Role, email: str = "") -> User:
    return user_with(*roles, email=email or f"{person}@husay.test", person=person)


def own(home: Company, user: User, at: datetime = AT) -> Company:
    from husay.store.messages.people import own_company

    return own_company(home, user, at)


def of(user: User, kind: str) -> list[Message]:
    from husay.store.records.models import Message

    return list(Message.objects.filter(user=user, kind=kind))


def words(home: Company, user: User, kind: str) -> list[tuple[str, str]]:
    """What somebody reads of a kind, in the inbox and outside."""
    from husay.store.messages.inbox import inbox
    from husay.words.letters import Words

    found = inbox(own(home, user), kind=kind)
    told = Words(own(home, user), found)
    return [(told.inside(one), told.outside(one)) for one in found]


def gather(home: Company, at: datetime = AT) -> int:
    from husay.store.messages.gathering import gather

    return gather(home, at)


def test_a_goal_is_told_with_its_figures_inside_and_without_any_outside(north: Company) -> None:
    from husay.store.goal_notices import tell_of_goals

    ana = someone("ana", Role.SELLER)
    tell_of_goals(north, AT)
    gather(north)
    ((inside, outside),) = words(north, ana, "goal")
    assert "₱4,000 is expected for February 2025; ₱1,100 is in." in inside
    assert outside == "Your goal for February 2025 is there."
    assert gather(north, AT + timedelta(minutes=1)) == 0, "nobody is told twice"


def test_what_is_read_here_is_read_there(north: Company) -> None:
    from husay.store.goal_notices import have_read, tell_of_goals, unread
    from husay.store.messages.inbox import mark_read, unread_count
    from husay.store.records.models import GoalNotice

    ana, mia = someone("ana", Role.SELLER), someone("mia", Role.MANAGER)
    tell_of_goals(north, AT)
    gather(north)
    waiting = unread_count(ana)
    have_read(ana, [GoalNotice.objects.get(user=ana).pk], AT)
    assert unread_count(ana) == waiting - 1
    of_mia = [one.pk for one in of(mia, "goal")]
    assert mark_read(own(north, ana), of_mia, AT) == 0, "numbers of another's do nothing"
    assert unread(own(north, mia), mia, AT.date())
    mark_read(own(north, mia), None, AT)
    assert not unread(own(north, mia), mia, AT.date())


def test_of_a_goal_the_newest_is_told(north: Company) -> None:
    from django.forms.models import model_to_dict

    from husay.store.goal_notices import tell_of_goals
    from husay.store.records.models import GoalNotice

    ana = someone("ana", Role.SELLER)
    tell_of_goals(north, AT)
    gather(north)
    first = GoalNotice.objects.get(user=ana)
    copied = model_to_dict(first, exclude=("id", "user")) | {"goal": 50_000_000}
    GoalNotice.objects.create(user=ana, **copied)
    gather(north, AT + timedelta(minutes=1))
    assert len(of(ana, "goal")) == 2
    ((inside, _outside),) = words(north, ana, "goal")
    assert "₱5,000" in inside
    assert len(of(ana, "goal")) == 1


def test_a_unit_that_is_led_no_more_is_told_no_more(north: Company) -> None:
    from husay.store.goal_notices import tell_of_goals
    from husay.store.records.models import RoleGrant
    from husay.store.records.users import give

    user = someone("ben", Role.SELLER)
    give(user, Role.MANAGER, operator("test"), AT, "", "north", place="cli")
    tell_of_goals(north, AT)
    gather(north)
    assert [outside for _, outside in words(north, user, "goal")] == [
        "The North: the goal for February 2025 is there."
    ]
    RoleGrant.objects.filter(user=user, role=Role.MANAGER).delete()
    assert words(north, user, "goal") == []
    gather(north, AT + timedelta(minutes=1))
    assert words(north, user, "goal") == []


def test_milestones_are_told_to_everybody_without_amounts(north: Company) -> None:
    ana, olga = someone("ana", Role.SELLER), someone("olga", Role.OPERATIONS)
    assert gather(north) > 0
    told = [inside for inside, _ in words(north, olga, "milestone")]
    assert told == [inside for inside, _ in words(north, ana, "milestone")]
    assert told
    assert all("reached" in said and "₱" not in said for said in told)
    assert gather(north, AT + timedelta(minutes=1)) == 0


def test_who_joins_later_is_not_told_of_what_was_before(north: Company) -> None:
    someone("ana", Role.SELLER)
    gather(north)
    ben = someone("ben", Role.SELLER)
    gather(north, AT + timedelta(minutes=1))
    assert of(ben, "milestone") == []


def episode(item: str, scope: str = "seller", **more: object) -> int:
    from husay.store.records.models import SignalEpisode, SignalSweep

    day = date(2025, 2, 10)
    curve = {"seen": [1], "expected": [1], "low": [1], "high": [1], "starts": [day.isoformat()]}
    sweep: dict[str, object] = {
        "watched": {},
        "learning": {},
        "grains": {},
        "rates": [],
        "flat": [],
    }
    SignalSweep.objects.get_or_create(
        manifest=1, defaults={"as_of": day, "made": AT, "told": sweep}
    )
    row = SignalEpisode.objects.create(
        measure="revenue", scope=scope, item=item, direction="fall", opened=day, since=day,
        earliest=day, latest=day, ratio=8_000, low=7_000, high=9_000, chance=9_900, missed=10_000,
        a_month=10**9, evidence=5_000, grain="day", detail={"curve": curve, "where": {}},
        manifest=1, as_of=day, found=AT, pushed=1, **more,
    )  # fmt: skip
    return int(row.pk)


def test_a_signal_is_told_to_who_sees_it_with_no_name_and_no_amount_outside(
    north: Company,
) -> None:
    ana, mia = someone("ana", Role.SELLER), someone("mia", Role.MANAGER)
    ben, olga = someone("ben", Role.SELLER), someone("olga", Role.OPERATIONS)
    number = episode("ana")
    gather(north)
    ((inside, outside),) = words(north, mia, "signal")
    assert "Ana Reyes" in inside
    assert "₱100.0 K a month" in inside
    assert outside == (
        "Somebody whom you lead: revenue is below what was expected, since about 10 Feb 2025."
    )
    ((_inside, outside),) = words(north, ana, "signal")
    assert outside.startswith("You: revenue is below")
    assert of(ben, "signal") == of(olga, "signal") == []
    from husay.store.records.models import SignalEpisode

    SignalEpisode.objects.filter(pk=number).update(closed=AT.date(), ended="recovered")
    assert words(north, mia, "signal") == [], "it is over"


def coached(seller: str, **action: object) -> int:
    from husay.store.records.models import CoachingAction, CoachingPlanRow

    plan = CoachingPlanRow.objects.create(
        seller=seller, stage="closing", starts=AT.date(), ends=AT.date() + timedelta(days=30),
        state="running", by="user:1", made=AT,
    )  # fmt: skip
    given = {"text": "Call three", "who": "seller", "due": AT.date(), "by": "user:1", "at": AT}
    return int(CoachingAction.objects.create(plan=plan, **{**given, **action}).pk)


@pytest.mark.parametrize(
    ("days", "who", "told"),
    [
        (1, "seller", "ana"), (0, "seller", "ana"), (-7, "seller", "ana"), (2, "seller", ""),
        (-8, "seller", ""), (1, "manager", "mia"),
    ],
)  # fmt: skip
def test_who_is_to_do_it_is_told_a_day_before(
    north: Company, days: int, who: str, told: str
) -> None:
    people = {p: someone(p, r) for p, r in (("ana", Role.SELLER), ("mia", Role.MANAGER))}
    coached("ana", due=AT.date() + timedelta(days=days), who=who)
    gather(north)
    assert {p for p, user in people.items() if of(user, "action")} == ({told} if told else set())


def test_words_of_coaching_stay_inside_and_what_is_done_is_told_no_more(north: Company) -> None:
    from husay.store.records.models import CoachingAction

    mia = someone("mia", Role.MANAGER)
    number = coached("ana", who="manager")
    gather(north)
    ((inside, outside),) = words(north, mia, "action")
    assert inside == "Due on 15 Feb 2025, with Ana Reyes: Call three"
    assert outside == "Something agreed in coaching is due on 15 Feb 2025."
    CoachingAction.objects.filter(pk=number).update(done=AT.date())
    assert words(north, mia, "action") == []


def test_what_one_gatherer_cannot_do_keeps_no_other_from_it(
    north: Company, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from husay.store.messages.kinds.milestones import Milestones

    def broken(*_: object) -> None:
        raise RuntimeError("meant")

    monkeypatch.setattr(Milestones, "found", broken)
    ana = someone("ana", Role.SELLER)
    coached("ana")
    gather(north)
    assert (len(of(ana, "action")), len(of(ana, "milestone"))) == (1, 0)
    assert "meant" in caplog.text
    monkeypatch.undo()
    gather(north, AT + timedelta(minutes=1))
    assert len(of(ana, "milestone")) > 0, "nothing is lost"


def test_old_messages_are_let_go(north: Company) -> None:
    from uuid import uuid4

    from husay.store.messages.gathering import KEPT
    from husay.store.records.models import MessageDelivery

    ana = someone("ana", Role.SELLER)
    gather(north)
    assert of(ana, "milestone")
    rows = [
        MessageDelivery.objects.create(
            uid=uuid4(), user=ana, form="now", due=AT, since=AT, ended=ended,
            state="sent" if ended else "waiting",
        )
        for ended in (AT, AT + timedelta(seconds=1), None)
    ]  # fmt: skip
    gather(north, AT + KEPT + timedelta(seconds=1))
    assert of(ana, "milestone") == []
    assert list(MessageDelivery.objects.order_by("pk")) == rows[1:], "what waits is not let go"


def test_whoever_runs_commands_has_no_inbox(north: Company) -> None:
    from husay.basics.problem import Mistake
    from husay.store.messages.inbox import inbox

    with pytest.raises(Mistake, match="messages-of-nobody"):
        inbox(north)
    with pytest.raises(Mistake, match="not-allowed"):
        inbox(replace(own(north, someone("ana", Role.SELLER)), viewer=replace(
            own(north, someone("ana", Role.SELLER)).viewer, roles=frozenset()
        )))  # fmt: skip


def test_what_goes_by_the_day_is_looked_for_each_quarter_of_an_hour(
    north: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whom managers lead is read then, and not at every look."""
    from husay.store.coaching.people import Leading
    from husay.store.messages.kinds import actions

    asked = []

    class Counted(Leading):
        def __init__(self, company: Company) -> None:
            asked.append(company.viewer.name)
            super().__init__(company)

    mia = someone("mia", Role.MANAGER)
    coached("ana", who="manager")
    monkeypatch.setattr(actions, "Leading", Counted)
    for minutes, looks in ((0, 1), (1, 1), (14, 1), (15, 2), (16, 2)):
        gather(north, AT + timedelta(minutes=minutes))
        assert len(asked) == looks
    assert len(of(mia, "action")) == 1


def test_whom_messages_reach_is_asked_in_two_queries_however_many_they_are(north: Company) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from husay.store.messages.people import People
    from husay.store.records.users import give, viewer_of

    users = [someone(f"p{n}", Role.SELLER) for n in range(5)]
    give(users[0], Role.MANAGER, operator("test"), AT, "", "north", place="cli")
    with CaptureQueriesContext(connection) as asked:
        found = People(north, AT).all
    assert len(asked) == 2, [one["sql"] for one in asked]
    assert dict(found) == {user: viewer_of(user) for user in users}
    assert dict(found)[users[0]].units == {"north"}
