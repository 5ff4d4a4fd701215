"""Simulating a plan: the form, the wait, and what came out."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from husay.basics.period import Window
from husay.basics.problem import Mistake, Problem, mistake
from husay.goals.window_text import window_of
from husay.pay.simulation import Simulation
from husay.store.coaching.people import names_of
from husay.store.company import Company
from husay.store.moment import everything
from husay.store.pay.plans import document_of, plan_called, plan_numbered
from husay.store.pay.plans_seen import plan_states
from husay.store.pay.simulating import outside
from husay.store.pay.simulations import Answer, Question, answer, ask, question, unit_called
from husay.store.records.models import PayPlanRow
from husay.web.clock import now
from husay.web.company import company
from husay.web.pay.shown import shown
from husay.web.pay.simulation_page import SimulationPage
from husay.words import dates
from husay.words.figure import Sentence
from husay.words.pay_simulation import plan_name

_FIELDS = ("from", "to", "version", "against", "unit")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def simulate(request: HttpRequest, number: int) -> HttpResponse:
    """A simulation of a plan: GET shows what is known of it, POST asks for it to be worked out."""
    home = company(request)
    row = plan_numbered(number)
    given = request.POST if request.method == "POST" else request.GET
    typed = {name: given.get(name, "").replace("\0", "").strip()[:100] for name in _FIELDS}
    try:
        asked = _question(home, row, typed) if typed["from"] or typed["to"] else None
    except Mistake as wrong:
        return _form(request, home, row, typed, wrong.problems)
    if asked is None:
        return _form(request, home, row, typed | _last_year(home))
    if request.method == "POST":
        ask(home, asked, now())
        at = reverse("pay-plans-simulate", args=[number])
        return HttpResponseRedirect(f"{at}?{urlencode(typed)}")
    return _answered(request, home, row, typed, asked)


def _last_year(home: Company) -> dict[str, str]:
    """The last twelve whole months that the book knows: what is simulated unless one says so."""
    last = everything(home).shape.last or home.today
    first = date(last.year - 1, last.month, 1)
    ends = date(last.year - (last.month == 1), (last.month - 2) % 12 + 1, 1)
    return {"from": first.isoformat()[:7], "to": ends.isoformat()[:7]}


def _question(home: Company, row: PayPlanRow, typed: dict[str, str]) -> Question:
    """What is asked; raises Mistake with what is wrong."""
    year = home.home.read_settings().year
    found = [window_of(typed[name], year) for name in ("from", "to")]
    wrong = [one for one in found if isinstance(one, Problem)]
    if wrong:
        raise Mistake(*wrong)
    start, end = (one for one in found if isinstance(one, Window))
    if start.start > end.end:
        raise mistake("pay-simulation-days", value=f"{typed['from']} – {typed['to']}")
    version = typed["version"]
    if version and not (version.isascii() and version.isdecimal() and len(version) < 9):
        raise mistake("pay-version-unknown", value=row.name, version=version, newest=row.newest)
    against = plan_called(typed["against"]) if typed["against"] else None
    days = Window(start.start, end.end)
    unit = unit_called(home, typed["unit"])
    return question(home, row, int(version) if version else None, against, days, unit)


def _answered(
    request: HttpRequest, home: Company, row: PayPlanRow, typed: dict[str, str], asked: Question
) -> HttpResponse:
    """What is known of a question."""
    known = answer(home, asked)
    if known is None:
        return _form(request, home, row, typed)
    if known.waiting:
        said = _("“%(name)s” is being simulated.") % {"name": row.name}
        context = {"sentence": Sentence((said,)), "waits": known, "plan": row}
        return shown(request, home, "simulate", context)
    if known.found is None:
        return _form(request, home, row, typed, known.problems)
    return shown(request, home, "simulate", _worked_out(home, row, typed, asked, known))


def _worked_out(
    home: Company, row: PayPlanRow, typed: dict[str, str], asked: Question, known: Answer
) -> dict[str, object]:
    assert known.found is not None, "it was worked out"
    found = Simulation(known.found)
    draft, against = asked.draft, asked.against
    names = {
        "person": names_of(one.person for one in found.sellers),
        "unit": home.names(
            "unit", sorted({one.unit for one in found.sellers} | {known.found.unit})
        ),
    }
    page = SimulationPage(
        found, document_of(draft), names,
        (plan_name(row.name, draft.number),
         plan_name(against.plan.name, against.number) if against else ""),
        (draft.usable, outside(document_of(draft), known.found.days)),
    )  # fmt: skip
    made = _("Worked out %(when)s, from snapshot %(number)s.") % {
        "when": dates.moment(known.made) if known.made else "", "number": known.snapshot,
    }  # fmt: skip
    return page.context() | _choices(home, row, typed) | {"made": made, "plan": row}


def _form(
    request: HttpRequest,
    home: Company,
    row: PayPlanRow,
    typed: dict[str, str],
    problems: tuple[Problem, ...] = (),
) -> HttpResponse:
    """The form alone."""
    said = _("What would “%(name)s” have cost, and who would gain by it?") % {"name": row.name}
    context = {"sentence": Sentence((said,)), "plan": row} | _choices(home, row, typed)
    return shown(request, home, "simulate", context, problems)


def _choices(home: Company, row: PayPlanRow, typed: dict[str, str]) -> dict[str, object]:
    """What the form offers, and what was typed into it."""
    version = typed["version"] or str(row.newest)
    return {
        "typed": {"from": typed["from"], "to": typed["to"], "unit": typed["unit"]},
        "versions": [
            (one.number, str(one.number) == version) for one in row.versions.order_by("-number")
        ],
        "others": [
            (one.row.name, one.row.name == typed["against"])
            for one in plan_states(home)
            if one.row != row and one.now is not None
        ],
    }
