"""Pay in the audit log: an administrator reads who did what and when, and nothing of the pay."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from husay.access.role import Role
from husay.access.viewer import Viewer, operator
from tests.goal_plans.small import small
from tests.measures.making import Made
from tests.store_pay.paying import AT, JANUARY, calculated, planned, taken
from tests.web.exploring import served
from tests.web.signing import signed_in, user_with

SECRETS = ("0.1337", "a deal of his own", "Ben Diaz complained", "raised for Ben")


@pytest.fixture
def noted(tmp_path: Path) -> Iterator[Made]:
    """A figure, and words at each place where the log has some, stand in rows of pay."""
    from husay.store.pay.plans import activate
    from husay.store.pay.steps import take_step
    from husay.store.records.audit import note

    made = small(tmp_path)
    company = made.company
    row = planned(company)
    activate(company, row.versions.get(), date(2024, 2, 1), "raised for Ben", AT)
    run = taken(company, calculated(company, row, JANUARY), "review")
    take_step(company, run.pk, "send-back", run.digest, AT, "Ben Diaz complained")
    figures = {"plan": "Sellers", "from": "2024-03-01", "parameters": {"own": "0.1337"}}
    note(operator("pay"), "pay-plan-assigned", at=AT, place="cli", kind="person", item="ben",
         before=figures, after=figures, reason="a deal of his own")  # fmt: skip
    with served(made):
        yield made


def page(*roles: Role) -> str:
    from django.test import Client

    email = f"{'-'.join(roles)}@example.com"
    return signed_in(Client(), *roles, email=email).get("/audit").content.decode()


def test_an_administrator_reads_what_was_done_and_nothing_of_the_pay(noted: Made) -> None:
    shown = page(Role.ADMINISTRATOR)
    for said in ("Assigned a pay plan", "2024-03-01", "Sent a pay run back", "version: 1"):
        assert said in shown, said
    assert [one for one in (*SECRETS, "parameters") if one in shown] == []


def test_whoever_may_see_pay_too_reads_all_of_it(noted: Made) -> None:
    shown = page(Role.ADMINISTRATOR, Role.COMPENSATION)
    assert [one for one in (*SECRETS, "parameters") if one not in shown] == []


def test_reasons_of_anything_else_are_read_as_ever(noted: Made) -> None:
    from husay.store.records.users import give

    give(user_with(email="x@example.com"), Role.SELLER, operator("test"), AT, "new here",
         place="cli")  # fmt: skip
    assert "new here" in page(Role.ADMINISTRATOR)


def test_what_is_handed_out_of_a_person_has_no_more_of_it(noted: Made) -> None:
    from husay.store.records.forgetting import export_person

    admin = Viewer("admin@example.com", frozenset({Role.ADMINISTRATOR}))
    found: Any = export_person(None, "ben", admin, AT, place="web")
    handed = [row for row in found["audit_log"] if row["after"] and "plan" in row["after"]]
    plain = {"plan": "Sellers", "from": "2024-03-01"}
    assert (handed[-1]["before"], handed[-1]["after"], handed[-1]["reason"]) == (plain, plain, "")
    assert [one for one in SECRETS if one in json.dumps(found)] == []
    all_of_it = json.dumps(export_person(None, "ben", operator("x"), AT, place="cli"))
    assert "0.1337" in all_of_it


def test_the_chain_stays_that_of_what_was_written(noted: Made) -> None:
    from husay.store.records.audit import verify_log

    page(Role.ADMINISTRATOR)
    assert verify_log(operator("test")).whole
