"""What accounts, territories, sellers and units could sell: whose, on which days, how precisely."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from husay.access.scope import VOLUMES, Led, Scope
from husay.basics.period import Window
from husay.goals.goal import Goal
from husay.goals.potential import Estimate, Potential, combined
from husay.goals.potentials import Potentials, potentials
from husay.measures.question import Whole
from tests.measures.making import Made, make

if TYPE_CHECKING:
    from pathlib import Path

    from husay.store.warehouse.reading import Snapshot

pytestmark = pytest.mark.xdist_group("measures-potentials")

SCALE = 10_000
FOUR_WEEKS = Window(date(2024, 1, 1), date(2024, 1, 28))
"""Twenty working days; ten until the 14th."""

HEAD = "scope,item,measure,starts,ends,value,precision,origin\n"
ACCOUNTS = """
customer,C1,revenue,2024-01-01,2024-01-28,1000,0.10,survey
customer,C2,revenue,2024-01-01,2024-01-28,300,0.2,management
customer,C3,revenue,2024-01-01,2024-01-28,600,,survey
customer,C4,revenue,2024-01-01,2024-01-28,50,0.1,
territory,T2,revenue,2024-01-01,2024-01-28,200,0.5,management
customer,C2,visits,2024-01-01,2024-01-28,8,,
""".lstrip()
# C1 is handed over after two weeks, C3 is its territory's owner's, C4 is nobody's, and nobody knows
# what C5 could buy. Carl moves from north to south after two weeks.
TABLES = {
    "sale_lines": """
sale,line,date,seller,customer,amount
1,1,2024-01-02,ana,C1,100
2,1,2024-01-26,ben,C1,100
""",
    "customers": "customer,territory\nC1,T1\nC2,T1\nC3,T2\nC4,T3\nC5,T1\n",
    "ownerships": """
scope,item,person,valid_from,valid_to
customer,C1,ana,,2024-01-14
customer,C1,ben,2024-01-15,
customer,C2,ana,,
customer,C5,ben,,
territory,T2,carl,,
""",
    "units": """
unit,parent,kind
top,,company
north,top,division
south,top,division
team-a,north,team
""",
    "assignments": """
