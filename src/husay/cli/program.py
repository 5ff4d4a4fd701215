"""The program around the commands: mistakes become words and exit codes, help is translated.

Exit codes: 0 it was done; 1 it was refused or cannot be done; 2 what was typed is wrong;
130 stopped with Ctrl-C.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

from husay.cli.texts import marked as _

if TYPE_CHECKING:
    from husay.basics.problem import Problem
    from husay.cli.session import Session

_WORDS = "husay.words"
"""Where a command's context keeps the words as they were typed."""
_OF_HELP = _("Show this message and exit.")
"""What the parser of options says of --help, in English alone."""
DONE, REFUSED, USAGE, STOPPED = 0, 1, 2, 130

_ALSO_TYPED_WRONG = frozenset(
    {
        *(
            "no-company-here",
            "demo-not-named",
            "folder-not-empty",
            "not-the-demo",
            "no-such-snapshot",
        ),
        *(
            "no-such-pin",
            "goal-plan-unknown",
            "pin-label",
            "keep-at-least-one",
            "no-such-file",
            "file-exists",
        ),
        *("no-such-source", "no-such-sheet", "mapping-unknown-table", "page-out-of-range"),
        *("unknown-table", "standing-before-book", "source-name", "source-rounding"),
        *("month-not-one", "demo-months", "demo-is-whole"),
        *("setting-format", "setting-choice", "country-unknown", "subdivision-unknown"),
    }
)
"""Codes of other floors that mean: look at what you typed."""


