"""The API's door: a token stands for its owner, with the rights that it was given.

Who that is was found before any call is reached (`husay.web.doors.closed`); here it is said in the
API's own description that every call wants a token.
"""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security import HttpBearer

from husay.access.viewer import Viewer


class Token(HttpBearer):
    """`Authorization: Bearer husay_…`."""

    def authenticate(self, request: HttpRequest, token: str) -> Viewer | None:
        """The viewer that the door found; None for a token that is not in use."""
        found: Viewer | None = request.viewer  # type: ignore[attr-defined]
        return found
