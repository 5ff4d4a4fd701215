"""From options to a question: read as on every face, its mistakes told in the options' names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from husay.basics.problem import Mistake
from husay.measures.dimension import GOAL_WINDOW
from husay.measures.written import Written, called, read_written

if TYPE_CHECKING:
    from husay.measures.question import Question
    from husay.store.company import Company
    from husay.store.warehouse.reading import Snapshot

OPTIONS = {
    "grain": "--grain", "compare": "--compare", "structure": "--structure", "top": "--top",
    "bottom": "--bottom", "start": "--from", "end": "--to", "period": "--period",
    "as_of": "--as-of", GOAL_WINDOW: f"--by {GOAL_WINDOW}",
}  # fmt: skip


def read_question(written: Written, snapshot: Snapshot, company: Company) -> Question:
    """The question that was typed; raises Mistake with everything that is wrong with it."""
    created = snapshot.manifest.created.date()
    question, problems = read_written(written, snapshot, company, created)
    if problems:
        raise Mistake(*called(problems, OPTIONS))
    return question
