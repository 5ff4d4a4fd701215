"""When what failed is tried again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from husay.messages.retry import next_try

DUE = datetime(2026, 11, 27, 8, tzinfo=UTC)


def test_waits_grow_and_it_is_given_up_after_three_days() -> None:
    """1, 5, 15 minutes, then 1, 3, 6 and 12 hours, and every 12 hours until three days are over:
    the 11th failure is after 70:21, and another 12 hours would be too late."""
    at, waits = DUE, list[timedelta]()
    for tries in range(1, 30):
        then = next_try(tries, DUE, at)
        if then is None:
            break
        waits.append(then - at)
        at = then
    minutes = [int(wait.total_seconds()) // 60 for wait in waits]
    assert minutes == [1, 5, 15, 60, 180, 360, *[720] * 5]
    assert at - DUE == timedelta(hours=70, minutes=21)


def test_the_last_moment_is_three_days_after_it_was_due() -> None:
    least = DUE + timedelta(days=3) - timedelta(hours=12)
    assert next_try(9, DUE, least) == DUE + timedelta(days=3)
    assert next_try(9, DUE, least + timedelta(seconds=1)) is None
