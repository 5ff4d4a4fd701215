"""Proposals on the floor of which figures can tell who cannot close: Ben, and Ana does it best."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from husay.access.viewer import Viewer
from husay.basics.problem import Mistake
from husay.team.circle import Circle
from tests.coaching.floor import LAST, floor

if TYPE_CHECKING:
    from husay.store.company import Company

pytestmark = pytest.mark.xdist_group("floor")
AT = datetime(2024, 7, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    return floor(tmp_path_factory.mktemp("floor"))


def seen_by(company: Company, person: str, role: Role = Role.MANAGER) -> Company:
    viewer = Viewer(f"{person}@husay.test", frozenset({role}), person)
    return replace(company, viewer=viewer, today=LAST)


def test_who_closes_best_is_proposed_to_who_cannot(company: Company) -> None:
    from husay.store.coaching.showers import who_shows
    from husay.store.team.proposing import propose

    found = propose(seen_by(company, "mia"))
    (one,) = found.found
    first = who_shows(seen_by(company, "mia"), "ben", "closing")[0]
    assert (one.stage, one.shower) == ("closing", first.person) == ("closing", "ana")
    assert [learner.person for learner in one.learners] == ["ben"]
    assert one.learners[0].chance == found.gaps["ben"].chance > 8_000
    assert found.people == 6


def test_the_months_for_which_somebody_was_chosen_are_known_however_it_came_about(
    company: Company,
) -> None:
    """Figures name closing for Ben, and nothing for Cel: the days are those of Ben's gap, by a
    proposal as by one's own choice; of another stage, or of who is not led, there are none."""
    from husay.store.team.choosing import days_of_choice
    from husay.store.team.proposing import propose

    mia, sam = seen_by(company, "mia"), seen_by(company, "sam")
    days = propose(mia).gaps["ben"].days
    assert days is not None

    def chosen(by: Company, stage: str, *learners: str) -> object:
        return days_of_choice(by, Circle(stage=stage, shower="ana", learners=learners, starts=LAST))

    assert chosen(mia, "closing", "ben") == chosen(mia, "closing", "cel", "ben") == days
    assert chosen(mia, "price", "ben") is None
    assert chosen(mia, "closing", "cel") is None
    assert chosen(sam, "closing", "ben") is None


def test_a_circle_keeps_the_days_for_which_somebody_was_chosen(company: Company) -> None:
    """By a command, where no proposal was looked at."""
    from husay.store.records.models import TeamCircle
    from husay.store.team.proposing import propose
    from tests.cli.running import run

    days = propose(seen_by(company, "mia")).gaps["ben"].days
    ran = run("--home", str(company.home.path), "team", "assign", "closing", "ana", "ben")
    assert ran.code == 0, ran.everything
    row = TeamCircle.objects.get()
    assert days is not None
    assert (row.selected_from, row.selected_until) == (days.start, days.end)
    TeamCircle.objects.update(ended=LAST)


def test_each_is_proposed_their_own_people_alone(company: Company) -> None:
    from husay.store.team.proposing import propose

    assert not any(
        person in ("ana", "ben")
        for one in propose(seen_by(company, "sam")).found
        for person in (one.shower, *(learner.person for learner in one.learners))
    )
    for role in (Role.SELLER, Role.EXECUTIVE, Role.ADMINISTRATOR):
        with pytest.raises(Mistake, match="not-allowed"):
            propose(seen_by(company, "ben", role))


def test_who_is_brought_along_is_proposed_no_more_until_it_is_declined(company: Company) -> None:
    from husay.store.team.circles import answer, assign, end
    from husay.store.team.proposing import propose

    mia = seen_by(company, "mia")
    circle = Circle(
        stage="closing", shower="cel", learners=("ben",), starts=LAST + timedelta(days=1)
    )
    number = assign(mia, circle, AT).number
    assert propose(mia).found == ()
    assert propose(mia).unmet == ()
    answer(seen_by(company, "ben", Role.SELLER), number, False, "Not with Cel.", AT)
    assert [one.shower for one in propose(mia).found] == ["ana"]
    end(mia, number, "Another one fits.", AT)


def test_where_nobody_is_free_it_says_so(company: Company) -> None:
    from husay.coaching.plan import CoachingPlan
    from husay.store.coaching.plans import create, take_on
    from husay.store.coaching.showers import who_shows
    from husay.store.team.proposing import propose

    mia = seen_by(company, "mia")
    able = [one.person for one in who_shows(mia, "ben", "closing")]
    made = [
        create(mia, CoachingPlan(seller=to, stage="price", shower=shower, starts=LAST,
                                 ends=LAST + timedelta(days=30)), AT)
        for shower in able for to in ("eve", "fay")
        if shower not in ("eve", "fay")
    ]  # fmt: skip
    found = propose(mia)
    assert not any(one.shower not in ("eve", "fay") for one in found.found)
    if not {"eve", "fay"} & set(able):
        assert found.unmet == (("ben", "closing"),)
    for one in made:
        take_on(mia, one.number, one.version, "stopped", "x", AT)
