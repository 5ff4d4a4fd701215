"""Every measure of the registry, by figures worked out by hand from `tests.measures.bayan`."""

from __future__ import annotations

from fractions import Fraction

import pytest

from husay.measures.measure import MEASURES
from husay.measures.relation import SALES
from husay.measures.rollup import SUMS
from tests.by_sql import by_sql
from tests.measures.making import Made, make

pytestmark = pytest.mark.xdist_group("measures-bayan")

Q1 = "2024-Q1"

BY_HAND = {
    # 1500 + 450 + 200 + 90 + 100 - 200 + 300.0001 + 330 + 50 + 80 - 0.5555 + 100.0001 + 70 + 60
    # + 40
    "revenue": "3169.4447",
    "gross_sales": "3370.0002",  # without the return and the adjustment
    "returns": "200.00",
    "return_rate": "0.059347",  # 200 / 3370.0002
    "quantity": "32",
    "lines": 16,  # the one that two people share is one
    "orders": 13,  # S1 to S13: neither the return nor the adjustment is an order
    "customers": 5,  # c1, c2, c3, c4 and the one called None
    "sellers": 6,  # ana, ben, carl, dina, eve and the one called None
    "average_order": "259.2308",  # 3370.0002 / 13 = 259.23078...
    # of the lines with a cost: 300 + 100 + 20 + 30 - 60 + 0.0002 + 30 + 10 + 66.6668 + 0
    "margin": "496.667",
    "margin_rate": "0.244664",  # 496.6670 / 2030.0002
    # of the sales with a list amount: 200 + 150 + 0 + 30 + 20 + 0 - 30 + 0 + 40 + 19.9999
    "discount": "429.9999",
    "discount_rate": "0.13738",  # 429.9999 / 3130.0001
    "price_realisation": "0.86262",  # 2700.0002 / 3130.0001
    "revenue_per_seller": "520.00",  # (3169.4447 - 50 of web + 0.5555 of nobody) / 6
    "revenue_per_day": "50.3086",  # / 63: the last sale is on 27 March
    "revenue_per_visit": "780.0001",  # 3120.0002 / 4 = 780.00005, half away from zero
    "deals_created": 7,  # all but D7
    "deals_won": 3,  # D1, D4, D7
    "deals_lost": 2,  # D2 and D5
    "deals_open": 3,  # D3, D6, D8
    "created_amount": "3200.00",  # D1 to D6; nobody knows what D8 is worth
    "won_amount": "1800.00",
    "lost_amount": "800.00",
    "pipeline": "1200.00",
    "win_rate_closed": "0.6",  # 3 of the 5 closed in the quarter
    "win_rate_created": "0.285714",  # 2 of the 7 created in it
    "cycle_days": "34",  # (41 + 0 + 61) / 3
    "stage_entered": 10,  # D2 falls back to lead: no second entry
    "stage_conversion": "0.6",  # D1 three times, D2, D3 and D4 from lead
    "activities": 5,
    "visits": 4,
}


def test_every_measure_is_here() -> None:
    assert BY_HAND.keys() == MEASURES.keys()


@pytest.mark.parametrize("measure", MEASURES)
def test_by_hand(bayan: Made, measure: str) -> None:
    assert bayan.value(measure, period=Q1) == BY_HAND[measure]


def test_a_product_line_is_told_by_its_lines(bayan: Made) -> None:
    assert bayan.cells("revenue", "product_line") == {
        "l1": "2780.0001", "l2": "290.00", None: "99.4446",
    }  # fmt: skip
    assert bayan.cells("revenue", "product") == {
        "p1": "1650.00", "p2": "1130.0001", "p3": "290.00", "p4": "100.0001", None: "-0.5555",
    }  # fmt: skip


def test_missing_costs_are_not_profit(bayan: Made) -> None:
    # l2: only S8 of three lines has a cost. p2: one of three.
    assert bayan.cells("margin", "product_line") == {
        "l1": "400.0002",
        "l2": "30.00",
        None: "66.6668",
    }
    assert bayan.cells("margin_rate", "product_line")["l2"] == "0.6"
    # Nothing of carl's, of eve's or of None's has a cost: not known is not 0.
    margins = bayan.cells("margin", "seller")
    assert {seller for seller, margin in margins.items() if margin is None} == {
        "carl", "eve", "None",
    }  # fmt: skip
    discounts = bayan.cells("discount", "seller")
    assert discounts["carl"] == "0.00"
    assert discounts["eve"] is None


