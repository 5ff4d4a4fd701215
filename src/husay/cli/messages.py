"""`husay messages`: what one was told, what reaches one, and sending what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from husay.cli import asking
from husay.cli.program import Command, Group
from husay.cli.session import now, session
from husay.cli.texts import marked as _

if TYPE_CHECKING:
    from husay.messages.choice import Choice, Choices
    from husay.messages.hours import Quiet
    from husay.messages.kind import Kind
    from husay.store.company import Company

messages = typer.Typer(
    cls=Group,
    help=_("What you are told, and what of it is sent to you."),
    no_args_is_help=True,
)

KindOption = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help=_("Choose for this kind of message."))
]
WhenOption = Annotated[
    str | None,
    typer.Option("--when", metavar="now|daily|weekly|never", help=_("When it is sent on.")),
]
ChannelsOption = Annotated[
    str | None,
    typer.Option(
        "--to", metavar="CHANNELS", help=_("Where: email, numbers of addresses, or none.")
    ),
]
QuietOption = Annotated[
    str | None,
    typer.Option("--quiet", metavar="FROM-UNTIL", help=_("Left in peace: 20:00-07:00, or none.")),
]
HourOption = Annotated[
    int | None, typer.Option("--hour", metavar="N", help=_("When digests come: 0 to 23."))
]
WeekdayOption = Annotated[
    int | None,
    typer.Option("--weekday", metavar="N", help=_("The week’s digest: 0, Monday, to 6.")),
]


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
    kind: KindOption = None,
    when: WhenOption = None,
    channels: ChannelsOption = None,
    quiet: QuietOption = None,
    hour: HourOption = None,
    weekday: WeekdayOption = None,
    form: asking.ListFormat = "table",
) -> None:
    """Show what reaches you and when; with --kind choose it, with the others your hours."""
    company = _company(context, form)
    from dataclasses import replace

    from husay.cli.writing import write
    from husay.store.messages.channels import sends_email
    from husay.store.messages.choices import keep_choices, own_addresses, own_choices
    from husay.words.messages import choices_report

    chosen = own_choices(company)
    if any(one is not None for one in (kind, when, channels, quiet, hour, weekday)):
        after = replace(
            chosen,
            of=_of_kind(chosen, kind, when, channels),
            quiet=chosen.quiet if quiet is None else _quiet(quiet),
            hour=chosen.hour if hour is None else hour,
            weekday=chosen.weekday if weekday is None else weekday,
        )
        keep_choices(company, after, now())
        chosen = own_choices(company)
    report = choices_report(chosen, own_addresses(company), sends_email=sends_email())
    write(report, form)


def _of_kind(
    chosen: Choices, kind: str | None, when: str | None, channels: str | None
) -> dict[Kind, Choice]:
    """What is typed for a kind, by it; what is not typed of it stays as it is."""
    from dataclasses import replace

    from husay.basics.problem import mistake
    from husay.messages.kind import KINDS

    if kind is None and when is None and channels is None:
        return {}
    known = next((one for one in KINDS if one == kind), None)
    if known is None:
        raise mistake("message-kind", value=kind or "")
    before = chosen.choice(known)
    after = replace(
        before,
        when=before.when if when is None else when,  # type: ignore[arg-type]
        channels=before.channels if channels is None else _channels(channels),
    )
    return {known: after}


def _quiet(text: str) -> Quiet | None:
    """Quiet hours as they are typed: 20:00-07:00, or none."""
    from datetime import time

    from husay.basics.problem import mistake
    from husay.messages.hours import Quiet

    if text.strip() == "none":
        return None
    start, _dash, end = text.partition("-")
    try:
        return Quiet(
            *(time.fromisoformat(one.strip()).replace(tzinfo=None) for one in (start, end))
        )
    except ValueError:
        raise mistake("message-time", value=text[:20]) from None


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
