"""AdventureWorks books its resellers' orders once a month, on a date that slips over a month's end:
a reader of the page is not misled by it.

The last bookings are of 30 November, 31 December, 29 January, 1 March (February's), 31 March and
1 May 2014 (April's): February and April have next to nothing, and that says nothing of the sellers.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction

import duckdb
import pytest

from husay.basics.period import Window
from husay.book.change import month_of
from husay.tracking.standing import Standing
from tests.measures.making import Made
from tests.sources.harness import together
from tests.web.exploring import served

pytestmark = together("adventureworks")

DAYS = (None, date(2014, 2, 15), date(2014, 2, 28), date(2014, 3, 31), date(2014, 4, 30))


@pytest.fixture(scope="module")
def made(imported: Callable[[str], Made]) -> Made:
    return imported("adventureworks")


def standing(made: Made, on: date | None) -> Standing:
    found = made.company.standing(on)
    assert found is not None
    return found


def page(made: Made, on: date | None) -> str:
    """The page's words."""
    with served(made) as client:
        response = client.get("/", {} if on is None else {"on": on.isoformat()})
    assert response.status_code == 200
    main = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)
    assert main
    return main[0]


def said(text: str) -> str:
    text = re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text)))


@pytest.mark.parametrize("on", DAYS)
def test_the_booking_is_known_and_said(made: Made, on: date | None) -> None:
    (batches,) = standing(made, on).batches
    assert batches.channel == "reseller"
    cautions = said(" ".join(re.findall(r'<p class="caution">.*?</p>', page(made, on), re.DOTALL)))
    assert (
        f"is booked on one date a month ({batches.batched} of {batches.months} months)" in cautions
    )
    assert "that date slips over the month’s end" in cautions
    assert "Single months mislead: read goal windows, or twelve months together." in cautions


def test_a_month_that_its_booking_slipped_out_of_is_named(made: Made) -> None:
    """Of 2014 these are February and April; on the last of March, February alone."""
    end, march = standing(made, None).batches[0], standing(made, date(2014, 3, 31)).batches[0]
    named = [[month_of(m) for m in b.without if month_of(m)[0] == 2014] for b in (end, march)]
    assert named == [[(2014, 2), (2014, 4)], [(2014, 2)]]
    assert "Nearly empty for that reason alone: November 2011, February 2014, April 2014." in said(
        page(made, None)
    )


WINDOWS = {
    None: Window(date(2014, 3, 1), date(2014, 5, 31)),
    date(2014, 2, 15): Window(date(2013, 11, 30), date(2014, 2, 28)),
    date(2014, 2, 28): Window(date(2013, 11, 30), date(2014, 2, 28)),
    date(2014, 3, 31): Window(date(2014, 3, 1), date(2014, 5, 31)),
    date(2014, 4, 30): Window(date(2014, 3, 1), date(2014, 5, 31)),
}
SPANS = {
    WINDOWS[None]: "1 Mar – 31 May 2014",
    WINDOWS[date(2014, 2, 15)]: "30 Nov 2013 – 28 Feb 2014",
}


@pytest.mark.parametrize("on", DAYS)
def test_the_page_leads_with_the_goals_windows_and_not_with_the_month(
    made: Made, on: date | None
) -> None:
    found = standing(made, on)
    assert found.lead == "goal-window"
    assert found.goal_windows is not None
    assert found.goal_windows.latest.window == WINDOWS[on]
    text = page(made, on)
    heading = said(re.findall(r"<h1.*?</h1>", text, re.DOTALL)[0])
    assert f"From {SPANS[WINDOWS[on]]}, the 17 sellers with a goal" in heading
    month = found.month.window.start
    assert not re.search(rf"{month:%B}\b.* (stands|ended) at", said(text)), "no month is judged"
    for breakdown in found.breakdowns:
        assert {row.lead.window for row in breakdown.rows} == {WINDOWS[on]}
    charts = re.findall(r"<h2[^>]*>(.*?)</h2>", text, re.DOTALL)
    assert [said(c).strip() for c in charts if "month" in c.lower()] == []


