"""The options that ask: the same for `show` and `rows`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from husay.cli.texts import marked as _

By = Annotated[
    str | None,
    typer.Option(
        "--by", metavar="DIM[,...]", help=_("Break down by these; “husay dimensions” lists them.")
    ),
]
From = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help=_("First day, like 2026-01-31."))
]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help=_("Last day, included."))]
Period = Annotated[
    str | None,
    typer.Option(
        "--period",
        metavar="PERIOD",
        help=_("Instead: 2013, 2013-Q4, 2013-11, 2013-W05. Default: the year of the last sale."),
    ),
]
Grain = Annotated[
    str | None,
    typer.Option(
        "--grain", metavar="day|week|month|quarter|year", help=_("One row for each of these.")
    ),
]
Compare = Annotated[
    str | None,
    typer.Option(
        "--compare",
        metavar="previous|last-year|goal",
        help=_("Beside the period before, the same working days of last year, or the goal."),
    ),
]
Where = Annotated[
    str | None,
    typer.Option(
        "--where",
        metavar="EXPR",
        help=_("Only where this holds, like: territory = 'NCR' AND channel IN ('field')."),
    ),
]
Structure = Annotated[
    str | None,
    typer.Option(
        "--structure",
        metavar="then|now",
        help=_("The organisation as it was on the day of each sale (then), or as it is now."),
    ),
]
Top = Annotated[
    str | None,
    typer.Option("--top", metavar="N", help=_("Only the N rows with most of the first measure.")),
]
Bottom = Annotated[
    str | None, typer.Option("--bottom", metavar="N", help=_("Only the N rows with least of it."))
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help=_("The last day that counts. Default: that of the last sale."),
    ),
]
Currency = Annotated[
    str | None,
    typer.Option("--currency", metavar="CODE", help=_("Convert amounts to this, like PHP.")),
]
SnapshotOption = Annotated[
    str | None,
    typer.Option("--snapshot", metavar="N|PIN", help=_("An older snapshot. Default: the newest.")),
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="table|json|csv|parquet",
        help=_(
            "In csv a text that a spreadsheet would take for a formula begins with an apostrophe."
        ),
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help=_("Write to this file.")),
]
ListFormat = Annotated[str, typer.Option("--format", metavar="table|json|csv")]

_A_PAGE = 100
"""As many rows as people read in a table; a file that stopped there would lose the rest."""


def row_limit(asked: int | None, form: str) -> int | None:
    """At most so many rows, None for all: as was asked, else a page for people, all for files."""
    if asked is None:
        return _A_PAGE if form == "table" else None
    return asked or None
