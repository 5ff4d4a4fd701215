"""Scores, opening balances and advances: what is asked for, what waits, what counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from husay.access.role import Right
from husay.basics.period import Window
from husay.pay.inputs.score import read_score_data, score_text
from husay.store.coaching.people import names_of
from husay.store.company import Company
from husay.store.pay.inputs import inputs, is_approved, plans_of
from husay.store.pay.openings import plans_with_advances
from husay.store.pay.plans import document_of, version_of
from husay.store.pay.scores import Wanted, open_period, plans_with_scores, scores, wanted
from husay.store.records.models import PayInput, PayPlanRow
from husay.web.coaching.reading import author_names
from husay.web.empty import Empty
from husay.web.table import Cell, Column, Table
from husay.words import dates
from husay.words.figure import Figure, Sentence
from husay.words.format import count
from husay.words.pay_inputs import (
    days_of,
    entered_sentence,
    state_of,
    value_of,
    window_text,
)
from husay.words.pay_titles import measure_title, titled

_SHOWN = 200
"""So many entries, and scores that are waited for, are listed; a command lists all."""

Typed = dict[str, str]


@dataclass(frozen=True)
class Waiting:
    """An entry that waits for a second person; `own`: the viewer entered it."""

    number: int
    what: str
    said: str
    own: bool


def waiting_of(company: Company, found: Sequence[PayInput]) -> list[Waiting]:
    """What waits, oldest first, as the list with ticks shows it."""
    rows = [one for one in reversed(found) if not is_approved(one)]
    names, plans = names_of(one.person for one in rows), plans_of(rows)
    authors = author_names([one.by for one in rows])
    told = []
    for one in rows:
        who = names.get(one.person, "") if one.person else _("everybody")
        plan = plans[one.plan_id]
        measure = measure_title(plan, one.measure) if one.measure else ""
        parts = [who, measure, days_of(one), value_of(plan, one)]
        said = _("entered by %(who)s, %(when)s") % {
            "who": authors[one.by], "when": dates.moment(one.at)}  # fmt: skip
        if one.evidence:
            said = f"{said} · {one.evidence}"
        what = " · ".join(part for part in parts if part)
        told.append(Waiting(one.pk, what, said, one.by == company.author))
    return told


def entered_table(found: Sequence[PayInput], caption: str) -> Table | None:
    """What was entered, the newest first; None where nothing was."""
    if not found:
        return None
    shown = found[:_SHOWN]
    names, plans = names_of(one.person for one in shown), plans_of(shown)
    columns = (
        Column(_("Person")), Column(pgettext("pay", "Plan"), rest=True), Column(_("Days")),
        Column(_("Value")), Column(_("State")),
    )  # fmt: skip
    rows = tuple(
        (
            Cell(
                text=names.get(one.person, "") or _("everybody"),
                note=measure_title(plans[one.plan_id], one.measure) if one.measure else "",
            ),
            Cell(text=one.plan.name), Cell(text=days_of(one)),
            Cell(text=value_of(plans[one.plan_id], one), note=one.evidence),
            Cell(text=state_of(one)),
        )
        for one in shown
    )  # fmt: skip
    return Table(caption, columns, rows, captioned=True, wordy=True)


@dataclass
class ScoresPage:
    """The scores of a plan's open period: who lacks what, and what waits."""

    company: Company
    typed: Typed

    def __post_init__(self) -> None:
        """Choose the plan: the one asked for, else the first that has scores."""
        self.plans = plans_with_scores(self.company)
        asked = self.typed.get("plan", "")
        named = next((row for row in self.plans if row.name == asked), None)
        self.row: PayPlanRow | None = named or next(iter(self.plans), None)

    def context(self) -> dict[str, object]:
        """For `scores.html`."""
        row, typed = self.row, self.typed
        period = open_period(self.company, row) if row else None
        asked = wanted(self.company, row, period) if row and period else ()
        found = scores(self.company, row) if row else []
        measures = sorted({one.measure.name for one in asked}) if asked else self._measures()
        return {
            "sentence": Sentence((_scores_sentence(row, period, asked),)),
            "plans": [(one.name, one == row) for one in self.plans],
            "plan": row.name if row else "",
            "table": _grid(asked) if asked else None,
            "entered": entered_table(found, _("Scores that were entered")),
            "waiting": waiting_of(self.company, found),
            "may_approve": self.company.viewer.may(Right.RUN_PAY),
            "measures": [(name, name == typed.get("measure")) for name in measures],
            "periods": self._periods(asked),
            "people": self._people(asked),
            "typed": {"person": "", "period": "", "value": "", "evidence": "", "table": ""} | typed,
            "empty": None if row else _no_scores(),
        }

    def _measures(self) -> list[str]:
        if self.row is None:
            return []
        plan = document_of(version_of(self.row))
        return [measure.name for measure in plan.measures if measure.entered]

    def _people(self, asked: Sequence[Wanted]) -> list[tuple[str, str, bool]]:
        """Whose scores are asked for; nobody where they are too many to choose from."""
        people = {one.person for one in asked}
        if len(people) > _SHOWN:
            return []
        names = names_of(sorted(people))
        chosen = self.typed.get("person", "")
        return [(person, name, person == chosen) for person, name in names.items()]

    def _periods(self, asked: Sequence[Wanted]) -> list[tuple[str, str, bool]]:
        chosen = self.typed.get("period", "")
        found = {f"{one.window.start}/{one.window.end}": one.window for one in asked}
        return [(key, window_text(window), key == chosen) for key, window in found.items()]


