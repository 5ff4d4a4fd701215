"""One's own API tokens: made, shown once, listed, revoked."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from husay.access.role import Right
from husay.basics.problem import Mistake
from husay.store.records.models import Token, User
from husay.store.records.tokens import GIVEN, LONGEST_DAYS, make_token, open_tokens, revoke_token
from husay.store.records.users import viewer_of
from husay.web.doors.typed import text
from husay.web.doors.viewing import user_of, viewer
from husay.words import dates
from husay.words.problems import describe
from husay.words.roles import RIGHT_NAMES

_PAGE = "husay/doors/tokens.html"
_DAYS = 90
"""How long a token lasts, unless its owner says otherwise."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """One's tokens, and a form for another; a token that was just made is shown, this once."""
    user = user_of(request)
    shown: dict[str, object] = {"most": LONGEST_DAYS, "days": _DAYS}
    if request.method != "POST":
        return _page(request, user, shown, _offered(user))
    chosen, days = request.POST.getlist("right"), text(request, "days", 20)
    name = text(request, "name", 100)
    try:
        _token, secret = make_token(
            user, name, _rights(chosen), _number(days), timezone.now(), place="web"
        )
    except Mistake as wrong:
        shown |= {"wrong": [describe(p) for p in wrong.problems], "name": name, "days": days}
        return _page(request, user, shown, chosen, status=422)
    return _page(request, user, shown | {"secret": secret}, _offered(user))


@require_POST
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """End one of one's own tokens."""
    revoke_token(user_of(request), number, viewer(request), timezone.now(), place="web")
    messages.success(request, _("The token opens nothing any more."))
    return HttpResponseRedirect(reverse("account-tokens"))


def _page(
    request: HttpRequest,
    user: User,
    shown: dict[str, object],
    ticked: list[str],
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    rights = [(code, RIGHT_NAMES[Right(code)], code in ticked) for code in _offered(user)]
    listed = [token_line(t, now) for t in open_tokens(user, viewer(request), now)]
    return render(request, _PAGE, {**shown, "rights": rights, "tokens": listed}, status=status)


def _offered(user: User) -> list[str]:
    """The rights that a user has and a token can be given."""
    return [right.value for right in GIVEN if viewer_of(user).may(right)]


def _rights(chosen: list[str]) -> list[Right]:
    """The rights that were ticked; what is none was not offered by our form."""
    try:
        return [Right(code) for code in chosen]
    except ValueError as error:
        raise BadRequest("no such right") from error


def _number(days: str) -> int:
    """The days that were typed; what is no number is told as one that is out of bounds."""
    return int(days) if days.isascii() and days.isdecimal() else 0


def token_line(token: Token, now: datetime) -> dict[str, object]:
    """A token as it is listed: what it is for, may do, and when it ends."""

    def day(at: datetime) -> str:
        return dates.day(timezone.localtime(at).date())

    return {
        "pk": token.pk,
        "name": token.name,
        "prefix": token.prefix,
        "rights": ", ".join(str(RIGHT_NAMES[Right(right)]) for right in token.rights),
        "ends": day(token.expires),
        "soon": (token.expires - now).days < 7,
        "used": day(token.used) if token.used else "",
    }
