"""Pairs and circles are assigned by who leads, answered by who is asked, and read by those in them.

Mia led North until September, Nia since October; today is the last day of 2024, a Tuesday.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from husay.basics.problem import Mistake
from husay.team.circle import Circle
from husay.team.helped import Helped
from husay.team.meeting import Page
from tests.coaching.team import NEW, OLD, TODAY, at, of
from tests.coaching.team import plan as coaching_plan
from tests.measures.making import Made

AT = at(TODAY)


def codes(do: Callable[..., object], *given: object, **more: object) -> list[str]:
    with pytest.raises(Mistake) as wrong:
        do(*given, **more)
    return [problem.code for problem in wrong.value.problems]


def pair(made: Made, day: date = TODAY, by: str = "nia", **more: object) -> int:
    """Ana shows closing to Ben."""
    from husay.store.team.circles import assign

    fields: dict[str, object] = {"stage": "closing", "shower": "ana", "learners": ("ben",), **more}
    return assign(of(made, by, day), Circle(starts=day, **fields), at(day)).number  # type: ignore[arg-type]


def joined(made: Made, number: int, *people: str, day: date = TODAY) -> None:
    from husay.store.team.circles import answer

    for person in people:
        answer(of(made, person, day), number, True, "", at(day))


def test_who_leads_them_asks_and_each_sees_what_they_are_asked(made: Made) -> None:
    from husay.store.team.circles import circles

    number = pair(made)
    (seen,) = circles(of(made, "ben"))
    assert (seen.number, seen.asked, seen.state, seen.leads) == (number, True, "asked", False)
    assert [one.day for one in seen.meetings] == [TODAY + timedelta(weeks=n) for n in range(4)]
    assert [one.number for one in circles(of(made, "nia"))] == [number]
    for other in ("sam", "dan", "exe", "ops", "adm", "pay"):
        assert circles(of(made, other)) == ()


def test_nobody_else_asks_and_nobody_elses_people(made: Made) -> None:
    assert codes(pair, made, by="ana") == ["not-allowed"]
    assert codes(pair, made, by="exe") == ["not-allowed"]
    assert codes(pair, made, by="sam") == ["not-yours-to-coach"]
    assert codes(pair, made, by="mia") == ["not-yours-to-coach"]
    assert codes(pair, made, learners=("ben", "dan")) == ["not-yours-to-coach"]


def test_it_runs_when_both_have_joined_and_who_declines_says_why_to_their_manager(
    made: Made,
) -> None:
    from husay.store.team.circles import answer, one_circle

    number = pair(made)
    joined(made, number, "ana")
    assert one_circle(of(made, "nia"), number).state == "asked"
    assert codes(answer, of(made, "ben"), number, False, " ", AT) == ["circle-without-why"]
    answer(of(made, "ben"), number, False, "My route changes in January.", AT)
    whys = {
        who: [one.why for one in one_circle(of(made, who), number).members if one.why]
        for who in ("nia", "ana", "ben")
    }
    told = ["My route changes in January."]
    assert whys == {"nia": told, "ana": [], "ben": told}
    joined(made, number, "ben")
    seen = one_circle(of(made, "ana"), number)
    assert (seen.state, seen.joined) == ("running", ("ana", "ben"))


def test_why_somebody_declined_is_told_to_who_leads_them_and_not_to_who_leads_another(
    made: Made,
) -> None:
    """A circle of two managers' people: Nia's Ana and Sam's Dan."""
    from husay.access.viewer import operator
    from husay.store.team.circles import answer, assign, one_circle

    everybody = replace(made.company, viewer=operator("test"), today=TODAY)
    circle = Circle(stage="closing", shower="ana", learners=("ben", "dan"), starts=TODAY)
    number = assign(everybody, circle, AT).number
    answer(of(made, "dan"), number, False, "I am ill.", AT)
    answer(of(made, "ben"), number, False, "My route changes.", AT)
    whys = {
        who: {one.person: one.why for one in one_circle(of(made, who), number).members if one.why}
        for who in ("nia", "sam", "ana", "dan")
    }
    assert whys == {
        "nia": {"ben": "My route changes."}, "sam": {"dan": "I am ill."},
        "ana": {}, "dan": {"dan": "I am ill."},
    }  # fmt: skip


