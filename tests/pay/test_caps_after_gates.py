"""Caps and floors act on what gates and multipliers left: by hand, and whatever was sold."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import accumulate, pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from husay.basics.period import Window
from husay.pay.facts import CreditedLine, ScoreFact
from tests.pay.made import ONE, earned, line, plan_of

COUNT = settings(max_examples=150, derandomize=True, deadline=None)
APRIL = Window(date(2026, 1, 1), date(2026, 4, 30))
MONTHS = [
    Window(date(2026, 1, 1), date(2026, 1, 31)),
    Window(date(2026, 2, 1), date(2026, 2, 28)),
    Window(date(2026, 3, 1), date(2026, 3, 31)),
    Window(date(2026, 4, 1), date(2026, 4, 30)),
]
QUARTERS = [
    Window(date(2026, 1, 1), date(2026, 3, 31)),
    Window(date(2026, 4, 1), date(2026, 6, 30)),
]
DEAL = "{kind: cap, most: 250, per: transaction}"
MONTH = "{kind: cap, most: 250}"
PLAN = "{kind: cap, most: 250, per: plan}"
GATE = "{kind: gate, requires: [{of: nps, at_least: 80 %}]}"
TIMES = "{kind: multiplier, of: nps}"


def a_plan(*limits: str, commission: str = "{kind: rate, of: revenue, rate: 10 %}",
           returns: str = "net") -> str:  # fmt: skip
    """A plan by the month: 10 % (or tiers), and what changes it."""
    said = "\n".join(f"  t{n}: {limit}" for n, limit in enumerate(limits))
    return (
        f"name: x\ncurrency: PHP\nreturns: {{mode: {returns}}}\n"
        "measures:\n  revenue: {of: amount}\n  nps: {entered: rate}\n"
        f"terms:\n  commission: {commission}\n{said}\n"
    )


def scored(windows: list[Window], *values: str) -> tuple[ScoreFact, ...]:
    """What was entered for each of some windows."""
    return tuple(
        ScoreFact(person="ana", measure="nps", window=window, value=Fraction(value))
        for window, value in zip(windows, values, strict=False)
    )


def sold(*amounts: int, first: int = 1) -> list[CreditedLine]:
    """A sale a month."""
    return [line(f"S{m}", date(2026, m, 5), a * ONE) for m, a in enumerate(amounts, first)]


def back(*lines: CreditedLine, day: date) -> list[CreditedLine]:
    """All of these lines come back on a day."""
    return [line(f"C{x.sale}", day, -x.amount, returns=x.key) for x in lines]


def paid(text: str, lines: list[CreditedLine], scores: tuple[ScoreFact, ...]) -> list[Fraction]:
    """What is paid by month, from January to April, in pesos."""
    found = earned(plan_of(text), lines, APRIL, scores=scores)
    assert not found.problems
    return [Fraction(settled.paid, ONE) for settled in found.settled]


@pytest.mark.parametrize(
    ("limits", "score", "amount", "due"),
    [
        ((GATE, DEAL), "0.5", 4000, 0),  # nobody owes for selling
        ((GATE, DEAL), "0.8", 4000, 250),
        ((TIMES, DEAL), "0.5", 4000, 200),
        ((TIMES, DEAL), "0.5", 6000, 250),
        ((TIMES, DEAL), "1.5", 2000, 250),
        ((TIMES, DEAL), "1.5", 1600, 240),
        ((TIMES, MONTH), "0.5", 4000, 200),
        ((TIMES, MONTH), "1.5", 2000, 250),
        ((TIMES, PLAN), "0.5", 4000, 200),
        ((TIMES, GATE, DEAL), "0.5", 4000, 0),
        ((DEAL, TIMES), "0.5", 6000, 250),  # whatever comes first in the document
    ],
)
def test_a_cap_holds_down_what_was_left(
    limits: tuple[str, ...], score: str, amount: int, due: int
) -> None:
    scores = scored(MONTHS, *[score] * 4)
    assert paid(a_plan(*limits), sold(amount), scores) == [due, 0, 0, 0]


def test_two_deals_under_a_cap_of_each_and_a_multiplier() -> None:
    lines = [*sold(4000), line("B", date(2026, 1, 6), 1000 * ONE)]
    assert paid(a_plan(TIMES, DEAL), lines, scored(MONTHS, *["0.5"] * 4)) == [250, 0, 0, 0]


TIERS = "{kind: tiers, of: revenue, tiers: [{from: 0, rate: 10 %}, {from: 3000, rate: 20 %}]}"


@pytest.mark.parametrize(("cap", "then"), [(DEAL, -250), (MONTH, -250)])
def test_an_accelerator_is_withheld_before_a_cap(cap: str, then: int) -> None:
    """4,000 earn 300 and 200, of which 100 are the accelerator's: 400 are left, and 250 paid."""
    gate = "{kind: gate, requires: [{of: nps, at_least: 80 %}], withholds: accelerator}"
    lines = sold(4000)
    text, scores = a_plan(gate, cap, commission=TIERS), scored(MONTHS, *["0.5"] * 4)
    assert paid(text, lines, scores) == [250, 0, 0, 0]
    lines += back(*lines, day=date(2026, 2, 5))
    assert paid(text, lines, scores) == [250, then, 0, 0]


