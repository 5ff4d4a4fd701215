"""Decisions on price with what they did, as a report for the command line and the API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from husay.stats.effect import Effect
from husay.words.document import Report, plain_spaces
from husay.words.naming import Names
from husay.words.price_actions import (
    KINDS,
    ON,
    VERDICTS,
    action_sentence,
    details,
    state_text,
    waiting,
)
from husay.words.sheet import Row, Sheet, SheetColumn

if TYPE_CHECKING:
    from husay.coaching.price_effect import Told
    from husay.store.coaching.price_effects import PriceEffects
    from husay.store.company import Company

_SCALE = 10_000


def action_names(found: Sequence[PriceEffects], company: Company) -> Names:
    """The names of the lines and groups that were decided on."""
    names = Names(company, company.snapshot().shape)
    for one in found:
        names.learn(one.seen.action.scope, [one.seen.action.item])
    return names


def price_actions_report(
    found: Sequence[PriceEffects], company: Company, owners: Mapping[int, str]
) -> Report:
    """One row for each decision and what its effect was looked for in; `owners` are the names of
    users, by number."""
    names = action_names(found, company)
    rows = [row for one in found for row in _rows(one, names, owners, company.today)]
    snapshot = company.snapshot().number
    if len(found) == 1:
        (one,) = found
        action = one.seen.action
        sentence = action_sentence(one, names.text(action.scope, action.item)).text
        notes = tuple(details(one))
    else:
        sentence, notes = actions_sentence(found), ()
    return Report(
        sheet=Sheet(_columns(), rows), sentence=sentence, snapshot=snapshot, notes=notes,
        more={"details": [plain_spaces(note) for note in notes]},
    )  # fmt: skip


def actions_sentence(found: Sequence[PriceEffects]) -> str:
    """How many decisions there are, and of how many something can be said."""
    if not found:
        return _("Nothing was decided on prices yet.")
    standing = sum(one.seen.action.state == "standing" for one in found)
    said = sum(any(_says(told) for told in one.told) for one in found)
    first = ngettext("%(n)s decision on a price stands", "%(n)s decisions on prices stand",
                     standing) % {"n": standing}  # fmt: skip
    if not said:
        none = _("no effect can be told yet")
        return f"{first}; {none}."
    second = ngettext("of %(n)s it can be told what it did",
                      "of %(n)s it can be told what they did", said)  # fmt: skip
    return f"{first}; {second % {'n': said}}."


def _says(told: Told) -> bool:
    return isinstance(told.found, Effect) and told.found.verdict != "not-enough-yet"


def _rows(
    one: PriceEffects, names: Names, owners: Mapping[int, str], today: date
) -> list[Row]:  # fmt: skip
    action = one.seen.action
    common: dict[str, object] = {
        "number": one.seen.number, "scope": action.scope, "item": action.item,
        "item_name": names.text(action.scope, action.item), "kind": action.kind,
        "kind_name": str(KINDS[action.kind]), "decision": action.decision,
        "owner": owners.get(action.owner or 0), "starts": action.starts, "ended": action.ended,
        "follow_up": action.follow_up, "state": action.state,
        "state_name": state_text(action, today),
    }  # fmt: skip
    return [{**common, **_told(told)} for told in one.told] or [common]


def _told(told: Told) -> Row:
    found = told.found
    row: dict[str, object] = {
        "on": told.on, "on_name": str(ON[told.on]), "verdict": found.verdict,
        "verdict_name": str(VERDICTS[found.verdict]), "others": found.others,
        "more_weeks": told.more_weeks, "waits_for": told.why or None, "waiting": waiting(told),
    }  # fmt: skip
    if isinstance(found, Effect):
        row |= {name: Fraction(round(getattr(found, name) * _SCALE), _SCALE)
                for name in ("effect", "low", "high")}  # fmt: skip
        if found.verdict in ("worked", "harmed"):
            row["waiting"] = None
    return row


def _columns() -> tuple[SheetColumn, ...]:
    return (
        SheetColumn(name="number", label=_("Decision"), kind="count"),
        SheetColumn(name="item_name", label=_("Line or group"), weight=0),
        SheetColumn(name="item", label="", shown=False),
        SheetColumn(name="scope", label="", shown=False),
        SheetColumn(name="kind_name", label=_("Kind")),
        SheetColumn(name="kind", label="", shown=False),
        SheetColumn(name="decision", label=_("What was decided")),
        SheetColumn(name="owner", label=_("Owner")),
        SheetColumn(name="starts", label=_("From"), kind="day"),
        SheetColumn(name="ended", label=_("Until"), kind="day"),
        SheetColumn(name="follow_up", label="", kind="day", shown=False),
        SheetColumn(name="state_name", label=_("State")),
        SheetColumn(name="state", label="", shown=False),
        SheetColumn(name="on_name", label=_("Looked for in")),
        SheetColumn(name="on", label="", shown=False),
        SheetColumn(name="effect", label=_("Effect"), kind="ratio", signed=True),
        SheetColumn(name="low", label=_("At least"), kind="ratio", signed=True),
        SheetColumn(name="high", label=_("At most"), kind="ratio", signed=True),
        SheetColumn(name="others", label=_("Others"), kind="count", shown=False),
        SheetColumn(name="verdict_name", label=_("Said"), weight=0),
        SheetColumn(name="verdict", label="", shown=False),
        SheetColumn(name="more_weeks", label="", kind="count", shown=False),
        SheetColumn(name="waits_for", label="", shown=False),
        SheetColumn(name="waiting", label=_("It takes")),
    )
