"""The pages of the team, as each reads them: what is whose, what is wrong, and nothing leaks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings

from tests.coaching.team import TODAY, at, of
from tests.measures.making import Made
from tests.team.test_kept import PAGE, pair, running

if TYPE_CHECKING:
    from django.test import Client

AT = at(TODAY)


@pytest.fixture
def served(made: Made, monkeypatch: pytest.MonkeyPatch) -> Iterator[Made]:
    """The company behind its pages, on the last day of 2024."""
    from django.test import override_settings

    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_given: TODAY)
    for module in ("thanks_views", "team_views", "circle_views", "propose_views"):
        monkeypatch.setattr(f"husay.web.team.{module}.now", lambda: AT)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    static = made.folder / "cache" / "static"
    static.mkdir(parents=True, exist_ok=True)
    assert made.company.head().number
    with override_settings(
        HUSAY_HOME=made.folder, STATIC_ROOT=static, ALLOWED_HOSTS=["testserver"],
        STORAGES={**settings.STORAGES, "staticfiles": plain},
    ):  # fmt: skip
        yield made


def browser(made: Made, who: str) -> Client:
    from django.test import Client

    from husay.store.records.models import User

    of(made, who)
    user = User.objects.get(email=f"{who}@husay.test")
    user.joined = AT
    user.save(update_fields=["joined"])
    client = Client()
    client.force_login(user)
    return client


def read(made: Made, who: str, url: str, **given: object) -> str:
    answer = browser(made, who).get(url)
    assert answer.status_code == 200, (who, url, answer.status_code)
    return str(answer.content.decode())


def test_who_is_asked_reads_it_and_joins(served: Made) -> None:
    number = pair(served)
    text = read(served, "ben", "/team")
    assert "You are asked to meet colleagues" in text
    assert "shows closing to Ben Diaz" in text
    done = browser(served, "ben").post("/team", {"number": number, "do": "join"})
    assert done.status_code == 302
    assert "has not answered" in read(served, "nia", "/team")
    assert "shows closing to" not in read(served, "dan", "/team")


def test_who_declines_without_saying_why_is_asked_why(served: Made) -> None:
    number = pair(served)
    done = browser(served, "ben").post("/team", {"number": number, "do": "decline", "why": " "})
    assert done.status_code == 422
    assert "It does not say why." in done.content.decode()


def test_a_pair_writes_reads_and_gives_credit(served: Made) -> None:
    number = running(served)
    url = f"/team/circles/{number}"
    given = {"do": "page", "meeting": 1, "went_well": "Two orders.", "will_try": "Count.",
             "helped_by": "ana"}  # fmt: skip
    assert browser(served, "ben").post(url, given).status_code == 302
    assert "Two orders." in read(served, "ana", url)
    assert "Two orders." in read(served, "nia", url)
    assert "A colleague said that Ana Cruz helped them." in read(served, "ops", "/team")
    for other in ("dan", "sam", "mia", "exe", "adm", "ops"):
        assert browser(served, other).get(url).status_code == 404
    text = read(served, "ben", url)
    assert "Last time you wanted to try:" in text
    wrong = browser(served, "ben").post(url, {"do": "page", "meeting": 2})
    assert wrong.status_code == 422
    assert "Nothing is written on the page." in wrong.content.decode()


def test_a_manager_asks_whom_they_choose(served: Made) -> None:
    nia = browser(served, "nia")
    given = {"stage": "closing", "shower": "ana", "learner": ["ben", "cel"], "weeks": "4",
             "starts": TODAY.isoformat()}  # fmt: skip
    done = nia.post("/team/propose", given)
    assert done.status_code == 302
    assert "/team/circles/" in done.headers["Location"]
    wrong = nia.post("/team/propose", {**given, "learner": ["dan"], "weeks": "x", "starts": "2024"})
    assert wrong.status_code == 422
    again = nia.post("/team/propose", {**given, "learner": ["dan"]})
    assert again.status_code == 422
    assert "closing" in again.content.decode()


def test_thanks_are_said_taken_back_and_hidden(served: Made) -> None:
    ben, adm = browser(served, "ben"), browser(served, "adm")
    said = ben.post("/thanks", {"to": "ana", "words": "For <b>all</b>.", "stage": "closing"})
    assert said.status_code == 302
    text = read(served, "ops", "/thanks")
    assert "For &lt;b&gt;all&lt;/b&gt;." in text
    assert "Take back" not in text
    assert adm.post("/thanks/1", {"do": "hide", "why": ""}).status_code == 422
    assert adm.post("/thanks/1", {"do": "hide", "why": "Too long."}).status_code == 302
    assert "For &lt;b&gt;" not in read(served, "ops", "/thanks")
    assert "Too long." in read(served, "ben", "/thanks")
    assert browser(served, "ana").post("/thanks/1", {"do": "withdraw"}).status_code == 404
    assert ben.post("/thanks/1", {"do": "withdraw"}).status_code == 302
    assert "Nobody has thanked anybody yet" in read(served, "ben", "/thanks")


@pytest.mark.parametrize(("said", "told"), [(2, False), (3, True)])
def test_where_more_thanks_stand_than_are_listed_it_says_so(
    served: Made, monkeypatch: pytest.MonkeyPatch, said: int, told: bool
) -> None:
    from husay.store.team.thanks import thank

    monkeypatch.setattr("husay.web.team.thanks_views.MOST", 2)
    before = "The newest 2 are listed." in read(served, "ana", "/thanks")
    assert not before
    for n in range(said):
        thank(of(served, "ben"), "ana", f"For day {n}.", AT)
    text = read(served, "ana", "/thanks")
    assert ("The newest 2 are listed." in text) is told
    assert text.count("For day") == min(said, 2)


def test_what_is_written_is_on_no_page_of_others(served: Made) -> None:
    from husay.store.team.meetings import write

    number = running(served)
    write(of(served, "ben"), number, 1, PAGE, AT)
    for who in ("dan", "sam", "exe", "adm", "ops", "pay"):
        for url in ("/team", "/thanks"):
            text = read(served, who, url)
            for words in (PAGE.went_well, PAGE.was_hard, PAGE.heard, PAGE.will_try):
                assert words not in text


def test_an_empty_page_teaches(served: Made) -> None:
    text = read(served, "dan", "/team")
    assert "Here stands what was done well lately" in text
    assert "Thank somebody" in text
    assert "None yet. Who needs help most does not ask for it" in read(served, "sam", "/team")


@pytest.mark.parametrize(("many", "others"), [(1, 0), (2, 0), (12, 0), (13, 1), (40, 28)])
def test_of_many_whom_the_same_is_said_of_the_first_twelve_are_read_at_once(
    made: Made, many: int, others: int
) -> None:
    """By alphabet; one alone is a sentence."""
    from husay.basics.period import Window
    from husay.team.recognition import Recognised
    from husay.web.team.team_page import TeamPage

    month = Window(TODAY.replace(day=1), TODAY)
    found = [
        Recognised(kind="best", scope="seller", item=f"s{n:02d}", day=TODAY, measure="revenue",
                   window=month, grain="month")
        for n in reversed(range(many))
    ]  # fmt: skip
    lines: Any = TeamPage(of(made, "exe"), (), found, (), {}).context()["recognised"]
    (line,) = lines
    first = 0 if many == 1 else many - others
    assert (len(line.people), len(line.others)) == (first, others)
    if many > 1:
        listed = [who for who, _figure in (*line.people, *line.others)]
        assert listed == sorted(f"s{n:02d}" for n in range(many))
