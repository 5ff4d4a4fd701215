"""Questions about pay on the pages and by calls: asked in place, answered, and nobody else's."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from husay.access.role import Role
from tests.api.asking import token_of
from tests.goal_plans.small import small
from tests.measures.making import Made
from tests.store_pay.paying import planned, released
from tests.web.exploring import served
from tests.web.signing import user_with
from tests.web.test_pay_pages import client, said

if TYPE_CHECKING:
    from django.test import Client

STATEMENT = "/pay/runs/1/statement?person=ana"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    """January is released: lines 1 (Ana), 2 (Ben) and 3 (Cel)."""
    found = small(tmp_path)
    released(found.company, planned(found.company))
    with served(found):
        yield found


def asked(by: Client, **sent: str) -> int:
    told = {"person": "ana", "line": "1", "cause": "rate", "words": "Is it not 8 %?"}
    return by.post("/pay/runs/1/ask", told | sent).status_code


def newest(by: Client, number: int = 1) -> str:
    page = by.get(f"/pay/questions/{number}").content.decode()
    found = re.search(r'name="seen" value="(\d+)"', page)
    assert found, page
    return found[1]


def test_a_question_goes_from_the_line_to_settled(made: Made) -> None:
    own, pay = client(Role.SELLER, "ana"), client(Role.COMPENSATION)
    assert "/pay/runs/1/ask?person=ana&amp;line=1" in own.get(STATEMENT).content.decode()
    assert "The rate is 7 %." in said(own.get("/pay/runs/1/ask?person=ana&line=1"))
    assert asked(own) == 302
    assert "question 1: open" in said(own.get(STATEMENT))
    assert "A wrong rate line 1 of 1–31 Jan 2024" in said(own.get("/me/pay"))
    assert "1 question about pay is waiting for an answer." in said(pay.get("/pay/runs"))
    shown = said(pay.get("/pay/questions"))
    assert "1 question about pay is waiting for an answer." in shown
    assert "Ana Cruz" in shown
    do = "/pay/questions/1/do"
    assert pay.post(do, {"do": "take", "seen": newest(pay)}).status_code == 302
    answer = {"do": "answer", "outcome": "explained", "found": "rate", "words": "It is 7 %."}
    late = own.post(do, answer | {"seen": newest(own)})
    assert late.status_code == 422
    assert "Compensation answers questions about pay" in said(late)
    assert pay.post(do, answer | {"seen": "1"}).status_code == 409
    assert pay.post(do, answer | {"seen": newest(pay)}).status_code == 302
    shown = said(own.get("/pay/questions/1"))
    assert "Your question is answered: say whether that settles it." in shown
    assert "It is 7 %." in shown
    assert own.post(do, {"do": "settle", "seen": newest(own)}).status_code == 302
    assert "This question is settled." in said(own.get("/pay/questions/1"))
    assert "What became of them It is right, and was explained: 1" in said(
        pay.get("/pay/questions")
    )


def test_what_is_wrong_is_told_and_what_was_typed_stays(made: Made) -> None:
    own = client(Role.SELLER, "ana")
    answer = own.post("/pay/runs/1/ask", {"person": "ana", "line": "2", "words": "<b>Mine</b>"})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "&lt;b&gt;Mine&lt;/b&gt;" in shown
    assert "There is no line 1:2 that you may see." in said(answer)
    assert "is nothing that a question can be about" in said(answer)
    pay = client(Role.COMPENSATION)
    assert asked(own) == 302
    wrong = {"do": "answer", "seen": "1", "outcome": "adjusted", "found": "rate", "manual": "x"}
    answer = pay.post("/pay/questions/1/do", wrong | {"words": "TYPED"})
    assert answer.status_code == 422
    assert "There is no amount by hand with number" in said(answer)
    assert "TYPED" in said(answer)
    assert pay.post("/pay/questions/1/do", {"do": "fly", "seen": "1"}).status_code == 409


def test_nobody_elses_question_by_any_address(made: Made) -> None:
    own, ben = client(Role.SELLER, "ana"), client(Role.SELLER, "ben", "ben")
    sam, mia = client(Role.MANAGER, "sam", "sam"), client(Role.MANAGER, "mia", "mia")
    assert asked(own) == 302
    for other in (ben, sam):
        assert other.get("/pay/questions/1").status_code == 404
        sent = {"do": "settle", "seen": "1"}
        assert other.post("/pay/questions/1/do", sent).status_code == 404
        assert asked(other) == 422
    assert ben.get("/pay/questions").status_code == 403
    assert "Nobody has a question about pay." in said(sam.get("/pay/questions"))
    shown = said(mia.get("/pay/questions/1"))
    assert "Is it not 8 %?" in shown
    assert "Your answer" not in shown
    assert (
        mia.post("/pay/questions/1/do", {"do": "say", "seen": "1", "words": "x"}).status_code == 422
    )
    for role in (Role.OPERATIONS, Role.EXECUTIVE, Role.ADMINISTRATOR):
        other = client(role)
        assert other.get("/pay/questions/1").status_code == 403
        assert other.get("/pay/questions").status_code == 403
        assert asked(other) == 403


def test_a_statement_is_taken_along_through_the_same_door(made: Made) -> None:
    own, ben = client(Role.SELLER, "ana"), client(Role.SELLER, "ben", "ben")
    for form, begins in (("pdf", b"%PDF-"), ("xlsx", b"PK")):
        address = f"/pay/runs/1/statement.{form}?person=ana"
        answer = own.get(address)
        assert answer.content.startswith(begins)
        assert answer.headers["Content-Disposition"] == (
            f'attachment; filename="statement-1-2024-01-31-ana-cruz.{form}"'
        )
        assert address.replace("&", "&amp;") in own.get(STATEMENT).content.decode()
        assert ben.get(address).status_code == 404
    assert own.get("/pay/runs/1/statement.exe?person=ana").status_code == 404


def called(
    who: Client, secret: str, path: str, body: dict[str, object] | None = None
) -> tuple[int, Any]:
    """The status and the answer of a call with a token."""
    headers = {"Authorization": f"Bearer {secret}"}
    address = f"/api/v1/pay/{path}"
    if body is None:
        answer = who.get(address, headers=headers)
    else:
        answer = who.post(address, body, "application/json", headers=headers)
    return answer.status_code, answer.json()


def test_a_question_by_calls(made: Made) -> None:
    from django.test import Client as Caller

    own, ben, pay = (
        token_of(user_with(role, email=f"{name}@example.com", person=person))
        for role, name, person in (
            (Role.SELLER, "a", "ana"), (Role.SELLER, "b", "ben"), (Role.COMPENSATION, "c", ""),
        )
    )  # fmt: skip
    caller = Caller()
    question: dict[str, object] = {"run": 1, "line": 1, "about": "rate", "words": "Why 7 %?"}
    status, told = called(caller, own, "questions", question)
    assert status == 200
    assert told["facts"]["question"]["line"] == "1:1"
    assert (
        called(caller, ben, "questions", question)[1]["problems"][0]["code"] == "pay-line-unknown"
    )
    assert called(caller, ben, "questions", question | {"person": "ana"})[0] == 404
    assert called(caller, ben, "questions/1")[0] == 404
    assert called(caller, ben, "questions")[1]["rows"] == []
    given: dict[str, object] = {
        "seen": 1, "outcome": "explained", "found": "rate", "words": "By the plan.",
    }  # fmt: skip
    assert called(caller, own, "questions/1/answer", given)[0] == 403
    assert called(caller, pay, "questions/1/answer", given)[0] == 200
    assert called(caller, pay, "questions/1/answer", given)[0] == 409
    status, told = called(caller, own, "questions/1")
    assert [row["words"] for row in told["rows"]] == ["Why 7 %?", "By the plan."]
    status, told = called(caller, pay, "questions")
    assert (told["facts"]["asked"], told["facts"]["by_outcome"]) == (1, {"explained": 1})
    assert called(caller, own, "questions", question | {"about": "weather"})[0] == 422


def names_in(answer: Any) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as found:
        assert found.testzip() is None
        return found.namelist()


def test_all_statements_in_one_file_at_once_up_to_a_bound(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three statements: at the bound they are written, above it they are packed aside."""
    from husay.web.pay import take_page

    pay = client(Role.COMPENSATION)
    assert "/pay/runs/1/statements.zip" in pay.get("/pay/runs/1").content.decode()
    monkeypatch.setattr(take_page, "MOST_STATEMENTS", 3)
    assert len(names_in(pay.get("/pay/runs/1/statements.zip"))) == 3
    monkeypatch.setattr(take_page, "MOST_STATEMENTS", 2)
    assert 'href="/pay/runs/1/statements"' in pay.get("/pay/runs/1").content.decode()
    answer = pay.get("/pay/runs/1/statements.zip")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/pay/runs/1/statements")
    own = client(Role.SELLER, "ana")
    for path in ("/pay/runs/1/statements.zip", "/pay/runs/1/statements"):
        assert own.get(path).status_code == 403
    assert own.post("/pay/runs/1/statements").status_code == 403


