"""A month of a small demo company by `husay loop`: what it does once, what it never does, and what
it says when something cannot be done."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.running import run
from tests.loop.playing import begin, loop, next_files, opened, play

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from husay.access.role import Role
    from husay.loop import Told
    from husay.store.company import Company

pytestmark = pytest.mark.xdist_group("loop-month")

LINES, MONTH = 5_000, "2026-01"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """A company that has played January 2026, and what the loop said."""
    folder = tmp_path_factory.mktemp("month") / "demo"
    begin(folder, LINES, "2025-12")
    return folder, play(folder, MONTH)


def records(folder: Path) -> dict[str, int]:
    """How many rows each table of the records has."""
    from django.apps import apps

    opened(folder)
    return {
        m.__name__: m._default_manager.count() for m in apps.get_app_config("records").get_models()
    }


def step(told: Any, name: str) -> Any:
    return next(one for one in told["steps"] if one["step"] == name)


def test_what_waited_is_in_the_book_and_the_month_is_told(played: tuple[Path, Any]) -> None:
    _folder, told = played
    assert "new rows" in step(told, "bring-in")["sentence"]
    assert re.match("January (ended|stands) at ₱", step(told, "track")["sentence"])
    assert "2 pay runs end in January 2026; drafts: 2" in step(told, "pay")["sentence"]
    assert told["problems"] == []


def test_with_little_data_there_is_a_published_plan_of_goals_all_the_same(
    played: tuple[Path, Any],
) -> None:
    """Two of its quarters are over by July at the earliest."""
    from husay.store.goal_plans import opened as opened_plan
    from husay.store.goal_plans import plans

    folder, told = played
    company = opened(folder)
    assert [(row.name, row.state) for row in plans(company)] == [("Gross margin 2026", "published")]
    lowest = opened_plan(company, 1).plan.lowest
    assert len(lowest) == 8
    assert all(node.value > 0 for node in lowest)
    assert step(told, "raise")["sentence"].startswith("No published plan of goals has come far")


def test_what_waits_says_for_whom(played: tuple[Path, Any]) -> None:
    rows = played[1]["rows"]
    runs = [row for row in rows if row["what"] == "run"]
    assert {(row["whom"], row["act"]) for row in runs} == {("compensation", "review")}
    assert {row["mine"] for row in rows} == {0}, "nothing waits for the operator in particular"


def test_a_run_is_a_draft_that_nobody_has_approved(played: tuple[Path, Any]) -> None:
    from husay.store.records.models import PayEntry, PayRun

    opened(played[0])
    assert {(run.state, run.revision) for run in PayRun.objects.all()} == {("calculated", 1)}
    assert not PayEntry.objects.exists()


def test_run_twice_it_changes_nothing(played: tuple[Path, Any]) -> None:
    folder, first = played
    before = records(folder)
    again = loop(folder, "--month", MONTH)
    assert records(folder) == before
    assert again["snapshot"] == first["snapshot"]
    changed = {one["step"] for one, then in zip(again["steps"], first["steps"], strict=True)
               if one != then}  # fmt: skip
    assert changed == {"bring-in"}
    assert step(again, "bring-in")["sentence"] == "Nothing new has come in."


def test_an_older_month_can_be_gone_through_again(played: tuple[Path, Any]) -> None:
    """The plans begin with January: nothing of December is worked out."""
    before = records(played[0])
    told = loop(played[0], "--month", "2025-12")
    assert step(told, "track")["sentence"].startswith("December ")
    assert records(played[0]) == before


def test_of_two_at_once_the_second_says_so(played: tuple[Path, Any]) -> None:
    from husay.store.lock import loop_lock

    with loop_lock(played[0]):
        told = loop(played[0], code=1)
    assert [p["code"] for p in told["problems"]] == ["month-is-played"]
    assert loop(played[0])["problems"] == []


@pytest.mark.parametrize(
    ("words", "code", "problem"),
    [
        (("--month", "2026"), 2, "month-not-one"),
        (("--month", "2026-01-05"), 2, "month-not-one"),
        (("--data", "demo"), 2, "option-pair"),
        (("--data", "=x"), 2, "option-pair"),
    ],
)
def test_what_is_typed_wrong_is_told(
    played: tuple[Path, Any], words: tuple[str, ...], code: int, problem: str
) -> None:
    assert [p["code"] for p in loop(played[0], *words, code=code)["problems"]] == [problem]


def test_what_cannot_be_brought_in_is_told_and_all_else_goes_on(
    played: tuple[Path, Any], tmp_path: Path
) -> None:
    told = loop(played[0], "--data", f"demo={tmp_path / 'nowhere'}", code=1)
    assert [p["code"] for p in step(told, "bring-in")["problems"]] == ["no-such-file"]
    assert len(told["steps"]) == 7
    assert not any(one["problems"] for one in told["steps"][1:])


def test_a_refused_import_waits_for_somebody(tmp_path: Path) -> None:
    """What is wrong with the files is told where they are brought in, and the rest goes on."""
    folder = tmp_path / "demo"
    begin(folder, LINES, "2025-12")
    next_files(folder, MONTH)
    sales = folder / "sources" / "demo" / "sale_lines.sql"
    sales.write_text("SELECT nothing FROM invoice_lines", encoding="utf-8")
    told = loop(folder, code=1)
    assert step(told, "bring-in")["problems"]
    assert "could not be brought in" in step(told, "bring-in")["sentence"]
    assert {"refused-import"} <= {row["what"] for row in told["rows"]}
    assert step(told, "track")["sentence"].startswith("December ")


def test_for_people_each_step_is_a_line(played: tuple[Path, Any]) -> None:
    done = run("--home", str(played[0]), "loop", "--month", MONTH)
    assert done.code == 0
    said = done.output.replace("\u00a0", " ")
    for title in ("Bring in:", "Set goals:", "Track:", "Catch:", "Coach:", "Pay:", "Raise the"):
        assert f"\n{title}" in f"\n{said}"
    assert "→ Compensation and finance: Field sales, January 2026: to be reviewed" in said


def test_a_user_does_what_they_may(played: tuple[Path, Any]) -> None:
    """An administrator brings data in and sees figures; pay and coaching are none of theirs."""
    done = run("--home", str(played[0]), "--as", "administrator@demo.invalid", "loop",
               "--format", "json")  # fmt: skip
    assert [one["step"] for one in done.json["steps"]] == ["bring-in", "set", "track", "catch"]
    refused = run("--home", str(played[0]), "--as", "seller@demo.invalid", "loop")
    assert refused.code == 1
    assert "does not let you" in refused.everything


@pytest.fixture
def look(played: tuple[Path, Any]) -> Callable[[Role], list[Told]]:
    """The month as the demo's user of a role sees it, at its end."""

    def told(role: Role) -> list[Told]:
        from husay.loop import month
        from husay.store.month.house import Looking

        return list(month(Looking(_seen_by(opened(played[0]), role))))

    return told


