"""Notes as a page shows them, and what its buttons do to them."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from husay.store.coaching import notes as store
from husay.store.company import Company
from husay.web.clock import now
from husay.web.coaching.reading import author_names, lines, whole
from husay.words import dates

ACTS = ("note", "share", "unshare", "remove-note")


@dataclass(frozen=True)
class NoteLine:
    """A note: `mine` has buttons, `plan` is the plan that it is about."""

    number: int
    plan: int | None
    by: str
    when: str
    words: str
    shared: bool
    mine: bool


def notes_part(company: Company, seller: str) -> list[NoteLine]:
    """For `_notes.html`."""
    found = store.notes(company, seller)
    authors = author_names(one.by for one in found)
    return [
        NoteLine(
            one.number,
            one.plan,
            authors[one.by],
            dates.moment(one.at),
            one.words,
            one.shared,
            one.mine,
        )
        for one in found
    ]


def noted(request: HttpRequest, company: Company, seller: str, plan: int | None) -> None:
    """Do what a button of a note says; raises Mistake."""
    act, at = request.POST.get("do", ""), now()
    if act == "note":
        words = lines(request, "words", store.LONGEST)
        shared = request.POST.get("shared") == "1"
        store.write(company, seller, words, at, shared=shared, plan=plan)
    elif act == "remove-note":
        store.remove(company, whole(request, "note"), at)
    else:
        store.share(company, whole(request, "note"), act == "share", at)
