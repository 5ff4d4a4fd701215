"""Every code of a problem that the code base gives, found in its syntax trees.

A code is a literal handed to a parameter (or a dataclass field) named `code`, whoever has it:
`Problem(code="…")`, `mistake("…")`, a module's own `_wrong("…")`, `Check("…", …)`; and the
literals in the pairs of a function whose name ends in `_mistakes` or `_problems`.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.house.project import Module, modules

CODE = re.compile(r"[a-z]+(?:-[a-z0-9]+)*")
NO_PROBLEMS = {"_step", "ProductLine", "step_text", "question_text"}
ROOMS = ("basics", "book", "org", "measures", "goals", "tracking", "pay", "access", "store", "web",
         "cli", "api", "words")  # fmt: skip
NOT_OF_ROWS = {"goals/fairness.py"}
"""Where `Check` is a check of goals, and what it checks no code of a problem."""


@dataclass
class Found:
    """Codes, each with the files that give it."""

    places: dict[str, set[str]] = field(default_factory=dict)

    def add(self, node: ast.expr | None, module: Module) -> None:
        for part in _choices(node):
            if isinstance(part.value, str) and CODE.fullmatch(part.value):
                self.places.setdefault(part.value, set()).add(module.name)


def codes() -> dict[str, set[str]]:
    """Every code with the files in which it is given."""
    found = Found()
    takers = _takers()
    for module in modules(*ROOMS):
        own = _takers_of(module)
        for call in module.calls():
            name = _name(call.func)
            place = own.get(name, takers.get(name)) if name not in NO_PROBLEMS else None
            if name == "Check" and module.name in NOT_OF_ROWS:
                continue
            if place is not None:
                found.add(_argument(call, place), module)
        for function in module.functions():
            if function.name.endswith(("_mistakes", "_problems")):
                for pair in _pairs(function):
                    found.add(pair, module)
    return found.places


def _choices(node: ast.expr | None) -> Iterator[ast.Constant]:
    """The literals that an expression may be."""
    if isinstance(node, ast.Constant):
        yield node
    elif isinstance(node, ast.IfExp):
        yield from _choices(node.body)
        yield from _choices(node.orelse)


def _takers() -> dict[str, int]:
    """Functions and classes of the whole code base that take a code, and as which argument."""
    of_documents = {"problem_at": 1, "warning_at": 1, "wrong": 1, "lacks": 0}
    return {"Problem": 0, "mistake": 0, "Check": 0, **of_documents}


def _takers_of(module: Module) -> dict[str, int]:
    """A module's own."""
    found = {}
    for function in module.functions():
        names = [argument.arg for argument in function.args.args]
        if "code" in names:
            found[function.name] = names.index("code") - (names[0] in ("self", "cls"))
    return found


def _argument(call: ast.Call, place: int) -> ast.expr | None:
    for keyword in call.keywords:
        if keyword.arg == "code":
            return keyword.value
    return call.args[place] if place < len(call.args) else None


def _pairs(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.expr]:
    """The first of each pair with a code-like text in it."""
    for node in ast.walk(function):
        if isinstance(node, ast.Tuple) and len(node.elts) >= 2:
            first = node.elts[0]
            if isinstance(first, ast.Constant) and "-" in str(first.value):
                yield first


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
