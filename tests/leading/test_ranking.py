"""Who leads and who lags is worked out of what was sold, and shown to whom it concerns."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from husay.basics.amount import SCALE
from husay.basics.period import Window
from husay.basics.problem import Mistake
from husay.measures.question import Whole
from tests.leading.market import JOINED, NORTH, SELLERS, WINDOW, deals, market, sales

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from husay.store.company import Company
    from husay.store.people_ranking import RankingSeen
    from tests.measures.making import Made


def revenue(seller: str, first: date, last: date) -> int:
    return sum(s.amount for s in sales() if s.seller == seller and first <= s.day <= last)


def ranking(company: Company, *args: object, **more: object) -> RankingSeen | None:
    from husay.store import people_ranking

    return people_ranking.ranking(company, *args, **more)  # type: ignore[arg-type]


def asked(company: Company, *args: object, **more: object) -> RankingSeen:
    found = ranking(company, *args, **more)
    assert found is not None
    return found


def test_the_window_is_the_last_twelve_whole_months(made: Made) -> None:
    """On Friday the 14th February has working days left: January is the last whole month."""
    assert asked(made.company).found.window == Window(*WINDOW)


def test_each_is_ranked_by_what_they_sold_against_their_potential(made: Made) -> None:
    """Ana sells twice what others do with customers of the same potential."""
    found = asked(made.company).found
    assert found.basis == "potential"
    assert {r.item: r.sold for r in found.rows} == {
        who: revenue(who, *WINDOW) * SCALE for who in SELLERS if who != "gil"
    }
    assert [row.item for row in found.leaders] == ["ana"]
    assert (found.rows[0].place.best, found.rows[0].place.worst) == (1, 1)
    # All have the same potential, so what is usual of them is the same.
    assert len({row.expected for row in found.rows}) == 1


def test_who_was_there_for_two_whole_months_is_not_ranked_and_for_three_is(made: Made) -> None:
    """Gil came on 2 December: of the months to January only that one is whole."""
    (left,) = asked(made.company).found.left_out
    assert date(2024, 12, 2) == JOINED
    assert (left.item, left.months, left.why) == ("gil", 1, "months")
    short = asked(made.company, window=Window(date(2024, 11, 1), date(2025, 1, 31))).found
    assert len(short.rows) == 8
    shorter = asked(made.company, window=Window(date(2024, 12, 1), date(2025, 1, 31))).found
    assert (shorter.ranking, shorter.rows) == (None, ())
    assert len(shorter.left_out) == 9


def test_win_rates_are_deals_won_of_deals_closed(made: Made) -> None:
    found = asked(made.company, measure="win_rate").found
    closed = {
        who: [d for d in deals() if d.seller == who and d.closed
              and WINDOW[0] <= d.closed <= WINDOW[1]]
        for who in SELLERS if who != "gil"
    }  # fmt: skip
    assert {r.item: (r.sold, r.expected) for r in found.rows} == {
        who: (sum(d.status == "won" for d in some), len(some)) for who, some in closed.items()
    }
    assert found.rows[-1].item == "ben"


def test_new_customers_are_those_who_had_bought_from_nobody(made: Made) -> None:
    """Only Gil's were new in these months, and he is not ranked: all others have none."""
    found = asked(made.company, measure="new_customers").found
    assert {r.item: r.sold for r in found.rows} == dict.fromkeys(sorted(set(SELLERS) - {"gil"}), 0)


def test_without_potentials_ranks_rest_on_what_customers_bought_before(tmp_path: Path) -> None:
    """Ana's customers bought as much a year ago: she is no better than they were."""
    found = asked(market(tmp_path, potentials=False, with_deals=False).company).found
    assert found.basis == "history"
    assert found.leaders == ()
    before = sum(revenue(who, date(2023, 2, 1), date(2024, 1, 31)) for who in ("ana",))
    ana = found.row("ana")
    assert ana is not None
    assert ana.expected == pytest.approx(before * found.ranking.mean * SCALE, abs=1)  # type: ignore[union-attr]


def test_a_manager_sees_their_people_and_nobody_else(seen_by: Callable[..., Company]) -> None:
    seen = asked(seen_by(Role.MANAGER, "mia"))
    assert (seen.whole, {row.item for row in seen.found.rows}) == (
        Whole("unit", "north"), set(NORTH),
    )  # fmt: skip
    with pytest.raises(Mistake) as refused:
        ranking(seen_by(Role.MANAGER, "mia"), Whole("unit", "south"))
    assert refused.value.problems[0].code == "not-in-scope"


def test_a_seller_sees_their_own_place_and_nobody_elses(seen_by: Callable[..., Company]) -> None:
    seen = asked(seen_by(Role.SELLER, "ben"))
    assert (seen.own, seen.of, seen.team) == (True, 6, "north")
    assert [row.item for row in seen.found.rows] == ["ben"]
    assert {one.item for one in seen.found.left_out} <= {"ben"}
    with pytest.raises(Mistake):
        ranking(seen_by(Role.SELLER, "ben"), Whole("seller", "ana"))
    with pytest.raises(Mistake):
        ranking(seen_by(Role.SELLER, "ben"), Whole())


def test_in_a_team_of_fewer_than_five_a_seller_is_set_among_more(
    seen_by: Callable[..., Company],
) -> None:
    """The south has three, of whom two can be ranked: Hal stands among all of the company."""
    seen = asked(seen_by(Role.SELLER, "hal"))
    assert (seen.team, seen.of) == ("all", 8)


def test_operations_see_no_ranking(seen_by: Callable[..., Company]) -> None:
    with pytest.raises(Mistake) as refused:
        ranking(seen_by(Role.OPERATIONS))
    assert refused.value.problems[0].code == "not-allowed"


def test_days_that_are_no_whole_months_are_refused(made: Made) -> None:
    for first, last in (("2024-02-02", "2024-04-30"), ("2024-02-01", "2024-04-29"),
                        ("2025-02-01", "2025-02-14")):  # fmt: skip
        with pytest.raises(Mistake) as refused:
            ranking(made.company, window=Window(date.fromisoformat(first),
                                                date.fromisoformat(last)))  # fmt: skip
        assert refused.value.problems[0].code == "whole-months"


def test_units_are_ranked_by_their_own_potential(made: Made) -> None:
    """Two teams are too few for an order."""
    found = asked(made.company, by="unit").found
    assert (found.by, found.ranking, found.rows) == ("team", None, ())
