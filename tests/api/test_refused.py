"""What is wrong with a call is told in one shape, all of it at once."""

from typing import TYPE_CHECKING

import pytest

from husay.api.shapes import Problems
from tests.api.asking import Caller, get

if TYPE_CHECKING:
    from husay.store.company import Company

PATHS = (
    "measures", "dimensions", "show", "rows", "standing", "goals", "organisation/units",
    "organisation/people",
)  # fmt: skip


@pytest.mark.parametrize("path", [*PATHS, "nothing", ""])
@pytest.mark.parametrize("secret", [None, "", "husay_", "husay_" + "x" * 43, "x", "\x7f"])
def test_without_a_token_in_use_there_is_nothing(
    company: "Company", path: str, secret: str | None
) -> None:
    answer = get(secret, path)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.headers["Content-Type"].startswith("application/json")
    told = Problems.model_validate(answer.json())
    assert [problem.code for problem in told.problems] == ["not-signed-in"]


@pytest.mark.parametrize("path", ["nothing", "show/1", ""])
def test_a_call_that_does_not_exist(call: Caller, path: str) -> None:
    assert call.refused("executive", path) == (404, ["no-such-call"])


def test_a_snapshot_that_does_not_exist(call: Caller) -> None:
    for path in ("show", "rows", "standing", "goals"):
        assert call.refused("executive", path, snapshot="99") == (404, ["no-such-snapshot"])


def test_what_is_out_of_scope_is_not_there(call: Caller) -> None:
    for who, of in (("seller", "unit:north"), ("seller", "company"), ("manager", "unit:south"),
                    ("executive", "unit:nowhere")):  # fmt: skip
        assert call.refused(who, "standing", of=of) == (404, ["not-in-scope"])


def test_every_mistake_of_a_question_is_told(call: Caller) -> None:
    status, codes = call.refused("executive", "show", measures="nope", by="nowhere", grain="month",
                                 where="what =")  # fmt: skip
    assert status == 422
    assert {"unknown-measure", "unknown-dimension", "where-syntax"} <= set(codes)


def test_every_part_that_cannot_be_read_is_told_by_name(call: Caller) -> None:
    asked = {"to": "0", "from": "20240430", "limit": "1001", "offset": "-1", "sellers": "s1"}
    answer = call.answer("executive", "show", **asked)
    assert answer.status_code == 422
    problems = answer.json()["problems"]
    unknown = {p["place"]["column"] for p in problems if p["code"] == "call-part-unknown"}
    assert unknown == {"sellers"}
    assert {p["code"] for p in problems} - {"call-part-unknown"} == {"call-part"}
    assert {p["place"]["column"] for p in problems} == set(asked)


@pytest.mark.parametrize("day", ["0", "20240430", "1714435200", "2024-4-30", "2024-02-30",
                                 "2024-04-30T00:00", " 2024-04-30", "", "30.4.2024"])  # fmt: skip
def test_a_day_is_read_in_one_way_only(call: Caller, day: str) -> None:
    for path, part in (("show", "to"), ("standing", "on"), ("goals", "from"),
                       ("organisation/units", "on")):  # fmt: skip
        assert call.refused("executive", path, **{part: day}) == (422, ["call-part"])


def test_a_part_given_twice_is_not_half_read(call: Caller) -> None:
    assert call.refused("executive", "show", by=["seller", "product"]) == (422, ["call-part"])
    assert call.refused("executive", "rows", limit=["1", "2"]) == (422, ["call-part"])


@pytest.mark.parametrize(("limit", "status"), [(0, 422), (1, 200), (1000, 200), (1001, 422)])
def test_a_page_has_between_one_and_a_thousand_rows(
    call: Caller, limit: int, status: int
) -> None:  # fmt: skip
    assert call.answer("executive", "rows", limit=limit).status_code == status


def test_texts_have_no_nul_and_an_end(call: Caller) -> None:
    for path, part in (("show", "where"), ("show", "by"), ("goals", "item"), ("standing", "of")):
        assert call.refused("executive", path, **{part: "a\0"}) == (422, ["call-part"])
        assert call.refused("executive", path, **{part: "a" * 2001}) == (422, ["call-part"])


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nothing_is_changed_by_a_call(call: Caller, method: str) -> None:
    from django.test import Client

    headers = {"Authorization": f"Bearer {call.tokens['executive']}"}
    for path in PATHS:
        assert getattr(Client(), method)(f"/api/v1/{path}", headers=headers).status_code == 405
