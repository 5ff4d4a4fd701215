"""The pages: each asks the company one question and shows the answer."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from husay.book.manifest import Manifest
from husay.web.company import company
from husay.web.empty import Empty, Way
from husay.web.pages.standing import StandingPage
from husay.words import dates


def shell_context(manifest: Manifest, as_of: date | None = None) -> dict[str, object]:
    """What the frame of a page says: as of when, and from which snapshot."""
    return {
        "as_of": dates.day(as_of) if as_of else "",
        "facts_at": dates.moment(manifest.created),
        "snapshot": manifest.number,
    }


def standing(request: HttpRequest) -> HttpResponse:
    """Where we stand."""
    home = company()
    manifest = home.head()
    stood = home.standing(_day(request.GET.get("on", "")))
    if stood is None:
        context = shell_context(manifest) | {"empty": nothing_yet()}
        return render(request, "husay/pages/empty.html", context)
    page = StandingPage(home, stood)
    return render(
        request, "husay/pages/standing.html", shell_context(manifest, stood.as_of) | page.context()
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def nothing_yet() -> Empty:
    """What a company without sales sees: how to begin."""
    return Empty(
        title=_("Nothing has been brought in yet"),
        text=_("Give Husay a file of what you sold, one line a row. Everything else can follow."),
        steps=(
            _("Export your invoices as CSV or Excel."),
            _("Choose the file: Husay guesses which column is which, you confirm."),
            _("See what was rejected and why; then bring it in."),
        ),
        example="invoice,date,seller,product,quantity,amount\n"
        "SI-10401,2026-11-02,E-014,COLA-15,12,6150.00",
        action=Way(reverse("bring-in"), _("Choose a file")),
    )