def test_it_is_none_of_anybody_elses_business(made: Made) -> None:
    from husay.store.team.circles import answer, end, move, one_circle

    number = pair(made)
    for other in ("dan", "sam", "exe", "adm"):
        who = of(made, other)
        assert codes(one_circle, who, number) == ["circle-unknown"]
        assert codes(answer, who, number, True, "", AT) == ["circle-unknown"]
        assert codes(move, who, number, 1, TODAY, AT) == ["circle-unknown"]
    assert codes(end, of(made, "sam"), number, "x", AT) == ["circle-unknown"]
    assert codes(end, of(made, "ben"), number, "x", AT) == ["not-allowed"]
    assert codes(answer, of(made, "nia"), number, True, "", AT) == ["circle-not-joined"]


def test_showing_counts_where_coaching_counts_it(made: Made) -> None:
    """One pair and one plan are two: Ana is left to sell."""
    from husay.store.coaching.plans import create, take_on
    from husay.store.coaching.showers import loads
    from husay.store.team.circles import answer, end

    number = pair(made)
    made_plan = create(of(made, "nia"), coaching_plan("cel", TODAY, shower="ana"), AT)
    assert loads(TODAY) == {"ana": 2}
    assert codes(pair, made, learners=("cel",), stage="price") == ["circle-shower-busy"]
    take_on(of(made, "nia"), made_plan.number, made_plan.version, "stopped", "x", AT)
    assert loads(TODAY) == {"ana": 1}
    # The fourth week and two more: then a pair is over by itself.
    assert loads(TODAY + timedelta(weeks=6))["ana"] == 1
    assert loads(TODAY + timedelta(weeks=6, days=1))["ana"] == 0
    answer(of(made, "ana"), number, False, "No time.", AT)
    assert loads(TODAY)["ana"] == 0
    joined(made, number, "ana")
    end(of(made, "nia"), number, "It was enough.", AT)
    assert loads(TODAY)["ana"] == 0


def test_nobody_learns_the_same_twice_or_in_more_than_two(made: Made) -> None:
    pair(made)
    assert codes(pair, made, shower="cel") == ["circle-already"]
    pair(made, shower="cel", stage="price")
    assert codes(pair, made, stage="cycle") == ["circle-learner-busy"]


def test_who_declined_joins_again_only_where_there_is_room_left(made: Made) -> None:
    from husay.store.coaching.plans import create
    from husay.store.coaching.showers import loads
    from husay.store.team.circles import answer, one_circle

    number = pair(made)
    for person in ("ana", "ben"):
        answer(of(made, person), number, False, "Not now.", AT)
    pair(made, learners=("cel",), stage="price")
    create(of(made, "nia"), coaching_plan("cel", TODAY, shower="ana"), AT)
    pair(made, shower="cel")
    assert codes(answer, of(made, "ana"), number, True, "", AT) == ["circle-shower-busy"]
    assert codes(answer, of(made, "ben"), number, True, "", AT) == ["circle-already"]
    assert loads(TODAY)["ana"] == 2
    assert {one.part for one in one_circle(of(made, "nia"), number).members} == {"declined"}


def test_what_is_over_takes_no_answer_and_no_page(made: Made) -> None:
    from husay.store.team.circles import answer, end, one_circle
    from husay.store.team.meetings import write

    number = pair(made)
    joined(made, number, "ana", "ben")
    end(of(made, "nia"), number, "It was enough.", AT)
    assert one_circle(of(made, "ben"), number).state == "ended"
    assert one_circle(of(made, "ben"), number).why_ended == ""
    assert one_circle(of(made, "nia"), number).why_ended == "It was enough."
    assert codes(answer, of(made, "ben"), number, True, "", AT) == ["circle-ended"]
    page = Page(went_well="x")
    assert codes(write, of(made, "ben"), number, 1, page, AT) == ["circle-ended"]
    late = TODAY + timedelta(weeks=6, days=1)
    other = pair(made, stage="price")
    assert one_circle(of(made, "ben", late), other).state == "ended"


# --- what is written ---

PAGE = Page(went_well="Two orders.", was_hard="The silence.", heard="Count to five.",
            will_try="Count.", helped_by="ana")  # fmt: skip


def running(made: Made, day: date = TODAY, by: str = "nia") -> int:
    number = pair(made, day, by)
    joined(made, number, "ana", "ben", day=day)
    return number