@pytest.mark.parametrize("returns", ["net", "original_rate", "recompute"])
@pytest.mark.parametrize(
    ("cap", "due"),
    [(MONTH, [250, 200, -450, 0]), (DEAL, [250, 200, -450, 0]), (PLAN, [250, 0, -250, 0])],
)
def test_a_quarters_gate_takes_what_was_paid_of_its_months_and_no_more(
    cap: str, due: list[int], returns: str
) -> None:
    gate, lines = GATE.replace("gate,", "gate, window: quarter,"), sold(4000, 2000, 1000)
    text = a_plan(gate, cap, returns=returns)
    assert paid(text, lines, scored(QUARTERS, "0.5", "1")) == due


@pytest.mark.parametrize("returns", ["net", "recompute"])
@pytest.mark.parametrize(
    ("cap", "due"), [(MONTH, [250, 200, -100, 0]), (DEAL, [250, 200, -100, 0])]
)
def test_a_quarters_multiplier_comes_before_the_cap_of_a_month(
    cap: str, due: list[int], returns: str
) -> None:
    """400, 200 and 100 halved are 200, 100 and 50: 350, of which 450 were paid by February."""
    times = TIMES.replace("multiplier,", "multiplier, window: quarter,")
    text = a_plan(times, cap, returns=returns)
    assert paid(text, sold(4000, 2000, 1000), scored(QUARTERS, "0.5", "1")) == due


def test_of_what_came_back_before_a_quarters_gate_the_rest_is_taken() -> None:
    """250 of 400 were paid; half comes back and takes 125; the gate takes the other 125."""
    gate = GATE.replace("gate,", "gate, window: quarter,")
    lines = [*sold(4000), line("C", date(2026, 2, 5), -2000 * ONE, returns=("S1", 1))]
    text = a_plan(gate, MONTH, returns="original_rate")
    assert paid(text, lines, scored(QUARTERS, "0.5", "1")) == [250, -125, -125, 0]


def test_a_cap_on_some_of_what_a_gate_acts_on_counts_what_that_left_of_them() -> None:
    """The gate acts on both terms, the cap on one."""
    more = "{kind: rate, of: revenue, rate: 1 %, adds_to: commission}"
    text = a_plan(more, GATE, MONTH.replace("cap,", "cap, on: commission,"))
    assert paid(text, sold(4000), scored(MONTHS, *["0.5"] * 4)) == [0, 0, 0, 0]
    assert paid(text, sold(4000), scored(MONTHS, *["0.8"] * 4)) == [290, 0, 0, 0]


def test_a_floor_on_some_of_what_a_gate_acts_on_fills_up_what_that_left() -> None:
    more = "{kind: rate, of: revenue, rate: 1 %, adds_to: commission}"
    text = a_plan(more, GATE, "{kind: floor, on: commission, least: 100}")
    assert paid(text, sold(4000), scored(MONTHS, *["0.5"] * 4)) == [100, 100, 100, 100]


