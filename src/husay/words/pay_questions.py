"""Questions about pay in words: states, causes, outcomes, what was done, and reports of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from husay.basics.amount import ratio_text
from husay.pay.runs.questions import is_overdue
from husay.words import dates
from husay.words.document import Report
from husay.words.format import count
from husay.words.sheet import Sheet, SheetColumn

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from husay.pay.runs.questions import (
        Counted,
        Outcome,
        QuestionAct,
        QuestionCause,
        QuestionState,
    )
    from husay.store.pay.questions_seen import QuestionSeen
    from husay.store.records.models import PayQuestion
    from husay.words.term import Text

QUESTION_STATES: Mapping[QuestionState, Text] = {
    "open": pgettext_lazy("question", "open"),
    "looked-into": pgettext_lazy("question", "being looked into"),
    "answered": pgettext_lazy("question", "answered"),
    "closed": pgettext_lazy("question", "settled"),
    "reopened": pgettext_lazy("question", "reopened"),
}

QUESTION_CAUSES: Mapping[QuestionCause, Text] = {
    "credit": gettext_lazy("A credit is missing"),
    "amount": gettext_lazy("A wrong amount"),
    "rate": gettext_lazy("A wrong rate"),
    "goal": gettext_lazy("The goal"),
    "split": gettext_lazy("How it is split"),
    "return": gettext_lazy("A return"),
    "other": gettext_lazy("Something else"),
}

OUTCOME_TEXTS: Mapping[Outcome, Text] = {
    "explained": gettext_lazy("It is right, and was explained"),
    "corrected": gettext_lazy("The data was corrected: the next run adjusts it"),
    "adjusted": gettext_lazy("It was corrected by an amount by hand"),
    "plan-changed": gettext_lazy("The plan was changed"),
    "declined": gettext_lazy("It was declined, with a reason"),
}

QUESTION_DONE: Mapping[QuestionAct, Text] = {
    "ask": gettext_lazy("asked"),
    "say": gettext_lazy("added"),
    "take": gettext_lazy("took it on"),
    "answer": gettext_lazy("gave an answer"),
    "settle": gettext_lazy("said that it is settled"),
    "reopen": gettext_lazy("opened it again"),
}
"""What somebody did, in a conversation."""


def state_text(row: PayQuestion) -> str:
    """What a question is."""
    return str(QUESTION_STATES[row.state])  # type: ignore[index]


def question_cause_text(code: str) -> str:
    """What a question is about, or what it was found to be."""
    return str(QUESTION_CAUSES[code])  # type: ignore[index]


def outcome_text(row: PayQuestion) -> str:
    """What became of a question, with what it led to; '' where nothing did yet."""
    if not row.outcome:
        return ""
    said = str(OUTCOME_TEXTS[row.outcome])  # type: ignore[index]
    if row.manual_id is not None:
        return _("%(said)s: number %(number)s") % {"said": said, "number": row.manual_id}
    if row.version is not None:
        return _("%(said)s: version %(number)s") % {"said": said, "number": row.version.number}
    return said


def about_text(row: PayQuestion) -> str:
    """What a question is about: 'line 57 of 1–31 Oct 2026', or all of a statement."""
    period = dates.span(row.run.starts, row.run.ends)
    if row.line is None:
        return _("the whole statement of %(period)s") % {"period": period}
    return _("line %(line)s of %(period)s") % {"line": row.line, "period": period}


def questions_sentence(found: Counted) -> str:
    """What a list of questions says first."""
    if not found.asked:
        return _("Nobody has a question about pay.")
    if not found.waiting:
        return _("No question about pay is waiting for an answer.")
    said = ngettext(
        "%(n)s question about pay is waiting for an answer.",
        "%(n)s questions about pay are waiting for an answer.",
        found.waiting,
    ) % {"n": count(found.waiting)}
    if found.overdue:
        late = ngettext("%(n)s of them is overdue.", "%(n)s of them are overdue.", found.overdue)
        said = f"{said} {late % {'n': count(found.overdue)}}"
    return said


def days_text(days: Fraction) -> str:
    """'2.5 days': halves are told, for a median may lie between two."""
    return ngettext("%(n)s day", "%(n)s days", 1 if days == 1 else 2) % {"n": ratio_text(days, 1)}


def question_sentence(seen: QuestionSeen, owner: str, name: str = "") -> str:
    """What a question says first. `name`: who is paid; '' speaks to them."""
    row = seen.row
    values = {
        "name": name, "owner": owner, "due": dates.day(row.due), "outcome": outcome_text(row)
    }  # fmt: skip
    if row.state == "closed":
        said = _("This question is settled.")
    elif row.state == "answered":
        said = (
            _("This question is answered, and %(name)s has not said yet that it is settled.")
            if name
            else _("Your question is answered: say whether that settles it.")
        )
    elif seen.overdue:
        said = _("The answer to this question was due on %(due)s: it is overdue.")
    elif owner:
        said = _("%(owner)s looks into this question and answers by %(due)s.")
    else:
        said = _("This question is to be answered by %(due)s.")
    return said % values


def counted_points(found: Counted) -> list[tuple[str, str]]:
    """By cause, by outcome, and how long answers take: labels with figures."""
    causes = ", ".join(f"{question_cause_text(c)}: {count(n)}" for c, n in found.by_cause)
    outcomes = ", ".join(f"{OUTCOME_TEXTS[outcome]}: {count(n)}" for outcome, n in found.by_outcome)
    points = [(_("What they were about"), causes), (_("What became of them"), outcomes)]
    if found.median_days is not None:
        label = _("From question to answer (median)")
        points.append((label, days_text(found.median_days)))
    return [(label, text) for label, text in points if text]


def questions_report(
    found: Sequence[PayQuestion], counted: Counted, names: Mapping[str, str], today: date
) -> Report:
    """Questions, one a row."""
    rows = [question_cells(row, names, today) for row in found]
    more = {
        "asked": counted.asked, "waiting": counted.waiting, "overdue": counted.overdue,
        "by_cause": dict(counted.by_cause), "by_outcome": dict(counted.by_outcome),
        "median_days": None if counted.median_days is None else ratio_text(counted.median_days, 1),
    }  # fmt: skip
    notes = tuple(f"{label}: {text}" for label, text in counted_points(counted))
    return Report(
        sheet=Sheet(_columns(), rows), sentence=questions_sentence(counted), more=more, notes=notes
    )


def _columns() -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(name="number", label=_("Number"), kind="count"),
        SheetColumn(name="line", label=_("Line")),
        SheetColumn(name="person", label=_("Person"), named="name"),
        SheetColumn(name="name", label=_("Name"), shown=False),
        SheetColumn(name="period", label=_("Period"), weight=2),
        SheetColumn(name="cause", label=pgettext("topic", "About"), named="cause_name"),
        SheetColumn(name="cause_name", label=pgettext("topic", "About"), shown=False),
        SheetColumn(name="state", label=_("State"), named="state_name"),
        SheetColumn(name="state_name", label=_("State"), shown=False),
        SheetColumn(name="due", label=pgettext("question", "Due"), kind="day"),
        SheetColumn(name="overdue", label=_("Overdue")),
        SheetColumn(name="owner", label=_("Owner"), weight=3),
        SheetColumn(name="outcome", label=_("Outcome"), named="outcome_name", weight=2),
        SheetColumn(name="outcome_name", label=_("Outcome"), shown=False),
        SheetColumn(name="found", label=_("Found to be"), weight=4),
    )


def question_cells(row: PayQuestion, names: Mapping[str, str], today: date) -> dict[str, object]:
    """A question as a row."""
    late = is_overdue(row.state, row.due, today)  # type: ignore[arg-type]
    return {
        "number": row.pk,
        "line": str(row.run_id) if row.line is None else f"{row.run_id}:{row.line}",
        "person": row.person, "name": names.get(row.person),
        "period": dates.span(row.run.starts, row.run.ends), "cause": row.cause,
        "cause_name": question_cause_text(row.cause), "state": row.state,
        "state_name": state_text(row), "due": row.due, "overdue": _("yes") if late else None,
        "owner": None if row.owner_id is None else f"user:{row.owner_id}",
        "outcome": row.outcome or None, "outcome_name": outcome_text(row) or None,
        "found": question_cause_text(row.found) if row.found else None,
    }  # fmt: skip


def question_report(
    seen: QuestionSeen, names: Mapping[str, str], authors: Mapping[str, str], today: date
) -> Report:
    """One question with its conversation: who did what when, and what they wrote."""
    rows = [
        {"number": one.number, "at": one.at.isoformat(timespec="seconds"),
         "at_text": dates.moment(one.at),
         "by": authors.get(one.by, one.by), "act": one.act,
         "act_name": str(QUESTION_DONE[one.act]),  # type: ignore[index]
         "words": one.words or None}
        for one in seen.entries
    ]  # fmt: skip
    columns = (
        SheetColumn(name="number", label=_("Number"), kind="count"),
        SheetColumn(name="at", label=_("When"), named="at_text"),
        SheetColumn(name="at_text", label=_("When"), shown=False),
        SheetColumn(name="by", label=_("Who")),
        SheetColumn(name="act", label=_("What"), named="act_name"),
        SheetColumn(name="act_name", label=_("What"), shown=False),
        SheetColumn(name="words", label=pgettext("question", "Said")),
    )
    row = seen.row
    owner = "" if row.owner_id is None else authors.get(f"user:{row.owner_id}", "")
    sentence = question_sentence(seen, owner, names.get(row.person, row.person))
    sheet = Sheet(_columns(), [question_cells(row, names, today)])
    return Report(
        sheet=Sheet(columns, rows), sentence=sentence,
        notes=tuple(filter(None, (about_text(row), outcome_text(row)))),
        more={"question": sheet.plain_rows()[0], "seen": row.newest},
    )  # fmt: skip
