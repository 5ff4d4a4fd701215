"""The pages of pay plans: reading, comparing, putting in force, assigning, editing, bringing in."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from husay.access.role import Role
from tests.goal_plans.small import small
from tests.measures.making import Made
from tests.store_pay.paying import CASES, PLAN, planned
from tests.web.exploring import served
from tests.web.signing import signed_in

if TYPE_CHECKING:
    from django.test import Client

    from husay.store.records.models import PayPlanRow

DOCUMENT, EXAMPLES = PLAN.strip(), CASES.strip()
BETTER = DOCUMENT.replace("default: 5 %", "default: 6 %")
MORE = EXAMPLES.replace("total: 5", "total: 6")
WRONG = DOCUMENT.replace("kind: rate, of: revenue", "kind: rat, of: revenu")


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    found = small(tmp_path)
    with served(found):
        yield found


@pytest.fixture
def row(made: Made) -> PayPlanRow:
    return planned(made.company)


def client(role: Role = Role.COMPENSATION, person: str = "") -> Client:
    from django.test import Client

    return signed_in(Client(), role, email=f"{role.value}{person}@example.com", person=person)


def said(answer: Any) -> str:
    """A page's words, without its tags."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(html.unescape(text).replace("\xa0", " ").split())


def texts(document: str = DOCUMENT, cases: str = EXAMPLES, **more: object) -> dict[str, Any]:
    return {"document": document, "cases": cases, "readme": "", **more}


def test_without_a_plan_the_page_teaches_how_to_begin(made: Made) -> None:
    shown = client().get("/pay/plans")
    assert "There is no pay plan yet." in said(shown)
    assert 'href="/pay/plans/new"' in shown.content.decode()
    begun = said(client().get("/pay/plans/new"))
    assert "“New plan” can be used: its 2 cases come out." in begun


def test_the_list_says_where_each_plan_stands(made: Made, row: PayPlanRow) -> None:
    from husay.store.records.models import PayAcceptance
    from tests.store_pay.paying import AT

    version = row.versions.get()
    for person in ("ana", "zoe"):  # Zoe does not have the plan
        PayAcceptance.objects.create(
            version=version, person=person, digest=version.digest, by="x", at=AT
        )
    shown = said(client().get("/pay/plans"))
    assert "There is 1 pay plan; 3 people have one today." in shown
    assert "Sellers version 1 in force 1 Jan 2024 3 1 of 3 –" in shown


def test_a_plan_is_read_in_either_language(made: Made, row: PayPlanRow) -> None:
    reader = client()
    page = f"/pay/plans/{row.pk}"
    shown = said(reader.get(page))
    assert "“Sellers” is in force in version 1 since 1 Jan 2024, for 3 people; 0 of 3" in shown
    assert "This plan pays in PHP, every month." in shown
    assert "“Sellers” can be used: its 1 case comes out." in shown
    filipino = reader.get(page, {"words": "fil"})
    assert '<div lang="fil">' in filipino.content.decode()
    assert "This plan pays in PHP" not in said(filipino)
    assert "People with this plan" in said(filipino)
    assert reader.get("/pay/plans/999").status_code == 404


def test_saving_makes_a_draft_and_putting_it_in_force_is_another_step(
    made: Made, row: PayPlanRow
) -> None:
    from husay.store.pay.plans import in_force

    one, page = client(), f"/pay/plans/{row.pk}"
    sent = texts(BETTER, MORE, do="save", seen=1, reason="More for all")
    answer = one.post(f"{page}/edit", sent)
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.newest == 2
    assert in_force(row, made.company.today).number == 1  # type: ignore[union-attr]
    assert "Sellers version 1 in force version 2 is a draft" in said(one.get("/pay/plans"))
    differs = said(one.get(page, {"before": 1, "after": 2}))
    assert "What differs between version 1 and version 2" in differs
    assert "- own: {unit: rate, default: 5 %} + own: {unit: rate, default: 6 %}" in differs
    sent = {"version": 2, "starts": "2024-01-01", "reason": "as agreed"}
    assert one.post(f"{page}/activate", sent).status_code == 302
    assert in_force(row, made.company.today).number == 2  # type: ignore[union-attr]


def test_a_version_whose_cases_fail_is_kept_and_cannot_be_put_in_force(
    made: Made, row: PayPlanRow
) -> None:
    from husay.store.records.models import PayActivation

    one, page = client(), f"/pay/plans/{row.pk}"
    sent = texts(DOCUMENT.replace("5 %", "4 %"), do="save", seen=1, reason="Less")
    kept = one.post(f"{page}/edit", sent, follow=True)
    assert "a draft: its cases do not come out" in said(kept)
    assert '<option value="2" disabled>' in kept.content.decode()
    answer = one.post(f"{page}/activate", {"version": 2, "starts": "2024-05-01"})
    assert answer.status_code == 422
    assert "cannot be used: its cases do not come out" in said(answer)
    assert PayActivation.objects.count() == 1


