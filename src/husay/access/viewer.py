"""A viewer: whoever asks, at a page, a command or a call."""

from __future__ import annotations

from dataclasses import dataclass

from husay.access.role import Right, Role, rights_of
from husay.basics.problem import mistake


@dataclass(frozen=True)
class Viewer:
    """Somebody who asks.

    `name` is written into logs (an e-mail address, or who runs a command). `person` is their
    identifier in the book, `units` are units that they were given to lead, beside those that the
    organisation says they lead. `limit` are the rights that an API token was given; None: all.
    The `operator` is whoever runs commands in the company's own folder: no door stands between
    them and its files, so none is pretended.
    """

    name: str
    roles: frozenset[Role] = frozenset()
    person: str | None = None
    units: frozenset[str] = frozenset()
    limit: frozenset[Right] | None = None
    operator: bool = False

    @property
    def rights(self) -> frozenset[Right]:
        """What the viewer may do."""
        rights = frozenset(Right) if self.operator else rights_of(self.roles)
        return rights if self.limit is None else rights & self.limit

    def may(self, right: Right) -> bool:
        """Whether the viewer has a right."""
        return right in self.rights

    def check(self, right: Right, *others: Right) -> None:
        """Raise Mistake without a right; one of several is enough."""
        if not any(map(self.may, (right, *others))):
            raise mistake("not-allowed", right=right.value)


def operator(name: str) -> Viewer:
    """Whoever runs commands in the company's folder."""
    return Viewer(name, operator=True)