def test_prices_above_the_list_are_a_negative_discount(bayan: Made) -> None:
    window = bayan.window("2024-03-16")
    assert bayan.value("discount", period=window) == "-30.00"
    assert bayan.value("price_realisation", period=window) == "1.1"


def test_distinct_counts_are_never_sums(bayan: Made) -> None:
    customers = bayan.ask("customers", by=("seller",))
    found = {row["seller"]: row["customers"] for row in customers.rows}
    assert found == {"ana": 2, "ben": 3, "carl": 1, "dina": 1, "eve": 1, "None": 1, None: 0}
    assert customers.total == {"customers": 5}
    orders = bayan.ask("orders", by=("product",))
    assert sum(int(str(row["orders"])) for row in orders.rows) == 14
    assert orders.total == {"orders": 13}
    assert bayan.cells("orders", "month") == {"2024-01": 2, "2024-02": 3, "2024-03": 8}
    assert bayan.cells("customers", "month") == {"2024-01": 2, "2024-02": 3, "2024-03": 4}
    assert bayan.cells("sellers", "month") == {"2024-01": 2, "2024-02": 2, "2024-03": 5}


def test_a_shared_line_is_dealt_to_the_last_unit(bayan: Made) -> None:
    # 100.0001 by 2 : 1 is 66.66673 and 33.33336: the remainder goes to ben, who is nearer to more.
    day = bayan.window("2024-03-22")
    assert bayan.cells("revenue", "seller", period=day) == {"ana": "66.6667", "ben": "33.3334"}
    assert bayan.cells("quantity", "seller", period=day) == {"ana": "2", "ben": "1"}
    assert bayan.cells("lines", "seller", period=day) == {"ana": 1, "ben": 1}
    assert bayan.ask("lines", by=("seller",), period=day).total == {"lines": 1}
    assert bayan.cells("orders", "seller", period=day) == {"ana": 1, "ben": 1}


def test_an_overlay_takes_nothing_from_a_sale(bayan: Made) -> None:
    assert bayan.cells("revenue", "seller")["carl"] == "200.00"


def test_productivity_by_seller_and_day(bayan: Made) -> None:
    assert bayan.cells("revenue_per_seller", "month") == {
        "2024-01": "975.00",  # 1950 / 2
        "2024-02": "195.00",  # 390 / 2
        "2024-03": "156.00",  # (829.4447 - 50 + 0.5555) / 5 = 156.00004
    }
    assert bayan.cells("revenue_per_day", "month", period=Q1) == {
        "2024-01": "84.7826",  # 1950 / 23
        "2024-02": "18.5714",  # 390 / 21
        "2024-03": "43.655",  # 829.4447 / 19 = 43.65498..., up to the 27th
    }
    visits = bayan.cells("revenue_per_visit", "seller", period=Q1)
    assert visits["ana"] == "1028.3334"  # 2056.6668 / 2
    assert visits["ben"] == "673.3334"
    assert visits["dina"] is None  # sold, and visited nobody


def test_return_rate_without_a_sale_is_no_number(bayan: Made) -> None:
    assert bayan.value("return_rate", period="2024-03-04") is None
    assert bayan.value("returns", period="2024-03-04") == "200.00"
    assert bayan.value("average_order", period="2024-03-04") is None
    assert bayan.value("revenue", period="2024-03-04") == "-200.00"


def test_deals_by_month(bayan: Made) -> None:
    def monthly(measure: str) -> list[object]:
        return list(bayan.cells(measure, "month", period=Q1).values())

    assert monthly("deals_created") == [2, 2, 3]
    assert monthly("deals_won") == [1, 1, 1]
    assert monthly("deals_lost") == [0, 1, 1]
    assert monthly("deals_open") == [2, 2, 3]
    assert monthly("pipeline") == ["1500.00", "1300.00", "1200.00"]
    assert monthly("created_amount") == ["1500.00", "1100.00", "600.00"]  # D1, D2; D3, D5; D4, D6
    assert monthly("won_amount") == ["600.00", "1000.00", "200.00"]


