"""Published goals as a list: those that a reader has, filtered, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from husay.book.sql import literal
from husay.goals.goal import Goal
from husay.goals.reading import read_goals
from husay.measures.reader import SnapshotReader


@dataclass(frozen=True)
class Wanted:
    """Which goals are wanted; None: any. `first` and `last` are the days that they touch."""

    scope: str | None = None
    item: str | None = None
    measure: str | None = None
    first: date | None = None
    last: date | None = None

    @property
    def sql(self) -> str:
        """The condition that they meet."""
        said = [
            f"{name} = {literal(value)}"
            for name, value in (
                ("scope", self.scope), ("item", self.item), ("measure", self.measure),
            )
            if value is not None
        ]  # fmt: skip
        said += [f"ends >= DATE '{self.first}'"] if self.first else []
        said += [f"starts <= DATE '{self.last}'"] if self.last else []
        return " AND ".join(said) or "TRUE"


def list_goals(
    reader: SnapshotReader, wanted: Wanted, limit: int, offset: int
) -> tuple[tuple[Goal, ...], int]:
    """A page of goals, by their beginning, and how many there are."""
    count = reader.run(f"SELECT COUNT(*) FROM goals WHERE {wanted.sql}")[0][0]
    rows = reader.run(
        "SELECT scope, item, measure, starts, ends, value, currency FROM goals\n"
        f"WHERE {wanted.sql} ORDER BY starts, ends, scope, item, measure, currency\n"
        f"LIMIT {limit} OFFSET {offset}"
    )
    return read_goals(rows), int(str(count))
