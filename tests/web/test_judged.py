"""What is good and what is bad: the same in picture, table and sentence, for eyes and for ears."""

import html
import json
import re
from fractions import Fraction
from pathlib import Path

import pytest

from husay.goals.judgement import ahead, ahead_by_now
from husay.measures.measure import MEASURES
from tests.measures.making import NO_HOLIDAYS, make
from tests.web.exploring import served
from tests.web.test_explore import HTMX, QUARTER, cells, heading

RETURNS = {
    "sale_lines": """
sale,line,date,seller,quantity,amount,kind
S1,1,2024-01-02,ana,10,900,
S2,1,2024-01-02,ben,10,800,
R1,1,2024-02-05,ana,-1,-50,
R2,1,2024-02-05,ben,-3,-150,
S3,1,2024-03-29,ana,1,1,
""",
    "goals": """
scope,item,measure,starts,ends,value
company,,revenue,2024-01-01,2024-03-31,1000
seller,ana,returns,2024-01-01,2024-03-31,100
seller,ben,returns,2024-01-01,2024-03-31,100
""",
}
"""Ana gave back 50 where 100 are borne, Ben 150. The whole is 900 + 800 - 50 - 150 + 1 = 1,501,
150.1 % of its goal of 1,000."""


@pytest.mark.parametrize(
    ("measure", "attainment", "pace", "good"),
    [
        ("revenue", Fraction(999_999, 1_000_000), None, False),
        ("revenue", Fraction(1), None, True),
        ("revenue", Fraction(1, 2), Fraction(1), True),
        ("revenue", Fraction(1, 2), Fraction(999, 1000), False),
        ("returns", Fraction(1), None, True),
        ("returns", Fraction(1_000_001, 1_000_000), None, False),
        ("returns", Fraction(1, 2), Fraction(1001, 1000), False),
        ("returns", Fraction(2), Fraction(1), True),
        ("revenue", None, None, None),
    ],
)
def test_a_goal_is_judged_by_which_way_its_measure_should_go(
    measure: str, attainment: Fraction | None, pace: Fraction | None, good: bool | None
) -> None:
    assert ahead(MEASURES[measure], attainment, pace) is good


def bars(text: str) -> dict[str, bool]:
    """The bars of the chart by name: whether each is marked as bad."""
    found = re.search(r'<script id="data-ranking" type="application/json">(.*?)</script>', text)
    assert found
    option = json.loads(html.unescape(found[1]))["option"]
    names = option["yAxis"][0]["data"]
    (data,) = (one["data"] for one in option["series"] if one["type"] == "bar")
    return {name: isinstance(value, dict) for name, value in zip(names, data, strict=True)}


def test_where_less_is_better_chart_and_table_agree(tmp_path: Path) -> None:
    with served(make(tmp_path, RETURNS, NO_HOLIDAYS)) as client:
        query = f"m=returns&by=seller&{QUARTER}&compare=goal"
        text = client.get(f"/explore?{query}").content.decode()
    judged = {row[0]: row[3] for row in cells(text)[1:-1]}
    assert judged == {"ana": "50.0 % of goal, ahead", "ben": "150.0 % of goal, behind"}
    assert bars(text) == {"ana": False, "ben": True}


def told(text: str) -> str:
    """The sentence in plain words, as it is told to whoever cannot see that it changed."""
    found = re.search(r'id="told"[^>]*>(.*?)<', text, re.DOTALL)
    assert found
    return html.unescape(found[1]).replace("\u00a0", " ").strip()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("m=revenue&by=-&compare=goal", "150.1 % of the goal of ₱1,000"),
        ("m=revenue&by=-&compare=previous", "no comparison"),
        (
            "m=revenue&by=-&from=2024-02-01&to=2024-02-29&compare=previous",
            "down 112.9 % per working day on",
        ),
    ],
)
def test_a_sentence_is_heard_as_it_is_read(tmp_path: Path, query: str, said: str) -> None:
    """February: -50 - 150 = -200 on 21 working days, after January's 1,700 on 23:
    -200/21 : 1,700/23 is -0.1289, so it went down by 112.9 % a day."""
    query = query if "from=" in query else f"{query}&{QUARTER}"
    with served(make(tmp_path, RETURNS, NO_HOLIDAYS)) as client:
        text = client.get(f"/explore?{query}", headers=HTMX).content.decode()
        opened = client.get(f"/explore?{query}").content.decode()
    assert heading(text) == told(text)
    assert told(opened) == "", "a page that opens is read from its heading on"
    assert said in heading(text)


def test_a_change_in_a_cell_is_heard_as_it_is(tmp_path: Path) -> None:
    """Its sign says up or down: no "−112.9 % less than before"."""
    with served(make(tmp_path, RETURNS, NO_HOLIDAYS)) as client:
        query = "m=revenue&by=-&from=2024-02-01&to=2024-02-29&compare=previous"
        text = client.get(f"/explore?{query}").content.decode()
    assert '−112.9\xa0%<span class="visually-hidden"> against the period before</span>' in text


@pytest.mark.parametrize(
    ("so_far", "more_is_better", "less_is_better"),
    [(99, False, True), (100, True, True), (101, True, False)],
)
def test_what_is_due_by_now_is_met_from_it_on_or_where_less_is_better_up_to_it(
    so_far: int, more_is_better: bool, less_is_better: bool
) -> None:
    assert ahead_by_now(MEASURES["revenue"], so_far, 100) is more_is_better
    assert ahead_by_now(MEASURES["returns"], so_far, 100) is less_is_better
    assert ahead_by_now(MEASURES["revenue"], so_far, None) is None
