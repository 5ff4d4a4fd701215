"""A practice of the playbook: what to do, and how one sees that it is done, in both languages.

A text may stand in one language only; then it is shown in that one, and said so. A behaviour keeps
its key for as long as it means the same, so that scores of different days are of the same thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from husay.basics.problem import Problem
from husay.coaching.areas import AREAS, Area

FEWEST, MOST = 3, 5
"""How many behaviours a practice has."""

LONGEST_TITLE, LONGEST = 120, 1_000


@dataclass(frozen=True)
class Said:
    """A text in English and in Filipino; '' where it is not written yet."""

    en: str = ""
    fil: str = ""

    def text(self, language: str) -> str:
        """The text in a language (`en`, `fil`), else in the other one."""
        own, other = (self.fil, self.en) if language == "fil" else (self.en, self.fil)
        return own or other

    def is_other(self, language: str) -> bool:
        """Whether the language has no text and the other one's is shown."""
        return not (self.fil if language == "fil" else self.en) and bool(self.en or self.fil)

    @property
    def empty(self) -> bool:
        """Whether nothing is written in either language."""
        return not (self.en or self.fil)


@dataclass(frozen=True)
class Behaviour:
    """Something that one can see a seller do: `key` is unique within its practice."""

    key: str
    said: Said


@dataclass(frozen=True)
class Origin:
    """From which seller a practice was learned, what was seen there, and who saw it (as the audit
    log writes it). Their name is shown only where they `agreed`."""

    seller: str
    seen: str
    by: str
    agreed: bool = False


@dataclass(frozen=True)
class Practice:
    """A practice; `key` is its place in addresses, `retired` whether it is kept but not offered."""

    key: str
    area: Area
    title: Said
    what: Said
    behaviours: tuple[Behaviour, ...]
    origin: Origin | None = None
    retired: bool = False

    @property
    def by_key(self) -> dict[str, Behaviour]:
        """The behaviours by their key."""
        return {one.key: one for one in self.behaviours}

    def is_other(self, language: str) -> bool:
        """Whether any of its texts is shown in the other language."""
        texts = (self.title, self.what, *(one.said for one in self.behaviours))
        return any(text.is_other(language) for text in texts)


def mistakes(practice: Practice) -> tuple[Problem, ...]:
    """What is wrong with a practice: `practice-area`, `practice-without-title`,
    `practice-without-what`, `practice-behaviours`, `practice-too-long`, `practice-twice`."""
    found = []
    if practice.area not in AREAS:
        found.append(Problem(code="practice-area", value=practice.area))
    if practice.title.empty:
        found.append(Problem(code="practice-without-title"))
    if practice.what.empty:
        found.append(Problem(code="practice-without-what"))
    if not FEWEST <= len(practice.behaviours) <= MOST:
        said = (("fewest", str(FEWEST)), ("most", str(MOST)))
        count = str(len(practice.behaviours))
        found.append(Problem(code="practice-behaviours", value=count, values=said))
    found += _too_long(practice)
    texts = [one.said for one in practice.behaviours]
    if len(set(texts)) < len(texts):
        found.append(Problem(code="practice-twice"))
    return tuple(found)


def _too_long(practice: Practice) -> Iterable[Problem]:
    limits = [(practice.title, LONGEST_TITLE), (practice.what, LONGEST)]
    limits += [(one.said, LONGEST) for one in practice.behaviours]
    for said, most in limits:
        for text in (said.en, said.fil):
            if len(text) > most:
                yield Problem(
                    code="practice-too-long", value=text[:40], values=(("most", str(most)),)
                )


def with_behaviours(
    practice: Practice, written: Sequence[tuple[str, Said]], used: Iterable[str] = ()
) -> Practice:
    """The practice with behaviours as they were written: (key, text) pairs, '' for a new one.

    One without text is left out. New ones, and what is sent under the key of one before, get keys
    that neither this practice nor an earlier revision of it (`used`) has had: what was scored once
    never turns into something else.
    """
    taken = {*used, *practice.by_key, *(key for key, _ in written)}
    made = list[Behaviour]()
    for key, said in written:
        if said.empty:
            continue
        if not key or key in {one.key for one in made}:
            key = next(f"b{n}" for n in range(1, len(taken) + 2) if f"b{n}" not in taken)
            taken.add(key)
        made.append(Behaviour(key, said))
    return replace(practice, behaviours=tuple(made))