class Program(TyperGroup):
    """All commands. Whatever a user did wrong is told in words, never as a traceback."""

    def make_context(self, info_name: Any, args: Any, *rest: Any, **extra: Any) -> Any:
        """Take the words typed; what is wrong with the first of them is told, too."""
        _open_what_is_shut()
        words = list(args)
        with ending(None, words):
            ctx = super().make_context(info_name, args, *rest, **extra)
        ctx.meta[_WORDS] = words
        return ctx

    def invoke(self, ctx: Any) -> Any:
        """Run the command; turn what went wrong into words and an exit code."""
        with ending(ctx, ctx.meta[_WORDS]):
            return super().invoke(ctx)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The help, in the language asked for."""
        with translated(self, ctx):
            super().format_help(ctx, formatter)


@contextmanager
def ending(ctx: Any, words: list[str]) -> Iterator[None]:
    """What goes wrong inside becomes words, a document where one was asked for, an exit code."""
    from husay.basics.problem import Mistake

    try:
        yield
    except Mistake as wrong:
        raise typer.Exit(fail(ctx, wrong.problems, words)) from None
    except KeyboardInterrupt:
        raise typer.Exit(STOPPED) from None
    except typer.Abort as left:
        raise typer.Exit(_left(ctx, left)) from None
    except BrokenPipeError:
        _let_go_of_output()
        raise typer.Exit(DONE) from None
    except typer.Exit:
        raise
    except Exception as error:
        raise typer.Exit(_of_other(ctx, error, words)) from None


def _of_other(ctx: Any, error: Exception, words: list[str]) -> int:
    """The exit code for any other exception, told in words; a fault of our own goes on up."""
    from husay.cli.mishaps import of_error

    if type(error).__name__ == "NoArgsIsHelpError":
        raise error
    if type(error).__name__ == "ImproperlyConfigured" or "timezone setting" in str(error):
        # Its settings cannot be read, so neither can translations: it explains itself.
        typer.echo(f"✗ {_TIME_ZONE.sub('HUSAY_TIME_ZONE is no time zone', str(error))}", err=True)
        return USAGE
    problem = of_error(error, ctx)
    if problem is None:
        raise error
    if problem.code == "output-cannot-be-written":
        _let_go_of_output()
    return fail(ctx, [problem], words)


_TIME_ZONE = re.compile("Incorrect timezone setting")


def _left(ctx: Any, left: BaseException) -> int:
    """Somebody left a question unanswered: with Ctrl-C, or by ending the input."""
    from django.utils.translation import gettext

    from husay.cli.console import say

    _speak_anyhow(ctx)
    say("")
    say(gettext("Stopped: nothing was done."))
    return STOPPED if isinstance(left.__context__, KeyboardInterrupt) else REFUSED


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


def fail(ctx: Any, problems: Iterable[Problem], words: Sequence[str] = ()) -> int:
    """Tell these problems; answers with the exit code that they deserve.

    Where the `words` typed ask for JSON, standard output has a document that says the same.
    """
    from husay.cli.console import tell
    from husay.words.codes.faces import OPTION_WORDS
    from husay.words.codes.questions import QUESTION_WORDS

    found = tuple(problems)
    _speak_anyhow(ctx, words)
    if _wants_json(words):
        _write_document(found)
    tell(found)
    typed_wrong = {*OPTION_WORDS, *QUESTION_WORDS, *_ALSO_TYPED_WRONG}
    return USAGE if all(p.code in typed_wrong for p in found) else REFUSED


def _wants_json(words: Sequence[str]) -> bool:
    """Whether a document is waited for on standard output. The words are looked at as they were
    typed: what is wrong may be wrong before any option is understood."""
    pairs = set(pairwise(words))
    asked = ("--format", "json") in pairs or "--format=json" in words
    to_file = any(w in ("-o", "--output") or w.startswith("--output=") for w in words)
    return asked and not to_file


def _write_document(problems: tuple[Problem, ...]) -> None:
    from husay.cli.putting import put
    from husay.cli.writing import json_text
    from husay.words.document import Report
    from husay.words.sheet import Sheet

    with suppress(OSError):  # it may be the output that cannot be written
        put(json_text(Report(sheet=Sheet((), []), problems=problems)).encode(), None)


def _speak_anyhow(ctx: Any, words: Sequence[str] = ()) -> None:
    """Keep the language that is spoken, or begin to speak one: as asked, else the company's.

    Without a session nothing was understood yet: what the words typed ask for counts then."""
    from django.apps import apps

    from husay.cli.language import speak
    from husay.cli.session import Session

    known = ctx.find_object(Session) if ctx is not None else None
    session = known or Session(language=_language_typed(words))
    if session.language or not apps.ready:
        speak(session.language or _language_of_company(session))


def _language_typed(words: Sequence[str]) -> str | None:
    """The language that words ask for which nobody has understood yet, or HUSAY_LANG."""
    from husay.cli.language import LANGUAGES

    after = [behind for word, behind in pairwise(words) if word == "--lang"]
    within = [word.partition("=")[2] for word in words if word.startswith("--lang=")]
    asked = next(iter([*after, *within]), None) or os.environ.get("HUSAY_LANG")
    return asked if asked in LANGUAGES else None


def _language_of_company(session: Session) -> str:
    """The company's language where it can be read, else English."""
    from husay.basics.problem import Mistake
    from husay.store.home import Home

    try:
        return Home(session.folder()).read_settings().language
    except (Mistake, OSError):
        return "en"


def _open_what_is_shut() -> None:
    """A standard output that was closed is opened as one that cannot be written to, so that
    no file of the book is taken for it."""
    if sys.stdout is None:
        handle = os.open(os.devnull, os.O_RDONLY)
        sys.stdout = os.fdopen(handle, "w", encoding="utf-8", closefd=False)
    if sys.stderr is None:
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")


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
    asking = command.get_help_option(ctx)
    for part, text in english:
        part.help = gettext(text)
    if asking is not None:
        english.append((asking, asking.help))
        asking.help = gettext(_OF_HELP)
    try:
        yield
    finally:
        for part, text in english:
            part.help = text


def _language_of(ctx: Any) -> str | None:
    from husay.cli.language import LANGUAGES

    asked = ctx.find_root().params.get("lang") or os.environ.get("HUSAY_LANG")
    return asked if asked in LANGUAGES else None
