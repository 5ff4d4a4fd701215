"""`husay import`: a source's rows into the book, all or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from husay.cli import asking
from husay.cli.program import REFUSED
from husay.cli.session import author, now, session
from husay.cli.texts import marked as _

if TYPE_CHECKING:
    from husay.book.source import Source
    from husay.store.company import Company


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
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help=_("Take the guessed mapping without asking."))
    ] = False,
    form: asking.ListFormat = "table",
) -> None:
    """Import; list what was refused and why."""
    from husay.basics.problem import mistake
    from husay.cli.import_report import report_of
    from husay.cli.progress import bar
    from husay.cli.writing import LIST_FORMATS, check_format, write
    from husay.words.steps import step_text

    check_format(form, LIST_FORMATS)
    if not data.exists():
        raise mistake("no-such-file", file=data)
    company = session(context).company()
    source = _source(company, name, data, yes)
    with bar(step_text) as progress:
        result = company.import_source(
            source, data, author(), now(), progress, everything=whole_again
        )
    write(report_of(source, result), form)
    if result.refused:
        raise typer.Exit(REFUSED)


def _source(company: Company, name: str, data: Path, yes: bool) -> Source:
    """The source by its folder, by its name, or from a plain file whose mapping is confirmed."""
    from husay.store.company import load_source

    for folder in (Path(name), company.home.sources / name):
        if (folder / "source.yaml").is_file():
            return load_source(folder)
    raise NotImplementedError
