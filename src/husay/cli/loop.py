"""`husay loop`: a month of the company, from what was sold to the next goals."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from husay.access.role import Right
from husay.cli import asking
from husay.cli.program import REFUSED
from husay.cli.session import now, session
from husay.cli.texts import marked as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from husay.loop import Told
    from husay.store.company import Company
    from husay.store.month.house import Playing


def loop(
    context: typer.Context,
    month: Annotated[
        str | None,
        typer.Option(
            "--month", metavar="MONTH", help=_("Like 2026-05. Default: that of the last sale.")
        ),
    ] = None,
    data: Annotated[
        list[str] | None,
        typer.Option(
            "--data",
            metavar="SOURCE=PATH",
            help=_("New files of a kept source, to bring in first."),
        ),
    ] = None,
    form: asking.ListFormat = "table",
) -> None:
    """Go through a month: bring in what waits, look for falls, work pay out; say what waits."""
    from husay.cli.writing import LIST_FORMATS, check_format, write

    check_format(form, LIST_FORMATS)
    company = session(context).company(Right.BRING_IN, changing=True)
    from husay.loop import month as play
    from husay.store.lock import loop_lock
    from husay.store.month.house import Playing, month_asked, of_its_end
    from husay.store.month.naming import names_in
    from husay.words.month_report import month_report

    given = dict(_given(one) for one in data or ())
    asked = month_asked(company, month)
    with loop_lock(company.home.path):
        house = Playing(of_its_end(company, asked), now, asked, given)
        told = _shown(house, play(house), aloud=form == "table")
    if form != "table":
        currency, everybody = _currency(company), company.viewer.operator
        names = names_in(told)
        write(month_report(house.month, told, names, currency, everybody=everybody), form)
    if any(p.severity == "error" for one in told for p in one.problems):
        raise typer.Exit(REFUSED)


def _currency(company: Company) -> str:
    return company.home.read_settings().currency


def _given(text: str) -> tuple[str, Path]:
    from husay.basics.problem import mistake

    source, sign, path = text.partition("=")
    if not (source and sign and path):
        raise mistake("option-pair", option="--data", value=text)
    return source, Path(path)


def _shown(house: Playing, steps: Iterable[Told], *, aloud: bool) -> list[Told]:
    """Every step as it was told; for people it is said as soon as it is."""
    from husay.words.month import month_sentence

    told = []
    for one in steps:
        told.append(one)
        if aloud:
            _say(house, one)
    if aloud:
        from husay.cli.console import output

        everybody = house.company.viewer.operator
        output().print()
        output().print(month_sentence(house.month, told, everybody=everybody), style="bold",
                       soft_wrap=True)  # fmt: skip
    return told


def _say(house: Playing, told: Told) -> None:
    """A step: its sentence, what went wrong, and what waits for whom."""
    from husay.cli.console import output, tell
    from husay.store.month.naming import names_in
    from husay.words.month import TITLES, step_sentence, whys

    out, names = output(), names_in([told])
    out.print(f"{TITLES[told.step]}: {step_sentence(told, house.month, names)}", soft_wrap=True)
    tell(told.problems, out)
    for line in _lines(told, names, whys([told], _currency(house.company))):
        out.print(f"  → {line}", soft_wrap=True, style="dim")


_MOST_LINES = 8


def _lines(told: Told, names: dict[str, str], why: dict[str, str]) -> Iterator[str]:
    from django.utils.translation import ngettext

    from husay.words.format import count
    from husay.words.month import WHOM, waits_text

    for one in told.waits[:_MOST_LINES]:
        yield f"{WHOM[one.whom]}: {waits_text(one, names, why)}"
    more = len(told.waits) - _MOST_LINES
    if more > 0:
        yield ngettext("and %(n)s more", "and %(n)s more", more) % {"n": count(more)}
