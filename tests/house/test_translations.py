"""The tool that keeps the translations complete, tried on a small package of its own."""

import gettext
from pathlib import Path

import pytest

from scripts import translations

PYTHON = """
title = _("Where we stand")
sold = ngettext("%(n)s sale", "%(n)s sales", n)
month = pgettext("month", "May")
computed = _(title)
"""
TEMPLATE = """
<p class='it"s'>{% translate "Goal" %} (not closed
    {% blocktranslate trimmed count n=n %}
  One {{ unit }} behind
    {% plural %}
  {{ n }} {{ unit }} behind
{% endblocktranslate %}</p>
<a title="{{ x|default:_('nothing') }}">
"""
ENGLISH = {
    "Where we stand",
    ("%(n)s sale", "%(n)s sales"),
    "May",
    "Goal",
    "nothing",
    ("One %(unit)s behind", "%(n)s %(unit)s behind"),
}


@pytest.fixture(autouse=True)
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with one module and one template, none of it translated."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / translations.PACKAGE
    (folder / "templates").mkdir(parents=True)
    (folder / "page.py").write_text(PYTHON, encoding="utf-8")
    (folder / "templates" / "page.html").write_text(TEMPLATE, encoding="utf-8")
    return folder


def translate(**changes: str) -> None:
    """Fill django.po with plain answers, except where `changes` says otherwise, and compile it."""
    translations.extract()
    po = translations.FOLDER / "django.po"
    answers = {"Where we stand": "Nasaan tayo", "May": "Mayo", "Goal": "Goal", "nothing": "wala"}
    answers.update({"sale": "%(n)s benta", "behind": "%(n)s %(unit)s na huli"}, **changes)
    lines = po.read_text(encoding="utf-8").split("\n")
    last = ""
    for number, line in enumerate(lines):
        if line.startswith("msgid"):
            last = line
        elif line.startswith("msgstr") and line.endswith(' ""'):
            answer = next((text for part, text in answers.items() if part in last), "")
            lines[number] = line[:-2] + f'"{answer}"'
    po.write_text("\n".join(lines), encoding="utf-8")
    translations.compile_()


def test_every_marked_text_is_collected_from_python_and_templates() -> None:
    assert {message.id for message in translations.collected() if message.id} == ENGLISH


def test_texts_that_are_not_in_the_catalog_are_listed() -> None:
    assert len(translations.check()) == len(ENGLISH)


def test_a_complete_translation_passes_and_stays_complete_when_collected_again() -> None:
    translate()
    before = (translations.FOLDER / "django.po").read_bytes()
    translations.extract()
    assert translations.check() == []
    assert (translations.FOLDER / "django.po").read_bytes() == before


def test_untranslated_fuzzy_and_altered_placeholders_are_listed() -> None:
    translate(nothing="", sale="%(m)s benta", behind="isang %(unit)s na huli")
    po = translations.FOLDER / "django.po"
    text = po.read_text(encoding="utf-8")
    po.write_text(text.replace('msgctxt "month"', '#, fuzzy\nmsgctxt "month"'), encoding="utf-8")
    translations.compile_()
    problems = "\n".join(translations.check())
    assert "'nothing': not translated" in problems
    assert "'May': marked fuzzy" in problems
    assert problems.count("placeholders differ") == 4


def test_a_stale_compiled_file_is_listed() -> None:
    translate()
    (translations.FOLDER / "django.mo").write_bytes(b"")
    assert [problem.split(": ")[1] for problem in translations.check()] == [
        "is not what django.po compiles to (make translations)"
    ]


def test_a_text_that_is_gone_is_kept_as_obsolete_and_no_longer_asked_for(package: Path) -> None:
    translate()
    (package / "page.py").unlink()
    translations.extract()
    translations.compile_()
    assert translations.check() == []
    assert '#~ msgstr "Nasaan tayo"' in (translations.FOLDER / "django.po").read_text("utf-8")


@pytest.mark.parametrize("number", range(31))
def test_the_plural_rule_is_cldrs(number: int) -> None:
    rule = translations.PLURAL_FORMS.split("plural=")[1].rstrip(";")
    form = gettext.c2py(rule)(number)
    assert form == (0 if number in (1, 2, 3) or number % 10 not in (4, 6, 9) else 1)
