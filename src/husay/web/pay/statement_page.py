"""A statement's page: the sentence, what it is made of, what changed, and every line with its
reasons, as `husay.words.pay_statement` tells them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from husay.access.role import Right
from husay.pay.runs.by_hand import is_by_hand
from husay.pay.runs.statement import Statement, StatementLine
from husay.pay.runs.states import CLOSED
from husay.store.company import Company
from husay.store.pay.plans import document_of
from husay.store.pay.questions import may_ask
from husay.store.pay.questions_seen import questions_seen
from husay.store.pay.seen import StatementSeen
from husay.store.records.models import PayQuestion
from husay.web.pay.question_page import questions_table
from husay.words.figure import Sentence
from husay.words.pay_questions import state_text
from husay.words.pay_statement import Group, Line, told_statement
from husay.words.format import count, money_exact, part_text
from husay.words.pay_inputs import statement_notices
from husay.words.pay_reasons import Said, explained, measured_text
from husay.words.pay_runs import (
    STATES,
    cause_text,
    period_text,
    statement_parts,
    statement_sentence,
)
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
class StatementPage:
    """One statement."""

    def __init__(self, company: Company, seen: StatementSeen, name: str) -> None:
        self.company, self.seen, self.name = company, seen, name
        self.plan = document_of(seen.run.version)
        self.one = seen.statement

    def context(self) -> dict[str, object]:
        """For `statement.html`."""
        return {
            "sentence": Sentence((self._sentence(),)),
            "title": period_text(self.one.period),
            "plan": self.seen.run.plan.name,
            "version": self.seen.run.version.number,
            "state": STATES[self.seen.run.state],  # type: ignore[index]
            "parts": statement_parts(
                self.one, self.seen.currency, held=self.seen.hold is not None or self.seen.due
            ),
            "attained": self._attained(),
            "changed": self._changed(),
            "problems": [describe(problem) for problem in self.one.problems],
            "earned": self._groups("earned"),
            "adjusted": self._groups("adjusted"),
            "run": self.seen.run,
            "person": self.one.person,
            "notices": self._notices(),
            "hold": self.seen.hold,
            "due": self.seen.due,
            "may_hold": self.company.viewer.may(Right.RUN_PAY),
            "can_hold": self.seen.hold is None and self._unpaid,
        }

    @property
    def _unpaid(self) -> bool:
        """Whether nothing of it is in the ledger yet."""
        return self.seen.due or self.seen.run.state not in CLOSED

    def _sentence(self) -> str:
        held = self.seen.hold is not None
        return statement_sentence(self.one, self.seen.currency, self.name, held=held)

    def _notices(self) -> list[str]:
        """What is said of it beside: why it is on hold, and that it is a leaver's last one."""
        return statement_notices(self.seen, self.name)

    def _attained(self) -> list[tuple[str, str, str]]:
        """Each measure with its days, and how far it came."""
        found = []
        for one in self.one.attained:
            value = measured_text(self.plan, one.measure, one.value)
            if one.goal is not None and one.goal > 0:
                value = _("%(value)s of %(goal)s: %(share)s") % {
                    "value": value, "goal": measured_text(self.plan, one.measure, one.goal),
                    "share": part_text(one.share),
                }  # fmt: skip
            found.append((one.measure, period_text(one.window), value))
        return found

    def _changed(self) -> list[tuple[str, str, str]]:
        """What each term brought in the period before, and brings now, where that differs."""
        if self.seen.before is None:
            return []
        before, now = _by_term(self.seen.before), _by_term(self.one)
        return [
            (term, self._money(before.get(term, 0)), self._money(now.get(term, 0)))
            for term in dict.fromkeys((*now, *before))
            if before.get(term, 0) != now.get(term, 0)
        ]

    def _groups(self, section: str) -> list[Group]:
        """The lines of a section: by term, adjustments by their cause and what they are about."""
        groups: dict[tuple[str, str], list[tuple[int, StatementLine]]] = {}
        for number, line in self.seen.lines:
            if line.section == section:
                note = self._cause(line)
                about = period_text(line.about) if section == "adjusted" else line.earning.term
                groups.setdefault((about, note), []).append((number, line))
        return [self._group(*names, lines) for names, lines in groups.items()]

    def _cause(self, line: StatementLine) -> str:
        """What led to an adjustment; of an amount by hand, why it was added."""
        if line.cause is None:
            return ""
        why = self.seen.by_hand.get(line.cause.item, "") if is_by_hand(line) else ""
        said = cause_text(line.cause)
        return f"{said}: {why}" if why else said

    def _group(self, name: str, note: str, lines: Sequence[tuple[int, StatementLine]]) -> Group:
        total = sum(line.amount for _number, line in lines if line.counts)
        made = tuple(self._line(number, line) for number, line in lines)
        many = ngettext("%(n)s line", "%(n)s lines", len(made)) % {"n": count(len(made))}
        return Group(name, note, self._money(total), many, made)

    def _line(self, number: int, line: StatementLine) -> Line:
        one = line.earning
        note = _("provisional: not in the sum yet") if one.provisional else ""
        return Line(
            number, self._named(line), dates.day(one.day), self._money(line.amount),
            explained(self.plan, one), note, line.amount < 0,
        )  # fmt: skip

    def _named(self, line: StatementLine) -> str:
        """Of what it is: a sale and its line, or the days of a window."""
        one = line.earning
        name = period_text(one.window)
        if one.sale is not None:
            name = _("%(sale)s, line %(line)s") % {"sale": one.sale, "line": one.line}
        if one.payment is not None:
            name = _("%(name)s, payment %(payment)s") % {"name": name, "payment": one.payment}
        return f"{one.term} · {name}" if line.section == "adjusted" else name

    def _money(self, amount: int) -> str:
        return money_exact(amount, self.seen.currency)


def file_url(seen: StatementSeen, form: str) -> str:
    """The address of a statement as a file."""
    where = reverse("pay-statement-file", args=[seen.run.pk, form])
    return f"{where}?{urlencode({'person': seen.statement.person})}"