@pytest.mark.parametrize(
    ("on", "bookings", "before"),
    [
        # Bookings within the window by then, and within as much of the one a year before, which
        # began on 30 November 2012 and on 28 February 2013 (30 November, 31 December, 28 January;
        # 28 February, 30 March, 30 April 2013).
        (date(2014, 2, 15), 3, 3),
        (date(2014, 2, 28), 3, 3),
        (date(2014, 3, 31), 2, 2),
        (date(2014, 4, 30), 2, 2),
        (None, 3, 3),
    ],
)
def test_as_many_bookings_are_compared_with_as_many(
    made: Made, on: date | None, bookings: int, before: int
) -> None:
    """So that no seller seems to collapse: one booking fewer would be a third of a quarter."""
    found = standing(made, on)
    assert found.goal_windows is not None
    stand = found.goal_windows.latest
    assert stand.compared is not None
    assert batch_days(made, Window(stand.window.start, stand.until)) == bookings
    assert batch_days(made, stand.compared) == before
    assert stand.change is not None
    assert stand.change > 0, "every one of them was better than a year before"


def test_the_month_alone_would_mislead(made: Made) -> None:
    """February has no booking and February before had one: 42 % less, and no seller did worse."""
    month = standing(made, date(2014, 2, 28)).month
    assert batch_days(made, month.window) == 0
    assert month.compared is not None
    assert batch_days(made, month.compared) == 1
    assert month.change is not None
    assert round(month.change, 2) == Fraction(-42, 100)


@pytest.mark.parametrize("on", DAYS)
def test_no_collapse_is_headlined(made: Made, on: date | None) -> None:
    """Nothing above the tables, in words or movers, says that anything fell by a third or more."""
    text = said(page(made, on))
    above = text[: text.index("Division, ")]
    fell = [Decimal(n) for n in re.findall(r"−(\d+(?:\.\d+)?) % (?:against|on) last year", above)]
    assert [share for share in fell if share >= 33] == []
    assert "less than on the same working days" not in above


def batch_days(made: Made, window: Window) -> int:
    """Days of a window with more than fifty orders of resellers."""
    return len(
        book(
            made,
            "SELECT date FROM lines WHERE channel = 'reseller' "
            f"AND date BETWEEN DATE '{window.start}' AND DATE '{window.end}' "
            "GROUP BY date HAVING count(DISTINCT sale) > 50",
        )
    )


def book(made: Made, sql: str) -> list[tuple[object, ...]]:
    """Plain SQL over the company's sale lines, as `lines`."""
    from husay.store.warehouse.book import Book

    company = made.company
    lines = Book(company.home.book, company.head().versions).relation("sale_lines")
    with duckdb.connect() as connection:
        return connection.execute(f"WITH lines AS (SELECT * FROM {lines}) {sql}").fetchall()


def test_what_the_lines_do_not_explain_is_in_the_book_order_by_order(made: Made) -> None:
    """Line 0 of an order is what its header has more than its lines: of 23 orders more than a
    cent, of 207 no more than one (10,000 is 1.0000, a cent is 100)."""
    split = book(
        made,
        "SELECT abs(difference) > 100 AS large, count(*), sum(difference) FROM "
        "(SELECT sale, sum(amount) AS difference FROM lines WHERE product IS NULL GROUP BY sale) "
        "GROUP BY large ORDER BY large DESC",
    )
    assert [(large, count) for large, count, _ in split] == [(True, 23), (False, 207)]
    assert sum(int(str(net)) for _, _, net in split) == 371_072_009


@pytest.mark.parametrize("on", [date(2014, 2, 15), date(2014, 3, 31)])
def test_an_open_window_is_neither_ahead_nor_behind(made: Made, on: date) -> None:
    """On 31 March 53.3 % of the goal was booked, which by working days looks like 156.6 % of what
    is due; the window ended at 86.3 %. On 15 February its last booking had already gone in."""
    stood = standing(made, on)
    assert stood.goal_windows is not None
    latest = stood.goal_windows.latest
    assert latest.until < latest.window.end
    assert latest.attainment is not None
    assert (latest.pace, latest.goal_to_date, latest.ahead) == (None, None, None)
    leads = [row.lead for breakdown in stood.breakdowns for row in breakdown.rows]
    assert {lead.pace for lead in leads} == {None}
    heading = said(page(made, on)).split("Year to date")[0]
    assert "ahead" not in heading
    assert "behind" not in heading
