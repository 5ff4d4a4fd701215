"""Who asks for a page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

from husay.access.role import Right
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


View = Callable[..., HttpResponse]


def needs(right: Right) -> Callable[[View], View]:
    """A view for those with a right; others are told that they have not got it."""

    def closed(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            viewer(request).check(right)
            return view(request, *args, **kwargs)

        return checked

    return closed
