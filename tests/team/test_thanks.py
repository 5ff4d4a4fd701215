"""Thanks: read by all, taken back by their author, hidden by an administrator who says why."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.coaching.team import TODAY, at, of
from tests.measures.making import Made
from tests.team.test_kept import AT, codes, joined, pair


def test_thanks_are_read_by_everybody(made: Made) -> None:
    from husay.store.team.thanks import thank, thanks

    thank(of(made, "ben"), "nia", "  For   driving.\n", AT, stage="closing")
    for who in ("ana", "dan", "sam", "exe", "ops", "pay", "adm"):
        (one,) = thanks(of(made, who))
        assert (one.to, one.words, one.stage, one.mine) == ("nia", "For driving.", "closing", False)
    assert thanks(of(made, "ben"))[0].mine


def test_thanks_are_of_the_day_where_the_company_is_and_are_counted_as_they_stand(
    made: Made,
) -> None:
    """Half past six in the morning of the 2nd in Manila is the evening before in London. Of three
    one is taken back, and one hidden."""
    from datetime import UTC, date, datetime

    from django.test import override_settings

    from husay.store.team.thanks import hide, how_often, thank, thanks, withdraw
    from husay.words.team_report import thanks_report

    early = datetime(2025, 1, 1, 22, 30, tzinfo=UTC)
    ben, adm = of(made, "ben"), of(made, "adm")
    with override_settings(TIME_ZONE="Asia/Manila"):
        first, second, _third = (thank(ben, "ana", f"For {n}.", early) for n in range(3))
        assert first.day == date(2025, 1, 2)
        rows = thanks_report(thanks(ben), {}, {}).sheet.rows
        assert {row["at"] for row in rows} == {date(2025, 1, 2)}
    assert how_often(ben) == 3
    withdraw(ben, first.number, AT)
    hide(adm, second.number, True, "A customer is named.", AT)
    assert (how_often(ben), how_often(adm), len(thanks(adm))) == (1, 1, 2)


def test_whom_one_thanks_is_in_the_organisation_and_not_oneself(made: Made) -> None:
    from husay.store.team.thanks import thank, thankable

    assert thankable(of(made, "ben")) == ("ana", "cel", "dan", "eve", "nia", "sam")
    assert codes(thank, of(made, "ben"), "ben", "x", AT) == ["thanks-to-oneself"]
    assert codes(thank, of(made, "ben"), "zoe", " ", AT) == ["thanks-blank", "thanks-to-nobody"]
    assert codes(thank, of(made, "ben"), "ana", "x", AT, stage="luck") == ["circle-stage"]
    # Somebody without a place in the book may thank, whoever runs commands may not.
    thank(of(made, "adm"), "ana", "x", AT)
    assert codes(thank, made.company, "ana", "x", AT) == ["thanks-of-nobody"]


def test_ten_in_a_day_are_enough(made: Made) -> None:
    from husay.store.team.thanks import thank, withdraw

    ben = of(made, "ben")
    first = thank(ben, "ana", "x", AT)
    for _ in range(9):
        thank(ben, "ana", "x", AT + timedelta(hours=1))
    withdraw(ben, first.number, AT)  # what was taken back was said all the same
    soon, later = AT + timedelta(hours=23), AT + timedelta(hours=24)
    assert codes(thank, ben, "ana", "x", soon) == ["thanks-too-many"]
    thank(of(made, "ana"), "ben", "x", soon)
    thank(ben, "ana", "x", later)


def test_thanks_name_a_circle_in_which_both_are(made: Made) -> None:
    from husay.store.team.thanks import thank

    number = pair(made)
    joined(made, number, "ben")
    ben = of(made, "ben")
    assert codes(thank, ben, "ana", "x", AT, circle=number) == ["circle-unknown"]
    joined(made, number, "ana")
    thank(ben, "ana", "x", AT, circle=number)
    assert codes(thank, ben, "cel", "x", AT, circle=number) == ["circle-unknown"]
    assert codes(thank, of(made, "dan"), "ana", "x", AT, circle=number) == ["circle-unknown"]


def test_their_author_takes_them_back_for_good(made: Made) -> None:
    from husay.store.records.models import TeamThanks
    from husay.store.team.thanks import thank, thanks, withdraw

    one = thank(of(made, "ben"), "ana", "For all.", AT)
    for other in ("ana", "nia", "adm"):
        assert codes(withdraw, of(made, other), one.number, AT) == ["thanks-unknown"]
    withdraw(of(made, "ben"), one.number, AT)
    assert thanks(of(made, "ben")) == ()
    assert TeamThanks.objects.get().words == ""
    assert codes(withdraw, of(made, "ben"), one.number, AT) == ["thanks-unknown"]


def test_an_administrator_hides_them_and_says_why(made: Made) -> None:
    from husay.store.records.models import AuditEntry
    from husay.store.team.thanks import hide, thank, thanks

    one = thank(of(made, "ben"), "ana", "For what she told me of Dan.", AT)
    assert codes(hide, of(made, "nia"), one.number, True, "x", AT) == ["not-allowed"]
    adm = of(made, "adm")
    assert codes(hide, adm, one.number, True, " ", AT) == ["thanks-without-why"]
    assert codes(hide, adm, one.number, False, "", AT) == ["thanks-unknown"]
    hide(adm, one.number, True, "It names a third.", AT)
    seen = {who: thanks(of(made, who)) for who in ("ana", "ben", "dan", "exe", "adm")}
    assert [who for who, found in seen.items() if found] == ["ben", "adm"]
    assert seen["ben"][0].why_hidden == "It names a third."
    row = AuditEntry.objects.get(action="thanks-hidden")
    assert (row.reason, row.after) == ("It names a third.", {"to": "ana"})
    hide(adm, one.number, False, "", AT)
    assert len(thanks(of(made, "dan"))) == 1


def test_the_newest_come_first(made: Made) -> None:
    from husay.store.team.thanks import thank, thanks

    for n in range(3):
        thank(of(made, "ben"), "ana", str(n), at(TODAY - timedelta(days=n)))
    assert [one.words for one in thanks(of(made, "dan"), newest=2)] == ["0", "1"]


def test_a_call_takes_no_nul_which_no_database_knows(made: Made) -> None:
    import json

    from django.test import Client

    from husay.access.role import Role
    from husay.store.records.models import User
    from tests.api.asking import API, token_of
    from tests.web.test_goals_page import served

    circle: dict[str, object] = {
        "stage": "price",
        "shower": "a",
        "learners": ["b"],
        "starts": "2025-01-02",
    }
    said: list[tuple[str, dict[str, object]]] = [
        ("team/thanks", {"to": "ben", "words": "a\0b"}),
        ("team/thanks", {"to": "b\0n", "words": "a"}),
        ("team/circles/1/answer", {"joins": False, "why": "a\0b"}),
        ("team/circles", circle | {"shower": "a\0"}),
        ("team/circles", circle | {"learners": ["b\0"]}),
    ]
    with served(made, Role.MANAGER, person="nia"):
        secret = token_of(User.objects.get(person="nia"))
        for path, given in said:
            answer = Client().post(
                f"{API}{path}", json.dumps(given), content_type="application/json",
                headers={"Authorization": f"Bearer {secret}"},
            )  # fmt: skip
            assert answer.status_code == 422, (path, given)
            assert {one["code"] for one in answer.json()["problems"]} == {"call-part"}


def test_a_board_reads_no_more_thanks_than_it_tells(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    from husay.store.records.models import TeamThanks
    from husay.store.team.board import board
    from husay.team.board import MOST_THANKS, OF_PEOPLE

    first = AT - timedelta(days=OF_PEOPLE - 1)
    for n, day in enumerate((first - timedelta(days=1), first, *[AT] * 20)):
        TeamThanks.objects.create(by="user:1", to="ben", words=f"thanks {n}", at=day)
    read, plain = list[object](), TeamThanks.from_db

    def counted(*given: Any) -> TeamThanks:
        read.append(given)
        return plain(*given)

    monkeypatch.setattr(TeamThanks, "from_db", counted)
    found = board(of(made, "ops"))
    assert found is not None
    assert [one.text for one in found.thanks] == [f"thanks {n}" for n in range(21, 13, -1)]
    assert len(read) == MOST_THANKS
    TeamThanks.objects.filter(at=AT).delete()
    found = board(of(made, "ops"))
    assert found is not None
    assert [one.text for one in found.thanks] == ["thanks 1"]
