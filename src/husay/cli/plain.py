"""A plain file as a new source: its mapping is guessed, shown, and confirmed by somebody."""

from __future__ import annotations

from collections.abc import Mapping as Answers
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from django.utils.translation import gettext

from husay.basics.problem import Mistake, Problem, mistake
from husay.book.mapping import (
    FIELDS,
    Mapping,
    MappingQuestion,
    Said,
    chosen_problems,
    mapping_problems,
)
from husay.book.source import ROUNDINGS, nearest
from husay.cli.console import messages, say, somebody_is_there, tell
from husay.store.files import Looked, guess_file, look
from husay.words.fields import (
    READINGS,
    decimal_text,
    mapped_term,
    option_text,
    question_text,
)
from husay.words.problems import describe
from husay.words.terms import TABLE_TERMS

if TYPE_CHECKING:
    from husay.book.source import Source
    from husay.store.company import Company

_SAMPLES = 3
_LONGEST = 24


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What was said on the command line about a file: `columns` are what headers feed."""

    sheet: str = ""
    table: str | None = None
    columns: Answers[str, str] = field(default_factory=dict)
    answers: Answers[str, str] = field(default_factory=dict)
    rounding: str | None = None
    yes: bool = False

    @property
    def options(self) -> tuple[str, ...]:
        """The options that were used, but --yes."""
        used = {
            "--sheet": self.sheet, "--table": self.table, "--column": self.columns,
            "--answer": self.answers, "--rounding": self.rounding,
        }  # fmt: skip
        return tuple(option for option, said in used.items() if said)


def read_wishes(
    sheet: str | None,
    table: str | None,
    columns: list[str],
    answers: list[str],
    rounding: str | None,
    yes: bool,
) -> Wishes:
    """The wishes as typed; raises Mistake for those that cannot be read."""
    problems: list[Problem] = []
    if table is not None and table not in FIELDS:
        values = (("nearest", nearest(table, list(FIELDS))),)
        problems.append(Problem(code="mapping-unknown-table", value=table, values=values))
    if rounding is not None and rounding not in ROUNDINGS:
        problems.append(Problem(code="source-rounding", value=rounding))
    wishes = Wishes(
        sheet=sheet or "",
        table=table,
        columns=_pairs("--column", columns, problems),
        answers=_pairs("--answer", answers, problems),
        rounding=rounding,
        yes=yes,
    )
    if problems:
        raise Mistake(*problems)
    return wishes


def _pairs(option: str, given: list[str], problems: list[Problem]) -> dict[str, str]:
    found = {}
    for text in given:
        name, sign, value = text.rpartition("=")
        if not sign:
            values = (("option", option), ("value", text))
            problems.append(Problem(code="option-pair", values=values))
        found[name.strip()] = value.strip()
    return found


def new_source(company: Company, name: str, file: Path, wishes: Wishes) -> Source:
    """A source made from a plain file's confirmed mapping; it is not kept yet.

    Raises Mistake with everything that is wrong with it, and where nobody confirmed it.
    """
    from husay.store.sources import plain_source

    looked = look(file, wishes.sheet)
    if looked.empty:
        raise mistake("file-without-rows", file=file.name)
    answers = dict(wishes.answers)
    mapping = _guess(looked, wishes, answers)
    if wrong := chosen_problems(mapping.table, looked.headers, wishes.columns):
        raise Mistake(*wrong)
    while mapping.questions and somebody_is_there() and not wishes.yes:
        question = mapping.questions[0]
        answers[question.code] = _ask(question)
        mapping = _guess(looked, wishes, answers)
    show(mapping, looked)
    problems = mapping_problems(mapping)
    if any(p.severity == "error" for p in problems):
        raise Mistake(*problems)
    for problem in problems:
        if problem.code == "names-kept-apart":  # how it is done, and nothing to be mended
            say(describe(problem).what)
        else:
            tell((problem,))
    _confirm(file, wishes)
    settings = {"rounding": wishes.rounding} if wishes.rounding else {}
    currency = company.head().company["currency"]
    return plain_source(company.home, mapping, file.name, name, currency, **settings)


def _guess(looked: Looked, wishes: Wishes, answers: Answers[str, str]) -> Mapping:
    said = Said(wishes.table, wishes.columns or None, answers or None)
    return guess_file(looked.file, wishes.sheet, said, looked)


def _ask(question: MappingQuestion) -> str:
    """Have somebody answer what the file alone cannot say."""
    example = next(iter(question.examples), "")
    say(f"{question_text(question.code)} ({', '.join(question.given)})")
    for number, option in enumerate(question.options, start=1):
        say(f"  {number}  {option_text(question.code, option, example)}")
    usual = question.options.index(question.suggested) + 1 if question.suggested else None
    chosen: int = typer.prompt(gettext("Which one?"), type=int, default=usual, err=True)
    return question.options[max(1, min(chosen, len(question.options))) - 1]


def _confirm(file: Path, wishes: Wishes) -> None:
    if wishes.yes:
        return
    if not somebody_is_there():
        raise mistake("mapping-unconfirmed", value=file.name)
    if not typer.confirm(gettext("Import it like this?"), default=True, err=True):
        raise mistake("mapping-declined", value=file.name)


def show(mapping: Mapping, looked: Looked) -> None:
    """Show what each column of the file was taken for, beside some of its values."""
    from husay.cli.painted import plain_table

    text = gettext("“%(file)s” gives %(table)s:")
    table = str(TABLE_TERMS[mapping.table].label).lower()
    say(text % {"file": looked.file.name, "table": table})
    headings = (gettext("Column"), gettext("Is taken for"), gettext("Read as"), gettext("Like"))
    shown = plain_table(headings, (False,) * len(headings))
    for header in looked.headers:
        feeds = [f for f in mapping.feeds if f.given == header]
        terms = {f.field: mapped_term(f.field, mapping.table) for f in feeds}
        taken = ", ".join(f"{term.label} ({name})" for name, term in terms.items())
        readings = [_reading(f.dates, f.decimal) for f in feeds]
        shown.add_texts(
            (header, taken or "–", ", ".join(filter(None, readings)), _samples(looked, header))
        )
    messages().print(shown)
    if len(looked.sheets) > 1:
        text = gettext("Sheet “%(sheet)s” is read; --sheet chooses another: %(others)s.")
        others = ", ".join(name for name in looked.sheets if name != looked.sheet)
        say(text % {"sheet": looked.sheet, "others": others})


def _reading(dates: str | None, decimal: str | None) -> str:
    if dates is not None:
        return str(READINGS[dates])
    return decimal_text(decimal) if decimal in (".", ",") else ""


def _samples(looked: Looked, header: str) -> str:
    place = looked.headers.index(header)
    values = [str(row[place])[:_LONGEST] for row in looked.rows if row[place] not in (None, "")]
    return ", ".join(list(dict.fromkeys(values))[:_SAMPLES])
