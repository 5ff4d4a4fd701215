"""`husay init`: a folder for a company, with an empty book."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from husay.cli.session import now, session
from husay.cli.texts import marked as _

_DEFAULTS = {"name": "", "currency": "PHP", "country": "PH", "language": "en"}


def init(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=_("A new folder."))],
    name: Annotated[
        str | None, typer.Option("--name", help=_("What the company is called."))
    ] = None,
    currency: Annotated[
        str | None, typer.Option("--currency", metavar="CODE", help=_("Like PHP or USD."))
    ] = None,
    country: Annotated[
        str | None,
        typer.Option("--country", metavar="CODE", help=_("For its public holidays, like PH.")),
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", metavar="en|fil", help=_("Of pages and commands."))
    ] = None,
    like: Annotated[
        Path | None,
        typer.Option("--like", metavar="SOURCE", help=_("Settings that this source proposes.")),
    ] = None,
) -> None:
    """Make the folder; ask for what was not said where somebody is there to answer."""
    from django.utils.translation import gettext

    from husay.basics.problem import Mistake
    from husay.cli.console import say
    from husay.org.company import read_company
    from husay.store.opening import create_company

    here = session(context)
    here.speak(language if language in ("en", "fil") else "en")
    said = {"name": name, "currency": currency, "country": country, "language": language}
    data = _answered({k: v for k, v in said.items() if v is not None}, _proposed(like), folder)
    settings, problems = read_company(data)
    if problems:
        raise Mistake(*problems)
    create_company(folder, settings, now())
    here.speak(settings.language)
    say(
        gettext("The company “%(name)s” is ready in %(folder)s.")
        % {"name": settings.name, "folder": folder}
    )
    say(
        gettext("Next, bring in data: husay --home %(folder)s import SOURCE --from PATH")
        % {"folder": folder}
    )


def _proposed(like: Path | None) -> dict[str, Any]:
    """The settings that a source proposes for the company whose data it reads."""
    if like is None:
        return {}
    from husay.store.sources import load_source

    source = load_source(like)
    return {"name": source.title, "currency": source.currency, **source.company}


def _answered(said: dict[str, str], proposed: dict[str, Any], folder: Path) -> dict[str, Any]:
    """What was said, else what a source proposes, else what somebody answers, else the usual."""
    from husay.cli.console import somebody_is_there

    usual: dict[str, Any] = {**_DEFAULTS, "name": folder.resolve().name, **proposed}
    answers = dict(usual)
    if somebody_is_there() and not said and not proposed:
        answers |= _asked(usual)
    return {**answers, **said}


def _asked(usual: dict[str, Any]) -> dict[str, str]:
    from django.utils.translation import gettext

    questions = {
        "name": gettext("What is the company called?"),
        "currency": gettext("Its currency (three letters)?"),
        "country": gettext("Its country, for public holidays (two letters)?"),
        "language": gettext("Language of its pages (en or fil)?"),
    }
    return {
        key: typer.prompt(question, default=usual[key], err=True).strip()
        for key, question in questions.items()
    }
