"""A YAML text as plain nodes: texts, lists and mappings, each with its line and column.

Every scalar stays the text that was typed, so that no number ever passes through a float and no
`no` becomes false. What YAML offers beyond that (anchors, aliases, tags, several documents) is
refused, as are keys said twice, odd characters, and texts that are too long or too deep.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from husay.basics.problem import Mistake, Problem

MOST_CHARACTERS = 200_000
MOST_NODES = 20_000
DEEPEST = 12

_ODD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""Characters that are not seen, or that turn what is seen around."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a file: lines and columns are counted from 1."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Scalar:
    """One text, as typed."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Listed:
    """A list."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a mapping with its value."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapped:
    """A mapping, in the order in which it was written."""

    entries: tuple[Entry, ...]
    place: Place

    def get(self, key: str) -> Node | None:
        """The value of a key, or None."""
        return next((e.value for e in self.entries if e.key.text == key), None)


Node = Scalar | Listed | Mapped


def problem_at(place: Place, code: str, value: str | None = None, **values: object) -> Problem:
    """A problem of `code` at a place."""
    said = tuple((name, str(text)) for name, text in values.items())
    return Problem(
        code=code, file=place.file, line=place.line, at=place.column, value=value, values=said
    )


def warning_at(place: Place, code: str, value: str | None = None, **values: object) -> Problem:
    """A problem that does not keep a plan from being used."""
    said = tuple((name, str(text)) for name, text in values.items())
    return Problem(
        code=code, severity="warning", file=place.file, line=place.line, at=place.column,
        value=value, values=said,
    )  # fmt: skip


def read_nodes(text: str, file: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """The nodes of a YAML text; None with the problem where it cannot be read.

    Problems: `yaml-too-long`, `yaml-odd-character`, `yaml-syntax`, `yaml-colon` (one within a
    text), `yaml-quotes` (a text goes on behind quotation marks), `yaml-not-plain` (an anchor, an
    alias, a tag, a second document), `yaml-too-deep`, `yaml-too-many`, `yaml-empty`,
    `yaml-key-twice` (all of these), `yaml-key-not-text`.
    """
    start = Place(file, 1, 1)
    if len(text) > MOST_CHARACTERS:
        return None, (problem_at(start, "yaml-too-long", most=MOST_CHARACTERS),)
    if odd := _ODD.search(text):
        line = text.count("\n", 0, odd.start()) + 1
        place = Place(file, line, odd.start() - text.rfind("\n", 0, odd.start()))
        code = f"U+{ord(odd.group()):04X}"
        return None, (problem_at(place, "yaml-odd-character", code),)
    reading = _Reading(file)
    try:
        node = reading.document(yaml.parse(text, Loader=yaml.SafeLoader))
    except yaml.YAMLError as error:
        return None, (_syntax(error, text, file),)
    except Mistake as error:
        return None, error.problems
    if node is None:
        return None, (problem_at(start, "yaml-empty"),)
    return node, tuple(reading.problems)


def _syntax(error: yaml.YAMLError, text: str, file: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)
    said = getattr(error, "problem", None) or str(error).splitlines()[0]
    if said.startswith("mapping values are not allowed"):
        return problem_at(place, "yaml-colon")
    if mark and said.endswith("'<scalar>'") and text[: mark.index].rstrip().endswith(("'", '"')):
        return problem_at(place, "yaml-quotes")
    return problem_at(place, "yaml-syntax", said=said)


@dataclass
class _Open:
    """A list or mapping that is being read."""

    place: Place
    mapping: bool
    items: list[Node] = field(default_factory=list)
    keys: list[Scalar] = field(default_factory=list)


class _Reading:
    """Makes nodes of events. Not recursive: a text may be deep, and is refused then."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.open: list[_Open] = []
        self.count = 0
        self.documents = 0
        self.root: Node | None = None

    def document(self, events: Iterator[Event]) -> Node | None:
        """The one document's node; None where there is nothing."""
        for event in events:
            self._take(event)
        if isinstance(self.root, Scalar) and not self.root.text:
            return None
        return self.root

    def _take(self, event: Event) -> None:
        mark = event.start_mark
        assert mark is not None, "events that are parsed of a text have marks"
        place = Place(self.file, mark.line + 1, mark.column + 1)
        self._refuse(event, place)
        if isinstance(event, ScalarEvent):
            self._put(Scalar(event.value.strip(), place))
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            self.open.append(_Open(place, isinstance(event, MappingStartEvent)))
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            self._put(self._closed(self.open.pop()))

    def _refuse(self, event: Event, place: Place) -> None:
        """What a plan does not need, and what makes small files large."""
        self.count += 1
        self.documents += isinstance(event, DocumentStartEvent)
        tag = getattr(event, "tag", None) not in (None, "!")
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None) or tag:
            raise Mistake(problem_at(place, "yaml-not-plain"))
        if self.documents > 1:
            raise Mistake(problem_at(place, "yaml-not-plain"))
        if self.count > MOST_NODES:
            raise Mistake(problem_at(place, "yaml-too-many", most=MOST_NODES))
        if len(self.open) > DEEPEST:
            raise Mistake(problem_at(place, "yaml-too-deep", most=DEEPEST))

    def _put(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        around = self.open[-1]
        if around.mapping and len(around.keys) == len(around.items):
            if not isinstance(node, Scalar):
                raise Mistake(problem_at(node.place, "yaml-key-not-text"))
            around.keys.append(node)
        else:
            around.items.append(node)

    def _closed(self, read: _Open) -> Node:
        if not read.mapping:
            return Listed(tuple(read.items), read.place)
        entries, seen = list[Entry](), dict[str, Place]()
        for key, value in zip(read.keys, read.items, strict=True):
            if key.text in seen:
                first = seen[key.text].line
                self.problems.append(problem_at(key.place, "yaml-key-twice", key.text, first=first))
            else:
                seen[key.text] = key.place
                entries.append(Entry(key, value))
        return Mapped(tuple(entries), read.place)
