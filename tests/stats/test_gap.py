"""Where a gap is: identities by hand, exact sums, and who is named when."""

from math import exp, log, prod
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.stats.gap import LEAST_LEADS, gaps, months_wanted, pooled
from husay.stats.sales_identity import Flow, Stock, Won, flow_identity, stock_identity

ONE = 10_000


def flow(leads: int, meetings: int, won: int, listed: int = 100, price: float = 0.9) -> Flow:
    """Twelve months alike; deals of two sizes about the same mean."""
    sizes = [listed * ONE * (8 + 4 * (i % 2)) // 10 for i in range(won)]
    month = tuple(Won(size, round(size * price)) for size in sizes)
    return Flow(((leads,) * 12, (meetings,) * 12), (month,) * 12)


def test_factors_are_those_of_the_sums() -> None:
    people = [flow(50, 20, 6), flow(50, 20, 6)]
    found = flow_identity(people)
    assert found.factors == ("leads", "meetings", "wins", "deal-value", "price")
    assert np.exp(found.raw[0]) == pytest.approx([50, 0.4, 0.3, 100 * ONE, 0.9])
    assert found.sales == (12 * 6 * 90 * ONE,) * 2
    assert prod(np.exp(found.raw[0])) * 12 == pytest.approx(found.sales[0])
    # Nothing beyond chance, so 1 / y; a share's (1 - p) / (n p); c^2 / won, 6 months of a year's.
    c2 = 72 * 0.04 / 71
    assert found.noise[0][:4] == pytest.approx(
        [1 / 600, 0.6 / (600 * 0.4), 0.7 / (240 * 0.3), c2 / 72]
    )


def test_a_ratio_that_may_pass_one_has_the_error_of_counts() -> None:
    found = flow_identity([flow(10, 30, 6), flow(10, 30, 6)])
    assert np.exp(found.raw[0][1]) == pytest.approx(3)
    assert found.noise[0][1] == pytest.approx(1 / 360)


def test_who_has_won_nothing_has_the_teams_value_and_no_logarithm_of_nothing() -> None:
    found = flow_identity([flow(50, 20, 6), flow(50, 20, 0)])
    assert np.isfinite(found.raw).all()
    assert np.exp(found.raw[1][3:]) == pytest.approx([100 * ONE, 0.9])
    assert found.noise[1][3] > found.noise[0][3]


def test_littles_law_gives_the_sales_of_a_steady_pipeline() -> None:
    # 60 open, 30 days each: two close a day, a third of them won, at 100 list and 90 net.
    won = tuple(Won(100 * ONE, 90 * ONE) for _ in range(60))
    stock = Stock(90, 60.0, (30,) * 180, won)
    found = stock_identity([stock, stock])
    assert found.factors == ("open-deals", "speed", "wins", "deal-value", "price")
    assert np.exp(found.raw[0]) == pytest.approx([60, 1 / 30, 1 / 3, 100 * ONE, 0.9])
    assert prod(np.exp(found.raw[0])) * 90 == pytest.approx(found.sales[0])


def slow() -> list[Stock]:
    won = tuple(Won(100 * ONE, 90 * ONE) for _ in range(80))
    usual = Stock(120, 60.0, (20, 40) * 120, won)
    return [*[usual] * 5, Stock(120, 60.0, (40, 80) * 120, won)]


def test_who_takes_twice_as_long_is_named_for_speed() -> None:
    found = gaps(slow())
    assert found[5].named == "speed"
    assert [gap.named for gap in found[:5]] == [None] * 5
    with pytest.raises(ValueError, match="not compared"):
        gaps([*slow(), flow(50, 20, 6)])  # type: ignore[arg-type]


def team() -> list[Flow]:
    """Five alike, and one who wins half as often."""
    return [*[flow(100, 40, 12)] * 5, flow(100, 40, 6)]


def test_a_stage_that_is_far_below_is_named_and_has_the_gap() -> None:
    found = gaps(team())[5]
    assert found.named == "wins"
    assert found.more_leads == 0
    parts = {stage.factor: stage.part for stage in found.stages}
    assert parts["wins"] < 0.8 * found.gap < 0
    assert [stage.weakest > 0.99 for stage in found.stages] == [
        stage.factor == "wins" for stage in found.stages
    ]


def test_parts_and_chance_are_the_gap_by_another_way_to_reckon() -> None:
    found = gaps(team())[5]
    own, mark = ([getattr(s, name) for s in found.stages] for name in ("rate", "benchmark"))
    x, y = prod(own) * 12, prod(mark) * 12
    mean = (x - y) / (log(x) - log(y))
    for stage in found.stages:
        assert stage.part == pytest.approx(mean * log(stage.rate / stage.benchmark), abs=1)
    assert found.benchmark == round(y)
    assert found.chance == pytest.approx(found.sales - x, abs=3)


def test_with_few_leads_nobody_is_named_and_how_many_more_are_wanted_is_told() -> None:
    few = [*[flow(10, 4, 2)] * 5, flow(10, 4, 1)]
    found = gaps(few)[5]
    assert found.named is None
    assert found.more_leads is not None
    assert found.more_leads >= LEAST_LEADS - 120


@pytest.mark.parametrize(("a_month", "named"), [(16, None), (17, "price")])
def test_below_two_hundred_leads_nothing_is_named_however_sure(
    a_month: int, named: str | None
) -> None:
    # 192 and 204 leads; a price that is far below at every deal is seen at once.
    people = [*[flow(a_month, 8, 4)] * 5, flow(a_month, 8, 4, price=0.5)]
    found = gaps(people)[5]
    assert found.named == named
    assert found.more_leads == (0 if named else LEAST_LEADS - 192)


def test_nobody_differs_and_more_leads_would_not_help() -> None:
    for gap in gaps([flow(100, 40, 12)] * 4):
        assert (gap.named, gap.more_leads) == (None, None)


def test_the_best_quarter_of_the_team_is_the_mean_of_its_best() -> None:
    people = [flow(100, 40, won) for won in (8, 9, 10, 11, 12, 13, 14, 16)]
    team_rates = {s.factor: s.rate for s in gaps(people)[7].stages}
    second = {s.factor: s.rate for s in gaps(people)[6].stages}
    mark = {s.factor: s.benchmark for s in gaps(people, "best-quartile")[0].stages}
    for factor, value in mark.items():
        both = fmean([log(team_rates[factor]), log(second[factor])])
        assert value == pytest.approx(exp(both))


def test_ones_own_best_quarter_is_drawn_toward_the_team() -> None:
    good = Flow(
        ((100,) * 12, (40,) * 9 + (80,) * 3),
        flow(100, 40, 12).won,
    )
    people = [*[flow(100, 40, 12)] * 4, flow(100, 30, 12), good]
    found = gaps(people, "own-best-quarter")[5]
    mark = {s.factor: s.benchmark for s in found.stages}
    own = {s.factor: s.rate for s in found.stages}
    assert own["meetings"] < mark["meetings"] < 0.8
    with pytest.raises(ValueError, match="one of two"):
        gaps([one.part(0, 5) for one in people], "own-best-quarter")


@pytest.mark.parametrize(
    ("leads", "months"), [([100, 100], 2), ([100, 99], None), ([0, 50, 200], 1), ([], None)]
)
def test_a_window_is_made_as_long_as_two_hundred_leads_want(
    leads: list[int], months: int | None
) -> None:
    assert months_wanted(leads) == months


def test_people_together_are_their_sums() -> None:
    both = pooled([flow(10, 4, 2), flow(20, 6, 3)])
    assert both.counts == ((30,) * 12, (10,) * 12)
    assert [len(month) for month in both.won] == [5] * 12


def test_a_company_without_meetings_names_its_own_stages() -> None:
    people = [Flow(one.counts[:1], one.won) for one in team()]
    found = gaps(people, stages=("leads", "wins"))[5]
    assert [stage.factor for stage in found.stages] == ["leads", "wins", "deal-value", "price"]
    assert found.named == "wins"


@pytest.mark.parametrize(
    "people",
    [[], [Flow(((1,),), ((Won(1, 1),),))], [Flow(((), ()), ())], [flow(0, 0, 0)], [flow(5, 0, 0)]],
)
def test_what_is_no_team_is_refused(people: list[Flow]) -> None:
    with pytest.raises(ValueError, match=r"wants|nothing at a stage"):
        gaps(people)


DEALS = st.lists(
    st.tuples(st.integers(ONE, 10**9), st.integers(300, 1000)).map(
        lambda d: Won(d[0], d[0] * d[1] // 1000)
    ),
    max_size=5,
)
MONTH = st.tuples(st.integers(0, 40), st.integers(0, 15), DEALS)
TEAM = st.lists(st.lists(MONTH, min_size=6, max_size=6), min_size=1, max_size=5).filter(
    lambda t: all(any(f(m) for months in t for m in months)
                  for f in (lambda m: m[0], lambda m: m[1], lambda m: m[2]))
)  # fmt: skip


@settings(max_examples=40)
@given(TEAM, st.sampled_from(["team", "best-quartile", "own-best-quarter"]))
def test_parts_sum_to_the_gap_to_the_last_unit(months, benchmark) -> None:
    people = [
        Flow((tuple(m[0] for m in own), tuple(m[1] for m in own)), tuple(tuple(m[2]) for m in own))
        for own in months
    ]
    for gap, one in zip(gaps(people, benchmark), people, strict=True):
        assert gap.sales == sum(deal.net for deal in one.deals)
        assert sum(stage.part for stage in gap.stages) + gap.chance == gap.gap
        assert gap.named is None or sum(one.counts[0]) >= LEAST_LEADS
    turned = gaps(people[::-1], benchmark)[::-1]
    assert [gap.named for gap in turned] == [gap.named for gap in gaps(people, benchmark)]
