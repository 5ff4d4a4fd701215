"""The editor of a pay plan: its three texts, and what the check says of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from husay.basics.problem import Problem
from husay.pay.cases.check import Checked
from husay.pay.texts import Texts
from husay.store.pay.plans import Seen, difference, version_of
from husay.web.pay.plan_page import CaseTold, checked_soon, describe_of_case, marked
from husay.words.figure import Sentence
from husay.words.format import count
from husay.words.pay_plans import verdict
from husay.words.pay_prose import Part, prose


@dataclass(frozen=True)
class Fault:
    """Something that is wrong with a text: where, so that the cursor can be put there."""

    file: str
    line: int
    at: int
    is_error: bool
    where: str
    what: str
    remedy: str


@dataclass(frozen=True)
class CheckTold:
    """What the check says: whether the plan can be used, what is wrong, the cases, the prose.

    Faults are those of reading; what a case does not bring is told beneath the case.
    """

    verdict: str
    usable: bool
    faults: tuple[Fault, ...]
    cases: tuple[tuple[CaseTold, tuple[Fault, ...]], ...]
    prose: tuple[Part, ...]


def told(checked: Checked) -> CheckTold:
    """A check, in words."""
    cases = tuple(
        (CaseTold(one.case.name, one.passed, ()), tuple(map(_fault, one.problems)))
        for one in checked.results
    )
    return CheckTold(
        verdict(checked), checked.usable, tuple(map(_fault, checked.problems)), cases,
        prose(checked.plan) if checked.plan is not None else (),
    )  # fmt: skip


def _fault(problem: Problem) -> Fault:
    said = describe_of_case(problem)
    return Fault(
        problem.file or "", problem.line or 1, problem.at or 1, problem.severity == "error",
        said.where, said.what, said.remedy,
    )  # fmt: skip


def check_context(texts: Texts) -> dict[str, object]:
    """For `_checked.html`."""
    return {"check": told(checked_soon(texts))}


def editor_context(seen: Seen, texts: Texts, reason: str, user: int) -> dict[str, object]:
    """For `plan_edit.html`; `user` is whose drafts the browser keeps."""
    if seen.plan is None:
        said = _("You are writing a new plan: saving keeps it as version 1, a draft.")
    else:
        said = _("You are editing “%(plan)s”: saving makes version %(version)s, a draft.") % {
            "plan": seen.plan.name, "version": count(seen.newest + 1)}  # fmt: skip
    return {
        "sentence": Sentence((said,)), "row": seen.plan, "seen": seen.newest, "texts": texts,
        "reason": reason, "user": user,
    } | check_context(texts)  # fmt: skip


def meanwhile(seen: Seen) -> dict[str, object]:
    """What somebody else kept since a plan was opened; nothing where nobody did."""
    if seen.plan is None:
        return {}
    row = seen.plan
    row.refresh_from_db()
    if row.newest == seen.newest:
        return {}
    base = row.versions.filter(number=seen.newest).first()
    lines = difference(base, version_of(row)) if base is not None else ()
    return {"newest": row.newest, "theirs": marked(lines)}
