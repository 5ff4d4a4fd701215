"""How deliveries go, for administrators: numbers and errors, and nothing of what was sent."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from husay.store.messages.deliveries import Deliveries
from husay.store.messages.deliveries import deliveries as found_deliveries
from husay.store.records.models import MessageDelivery
from husay.store.records.users import actor_names
from husay.web.clock import now
from husay.web.company import company
from husay.web.empty import Empty
from husay.web.table import Cell, Column, Table
from husay.web.views import shell_context
from husay.words import dates
from husay.words.figure import Figure, Sentence
from husay.words.format import count
from husay.words.messages import (
    STATE_NAMES,
    deliveries_sentence,
    error_text,
    form_name,
    service_text,
)


@never_cache
@require_safe
def deliveries(request: HttpRequest) -> HttpResponse:
    """The deliveries of the last two weeks by channel, and those that failed."""
    home = company(request)
    found = found_deliveries(home, now())
    shown: dict[str, object] = {"sentence": _sentence(found)}
    if found.counts:
        shown |= {"table": _counted(found), "failed": _failed(found.failed)}
    else:
        shown["empty"] = Empty(
            title=_("What is sent is counted here"),
            text=_("By channel, with what failed and why: who it was for, and never what it said."),
        )
    return render(request, "husay/messages/deliveries.html", shell_context(home.head()) | shown)


def _sentence(found: Deliveries) -> Sentence:
    late = ngettext(
        "%(n)s delivery waits though it was due: is the process beside the server running?",
        "%(n)s deliveries wait though they were due: is the process beside the server running?",
        found.late,
    ) % {"n": count(found.late)}
    return Sentence((deliveries_sentence(found),), ((late,),) if found.late else ())


def _counted(found: Deliveries) -> Table:
    columns = (Column(_("Channel")), *(Column(str(n), "number") for n in STATE_NAMES.values()))
    rows = tuple(
        (
            Cell(text=service_text(channel)),
            *(Cell(figure=Figure(text=count(states.get(state, 0)))) for state in STATE_NAMES),
        )
        for channel, states in sorted(found.counts.items())
    )
    return Table(_("Deliveries of the last 14 days"), columns, rows, captioned=True)


def _failed(rows: tuple[MessageDelivery, ...]) -> Table | None:
    if not rows:
        return None
    names = actor_names(f"user:{row.user_id}" for row in rows)
    columns = (
        Column(_("For")), Column(_("Channel")), Column(_("Why")), Column(_("State")),
        Column(_("Tried"), "number", rest=True), Column(_("What"), rest=True),
        Column(_("Next"), rest=True),
    )  # fmt: skip

    def cells(row: MessageDelivery) -> tuple[Cell, ...]:
        channel = "email" if row.address is None else row.address.service
        waits = row.state == MessageDelivery.State.WAITING
        return (
            Cell(text=names[f"user:{row.user_id}"]), Cell(text=service_text(channel)),
            Cell(text=error_text(row.error)), Cell(text=str(STATE_NAMES[row.state])),
            Cell(figure=Figure(text=count(row.tries))),
            Cell(text=form_name(row.form)),  # type: ignore[arg-type]
            Cell(text=dates.moment(row.due) if waits else "–"),
        )  # fmt: skip

    return Table(
        _("What failed last"), columns, tuple(map(cells, rows)), captioned=True, wordy=True
    )
