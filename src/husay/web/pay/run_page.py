"""Pay runs: the list with a form for the next one, and one run with its checklist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from husay.access.role import Right
from husay.basics.problem import Problem
from husay.pay.runs.plain import read_problem
from husay.pay.runs.states import CLOSED
from husay.store.coaching.people import names_of
from husay.store.company import Company
from husay.store.pay.plans_seen import plan_states
from husay.store.pay.questions_seen import counts, questions_seen
from husay.store.pay.seen import RunSeen, run_seen
from husay.store.records.models import PayRun, PayStatement
from husay.web.clock import now
from husay.web.coaching.reading import author_name
from husay.web.pay.shown import statement_url
from husay.web.pay.take_page import is_packed_aside
from husay.web.table import Cell, Column, Table
from husay.words import dates
from husay.words.figure import Figure, Sentence
from husay.words.format import count, money_exact
from husay.words.pay_out import batch_text
from husay.words.pay_questions import questions_sentence
from husay.words.pay_runs import (
    CHECKS,
    DONE,
    OWN_WORK,
    STATES,
    STEPS,
    check_mark,
    check_text,
    run_sentence,
    runs_sentence,
)
from husay.words.problems import describe


@dataclass(frozen=True)
class Point:
    """A point of the checklist: what it is, what it found, and how that is meant."""

    label: str
    text: str
    mark: str
    word: str


@dataclass(frozen=True)
class Unpaid:
    """Whose statement the ledger leaves out for now: why, the number of the hold (0: it was
    lifted), and whether its run is released."""

    person: str
    name: str
    said: str
    hold: int
    due: bool


def runs_context(
    company: Company, found: Sequence[PayRun], typed: Mapping[str, str]
) -> dict[str, object]:
    """For `runs.html`."""
    return {
        "sentence": Sentence((runs_sentence(found),)),
        "table": _runs_table(found) if found else None,
        "may": company.viewer.may(Right.RUN_PAY),
        "questions": questions_sentence(counts(company, questions_seen(company))),
        "plans": [
            (one.row.name, one.row.name == typed.get("plan"))
            for one in (plan_states(company) if company.viewer.may(Right.RUN_PAY) else ())
        ],
        "period": typed.get("period", ""),
    }


def _runs_table(found: Sequence[PayRun]) -> Table:
    columns = (Column(_("Period")), Column(pgettext("pay", "Plan")), Column(_("State")),
               Column(_("Version"), "number", rest=True))  # fmt: skip
    rows = tuple(
        (
            Cell(text=dates.span(run.starts, run.ends), url=reverse("pay-runs-run", args=[run.pk])),
            Cell(text=run.plan.name),
            Cell(text=str(STATES[run.state])),  # type: ignore[index]
            Cell(figure=Figure(text=count(run.version.number))),
        )
        for run in found
    )
    return Table(_("Pay runs"), columns, rows)


def run_context(company: Company, number: int) -> dict[str, object]:
    """For `run.html`; raises Mistake `pay-run-unknown`."""
    may = company.viewer.may(Right.RUN_PAY)
    return RunPage(run_seen(company, number, now()), may=may).context()


class RunPage:
    """One run."""

    def __init__(self, seen: RunSeen, *, may: bool) -> None:
        self.seen, self.run, self.may = seen, seen.run, may
        people = {row.person for row in seen.rows}
        people |= {person for check in seen.checks for person in check.people}
        people |= {moved.person for check in seen.checks for moved in check.moved}
        self.names = names_of(people)

    def context(self) -> dict[str, object]:
        """For `run.html`."""
        return {
            "sentence": Sentence((run_sentence(self.seen),)),
            "run": self.run,
            "state": STATES[self.run.state],  # type: ignore[index]
            "hash": self.run.digest[:12],
            "points": self._points(),
            "payrolls": [
                (batch.number, batch_text(batch, len(self.seen.batches), self.names.get))
                for batch in self.seen.batches
            ],
            "table": self._table() if self.seen.rows else None,
            "packed": is_packed_aside(len(self.seen.rows)),
            "problems": self._problems(),
            "waiting": self._waiting(),
            "may_hold": self.may,
            "may_be_held": self._may_be_held(),
            "steps": [(code, STEPS[code]) for code in self.seen.may],
            "own_work": OWN_WORK if self.seen.own_work else "",
            "done": [
                (str(DONE[step.step]), author_name(step.by), dates.moment(step.at), step.reason)
                for step in self.seen.steps
            ],
        }

    def _waiting(self) -> list[Unpaid]:
        """Whose statements are on hold, or were and are not paid out yet."""
        found = []
        for person in sorted({*self.seen.holds, *self.seen.due}):
            one = self.seen.holds.get(person)
            said = _("the hold was lifted") if one is None else one.reason
            number = 0 if one is None else int(one.pk)
            found.append(
                Unpaid(person, self.names.get(person, person), said, number,
                       person in self.seen.due)
            )  # fmt: skip
        return found

    def _may_be_held(self) -> list[tuple[str, str]]:
        """Whose statements can be put on hold: nothing of them is in the ledger yet."""
        if self.run.state in CLOSED:
            return []
        people = [row.person for row in self.seen.rows if row.person not in self.seen.holds]
        return [(person, self.names.get(person, person)) for person in people]

    def _points(self) -> list[Point]:
        words = {"good": _("fine"), "unsure": _("look at it"), "bad": _("in the way"), "": ""}
        return [
            Point(
                str(CHECKS[check.code]),
                check_text(check, self.seen.plan, lambda p: self.names.get(p, p)),
                check_mark(check), words[check_mark(check)],
            )
            for check in self.seen.checks
        ]  # fmt: skip

    def _table(self) -> Table:
        columns = (
            Column(_("Person")), Column(_("Earned"), "number", rest=True),
            Column(_("Adjusted"), "number", rest=True), Column(_("Drawn"), "number", rest=True),
            Column(_("Paid"), "number"),
        )  # fmt: skip
        keys = ("earned", "adjusted", "drawn", "paid")
        sums = [sum(getattr(row, key) for row in self.seen.rows) for key in keys]
        total = (Cell(text=_("Total")), *(self._cell(amount) for amount in sums))
        rows = tuple(self._row(row, keys) for row in self.seen.rows)
        return Table(_("Statements"), columns, rows, total)

    def _row(self, row: PayStatement, keys: Sequence[str]) -> tuple[Cell, ...]:
        note = _("cannot be worked out") if row.problems else ""
        if row.person in self.seen.holds:
            note = _("on hold")
        elif row.person in self.seen.due:
            note = _("not paid out yet")
        name = Cell(
            text=self.names.get(row.person, row.person), note=note,
            url=statement_url(self.run.pk, row.person),
        )  # fmt: skip
        return (name, *(self._cell(getattr(row, key)) for key in keys))

    def _cell(self, amount: int) -> Cell:
        return Cell(figure=Figure(text=money_exact(amount, self.seen.currency)))

    def _problems(self) -> list[object]:
        """What cannot be worked out, each once."""
        found: dict[Problem, None] = {}
        for row in self.seen.rows:
            for data in row.problems:
                found[read_problem(data)] = None
        return [describe(problem) for problem in list(found)[:20]]