def _seen_by(company: Company, role: Role) -> Company:
    from datetime import date

    from husay.store.records.demo_users import demo_user
    from husay.store.records.users import viewer_of

    user = demo_user(role)
    assert user is not None
    return replace(company, viewer=viewer_of(user), today=date(2026, 1, 31))


SEES = {
    "seller": {"set", "track", "catch", "coach", "pay"},
    "manager": {"set", "track", "catch", "coach", "pay"},
    "executive": {"set", "track", "catch", "coach", "raise"},
    "compensation": {"bring-in", "set", "track", "catch", "pay", "raise"},
    "operations": {"track"},
    "administrator": {"bring-in", "set", "track", "catch"},
}
MAY_WAIT = {
    "seller": {"action", "plan", "answered-question", "goal"},
    "manager": {"signal", "person", "visit", "action", "follow-up", "plan", "goal",
                "answered-question"},
    "executive": {"signal", "goal", "bar"},
    "compensation": {"import", "refused-import", "goal", "run", "question", "bar"},
    "operations": set(),
    "administrator": {"import", "refused-import"},
}  # fmt: skip
"""What may ever wait for a role, or be shown to it as waiting for others."""


@pytest.mark.parametrize("name", SEES)
def test_each_role_sees_its_own_steps_and_nothing_of_others(
    look: Callable[[Role], list[Told]], name: str
) -> None:
    from husay.access.role import Role

    told = look(Role(name))
    assert {one.step for one in told} == SEES[name]
    assert {one.what for step in told for one in step.waits} <= MAY_WAIT[name]


