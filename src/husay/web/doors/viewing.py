"""Who asks for a page."""

from __future__ import annotations

from django.http import HttpRequest

from husay.access.viewer import Viewer
from husay.store.records.models import User


def viewer(request: HttpRequest) -> Viewer:
    """Who asks, set by `husay.web.doors.closed`. Only what lies behind the door may call this."""
    found: Viewer = request.viewer  # type: ignore[attr-defined]
    return found


def user_of(request: HttpRequest) -> User:
    """The signed-in user. Only what lies behind the door may call this."""
    assert isinstance(request.user, User), "the door lets nobody in who is not signed in"
    return request.user