def readers(made: Made, number: int, day: date = TODAY) -> set[str]:
    """Who of the cast reads a page of the circle."""
    from husay.store.team.circles import one_circle
    from husay.store.team.meetings import pages

    found = set()
    for who in ("ana", "ben", "dan", "mia", "nia", "sam", "exe", "ops", "adm", "pay"):
        company = of(made, who, day)
        try:
            if pages(company, one_circle(company, number)):
                found.add(who)
        except Mistake:
            continue
    return found


def test_what_is_written_is_read_by_the_pair_and_who_leads_them_then_and_now(made: Made) -> None:
    from husay.store.team.circles import one_circle
    from husay.store.team.meetings import pages, write

    old = running(made, OLD, "mia")
    write(of(made, "ben", OLD), old, 1, PAGE, at(OLD))
    assert readers(made, old, OLD) == {"ana", "ben", "mia"}
    # Nia leads them since: what was written in Mia's days is not hers, nor Mia's any more.
    assert readers(made, old) == {"ana", "ben"}
    new = running(made, NEW, "nia")
    write(of(made, "ben", NEW), new, 1, PAGE, at(NEW))
    assert readers(made, new) == {"ana", "ben", "nia"}
    # Whoever runs commands in the folder sees that there is one, and reads nothing.
    assert pages(made.company, one_circle(made.company, new)) == ()


def test_who_has_declined_reads_only_what_they_wrote(made: Made) -> None:
    from husay.store.team.circles import answer, one_circle
    from husay.store.team.meetings import pages, write

    number = running(made)
    write(of(made, "ana"), number, 1, Page(went_well="Mine."), AT)
    write(of(made, "ben"), number, 1, Page(went_well="His."), AT)
    answer(of(made, "ben"), number, False, "Too much.", AT)
    ben = of(made, "ben")
    assert [one.page.went_well for one in pages(ben, one_circle(ben, number))] == ["His."]


def test_a_page_says_that_the_meeting_was_held_once_its_end_is_written(made: Made) -> None:
    from husay.store.team.meetings import write

    number = running(made)
    seen = write(of(made, "ben"), number, 1, Page(went_well="Two orders."), AT)
    assert seen.meetings[0].held is None
    later = TODAY + timedelta(days=3)
    seen = write(of(made, "ben", later), number, 1, PAGE, at(later))
    assert seen.meetings[0].held == TODAY  # the day for which it was planned
    early = write(of(made, "ben", later), number, 2, PAGE, at(later))
    assert early.meetings[1].held == later  # before its day
    assert early.next is not None
    assert early.next.number == 3


def test_only_who_takes_part_writes_and_only_in_what_runs(made: Made) -> None:
    from husay.store.team.meetings import write

    number = pair(made)
    assert codes(write, of(made, "ben"), number, 1, PAGE, AT) == ["circle-not-joined"]
    joined(made, number, "ben")
    assert codes(write, of(made, "ben"), number, 1, PAGE, AT) == ["circle-not-running"]
    joined(made, number, "ana")
    assert codes(write, of(made, "ben"), number, 5, PAGE, AT) == ["meeting-unknown"]
    assert codes(write, of(made, "ben"), number, 1, Page(helped_by="ben"), AT) == ["page-helper"]
    assert codes(write, of(made, "nia"), number, 1, PAGE, AT) == ["circle-not-joined"]


def test_a_meeting_is_moved_by_who_takes_part_or_leads_until_it_was_held(made: Made) -> None:
    from husay.store.team.circles import move
    from husay.store.team.meetings import write

    number = pair(made)
    joined(made, number, "ana")
    day = TODAY + timedelta(days=2)
    assert codes(move, of(made, "ben"), number, 1, day, AT) == ["circle-not-joined"]
    assert move(of(made, "ana"), number, 1, day, AT).meetings[0].day == day
    assert move(of(made, "nia"), number, 2, day, AT).meetings[1].day == day
    past, far = TODAY - timedelta(days=1), TODAY + timedelta(weeks=6, days=1)
    assert codes(move, of(made, "ana"), number, 1, past, AT) == ["meeting-day"]
    assert codes(move, of(made, "ana"), number, 1, far, AT) == ["meeting-day"]
    joined(made, number, "ben")
    write(of(made, "ben"), number, 1, PAGE, AT)
    assert codes(move, of(made, "ana"), number, 1, day, AT) == ["meeting-unknown"]