@pytest.mark.parametrize(
    ("limits", "window", "score", "amounts", "due"),
    [
        # 410 doubled are 820: the month leaves 250, and the deal's cap has nothing to take
        ((MONTH, DEAL), "month", "2", (4100,), [250, 0, 0, 0]),
        # 590 doubled are 1,180 for the quarter: 200 of them, then 100, and 100 were paid
        (("{kind: cap, most: 200}", "{kind: cap, most: 100}"), "quarter", "2", (0, 5900),
         [0, 100, 0, 0]),
        # 400 halved are 200; 300 and 200 halved are 250
        (("{kind: cap, most: 300, per: transaction}", MONTH), "quarter", "0.5", (4000, 0, 5000),
         [250, 0, 200, 0]),
    ],
)  # fmt: skip
def test_a_cap_behind_a_cap_counts_what_that_leaves_after_a_multiplier(
    limits: tuple[str, ...], window: str, score: str, amounts: tuple[int, ...], due: list[int]
) -> None:
    times = TIMES.replace("multiplier,", f"multiplier, window: {window},")
    scores = scored(MONTHS if window == "month" else QUARTERS, *[score] * 4)
    assert paid(a_plan(times, *limits), sold(*amounts), scores) == due


def test_of_two_terms_on_a_line_each_takes_back_its_own() -> None:
    """The gate takes all of the commission; of the other term's 200 the cap leaves 100, which half
    of the sale still earns: nothing changes before the rest comes back."""
    more = "{kind: rate, of: revenue, rate: 5 %, adds_to: commission}"
    gate = GATE.replace("gate,", "gate, on: commission,")
    text = a_plan(more, gate, "{kind: cap, most: 100}")
    lines = [
        *sold(4000),
        line("C1", date(2026, 1, 15), -2000 * ONE, returns=("S1", 1)),
        line("C2", date(2026, 4, 5), -2000 * ONE, returns=("S1", 1)),
    ]
    assert paid(text, lines, scored(MONTHS, *["0.5"] * 4)) == [100, 0, 0, -100]


def test_a_cap_of_deals_that_has_ended_still_holds_for_those_it_held_down() -> None:
    text = a_plan("{kind: cap, most: 300, per: transaction, to: 2026-02-28}")
    lines = [*sold(4000), *back(*sold(4000), day=date(2026, 3, 5)), *sold(4000, first=4)]
    assert paid(text, lines, ()) == [300, 0, -300, 400]


LESS, MORE = DEAL.replace("250", "180"), MONTH.replace("250", "310")
CAPS = st.lists(st.sampled_from([DEAL, MONTH, LESS, MORE]), min_size=1, max_size=3)
TOGETHER = [[DEAL], [MONTH], [PLAN], [DEAL, MONTH], [MONTH, DEAL], [MONTH, PLAN]]
FACTORS = st.sampled_from(["0", "0.5", "0.8", "1", "1.5"])
AMOUNTS = st.lists(
    st.tuples(st.integers(1, 4), st.integers(0, 90).map(lambda n: n * 100)), min_size=1, max_size=7
)


def _lines(amounts: list[tuple[int, int]]) -> list[CreditedLine]:
    return [line(f"S{n}", date(2026, m, 3 + n), a * ONE) for n, (m, a) in enumerate(amounts)]


