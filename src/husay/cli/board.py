"""`husay board`: what we are winning together, and what moved."""

from __future__ import annotations

import typer

from husay.access.role import Right
from husay.cli import asking
from husay.cli.goals_pace import DayOption
from husay.cli.session import session


def board(
    context: typer.Context,
    day: DayOption = None,
    snapshot: asking.SnapshotOption = None,
    form: asking.ListFormat = "table",
) -> None:
    """How far the company, its divisions and its teams are, what the next step takes of each, and
    what moved of late. No amounts."""
    from husay.cli.standing import named_day
    from husay.cli.writing import LIST_FORMATS, check_format, write
    from husay.words.board_report import board_report

    check_format(form, LIST_FORMATS)
    company = session(context).company(Right.TAKE_PART)
    from husay.store.team.board import board as board_of  # once the records are connected
    from husay.store.team.board import called

    found = board_of(company, named_day(day), snapshot)
    calendar = company.snapshot(found.snapshot if found else None).calendar
    write(board_report(found, called(found) if found else None, calendar), form)
