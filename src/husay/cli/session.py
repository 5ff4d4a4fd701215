"""What the global options say: whose company, in which language."""

from __future__ import annotations

import getpass
import os
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from husay.cli.language import LANGUAGES, speak

if TYPE_CHECKING:
    from husay.access.role import Right
    from husay.access.viewer import Viewer
    from husay.store.company import Company

DEMO_FOLDER = "demo-company"


@dataclass
class Session:
    """One run of a command. `home` and `language` are what was asked for, if anything; `acting`
    is the e-mail address of the user as whom it runs, where it is not the operator."""

    home: Path | None = None
    language: str | None = None
    acting: str | None = None

    def folder(self, *, changing: bool = False) -> Path:
        """The company's folder: as asked, else this folder, else the demo company in it.

        Who is about to change a company has to name it: nobody's sales belong into the demo.
        """
        from husay.basics.problem import mistake

        if self.home is not None:
            return self.home
        here = Path.cwd()
        for folder in (here, here / DEMO_FOLDER):
            if (folder / "company.yaml").is_file():
                if changing and folder != here:
                    raise mistake("demo-not-named", folder=folder.name)
                return folder
        raise mistake("no-company-here", folder=here)

    def company(self, right: Right, *others: Right, changing: bool = False) -> Company:
        """The company for one command, opened for whoever runs it, its language spoken unless
        another was asked for; raises Mistake without any of the rights that the command wants."""
        from husay.store.opening import open_company

        today = date.today()  # noqa: DTZ011  theirs
        company = open_company(self.folder(changing=changing), today)
        self.speak(company.home.read_settings().language)
        viewer = self.viewer()
        viewer.check(right, *others)
        return replace(company, viewer=viewer).of_one_moment()

    def viewer(self) -> Viewer:
        """Whoever runs the command: the operator, to whom the folder is open anyway, or a user."""
        from husay.access.viewer import operator
        from husay.store.records.users import viewer_called

        return operator(author()) if self.acting is None else viewer_called(self.acting)

    def speak(self, otherwise: str = "en") -> None:
        """Speak the language that was asked for, or another where none was."""
        speak(self.language or otherwise)


def session(context: typer.Context) -> Session:
    """The session of a command."""
    found = context.find_object(Session)
    return found if found is not None else Session()


def chosen_language(asked: str | None) -> str | None:
    """The language asked for, by option or by HUSAY_LANG; raises Mistake for any other word."""
    from husay.basics.problem import mistake

    asked = asked or os.environ.get("HUSAY_LANG") or None
    if asked is not None and asked not in LANGUAGES:
        choices = ", ".join(LANGUAGES)
        raise mistake("option-choice", option="--lang", value=asked, choices=choices)
    return asked


def author() -> str:
    """Who runs this command, as the operating system has it."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "husay"


def now() -> datetime:
    """The moment of this command: the faces are where the clock is read."""
    return datetime.now(UTC)