def _times(scores: list[str], window: str, month: int, kind: str) -> Fraction:
    value = Fraction(scores[month - 1 if window == "month" else (month - 1) // 3])
    return value if kind == "multiplier" else Fraction(value >= Fraction(4, 5))


def _held(cap: str, left: list[Fraction]) -> list[Fraction]:
    """A month's deals under a cap of each, or of them all."""
    most = Fraction(int(cap.split("most: ")[1].split(",")[0].rstrip("}")))
    if "transaction" in cap:
        return [min(most, one) for one in left]
    sums = [Fraction(0), *accumulate(left)]
    return [min(most, two) - min(most, one) for one, two in pairwise(sums)]


@COUNT
@given(AMOUNTS, CAPS, st.lists(FACTORS, min_size=4, max_size=4),
       st.sampled_from(["month", "quarter"]), st.sampled_from(["multiplier", "gate"]))  # fmt: skip
def test_where_nothing_comes_back_each_is_paid_what_is_left_up_to_the_cap(
    amounts: list[tuple[int, int]], caps: list[str], scores: list[str], window: str, kind: str
) -> None:
    """By a loop: what each deal, or month, is worth by its window, up to one cap after another."""
    term = {"multiplier": TIMES, "gate": GATE}[kind].replace(
        f"{kind},", f"{kind}, window: {window},"
    )
    windows = MONTHS if window == "month" else [*QUARTERS]
    found = paid(a_plan(term, *caps), _lines(amounts), scored(windows, *scores))
    ended = 4 if window == "month" else 3  # the second quarter goes on
    due = Fraction(0)
    for month in range(1, 5):
        left = [
            Fraction(a, 10) * (_times(scores, window, m, kind) if m <= ended else 1)
            for m, a in amounts if m == month
        ]  # fmt: skip
        for cap in caps:
            left = _held(cap, left)
        due += sum(left)
    assert sum(found) == due
    assert sum(found[:3]) >= 0


@COUNT
@given(AMOUNTS, st.sampled_from(TOGETHER),
       st.lists(FACTORS, min_size=4, max_size=4), st.sampled_from(["month", "quarter"]),
       st.sampled_from(["multiplier", "gate"]),
       st.sampled_from(["net", "original_rate", "recompute"]), st.data())  # fmt: skip
def test_where_everything_comes_back_nothing_is_left(
    amounts: list[tuple[int, int]], caps: list[str], scores: list[str], window: str, kind: str,
    returns: str, data: st.DataObject,
) -> None:  # fmt: skip
    term = {"multiplier": TIMES, "gate": GATE}[kind].replace(
        f"{kind},", f"{kind}, window: {window},"
    )
    lines = _lines([(min(m, 3), a) for m, a in amounts])
    for one in list(lines):
        lines += _in_parts(one, data)
    plan = plan_of(a_plan(term, *caps, returns=returns))
    windows = MONTHS if window == "month" else QUARTERS
    found = earned(plan, lines, APRIL, scores=scored(windows, *scores))
    assume({one.code for one in found.problems} != {"pay-cut-returns"})
    assert not found.problems
    assert sum(one.paid for one in found.settled) == 0


def _in_parts(sold: CreditedLine, data: st.DataObject) -> list[CreditedLine]:
    """What takes all of a line back: in up to three parts, on any days from the sale's on; the
    first of them may be cancelled, and come back again."""
    days = sorted(
        data.draw(st.lists(st.dates(sold.day, date(2026, 4, 25)), min_size=1, max_size=3))
    )
    found, left = list[CreditedLine](), sold.amount
    for number, day in enumerate(days):
        part = left if number + 1 == len(days) else left // data.draw(st.sampled_from([2, 3]))
        left -= part
        found.append(line(f"C{sold.sale}{number}", day, -part, returns=sold.key))
    if data.draw(st.booleans()):
        first, day = found[0], data.draw(st.dates(days[0], date(2026, 4, 26)))
        found.append(line(f"D{sold.sale}", day, -first.amount, returns=first.key))
        again = data.draw(st.dates(day, date(2026, 4, 28)))
        found.append(line(f"E{sold.sale}", again, first.amount, returns=sold.key))
    return found


def test_what_a_multiplier_puts_under_a_months_cap_comes_back_by_its_part() -> None:
    """200 stay under the cap of 250; half comes back. Doubled, 400 are under it: 250, of which the
    half that is kept has 125. The credit note is cancelled in April: all 250 are due."""
    times, april = TIMES.replace("multiplier,", "multiplier, window: quarter,"), date(2026, 4, 5)
    lines = [*sold(2000), line("C", date(2026, 2, 5), -1000 * ONE, returns=("S1", 1))]
    scores = scored(QUARTERS, "2", "1")
    assert paid(a_plan(times, MONTH), lines, scores) == [200, -100, 25, 0]
    lines.append(line("X", april, 1000 * ONE, returns=("C", 1)))
    assert paid(a_plan(times, MONTH), lines, scores) == [200, -100, 25, 125]


@pytest.mark.parametrize(("at", "due"), [(8400, [250, 0, 0, 0]), (4000, [200, 50, 0, 0])])
def test_what_is_cancelled_of_a_closed_month_counts_under_its_cap(at: int, due: list[int]) -> None:
    """Half of A comes back in its month, and the credit note is cancelled in February: of 840 (or
    400) that January then has, 250 are paid."""
    lines = [
        *sold(at), line("C", date(2026, 1, 20), -at // 2 * ONE, returns=("S1", 1)),
        line("X", date(2026, 2, 5), at // 2 * ONE, returns=("C", 1)),
    ]  # fmt: skip
    assert paid(a_plan(MONTH), lines, ()) == due


def test_a_part_that_is_cancelled_and_comes_back_again_is_given_back_once() -> None:
    """March has 2.50 of A and 250 of B, of which 250 are paid. In April the rest of A comes back,
    5 of it are cancelled, of which 2.50 are more than March had, and come back again; so does B:
    250 in all."""
    march, april = date(2026, 3, 3), date(2026, 4, 1)
    lines = [
        line("S0", march, 100 * ONE), line("C0", march, -50 * ONE, returns=("S0", 1)),
        line("C1", march, -25 * ONE, returns=("S0", 1)),
        line("C2", april, -25 * ONE, returns=("S0", 1)),
        line("D0", april, 50 * ONE, returns=("C0", 1)),
        line("E0", april, -50 * ONE, returns=("S0", 1)),
        line("S1", date(2026, 3, 4), 2500 * ONE),
        line("E1", april, -2500 * ONE, returns=("S1", 1)),
    ]  # fmt: skip
    assert paid(a_plan(MONTH), lines, ()) == [0, 0, 250, -250]


def test_what_a_months_cap_gave_back_is_less_once_a_gate_takes_what_it_had_taken() -> None:
    """A's 100 are 40 by the month, 20 by the deal; half of it comes back, of which the month's cap
    gives 30 back: February pays 20 and 10. The quarter's gate takes the 50 that were paid."""
    gate = GATE.replace("gate,", "gate, window: quarter,")
    month, deal = MONTH.replace("250", "40"), DEAL.replace("250", "20")
    lines = [
        *sold(1000), line("B", date(2026, 2, 5), 300 * ONE), line("C", date(2026, 2, 7), 500 * ONE),
        line("R", date(2026, 2, 20), -500 * ONE, returns=("S1", 1)),
    ]  # fmt: skip
    found = paid(a_plan(gate, month, deal), lines, scored(QUARTERS, "0.5", "1"))
    assert found == [20, 30, -50, 0]


@COUNT
@given(AMOUNTS, st.sampled_from([[DEAL], [MONTH], [DEAL, MONTH], [MONTH, DEAL]]),
       st.sampled_from(["net", "original_rate", "recompute"]), st.data())  # fmt: skip
def test_nothing_is_left_of_a_quarter_whose_gate_is_missed_whatever_came_back(
    amounts: list[tuple[int, int]], caps: list[str], returns: str, data: st.DataObject
) -> None:
    gate = GATE.replace("gate,", "gate, window: quarter,")
    lines = _lines([(min(m, 3), a) for m, a in amounts])
    for number, one in enumerate(list(lines)):
        for part in data.draw(st.lists(st.sampled_from([1, 2, 4]), max_size=2)):
            day = data.draw(st.dates(one.day, date(2026, 4, 28)))
            name = f"C{number}{part}{day}"
            lines.append(line(name, day, -one.amount // part, returns=one.key))
    lines = list({one.key: one for one in lines}.values())
    plan = plan_of(a_plan(gate, *caps, returns=returns))
    found = earned(plan, lines, APRIL, scores=scored(QUARTERS, "0.5", "1"))
    assume({one.code for one in found.problems} != {"pay-cut-returns"})
    assert not found.problems
    assert sum(one.paid for one in found.settled) == 0
