"""`husay import`: a source's rows into the book, all or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from husay.access.role import Right
from husay.cli import asking
from husay.cli.program import REFUSED
from husay.cli.session import now, session
from husay.cli.texts import marked as _

if TYPE_CHECKING:
    from husay.book.source import Source
    from husay.cli.plain import Wishes
    from husay.store.company import Company

_MOST_LISTED = 100

_Table = Annotated[
    str | None,
    typer.Option("--table", metavar="TABLE", help=_("What a plain file gives, like goals.")),
]
_Sheet = Annotated[
    str | None, typer.Option("--sheet", metavar="NAME", help=_("The sheet of an Excel file."))
]
_Columns = Annotated[
    list[str] | None,
    typer.Option("--column", metavar="HEADER=FIELD", help=_("What a column is; nothing drops it.")),
]
_Answers = Annotated[
    list[str] | None,
    typer.Option(
        "--answer", metavar="QUESTION=ANSWER", help=_("Like dates=dmy, decimal=, or tax=apart.")
    ),
]
_Rounding = Annotated[
    str | None,
    typer.Option(
        "--rounding",
        metavar="refuse|half_away",
        help=_("Amounts with more than four decimals, in a new plain file."),
    ),
]
_Replace = Annotated[
    bool, typer.Option("--replace", help=_("Go on where much of the book would be replaced."))
]


def import_(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE",
            help=_("A source folder, a kept source's name, or a new name for a plain file."),
        ),
    ],
    data: Annotated[
        Path,
        typer.Option("--from", metavar="PATH", help=_("The folder or file that holds the data.")),
    ],
    whole_again: Annotated[
        bool,
        typer.Option("--whole-again", help=_("Read everything, not only what changed since.")),
    ] = False,
    replace: _Replace = False,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help=_("Take the guessed mapping without asking."))
    ] = False,
    table: _Table = None,
    sheet: _Sheet = None,
    columns: _Columns = None,
    answers: _Answers = None,
    rounding: _Rounding = None,
    form: asking.ListFormat = "table",
) -> None:
    """Import; list what was refused and why."""
    from husay.basics.problem import mistake
    from husay.cli.import_report import report_of
    from husay.cli.progress import bar
    from husay.cli.writing import LIST_FORMATS, check_format, write
    from husay.words.steps import step_text

    check_format(form, LIST_FORMATS)
    company = session(context).company(Right.BRING_IN, changing=True)
    if not data.exists():
        raise mistake("no-such-file", file=data)
    from husay.cli.plain import read_wishes

    wishes = read_wishes(sheet, table, columns or [], answers or [], rounding, yes)
    source, new = _source(company, name, data, wishes)
    with bar(step_text) as progress:
        result = company.import_source(
            source, data, company.author, now(), progress, everything=whole_again, replace=replace
        )
    if new and not result.refused:
        from husay.store.sources import keep_source

        keep_source(company.home, source)
    write(report_of(source, result, _MOST_LISTED if form == "table" else None), form)
    if result.manifest is not None:
        from husay.store.goal_notices import Teller

        Teller(company)(now())
    if result.refused:
        raise typer.Exit(REFUSED)


def _source(company: Company, name: str, data: Path, wishes: Wishes) -> tuple[Source, bool]:
    """The source by its folder, by its name, or new from a plain file; whether it is new."""
    from husay.store.sources import kept_names, load_kept, load_source

    if (Path(name) / "source.yaml").is_file():
        _refuse(wishes, name)
        return load_source(Path(name)), False
    if name in kept_names(company.home) or not data.is_file():
        kept = load_kept(company.home, name)
        _refuse(wishes, name)
        return kept, False
    from husay.cli.plain import new_source

    return new_source(company, name, data, wishes), True


def _refuse(wishes: Wishes, name: str) -> None:
    """What is wished of a plain file cannot be had of a source that says itself how it is read."""
    from husay.basics.problem import mistake

    if wishes.options:
        raise mistake("source-is-kept", source=name, options=", ".join(wishes.options))
