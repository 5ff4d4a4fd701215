"""`husay book`: the snapshots, what changed between them, pins, proof, clean-up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from husay.access.role import Right
from husay.cli import asking
from husay.cli.program import REFUSED, Command, Group
from husay.cli.session import now, session
from husay.cli.texts import marked as _

if TYPE_CHECKING:
    from husay.cli.writing import Report

book = typer.Typer(
    cls=Group,
    help=_("The book: its snapshots, what changed, pins, proof and clean-up."),
    no_args_is_help=True,
    rich_markup_mode=None,
)

_KEPT = 10


def log(context: typer.Context, form: asking.ListFormat = "table") -> None:
    """List the snapshots, newest first."""
    from husay.cli.book_reports import log_report
    from husay.cli.writing import LIST_FORMATS, check_format, write

    check_format(form, LIST_FORMATS)
    write(log_report(session(context).company(Right.BRING_IN).log()), form)


def diff(
    context: typer.Context,
    before: Annotated[
        str | None, typer.Argument(metavar="[BEFORE]", help=_("A snapshot's number or pin."))
    ] = None,
    after: Annotated[
        str | None, typer.Argument(metavar="[AFTER]", help=_("Default: the newest."))
    ] = None,
    table: Annotated[
        str | None, typer.Option("--table", metavar="TABLE", help=_("Only this table."))
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", help=_("At most so many rows of each table."))
    ] = 20,
    form: asking.ListFormat = "table",
) -> None:
    """Show what changed from one snapshot to another; without any, with the newest."""
    from husay.cli.diff_report import write_diff
    from husay.cli.writing import LIST_FORMATS, check_format

    check_format(form, LIST_FORMATS)
    company = session(context).company(Right.BRING_IN)
    newest = company.head().number
    last = after or newest
    first = before if before is not None else max(0, newest - 1)
    write_diff(company.diff(first, last, table, max(0, limit)), form)


def pin(
    context: typer.Context,
    label: Annotated[str, typer.Argument(metavar="LABEL", help=_("A name, like audit-2026."))],
    snapshot: asking.SnapshotOption = None,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help=_("Why it must stay."))
    ] = "",
) -> None:
    """Keep a snapshot for good under a label."""
    from django.utils.translation import gettext

    from husay.cli.console import say

    company = session(context).company(Right.KEEP_BOOK)
    which = snapshot if snapshot is not None else company.head().number
    pinned = company.pin(which, label, company.author, now(), reason)
    text = gettext("Snapshot %(number)s is pinned as “%(label)s”: no clean-up will touch it.")
    say(text % {"number": pinned.number, "label": label})


def unpin(context: typer.Context, label: Annotated[str, typer.Argument(metavar="LABEL")]) -> None:
    """Let a pinned snapshot go."""
    from django.utils.translation import gettext

    from husay.cli.console import say

    company = session(context).company(Right.KEEP_BOOK)
    company.unpin(label, company.author, now())
    say(gettext("“%(label)s” is no longer pinned.") % {"label": label})


def verify(context: typer.Context, form: asking.ListFormat = "table") -> None:
    """Prove the book: every file, every key, every sum."""
    from husay.cli.book_reports import verified_report
    from husay.cli.progress import bar
    from husay.cli.writing import LIST_FORMATS, check_format, write
    from husay.words.steps import step_text

    check_format(form, LIST_FORMATS)
    company = session(context).company(Right.KEEP_BOOK)
    with bar(step_text) as progress:
        found = company.verify(progress)
    write(verified_report(found), form)
    if found.problems:
        raise typer.Exit(REFUSED)


def clean(
    context: typer.Context,
    keep: Annotated[
        int, typer.Option("--keep", metavar="N", help=_("Keep so many of the newest snapshots."))
    ] = _KEPT,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Only say what would go."))] = False,
    form: asking.ListFormat = "table",
) -> None:
    """Remove what no pin, no reader and none of the newest snapshots needs."""
    from husay.cli.book_reports import cleaned_report
    from husay.cli.writing import LIST_FORMATS, check_format, write

    check_format(form, LIST_FORMATS)
    report: Report = cleaned_report(
        session(context).company(Right.KEEP_BOOK).clean(keep, now(), dry_run)
    )
    write(report, form)


_COMMANDS = (
    (log, "log", _("List the snapshots, newest first.")),
    (diff, "diff", _("Show what changed between two snapshots, or with the newest one.")),
    (pin, "pin", _("Keep a snapshot for good under a label.")),
    (unpin, "unpin", _("Let a pinned snapshot go.")),
    (verify, "verify", _("Prove the book: every file, every key, every sum.")),
    (clean, "clean", _("Remove what no pin, reader or newer snapshot needs.")),
)
for _command, _name, _help in _COMMANDS:
    book.command(_name, cls=Command, help=_help)(_command)
