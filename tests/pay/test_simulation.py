"""What a simulation shows, worked out by hand from a handful of people."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.basics.period import Window
from husay.basics.problem import Problem
from husay.pay.simulated import (
    FACTORS,
    PersonPay,
    Seller,
    Simulated,
    read_simulated,
    simulated_data,
)
from husay.pay.simulation import Simulation

JANUARY, FEBRUARY = date(2025, 1, 1), date(2025, 2, 1)
DAYS = Window(JANUARY, date(2025, 2, 28))


def pay(person: str, january: int, february: int, **terms: int) -> PersonPay:
    return PersonPay(
        person=person, periods=((JANUARY, january), (FEBRUARY, february)),
        terms=tuple(terms.items()) or (("commission", january + february),),
    )  # fmt: skip


def seller(person: str, sold: int, goal: int | None = None, **other: object) -> Seller:
    half = sold // 2
    known = {"came_to": sold, "sold_by_period": ((JANUARY, half), (FEBRUARY, sold - half)), **other}
    return Seller(person=person, sold=sold, goal=goal, **known)  # type: ignore[arg-type]


def scaled(people: tuple[PersonPay, ...], percent: int) -> tuple[PersonPay, ...]:
    return tuple(
        replace(one, periods=tuple((d, x * percent // 100) for d, x in one.periods))
        for one in people
    )


SELLERS = (
    seller("ana", 1000, 1000, unit="N", months=11, costed=1000, cost=600),
    seller("ben", 500, 1000, unit="N", months=12, costed=500, cost=300),
    seller("cel", 300, 250, unit="S", months=36, costed=300, cost=180),
)
DRAFT = (pay("ana", 40, 60), pay("ben", 10, 10, rate=15, bonus=5), pay("cel", 20, 10))
AGAINST = (pay("ana", 50, 50), pay("ben", 20, 20), pay("cel", 10, 5))
FOUND = Simulated(
    days=DAYS, currency="PHP", sellers=SELLERS,
    draft=(DRAFT, scaled(DRAFT, 50), scaled(DRAFT, 140)),
    against=(AGAINST, scaled(AGAINST, 80), scaled(AGAINST, 120)),
    measure="revenue",
)  # fmt: skip


def test_what_both_cost_by_period_and_of_what_was_sold() -> None:
    found = Simulation(FOUND)
    assert (found.cost, found.cost_against, found.sold) == (150, 155, 1800)
    assert found.rate == Fraction(150, 1800)
    assert [(x.starts, x.sold, x.draft, x.against) for x in found.periods] == [
        (JANUARY, 900, 70, 80), (FEBRUARY, 900, 80, 75),
    ]  # fmt: skip


def test_who_loses_and_who_gains_the_greatest_loss_first() -> None:
    found = Simulation(FOUND)
    assert [(x.seller.person, x.change) for x in found.moved] == [("ben", -20), ("cel", 15)]


@pytest.mark.parametrize(
    ("sold", "band"),
    [(499, 0), (500, 1), (799, 1), (800, 2), (999, 2), (1000, 3), (1199, 3), (1200, 4), (0, 0)],
)
def test_bands_take_their_lower_edge(sold: int, band: int) -> None:
    found = Simulation(replace(FOUND, sellers=(seller("ana", sold, 1000), seller("ben", 5))))
    assert [n for n, many in enumerate(found.bands or ()) if many] == [band]
    assert found.without_goal == 1


def test_what_terms_pay_and_what_draws_leave() -> None:
    assert Simulation(FOUND).mix == (("commission", 130), ("rate", 15), ("bonus", 5))
    drawn = replace(FOUND, draft=((pay("ana", 40, 60, commission=70),),) * 3, against=())
    assert Simulation(drawn).mix == (("commission", 70), ("", 30))


def test_the_top_tenth_is_one_of_three_and_two_of_eleven() -> None:
    assert Simulation(FOUND).top_tenth == (1, Fraction(100, 150))
    people = [pay(f"p{n:02}", n, 0) for n in range(11)]
    eleven = Simulated(days=DAYS, currency="PHP", draft=(tuple(people),) * 3,
                       sellers=tuple(seller(p.person, 1) for p in people))  # fmt: skip
    assert Simulation(eleven).top_tenth == (2, Fraction(19, 55))
    nothing = replace(eleven, draft=((pay("p00", 0, 0),),) * 3)
    assert Simulation(nothing).top_tenth is None


def test_pay_is_held_against_results_only_of_ten_people() -> None:
    def made(many: int) -> Simulation:
        people = tuple(pay(f"p{n}", n * n, 0) for n in range(many))
        sold = tuple(seller(f"p{n}", 100 + n, 100) for n in range(many))
        return Simulation(Simulated(days=DAYS, currency="PHP", sellers=sold, draft=(people,) * 3))

    assert made(9).link is None
    assert made(10).link == pytest.approx(1)
    assert made(10).link_against is None


def test_groups_by_unit_and_by_tenure() -> None:
    found = Simulation(FOUND)
    assert [(g.name, g.people, g.sold, g.draft, g.against) for g in found.units] == [
        ("N", 2, 1500, 120, 140), ("S", 1, 300, 30, 15),
    ]  # fmt: skip
    assert {g.name: g.people for g in found.tenures} == {"under-1": 1, "1-to-3": 1, "from-3": 1}
    assert all(g.apart is None for g in found.units)  # too few
    assert found.units[0].rate == Fraction(120, 1500)


def test_a_group_that_is_paid_more_for_each_peso_is_told_apart() -> None:
    people = [(f"p{n}", "N" if n < 6 else "S") for n in range(12)]
    sold = tuple(seller(p, 1000, unit=u) for p, u in people)
    draft = tuple(pay(p, 50 + n % 3 + 40 * (u == "S"), 0) for n, (p, u) in enumerate(people))
    found = Simulation(Simulated(days=DAYS, currency="PHP", sellers=sold, draft=(draft,) * 3))
    assert {g.name: g.apart for g in found.units} == {"N": True, "S": True}


def test_a_bad_and_a_good_year_and_where_both_cost_the_same() -> None:
    """Draft 75, 150, 210 and in force 124, 155, 186: -49, -5, +24: between 1 and 1.2 at
    1 + .2 x 5/29."""
    found = Simulation(FOUND)
    assert [(x.factor, x.sold, x.draft, x.against) for x in found.years] == [
        (Fraction(1), 1800, 150, 155), (Fraction(4, 5), 1440, 75, 124),
        (Fraction(6, 5), 2160, 210, 186),
    ]  # fmt: skip
    assert found.costs_the_same_at == 1 + Fraction(1, 5) * Fraction(5, 29)
    same = replace(FOUND, against=FOUND.draft)
    assert Simulation(same).costs_the_same_at == Fraction(4, 5)  # everywhere, so from the first on
    never = replace(FOUND, against=(scaled(AGAINST, 1000),) * 3)
    assert Simulation(never).costs_the_same_at is None


def test_what_more_must_be_sold_for_the_draft_to_pay_for_itself() -> None:
    """The margin is 40 %. 150 against 100 costs 50 more; of the next fifth (360) the draft pays 60:
    a sixth. 50 / ((2/5 - 1/6) x 1,800) is 5/42."""
    cheaper = replace(FOUND, against=((pay("ana", 100, 0),),) * 3)
    found = Simulation(cheaper)
    assert found.margin == Fraction(2, 5)
    assert found.more_to_sell == Fraction(5, 42)
    assert Simulation(FOUND).more_to_sell == 0  # it costs less
    unknown = replace(cheaper, sellers=tuple(replace(s, costed=0) for s in SELLERS))
    assert Simulation(unknown).more_to_sell is None
    dear = replace(cheaper, draft=(DRAFT, DRAFT, scaled(DRAFT, 1000)))
    assert Simulation(dear).more_to_sell is None  # more is paid of a peso than is left of it


@pytest.mark.parametrize(("costed", "known"), [(1619, False), (1620, True)])
def test_a_margin_wants_nine_tenths_of_the_costs(costed: int, known: bool) -> None:
    sold = (seller("ana", 1800, costed=costed, cost=costed // 2),)
    assert (Simulation(replace(FOUND, sellers=sold)).margin is not None) == known


def test_who_cannot_be_worked_out_is_in_no_figure_and_told() -> None:
    problem = Problem(code="pay-no-goal", value="ben")
    wrong = tuple(replace(x, problems=(problem,)) if x.person == "ben" else x for x in AGAINST)
    found = Simulation(replace(FOUND, against=(AGAINST, wrong, AGAINST)))
    assert found.left_out == (("ben", (problem,)),)
    assert (found.cost, found.cost_against, found.sold) == (130, 115, 1300)
    assert [x.seller.person for x in found.moved] == ["cel"]
    assert [x.draft for x in found.years] == [130, 65, 182]


def test_it_is_kept_as_json_and_read_again() -> None:
    problem = Problem(code="pay-no-goal", value="ben", values=(("measure", "revenue"),))
    one = replace(FOUND, draft=((*DRAFT[:1], replace(DRAFT[1], problems=(problem,))), DRAFT, DRAFT))
    assert read_simulated(json.loads(json.dumps(simulated_data(one)))) == one
    assert FACTORS[0] == 1


figures = st.integers(0, 10**9)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.lists(st.tuples(figures, figures, figures, st.booleans()), max_size=15))
def test_parts_sum_to_the_whole(rows: list[tuple[int, int, int, bool]]) -> None:
    names = [f"p{n:02}" for n in range(len(rows))]
    sold = tuple(
        seller(p, s, s + 1 if has else None, unit="N" if has else "")
        for p, (s, _, _, has) in zip(names, rows, strict=True)
    )
    draft = tuple(pay(p, a, b) for p, (_, a, b, _) in zip(names, rows, strict=True))
    against = tuple(pay(p, b, a) for p, (_, a, b, _) in zip(names, rows, strict=True))
    found = Simulation(
        Simulated(days=DAYS, currency="PHP", sellers=sold, draft=(draft,) * 3,
                  against=(against,) * 3, measure="revenue")
    )  # fmt: skip
    assert sum(x.draft for x in found.periods) == found.cost
    assert sum(x.sold for x in found.periods) == found.sold
    assert sum(amount for _, amount in found.mix) == found.cost
    assert sum(g.draft for g in found.units) == sum(g.draft for g in found.tenures) == found.cost
    assert sum(found.bands or ()) + found.without_goal == len(rows)
    assert sum(x.change for x in found.moved) == found.cost - (found.cost_against or 0)
