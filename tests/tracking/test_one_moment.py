"""One answer is of one snapshot, whatever is imported while it is made.

Ana sells in the north and Ben in the south, which Mia leads both. The moment that the newest
snapshot was asked for, 1,000 more of Ana come in: an answer has all of them, or none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from husay.access.role import Role
from husay.access.viewer import Viewer
from husay.measures.question import Whole
from tests.measures.making import AT, Made
from tests.tracking.test_outlook import DAY, FEBRUARY, TREE, YEARS
from tests.tracking.weekdays import company
from tests.upkeep.small import source_of, write_files

if TYPE_CHECKING:
    from husay.book.manifest import Manifest
    from husay.store.company import Company

NORTH = Whole("unit", "north")
MORE = 1_000 * 10_000


@pytest.fixture
def made(tmp_path: Path) -> Made:
    goals = f"unit,north,revenue,{FEBRUARY},4000,\nseller,ana,revenue,{FEBRUARY},4000,\n"
    return company(tmp_path, YEARS, goals, **TREE)


@pytest.fixture
def importing(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], list[int]]:
    """From now on an import is published after each asking for the newest snapshot; the numbers
    of the snapshots that were given for the newest."""
    from husay.store.records import manifests

    home, head, said = made.company, manifests.head, list[int]()

    def bring_in(number: int) -> None:
        name = f"more{number}"
        line = {"sale": name, "line": 1, "date": DAY, "amount": 1000, "seller": "ana"}
        write_files(tmp_path / name, {"sale_lines": [line]})
        result = home.import_source(source_of(name, ["sale_lines"]), tmp_path / name, "x", AT)
        assert not result.refused, result.problems

    def asked() -> Manifest | None:
        found = head()
        assert found is not None
        said.append(found.number)
        with monkeypatch.context() as inside:
            inside.setattr(manifests, "head", head)
            bring_in(found.number)
        return found

    def begin() -> list[int]:
        monkeypatch.setattr(manifests, "head", asked)
        return said

    return begin


def as_mia(made: Made) -> Company:
    viewer = Viewer("v", frozenset({Role.MANAGER}), "mia")
    return replace(made.company, viewer=viewer, today=DAY)


def test_a_standing_is_of_one_snapshot(made: Made, importing: Callable[[], list[int]]) -> None:
    """A unit's revenue is that of its sellers, who are all of it."""
    said = importing()
    stood = as_mia(made).standing(whole=NORTH)
    assert stood is not None
    assert said == [stood.snapshot]
    (sellers,) = (b for b in stood.breakdowns if b.dimension == "seller")
    assert [r.year.value for r in sellers.rows] == [stood.year.value]


def test_an_outlook_is_of_one_snapshot(made: Made, importing: Callable[[], list[int]]) -> None:
    """What is reckoned with and what is there already are of the same."""
    from husay.store import outlooks

    before = outlooks.outlook(as_mia(made), NORTH)
    assert before is not None
    said = importing()
    found = outlooks.outlook(as_mia(made), NORTH)
    assert found is not None
    assert said == [found.snapshot] == [before.snapshot]
    assert found.goals == before.goals


def test_all_that_is_asked_of_one_moment_is_of_one_snapshot(
    made: Made, importing: Callable[[], list[int]]
) -> None:
    """A page's sentence, chart and rows, and what the company's own house reads for them."""
    from husay.store import outlooks
    from husay.store.goal_plans.whole import whole, whole_snapshot

    said = importing()
    home = as_mia(made).of_one_moment()
    found = outlooks.outlook(home, NORTH)
    assert found is not None
    outlooks.course(home, found.goals[0])
    (ana,) = outlooks.outlooks_within(home, found.goals[0])["seller"]
    assert ana.so_far == found.goals[0].so_far
    stood = home.standing()
    assert stood is not None
    numbers = {stood.snapshot, home.head().number, home.snapshot().number,
               whole_snapshot(home).number, whole(home).snapshot().number}  # fmt: skip
    assert numbers == {found.snapshot}
    assert said == [found.snapshot]
    assert home.names("person", ["ana"]) == {}
    assert said == [found.snapshot], "names are those of the same moment"


def test_without_a_moment_each_question_sees_what_came_in(
    made: Made, importing: Callable[[], list[int]]
) -> None:
    importing()
    home = as_mia(made)
    first, second = home.standing(whole=NORTH), home.standing(whole=NORTH)
    assert first is not None
    assert second is not None
    assert second.year.value - first.year.value == MORE


def test_who_publishes_sees_it_at_once(made: Made, tmp_path: Path) -> None:
    home = made.company.of_one_moment()
    before = home.snapshot().number
    write_files(tmp_path / "own", {"sale_lines": [
        {"sale": "own", "line": 1, "date": DAY, "amount": 1, "seller": "ana"},
    ]})  # fmt: skip
    result = home.import_source(source_of("own", ["sale_lines"]), tmp_path / "own", "x", AT)
    assert (home.head().number, home.snapshot().number) == (result.manifest, before + 1)
    home.publish_settings("x", AT, "again")
    assert home.head().number == home.snapshot().number == before + 2
