"""Thanks as they are read, and the form with which somebody is thanked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from husay.access.role import Right
from husay.coaching.areas import STAGES
from husay.store.coaching.people import names_of
from husay.store.company import Company
from husay.store.team.thanks import ThanksSeen, thankable
from husay.team.thanks import LONGEST
from husay.web.coaching.reading import author_names
from husay.words import dates
from husay.words.team import stage_text


@dataclass(frozen=True)
class ThanksLine:
    """Thanks as a line of a list; `may_hide` says that the reader may hide them, or show them."""

    number: int
    by: str
    to: str
    words: str
    stage: str
    day: str
    mine: bool
    hidden: bool
    why_hidden: str
    may_hide: bool


def thanks_lines(company: Company, found: Sequence[ThanksSeen]) -> list[ThanksLine]:
    """Thanks in words."""
    names = names_of(one.to for one in found)
    authors = author_names(one.by for one in found)
    may_hide = company.viewer.may(Right.MANAGE_PEOPLE)
    return [
        ThanksLine(
            one.number, authors[one.by], names.get(one.to, one.to), one.words,
            stage_text(one.stage) if one.stage else "", dates.day(one.day), one.mine,
            one.hidden, one.why_hidden, may_hide,
        )
        for one in found
    ]  # fmt: skip


def thanks_form(
    company: Company, typed: Mapping[str, str], people: Sequence[str] | None = None, circle: int = 0
) -> dict[str, object]:
    """For `_thanks_form.html`: whom one can thank, of some people or of all."""
    known = thankable(company)
    some = known if people is None else [one for one in known if one in set(people)]
    named = names_of(some)
    return {
        "people": sorted(((one, named[one]) for one in some), key=lambda one: one[1]),
        "stages": [(stage, stage_text(stage), typed.get("stage") == stage) for stage in STAGES],
        "to": typed.get("to", ""),
        "words": typed.get("words", ""),
        "longest": LONGEST,
        "circle": circle,
    }