def test_many_statements_are_packed_a_part_at_a_time_while_the_page_tells_how_far_it_is(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    from husay.store.pay import packing
    from husay.store.records.models import AuditEntry
    from husay.web.beside import clock
    from husay.web.pay import take_page
    from husay.web.pay.packed import pack

    monkeypatch.setattr(take_page, "MOST_STATEMENTS", 2)
    monkeypatch.setattr(packing, "PART", 1)
    pay = client(Role.COMPENSATION)
    at_once = said(pay.get("/pay/runs/1/statements"))
    assert "3 statements of “Sellers”" in at_once
    assert "Pack them into one file" in at_once
    assert not packing.pack_next(made.company, clock, pack)  # nobody asked
    taken = AuditEntry.objects.filter(action="pay-taken").count()
    assert pay.post("/pay/runs/1/statements").status_code == 302
    for told in ("Waiting for the process", "1 of 3", "2 of 3"):
        assert told in said(pay.get("/pay/runs/1/statements"))
        assert pay.get("/pay/runs/1/statements.zip").status_code == 302
        assert packing.pack_next(made.company, clock, pack)
    assert not packing.pack_next(made.company, clock, pack)
    assert "Take all statements along" in said(pay.get("/pay/runs/1/statements"))
    names = names_in(pay.get("/pay/runs/1/statements.zip"))
    assert [name[:5] for name in names] == ["00001", "00002", "00003"]
    assert [name.rsplit("-", 2)[-1] for name in names] == ["cruz.pdf", "diaz.pdf", "cel.pdf"]
    assert AuditEntry.objects.filter(action="pay-taken").count() == taken + 1


def test_a_package_is_gone_once_anything_of_it_is_another_or_somebody_is_forgotten(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import timedelta

    from husay.store.pay import packing
    from husay.store.pay.holds import hold
    from husay.store.records.models import Forgotten
    from husay.web.beside import clock
    from husay.web.pay.packed import pack

    company = made.company
    packing.ask_for_package(company, 1, "en")
    assert packing.pack_next(company, clock, pack)
    known = packing.package(company, 1, "en")
    assert known is not None
    assert known.file is not None
    assert packing.package(company, 1, "fil") is None
    hold(company, "seller", "ana", "Papers", clock())
    assert packing.package(company, 1, "en") is None
    assert not packing.pack_next(company, lambda: clock() + timedelta(hours=23), pack)
    assert known.file.exists()
    Forgotten.objects.create(kind="person", item="cel", at=clock() + timedelta(seconds=1))
    assert not packing.pack_next(company, clock, pack)
    assert not known.file.exists()
    packing.ask_for_package(company, 1, "en")
    Forgotten.objects.all().delete()
    assert not packing.pack_next(company, lambda: clock() + timedelta(days=2), pack)
    assert packing.package(company, 1, "en") is None


def test_a_package_in_which_somebody_was_named_who_is_forgotten_meanwhile_is_never_handed_out(
    made: Made,
) -> None:
    """Whether they are forgotten while a part of it is made, or after, with nobody to clear up."""
    from husay.store.pay import packing
    from husay.store.records.models import Forgotten
    from husay.web.beside import clock
    from husay.web.pay.packed import pack

    def forgets(*given: object) -> None:
        pack(*given)  # type: ignore[arg-type]
        Forgotten.objects.create(kind="person", item="cel", at=clock())

    company = made.company
    packing.ask_for_package(company, 1, "en")
    assert packing.pack_next(company, clock, forgets)
    assert packing.package(company, 1, "en") is None
    packing.ask_for_package(company, 1, "en")
    assert packing.pack_next(company, clock, pack)
    known = packing.package(company, 1, "en")
    assert known is not None
    assert known.file is not None
    Forgotten.objects.create(kind="person", item="ben", at=clock())
    assert packing.package(company, 1, "en") is None


def test_a_package_that_is_broken_off_begins_again_three_times_at_most(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    from husay.store.pay import packing
    from husay.web.beside import clock
    from husay.web.pay.packed import pack

    company = made.company
    monkeypatch.setattr(packing, "PART", 2)
    packing.ask_for_package(company, 1, "en")

    def killed(*given: object) -> None:
        pack(*given)  # type: ignore[arg-type]
        file = Path(str(given[-1]))
        file.write_bytes(file.read_bytes()[:-9])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        packing.pack_next(company, clock, killed)
    while packing.pack_next(company, clock, pack):
        pass
    known = packing.package(company, 1, "en")
    assert known is not None
    assert known.file is not None
    with zipfile.ZipFile(known.file) as found:
        assert len(found.namelist()) == 3
    known.file.unlink()
    packing.ask_for_package(company, 1, "en")

    def fails(*given: object) -> None:
        raise ValueError("no room")

    while packing.pack_next(company, clock, fails):
        pass
    known = packing.package(company, 1, "en")
    assert known is not None
    assert known.failed
    packing.ask_for_package(company, 1, "en")
    assert packing.pack_next(company, clock, pack)
