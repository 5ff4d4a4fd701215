"""What cancels a credit note, or makes a bounced cheque good, gives back what that had taken.

Of tiers of 5 % and, from 1,000 on, 10 %, a sale of 1,200 earns 70; a third of it is 23.33.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.pay.cancelled import with_cancelled
from husay.pay.cases.check import check_texts
from husay.pay.facts import Facts, LineKey
from tests.pay.compile.agree import differences
from tests.pay.made import JANUARY, ONE, earned, line, plan_of, terms

TIERS = "{kind: tiers, of: revenue, tiers: [{from: 0, rate: 5 %}, {from: 1000, rate: 10 %}]}"
SOLD = """
      - {sale: A, date: 2026-01-10, amount: 1200}
      - {sale: CN, date: 2026-02-10, amount: -400, returns: A}"""


def plan(returns: str, head: str = "period: month\n", term: str = TIERS) -> str:
    return terms(f"  commission: {term}", f"{head}returns: {returns}\n")


def comes_out(plan_text: str, sales: str, paid: str, more: str = "") -> None:
    days = "    from: 2026-01-01\n    to: 2026-04-30\n"
    case = f"cases:\n  - case: one\n{days}{more}    sales:{sales}\n    expect: {{paid: {paid}}}\n"
    checked = check_texts(plan_text, case)
    told = [one.says() for result in checked.results for one in result.problems]
    assert (checked.problems, told, len(checked.results)) == ((), [], 1)


@pytest.mark.parametrize("named", ["CN", "A"])
@pytest.mark.parametrize(
    ("returns", "amount", "paid"),
    [
        ("{mode: net}", 400, "[70, -23.33, 23.33, 0]"),
        ("{mode: original_rate}", 400, "[70, -23.33, 23.33, 0]"),
        ("{mode: original_rate}", 100, "[70, -23.33, 5.83, 0]"),  # 70 x 300 / 1,200 stay taken
        ("{mode: original_rate}", 500, "[70, -23.33, 29.16, 0]"),  # 70 x 1,300 / 1,200 in all
        ("{mode: recompute}", 400, "[70, -30, 30, 0]"),  # 800 earn 40
        ("{mode: percentage, percentage: 50 %}", 400, "[70, -11.67, 11.67, 0]"),
        ("{mode: original_rate, days: 40}", 400, "[70, -23.33, 0, 0]"),  # it comes too late
    ],
)  # fmt: skip
def test_a_credit_note_is_cancelled_in_a_later_month(
    named: str, returns: str, amount: int, paid: str
) -> None:
    """Whether it names the credit note, or the sale itself."""
    more = f"\n      - {{sale: X, date: 2026-03-10, amount: {amount}, returns: {named}}}"
    comes_out(plan(returns), SOLD + more, paid)


def test_what_cancels_is_itself_cancelled() -> None:
    more = """
      - {sale: X, date: 2026-03-10, amount: 400, returns: CN}
      - {sale: Y, date: 2026-04-10, amount: -400, returns: X}"""
    comes_out(plan("{mode: original_rate}"), SOLD + more, "[70, -23.33, 23.33, -23.33]")


def test_within_the_month_it_counts_as_sold() -> None:
    sales = SOLD.replace("2026-02-10", "2026-01-12")
    more = "\n      - {sale: X, date: 2026-01-13, amount: 400, returns: CN}"
    comes_out(plan("{mode: net}"), sales + more, "[70, 0, 0, 0]")


def test_a_bounced_cheque_that_is_made_good_is_money_of_its_day() -> None:
    sales = "\n      - {sale: A, date: 2026-01-10, amount: 1200}"
    more = """    payments:
      - {payment: P1, sale: A, date: 2026-01-20, amount: 1200}
      - {payment: P2, sale: A, date: 2026-02-20, amount: -1200, reverses: P1}
      - {payment: P3, sale: A, date: 2026-03-20, amount: 1200, reverses: P2}
"""
    text = plan("{mode: original_rate}", "period: month\ntrigger: paid\n")
    comes_out(text, sales, "[70, -70, 70, 0]", more)


def test_whoever_is_paid_for_it_is_left_to_the_plain_reading() -> None:
    """SQL says of whom it does not answer."""
    lines = (
        line("A", date(2026, 1, 10), 1200 * ONE), line("X", date(2026, 3, 10), 400 * ONE,
        returns=("CN", 1)), line("CN", date(2026, 2, 10), -400 * ONE, returns=("A", 1)),
    )  # fmt: skip
    found = differences(plan_of(plan("{mode: net}")), [Facts(person="ana", lines=lines)], JANUARY)
    assert found == "facts: what cancels a credit note"


def test_what_cancels_is_a_sale_of_somebody_else_who_is_credited_with_it() -> None:
    """As a statement has it: of Ben's own, with the credit note that it names; and by a split."""
    note = line("CN", date(2026, 2, 10), -400 * ONE, returns=("A", 1))
    own = line("X", date(2026, 3, 10), 400 * ONE, returns=("CN", 1), person="ben")
    half = replace(own, person="ana", shares=(5000, 5000))
    sold = line("A", date(2026, 1, 10), 1200 * ONE)
    for lines in ((note, own), (sold, note, own), (sold, note, half)):
        facts = Facts(person="ben", lines=lines)
        assert with_cancelled(facts).lines == lines
    whole = with_cancelled(Facts(person="ana", lines=(sold, note, replace(own, person="ana"))))
    assert [one.returns for one in whole.lines] == [None, ("A", 1), ("A", 1)]


def test_lines_that_name_each_other_in_a_ring_stay_as_they_are() -> None:
    day = JANUARY.start
    ring: tuple[tuple[str, LineKey], ...] = (("A", ("B", 1)), ("B", ("A", 1)), ("C", ("C", 1)))
    lines = tuple(line(sale, day, ONE, returns=named) for sale, named in ring)
    facts = Facts(person="ana", lines=lines)
    assert with_cancelled(facts).lines == lines


@settings(max_examples=60, derandomize=True, deadline=None)
@given(
    st.lists(st.integers(1, 1200), min_size=1, max_size=4),
    st.sampled_from(["{mode: net}", "{mode: original_rate}", "{mode: recompute}"]),
)
def test_what_is_taken_and_cancelled_as_often_leaves_what_was_earned(
    amounts: list[int], returns: str
) -> None:
    """Each credit note is cancelled in the month after it."""
    lines = [line("A", date(2026, 1, 10), 1200 * ONE)]
    for n, amount in enumerate(amounts):
        back = date(2026, 2 + 2 * n, 10)
        lines.append(line(f"C{n}", back, -amount * ONE, returns=("A", 1)))
        again = date(2026, 3 + 2 * n, 10)
        lines.append(line(f"X{n}", again, amount * ONE, returns=(f"C{n}", 1)))
    found = earned(plan_of(plan(returns)), lines)
    assert not found.problems
    assert sum(one.amount for one in found.lines) == 70 * ONE
