"""The page "Where we stand": its evidence is each figure's own, and an odd day is answered."""

import html
import re
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest

from tests.measures.making import NO_HOLIDAYS, make
from tests.web.exploring import TWO_CURRENCIES, served
from tests.web.test_explore import heading

if TYPE_CHECKING:
    from django.test import Client

WITH_GOALS = {
    "sale_lines": """
sale,line,date,seller,product,amount
S0,1,2023-03-01,ana,p1,80
S1,1,2024-01-05,ana,p1,100
S2,1,2024-03-04,ana,p1,60
S3,1,2024-03-08,ben,p1,40
""",
    "goals": """
scope,item,measure,starts,ends,value
company,,revenue,2024-03-01,2024-03-31,420
""",
}
"""March 2024 has 21 weekdays; 6 are gone on Friday the 8th, of 420 the goal asks 120 by then."""


def page(client: "Client", query: str = "") -> str:
    response = client.get(f"/?{query}" if query else "/")
    assert response.status_code == 200
    return response.content.decode()


def plain(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", text)).replace("\u00a0", " ")


def opened(text: str) -> dict[str, str]:
    """What the figures above the page's tiles open, by the figure in full."""
    sentence = text[text.index('<div class="sentence">') : text.index('<div class="tiles">')]
    buttons = re.findall(r'popovertarget="why-(figure-\d+)"[^>]*title="([^"]+)"', sentence)
    parts = {key: sentence.split(f'id="why-{key}"')[1] for key, _exact in buttons}
    return {exact: parts[key].split('class="evidence"')[0] for key, exact in buttons}


def rows_of(client: "Client", evidence: str) -> str:
    (url,) = re.findall(r'href="(/explore/rows[^"]+)"', evidence)
    response = client.get(html.unescape(url))
    assert response.status_code == 200, url
    return plain(response.content.decode())


def test_the_rows_behind_a_figure_are_those_of_its_currency(tmp_path: Path) -> None:
    """February to the 6th: 50 of PHP and 200 of USD; the year: 150 and 200."""
    with served(make(tmp_path, TWO_CURRENCIES, NO_HOLIDAYS)) as client:
        found = opened(page(client))
        assert set(found) == {"₱50.00", "₱150.00"}
        for exact, evidence in found.items():
            rows = rows_of(client, evidence)
            assert exact in rows
            assert "$" not in rows
            assert "Only PHP" in re.sub(r"\s+", " ", plain(evidence))
            assert "currency = 'PHP'" in html.unescape(evidence), "the SQL leaves them out as well"


def test_each_figure_says_its_own_days_and_snapshot(tmp_path: Path) -> None:
    """The goal is that of all of March; 100 were sold in its first 6 of 21 weekdays, 80 in those
    of a year before; 200 this year."""
    made = make(tmp_path, WITH_GOALS, NO_HOLIDAYS)
    with served(made) as client:
        found = {exact: plain(text) for exact, text in opened(page(client)).items()}
        evidence = opened(page(client))
        assert set(found) == {"₱100.00", "₱420.00", "₱80.00", "₱200.00"}
        assert "1–31 Mar 2024" in found["₱420.00"]
        assert "1–8 Mar 2024" in found["₱100.00"]
        assert "1–8 Mar 2023" in found["₱80.00"]
        for exact in ("₱100.00", "₱80.00", "₱200.00"):
            assert "snapshot=1" in evidence[exact]
            assert exact in rows_of(client, evidence[exact])
            (sql,) = re.findall(r"<code>(.*?)</code>", evidence[exact], re.DOTALL)
            ((value,),) = made.snapshot.run(html.unescape(sql))
            assert value == int(exact.removeprefix("₱").removesuffix(".00")) * 10_000


def test_nothing_is_asked_twice_for_the_sake_of_its_sql(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from husay.store.company import Company

    monkeypatch.setattr(Company, "ask", None)
    with served(make(tmp_path, WITH_GOALS, NO_HOLIDAYS)) as client:
        assert opened(page(client))


def test_a_sentence_is_heard_as_it_is_read(tmp_path: Path) -> None:
    """At the end of March: 100 of 420 is 23.8 %."""
    with served(make(tmp_path, WITH_GOALS, NO_HOLIDAYS)) as client:
        text = page(client, "on=2024-03-31")
    assert heading(text) == "March ended at ₱100.00 of ₱420.00, 23.8 % of its goal."
    assert "23.8 %" in text.replace("\u00a0", " ")
    heard = plain(text)
    assert "ahead of goal" not in heard
    assert "behind goal" not in heard
    assert re.search(r"23\.8 %\s+of goal to date, behind", heard)


@pytest.mark.parametrize(
    ("day", "what"),
    [
        ("1999-01-01", "Nothing was sold yet on 1999-01-01. The first sale is of 2023-03-01."),
        ("2023-02-28", "Nothing was sold yet on 2023-02-28. The first sale is of 2023-03-01."),
        ("garbage", "“garbage” is not a date. Write dates like 2026-11-18: year, month, day."),
        ("2024-02-30", "“2024-02-30” is not a date."),
    ],
)
def test_an_odd_day_is_told_as_on_the_command_line(tmp_path: Path, day: str, what: str) -> None:
    with served(make(tmp_path, WITH_GOALS, NO_HOLIDAYS)) as client:
        text = re.sub(r"\s+", " ", plain(page(client, f"on={day}")))
        assert what in text
        assert "Nothing has been brought in yet" not in text
        assert "₱80" in heading(page(client, "on=2023-03-01"))


def test_one_page_asks_for_the_newest_snapshot_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An import that ends while the page is made must not lend it its number."""
    made = make(tmp_path, WITH_GOALS, NO_HOLIDAYS)
    with served(made) as client:
        from husay.store.records import manifests

        looked = Mock(wraps=manifests.head)
        monkeypatch.setattr(manifests, "head", looked)
        page(client)
    assert looked.call_count == 1


def test_the_figure_of_a_tile_opens_what_stands_behind_it(tmp_path: Path) -> None:
    """March to the 8th: 60 + 40; the year: 100 + 60 + 40."""
    with served(make(tmp_path, WITH_GOALS, NO_HOLIDAYS)) as client:
        text = page(client)
        tiles = re.split(r'<section class="tile">', text)[1:]
        assert len(tiles) == 2
        for tile, exact in zip(tiles, ("₱100.00", "₱200.00"), strict=True):
            (key,) = re.findall(rf'popovertarget="why-(figure-\d+)"[^>]*title="{exact}"', tile)
            evidence = tile.split(f'id="why-{key}"')[1].split("</details>")[0]
            assert exact in rows_of(client, evidence)
        keys = re.findall(r'id="why-(figure-\d+)"', text)
        assert len(keys) == len(set(keys))


def test_every_amount_of_the_tables_leads_to_its_rows(tmp_path: Path) -> None:
    """Sellers: ana 60 this month and 160 this year, ben 40 and 40. Products: p1 100 and 200."""
    with served(make(tmp_path, WITH_GOALS, NO_HOLIDAYS)) as client:
        tables = "".join(re.findall(r"<tbody>.*?</tbody>", page(client), re.DOTALL))
        found = re.findall(r'<a href="(/explore/rows[^"]+)" class="figure" title="([^"]+)"', tables)
        exact = [text for _url, text in found]
        assert exact == ["₱60.00", "₱160.00", "₱40.00", "₱40.00", "₱100.00", "₱200.00"]
        for url, text in found:
            address = html.unescape(url)
            assert "snapshot=1" in address
            assert text in heading(client.get(address).content.decode())


def test_the_amounts_of_the_tables_lead_to_rows_of_their_currency(tmp_path: Path) -> None:
    """February to the 6th: ben 50 of PHP, and ana nothing, for p2 was sold in USD."""
    with served(make(tmp_path, TWO_CURRENCIES, NO_HOLIDAYS)) as client:
        tables = "".join(re.findall(r"<tbody>.*?</tbody>", page(client), re.DOTALL))
        found = re.findall(r'<a href="(/explore/rows[^"]+)" class="figure" title="₱50.00"', tables)
        assert found
        for url in found:
            rows = client.get(html.unescape(url)).content.decode()
            assert "₱50.00" in heading(rows)


def test_who_is_ahead_or_behind_is_opened_over_the_days_of_the_gap(tmp_path: Path) -> None:
    """March stands against last year's: ana sold 80 then, so she is behind in March alone."""
    tables = {"sale_lines": WITH_GOALS["sale_lines"]}
    with served(make(tmp_path, tables, NO_HOLIDAYS)) as client:
        movers = page(client).split('class="movers"')[1].split("</section>")[0]
        found = [html.unescape(url) for url in re.findall(r'<a href="([^"]+)"', movers)]
        assert found
        for url in found:
            assert "from=2024-03-01&to=2024-03-31" in url
            assert client.get(url).status_code == 200


@pytest.mark.parametrize(
    ("amount", "said", "change"),
    [
        # Against 80 in the same days of last year; 799 are 8.9875 more, 800 ten times as much.
        ("799", "898.8 % more than on", "+898.8 %"),
        ("800", "×10 as much as on", "×10"),
        ("1848", "×23 as much as on", "×23"),
    ],
)
def test_what_grew_tenfold_is_told_as_a_multiple(
    tmp_path: Path, amount: str, said: str, change: str
) -> None:
    lines = f"S0,1,2023-03-01,ana,p1,80\nS1,1,2024-03-08,ana,p1,{amount}\n"
    tables = {"sale_lines": "sale,line,date,seller,product,amount\n" + lines}
    with served(make(tmp_path, tables, NO_HOLIDAYS)) as client:
        text = page(client)
    assert said in heading(text)
    shown = re.sub(r"\s+", " ", plain(text))
    assert f"{change} against last year" in shown
    assert f"Year to date ₱{int(amount):,}" in shown


def test_a_goal_passed_tenfold_is_told_as_a_multiple(tmp_path: Path) -> None:
    """By the 8th the goal of 42 asks 12: 6 of 21 weekdays. 120 are ten times that."""
    tables = {
        "sale_lines": "sale,line,date,seller,product,amount\nS1,1,2024-03-08,ana,p1,120\n",
        "goals": "scope,item,measure,starts,ends,value\n"
        "company,,revenue,2024-03-01,2024-03-31,42\n",
    }
    with served(make(tmp_path, tables, NO_HOLIDAYS)) as client:
        text = page(client)
    assert heading(text) == "March stands at ₱120.00 of ₱42.00, ×10 of the pace for its goal."
    assert "×10 of goal to date, ahead" in re.sub(r"\s+", " ", plain(text))