person,unit,valid_from,valid_to
ana,team-a,,
ben,south,,
carl,north,,2024-01-14
carl,south,2024-01-15,
""",
    "potentials": HEAD + ACCOUNTS,
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(tmp_path_factory.mktemp("potentials"), TABLES)


def also(folder: Path, rows: str, **tables: str) -> Made:
    """The same company with more potentials."""
    return make(folder, {**TABLES, "potentials": HEAD + ACCOUNTS + rows, **tables})


def narrowed(made: Made, scope: Scope) -> Snapshot:
    """The newest snapshot as somebody with a scope has it."""
    from husay.store.warehouse.narrowed import narrowed  # models want a company that is open

    return narrowed(made.snapshot, scope)


def found(made: Made, dimension: str | None, window: Window = FOUR_WEEKS) -> Potentials:
    return potentials(made.snapshot, dimension, window)


def values(by_item: Mapping[str, Potential]) -> dict[str, Fraction]:
    """Whole units, or exact parts of them."""
    return {item: Fraction(p.value, SCALE) for item, p in by_item.items()}


def codes(result: Potentials) -> dict[str, str | None]:
    return {p.code: p.value for p in result.problems}


class TestSums:
    def test_an_account_owned_half_the_days_counts_half(self, made: Made) -> None:
        sums = values(found(made, "seller").by_item)
        assert sums == {"ana": 500 + 300, "ben": 500, "carl": 600 + 200}

    def test_a_unit_has_what_its_sellers_had_while_they_were_in_it(self, made: Made) -> None:
        assert values(found(made, "unit").by_item) == {
            "team-a": 800, "north": 800 + 400, "south": 500 + 400, "top": 2100,
        }  # fmt: skip

    def test_the_whole_has_what_nobody_owns_too(self, made: Made) -> None:
        assert values(found(made, None).by_item) == {"": 2100 + 50}

    def test_a_level_has_the_units_on_it(self, made: Made) -> None:
        assert values(found(made, "division").by_item) == {"north": 1200, "south": 900}
        assert values(found(made, "team").by_item) == {"team-a": 800}

    def test_accounts_and_territories_have_what_the_book_says(self, made: Made) -> None:
        assert values(found(made, "customer").by_item) == {
            "C1": 1000, "C2": 300, "C3": 600, "C4": 50,
        }  # fmt: skip
        assert values(found(made, "territory").by_item) == {"T2": 200}

    def test_another_measure_has_its_own(self, made: Made) -> None:
        visits = potentials(made.snapshot, "seller", FOUR_WEEKS, "visits")
        assert values(visits.by_item) == {"ana": 8}

    def test_windows_that_follow_each_other_sum_to_the_whole(self, made: Made) -> None:
        cuts = [
            Window(date(2024, 1, 1), date(2024, 1, 9)),
            Window(date(2024, 1, 10), date(2024, 1, 28)),
        ]
        parts = [found(made, "seller", window).by_item for window in cuts]
        assert sum(part["ana"].value for part in parts) == 800 * SCALE
        assert parts[0]["ana"].value == 7 * SCALE * 1300 // 20


class TestPrecision:
    def test_errors_of_different_estimates_partly_cancel(self, made: Made) -> None:
        """ana: 500 ± 10 % and 300 ± 20 %: the root of 50² + 60² = 6100 is 78.1025."""
        ana = found(made, "seller").by_item["ana"]
        assert ana.error == 781_025
        assert ana.precision == Fraction(781_025, 8_000_000)
        assert ana.origins == ("management", "survey")
        assert (ana.estimates, ana.assumed) == (2, 0)

    def test_the_parts_of_one_estimate_err_alike(self, made: Made) -> None:
        """top: C1 1000 ± 10 % is in both divisions; 100² + 60² + 90² + 100² = 31700, whose root
        is 178.0449."""
        top = found(made, "unit").by_item["top"]
        assert top.error == 1_780_449

    def test_fifteen_percent_stands_for_none(self, made: Made) -> None:
        """carl: 600 without a precision, 200 ± 50 %: 90² + 100² = 18100."""
        carl = found(made, "seller").by_item["carl"]
        assert (carl.error, carl.assumed) == (1_345_362, 1)

    @pytest.mark.parametrize(
        ("shares", "error"),
        [(("0.3", "0.4"), 50), (("9.9", "0.000000001"), 990), (("1", "1"), 141)],
    )
    def test_the_root_of_the_squares(self, shares: tuple[str, ...], error: int) -> None:
        """Of 100 each: 30 and 40 make 50; 100 and 100 make 141.42."""
        goal = Goal("customer", "C", "revenue", FOUR_WEEKS, 100)
        parts = [(Estimate(goal, Fraction(share)), 100) for share in shares]
        assert combined(parts).error == error

    def test_nothing_has_no_precision(self) -> None:
        assert combined([]).precision is None
        assert (combined([]).value, combined([]).error) == (0, 0)


class TestOwn:
    def test_a_sellers_own_stands_on_its_days_for_what_they_own(self, tmp_path: Path) -> None:
        """ana's own for the second week of four: her accounts count on the other days alone."""
        rows = "seller,ana,revenue,2024-01-08,2024-01-14,150,0.1,management\n"
        made = also(tmp_path, rows)
        sums = values(found(made, "seller").by_item)
        assert sums["ana"] == 250 + 225 + 150
        assert sums["ben"] == 500
        assert values(found(made, "unit").by_item)["north"] == 625 + 400
        assert values(found(made, None).by_item)[""] == 625 + 500 + 800 + 50

    def test_a_units_own_stands_for_all_below_it(self, tmp_path: Path) -> None:
        """team-a's for two weeks of four, south's for all of them."""
        rows = (
            "unit,team-a,revenue,2024-01-01,2024-01-14,1000,0.1,management\n"
            "unit,south,revenue,2024-01-01,2024-01-28,5000,0.1,management\n"
        )
        made = also(tmp_path, rows)
        units = found(made, "unit").by_item
        assert values(units) == {
            "team-a": 1000 + 150, "north": 1150 + 400, "south": 5000, "top": 1550 + 5000,
        }  # fmt: skip
        assert units["south"].origins == ("management",)
        assert values(found(made, None).by_item) == {"": 6550 + 50}
        assert values(found(made, "seller").by_item)["ana"] == 800, "sellers keep theirs"

    def test_who_has_their_own_lacks_no_accounts(self, tmp_path: Path) -> None:
        rows = "seller,ben,revenue,2024-01-01,2024-01-28,700,0.1,management\n"
        ben = found(also(tmp_path, rows), "seller").by_item["ben"]
        assert (ben.value, ben.missing) == (700 * SCALE, 0)


