"""Raising the bar on its page and at the command line: the same bars, in the same words."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
from django.test import Client

from husay.access.role import Role
from tests.cli.running import run
from tests.measures.making import Made
from tests.web.bringing import served
from tests.web.raised import raised


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return raised(tmp_path_factory.mktemp("raised"))


@pytest.fixture
def client(made: Made) -> Iterator[Client]:
    with served(made.company) as client:
        yield client


def plain(text: str) -> str:
    words = html.unescape(re.sub(r"<[^>]+>", " ", text)).replace("\u00a0", " ")
    return re.sub(r"\s+", " ", words)


def test_the_page_shows_each_term_of_every_bar(client: Client) -> None:
    """Ana: 1,200 a quarter, 1,320 came in one on the mean; 0 for peers, 12 of the surplus."""
    page = client.get("/goals/raise").content.decode()
    rows = re.findall(r"<tr><th scope=.row.>(.*?)</tr>", page, re.DOTALL)
    (ana,) = (plain(row) for row in rows if "Ana Cruz" in row)
    for figure in ("₱1,200", "₱1,320", "₱0", "+₱12", "₱1,212", "raised"):
        assert figure in ana, ana
    (ben,) = (plain(row) for row in rows if "Ben Diaz" in row)
    assert "not certain enough" in ben
    assert len(rows) == 4
    said = plain(page)
    assert "2 of 4 bars are raised" in said
    assert "Without a goal over both periods: eve." in said


def test_the_page_and_the_command_line_say_the_same(client: Client, made: Made) -> None:
    """What is kept of a sale is worked out in `tests.goal_plans.test_bars`: a half, an eleventh."""
    page = plain(client.get("/goals/raise").content.decode())
    done = run("--home", str(made.folder), "goals", "raise", "2024")
    typed = re.sub(r"\s+", " ", done.output.replace("\u00a0", " "))
    for line in (
        "10 % of the own surplus, 10 % of the bar at most.", "with a chance of 90 % or more",
        "All in all they keep 50 % of what it brings them in pay,",
        "they would keep 9 %: then it pays to hold back.",
        "more than what 99 of 100 deals of the others are beside their usual ones.",
        "so that a season is in both.", "Without a goal over both periods: eve.",
    ):  # fmt: skip
        assert line in page, line
        assert line in typed, line
    (sentence,) = re.findall(r"2 of 4 bars are raised[^.]*\.", page)
    assert sentence.replace(" ,", ",") in typed


def test_each_role_sees_the_bars_of_their_part(made: Made, client: Client) -> None:
    from tests.web.test_goal_workshop import as_

    page = plain(as_(Role.SELLER, "ana").get("/goals/raise").content.decode())
    assert "Ana Cruz" in page
    assert "Ben Diaz" not in page
    assert "1 of 1 bars is raised" in page
