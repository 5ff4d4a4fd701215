"""The style guide's pages: close to the real ones, so that what is looked at is what is used."""

from dataclasses import replace
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from husay.basics.problem import Problem
from husay.web.bring_in.rejects import grouped
from husay.web.empty import Empty, Way
from husay.words import dates
from tests.web.guide import figures

EMPTY = Empty(
    title="Nothing has been brought in yet",
    text="Give us a file of what you sold, one line a row. Everything else can follow.",
    steps=(
        "Export your invoices as CSV or Excel.",
        "Choose the file: we guess which column is which, you confirm.",
        "See what was rejected and why; then bring it in.",
    ),
    example="invoice,date,seller,product,quantity,amount\n"
    "SI-10401,2026-11-02,E-014,COLA-15,12,6150.00",
    action=Way("/", "Choose a file"),
    other=Way("/explore", "What a file may hold"),
)


def _shell() -> dict[str, object]:
    return {"as_of": dates.day(date(2026, 11, 18)), "facts_at": "06:10", "snapshot": "1,204"}


def standing(request: HttpRequest) -> HttpResponse:
    context = {
        "sentence": figures.sentence(),
        "tiles": figures.tiles(),
        "pace": figures.pace_chart(),
        "year": figures.year_chart(),
        "ranking": figures.ranking(),
        "units": figures.units(),
        "structure": "Structure as it was then.",
    }
    return render(request, "standing.html", _shell() | context)


def explore(request: HttpRequest) -> HttpResponse:
    page = Paginator(range(3_118), 50).get_page(request.GET.get("page", "2"))
    context = {"rows": figures.many_rows(), "page": page}
    return render(request, "explore.html", _shell() | context)


def bring_in(request: HttpRequest) -> HttpResponse:
    messages.success(request, "Kept: invoices.csv is now a source.")
    amount = Problem(code="amount", file="invoices.csv", column="amount", value="12,50", row=1_204)
    later = Problem(code="date", severity="warning", file="invoices.csv", column="date", row=88)
    found = (amount, replace(amount, row=1_310), later)
    context = {"groups": grouped(found), "empty": EMPTY}
    return render(request, "bring_in.html", _shell() | context)


def part(request: HttpRequest) -> HttpResponse:
    return render(request, "husay/partials/_chart.html", {"chart": figures.ranking()})
