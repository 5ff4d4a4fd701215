"""Dates and spans of time as people read them."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from husay.words import dates

DAY = date(2026, 11, 18)


def test_the_month_is_named_first_in_filipino() -> None:
    assert dates.day(DAY, "en") == "18\u00a0Nov\u00a02026"
    assert dates.day(DAY, "fil") == "Nob\u00a018, 2026"
    assert dates.day_month(DAY, "fil") == "Nob\u00a018"


def test_months_have_their_own_names() -> None:
    assert dates.month(DAY, "en") == "November\u00a02026"
    assert dates.month(DAY, "fil") == "Nobyembre\u00a02026"
    assert dates.month_short(date(2026, 9, 1), "fil") == "Set"


@pytest.mark.parametrize(
    ("start", "end", "english", "filipino"),
    [
        (DAY, DAY, "18 Nov 2026", "Nob 18, 2026"),
        (date(2026, 11, 1), DAY, "1–18 Nov 2026", "Nob 1–18, 2026"),
        (date(2026, 9, 30), DAY, "30 Sep – 18 Nov 2026", "Set 30 – Nob 18, 2026"),
        (date(2025, 12, 1), DAY, "1 Dec 2025 – 18 Nov 2026", "Dis 1, 2025 – Nob 18, 2026"),
    ],
)
def test_a_span_says_no_more_than_it_must(
    start: date, end: date, english: str, filipino: str
) -> None:
    assert dates.span(start, end, "en").replace("\u00a0", " ") == english
    assert dates.span(start, end, "fil").replace("\u00a0", " ") == filipino


def test_without_a_language_it_is_the_readers() -> None:
    with override("fil"):
        assert dates.month_name(DAY) == "Nobyembre"
    with override("en"):
        assert dates.month_name(DAY) == "November"


def test_a_moment_has_its_day_and_hour() -> None:
    moment = datetime(2026, 11, 18, 6, 10, tzinfo=UTC)
    assert dates.moment(moment, "en") == "18\u00a0Nov\u00a02026, 06:10"
