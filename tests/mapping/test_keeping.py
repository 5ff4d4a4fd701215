"""A mapping as it stands in source.yaml, and what can be wrong with it there."""

from typing import Any

import pytest
import yaml

from husay.book.mapping import Feed, Mapping, as_data, from_data, guess, mapping_problems

WHOLE = Mapping(
    table="sale_lines",
    feeds=(
        Feed("sale", "Resibo"),
        Feed("date", "Petsa", dates="dmy"),
        Feed("seller", "Ahente", hidden=True),
        Feed("quantity", "Dami", decimal=","),
        Feed("unit_price", "Presyo", decimal=","),
        Feed("discount", "Bawas", decimal=",", share="percent"),
    ),
    headers=("Resibo", "Petsa", "Ahente", "Dami", "Presyo", "Bawas"),
    sheet="Enero",
    skip=3,
    signs=("₱",),
    tax="apart",
    cost="each",
    salt="abc",
)


def through_yaml(mapping: Mapping) -> Any:
    return yaml.safe_load(yaml.safe_dump(as_data(mapping), allow_unicode=True, sort_keys=False))


def test_a_mapping_comes_back_as_it_was_kept() -> None:
    assert from_data(through_yaml(WHOLE)) == (WHOLE, ())


def test_what_was_guessed_is_said_once_it_is_kept() -> None:
    mapping = guess(("Petsa", "Halaga", "Iba"), [("31/01/2026", "5.00", "x")])
    assert from_data(through_yaml(mapping)) == (mapping.confirmed(), ())


def changed(**changes: Any) -> dict[str, Any]:
    columns = {"date": {"from": "d", "dates": "iso"}, "amount": {"from": "a", "decimal": "."}}
    data = {"table": "sale_lines", "columns": columns}
    return {**data, **changes}


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (None, ["mapping-not-readable"]),
        ({"table": "sale_lines"}, ["mapping-not-readable"]),
        (changed(tabel="x"), ["unknown-setting"]),
        (changed(table="sales"), ["mapping-unknown-table"]),
        (changed(columns={"date": {"from": "d", "dates": "iso"}}), ["mapping-lacks"]),
        (changed(columns={"date": {"from": "d", "dates": "ymd"}}), ["mapping-reading"]),
        (changed(columns={"date": 5}), ["mapping-not-readable"]),
        (changed(columns={"date": "d", "amount": {"from": "a", "decimal": "."}}),
         ["mapping-reading"]),
        (changed(columns={"date": {"from": "d", "dates": "iso", "format": "x"}}),
         ["unknown-setting"]),
    ],
)  # fmt: skip
def test_everything_wrong_is_named(data: object, codes: list[str]) -> None:
    mapping, problems = from_data(data)
    assert mapping is None
    assert [p.code for p in problems] == codes


def test_fields_that_are_not_there_or_fed_twice() -> None:
    feeds = (
        Feed("date", "d", dates="iso"),
        Feed("amount", "a", decimal="."),
        Feed("amount", "b", decimal="."),
        Feed("amuont", "c"),
        Feed("seller_name", "e"),
    )
    problems = mapping_problems(Mapping("sale_lines", feeds, ("d", "a", "b", "c")))
    found = [(p.code, p.column, p.says().get("nearest")) for p in problems if p.severity == "error"]
    assert found == [
        ("mapping-twice", "amount", None),
        ("mapping-unknown-field", "amuont", "amount"),
        ("mapping-lacks", "seller", None),
        ("file-lacks-column", "e", ""),
    ]
