"""Who sees what of coaching: a seller their own, a manager the people of today, and words only of
the days on which they led them; executives counts; all others nothing."""

from __future__ import annotations

from datetime import date

import pytest

from husay.access.viewer import operator
from husay.basics.problem import Mistake
from tests.coaching.team import NEW, OLD, TODAY, at, of, plan, visit
from tests.measures.making import Made


@pytest.fixture
def coached(made: Made) -> Made:
    """Mia saw Ana and wrote about her while she led her; Nia does since."""
    from husay.store.coaching.notes import write
    from husay.store.coaching.plans import create
    from husay.store.coaching.visits import keep

    mia, nia = of(made, "mia", OLD), of(made, "nia", NEW)
    keep(mia, visit("ana", OLD, work_on="MIA SAW"), at(OLD))
    old = create(mia, plan(starts=OLD, agenda="MIA PLANS"), at(OLD)).number
    write(mia, "ana", "MIA PRIVATE", at(OLD), plan=old)
    write(mia, "ana", "MIA SHARED", at(OLD), shared=True)
    write(of(made, "ana", OLD), "ana", "ANA TO MIA", at(OLD), shared=True)
    write(of(made, "ana", OLD), "ana", "ANA PRIVATE", at(OLD))
    keep(nia, visit("ana", NEW, work_on="NIA SAW"), at(NEW))
    write(nia, "ana", "NIA PRIVATE", at(NEW))
    write(nia, "ana", "NIA SHARED", at(NEW), shared=True)
    write(of(made, "ana", NEW), "ana", "ANA TO NIA", at(NEW), shared=True)
    return made


def words(made: Made, who: str, today: date = TODAY) -> set[str]:
    from husay.store.coaching.notes import notes

    return {note.words for note in notes(of(made, who, today), "ana")}


def test_who_reads_which_notes(coached: Made) -> None:
    assert words(coached, "ana") == {
        "ANA PRIVATE", "ANA TO MIA", "ANA TO NIA", "MIA SHARED", "NIA SHARED",
    }  # fmt: skip
    assert words(coached, "nia") == {"NIA PRIVATE", "NIA SHARED", "ANA TO NIA"}
    for nobody in ("mia", "sam", "ben", "dan", "exe", "pay", "ops", "adm"):
        assert words(coached, nobody) == set(), nobody


def test_a_manager_has_their_notes_for_as_long_as_they_lead(coached: Made) -> None:
    own = {"MIA PRIVATE", "MIA SHARED", "ANA TO MIA"}
    # What Ana wrote to Nia later is of a day on which Mia no longer led her.
    assert words(coached, "mia", date(2024, 9, 30)) == own
    assert words(coached, "mia", date(2024, 10, 1)) == set()
    assert words(coached, "nia", date(2024, 9, 30)) == set()


def test_the_operator_reads_no_notes(coached: Made) -> None:
    from husay.store.coaching.notes import notes

    assert notes(coached.company, "ana") == ()


def test_a_later_manager_has_the_scores_and_not_the_words_of_earlier_visits(coached: Made) -> None:
    from husay.store.coaching.visits import one_visit, visits

    seen = visits(of(coached, "nia"), "ana")
    assert [(v.visit.day, v.visit.work_on, v.words) for v in seen] == [
        (OLD, "", False), (NEW, "NIA SAW", True),
    ]  # fmt: skip
    assert [one.score for one in seen[0].visit.scores] == [1, 2]
    own = visits(of(coached, "ana"), "ana")
    assert [v.visit.work_on for v in own] == ["MIA SAW", "NIA SAW"]
    assert one_visit(of(coached, "nia"), seen[0].visit.key).visit.work_on == ""


@pytest.mark.parametrize("who", ["mia", "sam", "ben", "dan", "exe", "pay", "ops", "adm"])
def test_to_all_others_there_is_no_such_visit_and_no_such_plan(coached: Made, who: str) -> None:
    from husay.store.coaching.plans import one_plan, plans
    from husay.store.coaching.visits import one_visit, visits
    from husay.store.records.models import CoachingPlanRow

    company = of(coached, who)
    assert visits(company) == visits(company, "ana") == ()
    assert plans(company) == plans(company, "ana") == ()
    for asked in (
        lambda: one_visit(company, visit("ana", OLD).key),
        lambda: one_plan(company, CoachingPlanRow.objects.get().pk),
    ):
        with pytest.raises(Mistake) as refused:
            asked()
        assert refused.value.problems[0].code.endswith("-unknown")


