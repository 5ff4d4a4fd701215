"""Openings where money received counts: what was received before is known, and pay goes
on from there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, seed, settings
from hypothesis import strategies as st

from husay.basics.amount import round_half_away
from husay.basics.period import DAY, Window
from husay.pay.earned import Earned
from husay.pay.facts import CreditedLine, EarnedBefore, Facts, Opening, Payment
from husay.pay.interpret.interpret import interpret
from tests.pay.compile.agree import differences
from tests.pay.made import ONE, YEAR, line, plan_of, terms

TIERS = """
  commission:
    kind: tiers
    of: revenue
    window: {window}
    pays: {pays}
    tiers: [{{from: 0, rate: 5 %}}, {{from: 1000, rate: 10 %}}, {{from: 2500, rate: 12.5 %}}]
""".rstrip()
MONTHS = [date(2026, month, 1) for month in range(2, 13)]
RATE = "  commission: {kind: rate, of: revenue, rate: 10 %}"
SERVED = "returns: {mode: pro_rata, months: 12}\n"

paid_sales = st.lists(
    st.tuples(
        st.integers(0, 300), st.integers(10, 90_000),
        st.lists(st.tuples(st.integers(0, 200), st.integers(1, 100)), max_size=3),
        st.none() | st.tuples(st.integers(0, 250), st.integers(1, 100)),
    ),
    min_size=1, max_size=8,
)  # fmt: skip
"""Sales: on which day, for how much, what was paid of it when (in percent), and what part of it
came back when, if any."""


def sold_and_paid(made: list[Any]) -> tuple[list[CreditedLine], list[Payment]]:
    """Lines, returns and payments of the year."""
    lines, payments = list[CreditedLine](), list[Payment]()
    for number, (first, amount, parts, back) in enumerate(made):
        day, whole = YEAR.start + timedelta(days=first), amount * 100
        lines.append(line(f"S{number}", day, whole, quantity=ONE))
        for nth, (later, percent) in enumerate(parts):
            payments.append(
                Payment(
                    payment=f"P{number}-{nth}",
                    sale=f"S{number}",
                    amount=whole * percent // 100,
                    day=min(day + timedelta(days=later), YEAR.end),
                )
            )
        if back is not None:
            lines.append(
                line(f"R{number}", min(day + timedelta(days=back[0]), YEAR.end),
                     -(whole * back[1] // 100), kind="return", returns=(f"S{number}", 1),
                     quantity=0)
            )  # fmt: skip
    return lines, payments


def received(
    lines: Sequence[CreditedLine], payments: Sequence[Payment], day: date
) -> dict[str, int]:
    """What counts of each line before a day: its share of what is received of what is owed, half
    away from zero. Each return, from its own day on."""
    found = {}
    for one in lines:
        sale = one.returns[0] if one.returns else one.sale
        own = [x for x in lines if (x.returns[0] if x.returns else x.sale) == sale and x.day < day]
        owed = sum(x.amount for x in lines if x.sale == sale)
        owed += sum(x.amount for x in own if x.returns)
        come = sum(p.amount for p in payments if p.sale == sale and p.day < day)
        began = come > 0 or any(x.returns for x in own)
        share = Fraction(1) if owed <= 0 else min(Fraction(1), Fraction(come, owed))
        counts = began and (one.returns is None or one.day < day)
        found[one.sale] = round_half_away(one.amount * share) if counts else 0
    return found


def opening_of_paid(facts: Facts, whole: Earned, day: date) -> Opening:
    """Where somebody stands who is paid on money received, with what each sale did earn. The sums
    are made of the lines and payments themselves."""
    counted = received(facts.lines, facts.payments, day)
    earned, first = dict[str, int](), dict[str, date]()
    for one in whole.lines:
        if one.day < day and one.sale and one.term == "commission":
            origin = "S" + one.sale.removeprefix("R").removeprefix("S")
            earned[origin] = earned.get(origin, 0) + one.amount
            first.setdefault(origin, one.day)
    return Opening(
        day=day, attained={("revenue", YEAR.start): sum(counted.values())},
        earned=tuple(
            EarnedBefore(term="commission", sale=sale, line=1, day=first[sale], amount=amount,
                         value=counted[sale] + counted.get(sale.replace("S", "R"), 0))
            for sale, amount in earned.items()
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        terms(RATE, "trigger: paid\n"),
        terms(RATE, f"trigger: paid\n{SERVED}"),
        terms(TIERS.format(window="year", pays="marginal"), "trigger: paid\n"),
    ],
    ids=["rate", "served", "tiers"],
)
def test_an_opening_and_the_rest_are_the_whole_where_money_received_counts(
    first_made: Path, text: str
) -> None:
    """Payments and returns on either side of the opening, both readings; a sale that came back in
    part before it and is paid on after it has a test of its own, below."""
    from husay.store.pay.said import Said

    assert first_made.exists()
    plan, tried = plan_of(text), list[Facts]()

    @seed(11)
    @settings(max_examples=60, deadline=None, database=None,
              suppress_health_check=[HealthCheck.too_slow])  # fmt: skip
    @given(paid_sales, st.sampled_from(MONTHS))
    def law(made: list[Any], day: date) -> None:
        rows, payments = sold_and_paid(made)
        facts = Facts(person="ana", lines=tuple(rows), payments=tuple(payments))
        back = {x.returns[0] for x in rows if x.returns and x.day < day}
        assume(not any(p.sale in back and p.day >= day for p in payments))
        whole = interpret(plan, facts, YEAR)
        one = opening_of_paid(facts, whole, day)
        rest = Said(openings={"ana": one}).added_to(facts, None)
        left = Window(day, YEAR.end)
        after = interpret(plan, rest, left)
        assert not after.problems
        assert [(x.day, x.sale, x.payment, x.amount) for x in after.lines if x.amount] == [
            (x.day, x.sale, x.payment, x.amount) for x in whole.lines if x.day >= day and x.amount
        ]
        tried.append(rest)

    law()
    for rest in tried[::12]:  # compiling takes a while
        assert rest.opening is not None
        kept = replace(rest, lines=tuple(x for x in rest.lines if x.returns is None))
        assert differences(plan, [kept], Window(rest.opening.day, YEAR.end)) == []


def test_money_that_came_before_the_opening_is_not_counted_again(first_made: Path) -> None:
    """A sale of 100 paid in two halves: the first before the opening, the second after it."""
    from husay.store.pay.said import Said

    assert first_made.exists()
    text = terms("  commission: {kind: rate, of: revenue, rate: 10 %}", "trigger: paid\n")
    day = date(2026, 7, 1)
    facts = Facts(
        person="ana",
        lines=(line("S", date(2026, 6, 1), 100 * ONE),),
        payments=(
            Payment(payment="P1", sale="S", day=day - DAY, amount=50 * ONE),
            Payment(payment="P2", sale="S", day=day, amount=50 * ONE),
        ),
    )
    rest = Said(openings={"ana": Opening(day=day)}).added_to(facts, None)
    assert interpret(plan_of(text), facts, YEAR).total == 10 * ONE
    assert interpret(plan_of(text), rest, Window(day, YEAR.end)).total == 5 * ONE


SOLD, DAY_ONE = date(2026, 6, 1), date(2026, 7, 1)
KNOWN = EarnedBefore(
    term="commission", sale="S", line=1, day=SOLD, amount=10 * ONE, value=100 * ONE
)


@pytest.mark.parametrize(
    ("earned", "percent", "paid"), [((KNOWN,), 100, -10), ((KNOWN,), 40, -4), ((), 100, None)],
    ids=["all", "part", "nobody knows"],
)  # fmt: skip
def test_a_sale_paid_before_the_opening_and_returned_since_is_taken_back(
    first_made: Path, earned: tuple[EarnedBefore, ...], percent: int, paid: int | None
) -> None:
    from husay.store.pay.said import Said

    assert first_made.exists()
    plan = plan_of(terms(RATE, "trigger: paid\n"))
    back = line("R", date(2026, 8, 3), -percent * ONE, kind="return", returns=("S", 1),
                quantity=0)  # fmt: skip
    facts = Facts(
        person="ana", lines=(line("S", SOLD, 100 * ONE, quantity=ONE), back),
        payments=(Payment(payment="P", sale="S", day=SOLD, amount=100 * ONE),),
    )  # fmt: skip
    one = Opening(day=DAY_ONE, earned=earned)
    rest = Said(openings={"ana": one}).added_to(facts, None)
    found = interpret(plan, rest, Window(DAY_ONE, YEAR.end))
    if paid is None:
        assert [problem.code for problem in found.problems] == ["pay-return-unknown"]
    else:
        assert (found.problems, found.total) == ((), paid * ONE)


@pytest.mark.parametrize(("bounced", "taken"), [("P1", 4), ("P2", 6)])
def test_a_cheque_of_before_the_opening_that_bounces_takes_back_what_it_had_earned(
    first_made: Path, bounced: str, taken: int
) -> None:
    """40 and 60 of 100 were received before the opening: 4 and 6 were earned."""
    from husay.store.pay.said import Said

    assert first_made.exists()
    plan = plan_of(terms(RATE, "trigger: paid\n"))
    amounts = {"P1": 40 * ONE, "P2": 60 * ONE}
    received = [Payment(payment=p, sale="S", day=SOLD, amount=a) for p, a in amounts.items()]
    back = Payment(payment="B", sale="S", day=date(2026, 8, 3), amount=-amounts[bounced],
                   reverses=bounced)  # fmt: skip
    facts = Facts(person="ana", lines=(line("S", SOLD, 100 * ONE),), payments=(*received, back))
    assert interpret(plan, facts, YEAR).total == (10 - taken) * ONE
    for earned, total, codes in (((KNOWN,), -taken, []), ((), 0, ["pay-return-unknown"])):
        rest = Said(openings={"ana": Opening(day=DAY_ONE, earned=earned)}).added_to(facts, None)
        found = interpret(plan, rest, Window(DAY_ONE, YEAR.end))
        assert [problem.code for problem in found.problems] == codes
        assert found.total == total * ONE


def test_what_came_back_before_the_opening_takes_its_part_of_what_is_paid_since(
    first_made: Path,
) -> None:
    """1,000, of which 500 were paid in May and 400 came back in June: five sixths of what is owed
    earned 83.33, two fifths of it are taken. In July the other sixth earns 16.67, less 6.67."""
    from husay.store.pay.said import Said

    assert first_made.exists()
    plan = plan_of(terms(RATE, "trigger: paid\nreturns: {mode: original_rate}\n"))
    back = line("R", date(2026, 6, 9), -400 * ONE, kind="return", returns=("S", 1))
    paid = [
        Payment(payment="P1", sale="S", day=date(2026, 5, 4), amount=500 * ONE),
        Payment(payment="P2", sale="S", day=date(2026, 7, 6), amount=100 * ONE),
    ]
    facts = Facts(
        person="ana", lines=(line("S", date(2026, 5, 1), 1000 * ONE), back), payments=tuple(paid)
    )
    whole = interpret(plan, facts, YEAR)
    before = sum(x.amount for x in whole.lines if x.day < DAY_ONE)
    known = EarnedBefore(term="commission", sale="S", line=1, day=date(2026, 5, 4), amount=before,
                         value=500 * ONE)  # fmt: skip
    rest = Said(openings={"ana": Opening(day=DAY_ONE, earned=(known,))}).added_to(facts, None)
    found = interpret(plan, rest, Window(DAY_ONE, YEAR.end))
    assert not found.problems
    assert [x.amount for x in found.lines] == [x.amount for x in whole.lines if x.day >= DAY_ONE]
    assert whole.total == before + found.total == 60 * ONE
