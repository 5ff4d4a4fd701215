"""A figure on a page, what stands behind it, and sentences made of words and figures.

Every figure can be opened (DESIGN, law 4): its definition, what it was filtered by, the
snapshot it was computed from, its rows and its SQL.
"""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter
from typing import Literal

Tone = Literal["", "good", "bad", "unsure"]
"""How a figure is meant: told by a mark and a word as well as by colour."""


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What stands behind one figure, in the reader's language.

    `key` is unique on the page (letters, digits, hyphens). `facts` are (label, text) pairs: the
    window, the filter, the snapshot, the structure. `rows_url` leads to the rows beneath.
    """

    key: str
    name: str
    definition: str
    facts: tuple[tuple[str, str], ...] = ()
    rows_url: str = ""
    sql: str = ""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A figure ready to be shown.

    `text` is short ('₱41.8 M'), `exact` is in full ('₱41,812,345.67'), shown on pointing at it.
    `word` says for ears what tone and mark say for eyes ('ahead of goal'). With `evidence` the
    figure opens it in place; with `url` it leads there instead (for the many figures of a table).
    """

    text: str
    exact: str = ""
    tone: Tone = ""
    word: str = ""
    evidence: Evidence | None = None
    url: str = ""


Part = str | Figure


@dataclass(frozen=True)
class Sentence:
    """What a page says first: one sentence, and smaller ones beneath it."""

    parts: tuple[Part, ...]
    details: tuple[tuple[Part, ...], ...] = ()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What its figures open, in order."""
        lines = (self.parts, *self.details)
        figures = (part for line in lines for part in line if isinstance(part, Figure))
        return tuple(figure.evidence for figure in figures if figure.evidence is not None)

    @property
    def text(self) -> str:
        """The sentence in plain words, for a title or a command line."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)


def compose(text: str, **parts: Part) -> tuple[Part, ...]:
    """Put figures in the places that a (translated) text names: '{month} stands at {amount}.'

    Raises KeyError where the text names a part that is not given: a fault in a translation.
    """
    made: list[Part] = []
    for words, name, _spec, _conversion in Formatter().parse(text):
        if words:
            made.append(words)
        if name is not None:
            made.append(parts[name])
    return tuple(made)
