"""What is invoiced or collected after somebody left the plan: without end, or for some days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.basics.period import Window
from husay.pay.facts import CreditedLine, Facts, Member, Payment, Reporting
from husay.pay.interpret.interpret import interpret
from tests.pay.compile.agree import differences
from tests.pay.made import ONE, YEAR, codes, earned, line, plan_of, terms

RATE = "  c: {kind: rate, of: revenue, rate: 10 %}"
LAST = date(2026, 1, 31)
LEFT = (Member("ana", Window(date(2026, 1, 1), LAST)),)
ALWAYS = Window(date(2026, 1, 1), date(9999, 12, 31))


def plan_with(days: object, trigger: str = "paid", body: str = RATE, returns: str = "net") -> Any:
    head = f"trigger: {trigger}\nreturns: {{mode: {returns}}}\n"
    return plan_of(terms(body, head=head, settings=f"{{after_leaving: {days}}}"))


def paid_on(day: date, sale: str = "S") -> Payment:
    return Payment(payment=f"P{sale}", sale=sale, day=day, amount=100 * ONE)


@pytest.mark.parametrize(
    ("days", "after", "counts"),
    [("all", 300, True), (0, 0, True), (0, 1, False), (30, 29, True), (30, 30, True),
     (30, 31, False), (1, 1, True), (1, 2, False), (999_999, 300, True)],
)  # fmt: skip
@pytest.mark.parametrize("trigger", ["paid", "invoiced"])
def test_what_comes_in_counts_up_to_so_many_days_after_the_last_one(
    days: object, after: int, counts: bool, trigger: str
) -> None:
    day = LAST + timedelta(days=after)
    sold = line("S", date(2026, 1, 10), 100 * ONE, invoiced=day)
    plan = plan_with(days, trigger)
    assert earned(plan, [sold], members=LEFT, payments=(paid_on(day),)).total == (
        10 * ONE if counts else 0
    )


@pytest.mark.parametrize(
    "members",
    [
        (),
        (Member("ana", ALWAYS),),
        (*LEFT, Member("ana", Window(date(2026, 6, 1), date(9999, 12, 31)))),  # who came back
        (Member("ana", ALWAYS), Member("ben", Window(date(2026, 1, 1), LAST))),
    ],
)
def test_of_who_has_not_left_everything_counts(members: tuple[Member, ...]) -> None:
    sold = line("S", date(2026, 1, 10), 100 * ONE)
    late = (paid_on(date(2026, 5, 5)),)
    assert earned(plan_with(0), [sold], members=members, payments=late).total == 10 * ONE


@pytest.mark.parametrize("mode", ["net", "original_rate", "recompute"])
def test_only_of_what_counted_anything_is_taken_back(mode: str) -> None:
    """Invoiced on the last day, and a day after it; both come back in March."""
    sold = [line("A", date(2026, 1, 5), 100 * ONE, invoiced=LAST),
            line("B", date(2026, 1, 5), 700 * ONE, invoiced=LAST + timedelta(days=1)),
            line("RA", date(2026, 1, 6), -40 * ONE, invoiced=date(2026, 3, 5), returns=("A", 1)),
            line("RB", date(2026, 1, 6), -700 * ONE, invoiced=date(2026, 3, 5),
                 returns=("B", 1))]  # fmt: skip
    found = earned(plan_with(0, "invoiced", returns=mode), sold, members=LEFT)
    assert [(one.sale, one.amount) for one in found.lines if one.amount] == [
        ("A", 10 * ONE), ("RA", -4 * ONE)
    ]  # fmt: skip


def test_an_override_ends_with_who_is_paid_it_not_with_who_sold() -> None:
    plan = plan_with(0, body="  o: {kind: override, of: revenue, rate: 1 %}")
    reporting = (Reporting("ana", "mia", YEAR),)
    sold, late = [line("S", date(2026, 1, 10), 100 * ONE)], (paid_on(date(2026, 3, 1)),)

    def total(*members: Member) -> int:
        return earned(
            plan, sold, person="mia", reporting=reporting, payments=late, members=members
        ).total

    assert total(*LEFT, Member("mia", ALWAYS)) == ONE
    assert total(Member("ana", ALWAYS), replace(LEFT[0], person="mia")) == 0


def test_a_pool_is_dealt_by_what_counts_of_each() -> None:
    """Ben's 300 come in after he left: of the pool of 60 he has nothing."""
    plan = plan_with(0, body="  p: {kind: pool, amount: 60, share: contribution, by: revenue, "
                     "window: year}")  # fmt: skip
    sold = [line("A", date(2026, 1, 5), 100 * ONE),
            line("B", date(2026, 1, 5), 300 * ONE, person="ben")]  # fmt: skip
    money = (paid_on(date(2026, 1, 6), "A"),
             Payment(payment="PB", sale="B", day=date(2026, 3, 1), amount=300 * ONE))  # fmt: skip
    members = (Member("ana", ALWAYS), replace(LEFT[0], person="ben"))
    totals = [earned(plan, sold, person=p, members=members, payments=money).total
              for p in ("ana", "ben")]  # fmt: skip
    assert totals == [60 * ONE, 0]


