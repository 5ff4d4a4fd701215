"""`husay pay question` and what is done with questions about pay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from husay.cli import asking
from husay.cli.named import named_person
from husay.cli.pay import own_company
from husay.cli.program import Command
from husay.cli.session import now
from husay.cli.texts import marked as _

if TYPE_CHECKING:
    from husay.store.company import Company

Number = Annotated[int, typer.Argument(metavar="N", help=_("A question’s number."))]
Words = Annotated[str, typer.Argument(metavar="TEXT", help=_("What you want to say."))]
_CAUSES = "credit|amount|rate|goal|split|return|other"


def question(
    context: typer.Context,
    line: Annotated[
        str,
        typer.Argument(
            metavar="LINE", help=_("A run and a line of it, 12:57, or a run: all of a statement.")
        ),
    ],
    words: Words,
    cause: Annotated[
        str, typer.Option("--about", metavar=_CAUSES, help=_("What it is about."))
    ] = "other",
    person: Annotated[
        str | None,
        typer.Option("--person", metavar="PERSON", help=_("Whose pay, if it is not your own.")),
    ] = None,
    form: asking.ListFormat = "table",
) -> None:
    """Ask about a line of a released statement, or about all of it."""
    company = _company(context, form)
    from husay.basics.problem import Mistake, Problem
    from husay.store.pay.questions import ask

    run, _colon, own = line.partition(":")
    parts = (run, own) if _colon else (run,)
    if not all(part.isascii() and part.isdecimal() and len(part) < 10 for part in parts):
        raise Mistake(Problem(code="pay-line-unknown", value=line))
    whose = named_person(company, person) or company.viewer.person or ""
    made = ask(company, int(run), whose, int(own) if own else None, cause, words, now())
    _show(company, made.pk, form)


def questions(
    context: typer.Context,
    person: Annotated[
        str | None, typer.Option("--person", metavar="PERSON", help=_("Only of this person."))
    ] = None,
    form: asking.ListFormat = "table",
) -> None:
    """List the questions about pay that you may see, what waits for an answer first."""
    company = _company(context, form)
    from husay.cli.writing import write
    from husay.store.coaching.people import names_of
    from husay.store.pay.questions_seen import counts, questions_seen
    from husay.words.pay_questions import questions_report

    found = questions_seen(company, person=named_person(company, person))
    names = names_of(row.person for row in found)
    write(questions_report(found, counts(company, found), names, company.today), form)


def conversation(context: typer.Context, number: Number, form: asking.ListFormat = "table") -> None:
    """Show a question about pay with all that was said."""
    _show(_company(context, form), number, form)


def say(
    context: typer.Context, number: Number, words: Words, form: asking.ListFormat = "table"
) -> None:
    """Add something to a question about pay."""
    company = _company(context, form)
    from husay.store.pay import questions as store

    store.say(company, number, None, words, now())
    _show(company, number, form)


def look_into(
    context: typer.Context,
    number: Number,
    due: Annotated[
        str | None,
        typer.Option("--due", metavar="DAY", help=_("To be answered by this day: 2026-12-04.")),
    ] = None,
    form: asking.ListFormat = "table",
) -> None:
    """Look into a question about pay: it is yours from now on."""
    company = _company(context, form)
    from husay.cli.standing import named_day
    from husay.store.pay.questions import take

    take(company, number, None, now(), due=named_day(due))
    _show(company, number, form)


def answer(
    context: typer.Context,
    number: Number,
    words: Words,
    outcome: Annotated[
        str,
        typer.Option(
            "--outcome", metavar="explained|corrected|adjusted|plan-changed|declined",
            help=_("What became of it."),
        ),
    ],
    found: Annotated[
        str | None,
        typer.Option("--found", metavar=_CAUSES, help=_("What it was found to be about.")),
    ] = None,
    adjustment: Annotated[
        int | None,
        typer.Option("--adjustment", metavar="N", help=_("The amount by hand that it led to.")),
    ] = None,
    version: Annotated[
        int | None,
        typer.Option("--version", metavar="N", help=_("The version of the plan that it led to.")),
    ] = None,
    form: asking.ListFormat = "table",
) -> None:  # fmt: skip
    """Answer a question about pay."""
    company = _company(context, form)
    from husay.store.pay import questions as store
    from husay.store.pay.questions_seen import question_row

    cause = found or question_row(company, number).cause
    given = store.Answer(outcome, cause, adjustment, version)
    store.answer(company, number, None, given, words, now())
    _show(company, number, form)


def settle(context: typer.Context, number: Number, form: asking.ListFormat = "table") -> None:
    """Say that an answered question about pay is settled."""
    company = _company(context, form)
    from husay.store.pay import questions as store

    store.settle(company, number, None, now())
    _show(company, number, form)


def reopen(
    context: typer.Context, number: Number, words: Words, form: asking.ListFormat = "table"
) -> None:
    """Reopen a question about pay that is answered or settled, and say why."""
    company = _company(context, form)
    from husay.store.pay import questions as store

    store.reopen(company, number, None, words, now())
    _show(company, number, form)


def _company(context: typer.Context, form: str) -> Company:
    """The company for who may see some pay; the format is looked at before any work is done."""
    from husay.cli.writing import LIST_FORMATS, check_format

    check_format(form, LIST_FORMATS)
    return own_company(context)


def _show(company: Company, number: int, form: str) -> None:
    from husay.cli.writing import write
    from husay.store.coaching.people import names_of
    from husay.store.pay.questions_seen import question_seen
    from husay.store.records.users import actor_names
    from husay.words.pay_questions import question_report

    seen = question_seen(company, number, now())
    row = seen.row
    keys = [*(one.by for one in seen.entries), *([f"user:{row.owner_id}"] if row.owner_id else [])]
    names = names_of([row.person])
    write(question_report(seen, names, actor_names(keys), company.today), form)


def add_questions(group: typer.Typer) -> None:
    """Put the commands into a group."""
    for command, name, told in (
        (question, "question", _("Ask about a line of a statement.")),
        (questions, "questions", _("List the questions about pay that you may see.")),
        (conversation, "conversation", _("Show a question with all that was said.")),
        (say, "say", _("Add something to a question.")),
        (look_into, "look-into", _("Look into a question: it is yours from now on.")),
        (answer, "answer", _("Answer a question.")),
        (settle, "settle", _("Say that an answered question is settled.")),
        (reopen, "reopen", _("Reopen a question, and say why.")),
    ):
        group.command(name, cls=Command, help=told)(command)
