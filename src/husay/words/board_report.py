"""The rally board as a sheet: one row for each goal that is climbed, with what moved beside it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from husay.basics.amount import SCALE
from husay.basics.problem import Problem
from husay.team.climb import Climb
from husay.words.board import (
    board_sentence,
    help_words,
    news,
    next_words,
    recognised,
    takes_words,
    thanks_words,
)
from husay.words.document import Report, plain_spaces
from husay.words.sheet import Row, Sheet, SheetColumn
from husay.words.wholes import whole_name

if TYPE_CHECKING:
    from husay.basics.calendar import BusinessCalendar
    from husay.store.team.board import Called
    from husay.team.board import Board


def board_report(found: Board | None, named: Called | None, calendar: BusinessCalendar) -> Report:
    """The board with its sentence; before the book begins it says so."""
    if found is None or named is None:
        problem = Problem(code="no-sales-yet", severity="warning")
        return Report(sheet=_sheet(()), problems=(problem,))
    sentence = board_sentence(found, calendar)
    moved = news(found, named, calendar)
    praised = recognised(found, named, calendar)
    helped = [help_words(one, named.people) for one in found.helped]
    thanked = [f"{thanks_words(one, named.people)}: {one.text}" for one in found.thanks]
    details = [text for c in found.company[:1] for text in (next_words(c), _takes(c)) if text]
    return Report(
        sheet=_sheet(tuple(_row(climb, named) for climb in found.climbs)),
        sentence=sentence.text,
        snapshot=found.snapshot,
        notes=(*details, *moved, *praised, *helped, *thanked),
        more={
            "as_of": found.as_of.isoformat(),
            "details": _plain(details),
            "moved": _plain(moved),
            "recognised": _plain(praised),
            "helped": _plain(helped),
            "thanks": _plain(thanked),
        },
    )


def _takes(climb: Climb) -> str:
    return takes_words(climb.takes) if climb.takes else ""


def _plain(texts: list[str]) -> list[str]:
    return [plain_spaces(text) for text in texts]


def _row(climb: Climb, named: Called) -> Row:
    step, taken = climb.next, climb.takes
    row: Mapping[str, object] = {
        "item_name": whole_name(named, climb.whole),
        "scope": climb.whole.scope,
        "item": climb.whole.item,
        "level": climb.level,
        "within": climb.within,
        "window": climb.kind,
        "from": climb.window.start,
        "to": climb.window.end,
        "so_far": Fraction(climb.so_far, SCALE),
        "next": step.share if step else None,
        "expected": step.expected if step else None,
        "days_left": climb.days,
        "toward": taken.share if taken else None,
        "orders": taken.orders if taken else None,
    }
    return row


def _sheet(rows: tuple[Row, ...]) -> Sheet:
    columns = (
        SheetColumn(name="item_name", label=_("Whose goal")),
        SheetColumn(name="scope", label="", shown=False),
        SheetColumn(name="item", label="", shown=False),
        SheetColumn(name="level", label="", shown=False),
        SheetColumn(name="within", label="", shown=False),
        SheetColumn(name="window", label="", shown=False),
        SheetColumn(name="from", label=_("First day"), kind="day", weight=2),
        SheetColumn(name="to", label=_("Last day"), kind="day"),
        SheetColumn(name="so_far", label=_("So far"), kind="ratio"),
        SheetColumn(name="next", label=pgettext("milestone", "Next step"), kind="ratio"),
        SheetColumn(name="expected", label=_("Expected"), kind="day", missing="–"),
        SheetColumn(name="days_left", label=_("Working days left"), kind="count"),
        SheetColumn(name="toward", label=_("Within reach"), kind="ratio", missing="–"),
        SheetColumn(name="orders", label=_("Orders it takes"), kind="count", missing="–"),
    )
    return Sheet(columns, rows)
