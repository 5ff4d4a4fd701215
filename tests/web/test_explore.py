"""The page that explores: what it says, what it offers, where it leads."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.measures.making import Made, make
from tests.web.exploring import TWO_CURRENCIES, bayan_company, served

if TYPE_CHECKING:
    from django.test import Client

QUARTER = "from=2024-01-01&to=2024-03-31"
HTMX = {"HX-Request": "true"}


@pytest.fixture(scope="module")
def bayan(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return bayan_company(tmp_path_factory.mktemp("explored"))


@pytest.fixture(scope="module")
def client(bayan: Made) -> Iterator["Client"]:
    with served(bayan) as client:
        yield client


def page(client: "Client", query: str = "") -> str:
    response = client.get(f"/explore?{query}" if query else "/explore")
    assert response.status_code == 200, response.headers
    return response.content.decode()


def heading(text: str) -> str:
    """The sentence, as it is read."""
    found = re.search(r"<h1>(.*?)</h1>", text, re.DOTALL)
    assert found
    return html.unescape(re.sub(r"<[^>]+>", "", found[1])).replace("\u00a0", " ")


def cells(text: str) -> list[list[str]]:
    """The table's rows as texts, the heading first."""
    table = text[text.index('class="table-panel') :]
    table = table[: table.index("</table>")]
    table = re.sub(r'<div class="evidence".*?</details>\s*</div>', "", table, flags=re.DOTALL)
    rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    return [
        [
            html.unescape(re.sub(r"<[^>]+>", "", cell)).replace("\u00a0", " ").strip()
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        ]
        for row in rows
    ]


def links(text: str, word: str) -> list[str]:
    """Where links with this text lead."""
    found = re.findall(r'<a [^>]*href="([^"]+)"[^>]*>(.*?)</a>', text, re.DOTALL)
    return [html.unescape(url) for url, said in found if word in re.sub(r"<[^>]+>", "", said)]


def asked(url: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(url).query).items()}


def options(text: str, name: str) -> list[str]:
    """The values that a list offers."""
    found = re.search(rf'<select[^>]* name="{name}">(.*?)</select>', text, re.DOTALL)
    assert found
    return re.findall(r'value="([^"]*)"', found[1])


def chosen(text: str, name: str) -> str:
    found = re.search(rf'<select[^>]* name="{name}">(.*?)</select>', text, re.DOTALL)
    assert found
    marked = re.search(r'value="([^"]*)" selected', found[1])
    return marked[1] if marked else ""


def test_it_opens_with_the_year_by_the_divisions(client: "Client") -> None:
    text = page(client)
    assert heading(text).startswith("Revenue from 1 Jan to 27 Mar 2024 is ₱3,169")
    rows = cells(text)
    assert rows[0][:3] == ["Division", "Revenue, ₱", "Last year"]
    assert [row[0] for row in rows[1:]] == ["North", "South", "no division", "web", "All together"]
    assert chosen(text, "by") == "division"
    assert chosen(text, "compare") == "last-year"
    assert chosen(text, "during") == "this-year"


def test_the_figures_are_those_of_the_book(client: "Client", bayan: Made) -> None:
    rows = cells(page(client, f"m=revenue&by=seller&{QUARTER}"))
    answer = bayan.cells("revenue", "seller", period="2024-Q1")
    by_name = {"Ana Reyes": "ana", "no seller": None, "None": "None", "dina": "dina"}
    shown = {row[0]: row[1] for row in rows[1:]}
    for name, item in by_name.items():
        exact = float(str(answer[item]))
        assert shown[name].replace(",", "").replace("−", "-") == f"{exact:.2f}", name


def test_names_cannot_break_the_page(client: "Client") -> None:
    text = page(client, f"m=revenue&by=seller&{QUARTER}")
    assert "Ben &lt;b&gt;Cruz" in text
    assert "Ben <b>Cruz" not in text


def test_every_figure_leads_to_rows_that_sum_to_it(client: "Client") -> None:
    text = page(client, f"m=revenue&by=seller&{QUARTER}")
    table = text[text.index('class="table-panel"') :]
    found = re.findall(r'<a href="(/explore/rows[^"]+)" class="figure" title="([^"]+)"', table)
    assert len(found) >= 8
    for url, exact in found:
        rows = client.get(html.unescape(url)).content.decode()
        assert f"<strong>{exact}" in rows or f">{exact}</span>" in rows, (url, exact)