@pytest.fixture(scope="module")
def chosen(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A year's and a quarter's potential of one account."""
    rows = (
        "customer,C9,revenue,2024-01-01,2024-12-31,2620,,plan\n"
        "customer,C9,revenue,2024-01-01,2024-03-31,700,,survey\n"
    )
    return also(tmp_path_factory.mktemp("chosen"), rows)


class TestChoice:
    @pytest.mark.parametrize(
        ("first", "last", "value"),
        [
            ("2024-01-01", "2024-03-31", 700 * SCALE),
            ("2024-01-01", "2024-12-31", 2620 * SCALE),
            ("2024-01-01", "2024-01-31", 700 * SCALE * 23 // 65),
            ("2024-04-01", "2024-04-30", 220 * SCALE),
        ],
    )
    def test_a_day_has_one_potential(self, chosen: Made, first: str, last: str, value: int) -> None:
        """262 working days in the year, 65 in the quarter, 23 in January, 22 in April."""
        window = Window(date.fromisoformat(first), date.fromisoformat(last))
        assert found(chosen, "customer", window).by_item["C9"].value == value


class TestTold:
    def test_accounts_without_one_are_counted(self, made: Made) -> None:
        sellers = found(made, "seller")
        assert {item: p.missing for item, p in sellers.by_item.items()} == {
            "ana": 0, "ben": 1, "carl": 0,
        }  # fmt: skip
        assert codes(sellers)["accounts-without-potential"] == "C5"
        units = found(made, "unit").by_item
        assert {item: p.missing for item, p in units.items()} == {
            "team-a": 0, "north": 0, "south": 1, "top": 1,
        }  # fmt: skip

    def test_an_account_whose_territory_has_one_lacks_none(self, tmp_path: Path) -> None:
        made = also(tmp_path, "territory,T1,revenue,2024-01-01,2024-01-28,10,,\n")
        assert "accounts-without-potential" not in codes(found(made, "seller"))

    def test_a_territory_beside_its_accounts(self, made: Made) -> None:
        assert codes(found(made, None))["potentials-side-by-side"] == "T2"

    def test_that_there_are_none(self, made: Made) -> None:
        later = found(made, "seller", Window(date(2025, 1, 1), date(2025, 1, 31)))
        assert (dict(later.by_item), codes(later)) == ({}, {"no-potentials": "seller"})
        assert codes(found(made, "product")) == {"no-potentials-by": "product"}

    def test_other_currencies_are_converted_or_left_out(self, tmp_path: Path) -> None:
        head = HEAD.replace("precision", "currency")
        rows = (
            "customer,C1,revenue,2024-01-01,2024-01-28,10,USD,\n"
            "customer,C2,revenue,2024-01-01,2024-01-28,10,EUR,\n"
        )
        made = make(
            tmp_path,
            {
                **TABLES,
                "potentials": head + rows,
                "rates": "from_currency,to_currency,date,rate\nUSD,PHP,2023-12-01,56.25\n",
            },
        )
        sums = found(made, "customer")
        assert values(sums.by_item) == {"C1": Fraction(1125, 2)}
        (told,) = (p for p in sums.problems if p.code == "potentials-without-rate")
        assert (told.value, told.says()["currencies"], told.count) == ("PHP", "EUR", 1)


class TestScopes:
    def test_a_seller_has_their_own_and_what_they_owned(self, made: Made) -> None:
        seen = narrowed(made, Scope("some", frozenset({"ana"}), whole=Whole("seller", "ana")))
        assert values(potentials(seen, "seller", FOUR_WEEKS).by_item) == {"ana": 800}
        assert values(potentials(seen, None, FOUR_WEEKS).by_item) == {"": 800}
        assert set(potentials(seen, "customer", FOUR_WEEKS).by_item) == {"C1", "C2"}
        assert potentials(seen, "territory", FOUR_WEEKS).by_item == {}

    def test_a_manager_has_what_everybody_had_in_the_unit(self, made: Made) -> None:
        """carl left north for south: two weeks of his count, though he is not theirs any more."""
        units, people = frozenset({"north", "team-a"}), frozenset({"ana"})
        scope = Scope("some", people, units, (Led("north"),))
        seen = potentials(narrowed(made, scope), "unit", FOUR_WEEKS)
        # Of what lies above, no more shows than of its sales: what is in the scope.
        assert values(seen.by_item) == {"north": 1200, "team-a": 800, "top": 1200}
        every = found(made, "unit").by_item
        assert seen.by_item["north"].error == every["north"].error

    def test_rows_of_others_do_not_show(self, made: Made) -> None:
        scope = Scope("some", frozenset({"ben"}))
        rows = narrowed(made, scope).run("SELECT DISTINCT item FROM potentials ORDER BY 1")
        assert [row[0] for row in rows] == ["C1"]
        places = narrowed(made, scope).run("SELECT DISTINCT person FROM owner_places")
        assert [row[0] for row in places] == ["ben"]

    def test_own_ones_of_a_unit_are_its_leaders(self, tmp_path: Path) -> None:
        rows = (
            "unit,south,revenue,2024-01-01,2024-01-28,5000,,\n"
            "unit,top,revenue,2024-01-01,2024-01-28,9,,\n"
        )
        scope = Scope(
            "some", frozenset({"ben"}), frozenset({"south"}), whole=Whole("unit", "south")
        )
        seen = narrowed(also(tmp_path, rows), scope)
        assert values(potentials(seen, "unit", FOUR_WEEKS).by_item)["south"] == 5000
        assert values(potentials(seen, None, FOUR_WEEKS).by_item) == {"": 5000}

    def test_volumes_have_none(self, made: Made) -> None:
        seen = narrowed(made, VOLUMES)
        for table in ("potentials", "owner_places"):
            assert seen.run(f"SELECT count(*) FROM {table}") == [(0,)]
        assert potentials(seen, "seller", FOUR_WEEKS).by_item == {}
