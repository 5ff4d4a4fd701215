"""What a few others do is told to nobody who does not see them: by no benchmark, and by no sum."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from husay.access.viewer import Viewer
from husay.basics.amount import SCALE
from husay.measures.question import Whole
from husay.stats.gap import best_quarter
from husay.tracking.gap import GapFound, NoGap
from tests.measures.making import Made, make

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from husay.store.company import Company

LAST = date(2024, 12, 31)
HEAD = "sale,line,date,seller,customer,product,quantity,amount,list_amount\n"


def company(
    folder: Path, teams: dict[str, Sequence[str]], reports: str = "", lines: str = "",
    deals: str = "",
) -> Made:  # fmt: skip
    """Sellers in teams of one company, each with as many orders of their own size every month."""
    everybody = [person for some in teams.values() for person in some]
    sold = lines or HEAD + "".join(
        f"{who}-{month}-{n},1,{date(2024, month, 3 + n)},{who},of-{who}-{n},soap,1,"
        f"{100 + 10 * at + n},200\n"
        for at, who in enumerate(everybody) for month in range(1, 13) for n in range(3)
    )  # fmt: skip
    more = {"deals": deals} if deals else {}
    return make(folder, more | {
        "sale_lines": sold + f"LAST,1,{LAST},{everybody[0]},x,soap,1,1,1\n" * (not lines),
        "units": "unit,parent,kind\nall,,company\n"
        + "".join(f"{team},all,team\n" for team in teams),
        "assignments": "person,unit,role,valid_from,manager\n" + "".join(
            f"{who},{team},seller,2020-01-01,{'boss' if who in reports.split() else ''}\n"
            for team, some in teams.items() for who in some
        ) + "lead,a,manager,2020-01-01,\n",
    })  # fmt: skip


def seen_by(made: Made, role: Role, person: str) -> Company:
    from dataclasses import replace

    viewer = Viewer(f"{person}@husay.test", frozenset({role}), person)
    return replace(made.company, viewer=viewer, today=LAST)


def gap(home: Company, of: str, against: str) -> GapFound | NoGap:
    from husay.store import gaps

    subject = gaps.read_subject(of)
    assert subject is not None
    return gaps.gap(home, subject, against).found


def people(count: int) -> list[str]:
    return [f"s{n:02d}" for n in range(count)]


@pytest.mark.parametrize(
    ("count", "quarter", "told"), [(5, 1, False), (18, 4, False), (19, 5, True)]
)
def test_a_seller_is_told_of_a_best_quarter_that_is_five_people_or_more(
    tmp_path: Path, count: int, quarter: int, told: bool
) -> None:
    made, who = company(tmp_path, {"a": people(count)}), people(count)[1]
    assert best_quarter(count) == quarter
    own = gap(seen_by(made, Role.SELLER, who), f"seller:{who}", "best")
    assert isinstance(own, GapFound) is told
    if isinstance(own, NoGap):
        assert (own.why, own.peers) == ("best", count)
    # What is usual of five stays told, and who sees all five sees their best.
    assert isinstance(gap(seen_by(made, Role.SELLER, who), f"seller:{who}", "team"), GapFound)
    for reader in (made.company, seen_by(made, Role.MANAGER, "lead")):
        assert isinstance(gap(reader, f"seller:{who}", "best"), GapFound)


def test_a_manager_is_not_told_what_the_one_best_unit_of_others_does(tmp_path: Path) -> None:
    made = company(tmp_path, {"a": ["a1", "a2"], "b": ["b1", "b2"], "c": ["c1", "c2"]})
    lead = seen_by(made, Role.MANAGER, "lead")
    assert isinstance(gap(lead, "unit:a", "team"), GapFound)
    found = gap(lead, "unit:a", "best")
    assert isinstance(found, NoGap)
    assert found.why == "best"
    assert isinstance(gap(made.company, "unit:a", "best"), GapFound)


def test_who_leads_some_of_four_is_not_told_what_is_usual_of_them(tmp_path: Path) -> None:
    """Of four sellers in all, two report to somebody: from their figures and what is usual the
    other two's could be reckoned."""
    made = company(tmp_path, {"a": ["a1", "a2"], "b": ["b1", "b2"]}, reports="a1 b1")
    boss = seen_by(made, Role.MANAGER, "boss")
    assert boss.scope.people >= {"a1", "b1"}
    found = gap(boss, "seller:a1", "team")
    assert isinstance(found, NoGap)
    assert (found.why, found.peers) == ("peers", 4)
    assert isinstance(gap(made.company, "seller:a1", "team"), GapFound)


