"""The names of what answers speak of: the book has identifiers, the records know who they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from husay.measures.answer import AnswerColumn
from husay.measures.conditions import Condition
from husay.measures.dimension import name_kind
from husay.measures.question import Shape
from husay.words.values import item_text


class Named(Protocol):
    """Whoever can say what identifiers are called (husay.store.company.Company)."""

    def names(self, kind: str, items: Iterable[str]) -> dict[str, str]:
        """The names of these identifiers of one kind; one without a name is left out."""


class Names:
    """The names needed for one page, one table or one sentence, looked up a dimension at a time."""

    def __init__(self, company: Named, shape: Shape) -> None:
        self.company, self.shape = company, shape
        self.known: dict[str, dict[str, str]] = {}
        """By dimension and identifier."""
        self._asked: dict[str, set[str]] = {}

    def learn(self, dimension: str, items: Iterable[object]) -> None:
        """Look these identifiers up, all at once."""
        kind = name_kind(dimension, self.shape)
        asked = self._asked.setdefault(dimension, set())
        new = {str(i) for i in items if i is not None} - asked
        asked |= new
        names = self.known.setdefault(dimension, {})
        if kind is not None and new:
            names.update(self.company.names(kind, sorted(new)))

    def learn_rows(
        self, columns: Sequence[AnswerColumn], rows: Sequence[Mapping[str, object]]
    ) -> None:
        """Look up all that the rows of an answer name."""
        for column in columns:
            if column.role == "dimension":
                self.learn(column.name, (row[column.name] for row in rows))

    def learn_conditions(self, conditions: Iterable[Condition]) -> None:
        """Look up all that conditions name."""
        for condition in conditions:
            self.learn(condition.dimension, condition.items)

    def name(self, dimension: str, item: object) -> str | None:
        """What people call an identifier that was learnt; None where it has no name."""
        return None if item is None else self.known.get(dimension, {}).get(str(item))

    def text(self, dimension: str, item: object) -> str:
        """An item in words: its name, else its identifier, else that there is none."""
        return item_text(dimension, item, self.name(dimension, item))
