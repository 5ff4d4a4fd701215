"""What prices did is exact, whichever way it is grouped; a line that slides is found."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from husay.basics.amount import SCALE
from husay.basics.period import Window
from husay.basics.problem import Mistake
from husay.measures.question import Whole
from husay.tracking.price import price_windows
from husay.tracking.price_trend import price_trends
from tests.leading.market import NORTH, sales
from tests.measures.making import make

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from husay.store.company import Company
    from husay.store.prices import PriceSeen
    from tests.measures.making import Made

AFTER = Window(date(2024, 11, 1), date(2025, 1, 31))
BEFORE = Window(date(2023, 11, 1), date(2024, 1, 31))


def price(company: Company, *args: object, **more: object) -> PriceSeen:
    from husay.store import prices

    found = prices.price(company, *args, **more)  # type: ignore[arg-type]
    assert found is not None
    return found


def sold(window: Window, product: str, people: tuple[str, ...] | None = None) -> tuple[int, int]:
    """Quantity and amount of a product."""
    own = [s for s in sales() if window.contains(s.day) and s.product == product
           and (people is None or s.seller in people)]  # fmt: skip
    return sum(s.quantity for s in own), sum(s.amount for s in own)


def test_effects_are_those_of_the_formula(made: Made) -> None:
    """Volume (Q1 - Q0) A0 / Q0, mix sum (q1 - q0 Q1 / Q0) p0, price sum (p1 - p0) q1."""
    found = price(made.company).found
    assert (found.window, found.compared, found.level) == (AFTER, BEFORE, "product")
    old, new = ({p: sold(w, p) for p in ("soap", "rice")} for w in (BEFORE, AFTER))
    q0, q1 = (sum(q for q, _ in some.values()) for some in (old, new))
    a0 = sum(a for _, a in old.values())
    volume = Fraction((q1 - q0) * a0, q0)
    mix = sum((new[p][0] - Fraction(old[p][0] * q1, q0)) * Fraction(old[p][1], old[p][0])
              for p in old)  # fmt: skip
    cost = sum(new[p][1] - Fraction(old[p][1], old[p][0]) * new[p][0] for p in old)
    effects = found.effects
    for told, worked in ((effects.volume, volume), (effects.mix, mix), (effects.price, cost)):
        assert abs(Fraction(told) - worked * SCALE) < 2
    assert (effects.new, effects.lost) == (0, 0)
    assert effects.change == (sum(a for _, a in new.values()) - a0) * SCALE


@pytest.mark.parametrize("by", ["product_line", "product", "customer_group"])
def test_every_grouping_sums_to_the_same_difference(made: Made, by: str) -> None:
    found = price(made.company, by=by).found
    assert sum(group.effects.change for group in found.groups) == found.after - found.before
    for group in found.groups:
        assert group.effects.change == group.after - group.before
    whole = sum(a for w in (AFTER,) for p in ("soap", "rice") for _, a in (sold(w, p),)) * SCALE
    assert found.after == whole


def test_a_whole_is_what_its_people_sold(made: Made) -> None:
    found = price(made.company, Whole("unit", "north")).found
    assert found.after == sum(sold(AFTER, p, NORTH)[1] for p in ("soap", "rice")) * SCALE


def test_the_line_that_slides_is_found_and_the_other_is_not(made: Made) -> None:
    """Soap is sold for two points of list less every month since July."""
    trends = {trend.item: trend for trend in price(made.company).trends}
    assert {item: trend.verdict for item, trend in trends.items()} == {
        "wash": "slides", "food": "no-sign",
    }  # fmt: skip
    assert trends["wash"].change < -0.1
    own = [s for s in sales() if s.product == "soap"]
    last = [s for s in own if AFTER.contains(s.day)]
    first = [s for s in own if date(2024, 2, 1) <= s.day <= date(2024, 4, 30)]
    part = Fraction(sum(s.amount for s in first), sum(s.listed for s in first))
    lost = part * sum(s.listed for s in last) - sum(s.amount for s in last)
    assert abs(trends["wash"].lost - lost * SCALE) < 1
    assert trends["wash"].given == sum(s.listed - s.amount for s in last) * SCALE


def test_nobody_gives_more_where_all_give_alike(made: Made) -> None:
    assert {g.verdict for g in price(made.company).givers.values()} == {"like-peers"}


def test_a_book_without_a_year_before_tells_no_prices(made: Made) -> None:
    from husay.store import prices

    early = Window(date(2023, 3, 1), date(2023, 5, 31))
    assert prices.price(made.company, window=early) is None


def cheaper(folder: Path, last: int, first: int = 1) -> Made:
    """Soap is sold once in each month of 2024 to the `last` one, for 300 of 899 less 7 a month;
    rice to December. The book begins in a month of 2023."""
    rows = [f"S{n},1,2024-{n:02}-10,ana,soap,1,{300 - 7 * n},899" for n in range(1, last + 1)]
    rows += [f"R{n},1,2024-{n:02}-11,ana,rice,1,80,90" for n in range(1, 13)]
    rows += [f"O,1,2023-{first:02}-18,ana,rice,1,80,90", "END,1,2024-12-31,ana,rice,1,80,90"]
    return make(folder, {
        "sale_lines": "sale,line,date,seller,product,quantity,amount,list_amount\n"
        + "\n".join(rows),
        "products": "product,product_line\nsoap,wash\nrice,food\n",
    })  # fmt: skip


@pytest.mark.parametrize(("last", "told"), [(9, False), (10, True)])
def test_a_line_that_was_not_sold_for_three_months_has_no_trend(
    tmp_path: Path, last: int, told: bool
) -> None:
    trends = {trend.item: trend for trend in price_trends(cheaper(tmp_path, last).snapshot)}
    assert sorted(trends) == (["food", "wash"] if told else ["food"])
    if told:  # 258, 251 and 244 of 899 are 2,869.9, 2,792.0 and 2,714.1 ten-thousandths
        assert trends["wash"].shares[5:8] == (2870, 2792, 2714)
        assert trends["wash"].shares[10:] == (None, None)


@pytest.mark.parametrize(("first", "known"), [(10, True), (11, False), (12, False)])
def test_a_year_before_is_all_of_its_months(tmp_path: Path, first: int, known: bool) -> None:
    """The last three months are October to December: a book from November has two of a year ago."""
    windows = price_windows(cheaper(tmp_path, 12, first).snapshot)
    assert (windows is not None) == known


def test_a_seller_sees_their_own_prices_and_who_gives_nothing(
    seen_by: Callable[..., Company],
) -> None:
    seen = price(seen_by(Role.SELLER, "cel"))
    assert (seen.whole, seen.givers) == (Whole("seller", "cel"), {})
    with pytest.raises(Mistake):
        price(seen_by(Role.SELLER, "cel"), Whole("seller", "ana"))


def test_a_level_that_hides_the_grouping_is_refused(made: Made) -> None:
    for by, level in (("customer_group", "product"), ("product", "product, customer_group"),
                      ("product", "nothing")):  # fmt: skip
        with pytest.raises(Mistake) as refused:
            price(made.company, by=by, level=level)
        assert refused.value.problems[0].code == "price-level"
    assert price(made.company, by="product_line", level="product_line").found.effects.mix != 0


def test_what_the_book_lacks_is_said(made: Made) -> None:
    with pytest.raises(Mistake) as refused:
        price(made.company, by="channel")
    assert refused.value.problems[0].code == "price-without-data"
