"""The goal workshop: what each may see and do, what is typed, pasted, mended, and published.

The company is `tests.goal_plans.small`: North (teams N1 with Ana and Ben, N2 with Cel) and South
(Dan, Eve); 15,000 are dealt by history as 900 : 300, 600 : 300, 4 : 2 and 1 : 2.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from husay.access.role import Role
from husay.access.viewer import operator
from husay.basics.period import Window
from tests.goal_plans.small import ONE, planned, small, viewed
from tests.measures.making import Made, copied
from tests.web.bringing import served

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

PLAN = "/goals/plans/1"
DEALT = {
    "company": 15_000, "N": 11_250, "S": 3_750, "N1": 7_500, "N2": 3_750,
    "N1/ana": 5_000, "N1/ben": 2_500, "N2/cel": 3_750, "S/dan": 1_250, "S/eve": 2_500,
}  # fmt: skip


@pytest.fixture(scope="module")
def first_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from django.db import connections

    made = small(tmp_path_factory.mktemp("small"))
    planned(viewed(made.company, Role.EXECUTIVE))
    connections.close_all()
    return made.folder


@pytest.fixture
def made(first_made: Path, tmp_path: Path) -> Made:
    return copied(first_made, tmp_path / "home")


@pytest.fixture
def client(made: Made) -> Iterator[Client]:
    with served(made.company) as client:
        yield client


def as_(role: Role, person: str = "", unit: str = "") -> Client:
    """A client signed in with one role."""
    from django.test import Client

    from husay.store.records.models import User
    from husay.store.records.users import give, new_user
    from tests.web.signing import AT

    email = f"{role.value}-{person}@husay.test"
    user = User.objects.filter(email=email).first()
    if user is None:
        user = new_user(email, "", person, at=AT)
        user.joined = AT
        user.save()
        give(user, role, operator("test"), AT, "", unit, place="cli")
    client = Client()
    client.force_login(user)
    return client


def goals(made: Made) -> dict[str, int]:
    """The newest version's goals in whole pesos."""
    from husay.store.goal_plans import opened as open_plan

    plan = open_plan(viewed(made.company, Role.EXECUTIVE), 1).plan
    return {node.key: node.value // ONE for node in plan.nodes}


def newest(made: Made) -> int:
    from husay.store.goal_plans import opened as open_plan

    return open_plan(viewed(made.company, Role.EXECUTIVE), 1).version


def change(client: Client, seen: int, do: str = "keep", **more: str) -> HttpResponse:
    form = {"seen": str(seen), "do": do} | more
    return client.post(f"{PLAN}/change", form)  # type: ignore[return-value]


def text(response: Any) -> str:
    """A page's text, spaces that do not break as plain ones."""
    said: str = response.content.decode()
    return said.replace("\xa0", " ").replace("&#x27;", "'")


def offered(made: Made) -> None:
    from husay.store.goal_plans import offer
    from tests.goal_plans.small import AT

    offer(viewed(made.company, Role.EXECUTIVE), 1, AT)


def test_a_plan_is_made_and_dealt_by_the_fair_rule_from_nothing_but_days(
    client: Client, made: Made
) -> None:
    """A year's total that would be fair: below the 14,400 of last year, in whole steps of 1,000."""
    from husay.store.goal_plans import opened as open_plan

    form = {"name": "Fair", "measure": "revenue", "window": "free", "from": "2025-01-01",
            "to": "2025-12-31", "total": "", "step": "10000000", "start": "fair"}  # fmt: skip
    response = client.post("/goals/plans/new", form)
    assert response.headers["Location"] == "/goals/plans/2"
    plan = open_plan(viewed(made.company, Role.EXECUTIVE), 2).plan
    leaves = [n.value for n in plan.nodes if n.key not in plan.below]
    assert sum(leaves) == plan.root.value
    assert 10_000 * ONE <= plan.root.value < 14_400 * ONE
    assert plan.root.value % (1_000 * ONE) == 0
    assert "is dealt in full" in text(client.get("/goals/plans/2"))


def test_all_that_is_wrong_with_a_new_plan_is_told_at_once_and_nothing_typed_is_lost(
    client: Client,
) -> None:
    form = {"name": "", "measure": "revenue", "window": "free", "from": "2025-13-01",
            "to": "soon", "total": "n/a", "start": "equal"}  # fmt: skip
    response = client.post("/goals/plans/new", form)
    said = text(response)
    assert response.status_code == 422
    for wrong in ("The plan has no name.", "2025-13-01", "soon", "n/a"):
        assert wrong in said
    assert 'value="soon"' in said
    assert 'value="equal" checked' in said.replace('id="start-equal" name="start" ', "")
    assert 'id="total" name="total" value="n/a"' in said


NEW = {"name": "Fair", "measure": "revenue", "window": "2025-01-01/2025-12-31", "total": "15,000",
       "step": "10000", "start": "fair"}  # fmt: skip


def plan_names() -> set[str]:
    from husay.store.records.models import GoalPlanRow

    return set(GoalPlanRow.objects.values_list("name", flat=True))


def test_the_days_of_a_new_plan_are_those_that_the_form_showed(client: Client, made: Made) -> None:
    """A form of the year before says 2025, and 2025 is planned: not the next year of whoever
    reads it. After a mistake the days are still chosen."""
    from husay.store.goal_plans import opened as open_plan

    form = text(client.get("/goals/plans/new"))
    assert "next-year" not in form
    assert client.post("/goals/plans/new", NEW).status_code == 302
    days = open_plan(viewed(made.company, Role.EXECUTIVE), 2).plan.window
    assert (str(days.start), str(days.end)) == ("2025-01-01", "2025-12-31")
    again = text(client.post("/goals/plans/new", NEW))
    assert "There is a plan “Fair” already." in again
    assert 'value="2025-01-01/2025-12-31" checked' in again


@pytest.mark.parametrize(
    ("field", "value"),
    [("window", ""), ("window", "next-year"), ("window", "2025-02-30/2025-03-31"),
     ("step", "7"), ("start", "luck"), ("scope", "planet"), ("measure", "luck")],
)  # fmt: skip
def test_what_a_new_plan_cannot_be_is_told_and_nothing_is_made(
    client: Client, made: Made, field: str, value: str
) -> None:
    response = client.post("/goals/plans/new", NEW | {field: value})
    assert response.status_code == 422
    assert plan_names() == {"2025"}


def test_a_new_plan_is_made_and_dealt_in_one_version(client: Client, made: Made) -> None:
    from husay.store.goal_plans import history

    client.post("/goals/plans/new", NEW | {"total": ""})
    planner = viewed(made.company, Role.EXECUTIVE)
    assert [(v.number, v.kind) for v in history(planner, 2)] == [(1, "made")]
    assert (
        client.post("/goals/plans/new", NEW | {"name": "Huge", "total": "9" * 16}).status_code
        == 422
    )
    assert plan_names() == {"2025", "Fair"}


def test_where_nothing_can_be_proposed_the_plan_is_dealt_by_history_and_that_is_told(
    client: Client, made: Made
) -> None:
    """A quarter is no year: 3,000 of it as 3 : 1 among North and South."""
    from husay.store.goal_plans import opened as open_plan

    quarter = {"window": "2025-01-01/2025-03-31", "total": "3,000"}
    client.post("/goals/plans/new", NEW | quarter)
    said = text(client.get("/goals/plans/2"))
    assert "Goals are proposed for a year, and the plan is over 90 days." in said
    assert "The plan is dealt by history, and not by the fair rule." in said
    plan = open_plan(viewed(made.company, Role.EXECUTIVE), 2).plan
    assert (plan.by_key["N"].value, plan.by_key["S"].value) == (2_250 * ONE, 750 * ONE)
    client.post("/goals/plans/new", NEW | quarter | {"name": "Open", "total": ""})
    said = text(client.get("/goals/plans/3"))
    assert "dealt by history, and" not in said
    assert open_plan(viewed(made.company, Role.EXECUTIVE), 3).plan.root.value == 0


def test_only_the_goals_of_a_year_are_compared_with_a_year(client: Client, made: Made) -> None:
    """Ana brought 4,800 in twelve months: 5,000 for a year is 4 % more, 1,000 for a quarter is
    nothing to hold beside them."""
    offered(made)
    assert "Dec 2023–Nov 2024 brought ₱4,800; the goal is +4 % on that." in text(
        goal(client, "N1/ana")
    )
    assert ">Dec 2023–Nov 2024</th>" in text(client.get(PLAN))
    client.post("/goals/plans/new", NEW | {"window": "2025-01-01/2025-03-31", "total": "3,000"})
    quarter = text(client.get("/goals/plans/2/goal?of=N1/ana"))
    assert "The last 12 months brought ₱4,800." in quarter
    assert "on that" not in quarter
    grid = text(client.get("/goals/plans/2"))
    assert ">Dec 2023–Nov 2024</th>" in grid
    assert ",last_12_months," in client.get("/goals/plans/2/goals.csv").content.decode()


def test_a_typed_goal_is_kept_and_the_others_follow(client: Client, made: Made) -> None:
    """Ana 6,000 of 7,500: Ben is left 1,500; nothing above moves."""
    response = change(client, 2, **{"g:N1/ana": "6,000"})
    assert response.status_code == 302
    assert goals(made) == DEALT | {"N1/ana": 6_000, "N1/ben": 1_500}
    assert "1 goal is kept; 1 other follows." in text(client.get(PLAN))


def test_several_goals_are_typed_at_once_also_one_above_another(client: Client, made: Made) -> None:
    """South 4,000 leaves North 11,000 (2 : 1 below); Dan 1k leaves Eve 3,000."""
    change(client, 2, **{"g:S": "4,000", "g:S/dan": "1k"})
    assert {key: goals(made)[key] for key in ("S", "N", "S/dan", "S/eve", "N1")} == {
        "S": 4_000, "N": 11_000, "S/dan": 1_000, "S/eve": 3_000, "N1": 7_333,
    }  # fmt: skip


def test_with_any_cell_unread_nothing_is_kept_and_every_cell_is_told_in_its_place(
    client: Client, made: Made
) -> None:
    typed = {"g:N1/ana": "6,000", "g:N1/ben": "lots", "g:S/dan": "€5"}
    response = change(client, 2, **typed)
    said = text(response)
    assert response.status_code == 422
    assert goals(made) == DEALT
    assert newest(made) == 2
    for shown in ("6,000", "lots", "€5"):
        assert f'value="{shown}"' in said
    assert said.count('aria-invalid="true"') == 2
    assert said.count("Ben Diaz</a>: <strong>") == 1


def test_somebody_elses_change_is_told_and_what_was_typed_is_still_there(
    client: Client, made: Made
) -> None:
    change(client, 2, **{"g:S/dan": "1,000"})
    response = change(client, 2, **{"g:N1/ana": "6,000"})
    said = text(response)
    assert response.status_code == 409
    assert goals(made)["N1/ana"] == 5_000
    assert 'value="6,000"' in said
    assert "dan: ₱1,250.00 → ₱1,000.00" in said or "dan: ₱1,250 → ₱1,000" in said
    assert 'name="seen" value="3"' in said
    assert change(client, 3, **{"g:N1/ana": "6,000"}).status_code == 302
    assert goals(made)["N1/ana"] == 6_000


def test_what_does_not_add_up_is_shown_with_buttons_that_mend_it(
    client: Client, made: Made
) -> None:
    """Dan and Eve by hand carry 3,500 of South's 3,750."""
    change(client, 2, **{"g:S/dan": "1,000", "g:S/eve": "2,500.00"})
    change(client, 3, "lock|S/eve", **{"g:S/eve": "2,500"})
    said = text(client.get(PLAN))
    assert "at <span" in said
    assert 'value="sum|S"' in said
    assert 'value="free||S"' in said
    assert 'value="unassign|S"' in said
    assert change(client, newest(made), "free||S").status_code == 302
    assert goals(made)["S/eve"] + goals(made)["S/dan"] == 3_750


def test_the_rest_may_be_left_unassigned(client: Client, made: Made) -> None:
    change(client, 2, **{"g:S/dan": "1,000", "g:S/eve": "2,400"})
    assert 'value="unassign|S"' in text(client.get(PLAN))
    change(client, 3, "unassign|S")
    said = text(client.get(PLAN))
    assert 'value="unassign|S"' not in said
    assert "is dealt in full" in said


def test_dealing_again_lets_held_goals_be_unless_they_are_let_go(
    client: Client, made: Made
) -> None:
    change(client, 2, **{"g:N1/ana": "6,000"})
    change(client, 3, "deal|equal|N1")
    assert (goals(made)["N1/ana"], goals(made)["N1/ben"]) == (6_000, 1_500)
    change(client, 4, "deal|equal|N1", **{"free:N1": "on"})
    assert (goals(made)["N1/ana"], goals(made)["N1/ben"]) == (3_750, 3_750)


def test_undo_takes_the_last_change_back_and_keeps_what_is_typed(
    client: Client, made: Made
) -> None:
    change(client, 2, **{"g:N1/ana": "6,000"})
    response = change(client, 3, "undo", **{"g:N1/ana": "6,000", "g:S/dan": "999"})
    assert goals(made) == DEALT
    assert 'value="999"' in text(response)


def test_a_reserve_needs_a_name_and_an_owner_and_is_stated_to_all(
    client: Client, made: Made
) -> None:
    """1,200 kept of 15,000: 13,800 are dealt 3 : 1."""
    change(client, 2, "reserve", **{"reserve-value": "1,200"})
    assert "has no name" in text(client.get(PLAN))
    change(client, 3, "reserve", **{"reserve-value": "1,200", "reserve-name": "Launch",
                                    "reserve-owner": "Mia"})  # fmt: skip
    assert (goals(made)["N"], goals(made)["S"]) == (10_350, 3_450)
    offered(made)
    assert "Reserve “Launch”, owned by Mia" in text(as_(Role.SELLER, "ana").get(PLAN))


@pytest.mark.parametrize(
    ("do", "field", "value", "label"),
    [("reserve", "reserve-value", "€500", "Reserve"),
     ("reserve", "reserve-value", "5OO", "Reserve"),
     ("over", "over-share", "4 of 100", "Over-assignment")],
)  # fmt: skip
def test_a_reserve_in_another_currency_is_not_read_and_fields_go_by_their_names(
    client: Client, made: Made, do: str, field: str, value: str, label: str
) -> None:
    response = change(client, 2, do, **{field: value, "reserve-name": "L", "reserve-owner": "Mia"})
    said = text(response)
    assert response.status_code == 422
    assert f'problem-kind">{label}<' in said
    assert f'value="{value}"' in said
    assert (goals(made), newest(made)) == (DEALT, 2)


def test_every_button_says_what_it_did(client: Client, made: Made) -> None:
    """Dan and Eve by hand carry 3,400 of South's 3,750; North's 11,250 stay with it."""
    change(client, 2, **{"g:S/dan": "1,000", "g:S/eve": "2,400"})
    for do, told in (
        ("unassign|S", "The rest is left unassigned."), ("undo", "was taken back"),
        ("sum|S", "The goal is what those below it carry together."),
        ("deal|equal|N1", "Done: 2 goals changed."), ("deal|equal|N1", "Nothing changed"),
        ("keep", "Nothing changed: the goals are so already."),
    ):  # fmt: skip
        change(client, newest(made), do)
        assert told in text(client.get(PLAN)), do
    table = {"seen": str(newest(made)), "table": "S/dan\t1000\n"}
    client.post(f"{PLAN}/table", table)
    said = text(client.get(PLAN))
    assert "Nothing changed: the goals are so already." in said
    assert "0 goals" not in said


def test_a_button_says_whose_goals_move_with_it_and_everything_can_be_added_up_instead(
    client: Client, made: Made
) -> None:
    """Dan and Eve by hand carry 3,400 of South's 3,750: with South at 3,400 North has 11,600; or
    South 3,400 and North's 11,250 make 14,650 in all."""
    change(client, 2, **{"g:S/dan": "1,000", "g:S/eve": "2,400"})
    said = text(client.get(PLAN))
    assert "Make the goal of South ₱3,400; what is left over goes to North" in said
    assert "Add everything up from the lowest goals: ₱14.7 K in all" in said
    change(client, 3, "sum|S")
    told = text(client.get(PLAN))
    assert "North: ₱11,250 → ₱11,600" in told
    assert "South: ₱3,750 → ₱3,400" in told
    change(client, 4, "undo")
    change(client, 5, "all|")
    assert "The company: ₱15,000 → ₱14,650" in text(client.get(PLAN))
    assert goals(made) == DEALT | {"company": 14_650, "S": 3_400, "S/dan": 1_000, "S/eve": 2_400}


def test_what_is_agreed_wants_a_reason_and_that_stands_beside_the_buttons(
    client: Client, made: Made
) -> None:
    """Ana agreed. A change of hers wants words, and the field above takes them."""
    assert 'id="why"' not in text(client.get(PLAN))
    offered(made)
    goal(as_(Role.SELLER, "ana"), "N1/ana", act="agree")
    refused = text(change(client, 2, "deal|equal|N1"))
    assert "This changes what is agreed already: Ana Cruz." in refused
    assert re.search(r'id="why"[^>]*aria-invalid="true"', refused)
    assert goals(made) == DEALT
    assert change(client, 2, "deal|equal|N1", why="half each").status_code == 302
    assert goals(made)["N1/ana"] == 3_750
    assert change(client, 3, "undo").status_code == 302
    page = text(client.get(PLAN))
    assert "1</span> of" in page
    assert "Take the fair rule for those not agreed" in page


def test_whose_answer_is_awaited_reads_it_first_and_later_what_is_to_come(
    client: Client, made: Made
) -> None:
    """A plan for the year after the one in which the test is run: its days are to come."""
    from husay.goals.cascade import cascade
    from husay.store.goal_plans import create, offer, publish
    from tests.goal_plans.small import AT

    ana, director = as_(Role.SELLER, "ana"), viewed(made.company, Role.EXECUTIVE)
    year = datetime.now(UTC).year + 1
    window = Window(date(year, 1, 1), date(year, 12, 31))
    create(director, "soon", "revenue", window, at=AT, total=15_000 * ONE, step=ONE, how=cascade)
    assert "waits for your answer" not in text(ana.get("/"))
    offer(director, 2, AT)
    for address in ("/", "/goals"):
        assert f"Your goal for {year} waits for your answer: ₱5,000." in text(ana.get(address))
    publish(director, 2, 1, "go", AT)
    for address in ("/", "/goals"):
        said = text(ana.get(address))
        assert "waits for your answer" not in said
        assert f"Your goal for {year}: ₱5,000." in said
    page = text(client.get("/goals/plans/2"))
    assert "is published" in page
    assert "decided by the planner" in page


def test_who_may_not_begin_a_plan_reads_who_may(made: Made, client: Client) -> None:
    said = text(as_(Role.ADMINISTRATOR).get("/goals/plans"))
    assert "Goals are planned by an executive or by compensation." in said
    assert "People and roles" in said


def test_what_does_not_add_up_cannot_be_published(client: Client, made: Made) -> None:
    assert ">Publish</button>" in text(client.get(f"{PLAN}/publish"))
    change(client, 2, **{"g:S/dan": "1,000", "g:S/eve": "2,400"})
    said = text(client.get(f"{PLAN}/publish"))
    assert "Publishing waits until the goals add up." in said
    assert ">Publish</button>" not in said


def test_over_assignment_is_capped_and_told(client: Client, made: Made) -> None:
    change(client, 2, "over", **{"over-level": "team", "over-share": "4 %"})
    assert goals(made)["N1/ana"] + goals(made)["N1/ben"] == 7_800
    change(client, 3, "over", **{"over-level": "team", "over-share": "6"})
    assert "is more than the" in text(client.get(PLAN))


@pytest.mark.parametrize(
    "table",
    [
        "Ana Cruz\t6000\nN2/cel\t3,000.50\n",
        "whose,goal\nAna Cruz,6000\nN2/cel,3000.50\n",
        "goal_of,name,level,goal\nN1/ana,x,seller,6000\nN2/cel,,seller,3000.50\nS/dan,,seller,\n",
    ],
)
def test_a_table_is_put_into_the_plan(client: Client, made: Made, table: str) -> None:
    response = client.post(f"{PLAN}/table", {"seen": "2", "table": table})
    assert response.status_code == 302, text(response)
    assert goals(made)["N1/ana"] == 6_000
    assert goals(made)["N2/cel"] == 3_000  # and a half
    assert goals(made)["S/dan"] == DEALT["S/dan"]


def test_all_mistakes_of_a_table_are_told_with_row_and_remedy_and_it_stays(
    client: Client, made: Made
) -> None:
    table = "Ana Cruz\t6000\nNobody\t5\nBen Diaz\tmany\n"
    response = client.post(f"{PLAN}/table", {"seen": "2", "table": table})
    said = text(response)
    assert response.status_code == 422
    assert goals(made) == DEALT
    assert "row 2" in said
    assert "row 3" in said
    assert "“Nobody”" in said
    assert "Ben Diaz\tmany" in said


@pytest.mark.parametrize("amount", ["6OOO", "#REF!", "6 thousand"])
def test_a_first_row_that_names_somebody_is_their_goal_and_no_header(
    client: Client, made: Made, amount: str
) -> None:
    """What cannot be read in it is told, and the rows below are not put in without it."""
    sent = {"seen": "2", "table": f"Ana Cruz\t{amount}\nBen Diaz\t1,000.50\n"}
    said = text(client.post(f"{PLAN}/table", sent))
    assert goals(made) == DEALT
    assert f"“{amount}”" in said
    assert "row 1" in said


def test_whatever_amount_somebody_has_in_the_first_row_is_theirs(
    client: Client, made: Made
) -> None:
    """2025 is the plan's window, and what Ana is asked for; 6.000,50 has the other signs."""
    client.post(f"{PLAN}/table", {"seen": "2", "table": "Ana Cruz\t2025\n"})
    assert goals(made)["N1/ana"] == 2_025
    client.post(f"{PLAN}/table", {"seen": "3", "table": "Ana Cruz\t6.000,50\nS/dan\t1\n"})
    assert goals(made)["N1/ana"] == 6_000  # and a half


@pytest.mark.parametrize("first", ["whose\tgoal", "\t2025", "Name\tGoal in ₱", "name\tNov–Dec"])
def test_a_first_row_that_names_nobody_and_no_amount_is_a_header(
    client: Client, made: Made, first: str
) -> None:
    client.post(f"{PLAN}/table", {"seen": "2", "table": f"{first}\nAna Cruz\t6000\n"})
    assert goals(made)["N1/ana"] == 6_000


def test_a_first_row_with_a_name_that_nobody_has_is_told(client: Client, made: Made) -> None:
    said = text(client.post(f"{PLAN}/table", {"seen": "2", "table": "Ana Crus\t6OOO\nN\t1\n"}))
    assert goals(made) == DEALT
    assert "“Ana Crus”" in said
    assert "“6OOO”" in said


def test_what_is_pasted_into_the_grid_is_read_by_key_or_name_and_not_kept(
    client: Client, made: Made
) -> None:
    """The goals of a table as they are typed, also those that the plan has already."""
    pasted = f"{PLAN}/pasted"
    answer = client.post(pasted, {"table": "N1/ben\t1500\nana  cruz\t5,000.50\nNorth\t11250"})
    assert answer.json() == {
        "goals": {"g:N1/ben": "1,500", "g:N1/ana": "5,000.5", "g:N": "11,250"}, "told": [],
    }  # fmt: skip
    wrong = client.post(pasted, {"table": "Zoe\t1\nBen Diaz\tlots\nS\t5"})
    assert (wrong.status_code, wrong.json()["goals"]) == (422, {})
    assert ["Zoe" in wrong.json()["told"][0], "lots" in wrong.json()["told"][1]] == [True, True]
    assert (goals(made), newest(made)) == (DEALT, 2)


def test_the_file_that_is_downloaded_can_be_given_back(client: Client, made: Made) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = client.get(f"{PLAN}/goals.csv").content.decode()
    assert "N1/ana,Ana Cruz,seller,N1,4800.00," in file
    changed = file.replace(",5000.00,history", ",6000.00,history", 1)
    assert changed != file
    sent = {"seen": "2", "file": SimpleUploadedFile("goals.csv", changed.encode())}
    response = client.post(f"{PLAN}/table", sent)
    assert response.status_code == 302, text(response)
    assert goals(made)["N1/ana"] == 6_000


def test_the_file_has_the_fair_rule_of_units_and_the_company_too(
    client: Client, made: Made
) -> None:
    """What it asks of the lowest sums up to the units above and to the 15,000 of the company."""
    rows = client.get(f"{PLAN}/goals.csv").content.decode("utf-8-sig").splitlines()
    found = list(csv.DictReader(rows))
    fair = {row["goal_of"]: Decimal(row["fair_rule"]) for row in found}
    assert fair["company"] == fair["N"] + fair["S"] == 15_000
    assert fair["N1"] == fair["N1/ana"] + fair["N1/ben"]
    assert fair["S"] == fair["S/dan"] + fair["S/eve"]


def test_the_months_sum_both_ways(made: Made, client: Client) -> None:
    from husay.store.goal_plans import monthly

    found = monthly(viewed(made.company, Role.EXECUTIVE), 1)
    for key, below in found.plan.below.items():
        for month in range(12):
            assert found.rows[key][month] == sum(found.rows[n.key][month] for n in below)
    assert {k: sum(row) // ONE for k, row in found.rows.items()} == DEALT
    assert text(client.get(f"{PLAN}/months")).count("<tr>") == 11


def test_the_checks_stand_beside_last_year_and_more_before_publication(client: Client) -> None:
    said = text(client.get(f"{PLAN}/publish"))
    for words in ("of 100 reach theirs", "These goals", "Fair rule", "Last year and so much more",
                  "60 % to 70 %", "35 % to 85 %"):  # fmt: skip
        assert words in said


def test_publishing_wants_a_reason_and_tells_what_changed(client: Client, made: Made) -> None:
    response = client.post(f"{PLAN}/publish", {"seen": "2", "reason": ""})
    assert response.status_code == 422
    done = client.post(f"{PLAN}/publish", {"seen": "2", "reason": "agreed in March"})
    assert done.status_code == 302
    said = text(client.get(PLAN))
    assert "The goals are published, month by month: 120 new." in said
    rows = made.snapshot.run("SELECT SUM(value) FROM goals WHERE scope = 'seller'")
    assert rows == [(15_000 * ONE,)]


def test_a_plan_that_was_changed_meanwhile_is_not_published(client: Client, made: Made) -> None:
    change(client, 2, **{"g:N1/ana": "6,000"})
    response = client.post(f"{PLAN}/publish", {"seen": "2", "reason": "now"})
    assert response.status_code == 422
    assert 'value="now"' in text(response)
    assert "goals" not in made.snapshot.shape.tables or not made.snapshot.run(
        "SELECT * FROM goals WHERE scope = 'seller'"
    )


def goal(client: Client, key: str, **form: str) -> HttpResponse:
    """The page of a goal; with `form`, what is answered there, by who looked at it just now."""
    query = urlencode({"of": key})
    if form:
        found = re.search(r'name="seen" value="([^"]*)"', text(client.get(f"{PLAN}/goal?{query}")))
        form = {"seen": found.group(1) if found else "", **form}
        return client.post(f"{PLAN}/goal?{query}", form)  # type: ignore[return-value]
    return client.get(f"{PLAN}/goal?{query}")  # type: ignore[return-value]


def test_a_goal_is_talked_over_until_it_is_agreed(client: Client, made: Made) -> None:
    offered(made)
    ana, mia = as_(Role.SELLER, "ana"), as_(Role.MANAGER, "mia")
    assert goal(ana, "N1/ana", act="counter", value="4,500", words="").status_code == 422
    said = text(goal(ana, "N1/ana", act="counter", value="45oo", words="one shop closed"))
    assert 'value="45oo"' in said
    assert "one shop closed</textarea>" in said
    answer = goal(ana, "N1/ana", act="counter", value="4,500", words="one shop closed")
    assert answer.status_code == 302
    assert "they propose ₱4" in text(mia.get(PLAN))
    assert goal(mia, "N1/ana", act="accept").status_code == 302
    assert goals(made)["N1/ana"] == 4_500
    assert 'value="sum|N1"' in text(client.get(PLAN))


def test_nobody_agrees_by_a_form_to_a_goal_that_they_did_not_see(
    client: Client, made: Made
) -> None:
    """Ana's page is open at 5,000 when the planner sets 9,000."""
    offered(made)
    ana = as_(Role.SELLER, "ana")
    assert 'name="seen" value="50000000"' in text(goal(ana, "N1/ana"))
    change(client, 2, **{"g:N1/ana": "9,000"})
    refused = goal(ana, "N1/ana", act="agree", seen="50000000")
    assert refused.status_code == 422
    assert "For Ana Cruz you saw ₱5,000; by now it is ₱9,000." in text(refused)
    for nothing in ("", "x", "5000.0", "1" * 30):
        assert goal(ana, "N1/ana", act="agree", seen=nothing).status_code == 422
    assert "agreed" not in text(goal(ana, "N1/ana"))
    assert goal(ana, "N1/ana", act="agree", seen="90000000").status_code == 302
    assert "₱9,000" in text(goal(ana, "N1/ana")).split("What was said")[1]


def test_what_was_agreed_changes_only_with_a_reason_and_is_taken_up_again(
    client: Client, made: Made
) -> None:
    offered(made)
    ana = as_(Role.SELLER, "ana")
    assert goal(ana, "N1/ana", act="agree").status_code == 302
    assert "1</span> of" in text(client.get(PLAN))
    refused = change(client, 2, **{"g:N1/ana": "5,100"})
    assert refused.status_code == 422
    assert 'value="5,100"' in text(refused)
    assert goals(made) == DEALT
    assert change(client, 2, **{"g:N1/ana": "5,100", "reason": "a new shop"}).status_code == 302
    assert "a new shop" in text(goal(ana, "N1/ana"))
    assert "in discussion" in text(ana.get(PLAN))


def test_a_manager_moves_within_a_tenth_and_the_sum_stays(client: Client, made: Made) -> None:
    """Ana 5,000 and Ben 2,500: at most 250 from either to the other."""
    offered(made)
    mia = as_(Role.MANAGER, "mia")
    url = f"{PLAN}/move?of=N1"
    assert "by 10 % at most" in text(goal(mia, "N1"))
    wrong = mia.post(url, {"seen": "2", "m:N1/ana": "4,600", "m:N1/ben": "2,750", "reason": ""})
    assert wrong.status_code == 422
    assert 'value="4,600"' in text(wrong)
    form = {"seen": "2", "m:N1/ana": "4,750", "m:N1/ben": "2,750", "reason": "a route moves"}
    assert mia.post(url, form).status_code == 302
    assert goals(made) == DEALT | {"N1/ana": 4_750, "N1/ben": 2_750}


def test_a_move_never_takes_back_what_somebody_else_changed_meanwhile(
    client: Client, made: Made
) -> None:
    """Mia looks at version 2 and moves 100 from Ana to Ben; meanwhile the planner gives Cel
    4,000 and Ana 4,900, so that N1 has 7,250 and Ben 2,350 of it. Ben, whom she did not touch in
    her second form, keeps what he has now."""
    offered(made)
    mia = as_(Role.MANAGER, "mia")
    url = f"{PLAN}/move?of=N1"
    change(client, 2, **{"g:N2": "4,000", "g:N1/ana": "4,900"})
    assert goals(made)["N1/ben"] == 2_350
    form = {"seen": "2", "m:N1/ana": "4,900", "m:N1/ben": "2,500", "reason": "a route moves"}
    refused = mia.post(url, form)
    said = text(refused)
    assert refused.status_code == 409
    assert "Ben Diaz: ₱2,500.00 → ₱2,350.00" in said or "Ben Diaz: ₱2,500 → ₱2,350" in said
    assert 'name="m:N1/ana" value="4,900"' in said
    assert 'name="m:N1/ben" value="2,350"' in said
    assert 'name="seen" value="3"' in said
    assert 'value="a route moves"' in said


@pytest.mark.parametrize("seen", ["", "two", "-2", "2 2", "9" * 40])
def test_a_form_that_does_not_say_what_was_seen_changes_nothing(
    client: Client, made: Made, seen: str
) -> None:
    offered(made)
    mia = as_(Role.MANAGER, "mia")
    form = {"seen": seen, "m:N1/ana": "4,950", "m:N1/ben": "2,550", "reason": "a route moves"}
    typed = {"seen": seen, "do": "keep", "g:N1/ana": "6,000"}
    table = {"seen": seen, "table": "Ana Cruz\t6000\n"}
    for answer in (
        mia.post(f"{PLAN}/move?of=N1", form), client.post(f"{PLAN}/change", typed),
        client.post(f"{PLAN}/table", table), client.post(f"{PLAN}/change", typed | {"do": "undo"}),
        client.post(f"{PLAN}/publish", {"seen": seen, "reason": "now"}),
    ):  # fmt: skip
        assert answer.status_code == 422
        assert "does not say which version" in text(answer)
    assert goals(made) == DEALT


def test_whoever_has_no_part_in_a_plan_finds_none(client: Client, made: Made) -> None:
    """A draft is for planners; open, a seller sees their own goal and the company's total."""
    ana = as_(Role.SELLER, "ana")
    assert ana.get(PLAN).status_code == 404
    assert text(ana.get("/goals/plans")).count("<tbody>") == 0
    offered(made)
    said = text(ana.get(PLAN))
    assert "Ana Cruz" in said
    assert "Ben Diaz" not in said
    assert "14,400" not in said
    assert goal(ana, "N1/ben").status_code == 404
    assert ana.get(f"{PLAN}/publish").status_code == 403
    assert change(ana, 2, **{"g:N1/ana": "1"}).status_code == 403
    assert goals(made) == DEALT


def test_a_manager_sees_their_units_and_nothing_beside_them(client: Client, made: Made) -> None:
    offered(made)
    said = text(as_(Role.MANAGER, "sam").get(PLAN))
    assert "South" in said
    assert "North" not in said
    assert "Ana Cruz" not in said


def test_operations_and_signed_out_see_no_plan(client: Client) -> None:
    from django.test import Client

    assert as_(Role.OPERATIONS).get("/goals/plans").status_code == 403
    assert Client().get("/goals/plans").status_code == 302


def test_a_plan_of_any_measure_and_scope_is_worked_on(client: Client, made: Made) -> None:
    form = {"name": "Pieces", "measure": "orders", "window": "2027-01-01/2027-03-31",
            "total": "120", "step": "10000", "start": "equal"}  # fmt: skip
    assert client.post("/goals/plans/new", form).status_code == 302
    said = text(client.get("/goals/plans/2"))
    assert "Goals are proposed for a year" in said
    assert 'value="60"' in said


def test_versions_say_who_did_what_and_why(client: Client) -> None:
    change(client, 2, **{"g:N1/ana": "6,000", "reason": "she has a new shop"})
    said = text(client.get(f"{PLAN}/versions"))
    assert "she has a new shop" in said
    assert "Ana Cruz: ₱5,000 → ₱6,000" in said


def test_the_next_bars_show_their_terms_or_teach(client: Client, made: Made) -> None:
    assert "No goals are published yet" in text(client.get("/goals/raise"))
    client.post(f"{PLAN}/publish", {"seen": "2", "reason": "agreed"})
    said = text(client.get("/goals/raise"))
    assert "There is no next bar to tell yet." in said


def called(made: Made, method: str, path: str, *rights: str, **body: object) -> tuple[int, Any]:
    """A call's status and answer, with a token of an executive that has these rights."""
    from datetime import UTC, datetime

    from django.test import Client

    from husay.access.role import Right
    from husay.store.records.tokens import make_token
    from tests.web.signing import user_with

    owner = user_with(Role.EXECUTIVE, email="tokens@husay.test")
    given = [Right(r) for r in rights]
    secret = make_token(owner, "t", given, 7, datetime.now(UTC), place="web")[1]
    headers = {"Authorization": f"Bearer {secret}"}
    client, url = Client(), f"/api/v1{path}"
    if method == "put":
        response = client.put(url, body, "application/json", headers=headers)
    else:
        response = client.get(url, headers=headers)
    return response.status_code, response.json()


def test_a_program_reads_plans_and_sets_goals_with_a_token_that_may(
    client: Client, made: Made
) -> None:
    assert called(made, "get", "/plans", "see-figures", "see-goals")[1]["rows"] == []  # a draft
    offered(made)
    status, listed = called(made, "get", "/plans", "see-figures", "see-goals")
    assert status == 200
    assert [(row["plan"], row["version"]) for row in listed["rows"]] == [(1, 2)]
    status, read = called(made, "get", "/plans/1/values", "see-figures", "see-goals")
    assert (status, read["version"], read["count"]) == (200, 2, 10)
    given = {"seen": 2, "values": {"N1/ana": "6000.00"}, "reason": "from the planning tool"}
    assert called(made, "put", "/plans/1/values", "see-figures", "see-goals", **given)[0] == 403
    status, done = called(
        made, "put", "/plans/1/values", "see-figures", "see-goals", "set-goals", **given
    )
    assert (status, done["version"], done["problems"]) == (200, 3, [])
    assert goals(made) == DEALT | {"N1/ana": 6_000, "N1/ben": 1_500}
    assert (
        called(made, "put", "/plans/1/values", "see-figures", "see-goals", "set-goals", **given)[0]
        == 409
    )


def test_a_call_with_mistakes_is_told_all_of_them_and_sets_nothing(
    client: Client, made: Made
) -> None:
    given = {"seen": 2, "values": {"N1/ana": "6,000", "nobody": "1.00", "N1/ben": "x"}}
    status, told = called(
        made, "put", "/plans/1/values", "see-figures", "see-goals", "set-goals", **given
    )
    assert status == 422
    assert [(p["code"], p["place"]["column"]) for p in told["problems"]] == [
        ("amount-unreadable", "N1/ana"),
        ("goal-unknown", "nobody"),
        ("amount-unreadable", "N1/ben"),
    ]
    assert goals(made) == DEALT
    assert called(made, "get", "/plans/7/values", "see-figures", "see-goals")[0] == 404


def test_who_hears_a_goal_hears_what_is_wrong_below_it_and_the_keys(client: Client) -> None:
    change(client, 2, **{"g:S/dan": "1,000", "g:S/eve": "2,000"})
    said = text(client.get(PLAN))
    described = dict(re.findall(r'name="(g:[^"]*)"[^>]*aria-describedby="([^"]*)"', said))
    assert list(described) == ["g:S"]
    assert f'<span class="field-fault" id="{described["g:S"]}">' in said
    assert 'aria-describedby="keys"' in said
    assert "Ctrl+Enter" in re.findall(r'id="keys">([^<]*)<', said)[0]


MOST_QUERIES = {"/goals/plans": 15, PLAN: 16, f"{PLAN}/goal?of=N1/ana": 24}
"""How many queries of the records a page may take; to be lowered whenever it takes fewer."""
A_PLAN_MORE = 8


def queries(client: Client, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_a_page_takes_no_more_queries_than_it_did(client: Client, made: Made) -> None:
    for address, most in MOST_QUERIES.items():
        client.get(address)
        assert queries(client, address) <= most, address
    alone = queries(client, "/goals/plans")
    for name in ("second", "third"):
        planned(viewed(made.company, Role.EXECUTIVE), name)
    assert queries(client, "/goals/plans") <= alone + 2 * A_PLAN_MORE
