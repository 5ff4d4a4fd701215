"""A statement as a PDF, set by Typst with the fonts that it brings along.

What is typed by people reaches the template as JSON, and Typst never takes it for markup. Fonts of
the machine are left out, and the date is the period's last day, so that the same statement is the
same bytes everywhere.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from husay.words.pay_reasons import Said
    from husay.words.pay_since import Change
    from husay.words.pay_statement import Group, ToldStatement


def statement_pdf(told: ToldStatement) -> bytes:
    """The PDF of a statement, in the language of its words."""
    made: bytes = typst.compile(
        _template(), format="pdf", font_paths=_fonts(),
        sys_inputs={"told": json.dumps(_data(told), ensure_ascii=False)},
        timestamp=datetime.combine(told.ends, time(), UTC),
    )  # fmt: skip
    return made


@cache
def _template() -> bytes:
    return Path(__file__).with_name("pay_statement.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)


def _data(told: ToldStatement) -> dict[str, Any]:
    """What the template shows: texts alone."""
    since = told.since
    about = _("%(plan)s, version %(version)s; the run is %(state)s.") % {
        "plan": told.plan, "version": told.version, "state": told.state}  # fmt: skip
    return {
        "lang": (get_language() or "en")[:3],
        "title": _("Statement"), "whose": told.whose, "period": told.title, "about": about,
        "sentence": told.sentence, "since": since.sentence if since else "",
        "parts": [(one.label, one.text) for one in told.parts], "notices": told.notices,
        "attained": [f"{name}, {days}: {value}" for name, days, value in told.attained],
        "totals": [_change(one) for one in since.totals] if since else [],
        "terms": [_change(one) for one in since.terms] if since else [],
        "why": since.why if since else [],
        "adjusted": [_group(one) for one in told.adjusted],
        "earned": [_group(one) for one in told.earned],
        "hash": told.digest, "run": told.run,
        "words": {
            "attained": _("What was measured"), "changed": _("Against the period before"),
            "then": _("then"), "now": _("now"), "change": _("Change"),
            "from": _("Where it comes from"), "why": _("Why"),
            "adjusted": _("What changed about periods that are closed"),
            "earned": _("Earned, line by line"), "none": _("No line."),
            "hash": _("Content hash of run %(run)s") % {"run": told.run},
            "page": _("Page {page} of {pages}"),
        },
    }  # fmt: skip


def _change(one: Change) -> list[str]:
    return [one.label, one.before, one.after, one.change]


def _group(group: Group) -> dict[str, Any]:
    return {
        "name": group.name, "note": group.note, "total": group.total, "many": group.many,
        "lines": [
            {"name": line.name, "day": line.day, "amount": line.amount, "note": line.note,
             "why": list(_told(line.why, 0))}
            for line in group.lines
        ],
    }  # fmt: skip


def _told(said: Said, level: int) -> list[list[object]]:
    """A tree of sentences, each with its depth."""
    return [[level, said.text], *(one for part in said.because for one in _told(part, level + 1))]
