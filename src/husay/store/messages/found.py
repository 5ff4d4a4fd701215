"""What a gatherer finds, and what it is asked again before somebody sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from husay.messages.kind import Kind
from husay.store.messages.people import People
from husay.store.records.models import Message, User

if TYPE_CHECKING:
    from husay.store.company import Company


@dataclass(frozen=True)
class Found:
    """Something that a user is to be told: `key` says what of its kind, so that it is told once;
    `what` are the identifiers and numbers that it is put into words by; `notice` is that of a
    goal."""

    user: User
    key: str
    what: Mapping[str, object] = field(default_factory=dict)
    notice: int | None = None


class Gatherer(Protocol):
    """One for each kind."""

    kind: Kind

    def found(self, people: People, since: datetime) -> Iterable[Found]:
        """What came up since a moment; what was found before may be among it."""
        ...

    def still(self, company: Company, user: User, told: Sequence[Message]) -> Iterator[Message]:
        """Of a user's messages of this kind, those that they may see as the company is opened for
        them, and that are news still."""
        ...