def test_where_lines_count_when_they_are_sold_it_would_say_nothing() -> None:
    for days, told in (("30", ["plan-after-leaving"]), ("all", []), ("-1", ["plan-whole"])):
        assert codes(terms(RATE, settings=f"{{after_leaving: {days}}}")) == told
    assert codes(terms(RATE, "trigger: paid\n", "{after_leaving: a month}")) == ["plan-whole"]


@st.composite
def collected(draw: st.DrawFn) -> tuple[tuple[CreditedLine, ...], tuple[Payment, ...], int]:
    """Sales of January with returns, payments and bounced cheques; days after leaving."""
    lines, money = list[CreditedLine](), list[Payment]()
    day = st.integers(0, 120).map(lambda n: date(2026, 1, 1) + timedelta(days=n))
    for number in range(draw(st.integers(1, 3))):
        sale, amount = f"S{number}", draw(st.integers(1, 2_000))
        sold = line(sale, date(2026, 1, draw(st.integers(1, 31))), amount * ONE)
        lines.append(sold)
        for each in range(draw(st.integers(0, 3))):
            name = f"P{number}{each}"
            one = Payment(payment=name, sale=sale, day=draw(day), amount=draw(
                st.integers(1, 1_000)) * ONE)  # fmt: skip
            money.append(one)
            if draw(st.booleans()):
                back = one.day + timedelta(days=draw(st.integers(0, 60)))
                money.append(Payment(payment=f"{name}x", sale=sale, day=back,
                                     amount=-one.amount, reverses=name))  # fmt: skip
        if draw(st.booleans()):
            returned = -draw(st.integers(1, amount)) * ONE
            lines.append(line(f"R{number}", draw(day), returned, returns=(sale, 1)))
    return tuple(lines), tuple(money), draw(st.integers(0, 60))


@given(collected(), st.sampled_from(["net", "original_rate", "recompute"]))
@settings(max_examples=60, derandomize=True, deadline=None)
def test_it_is_as_if_nothing_were_received_later(
    made: tuple[tuple[CreditedLine, ...], tuple[Payment, ...], int], mode: str
) -> None:
    """The same plan without end, over the facts without what comes later."""
    lines, money, days = made
    ends, when = LAST + timedelta(days=days), {p.payment: p.day for p in money}
    early = tuple(p for p in money if when[p.reverses or p.payment] <= ends)
    tiers = "  c: {kind: tiers, of: revenue, window: quarter, tiers: [{from: 0, rate: 5 %}, " \
            "{from: 500, rate: 10 %}]}"  # fmt: skip
    facts = Facts(person="ana", lines=lines, payments=money, members=LEFT)
    until = interpret(plan_with(days, body=tiers, returns=mode), facts, YEAR)
    without = interpret(
        plan_with("all", body=tiers, returns=mode), replace(facts, payments=early), YEAR
    )
    assert until.lines == without.lines
    assert until.settled == without.settled


def test_sql_leaves_it_to_the_plain_reading() -> None:
    sold = (line("S", date(2026, 1, 10), 100 * ONE, quantity=ONE),)
    facts = Facts(person="ana", lines=sold, members=LEFT, payments=(paid_on(date(2026, 1, 20)),))
    assert differences(plan_with(30), [facts], YEAR) == "after_leaving: after_leaving"
    assert differences(plan_with("all"), [facts], YEAR) == []
    assert differences(plan_with(30), [replace(facts, members=())], YEAR) == []  # nobody can leave
