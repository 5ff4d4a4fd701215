"""Personal bests: enough history, more than ever, and no lucky sale."""

from __future__ import annotations

from husay.team.bests import Best, Sold, bests, counted

MONTHS = [[n] for n in range(16)]


def sold(*amounts: int, largest: tuple[int, ...] = (), first: int = 0) -> Sold:
    return Sold(tuple(range(first, first + len(amounts))), amounts, largest)


def months(*people: Sold, looked_at: int = 3) -> tuple[Best, ...]:
    named = {f"p{n}": one for n, one in enumerate(people)}
    return bests(named, MONTHS, "month", looked_at)


def test_a_month_is_a_best_after_a_year_of_others_and_no_earlier() -> None:
    assert months(sold(*[100] * 12, 101, first=3)) == (Best("p0", 15, 101, 100),)
    assert months(sold(*[100] * 11, 101, first=4)) == ()


def test_as_much_as_ever_is_no_best() -> None:
    assert months(sold(*[100] * 12, 100, first=3)) == ()
    assert months(sold(*[0] * 12, 0, first=3)) == ()
    assert months(sold(*[0] * 12, 1, first=3)) == (Best("p0", 15, 1, 0),)


def test_only_the_last_periods_are_looked_at_and_each_is_held_against_those_before_it() -> None:
    one = sold(*[100] * 12, 150, 120, 160, 140)
    assert [(b.place, b.before) for b in months(one, looked_at=4)] == [(12, 100), (14, 150)]
    assert [b.place for b in months(one, looked_at=2)] == [14]


def test_a_quarter_counts_where_somebody_was_there_in_all_its_months() -> None:
    quarters = [[3 * n, 3 * n + 1, 3 * n + 2] for n in range(6)]
    line = [10] * 15 + [11, 10, 10]
    assert bests({"a": sold(*line)}, quarters, "quarter", 1) == (Best("a", 5, 31, 30),)
    away = Sold(tuple(n for n in range(18) if n != 16), tuple([10] * 15 + [40, 40]))
    assert bests({"a": away}, quarters, "quarter", 1) == ()
    # Four whole quarters before are wanted: of these two are not known.
    late = Sold(tuple(range(5, 18)), tuple([10] * 10 + [11, 10, 10]))
    assert bests({"a": late}, quarters, "quarter", 1) == ()


def test_a_best_that_is_one_lucky_sale_is_none() -> None:
    """Others' largest sales of a month are 20, always; a sale of 500 counts for as much as 20."""
    usual = sold(*[100] * 16, largest=(20,) * 16)
    lucky = sold(*[100] * 15, 580, largest=(20,) * 15 + (500,))
    steady = sold(*[100] * 15, 120, largest=(20,) * 16)
    people = {"usual": usual, "other": usual, "lucky": lucky, "steady": steady}
    assert counted(people)["lucky"][-1] == 580 - 480
    assert bests(people, MONTHS, "month", 3) == (Best("steady", 15, 120, 100),)


def test_an_earlier_lucky_sale_is_no_bar_either() -> None:
    usual = sold(*[100] * 16, largest=(20,) * 16)
    once = sold(*[100] * 5, 600, *[100] * 9, 110, largest=(20,) * 5 + (520,) + (20,) * 10)
    people = {"usual": usual, "other": usual, "once": once}
    assert bests(people, MONTHS, "month", 3) == (Best("once", 15, 110, 100),)


def test_counts_have_no_lucky_sale() -> None:
    assert counted({"a": sold(3, 9)}) == {"a": (3, 9)}
