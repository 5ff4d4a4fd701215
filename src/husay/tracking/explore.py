"""Exploring: an answer with what a reader wants beside it: the whole, the items, small trends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

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
from husay.tracking.batches import Batches, find_batches
from husay.tracking.trend import Key, trend_question, trends

_LOOKED_BACK_DAYS = 3 * 365
_MOST_TRENDS = 500
Row = Mapping[str, object]


@dataclass(frozen=True)
class Exploration:
    """An answer and what stands beside it.

    `whole` has the values of all rows together, over the whole window, {} where there is no such
    thing (amounts of several currencies). Where an answer has both items and periods, `items` is
    the answer without its periods and `line` the one without its items. `trends` are the first
    measure's values of the thirteen months that end with the window, by the row's dimensions,
    where that is cheap to know; `rolling` ones are moving annual totals. `batches` are channels
    whose months mislead (tracking.batches).
    """

    answer: Answer
    whole: Row
    items: Answer | None = None
    line: Answer | None = None
    trends: Mapping[Key, tuple[object, ...]] = field(default_factory=dict)
    rolling: bool = False
    batches: tuple[Batches, ...] = ()

    @property
    def told(self) -> Answer:
        """The answer with the whole as its total, also where its rows are periods."""
        return replace(self.answer, total=self.whole) if self.period else self.answer

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
    bare = _with_whole(question, reader)
    bare = replace(bare, batches=_batches(bare.answer, reader))
    if GOAL_WINDOW in bare.dimensions:
        return bare
    if bare.period is None:
        return _with_trends(bare, reader)
    if bare.items is None or "currency" in bare.dimensions:
        return bare
    return replace(bare, line=_line(question, bare, reader))


def told(question: Question, reader: SnapshotReader) -> Answer:
    """The answer as every face tells it, without what only a page wants beside it."""
    return _with_whole(question, reader).told


def _with_whole(question: Question, reader: SnapshotReader) -> Exploration:
    """The answer and, where there is such a thing, all of its rows together."""
    bare = Exploration(answered(question, reader), {})
    if GOAL_WINDOW in bare.dimensions:
        return bare
    if bare.period is None:
        return replace(bare, whole=_whole(bare.answer))
    by = tuple(word for word in question.by if word not in GRAINS)
    items = answered(replace(question, by=by, grain=None, top=None, bottom=None), reader)
    return replace(bare, whole=_whole(items), items=items if bare.dimensions else None)


def _line(question: Question, bare: Exploration, reader: SnapshotReader) -> Answer:
    """All items together, period by period."""
    by = (bare.period or "month",)
    return answered(replace(question, by=by, grain=None, top=None, bottom=None), reader)


def _batches(answer: Answer, reader: SnapshotReader) -> tuple[Batches, ...]:
    """Channels booked in batches, for measures that sum amounts by their day."""
    first, measure = reader.shape.first, MEASURES[answer.question.measures[0]]
    if first is None or measure.family != "sales" or answer.window.days == 0:
        return ()
    start = max(first, answer.window.end - timedelta(days=_LOOKED_BACK_DAYS))
    if start >= answer.window.end:
        return ()
    return find_batches(reader, Window(start, answer.window.end))


def answered(question: Question, reader: SnapshotReader) -> Answer:
    """The answer to any question, with goals or without."""
    return ask_with_goals(question, reader) if question.compare == "goal" else ask(question, reader)


def _whole(answer: Answer) -> Row:
    if any(c.role == "dimension" for c in answer.columns):
        return answer.total
    return answer.rows[0] if answer.rows else {}


def _with_trends(bare: Exploration, reader: SnapshotReader) -> Exploration:
    """The exploration with its rows' small trends, where they are cheap to know."""
    question, window = bare.answer.question, bare.answer.window
    measure = MEASURES[question.measures[0]]
    if not bare.dimensions or not 0 < len(bare.answer.rows) <= _MOST_TRENDS or not window.days:
        return bare
    rolling = bool(bare.batches) and measure.additivity == "additive"
    asked, periods = trend_question(
        Question(
            question.measures[:1], window, bare.dimensions, where=question.where,
            structure=question.structure, as_of=window.end, currency=question.currency,
        ),
        rolling, reader,
    )  # fmt: skip
    if not _light(asked, reader):
        return bare
    return replace(bare, trends=trends(reader, asked, periods, rolling), rolling=rolling)


def _light(question: Question, reader: SnapshotReader) -> bool:
    """Whether an answer comes from rollups alone: no page waits for a second look at lines."""
    chosen = fetches(understand(question, reader.shape), question.window, reader.calendar)
    return all(fetch.relation != LINES.table for fetch in chosen)
