"""The rows behind a figure, and the life of one line."""

import html
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from husay.book.source import read_source
from tests.measures.making import Made, make
from tests.web.exploring import bayan_company, served
from tests.web.test_explore import cells, heading

if TYPE_CHECKING:
    from django.test import Client

QUARTER = "from=2024-01-01&to=2024-03-31"


@pytest.fixture(scope="module")
def bayan(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return bayan_company(tmp_path_factory.mktemp("rows"))


@pytest.fixture
def client(bayan: Made) -> Iterator["Client"]:
    with served(bayan) as client:
        yield client


def page(client: "Client", query: str) -> str:
    response = client.get(f"/explore/rows?{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_the_sum_above_the_rows_is_the_figure_to_the_last_unit(
    client: "Client", bayan: Made
) -> None:
    text = page(client, f"m=revenue&{QUARTER}")
    assert heading(text).startswith("Behind revenue from 1 Jan to 27 Mar 2024 of ₱3,169 stand 1")
    exact = f"{float(str(bayan.value('revenue', period='2024-Q1'))):,.4f}"
    assert f"₱{exact}" in html.unescape(text)


def test_rows_have_names_beside_identifiers(client: "Client") -> None:
    text = page(client, f"m=revenue&{QUARTER}&where=seller+%3D+%27ana%27")
    rows = cells(text)
    assert rows[0][:5] == ["Date", "Sale", "Kind of line", "Revenue", "Quantity"]
    first = rows[1]
    assert first[0] == "5 Jan 2024"
    assert first[1] == "S1 1"
    assert "Cola 1.5 L p1" in first
    assert "Ana Reyes ana" in first
    assert "Only Ana Reyes." in text


def test_long_lists_come_in_pages_and_no_page_is_beyond_the_last(tmp_path: Path) -> None:
    """53 lines, one a day from 1 January on and each a peso dearer: on the second page are those
    of 20, 21 and 22 February, of 51, 52 and 53 pesos; all of them are 1,431."""
    days = [date(2024, 1, 1) + timedelta(days=n) for n in range(53)]
    lines = [f"S{n},1,{day},ana,{n}" for n, day in enumerate(days, start=1)]
    made = make(tmp_path, {"sale_lines": "\n".join(["sale,line,date,seller,amount", *lines])})
    with served(made) as client:
        first, second = (page(client, f"m=revenue&period=2024&page={n}") for n in (1, 2))
        assert len(cells(first)) - 1 == 50
        assert [row[:2] for row in cells(second)[1:]] == [
            ["20 Feb 2024", "S51 1"], ["21 Feb 2024", "S52 1"], ["22 Feb 2024", "S53 1"],
        ]  # fmt: skip
        for text in (first, second):
            assert "₱1,431.00" in html.unescape(text)
        assert "51–53 of 53" in second
        beyond = cells(page(client, "m=revenue&period=2024&page=99"))
        assert beyond == cells(second)


def test_rows_of_deals_and_visits_are_rows_too(client: "Client") -> None:
    deals = page(client, f"m=deals_won&{QUARTER}")
    assert "3 deal events" in heading(deals)
    visits = page(client, f"m=visits&{QUARTER}")
    assert "4 activities" in heading(visits)


def test_mistakes_are_told_together(client: "Client") -> None:
    text = page(client, "m=revenu&from=never&where=%28")
    assert text.count("Please change") == 3


def test_it_leads_back_to_the_figure(client: "Client") -> None:
    text = page(client, f"m=revenue&{QUARTER}&where=seller+IS+NULL")
    (url,) = re.findall(r'<p class="back"><a href="([^"]+)"', text)
    assert client.get(html.unescape(url)).status_code == 200


def test_the_life_of_a_corrected_line(tmp_path: Path) -> None:
    """
    A line is brought in twice: once with 100, then with 90.50.
    """
    lines = "sale,line,date,seller,amount\nS1,1,2024-01-05,ana,{amount}\n"
    made = make(tmp_path, {"sale_lines": lines.format(amount="100")})
    (tmp_path / "data" / "sale_lines.csv").write_text(lines.format(amount="90.50"))
    said = {"name": "test", "currency": "PHP", "rounding": "refuse"}
    source, _problems = read_source(said, {"sale_lines": "SELECT * FROM sale_lines"})
    assert source is not None
    at = datetime(2025, 1, 1, tzinfo=UTC)
    made.company.import_source(source, tmp_path / "data", "tester", at)
    with served(made) as client:
        text = page(client, "m=revenue&period=2024")
        (url,) = re.findall(r'href="(/explore/line[^"]+)"', text)
        life = client.get(html.unescape(url)).content.decode()
        assert heading(life) == "Line 1 of sale S1 was corrected 1 time."
        rows = {row[0]: row[1:] for row in cells(life)}
        assert rows["Field"] == ["in snapshot 1", "since snapshot 2"]
        assert rows["Amount"] == ["₱100.00", "₱90.50 changed"]
        assert client.get("/explore/line?source=test&sale=S9&line=1").status_code == 404
        assert client.get("/explore/line?source=test&sale=S1&line=one").status_code == 404
