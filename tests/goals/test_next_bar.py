"""Raising the bar: when, by how much, and what it costs."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.basics.period import Window
from husay.goals.next_bar import NextBar, Record, next_bars, worth_of_a_unit
from husay.stats.shrinkage import shrink

PERIODS = (
    Window(date(2025, 1, 1), date(2025, 6, 30)),
    Window(date(2025, 7, 1), date(2025, 12, 31)),
)
BEGINS = date(2026, 1, 1)


def even(item: str, bar: int, a_month: int) -> Record:
    """Twelve months, each of ten equal deals."""
    return Record(item, bar, ((a_month // 10,) * 10,) * 12)


def bars(*records: Record, growth: Fraction = Fraction(3, 100), stretch: int = 0) -> list[NextBar]:
    return list(next_bars(records, PERIODS, BEGINS, BEGINS, growth, stretch))


def test_the_terms_by_hand() -> None:
    # 1,250 a month are 7,500 a period, 1,500 beyond the bar of 6,000: a tenth of that is 150; the
    # peers grew by 3 %, which is 180.
    (found, other) = bars(even("a", 6_000, 1_250), even("b", 6_000, 1_000))
    assert (found.old, found.for_peers, found.for_own, found.new) == (6_000, 180, 150, 6_330)
    assert (found.verdict, found.result, found.counted) == ("raised", 15_000, 15_000)
    assert (other.verdict, other.new, other.for_peers) == ("not-sure", 6_000, 0)


@pytest.mark.parametrize(
    ("a_month", "stretch", "own"),
    [
        (1_990, 0, 594),  # a surplus of 5,940
        (2_000, 0, 600), (2_010, 0, 600),  # of 6,000 and beyond: a tenth of the bar
        (1_250, 449, 599), (1_250, 450, 600), (1_250, 451, 600),
    ],
)  # fmt: skip
def test_own_surplus_and_stretch_add_a_tenth_at_most(a_month: int, stretch: int, own: int) -> None:
    (found,) = bars(even("a", 6_000, a_month), stretch=stretch)
    assert found.for_own == own


def test_the_chance_is_that_of_the_shrunk_rate_against_the_bar() -> None:
    records = [even("a", 6_000, 1_050), even("b", 9_000, 1_500), even("c", 3_000, 540)]
    rates = shrink(
        [[sum(m) for m in r.months] for r in records], [2 * r.bar for r in records], precision=0
    ).rates
    for bar, rate in zip(bars(*records), rates, strict=True):
        assert bar.chance == rate.chance_above(0)
        assert (bar.verdict == "raised") == (bar.chance >= 0.9)


@pytest.mark.parametrize(
    ("deal", "came", "verdict"),
    [(149, 11_990, "not-sure"), (150, 12_000, "not-sure"), (151, 12_010, "raised")],
)
def test_who_fell_short_among_those_far_above_theirs_is_not_asked_for_more(
    deal: int, came: int, verdict: str
) -> None:
    """Nine bring half as much again as is asked, in months as uneven as those of the tenth, which
    is likely to be above its bar, too; it came to it, 12,000 in both periods, or to ten beside."""
    others = [Record(str(i), 6_000, ((25,) * 10, (275,) * 10) * 6) for i in range(9)]
    months = (*((50,) * 10, (150,) * 10) * 5, (50,) * 10, (deal,) * 10)
    *_, found = bars(*others, Record("short", 6_000, months))
    assert (found.counted, found.verdict) == (came, verdict)
    assert found.chance >= 0.9


def test_a_windfall_raises_nothing() -> None:
    months = ((90,) * 10, (110,) * 10) * 6
    windfall = (*months[:11], (*months[11], 90_000))
    calm = [Record(str(i), 6_000, months) for i in range(4)]
    *_, found = bars(*calm, Record("lucky", 6_000, windfall))
    assert found.verdict == "not-sure"
    assert found.result == 12_000 + 90_000
    # Against their medians of 90 the others' largest deals are 110 / 90; the lucky one's is 110.
    assert found.counted == 12_000 + 110 * 110 // 90


def test_spells_that_last_make_less_sure() -> None:
    # Months of so many deals that each differs from the next, of 1,100 to 900 on the mean.
    records = [
        Record(str(i), 6_000, ((deal,) * (6 + i), (deal,) * (14 - i)) * 6)
        for i, deal in enumerate((110, 95, 100, 105, 90))
    ]
    calm, lasting = (
        next_bars(records, PERIODS, BEGINS, BEGINS, Fraction(0), lasting=times)[0].chance
        for times in (1.0, 9.0)
    )
    assert calm > lasting


def test_returns_are_not_cut() -> None:
    (found,) = bars(Record("a", 6_000, ((700, -200),) * 12))
    assert found.counted == found.result == 6_000


@pytest.mark.parametrize(
    ("begins", "decided", "verdict"),
    [
        (date(2026, 1, 1), date(2025, 12, 30), "period-not-over"),
        (date(2026, 1, 1), date(2025, 12, 31), "raised"),
        (date(2026, 1, 1), date(2026, 1, 1), "raised"),
        (date(2026, 1, 1), date(2026, 1, 2), "within-a-period"),
        (date(2026, 7, 1), date(2026, 1, 2), "raised"),
    ],
)
def test_a_bar_is_raised_between_periods_only(begins: date, decided: date, verdict: str) -> None:
    (found,) = next_bars([even("a", 6_000, 1_250)], PERIODS, begins, decided, Fraction(0))
    assert found.verdict == verdict
    assert (found.new > found.old) == (verdict == "raised")


def test_where_peers_fell_more_than_one_gained_there_is_no_reason() -> None:
    (found,) = bars(even("a", 6_000, 1_250), growth=Fraction(-5, 100))
    assert (found.verdict, found.new) == ("no-reason", 6_000)


def test_nobody_is_asked_for_nothing() -> None:
    assert bars() == []
    with pytest.raises(ValueError, match="above zero"):
        bars(even("a", 0, 100))
    with pytest.raises(ValueError, match="two months"):
        bars(Record("a", 100, ((1,),)))
    with pytest.raises(ValueError, match="follow"):
        next_bars([], (PERIODS[0], PERIODS[0]), BEGINS, BEGINS, Fraction(0))


MONTHS = st.lists(
    st.lists(st.integers(-50, 10**11), max_size=4).map(tuple), min_size=12, max_size=12
)
ROWS = st.lists(st.tuples(st.integers(100, 10**12), MONTHS), min_size=1, max_size=5)


@settings(max_examples=50)
@given(
    ROWS.filter(lambda rows: any(sum(map(sum, months)) > 0 for _, months in rows)),
    st.fractions(-1, 1),
)
def test_terms_always_sum_and_own_is_a_tenth_at_most(
    rows: list[tuple[int, list[tuple[int, ...]]]], growth: Fraction
) -> None:
    records = [Record(str(i), bar, tuple(months)) for i, (bar, months) in enumerate(rows)]
    for found in bars(*records, growth=growth):
        assert found.new == found.old + found.for_peers + found.for_own
        assert found.new >= found.old
        assert 0 <= 10 * found.for_own <= found.old + 5
        assert found.counted <= found.result


LEFT = {
    Fraction(1): Fraction(1, 11),
    Fraction(1, 2): Fraction(1, 6),
    Fraction(3, 10): Fraction(1, 4),
    Fraction(1, 10): Fraction(1, 2),
    Fraction(0): Fraction(1),
}


@pytest.mark.parametrize(("weight", "left"), LEFT.items())
def test_what_a_ratchet_leaves_of_a_units_pay(weight: Fraction, left: Fraction) -> None:
    assert worth_of_a_unit(weight, Fraction(1, 10)) == left


def test_what_a_ratchet_costs_is_what_the_coming_bars_cost() -> None:
    # One unit more today raises the bar after t periods by w (1 - w)^(t - 1): discounted, all that.
    weight, discount = Fraction(3, 10), Fraction(1, 10)
    cost, raised = 0.0, float(weight)
    for period in range(1, 400):
        cost += raised / 1.1**period
        raised *= 0.7
    assert float(worth_of_a_unit(weight, discount)) == pytest.approx(1 - cost)


@pytest.mark.parametrize(("weight", "discount"), [(-1, 1), (2, 1), (1, 0)])
def test_a_weight_and_a_discount_are_such(weight: int, discount: int) -> None:
    with pytest.raises(ValueError, match="weight"):
        worth_of_a_unit(Fraction(weight), Fraction(discount))
