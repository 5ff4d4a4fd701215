"""The pages of coaching answer what is sent to them: kept, refused with what was typed, or not
there at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from tests.coaching.team import of, plan, team, visit
from tests.measures.making import Made
from tests.web.exploring import served
from tests.web.signing import signed_in

if TYPE_CHECKING:
    from django.test import Client

NOW = datetime.now(UTC)
TODAY = NOW.date()
KEY = "8a4c1f6e-95b1-4d37-8f60-3f1d2a7c9b10"
SCORES = {"s:next-step:0:b1": "3", "s:next-step:0:b2": "0"}
JSON = {"Accept": "application/json"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """Nia's team behind its pages."""
    made = team(tmp_path_factory.mktemp("coached"))
    with served(made):
        yield made


def client(who: str, role: Role) -> Client:
    from django.test import Client

    person = "" if who == "exe" else who
    return signed_in(Client(), role, email=f"{who}@husay.test", person=person)


@pytest.fixture
def nia(made: Made) -> Client:
    return client("nia", Role.MANAGER)


@pytest.fixture
def ana(made: Made) -> Client:
    return client("ana", Role.SELLER)


def sent(**more: str) -> dict[str, str]:
    """A visit as the form sends it."""
    given = {"key": KEY, "seller": "ana", "kind": "visit", "day": TODAY.isoformat()}
    return given | SCORES | more


def test_a_visit_that_is_sent_by_a_script_says_where_it_is(nia: Client, ana: Client) -> None:
    from husay.store.records.models import CoachingVisit

    for _ in range(2):
        answer = nia.post("/visits/new", sent(strength="Has a day."), headers=JSON)
        assert (answer.status_code, answer.json()) == (200, {"url": f"/visits/{KEY}"})
    kept = CoachingVisit.objects.get(key=KEY)
    assert [(one["behaviour"], one["score"]) for one in kept.scores] == [("b1", 3), ("b2", None)]
    assert "Has a day." in nia.get(f"/visits/{KEY}").content.decode()
    assert "Has a day." in ana.get(f"/me/plan/visit/{KEY}").content.decode()
    assert client("dan", Role.SELLER).get(f"/me/plan/visit/{KEY}").status_code == 404
    for who, address in ((nia, f"/visits/{KEY}"), (ana, f"/me/plan/visit/{KEY}")):
        assert "no-store" in who.get(address).headers["Cache-Control"]


def test_a_visit_is_changed_in_the_form_that_it_was_written_in(nia: Client) -> None:
    from husay.store.records.models import CoachingVisit

    key = "8a4c1f6e-95b1-4d37-8f60-3f1d2a7c9b14"
    nia.post("/visits/new", sent(key=key, strength="Has a dya."))
    page = nia.get(f"/visits/{key}/edit").content.decode()
    for part in (f'value="{key}"', 'value="Has a dya."', 'id="s:next-step:0:b1:3"',
                 'name="s:next-step:0:b1" value="3" checked', 'data-edits="yes"'):  # fmt: skip
        assert part in page
    assert f"/visits/{key}/edit" in nia.get(f"/visits/{key}").content.decode()
    wrong = nia.post("/visits/new", sent(key=key, edits="1", day="someday"))
    assert 'data-edits="yes"' in wrong.content.decode()
    changed = sent(key=key, edits="1", strength="Has a day.") | {"s:next-step:0:b1": "4"}
    nia.post("/visits/new", changed)
    kept = CoachingVisit.objects.get(key=key)
    assert (kept.strength, kept.scores[0]["score"]) == ("Has a day.", 4)
    assert "Changed" in nia.get(f"/visits/{key}").content.decode()
    CoachingVisit.objects.filter(key=key).update(made=NOW - timedelta(days=9))
    assert nia.get(f"/visits/{key}/edit").headers["Location"] == f"/visits/{key}"
    refused = nia.post("/visits/new", changed | {"strength": "Late."})
    assert refused.status_code == 422
    assert "this one is older" in refused.content.decode()


