"""What answering needs of a snapshot: a thing to read from. The store has the real one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from husay.basics.calendar import BusinessCalendar
from husay.measures.question import Shape


class SnapshotReader(Protocol):
    """One snapshot, opened for reading."""

    @property
    def number(self) -> int:
        """The manifest's number."""

    @property
    def shape(self) -> Shape:
        """What the snapshot can answer."""

    @property
    def calendar(self) -> BusinessCalendar:
        """The company's calendar, as the manifest has it."""

    def run(self, sql: str, most: int | None = None) -> Sequence[Sequence[object]]:
        """The rows of a SELECT on the snapshot's database; no more than `most` of them."""


class StreamingReader(SnapshotReader, Protocol):
    """A snapshot that can also be read row by row, for lists longer than memory is wide."""

    def stream(self, sql: str) -> Iterator[Sequence[object]]:
        """The rows of a SELECT, one after the other."""
