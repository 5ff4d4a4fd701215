"""Fair rankings as a company's viewer has them: their people one by one, or only their own place.

Everything that the ranked sold is read, wherever they did; who is shown is the viewer's scope. A
seller sees between which ranks they lie in their team, and nothing of anybody else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from husay.access.role import Right
from husay.basics.period import Window
from husay.basics.problem import mistake
from husay.measures.question import Whole
from husay.store.company import Company
from husay.store.moment import everything
from husay.store.peers import LEAST_TEAM, Peers, people_within, team_of, units_within
from husay.tracking.fair_ranking import FairRanking, fair_ranking
from husay.tracking.rank_values import RANKED, monthly, rankable
from husay.tracking.whole_months import last_whole_day, last_whole_months

MONTHS = 12
BY = ("seller", "unit")


@dataclass(frozen=True)
class RankingSeen:
    """What a viewer sees: a ranking, or of a seller (`own`) the one row that is theirs, among `of`
    people; `team` is the unit whose people they are ('' the company). `measures` can be asked."""

    whole: Whole
    found: FairRanking
    measures: tuple[str, ...]
    own: bool = False
    of: int = 0
    team: str = ""


def ranking(
    company: Company,
    whole: Whole | None = None,
    measure: str = "revenue",
    by: str = "seller",
    window: Window | None = None,
    which: str | int | None = None,
) -> RankingSeen | None:
    """Who leads and lags in a whole (default: the viewer's first) over whole months (default: the
    last twelve); None before the book has one. Raises Mistake where the viewer may not see it, and
    for what cannot be ranked."""
    company.viewer.check(Right.COMPARE)
    company.viewer.check(Right.SEE_FIGURES)
    company = company.of_one_moment()
    chosen = whole or next(iter(company.wholes()), None)
    if chosen is None:
        raise mistake("nothing-of-your-own")
    company.seen_as(chosen)
    reader = everything(company, which)
    days = whole_months_asked(company, window, which)
    if days is None:
        return None
    if measure not in RANKED or measure not in rankable(reader, days):
        raise mistake("cannot-rank", value=measure)
    measures = rankable(reader, days)
    if chosen.scope == "seller":
        return _own(company, chosen, measure, days, measures, which)
    peers = units_within(company, chosen) if by == "unit" else None
    if by not in BY or (peers is not None and not peers.by):
        raise mistake("cannot-rank-by", value=by)
    peers = peers or Peers("seller", chosen.item, people_within(company, chosen))
    found = fair_ranking(reader, measure, days, peers.by, peers.has)
    return RankingSeen(chosen, found, measures, of=len(found.rows), team=chosen.item)


def _own(
    company: Company, whole: Whole, measure: str, days: Window, measures: tuple[str, ...],
    which: str | int | None,
) -> RankingSeen:  # fmt: skip
    """One seller's place in their team, with all others taken out."""
    reader = everything(company, which)
    sold = frozenset(monthly(reader, measure, days, "seller"))
    peers = team_of(company, whole.item, sold)
    found = fair_ranking(reader, measure, days, "seller", peers.has)
    row, of = found.row(whole.item), len(found.rows)
    rows = (row,) if row is not None and of >= LEAST_TEAM else ()
    left = tuple(one for one in found.left_out if one.item == whole.item)
    shown = replace(found, rows=rows, left_out=left)
    return RankingSeen(whole, shown, measures, own=True, of=of, team=peers.unit)


def whole_months_asked(
    company: Company, window: Window | None, which: str | int | None = None, months: int = MONTHS
) -> Window | None:
    """A window of whole months that are over: the last ones, or those of the days that are asked.
    Raises Mistake `whole-months` for days that are none."""
    reader = everything(company, which)
    last = last_whole_months(reader, months)
    if window is None or last is None:
        return last
    calendar = reader.calendar
    start = calendar.period_of(window.start, "month").window.start
    end = min(window.end, last.end)
    if start != window.start or end < start or last_whole_day(end, calendar) != end:
        raise mistake("whole-months", value=f"{window.start}..{window.end}", last=last.end)
    first = reader.shape.first or date.min
    if end < first:
        raise mistake("whole-months", value=f"{window.start}..{window.end}", last=last.end)
    return Window(start, end)
