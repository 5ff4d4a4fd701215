"""The sentence of an answer with its figures made to be opened."""

from __future__ import annotations

import re
from collections.abc import Sequence

from husay.words.figure import Figure, Part


def with_figures(text: str, figures: Sequence[Figure]) -> tuple[Part, ...]:
    """Put figures where a text says them: each once, in the order of the text.

    A figure whose text is not found as a whole word is left out: the sentence is right anyhow.
    """
    found: list[tuple[int, int, Figure]] = []
    for figure in figures:
        match = re.search(rf"(?<![\w.,]){re.escape(figure.text)}(?![\w%])", text)
        if match is None or any(a < match.end() and match.start() < b for a, b, _ in found):
            continue
        found.append((match.start(), match.end(), figure))
    parts: list[Part] = []
    done = 0
    for start, end, figure in sorted(found, key=lambda place: place[0]):
        parts += [text[done:start], figure]
        done = end
    return tuple(part for part in (*parts, text[done:]) if part)