def test_a_plan_without_a_usable_version_says_why_the_button_is_shut(made: Made) -> None:
    one = client()
    sent = texts(cases=MORE, do="save", seen=0)
    kept = one.post("/pay/plans/new", sent, follow=True)
    assert "A version can be put in force when all its cases come out." in said(kept)
    assert re.search(r"<button[^>]*disabled[^>]*>Put in force", kept.content.decode())


def test_of_two_who_write_at_once_the_second_is_told_and_loses_nothing(
    made: Made, row: PayPlanRow
) -> None:
    one, page = client(), f"/pay/plans/{row.pk}/edit"
    assert one.post(page, texts(BETTER, do="save", seen=1, reason="first")).status_code == 302
    mine = DOCUMENT + "\n# mine\n"
    second = one.post(page, texts(mine, do="save", seen=1, reason="second"))
    assert second.status_code == 409
    shown = html.unescape(second.content.decode())
    assert "# mine" in shown
    assert "Version 2 of “Sellers” was kept while you were writing." in said(second)
    assert "default: 6 %" in shown
    assert 'name="seen" value="2"' in shown
    assert row.versions.count() == 2
    assert one.post(page, texts(mine, do="save", seen=2, reason="second")).status_code == 302
    assert row.versions.get(number=3).document == mine


def test_a_script_that_saves_is_answered_with_data(made: Made, row: PayPlanRow) -> None:
    one, page = client(), f"/pay/plans/{row.pk}/edit"
    accept = {"accept": "application/json"}
    early = one.post(page, texts(BETTER, do="save", seen=0, reason="x"), headers=accept)
    assert early.status_code == 409
    assert json.loads(early.content)["seen"] == 1
    missing = one.post(page, texts(BETTER, do="save", seen=1), headers=accept)
    assert missing.status_code == 422
    assert "Nothing says why." in json.loads(missing.content)["told"]
    kept = one.post(page, texts(BETTER, do="save", seen=1, reason="x"), headers=accept)
    assert json.loads(kept.content) == {"url": f"/pay/plans/{row.pk}"}


def test_a_plan_keeps_its_name_and_a_new_one_takes_nobodys(made: Made, row: PayPlanRow) -> None:
    from husay.store.records.models import PayPlanRow

    one = client()
    renamed = texts(DOCUMENT.replace("Sellers", "Others"), do="save", seen=1, reason="x")
    answer = one.post(f"/pay/plans/{row.pk}/edit", renamed)
    assert answer.status_code == 422
    assert "The document is called “Others”, and this plan “Sellers”." in said(answer)
    answer = one.post("/pay/plans/new", texts(BETTER, do="save", seen=0))
    assert answer.status_code == 422
    assert "There is a pay plan “Sellers” already." in said(answer)
    assert [found.name for found in PayPlanRow.objects.all()] == ["Sellers"]
    assert row.versions.count() == 1


def test_the_check_tells_every_mistake_with_its_place_and_keeps_nothing(
    made: Made, row: PayPlanRow
) -> None:
    from husay.store.records.models import PayPlanVersion

    shown = client().post("/pay/plans/check", texts(WRONG))
    text = said(shown)
    assert "The plan cannot be read: there is 1 mistake." in text
    assert "plan.yaml · line 8, column 22 “rat” is no kind of term" in text
    assert "Did you mean “rate”?" in text
    assert 'data-file="plan.yaml" data-line="8" data-at="22"' in shown.content.decode()
    failing = said(client().post("/pay/plans/check", texts(cases=MORE)))
    assert "“Sellers” cannot be used: 1 case does not come out." in failing
    assert "6.00" in failing
    assert "5.00" in failing
    assert PayPlanVersion.objects.count() == 1


def test_the_check_without_a_script_shows_what_was_typed_again(made: Made, row: PayPlanRow) -> None:
    answer = client().post(f"/pay/plans/{row.pk}/edit", texts(WRONG, do="check", seen=1))
    assert answer.status_code == 200
    assert "kind: rat, of: revenu" in answer.content.decode()
    assert "“rat” is no kind of term" in said(answer)


@pytest.mark.parametrize("most", [200_001, 10_000_000])
def test_a_text_that_is_far_too_long_is_refused(made: Made, most: int) -> None:
    answer = client().post("/pay/plans/check", texts("x" * most))
    if most > 2_500_000:
        assert answer.status_code == 400
    else:
        assert "The document is longer than 200000 characters." in said(answer)


