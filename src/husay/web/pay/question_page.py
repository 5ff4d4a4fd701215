"""Questions about pay: the list, one with its conversation, and the form that asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from husay.access.role import Right
from husay.pay.runs.questions import CAUSES, OUTCOMES
from husay.store.coaching.people import names_of
from husay.store.company import Company
from husay.store.pay.plans import document_of
from husay.store.pay.questions import LONGEST
from husay.store.pay.questions_seen import QuestionSeen, counts, overdue, owners
from husay.store.pay.statements import StatementSeen
from husay.store.records.models import PayQuestion
from husay.web.coaching.reading import author_names
from husay.web.empty import Empty
from husay.web.pay.shown import statement_url
from husay.web.table import Cell, Column, Table
from husay.words import dates
from husay.words.figure import Sentence
from husay.words.pay_questions import (
    OUTCOME_TEXTS,
    QUESTION_CAUSES,
    QUESTION_DONE,
    about_text,
    counted_points,
    outcome_text,
    question_cause_text,
    question_sentence,
    questions_sentence,
    state_text,
)
from husay.words.pay_statement import Line, told_line

MARKS = {
    "open": "unsure",
    "reopened": "unsure",
    "looked-into": "",
    "answered": "",
    "closed": "good",
}


@dataclass(frozen=True)
class Said:
    """Something of a conversation: who did what, when, and what they wrote."""

    who: str
    what: str
    when: str
    words: str
    theirs: bool


def questions_context(company: Company, found: Sequence[PayQuestion]) -> dict[str, object]:
    """For `questions.html`: what a viewer may see of everybody's."""
    counted = counts(company, found)
    context: dict[str, object] = {
        "sentence": Sentence((questions_sentence(counted),)),
        "points": counted_points(counted) if company.viewer.may(Right.SEE_PAY) else [],
        "table": questions_table(company, found, named=True) if found else None,
    }
    if not found:
        said = _(
            "Sellers ask in place, on a line of their statement or below it. Each question has an "
            "owner and a due day, and what it led to stays beside it."
        )
        context["empty"] = Empty(title=_("No question yet"), text=said)
    return context


def questions_table(company: Company, found: Iterable[PayQuestion], *, named: bool) -> Table:
    """Questions, one a row; `named`: with whose pay each is about."""
    rows = tuple(found)
    names = names_of(row.person for row in rows) if named else {}
    owned = author_names(f"user:{row.owner_id}" for row in rows if row.owner_id)
    person = (Column(_("Person")),) if named else ()
    columns = (
        Column(pgettext("topic", "About")), *person, Column(_("State")),
        Column(pgettext("question", "Due"), rest=True),
        Column(_("Owner"), rest=True), Column(_("Outcome"), rest=True),
    )  # fmt: skip

    def cells(row: PayQuestion) -> tuple[Cell, ...]:
        name = (Cell(text=names[row.person]),) if named else ()
        return (
            Cell(text=question_cause_text(row.cause), note=about_text(row),
                 url=reverse("pay-questions-question", args=[row.pk])),
            *name,
            Cell(text=state_text(row), note=_("overdue") if overdue(company, row) else ""),
            Cell(text=dates.day(row.due)),
            Cell(text=owned.get(f"user:{row.owner_id}", "–")),
            Cell(text=outcome_text(row) or "–"),
        )  # fmt: skip

    return Table(_("Questions about pay"), columns, tuple(map(cells, rows)), wordy=True)


class QuestionPage:
    """One question."""

    def __init__(self, company: Company, seen: QuestionSeen, typed: Mapping[str, str]) -> None:
        self.company, self.seen, self.row, self.typed = company, seen, seen.row, typed
        self.own = company.viewer.person == seen.row.person
        self.owner = f"user:{seen.row.owner_id}" if seen.row.owner_id else ""
        self.authors = author_names([self.owner, *(one.by for one in seen.entries)])

    def context(self) -> dict[str, object]:
        """For `question.html`."""
        row = self.row
        name = names_of([row.person])[row.person]
        owner = self.authors[self.owner] if self.owner else ""
        return {
            "sentence": Sentence(
                (question_sentence(self.seen, owner, "" if self.own else name),)
            ),
            "number": row.pk, "newest": row.newest, "own": self.own,
            "state": state_text(row), "mark": "bad" if self.seen.overdue else MARKS[row.state],
            "statement": statement_url(row.run_id, row.person), "facts": self._facts(name, owner),
            "line": self._line(), "said": self._said(), "may": set(self.seen.may),
            "owners": self._owners(), "causes": choices(QUESTION_CAUSES, CAUSES, row.cause),
            "outcomes": choices(OUTCOME_TEXTS, OUTCOMES, self.typed.get("outcome", "")),
            "due": row.due.isoformat(), "typed": self.typed, "longest": LONGEST,
        }  # fmt: skip

    def _facts(self, name: str, owner: str) -> list[tuple[str, str]]:
        row = self.row
        facts = [
            (_("Person"), name), (pgettext("topic", "About"), about_text(row)),
            (pgettext("pay", "Plan"), row.run.plan.name),
            (_("Asked about"), question_cause_text(row.cause)),
            (pgettext("question", "Due"), dates.day(row.due)),
            (_("Owner"), owner or _("nobody yet")),
        ]  # fmt: skip
        if row.outcome:
            facts.append((_("Outcome"), outcome_text(row)))
            facts.append((_("Found to be"), question_cause_text(row.found)))
        if row.manual is not None:
            paid = row.manual.run_id
            facts.append(
                (_("Amount by hand"), _("paid by run %(run)s") % {"run": paid} if paid
                 else _("not paid yet"))
            )  # fmt: skip
        return facts

    def _line(self) -> Line | None:
        if self.seen.line is None or self.row.line is None:
            return None
        plan = document_of(self.row.run.version)
        return told_line(plan, self.row.line, self.seen.line)

    def _said(self) -> list[Said]:
        return [
            Said(
                self.authors[one.by], str(QUESTION_DONE[one.act]),  # type: ignore[index]
                dates.moment(one.at), one.words, one.by == self.row.by,
            )
            for one in self.seen.entries
        ]  # fmt: skip

    def _owners(self) -> list[tuple[str, str, bool]]:
        """Who may see to it: offered to who takes it on."""
        if "take" not in self.seen.may or not self.company.viewer.may(Right.SEE_PAY):
            return []
        users = [f"user:{user.pk}" for user in owners(self.company)]
        mine = self.owner or self.company.author
        return [(key.partition(":")[2], name, key == mine)
                for key, name in author_names(users).items()]  # fmt: skip


def choices(
    words: Mapping[Any, object], codes: Iterable[str], chosen: str
) -> list[tuple[str, str, bool]]:
    """Choices of a form: code, words, whether it is the one."""
    return [(code, str(words[code]), code == chosen) for code in codes]


def ask_context(
    seen: StatementSeen, line: int | None, typed: Mapping[str, str]
) -> dict[str, object]:
    """For `ask.html`: the form that asks about a line of a statement, or about all of it."""
    plan = document_of(seen.run.version)
    about = next((told_line(plan, line, one) for n, one in seen.lines if n == line), None)
    return {
        "sentence": Sentence((_("What do you want to know about it?"),)),
        "run": seen.run.pk, "person": seen.statement.person, "line": about,
        "number": "" if about is None else line,
        "statement": statement_url(seen.run.pk, seen.statement.person),
        "causes": choices(QUESTION_CAUSES, CAUSES, typed.get("cause", "")),
        "typed": typed, "longest": LONGEST,
    }  # fmt: skip
