"""So many of something: '1 snapshot', '1,204 files'."""

from __future__ import annotations

from django.utils.translation import ngettext

from husay.words.format import count


def snapshots_text(number: int) -> str:
    """'1 snapshot', '12 snapshots'."""
    return ngettext("%(n)s snapshot", "%(n)s snapshots", number) % {"n": count(number)}


def files_text(number: int) -> str:
    """'1 file', '12 files'."""
    return ngettext("%(n)s file", "%(n)s files", number) % {"n": count(number)}


def rows_text(number: int) -> str:
    """'1 row', '12 rows'."""
    return ngettext("%(n)s row", "%(n)s rows", number) % {"n": count(number)}
