"""What data may do to a terminal: nothing. Its control characters are shown, never sent."""

from __future__ import annotations

import re

_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but tab and line feed, delete, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # what turns the direction of writing
    "\u2028\u2029\ud800-\udfff]"  # other ends of lines, and halves of characters
)
_BLANKS = re.compile("[\t\n\x0b\x0c\r\x85\u2028\u2029]")
_SHOWN = "\ufffd"


def harmless(text: str) -> str:
    """The text with every control character replaced, one for one; lines stay lines."""
    return _CONTROLS.sub(_SHOWN, text)


def in_a_line(text: str) -> str:
    """A cell's text: as `harmless`, and in one line."""
    return harmless(_BLANKS.sub(" ", text))


def escaped(json_text: str) -> str:
    """JSON in which control characters within texts are written as what they are."""
    return _CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", json_text)
