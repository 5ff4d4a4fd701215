"""A chapter of the guide as its walk reads it: steps, and commands between them.

* `<!-- step: manager/my-week -->` says that what follows, to the next step or heading, is about
  what somebody in that role has before them after the step of that name;
* **bold** is a word on that page, in that language; a line that begins with `>` is read there, and
  … stands for anything;
* a picture is taken of it: `![…](../pictures/en/my-week.webp)`; with `phone` behind the step's name
  as a phone shows it;
* a `sh` block is run, as in the reference (see `tests.docs.running`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tests.docs.markdown import Block, blocks, page

LANGUAGES = ("en", "fil")
CHAPTERS = ("loop", "manager", "seller", "compensation", "administrator")
SMALL = 60 * 1024
"""A picture has at most so many bytes."""

_STEP = re.compile(r"^<!-- step: (\w+)/([\w-]+)( phone)? -->$")
_LABEL = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_PICTURE = re.compile(r"!\[[^\]]*\]\(\.\./(pictures/[^)]+)\)")


@dataclass
class Step:
    """What somebody in a role has before them; `text` is what the chapter says of it."""

    role: str
    name: str
    phone: bool
    line: int
    text: str = ""

    @property
    def labels(self) -> list[str]:
        """The words that the page must have."""
        return [re.sub(r"\s+", " ", label) for label in _LABEL.findall(self.text)]

    @property
    def quotes(self) -> list[str]:
        """The sentences that the page must have."""
        return [line[2:] for line in self.text.splitlines() if line.startswith("> ")]

    @property
    def pictures(self) -> list[str]:
        """The pictures of it, as paths below docs/guide."""
        return _PICTURE.findall(self.text)


@dataclass(frozen=True)
class Chapter:
    """One chapter in one language: its steps and blocks as they come."""

    name: str
    text: str
    parts: list[Step | Block] = field(default_factory=list)

    @property
    def steps(self) -> list[Step]:
        """The steps alone."""
        return [part for part in self.parts if isinstance(part, Step)]


def path_of(language: str, name: str) -> str:
    """Where a chapter lies in the project."""
    return f"docs/guide/{language}/{name}.md"


def chapter(language: str, name: str) -> Chapter:
    """A chapter, read."""
    text = page(path_of(language, name))
    fenced = {block.line: block for block in blocks(text)}
    parts: list[Step | Block] = []
    step: Step | None = None
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("```"):
            inside = not inside
            if inside:
                parts.append(fenced[number + 1])
        elif inside:
            continue
        elif found := _STEP.match(line):
            step = Step(found[1], found[2], bool(found[3]), number)
            parts.append(step)
        elif line.startswith("#"):
            step = None
        elif step is not None:
            step.text += f"{line}\n"
    return Chapter(path_of(language, name), text, parts)
