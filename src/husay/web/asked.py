"""What an address asks: tidied up, read as a question, with everything that is wrong with it.

Forms send more than an address should hold: empty fields, a list's values one by one, choices
such as "last year" or "top 10". `tidy` turns them into the plain parts of husay.web.address, and
the reader is led to the plain address, which can be sent to somebody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext_lazy

from husay.basics.problem import Mistake, Problem
from husay.measures.conditions import conditions_of, held, together
from husay.measures.dimension import GOAL_WINDOW
from husay.measures.question import Question
from husay.measures.written import Written, called, read_written
from husay.store.company import Company
from husay.store.warehouse.reading import Snapshot
from husay.tracking.dividing import best_divided
from husay.web.address import query_of
from husay.web.quick import quick_windows

_LISTS = ("m", "by")
_PARTS = (
    "m", "by", "from", "to", "period", "grain", "compare", "where", "structure", "top", "bottom",
    "as_of", "currency", "snapshot", "sort", "during", "page",
)  # fmt: skip
DAYS = "days"
"""The choice of days that are typed."""
_MOST_CHARACTERS = 12_000
_PARTS_WRITTEN = {
    "m": "measures", "by": "by", "from": "start", "to": "end", "period": "period",
    "grain": "grain", "compare": "compare", "where": "where", "structure": "structure",
    "top": "top", "bottom": "bottom", "as_of": "as_of", "currency": "currency",
}  # fmt: skip
"""What the parts of an address are parts of, in a question as it is written."""
_LABELS = {
    "grain": gettext_lazy("Over time"),
    "compare": gettext_lazy("Compared with"),
    "structure": gettext_lazy("Organisation"),
    "top": gettext_lazy("Top"),
    "bottom": gettext_lazy("Bottom"),
    "start": gettext_lazy("First day"),
    "end": gettext_lazy("Last day"),
    "period": gettext_lazy("Period"),
    "as_of": gettext_lazy("Known until"),
    GOAL_WINDOW: gettext_lazy("Goal window"),
}
"""What the parts of a question are called on the page."""


@dataclass(frozen=True)
class Asked:
    """One address, understood as far as it could be.

    `parts` are its parts as they were written; `question` is what was understood, with defaults
    for the rest; `snapshot` is the one that it names, else the newest.
    """

    parts: Mapping[str, str]
    question: Question
    snapshot: Snapshot
    problems: tuple[Problem, ...] = ()

    @property
    def pinned(self) -> str:
        """The snapshot that the address names; '' for the newest."""
        return self.parts.get("snapshot", "")

    @property
    def query(self) -> str:
        """The plain address's query."""
        return query_of(self.parts)


def read_asked(query: QueryDict, company: Company, *, divided: bool = True) -> Asked:
    """What an address asks of a company. Never raises for what stands in the address.

    Where it names no dimension the question is `divided` by the company's first, or by none.
    """
    raw = {key: _joined(query, key) for key in query}
    snapshot, problems = _snapshot(raw.get("snapshot", ""), company)
    parts = tidy(raw, snapshot)
    question, wrong = _understood(parts, company, snapshot, divided=divided)
    return Asked(parts, question, snapshot, (*problems, *wrong))


def _joined(query: QueryDict, key: str) -> str:
    """A part of the address as one text, without what cannot be printed."""
    values = query.getlist(key)
    text = ",".join(values) if key in _LISTS else values[-1] if values else ""
    return "".join(c if c.isprintable() else " " for c in text[:_MOST_CHARACTERS]).strip()


def _snapshot(which: str, company: Company) -> tuple[Snapshot, tuple[Problem, ...]]:
    if not which:
        return company.snapshot(), ()
    try:
        return company.snapshot(which), ()
    except Mistake as wrong:
        return company.snapshot(), wrong.problems


def tidy(raw: Mapping[str, str], snapshot: Snapshot) -> dict[str, str]:
    """The plain parts of an address, in their order, without what is empty."""
    parts = dict(raw)
    for key in _LISTS:
        words = [word.strip() for word in parts.get(key, "").split(",")]
        parts[key] = ",".join(word for word in dict.fromkeys(words) if word)
    _choose_window(parts, snapshot)
    _choose_rank(parts)
    _choose_goal_window(parts)
    _choose_only(parts)
    if parts.get("structure") == "then":
        parts.pop("structure")
    if not parts.get("by") and "by" in raw:
        parts["by"] = "-"  # nothing, on purpose: without it the address would mean the default
    return {key: parts[key] for key in _PARTS if parts.get(key)}


def _drop(parts: dict[str, str], *keys: str) -> None:
    for key in keys:
        parts.pop(key, None)


def _choose_window(parts: dict[str, str], snapshot: Snapshot) -> None:
    """A quick choice becomes its days; 'days' leaves those that were typed."""
    chosen = parts.pop("during", "")
    last = snapshot.shape.last
    if chosen == DAYS:
        parts["during"] = DAYS  # the form goes on showing its two fields
    if not chosen or last is None:
        return
    for quick in quick_windows(snapshot.calendar, last, snapshot.shape.first):
        if quick.key == chosen:
            parts["from"] = quick.window.start.isoformat()
            parts["to"] = quick.window.end.isoformat()
            parts.pop("period", None)


def _choose_rank(parts: dict[str, str]) -> None:
    """'top-10' and 'bottom-10' become top and bottom."""
    chosen = parts.pop("rank", None)
    if chosen is None:
        return
    _drop(parts, "top", "bottom")
    side, _dash, number = chosen.partition("-")
    if side in ("top", "bottom"):
        parts[side] = number


def _choose_goal_window(parts: dict[str, str]) -> None:
    """Goal windows stand among the periods, yet they are a dimension, and compare with goals."""
    if parts.get("grain") == GOAL_WINDOW:
        parts.pop("grain")
        by = [word for word in parts.get("by", "").split(",") if word not in ("", "-", GOAL_WINDOW)]
        parts["by"] = ",".join([*by, GOAL_WINDOW])
        parts["compare"] = "goal"


def _choose_only(parts: dict[str, str]) -> None:
    """'territory:luzon' becomes one more condition."""
    dimension, colon, item = parts.pop("only", "").partition(":")
    if colon and dimension.isidentifier():
        more = held(dimension, item or None)
        parts["where"] = together(dict.fromkeys((*conditions_of(parts.get("where")), more))) or ""


def _understood(
    parts: Mapping[str, str], company: Company, snapshot: Snapshot, *, divided: bool
) -> tuple[Question, tuple[Problem, ...]]:
    """The question that the parts are, read as on every face; what is wrong, in the page's words.

    Where they say nothing at all it is the year against last year; where they do not say by what,
    it is `divided` by what divides the company best.
    """
    said = {part: parts.get(key) for key, part in _PARTS_WRITTEN.items()}
    if not set(parts) - {"snapshot"}:
        said["compare"] = "last-year"
    if "by" not in parts and divided:
        said["by"] = best_divided(snapshot.shape)
    created = snapshot.manifest.created.date()
    written = Written(**said)
    question, problems = read_written(written, snapshot, company, created)
    labels = {part: str(label) for part, label in _LABELS.items()}
    return question, called(problems, labels)
