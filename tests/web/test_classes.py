"""Templates use only classes that some stylesheet knows: Tabler's is a trimmed one."""

import re
from pathlib import Path

from django.template import Engine

import husay.web

WEB = Path(husay.web.__file__).parent
STATIC = WEB / "static" / "husay"
# Made up at run time by Django or the templates themselves.
BUILT = {"depth-", "indent-", "is-", "legend-", "notice-", "problem-", "state-", "step-", "talk-"}


def _known() -> set[str]:
    sheets = [*STATIC.glob("*.css"), STATIC / "vendor" / "tabler" / "tabler.css"]
    text = "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    return set(re.findall(r"\.(-?[_a-zA-Z][\w-]*)", text))


def _used(text: str) -> set[str]:
    plain = re.sub(r"\{[%#].*?[%#]\}|\{\{.*?\}\}", " ", text)
    found = re.findall(r'class="([^"]*)"', plain)
    return {name for names in found for name in names.split()}


def test_every_class_in_a_template_is_in_a_stylesheet() -> None:
    known = _known() | BUILT
    unknown = {
        f"{path.relative_to(WEB)}: {name}"
        for path in (WEB / "templates").rglob("*.html")
        for name in _used(path.read_text(encoding="utf-8")) - known
    }
    assert unknown == set()


def test_every_template_can_be_read() -> None:
    for path in (WEB / "templates").rglob("*.html"):
        Engine.get_default().get_template(str(path.relative_to(WEB / "templates")))


def test_every_colour_that_charts_name_is_in_the_stylesheet() -> None:
    named = re.findall(r"var\((--husay-[\w-]+)\)", (WEB / "charts.py").read_text(encoding="utf-8"))
    defined = (STATIC / "husay.css").read_text(encoding="utf-8")
    assert named
    assert [name for name in named if f"{name}:" not in defined] == []


def test_what_is_vendored_says_what_it_is_and_under_which_licence() -> None:
    for folder in (STATIC / "vendor").iterdir():
        assert (folder / "VERSION").is_file(), folder.name
        assert (folder / "LICENSE").is_file(), folder.name
