"""A problem in the reader's words: where it is, what is wrong, and what would mend it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext, gettext_lazy, ngettext

from husay.basics.amount import parse_amount
from husay.basics.problem import Problem
from husay.words.codes.coaching import COACHING_WORDS, PLAYBOOK_WORDS, VISIT_WORDS
from husay.words.codes.doors import DOOR_WORDS
from husay.words.codes.doubts import DOUBT_WORDS
from husay.words.codes.faces import FACE_WORDS, OPTION_WORDS
from husay.words.codes.files import FILE_WORDS
from husay.words.codes.given import GIVEN_WORDS
from husay.words.codes.goal_plans import GOAL_PLAN_WORDS
from husay.words.codes.goals import GRID_WORDS, PEOPLE_WORDS, PLAN_WORDS
from husay.words.codes.leading import LEADING_WORDS
from husay.words.codes.mappings import MAPPING_WORDS
from husay.words.codes.messages import MESSAGE_WORDS
from husay.words.codes.month import MONTH_WORDS
from husay.words.codes.pay import PAY_WORDS
from husay.words.codes.pay_documents import PAY_DOCUMENT_WORDS
from husay.words.codes.pay_inputs import PAY_INPUT_WORDS
from husay.words.codes.pay_out import PAY_OUT_WORDS
from husay.words.codes.pay_plans import PAY_PLAN_WORDS
from husay.words.codes.pay_questions import PAY_QUESTION_WORDS
from husay.words.codes.pay_runs import PAY_RUN_WORDS
from husay.words.codes.pay_terms import PAY_TERM_WORDS
from husay.words.codes.price_actions import PRICE_ACTION_WORDS
from husay.words.codes.questions import ANSWER_WORDS, QUESTION_WORDS
from husay.words.codes.records import RECORD_WORDS
from husay.words.codes.signals import SIGNAL_WORDS
from husay.words.codes.sources import COMPANY_WORDS, SOURCE_WORDS
from husay.words.codes.team import TEAM_WORDS
from husay.words.codes.upkeep import UPKEEP_WORDS
from husay.words.codes.uploads import UPLOAD_WORDS
from husay.words.codes.wording import Wording
from husay.words.dates import weekday
from husay.words.format import Style, count
from husay.words.roles import right_name

if TYPE_CHECKING:
    from husay.words.term import Text

_NAMED = re.compile(r"%\((\w+)\)s")
_DECIMAL = re.compile(r"-?\d{1,15}\.\d{2,4}", re.ASCII)
_A_MONDAY = date(2024, 1, 1)

_AMOUNTS = frozenset(
    {"parts", "parent", "by", "goal", "reserve", "to", "least", "most", "before", "now", "amount"}
)
_OF_GOALS = (PLAN_WORDS.keys() | PEOPLE_WORDS.keys() | GOAL_PLAN_WORDS.keys()) - {
    "over-assignment-cap", "over-assignment-negative",
}  # fmt: skip
"""Problems of goals, whose amounts are told with their thousands marked, and their currency."""

WORDINGS: dict[str, Wording] = {
    **DOOR_WORDS,
    **GIVEN_WORDS,
    **DOUBT_WORDS,
    **FILE_WORDS,
    **MAPPING_WORDS,
    **SOURCE_WORDS,
    **COMPANY_WORDS,
    **QUESTION_WORDS,
    **ANSWER_WORDS,
    **PLAN_WORDS,
    **PEOPLE_WORDS,
    **GRID_WORDS,
    **GOAL_PLAN_WORDS,
    **PLAYBOOK_WORDS,
    **VISIT_WORDS,
    **TEAM_WORDS,
    **COACHING_WORDS,
    **LEADING_WORDS,
    **PRICE_ACTION_WORDS,
    **MONTH_WORDS,
    **MESSAGE_WORDS,
    **PAY_DOCUMENT_WORDS,
    **PAY_PLAN_WORDS,
    **PAY_QUESTION_WORDS,
    **PAY_RUN_WORDS,
    **PAY_OUT_WORDS,
    **PAY_INPUT_WORDS,
    **PAY_TERM_WORDS,
    **PAY_WORDS,
    **RECORD_WORDS,
    **SIGNAL_WORDS,
    **OPTION_WORDS,
    **FACE_WORDS,
    **UPLOAD_WORDS,
    **UPKEEP_WORDS,
}
"""Every code there is; a test holds it against the code base."""


_WITHOUT_WORDS = Wording(
    gettext_lazy("Something is not right: %(code)s %(value)s."),
    gettext_lazy("Please tell the makers of Husay: this should have words of its own."),
)


@dataclass(frozen=True)
class Told:
    """A problem as it is shown: `where` may be '' (nowhere in particular), the others never."""

    where: str
    what: str
    remedy: str


def describe(problem: Problem) -> Told:
    """The problem in the reader's language; a code without words is told by its name."""
    wording = WORDINGS.get(problem.code, _WITHOUT_WORDS)
    values = _values(problem)
    what = str(wording.what) % values
    more = problem.count - 1
    if wording.rows and more > 0:
        said = ngettext("%(n)s more row is like this.", "%(n)s more rows are like this.", more)
        what = f"{what} {said % {'n': count(more)}}"
    return Told(place(problem), what, _remedy(wording, values))


def place(problem: Problem) -> str:
    """'invoices.csv · row 12 · amount', 'plan.yaml · line 3, column 7': as much as is known."""
    known = [problem.file or problem.table or ""]
    if problem.row is not None:
        known.append(gettext("row %(number)s") % {"number": count(problem.row)})
    if problem.line is not None:
        where = {"line": count(problem.line), "at": count(problem.at or 1)}
        known.append(gettext("line %(line)s, column %(at)s") % where)
    known.append(problem.column or "")
    return " · ".join(part for part in known if part)


def _values(problem: Problem) -> defaultdict[str, str]:
    """All that a sentence may name; what a problem does not have is empty."""
    found: defaultdict[str, str] = defaultdict(str)
    for name in ("code", "table", "file", "column", "value"):
        found[name] = getattr(problem, name) or ""
    found["count"] = count(problem.count)
    found["row"] = "" if problem.row is None else count(problem.row)
    found.update(problem.values)
    if problem.code in _OF_GOALS:
        found.update(_amounts(problem))
    if found["weekday"]:
        found["weekday"] = weekday(_A_MONDAY + timedelta(days=int(found["weekday"])))
    if found["right"]:
        found["right"] = right_name(found["right"])
    return found


def _amounts(problem: Problem) -> dict[str, str]:
    """The amounts that a problem of goals names, as people read them."""
    currency = dict(problem.values).get("currency", "")
    style = Style("money", currency) if currency else Style()
    known = ((key, text) for key, text in problem.values if key in _AMOUNTS)
    return {k: style.exact(parse_amount(text)) for k, text in known if _DECIMAL.fullmatch(text)}


def _remedy(wording: Wording, values: defaultdict[str, str]) -> str:
    if wording.otherwise and not all(values[name] for name in _named(wording.remedy)):
        return str(wording.otherwise) % values
    return str(wording.remedy) % values


def _named(text: Text) -> set[str]:
    """The values that a text names."""
    return set(_NAMED.findall(str(text)))
