"""`husay messages`: what one was told, what reaches one, and sending what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from husay.cli import asking
from husay.cli.program import Command, Group
from husay.cli.session import now, session
from husay.cli.texts import marked as _

if TYPE_CHECKING:
    from husay.store.company import Company

messages = typer.Typer(
    cls=Group,
    help=_("What you are told, and what of it is sent to you."),
    no_args_is_help=True,
)


def list_(
    context: typer.Context,
    unread: Annotated[
        bool, typer.Option("--unread", help=_("Only what you have not read."))
    ] = False,
    form: asking.ListFormat = "table",
) -> None:
    """List what you were told, the newest first."""
    company = _company(context, form)
    from husay.cli.writing import write
    from husay.store.messages.inbox import inbox
    from husay.words.letters import Words
    from husay.words.messages import messages_report

    found = inbox(company, unread=unread)
    words = Words(company, found)
    write(messages_report([(one, words.inside(one)) for one in found]), form)


def choices(
    context: typer.Context,
    kind: Annotated[
        str | None,
        typer.Option("--kind", metavar="KIND", help=_("Choose for this kind of message.")),
    ] = None,
    when: Annotated[
        str | None,
        typer.Option("--when", metavar="now|daily|weekly|never", help=_("When it is sent on.")),
    ] = None,
    channels: Annotated[
        str | None,
        typer.Option(
            "--to", metavar="CHANNELS", help=_("Where: email, numbers of addresses, or none.")
        ),
    ] = None,
    form: asking.ListFormat = "table",
) -> None:
    """Show what reaches you and when; with --kind, choose it."""
    company = _company(context, form)
    from husay.cli.writing import write
    from husay.store.messages.channels import sends_email
    from husay.store.messages.choices import own_addresses, own_choices
    from husay.words.messages import choices_report

    if (kind, when, channels) != (None, None, None):
        _choose(company, kind or "", when, channels)
    chosen = own_choices(company)
    report = choices_report(chosen, own_addresses(company), sends_email=sends_email())
    write(report, form)


def _choose(company: Company, kind: str, when: str | None, channels: str | None) -> None:
    """Choose for a kind; what is not typed stays as it is."""
    from dataclasses import replace

    from husay.basics.problem import mistake
    from husay.messages.kind import KINDS
    from husay.store.messages.choices import keep_choices, own_choices

    if kind not in KINDS:
        raise mistake("message-kind", value=kind)
    chosen = own_choices(company)
    before = chosen.choice(kind)
    after = replace(
        before,
        when=before.when if when is None else when,  # type: ignore[arg-type]
        channels=before.channels if channels is None else _channels(channels),
    )
    keep_choices(company, replace(chosen, of={kind: after}), now())


def _channels(text: str) -> tuple[str, ...]:
    """The channels that were typed, with commas between; `none` for none."""
    typed = (one.strip() for one in text.split(","))
    return tuple(one for one in typed if one and one != "none")


def send(context: typer.Context, form: asking.ListFormat = "table") -> None:
    """Gather what is new and send what is due, as the process beside the server does."""
    from husay.access.role import Right
    from husay.cli.writing import LIST_FORMATS, check_format, write

    check_format(form, LIST_FORMATS)
    company = session(context).company(Right.MANAGE_PEOPLE, changing=True)
    from husay.store.messages.channels import sends_email
    from husay.store.messages.gathering import gather
    from husay.store.messages.planning import plan
    from husay.store.messages.sending import Sent, send_due
    from husay.words.letters import compose
    from husay.words.messages import sent_report

    gathered = gather(company, now())
    while plan(now()):
        pass
    total = Sent()
    while (sent := send_due(company, compose, now)).all:
        total = total.with_more(sent)
    write(sent_report(gathered, total, sends_email=sends_email()), form)


def _company(context: typer.Context, form: str) -> Company:
    """The company for whoever takes part; the format is looked at before any work is done."""
    from husay.access.role import Right
    from husay.cli.writing import LIST_FORMATS, check_format

    check_format(form, LIST_FORMATS)
    return session(context).company(Right.TAKE_PART)


for _command, _name, _told in (
    (list_, "list", _("List what you were told.")),
    (choices, "choices", _("Show or choose what reaches you, and when.")),
    (send, "send", _("Gather what is new and send what is due.")),
):
    messages.command(_name, cls=Command, help=_told)(_command)
