"""A manager's week, and for executives how much is coached."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from husay.basics.problem import Mistake
from husay.store.coaching import dates as store
from husay.store.coaching import week as weeks
from husay.store.coaching.counts import counts as counted
from husay.web.clock import now
from husay.web.coaching.reading import day, shown, tell, text, whole
from husay.web.coaching.week_page import WeekPage, counts_page
from husay.web.company import company
from husay.web.doors.viewing import user_of


@never_cache
@require_safe
def week(request: HttpRequest) -> HttpResponse:
    """Who needs time this week, and why."""
    home = company(request)
    return shown(
        request,
        home,
        "week",
        WeekPage(home, weeks.week(home)).context() | {"user": user_of(request).pk},
    )


@require_POST
def date(request: HttpRequest) -> HttpResponse:
    """Plan a day with somebody, move it, keep it or drop it, as the button says."""
    home, do, at = company(request), request.POST.get("do", ""), now()
    number = whole(request, "number")
    try:
        if do in store.DATE_KINDS:
            store.plan_date(home, text(request, "seller", 255), do, day(request, "day"), at)
            messages.success(request, _("The day is planned."))
        elif do == "move":
            store.move_date(home, number, day(request, "day"), at)
            messages.success(request, _("The day was moved."))
        elif do == "keep":
            store.keep_date(home, number, at)
        else:
            store.drop_date(home, number, at)
    except Mistake as wrong:
        tell(request, wrong)
    return HttpResponseRedirect(reverse("coaching-week"))


@require_safe
def counts(request: HttpRequest) -> HttpResponse:
    """How much is coached, without anybody's name or words."""
    home = company(request)
    return shown(request, home, "counts", counts_page(counted(home)))
