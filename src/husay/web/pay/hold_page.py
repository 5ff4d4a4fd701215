"""Holds, and amounts by hand: lists with what can be done to each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from husay.access.role import Right
from husay.store.coaching.people import names_of
from husay.store.company import Company
from husay.store.pay.holds import holds, is_lifted
from husay.store.pay.manual import all_manual
from husay.store.pay.plans import document_of, version_of
from husay.store.records.models import PayHold, PayManual, PayPlanRow
from husay.web.coaching.reading import author_names
from husay.web.empty import Empty
from husay.web.table import Cell, Column, Table
from husay.words import dates
from husay.words.figure import Figure, Sentence
from husay.words.format import count, money_exact
from husay.words.pay_inputs import HELD, HOLD_KINDS, holds_sentence
from husay.words.pay_report import approved

Typed = Mapping[str, str]


@dataclass(frozen=True)
class Entry:
    """A row with a button: what it is, what is said of it, its number, and whether it is one's
    own."""

    number: int
    what: str
    said: str
    own: bool = False


def holds_context(company: Company, typed: Typed) -> dict[str, object]:
    """For `holds.html`."""
    found = holds(company)
    names = names_of(one.item for one in found if one.kind != "sale")
    standing = [one for one in found if not is_lifted(one)]
    authors = author_names([one.by for one in standing])
    text = _(
        "Pay of a sale that is disputed, of a seller whose papers are missing, or of one statement "
        "can wait. Everything else is paid, its person reads why, and once you lift the hold it is "
        "paid once."
    )
    return {
        "sentence": Sentence((holds_sentence(found),)),
        "standing": [
            Entry(one.pk, hold_text(one, names),
                  f"{one.reason} · {authors[one.by]} · {dates.moment(one.at)}")
            for one in standing
        ],
        "kinds": [(kind, word, kind == typed.get("kind")) for kind, word in HOLD_KINDS.items()],
        "table": _lifted(found, names),
        "may": company.viewer.may(Right.RUN_PAY),
        "typed": {"item": "", "run": "", "reason": ""} | dict(typed),
        "empty": Empty(title=_("Nothing was ever on hold"), text=text) if not found else None,
    }  # fmt: skip


def hold_text(one: PayHold, names: Mapping[str, str]) -> str:
    """What is on hold: 'sale SI-10402', 'statement of Ana Cruz · Field sales · 1–31 Oct 2026'."""
    said = str(HELD[one.kind]) % {"what": names.get(one.item, one.item)}
    if one.run is None:
        return said
    return f"{said} · {one.run.plan.name} · {dates.span(one.run.starts, one.run.ends)}"


def _lifted(found: Sequence[PayHold], names: Mapping[str, str]) -> Table | None:
    rows = tuple(
        (
            Cell(text=hold_text(one, names), note=one.reason),
            Cell(text=dates.moment(one.at)),
            Cell(text=dates.moment(one.lifted.at), note=one.lifted.reason),
        )
        for one in found
        if is_lifted(one)
    )
    columns = (Column(_("What")), Column(_("Since"), rest=True), Column(_("Lifted")))
    if not rows:
        return None
    return Table(_("Holds that were lifted"), columns, rows, captioned=True, wordy=True)


def by_hand_context(company: Company, typed: Typed) -> dict[str, object]:
    """For `by_hand.html`."""
    found = list(reversed(all_manual(company)))
    names = names_of(one.person for one in found)
    waiting = [one for one in found if not approved(one)]
    authors = author_names([one.by for one in waiting])
    said = ngettext(
        "%(n)s amount by hand waits for a second person.",
        "%(n)s amounts by hand wait for a second person.",
        len(waiting),
    )
    text = _(
        "A prize, a correction that no file knows, something paid twice: one person proposes it "
        "with a reason, a second one approves it, and the next calculation pays it, once."
    )
    return {
        "sentence": Sentence((said % {"n": count(len(waiting))},)),
        "waiting": [
            Entry(one.pk, f"{names[one.person]} · {_amount(one)} · {one.reason}",
                  f"{one.evidence or _('without evidence')} · {authors[one.by]} · "
                  f"{dates.moment(one.at)}", one.by == company.author)
            for one in reversed(waiting)
        ],
        "table": _amounts(found, names),
        "plans": [(row.name, row.name == typed.get("plan")) for row in PayPlanRow.objects.all()],
        "may": company.viewer.may(Right.RUN_PAY),
        "typed": {"person": "", "amount": "", "reason": "", "evidence": "", "off": ""}
        | dict(typed),
        "empty": Empty(title=_("No amount was added by hand"), text=text) if not found else None,
    }  # fmt: skip


def _amount(one: PayManual) -> str:
    return money_exact(one.amount, document_of(version_of(one.plan)).currency)


def _amounts(found: Sequence[PayManual], names: Mapping[str, str]) -> Table | None:
    columns = (
        Column(_("Person")), Column(pgettext("pay", "Plan"), rest=True),
        Column(_("Amount"), "number"), Column(_("Why")), Column(_("State")),
    )  # fmt: skip
    rows = tuple(
        (
            Cell(text=names[one.person]), Cell(text=one.plan.name),
            Cell(figure=Figure(text=_amount(one))), Cell(text=one.reason, note=one.evidence),
            Cell(text=_state(one)),
        )
        for one in found
    )  # fmt: skip
    if not rows:
        return None
    return Table(_("Amounts by hand"), columns, rows, captioned=True, wordy=True)


def _state(one: PayManual) -> str:
    if one.run is not None:
        return _("paid for %(days)s") % {"days": dates.span(one.run.starts, one.run.ends)}
    return _("approved: the next calculation pays it") if approved(one) else _("waits for approval")