def _scores_sentence(row: PayPlanRow | None, period: Window | None, asked: Sequence[Wanted]) -> str:
    if row is None:
        return _("No plan has measures that are entered by hand.")
    if period is None:
        return _("“%(plan)s” is not in force for anybody yet.") % {"plan": row.name}
    said = {"plan": row.name, "period": window_text(period), "all": count(len(asked))}
    if not asked:
        return _("For %(period)s “%(plan)s” waits for no scores.") % said
    missing = sum(1 for one in asked if one.counts is None)
    if not missing:
        return _("For %(period)s all %(all)s scores of “%(plan)s” are there.") % said
    text = ngettext(
        "For %(period)s %(n)s of %(all)s scores of “%(plan)s” is missing.",
        "For %(period)s %(n)s of %(all)s scores of “%(plan)s” are missing.",
        missing,
    )
    return text % {**said, "n": count(missing)}


def _grid(asked: Sequence[Wanted]) -> Table:
    """Who lacks what: a row a score that the period waits for, those that are missing first."""
    ordered = sorted(asked, key=lambda one: one.counts is not None)[:_SHOWN]
    names = names_of(one.person for one in ordered)
    columns = (
        Column(_("Person")), Column(_("Measure")), Column(_("Over"), rest=True),
        Column(_("Score"), "number"), Column(_("State")),
    )  # fmt: skip
    rows = []
    for one in ordered:
        known = one.counts
        value = "" if known is None else _value(one, known)
        waiting = ", ".join(_value(one, each) for each in one.waiting)
        note = _("%(value)s waits for approval") % {"value": waiting} if waiting else ""
        rows.append(
            (
                Cell(text=names[one.person]), Cell(text=titled(one.measure)),
                Cell(text=window_text(one.window)),
                Cell(figure=Figure(text=value)) if value else Cell(text="–"),
                Cell(text=_("there") if known else _("missing"), note=note),
            )
        )  # fmt: skip
    return Table(_("Scores that the period waits for"), columns, tuple(rows), wordy=True)


def _value(one: Wanted, each: PayInput) -> str:
    return score_text(one.measure, read_score_data(each.value))


def _no_scores() -> Empty:
    text = _(
        "A plan may pay for what no file knows: how a customer was looked after, whether reports "
        "came in time. Such a measure is entered by one person and approved by another."
    )
    return Empty(
        title=_("No scores are asked for"), text=text,
        example="measures:\n  care: {entered: rate}",
    )  # fmt: skip


def openings_context(
    company: Company, typed: Typed, plans: Sequence[PayPlanRow]
) -> dict[str, object]:
    """For `openings.html`."""
    found = inputs(company, "opening")
    return {
        "sentence": Sentence((entered_sentence(found),)),
        "plans": [(row.name, row.name == typed.get("plan")) for row in plans],
        "entered": entered_table(found, _("Opening balances")),
        "waiting": waiting_of(company, found),
        "may": company.viewer.may(Right.RUN_PAY),
        "typed": {"day": "", "table": ""} | typed,
        "example": (
            "person, kind, name, amount\nE-014, attained, revenue, 1250000\nE-014, owed, , 500\n"
            "E-014, paid, cap, 30000"
        ),
    }


def advances_context(company: Company, typed: Typed) -> dict[str, object]:
    """For `advances.html`."""
    found, plans = inputs(company, "advance"), plans_with_advances(company)
    text = _(
        "An advance is what somebody takes ahead of what they earn, and repays from it. A plan "
        "gives any if its draw says so."
    )
    none = Empty(
        title=_("No plan gives advances"), text=text,
        example="terms:\n  ahead: {kind: draw, style: advance, recover_most: 50 %}",
    )  # fmt: skip
    return {
        "sentence": Sentence((entered_sentence(found),)),
        "plans": [(row.name, row.name == typed.get("plan")) for row in plans],
        "entered": entered_table(found, _("Advances")),
        "waiting": waiting_of(company, found),
        "may": company.viewer.may(Right.RUN_PAY),
        "typed": {"person": "", "amount": "", "day": "", "evidence": ""} | typed,
        "empty": none if not plans and not found else None,
    }
