"""The page of proposals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from husay.coaching.areas import STAGES
from husay.store.coaching.people import Leading, names_of
from husay.store.company import Company
from husay.store.team.proposing import Proposed
from husay.team.circle import MOST_WEEKS, WEEKS
from husay.team.pairing import Proposal
from husay.web.empty import Empty, Way
from husay.words.team import (
    learner_reason,
    proposal_text,
    proposals_sentence,
    shower_reason,
    size_text,
    stage_text,
)


@dataclass(frozen=True)
class ProposalCard:
    """A proposal with its reasons, and what its button sends."""

    size: str
    text: str
    reasons: list[str]
    stage: str
    shower: str
    learners: list[str]


class ProposePage:
    """Proposals for the reader's people, and a form for one's own choice."""

    def __init__(
        self,
        company: Company,
        found: Proposed,
        typed: Mapping[str, str],
        learners: Sequence[str],
    ) -> None:
        self.company, self.found, self.typed, self.learners = company, found, typed, learners
        self.team = Leading(company).sellers()
        proposed = [p for one in found.found for p in (one.shower, *_of(one))]
        self.names = names_of([*self.team, *proposed, *(p for p, _stage in found.unmet)])

    def context(self) -> dict[str, object]:
        """For `propose.html`."""
        typed = self.typed
        people = sorted(self.team, key=lambda one: self.names[one])
        return {
            "sentence": proposals_sentence(self.found),
            "cards": [self._card(one) for one in self.found.found],
            "unmet": [(self.names[p], stage_text(stage)) for p, stage in self.found.unmet],
            "people": [(one, self.names[one], one == typed.get("shower")) for one in people],
            "learners": [(one, self.names[one], one in self.learners) for one in people],
            "stages": [(one, stage_text(one), one == typed.get("stage")) for one in STAGES],
            "starts": typed.get("starts") or self._monday().isoformat(),
            "today": self.company.today.isoformat(),
            "weeks": typed.get("weeks") or str(WEEKS),
            "usual": WEEKS,
            "longest": MOST_WEEKS,
            "empty": None if self.team else _nobody(),
        }

    def _monday(self) -> date:
        """The Monday of next week."""
        today = self.company.today
        return today + timedelta(days=7 - today.weekday())

    def _card(self, one: Proposal) -> ProposalCard:
        currency = self.company.home.read_settings().currency
        reasons = [
            learner_reason(
                learner, one.stage, self.found.gaps.get(learner.person), self.names, currency
            )
            for learner in one.learners
        ]
        return ProposalCard(
            size_text(1 + len(one.learners)), proposal_text(one, self.names),
            [*reasons, shower_reason(one, self.names)], one.stage, one.shower, _of(one),
        )  # fmt: skip


def _of(one: Proposal) -> list[str]:
    return [learner.person for learner in one.learners]


def _nobody() -> Empty:
    return Empty(
        title=_("Nobody reports to you yet"),
        text=_("Here stand pairs and small circles of your people: who does best exactly what "
               "another needs, and why."),
        other=Way(reverse("playbook"), _("Read the playbook")),
    )  # fmt: skip
