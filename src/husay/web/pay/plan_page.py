"""A pay plan: as prose, its versions and what differs, its cases, its people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from time import monotonic

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from husay.basics.problem import Problem
from husay.pay.cases.check import CaseResult, Checked, check_texts
from husay.pay.runs.assigned import FOREVER
from husay.pay.texts import Texts
from husay.store.coaching.people import names_of
from husay.store.company import Company
from husay.store.pay.assignments import people_known
from husay.store.pay.plans import difference, document_of
from husay.store.pay.plans_seen import PlanSeen
from husay.store.records.models import PayPlanVersion
from husay.web.coaching.reading import author_names
from husay.web.table import Cell, Column, Table
from husay.words import dates
from husay.words.figure import Sentence
from husay.words.format import count
from husay.words.pay_kept import parameters_text
from husay.words.pay_plans import verdict
from husay.words.pay_prose import Part, prose
from husay.words.pay_titles import parameter_title
from husay.words.pay_versions import PartChange, changes, plan_sentence, version_text
from husay.words.problems import Told, describe

LANGUAGES = ("en", "fil")
_MOST_PEOPLE = 500
_MOST_OFFERED = 500
_SECONDS = 1.5
"""How long cases are run for a page; a usual plan's take some hundredths."""


@dataclass(frozen=True)
class CaseTold:
    """A case: what it shows, whether it comes out, and what does not."""

    name: str
    passed: bool
    wrong: tuple[Told, ...]


@dataclass(frozen=True)
class VersionTold:
    """A version in the list of them."""

    number: int
    state: str
    who: str
    when: str
    reason: str
    before: int


@dataclass(frozen=True)
class Difference:
    """What differs between two versions: what the plan says otherwise, and the texts line by line
    (each line with how it is marked)."""

    before: int
    after: int
    said: tuple[PartChange, ...]
    lines: tuple[tuple[str, str], ...]


