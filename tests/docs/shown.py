"""What a page shows of a command's output, held against what the command wrote."""

from __future__ import annotations

import re

from tests.docs.markdown import Block

SOMETHING = "…"
"""Within what a page shows: whatever stands there. Alone on a line: any lines."""


def missing(name: str, shown: Block, output: str) -> list[str]:
    """The first line that the page shows and the commands did not write, after the line before."""
    written = [plain(line) for line in output.splitlines()]
    place = 0
    for number, line in enumerate(shown.text.splitlines(), start=shown.line):
        expected = plain(line)
        if not expected or expected == SOMETHING:
            continue
        pattern = re.compile(likely(expected))
        for at in range(place, len(written)):
            if pattern.fullmatch(written[at]):
                place = at + 1
                break
        else:
            return [f"{name}:{number}: {line!r} is not in\n{output}"]
    return []


def likely(expected: str) -> str:
    """The pattern of a line that a page shows."""
    return ".*".join(re.escape(part.strip()) for part in expected.split(SOMETHING))


def plain(text: str) -> str:
    """A text without what only makes it stand aligned."""
    return re.sub(r"[\s\u00a0\u202f─]+", " ", text).strip()
