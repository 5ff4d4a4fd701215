"""The month, step by step, as far as it is the reader's business."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from husay.basics.problem import Mistake
from husay.loop import month as story
from husay.store.month.house import Looking, month_asked
from husay.web.company import company
from husay.web.empty import Way
from husay.web.leading.ways import asked
from husay.web.month.page import MonthPage
from husay.web.pages.notes import not_understood, notes
from husay.web.views import nothing_yet, shell_context


@never_cache
@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """The month that `month` names, else that of the last sale."""
    home = company(request)
    snapshot = home.snapshot()
    shown: dict[str, object] = shell_context(snapshot.manifest) | {"title": _("The month")}
    if home.head().number == 0:
        return render(request, "husay/pages/empty.html", shown | {"empty": nothing_yet()})
    try:
        house = Looking(home, month_asked(home, asked(request, "month")))
    except Mistake as wrong:
        told = {"sentence": not_understood(), "problems": notes(wrong.problems)}
        back = {"back": Way(reverse("month"), _("To the newest month"))}
        return render(request, "husay/pages/not_told.html", shown | told | back)
    page = MonthPage(house, list(story(house)))
    return render(request, "husay/pages/month.html", shown | page.context())
