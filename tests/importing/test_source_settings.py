"""Settings of source.yaml are of their kind, or they are refused: nothing is guessed."""

import pytest

from husay.book.source import read_source

SELECTS = {"sale_lines": "SELECT 1 AS sale"}
FINE = {"name": "shop", "currency": "PHP"}


@pytest.mark.parametrize(
    ("setting", "value", "code"),
    [
        ("amounts_include_tax", "no", "setting-yes-or-no"),
        ("amounts_include_tax", 0, "setting-yes-or-no"),
        ("whole", "sale_lines", "setting-list"),
        ("whole", [["products"]], "setting-list"),
        ("whole", {"products": True}, "setting-list"),
        ("stages", "lead", "setting-list"),
        ("stages", [1, 2], "setting-list"),
        ("company", "Lakan", "setting-mapping"),
        ("mapping", [1], "setting-mapping"),
        ("title", 2026, "setting-text"),
        ("title", ["a"], "setting-text"),
        ("schedule", 5, "setting-text"),
        ("data", 5, "setting-text"),
        ("database", 5, "setting-text"),
        ("file", 5, "setting-text"),
        ("name", 2026, "source-name"),
        ("name", "shop\n", "source-name"),
        ("name", None, "source-name"),
        ("currency", "PHP\n", "source-currency"),
        ("currency", "php", "source-currency"),
        ("currency", None, "source-currency"),
    ],
)
def test_a_setting_of_another_kind_is_refused(setting: str, value: object, code: str) -> None:
    source, problems = read_source({**FINE, setting: value}, SELECTS)
    assert source is None
    assert [(p.code, p.column) for p in problems] == [(code, setting)]


@pytest.mark.parametrize(
    ("setting", "value"),
    [("amounts_include_tax", True), ("whole", []), ("whole", None), ("whole", ["products"]),
     ("title", None), ("company", {}), ("stages", ["lead"])],
)  # fmt: skip
def test_one_of_its_kind_is_taken(setting: str, value: object) -> None:
    source, problems = read_source({**FINE, setting: value}, SELECTS)
    assert source is not None, problems
