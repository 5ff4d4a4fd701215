"""How often something may be tried: allauth's limits, for the pages that are our own."""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse

_RATES = {
    "first-run": "20/m/ip",
    "link": "30/m/ip",
    "forgot": "10/m/ip,3/h/key",
    "password": "10/m/user",
}


def too_often(request: HttpRequest, what: str, key: str = "") -> HttpResponse | None:
    """The answer to one try too many; None while it is not. `key` is what is tried upon."""
    user = request.user if request.user.is_authenticated else None
    usage = ratelimit.consume(request, app="husay", action=what, config=_RATES, key=key, user=user)
    return None if usage else ratelimit.respond_429(request)
