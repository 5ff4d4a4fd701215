"""A plan's folder as texts: what a version of it is made of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True)
class Texts:
    """The texts of plan.yaml, cases.yaml and README.md."""

    document: str
    cases: str
    readme: str = ""

    @property
    def digest(self) -> str:
        """The SHA-256 of the three: what somebody accepts, and a run was worked out by."""
        found = hashlib.sha256()
        for text in (self.document, self.cases, self.readme):
            found.update(hashlib.sha256(text.encode()).digest())
        return found.hexdigest()
