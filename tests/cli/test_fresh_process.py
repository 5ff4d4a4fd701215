"""A command runs in a process of its own: what it imports before the company is open must not want
the records, which nobody has connected to by then. Other tests run many commands in one process,
where the first one has connected for all."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import husay.cli

CLI = Path(husay.cli.__file__).parent


def _early(function: ast.FunctionDef) -> Iterator[str]:
    """The modules that a command imports before it opens the company."""
    opens = [
        node.lineno
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "company"
    ]
    for node in ast.walk(function):
        if isinstance(node, ast.ImportFrom) and opens and node.lineno < min(opens):
            module = node.module or ""
            if module.startswith("husay."):
                yield from (
                    f"{module}.{name.name}" if module.count(".") == 1 else module
                    for name in node.names
                )


def test_nothing_that_is_imported_before_the_company_is_open_wants_the_records() -> None:
    early = sorted({
        module
        for path in CLI.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        for module in _early(node)
    })  # fmt: skip
    assert early
    tries = "\n".join(
        f"try:\n    import {module}\nexcept Exception as error:\n    print({module!r}, error)"
        for module in early
    )
    done = subprocess.run([sys.executable, "-c", tries], capture_output=True, text=True, check=True)
    assert done.stdout == ""
