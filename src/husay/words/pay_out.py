"""What leaves pay, in words: payroll files, accruals, amortisation, parallel runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.words import dates
from husay.words.format import count, money_exact

if TYPE_CHECKING:
    from collections.abc import Callable

    from husay.store.pay.batches import Batch
    from husay.store.pay.payroll import Payroll


def payroll_sentence(found: Payroll) -> str:
    """What a payroll file pays: '₱53.00 to 3 people for 1–31 Jan 2024.'"""
    said = ngettext(
        "Payroll pays %(paid)s to %(n)s person for %(period)s.",
        "Payroll pays %(paid)s to %(n)s people for %(period)s.",
        found.people,
    ) % {
        "paid": money_exact(found.total, found.currency), "n": count(found.people),
        "period": dates.span(found.run.starts, found.run.ends),
    }  # fmt: skip
    if not found.left:
        return said
    waits = _("%(amount)s below zero waits for the next period.")
    return f"{said} {waits % {'amount': money_exact(-found.left, found.currency)}}"


def batch_text(batch: Batch, many: int, named: Callable[[str], str | None]) -> str:
    """What a payroll file of a run is, where it has many of them, and when it was handed out; ''
    where nothing is to be said."""
    said = []
    if many > 1 and not batch.is_late:
        said.append(_("what the release paid"))
    elif batch.is_late:
        people = ", ".join(named(one.person) or one.person for one in batch.entries)
        said.append(_("paid out later: %(people)s") % {"people": people})
    if batch.handed is not None:
        day = dates.day(timezone.localdate(batch.handed))
        said.append(_("handed out on %(day)s") % {"day": day})
    return " · ".join(said)
