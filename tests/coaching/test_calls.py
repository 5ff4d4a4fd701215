"""The calls of coaching give what the commands give, to whom they are for."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tests.cli.running import run
from tests.coaching.team import NEW, at, of, plan, visit
from tests.measures.making import Made
from tests.web.exploring import served

if TYPE_CHECKING:
    from django.test import Client


def _token(who: str) -> str:
    """A token of somebody of the cast with every right that it may have."""
    from husay.store.records.models import User
    from husay.store.records.tokens import GIVEN, make_token
    from husay.store.records.users import viewer_of

    now = datetime.now(UTC)
    User.objects.filter(email=f"{who}@husay.test").update(joined=now - timedelta(days=9))
    user = User.objects.get(email=f"{who}@husay.test")
    rights = [right for right in GIVEN if right in viewer_of(user).rights]
    return make_token(user, "t", rights, 7, now, place="web")[1]


def _called(client: Client, who: str, path: str) -> tuple[int, dict[str, Any]]:
    headers = {"Authorization": f"Bearer {_token(who)}"}
    answer = client.get(f"/api/v1/coaching/{path}", headers=headers)
    return answer.status_code, dict(answer.json())


def _told(made: Made, who: str, *words: str) -> dict[str, Any]:
    done = run(
        "--home", str(made.folder), "--as", f"{who}@husay.test", "coach", *words, "--format", "json"
    )
    assert done.code == 0, done.everything
    return dict(json.loads(done.output))


def test_the_calls_give_what_the_commands_give_and_no_words(made: Made) -> None:
    from django.test import Client

    from husay.store.coaching.notes import write
    from husay.store.coaching.plans import create, take_on
    from husay.store.coaching.visits import keep

    nia, sam = of(made, "nia"), of(made, "sam")
    keep(nia, visit("ana", NEW, work_on="SECRET"), at(NEW))
    begun = create(nia, plan(agenda="SECRET"), at(NEW))
    take_on(nia, begun.number, 1, "running", "", at(NEW))
    write(nia, "ana", "SECRET", at(NEW), plan=begun.number)
    others = create(sam, plan("dan"), at(NEW)).number
    for who in ("ana", "exe", "ops"):
        of(made, who)
    with served(made):
        client = Client()
        for path, words in (
            ("week", ("week",)), ("effects", ("effect",)),
            (f"effects?plan={begun.number}", ("effect", "--plan", str(begun.number))),
        ):  # fmt: skip
            status, called = _called(client, "nia", path)
            told = _told(made, "nia", *words)
            assert status == 200
            assert called["rows"] == told["rows"] != []
            assert called["sentence"] == told["sentence"]
            assert {key: told[key] for key in called["facts"]} == called["facts"]
            assert "SECRET" not in str(called)
        assert _called(client, "nia", f"effects?plan={others}")[0] == 404
        assert _called(client, "exe", "effects")[0] == 200
        for who, path in (("ana", "week"), ("ana", "effects"), ("exe", "week"), ("ops", "effects")):
            assert _called(client, who, path)[0] == 403, (who, path)
