"""docs/plans.md says what the loader reads, and every example on it comes out."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from husay.pay.cases import keys as case_keys
from husay.pay.cases.check import check_texts
from husay.pay.document import keys
from husay.pay.document.fields import FIELDS
from husay.pay.document.keys import TERM_KEYS, Key
from tests.docs.markdown import blocks, page, sections
from tests.house.project import modules

PAGE = page("docs/plans.md")
EARNS = ("rate", "rates", "each", "tiers", "curve", "override", "bonus")


def _examples() -> dict[str, tuple[str, str]]:
    """The plans of the page with their cases, by name."""
    plans = {b.notes["plan"]: b.text for b in blocks(PAGE) if "plan" in b.notes}
    cases = {b.notes["cases"]: b.text for b in blocks(PAGE) if "cases" in b.notes}
    assert plans.keys() == cases.keys()
    return {name: (plans[name], cases[name]) for name in plans}


@pytest.mark.parametrize("name", _examples())
def test_an_example_comes_out(name: str) -> None:
    checked = check_texts(*_examples()[name])
    assert [p for p in checked.problems if p.severity == "error"] == []
    assert {r.case.name: r.problems for r in checked.results if not r.passed} == {}
    assert checked.usable


def _tables(text: str) -> Iterator[list[list[str]]]:
    """The tables of keys in a part of the page: key, what it holds, what stands for it."""
    rows: list[list[str]] | None = None
    for line in [*text.splitlines(), ""]:
        if line.startswith("| Key |"):
            rows = []
        elif rows is not None and not line.startswith("|"):
            yield rows
            rows = None
        elif rows is not None and not line.startswith("|---"):
            rows.append([cell.strip().strip("`") for cell in line.strip("|").split("|")])


def _told(known: tuple[Key, ...]) -> list[list[str]]:
    return [[k.name, ", ".join(k.choices) or k.holds, _left_out(k)] for k in known]


def _left_out(key: Key) -> str:
    return "must be there" if key.needed else key.default or "none"


def _every_table() -> list[list[list[str]]]:
    return [[row[:3] for row in rows] for rows in _tables(PAGE)]


@pytest.mark.parametrize(
    "known",
    [
        value
        for module in (keys, case_keys)
        for name, value in vars(module).items()
        if name.endswith("_KEYS") and isinstance(value, tuple)
    ],
    ids=lambda known: known[0].name,
)
def test_every_table_of_keys_is_told(known: tuple[Key, ...]) -> None:
    assert _told(known) in _every_table()


@pytest.mark.parametrize("kind", TERM_KEYS)
def test_every_kind_of_term_is_told_with_its_own_keys(kind: str) -> None:
    common = {key.name for key in keys.EARNS_KEYS}
    if kind not in EARNS:
        common.discard("of")
    own = tuple(key for key in TERM_KEYS[kind] if key.name not in common)
    text = sections(PAGE, 3)[kind]
    assert _told(own) in [[row[:3] for row in rows] for rows in _tables(text)]


def test_every_key_has_a_meaning() -> None:
    assert [row for rows in _tables(PAGE) for row in rows if not row[3]] == []


def test_every_field_is_told_with_its_unit() -> None:
    told = [line for line in sections(PAGE, 3)["Fields"].splitlines() if line.startswith("| `")]
    found = [(line.split("`")[1], line.split("| ")[2].split(":")[0].strip(" |")) for line in told]
    assert dict(found) == dict(FIELDS)


def test_every_problem_of_pay_is_told() -> None:
    """Also those that are given by a variable: every text in the interpreter that is a code."""
    told = [line.split("`")[1] for line in PAGE.splitlines() if line.startswith("| `pay-")]
    given = {
        str(node.value)
        for module in modules("pay")
        if module.name.startswith(("pay/interpret/", "pay/credits"))
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and re.fullmatch(r"pay(-[a-z]+)+", str(node.value))
    }
    assert sorted(told) == sorted(given)


def test_every_kind_of_term_has_an_example() -> None:
    shown = {
        word.split("kind: ")[1].split(",")[0].split("}")[0].strip()
        for plan, _ in _examples().values()
        for word in plan.splitlines()
        if "kind: " in word
    }
    assert shown == set(TERM_KEYS)


def test_every_choice_of_a_setting_has_an_example() -> None:
    written = "\n".join(plan for plan, _ in _examples().values())
    settings = (*keys.SETTINGS_KEYS, *keys.RETURNS_KEYS)
    missing = [
        choice
        for key in settings
        for choice in key.choices[1:]
        if choice not in written and key.name != "prorates"
    ]
    assert missing == []
