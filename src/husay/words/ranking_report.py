"""A fair ranking as a report, for the command line and the API."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from husay.basics.amount import SCALE
from husay.basics.problem import Problem
from husay.measures.question import Whole
from husay.words.document import Report, plain_spaces
from husay.words.naming import Names
from husay.words.ranking import VERDICTS, places_text, ranking_sentence
from husay.words.sheet import Row, Sheet, SheetColumn
from husay.words.terms import dimension_term
from husay.words.wholes import whole_name

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.people_ranking import RankingSeen
    from husay.tracking.fair_ranking import FairRanking, Ranked


def team_name(seen: RankingSeen, company: Company) -> str:
    """What the group is called in which somebody has a place."""
    return whole_name(company, Whole("unit", seen.team) if seen.team else Whole())


def ranking_report(seen: RankingSeen | None, company: Company) -> Report:
    """The places of a ranking, highest first, with the sentence."""
    snapshot = company.snapshot(seen.found.snapshot if seen else None)
    if seen is None:
        problem = Problem(code="no-whole-month", severity="warning")
        return Report(sheet=Sheet((), []), snapshot=snapshot.number, problems=(problem,))
    found, names = seen.found, Names(company, snapshot.shape)
    items = [row.item for row in found.rows] + [one.item for one in found.left_out]
    names.learn(found.by, items)
    sentence = ranking_sentence(seen, lambda item: names.text(found.by, item),
                                team_name(seen, company))  # fmt: skip
    notes = ["".join(map(str, line)) for line in sentence.details]
    return Report(
        sheet=ranking_sheet(found, names),
        sentence=sentence.text,
        snapshot=found.snapshot,
        currency=found.currency,
        notes=tuple(notes),
        more={
            "whole": {"scope": seen.whole.scope, "item": seen.whole.item},
            "measure": found.measure,
            "by": found.by,
            "from": found.window.start.isoformat(),
            "to": found.window.end.isoformat(),
            "held_against": found.basis,
            "ranked": seen.of,
            "credible": found.ranking.credible if found.ranking else None,
            "reliability": round(found.ranking.reliability, 4) if found.ranking else None,
            "more_months": found.ranking.more_months if found.ranking else None,
            "left_out": [] if seen.own else [
                {"item": one.item, "months": one.months, "why": one.why} for one in found.left_out
            ],
            "details": [plain_spaces(note) for note in notes],
        },
    )  # fmt: skip


def ranking_sheet(found: FairRanking, names: Names) -> Sheet:
    """One row for each who is ranked."""
    money = found.unit == "money"
    sold = SheetColumn(
        name="sold", label=gettext("Won") if found.unit == "ratio" else gettext("Sold"),
        kind="money" if money else "count",
    )  # fmt: skip
    due = SheetColumn(
        name="expected",
        label=gettext("Closed") if found.unit == "ratio" else gettext("Usual for what they have"),
        kind="money" if money else "count", worked_out=money, weight=2,
    )  # fmt: skip
    columns = (
        SheetColumn(name="places", label=gettext("Place"), weight=0),
        SheetColumn(name="item_name", label=str(dimension_term(found.by).label), weight=0),
        SheetColumn(name="item", label="", shown=False),
        SheetColumn(name="best", label="", kind="count", shown=False),
        SheetColumn(name="worst", label="", kind="count", shown=False),
        SheetColumn(name="level", label=gettext("Against usual"), kind="ratio", signed=True),
        SheetColumn(name="low", label=gettext("At least"), kind="ratio", signed=True, weight=3),
        SheetColumn(name="high", label=gettext("At most"), kind="ratio", signed=True, weight=3),
        sold,
        due,
        SheetColumn(name="months", label=gettext("Months"), kind="count", weight=4),
        SheetColumn(name="verdict_name", label=gettext("Said"), weight=1),
        SheetColumn(name="verdict", label="", shown=False),
        SheetColumn(name="above_median", label="", kind="ratio", shown=False),
    )
    return Sheet(columns, [_row(row, names, found.by) for row in found.rows])


def _row(row: Ranked, names: Names, by: str) -> Row:
    return {
        "places": places_text(row),
        "item_name": names.text(by, row.item),
        "item": row.item,
        "best": row.place.best,
        "worst": row.place.worst,
        "level": _share(row.level - 1),
        "low": _share(row.low - 1),
        "high": _share(row.high - 1),
        "sold": row.sold,
        "expected": row.expected,
        "months": row.months,
        "verdict_name": str(VERDICTS[row.place.verdict]),
        "verdict": row.place.verdict,
        "above_median": _share(row.place.above),
    }


def _share(value: float) -> Fraction:
    return Fraction(round(value * SCALE), SCALE)
