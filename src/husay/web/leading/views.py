"""The pages of leading and lagging: each asks the company one question and shows the answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from husay.basics.problem import Mistake, mistake
from husay.coaching.opened_from import read_opened
from husay.store import gaps, obstacles, people_ranking, prices
from husay.store.company import Company
from husay.tracking.gap import AGAINST
from husay.web.company import company
from husay.web.empty import Way
from husay.web.leading.gap_page import GapPage
from husay.web.leading.obstacles_page import ObstaclesPage
from husay.web.leading.price_page import PricePage
from husay.web.leading.ranking_page import RankingPage
from husay.web.leading.ways import asked, asked_window
from husay.web.pages.notes import not_understood, notes
from husay.web.views import nothing_yet, of_nobody, shell_context
from husay.words.wholes import read_whole

_EMPTY, _TOLD = "husay/pages/empty.html", "husay/pages/not_told.html"


@require_safe
def ranking(request: HttpRequest) -> HttpResponse:
    """Who leads and who lags in the whole that `of` names, by `measure`, among people or units."""
    home, title = company(request), pgettext("fair ranking", "People")
    found = _nothing(request, home, title)
    if found is not None:
        return found
    by = asked(request, "by") or "seller"
    try:
        seen = people_ranking.ranking(
            home, read_whole(asked(request, "of")), asked(request, "measure") or "revenue", by,
            asked_window(request, home),
        )  # fmt: skip
        if seen is None:
            raise mistake("no-whole-month")
    except Mistake as wrong:
        return _not_told(request, home, title, wrong, "ranking")
    shown = shell_context(home.head(), seen.found.window.end) | {"title": title}
    page = RankingPage(home, seen, by, asked(request, "view"))
    return render(request, "husay/leading/ranking.html", shown | page.context())


@require_safe
def gap(request: HttpRequest) -> HttpResponse:
    """The gap of whom `of` names, against what `against` names; else of the first that may be
    looked at."""
    home, title = company(request), _("Gap")
    found = _nothing(request, home, title)
    if found is not None:
        return found
    against = asked(request, "against") or "team"
    try:
        known = gaps.subjects(home)
        subject = gaps.read_subject(asked(request, "of")) or next(iter(known), None)
        if subject is None:
            return redirect("ranking")
        seen = gaps.gap(home, subject, against)
    except Mistake as wrong:
        return _not_told(request, home, title, wrong, "ranking-gap")
    led = read_opened(asked(request, "opened_from"))
    opened_from = led if led and led.kind == "signal" else None
    page = GapPage(home, seen, known, against if against in AGAINST else "team", opened_from)
    shown = shell_context(home.head(), home.snapshot().shape.last) | {"title": title}
    return render(request, "husay/leading/gap.html", shown | page.context())


@require_safe
def price(request: HttpRequest) -> HttpResponse:
    """What prices did to the sales of the whole that `of` names, grouped by `by`."""
    home, title = company(request), _("Price")
    found = _nothing(request, home, title)
    if found is not None:
        return found
    try:
        seen = prices.price(
            home, read_whole(asked(request, "of")), asked(request, "by") or None,
            asked(request, "level") or None, asked_window(request, home),
        )  # fmt: skip
        if seen is None:
            raise mistake("price-without-year")
    except Mistake as wrong:
        return _not_told(request, home, title, wrong, "price")
    shown = shell_context(home.head(), seen.found.window.end) | {"title": title}
    page = PricePage(home, seen)
    return render(request, "husay/leading/price.html", shown | page.context())


@require_safe
def in_the_way(request: HttpRequest) -> HttpResponse:
    """What stands in the way of the whole that `of` names, with the money at stake."""
    home, title = company(request), _("Obstacles")
    found = _nothing(request, home, title)
    if found is not None:
        return found
    try:
        seen = obstacles.obstacles(home, read_whole(asked(request, "of")))
    except Mistake as wrong:
        return _not_told(request, home, title, wrong, "ranking-obstacles")
    assert seen is not None, "the book has sales"
    shown = shell_context(home.head(), seen.as_of) | {"title": title}
    page = ObstaclesPage(home, seen)
    return render(request, "husay/leading/obstacles.html", shown | page.context())


def _nothing(request: HttpRequest, home: Company, title: str) -> HttpResponse | None:
    """What somebody sees for whom there is nothing to compare yet; None where there is."""
    snapshot, empty = home.snapshot(), None
    if snapshot.shape.first is None:
        empty = nothing_yet()
    elif not home.wholes():
        empty = of_nobody(home)
    if empty is None:
        return None
    shown = shell_context(snapshot.manifest) | {"title": title, "empty": empty}
    return render(request, _EMPTY, shown)


def _not_told(
    request: HttpRequest, home: Company, title: str, wrong: Mistake, name: str
) -> HttpResponse:
    told = {"sentence": not_understood(), "problems": notes(wrong.problems), "title": title}
    back = {"back": Way(reverse(name), _("Begin again"))}
    return render(request, _TOLD, shell_context(home.head()) | told | back)
