"""Problems of a question in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from husay.basics.problem import Problem, Severity
from husay.words.figure import Sentence
from husay.words.problems import describe


@dataclass(frozen=True)
class Note:
    """For `_notes.html`: what is wrong or worth knowing, and what can be done."""

    severity: Severity
    what: str
    remedy: str


def notes(problems: Iterable[Problem]) -> list[Note]:
    """Each problem once, those that keep the question from being answered first."""
    ordered = sorted(dict.fromkeys(problems), key=lambda p: p.severity != "error")
    told = [(problem.severity, describe(problem)) for problem in ordered]
    return [Note(severity, words.what, words.remedy) for severity, words in told]


def not_understood() -> Sentence:
    """What a page says first when its address cannot be answered."""
    return Sentence((_("This question cannot be answered as it stands."),))
