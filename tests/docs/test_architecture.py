"""ARCHITECTURE.md names only what is there, and its walk is the way that a line really goes."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.docs.markdown import code, page, sections
from tests.house.project import ROOT, SOURCE

PAGE = "ARCHITECTURE.md"
WALK = "The walk of one sale line"
STRETCHES = {
    "first file": (1, 2),
    "second file": (3, 4, 5, 6, 7),
    "page": (8, 9, 10, 11, 12),
    "rows": (13,),
    "line": (14,),
}
"""Which chapters of the walk are walked on which stretch."""

_NAME = re.compile(r"[a-z_]+(\.[A-Za-z_]+)+")


def _rooms() -> list[str]:
    """The packages and single modules at the top of the house."""
    found = (p for p in SOURCE.iterdir() if p.suffix == ".py" or (p / "__init__.py").exists())
    return sorted(p.stem for p in found if not p.stem.startswith("__"))


def _names(text: str) -> list[str]:
    """The places in the house that a text names."""
    rooms = set(_rooms())
    return [n for n in code(text) if _NAME.fullmatch(n) and n.split(".")[0] in rooms]


def test_it_names_places() -> None:
    assert len(_names(page(PAGE))) > 100


@pytest.mark.parametrize("name", sorted(set(_names(page(PAGE)))))
def test_every_name_is_there(name: str) -> None:
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        place = SOURCE.joinpath(*parts[:length])
        if (place / "__init__.py").is_file():
            file = place / "__init__.py"
        elif place.with_suffix(".py").is_file():
            file = place.with_suffix(".py")
        else:
            continue
        assert _holds(file, tuple(parts[length:])), f"{name}: not in {file.relative_to(ROOT)}"
        return
    pytest.fail(f"{name}: no such module")


@cache
def _defined(file: Path) -> dict[str, ast.AST]:
    return _names_in(ast.parse(file.read_text(encoding="utf-8")).body)


def _names_in(body: list[ast.stmt]) -> dict[str, ast.AST]:
    """Functions, classes and variables of a module or class."""
    found: dict[str, ast.AST] = {}
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found[node.name] = node
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found[node.target.id] = node
        elif isinstance(node, ast.Assign):
            found |= {t.id: node for t in node.targets if isinstance(t, ast.Name)}
    return found


def _holds(file: Path, parts: tuple[str, ...]) -> bool:
    names = _defined(file)
    for part in parts:
        if part not in names:
            return False
        node = names[part]
        names = _names_in(node.body) if isinstance(node, ast.ClassDef) else {}
    return True


def test_every_room_has_its_paragraph() -> None:
    rooms = sections(page(PAGE))["The rooms"]
    assert [room for room in _rooms() if f"`{room}`" not in rooms] == []


def test_files_that_it_names_are_there() -> None:
    named = re.findall(r"\b(?:docs/)?[A-Za-z]+\.md\b", page(PAGE))
    assert named
    assert [name for name in named if not (ROOT / name).is_file()] == []


@pytest.fixture(scope="module")
def called(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What is called on each stretch of the walk, in order."""
    folder = tmp_path_factory.mktemp("walk")
    target = folder.with_suffix(".json")
    command = [sys.executable, "-m", "tests.docs.walking", str(folder), str(target)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, list[str]] = json.loads(target.read_text(encoding="utf-8"))
    return found


def test_the_walk_is_the_way_that_a_line_goes(called: dict[str, list[str]]) -> None:
    chapters = sections(page(PAGE), 3)
    of_number = {int(title.split(".")[0]): text for title, text in chapters.items()}
    walked = [number for numbers in STRETCHES.values() for number in numbers]
    assert sorted(of_number) == walked
    wrong = []
    for stretch, numbers in STRETCHES.items():
        for number in numbers:
            calls = iter(called[stretch])
            for name in _names(of_number[number]):
                if name not in called[stretch]:
                    wrong.append(f"{number}: {name} is not called")
                elif not any(call == name for call in calls):
                    wrong.append(f"{number}: {name} is not called after the one named before it")
                    break
    assert not wrong, "\n".join(wrong)