def test_the_next_meeting_is_one_to_come_and_what_was_missed_is_said(made: Made) -> None:
    """Of four weekly meetings from the last day of 2024 on nobody writes a page."""
    from husay.store.team.circles import circles, move, one_circle
    from husay.words.team import circle_sentence, team_sentence

    number = running(made)

    def seen(days: int) -> tuple[int | None, int | None]:
        one = one_circle(of(made, "ben", TODAY + timedelta(days=days)), number)
        return (
            one.next.number if one.next else None,
            one.missed.number if one.missed else None,
        )

    assert [seen(days) for days in (0, 1, 7, 8, 21, 22)] == [
        (1, None), (2, 1), (2, 1), (3, 2), (4, 3), (None, 4),
    ]  # fmt: skip
    late = of(made, "ben", TODAY + timedelta(days=22))
    (detail,) = circle_sentence(one_circle(late, number), {}).details
    assert (
        str(detail[0])
        .replace("\u00a0", " ")
        .startswith("Meeting 4 of 4 was planned for 21 Jan 2025: it counts as held")
    )
    assert "You meet" not in team_sentence(circles(late), {}).text
    # Moved behind the second, the first comes after it.
    move(of(made, "ben"), number, 1, TODAY + timedelta(days=10), AT)
    assert [seen(days)[0] for days in (0, 8)] == [2, 1]


def test_why_one_was_ended_is_told_to_who_leads_all_of_it_or_made_it(made: Made) -> None:
    """Nia's Ana and Sam's Dan, whom the operator brought together."""
    from husay.access.viewer import operator
    from husay.store.records.models import TeamCircle
    from husay.store.team.circles import assign, end, one_circle

    everybody = replace(made.company, viewer=operator("test"), today=TODAY)
    circle = Circle(stage="closing", shower="ana", learners=("dan",), starts=TODAY)
    number = assign(everybody, circle, AT).number
    end(of(made, "nia"), number, "Dan never came.", AT)

    def told() -> dict[str, str]:
        company = {who: of(made, who) for who in ("nia", "sam", "ana", "dan")}
        return {who: one_circle(one, number).why_ended for who, one in company.items()}

    assert set(told().values()) == {""}
    assert one_circle(everybody, number).why_ended == "Dan never came."
    TeamCircle.objects.update(by=of(made, "sam").author)
    assert told() == {"nia": "", "sam": "Dan never came.", "ana": "", "dan": ""}


# --- credit ---


def test_help_that_was_named_is_for_all_and_recognised_at_once(made: Made) -> None:
    from husay.store.team.helping import helped_of_late
    from husay.store.team.meetings import write
    from husay.store.team.recognitions import recognised_of_late

    number = running(made)
    write(of(made, "ben"), number, 1, PAGE, AT)
    for who in ("ben", "dan", "exe", "ops", "adm"):
        company = of(made, who)
        assert helped_of_late(company, TODAY) == (Helped("ana", "ben", "closing", TODAY),)
        assert helped_of_late(company, TODAY + timedelta(days=1)) == ()
        (one,) = recognised_of_late(company, TODAY)
        assert (one.kind, one.item, one.times) == ("helped", "ana", 1)
    # Of a day before, nobody knew it yet.
    assert helped_of_late(of(made, "exe", OLD), date(2024, 1, 1)) == ()
    # Written anew on a later day, the credit keeps its day; named no more, it is gone.
    later = TODAY + timedelta(days=1)
    write(of(made, "ben", later), number, 1, PAGE, at(later))
    assert helped_of_late(of(made, "exe", later), TODAY)[0].day == TODAY
    write(of(made, "ben", later), number, 1, Page(went_well="Two orders."), at(later))
    assert helped_of_late(of(made, "exe", later), TODAY) == ()
    assert recognised_of_late(of(made, "exe", later), TODAY) == ()


# --- forgetting ---


