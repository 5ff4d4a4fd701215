"""What a sweep finds is kept in a few queries, and an episode is known again for as long as it may
be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from husay.store.opening import create_company
from husay.tracking.signals.found import Curve, Signal, Swept
from husay.tracking.signals.series import Series
from tests.measures.making import AT, NO_HOLIDAYS

if TYPE_CHECKING:
    from husay.store.records.models import SignalEpisode

DAY = date(2026, 6, 1)
LATER = datetime(2026, 7, 1, tzinfo=UTC)
CURVE = Curve((DAY,), (1,), (2,), (1,), (3,))


@pytest.fixture(autouse=True)
def empty(tmp_path: Path) -> None:
    create_company(tmp_path / "home", NO_HOLIDAYS, AT)


def signal(item: str, opened: int, closed: int | None = None, missed: int = 1_000) -> Signal:
    """Days are counted from the first of June 2026."""
    began = DAY + timedelta(days=opened)
    ended = None if closed is None else DAY + timedelta(days=closed)
    return Signal(
        Series("revenue", "seller", item), "fall", began, began, ended, began, began, began,
        5000, 4000, 6000, 9900, missed, 1000, 9.0, "day", CURVE, where={"seller": ((item, 7),)},
    )  # fmt: skip


def kept(number: int, *signals: Signal) -> list[tuple[str, int, int | None, str, int]]:
    """What the records have after a sweep: item, days, how it ended, and what was missed."""
    from husay.store.records.models import SignalEpisode
    from husay.store.signals.sweeping import keep

    keep(Swept(number, DAY + timedelta(days=number), signals, {}, {}, {}, (), ()), LATER)
    return [
        (row.item, (row.opened - DAY).days, None if row.closed is None else (row.closed - DAY).days,
         row.ended, row.missed)
        for row in SignalEpisode.objects.order_by("item", "opened")
    ]  # fmt: skip


def test_an_episode_is_known_again_and_the_day_it_opened_stays() -> None:
    assert kept(10, signal("ana", 3)) == [("ana", 3, None, "", 1_000)]
    assert kept(20, signal("ana", 5, missed=2_000)) == [("ana", 3, None, "", 2_000)]
    assert kept(30, signal("ana", 5, 25)) == [("ana", 3, 25, "recovered", 1_000)]
    # Another fall after it, and the first one still in the sweep.
    again = [("ana", 3, 25, "recovered", 1_000), ("ana", 40, None, "", 1_000)]
    assert kept(50, signal("ana", 5, 25), signal("ana", 40)) == again
    assert kept(60, signal("ana", 40)) == again
    gone = [*again[:1], ("ana", 40, 70, "changed", 1_000)]
    assert kept(70) == gone
    # The figures are as they were: it goes on.
    assert kept(80, signal("ana", 41)) == again


def test_one_is_closed_before_another_of_its_series_opens() -> None:
    """Of a series and direction at most one is open, at any time."""
    kept(10, signal("ana", 3))
    assert kept(20, signal("ana", 3, 8), signal("ana", 15)) == [
        ("ana", 3, 8, "recovered", 1_000), ("ana", 15, None, "", 1_000),
    ]  # fmt: skip
    # The one that is over goes on after all, and the open one was none.
    assert kept(30, signal("ana", 3)) == [
        ("ana", 3, 8, "recovered", 1_000), ("ana", 15, None, "", 1_000),
    ]  # fmt: skip
    kept(40, signal("ana", 3, 12), signal("ana", 13))
    assert kept(50, signal("ana", 3, 12), signal("ana", 13, 45), signal("ana", 46))[-1] == (
        "ana", 46, None, "", 1_000,
    )  # fmt: skip


def test_what_a_sweep_asks_does_not_grow_with_its_signals_nor_with_those_of_long_ago(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from husay.store.records.models import SignalEpisode

    def asked(number: int, count: int) -> int:
        with CaptureQueriesContext(connection) as seen:
            kept(number, *(signal(f"p{n:03}", 100) for n in range(count)))
        return len(seen)

    kept(90, *(signal(f"p{n:03}", 1, 50) for n in range(30)))
    first, few = asked(110, 3), asked(120, 3)
    assert asked(130, 30) <= first + 1
    assert asked(140, 30) <= few + 1
    made: list[SignalEpisode] = []
    load = SignalEpisode.from_db.__func__  # type: ignore[attr-defined]

    def counted(cls: type[SignalEpisode], *given: object) -> SignalEpisode:
        made.append(load(cls, *given))
        return made[-1]

    from husay.store.signals.sweeping import _known

    monkeypatch.setattr(SignalEpisode, "from_db", classmethod(counted))
    swept = Swept(150, DAY, (signal("p001", 51), signal("p002", 100)), {}, {}, {}, (), ())
    _known(swept)
    assert len(made) == 30  # of these the open ones; those of long ago ended before any of it
    assert all(row.get_deferred_fields() == {"detail"} for row in made)
    made.clear()
    _known(replace(swept, signals=(signal("p001", 50),)))
    assert len(made) == 60
