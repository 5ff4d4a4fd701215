"""The pages of signals: what is falling, one signal, and accepting a new level."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from husay.basics.problem import Mistake
from husay.store.company import Company
from husay.store.signals.reading import LONGEST_REASON, accept_level, one_signal
from husay.store.signals.reading import signals as signals_of
from husay.web.coaching.reading import lines
from husay.web.company import company
from husay.web.empty import Empty, Way
from husay.web.pages.notes import not_understood, notes
from husay.web.pages.signal import SignalPage
from husay.web.pages.signals import SignalsPage
from husay.web.views import nothing_yet, shell_context
from husay.words.wholes import read_whole

_LONGEST = 400


@require_safe
def signals(request: HttpRequest) -> HttpResponse:
    """What is falling of all that the reader may see, or of what `of` names."""
    home = company(request)
    snapshot = home.snapshot()
    shown = shell_context(snapshot.manifest) | {"title": _("Signals")}
    if snapshot.shape.first is None:
        return render(request, "husay/pages/empty.html", shown | {"empty": nothing_yet()})
    try:
        of = read_whole(request.GET.get("of", "")[:_LONGEST])
        found = signals_of(home, of)
    except Mistake as wrong:
        return _not_told(request, wrong)
    if found is None:
        return render(request, "husay/pages/empty.html", shown | {"empty": _not_swept()})
    shown |= shell_context(snapshot.manifest, found.swept.as_of)
    page = SignalsPage(home, snapshot, found, of)
    return render(request, "husay/pages/signals.html", shown | page.context())


@require_safe
def signal(request: HttpRequest, number: int) -> HttpResponse:
    """One signal."""
    home = company(request)
    try:
        return _one(request, home, number)
    except Mistake as wrong:
        return _not_told(request, wrong)


@require_POST
def accept(request: HttpRequest, number: int) -> HttpResponse:
    """Accept that the level of a signal is the new one, with a reason."""
    home = company(request)
    try:
        accept_level(home, number, lines(request, "reason", LONGEST_REASON), timezone.now())
    except Mistake as wrong:
        if any(problem.code == "no-such-signal" for problem in wrong.problems):
            return _not_told(request, wrong)
        return _one(request, home, number, wrong)
    return redirect("signal", number)


def _one(
    request: HttpRequest, home: Company, number: int, wrong: Mistake | None = None
) -> HttpResponse:
    kept, others = one_signal(home, number)
    snapshot = home.snapshot()
    page = SignalPage(home, snapshot, kept, others, request.POST.get("reason", ""))
    shown = shell_context(snapshot.manifest, kept.as_of) | page.context()
    told = {"problems": notes(wrong.problems)} if wrong else {}
    return render(request, "husay/pages/signal.html", shown | told, status=422 if wrong else 200)


def _not_told(request: HttpRequest, wrong: Mistake) -> HttpResponse:
    home = company(request)
    shown = shell_context(home.snapshot().manifest) | {"title": _("Signals")}
    told = {"sentence": not_understood(), "problems": notes(wrong.problems)}
    back = {"back": Way(reverse("signals"), _("To the signals"))}
    return render(request, "husay/pages/not_told.html", shown | told | back)


def _not_swept() -> Empty:
    return Empty(
        title=_("Nothing has been watched yet"),
        text=_("After each import Husay looks at every unit, product line, product and seller: "
               "what has left the level that its own years lead to expect, since when, and how "
               "sure that is."),
        steps=(
            _("It wants at least thirteen months of sales by day."),
            _("After an import it takes a moment: look again in a minute."),
            _("Bring in data, or let an administrator run “husay warn”."),
        ),
        other=Way(reverse("standing"), _("To where we stand")),
    )  # fmt: skip