def test_what_an_error_says_is_for_the_operator_and_the_log(played: tuple[Path, Any]) -> None:
    """An error may quote whatever was read: another's name, an amount, a query."""
    from husay.access.role import Role
    from husay.store.month.house import Looking

    company, wrong = opened(played[0]), ValueError("Ana Reyes sold 1,234.00")
    seen = {
        name: Looking(one).failed("catch", wrong).value
        for name, one in (("operator", company), ("seller", _seen_by(company, Role.SELLER)))
    }
    assert seen == {"operator": "ValueError: Ana Reyes sold 1,234.00", "seller": "ValueError"}


def test_a_manager_is_told_of_their_own_people_alone(
    look: Callable[[Role], list[Told]], played: tuple[Path, Any]
) -> None:
    from husay.access.role import Role
    from husay.store.coaching.people import Leading

    (coach,) = (one for one in look(Role.MANAGER) if one.step == "coach")
    leads = Leading(_seen_by(opened(played[0]), Role.MANAGER)).today
    assert coach.waits
    assert {one.about for one in coach.waits} <= leads


def test_a_seller_is_told_of_their_own_actions_alone(look: Callable[[Role], list[Told]]) -> None:
    from husay.access.role import Role
    from husay.store.records.models import CoachingAction

    (coach,) = (one for one in look(Role.SELLER) if one.step == "coach")
    assert coach.waits
    for one in coach.waits:
        assert one.mine
        assert one.about == ""
    numbers = {one.number for one in coach.waits}
    sellers = CoachingAction.objects.filter(plan__in=numbers).values_list("plan__seller", flat=True)
    assert len(set(sellers)) == 1


def test_a_token_with_the_right_to_milestones_alone_is_told_no_amounts(
    played: tuple[Path, Any],
) -> None:
    from husay.access.role import Right, Role
    from husay.loop import month
    from husay.store.month.house import Looking

    company = _seen_by(opened(played[0]), Role.EXECUTIVE)
    limited = replace(company.viewer, limit=frozenset({Right.SEE_MILESTONES}))
    (track,) = month(Looking(replace(company, viewer=limited)))
    assert (track.step, track.found, track.waits) == ("track", None, ())


def test_looking_changes_nothing(
    look: Callable[[Role], list[Told]], played: tuple[Path, Any]
) -> None:
    from husay.access.role import Role

    before = records(played[0])
    for role in Role:
        look(role)
    assert records(played[0]) == before


def test_a_run_worked_out_by_whoever_looks_is_not_theirs_to_approve(
    look: Callable[[Role], list[Told]], played: tuple[Path, Any]
) -> None:
    from husay.access.role import Role
    from husay.store.pay.steps import take_step
    from husay.store.records.models import PayRun

    company = _seen_by(opened(played[0]), Role.COMPENSATION)
    run = PayRun.objects.order_by("pk").first()
    assert run is not None
    take_step(company, run.pk, "review", run.digest, run.made)
    (pay,) = (one for one in look(Role.COMPENSATION) if one.step == "pay")
    acts = {one.number: (one.act, one.mine) for one in pay.waits if one.what == "run"}
    assert acts[run.pk] == ("approve", True), "the operator worked it out"
    take_step(company, run.pk, "send-back", run.digest, run.made, "again")


def test_the_demo_refuses_months_that_it_has_not(tmp_path: Path, played: tuple[Path, Any]) -> None:
    for month, code in (("2023-04", "2023-05 to 2026-11"), ("2026-12", "2023-05 to 2026-11")):
        done = run("demo", "--dir", str(played[0]), "--through", month, "--no-serve")
        assert done.code != 0
        assert code in done.everything
    bad = run("demo", "--dir", str(played[0]), "--through", "January", "--no-serve")
    assert bad.code == 2
    whole = tmp_path / "whole"
    made = run("demo", "--dir", str(whole), "--lines", "5000", "--no-serve")
    assert made.code == 0
    done = run("demo", "--dir", str(whole), "--through", "2026-01", "--no-serve")
    assert done.code != 0
    assert "all its months at once" in done.everything
