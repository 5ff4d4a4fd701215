"""What leaves pay for others: payroll files."""

from __future__ import annotations

from typing import Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from husay.basics.problem import Mistake
from husay.store.pay.payroll import payroll as made
from husay.store.pay.seen import run_seen
from husay.web.clock import now
from husay.web.company import company
from husay.web.pay.run_page import RunPage
from husay.web.pay.shown import shown
from husay.words.payroll_file import payroll_bytes

_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def attached(data: bytes, form: str, name: str) -> HttpResponse:
    """A file to be saved under a name."""
    answer = HttpResponse(data, content_type=_TYPES[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer


@never_cache
@require_safe
def payroll(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """The payroll file of a released run; where it cannot be made, the run with what is wrong."""
    if form not in _TYPES:
        raise Http404
    home = company(request)
    chosen: Literal["csv", "xlsx"] = "xlsx" if form == "xlsx" else "csv"
    try:
        found = made(home, number, now())
        data = payroll_bytes(found.document, found.payouts, found.currency, chosen)
    except Mistake as wrong:
        context = RunPage(run_seen(home, number, now())).context()
        return shown(request, home, "run", context, wrong.problems)
    return attached(data, form, f"husay-payroll-{number}-{found.run.starts}")
