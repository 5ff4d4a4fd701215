"""The board as a page and on a wall: who sees what, what a link opens, and that it ends."""

from __future__ import annotations

import html
import logging
import re
import sys
from datetime import date, datetime, timedelta
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from tests.team.test_board import NAMES, ORGANISATION
from tests.tracking.weekdays import company, sold
from tests.web.test_goals_page import heading, plain, said, served

if TYPE_CHECKING:
    from django.test import Client

    from tests.measures.making import Made

DAY = date(2025, 2, 14)
QUARTER = "2025-01-01,2025-03-31"
MONEY = re.compile(r"[₱$]|PHP|\d,\d{3}|\d\.\d{2}")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Ana sells 6,000 a weekday, Di 3,000; the quarter asks for 650,000, of the north for 520,000
    and of its first team for 390,000. Ben helped Ana close, is thanked, and had his best month."""
    lines = "".join(
        sold(date(2023, 1, 2), DAY, amount, who) for who, amount in (("ana", 6_000), ("di", 3_000))
    )
    goals = (
        f"company,,revenue,{QUARTER},650000,\nunit,north,revenue,{QUARTER},520000,\n"
        f"unit,n-one,revenue,{QUARTER},390000,\n"
    )
    folder = tmp_path_factory.mktemp("pages")
    made = company(folder, lines, goals, **ORGANISATION, names=NAMES)
    done(made)
    return made


def done(made: Made) -> None:
    """What people did, kept as the pages would."""
    from django.utils import timezone

    from husay.store.records.models import (
        TeamCircle,
        TeamMeeting,
        TeamPage,
        TeamRecognition,
        TeamThanks,
    )
    from tests.web.signing import user_with

    now = timezone.now()
    today = timezone.localdate()
    circle = TeamCircle.objects.create(
        stage="closing", shower="ben", starts=today, weeks=4, by="user:1", made=now
    )
    meeting = TeamMeeting.objects.create(circle=circle, number=1, day=today, held=today)
    TeamPage.objects.create(
        meeting=meeting, person="ana", helped_by="ben", credited=today, at=now,
        was_hard="the secret of the meeting",
    )  # fmt: skip
    TeamRecognition.objects.create(
        kind="best", scope="seller", item="ben", day=today - timedelta(days=10), measure="revenue",
        grain="month", starts=date(2025, 1, 1), ends=date(2025, 1, 31), figure=7_654_321,
        before=6_543_210, manifest=1, made=now,
    )  # fmt: skip
    writer = user_with(Role.SELLER, email="ana@husay.test", name="Ana Reyes", person="ana")
    TeamThanks.objects.create(by=f"user:{writer.pk}", to="ben", words="You let me win.", at=now)
    TeamThanks.objects.create(
        by=f"user:{writer.pk}", to="ben", words="A hidden word", at=now, hidden=now
    )


@pytest.mark.parametrize("role", [Role.OPERATIONS, Role.SELLER, Role.EXECUTIVE, Role.ADMINISTRATOR])
def test_everybody_reads_the_same_board_without_an_amount(made: Made, role: Role) -> None:
    """33 of 64 weekdays: 297,000 of 650,000 are 45 %, 198,000 of 390,000 are 50 %."""
    with served(made, role) as client:
        page = said(client, "/board")
    words = plain(page)
    assert heading(page).startswith("Together we are at 45 % of the goal of Q1 2025")
    assert "North One 50 %" in words
    assert "Ben Cruz helped Ana Reyes with closing." in words
    assert "Ben Cruz had their best month so far in revenue" in words
    assert "You let me win." in words
    assert "Ana Reyes to Ben Cruz" in words
    assert "A hidden word" not in words
    assert "the secret of the meeting" not in words
    main = plain(page[page.index("<main") : page.index("</main>")])
    assert not MONEY.search(main), MONEY.search(main)


def test_only_who_manages_people_is_led_to_the_links(made: Made) -> None:
    with served(made, Role.ADMINISTRATOR) as client:
        assert "/board/walls" in said(client, "/board")
    with served(made, Role.EXECUTIVE) as client:
        assert "/board/walls" not in said(client, "/board")
        assert client.get("/board/walls").status_code == 403
        assert client.post("/board/walls", {"name": "x"}).status_code == 403


def test_a_day_that_is_none_is_told(made: Made) -> None:
    with served(made, Role.EXECUTIVE) as client:
        assert "is not a date" in plain(said(client, "/board?on=yesterday"))
        assert heading(said(client, "/board?on=2025-01-31")).startswith("Together we are at 31 %")
    with served(made, Role.OPERATIONS) as client:
        assert heading(said(client, "/board?on=2025-01-31")).startswith("Together we are at 45 %")


def link(client: Client, **typed: str) -> str:
    """The path of a link that was just made."""
    given = {"name": "Canteen", "language": "en", "days": "30", **typed}
    page = client.post("/board/walls", given).content.decode()
    (found,) = re.findall(r'value="(http[^"]+/wall/[^"]+)"', page)
    return html.unescape(found).removeprefix("http://testserver")


def test_a_link_opens_the_wall_to_nobody_signed_in_and_nothing_else(made: Made) -> None:
    from django.test import Client

    with served(made, Role.ADMINISTRATOR) as client:
        path = link(client)
        wall = Client()
        page = wall.get(path)
        assert page.status_code == 200
        words = plain(page.content.decode())
        assert "45 %" in words
        assert "North One" in words
        assert not MONEY.search(words), MONEY.search(words)
        assert "no-store" in page["Cache-Control"]
        assert "sessionid" not in wall.cookies
        for address in ("/board", "/board/wall", "/", "/api/v1/board"):
            assert wall.get(address).status_code in (302, 401)
        assert wall.post(path).status_code == 405


def test_a_wall_names_people_only_where_that_was_said(made: Made) -> None:
    from django.test import Client

    with served(made, Role.ADMINISTRATOR) as client:
        bare, named = link(client), link(client, people="1")
    with served(made, Role.ADMINISTRATOR):
        without = plain(Client().get(bare).content.decode())
        assert not re.search("Ben|Ana|win", without)
        assert "Ben Cruz helped Ana Reyes" in plain(Client().get(named).content.decode())


def test_a_link_is_shown_once_and_kept_as_a_hash(made: Made) -> None:
    from husay.store.records.models import AuditEntry, WallLink

    with served(made, Role.ADMINISTRATOR) as client:
        path = link(client, name="Lobby")
        secret = path.rpartition("/")[2]
        assert secret not in said(client, "/board/walls")
        row = WallLink.objects.get(name="Lobby")
        assert secret not in repr(vars(row))
        assert len(row.secret) == 64
        noted = AuditEntry.objects.filter(action="wall-made", item=str(row.pk)).get()
        assert secret not in repr(vars(noted))


def test_a_revoked_link_closes_its_wall_and_one_too_old_does(made: Made) -> None:
    from django.test import Client
    from django.utils import timezone

    from husay.store.records.models import WallLink
    from husay.store.records.walls import wall_of

    with served(made, Role.ADMINISTRATOR) as client:
        path = link(client, name="Gate", days="1")
        row = WallLink.objects.get(name="Gate")
        secret = path.rpartition("/")[2]
        made_at: datetime = row.made
        assert wall_of(secret, made_at + timedelta(days=1, seconds=-1)) is not None
        assert wall_of(secret, made_at + timedelta(days=1)) is None
        assert wall_of(secret, timezone.now()) is not None
        assert client.post(f"/board/walls/{row.pk}/revoke").status_code == 302
        assert "Gate" not in said(client, "/board/walls")
        closed = Client().get(path)
        assert closed.status_code == 410
        assert 'id="panels"' in closed.content.decode()
        assert "45 %" not in plain(closed.content.decode())


def test_who_is_shut_out_keeps_no_wall(made: Made) -> None:
    from django.test import Client
    from django.utils import timezone

    from husay.store.records.models import AuditEntry, User, WallLink
    from husay.store.records.users import shut_out

    with served(made, Role.ADMINISTRATOR) as client:
        path = link(client, name="Hall", days="30")
        row = WallLink.objects.get(name="Hall")
        assert Client().get(path).status_code == 200
        maker = User.objects.get(pk=row.by.removeprefix("user:"))
        shut_out(maker, "operator:test", timezone.now(), place="web")
        assert Client().get(path).status_code == 410
        assert AuditEntry.objects.filter(action="wall-revoked", item=str(row.pk)).count() == 1
        User.objects.filter(pk=maker.pk).update(is_active=True)  # others of these tests go on


def test_everything_wrong_with_a_link_is_told_at_once(made: Made) -> None:
    with served(made, Role.ADMINISTRATOR) as client:
        answer = client.post("/board/walls", {"name": " ", "language": "xx", "days": "9999"})
        words = plain(answer.content.decode())
    assert answer.status_code == 422
    for told in ("The link has no name.", "A wall cannot speak “xx”.", "cannot last “9999” days"):
        assert told in words


def test_a_wall_speaks_the_language_of_its_link(made: Made) -> None:
    from django.test import Client

    with served(made, Role.ADMINISTRATOR) as client:
        path = link(client, language="fil")
        page = Client(headers={"accept-language": "en"}).get(path).content.decode()
    assert '<html lang="fil"' in page


def test_a_forgotten_secret_is_no_door(made: Made) -> None:
    from django.test import Client

    with served(made, Role.ADMINISTRATOR):
        assert Client().get("/wall/nothing-of-the-kind").status_code == 410


def test_the_secret_of_a_link_stands_in_no_log(made: Made) -> None:
    """What is refused is logged with its path: a wall that is posted to is as good an example."""
    from django.test import Client

    said = StringIO()
    handlers = logging.getLogger("django").handlers
    (handler,) = (one for one in handlers if type(one) is logging.StreamHandler)
    with served(made, Role.ADMINISTRATOR) as client:
        path = link(client)
        before = handler.setStream(said)
        try:
            for address in (path, "/join/abc-secret", "/new-password/abc-secret"):
                Client().post(address, {"x": "y"})
                Client(enforce_csrf_checks=True).post(address, {"x": "y"})
        finally:
            handler.setStream(before or sys.stderr)
    told = said.getvalue()
    assert "/wall/…" in told
    assert path.rpartition("/")[2] not in told
    assert "abc-secret" not in told
