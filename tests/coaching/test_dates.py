"""Days that are planned together: moved, dropped, and kept by the visit they were planned for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from husay.basics.problem import Mistake
from tests.coaching.team import NEW, TODAY, at, of, visit
from tests.measures.making import Made


def after(days: int) -> date:
    return NEW + timedelta(days=days)


def codes(wrong: pytest.ExceptionInfo[Mistake]) -> list[str]:
    return [problem.code for problem in wrong.value.problems]


def test_a_day_is_planned_and_moved(made: Made) -> None:
    from husay.store.coaching.dates import move_date, own_dates, plan_date

    nia = of(made, "nia", NEW)
    one = plan_date(nia, "ana", "visit", after(3), at(NEW))
    assert plan_date(nia, "ana", "visit", after(3), at(NEW)) == one
    move_date(nia, one.number, after(5), at(NEW))
    assert [d.day for d in own_dates(of(made, "ana", NEW))] == [after(5)]
    with pytest.raises(Mistake) as wrong:
        plan_date(nia, "ana", "visit", date(2200, 1, 1), at(NEW))
    assert codes(wrong) == ["date-beyond-belief"]
    for who, day, code in (("nia", after(-1), "date-gone-by"), ("sam", NEW, "date-unknown")):
        with pytest.raises(Mistake) as wrong:
            move_date(of(made, who, NEW), one.number, day, at(NEW))
        assert codes(wrong) == [code]


def test_a_manager_has_their_days_and_a_seller_those_with_themselves(made: Made) -> None:
    from husay.store.coaching.dates import dates, own_dates, plan_date

    nia, sam = of(made, "nia", NEW), of(made, "sam", NEW)
    plan_date(nia, "ana", "visit", after(3), at(NEW))
    plan_date(nia, "ben", "one-to-one", after(1), at(NEW))
    plan_date(sam, "dan", "visit", after(2), at(NEW))
    assert [d.seller for d in dates(nia)] == ["ben", "ana"]
    assert [d.seller for d in dates(sam)] == ["dan"]
    assert [d.seller for d in own_dates(of(made, "ana", NEW))] == ["ana"]
    assert own_dates(of(made, "eve", NEW)) == ()
    # A day that went by is the manager's to keep or drop, and no day to come.
    assert own_dates(of(made, "ana", after(4))) == ()
    assert [d.seller for d in dates(of(made, "nia", after(4)))] == ["ben", "ana"]
    for asked, who in ((dates, "ana"), (dates, "exe"), (own_dates, "exe"), (own_dates, "ops")):
        with pytest.raises(Mistake) as wrong:
            asked(of(made, who, NEW))
        assert codes(wrong) == ["not-allowed"]


def test_a_visit_keeps_the_nearest_day_that_was_planned_for_it_and_no_other(made: Made) -> None:
    from husay.store.coaching.dates import dates, plan_date
    from husay.store.coaching.visits import keep
    from husay.store.records.models import AuditEntry, CoachingDate

    nia = of(made, "nia", NEW)
    for seller, kind, days in (
        ("ana", "visit", 2), ("ana", "visit", 5), ("ana", "visit", 9), ("ana", "one-to-one", 5),
        ("ben", "visit", 5),
    ):  # fmt: skip
        plan_date(nia, seller, kind, after(days), at(NEW))
    later = of(made, "nia", after(20))

    def left() -> list[tuple[str, str, int]]:
        return [(d.seller, d.kind, (d.day - NEW).days) for d in dates(later)]

    ana = [("ana", "visit", 9), ("ana", "one-to-one", 5), ("ben", "visit", 5)]
    keep(later, visit("ana", after(1)), at(after(20)))  # nothing was planned until then
    assert len(left()) == 5
    keep(later, replace(visit("ana", after(6)), kind="call"), at(after(20)))  # a call is no visit
    assert len(left()) == 5
    keep(later, visit("ana", after(7)), at(after(20)))
    assert sorted(left()) == sorted([("ana", "visit", 2), *ana])
    told = AuditEntry.objects.filter(action="date-kept")
    assert [(e.item, e.after) for e in told] == [
        ("ana", {"what": "visit", "day": after(5).isoformat()})
    ]
    assert CoachingDate.objects.get(kept__isnull=False).kept == at(after(20))
    # Sent again, or put right, it is the same visit.
    keep(later, visit("ana", after(7)), at(after(21)))
    keep(later, visit("ana", after(7), work_on="Wait."), at(after(21)))
    assert len(left()) == 4


def test_a_visit_that_is_refused_keeps_no_day(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    from husay.store.coaching import visits
    from husay.store.coaching.dates import dates, plan_date

    nia = of(made, "nia")
    plan_date(nia, "ana", "visit", TODAY, at(NEW))
    monkeypatch.setattr(visits, "kept_by_visit", lambda *given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        visits.keep(nia, visit("ana", TODAY), at(TODAY))
    assert visits.visits(nia) == ()
    assert [d.day for d in dates(nia)] == [TODAY]


def test_the_book_is_not_read_under_the_lock_of_the_records(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever else writes would wait for DuckDB."""
    from django.db import connection

    from husay.store.coaching import dates, notes, plans
    from husay.store.coaching.visits import keep
    from husay.store.warehouse.reading import Snapshot
    from tests.coaching.team import plan

    asked, run = list[bool](), Snapshot.run

    def watched(self: Snapshot, *given: object, **more: object) -> object:
        asked.append(connection.in_atomic_block)
        return run(self, *given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Snapshot, "run", watched)
    nia = of(made, "nia")
    number = plans.create(nia, plan(), at(NEW)).number
    plans.change(nia, number, 1, plan(agenda="First"), at(NEW))
    action = plans.add_action(nia, number, "Ask.", "seller", TODAY, at(NEW)).actions[0].number
    plans.tick(nia, number, action, True, at(NEW))
    plans.tick(nia, number, action, False, at(NEW))
    plans.drop_action(nia, number, action, at(NEW))
    plans.take_on(nia, number, 2, "running", "", at(NEW))
    keep(nia, visit("ana", NEW), at(NEW))
    note = notes.write(nia, "ana", "Praise her.", at(NEW)).number
    notes.share(nia, note, True, at(NEW))
    notes.remove(nia, note, at(NEW))
    day = dates.plan_date(nia, "ana", "visit", TODAY, at(NEW)).number
    dates.move_date(nia, day, TODAY + timedelta(days=1), at(NEW))
    dates.keep_date(nia, day, at(NEW))
    other = dates.plan_date(nia, "ana", "visit", TODAY, at(NEW)).number
    dates.drop_date(nia, other, at(NEW))
    assert asked
    assert not any(asked)


def test_a_day_that_a_former_manager_planned_is_told_to_nobody(made: Made) -> None:
    """Mia's last day is the end of September: who leads Ana in October has days of their own."""
    from husay.store.coaching.dates import dates, own_dates, plan_date
    from husay.store.records.models import User

    last, after = date(2024, 9, 30), date(2024, 10, 1)
    plan_date(of(made, "mia", last), "ana", "visit", date(2024, 10, 4), at(last))
    plan_date(of(made, "nia", after), "ana", "one-to-one", date(2024, 10, 5), at(after))
    assert len(dates(of(made, "mia", last))) == len(own_dates(of(made, "ana", last))) == 1
    assert dates(of(made, "mia", after)) == ()
    assert [d.day for d in own_dates(of(made, "ana", after))] == [date(2024, 10, 5)]
    User.objects.filter(email="nia@husay.test").update(is_active=False)
    assert own_dates(of(made, "ana", after)) == ()
