"""Every command that a page shows is run as it stands, and says what the page says."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from husay.cli.main import app
from tests.docs.markdown import anchor, blocks, code, headings, page
from tests.docs.running import Ran, commands, is_run
from tests.docs.shown import missing
from tests.docs.walks.chapter import CHAPTERS, LANGUAGES, path_of
from tests.house.project import ROOT

PAGES = ("README.md", "docs/reference.md")
GUIDE = ("docs/guide/README.md", *(path_of(at, name) for at in LANGUAGES for name in CHAPTERS))
"""Their commands are run where they are walked: `test_guide_walks.py`."""


@pytest.fixture(scope="module", params=PAGES)
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What a page says wrongly."""
    folder = tmp_path_factory.mktemp("story")
    target = folder.with_suffix(".json")
    command = [sys.executable, "-m", "tests.docs.running", request.param, str(folder), str(target)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    ran = [Ran(**one) for one in json.loads(target.read_text(encoding="utf-8"))]
    return _wrong(request.param, ran)


def test_each_command_does_what_the_page_says(told: list[str]) -> None:
    assert not told, "\n\n".join(told)


def _wrong(name: str, ran: list[Ran]) -> list[str]:
    """What the page promises and did not come, block by block."""
    found = []
    listed = list(blocks(page(name)))
    for block, after in zip(listed, [*listed[1:], None], strict=True):
        if not is_run(block):
            continue
        lines = [line for line, _ in commands(block)]
        mine = [one for one in ran if one.line in lines]
        assert len(mine) == len(lines), f"{name}:{block.line}: not all of it was run"
        codes = [0] * (len(mine) - 1) + [int(block.notes.get("exit", 0))]
        for one, expected in zip(mine, codes, strict=True):
            if one.code != expected:
                found.append(
                    f"{name}:{one.line}: {one.command}\nends with {one.code}, not {expected}:\n"
                    + one.output
                )
        if after is not None and after.language in ("text", "json") and not after.notes:
            found += missing(name, after, "".join(one.output for one in mine))
    return found


def test_only_blocks_that_say_why_are_not_run() -> None:
    for name in (*PAGES, *GUIDE):
        for block in blocks(page(name)):
            if "husay " in block.text and block.language in ("sh", ""):
                assert is_run(block) or block.notes.get("skip"), f"{name}:{block.line}"


def test_the_reference_names_every_command_and_option() -> None:
    reference = page("docs/reference.md")
    said = " ".join([*code(reference), *(block.text for block in blocks(reference))])
    missing = [words for words in _every_word() if not re.search(rf"{words}(?![\w-])", said)]
    assert missing == []


def _every_word() -> list[str]:
    """Every command, as it is typed, and every option's long name, but --help."""
    found: dict[str, None] = {}

    def collect(command: object, path: str) -> None:
        for part in getattr(command, "params", ()):
            names = [n for n in part.opts if n.startswith("--") and n != "--help"]
            found.update(dict.fromkeys(max(names, key=len) for _ in names[:1]))
        for name, below in getattr(command, "commands", {}).items():
            found[f"{path}{name}".strip()] = None
            collect(below, f"{path}{name} ")

    collect(get_command(app), "")
    return list(found)


def test_pages_lead_nowhere_that_is_not_there() -> None:
    lost = []
    for name in (*PAGES, *GUIDE, "ARCHITECTURE.md", "docs/deploy.md", "docs/tables.md"):
        for link in re.findall(r"\]\(([^)\s]+)\)", page(name)):
            if re.match(r"[a-z]+:", link):
                continue
            path, _, place = link.partition("#")
            target = (ROOT / name).parent / path if path else ROOT / name
            if not target.exists() or (
                place and place not in map(anchor, headings(Path(target).read_text("utf-8")))
            ):
                lost.append(f"{name}: {link}")
    assert lost == []
