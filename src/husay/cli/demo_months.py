"""The demo company month by month: its files as they stood at a month's end, cut from whole ones.

Beside `data`, which is imported, lies `whole`, which nobody imports, and `through`, the day up to
which the files have come in. What is stopped half way is done again: the files are swapped whole,
and rows that are in the book already change nothing.
"""

from __future__ import annotations

import shutil
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from husay.basics.problem import mistake
from husay.cli.console import say
from husay.demo.answer_key import AnswerKey
from husay.demo.as_of import write_as_of
from husay.demo.write import KEY_FILE
from husay.words import dates

if TYPE_CHECKING:
    from husay.store.company import Company

_DATA, _WHOLE, _THROUGH = "data", "whole", "through"


def end_of_month(text: str) -> date:
    """The last day of a month that is written like 2025-12; raises Mistake for what is none."""
    try:
        first = date.fromisoformat(f"{text.strip()}-01")
    except ValueError as error:
        raise mistake("option-date", option="--through", value=text) from error
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def begin(source: Path, through: date) -> None:
    """Keep the whole files of a folder that was just made, and leave those of a day for import."""
    _known_day(source, through)
    (source / _DATA).rename(source / _WHOLE)
    _write(source, through)
    (source / _THROUGH).write_text(f"{through}\n", encoding="ascii")


def go_on(company: Company, source: Path, through: date, at: datetime) -> None:
    """The files of a later day come in, and wait to be imported.

    Raises Mistake `demo-is-whole` where all months were made at once, `demo-months` for a day that
    the demo does not reach, nor begins by.
    """
    from husay.store.jobs import ask_for_import

    if not (source / _WHOLE).is_dir():
        raise mistake("demo-is-whole", folder=company.home.path)
    _known_day(source, through)
    known = date.fromisoformat((source / _THROUGH).read_text(encoding="ascii").strip())
    if through <= known:
        return
    _write(source, through)
    ask_for_import(company, source.name, source / _DATA, company.author, at)
    (source / _THROUGH).write_text(f"{through}\n", encoding="ascii")
    said = gettext("The files of %(day)s have come in; “husay loop” brings them into the book.")
    say(said % {"day": dates.day(through)})


def _known_day(source: Path, through: date) -> None:
    """Raise Mistake for a month before the demo's first, or after its last."""
    key = AnswerKey.read(source / KEY_FILE)
    first, last = key.starts, end_of_month(f"{key.until:%Y-%m}")
    if not first < through <= last:
        raise mistake("demo-months", value=f"{through:%Y-%m}", first=f"{first:%Y-%m}",
                      last=f"{last:%Y-%m}")  # fmt: skip


def _write(source: Path, through: date) -> None:
    """Put the files of a day in the place of those of an earlier one."""
    aside = source / f".{_DATA}.made"
    shutil.rmtree(aside, ignore_errors=True)
    key = AnswerKey.read(source / KEY_FILE)
    write_as_of(source / _WHOLE, aside, key, through)
    shutil.rmtree(source / _DATA, ignore_errors=True)
    aside.rename(source / _DATA)