def test_two_win_rates(bayan: Made) -> None:
    # February: D1 won and D5 lost; created were D3, open, and D5, lost.
    assert bayan.value("win_rate_closed", period="2024-02") == "0.5"
    assert bayan.value("win_rate_created", period="2024-02") == "0"
    # January: D7 of December was won. D1 and D2 were created, and D1 was won since.
    assert bayan.value("win_rate_closed", period="2024-01") == "1"
    assert bayan.value("win_rate_created", period="2024-01") == "0.5"
    assert bayan.value("win_rate_closed", period="2023-12") is None


def test_conversion_from_stage_to_stage(bayan: Made) -> None:
    answer = bayan.ask("stage_entered", "stage_conversion", by=("stage",), period=Q1)
    found = {row["stage"]: (row["stage_entered"], row["stage_conversion"]) for row in answer.rows}
    assert found == {
        "lead": (6, Fraction(4, 6)),  # D1, D2, D3 went on; D4 was won from there
        "proposal": (3, Fraction(1, 3)),  # D1 went on; D2 was lost; D3 stands there
        "closing": (1, Fraction(1)),
        None: (0, None),  # D8 was created in no stage
    }


def test_the_pipeline_stands_where_it_stood(bayan: Made) -> None:
    found = bayan.cells("pipeline", "month", "stage", period=Q1)
    assert found == {
        ("proposal", "2024-01"): "1000.00", ("lead", "2024-01"): "500.00",
        ("lead", "2024-02"): "800.00",  # D3
        ("proposal", "2024-02"): "500.00",  # D2, back from lead
        ("proposal", "2024-03"): "800.00", ("lead", "2024-03"): "400.00",
        (None, "2024-03"): "0.00",  # D8 has neither a stage nor an amount
    }  # fmt: skip
    # D2 is ben's, who left team-b for team-c; D3 is ana's, whose team went from north to south.
    assert bayan.cells("pipeline", "month", "division", period=Q1) == {
        ("north", "2024-01"): "1000.00", ("south", "2024-01"): "500.00",
        ("north", "2024-02"): "1300.00",
        ("south", "2024-03"): "800.00", (None, "2024-03"): "400.00",
    }  # fmt: skip


def test_cycle_days_by_seller(bayan: Made) -> None:
    assert bayan.cells("cycle_days", "seller", period=Q1) == {
        "ana": "41", "ben": "61", "carl": "0", None: None,
    }  # fmt: skip


def test_what_cancels_out_is_known_to_be_nothing(tmp_path) -> None:
    """A sale of 100 that cost 60 and its return: 40 - 40 = 0, in the whole and by any dimension;
    list prices 120 and 80 for 100 each: 20 - 20. Of ben's sale neither is known."""
    lines = """
sale,line,date,seller,product,customer,amount,list_amount,cost
1,1,2024-01-10,ana,p1,c1,100,120,60
2,1,2024-01-11,ana,p1,c1,-100,,-60
3,1,2024-01-12,ana,p1,c1,100,80,
4,1,2024-01-12,ben,p2,c2,5,,
5,1,2024-02-12,ben,p2,c2,5,,
"""
    made = make(tmp_path, {"sale_lines": lines})
    for measure in ("margin", "discount"):
        assert made.value(measure, period="2024-01") == "0.00"
        for dimension, items in (
            ("seller", ("ana", "ben")),
            ("product", ("p1", "p2")),
            ("customer", ("c1", "c2")),
            ("month", ("2024-01", "2024-02")),
        ):
            found = made.cells(measure, dimension)
            assert found == {items[0]: "0.00", items[1]: None}, (measure, dimension)
        assert made.ask(measure, by=("seller",)).total == {measure: 0}


def test_books_of_before_know_whether_costs_are_known() -> None:
    """The stored rollups have the columns that they always had: of a group without any cost the
    sum of costs is NULL in them, and a query counts those that are not. An older book needs no
    rollup made anew for it."""
    assert tuple(SUMS) == (
        "amount", "sold", "returned", "quantity", "list_amount", "listed", "cost", "costed",
        "lines",
    )  # fmt: skip
    rows = """
        (VALUES ('sale', 100, NULL, 60), ('return', -100, NULL, -60)) AS l(
          kind, amount, list_amount, cost)"""
    sums = ", ".join(f"SUM({SUMS[name]}) AS {name}" for name in ("list_amount", "listed", "cost"))
    assert by_sql(f"SELECT {sums} FROM {rows}") == [(None, None, 0)]
    monthly = SALES[0]
    assert monthly.parts["with_cost"] == "COUNT(r.cost)"
