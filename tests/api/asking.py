"""Calling the API in this process, as a program does: a token, an address, JSON."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from husay.access.role import Right
    from husay.store.records.models import User

API = "/api/v1/"


def token_of(
    user: "User",
    rights: "Iterable[Right] | None" = None,
    days: int = 30,
    at: datetime | None = None,
) -> str:
    """A token's secret: all that its owner may give away, unless some rights are named."""
    from husay.store.records.tokens import GIVEN, make_token
    from husay.store.records.users import viewer_of

    chosen = [right for right in GIVEN if viewer_of(user).may(right)] if rights is None else rights
    _token, secret = make_token(user, "a test", chosen, days, at or timezone.now(), place="web")
    return secret


def get(secret: str | None, path: str, **asked: object) -> Any:
    """The answer to a call with a token, or without."""
    from django.test import Client

    headers = {} if secret is None else {"Authorization": f"Bearer {secret}"}
    query: Any = {name.rstrip("_"): value for name, value in asked.items()}
    return Client().get(f"{API}{path}", query, headers=headers)


class Caller:
    """Calls the API as one of several people."""

    def __init__(self, tokens: dict[str, str]) -> None:
        self.tokens = tokens

    def __call__(self, who: str, path: str, **asked: object) -> Any:
        """What the API gives; anything but a success is an error of the test."""
        response = self.answer(who, path, **asked)
        assert response.status_code == 200, response.content
        return response.json()

    def answer(self, who: str, path: str, **asked: object) -> Any:
        """The whole answer."""
        return get(self.tokens[who], path, **asked)

    def refused(self, who: str, path: str, **asked: object) -> tuple[int, list[str]]:
        """The status and the codes of a call that is refused."""
        response = self.answer(who, path, **asked)
        return response.status_code, [p["code"] for p in response.json()["problems"]]
