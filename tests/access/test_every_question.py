"""Whatever can be asked is answered from a narrowed snapshot: every measure by every dimension it
has, in each structure and comparison, and the pages' own questions; and no answer names a stranger.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from husay.basics.problem import Mistake
from husay.goals.attainment import ask_with_goals
from husay.measures.answer import Answer
from husay.measures.asking import ask
from husay.measures.measure import MEASURES
from husay.measures.offered import offered_dimensions, offered_measures
from husay.measures.question import Question, Whole
from husay.measures.rows import rows_behind
from husay.measures.spoken import with_identifiers
from husay.tracking.explore import explore
from husay.tracking.items import few_items
from tests.access.test_barrio import ALL_DAYS, company_of
from tests.measures.making import Made

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.warehouse.reading import Snapshot

HIDDEN = {
    "mia": {"ben", "gil", "noel", "sam", "c3", "c7x"}, "noel": {"ben", "dina", "gil", "rob", "c3"},
    "ana": {"ben", "carl", "dina", "gil", "rob", "c3", "c4", "c5", "c7"},
    "operations": {"ana", "ben", "carl", "dina", "gil", "rob", "eve"},
    "nobody": {"ana", "ben", "carl", "dina", "gil", "rob", "eve", "c1", "c3"},
    "north of mia": {"ben", "gil", "noel", "sam", "c3", "c7"},
    "own of ana": {"ben", "carl", "dina", "gil", "rob", "c3", "c4", "c5", "c7"},
}  # fmt: skip
"""Some who are outside each scope."""


def reader_of(barrio: Made, name: str) -> tuple[Company, Snapshot]:
    if name == "north of mia":
        company = company_of(barrio, "mia")
        return company, company.seen_as(Whole("unit", "north"))
    if name == "own of ana":
        company = company_of(barrio, "ana")
        return company, company.seen_as(Whole("seller", "ana"))
    company = company_of(barrio, name)
    return company, company.snapshot()


def shown(answer: Answer) -> set[str]:
    """Every identifier in an answer, and every one that a note names."""
    cells = {str(v) for row in answer.rows for v in row.values() if isinstance(v, str)}
    return cells | {word for p in answer.problems for word in str(p.value).split(", ")}


def questions(reader: Snapshot) -> Iterator[Question]:
    """All measures of a family at once by each dimension that they have, and each alone."""
    offered = offered_measures(reader.shape)
    for families in sorted({m.families for m in offered}, key=sorted):
        measures = tuple(m for m in offered if m.families == families)
        names = tuple(m.name for m in measures)
        for by in ((), *((d,) for d in offered_dimensions(measures, reader.shape))):
            for compare in (None, "goal", "last-year", "previous"):
                yield Question(names, ALL_DAYS, by, compare=compare)
            yield Question(names, ALL_DAYS, by, grain="month")
            yield Question(names, ALL_DAYS, by, structure="now", where="NOT within('south')")
        for name in names:
            yield Question((name,), ALL_DAYS)


@pytest.mark.parametrize("name", HIDDEN)
def test_every_question_is_answered_and_names_nobody_outside(barrio: Made, name: str) -> None:
    _, reader = reader_of(barrio, name)
    asked = 0
    for question in questions(reader):
        with_goals = question.compare == "goal"
        answer = ask_with_goals(question, reader) if with_goals else ask(question, reader)
        assert not shown(answer) & HIDDEN[name], question
        asked += 1
    assert asked > (60 if name == "operations" else 200)


@pytest.mark.parametrize("name", HIDDEN)
def test_every_page_reads_from_a_narrowed_snapshot(barrio: Made, name: str) -> None:
    company, reader = reader_of(barrio, name)
    for measure in offered_measures(reader.shape):
        question = Question((measure.name,), ALL_DAYS)
        rows = rows_behind(question, reader, None)
        cells = {str(v) for row in rows.rows for v in row.values()}
        assert not cells & HIDDEN[name], measure.name
        for dimension in offered_dimensions([measure], reader.shape)[:3]:
            found = explore(Question((measure.name,), ALL_DAYS, (dimension,)), reader)
            assert not shown(found.answer) & HIDDEN[name]
            assert not set(few_items(reader, measure.family, dimension, 50)) & HIDDEN[name]
    for whole in company.wholes():
        stands = company.standing(whole=whole)
        items = {r.item for b in stands.breakdowns for r in b.rows} if stands else set()
        assert not items & HIDDEN[name]


@pytest.mark.parametrize("name", HIDDEN)
def test_measures_that_are_not_offered_are_refused_in_words(barrio: Made, name: str) -> None:
    _, reader = reader_of(barrio, name)
    offered = {m.name for m in offered_measures(reader.shape)}
    for measure in set(MEASURES) - offered:
        with pytest.raises(Mistake):
            ask(Question((measure,), ALL_DAYS), reader)


def test_a_name_outside_the_scope_reads_as_nobodys(barrio: Made) -> None:
    mia, reader = reader_of(barrio, "mia")
    for said in ("Ben Reyes", "ben", "Ben Reyez", "Nobody At All"):
        _, problems = with_identifiers(f"seller = '{said}'", reader, mia)
        assert [(p.code, dict(p.values)["nearest"]) for p in problems] == [("called-by-nobody", "")]
    where, problems = with_identifiers("seller = 'Ana Cruz'", reader, mia)
    assert (where, problems) == ("seller = 'ana'", ())
