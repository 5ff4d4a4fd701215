"""A run beside the results of an old spreadsheet: what is equal, what differs, what only one has.

Where the old file names sales, the run's lines are summed as finely as the file's rows are: by
sale, by line where it has lines, by term where it has terms. Else what each person is paid is
compared. Amounts are ten-thousandths.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Part = Literal["sale", "line", "term"]
State = Literal["equal", "differs", "only-here", "only-there"]


@dataclass(frozen=True, order=True)
class Key:
    """What is compared: whose, and of which sale, line and term ('' where the file does not say;
    lines of no sale, such as a bonus, have '' as well)."""

    person: str
    sale: str = ""
    line: str = ""
    term: str = ""


@dataclass(frozen=True)
class OldRow:
    """A row of the old file."""

    key: Key
    amount: int


@dataclass(frozen=True)
class Beside:
    """What the run and the old file have of one thing; None where one does not have it."""

    key: Key
    here: int | None
    there: int | None

    @property
    def difference(self) -> int:
        """How much more the run has."""
        return (self.here or 0) - (self.there or 0)

    @property
    def state(self) -> State:
        """How the two compare; having nothing is as good as having an amount of zero."""
        if not self.difference:
            return "equal"
        if self.there is None:
            return "only-here"
        return "only-there" if self.here is None else "differs"


def beside(
    old: Sequence[OldRow],
    parts: frozenset[Part],
    lines: Iterable[tuple[Key, int]],
    paid: Mapping[str, int],
) -> tuple[Beside, ...]:
    """Everything that either has, the largest difference first.

    `parts` are what the old file's rows say beside the person; `lines` are the run's, each with its
    full key, and `paid` what it pays each person, which is compared where `parts` is empty.
    """
    there, here = dict[Key, int](), dict[Key, int]()
    for row in old:
        there[row.key] = there.get(row.key, 0) + row.amount
    if not parts:
        here = {Key(person): amount for person, amount in paid.items()}
    else:
        for key, amount in lines:
            own = as_fine_as(key, parts)
            here[own] = here.get(own, 0) + amount
    found = [Beside(key, here.get(key), there.get(key)) for key in here.keys() | there.keys()]
    return tuple(sorted(found, key=lambda one: (-abs(one.difference), one.key)))


def as_fine_as(key: Key, parts: frozenset[Part]) -> Key:
    """A key with what an old file says of its rows, and no more."""
    return Key(
        key.person,
        key.sale if "sale" in parts else "",
        key.line if "line" in parts else "",
        key.term if "term" in parts else "",
    )