class PlanPage:
    """One plan, one of its versions opened (default: the newest)."""

    def __init__(self, company: Company, seen: PlanSeen, asked: Mapping[str, str]) -> None:
        self.company, self.seen, self.asked = company, seen, asked
        self.version = self._version(asked.get("version", "")) or seen.versions[0]
        self.plan = document_of(self.version)

    def context(self) -> dict[str, object]:
        """For `plan.html`."""
        checked = checked_soon(Texts(self.version.document, self.version.cases))
        return {
            "sentence": Sentence((plan_sentence(self.seen.state),)),
            "row": self.seen.state.row,
            "version": self.version,
            "is_newest": self.version.number == self.seen.state.row.newest,
            "prose": self._prose(),
            "other": self._other_language(),
            "verdict": verdict(checked),
            "usable": self.version.usable,
            "cases": cases_told(checked.results),
            "versions": self._versions(),
            "difference": self._difference(),
            "choices": [
                (one.number, version_text(one), one.usable, one == self.version)
                for one in self.seen.versions
            ],
            "ready": any(one.usable for one in self.seen.versions),
            "activations": list(self._activations()),
            "people": self._people(),
            "more_people": max(0, len(self.seen.held) - _MOST_PEOPLE),
            "parameters": [
                (one.name, parameter_title(self.plan, one.name),
                 self.asked.get(f"own-{one.name}", ""))
                for one in self.plan.parameters
            ],
            "offered": self._offered(),
            "typed": self.asked if "person" in self.asked else {},
            "activating": {} if "person" in self.asked else self.asked,
        }  # fmt: skip

    def _version(self, number: str) -> PayPlanVersion | None:
        return next((one for one in self.seen.versions if str(one.number) == number), None)

    def _language(self) -> str:
        asked, own = self.asked.get("words", ""), translation.get_language() or "en"
        return asked if asked in LANGUAGES else own

    def _prose(self) -> tuple[Part, ...]:
        with translation.override(self._language()):
            return prose(self.plan)

    def _other_language(self) -> dict[str, str]:
        """The language that the prose is in, and how to read it in the other."""
        here = "fil" if self._language().startswith("fil") else "en"
        other = LANGUAGES[here == "en"]
        names = {"en": _("Read it in English"), "fil": _("Read it in Filipino")}
        query = f"?version={self.version.number}&words={other}#prose"
        return {"here": here, "code": other, "label": names[other], "url": query}

    def _versions(self) -> list[VersionTold]:
        who = author_names(one.by for one in self.seen.versions)
        now = self.seen.state.now
        return [
            VersionTold(
                one.number,
                _("in force") if one == now else "" if one.usable else _("cases do not come out"),
                who[one.by], dates.moment(one.at), one.reason, one.number - 1,
            )
            for one in self.seen.versions
        ]  # fmt: skip

    def _difference(self) -> Difference | None:
        before = self._version(self.asked.get("before", ""))
        after = self._version(self.asked.get("after", ""))
        if before is None or after is None or before == after:
            return None
        said = changes(document_of(before), document_of(after))
        lines = marked(difference(before, after))
        return Difference(before.number, after.number, said, lines)

    def _activations(self) -> Iterator[tuple[str, str, str]]:
        who = author_names(one.by for one in self.seen.activations)
        for one in reversed(self.seen.activations):
            said = _("version %(version)s from %(day)s on") % {
                "version": count(one.version.number), "day": dates.day(one.starts)}  # fmt: skip
            yield said, f"{who[one.by]} · {dates.moment(one.at)}", one.reason

    def _people(self) -> Table | None:
        """Who has the plan when, whoever has it longest first by name."""
        if not self.seen.held:
            return None
        held = self.seen.held[:_MOST_PEOPLE]
        names = names_of(one.person for one in held)
        now = self.seen.state.now
        accepted = {a.person: a.at for a in self.seen.acceptances if a.version == now}
        columns = (
            Column(_("Person")), Column(_("First day")), Column(_("Last day"), rest=True),
            Column(_("Own figures"), rest=True), Column(_("Accepted"), rest=True),
        )  # fmt: skip
        rows = tuple(
            (
                Cell(text=names.get(one.person, one.person), note=one.person),
                Cell(text=dates.day(one.days.start)),
                Cell(text=pgettext("assignment", "open") if one.days.end == FOREVER
                     else dates.day(one.days.end)),
                Cell(text=parameters_text(self.plan, one.parameters) or "–"),
                Cell(text=dates.moment(accepted[one.person]) if one.person in accepted
                     else _("not yet")),
            )
            for one in held
        )  # fmt: skip
        return Table(_("People with this plan"), columns, rows)

    def _offered(self) -> list[tuple[str, str]]:
        """People to choose from while one types; none where there are too many."""
        known = people_known(self.company, _MOST_OFFERED + 1)
        if len(known) > _MOST_OFFERED:
            return []
        names = names_of(known)
        return [(person, names.get(person, person)) for person in known]


def checked_soon(texts: Texts) -> Checked:
    """A check that leaves the cases for which it would take too long."""
    until = monotonic() + _SECONDS
    return check_texts(texts.document, texts.cases, lambda: monotonic() > until)


def cases_told(results: Sequence[CaseResult]) -> list[CaseTold]:
    """Cases as pages show them."""
    return [
        CaseTold(one.case.name, one.passed, tuple(map(describe_of_case, one.problems)))
        for one in results
    ]


def describe_of_case(problem: Problem) -> Told:
    """A problem as it is told beneath the case that it is of, whose name needs no saying again."""
    told = describe(problem)
    if problem.code != "case-differs":
        return told
    said = _("%(what)s should be %(expected)s, and %(came)s came out.") % problem.says()
    return replace(told, what=said)


def marked(lines: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The lines of a difference, each behind how it is marked."""
    return tuple((_mark(line), line) for line in lines)


def _mark(line: str) -> str:
    """The class by which a line of a difference is marked: '' where it is in both."""
    if line.startswith(("+++", "---")):
        return "diff-file"
    if line.startswith("@@"):
        return "diff-place"
    return {"+": "diff-new", "-": "diff-gone"}.get(line[:1], "")


def plan_url(number: int, version: int | None = None) -> str:
    """The address of a plan's page."""
    return reverse("pay-plans-plan", args=[number]) + (f"?version={version}" if version else "")
