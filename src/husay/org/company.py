"""The company's settings, as `company.yaml` states them and every manifest keeps them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from husay.basics.calendar import BusinessCalendar
from husay.basics.holidays_of import working_holidays
from husay.basics.period import YearRule
from husay.basics.problem import Problem

_SETTINGS = ("name", "currency", "country", "subdivision", "language", "year", "working_days",
             "holidays", "stages", "meetings")  # fmt: skip
_PATTERNS = ("calendar", "4-4-5", "4-5-4", "5-4-4")
_LANGUAGES = ("en", "fil")
MEETINGS = ("visit", "meeting", "demo", "presentation")
_ANY_YEAR = range(2026, 2027)


@dataclass(frozen=True)
class CompanySettings:
    """What a company is called, counts in, and when it works.

    `working_days` are weekdays (Monday 0); `extra_holidays` are days off beside the public ones
    of `country` and `subdivision`, `lifted_holidays` public ones on which the company works;
    `stages` are the names of a deal's stages, first to last; `meetings` the kinds of activities in
    which a seller meets a customer about a deal.
    """

    name: str = ""
    currency: str = "PHP"
    country: str = "PH"
    subdivision: str | None = None
    language: str = "en"
    year: YearRule = field(default_factory=YearRule)
    working_days: tuple[int, ...] = (0, 1, 2, 3, 4)
    extra_holidays: tuple[date, ...] = ()
    lifted_holidays: tuple[date, ...] = ()
    stages: tuple[str, ...] = ()
    meetings: tuple[str, ...] = MEETINGS

    def as_data(self) -> dict[str, Any]:
        """The settings as plain data: what `read_company` reads back to an equal value."""
        return {
            "name": self.name,
            "currency": self.currency,
            "country": self.country,
            "subdivision": self.subdivision,
            "language": self.language,
            "year": {"start_month": self.year.start_month, "pattern": self.year.pattern},
            "working_days": list(self.working_days),
            "holidays": {
                "extra": [d.isoformat() for d in self.extra_holidays],
                "not": [d.isoformat() for d in self.lifted_holidays],
            },
            "stages": list(self.stages),
            "meetings": list(self.meetings),
        }

    def holidays(self, years: range) -> frozenset[date] | Problem:
        """The days off of these years, or what keeps them from being known."""
        return working_holidays(
            self.country, self.subdivision, years, self.extra_holidays, self.lifted_holidays
        )

    def calendar(self, first: int, last: int) -> BusinessCalendar:
        """The company's calendar with the holidays of the years `first` to `last`."""
        days = self.holidays(range(first, last + 1))
        assert not isinstance(days, Problem), "read_company keeps no such settings"
        return BusinessCalendar(self.year, frozenset(self.working_days), days)


def read_company(data: object) -> tuple[CompanySettings, tuple[Problem, ...]]:
    """Settings from parsed YAML, with every mistake found; what is wrong keeps its default."""
    if not isinstance(data, Mapping):
        return CompanySettings(), (_wrong("settings-not-a-mapping", "", data),)
    problems = [_wrong("unknown-setting", str(k), data[k]) for k in data if k not in _SETTINGS]
    year = data.get("year") if isinstance(data.get("year"), Mapping) else {}
    holidays = data.get("holidays") if isinstance(data.get("holidays"), Mapping) else {}
    take = _Taker(problems)
    settings = CompanySettings(
        name=str(data.get("name") or ""),
        currency=take.matching("currency", data.get("currency", "PHP"), r"[A-Z]{3}", "PHP"),
        country=take.matching("country", data.get("country", "PH"), r"([A-Z]{2})?", "PH"),
        subdivision=data.get("subdivision") or None,
        language=take.choice("language", data.get("language", "en"), _LANGUAGES),
        year=YearRule(
            start_month=take.month("year.start_month", (year or {}).get("start_month", 1)),
            pattern=take.choice(  # type: ignore[arg-type]
                "year.pattern", (year or {}).get("pattern", "calendar"), _PATTERNS
            ),
        ),
        working_days=take.weekdays(data.get("working_days", (0, 1, 2, 3, 4))),
        extra_holidays=take.days("holidays.extra", (holidays or {}).get("extra")),
        lifted_holidays=take.days("holidays.not", (holidays or {}).get("not")),
        stages=tuple(str(s) for s in data.get("stages") or ()),
        meetings=take.texts("meetings", data.get("meetings", list(MEETINGS))),
    )
    return _with_known_holidays(settings, problems), tuple(problems)


def _with_known_holidays(settings: CompanySettings, problems: list[Problem]) -> CompanySettings:
    """The settings with holidays that there are: one unknown place would take all of them away."""
    both = set(settings.extra_holidays) & set(settings.lifted_holidays)
    mended: dict[str, dict[str, Any]] = {
        "holiday-contradicted": {
            "lifted_holidays": tuple(d for d in settings.lifted_holidays if d not in both)
        },
        "subdivision-unknown": {"subdivision": None},
        "country-unknown": {"country": CompanySettings.country, "subdivision": None},
    }
    while isinstance(found := settings.holidays(_ANY_YEAR), Problem):
        problems.append(replace(found, file="company.yaml"))
        settings = replace(settings, **mended[found.code])
    return settings


def _wrong(code: str, key: str, value: object) -> Problem:
    return Problem(code=code, file="company.yaml", column=key, value=str(value))


class _Taker:
    """Takes one setting after another, noting what is wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems

    def matching(self, key: str, value: object, pattern: str, default: str) -> str:
        if isinstance(value, str) and re.fullmatch(pattern, value):
            return value
        self.problems.append(_wrong("setting-format", key, value))
        return default

    def choice(self, key: str, value: object, options: tuple[str, ...]) -> str:
        if value in options:
            return str(value)
        self.problems.append(_wrong("setting-choice", key, value))
        return options[0]

    def month(self, key: str, value: object) -> int:
        if isinstance(value, int) and 1 <= value <= 12:
            return value
        self.problems.append(_wrong("setting-month", key, value))
        return 1

    def texts(self, key: str, value: object) -> tuple[str, ...]:
        if isinstance(value, list | tuple) and all(isinstance(text, str) for text in value):
            return tuple(value)
        self.problems.append(_wrong("setting-list", key, value))
        return MEETINGS

    def weekdays(self, value: object) -> tuple[int, ...]:
        if isinstance(value, list | tuple) and value and set(value) <= set(range(7)):
            return tuple(sorted(set(value)))
        self.problems.append(_wrong("setting-weekdays", "working_days", value))
        return (0, 1, 2, 3, 4)

    def days(self, key: str, value: object) -> tuple[date, ...]:
        found = []
        for item in value if isinstance(value, list | tuple) else ():
            try:
                found.append(item if isinstance(item, date) else date.fromisoformat(str(item)))
            except ValueError:
                self.problems.append(_wrong("setting-day", key, item))
        return tuple(found)
