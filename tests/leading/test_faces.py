"""Pages, commands and calls say the same of who leads, and why, each to whom it concerns."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from husay.access.role import Role
from tests.cli.running import run
from tests.leading.market import NORTH, SOUTH
from tests.web.exploring import served
from tests.web.signing import signed_in, user_with

if TYPE_CHECKING:
    from django.test import Client

    from tests.measures.making import Made


@pytest.fixture(autouse=True)
def _served(made: Made) -> Iterator[None]:
    """The market behind its pages."""
    with served(made):
        yield


def client(role: Role, person: str = "") -> Client:
    from django.test import Client

    return signed_in(Client(), role, email=f"{role}-{person}@husay.test", person=person)


def page(who: Client, address: str, status: int = 200) -> str:
    response = who.get(address)
    assert response.status_code == status
    text = html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


def told(made: Made, *words: str) -> dict[str, Any]:
    done = run("--home", str(made.folder), *words, "--format", "json")
    assert done.code == 0, done.everything
    return dict(json.loads(done.output))


@pytest.mark.parametrize(
    ("command", "address", "call"),
    [
        (("rank",), "/ranking", "ranking"),
        (("rank", "--measure", "win_rate"), "/ranking?measure=win_rate",
         "ranking?measure=win_rate"),
        (("gap", "--seller", "ben"), "/gap?of=seller:ben", "gap?of=seller:ben"),
        (("price", "--by", "product"), "/price?by=product", "price?by=product"),
        (("obstacles",), "/obstacles", "obstacles"),
    ],
)  # fmt: skip
def test_all_faces_say_the_same_sentence(
    made: Made, command: tuple[str, ...], address: str, call: str
) -> None:
    from django.test import Client

    from tests.api.asking import token_of

    by_command = told(made, *command)
    executive = user_with(Role.EXECUTIVE, email="boss@husay.test")
    headers = {"Authorization": f"Bearer {token_of(executive)}"}
    by_call = Client().get(f"/api/v1/{call}", headers=headers)
    assert by_call.status_code == 200, by_call.content
    assert by_call.json()["sentence"] == by_command["sentence"]
    assert by_call.json()["rows"] == by_command["rows"]
    shown = page(client(Role.EXECUTIVE), address)
    assert re.sub(r"\s", "", by_command["sentence"]) in re.sub(r"\s", "", shown)


def test_a_manager_reads_of_their_people_alone(made: Made) -> None:
    mia = client(Role.MANAGER, "mia")
    for address in ("/ranking", "/gap", "/gap?of=seller:ben", "/price", "/obstacles"):
        shown = page(mia, address)
        for other in SOUTH:
            assert not re.search(rf"\b{other}\b", shown), address
    assert "not" in page(mia, "/gap?of=seller:hal")
    assert "hal won" not in page(mia, "/gap?of=seller:hal")


def test_a_seller_reads_of_nobody_else(made: Made) -> None:
    ben = client(Role.SELLER, "ben")
    for address in ("/ranking", "/ranking?measure=orders", "/gap", "/price", "/obstacles"):
        shown = page(ben, address)
        for other in (*NORTH, *SOUTH):
            if other != "ben":
                assert not re.search(rf"\b{other}\b", shown), (address, other)
    for refused in ("/gap?of=seller:ana", "/ranking?of=company", "/price?of=unit:north"):
        assert "Begin again" in page(ben, refused)
    assert re.search(r"between place \d and place \d of 6 in The North|any place is possible",
                     page(ben, "/ranking"))  # fmt: skip


def test_operations_are_sent_away(made: Made) -> None:
    for address in ("/ranking", "/gap", "/price", "/obstacles", "/coaching/effects"):
        assert client(Role.OPERATIONS).get(address).status_code == 403


def test_from_a_gap_a_manager_comes_to_a_coaching_plan_about_it(made: Made) -> None:
    response = client(Role.MANAGER, "mia").get("/gap?of=seller:ben").content.decode()
    (way,) = re.findall(r'href="(/coaching/plans/new\?[^"]+)"', response)
    assert "seller=ben" in html.unescape(way)
    assert "stage=closing" in html.unescape(way)
    assert "opened_from=gap" in html.unescape(way)
    assert not re.findall(r"/coaching/plans/new", page(client(Role.SELLER, "ben"), "/gap"))


@pytest.mark.parametrize(
    "address",
    ["/ranking?measure=nonsense", "/ranking?by=planet", "/ranking?of=seller:nobody",
     "/ranking?from=2024-02-02&to=2024-04-30", "/ranking?period=someday", "/gap?of=ana",
     "/gap?of=seller:ben&against=nobody", "/gap?of=unit:nowhere", "/price?by=channel",
     "/price?level=nonsense", "/price?from=2023-03-01&to=2023-05-31", "/obstacles?of=unit:nowhere"],
)  # fmt: skip
def test_what_cannot_be_told_is_said_with_a_way_back(made: Made, address: str) -> None:
    assert "Begin again" in page(client(Role.EXECUTIVE), address)


def test_from_a_line_that_slides_an_executive_comes_to_a_decision_about_it(made: Made) -> None:
    """Soap slides; the last three of the twelve months are what led to the decision."""
    shown = client(Role.EXECUTIVE).get("/price").content.decode()
    (way,) = re.findall(r'href="(/price/actions/new\?[^"]+)"', shown)
    asked = html.unescape(way)
    assert "of=product_line:wash&opened_from=slide" in asked
    assert "selected_from=2024-11-01&selected_until=2025-01-31" in asked
    form = client(Role.EXECUTIVE).get(asked).content.decode()
    assert '<option value="product_line:wash" selected>' in form
    assert "Decide on this price" not in page(client(Role.MANAGER, "mia"), "/price")


def test_a_lot_can_be_drawn_again_by_anybody_with_its_seed(made: Made) -> None:
    mia = client(Role.MANAGER, "mia")
    address = "/coaching/effects?" + "&".join(f"people={who}" for who in NORTH)
    first = page(mia, f"{address}&starts=2025-03-01,2025-04-01&seed=7")
    assert "Drawn by lot with the seed 7" in first
    assert first == page(mia, f"{address}&starts=2025-03-01,2025-04-01&seed=7")
    from husay.stats.staggered import staggered

    drawn = staggered(NORTH, ["2025-03-01", "2025-04-01"], 7)
    order = [re.sub(r"^ben$", "Ben Cruz", who) for who in drawn]
    after = first.split("Drawn by lot")[1]
    assert [after.index(name) for name in order] == sorted(after.index(name) for name in order)
    for wrong in ("&people=hal", "&starts=2025-03-01", "&seed=x", "&starts=someday,2025-01-01"):
        assert mia.get(f"{address}{wrong}").status_code == 422
    assert mia.get("/coaching/effects?people=ana&people=ben").status_code == 422
