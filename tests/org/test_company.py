"""The company's settings: every mistake found, and none of them silently moves a working day."""

from datetime import date
from typing import Any

import pytest

from husay.basics.period import Window
from husay.org.company import CompanySettings, read_company


def working_days_of_2024(settings: CompanySettings) -> int:
    calendar = settings.calendar(2024, 2024)
    return sum(row[1] for row in calendar.day_rows(Window(date(2024, 1, 1), date(2024, 12, 31))))


@pytest.mark.parametrize(
    ("said", "code", "value"),
    [
        ({"country": "PH", "subdivision": "NCR"}, "subdivision-unknown", "NCR"),
        ({"country": "QQ"}, "country-unknown", "QQ"),
        (
            {"holidays": {"extra": ["2024-05-02"], "not": ["2024-05-02"]}},
            "holiday-contradicted",
            "2024-05-02",
        ),
    ],
)
def test_a_place_without_known_holidays_is_told_and_keeps_the_others(
    said: dict[str, Any], code: str, value: str
) -> None:
    # 2024 has 262 days from Monday to Friday; 16 public holidays of the Philippines fall on them.
    settings, problems = read_company({"name": "Bayan", **said})
    assert [(p.code, p.value, p.file) for p in problems] == [(code, value, "company.yaml")]
    lost = 1 if "holidays" in said else 0  # the extra day off stays
    assert working_days_of_2024(settings) == 262 - 16 - lost


def test_all_that_is_wrong_is_told_at_once() -> None:
    said = {"country": "QQ", "subdivision": "X", "holidays": {"extra": ["x"], "not": []}}
    _, problems = read_company(said)
    assert {p.code for p in problems} == {"country-unknown", "setting-day"}


def test_a_company_may_have_no_public_holidays() -> None:
    settings, problems = read_company({"country": ""})
    assert problems == ()
    assert working_days_of_2024(settings) == 262
    assert read_company(settings.as_data()) == (settings, ())
