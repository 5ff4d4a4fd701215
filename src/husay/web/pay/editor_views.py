"""Editing a pay plan: the editor, the check that runs while one types, and saving."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from husay.basics.problem import Mistake, Problem, mistake
from husay.pay.document.node import MOST_CHARACTERS
from husay.pay.starter import starter
from husay.pay.texts import Texts
from husay.store.company import Company
from husay.store.pay.plans import Seen, add, plan_numbered, version_of
from husay.store.plan_folders import README_FILE
from husay.web.clock import now
from husay.web.coaching.reading import lines, whole
from husay.web.company import company
from husay.web.doors.viewing import user_of
from husay.web.pay.editor_page import check_context, editor_context, meanwhile
from husay.web.pay.plan_page import plan_url
from husay.web.pay.plan_views import TOLD
from husay.web.pay.shown import CHANGED, shown
from husay.words.problems import describe

_CONFLICT, _UNPROCESSABLE = 409, 422


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a plan, with one that works."""
    home = company(request)
    if request.method == "POST":
        return _sent(request, home, Seen())
    currency = home.home.read_settings().currency
    texts = Texts(*starter(pgettext("pay", "New plan"), currency))
    return shown(request, home, "plan_edit", editor_context(Seen(), texts, "", user_of(request).pk))


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Edit a plan; of its versions the newest."""
    home, row = company(request), plan_numbered(number)
    if request.method == "POST":
        return _sent(request, home, Seen(row, whole(request, "seen")))
    version = version_of(row)
    texts = Texts(version.document, version.cases, version.readme)
    seen = Seen(row, version.number)
    return shown(request, home, "plan_edit", editor_context(seen, texts, "", user_of(request).pk))


@never_cache
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """What the check says of texts as they are typed; nothing is kept."""
    return render(request, "husay/pay/_checked.html", check_context(_texts(request)))


def _sent(request: HttpRequest, home: Company, seen: Seen) -> HttpResponse:
    """Check what was sent, or save it."""
    texts, reason = _texts(request), lines(request, "reason", TOLD)
    if request.POST.get("do") != "save":
        context = editor_context(seen, texts, reason, user_of(request).pk)
        return shown(request, home, "plan_edit", context)
    try:
        url = _saved(request, home, seen, texts, reason)
    except Mistake as wrong:
        return _refused(request, home, seen, texts, reason, wrong.problems)
    return JsonResponse({"url": url}) if _by_script(request) else HttpResponseRedirect(url)


def _saved(request: HttpRequest, home: Company, seen: Seen, texts: Texts, reason: str) -> str:
    """Where the version is shown that was kept."""
    if len(texts.readme) > MOST_CHARACTERS:
        most = (("most", str(MOST_CHARACTERS)),)
        raise Mistake(Problem(code="yaml-too-long", file=README_FILE, values=most))
    if seen.plan is not None and not reason:
        raise mistake("pay-reason-missing")
    version = add(home, texts, reason, now(), seen=seen)
    said = _("“%(plan)s” is kept as version %(version)s.")
    if not version.usable:
        said = _("“%(plan)s” is kept as version %(version)s, a draft: its cases do not come out.")
    messages.success(request, said % {"plan": version.plan.name, "version": version.number})
    return plan_url(version.plan.pk)


def _refused(
    request: HttpRequest, home: Company, seen: Seen, texts: Texts, reason: str,
    problems: tuple[Problem, ...],
) -> HttpResponse:  # fmt: skip
    """What keeps it from being saved; what was typed stays where it is."""
    context = editor_context(seen, texts, reason, user_of(request).pk) | meanwhile(seen)
    # Whoever has read what came meanwhile, and saves again, means it.
    context["seen"] = context.get("newest", context["seen"])
    if not _by_script(request):
        return shown(request, home, "plan_edit", context, problems)
    context["wrong"] = [describe(problem) for problem in problems]
    faster = any(problem.code in CHANGED for problem in problems)
    html = render_to_string("husay/pay/_not_saved.html", context, request)
    status = _CONFLICT if faster else _UNPROCESSABLE
    return JsonResponse({"told": html, "seen": context["seen"]}, status=status)


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _texts(request: HttpRequest) -> Texts:
    """The three texts as they were typed, with plain line ends."""
    document, cases, readme = (
        request.POST.get(name, "").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
        for name in ("document", "cases", "readme")
    )
    return Texts(document, cases, readme)
