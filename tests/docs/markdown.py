"""Reading our own Markdown: sections, fenced blocks, tables, and what stands in backticks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.house.project import ROOT

_FENCE = re.compile(r"^```(\w*)$")
_NOTE = re.compile(r"^<!-- (\w+)(?:: (.+))? -->$")
_HEADING = re.compile(r"^(#+) (.+)$")
_CODE = re.compile(r"`([^`\n]+)`")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its text, and the line of the page that it begins on.

    `notes` are the comments straight above it, such as `<!-- file: sales.csv -->`: by their word.
    """

    language: str
    text: str
    line: int
    notes: dict[str, str]


def page(name: str) -> str:
    """A page of the project by its path, such as 'docs/reference.md'."""
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(text: str) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    notes: dict[str, str] = {}
    lines = enumerate(text.splitlines(), start=1)
    for number, line in lines:
        if said := _NOTE.match(line):
            notes[said.group(1)] = said.group(2) or ""
        elif fence := _FENCE.match(line):
            inside = []
            for _, within in lines:
                if within == "```":
                    break
                inside.append(within)
            yield Block(fence.group(1), "\n".join(inside), number + 1, notes)
            notes = {}
        elif line:
            notes = {}


def without_blocks(text: str) -> str:
    """A page's prose."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)


def sections(text: str, level: int = 2) -> dict[str, str]:
    """What stands below each heading of a level, by the heading."""
    found: dict[str, list[str]] = {}
    title = ""
    for line in text.splitlines():
        heading = _HEADING.match(line)
        if heading and len(heading.group(1)) <= level:
            title = heading.group(2) if len(heading.group(1)) == level else ""
        elif title:
            found.setdefault(title, []).append(line)
    return {title: "\n".join(lines) for title, lines in found.items()}


def headings(text: str) -> list[str]:
    """All headings of a page."""
    lines = without_blocks(text).splitlines()
    return [heading.group(2) for line in lines if (heading := _HEADING.match(line))]


def anchor(heading: str) -> str:
    """The name by which a link leads to a heading."""
    plain = re.sub(r"[^\w\- ]", "", heading.lower())
    return plain.replace(" ", "-")


def code(text: str) -> list[str]:
    """What stands in backticks outside of blocks, in order."""
    return _CODE.findall(without_blocks(text))


def table(text: str, heading: str) -> list[dict[str, str]]:
    """The rows of the first table with a column of this name, by column; backticks taken off."""
    lines = iter(text.splitlines())
    for line in lines:
        names = _cells(line)
        if heading in names:
            next(lines)
            rows = []
            for row in lines:
                if not row.startswith("|"):
                    break
                rows.append(dict(zip(names, _cells(row), strict=True)))
            return rows
    raise AssertionError(f"no table with a column {heading!r}")


def _cells(line: str) -> list[str]:
    if not line.startswith("|"):
        return []
    cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
    return [cell.strip().replace("`", "").replace("\\|", "|") for cell in cells]
