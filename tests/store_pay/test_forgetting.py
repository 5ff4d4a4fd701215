"""Of whoever is forgotten the words about their pay go, whoever wrote them; nobody else's do."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from husay.access.viewer import operator
from tests.measures.making import Made
from tests.store_pay.paying import AT, ONE, by, calculated, planned
from tests.store_pay.test_parallel import written

if TYPE_CHECKING:
    from django.db.models import Model

WORDS = "Ana Cruz was ill"
SAID = (
    ("PayAssignment", "person", ("reason",)),
    ("PayInput", "person", ("evidence",)),
    ("PayManual", "person", ("reason", "evidence")),
    ("PayHold", "item", ("reason",)),
    ("PayParallelNote", "person", ("reason",)),
    ("PayQuestionEntry", "question__person", ("words",)),
)
"""Models with words about somebody's pay: whose, and in which columns."""


def spoken_of(made: Made, person: str) -> None:
    """Something of each kind is said of a person's pay."""
    from husay.store.pay.assignments import assign
    from husay.store.pay.holds import hold, lift
    from husay.store.pay.manual import propose
    from husay.store.records import models as m

    company, row, run = made.company, m.PayPlanRow.objects.get(), m.PayRun.objects.get()
    assign(company, row, person, date(2025, 1, 1), {}, WORDS, AT)
    propose(company, row, person, ONE, WORDS, WORDS, AT)
    one = hold(company, "seller", person, WORDS, AT)
    lift(company, one.pk, WORDS, AT)
    hold(company, "statement", person, WORDS, AT, run.pk)
    said: dict[str, Any] = {"by": company.author, "at": AT}
    m.PayInput.objects.create(
        plan=row, kind="score", person=person, measure="care", starts=run.starts, ends=run.ends,
        value={"value": "1"}, evidence=WORDS, **said,
    )  # fmt: skip
    m.PayParallelNote.objects.create(run=run, person=person, reason=WORDS, **said)
    asked = m.PayQuestion.objects.create(
        run=run, person=person, cause="other", due=AT.date(), **said
    )
    m.PayQuestionEntry.objects.create(question=asked, number=1, act="ask", words=WORDS, **said)


@pytest.fixture
def spoken(made: Made) -> Made:
    """Both Ana and Ben were spoken of."""
    calculated(made.company, planned(made.company))
    for person in ("ana", "ben"):
        spoken_of(made, person)
    return made


def words_of(model: str, whose: str, person: str, columns: tuple[str, ...]) -> set[str]:
    from husay.store.records import models as m

    kind: type[Model] = getattr(m, model)
    rows = kind._base_manager.filter(**{whose: person}).values_list(*columns)
    found = {text for row in rows for text in row if text}
    assert found, model
    return found


def test_the_words_about_a_person_go_and_nobody_elses(spoken: Made) -> None:
    from husay.store.records.forgetting import forget
    from husay.store.records.models import PayHold

    PayHold.objects.create(kind="sale", item="ana", reason="A sale", by="operator:x", at=AT)
    forget(None, "ana", by(spoken.company, "admin").viewer, AT, "", place="cli")
    for model, whose, columns in SAID:
        of_hers = words_of(model, whose, "ana", columns)
        assert of_hers == ({"–", "A sale"} if model == "PayHold" else {"–"}), model
        assert WORDS in words_of(model, whose, "ben", columns), model


def test_of_what_was_said_of_anybodys_pay_no_word_is_in_the_log(
    spoken: Made, tmp_path: Path
) -> None:
    """The log loses nothing when somebody is forgotten, so neither words nor figures go into it."""
    from husay.pay.out.parallel import Key
    from husay.store.pay.assignments import assign
    from husay.store.pay.parallel import bring_beside, explain_difference
    from husay.store.records.audit import verify_log
    from husay.store.records.forgetting import forget
    from husay.store.records.models import AuditEntry, PayAssignment, PayPlanRow, PayRun

    company, run = spoken.company, PayRun.objects.get()
    own = assign(
        company, PayPlanRow.objects.get(), "ana", date(2025, 2, 1), {"own": "13.37 %"}, WORDS, AT
    )
    bring_beside(company, run.pk, written(tmp_path, "Seller;Commission\nana;27,00\n"), {}, AT)
    explain_difference(company, run.pk, Key("ana"), WORDS, AT)
    forget(None, "ana", by(company, "admin").viewer, AT, "", place="cli")
    log = str(list(AuditEntry.objects.values_list("action", "before", "after", "reason")))
    assert "'pay-plan-assigned'" in log
    assert "'pay-difference'" in log
    assert [said for said in (WORDS, "1337", "13.37", "own") if said in log] == []
    assert PayAssignment.objects.get(pk=own.pk).parameters == {"own": "1337/10000"}
    assert verify_log(operator("test")).whole


def test_every_column_of_words_beside_a_person_is_in_the_table() -> None:
    """Whoever adds a model of pay that says something about a person adds it here."""
    from django.apps import apps

    spoken = {"reason", "evidence", "words"}
    found = set()
    for model in apps.get_app_config("records").get_models():
        names = {field.name for field in model._meta.get_fields()}
        if model.__name__.startswith("Pay") and names & {"person", "item", "question"}:
            found |= {(model.__name__, name) for name in names & spoken}
    assert found == {(model, column) for model, _, columns in SAID for column in columns}


def test_a_hold_that_was_lifted_is_handed_out_as_one(spoken: Made) -> None:
    from husay.store.records.forgetting import export_person

    found: Any = export_person(None, "ana", operator("admin"), AT, place="cli")["pay"]
    assert [(one["kind"], one["lifted"]) for one in found["holds"]] == [
        ("seller", True), ("statement", False)
    ]  # fmt: skip
