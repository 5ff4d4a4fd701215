"""One question, one answer: what a command and an address say is read, and told, in one way."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from husay.basics.problem import Problem
from husay.measures.limits import MOST_RANKED
from husay.measures.question import Question
from husay.measures.written import Written, called, read_written
from tests.cli.running import Ran, run
from tests.measures.making import Made, make
from tests.web.exploring import TWO_CURRENCIES, bayan_company, served

if TYPE_CHECKING:
    from django.test import Client

OPTIONS = {
    "by": "--by", "from": "--from", "to": "--to", "period": "--period", "grain": "--grain",
    "compare": "--compare", "where": "--where", "structure": "--structure", "top": "--top",
    "bottom": "--bottom", "as_of": "--as-of", "currency": "--currency", "snapshot": "--snapshot",
}  # fmt: skip

ANSWERED: list[dict[str, str]] = [
    {"m": "revenue"},
    {"m": "revenue,orders,margin_rate", "by": "seller", "period": "2024-Q1"},
    {"m": "customers", "grain": "month", "period": "2024"},
    {"m": "customers", "by": "month", "period": "2024"},
    {"m": "revenue", "grain": "month", "compare": "last-year"},
    {"m": "revenue", "grain": "month", "compare": "previous", "period": "2024-Q1"},
    {"m": "revenue", "by": "product_line", "grain": "month", "period": "2024-Q1"},
    {"m": "revenue", "where": "seller = 'ana'"},
    {"m": "revenue", "by": "product", "where": "division = 'north' AND seller IS NULL"},
    {"m": "revenue", "where": "within('north')"},
    {"m": "revenue", "where": "seller <> 'ana'"},
    {"m": "orders", "by": "channel", "where": "channel IN ('field', 'online')"},
    {"m": "revenue", "to": "2024-02-10"},
    {"m": "revenue", "from": "2024-02-10"},
    {"m": "revenue", "from": "2023-12-01", "to": "2024-01-31", "as_of": "2024-01-10"},
    {"m": "revenue", "by": "seller", "top": "2"},
    {"m": "revenue", "by": "seller", "bottom": "2", "compare": "last-year"},
    {"m": "revenue", "by": "seller", "top": str(MOST_RANKED)},
    {"m": "revenue", "by": "division", "structure": "now"},
    {"m": "revenue", "currency": "php"},
    {"m": "revenue", "compare": "goal", "grain": "quarter"},
    {"m": "revenue", "by": "seller,goal_window"},
    {"m": "revenue,revenue", "by": "seller,seller", "period": "2031"},
    {"m": "deals_won,pipeline", "by": "seller"},
]
REFUSED: list[dict[str, str]] = [
    {"m": "revenue", "by": "seller", "top": "20000"},
    {"m": "revenue", "by": "seller", "top": "0"},
    {"m": "revenue", "by": "seller", "top": "many"},
    {"m": "revenue", "by": "seller", "top": "3", "bottom": "3"},
    {"m": "revenue", "period": "2024", "from": "2024-02-01"},
    {"m": "revenue", "from": "2024-03-01", "to": "2024-02-01"},
    {"m": "revenue", "by": "seller,goal_window", "compare": "last-year"},
    {"m": "revenu", "by": "selle", "grain": "eon", "as_of": "soon", "currency": "pesos"},
    {"m": "revenue", "by": "month", "grain": "week"},
    {"m": "revenue", "where": "colour = 'red'"},
    {"m": "revenue", "snapshot": "99"},
]


@pytest.fixture(scope="module")
def bayan(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return bayan_company(tmp_path_factory.mktemp("read"))


@pytest.fixture(scope="module")
def client(bayan: Made) -> Iterator["Client"]:
    with served(bayan) as client:
        yield client


def commanded(made: Made, parts: Mapping[str, str]) -> Ran:
    words = [word for key, value in parts.items() if key != "m" for word in (OPTIONS[key], value)]
    home = ("--home", str(made.company.home.path))
    return run(*home, "show", parts["m"], *words, "--format", "json")


def address(parts: Mapping[str, str]) -> str:
    return f"/explore/export/json?{urlencode({'by': '-', **parts})}"


@pytest.mark.parametrize("parts", ANSWERED, ids=str)
def test_a_command_and_an_address_give_the_same_document(
    client: "Client", bayan: Made, parts: dict[str, str]
) -> None:
    ran, response = commanded(bayan, parts), client.get(address(parts))
    assert ran.code == 0, ran.everything
    assert response.status_code == 200
    assert json.loads(response.content) == ran.json


@pytest.mark.parametrize("parts", REFUSED, ids=str)
def test_what_a_command_refuses_an_address_refuses(
    client: "Client", bayan: Made, parts: dict[str, str]
) -> None:
    ran, response = commanded(bayan, parts), client.get(address(parts), follow=True)
    assert ran.code == 2
    assert response.redirect_chain, "no file comes of it"
    text = response.content.decode()
    assert text.count("Please change") == ran.messages.count("✗ ") > 0


def test_currencies_stand_apart_on_both(tmp_path: Path, bayan: Made) -> None:
    made = make(tmp_path, TWO_CURRENCIES)
    with served(made) as client:
        for parts in ({"m": "revenue", "by": "seller"}, {"m": "revenue", "grain": "month"}):
            response = client.get(address(parts))
            assert json.loads(response.content) == commanded(made, parts).json
    assert bayan.company is not None  # the other tests go on with theirs


def read(made: Made, **parts: str) -> tuple[Question, tuple[Problem, ...]]:
    snapshot = made.company.snapshot()
    return read_written(Written(**parts), snapshot, made.company, date(2024, 1, 1))


def test_the_side_of_the_days_that_is_left_open_is_the_books_own(bayan: Made) -> None:
    """Bayan's sales run from S1 on 2024-01-05 to S13 on 2024-03-27."""
    (until, _), (since, _) = read(bayan, end="2024-02-10"), read(bayan, start="2024-02-10")
    assert (until.window.start, until.window.end) == (date(2024, 1, 5), date(2024, 2, 10))
    assert (since.window.start, since.window.end) == (date(2024, 2, 10), date(2024, 3, 27))


@pytest.mark.parametrize(
    ("top", "taken"),
    [("1", 1), (" 007 ", 7), (str(MOST_RANKED), MOST_RANKED), (str(MOST_RANKED + 1), None),
     ("0", None), ("-1", None), ("1.0", None), ("١", None), ("9" * 5000, None), ("", None)],
)  # fmt: skip
def test_a_number_of_rows_is_from_one_to_the_most(bayan: Made, top: str, taken: int | None) -> None:
    question, problems = read(bayan, by="seller", top=top)
    assert question.top == taken
    assert bool(problems) == (taken is None and top != "")


def test_parts_are_called_as_each_face_calls_them(bayan: Made) -> None:
    _question, problems = read(bayan, top="x", period="2024", start="2024-01-01")
    names = {"top": "--top", "period": "--period", "start": "--from"}
    said = [problem.says() for problem in called(problems, names)]
    assert [words.get("option") or words["second"] for words in said] == ["--top", "--from"]
