"""Ways between the pages of leading and lagging, and what all of them read from an address."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from husay.basics.period import Window
from husay.measures.question import Whole
from husay.measures.written import Written
from husay.store.asked import window_asked
from husay.store.company import Company
from husay.words.wholes import whole_name, written_whole

LONGEST = 400


def asked(request: HttpRequest, name: str) -> str:
    """A part of the address, cut where it is longer than anything that is meant."""
    return request.GET.get(name, "")[:LONGEST].strip()


def asked_window(request: HttpRequest, company: Company) -> Window | None:
    """The days of the address (`from` and `to`, or `period`); None without any."""
    start, end, period = (asked(request, name) or None for name in ("from", "to", "period"))
    return window_asked(company, Written(start=start, end=end, period=period))


def way(name: str, **parts: str) -> str:
    """An address with the parts that are not empty."""
    query = urlencode({key: value for key, value in parts.items() if value}, safe=":,")
    return f"{reverse(name)}?{query}" if query else reverse(name)


def wholes(company: Company, present: Whole, name: str, **parts: str) -> list[dict[str, object]]:
    """What else can be looked at on a page; nothing where it is but one."""
    known = company.wholes()
    shown = known if present in known else (*known, present)
    return [
        {"name": whole_name(company, whole), "url": way(name, of=written_whole(whole), **parts),
         "current": whole == present}
        for whole in (shown if len(shown) > 1 else ())
    ]  # fmt: skip
