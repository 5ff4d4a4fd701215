"""The pages of goals and milestones, as each role has them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from husay.access.role import Role
from husay.access.viewer import operator
from tests.tracking.test_outlook import DAY, FEBRUARY, TREE, YEARS
from tests.tracking.weekdays import company, sold
from tests.web.signing import user_with

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

    from husay.store.records.models import User
    from tests.measures.making import Made

NAMES = "kind,item,name\nperson,ana,Ana <i>Reyes</i>\nperson,ben,Ben Cruz\nunit,north,The North\n"


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Ana sells in the north, which Mia leads, Ben in the south."""
    lines = YEARS + sold(date(2023, 1, 2), DAY, 50, "ben")
    goals = (
        f"company,,revenue,{FEBRUARY},5000,\nunit,north,revenue,{FEBRUARY},4000,\n"
        f"seller,ana,revenue,{FEBRUARY},4000,\nseller,ben,revenue,{FEBRUARY},900,\n"
        "company,,revenue,2025-01-01,2025-12-31,20000,\n"
    )
    made = company(tmp_path_factory.mktemp("two"), lines, goals, **TREE, names=NAMES)
    return made


@contextmanager
def served(made: Made, *roles: Role, person: str = "") -> Iterator[Client]:
    """A client signed in with these roles."""
    from django.test import Client, override_settings

    home = made.company
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    email = f"{'-'.join(roles)}-{person}@husay.test"
    with override_settings(
        HUSAY_HOME=home.home.path,
        STORAGES={**settings.STORAGES, "staticfiles": plain},
        ALLOWED_HOSTS=["testserver", "127.0.0.1"],
    ):
        client = Client(raise_request_exception=True)
        if person:  # one user is one person: whoever a test before had made of them is nobody now
            from husay.store.records.models import User

            User.objects.filter(person=person).exclude(email=email).update(person="")
            User.objects.filter(email=email).update(person=person)
        client.force_login(user_with(*roles, email=email, person=person))
        yield client


