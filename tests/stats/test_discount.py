"""What discounts win, and who gives away more than peers: by hand, and edges."""

from fractions import Fraction
from math import sqrt
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.stats.discount import Given, Offer, givers, wins_by_discount
from husay.stats.shares import shrink_shares

ONE = 10_000


def offers(discount: Fraction, won: int, lost: int) -> list[Offer]:
    asked = 1000 * ONE * (1 - discount)
    assert asked.denominator == 1
    return [Offer(1000 * ONE, int(asked), i < won) for i in range(won + lost)]


def test_bands_have_their_deals_and_their_shrunk_shares() -> None:
    found = wins_by_discount(
        [*offers(Fraction(0), 30, 70), *offers(Fraction(3, 100), 10, 40),
         *offers(Fraction(30, 100), 45, 15)]
    )  # fmt: skip
    told = [(band.above, band.most, band.deals, band.won) for band in found.bands]
    assert told == [(None, 0, 100, 30), (0, 5, 50, 10), (20, None, 60, 45)]
    shares = shrink_shares([[30], [10], [45]], [[100], [50], [60]]).shares
    assert [band.share for band in found.bands] == [share.mean for share in shares]
    assert all(band.low < band.share < band.high for band in found.bands)
    assert [band.seen for band in found.bands] == [0.3, 0.2, 0.75]


@pytest.mark.parametrize(
    ("discount", "above"),
    [
        ("0", None),
        ("1/10000", 0),
        ("5/100", 0),
        ("501/10000", 5),
        ("-1/10", None),
        ("20/100", 15),
        ("2001/10000", 20),
    ],
)
def test_on_an_edge_a_deal_is_of_the_lower_band(discount: str, above: int | None) -> None:
    (band,) = wins_by_discount(offers(Fraction(discount), 1, 1)).bands
    assert band.above == above


def test_the_trend_is_cochran_and_armitages_by_hand() -> None:
    # 10 at 0, 4 won; 10 at 20 %, 7 won: p .55, mean .1. T = (4 - 5.5)(-.1) + (7 - 5.5)(.1) = .3;
    # its variance .2475 x 20 x .01.
    found = wins_by_discount([*offers(Fraction(0), 4, 6), *offers(Fraction(1, 5), 7, 3)])
    assert found.chance == pytest.approx(NormalDist().cdf(0.3 / sqrt(0.0495)))
    assert found.trend == "no-sign"
    strong = [*offers(Fraction(0), 40, 60), *offers(Fraction(1, 5), 70, 30)]
    assert wins_by_discount(strong).trend == "wins-more"
    weak = [*offers(Fraction(0), 70, 30), *offers(Fraction(1, 5), 40, 60)]
    assert wins_by_discount(weak).trend == "wins-less"
    assert wins_by_discount(offers(Fraction(0), 4, 6)).chance == 0.5


@pytest.mark.parametrize(
    ("deals", "bands"),
    [
        ([], (0,)),
        ([Offer(0, 1, True)], (0,)),
        ([Offer(1, 1, True)], (5, 0)),
        ([Offer(1, 1, True)], (5, 5)),
    ],
)
def test_what_cannot_be_banded_is_refused(deals: list[Offer], bands: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"list value|one above"):
        wins_by_discount(deals, bands)


def deals(rate: float, count: int, kind: str = "a") -> list[Given]:
    """Deals whose discounts lie a hundredth above and below a rate."""
    off = [rate + (0.01 if i % 2 else -0.01) for i in range(count)]
    return [Given(1000 * ONE, round(1000 * ONE * (1 - d)), kind) for d in off]


def test_who_gives_more_is_named_with_the_money() -> None:
    found = givers({"x": deals(0.2, 40), "y": deals(0.1, 40), "z": deals(0.1, 40), "none": []})
    assert list(found) == ["x", "y", "z"]
    assert [giver.verdict for giver in found.values()] == ["gives-more", "gives-less", "gives-less"]
    x = found["x"]
    assert (x.listed, x.given) == (40_000 * ONE, 8_000 * ONE)
    assert x.rate == pytest.approx(0.2)
    # A tenth beyond the others, hardly shrunk; of 40,000 list value.
    assert x.seen == pytest.approx(0.1, abs=1e-3)
    assert x.amount == pytest.approx(x.beyond * x.listed, abs=1)
    assert 0.09 < x.beyond < x.seen
    assert x.low < x.beyond < x.high


