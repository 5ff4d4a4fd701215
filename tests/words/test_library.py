"""The libraries still say what we translate for them; what the log tells has words."""

import inspect
import re
from importlib import import_module

import pytest

from husay.words.actions import ACTIONS
from husay.words.library import TEXTS
from tests.house.project import SOURCE


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("module", TEXTS)
def test_the_library_says_it_in_these_words(module: str) -> None:
    source = re.sub(r'"\s*"', "", inspect.getsource(import_module(module)))
    for text in TEXTS[module]:
        assert f'"{text}"' in source


def test_every_action_that_is_noted_has_words() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    calls = r'(?:note|note_failure|_note|_noted)\(\s*(?:[\w.]+,\s*)??"([a-z-]+)"'
    noted = set(re.findall(calls, code))
    noted |= set(re.findall(r'(?:note|_note|_noted)\(\s*[\w.]+,\s*"([a-z-]+)"', code))
    assert len(noted) > 15
    assert noted - set(ACTIONS) == set()
