"""Capitalised commissions: borne in equal parts that sum exactly, and reversed as far as they are
not borne yet. Months are running numbers; amounts are written in whole units."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from husay.basics.period import YearRule
from husay.pay.out.accounting_document import Capitalised, read_accounting, rule_for
from husay.pay.out.amortisation import Cost, MonthAmortised, amortisation
from husay.pay.out.months import month_number, month_window
from husay.words.problems import describe

ONE = 10_000
COIN = 100
JAN = date(2026, 1, 10)


def rules(text: str) -> tuple[Capitalised, ...]:
    found, problems = read_accounting(text)
    assert found is not None, problems
    return found


OVER_THREE_YEARS = rules("capitalised: [{plan: AE, benefit: 36}]")


def cost(month: int, amount: float, sale: str = "A", term: str = "commission") -> Cost:
    return Cost(
        plan="AE", currency="PHP", term=term, contract=("ana", sale, 1), day=JAN, month=month,
        amount=round(amount * ONE),
    )  # fmt: skip


def table(*costs: Cost, said: tuple[Capitalised, ...] = OVER_THREE_YEARS) -> list[MonthAmortised]:
    return list(amortisation(costs, said, {"PHP": COIN}))


def test_equal_parts_in_whole_coins_the_first_months_bear_what_is_left_over() -> None:
    """1,000.00 in 36 parts: 100,000 centavos are 36 x 2,777 and 28 more."""
    months = table(cost(0, 1000))
    assert [one.month for one in months] == list(range(36))
    assert [one.amortised for one in months] == [277_800] * 28 + [277_700] * 8
    assert (months[0].capitalised, months[0].balance) == (1000 * ONE, 1000 * ONE - 277_800)
    assert months[-1].balance == 0


def test_it_may_begin_with_the_month_after() -> None:
    later = rules("capitalised: [{plan: AE, benefit: 24, starts: month_after}]")
    months = table(cost(5, 24), said=later)
    assert [(one.month, one.amortised, one.balance) for one in months[:3]] == [
        (5, 0, 24 * ONE), (6, ONE, 23 * ONE), (7, ONE, 22 * ONE),
    ]  # fmt: skip
    assert (months[-1].month, months[-1].balance) == (29, 0)


def test_a_return_reverses_its_part_of_what_is_not_borne_the_rest_comes_off_the_expense() -> None:
    """Half of 1,000.00 comes back in month 12: 12 x 27.78 = 333.36 are borne, 666.64 are not. Half
    of that, 333.32, is reversed; of the 500.00, 166.68 come off the expense."""
    months = table(cost(0, 1000), cost(12, -500))
    back = months[12]
    assert (back.reversed, back.recovered) == (3_333_200, 1_666_800)
    assert [one.amortised for one in months[:12]] == [277_800] * 12
    # 333.32 over the 24 months left, as their parts were: 16 x 13.89, 4 x 13.89, 4 x 13.88.
    assert [one.amortised for one in months[12:]] == [138_900] * 20 + [138_800] * 4
    assert months[-1].balance == 0


def test_all_of_it_comes_back() -> None:
    at_once = table(cost(0, 360), cost(0, -360, sale="B"), cost(1, -360))
    assert [(o.capitalised, o.amortised, o.reversed, o.recovered) for o in at_once[:2]] == [
        (360 * ONE, 10 * ONE, 0, 360 * ONE), (0, 0, 350 * ONE, 10 * ONE),
    ]  # fmt: skip
    assert len(at_once) == 36
    assert at_once[1].balance == 0
    long_after = table(cost(0, 360), cost(40, -360))
    assert (long_after[40].reversed, long_after[40].recovered) == (0, 360 * ONE)


def test_twelve_months_or_less_are_expensed_at_once_and_thirteen_are_not() -> None:
    for text, spread in (
        ("{plan: AE, benefit: 12}", False), ("{plan: AE, benefit: 13}", True),
        ("{plan: AE, benefit: 12, expense_up_to: 11}", True),
        ("{plan: AE, benefit: 13, expense_up_to: 13}", False),
    ):  # fmt: skip
        (first, *rest) = table(cost(0, 100), said=rules(f"capitalised: [{text}]"))
        assert bool(rest) == spread
        assert (first.expensed == 0) == spread


def test_other_terms_other_plans_and_amounts_by_hand_are_expensed() -> None:
    some = rules("capitalised: [{plan: AE, terms: commission, benefit: 24}]")
    hand = Cost(plan="AE", currency="PHP", term="commission", contract=("ana", "", 0), day=JAN,
                month=0, amount=5 * ONE, sold=False)  # fmt: skip
    first = table(cost(0, 24), cost(0, 7, term="spif"), hand, said=some)[0]
    assert (first.capitalised, first.expensed) == (24 * ONE, 12 * ONE)


def test_what_a_cap_takes_off_was_never_a_cost() -> None:
    months = table(cost(0, 100), cost(0, -40, term="month_cap"))
    assert (months[0].capitalised, months[0].reversed) == (60 * ONE, 0)


def test_the_rule_that_began_last_holds_and_a_return_goes_by_that_of_its_sale() -> None:
    two = rules(
        "capitalised:\n  - {plan: AE, benefit: 24}\n  - {plan: AE, from: 2026-02-01, benefit: 36}\n"
    )
    for day, benefit in ((date(2026, 1, 31), 24), (date(2026, 2, 1), 36)):
        found = rule_for(two, "AE", "commission", day)
        assert found is not None
        assert found.benefit == benefit
    later = Cost(plan="AE", currency="PHP", term="commission", contract=("ana", "A", 1),
                 day=date(2026, 3, 1), month=2, amount=-24 * ONE)  # fmt: skip
    months = table(cost(0, 24), later, said=two)
    assert (months[2].reversed, months[2].recovered) == (22 * ONE, 2 * ONE)


def test_every_mistake_of_the_document_is_told(english: None) -> None:
    found, problems = read_accounting(
        "capitalised:\n"
        "  - {plan: AE, benefit: 36}\n"
        "  - {plan: AE, terms: a, benefit: 241}\n"
        "  - {plan: B, benefit: soon, start: now, from: 1.2.2026}\n"
        "  - {terms: x, starts: later, benefit: 0}\n"
    )
    assert found is None
    assert sorted((p.line, p.code) for p in problems) == [
        (3, "accounting-long"), (3, "accounting-twice"), (4, "plan-day"), (4, "plan-unknown-key"),
        (4, "plan-whole"), (5, "plan-choice"), (5, "plan-key-missing"), (5, "plan-whole"),
    ]  # fmt: skip
    assert all(describe(problem).remedy for problem in problems)


_COSTS = st.lists(
    st.tuples(
        st.integers(0, 60), st.integers(-200_000, 300_000), st.sampled_from("ABC"),
        st.sampled_from(["commission", "spif", "bonus"]),
    ),
    max_size=12,
)  # fmt: skip
_RULES = st.tuples(
    st.integers(1, 40), st.integers(0, 12), st.sampled_from(["month_of_sale", "month_after"]),
    st.sampled_from(["", "terms: commission,", "terms: [spif, commission],"]),
)  # fmt: skip


@settings(max_examples=300, derandomize=True, deadline=None)
@given(_COSTS, _RULES)
def test_what_is_capitalised_is_borne_or_reversed_exactly(
    given_costs: list[tuple[int, int, str, str]], said: tuple[int, int, str, str]
) -> None:
    benefit, at_once, starts, terms = said
    text = f"{{plan: AE, {terms} benefit: {benefit}, expense_up_to: {at_once}, starts: {starts}}}"
    costs = [
        Cost(plan="AE", currency="PHP", term=term, contract=("ana", sale, 1), day=JAN, month=month,
             amount=amount)
        for month, amount, sale, term in given_costs
    ]  # fmt: skip
    months = table(*costs, said=rules(f"capitalised: [{text}]"))
    sums = {
        key: sum(getattr(one, key) for one in months)
        for key in ("capitalised", "amortised", "reversed", "recovered", "expensed")
    }
    assert sums["capitalised"] == sums["amortised"] + sums["reversed"]
    kept = sums["capitalised"] - sums["reversed"] - sums["recovered"] + sums["expensed"]
    assert kept == sum(one.amount for one in costs)
    assert all(one.balance >= 0 for one in months)
    assert not months or months[-1].balance == 0


@settings(max_examples=100, derandomize=True)
@given(
    st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(1, 12),
    st.sampled_from(["calendar", "4-4-5"]),
)  # fmt: skip
def test_a_day_lies_in_the_month_of_its_number(day: date, start: int, pattern: str) -> None:
    year = YearRule(start, pattern)  # type: ignore[arg-type]
    number = month_number(day, year)
    assert month_window(number, year).contains(day)
    assert month_window(number + 1, year).start == month_window(number, year).end.fromordinal(
        month_window(number, year).end.toordinal() + 1
    )
