"""Addresses that no page can read: too long, or with a NUL, which PostgreSQL takes nowhere.

They are answered in words, not by the server beneath or by a fault.
"""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

LONGEST_ADDRESS = 16_000
"""Characters of path and query: Django leads nobody on to more than 16,384."""

LONGEST_LINE = 20_480
"""What the server beneath lets through: of a request's first line, and of each header, since
scripts name the page that they are on."""

_TOO_LONG = 414


class LongestAddressMiddleware:
    """Answers addresses that are too long before anybody reads them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer of what lies within, or that the address is none. Calls say so themselves."""
        if len(request.get_full_path()) > LONGEST_ADDRESS:
            request.META["QUERY_STRING"] = ""  # the page that says so has forms that lead back here
            return render(request, "414.html", status=_TOO_LONG)
        if not request.path_info.startswith("/api/") and _has_nul(request):
            request.META["QUERY_STRING"] = ""
            raise BadRequest("a NUL in the address")
        return self.get_response(request)


def _has_nul(request: HttpRequest) -> bool:
    return "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", "")