def test_a_forgotten_persons_words_go_and_those_about_them(made: Made) -> None:
    import json

    from husay.store.records.forgetting import export_person, forget
    from husay.store.records.models import TeamPage, TeamRecognition, TeamThanks
    from husay.store.team.meetings import write
    from husay.store.team.thanks import thank

    number = running(made)
    write(of(made, "ben"), number, 1, PAGE, AT)
    write(of(made, "ana"), number, 1, Page(went_well="Ben asked."), AT)
    thank(of(made, "ben"), "ana", "For your patience.", AT)
    thank(of(made, "ana"), "ben", "For asking.", AT)
    adm = of(made, "adm").viewer
    told = json.dumps(export_person(None, "ana", adm, AT, place="web"))
    assert "Ben asked." in told
    assert "For your patience." in told
    assert "For asking." in told
    assert "The silence." not in told  # Ben's words are Ben's
    forget(None, "ana", adm, AT, "asked to", place="web")
    rows = {row.person: row for row in TeamPage.objects.all()}
    assert rows["ana"].went_well == "–"
    assert (rows["ben"].heard, rows["ben"].helped_by, rows["ben"].credited) == ("–", "", None)
    assert rows["ben"].was_hard == "The silence."
    assert not TeamRecognition.objects.filter(item="ana").exists()
    (thanks,) = TeamThanks.objects.all()
    assert (thanks.to, thanks.words, thanks.withdrawn) == ("ben", "", AT)


def test_nothing_is_recognised_of_who_was_forgotten_whoever_names_them_still(made: Made) -> None:
    from husay.access.viewer import operator
    from husay.store.records.forgetting import forget
    from husay.store.records.models import TeamPage, TeamRecognition
    from husay.store.team.meetings import write
    from husay.store.team.recognising import recognise_help

    number = running(made)
    write(of(made, "ben"), number, 1, PAGE, AT)
    forget(None, "ana", operator("test"), AT, "asked for it", place="cli")
    TeamPage.objects.update(helped_by="ana", credited=TODAY)
    recognise_help(made.company, AT)
    assert not TeamRecognition.objects.filter(item="ana").exists()


def test_who_is_forgotten_leaves_what_is_open_and_what_lacks_them_ends(made: Made) -> None:
    """Ana shows it to Ben and Cel, Cel shows another thing to Ben and Ana; a pair of Ana's is over
    by itself since yesterday. Ana is forgotten, then Ben."""
    from husay.access.viewer import operator
    from husay.store.coaching.showers import loads
    from husay.store.records.forgetting import forget
    from husay.store.records.models import TeamCircle, TeamMember
    from husay.store.team.circles import end
    from husay.store.team.thanks import thankable

    before = TODAY - timedelta(weeks=6, days=1)
    over = pair(made, before, stage="cycle")
    joined(made, over, "ana", "ben", day=before)
    stopped = pair(made, stage="meetings", shower="cel", learners=("ana",))
    end(of(made, "nia"), stopped, "Ana is ill.", AT)
    shows = pair(made, learners=("ben", "cel"))
    learns = pair(made, stage="price", shower="cel", learners=("ben", "ana"))
    joined(made, shows, "ana", "ben")
    joined(made, learns, "ana", "ben")
    forget(None, "ana", operator("test"), AT, "asked for it", place="cli")

    def parts(number: int) -> dict[str, str]:
        rows = TeamMember.objects.filter(circle=number)
        return dict(rows.values_list("person", "part"))

    def ended(number: int) -> tuple[object, str]:
        row = TeamCircle.objects.get(pk=number)
        return row.ended, row.why_ended

    assert parts(over) == {"ana": "joined", "ben": "joined"}, "what was measured stays"
    assert (ended(over), ended(stopped)) == ((None, ""), (TODAY, "–"))
    assert (parts(shows)["ana"], ended(shows)) == ("declined", (TODAY, "–"))
    assert (parts(learns)["ana"], ended(learns)) == ("declined", (None, ""))
    assert loads(TODAY) == {"cel": 1}
    assert "ana" not in thankable(of(made, "nia"))
    forget(None, "ben", operator("test"), AT, "asked for it", place="cli")
    assert ended(learns) == (TODAY, "–"), "nobody is left to learn it"


def test_the_log_tells_what_was_done_and_no_words(made: Made) -> None:
    from husay.store.records.models import AuditEntry
    from husay.store.team.meetings import write

    number = running(made)
    write(of(made, "ben"), number, 1, PAGE, AT)
    rows = AuditEntry.objects.filter(kind="circle", item=str(number)).order_by("number")
    assert [row.action for row in rows] == [
        "circle-assigned", "circle-joined", "circle-joined", "page-written",
    ]  # fmt: skip
    assert "silence" not in str([(row.before, row.after, row.reason) for row in rows])