def test_money_of_a_customer_gone_quiet_is_what_it_bought_from_who_is_asked_about(
    tmp_path: Path,
) -> None:
    """a2 sold it 1,000 every ten days, eleven times; a1 sold it 100 on the last day, and 7 the same
    day to another, who is not quiet. Of a1's own page the 11,000 are no part."""
    days = [date(2024, 9, 1) - timedelta(days=10 * n) for n in range(12)]
    lines = (
        "sale,line,date,seller,customer,product,quantity,amount,list_amount\n"
        + "".join(
            f"S{n},1,{day},{'a2' if n else 'a1'},quiet,soap,1,{1000 if n else 100},2000\n"
            for n, day in enumerate(days)
        )
        + f"OTHER,1,{LAST},a1,busy,soap,1,7,7\n"
    )
    made = company(tmp_path, {"a": ["a1", "a2"], "b": ["b1"]}, lines=lines)

    def yearly(home: Company, whole: Whole | None = None) -> list[int]:
        from husay.store import obstacles

        found = obstacles.obstacles(home, whole)
        assert found is not None
        return [one.yearly // SCALE for one in found.quiet]

    assert yearly(seen_by(made, Role.SELLER, "a1")) == [100]
    assert yearly(seen_by(made, Role.SELLER, "a2")) == []
    assert yearly(made.company, Whole("seller", "a1")) == [100]
    for reader in (made.company, seen_by(made, Role.MANAGER, "lead")):
        assert yearly(reader) == [11_100]


def test_nor_is_the_stage_named_that_keeps_their_sales_down(tmp_path: Path) -> None:
    """Each has 252 new deals in the year; a1 wins one in six, the others every second."""
    deals = "deal,created,closed,status,amount,seller\n" + "".join(
        f"D{who}-{month}-{n},2024-{month:02}-{1 + n},2024-{month:02}-28,"
        f"{'won' if n % (6 if who == 'a1' else 2) == 0 else 'lost'},{100 + n % 3},{who}\n"
        for who in ("a1", "a2", "b1", "b2") for month in range(1, 13) for n in range(21)
    )  # fmt: skip
    made = company(tmp_path, {"a": ["a1", "a2"], "b": ["b1", "b2"]}, reports="a1 b1", deals=deals)
    from husay.store.gaps import named_gaps

    assert named_gaps(made.company, ["a1"])["a1"].factor == "wins"
    assert named_gaps(seen_by(made, Role.MANAGER, "boss"), ["a1"]) == {}


@pytest.mark.parametrize(("sellers", "told"), [(4, False), (5, True)])
def test_what_share_of_losses_is_usual_is_not_told_of_a_few(
    tmp_path: Path, sellers: int, told: bool
) -> None:
    """Ten deals of each are lost for price; of the others' twenty besides, all for time."""
    lost = "deal,created,closed,status,amount,seller,lost_reason\n" + "".join(
        f"D{who}{n},2024-03-01,2024-05-02,lost,100,{who},{'price' if n < 10 else 'time'}\n"
        for who in people(sellers) for n in range(10 if who == "s00" else 30)
    )  # fmt: skip
    made = company(tmp_path, {"a": people(sellers)}, deals=lost)
    from husay.store import obstacles

    own = obstacles.obstacles(seen_by(made, Role.SELLER, "s00"))
    assert own is not None
    (reason,) = own.reasons
    assert (reason.reason, reason.lost, reason.usual is not None) == ("price", 10, told)
    assert (reason.share == 1) is not told
    whole = obstacles.obstacles(made.company, Whole("seller", "s00"))
    assert whole is not None
    assert whole.reasons[0].usual is not None
