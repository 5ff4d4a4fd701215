"""The guide, walked as it says in a real browser: each step is there, and so are its words."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.docs.walks.chapter import CHAPTERS, LANGUAGES, chapter
from tests.docs.walks.company import Servers, make_demo
from tests.docs.walks.steps import STEPS
from tests.docs.walks.walk import DEMO, Walk, walking
from tests.house.project import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.xdist_group("guide-walks")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo company as `make demo` makes it."""
    return make_demo(tmp_path_factory.mktemp("made"))


@pytest.fixture(scope="module", params=LANGUAGES)
def walk(
    request: pytest.FixtureRequest,
    browser: Browser,
    made: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Walk]:
    """Somebody who reads a language, in a copy of the demo company of their own."""
    folder = tmp_path_factory.mktemp("walk")
    shutil.copytree(made, folder / DEMO)
    servers = Servers()
    try:
        servers.start(folder / DEMO)
        with walking(browser, folder, request.param, servers) as found:
            yield found
    finally:
        servers.stop()


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_holds_what_it_says(walk: Walk, name: str) -> None:
    walk.go(chapter(walk.language, name), STEPS, ROOT / "docs" / "guide")
    assert walk.wrong == [], "\n\n".join(walk.wrong)
