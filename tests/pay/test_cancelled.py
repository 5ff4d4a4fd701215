"""What cancels a credit note, or makes a bounced cheque good, gives back what that had taken.

Of tiers of 5 % and, from 1,000 on, 10 %, a sale of 1,200 earns 70; a third of it is 23.33.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.pay.cancelled import with_cancelled
from husay.pay.cases.check import check_texts
from husay.pay.facts import CreditedLine, Facts, LineKey
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
        # The credit note came on the 31st day; what cancels it gives back what that had taken.
        ("{mode: original_rate, days: 31}", 400, "[70, -23.33, 23.33, 0]"),
        ("{mode: original_rate, days: 30}", 400, "[70, 0, 0, 0]"),
        # Eleven of twelve months were not served on 10 February: 21.39.
        ("{mode: pro_rata, months: 12}", 400, "[70, -21.39, 21.39, 0]"),
        ("{mode: pro_rata, served_days: 62}", 400, "[70, -11.67, 11.67, 0]"),
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


@pytest.mark.parametrize(
    ("returns", "paid"),
    [
        ("{mode: pro_rata, months: 12}", "[70, -21.39, 21.39, -21.39]"),
        ("{mode: original_rate, days: 31}", "[70, -23.33, 23.33, -23.33]"),
    ],
)
def test_what_cancels_what_cancels_takes_what_that_gave_back(returns: str, paid: str) -> None:
    more = """
      - {sale: X, date: 2026-03-10, amount: 400, returns: CN}
      - {sale: Y, date: 2026-04-10, amount: -400, returns: X}"""
    comes_out(plan(returns), SOLD + more, paid)


def test_of_several_credit_notes_the_one_that_is_named_is_cancelled() -> None:
    """10 % of each note's 400 are 40: one of four months was served in February, two in March, so
    that 30 and 20 are taken. What names the sale itself gives back of the latest."""
    flat = "{kind: rate, of: revenue, rate: 10 %}"
    two = """
      - {sale: A, date: 2026-01-10, amount: 1200}
      - {sale: C1, date: 2026-02-10, amount: -400, returns: A}
      - {sale: C2, date: 2026-03-10, amount: -400, returns: A}
      - {sale: X, date: 2026-04-10, amount: 400, returns: %s}"""
    text = plan("{mode: pro_rata, months: 4}", term=flat)
    comes_out(text, two % "C1", "[120, -30, -20, 30]")
    comes_out(text, two % "C2", "[120, -30, -20, 20]")
    comes_out(text, two % "A", "[120, -30, -20, 20]")


@pytest.mark.parametrize("named", ["CN", "A"])
@pytest.mark.parametrize(
    ("amount", "paid"),
    [
        # 1,200 earn 70; without 400 the month pays 40, so that 30 were netted.
        (400, "[40, 30, -70, 0]"),
        (200, "[40, 15, -55, 0]"),
        # 100 more than was netted, at what is then left of the line: 70 / 1,200 of it.
        (500, "[40, 35.83, -75.83, 0]"),
    ],
)
def test_what_was_netted_is_given_back_and_comes_back_whole(
    named: str, amount: int, paid: str
) -> None:
    sales = SOLD.replace("2026-02-10", "2026-01-12")
    more = f"""
      - {{sale: X, date: 2026-02-10, amount: {amount}, returns: {named}}}
      - {{sale: C2, date: 2026-03-10, amount: -{800 + amount}, returns: A}}"""
    comes_out(plan("{mode: net}"), sales + more, paid)


def test_all_that_was_netted_is_given_back() -> None:
    sales = """
      - {sale: A, date: 2026-01-10, amount: 1200}
      - {sale: CN, date: 2026-01-12, amount: -1200, returns: A}
      - {sale: X, date: 2026-02-10, amount: 1200, returns: CN}
      - {sale: C2, date: 2026-03-10, amount: -600, returns: A}
      - {sale: C3, date: 2026-04-10, amount: -600, returns: A}"""
    comes_out(plan("{mode: net}"), sales, "[0, 70, -35, -35]")


def test_a_cap_takes_again_what_it_had_given_back() -> None:
    """10 % of 1,000 under 80 a deal and 60 a month are 60; and 60 come again, half by half."""
    body = (
        "  c: {kind: rate, of: revenue, rate: 10 %}\n"
        "  deal: {kind: cap, most: 80, per: transaction}\n  most: {kind: cap, most: 60}"
    )
    text = terms(body, "period: month\nreturns: {mode: net}\n")
    sales = """
      - {sale: A, date: 2026-01-05, amount: 1000}
      - {sale: CN, date: 2026-02-05, amount: -1000, returns: A}
      - {sale: X, date: 2026-03-10, amount: 1000, returns: CN}
      - {sale: C2, date: 2026-04-05, amount: -1000, returns: A}"""
    comes_out(text, sales, "[60, -60, 60, -60]")
    flat = terms(body.replace("  deal: {kind: cap, most: 80, per: transaction}\n", ""),
                 "period: month\n")  # fmt: skip
    halves = """
      - {sale: A, date: 2026-01-05, amount: 1000}
      - {sale: CN, date: 2026-02-05, amount: -1000, returns: A}
      - {sale: X, date: 2026-03-10, amount: 500, returns: CN}
      - {sale: Y, date: 2026-04-10, amount: 500, returns: CN}"""
    comes_out(flat, halves, "[60, -60, 30, 30]")


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


@pytest.mark.parametrize("mode", ["net", "recompute"])
def test_whoever_may_be_given_back_later_than_days_is_left_to_it_too(mode: str) -> None:
    """A line that names the sale, adds to it in its month, and comes three days after the note."""
    lines = (
        line("A", date(2026, 1, 10), 1200 * ONE),
        line("CN", date(2026, 1, 12), -400 * ONE, returns=("A", 1)),
        line("X", date(2026, 1, 15), 400 * ONE, returns=("A", 1)),
    )
    text, facts = plan(f"{{mode: {mode}, days: 3}}"), Facts(person="ana", lines=lines)
    assert differences(plan_of(text), [facts], JANUARY) == "facts: what cancels a credit note"
    assert earned(plan_of(text), lines, JANUARY).total == 70 * ONE


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


def told(seed: int) -> tuple[list[CreditedLine], int]:
    """A sale of 1,200 with credit notes and what cancels them, in ten months; what is kept."""
    draw, notes = random.Random(seed), dict[str, int]()
    lines = [line("A", date(2026, 1, 1), 1200 * ONE)]
    for n, after in enumerate(sorted(draw.sample(range(1, 300), draw.randint(1, 7)))):
        day, kept = date(2026, 1, 1) + timedelta(days=after), 1200 - sum(notes.values())
        amount = draw.choice([100, 300, 600])
        note = draw.choice(sorted(notes)) if notes else None
        if note is not None and draw.random() < 0.5:
            amount = min(amount, notes[note])
            named = draw.choice([(note, 1), ("A", 1)])
            if amount:
                lines.append(line(f"X{n}", day, amount * ONE, returns=named))
            notes[note] -= amount
        elif amount <= kept:
            notes[f"C{n}"] = amount
            lines.append(line(f"C{n}", day, -amount * ONE, returns=("A", 1)))
    return lines, 1200 - sum(notes.values())


@pytest.mark.parametrize("window", ["month", "quarter", "half", "year"])
@pytest.mark.parametrize("returns", ["{mode: net}", "{mode: original_rate}", "{mode: recompute}"])
def test_what_is_kept_was_paid_and_all_that_comes_back_leaves_nothing(
    returns: str, window: str
) -> None:
    head = f"period: month\nreturns: {returns}\n"
    flat = "{kind: rate, of: revenue, rate: 10 %}"
    tiers = TIERS.replace("tiers,", f"tiers, window: {window},")
    for seed in range(60):
        lines, kept = told(seed)
        at_ten = plan_of(terms(f"  c: {flat}", head))
        assert earned(at_ten, lines).total == kept * ONE // 10, seed
        lines.append(line("Z", date(2026, 12, 20), -kept * ONE, returns=("A", 1)))
        assert earned(plan_of(terms(f"  c: {tiers}", head)), lines).total == 0, seed
