"""What a term, a measure or a parameter is called where sellers read of it."""

from __future__ import annotations

from dataclasses import dataclass

MOST_TITLE = 80
"""Characters of a title at most: it heads the lines of a statement."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title in both languages; '' where a document gives none."""

    english: str = ""
    filipino: str = ""


NO_TITLE = Title()
