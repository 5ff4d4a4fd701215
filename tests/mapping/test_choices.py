"""Words of a file for the book's choices: a whole cell says something, a word within it nothing."""

import pytest

from husay.book.mapping.choices import CHOICES
from husay.book.mapping.sql import choice_sql
from tests.by_sql import by_sql
from tests.mapping.running import given, guessed


def chosen(table: str, field: str, text: str) -> str:
    rows = by_sql(f"SELECT {choice_sql('x', table, field)} FROM (SELECT ? AS x)", [text])
    return str(rows[0][0])


@pytest.mark.parametrize(
    ("table", "field", "text", "choice"),
    [
        ("deals", "status", "Closed Won", "won"), ("deals", "status", "Closed-Won ", "won"),
        ("deals", "status", "Closed – Lost", "lost"), ("deals", "status", "Talo", "lost"),
        ("deals", "status", "Not won", "lost"), ("deals", "status", "Not accepted", "lost"),
        ("deals", "status", "In progress", "open"), ("deals", "status", "CANCELLED", "lost"),
        ("sale_lines", "kind", "Credit Memo", "return"), ("sale_lines", "kind", "CM", "return"),
        ("sale_lines", "kind", "Sales Return", "return"), ("sale_lines", "kind", "Balik", "return"),
        ("sale_lines", "kind", "Cash sale", "sale"), ("sale_lines", "kind", "Order", "sale"),
        ("sale_lines", "kind", "Debit memo", "adjustment"),
        ("goals", "scope", "Sales Rep", "seller"), ("goals", "measure", "Units sold", "quantity"),
        ("units", "kind", "Business Unit", "unit"),
        ("assignments", "role", "Regional Sales Manager", "manager"),
        ("assignments", "role", "Head of Sales", "manager"),
        ("assignments", "role", "Assistant to the Manager", "support"),
        ("assignments", "role", "Sales Support", "support"),
        ("assignments", "role", "Senior Sales Rep II", "seller"),
        ("assignments", "role", "Account Executive", "seller"),
    ],
)  # fmt: skip
def test_known_words(table: str, field: str, text: str, choice: str) -> None:
    assert chosen(table, field, text) == choice


@pytest.mark.parametrize(
    ("table", "field", "text"),
    [
        # Each of these was once taken for the opposite of what it says.
        ("deals", "status", "Lost to Winner Corp"), ("deals", "status", "Not yet accepted"),
        ("deals", "status", "Won by competitor"), ("deals", "status", "Closed"),
        ("sale_lines", "kind", "Non-return"), ("sale_lines", "kind", "CMS order"),
        ("sale_lines", "kind", "Returnable bottles sale"), ("sale_lines", "kind", "Returns?"),
    ],
)  # fmt: skip
def test_a_word_within_others_says_nothing(table: str, field: str, text: str) -> None:
    assert chosen(table, field, text) == text


def test_every_choice_knows_its_own_word() -> None:
    for (table, field), choices in CHOICES.items():
        for choice, _ in choices:
            assert chosen(table, field, choice.replace("_", " ")) == choice


def test_a_column_is_known_by_words_within_cells_too() -> None:
    # It is taken for the kind, and what it says is then refused: better than every row a sale.
    rows = [("1", "2026-01-31", "Return of goods", "5"), ("2", "2026-01-31", "Sale, retail", "5")]
    made = given(guessed(("Invoice No", "Date", "Type", "Amount"), rows), rows)
    assert [row["kind"] for row in made] == ["Return of goods", "Sale, retail"]