def said(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def plain(text: str) -> str:
    words = html.unescape(re.sub(r"<[^>]+>", " ", text)).replace("\u00a0", " ")
    return re.sub(r"\s+", " ", words)


def heading(text: str) -> str:
    (found,) = re.findall(r"<h1>(.*?)</h1>", text, re.DOTALL)
    return plain(found).strip()


def test_a_seller_reads_first_what_is_expected_and_how_likely_it_is(two: Made) -> None:
    """1,100 of 4,000; ten days left for 2,900."""
    with served(two, Role.SELLER, person="ana") as client:
        page = said(client, "/goals")
    assert heading(page).startswith(
        "February 2025 asks for ₱4,000 . ₱1,100 is in, ₱2,240 is likely"
    )
    assert "almost out of reach (2 %)" in heading(page)
    assert "It takes ₱290.00 on each of the 10 working days that are left." in plain(page)
    (step,) = re.findall(r"Sold a day so far.{0,60}", plain(page))
    assert ("₱110" in step, "on 10 working days" in step) == (True, True), step
    assert "Ben" not in page


def test_a_manager_sees_who_is_furthest_behind_and_comes_to_their_page(two: Made) -> None:
    with served(two, Role.MANAGER, person="mia") as client:
        page = said(client, "/goals")
        assert heading(page).startswith("The North: February 2025")
        assert "Ana &lt;i&gt;Reyes&lt;/i&gt;" in page
        assert "Ben Cruz" not in page
        (link,) = set(re.findall(r'href="(/goals\?of=seller%3Aana[^"]+)"', page))
        assert "Ana <i>Reyes</i>: February" in heading(said(client, html.unescape(link)))
        hidden = plain(client.get("/goals?of=seller:ben").content.decode())
    assert "900" not in hidden
    assert "You see no unit and no seller called “ben”." in hidden
    assert "asks for" not in hidden


@pytest.mark.parametrize("address", ["/", "/goals"])
def test_a_whole_is_read_alike_on_every_page_however_long_its_name_is(
    two: Made, address: str
) -> None:
    """No part of an identifier is taken for another one; what is longer than any is none."""
    long, too_long = "b" * 60, "b" * 500
    with served(two, Role.MANAGER, person="mia") as client:
        assert f"“{long}”" in plain(said(client, f"{address}?of=seller:{long}"))
        told = plain(said(client, f"{address}?of=seller:{too_long}"))
    assert "names nothing that could stand somewhere" in told
    assert "b" * 60 not in told


def test_an_executive_sees_the_company_and_chooses_the_window(two: Made) -> None:
    with served(two, Role.EXECUTIVE) as client:
        page = said(client, "/goals")
        assert heading(page).startswith("February 2025 asks for ₱5,000")
        assert "The North" in page
        year = said(client, "/goals?window=year")
    assert heading(year).startswith("2025 asks for ₱20.0 K")


def test_operations_begin_with_the_milestones_and_see_no_goal(two: Made) -> None:
    with served(two, Role.OPERATIONS) as client:
        assert client.get("/").headers["Location"] == "/milestones"
        page = said(client, "/milestones")
        assert client.get("/goals").status_code == 403
    assert "Where we stand</a>" not in page
    assert "₱" not in page
    assert "Ana" not in page
    assert "Orders by week" in page


def test_who_is_nobody_in_the_book_reads_what_has_to_be_done(two: Made) -> None:
    with served(two, Role.SELLER) as client:
        for address in ("/", "/goals"):
            assert "Nothing here is yours yet" in said(client, address)


def test_without_goals_the_page_teaches(tmp_path: Path) -> None:
    made = company(tmp_path, YEARS)
    with served(made, Role.SELLER, person="ana") as client:
        assert "There is no goal for these days yet" in said(client, "/goals")
    with served(made, Role.COMPENSATION) as client:
        page = said(client, "/goals")
        assert "scope,item,measure,starts,ends,value" in page
        assert "Bring in data" in page
        assert "No milestones yet" in said(client, "/milestones")


def test_an_empty_company_says_how_to_begin(tmp_path: Path) -> None:
    from tests.measures.making import Made
    from tests.upkeep.small import new_company

    made = Made(new_company(tmp_path).home.path, DAY, DAY)
    with served(made, Role.EXECUTIVE) as client:
        for address in ("/", "/goals", "/milestones"):
            assert "Nothing has been brought in yet" in said(client, address)


def test_goals_without_a_sale_wait_for_one(tmp_path: Path) -> None:
    from husay.store import outlooks
    from tests.measures.making import NO_HOLIDAYS, make

    goals = f"scope,item,measure,starts,ends,value\nseller,ana,revenue,{FEBRUARY},4000\n"
    made = make(tmp_path, {"goals": goals}, NO_HOLIDAYS)
    with served(made, Role.EXECUTIVE) as client:
        for address in ("/goals", "/milestones"):
            assert "Nothing has been brought in yet" in said(client, address)
    assert outlooks.outlook(made.company) is None


def test_an_odd_address_is_answered(two: Made) -> None:
    with served(two, Role.EXECUTIVE) as client:
        for query in ("of=x", "of=unit:", "of=seller:nobody", "window=" + "y" * 5000):
            assert client.get(f"/goals?{query}").status_code == 200


def told(made: Made, user: User) -> list[tuple[str, int | None]]:
    from husay.store.records.models import GoalNotice

    return list(GoalNotice.objects.filter(user=user).values_list("reason", "goal"))


def test_staff_are_told_once_after_an_import_until_they_have_read_it(tmp_path: Path) -> None:
    from husay.store.goal_notices import tell_of_goals

    made = company(tmp_path, YEARS, f"seller,ana,revenue,{FEBRUARY},4000,")
    with served(made, Role.SELLER, person="ana") as client:
        user, at = user_with(email="seller-ana@husay.test"), datetime(2025, 2, 15, tzinfo=UTC)
        assert tell_of_goals(made.company, at) == 1
        assert tell_of_goals(made.company, at) == 0, "nothing has changed"
        assert told(made, user) == [("expected", 4000 * 10_000)]
        for address in ("/", "/goals"):
            assert "₱4,000 is expected for February 2025; ₱1,100 is in." in plain(
                said(client, address)
            )
        assert client.post("/goals/read").headers["Location"] == "/goals"
        assert "is expected for February" in plain(said(client, "/")), "nothing shown, nothing read"
        assert understood(client, said(client, "/")) == "/"
        assert "is expected for February" not in plain(said(client, "/goals"))


def understood(client: Client, page: str) -> str:
    """Press "Understood" on a page; answers where that leads."""
    (form,) = re.findall(r'action="/goals/read">(.*?)</form>', page, re.DOTALL)
    fields = re.findall(r'name="(next|notice)" value="([^"]*)"', form)
    given = {name: [v for n, v in fields if n == name] for name in ("next", "notice")}
    return str(client.post("/goals/read", given).headers["Location"])


def test_understood_is_of_what_was_shown_and_of_nobody_elses(tmp_path: Path) -> None:
    """What comes between the showing and the button stays; of the goal that was shown what was
    told before is read as well. Numbers of another's notices, and other sites, do nothing."""
    from django.forms.models import model_to_dict

    from husay.store.goal_notices import tell_of_goals
    from husay.store.records.models import GoalNotice

    made = company(tmp_path, YEARS, f"seller,ana,revenue,{FEBRUARY},4000,")
    with served(made, Role.SELLER, person="ana") as client:
        user, at = user_with(email="seller-ana@husay.test"), datetime(2025, 2, 15, tzinfo=UTC)
        tell_of_goals(made.company, at)
        first = GoalNotice.objects.get()

        def again(owner: User, **more: object) -> GoalNotice:
            copied = model_to_dict(first, exclude=("id", "user")) | more
            return GoalNotice.objects.create(user=owner, **copied)

        second, shown = again(user, goal=42_000_000), said(client, "/goals?of=seller%3Aana")
        third = again(user, goal=43_000_000)
        other = again(user_with(email="another@husay.test"))
        assert understood(client, shown) == "/goals?of=seller%3Aana"
        read = {n.pk: n.read is not None for n in GoalNotice.objects.all()}
        assert read == {first.pk: True, second.pk: True, third.pk: False, other.pk: False}
        form = {"notice": [str(other.pk), "x", "-1", "9" * 30], "next": "https://evil.test/"}
        assert client.post("/goals/read", form).headers["Location"] == "/goals"
        assert not GoalNotice.objects.filter(pk__in=(third.pk, other.pk), read__isnull=False)


def test_an_import_that_changes_the_odds_is_told(tmp_path: Path) -> None:
    """3,000 sold on one day: what was nearly out of reach is likely."""
    from tests.measures.making import AT
    from tests.upkeep.small import source_of, write_files

    made = company(tmp_path, YEARS, f"seller,ana,revenue,{FEBRUARY},4000,")
    with served(made, Role.SELLER, person="ana") as client:
        from husay.store.goal_notices import Teller, tell_of_goals
        from husay.store.lock import only_worker

        user = user_with(email="seller-ana@husay.test")
        tell_of_goals(made.company, AT)
        lines = [{"sale": "big", "line": 1, "date": DAY, "amount": 3000, "seller": "ana"}]
        write_files(tmp_path / "more", {"sale_lines": lines})
        more = source_of("more", ["sale_lines"])
        result = made.company.import_source(more, tmp_path / "more", "tester", AT)
        assert not result.refused
        assert [reason for reason, _ in told(made, user)] == ["expected"], "nobody waits for that"
        tell = Teller(made.company)
        with only_worker(made.folder):
            assert tell(AT) == 0, "another process is at it"
        assert tell(AT) == 1
        assert [reason for reason, _ in told(made, user)] == ["expected", "odds"]
        assert tell(AT) == Teller(made.company)(AT) == 0, "nobody is told twice"
        assert "Reaching ₱4,000 for February 2025 is now" in plain(said(client, "/goals"))


def test_what_cannot_be_told_fails_no_import(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from husay.store import goal_notices

    made = company(tmp_path, YEARS)

    def broken(*_: object) -> int:
        raise RuntimeError("meant")

    monkeypatch.setattr(goal_notices, "_tell", broken)
    assert goal_notices.tell_of_goals(made.company, datetime(2025, 2, 15, tzinfo=UTC)) == 0
    assert "meant" in caplog.text


def who_led_the_north(made: Made, at: datetime) -> User:
    """Ana sells, was given the north to lead, and was told of both goals."""
    from husay.store.goal_notices import tell_of_goals
    from husay.store.records.models import GoalNotice
    from husay.store.records.users import give

    user = user_with(email="seller-manager-ana@husay.test")
    GoalNotice.objects.filter(user=user).delete()
    user.person = "ana"
    user.save()
    give(user, Role.SELLER, operator("test"), at, "sells", place="cli")
    give(user, Role.MANAGER, operator("test"), at, "leads", "north", place="cli")
    tell_of_goals(made.company, at)
    GoalNotice.objects.exclude(user=user).delete()
    assert whose_are_told(user) == {("seller", "ana"), ("unit", "north")}
    return user


def whose_are_told(user: User) -> set[tuple[str, str]]:
    from husay.store.records.models import GoalNotice

    return set(GoalNotice.objects.filter(user=user).values_list("scope", "item"))


def end_roles(user: User, *roles: Role) -> None:
    from husay.store.records.models import RoleGrant

    RoleGrant.objects.filter(user=user, role__in=roles).delete()


def test_what_was_told_of_a_unit_goes_with_its_leading(two: Made) -> None:
    at = datetime(2025, 2, 15, tzinfo=UTC)
    with served(two, Role.SELLER, Role.MANAGER, person="ana") as client:
        user = who_led_the_north(two, at)
        assert "The North" in plain(said(client, "/"))
        end_roles(user, Role.MANAGER)
        for address in ("/", "/goals"):
            page = plain(said(client, address))
            assert "The North" not in page
            assert "is expected for February 2025" in page
        assert whose_are_told(user) == {("seller", "ana")}
        user.person = "ben"
        user.save()
        assert "₱4,000 is expected" not in plain(said(client, "/"))
        assert whose_are_told(user) == set()


def test_no_message_has_what_its_reader_may_not_see_any_more(two: Made) -> None:
    from datetime import timedelta

    from django.core import mail
    from django.test import override_settings

    from husay.store.messages.gathering import gather
    from husay.store.messages.planning import plan
    from husay.store.messages.sending import send_due
    from husay.words.letters import compose

    at = datetime(2025, 2, 15, tzinfo=UTC)
    backend = "django.core.mail.backends.locmem.EmailBackend"
    sends = override_settings(EMAIL_BACKEND=backend, SENDS_EMAIL=True)

    def sent(days: int) -> int:
        gather(two.company, at)
        plan(at)
        return send_due(two.company, compose, lambda: at + timedelta(days=days)).sent

    with served(two, Role.SELLER, Role.MANAGER, person="ana"), sends:
        mail.outbox = []
        user = who_led_the_north(two, at)
        gather(two.company, at)
        plan(at)
        end_roles(user, Role.MANAGER)
        assert sent(1) == 1
        (message,) = mail.outbox
        assert "Your goal for February 2025 is there." in message.body
        assert "The North" not in message.body
        assert "₱" not in message.body
        who_led_the_north(two, at)
        gather(two.company, at)
        plan(at)
        end_roles(user, Role.MANAGER, Role.SELLER)
        assert sent(2) == 0, "without a role there is no right to see goals"
        assert whose_are_told(user) == set()


def test_the_call_gives_what_the_page_shows(two: Made) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from husay.access.role import Right
    from husay.store.records.tokens import make_token

    with served(two, Role.SELLER, person="ana") as client:
        user = user_with(email="seller-ana@husay.test")
        rights = [Right.SEE_FIGURES, Right.SEE_GOALS, Right.SEE_MILESTONES]
        before = timezone.now() - timedelta(seconds=1)
        _, secret = make_token(user, "t", rights, 7, before, place="web")
        client.logout()
        headers = {"Authorization": f"Bearer {secret}"}
        found = client.get("/api/v1/goals/outlook", headers=headers).json()
        assert "rows" in found, found
        (row,) = found["rows"]
        assert (row["goal"], row["so_far"], row["needed_a_day"]) == ("4000.00", "1100.00", "290.00")
        assert row["sold_a_day"] == "110.00"
        assert found["count"] == 1
        other = client.get("/api/v1/goals/outlook?of=seller:ben", headers=headers)
        assert other.status_code == 404
        steps = client.get("/api/v1/milestones?limit=2", headers=headers).json()
        assert len(steps["rows"]) == 2
        assert steps["next_offset"] == 2
        assert {week["measure"] for week in steps["volumes"]} == {"orders"}
