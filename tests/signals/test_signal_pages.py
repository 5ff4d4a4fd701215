"""The pages and calls of signals, as each role has them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Right, Role
from tests.web.signing import user_with

if TYPE_CHECKING:
    from django.test import Client

    from husay.store.company import Company

pytestmark = pytest.mark.xdist_group("signals")


@contextmanager
def served(company: Company, role: Role, person: str = "") -> Iterator[Client]:
    """A client signed in with a role."""
    from django.conf import settings
    from django.test import Client, override_settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        HUSAY_HOME=company.home.path, STORAGES={**settings.STORAGES, "staticfiles": plain},
        ALLOWED_HOSTS=["testserver"],
    ):  # fmt: skip
        client = Client(raise_request_exception=True)
        client.force_login(user_with(role, email=f"{role}-{person}@husay.test", person=person))
        yield client


def said(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    text = html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


def number_of(client: Client) -> int:
    found = re.search(r'href="/signals/(\d+)"', client.get("/signals").content.decode())
    assert found is not None
    return int(found[1])


def test_the_list_begins_with_what_falls_where_since_when_and_at_what_cost(
    company: Company,
) -> None:
    with served(company, Role.EXECUTIVE) as client:
        text = said(client, "/signals")
        assert re.search(
            r"cola in visayas: revenue is .{0,40}\d\d % .{0,40}below what was expected, since "
            r"about \d+ Apr 2026: .{0,9}₱[\d,.]+ .{0,9}a month if it goes on", text
        )  # fmt: skip
        assert "Watched:" in text
        assert "cola in visayas: revenue" in said(client, "/"), "the first page says so, too"


def test_one_signal_shows_where_it_sits_and_takes_a_reason_from_who_may_judge(
    company: Company,
) -> None:
    with served(company, Role.EXECUTIVE) as client:
        number = number_of(client)
        text = said(client, f"/signals/{number}")
        for words in ("Where it sits", "If it goes on, a month", "Accept the new level"):
            assert words in text
        refused = client.post(f"/signals/{number}/accept", {"reason": " "})
        assert refused.status_code == 422
        assert "accepted with a reason" in refused.content.decode()
        long = client.post(f"/signals/{number}/accept", {"reason": "It left. " * 60})
        assert long.status_code == 422
        assert "500 characters at most" in long.content.decode()
        # What was typed stands in the form again.
        assert "It left. It left. " in long.content.decode()


def test_a_seller_has_their_own_page_and_no_other_and_judges_none(company: Company) -> None:
    with served(company, Role.EXECUTIVE) as client:
        number = number_of(client)
    with served(company, Role.SELLER, "ana") as client:
        text = said(client, "/signals")
        assert "Nothing that you see is falling for certain" in text
        assert "visayas" not in text
        assert "There is no signal" in said(client, f"/signals/{number}")
        assert client.post(f"/signals/{number}/accept", {"reason": "x"}).status_code == 403
    with served(company, Role.SELLER, "cardo") as client:
        text = said(client, "/signals")
        assert "cardo: revenue is" in text
        assert "visayas" not in text


def test_the_calls_give_what_the_pages_show(company: Company) -> None:
    from django.utils import timezone

    from husay.store.records.tokens import make_token

    with served(company, Role.MANAGER, "vic") as client:
        user = user_with(email="manager-vic@husay.test")
        rights = [Right.SEE_FIGURES, Right.SEE_SIGNALS]
        _, secret = make_token(
            user, "t", rights, 7, timezone.now() - timedelta(seconds=1), place="web"
        )
        client.logout()
        headers = {"Authorization": f"Bearer {secret}"}
        found = client.get("/api/v1/signals", headers=headers).json()
        first = found["rows"][0]
        assert (first["scope"], first["item"], first["part"]) == ("unit", "visayas", "cola")
        assert first["level"] == "red"
        one = client.get(f"/api/v1/signals/{first['number']}", headers=headers).json()
        assert one["signal"]["missed"] == first["missed"]
        gaps = [sum(float(part["gap"]) for part in rows) for rows in one["where"].values()]
        assert max(gaps) - min(gaps) < 0.01, "every list of parts sums to the same gap"
        assert client.get("/api/v1/signals/999999", headers=headers).status_code == 404
        other = client.get("/api/v1/signals?of=unit:luzon", headers=headers)
        assert other.status_code == 404


def test_a_managers_signal_of_a_seller_leads_to_the_gap_the_price_and_a_plan(
    company: Company,
) -> None:
    from husay.store.records.models import SignalEpisode

    row = SignalEpisode.objects.filter(scope="seller", item="cardo", closed=None).first()
    assert row is not None
    with served(company, Role.MANAGER, "vic") as client:
        page = html.unescape(client.get(f"/signals/{row.pk}").content.decode())
        for way in (
            f"/gap?of=seller%3Acardo&opened_from=signal%3A{row.pk}", "/price?of=seller%3Acardo",
            f"/coaching/plans/new?opened_from=signal%3A{row.pk}&seller=cardo"
            f"&selected_from={row.since}&selected_until={row.as_of}",
        ):  # fmt: skip
            assert f'href="{way}"' in page
            assert client.get(way).status_code == 200, way
