"""What reaches the reader, when and by which channels; and their addresses."""

from __future__ import annotations

from datetime import time

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from husay.basics.problem import Mistake, Problem
from husay.messages.choice import Choice, Choices
from husay.messages.hours import Quiet
from husay.messages.kind import KINDS
from husay.store.company import Company
from husay.store.messages import choices as store
from husay.web.answered import answered
from husay.web.clock import now
from husay.web.company import company
from husay.web.messages.choices_page import choices_context

_LONGEST = 2_000


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: HttpRequest) -> HttpResponse:
    """What the reader chose, as a form; sent, it is kept."""
    home = company(request)
    if request.method != "POST":
        return _page(request, home, store.own_choices(home))
    chosen, problems = _typed(request)
    try:
        if problems:
            raise Mistake(*problems)
        store.keep_choices(home, chosen, now())
    except Mistake as wrong:
        return _page(request, home, chosen, wrong.problems)
    messages.success(request, _("From now on messages reach you so."))
    return HttpResponseRedirect(reverse("inbox-choices"))


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Add an address. What was typed of it is not shown again: it is a secret."""
    home = company(request)
    name, address = (request.POST.get(key, "")[:_LONGEST] for key in ("name", "address"))
    name = " ".join(name.replace("\0", "").split())
    try:
        store.add_address(home, name, address, now())
    except Mistake as wrong:
        return _page(request, home, store.own_choices(home), wrong.problems, name=name)
    messages.success(request, _("Messages are sent there, too. Choose below which."))
    return HttpResponseRedirect(reverse("inbox-choices"))


@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Remove one of the reader's addresses."""
    store.remove_address(company(request), number, now())
    messages.success(request, _("Nothing is sent there any more."))
    return HttpResponseRedirect(reverse("inbox-choices"))


def _page(
    request: HttpRequest, home: Company, chosen: Choices, problems: tuple[Problem, ...] = (),
    name: str = "",
) -> HttpResponse:  # fmt: skip
    context = choices_context(home, chosen) | {"name": name}
    return answered(request, home, "messages/choices", context, problems, ())


def _typed(request: HttpRequest) -> tuple[Choices, list[Problem]]:
    """What was typed into the form, and what of it cannot be read."""
    problems: list[Problem] = []
    of = {
        kind: Choice(
            request.POST.get(f"when-{kind}", "")[:40],  # type: ignore[arg-type]
            tuple(request.POST.getlist(f"channel-{kind}")[:50]),
        )
        for kind in KINDS
    }
    ends = [request.POST.get(name, "").strip() for name in ("quiet-from", "quiet-until")]
    quiet = None
    if any(ends):
        start, end = (_time(text, problems) for text in ends)
        quiet = Quiet(start, end)
    hour, weekday = (_number(request.POST.get(name, "")) for name in ("hour", "weekday"))
    return Choices(of, quiet, hour, weekday), problems


def _time(text: str, problems: list[Problem]) -> time:
    try:
        found = time.fromisoformat(text)
    except ValueError:
        problems.append(Problem(code="message-time", value=text[:20]))
        return time(0)
    return found.replace(second=0, microsecond=0, tzinfo=None)


def _number(text: str) -> int:
    """A number of a choice; -1, which is none, for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else -1
