"""The program around the commands: mistakes become words and exit codes, help is translated.

Exit codes: 0 it was done; 1 it was refused or cannot be done; 2 what was typed is wrong;
130 stopped with Ctrl-C.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from husay.basics.problem import Problem

DONE, REFUSED, USAGE, STOPPED = 0, 1, 2, 130

_ALSO_TYPED_WRONG = frozenset(
    {
        *("no-company-here", "folder-not-empty", "not-the-demo", "no-such-snapshot"),
        *("no-such-pin", "pin-label", "keep-at-least-one", "no-such-file", "file-exists"),
        *("no-such-source", "no-such-sheet", "mapping-unknown-table", "page-out-of-range"),
        *("unknown-table", "standing-before-book", "source-name"),
        *("setting-format", "setting-choice", "country-unknown", "subdivision-unknown"),
    }
)
"""Codes of other floors that mean: look at what you typed."""


class Program(TyperGroup):
    """All commands. Whatever a user did wrong is told in words, never as a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; turn what went wrong into words and an exit code."""
        from husay.basics.problem import Mistake

        try:
            return super().invoke(ctx)
        except Mistake as wrong:
            raise typer.Exit(fail(ctx, wrong.problems)) from None
        except KeyboardInterrupt:
            raise typer.Exit(STOPPED) from None
        except BrokenPipeError:
            _let_go_of_output()
            raise typer.Exit(DONE) from None
        except OSError as error:
            raise typer.Exit(fail(ctx, [_of_system(error)])) from None
        except Exception as error:
            if type(error).__name__ != "ImproperlyConfigured":
                raise
            # Its settings cannot be read, so neither can translations: it explains itself.
            typer.echo(f"✗ {error}", err=True)
            raise typer.Exit(USAGE) from None

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The help, in the language asked for."""
        with translated(self, ctx):
            super().format_help(ctx, formatter)


class Command(TyperCommand):
    """One command, its help translated."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The help, in the language asked for."""
        with translated(self, ctx):
            super().format_help(ctx, formatter)


class Group(TyperGroup):
    """A command with commands of its own, its help translated."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The help, in the language asked for."""
        with translated(self, ctx):
            super().format_help(ctx, formatter)


def fail(ctx: Any, problems: Iterable[Problem]) -> int:
    """Tell these problems; answers with the exit code that they deserve."""
    from husay.cli.console import tell
    from husay.cli.session import Session
    from husay.words.codes.faces import OPTION_WORDS
    from husay.words.codes.questions import QUESTION_WORDS

    found = tuple(problems)
    session = ctx.find_object(Session) or Session()
    _speak_anyhow(session.language)
    tell(found)
    typed_wrong = {*OPTION_WORDS, *QUESTION_WORDS, *_ALSO_TYPED_WRONG}
    return USAGE if all(p.code in typed_wrong for p in found) else REFUSED


def _speak_anyhow(language: str | None) -> None:
    """Keep the language that is spoken, or begin to speak one."""
    from django.apps import apps

    from husay.cli.language import speak

    if language or not apps.ready:
        speak(language or "en")


def _of_system(error: OSError) -> Problem:
    """What the operating system would not do."""
    from husay.basics.problem import Problem

    name = str(error.filename or "")
    said = (("said", error.strerror or str(error)),)
    if error.errno in (errno.ENOSPC, errno.EROFS, errno.EISDIR, errno.EDQUOT):
        return Problem(code="cannot-write", file=name, values=said)
    return Problem(code="cannot-open", file=name, values=said)


def _let_go_of_output() -> None:
    """Whoever read our output has gone: nothing more is written, not even at the very end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return


@contextmanager
def translated(command: Any, ctx: Any) -> Iterator[None]:
    """Put the help of a command, its options and its commands into the language asked for."""
    language = _language_of(ctx)
    if language in (None, "en"):
        yield
        return
    from django.utils.translation import gettext

    from husay.cli.language import speak

    speak(str(language))
    parts = [command, *command.params, *getattr(command, "commands", {}).values()]
    english = [(part, part.help) for part in parts if getattr(part, "help", None)]
    for part, text in english:
        part.help = gettext(text)
    try:
        yield
    finally:
        for part, text in english:
            part.help = text


def _language_of(ctx: Any) -> str | None:
    from husay.cli.language import LANGUAGES

    asked = ctx.find_root().params.get("lang") or os.environ.get("HUSAY_LANG")
    return asked if asked in LANGUAGES else None