def test_an_item_leads_to_the_next_finer_ones(client: "Client") -> None:
    text = page(client, f"m=revenue&by=product_line&{QUARTER}&compare=last-year")
    (url, *_) = links(text, "l1")
    assert asked(url)["by"] == "product"
    assert asked(url)["where"] == "product_line = 'l1'"
    below = page(client, url.partition("?")[2])
    assert "l1" in heading(below)
    (url, *_) = links(below, "Cola 1.5 L")
    assert asked(url) == asked(url) | {"by": "-", "grain": "month"}
    assert "product = 'p1'" in asked(url)["where"]


def test_a_period_leads_to_the_next_finer_ones(client: "Client") -> None:
    text = page(client, f"m=revenue&by=-&grain=quarter&{QUARTER}")
    (url, *_) = links(text, "Q1 2024")
    assert (asked(url)["grain"], asked(url)["from"], asked(url)["to"]) == (
        "month", "2024-01-01", "2024-03-31",
    )  # fmt: skip


def test_what_it_is_narrowed_to_is_said_in_names_and_can_go(client: "Client") -> None:
    where = "division+%3D+%27north%27+AND+seller+IS+NULL"
    text = page(client, f"m=revenue&by=product&{QUARTER}&where={where}")
    chips = re.findall(r'class="chip">(.*?)<a href="([^"]+)"', text)
    assert [label for label, _url in chips] == ["North", "no seller"]
    assert asked(html.unescape(chips[0][1]))["where"] == "seller IS NULL"
    (everything,) = links(text, "Everything")
    assert "where" not in asked(everything)


def test_only_what_the_book_can_tell_is_offered(client: "Client") -> None:
    text = page(client)
    assert {"revenue", "win_rate_closed", "visits"} <= set(options(text, "m"))
    assert {"division", "team", "seller", "customer_group"} <= set(options(text, "by"))
    assert {"company", "status"}.isdisjoint(options(text, "by"))
    deals = page(client, f"m=deals_won&by=stage&{QUARTER}")
    assert "stage" in options(deals, "by")
    assert "channel" not in options(deals, "by")


def test_all_mistakes_are_told_at_once_and_the_form_is_kept(client: "Client") -> None:
    query = "m=revenu,orders&by=sellr&from=2024-13-01&compare=never&where=x(&top=many&grain=eon"
    text = page(client, query)
    assert heading(text) == "This question cannot be answered as it stands."
    assert text.count("Please change") == 7
    for said in ("“revenu”", "“sellr”", "“2024-13-01”", "“never”", "“many”", "“eon”", "“x(”"):
        assert said in html.unescape(text), said
    assert "Did you mean “revenue”?" in text
    assert chosen(text, "m") == "revenu"
    assert chosen(text, "by") == "sellr"
    assert 'type="text" id="ask-from" name="from" value="2024-13-01"' in text


def test_a_form_is_led_to_the_plain_address(client: "Client") -> None:
    sent = (
        "m=revenue&m=orders&m=revenue&by=seller&by=&grain=&during=last-year&from=2024-01-01"
        "&to=2024-12-31&compare=&only=channel:field&rank=top-3&structure=&where="
    )
    response = client.get(f"/explore?{sent}")
    assert response.status_code == 302
    assert asked(response.headers["Location"]) == {
        "m": "revenue,orders",
        "by": "seller",
        "from": "2023-01-01",
        "to": "2023-12-31",
        "where": "channel = 'field'",
        "top": "3",
    }
    answer = client.get(f"/explore?{sent}", headers=HTMX)
    assert answer.status_code == 200
    assert answer.headers["HX-Push-Url"] == response.headers["Location"]
    assert "HX-Request" in answer.headers["Vary"]


def test_nothing_by_choice_is_not_the_default(client: "Client") -> None:
    response = client.get("/explore?m=orders&by=&by=")
    assert asked(response.headers["Location"]) == {"m": "orders", "by": "-"}
    text = page(client, f"m=orders&by=-&{QUARTER}")
    assert chosen(text, "by") == ""
    assert 'class="tile"' in text
    assert "table-panel" not in text