def test_a_plan_goes_on_with_the_next_manager_and_is_the_sellers(coached: Made) -> None:
    from husay.store.coaching.plans import plans

    for who, mine in (("nia", False), ("ana", True)):
        (found,) = plans(of(coached, who), "ana")
        assert (found.plan.agenda, found.mine) == ("MIA PLANS", mine)


def test_who_does_not_lead_somebody_does_nothing_about_them(coached: Made) -> None:
    from husay.store.coaching.dates import plan_date
    from husay.store.coaching.notes import write
    from husay.store.coaching.plans import create
    from husay.store.coaching.visits import keep

    def codes(act: object) -> list[str]:
        with pytest.raises(Mistake) as refused:
            act()  # type: ignore[operator]
        return [p.code for p in refused.value.problems]

    for who, code in (("mia", "not-yours-to-coach"), ("sam", "not-yours-to-coach"),
                      ("ben", "not-allowed"), ("exe", "not-allowed")):  # fmt: skip
        company = of(coached, who)
        for act in (
            lambda c=company: keep(c, visit("ana", TODAY), at(TODAY)),
            lambda c=company: create(c, plan(), at(TODAY)),
            lambda c=company: write(c, "ana", "x", at(TODAY)),
            lambda c=company: plan_date(c, "ana", "visit", TODAY, at(TODAY)),
        ):
            assert codes(act) == [code]
    # Nia leads Ana today, and did not on that day.
    assert codes(lambda: keep(of(coached, "nia"), visit("ana", OLD), at(TODAY))) == [
        "not-yours-to-coach"
    ]


def test_a_note_is_shared_and_removed_by_who_wrote_it_alone(coached: Made) -> None:
    from husay.store.coaching.notes import remove, share
    from husay.store.records.models import CoachingNote

    number = CoachingNote.objects.get(words="NIA PRIVATE").pk
    for who in ("ana", "mia", "sam", "exe", "adm"):
        for act in (
            lambda c: share(c, number, True, at(TODAY)), lambda c: remove(c, number, at(TODAY)),
        ):  # fmt: skip
            with pytest.raises(Mistake) as refused:
                act(of(coached, who))
            assert [p.code for p in refused.value.problems] == ["note-unknown"]
    share(of(coached, "nia"), number, True, at(TODAY))
    assert "NIA PRIVATE" in words(coached, "ana")
    remove(of(coached, "nia"), number, at(TODAY))
    assert "NIA PRIVATE" not in words(coached, "nia")


def test_a_unit_that_was_given_is_led_from_its_day_on(coached: Made) -> None:
    from dataclasses import replace

    from husay.access.role import Role
    from husay.store.coaching.notes import notes
    from husay.store.coaching.people import Leading
    from husay.store.records.models import User
    from husay.store.records.users import give

    sam = of(coached, "sam")
    user = User.objects.get(email="sam@husay.test")
    give(user, Role.MANAGER, operator("test"), at(date(2024, 12, 1)), "", "N1", place="cli")
    given = replace(sam, viewer=replace(sam.viewer, units=frozenset({"N1"})))
    leading = Leading(given)
    assert leading.leads("ana")
    assert not leading.leads("ana", date(2024, 11, 30))
    assert leading.leads("ana", date(2024, 12, 1))
    assert notes(given, "ana") == ()


def test_executives_have_counts_and_nobody_else_does(coached: Made) -> None:
    from husay.store.coaching.counts import counts

    found = counts(of(coached, "exe"))
    assert found.plans == {("closing", "planned"): 1}
    # Of the last sixty days: Nia's visit with one of the five sellers.
    assert (found.visits, found.managers, found.seen, found.sellers, found.open) == (1, 1, 1, 5, 1)
    for who in ("nia", "ana", "pay", "ops", "adm"):
        with pytest.raises(Mistake) as refused:
            counts(of(coached, who))
        assert [p.code for p in refused.value.problems] == ["not-allowed"]


def test_nothing_that_was_written_stands_in_the_audit_log(coached: Made) -> None:
    from husay.store.records.audit import verify_log
    from husay.store.records.models import AuditEntry

    rows = [f"{row.before} {row.after} {row.reason} {row.item}" for row in AuditEntry.objects.all()]
    for word in ("PRIVATE", "SHARED", "SAW", "PLANS", "TO MIA", "TO NIA"):
        assert not [row for row in rows if word in row]
    assert AuditEntry.objects.filter(action="note-written").count() == 7
    assert verify_log(operator("test")).whole
