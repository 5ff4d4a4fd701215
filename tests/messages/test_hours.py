"""Quiet hours and digests, by moments worked out by hand."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from husay.messages.hours import Quiet, after_quiet, next_digest

MANILA, BERLIN = ZoneInfo("Asia/Manila"), ZoneInfo("Europe/Berlin")
NIGHT = Quiet(time(20), time(7))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "then"),
    [
        ("2026-11-27 11:59:59", "2026-11-27 11:59:59"),  # 19:59:59 in Manila
        ("2026-11-27 12:00", "2026-11-27 23:00"),  # 20:00 until 7:00 of the next day
        ("2026-11-27 15:59", "2026-11-27 23:00"),  # 23:59
        ("2026-11-27 16:00", "2026-11-27 23:00"),  # midnight: of the same day now
        ("2026-11-27 22:59", "2026-11-27 23:00"),  # 6:59
        ("2026-11-27 23:00", "2026-11-27 23:00"),  # 7:00 is no quiet hour
    ],
)
def test_a_night_ends_at_seven_in_manila(at: str, then: str) -> None:
    assert after_quiet(utc(at), NIGHT, MANILA) == utc(then)


def test_hours_within_a_day() -> None:
    noon = Quiet(time(12), time(13))
    assert after_quiet(utc("2026-11-27 03:59"), noon, MANILA) == utc("2026-11-27 03:59")
    assert after_quiet(utc("2026-11-27 04:00"), noon, MANILA) == utc("2026-11-27 05:00")
    assert after_quiet(utc("2026-11-27 05:00"), noon, MANILA) == utc("2026-11-27 05:00")


def test_no_quiet_hours_and_none_between_the_same_hours() -> None:
    at = utc("2026-11-27 14:00")
    assert after_quiet(at, None, MANILA) == after_quiet(at, Quiet(time(9), time(9)), MANILA) == at


def test_a_night_in_which_clocks_are_turned() -> None:
    """Berlin: +1 in winter, +2 in summer; forward on 29 March 2026, back on 25 October."""
    assert after_quiet(utc("2026-03-28 22:00"), NIGHT, BERLIN) == utc("2026-03-29 05:00")
    assert after_quiet(utc("2026-10-24 21:00"), NIGHT, BERLIN) == utc("2026-10-25 06:00")


def test_an_hour_that_is_skipped_ends_when_clocks_are_put_forward() -> None:
    """02:30 does not come on 29 March: 01:59 is followed by 03:00, which is 01:00 in London."""
    early = Quiet(time(1), time(2, 30))
    assert after_quiet(utc("2026-03-29 00:15"), early, BERLIN) == utc("2026-03-29 01:30")


def test_an_hour_that_comes_twice_ends_at_its_first_end_or_the_second_if_that_is_over() -> None:
    early = Quiet(time(1), time(2, 30))
    first, second = utc("2026-10-25 00:30"), utc("2026-10-25 01:30")
    assert after_quiet(utc("2026-10-25 00:10"), early, BERLIN) == first
    assert after_quiet(utc("2026-10-25 01:10"), early, BERLIN) == second


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),
    st.times(), st.times(), st.sampled_from([MANILA, BERLIN, ZoneInfo("America/St_Johns")]),
)  # fmt: skip
def test_after_quiet_is_never_earlier_never_quiet_and_never_more_than_a_day_later(
    at: datetime, start: time, end: time, zone: ZoneInfo
) -> None:
    start, end = start.replace(second=0, microsecond=0), end.replace(second=0, microsecond=0)
    quiet = Quiet(start, end)
    then = after_quiet(at, quiet, zone)
    assert at <= then <= at + timedelta(hours=25)
    assert then == at or then.astimezone(zone).time() == end or zone is not MANILA
    if zone is MANILA:
        assert not quiet.has(then.astimezone(zone).time())


@pytest.mark.parametrize(
    ("at", "form", "then"),
    [
        ("2026-11-27 22:59", "daily", "2026-11-27 23:00"),  # Saturday, 6:59 in Manila
        ("2026-11-27 23:00", "daily", "2026-11-28 23:00"),  # what is due now has gone
        ("2026-11-27 23:00", "weekly", "2026-11-29 23:00"),  # Monday the 30th, 7:00
        ("2026-11-29 23:00", "weekly", "2026-12-06 23:00"),
    ],
)
def test_digests_come_at_seven_in_manila(at: str, form: str, then: str) -> None:
    assert next_digest(utc(at), form, 7, 0, MANILA) == utc(then)  # type: ignore[arg-type]


def test_a_digest_keeps_its_hour_when_clocks_are_turned() -> None:
    assert next_digest(utc("2026-03-28 06:00"), "daily", 7, 0, BERLIN) == utc("2026-03-29 05:00")
    assert next_digest(utc("2026-10-24 05:00"), "daily", 7, 0, BERLIN) == utc("2026-10-25 06:00")


def test_a_digest_comes_once_in_an_hour_that_comes_twice() -> None:
    first = next_digest(utc("2026-10-24 20:00"), "daily", 2, 0, BERLIN)
    assert first == utc("2026-10-25 00:00")
    assert next_digest(first + timedelta(hours=2), "daily", 2, 0, BERLIN) == utc("2026-10-26 01:00")
