"""The example plans: each can be used, reads in its README as `husay plan show` tells it, and the
compiled plan agrees with the interpreter on its cases."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from husay.pay.cases.check import check_texts
from husay.pay.cases.read_cases import read_cases
from tests.cli.running import run
from tests.docs.markdown import blocks, page
from tests.house.project import ROOT
from tests.pay.compile.agree import differences
from tests.pay.folders import texts

EXAMPLES = ROOT / "examples" / "plans"
FOLDERS = sorted(path.parent for path in EXAMPLES.glob("*/plan.yaml"))
each = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


@each
def test_an_example_can_be_used_and_warns_of_nothing(folder: Path) -> None:
    checked = check_texts(*texts(folder))
    assert checked.problems == ()
    assert {r.case.name: r.problems for r in checked.results if not r.passed} == {}
    assert len(checked.results) >= 3


@each
def test_both_readings_agree_on_its_cases(folder: Path) -> None:
    plan = check_texts(*texts(folder)).plan
    assert plan is not None
    cases, _ = read_cases(texts(folder)[1], plan)
    for case in cases:
        facts = [case.facts.seen_by(person) for person in case.expected]
        found = differences(plan, facts, case.window)
        assert isinstance(found, str) or found == [], case.name


@each
def test_its_readme_says_what_the_program_says_and_its_commands_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    found = list(blocks((folder / "README.md").read_text(encoding="utf-8")))
    said = {block.notes["prose"]: block.text for block in found if "prose" in block.notes}
    assert said.keys() == {"en", "fil"}
    commands = [
        line.split()[1:]
        for block in found
        if block.language == "sh" and "skip" not in block.notes
        for line in block.text.splitlines()
    ]
    assert len(commands) == 3
    for words in commands:
        done = run(*(words if "--lang" in words else ["--lang", "en", *words]))
        assert done.code == 0, done.everything
        if "show" in words:
            language = "fil" if "--lang" in words else "en"
            assert said[language].split("\n") == done.output.rstrip("\n").split("\n"), (
                "python scripts/plan_readmes.py writes it anew"
            )


def test_all_examples_are_listed_and_led_to() -> None:
    assert len(FOLDERS) >= 9
    listed = re.findall(r"^\| \[([\w-]+)\]", page("examples/plans/README.md"), re.MULTILINE)
    assert sorted(listed) == [folder.name for folder in FOLDERS]
    assert "(../examples/plans/README.md)" in page("docs/plans.md")
    assert "(../examples/plans/README.md)" in page("docs/reference.md")
