"""The pages of decisions on price: from a line to a decision, and what is done to it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from husay.access.role import Role
from husay.words import dates
from tests.coaching.lines import LAST, STARTS, lines
from tests.measures.making import Made, copied
from tests.web.exploring import served
from tests.web.signing import AT, signed_in

if TYPE_CHECKING:
    from django.test import Client

TYPED = {
    "of": "product_line:tea", "kind": "discount-limit", "decision": "Tea at list price",
    "reason": "It was given away", "starts": STARTS.isoformat(), "follow_up": "2025-09-01",
    "owner": "", "selected_from": "2025-04-01", "selected_until": "2025-06-29",
    "opened_from": "slide",
}  # fmt: skip


@pytest.fixture(scope="session")
def first_lines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lines(tmp_path_factory.mktemp("lines")).folder


@pytest.fixture
def made(first_lines: Path, tmp_path: Path) -> Iterator[Made]:
    found = copied(first_lines, tmp_path / "home")
    with served(found):
        yield found


def client(role: Role) -> Client:
    from django.test import Client

    person = "mia" if role is Role.MANAGER else ""
    return signed_in(Client(), role, email=f"{role.value}@husay.test", person=person)


def words(content: bytes) -> str:
    text = html.unescape(re.sub(r"<[^>]+>", " ", content.decode()))
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


def decided(boss: Client, **more: str) -> str:
    """The address of a new decision."""
    answer = boss.post("/price/actions/new", TYPED | more)
    assert answer.status_code == 302, words(answer.content)
    return str(answer.headers["Location"])


def test_from_the_form_to_a_decision_and_its_effect(made: Made) -> None:
    boss = client(Role.EXECUTIVE)
    form = boss.get("/price/actions/new?of=product_line:tea&opened_from=slide").content.decode()
    assert '<option value="product_line:tea" selected>Fine tea</option>' in form
    address = decided(boss)
    page = words(boss.get(address).content)
    assert re.search(r"Fine tea sells \d+\.\d % more since the decision", page)
    assert "Sold at 90.0 % of list before" in page
    assert "a price that slides, 1 Apr – 29 Jun 2025" in page
    for where in ("/price", "/price/actions"):
        listed = words(boss.get(where).content)
        assert "Tea at list price" in listed
        assert "1 decision on a price stands" in listed


def test_a_manager_reads_and_changes_nothing(made: Made) -> None:
    address = decided(client(Role.EXECUTIVE))
    mia = client(Role.MANAGER)
    page = mia.get(address).content.decode()
    assert "Tea at list price" in page
    assert "<form" not in page.split("<main", 1)[-1]
    assert "Decide on this price" not in words(mia.get("/price").content)
    assert "Tea at list price" in words(mia.get("/price").content)
    assert mia.get("/price/actions/new").status_code == 403
    assert (
        mia.post(f"{address}/change", {"do": "undone", "seen": "1", "why": "x"}).status_code == 403
    )


@pytest.mark.parametrize("role", [Role.SELLER, Role.COMPENSATION, Role.ADMINISTRATOR])
def test_others_see_prices_and_no_decisions(made: Made, role: Role) -> None:
    address = decided(client(Role.EXECUTIVE))
    other = client(role)
    assert other.get(address).status_code == other.get("/price/actions").status_code == 403
    assert "Tea at list price" not in words(other.get("/price").content)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"of": "product_line:coffee"}, "no line or group “coffee”"),
        ({"selected_from": ""}, "one is missing, or they end before they begin"),
        ({"selected_until": "2025-03-31"}, "one is missing, or they end before they begin"),
        ({"of": "nonsense"}, "“nonsense” is neither a product line nor a customer group"),
        ({"of": ""}, "does not say of what"),
        ({"kind": "gift"}, "“gift” is no kind of decision"),
        ({"decision": " "}, "does not say what was decided"),
        ({"starts": "someday"}, "“someday” is no day"),
        ({"starts": "2025-06-29"}, "reach into it"),
        ({"follow_up": "2025-06-30"}, "before the decision holds"),
        ({"owner": "999"}, "may not see decisions"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    made: Made, more: dict[str, str], said: str
) -> None:
    answer = client(Role.EXECUTIVE).post("/price/actions/new", TYPED | more)
    assert answer.status_code == 422
    assert said in words(answer.content)
    assert "It was given away" in answer.content.decode()


def test_it_is_changed_ended_and_undone_with_a_reason(made: Made) -> None:
    boss = client(Role.EXECUTIVE)
    address = decided(boss)
    change = f"{address}/change"
    without = boss.post(change, TYPED | {"do": "change", "seen": "1", "why": ""})
    assert (without.status_code, "does not say why" in words(without.content)) == (422, True)
    done = boss.post(change, TYPED | {"do": "change", "seen": "1", "kind": "bundle", "why": "w"})
    assert done.status_code == 302
    assert "Product line: Fine tea · Bundle" in words(boss.get(address).content)
    stale = boss.post(change, {"do": "undone", "seen": "1", "why": "x"})
    assert stale.status_code == 409
    early = {"do": "ended", "seen": "2", "why": "x"}
    before = (STARTS - timedelta(days=1)).isoformat()
    assert boss.post(change, early | {"ended": before}).status_code == 422
    assert boss.post(change, early | {"ended": LAST.isoformat()}).status_code == 302
    ended = words(boss.get(address).content)
    assert "1 Jul – 13 Oct 2025" in ended
    assert "Change it" not in ended


def test_a_follow_up_is_due_on_its_day_and_not_before(made: Made) -> None:
    from husay.web.clock import now

    boss, today = client(Role.EXECUTIVE), timezone.localtime(now()).date()
    for days, said in ((1, "follow-up "), (0, "follow-up due since ")):
        day = today + timedelta(days=days)
        decided(boss, follow_up=day.isoformat(), decision=f"Tea {days}")
        listed = words(boss.get("/price/actions").content)
        assert f"{said}{dates.day(day)}".replace("\u00a0", " ") in listed


def test_what_is_not_there_is_not_found(made: Made) -> None:
    boss = client(Role.EXECUTIVE)
    assert boss.get("/price/actions/99").status_code == 404
    assert boss.post("/price/actions/99/change", {"do": "undone"}).status_code == 404


def test_an_empty_list_teaches_what_a_decision_is_for(made: Made) -> None:
    page = words(client(Role.EXECUTIVE).get("/price/actions").content)
    assert "Nothing was decided on prices yet" in page
    assert "from eight weeks on" in page


def fallen(scope: str, item: str, measure: str = "discount") -> int:
    """A signal of what a line or group gives away, as an import would have kept it."""
    from husay.store.records.models import SignalEpisode, SignalSweep

    day = LAST
    curve = {"seen": [1], "expected": [1], "low": [1], "high": [1], "starts": [day.isoformat()]}
    told: dict[str, Any] = {"watched": {}, "learning": {}, "grains": {}, "rates": [], "flat": []}
    SignalSweep.objects.get_or_create(manifest=1, defaults={"as_of": day, "made": AT, "told": told})
    row = SignalEpisode.objects.create(
        measure=measure, scope=scope, item=item, direction="rise", opened=day, since=STARTS,
        earliest=STARTS, latest=day, ratio=12_000, low=11_000, high=13_000, chance=9_900,
        missed=10_000, a_month=10_000, evidence=5_000, grain="day",
        detail={"curve": curve, "where": {}}, manifest=1, as_of=day, found=AT,
    )  # fmt: skip
    return int(row.pk)


@pytest.mark.parametrize("of", ["product_line:tea", "customer_group:big"])
def test_a_signal_of_discounts_leads_to_a_decision_about_them(made: Made, of: str) -> None:
    number = fallen(*of.split(":"))
    page = client(Role.EXECUTIVE).get(f"/signals/{number}").content.decode()
    (way,) = re.findall(r'href="(/price/actions/new[^"]*)"', page)
    asked = html.unescape(way)
    assert f"of={of}&" in asked
    assert f"opened_from=signal:{number}&" in asked
    assert f"selected_from={STARTS}&selected_until={LAST}" in asked
    seen = client(Role.MANAGER).get(f"/signals/{number}").content.decode()
    assert "/price/actions/new" not in seen


def test_other_signals_lead_to_no_decision(made: Made) -> None:
    number = fallen("product_line", "tea", "revenue")
    page = client(Role.EXECUTIVE).get(f"/signals/{number}").content.decode()
    assert "/price/actions/new" not in page


def test_the_call_says_what_the_page_says(made: Made) -> None:
    from django.test import Client

    from tests.api.asking import token_of
    from tests.web.signing import user_with

    address = decided(client(Role.EXECUTIVE))
    manager = user_with(Role.MANAGER, email="manager@husay.test", person="mia")
    headers = {"Authorization": f"Bearer {token_of(manager)}"}
    one = Client().get("/api/v1/price-actions?number=1", headers=headers).json()
    every = Client().get("/api/v1/price-actions", headers=headers).json()
    assert one["rows"] == every["rows"]
    assert [row["on"] for row in one["rows"]] == ["revenue", "price_realisation"]
    shown = words(client(Role.MANAGER).get(address).content)
    assert re.sub(r"\s", "", one["sentence"]) in re.sub(r"\s", "", shown)
    for said in one["details"]:
        assert said in shown
    assert Client().get("/api/v1/price-actions?number=9", headers=headers).status_code == 404
