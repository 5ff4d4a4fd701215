"""A statement's page: the sentence, what it is made of, what changed, and every line with its
reasons, as `husay.words.pay_statement` tells them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from husay.access.role import Right
from husay.pay.runs.states import CLOSED
from husay.store.company import Company
from husay.store.pay.plans import document_of
from husay.store.pay.questions import may_ask
from husay.store.pay.questions_seen import questions_seen
from husay.store.pay.statements import StatementSeen
from husay.store.records.models import PayQuestion
from husay.web.pay.question_page import questions_table
from husay.words.figure import Sentence
from husay.words.pay_questions import state_text
from husay.words.pay_statement import Group, Line, told_statement
from husay.words.problems import describe


def statement_context(
    company: Company, seen: StatementSeen, name: str, *, own: bool
) -> dict[str, object]:
    """For `statement.html`; `own`: it speaks to whose it is."""
    told = told_statement(seen, document_of(seen.run.version), name, own=own)
    person = seen.statement.person
    asked = questions_seen(company, run=seen.run.pk, person=person)
    details = ((told.since.sentence,),) if told.since else ()
    return {
        "sentence": Sentence((told.sentence,), details),
        "told": told,
        "earned": _asked_about(told.earned, asked), "adjusted": _asked_about(told.adjusted, asked),
        "ask": _ask_url(company, seen),
        "questions": questions_table(company, asked, named=False) if asked else None,
        "problems": [describe(problem) for problem in seen.statement.problems],
        "person": person,
        "run": seen.run,
        "hold": seen.hold,
        "due": seen.due,
        "may_hold": company.viewer.may(Right.RUN_PAY),
        "can_hold": seen.hold is None and (seen.due or seen.run.state not in CLOSED),
        "files": [(form, file_url(seen, form)) for form in ("pdf", "xlsx")],
    }  # fmt: skip


def _ask_url(company: Company, seen: StatementSeen) -> str:
    """Where one asks about a statement; '' for who may not."""
    person, run = seen.statement.person, seen.run
    if run.state not in CLOSED or not may_ask(company, person):
        return ""
    return f"{reverse('pay-ask', args=[run.pk])}?{urlencode({'person': person})}"


def _asked_about(groups: Iterable[Group], asked: Iterable[PayQuestion]) -> list[Group]:
    """Groups of lines, each line with the question about it that was asked last."""
    said = {
        row.line: _("question %(number)s: %(state)s") % {"number": row.pk, "state": state_text(row)}
        for row in sorted(asked, key=lambda row: row.pk)
    }
    return [
        replace(group, lines=tuple(_noted(line, said.get(line.number, "")) for line in group.lines))
        for group in groups
    ]


def _noted(line: Line, said: str) -> Line:
    return replace(line, note=" · ".join(filter(None, (line.note, said)))) if said else line


def file_url(seen: StatementSeen, form: str) -> str:
    """The address of a statement as a file."""
    where = reverse("pay-statement-file", args=[seen.run.pk, form])
    return f"{where}?{urlencode({'person': seen.statement.person})}"
