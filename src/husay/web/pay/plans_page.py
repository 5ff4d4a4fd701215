"""The list of pay plans, and how to begin one."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from husay.store.pay.plans_seen import PlanState
from husay.web.empty import Empty, Way
from husay.web.table import Cell, Column, Table
from husay.words import dates
from husay.words.figure import Figure, Sentence
from husay.words.format import count
from husay.words.pay_versions import plans_sentence, state_note, state_text


def plans_context(found: Sequence[PlanState]) -> dict[str, object]:
    """For `plans.html`."""
    return {
        "sentence": Sentence((plans_sentence(found) if found else _("There is no pay plan yet."),)),
        "table": _table(found) if found else None,
        "empty": None if found else _empty(),
    }


def _empty() -> Empty:
    return Empty(
        title=_("A pay plan says who earns what, and proves it"),
        text=_(
            "It is a document with worked cases: what was sold, and what is earned of it, to the "
            "last centavo. A plan whose cases do not come out pays nobody."
        ),
        steps=(
            _("Begin with a plan that works: a rate, an accelerator above the goal, and a bonus."),
            _("Change it until it says what you mean. Mistakes and cases are shown as you type."),
            _("Put it in force from a day on, and assign it to people. They read it and accept."),
        ),
        action=Way(reverse("pay-plans-new"), _("Begin a plan")),
        other=Way(reverse("pay-runs"), _("Pay runs")),
    )


def _table(found: Sequence[PlanState]) -> Table:
    columns = (
        Column(pgettext("pay", "Plan")), Column(_("State")), Column(_("Since"), rest=True),
        Column(_("People"), "number"), Column(_("Accepted"), "number"),
        Column(_("Last run"), rest=True),
    )  # fmt: skip
    return Table(_("Pay plans"), columns, tuple(_row(state) for state in found), wordy=True)


def _row(state: PlanState) -> tuple[Cell, ...]:
    run = state.last_run
    accepted = _("%(n)s of %(of)s") % {
        "n": count(len(state.accepted)), "of": count(len(state.people))}  # fmt: skip
    return (
        Cell(text=state.row.name, url=reverse("pay-plans-plan", args=[state.row.pk])),
        Cell(text=state_text(state), note=state_note(state)),
        Cell(text=dates.day(state.since) if state.since else "–"),
        Cell(figure=Figure(text=count(len(state.people)))),
        Cell(figure=Figure(text=accepted if state.people else "–")),
        Cell(text=dates.span(run.starts, run.ends) if run else "–",
             url=reverse("pay-runs-run", args=[run.pk]) if run else ""),
    )  # fmt: skip
