"""Charts of short books, in a real browser: every label lies somewhere, and within the drawing."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.measures.making import NO_HOLIDAYS, make
from tests.web.browsing import DESKTOP, PHONE, opened, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HEAD = "sale,line,date,seller,product,amount\n"
BOOKS = {
    "one month": "S1,1,2024-02-05,ana,p1,100\n",
    "two months": "S1,1,2024-01-05,ana,p1,100\nS2,1,2024-02-05,ana,p1,60\n",
    "two months, one a year before": "S0,1,2023-02-06,ana,p1,80\nS1,1,2024-01-05,ana,p1,100\n"
    "S2,1,2024-02-05,ana,p1,60\n",
    "a gap": "S0,1,2022-12-06,ana,p1,80\nS1,1,2023-02-06,ana,p1,80\nS2,1,2024-01-05,ana,p1,100\n",
}
_OUTSIDE = """all => all.flatMap(chart => {
  const frame = chart.getBoundingClientRect();
  return [...chart.querySelectorAll('text')].filter(t => t.textContent.trim()).map(t => {
    const box = t.getBoundingClientRect();
    const fits = box.left >= frame.left - 1 && box.right <= frame.right + 1;
    return fits ? '' : `${t.textContent} at ${box.left} to ${box.right}`;
  }).filter(Boolean);
})"""
"""The labels that the edge of their drawing cuts."""


def faults(page: "Page") -> list[str]:
    page.locator("[data-chart] svg").first.wait_for()
    assert "NaN" not in "".join(page.locator("[data-chart]").evaluate_all(
        "all => all.map(chart => chart.innerHTML)"
    ))  # fmt: skip
    return list(page.locator("[data-chart]").evaluate_all(_OUTSIDE))


@pytest.mark.parametrize("book", BOOKS)
def test_a_short_book_has_no_label_that_lies_nowhere(
    browser: "Browser", tmp_path: Path, book: str
) -> None:
    """Also while the lines are being drawn: that is when labels travel along them."""
    addresses = ("/", "/explore?m=revenue,orders&by=-&grain=month&compare=last-year")
    with (
        serving(make(tmp_path, {"sale_lines": HEAD + BOOKS[book]}, NO_HOLIDAYS)) as site,
        opened(browser, reduced_motion="no-preference") as page,
    ):
        for address in addresses:
            page.goto(site + address)
            assert faults(page) == []
            page.wait_for_timeout(100)  # a tenth of the way
            assert faults(page) == []


def test_the_names_at_the_lines_ends_are_whole_in_filipino(
    browser: "Browser", tmp_path: Path
) -> None:
    book = HEAD + "S0,1,2023-02-06,ana,p1,80\nS1,1,2023-12-06,ana,p1,70\nS2,1,2024-02-05,a,p1,60\n"
    with serving(make(tmp_path, {"sale_lines": book}, NO_HOLIDAYS)) as site:
        for viewport in (DESKTOP, PHONE):
            address = f"{site}/?on=2024-02-29"
            with opened(browser, address, viewport=viewport, locale="fil") as page:
                assert page.get_attribute("html", "lang") == "fil"
                assert faults(page) == []
