"""The habits that a machine can watch: small functions, exact money, no clock, no stray paths.

Docstrings, lengths of lines and imports are ruff's and import-linter's (`make check`). The lists
of offenders below may only get shorter.
"""

import ast
import re
import tomllib
from importlib import import_module

import pytest
from typer.main import get_command

from tests.house.project import PURE, ROOT, SOURCE, Module, length, modules, tracked

LONG_FUNCTIONS: set[str] = set()
LONG_FILES: set[str] = set()

# Where the floors that handle money may hold a float, or divide without naming an exact number.
FLOATS_ALLOWED = {
    "book/source.py": ["0.6"],  # how alike two words must be
    "book/staging.py": ["source.tax_rate / (1 + source.tax_rate)"],  # a Fraction
    "book/mapping/settling.py": ["part * 100 / whole", "whole * rate / 100"],  # Decimals
}
EXACT = ("basics", "book", "org", "measures", "goals", "tracking", "pay")

STATISTICS = (
    "tracking/signals/curve.py", "tracking/signals/flat.py", "tracking/signals/found.py",
    "tracking/signals/grouping.py", "tracking/signals/held_against.py",
    "tracking/signals/overdue.py", "tracking/signals/pushing.py", "tracking/signals/sweep.py",
    "tracking/signals/watched.py", "tracking/signals/working.py",
)  # fmt: skip
"""Estimates, of series as the statistics want them; what is said of them is made whole there."""

CLOCK_NAMES = ("now", "today", "utcnow", "localtime", "gmtime", "time_ns", "perf_counter")

# Written so that these lines do not match themselves.
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:wor[k]|roo[t]|tm[p]|hom[e]/\w+)/")


def test_there_is_something_to_watch() -> None:
    assert len(modules()) > 1
    assert len(tracked()) > len(modules())


def test_no_function_is_longer_than_70_lines() -> None:
    long = {f"{m.name}:{f.name}" for m in modules() for f in m.functions() if length(f) > 70}
    assert long == LONG_FUNCTIONS


def test_95_percent_of_functions_are_shorter_than_40_lines() -> None:
    lengths = [length(f) for m in modules() for f in m.functions()]
    short = sum(1 for lines in lengths if lines < 40)
    assert short * 100 >= 95 * len(lengths)


def test_no_file_is_longer_than_500_lines() -> None:
    assert {m.name for m in modules() if m.lines > 500} == LONG_FILES


def test_only_the_command_line_prints() -> None:
    printing = {m.name for m in modules() for call in m.calls() if _called(call)[1] == "print"}
    assert {name for name in printing if not name.startswith("cli/")} == set()


def test_the_pure_floors_read_no_clock() -> None:
    reads = [
        f"{m.name}:{getattr(node, 'lineno', 0)}"
        for m in modules(*PURE)
        for node in ast.walk(m.tree)
        if _reads_clock(node)
    ]
    assert reads == []


def _reads_clock(node: ast.AST) -> bool:
    """Under whatever name the module was imported."""
    if isinstance(node, ast.Import):
        return any(name.name == "time" for name in node.names)
    if isinstance(node, ast.ImportFrom):
        return node.module == "time"
    return isinstance(node, ast.Attribute) and node.attr in CLOCK_NAMES


def test_no_float_touches_money() -> None:
    exact = [m for m in modules(*EXACT) if m.name not in STATISTICS]
    found = {m.name: floats for m in exact if (floats := _floats(m))}
    assert found == FLOATS_ALLOWED


def _floats(module: Module) -> list[str]:
    """Float constants, calls of float, and divisions that name no exact number."""
    return [ast.unparse(node) for node in ast.walk(module.tree) if _is_float(node)]


def _is_float(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return _called(node) == ("", "float")
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        return not re.search(r"\b(Fraction|Decimal|Path|folder|home)\b", ast.unparse(node))
    return isinstance(node, ast.Constant) and isinstance(node.value, float)


@pytest.mark.parametrize(
    "line",
    [
        "from time import time", "import time", "import datetime as dt\nx = dt.datetime.now()",
        "x = amount / 2", "HALF = 0.5", "float(x)", "x = amount / 2 * 1.0",
    ],
)  # fmt: skip
def test_these_watches_see_what_they_watch_for(line: str) -> None:
    tree = ast.walk(ast.parse(line))
    assert any(_reads_clock(node) or _is_float(node) for node in tree)


def test_no_docstring_rule_is_waved_away() -> None:
    waved = re.compile(r"noqa:[^#\n]*\bD[134]\d\d")
    files = [path for path in tracked() if path.suffix == ".py"]
    assert [path.name for path in files if waved.search(path.read_text(encoding="utf-8"))] == []


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    found = []
    for path in tracked():
        if "vendor" in path.parts:
            continue
        text = path.read_bytes().decode("utf-8", errors="replace")
        if match := MACHINE_PATH.search(text):
            found.append(f"{path.relative_to(ROOT)}: {match.group()}")
    assert found == []


def test_the_lock_file_takes_everything_from_pypi() -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    places = {next(iter(package["source"].items())) for package in lock["package"]}
    assert places == {("registry", "https://pypi.org/simple"), ("editable", ".")}


def test_import_linter_keeps_django_and_connections_out_of_every_pure_floor() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (forbidding,) = (c for c in contracts if c["type"] == "forbidden")
    standing = {
        f"husay.{name}"
        for name in PURE
        if (SOURCE / name / "__init__.py").exists() or (SOURCE / f"{name}.py").exists()
    }
    assert standing <= set(forbidding["source_modules"])


def test_every_make_target_that_the_readme_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    assert _commands("make") <= targets


def test_every_husay_command_that_the_readme_names_exists() -> None:
    if not (named := _commands("husay")):
        return
    program = get_command(import_module("husay.cli.main").app)
    assert named <= set(getattr(program, "commands", ()))


def _commands(program: str) -> set[str]:
    """The first word after a program's name, wherever the README shows it as code."""
    readme = ROOT / "README.md"
    if not readme.exists():
        return set()
    text = readme.read_text(encoding="utf-8")
    code = re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL)
    command = re.compile(rf"(?:^|[`$]|uv run) *{program} ([a-z][a-z-]*)", re.MULTILINE)
    return {word for part in code for word in command.findall(part)}


def _last(node: ast.expr) -> str:
    """The last name of `a.b.c`."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _called(call: ast.Call) -> tuple[str, str]:
    """What a call calls, as (the name before the dot, the name)."""
    if isinstance(call.func, ast.Attribute):
        return _last(call.func.value), call.func.attr
    return "", getattr(call.func, "id", "")
