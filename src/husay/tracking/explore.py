"""Exploring: an answer with what a reader wants beside it: the whole, the items, small trends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from husay.basics.period import Window
from husay.goals.attainment import ask_with_goals
from husay.measures.answer import Answer
from husay.measures.asking import ask
from husay.measures.dimension import GOAL_WINDOW, GRAINS
from husay.measures.measure import MEASURES
from husay.measures.query import fetches, understand
from husay.measures.question import Question
from husay.measures.reader import SnapshotReader
from husay.measures.relation import LINES

MONTHS = 13
_MOST_TRENDS = 500
Key = tuple[str | None, ...]
Row = Mapping[str, object]


@dataclass(frozen=True)
class Exploration:
    """An answer and what stands beside it.

    `whole` has the values of all rows together, over the whole window, {} where there is no such
    thing (amounts of several currencies). `items` is the answer without its periods, where it
    has both items and periods. `trends` are the first measure's values of the thirteen months
    that end with the window, by the row's dimensions, where that is cheap to know.
    """

    answer: Answer
    whole: Row
    items: Answer | None = None
    trends: Mapping[Key, tuple[object, ...]] = field(default_factory=dict)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The columns that name what a row is about."""
        return tuple(c.name for c in self.answer.columns if c.role == "dimension")

    @property
    def period(self) -> str | None:
        """The column that names a row's period, if it has one."""
        return next((c.name for c in self.answer.columns if c.role == "period"), None)

    def key(self, row: Row) -> Key:
        """What a row is about, as `trends` knows it."""
        return tuple(None if row[d] is None else str(row[d]) for d in self.dimensions)


def explore(question: Question, reader: SnapshotReader) -> Exploration:
    """Answer a question and what belongs beside it; raises Mistake with all that is wrong."""
    answer = answered(question, reader)
    bare = Exploration(answer, {})
    if GOAL_WINDOW in bare.dimensions:
        return bare
    if bare.period is None:
        return replace(bare, whole=_whole(answer), trends=_trends(bare, reader))
    by = tuple(word for word in question.by if word not in GRAINS)
    items = answered(replace(question, by=by, grain=None, top=None, bottom=None), reader)
    return replace(bare, whole=_whole(items), items=items if bare.dimensions else None)


def answered(question: Question, reader: SnapshotReader) -> Answer:
    """The answer to any question, with goals or without."""
    return ask_with_goals(question, reader) if question.compare == "goal" else ask(question, reader)


def _whole(answer: Answer) -> Row:
    if any(c.role == "dimension" for c in answer.columns):
        return answer.total
    return answer.rows[0] if answer.rows else {}


def _trends(bare: Exploration, reader: SnapshotReader) -> dict[Key, tuple[object, ...]]:
    question = bare.answer.question
    if not bare.dimensions or not 0 < len(bare.answer.rows) <= _MOST_TRENDS:
        return {}
    window = trend_window(bare.answer.window, reader)
    asked = Question(
        question.measures[:1], window, bare.dimensions, "month", None, question.where,
        question.structure, as_of=bare.answer.window.end, currency=question.currency,
    )  # fmt: skip
    if bare.answer.window.days == 0 or not _light(asked, reader):
        return {}
    keys = [p.key for p in reader.calendar.periods(window, "month")]
    found: dict[Key, dict[str, object]] = {}
    for row in ask(asked, reader).rows:
        found.setdefault(bare.key(row), {})[str(row["month"])] = row[question.measures[0]]
    nothing = None if MEASURES[question.measures[0]].additivity == "ratio" else 0
    first = reader.shape.first
    begins = reader.calendar.period_of(first, "month").key if first else ""
    return {
        item: tuple(values.get(k, nothing) if k >= begins else None for k in keys)
        for item, values in found.items()
    }


def trend_window(window: Window, reader: SnapshotReader) -> Window:
    """The thirteen months that end with the window's last day."""
    period = reader.calendar.period_of(window.end, "month")
    for _ in range(MONTHS - 1):
        period = reader.calendar.previous(period)
    return Window(period.window.start, window.end)


def _light(question: Question, reader: SnapshotReader) -> bool:
    """Whether an answer comes from rollups alone: no page waits for a second look at lines."""
    chosen = fetches(understand(question, reader.shape), question.window, reader.calendar)
    return all(fetch.relation != LINES.table for fetch in chosen)
