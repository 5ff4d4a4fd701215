"""All statements of a run as one file: how far it is."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.store.pay.packing import Package
from husay.store.records.models import PayRun
from husay.words import dates
from husay.words.figure import Sentence
from husay.words.format import count

MOST_STATEMENTS = 100
"""What a page sets while somebody waits: a fifth of a second each on two busy cores."""


def is_packed_aside(many: int) -> bool:
    """Whether so many statements are packed beside the server."""
    return many > MOST_STATEMENTS


def take_context(run: PayRun, known: Package | None) -> dict[str, object]:
    """For `take.html`."""
    many = run.statements.count()
    said = ngettext(
        "%(n)s statement of “%(plan)s” for %(days)s.",
        "%(n)s statements of “%(plan)s” for %(days)s.",
        many,
    ) % {"n": count(many), "plan": run.plan.name, "days": dates.span(run.starts, run.ends)}
    waits = known is not None and known.file is None and not known.failed
    far = _("%(done)s of %(many)s") % {"done": count(known.done if known else 0),
                                       "many": count(many)}  # fmt: skip
    return {"sentence": Sentence((said,)), "run": run, "known": known, "waits": waits, "far": far}
