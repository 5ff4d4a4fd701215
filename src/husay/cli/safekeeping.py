"""`husay backup` and `husay restore`: book and records in one file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from husay.access.role import Right
from husay.cli.session import now, session
from husay.cli.texts import marked as _


def backup(
    context: typer.Context,
    target: Annotated[Path, typer.Argument(metavar="FILE", help=_("A new file, like it.tar."))],
) -> None:
    """Write book and records into one file, as of one moment."""
    from django.utils.translation import gettext

    from husay.cli.console import output
    from husay.cli.progress import bar
    from husay.words.counted import files_text, snapshots_text
    from husay.words.sizes import size_text
    from husay.words.steps import step_text

    company = session(context).company(Right.KEEP_BOOK)
    with bar(step_text) as progress:
        done = company.backup(target, now(), progress)
    text = gettext("%(file)s holds %(snapshots)s in %(files)s, %(size)s.")
    said = text % {
        "file": done.file, "snapshots": snapshots_text(len(done.snapshots)),
        "files": files_text(done.files), "size": size_text(done.size_bytes),
    }  # fmt: skip
    output().print(said, soft_wrap=True)
    output().print(gettext("Its seal is %(seal)s") % {"seal": done.sha256}, soft_wrap=True)


def restore(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="FILE", help=_("A backup."))],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=_("A new folder."))],
    seal: Annotated[
        str | None,
        typer.Option("--seal", metavar="SHA256", help=_("Take only the backup with this seal.")),
    ] = None,
) -> None:
    """Make a company of a backup again, in a new folder."""
    from django.utils.translation import gettext

    from husay.cli.console import output
    from husay.store.restore import restore as bring_back

    here = session(context)
    company = bring_back(source, folder, seal)
    here.speak(company.home.read_settings().language)
    text = gettext("The company “%(name)s” is back in %(folder)s, with snapshot %(number)s.")
    said = text % {
        "name": company.home.read_settings().name, "folder": folder,
        "number": company.head().number,
    }  # fmt: skip
    output().print(said, soft_wrap=True)
