"""What a file alone cannot say: the questions, with what each answer would make of its values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from husay.basics.amount import SCALE
from husay.book.mapping import Mapping as FileMapping
from husay.book.mapping import MappingQuestion
from husay.book.mapping.reading import SIGNS, amount_of
from husay.web.bring_in.draft import ANSWER
from husay.words import dates
from husay.words.fields import READINGS, decimal_text, option_text, question_text
from husay.words.values import figure_texts

_OPTIONS = {
    "dates": ("dmy", "mdy"),
    "decimal": (".", ","),
    "tax": ("included", "apart"),
    "cost": ("each", "line"),
}
_PARTS = re.compile(r"\s*(\d{1,2})\D(\d{1,2})\D(\d{4}|\d{2})\b")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question with its answers: (value, words, whether it is chosen)."""

    code: str
    name: str
    text: str
    about: str
    examples: tuple[str, ...]
    options: tuple[tuple[str, str, bool], ...]


def open_questions(mapping: FileMapping, answers: Mapping[str, str]) -> list[Asked]:
    """The questions that must be answered before the file can be read."""
    return [
        Asked(
            code=question.code,
            name=ANSWER + question.code,
            text=question_text(question.code),
            about=", ".join(question.given),
            examples=question.examples,
            options=_options(question, answers.get(question.code, question.suggested)),
        )
        for question in mapping.questions
    ]


def answered_questions(mapping: FileMapping, answers: Mapping[str, str]) -> list[Asked]:
    """The questions that were answered, so that an answer can be changed."""
    asked = {question.code for question in mapping.questions}
    return [
        Asked(
            code=code,
            name=ANSWER + code,
            text=question_text(code),
            about="",
            examples=(),
            options=tuple((o, _plain(code, o), o == answers[code]) for o in options),
        )
        for code, options in _OPTIONS.items()
        if code in answers and code not in asked
    ]


def _plain(code: str, option: str) -> str:
    if code == "decimal":
        return option_text(code, option, decimal_text(option))
    return option_text(code, option, str(READINGS[option]) if code == "dates" else "")


def _options(question: MappingQuestion, chosen: str) -> tuple[tuple[str, str, bool], ...]:
    """Each answer, with what it makes of the first value that it would change."""
    meant = {option: _meant(question, option) for option in question.options}
    return tuple(
        (o, option_text(question.code, o, meant[o]) if meant[o] else _plain(question.code, o),
         o == chosen)
        for o in question.options
    )  # fmt: skip


def _meant(question: MappingQuestion, option: str) -> str:
    """'03/04/2026 is 3 Apr 2026'; '' where there is nothing to show."""
    if not question.examples:
        return ""
    example = question.examples[0]
    said = ""
    if question.code == "dates":
        said = _day_meant(example, option)
    elif question.code == "decimal":
        said = _amount_meant(example, option)
    return f"{example} = {said}" if said else ""


def _day_meant(text: str, order: str) -> str:
    match = _PARTS.match(text)
    if match is None:
        return ""
    day, month = (1, 2) if order == "dmy" else (2, 1)
    year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
    try:
        return dates.day(date(year, int(match[month]), int(match[day])))
    except ValueError:
        return ""


def _amount_meant(text: str, decimal: str) -> str:
    plain = amount_of(text, "," if decimal == "," else ".", (*SIGNS, "%"))
    if plain is None:
        return ""
    scaled = Fraction(plain.rstrip(".")) * SCALE
    return figure_texts([int(scaled)], "money")[0]
