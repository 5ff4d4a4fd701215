"""Pay plans for compensation: the list, one plan, its files, putting it in force, its people."""

from __future__ import annotations

import re
from datetime import date

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from husay.basics.period import Window
from husay.basics.problem import Mistake, Problem
from husay.pay.texts import Texts
from husay.store.company import Company
from husay.store.pay import assignments
from husay.store.pay.plan_files import packed, unpacked
from husay.store.pay.plans import Seen, add, plan_numbered, version_of
from husay.store.pay.plans import activate as put
from husay.store.pay.plans_seen import plan_seen, plan_states
from husay.store.records.models import PayAssignment, PayPlanRow, PayPlanVersion
from husay.web.bring_in.limit import LARGEST_TABLE_MEGABYTES, was_too_large
from husay.web.clock import now
from husay.web.coaching.reading import lines, text, whole
from husay.web.company import company
from husay.web.pay.plan_page import PlanPage, plan_url
from husay.web.pay.plans_page import plans_context
from husay.web.pay.shown import shown
from husay.words import dates

TOLD = 500
_UNSAFE = re.compile(r"[^a-z0-9]+")


@never_cache
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """All plans, and how to begin one."""
    return _plans(request, company(request))


def _plans(request: HttpRequest, home: Company, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    return shown(request, home, "plans", plans_context(plan_states(home)), problems)


@never_cache
@require_safe
def plan(request: HttpRequest, number: int) -> HttpResponse:
    """One plan."""
    return _plan(request, company(request), number)


def _plan(
    request: HttpRequest, home: Company, number: int, problems: tuple[Problem, ...] = ()
) -> HttpResponse:
    asked = (request.POST if problems else request.GET).dict()
    page = PlanPage(home, plan_seen(home, number), {key: str(one) for key, one in asked.items()})
    return shown(request, home, "plan", page.context(), problems)


@never_cache
@require_safe
def folder(request: HttpRequest, number: int) -> HttpResponse:
    """A version's folder as a .zip; the newest's unless one is asked for."""
    row = plan_numbered(number)
    asked = request.GET.get("version", "")
    version = version_of(row, int(asked) if asked.isdecimal() and len(asked) < 10 else None)
    name = _UNSAFE.sub("-", row.name.lower()).strip("-") or f"plan-{row.pk}"
    sent = packed(name, Texts(version.document, version.cases, version.readme))
    file = f"{name}-{version.number}.zip"
    return HttpResponse(
        sent,
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{file}"'},
    )


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Keep a folder that is sent: as a new version of the plan whose page it was sent from, or of
    the one that it names."""
    home, number = company(request), whole(request, "plan")
    row = plan_numbered(number) if number > 0 else None
    try:
        version = _kept(request, home, row)
    except Mistake as wrong:
        if row is None:
            return _plans(request, home, wrong.problems)
        return _plan(request, home, row.pk, wrong.problems)
    said = _("“%(plan)s” is kept as version %(version)s.")
    messages.success(request, said % {"plan": version.plan.name, "version": version.number})
    return HttpResponseRedirect(plan_url(version.plan.pk, version.number))


def _kept(request: HttpRequest, home: Company, row: PayPlanRow | None) -> PayPlanVersion:
    if was_too_large(request):
        said = (("most", str(LARGEST_TABLE_MEGABYTES)),)
        raise Mistake(Problem(code="upload-too-large", values=said))
    sent = [one for one in request.FILES.getlist("file") if isinstance(one, UploadedFile)]
    if not sent:
        raise Mistake(Problem(code="upload-missing"))
    texts = unpacked((str(one.name), one.read()) for one in sent)
    seen = Seen(row, row.newest) if row is not None else None
    return add(home, texts, lines(request, "reason", TOLD), now(), seen=seen)


@require_POST
def activate(request: HttpRequest, number: int) -> HttpResponse:
    """Put a version in force from a day on."""
    home = company(request)
    try:
        starts, wrong = _day(request, "starts", needed=True)
        version = version_of(plan_numbered(number), whole(request, "version"))
        if starts is None:
            raise Mistake(*wrong)
        made = put(home, version, starts, lines(request, "reason", TOLD), now())
    except Mistake as mistaken:
        return _plan(request, home, number, mistaken.problems)
    said = _("Version %(version)s is in force from %(day)s on.")
    values = {"version": made.version.number, "day": dates.day(made.starts)}
    messages.success(request, said % values)
    return HttpResponseRedirect(plan_url(number))


@require_POST
def assign(request: HttpRequest, number: int) -> HttpResponse:
    """Give a person the plan for some days, or take it from them."""
    home = company(request)
    try:
        made = _assigned(request, home, plan_numbered(number))
    except Mistake as wrong:
        return _plan(request, home, number, wrong.problems)
    said = _("%(person)s has the plan from %(day)s on.")
    if made.out:
        said = _("%(person)s has the plan no longer from %(day)s on.")
    messages.success(request, said % {"person": made.person, "day": dates.day(made.starts)})
    return HttpResponseRedirect(plan_url(number) + "#people")


def _assigned(request: HttpRequest, home: Company, row: PayPlanRow) -> PayAssignment:
    """The assignment that a form says; raises Mistake with all that is wrong with it."""
    person = text(request, "person", 254)
    out = request.POST.get("do") == "out"
    own = {} if out else _own(request)
    starts, problems = _day(request, "starts", needed=True)
    ends, more = _day(request, "ends", needed=False)
    problems += more
    if starts and ends and ends < starts:
        problems.append(Problem(code="plan-ends-before", value=ends.isoformat()))
    problems += assignments.wrong_with(home, row, person, own)
    if problems or starts is None:
        raise Mistake(*problems)
    days = starts if ends is None else Window(starts, ends)
    reason = lines(request, "reason", TOLD)
    return assignments.assign(home, row, person, days, own, reason, now(), out=out)


def _own(request: HttpRequest) -> dict[str, str]:
    """The figures of their own that were typed, by parameter."""
    given = {key[4:]: text(request, key, 40) for key in request.POST if key.startswith("own-")}
    return {name: said for name, said in given.items() if said}


def _day(request: HttpRequest, name: str, *, needed: bool) -> tuple[date | None, list[Problem]]:
    """A day of a form, and what is wrong with it."""
    typed = text(request, name, 20)
    label = _("First day") if name == "starts" else _("Last day")
    try:
        return (date.fromisoformat(typed) if typed or needed else None), []
    except ValueError:
        return None, [Problem(code="plan-day", value=typed, values=(("key", label),))]