def test_all_that_is_wrong_with_an_assignment_is_told_at_once(made: Made, row: PayPlanRow) -> None:
    from husay.store.records.models import PayAssignment

    before = PayAssignment.objects.count()
    sent = {"person": "nobody", "starts": "soon", "ends": "2024-02-31", "own-own": "much"}
    answer = client().post(f"/pay/plans/{row.pk}/assign", sent)
    shown = said(answer)
    assert answer.status_code == 422
    for words in (
        "“soon” is not a date (“First day”)",
        "“2024-02-31” is not a date (“Last day”)",
        "“much” is no value for “own”",
        "The book knows nobody called “nobody”",
    ):
        assert words in shown
    assert 'value="nobody"' in answer.content.decode()
    assert PayAssignment.objects.count() == before
    turned = {"person": "ana", "starts": "2024-03-01", "ends": "2024-02-29"}
    assert client().post(f"/pay/plans/{row.pk}/assign", turned).status_code == 422


def test_a_person_is_assigned_changed_and_taken_out(made: Made, row: PayPlanRow) -> None:
    from husay.store.pay.assignments import assigned

    one, page = client(), f"/pay/plans/{row.pk}/assign"
    for sent in (
        {"person": "dan", "starts": "2024-01-01", "own-own": "", "do": "in"},
        {"person": "dan", "starts": "2024-02-01", "own-own": "8 %", "do": "in"},
        {"person": "dan", "starts": "2024-03-01", "do": "out", "own-own": "9 %"},
    ):
        assert one.post(page, sent).status_code == 302, sent
    spans = [
        (str(held.days.start), str(held.days.end), {k: str(v) for k, v in held.parameters.items()})
        for held in assigned(row)
        if held.person == "dan"
    ]
    assert spans == [
        ("2024-01-01", "2024-01-31", {}),
        ("2024-02-01", "2024-02-29", {"own": "2/25"}),
    ]


def test_a_folder_goes_out_and_comes_in_as_the_next_version(made: Made, row: PayPlanRow) -> None:
    one = client()
    taken = one.get(f"/pay/plans/{row.pk}/folder")
    assert taken["Content-Disposition"] == 'attachment; filename="sellers-1.zip"'
    archive = zipfile.ZipFile(io.BytesIO(taken.content))
    assert archive.read("sellers/plan.yaml").decode() == DOCUMENT
    same = one.post("/pay/plans/upload", {"file": _file("p.zip", taken.content), "plan": row.pk})
    assert same.status_code == 302
    assert row.versions.count() == 1
    files = [_file("plan.yaml", BETTER.encode()), _file("cases.yaml", EXAMPLES.encode())]
    assert one.post("/pay/plans/upload", {"file": files, "plan": row.pk}).status_code == 302
    assert row.versions.get(number=2).document == BETTER
    answer = one.post("/pay/plans/upload", {"file": [_file("plan.yaml", b"x")]})
    assert answer.status_code == 422
    assert "cases.yaml is not among the files." in said(answer)
    assert "No file was chosen." in said(one.post("/pay/plans/upload", {"plan": row.pk}))


def _file(name: str, data: bytes) -> io.BytesIO:
    made = io.BytesIO(data)
    made.name = name
    return made


def test_only_compensation_reads_the_plans_and_a_seller_their_own(
    made: Made, row: PayPlanRow
) -> None:
    for role in (Role.SELLER, Role.MANAGER, Role.EXECUTIVE, Role.OPERATIONS, Role.ADMINISTRATOR):
        other = client(role)
        for page in ("/pay/plans", f"/pay/plans/{row.pk}", f"/pay/plans/{row.pk}/folder",
                     f"/pay/plans/{row.pk}/edit", "/pay/plans/new"):  # fmt: skip
            assert other.get(page).status_code == 403, (role, page)
        assert other.post("/pay/plans/check", texts()).status_code == 403, role
    planned(made.company, DOCUMENT.replace("Sellers", "Secret"), people=("ben",))
    own = said(client(Role.SELLER, "ana").get("/me/pay"))
    assert "Your plan: Sellers" in own
    assert "Secret" not in own


def test_a_seller_reads_what_changed_since_the_version_they_accepted(
    made: Made, row: PayPlanRow
) -> None:
    from datetime import date

    from husay.pay.texts import Texts
    from husay.store.pay.plans import activate, add
    from husay.store.records.models import PayAcceptance
    from tests.store_pay.paying import AT

    version = row.versions.get()
    PayAcceptance.objects.create(
        version=version, person="ben", digest=version.digest, by="x", at=AT
    )
    own = client(Role.SELLER, "ben")
    assert "What changed since" not in said(own.get("/me/pay"))
    newer = add(made.company, Texts(BETTER, MORE), "", AT)
    activate(made.company, newer, date(2024, 1, 1), "", AT)
    shown = said(own.get("/me/pay"))
    assert "What changed since version 1, which you accepted" in shown
    assert "no longer It pays own (5 %) of revenue. new It pays own (6 %) of revenue." in shown
    assert "I have read it and accept it" in shown
