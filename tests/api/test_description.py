"""The API describes itself: validly, wholly, and to anybody."""

import re
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest
from django.urls import URLPattern

from husay.api.board import router as board
from husay.api.coaching import router as coaching
from husay.api.leading import router as leading
from husay.api.messages import router as messages
from husay.api.month import router as month
from husay.api.pay import router as pay
from husay.api.pay_questions import router as pay_questions
from husay.api.plans import router as plans
from husay.api.routes import router
from husay.api.team import router as team
from tests.api.asking import get

if TYPE_CHECKING:
    from husay.store.company import Company


OTHERWISE = {
    "plans/{number}/values": {"get", "put"},
    "pay/questions": {"get", "post"},
    "pay/questions/{number}/answer": {"post"},
    "team/circles": {"get", "post"},
    "team/circles/{number}/answer": {"post"},
    "team/thanks": {"get", "post"},
    "messages/read": {"post"},
    "messages/choices": {"get", "put"},
}
"""Calls that change something: goals of plans, what is asked and answered about pay, who meets as a
pair or circle, thanks, and what of one's messages was read and is sent on."""


@pytest.fixture
def description(company: "Company") -> Any:
    answer = get(None, "openapi.json")
    assert answer.status_code == 200
    return answer.json()


def test_every_call_is_described_with_its_parts_answers_and_door(description: Any) -> None:
    routers = (
        router, plans, leading, coaching, month, board, pay, pay_questions, messages, team,
    )  # fmt: skip
    paths = [str(route.pattern) for r in routers for route in r.urls_paths("")]
    assert len(set(paths)) == 44
    written = (re.sub(r"<(?:[^:>]+:)?([^>]+)>", r"{\1}", path) for path in paths)
    known = {f"/api/v1/{path}" for path in written}
    assert set(description["paths"]) == known
    for path, operations in description["paths"].items():
        assert set(operations) == OTHERWISE.get(path.removeprefix("/api/v1/"), {"get"})
        for told in operations.values():
            assert told["summary"]
            assert told["description"]
            assert set(told["responses"]) - {"409"} == {"200", "401", "403", "404", "422"}
            assert told["security"] == [{"Token": []}]
            for part in told["parameters"]:
                assert part["schema"].get("description") or part.get("description"), part
    scheme = description["components"]["securitySchemes"]["Token"]
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")


def test_it_is_a_valid_description(description: Any) -> None:
    assert description["openapi"].startswith("3.1")
    for shape in description["components"]["schemas"].values():
        jsonschema_rs.meta.validate(shape)


def test_it_names_no_company(description: Any, company: "Company") -> None:
    assert "Small" not in str(description)
    assert str(company.home.path) not in str(description)


def test_there_is_no_other_way_in(description: Any) -> None:
    """The addresses are those of the calls, the description, and one that answers what is none."""
    from husay.api.urls import api

    routes = {str(pattern.pattern) for pattern in api.urls[0]}
    assert all(isinstance(pattern, URLPattern) for pattern in api.urls[0])
    described = {path.removeprefix("/api/v1/") for path in description["paths"]}
    written = {re.sub(r"<(?:[^:>]+:)?([^>]+)>", r"{\1}", route) for route in routes}
    assert written == described | {"openapi.json", ""}
