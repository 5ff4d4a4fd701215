"""What is handed out of a person is of that person, and of nobody who only names them."""

from __future__ import annotations

from husay.store.person_rows import rows_of_person
from tests.measures.making import Made


def test_who_leads_somebody_is_not_handed_the_assignment_of_that_person(barrio: Made) -> None:
    """Rob reports to Mia, who leads the north."""
    book = barrio.company.snapshot()
    mias, robs = (rows_of_person(book, who)["assignments"] for who in ("mia", "rob"))
    assert [(row["person"], row["unit"]) for row in mias] == [("mia", "north")]
    assert [(row["person"], row["manager"]) for row in robs] == [("rob", "mia")]