def test_items_over_time_are_a_table_across(client: "Client") -> None:
    text = page(client, f"m=revenue&by=product_line&grain=month&{QUARTER}&compare=previous")
    rows = cells(text)
    assert rows[0] == ["Product line", "Jan 2024", "Feb", "Mar …", "In all", "Change"]
    assert rows[-1][0] == "All together"
    assert text.count('class="run') == 3


def test_several_measures_over_time_have_a_chart_each(client: "Client") -> None:
    text = page(client, f"m=revenue,orders&by=-&grain=month&{QUARTER}")
    assert text.count("data-chart=") == 2
    assert cells(text)[0] == ["Month", "Revenue, ₱", "Orders"]


def test_a_goal_is_a_tick_and_a_judgement(client: "Client") -> None:
    text = page(client, f"m=revenue&by=-&grain=quarter&{QUARTER}&compare=goal")
    (_head, quarter, *_) = cells(text)
    assert quarter[2] == "6,500.00"
    assert quarter[3] == "48.8 % of goal, behind"
    assert "of the goal of ₱6,500" in heading(text)


def test_goal_windows_stand_among_the_periods(client: "Client") -> None:
    response = client.get(f"/explore?m=revenue&by=-&grain=goal_window&{QUARTER}")
    assert asked(response.headers["Location"])["by"] == "goal_window"
    text = page(client, response.headers["Location"].partition("?")[2])
    assert heading(text) == "Revenue from 1 Jan to 27 Mar 2024: 0 of 1 goal was reached."


def test_rows_are_ordered_by_the_heading_that_was_chosen(client: "Client") -> None:
    text = page(client, f"m=revenue&by=seller&{QUARTER}&sort=revenue")
    figures = [row[1] for row in cells(text)[1:-1]]
    values = [float(f.replace(",", "").replace("−", "-")) for f in figures]
    assert values == sorted(values)
    assert 'aria-sort="ascending"' in text


def test_every_heading_says_what_its_figures_are(client: "Client") -> None:
    text = page(client, f"m=revenue,orders&by=seller&{QUARTER}&structure=now")
    for measure, said in (("revenue", "net of discounts and of tax"), ("orders", "counts once")):
        start = text.index(f'id="why-head-{measure}"')
        evidence = text[start : start + 6_000]
        assert said in evidence
        assert "as it is now" in evidence
        assert "65 working days" in evidence or "63 working days" in evidence
        assert "SELECT" in evidence
        assert "/explore/rows?" in evidence


def test_a_pinned_snapshot_stays_in_every_link(client: "Client") -> None:
    text = page(client, f"m=revenue&by=seller&{QUARTER}&snapshot=1")
    for url in re.findall(r'href="(/explore[^"]*)"', text):
        if "?" in url:
            assert "snapshot=1" in url, url
    assert heading(page(client, "m=revenue&snapshot=0")).startswith("There are no sales yet")


def test_amounts_of_two_currencies_are_never_added(tmp_path: Path, bayan: Made) -> None:
    made = make(tmp_path, TWO_CURRENCIES)
    with served(made) as client:
        text = page(client, f"m=revenue&by=seller&{QUARTER}")
        rows = cells(text)
        assert rows[0][:3] == ["Seller", "Currency", "Revenue"]
        assert {(row[0], row[1], row[2]) for row in rows[1:]} == {
            ("ana", "PHP", "100.00"), ("ana", "USD", "200.00"), ("ben", "PHP", "50.00"),
        }  # fmt: skip
        assert "data-chart" not in text
        assert "Please note" in text
    assert bayan.company is not None  # the other tests go on with theirs


def test_what_every_measure_means_is_on_one_page(client: "Client") -> None:
    from husay.measures.measure import MEASURES

    text = client.get("/measures").content.decode()
    for name in MEASURES:
        assert f"<code>{name}</code>" in text, name


def test_every_measure_and_dimension_has_its_place_in_the_groups() -> None:
    from husay.measures.measure import MEASURES
    from husay.words.groups import MEASURE_GROUPS

    placed = [name for _label, names in MEASURE_GROUPS for name in names]
    assert sorted(placed) == sorted(MEASURES)
