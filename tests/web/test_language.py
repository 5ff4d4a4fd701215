"""Who decides in which language a page speaks."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from django.test import override_settings

from tests.web.bringing import new_company, served

if TYPE_CHECKING:
    from django.test import Client

    from husay.store.company import Company


@pytest.fixture
def home(tmp_path: Path) -> "Company":
    return new_company(tmp_path / "company")


def speaks(client: "Client", asked: str = "") -> str:
    response = client.get("/data", headers={"Accept-Language": asked} if asked else {})
    content = response.content.decode()
    language = "fil" if '<html lang="fil"' in content else "en"
    assert ("Magpasok" in content) is (language == "fil"), "it says so and does so"
    return language


def decide(home: "Company", language: str) -> None:
    """What company.yaml says is read again whenever it has changed."""
    settings = yaml.safe_load(home.home.settings_file.read_text(encoding="utf-8"))
    settings["language"] = language
    home.home.settings_file.write_text(yaml.safe_dump(settings), encoding="utf-8")


def test_the_company_decides_where_nobody_asks(home: "Company") -> None:
    with served(home) as client:
        assert speaks(client) == "en"
        decide(home, "fil")
        assert speaks(client) == "fil"
        assert speaks(client, "de-DE,de;q=0.9") == "fil", "a language that there is none of"
        assert speaks(client, "*") == "fil"


def test_the_servers_setting_stands_above_the_company(home: "Company") -> None:
    decide(home, "fil")
    with served(home) as client, override_settings(HUSAY_LANGUAGE="en"):
        assert speaks(client) == "en"


@pytest.mark.parametrize(
    ("asked", "heard"),
    [
        ("en-US,en;q=0.9", "en"),
        ("fil-PH,fil;q=0.9,en;q=0.5", "fil"),
        ("tl-PH,tl;q=0.9,en;q=0.5", "fil"),
        ("de,en;q=0.8,fil;q=0.9", "fil"),
        ("de,en;q=0.5", "en"),
    ],
)
def test_a_browser_may_ask(home: "Company", asked: str, heard: str) -> None:
    decide(home, "fil" if heard == "en" else "en")
    with served(home) as client:
        assert speaks(client, asked) == heard


def test_the_reader_stands_above_all(home: "Company") -> None:
    with served(home) as client, override_settings(HUSAY_LANGUAGE="en"):
        client.post("/language", {"language": "fil", "next": "/data"})
        assert speaks(client, "en-US") == "fil"
        client.post("/language", {"language": "en", "next": "/data"})
        assert speaks(client, "fil") == "en"
        client.cookies["husay_language"] = "xx"
        assert speaks(client, "fil") == "fil"


def test_settings_that_cannot_be_read_leave_it_english(home: "Company") -> None:
    home.home.settings_file.write_text("language: [", encoding="utf-8")
    with served(home) as client:
        assert client.get("/no-such-page").status_code == 404
