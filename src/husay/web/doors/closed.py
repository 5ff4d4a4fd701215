"""Closed by default: nobody comes in who is not signed in, but to the few places named here.

Every address is behind this door, those that do not exist, too. A page sends the reader to the
sign-in and back; the API answers with a problem as JSON.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from husay.basics.problem import Mistake, Problem
from husay.store.records.models import User, UserSession
from husay.store.records.secret import NOTED_EVERY
from husay.store.records.sessions import SessionStore
from husay.store.records.tokens import viewer_of_token
from husay.store.records.users import viewer_of
from husay.words.document import problem_data
from husay.words.problems import describe

OPEN = frozenset(
    {
        "account_login",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "openid_connect_login",
        "openid_connect_callback",
        "socialaccount_login_cancelled",
        "socialaccount_login_error",
        "account_logout",
        "sign-in-as",
        "forgot-password",
        "first-run",
        "join",
        "join-passkey",
        "new-password",
        "health",
        "board-wall-link",
        "set_language",
        "set_theme",
        "openapi-json",
    }
)
"""The names of addresses that anybody may reach. Assets are served before this door."""

API = "/api/"


class ClosedMiddleware:
    """Lets in who is signed in, with `request.viewer` saying who that is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer of what lies within; without a session, the way to the sign-in."""
        if request.path_info.startswith(API):
            return self._called(request)
        if _session_is_over(request):
            logout(request)
        user = request.user
        request.viewer = viewer_of(user) if isinstance(user, User) else None  # type: ignore[attr-defined]
        if not isinstance(user, User) and not _is_open(request.path_info):
            return refused(request)
        return self.get_response(request)

    def _called(self, request: HttpRequest) -> HttpResponse:
        """The answer to a program, which comes by a token and by nothing else."""
        scheme, _blank, secret = request.headers.get("Authorization", "").partition(" ")
        bears = scheme.lower() == "bearer"
        viewer = viewer_of_token(secret.strip(), timezone.now()) if bears else None
        request.viewer = viewer  # type: ignore[attr-defined]
        if viewer is None and not _is_open(request.path_info):
            return refused(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A mistake that a page did not tell itself is told: what a viewer's roles do not open,
        what there is not, what cannot be. Calls tell theirs in their own shape."""
        if not isinstance(exception, Mistake) or request.path_info.startswith(API):
            return None
        status, page = status_of(exception), "husay/doors/mistaken.html"
        if status == FORBIDDEN:
            page = "husay/doors/not_allowed.html"
        wrong = [describe(problem) for problem in _told_first(exception)]
        return render(request, page, {"wrong": wrong}, status=status)


FORBIDDEN, _NOT_FOUND, _WRONG = 403, 404, 422
_NOT_THERE = frozenset(
    {
        "nothing-known-of-person",
        "no-such-snapshot",
        "snapshot-was-cleaned",
        "goal-plan-unknown",
        "goal-version-unknown",
        "goal-unknown",
        "not-in-scope",
        "pay-run-unknown",
        "pay-statement-unknown",
        "pay-line-unknown",
        "pay-question-unknown",
        "pay-plan-unknown",
    }
)
"""Problems that mean that what an address names is not there for whoever asks."""


def status_of(wrong: Mistake) -> int:
    """The status of the page that tells a mistake: what is not allowed outweighs all else."""
    codes = {problem.code for problem in wrong.problems}
    if "not-allowed" in codes:
        return FORBIDDEN
    return _NOT_FOUND if codes & _NOT_THERE else _WRONG


def _told_first(wrong: Mistake) -> tuple[Problem, ...]:
    """Only that it is not allowed, where it is not: what else is wrong is none of theirs."""
    closed = tuple(problem for problem in wrong.problems if problem.code == "not-allowed")
    return closed or wrong.problems


def refused(request: HttpRequest) -> HttpResponse:
    """What somebody is answered who is not signed in."""
    if request.path_info.startswith(API):
        problems = [problem_data(Problem(code="not-signed-in"))]
        return JsonResponse(
            {"problems": problems}, status=401, headers={"WWW-Authenticate": "Bearer"}
        )
    sign_in = reverse("account_login")
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": sign_in})
    back = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
    if back != "/":
        sign_in += f"?{urlencode({'next': back})}"
    return HttpResponseRedirect(sign_in)


def _is_open(path: str) -> bool:
    try:
        return resolve(path).url_name in OPEN
    except Resolver404:
        return False


def _session_is_over(request: HttpRequest) -> bool:
    """Whether a session has grown too old, or was left alone too long; else notes that it is used.

    What is in the session is not read for it: its row says when it began and was last used.
    """
    key = request.session.session_key
    if not key or not isinstance(request.user, User):
        return False
    row = _row(request.session, key)
    if row is None:
        return True
    now = timezone.now()
    if row.begun is None or row.seen is None:
        _begin(key, request, now)
        return False
    oldest = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    idle = timedelta(seconds=settings.SESSION_IDLE_SECONDS)
    if now - row.begun >= oldest or now - row.seen >= idle:
        return True
    if now - row.seen >= NOTED_EVERY:
        UserSession.objects.filter(pk=key).update(seen=now)
    return False


def _row(session: SessionBase, key: str) -> UserSession | None:
    """The row of a session: the one that it was read from, unless its key is a newer one."""
    read = session.row if isinstance(session, SessionStore) else None
    if read is not None and read.pk == key:
        return read
    return UserSession.objects.filter(pk=key).only("begun", "seen").first()


def _begin(key: str, request: HttpRequest, now: datetime) -> None:
    device = request.headers.get("User-Agent", "")[:200]
    UserSession.objects.filter(pk=key).update(begun=now, seen=now, device=device)
