"""The calls give what every other face gives: the same figures, exactly, and all of them once."""

import csv
import io
import json
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from tests.api.asking import Caller
from tests.cli.running import run
from tests.upkeep.small import everything, sale_lines
from tests.web.signing import user_with

if TYPE_CHECKING:
    from django.test import Client

    from husay.store.company import Company

LINES = [*everything(150)["sale_lines"], *sale_lines(40, seed=2)]
"""The sale lines as they were given: 150 of one source, 40 of another."""
ROWS = 150 + 150 // 5 + 40
"""Every fifth line of the first source is shared by two, and shows as two parts."""


def every(call: Caller, path: str, limit: int, **asked: object) -> list[dict[str, Any]]:
    """All rows of a list, a page at a time, as `next_offset` leads."""
    found: list[dict[str, Any]] = []
    offset: int | None = 0
    while offset is not None:
        page = call("executive", path, limit=limit, offset=offset, **asked)
        assert (page["limit"], page["offset"]) == (limit, offset)
        assert len(page["rows"]) <= limit
        found += page["rows"]
        assert page["next_offset"] == (len(found) if len(found) < page["count"] else None)
        offset = page["next_offset"]
    assert len(found) == page["count"]
    return found


@pytest.mark.parametrize(
    ("path", "asked", "limits"),
    [
        ("rows", {}, (43, 44, ROWS)),  # five pages and a rest, five pages, one
        ("show", {"by": "product,customer"}, (3, 7)),
        ("goals", {}, (1, 2, 5)),
        ("organisation/people", {"on": "2024-04-01"}, (2, 5)),
        ("organisation/units", {"on": "2024-04-01"}, (4,)),
        ("measures", {}, (5,)),
        ("dimensions", {}, (5,)),
    ],
)
def test_pages_have_every_row_exactly_once(
    call: Caller, path: str, asked: dict[str, str], limits: tuple[int, ...]
) -> None:
    whole = call("executive", path, limit=1000, **asked)
    assert whole["count"] == len(whole["rows"]) > 1
    for limit in limits:
        assert every(call, path, limit, **asked) == whole["rows"]


def test_rows_are_the_lines_that_were_given_in_parts_where_credit_is_shared(call: Caller) -> None:
    rows = every(call, "rows", 50)
    assert len(rows) == ROWS
    assert len({(r["source"], r["sale"], r["line"], r["seller"]) for r in rows}) == ROWS
    found: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for row in rows:
        found[row["source"], row["sale"], row["line"]] += Decimal(row["revenue"])
    given = {
        (source, str(line["sale"]), str(line["line"])): Decimal(str(line["amount"]))
        for source, lines in (("shop", LINES[:150]), ("web", LINES[150:]))
        for line in lines
    }
    assert found == given


def test_past_the_end_there_are_no_rows_and_no_next_page(call: Caller) -> None:
    page = call("executive", "rows", offset=ROWS)
    assert (page["rows"], page["count"], page["next_offset"]) == ([], ROWS, None)


def test_money_is_exact_to_four_decimals_as_text(call: Caller) -> None:
    total = sum(Decimal(str(line["amount"])) for line in LINES)
    (row,) = call("executive", "show")["rows"]
    assert isinstance(row["revenue"], str)
    assert Decimal(row["revenue"]) == total
    by_product = call("executive", "show", by="product")["rows"]
    for each in by_product:
        mine = [Decimal(str(x["amount"])) for x in LINES if x["product"] == each["product"]]
        assert Decimal(each["revenue"]) == sum(mine)


@pytest.mark.parametrize(
    ("asked", "options"),
    [
        ({}, ("revenue",)),
        (
            {"measures": "revenue,orders,quantity", "by": "seller", "period": "2024-02"},
            ("revenue,orders,quantity", "--by", "seller", "--period", "2024-02"),
        ),
        (
            {"by": "unit", "from": "2024-02-01", "to": "2024-03-31", "grain": "month",
             "compare": "previous", "structure": "now"},
            ("revenue", "--by", "unit", "--from", "2024-02-01", "--to", "2024-03-31", "--grain",
             "month", "--compare", "previous", "--structure", "now"),
        ),
        (
            {"measures": "orders", "where": "product = 'p1'", "by": "channel", "top": "1"},
            ("orders", "--where", "product = 'p1'", "--by", "channel", "--top", "1"),
        ),
    ],
)  # fmt: skip
def test_figures_are_those_of_the_command(
    call: Caller, company: "Company", asked: dict[str, str], options: tuple[str, ...]
) -> None:
    told = call("executive", "show", limit=1000, **asked)
    command = run("--home", str(company.home.path), "show", *options, "--format", "json").json
    for key in ("rows", "sentence", "problems", "snapshot", "currency"):
        assert told[key] == command[key], key
    assert told["total"] == command.get("total")
    assert [column["name"] for column in told["columns"]] == command["columns"]


def test_a_standing_is_that_of_the_command(call: Caller, company: "Company") -> None:
    for asked, options in (
        ({}, ()),
        ({"on": "2024-03-15"}, ("--date", "2024-03-15")),
        ({"of": "unit:north"}, ("--unit", "north")),
    ):
        told = call("executive", "standing", **asked)
        words = ("--home", str(company.home.path), "standing", *options, "--format", "json")
        command = run(*words).json
        for key in ("rows", "sentence", "problems", "snapshot", "currency"):
            assert told[key] == command[key], key


@pytest.mark.parametrize("who", ["executive", "seller", "manager"])
def test_figures_are_those_of_the_page(call: Caller, company: "Company", who: str) -> None:
    from django.test import Client

    page = Client()
    page.force_login(user_with(email=f"{who}@husay.test"))
    query = "by=product&from=2024-02-01&to=2024-02-29"
    shown = json.loads(file(page, f"/explore/export/json?m=revenue,orders&{query}"))
    asked = {"measures": "revenue,orders", "by": "product", "period": "2024-02"}
    told = call(who, "show", limit=1000, **asked)
    assert told["rows"] == shown["rows"]
    assert told["total"] == shown["total"]
    table = file(page, f"/explore/export/csv?m=revenue&{query}").decode("utf-8-sig")
    first, *rows = list(csv.reader(io.StringIO(table)))
    sums = {row[0]: Decimal(row[-1]) for row in rows}
    assert sums == {r["product"] or "": Decimal(r["revenue"]) for r in told["rows"]}, first


def file(page: "Client", address: str) -> bytes:
    """A file that a page gives."""
    answer: Any = page.get(address)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)
