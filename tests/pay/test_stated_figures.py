# ruff: noqa: E501 (a term of a plan is one line)
"""What is stated for a month, taken over longer windows: by hand, both readings alike."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from husay.basics.period import Window
from husay.pay.facts import Facts, Member, ParameterFact
from husay.pay.interpret.interpret import interpret
from tests.pay.compile.agree import differences
from tests.pay.made import ONE, YEAR, line, plan_of

ALWAYS, LAST = date(2000, 1, 1), date(9999, 12, 30)
EVER = Window(ALWAYS, LAST)
FROM = {
    "January": ALWAYS, "16 January": date(2026, 1, 16), "February": date(2026, 2, 1), "March": date(2026, 3, 1),
    "16 March": date(2026, 3, 16), "October": date(2026, 10, 1),
}  # fmt: skip
Values = dict[str, str]
"""What a parameter is, by the day from which on it is that."""


def of(name: str, values: Values) -> list[ParameterFact]:
    """A parameter of ana's."""
    starts = [FROM[day] for day in values]
    ends = [date.fromordinal(day.toordinal() - 1) for day in starts[1:]] + [LAST]
    return [
        ParameterFact("ana", name, Window(start, end), Fraction(value))
        for start, end, value in zip(starts, ends, values.values(), strict=True)
    ]


def reward(
    values: Values, *, mix: Values | None = None, window: str = "quarter", per: str = "month",
    part: str = "calendar_days", prorates: str = "none", there: Window = EVER,
) -> tuple[object, bool]:  # fmt: skip
    """What a bonus of the first such window comes to, and whether SQL works it out, too."""
    plan = plan_of(
        "name: x\ncurrency: PHP\nparameters:\n"
        f"  aim: {{unit: money, per: {per}}}\n  mix: {{unit: rate, default: 100 %}}\n"
        "measures: {revenue: {of: amount}}\nterms:\n"
        f"  b: {{kind: bonus, of: revenue, at: 1, amount: mix of aim, window: {window}}}\n"
        f"settings: {{part_periods: {part}, prorates: {prorates}}}\n"
    )
    facts = Facts(
        person="ana", lines=(line("A", max(there.start, date(2026, 1, 5)), 10 * ONE),),
        parameters=(*of("aim", values), *of("mix", mix or {"January": "1"})),
        members=(Member("ana", there),),
    )  # fmt: skip
    days = Window(YEAR.start, date(2026, 3, 31) if window == "quarter" else YEAR.end)
    differ = differences(plan, [facts], days)
    assert differ == [] or isinstance(differ, str), differ
    found = interpret(plan, facts, days)
    assert not found.problems
    return Fraction(found.total, ONE), differ == []


@pytest.mark.parametrize(
    ("values", "due"),
    [
        ({"January": "1000"}, "3000"),
        ({"January": "1000", "March": "2000"}, "4000"),
        ({"January": "1000", "February": "1500", "March": "2000"}, "4500"),
        # January is the mean of its days, 15 at 1,000 and 16 at 2,000
        ({"January": "1000", "16 January": "2000"}, "5516.13"),
        ({"January": "1000", "16 March": "2000"}, "3516.13"),
    ],
)
def test_a_quarter_is_the_sum_of_its_months(values: Values, due: str) -> None:
    assert reward(values) == (Fraction(due), not any("16" in day for day in values))


def test_a_year_is_the_sum_of_its_quarters_or_months() -> None:
    values = {"January": "100", "October": "200"}
    assert reward(values, window="year", per="quarter") == (500, True)
    assert reward(values, window="year", per="month") == (9 * 100 + 3 * 200, True)
    # of a quarter that is raised on the first of its third month, the mean of its 90 days
    values = {"January": "90", "March": "180"}
    assert reward(values, window="year", per="quarter") == (59 + 62 + 3 * 180, False)


def test_a_window_that_is_shorter_or_as_long_takes_its_part_of_the_mean_of_its_days() -> None:
    values = {"January": "90", "March": "180"}
    assert reward(values, per="quarter") == (59 + 62, True)
    assert reward({"January": "360", "March": "720"}, per="year") == (59 + 62, True)


def test_a_part_of_it_is_that_of_each_month() -> None:
    """40 % of 1,000 twice, and 50 %: not 1,300 and a little by days."""
    assert reward({"January": "1000"}, mix={"January": "2/5", "March": "1/2"}) == (1300, False)
    both = reward({"January": "1000", "March": "2000"}, mix={"January": "2/5", "March": "1/2"})
    assert both == (1800, False)
    assert reward({"January": "1000", "March": "2000"}, mix={"January": "1/2"}) == (2000, True)


@pytest.mark.parametrize(
    ("part", "there", "prorates", "due"),
    [
        # not there in January: one and a half times the sum of the others
        ("calendar_days", Window(date(2026, 2, 1), LAST), "none", "4500"),
        # for 59 of 90 days
        ("calendar_days", Window(date(2026, 2, 1), LAST), "target", "2950"),
        # there on a day of it, a Saturday: no working day
        ("calendar_days", Window(date(2026, 1, 31), LAST), "none", "4000"),
        ("working_days", Window(date(2026, 1, 31), LAST), "none", "4500"),
        ("whole_months", Window(date(2026, 2, 15), LAST), "none", "4500"),
        ("calendar_days", Window(ALWAYS, date(2026, 2, 14)), "target", "1500"),
    ],
)
def test_of_whoever_is_not_there_in_a_month_the_others_count(
    part: str, there: Window, prorates: str, due: str
) -> None:
    values = {"January": "1000", "March": "2000"}
    assert reward(values, part=part, there=there, prorates=prorates) == (Fraction(due), True)


def test_whoever_joins_needs_no_figure_for_the_months_before() -> None:
    there = Window(date(2026, 2, 1), LAST)
    assert reward({"February": "1000", "March": "2000"}, there=there) == (4500, True)
