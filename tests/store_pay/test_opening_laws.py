"""A firm that starts in mid-year pays what it would have paid from the start: opening balances and
the rest of the year are the whole year, for random lines and any month at which it starts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from husay.basics.period import Window
from husay.pay.earned import Earned
from husay.pay.facts import CreditedLine, Facts, Opening
from husay.pay.interpret.interpret import interpret
from tests.pay.made import ONE, YEAR, line, plan_of, terms

TIERS = """
  commission:
    kind: tiers
    of: revenue
    window: {window}
    pays: {pays}
    tiers: [{{from: 0, rate: 5 %}}, {{from: 1000, rate: 10 %}}, {{from: 2500, rate: 12.5 %}}]
""".rstrip()
CAP = "  most: {kind: cap, on: [commission], most: 150, per: plan}"
CARRIED = "  most: {kind: cap, on: [commission], most: 20, excess: carried}"
DRAW = "  start: {kind: draw, style: recoverable, amount: 30, recover_most: 50 %}"
MONTHS = [date(2026, month, 1) for month in range(2, 13)]

lines = st.lists(
    st.tuples(st.integers(0, 364), st.integers(-30_000, 90_000)), min_size=1, max_size=25
)


def sold(made: Sequence[tuple[int, int]]) -> tuple[CreditedLine, ...]:
    """Lines on some days of the year, in hundredths of a peso."""
    return tuple(
        line(f"S{number}", YEAR.start + timedelta(days=day), amount * 100)
        for number, (day, amount) in enumerate(made)
    )


def opening(whole: Earned, rows: Sequence[CreditedLine], day: date, since: date) -> Opening:
    """Where somebody stands on a day: what was sold since a window began, and what the months
    before left. The sums are made of the lines themselves."""
    before = [one for one in whole.settled if one.window.end < day]
    earned = [x for x in whole.lines if x.day < day and x.term == "commission"]
    return Opening(
        day=day,
        attained={("revenue", since): sum(x.amount for x in rows if since <= x.day < day)},
        owed=before[-1].owed if before else 0,
        carried=dict(before[-1].carried) if before else {},
        paid_to_date={"most": sum(x.amount for x in earned)},
    )


@pytest.mark.parametrize(
    ("body", "window"),
    [
        (TIERS.format(window="year", pays="marginal"), "year"),
        (TIERS.format(window="quarter", pays="whole"), "quarter"),
        (f"{TIERS.format(window='year', pays='marginal')}\n{CAP}", "year"),
        (f"{TIERS.format(window='quarter', pays='marginal')}\n{CARRIED}", "quarter"),
        (f"{TIERS.format(window='year', pays='marginal')}\n{DRAW}", "year"),
    ],
    ids=["tiers", "whole", "plan cap", "carried cap", "draw"],
)
def test_an_opening_and_the_rest_of_the_year_are_the_whole_year(
    first_made: Path, body: str, window: str
) -> None:
    from husay.store.pay.said import Said

    assert first_made.exists()  # the records are connected, which `said` is read from
    plan = plan_of(terms(body))

    @seed(7)
    @settings(max_examples=40, deadline=None, database=None,
              suppress_health_check=[HealthCheck.too_slow])  # fmt: skip
    @given(lines, st.sampled_from(MONTHS))
    def law(made: list[tuple[int, int]], day: date) -> None:
        rows = sold(made)
        # Somebody who has sold nothing yet has no draw: the whole year begins with its first day.
        facts = Facts(person="ana", lines=(line("S", YEAR.start, ONE), *rows))
        whole = interpret(plan, facts, YEAR)
        begun = date(day.year, (day.month - 1) // 3 * 3 + 1, 1) if window == "quarter" else None
        one = opening(whole, facts.lines, day, begun or YEAR.start)
        rest = Said(openings={"ana": one}).added_to(facts, None)
        assert rest.lines == facts.lines  # what was before is in the opening, and stays known
        after = interpret(plan, rest, Window(day, YEAR.end))
        assert not after.problems
        assert [x for x in after.settled if x.window.start >= day] == [
            x for x in whole.settled if x.window.start >= day
        ]
        assert [(x.day, x.amount) for x in after.lines if x.amount] == [
            (x.day, x.amount) for x in whole.lines if x.day >= day and x.amount
        ]

    law()
