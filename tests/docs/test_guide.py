"""The guide's chapters as they are written: the same steps in both languages, and pictures that are
there and small. `test_guide_walks.py` walks them.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.markdown import page
from tests.docs.walks.chapter import CHAPTERS, LANGUAGES, SMALL, chapter, path_of
from tests.docs.walks.steps import STEPS
from tests.house.project import ROOT

GUIDE = ROOT / "docs" / "guide"
IN_BOTH = [(language, name) for language in LANGUAGES for name in CHAPTERS]


def _taken(language: str) -> list[tuple[str, str]]:
    """Each picture of a language's chapters, with the step that it is taken of."""
    return [
        (f"{step.role}/{step.name}", Path(picture).name)
        for name in CHAPTERS
        for step in chapter(language, name).steps
        for picture in step.pictures
    ]


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_has_the_same_steps_and_commands_in_both_languages(name: str) -> None:
    english, filipino = (chapter(language, name) for language in LANGUAGES)
    steps = [[(s.role, s.name, s.phone) for s in one.steps] for one in (english, filipino)]
    assert steps[0] == steps[1]
    run = [re.findall(r"^husay .*$", one.text, re.MULTILINE) for one in (english, filipino)]
    assert run[0] == run[1]


def test_every_step_is_known_and_every_known_step_is_in_a_chapter() -> None:
    told = {f"{s.role}/{s.name}" for name in CHAPTERS for s in chapter("en", name).steps}
    assert told == set(STEPS)


@pytest.mark.parametrize(("language", "name"), IN_BOTH)
def test_words_of_the_screen_stand_only_where_a_page_is_named(language: str, name: str) -> None:
    """A word in bold below no step would be held against nothing."""
    one = chapter(language, name)
    held = sum(len(step.labels) + len(step.quotes) for step in one.steps)
    prose = re.sub(r"^```.*?^```$", "", one.text, flags=re.DOTALL | re.MULTILINE)
    said = re.findall(r"\*\*.+?\*\*", prose, re.DOTALL) + re.findall(r"^> ", prose, re.MULTILINE)
    assert held == len(said)


def test_pictures_are_there_small_and_shown_in_both_languages() -> None:
    english, filipino = (_taken(language) for language in LANGUAGES)
    assert english == filipino
    for language in LANGUAGES:
        folder = GUIDE / "pictures" / language
        shown = {name for _, name in _taken(language)}
        assert shown == {path.name for path in folder.iterdir()}
        for name in shown:
            assert 0 < (folder / name).stat().st_size <= SMALL, name
            assert (folder / name).read_bytes()[8:12] == b"WEBP", name


@pytest.mark.parametrize(("language", "name"), IN_BOTH)
def test_every_picture_says_in_words_what_it_shows(language: str, name: str) -> None:
    assert "![](" not in page(path_of(language, name))
