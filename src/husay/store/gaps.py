"""Gaps as a company's viewer has them: of a seller, a unit or a product line of their scope.

Peers are read whole, and only what is usual of them is handed on. A seller sees their own gap.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from husay.access.role import Right
from husay.basics.problem import mistake
from husay.measures.question import Whole
from husay.org.company import read_company
from husay.stats.gap import best_quarter
from husay.store.company import Company
from husay.store.moment import everything
from husay.store.peers import (
    LEAST_TEAM,
    Peers,
    everybody,
    level_of,
    people_within,
    team_of,
    teams_of,
)
from husay.tracking.dividing import carriers
from husay.tracking.gap import AGAINST, Against, GapFound, NoGap, find_gap
from husay.tracking.rank_values import monthly
from husay.tracking.team_gaps import NamedStage, Team, named_stages
from husay.tracking.whole_months import last_whole_months

_MOST_PEOPLE = 20
"""So many people are chosen from a line of names; more are found on the ranking."""
SCOPES = ("seller", "unit", "product_line")


@dataclass(frozen=True)
class Subject:
    """Whose gap: a seller's, a unit's or a product line's."""

    scope: str
    item: str


@dataclass(frozen=True)
class GapSeen:
    """A gap, or why there is none; `team` is the unit whose people are the peers ('' all)."""

    subject: Subject
    found: GapFound | NoGap
    team: str = ""


def read_subject(text: str) -> Subject | None:
    """What is written as 'seller:E-014'; None for nothing. Raises Mistake for what is none."""
    scope, _colon, item = text.strip().partition(":")
    if not scope:
        return None
    if scope not in SCOPES or not item:
        raise mistake("not-a-subject", value=text)
    return Subject(scope, item)


def own_subject(company: Company) -> Subject:
    """The viewer themselves, as a seller; raises Mistake where they are none."""
    if not company.viewer.person:
        raise mistake("not-a-subject", value="")
    return Subject("seller", company.viewer.person)


def gap(
    company: Company, subject: Subject, against: str = "team", which: str | int | None = None
) -> GapSeen:
    """The gap of a subject against its team's usual ("team"), its best quarter ("best") or its own
    best three months ("own"). Raises Mistake outside the viewer's scope.

    Who does not see the others is not told what one or a few of them do: `NoGap` then."""
    company.viewer.check(Right.COMPARE)
    company.viewer.check(Right.SEE_FIGURES)
    if against not in AGAINST:
        raise mistake("not-a-benchmark", value=against)
    company = company.of_one_moment()
    newest = everything(company)
    meetings = read_company(newest.manifest.company)[0].meetings
    if subject.scope == "product_line":
        reader = company.snapshot(which)
        if company.scope.sight == "volumes" or not company.scope.rows:
            raise mistake("not-in-scope", value=subject.item)
        peers = Peers("product_line", "", everybody)
    else:
        company.seen_as(Whole(subject.scope, subject.item))  # type: ignore[arg-type]
        reader = everything(company, which)
        peers = _peers(company, subject)
    wanted: Against = against  # type: ignore[assignment]
    if not peers.by:
        return GapSeen(subject, NoGap("unit", subject.item, "peers"))
    found = find_gap(reader, peers.by, subject.item, peers.has, wanted, meetings)
    if isinstance(found, GapFound) and _among_others(company, subject, peers):
        found = _not_of_few(found)
    return GapSeen(subject, found, peers.unit)


def named_gaps(company: Company, people: Iterable[str]) -> dict[str, NamedStage]:
    """The stage that is what is missing of each of some sellers, where one can be named: what
    `gap` says of each against its team's usual, read at once. The sellers must be the viewer's to
    see."""
    company.viewer.check(Right.COMPARE)
    company.viewer.check(Right.SEE_FIGURES)
    company = company.of_one_moment()
    reader = everything(company)
    meetings = read_company(reader.manifest.company)[0].meetings
    return named_stages(reader, teams_among_sellers(company, people), meetings)


def teams_among_sellers(company: Company, people: Iterable[str]) -> tuple[Team, ...]:
    """The teams with which some people are compared in a gap."""
    wanted = sorted(set(people))
    return teams_of(company, wanted, _sold(company)) if wanted else ()


def _sold(company: Company) -> frozenset[str]:
    """Who sold anything in the last twelve whole months."""
    reader = everything(company)
    window = last_whole_months(reader, 12)
    return frozenset(monthly(reader, "revenue", window, "seller")) if window else frozenset()


def _among_others(company: Company, subject: Subject, peers: Peers) -> bool:
    """Whether some of those compared with are none whose figures the viewer sees."""
    scope = company.scope
    if scope.sight == "all" or subject.scope == "product_line":
        return False
    if subject.scope == "unit":
        rows = everything(company).run(f"SELECT DISTINCT then_{peers.by} FROM placements")
        return not {str(row[0]) for row in rows if row[0] is not None} <= scope.units
    return peers.unit not in scope.units and (
        bool(peers.unit) or not _sold(company) <= scope.people
    )


def _not_of_few(found: GapFound) -> GapFound | NoGap:
    """A gap as it is told to who does not see the others: of so few sellers what is usual, and of
    any so few what their best quarter brings, would tell what one of them does."""
    if found.by == "seller" and found.peers < LEAST_TEAM:
        return NoGap(found.by, found.item, "peers", found.peers)
    if found.against == "best" and best_quarter(found.peers) < LEAST_TEAM:
        return NoGap(found.by, found.item, "best", found.peers)
    return found


def _peers(company: Company, subject: Subject) -> Peers:
    if subject.scope == "unit":
        return level_of(company, subject.item)
    return team_of(company, subject.item, _sold(company))


def subjects(company: Company) -> tuple[Subject, ...]:
    """Whose gap the viewer may look at: themselves, or what they lead with what it is made of."""
    company = company.of_one_moment()
    found = []
    for whole in company.wholes():
        if whole.scope != "company":
            found.append(Subject(whole.scope, whole.item))
        if whole.scope != "seller":
            found += _made_of(company, whole)
    return tuple(dict.fromkeys(found))


def _made_of(company: Company, whole: Whole) -> list[Subject]:
    """The units below a whole, as high up as they divide it, or else its people."""
    reader = company.seen_as(whole)
    for level in carriers(reader):
        if level == "seller":
            window = last_whole_months(everything(company), 12)
            sold = monthly(everything(company), "revenue", window, "seller") if window else {}
            within = people_within(company, whole)
            people = [person for person in sorted(sold) if within(person)]
            return [Subject("seller", p) for p in people] if len(people) <= _MOST_PEOPLE else []
        rows = reader.run(f"SELECT DISTINCT then_{level} FROM placements ORDER BY 1")
        units = [str(row[0]) for row in rows if row[0] is not None and row[0] != whole.item]
        return [Subject("unit", u) for u in units if company.scope.has(Whole("unit", u))]
    return []
