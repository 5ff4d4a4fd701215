"""The rows behind a figure: the sale lines, deals or activities that it is the sum of.

They are read by the very words of the question: its window, condition and structure choose the
rows, and each row carries what it adds to each measure. Summed up, they are the figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from husay.basics.period import Window
from husay.basics.problem import Mistake, Problem, mistake
from husay.measures.answer import AnswerColumn
from husay.measures.conversion import (
    CONVERTIBLE,
    convert,
    converted_parts,
    currencies_of,
    has_rate,
    rate_join,
)
from husay.measures.dimension import dimensions
from husay.measures.limits import FARTHEST_ROW
from husay.measures.measure import Measure, Value
from husay.measures.notes import notes, read_unrated
from husay.measures.part import ALWAYS, Part
from husay.measures.query import Plan, conditions, ends_join, filled, understand, without_rate
from husay.measures.question import Question, Shape
from husay.measures.reach import days_told
from husay.measures.reader import SnapshotReader, StreamingReader
from husay.measures.row_kinds import RowKind, kind_of

_PRESENT_OR_NOT = ("seller", "product", "customer", "territory", "channel",
                   "quantity", "list_amount", "cost", "tax")  # fmt: skip


@dataclass(frozen=True)
class RowsTotal:
    """All rows of one currency together (None: there is but one).

    `parts` are the exact sums that the measures are made of; `figures` the measures' values, for
    those measures whose parts all lie in these rows.
    """

    currency: str | None
    count: int
    parts: Mapping[str, int]
    figures: Mapping[str, Value]


@dataclass(frozen=True)
class Rows:
    """One page of the rows behind a figure, and the sum of them all.

    `kind` is what a row is: 'lines' (a sale line, or one credited person's part of it),
    'deal_events', 'open_deals' or 'activities'. Columns of the role 'value' are what the row
    adds to a measure; amounts are ten-thousandths. `count` counts all rows, not only this page's.
    """

    question: Question
    snapshot: int
    kind: str
    columns: tuple[AnswerColumn, ...]
    rows: tuple[Mapping[str, object], ...]
    count: int
    totals: tuple[RowsTotal, ...]
    window: Window
    sql: tuple[str, ...]
    offset: int = 0
    limit: int | None = None
    problems: tuple[Problem, ...] = field(default_factory=tuple)

    @property
    def total(self) -> Mapping[str, int]:
        """The sum of each part; empty where amounts of several currencies stand apart."""
        return self.totals[0].parts if len(self.totals) == 1 else {}


def rows_behind(
    question: Question, reader: SnapshotReader, limit: int | None = 100, offset: int = 0
) -> Rows:
    """The rows that a question's figure is the sum of (see `cell` for one cell of its answer).

    They are those of the first measure; a measure that is made of other rows is left out with a
    warning. Sorted by date; `limit` None means all. Raises Mistake with all that is wrong.
    """
    if not all(0 <= number <= FARTHEST_ROW for number in (offset, limit or 0)):
        most = f"{FARTHEST_ROW:,}"
        raise mistake("page-out-of-range", offset=offset, limit=limit, most=most)
    return _Reading(understand(question, reader.shape), reader).page(limit, offset)


def stream_rows(
    question: Question, reader: StreamingReader, most: int
) -> tuple[Rows, Iterator[Mapping[str, object]]]:
    """What stands behind a figure as `rows_behind` tells it, and its rows one after the other.

    No more than `most` of them come; all are counted and summed.
    """
    reading = _Reading(understand(question, reader.shape), reader)
    shown, added = reading.shown_and_added()
    sql = reading.rows_sql(shown, added, most, 0)
    return reading.page(0, 0), (_row(row, shown, added) for row in reader.stream(sql))


class _Reading:
    """One reading of rows: the kind is chosen, the two queries are built and put together."""

    def __init__(self, plan: Plan, reader: SnapshotReader) -> None:
        # A stock is taken at the end of the window, once: rows of every period's end would add up.
        self.plan, self.reader, self.shape = replace(plan, grain=None), reader, plan.shape
        self.kind = kind_of(plan.measures[0])
        self.measures = [m for m in plan.measures if self.kind.has(m.parts)]
        self.parts = {part: self._part(part) for part in plan.parts if part in self.kind.parts}
        self.window = days_told(plan.measures[0], plan.question, self.shape)
        if not self.kind.relation.covers(plan.used, frozenset(), self.shape):
            raise Mistake(Problem(code="cannot-combine", value=", ".join(plan.question.measures)))

    def page(self, limit: int | None, offset: int) -> Rows:
        shown, added = self.shown_and_added()
        values = [AnswerColumn(m.name, "value", m.unit, m.name) for m in added]
        total_sql, rows_sql = self._total_sql(), self.rows_sql(shown, added, limit, offset)
        totals = self._totals(self.reader.run(total_sql))
        fetched = self.reader.run(rows_sql) if limit != 0 else ()
        return Rows(
            question=self.plan.question,
            snapshot=self.reader.number,
            kind=self.kind.name,
            columns=(*shown, *values),
            rows=tuple(_row(row, shown, added) for row in fetched),
            count=sum(total.count for total in totals),
            totals=totals,
            window=self.window,
            sql=(rows_sql, total_sql),
            offset=offset,
            limit=limit,
            problems=self._problems(),
        )

    def shown_and_added(self) -> tuple[list[AnswerColumn], list[Measure]]:
        """The columns that tell what a row is, and the measures that it adds something to."""
        added = [m for m in self.measures if m.additivity in ("additive", "at-end")]
        instead = {m.name for m in added} | {"amount" for m in added if m.name == "revenue"}
        return [c for c in _columns(self.plan, self.kind) if c.name not in instead], added

    def _part(self, part: str) -> Part:
        """A part's rule, with its money in the currency that is asked for."""
        rule, currency = self.kind.parts[part], self.plan.currency
        rule = replace(rule, condition=filled(rule.condition, self.plan))
        if currency is None or part not in converted_parts(self.plan.measures):
            return rule
        known = has_rate(currency)
        condition = known if rule.condition == ALWAYS else f"{rule.condition} AND {known}"
        return replace(rule, condition=condition, adds=convert(rule.adds, currency))

    @property
    def _apart(self) -> bool:
        """Amounts in different currencies are never added."""
        many = len(currencies_of(self.plan.measures, self.shape)) > 1
        return many and self.plan.question.currency is None

    def _source(self) -> str:
        """FROM and WHERE: every row that the figure counts, and no other."""
        relation = self.kind.relation
        joins = [relation.placed] if relation.placed else []
        if relation.stock:
            joins.append(ends_join(self.plan, self.window, self.reader.calendar))
        if self.plan.currency is not None and relation in CONVERTIBLE:
            joins.append(rate_join(relation, self.plan.currency))
        met = conditions(self.plan, relation, self.window)
        counted = dict.fromkeys(rule.condition for rule in self.parts.values())
        if ALWAYS not in counted:
            met.append(" OR ".join(f"({condition})" for condition in counted).join("()"))
        where = "\nWHERE " + "\n  AND ".join(met) if met else ""
        return f"FROM {relation.table} AS r" + "".join(f"\n{join}" for join in joins) + where

    def rows_sql(
        self,
        shown: Sequence[AnswerColumn],
        added: Sequence[Measure],
        limit: int | None,
        offset: int,
    ) -> str:
        """The SELECT of one page of rows."""
        structure, relation = self.plan.question.structure, self.kind.relation
        columns = [
            f'{relation.column(c.name, structure)} AS "{c.name}"'
            if c.role == "dimension"
            else f"r.{c.name}"
            for c in shown
        ]
        parts = dict.fromkeys(part for m in added for part in m.parts)
        columns += [f"{_share(self.parts[part])} AS added_{part}" for part in parts]
        order = [
            relation.column("seller", structure) if name == "seller" else f"r.{name}"
            for name in self.kind.order
        ]
        page = "" if limit is None else f"\nLIMIT {limit}"
        page += f"\nOFFSET {offset}" if offset else ""
        return f"SELECT {', '.join(columns)}\n{self._source()}\nORDER BY {', '.join(order)}{page}"

    def _total_sql(self) -> str:
        made = self.kind.relation.parts
        sums = [
            filled(made[part], self.plan)
            if rule.distinct
            else f"CAST(COALESCE(SUM({_share(rule)}), 0) AS BIGINT)"
            for part, rule in self.parts.items()
        ]
        apart = ["r.currency"] if self._apart else []
        named = [f"{sql} AS {part}" for sql, part in zip(sums, self.parts, strict=True)]
        end = "\nGROUP BY r.currency ORDER BY r.currency" if apart else ""
        return f"SELECT {', '.join([*apart, 'count(*) AS count', *named])}\n{self._source()}{end}"

    def _totals(self, fetched: Sequence[Sequence[object]]) -> tuple[RowsTotal, ...]:
        days = {"working_days": self.reader.calendar.working_days(self.window)}
        totals = []
        for row in fetched:
            currency = str(row[0]) if self._apart else None
            count, *sums = (int(str(v or 0)) for v in row[1 if self._apart else 0 :])
            parts = dict(zip(self.parts, sums, strict=True))
            figures = {m.name: m.value({**days, **parts}) for m in self.measures}
            totals.append(RowsTotal(currency, count, parts, figures))
        return tuple(totals)

    def _problems(self) -> tuple[Problem, ...]:
        unrated = [
            found
            for sql in without_rate(self.plan, self.window, self.reader.calendar)
            for found in read_unrated(self.window, self.reader.run(sql))
        ]
        said = notes(self.plan, self.reader, unrated, ())
        left_out = [m.name for m in self.plan.measures if m not in self.measures]
        if not left_out:
            return said
        problem = Problem(
            code="rows-of-another-kind", severity="warning", value=", ".join(left_out)
        )
        return (*said, problem)


def _share(rule: Part) -> str:
    """What one row adds to a part."""
    return f"CASE WHEN {rule.condition} THEN {rule.adds} ELSE 0 END"


def _columns(plan: Plan, kind: RowKind) -> list[AnswerColumn]:
    """What is shown of a row: what tells it apart, whose and of what it is, its own figures."""
    shape, asked = plan.shape, [d for d in plan.by if d not in kind.keys]
    known = dimensions(plan.measures[0].family, shape)
    wanted = dict.fromkeys((*kind.dimensions, *asked))
    columns = [AnswerColumn(name, "key", None, name) for name in kind.keys]
    columns += [
        AnswerColumn(d, "dimension", None, d) for d in wanted if d in known and d not in kind.keys
    ]
    columns += [c for c in kind.facts if kind.name != "lines" or _has(c.name, shape)]
    columns.append(AnswerColumn("source", "key", None, "source"))
    if kind.name == "lines":
        columns.append(AnswerColumn("recorded", "key", None, "recorded"))
    return columns


def _has(column: str, shape: Shape) -> bool:
    return column not in _PRESENT_OR_NOT or column in shape.present


def _row(
    fetched: Sequence[object], shown: Sequence[AnswerColumn], added: Sequence[Measure]
) -> dict[str, object]:
    row: dict[str, object] = {c.name: v for c, v in zip(shown, fetched, strict=False)}
    names = dict.fromkeys(part for m in added for part in m.parts)
    parts = {name: int(str(v or 0)) for name, v in zip(names, fetched[len(shown) :], strict=True)}
    return row | {m.name: m.value(parts) for m in added}
