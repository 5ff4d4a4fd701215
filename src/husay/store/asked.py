"""Days as a face was given them: one reading for pages, commands and calls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from husay.basics.problem import Mistake
from husay.measures.written import Written, called, window_written

if TYPE_CHECKING:
    from husay.basics.period import Window
    from husay.store.company import Company


def window_asked(
    company: Company,
    written: Written,
    which: str | int | None = None,
    names: Mapping[str, str] | None = None,
) -> Window | None:
    """The days that are written, of a snapshot (default: the newest); None where none are. Raises
    Mistake with all that is wrong, its parts called by the face's `names`."""
    snapshot = company.snapshot(which)
    created = snapshot.manifest.created.date()
    window, problems = window_written(written, snapshot, company, created)
    if problems:
        raise Mistake(*called(problems, names or {}))
    return window