def test_what_works_with_one_seller_is_put_into_the_playbook(
    made: Made, nia: Client, ana: Client
) -> None:
    from husay.store.coaching.notes import write
    from husay.store.coaching.plans import create
    from husay.store.records.models import PracticeRow

    home = of(made, "nia", TODAY)
    given = replace(plan("ana", TODAY), ends=TODAY + timedelta(days=9), practice="next-step")
    number = create(home, given, NOW).number
    write(home, "ana", "She counts to five.", NOW, plan=number)
    write(home, "ana", "Of no plan.", NOW)
    page = nia.get(f"/coaching/plans/{number}").content.decode()
    assert f"/playbook/new?plan={number}" in page
    assert "/playbook/next-step?seller=ana#teach" in page
    assert (
        '<option value="ana" selected>'
        in nia.get("/playbook/next-step?seller=ana").content.decode()
    )
    form = nia.get(f"/playbook/new?plan={number}").content.decode()
    assert "She counts to five." in form
    assert "Of no plan." not in form
    assert '<option value="closing" selected>' in form
    sending = {"area": "closing", "seen": "0", "title_en": "Count to five", "what_en": "Wait.",
               "title_fil": "Bumilang hanggang lima", "what_fil": "Maghintay.",
               "seen_there": "SEEN WITH ANA", **{f"en{n}": f"see {n}" for n in range(3)},
               **{f"fil{n}": f"kita {n}" for n in range(3)}}  # fmt: skip
    wrong = nia.post(f"/playbook/new?plan={number}", sending | {"what_en": "", "what_fil": ""})
    assert wrong.status_code == 422
    assert "SEEN WITH ANA" in wrong.content.decode()
    before = PracticeRow.objects.count()
    where = nia.post(f"/playbook/new?plan={number}", sending).headers["Location"]
    assert PracticeRow.objects.count() == before + 1
    assert "Learned from Ana Cruz" in nia.get(where).content.decode()
    assert "Ana Cruz" not in client("sam", Role.MANAGER).get(where).content.decode()
    assert "Count to five" in ana.get("/me/plan").content.decode()
    ana.post("/me/plan", {"do": "agree", "practice": where.rpartition("/")[2]})
    other = client("sam", Role.MANAGER).get(where, headers={"Accept-Language": "fil"})
    for said in ("Bumilang hanggang lima", "kita 1", "Ana Cruz"):
        assert said in other.content.decode()
    for who, role in (("sam", Role.MANAGER), ("exe", Role.EXECUTIVE)):
        assert client(who, role).get(f"/playbook/new?plan={number}").status_code == 404


def test_a_visit_may_name_the_seller_in_words(nia: Client) -> None:
    named = sent(key="8a4c1f6e-95b1-4d37-8f60-3f1d2a7c9b11", seller="", who=" BEN  diaz ")
    assert nia.post("/visits/new", named, headers=JSON).status_code == 200


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"seller": "dan"}, "You do not lead dan"),
        ({"seller": "", "who": "Nobody Known"}, "Nobody in your team is called “Nobody Known”"),
        ({"seller": ""}, "It does not say with whom"),
        ({"key": "x"}, "without its own number"),
        ({"day": "someday"}, "“someday” is no day"),
        ({"day": (TODAY + timedelta(days=2)).isoformat()}, "still to come"),
        ({"s:next-step:0:b2": "9"}, "“9” is no score"),
        ({"s:next-step:0:b7": "2"}, "no behaviour “next-step/b7”"),
        ({"s:next-step:0:b2": ""}, "1 behaviours are scored"),
        ({"strength": "x" * 501}, "too long"),
    ],
)
def test_what_is_refused_is_said_and_what_was_typed_stays(
    nia: Client, more: dict[str, str], said: str
) -> None:
    from husay.store.records.models import CoachingVisit

    before = CoachingVisit.objects.count()
    given = sent(key="8a4c1f6e-95b1-4d37-8f60-3f1d2a7c9b12", work_on="TYPED BEFORE") | more
    answer = nia.post("/visits/new", given, headers=JSON)
    assert answer.status_code == 422
    assert said in " ".join(problem["what"] for problem in answer.json()["problems"])
    page = nia.post("/visits/new", given)
    assert page.status_code == 422
    assert said in page.content.decode()
    assert "TYPED BEFORE" in page.content.decode()
    assert CoachingVisit.objects.count() == before


