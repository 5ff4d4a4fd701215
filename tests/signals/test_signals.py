"""A planted fall is told once, where it sits, to those who may see it, until it is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from husay.access.viewer import Viewer
from husay.basics.problem import Mistake
from husay.measures.question import Whole
from tests.signals.market import FALLS, FIRST, LAST, sale_lines

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.signals.document import Kept
    from husay.store.signals.reading import Signals

pytestmark = pytest.mark.xdist_group("signals")

AT = datetime(2026, 7, 1, tzinfo=UTC)


def seen(company: Company, role: Role, person: str = "", of: Whole | None = None) -> Signals:
    from husay.store.signals.reading import signals

    viewer = Viewer("v", frozenset({role}), person or None)
    found = signals(replace(company, viewer=viewer, today=LAST), of)
    assert found is not None
    return found


def items(found: Signals) -> set[tuple[str, str, str]]:
    return {(k.signal.series.scope, k.signal.series.item, k.signal.series.part) for k in found.all}


def pushed_of(company: Company) -> Kept:
    found = seen(company, Role.EXECUTIVE)
    return next(k for k in found.pushed if k.signal.series.measure == "revenue")


def test_the_fall_of_one_line_in_one_unit_is_told_as_that(company: Company) -> None:
    signal = pushed_of(company).signal
    series = signal.series
    assert (series.scope, series.item, series.part) == ("unit", "visayas", "cola")
    assert FALLS <= signal.opened <= date(2026, 5, 15)
    assert signal.low <= 5_000 <= signal.high or abs(signal.ratio - 5_000) < 600
    assert abs((signal.since - FALLS).days) <= 10
    assert signal.chance > 9_500
    assert signal.level == "red"


def test_the_unit_and_its_seller_are_told_beneath_it_and_nobody_else_is(company: Company) -> None:
    found = seen(company, Role.EXECUTIVE)
    revenue = [k for k in found.pushed if k.signal.series.measure == "revenue"]
    assert len(revenue) == 1
    beneath = found.beneath.get(revenue[0].number, ())
    named = {k.signal.series.item for k in beneath if k.signal.series.measure == "revenue"}
    assert named <= {"", "visayas", "cardo", "cola"}
    assert {"visayas", "cardo"} & named
    told = {k.signal.series.item for k in (*found.pushed, *beneath)}
    assert not told & {"luzon", "ana", "ben", "soap"}


def test_its_shortfall_is_about_half_of_what_it_sold_a_month_before(company: Company) -> None:
    """Plain Python: what Cardo's cola brought in the three months before it fell."""
    before = [
        int(str(row["amount"]))
        for row in sale_lines(FIRST, LAST)
        if row["seller"] == "cardo" and row["product"] == "cola"
        and date(2026, 1, 12) <= row["date"] < FALLS  # type: ignore[operator]
    ]  # fmt: skip
    usual = sum(before) / 3
    # n % 2 leaves out 1, 2, 2, 3, 3 of 3, 4, 5, 6, 7 sales: 11 of 25.
    assert pushed_of(company).signal.a_month / 10_000 == pytest.approx(usual * 11 / 25, rel=0.2)


def test_where_it_sits_sums_to_the_whole_gap_by_every_dimension(company: Company) -> None:
    signal = pushed_of(company).signal
    assert signal.where
    for dimension, rows in signal.where.items():
        assert sum(gap for _item, gap in rows) == signal.missed, dimension


def test_a_second_sweep_and_a_third_at_once_tell_nothing_twice(company: Company) -> None:
    from husay.store.records.models import SignalEpisode
    from husay.store.signals.sweeping import sweep_newest

    before = list(SignalEpisode.objects.order_by("pk").values_list("pk", "opened", "closed"))
    assert not sweep_newest(company, AT)
    assert sweep_newest(company, AT, again=True)
    after = list(SignalEpisode.objects.order_by("pk").values_list("pk", "opened", "closed"))
    assert after == before


def test_a_sweep_that_is_killed_leaves_what_was_there(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    from husay.store.records.models import SignalEpisode
    from husay.store.signals import sweeping

    before = list(SignalEpisode.objects.values())

    def killed(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sweeping, "_close_unseen", killed)
    with pytest.raises(KeyboardInterrupt):
        sweeping.sweep_newest(company, AT, again=True)
    assert list(SignalEpisode.objects.values()) == before


def test_a_seller_sees_their_own_and_no_other(company: Company) -> None:
    own = items(seen(company, Role.SELLER, "cardo"))
    assert own
    assert {(scope, item) for scope, item, _part in own} == {("seller", "cardo")}
    others = items(seen(company, Role.SELLER, "ana"))
    assert {(scope, item) for scope, item, _part in others} <= {("seller", "ana")}


def test_a_manager_sees_the_units_they_lead_and_the_people_in_them(company: Company) -> None:
    visayas = {(s, i) for s, i, _p in items(seen(company, Role.MANAGER, "vic"))}
    assert ("unit", "visayas") in visayas
    assert visayas <= {("unit", "visayas"), ("unit", "v1"), ("seller", "cardo"), ("seller", "vic")}
    luzon = {i for _s, i, _p in items(seen(company, Role.MANAGER, "lina"))}
    assert not luzon & {"visayas", "v1", "cardo", "cola", ""}


def test_operations_see_none(company: Company) -> None:
    with pytest.raises(Mistake, match="not-allowed"):
        seen(company, Role.OPERATIONS)


def test_whose_signals_are_asked_for_must_be_in_scope(company: Company) -> None:
    with pytest.raises(Mistake, match="not-in-scope"):
        seen(company, Role.MANAGER, "lina", Whole("unit", "visayas"))


def test_one_signal_of_others_is_not_to_be_opened_by_its_number(company: Company) -> None:
    from husay.store.signals.reading import one_signal

    number = pushed_of(company).number
    ana = Viewer("v", frozenset({Role.SELLER}), "ana")
    with pytest.raises(Mistake, match="no-such-signal"):
        one_signal(replace(company, viewer=ana, today=LAST), number)


def test_an_earlier_day_is_swept_as_if_it_were_today_and_nothing_is_kept(company: Company) -> None:
    from husay.store.records.models import SignalEpisode
    from husay.store.signals.reading import signals_on

    count = SignalEpisode.objects.count()
    calm = signals_on(company, date(2026, 4, 10))
    later = signals_on(company, date(2026, 5, 29))
    assert calm is not None
    assert later is not None
    assert not [k for k in calm.pushed if k.signal.series.part == "cola"]
    told = [k for k in later.pushed if k.signal.series.measure == "revenue"]
    assert told[0].signal.opened == pushed_of(company).signal.opened
    assert SignalEpisode.objects.count() == count


def test_where_the_top_of_a_group_is_not_to_be_seen_the_costliest_stands_for_it(
    company: Company,
) -> None:
    found = seen(company, Role.SELLER, "cardo")
    assert [(k.signal.series.measure, k.signal.series.item) for k in found.pushed] == [
        ("revenue", "cardo")
    ]
    (beneath,) = found.beneath.values()
    assert {(k.signal.series.measure, k.signal.series.item) for k in beneath} == {
        ("orders", "cardo")
    }
