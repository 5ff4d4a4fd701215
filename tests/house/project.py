"""The project's own files, as its code-health tests read them."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "husay"

# The floors that take and return values only: no Django, no connection, no clock.
PURE = (
    *("basics", "stats", "book", "org", "measures", "goals", "tracking"),
    *("coaching", "pay", "team", "loop"),
)


@dataclass(frozen=True)
class Module:
    """One Python file: where it is, its lines, its syntax tree."""

    name: str
    lines: int
    tree: ast.Module

    def calls(self) -> Iterator[ast.Call]:
        """Every call in the file."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method in the file."""
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
        return (node for node in ast.walk(self.tree) if isinstance(node, kinds))


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the project that is, or is about to be, under version control."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = (ROOT / name for name in sorted(set(names.split("\0"))) if name)
    return tuple(path for path in paths if path.is_file())


@cache
def modules(*parts: str) -> tuple[Module, ...]:
    """The Python files of some packages of husay, all of them when none is named."""
    chosen = []
    for path in tracked():
        if not path.is_relative_to(SOURCE) or path.suffix != ".py" or "migrations" in path.parts:
            continue
        name = path.relative_to(SOURCE).as_posix()
        if not parts or name.split("/")[0].removesuffix(".py") in parts:
            text = path.read_text(encoding="utf-8")
            chosen.append(Module(name, text.count("\n"), ast.parse(text)))
    return tuple(chosen)


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the last, decorators not counted."""
    return (function.end_lineno or function.lineno) - function.lineno + 1
