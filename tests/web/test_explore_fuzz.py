"""No address breaks the pages that explore: whatever it says, they answer or say what is wrong."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from husay.measures.dimension import FAMILIES, GOAL_WINDOW, GRAINS
from husay.measures.measure import MEASURES
from tests.web.exploring import bayan_company, served

if TYPE_CHECKING:
    from django.test import Client

PAGES = ("/explore", "/explore/rows")
FILES = ("/explore/export/csv", "/explore/export/json", "/explore/rows/export/csv")

no_nul = st.characters(codec="utf-8", exclude_characters="\0")
garbage = st.text(no_nul, max_size=30)
dimensions = sorted({d for known in FAMILIES.values() for d in known} | {"division", "team"})
days = st.one_of(
    st.dates().map(str),
    st.sampled_from(["2024-01-01", "2024-03-31", "2024-02-30", "0001-01-01", "9999-12-31", "1"]),
    garbage,
)
items = st.one_of(st.sampled_from(["ana", "c1", "north", "None", "l1", "'", ""]), garbage)


def listed(words: list[str]) -> st.SearchStrategy[str]:
    word = st.one_of(st.sampled_from(words), garbage)
    return st.one_of(st.lists(word, max_size=4).map(",".join), st.sampled_from(words))


def _condition(parts: tuple[str, str, str]) -> str:
    dimension, said, item = parts
    text = item.replace("'", "''")
    return said.format(dimension=dimension, text=text)


conditions = st.tuples(
    st.sampled_from(dimensions),
    st.sampled_from([
        "{dimension} = '{text}'", "{dimension} IN ('{text}', 'x')", "{dimension} IS NULL",
        "NOT {dimension} LIKE '{text}%'", "within('{text}')", "{dimension} > 5", "{dimension}",
        "({dimension} = '{text}' OR unit = 'north')", "{dimension} <> '{text}' --", "{text}",
    ]),
    items,
).map(_condition)  # fmt: skip

PARTS: dict[str, st.SearchStrategy[str]] = {
    "m": listed(sorted(MEASURES)),
    "by": listed([*dimensions, *GRAINS, GOAL_WINDOW, "-"]),
    "from": days,
    "to": days,
    "period": st.one_of(st.sampled_from(["2024", "2024-Q1", "2024-02", "2024-W05"]), garbage),
    "grain": st.one_of(st.sampled_from([*GRAINS, GOAL_WINDOW]), garbage),
    "compare": st.one_of(st.sampled_from(["previous", "last-year", "goal"]), garbage),
    "where": st.one_of(st.lists(conditions, max_size=3).map(" AND ".join), garbage),
    "structure": st.one_of(st.sampled_from(["then", "now"]), garbage),
    "top": st.one_of(st.integers().map(str), garbage),
    "bottom": st.one_of(st.integers(1, 20).map(str), garbage),
    "as_of": days,
    "currency": st.one_of(st.sampled_from(["PHP", "USD"]), garbage),
    "snapshot": st.one_of(st.sampled_from(["1", "0", "99"]), garbage),
    "sort": st.one_of(st.sampled_from(["revenue", "-revenue", "-revenue_change"]), garbage),
    "page": st.one_of(st.integers().map(str), garbage),
    "during": st.one_of(st.sampled_from(["this-year", "12-months", "days", "everything"]), garbage),
    "rank": st.one_of(st.sampled_from(["top-5", "bottom-3", "top-", "-"]), garbage),
    "only": st.one_of(st.tuples(st.sampled_from(dimensions), items).map(":".join), garbage),
    "nothing": garbage,
}
queries = st.fixed_dictionaries({}, optional=PARTS)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Client"]:
    """A client of Bayan Trading's pages."""
    with served(bayan_company(tmp_path_factory.mktemp("explored"))) as client:
        yield client


@pytest.mark.parametrize("page", [*PAGES, *FILES])
def test_a_nul_is_no_part_of_an_address(client: "Client", page: str) -> None:
    response = client.get(f"{page}?where=%00")
    assert response.status_code == 400
    assert "<h1" in response.content.decode()


@settings(max_examples=50)
@given(query=queries, page=st.sampled_from(PAGES))
def test_every_address_is_answered(client: "Client", query: dict[str, str], page: str) -> None:
    response = client.get(f"{page}?{urlencode(query)}", follow=True)
    assert response.status_code == 200
    assert len(response.redirect_chain) <= 1, "a tidy address stays as it is"
    said = response.content.decode()
    assert "<h1>" in said
    if page == "/explore":
        assert 'id="question"' in said


@settings(max_examples=40)
@given(query=queries, file=st.sampled_from(FILES))
def test_every_file_comes_or_its_page_says_why(
    client: "Client", query: dict[str, str], file: str
) -> None:
    response = client.get(f"{file}?{urlencode(query)}", follow=True)
    assert response.status_code == 200
    if response.streaming:
        assert b"".join(response.streaming_content)  # type: ignore[attr-defined]


@settings(max_examples=40)
@given(query=st.lists(st.tuples(st.sampled_from([*PARTS, "x"]), garbage), max_size=12))
def test_parts_said_twice_are_no_trouble(client: "Client", query: list[tuple[str, str]]) -> None:
    response = client.get(f"/explore?{urlencode(query)}", headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert response.headers["HX-Push-Url"].startswith("/explore?")


@settings(max_examples=30)
@given(query=st.fixed_dictionaries({}, optional=dict.fromkeys(("source", "sale", "line"), garbage)))
def test_the_history_of_no_line_is_not_found(client: "Client", query: dict[str, str]) -> None:
    assert client.get(f"/explore/line?{urlencode(query)}").status_code in (200, 404)
