"""Who has improved most against what was to be expected of them, read from the book.

The last six whole months of a quarter's end are held against the same six of the year before, each
against the potentials of those months; where the book has none, somebody's own year before is what
they are held against. Only who was there in all twelve months counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from husay.basics.amount import SCALE
from husay.basics.period import Window
from husay.measures.reader import SnapshotReader
from husay.stats.improved import improved
from husay.stats.ratio import ratio
from husay.stats.shrinkage import lasting_of
from husay.team.recognition import Recognised
from husay.tracking.expectation import Expected, expected
from husay.tracking.rank_values import Monthly, monthly
from husay.tracking.whole_months import last_whole_months, reaches_back, year_before

MONTHS = 6


def most_improved(reader: SnapshotReader, until: date | None = None) -> tuple[Recognised, ...]:
    """Those who improved most by the end of the last whole quarter up to a day (default: the last
    with a sale), in no order; () where it can be said of nobody. `reader` must have everything."""
    now = last_window(reader, until)
    if now is None or "seller" not in reader.shape.present:
        return ()
    before = year_before(now, reader.calendar)
    if not reaches_back(reader, before):
        return ()
    sold = [_all_there(monthly(reader, "revenue", window, "seller")) for window in (before, now)]
    people = sorted(sold[0].keys() & sold[1].keys())
    past, present = ({item: some[item] for item in people} for some in sold)
    basis, due = _expected(reader, (before, now), (past, present))
    people = [item for item in people if item in due]
    if not people:
        return ()
    old, new = ([[ratio(v, SCALE) for v in some[i].sold] for i in people] for some in sold)
    together = [[*one, *other] for one, other in zip(old, new, strict=True)]
    found = improved(old, new, [due[item] for item in people], lasting=lasting_of(together))
    return tuple(
        Recognised(
            kind="improved", scope="seller", item=people[n], day=now.end, measure="revenue",
            window=now, grain="window", basis=basis, before=round(SCALE * found.mean),
            figure=round(SCALE * found.changes[n]),
        )
        for n in found.places
    )  # fmt: skip


def last_window(reader: SnapshotReader, until: date | None = None) -> Window | None:
    """The two quarters that end with the last whole quarter; None where the book has none."""
    months = last_whole_months(reader, 12, until)
    if months is None:
        return None
    over = [
        period.window
        for period in reader.calendar.periods(months, "quarter")
        if period.window.overlap(months) == period.window
    ]
    if len(over) < 2:
        return None
    return Window(over[-2].start, over[-1].end)


def _all_there(people: Mapping[str, Monthly]) -> dict[str, Monthly]:
    return {item: one for item, one in people.items() if len(one.sold) == MONTHS and one.whole > 0}


def _expected(
    reader: SnapshotReader,
    windows: tuple[Window, Window],
    people: tuple[Mapping[str, Monthly], Mapping[str, Monthly]],
) -> tuple[str, dict[str, tuple[float, float]]]:
    """What was expected of each over both windows: by potentials where both have them."""
    found: list[Expected] = [
        expected(reader, window, "seller", some, False)
        for window, some in zip(windows, people, strict=True)
        if some
    ]
    if len(found) == 2 and all(one.basis == "potential" for one in found):
        both = found[0].by_item.keys() & found[1].by_item.keys()
        return "potential", {
            item: (float(found[0].by_item[item]), float(found[1].by_item[item])) for item in both
        }
    return "same", dict.fromkeys(people[0], (1.0, 1.0))
