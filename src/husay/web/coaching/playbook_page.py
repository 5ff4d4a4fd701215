"""The playbook's pages: the list by area, one practice, and its form."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.access.role import Right
from husay.coaching.areas import AREAS, STAGE_OF
from husay.coaching.practice import MOST, Practice
from husay.store.coaching import playbook as store
from husay.store.coaching.people import Leading, names_of
from husay.store.coaching.plans import PlanSeen
from husay.store.company import Company
from husay.web.choices import Choice, plain
from husay.web.coaching.notes_part import notes_part
from husay.web.coaching.reading import author_name, author_names
from husay.words import dates
from husay.words.coaching import AREAS as AREA_WORDS
from husay.words.coaching import language, said
from husay.words.figure import Figure, Sentence, compose
from husay.words.format import count


@dataclass(frozen=True)
class PracticeCard:
    """A practice in the list. `other` says that some of it stands in the other language."""

    key: str
    title: str
    what: str
    other: bool
    by: str


def playbook_page(company: Company, *, retired: bool) -> dict[str, object]:
    """For `playbook.html`."""
    found = store.playbook(company, retired=retired)
    by_area = {area: [k for k in found if k.practice.area == area] for area in AREAS}
    return {
        "sentence": _sentence(len(found), retired=retired),
        "areas": [
            (area, AREA_WORDS[area], [_card(kept) for kept in of_area])
            for area, of_area in by_area.items()
            if of_area or not retired
        ],
        "editor": company.viewer.may(Right.EDIT_PLAYBOOK),
        "retired": retired,
    }


def _sentence(found: int, *, retired: bool) -> Sentence:
    figures = {"n": Figure(text=count(found))}
    if retired:
        text = ngettext("{n} practice is retired.", "{n} practices are retired.", found)
        return Sentence(compose(text, **figures))
    text = ngettext(
        "{n} practice that works, and how one sees that it is done.",
        "{n} practices that work, and how one sees that they are done.",
        found,
    )
    return Sentence(compose(text, **figures))


def _card(kept: store.Kept) -> PracticeCard:
    practice = kept.practice
    origin = practice.origin
    by = names_of([origin.seller])[origin.seller] if _named(practice) and origin else ""
    return PracticeCard(
        kept.key, said(practice.title), said(practice.what), practice.is_other(language()), by
    )


def _named(practice: Practice) -> bool:
    """Whether the seller is named from whom it was learned: only with their word."""
    return practice.origin is not None and practice.origin.agreed and bool(practice.origin.seller)


class PracticePage:
    """One practice: what to do, how one sees it, from whom it was learned, how it changed; `seller`
    is who may be said to do it well."""

    def __init__(self, company: Company, key: str, seller: str = "") -> None:
        self.company, self.kept, self.seller = company, store.practice(company, key), seller

    def context(self) -> dict[str, object]:
        """For `practice.html`."""
        practice = self.kept.practice
        may = self.company.viewer.may
        revisions = store.revisions(self.company, self.kept.key)
        authors = author_names(one.by for one in revisions)
        return {
            "practice": practice, "key": self.kept.key, "title": said(practice.title),
            "what": said(practice.what), "area": AREA_WORDS[practice.area],
            "sentence": Sentence(
                (said(practice.title),), ((str(AREA_WORDS[practice.area]),),)
            ),
            "behaviours": [said(one.said) for one in practice.behaviours],
            "other": practice.is_other(language()),
            "editor": may(Right.EDIT_PLAYBOOK), "coach": may(Right.COACH),
            "stage": STAGE_OF[practice.area],
            "team": self._team() if may(Right.COACH) else (), "seller": self.seller,
            "history": [
                (count(one.revision), authors[one.by], dates.moment(one.at))
                for one in revisions
                if one.at is not None
            ],
            "origin": self._origin(),
        }  # fmt: skip

    def _team(self) -> tuple[Choice, ...]:
        names = names_of(Leading(self.company).sellers())
        return plain(sorted(names.items(), key=lambda pair: pair[1]), self.seller)

    def _origin(self) -> dict[str, object] | None:
        origin = self.kept.practice.origin
        if origin is None or not origin.seller:
            return None
        return {
            "name": names_of([origin.seller])[origin.seller], "seen": origin.seen,
            "by": author_name(origin.by), "agreed": origin.agreed,
        }  # fmt: skip


@dataclass(frozen=True)
class BehaviourField:
    """One behaviour in the form; `key` is '' for one that is new."""

    n: int
    key: str
    en: str
    fil: str


class EditPage:
    """The form of a practice with what was typed; `theirs` is what somebody else kept meanwhile,
    `learned` the plan of the seller from whom it was learned."""

    def __init__(
        self, company: Company, kept: store.Kept, theirs: store.Kept | None = None, *,
        learned: PlanSeen | None = None, seen_there: str = "",
    ) -> None:  # fmt: skip
        self.company, self.kept, self.theirs = company, kept, theirs
        self.learned, self.seen_there = learned, seen_there

    def context(self) -> dict[str, object]:
        """For `practice_edit.html`."""
        practice = self.kept.practice
        known = practice.behaviours
        fields = [
            BehaviourField(n, one.key, one.said.en, one.said.fil) for n, one in enumerate(known)
        ]
        fields += [BehaviourField(n, "", "", "") for n in range(len(known), MOST)]
        return {
            "practice": practice, "key": self.kept.key, "seen": self.kept.revision,
            "heading": said(practice.title) or _("A new practice"),
            "areas": plain([(area, str(AREA_WORDS[area])) for area in AREAS], practice.area),
            "behaviours": fields,
            "theirs": self._theirs(),
            "learned": self._learned(),
        }  # fmt: skip

    def _learned(self) -> dict[str, object] | None:
        """From whom it was learned, with the notes on their plan that the reader may read."""
        if self.learned is None:
            return None
        seller, number = self.learned.plan.seller, self.learned.number
        return {
            "name": names_of([seller])[seller], "plan": number, "seen_there": self.seen_there,
            "notes": [note for note in notes_part(self.company, seller) if note.plan == number],
        }  # fmt: skip

    def _theirs(self) -> list[str]:
        if self.theirs is None:
            return []
        practice = self.theirs.practice
        texts = (practice.title, practice.what, *(b.said for b in practice.behaviours))
        return [said(text) for text in texts]