def test_what_a_browser_keeps_names_nobody_and_the_worker_keeps_nothing_else(nia: Client) -> None:
    shell = nia.get("/visits/offline").content.decode()
    for name in ("Ana Cruz", "Ben Diaz", 'value="ana"', 'value="cel"'):
        assert name not in shell
    assert "Ana Cruz" in nia.get("/visits/new").content.decode()
    worker = nia.get("/visits/worker.js")
    assert worker.headers["Content-Type"] == "text/javascript"
    assert "'/visits/offline'" in worker.content.decode()
    ready = nia.get("/visits/ready").json()
    assert set(ready) == {"user", "token"}


def test_signing_out_takes_what_the_browser_kept(nia: Client) -> None:
    assert nia.post("/sign-out").headers["Clear-Site-Data"] == '"storage"'


def test_of_two_who_edit_a_practice_the_second_sees_the_first_and_keeps_what_they_typed(
    nia: Client,
) -> None:
    exe = client("exe", Role.EXECUTIVE)
    form = {"area": "closing", "title_en": "First", "what_en": "w", "seen": "0",
            **{f"en{n}": f"one {n}" for n in range(3)}}  # fmt: skip
    assert exe.post("/playbook/next-step/edit", form).status_code == 302
    answer = nia.post("/playbook/next-step/edit", form | {"title_en": "Second"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="Second"' in text
    assert "<li>First</li>" in text
    assert nia.post("/playbook/next-step/edit", form | {"seen": "1"}).status_code == 302
    assert (
        "First"
        in nia.get("/playbook/next-step", headers={"Accept-Language": "fil"}).content.decode()
    )


def test_a_plan_is_made_changed_and_stopped_and_a_stale_page_changes_nothing(nia: Client) -> None:
    days = {"starts": TODAY.isoformat(), "ends": (TODAY + timedelta(days=30)).isoformat()}
    given = {"seller": "ana", "stage": "closing", "opened_from": "gap",
             "selected_from": (TODAY - timedelta(days=90)).isoformat(),
             "selected_until": (TODAY - timedelta(days=1)).isoformat(), **days}  # fmt: skip
    refused = nia.post("/coaching/plans/new", given | {"ends": "never", "agenda": "TYPED"})
    assert refused.status_code == 422
    assert "TYPED" in refused.content.decode()
    where = nia.post("/coaching/plans/new", given).headers["Location"]
    assert "Opened from a gap." in nia.get(where).content.decode()
    change = {"do": "change", "seen": "1", "stage": "price", "agenda": "Ours", **days}
    assert nia.post(where, change).status_code == 302
    stale = nia.post(where, change | {"agenda": "MINE"})
    assert stale.status_code == 409
    assert "MINE" in stale.content.decode()
    assert nia.post(where, {"do": "stopped", "seen": "2"}).status_code == 422
    assert nia.post(where, {"do": "stopped", "seen": "2", "why": "She moves."}).status_code == 302
    assert "She moves." in nia.get(where).content.decode()


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [("2024-12-01", "", 422), ("", "2024-12-01", 422), ("2024-12-02", "2024-12-01", 422),
     ("2024-12-01", "2024-12-01", 302), ("", "", 302)],
)  # fmt: skip
def test_days_that_led_to_a_plan_are_kept_whole_or_refused(
    nia: Client, first: str, last: str, code: int
) -> None:
    """Half of them, or days that end before they begin, were dropped without a word."""
    from husay.store.records.models import CoachingPlanRow

    given = {"seller": "ana", "stage": "closing", "starts": TODAY.isoformat(),
             "ends": (TODAY + timedelta(days=30)).isoformat(), "selected_from": first,
             "selected_until": last, "agenda": "TYPED"}  # fmt: skip
    before = CoachingPlanRow.objects.count()
    answer = nia.post("/coaching/plans/new", given)
    assert answer.status_code == code
    if code == 422:
        assert CoachingPlanRow.objects.count() == before
        assert "one is missing, or they end before they begin" in answer.content.decode()
        assert "TYPED" in answer.content.decode()
        return
    row = CoachingPlanRow.objects.latest("pk")
    assert str(row.selected_from or "") == first
    row.delete()


def test_a_reason_and_what_was_seen_are_kept_whole_or_refused(nia: Client) -> None:
    from husay.store.records.models import CoachingPlanRow, PracticeRow

    days = {"starts": TODAY.isoformat(), "ends": (TODAY + timedelta(days=30)).isoformat()}
    where = nia.post("/coaching/plans/new", {"seller": "ana", "stage": "closing", **days})
    address = where.headers["Location"]
    stop = {"do": "stopped", "seen": "1"}
    answer = nia.post(address, stop | {"why": "w" * 501})
    assert answer.status_code == 422
    assert "500 characters at most" in answer.content.decode()
    row = CoachingPlanRow.objects.get(pk=int(address.split("/")[-1]))
    assert row.state == "planned"
    assert nia.post(address, stop | {"why": "w" * 500}).status_code == 302
    row.refresh_from_db()
    assert row.why_stopped == "w" * 500
    row.delete()
    for length, told in ((1_001, "What was seen is too long."), (1_000, "Kept.")):
        said = {"seller": "ana", "seen": "s" * length}
        page = nia.post("/playbook/next-step/promote", said, follow=True).content.decode()
        assert told in page
    practice = PracticeRow.objects.get(key="next-step")
    assert practice.seen == "s" * 1_000
    practice.seen = practice.from_seller = practice.seen_by = ""
    practice.save()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("signal:17", "signal:17"), ("gap", "gap"), (f"visit:{KEY}", f"visit:{KEY}"),
     ("signal:your last warning", ""), ("signal:" + "9" * 90, ""), ("week\u202e", "")],
)  # fmt: skip
def test_what_led_to_a_plan_is_what_our_own_pages_say(
    nia: Client, ana: Client, typed: str, kept: str
) -> None:
    """The seller reads it in our words, as if we had said it."""
    from husay.store.records.models import CoachingPlanRow

    ends = (TODAY + timedelta(days=30)).isoformat()
    given = {"seller": "ana", "stage": "closing", "starts": TODAY.isoformat(), "ends": ends}
    answer = nia.post("/coaching/plans/new", given | {"opened_from": typed})
    row = CoachingPlanRow.objects.get(pk=int(answer.headers["Location"].split("/")[-1]))
    assert row.opened_from == kept
    for who, address in ((nia, f"/coaching/plans/new?opened_from={typed}"), (ana, "/me/plan")):
        assert "your last warning" not in who.get(address).content.decode()
    row.delete()


