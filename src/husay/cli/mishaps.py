"""What went wrong outside of our own rules, as problems: the words typed, the system, the store.

Exceptions of libraries are known by their names: importing them would cost every command's start.
"""

from __future__ import annotations

import errno
import re
from typing import Any

from husay.basics.problem import Problem
from husay.book.source import nearest

_IN_QUOTES = re.compile(r"'(.*?)'", re.DOTALL)
_IN_BRACKETS = re.compile(r"\((?!s\))(.*)\)", re.DOTALL)
_FULL_OR_SHUT = (errno.ENOSPC, errno.EDQUOT, errno.EBADF, errno.EIO, errno.EFBIG)
_READ_ONLY = (errno.EROFS, errno.EISDIR)


def of_error(error: Exception, ctx: Any) -> Problem | None:
    """The problem that an exception means; None for a fault of our own."""
    if isinstance(error, OSError):
        return _of_system(error)
    kinds = {f"{kind.__module__.partition('.')[0]}.{kind.__name__}" for kind in type(error).__mro__}
    if "typer.UsageError" in kinds:
        return _of_typing(error, ctx)
    if "django.DatabaseError" in kinds:
        return _said("company-records-unreadable", error)
    if kinds & {"_duckdb.IOException", "deltalake.DeltaError"}:
        return _said("book-unreadable", error)
    return None


def _said(code: str, error: Exception) -> Problem:
    first = next(iter(str(error).splitlines()), "")
    return Problem(code=code, values=(("said", first[:300]),))


def _of_system(error: OSError) -> Problem:
    """What the operating system would not do."""
    name, said = str(error.filename or ""), (("said", error.strerror or str(error)),)
    if not name and error.errno in _FULL_OR_SHUT:
        return Problem(code="output-cannot-be-written", values=said)
    if error.errno in (*_FULL_OR_SHUT, *_READ_ONLY):
        return Problem(code="cannot-write", file=name, values=said)
    return Problem(code="cannot-open", file=name, values=said)


def _of_typing(error: Any, ctx: Any) -> Problem | None:
    """What is wrong with the words of a command, as the parser of options found it."""
    kind, context, message = type(error).__name__, error.ctx or ctx, str(error.message)
    path = context.command_path if context is not None else "husay"
    if kind == "NoSuchOption":
        near = next(iter(error.possibilities or ()), "")
        return _problem("no-such-option", value=error.option_name, nearest=near, command=path)
    if kind == "MissingParameter" and error.param is not None:
        return _problem("argument-missing", value=_name(error.param), command=path)
    if kind == "BadParameter" and error.param is not None:
        return _of_value(error, message, path)
    if kind == "BadOptionUsage":
        return _problem("option-without-value", value=error.option_name, command=path)
    if "No such command" in message:
        word, known = _quoted(message), list(getattr(context.command, "commands", {}))
        near = nearest(word, known)
        return _problem("no-such-command", value=word, nearest=near, command=path)
    if "extra argument" in message:
        words = _IN_BRACKETS.search(message)
        return _problem("arguments-too-many", value=words[1] if words else "", command=path)
    return None


def _of_value(error: Any, message: str, path: str) -> Problem:
    """An option's value that is not what the option takes."""
    option, value = _name(error.param), _typed(error) or _quoted(message)
    least, most = (getattr(error.param, side, None) for side in ("min", "max"))
    if "integer" not in message and least is None and most is None:
        return _problem("option-unreadable", option=option, value=value, command=path)
    known = {"least": 0 if least is None else least, "most": "" if most is None else most}
    return _problem("option-number", option=option, value=value, **known)


def _typed(error: Any) -> str:
    """What was typed: the error behind this one has it, its message does not."""
    found: list[Any] = getattr(error.__cause__, "errors", list)()
    return str(found[0]["input"]) if found else ""


def _problem(code: str, **values: object) -> Problem:
    return Problem(code=code, values=tuple((key, str(value)) for key, value in values.items()))


def _quoted(message: str) -> str:
    found = _IN_QUOTES.search(message)
    return found[1] if found else ""


def _name(param: Any) -> str:
    """'--top', 'SOURCE': as the help calls it."""
    if param.param_type_name == "option":
        return str(max(param.opts, key=len))
    return str(param.metavar or param.name)
