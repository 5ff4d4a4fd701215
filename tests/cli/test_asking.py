"""How many rows a command gives where nobody says."""

import pytest

from husay.cli.asking import row_limit


@pytest.mark.parametrize(
    ("asked", "form", "limit"),
    [
        (None, "table", 100),
        (None, "csv", None),
        (None, "json", None),
        (0, "table", None),
        (7, "csv", 7),
    ],
)
def test_a_table_has_a_page_and_a_file_all(asked: int | None, form: str, limit: int | None) -> None:
    assert row_limit(asked, form) == limit
