"""The standing as a report: whole, then by parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext

from husay.basics.problem import Problem
from husay.tracking.stand import Stand
from husay.tracking.standing import Breakdown, Standing
from husay.words.document import Report, plain_spaces
from husay.words.naming import Names
from husay.words.sheet import Sheet, SheetColumn
from husay.words.standing import batch_words, left_out_words, problem_words, standing_sentence
from husay.words.terms import dimension_term, measure_term
from husay.words.values import period_text, window_text
from husay.words.wholes import whole_name

if TYPE_CHECKING:
    from husay.store.company import Company


def no_standing(snapshot: int) -> Report:
    """What is said where nothing was ever sold."""
    problem = Problem(code="no-sales-yet", severity="warning")
    return Report(sheet=Sheet(_columns(""), []), snapshot=snapshot, problems=(problem,))


def standing_report(standing: Standing, company: Company) -> Report:
    """The standing as programs read it: the whole and all its parts in one sheet."""
    names = _names(standing, company)
    parts = [_part(breakdown, standing, names) for breakdown in standing.breakdowns]
    whole = whole_report(standing, company)
    rows = [*whole.sheet.rows, *(row for rows in parts for row in rows)]
    return replace(whole, sheet=Sheet(whole.sheet.columns, rows))


def whole_report(standing: Standing, company: Company) -> Report:
    """The standing of the whole, with everything that there is to say."""
    names = _names(standing, company)
    named = standing.whole.scope != "company"
    who = whole_name(company, standing.whole) if named else ""
    sentence = standing_sentence(standing, who=who)
    details = ["".join(_texts(part)) for part in sentence.details]
    details += [left_out_words(standing), *problem_words(standing)]
    details += [batch_words(b, names.name("channel", b.channel)) for b in standing.batches]
    rows = _whole(standing)
    return Report(
        sheet=Sheet(_shown(gettext("Days"), rows), rows),
        sentence=sentence.text,
        snapshot=standing.snapshot,
        currency=standing.currency,
        notes=tuple(text for text in details if text.strip()),
        more={
            "as_of": standing.as_of.isoformat(),
            "whole": {"scope": standing.whole.scope, "item": standing.whole.item},
            "currency": standing.currency,
            "details": [plain_spaces(text) for text in details if text.strip()],
        },
    )


def part_reports(standing: Standing, company: Company) -> list[Report]:
    """The parts as people read them: a table for each breakdown, of the leading period."""
    names, whole = _names(standing, company), whole_report(standing, company)
    return [
        replace(whole, sheet=_part_sheet(breakdown, standing, names), sentence="",
                notes=_left_out(breakdown))
        for breakdown in standing.breakdowns
    ]  # fmt: skip


def _names(standing: Standing, company: Company) -> Names:
    names = Names(company, company.snapshot(standing.snapshot).shape)
    for breakdown in standing.breakdowns:
        names.learn(breakdown.dimension, (row.item for row in breakdown.rows))
    names.learn("channel", (batches.channel for batches in standing.batches))
    return names


def _texts(parts: Sequence[object]) -> list[str]:
    return [part if isinstance(part, str) else str(getattr(part, "text", "")) for part in parts]


def _left_out(breakdown: Breakdown) -> tuple[str, ...]:
    """How many items are not shown."""
    if not breakdown.more:
        return ()
    said = ngettext("%(n)s more is not shown.", "%(n)s more are not shown.", breakdown.more)
    return (said % {"n": breakdown.more},)


def _part_sheet(breakdown: Breakdown, standing: Standing, names: Names) -> Sheet:
    label, rows = str(dimension_term(breakdown.dimension).label), _part(breakdown, standing, names)
    shown = [row for row in rows if row["period"] != "year"] or rows
    columns = [replace(c, shown=c.shown and _says(c, shown)) for c in _shown(label, shown)]
    return Sheet(tuple(columns), shown)


def _shown(label: str, rows: Sequence[Mapping[str, object]]) -> tuple[SheetColumn, ...]:
    """The columns, with what counts toward the goals where that is not all revenue."""
    other = any(row["toward_goal"] not in (None, row["revenue"]) for row in rows)
    return tuple(
        replace(column, shown=other) if column.name == "toward_goal" else column
        for column in _columns(label)
    )


def _says(column: SheetColumn, rows: Sequence[Mapping[str, object]]) -> bool:
    """Whether a column has a value anywhere."""
    return any(row[column.name] is not None for row in rows)


def _columns(label: str) -> tuple[SheetColumn, ...]:
    """The same columns for the whole and for parts; what only programs want is not shown."""
    revenue = str(measure_term("revenue").label)
    return (
        SheetColumn(name="item_name", label=label),
        SheetColumn(name="dimension", label="", shown=False),
        SheetColumn(name="item", label="", shown=False),
        SheetColumn(name="period", label="", shown=False),
        SheetColumn(name="from", label="", kind="day", shown=False),
        SheetColumn(name="to", label="", kind="day", shown=False),
        SheetColumn(name="revenue", label=revenue, kind="money", weight=0),
        SheetColumn(name="goal", label=gettext("Goal"), kind="money"),
        SheetColumn(
            name="goal_to_date",
            label=gettext("Goal to date"),
            kind="money",
            weight=4,
            worked_out=True,
        ),
        SheetColumn(
            name="toward_goal", label=gettext("Toward the goal"), kind="money", shown=False
        ),
        SheetColumn(name="attainment", label=gettext("Attainment"), kind="ratio"),
        SheetColumn(name="pace", label=gettext("Pace"), kind="ratio", weight=2),
        SheetColumn(name="last_year", label=gettext("Same days last year"), kind="money", weight=3),
        SheetColumn(name="change", label=gettext("Change"), kind="ratio", signed=True),
    )


def _row(
    stand: Stand, period: str, name: str, dimension: str | None = None, item: str | None = None
) -> Mapping[str, object]:
    return {
        "item_name": name,
        "dimension": dimension,
        "item": item,
        "period": period,
        "from": stand.window.start,
        "to": min(stand.until, stand.window.end),
        "revenue": stand.value,
        "goal": stand.goal,
        "goal_to_date": stand.goal_to_date,
        "toward_goal": stand.toward,
        "attainment": stand.attainment,
        "pace": stand.pace,
        "last_year": stand.last_year,
        "change": stand.change,
    }


def _whole(standing: Standing) -> list[Mapping[str, object]]:
    """The month, the latest goal window where goals have their own, and the year."""
    name = period_text(standing.month_key, standing.year_rule)
    rows = [_row(standing.month, "month", name)]
    if standing.goal_windows is not None:
        latest = standing.goal_windows.latest
        rows.append(_row(latest, "goal-window", window_text(latest.window)))
    rows.append(_row(standing.year, "year", gettext("Year to date")))
    return rows


def _part(breakdown: Breakdown, standing: Standing, names: Names) -> list[Mapping[str, object]]:
    """Each item in the leading period and in the year."""
    rows = []
    for row in breakdown.rows:
        name = names.text(breakdown.dimension, row.item)
        rows.append(_row(row.lead, standing.lead, name, breakdown.dimension, row.item))
        if standing.lead != "year":
            rows.append(_row(row.year, "year", name, breakdown.dimension, row.item))
    return rows
