"""AdventureWorks books its resellers' orders once a month: no false collapse is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.measures.making import Made

if TYPE_CHECKING:
    from husay.store.warehouse.reading import Snapshot

pytestmark = pytest.mark.xdist_group("adventureworks")

DAYS = (date(2014, 6, 30), date(2014, 3, 31), date(2013, 12, 31), date(2013, 6, 30))


@pytest.mark.parametrize("day", DAYS)
def test_no_collapse_is_told_of_what_is_booked_once_a_month(
    imported: Callable[[str], Made], day: date
) -> None:
    from husay.tracking.signals.sweep import sweep

    reader = imported("adventureworks").snapshot
    swept = sweep(reader, day)
    assert swept.grains["revenue"] == "month"
    assert swept.watched["revenue"] > 50
    told = [signal.series for signal in swept.signals if signal.pushed and signal.bad]
    # Road frames did fall: they sold 304,000 from December 2013 to May 2014, 996,000 a year before.
    assert {(s.scope, s.item, s.part) for s in told} <= {
        ("product_line", "14", ""), ("unit", "north-america", "14"),
    }  # fmt: skip
    assert not told or halves(reader)[1] * 2 < halves(reader)[0]


def halves(reader: Snapshot) -> tuple[int, int]:
    """Road frames sold in the six months to May 2013, and to May 2014."""
    rows = reader.run(
        "SELECT year(date + INTERVAL 1 MONTH), CAST(SUM(amount) AS BIGINT) FROM placed_lines\n"
        "WHERE product_line = '14' AND (month(date) < 6 OR month(date) = 12)\n"
        "  AND date >= DATE '2012-12-01' GROUP BY 1 ORDER BY 1"
    )
    (_, before), (_, after) = rows
    return int(str(before)), int(str(after))