def test_a_day_is_planned_and_told_to_the_seller(nia: Client, ana: Client) -> None:
    day = (TODAY + timedelta(days=2)).isoformat()
    nia.post("/coaching/week/date", {"do": "one-to-one", "seller": "ana", "day": day})
    assert "One-to-one" in ana.get("/me/plan").content.decode()
    told = nia.post(
        "/coaching/week/date", {"do": "visit", "seller": "dan", "day": day}, follow=True
    )
    assert "You do not lead dan" in told.content.decode()


def test_a_seller_writes_in_their_own_plan_and_in_no_other(made: Made, ana: Client) -> None:
    from husay.store.coaching.plans import add_action, create
    from husay.store.records.models import CoachingAction, CoachingNote

    sam = of(made, "sam", TODAY)
    given = replace(plan("dan", TODAY), ends=TODAY + timedelta(days=9))
    other = add_action(
        sam, create(sam, given, NOW).number, "DAN'S OWN", "seller", TODAY, NOW
    )  # fmt: skip
    action = other.actions[0].number
    for do in ("tick", "note"):
        sending = {"do": do, "plan": str(other.number), "action": str(action), "words": "mine"}
        answer = ana.post("/me/plan", sending)
        assert answer.status_code == 422
        assert "DAN" not in answer.content.decode()
    assert CoachingAction.objects.get(pk=action).done is None
    assert not CoachingNote.objects.filter(words="mine").exists()
    assert ana.post("/me/plan", {"do": "note", "words": "mine"}).status_code == 302


def test_executives_see_that_it_happens_and_nobody_by_name(made: Made) -> None:
    from husay.store.coaching.plans import create
    from husay.store.coaching.visits import keep

    home = of(made, "nia", TODAY)
    create(home, replace(plan("ben", TODAY), ends=TODAY + timedelta(days=30)), NOW)
    keep(home, visit("ben", TODAY), NOW)
    text = client("exe", Role.EXECUTIVE).get("/coaching").content.decode()
    assert "Plans by stage and state" in text
    for name in ("Ana Cruz", "Ben Diaz", "She moves."):
        assert name not in text
