"""What a page of coaching asks of the records does not grow with what is written down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.coaching.team import NEW, TODAY, at, of, plan, visit
from tests.measures.making import Made


def asked(what: Callable[[], object]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        what()
    return len(seen)


def test_lists_that_say_who_wrote_what_ask_as_much_for_many_as_for_one(made: Made) -> None:
    from husay.store.coaching.notes import write
    from husay.store.coaching.playbook import learned_from, practice, promote
    from husay.store.coaching.playbook import write as write_practice
    from husay.store.coaching.visits import keep
    from husay.store.records.models import User
    from husay.web.coaching.notes_part import notes_part
    from husay.web.coaching.playbook_page import PracticePage
    from husay.web.coaching.visit_page import visits_page

    nia, ana = of(made, "nia"), of(made, "ana")
    pages: dict[str, Callable[[], object]] = {
        "visits": lambda: visits_page(of(made, "nia")),
        "notes": lambda: notes_part(of(made, "nia"), "ana"),
        "learned": lambda: learned_from(of(made, "ana")),
        "practice": lambda: PracticePage(of(made, "nia"), "next-step").context(),
    }

    def more(n: int) -> None:
        day = NEW + timedelta(days=n)
        keep(of(made, "nia"), visit("ana", day), at(day))
        write(nia, "ana", f"Note {n}.", at(day))
        kept = practice(nia, "next-step")
        write_practice(nia, kept.practice, kept.revision, at(day))

    def promoted(key: str) -> None:
        promote(nia, key, "ana", "Does it well.", at(NEW))

    promoted("next-step")
    more(0)
    before = {name: asked(page) for name, page in pages.items()}
    for n in range(1, 9):
        more(n)
    for key in ("ask-for-the-order", "give-and-get"):
        promoted(key)
    assert {name: asked(page) for name, page in pages.items()} == before
    assert len(learned_from(ana)) == 3
    assert User.objects.count() == 2


def test_authors_are_called_what_each_alone_is_called(made: Made) -> None:
    from husay.store.records.models import User
    from husay.store.records.users import actor_name, actor_names
    from husay.web.coaching.reading import author_name, author_names

    for who in ("nia", "exe", "ops"):
        of(made, who)
    users = User.objects.order_by("pk")
    users.filter(email="exe@husay.test").update(name="Erika")
    users.filter(email="ops@husay.test").update(forgotten=at(TODAY))
    keys = [*(f"user:{user.pk}" for user in users), "user:999", "user:x", "operator:ana", "nobody",
            f"user:{10**30}", ""]  # fmt: skip
    assert asked(lambda: actor_names(keys)) == 1
    assert actor_names(keys) == {key: actor_name(key) for key in keys}
    assert list(actor_names(keys).values())[:3] == ["nia@husay.test", "Erika", keys[2]]
    assert author_names(keys) == {key: author_name(key) for key in keys}
    assert list(author_names(keys).values())[:2] == ["nia@husay.test", "Erika"]
    assert [author_names(keys)[key] for key in keys[3:]] == keys[3:]


def test_visits_and_plans_are_read_of_ones_own_people_and_the_newest_alone(made: Made) -> None:
    from husay.store.coaching.plans import create, plans
    from husay.store.coaching.visits import keep, visits
    from husay.store.records.models import CoachingVisit

    nia, sam = of(made, "nia"), of(made, "sam")
    for n in range(4):
        day = NEW + timedelta(days=n)
        keep(nia, visit("ben" if n % 2 else "ana", day), at(day))
        keep(sam, visit("dan", day), at(day))
        create(nia, plan("ben" if n % 2 else "ana"), at(day))
        create(sam, plan("dan"), at(day))
    all_visits, all_plans = visits(nia), plans(nia)
    assert [(v.visit.day - NEW).days for v in all_visits] == [0, 1, 2, 3]
    assert [p.plan.seller for p in all_plans] == ["ben", "ana", "ben", "ana"]
    for most in (0, 1, 3, 4, 9):
        assert visits(nia, newest=most) == all_visits[max(0, 4 - most) :]
        assert plans(nia, newest=most) == all_plans[:most]
    assert visits(nia, "ana") == tuple(v for v in all_visits if v.visit.seller == "ana")
    assert visits(nia, "ana", newest=1) == visits(nia, "ana")[-1:]
    assert visits(nia, "dan") == ()
    assert plans(nia, "dan") == ()
    assert visits(of(made, "exe")) == visits(of(made, "eve")) == ()
    assert [v.visit.seller for v in visits(of(made, "dan"))] == ["dan"] * 4
    made_of: list[object] = []
    first = CoachingVisit.from_db.__func__  # type: ignore[attr-defined]

    def counted(cls: type[CoachingVisit], *given: object) -> CoachingVisit:
        made_of.append(given)
        return first(cls, *given)  # type: ignore[no-any-return]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CoachingVisit, "from_db", classmethod(counted))
        visits(nia)
    assert len(made_of) == 4


def test_a_week_asks_once_whom_one_leads_today(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    from husay.store.coaching import people
    from husay.store.coaching.week import week

    days, led = list[date](), people.Leading._led

    def counted(self: people.Leading, day: date) -> frozenset[str]:
        days.append(day)
        return led(self, day)

    monkeypatch.setattr(people.Leading, "_led", counted)
    week(of(made, "nia"))
    assert days == [TODAY]