def test_for_the_same_kind_of_deal_they_are_alike() -> None:
    # x sells what everybody discounts by a third; a plain comparison would name x.
    found = givers({
        "x": [*deals(0.3, 40, "b"), *deals(0.1, 4)], "y": [*deals(0.1, 40), *deals(0.3, 4, "b")],
        "z": [*deals(0.1, 40), *deals(0.3, 4, "b")],
    })  # fmt: skip
    assert {giver.verdict for giver in found.values()} == {"like-peers"}
    assert found["x"].rate > 2 * found["y"].rate


def test_a_giver_is_compared_with_the_others_alone() -> None:
    """x gives all of kind b but for one deal of a fifth at 10 %: x's 30 % are 20 beyond it."""
    found = givers({
        "x": deals(0.3, 40, "b"), "y": [*deals(0.1, 40), Given(8000 * ONE, 7200 * ONE, "b")],
        "z": deals(0.1, 40),
    })  # fmt: skip
    # y: .1 - .3 of 8,000 of b, and nothing of 40,000 of a.
    mean = found["x"].seen - 0.2
    assert found["y"].seen == pytest.approx(-0.2 * 8 / 48 + mean, abs=1e-6)
    assert found["z"].seen == pytest.approx(mean, abs=1e-6)


def test_what_nobody_else_gives_is_compared_with_nothing() -> None:
    """x alone sells kind b, at half: of that no more money is told than of a."""
    alike = {"x": deals(0.1, 40), "y": deals(0.1, 40), "z": deals(0.1, 40)}
    alone = {**alike, "x": [*alike["x"], *deals(0.5, 40, "b")]}
    found, plain = givers(alone), givers(alike)
    assert (found["x"].beyond, found["x"].amount) == (plain["x"].beyond, plain["x"].amount)
    assert found["x"].rate == pytest.approx(0.3)
    assert list(givers({"x": deals(0.5, 9, "b"), "y": deals(0.1, 9), "z": deals(0, 9)})) == [
        "y", "z",
    ]  # fmt: skip
    assert givers({"x": deals(0.5, 9, "b"), "y": deals(0.1, 9)}) == {}


def test_chance_alone_names_few() -> None:
    named = 0
    for seed in range(30):
        rng = np.random.default_rng([13, seed])
        people = {
            str(i): [Given(10**7, int(10**7 * (1 - d))) for d in rng.uniform(0, 0.2, 20)]
            for i in range(10)
        }
        named += sum(giver.verdict != "like-peers" for giver in givers(people).values())
    assert named <= 30 * 10 * 0.10


def test_without_deals_nothing_is_told() -> None:
    with pytest.raises(ValueError, match="list value"):
        givers({"x": []})


BOOK = st.dictionaries(
    st.sampled_from("abcde"),
    st.lists(
        st.tuples(st.integers(1, 10**9), st.integers(0, 1000), st.sampled_from("pq")).map(
            lambda d: Given(d[0], d[0] * d[1] // 1000, d[2])
        ),
        min_size=1, max_size=8,
    ),
    min_size=1,
)  # fmt: skip


@settings(max_examples=60)
@given(BOOK)
def test_the_order_of_people_and_the_unit_do_not_matter(book: dict[str, list[Given]]) -> None:
    found = givers(book)
    turned = givers(dict(reversed(book.items())))
    for person, giver in found.items():
        assert turned[person].beyond == pytest.approx(giver.beyond, abs=1e-9)
        assert giver.low <= giver.beyond <= giver.high
    scaled = givers(
        {p: [Given(7 * d.listed, 7 * d.net, d.kind) for d in b] for p, b in book.items()}
    )
    for person, giver in found.items():
        assert scaled[person].beyond == pytest.approx(giver.beyond, abs=1e-9)
