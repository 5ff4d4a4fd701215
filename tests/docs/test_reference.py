"""The reference's tables of settings, tables, columns and variables say what the code says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields

import pytest
import yaml

from husay.basics.period import Window, parse_period
from husay.book.mapping import FIELDS
from husay.book.schema import GIVEN, Column
from husay.book.source import Source, read_source
from husay.measures.dimension import GRAINS
from husay.org.company import CompanySettings, read_company
from tests.docs.markdown import blocks, code, page, sections, table
from tests.house.project import SOURCE

REFERENCE = page("docs/reference.md")
TABLES = page("docs/tables.md")
HOLDS = {"text": "text", "amount": "amount", "day": "date", "whole": "whole number", "rate": "rate"}


def test_every_setting_of_a_source_is_told() -> None:
    told = [row["Setting of source.yaml"] for row in table(REFERENCE, "Setting of source.yaml")]
    assert sorted(told) == sorted(f.name for f in fields(Source) if f.name != "selects")


def test_the_defaults_of_a_source_are_told() -> None:
    source, problems = read_source({"name": "x", "currency": "PHP"}, {"people": "SELECT 1"})
    assert source is not None, problems
    for row in table(REFERENCE, "Setting of source.yaml"):
        value, told = getattr(source, row["Setting of source.yaml"]), row["If left out"]
        if row["Setting of source.yaml"] == "title":
            assert (value, told) == (source.name, "the name")
        elif told not in ("must be there", "none", "never"):
            assert told == str(value).lower()


def test_every_setting_of_a_company_is_told_with_its_default() -> None:
    usual = _flat(CompanySettings().as_data())
    rows = table(REFERENCE, "Setting of company.yaml")
    assert {row["Setting of company.yaml"] for row in rows} == set(usual)
    for row in rows:
        value = usual[row["Setting of company.yaml"]]
        told: dict[str, object] = {"empty": "", "none": [] if isinstance(value, list) else None}
        assert told.get(row["If left out"], row["If left out"]) in (value, str(value))


def _flat(data: Mapping[str, object]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in data.items():
        below = _flat(value) if isinstance(value, Mapping) else {"": value}
        found |= {f"{key}.{name}".rstrip("."): v for name, v in below.items()}
    return found


def test_the_company_shown_can_be_read() -> None:
    (shown,) = (b.text for b in blocks(REFERENCE) if b.notes.get("file") == "company-example.yaml")
    settings, problems = read_company(yaml.safe_load(shown))
    assert not problems
    window = parse_period("2026-Q1", settings.year)
    assert isinstance(window, Window)
    assert (str(window.start), str(window.end)) == ("2025-07-01", "2025-09-30")


def test_every_table_has_its_chapter_in_order() -> None:
    assert list(sections(TABLES)) == list(GIVEN)


@pytest.mark.parametrize("name", GIVEN)
def test_a_table_is_told_as_it_is(name: str) -> None:
    told, text = GIVEN[name], sections(TABLES)[name]
    (key,) = re.findall(r"^Key: (.+)\.$", text, re.MULTILINE)
    assert tuple(code(key)) == told.key
    rows = table(text, "Column")
    assert [(row["Column"], row["Holds"], row["Needed"]) for row in rows] == [
        (column.name, _holds(column), _needed(column)) for column in told.columns
    ]
    assert all(row["Meaning"] for row in rows)


def _holds(column: Column) -> str:
    return ", ".join(column.choices) or HOLDS[column.kind]


def _needed(column: Column) -> str:
    if column.default is None:
        return "yes" if column.required else ""
    return {"": "empty", "{currency}": "the source's"}.get(column.default, column.default)


def test_what_the_page_says_of_all_tables() -> None:
    facts = [name for name, told in GIVEN.items() if told.fact]
    assert f"({', '.join(facts)})" in TABLES.replace("\n", " ")


def test_a_plain_file_can_give_what_the_reference_says() -> None:
    sentence = "says that the file gives [goals](#goals), not sale lines ("
    rest = REFERENCE.replace("\n", " ").split(sentence)[1].split(")")[0]
    told = set(re.findall(r"[a-z]+", rest.removesuffix("work too"))) - {"and"}
    assert told | {"sale_lines", "goals"} == set(FIELDS)


def test_every_environment_variable_is_told() -> None:
    read = set()
    for file in (*SOURCE.glob("*.py"), *SOURCE.glob("*/*.py")):
        read |= set(re.findall(r"\bHUSAY_[A-Z_]*[A-Z]\b", file.read_text(encoding="utf-8")))
    told = {row["Variable"] for row in table(REFERENCE, "Variable")}
    assert told == read


def test_every_grain_and_period_is_told() -> None:
    asking = sections(REFERENCE)["Asking"]
    assert [grain for grain in GRAINS if f"`{grain}`" not in asking] == []
    (row,) = (r for r in table(asking, "Option") if r["Option"] == "--period P")
    for key in re.findall(r"\d{4}[-\dQW]*", row["Means"]):
        assert isinstance(parse_period(key, CompanySettings().year), Window), key
