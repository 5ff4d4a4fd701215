"""Whose figures a page shows, and whose else its reader may look at."""

from __future__ import annotations

from collections.abc import Callable

from husay.measures.question import Whole
from husay.store.company import Company
from husay.words.wholes import whole_name


def who_is_shown(company: Company, whole: Whole) -> str:
    """Whose figures these are, where that is not plain: '' for the company and the reader's own."""
    own = whole == Whole("seller", company.viewer.person or "")
    return "" if own or whole.scope == "company" else whole_name(company, whole)


def wholes_of(
    company: Company, present: Whole, url: Callable[[Whole], str]
) -> list[dict[str, object]]:
    """What its reader may look at, with the present one; nothing where it is but one. For
    `_wholes.html`."""
    known = company.wholes()
    shown = known if present in known else (*known, present)
    if len(shown) < 2:
        return []
    return [
        {"name": whole_name(company, whole), "url": url(whole), "current": whole == present}
        for whole in shown
    ]
