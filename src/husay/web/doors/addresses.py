"""Whose address a request comes from, where a proxy stands in front."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address that reached us; behind a proxy that we believe, the one that reached it.

    Proxies write whom they answer at the end of X-Forwarded-For; what stands before that, anybody
    may have written.
    """
    address = str(request.META.get("REMOTE_ADDR") or "")
    if address not in settings.HUSAY_PROXIES:
        return address
    written = request.headers.get("X-Forwarded-For", "")
    passed = [part.strip() for part in written.split(",") if part.strip()]
    behind = [part for part in reversed(passed) if part not in settings.HUSAY_PROXIES]
    return behind[0] if behind else address
