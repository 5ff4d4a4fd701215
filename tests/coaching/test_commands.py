"""`husay coach`: what it lists, for whom, and that no words are in it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from tests.cli.running import run
from tests.coaching.team import NEW, TODAY, at, of, plan, visit
from tests.measures.making import Made


def told(made: Made, who: str, *words: str) -> dict[str, Any]:
    done = run(
        "--home", str(made.folder), "--as", f"{who}@husay.test", "coach", *words, "--format", "json"
    )
    assert done.code == 0, done.everything
    assert "SECRET" not in done.everything
    return dict(json.loads(done.output))


def coached(made: Made) -> Made:
    from husay.store.coaching.notes import write
    from husay.store.coaching.plans import create
    from husay.store.coaching.visits import keep
    from husay.store.records.models import User

    nia = of(made, "nia")
    keep(nia, visit("ana", NEW, (1, 2, None), work_on="SECRET"), at(NEW))
    create(nia, plan(agenda="SECRET", practice="next-step"), at(NEW))
    write(nia, "ana", "SECRET", at(NEW))
    for who in ("ana", "sam"):
        of(made, who)
    User.objects.update(joined=at(TODAY - timedelta(days=9)))
    return made


def test_a_manager_has_their_peoples_plans_and_visits_and_another_has_none(made: Made) -> None:
    coached(made)
    (row,) = told(made, "nia", "plans")["rows"]
    assert (row["seller"], row["seller_name"], row["stage"], row["state"], row["actions"]) == (
        "ana", "Ana Cruz", "closing", "planned", 0,
    )  # fmt: skip
    (row,) = told(made, "nia", "visits", "--seller", "ana")["rows"]
    assert (row["day"], row["area"], row["score"]) == (NEW.isoformat(), "closing", "1.50")
    week = told(made, "nia", "week")
    assert {row["seller"] for row in week["rows"]} == {"ana", "ben", "cel"}
    assert week["agenda"]["ben"][-1] == "Agree on one thing to do, and on a day."
    assert len(told(made, "nia", "plans", "--limit", "1")["rows"]) == 1
    assert told(made, "sam", "plans")["rows"] == told(made, "sam", "visits")["rows"] == []


def test_a_seller_is_refused(made: Made) -> None:
    coached(made)
    for words in ("plans", "visits", "week"):
        done = run("--home", str(made.folder), "--as", "ana@husay.test", "coach", words)
        assert done.code != 0
        assert "does not let you" in done.everything
