"""Killed in the middle of publishing, or published by two at once: book and plan never contradict
each other, and publishing again makes it whole."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from husay.basics.problem import Mistake
from tests.goal_plans.small import AT, planned
from tests.house.project import ROOT
from tests.measures.making import Made, opened

MOMENTS = {
    "before the manifest": (0, "draft"),
    "manifest inserted, not committed": (0, "draft"),
    "after the manifest": (120, "draft"),
    "plan saved, not committed": (120, "draft"),
    "after": (120, "published"),
}
"""By when the process is killed: the book's goals, and what the plan says of itself."""

PUBLISHER = """
import os, signal, sys
from husay.store.opening import open_company
company = open_company(sys.argv[1])

from husay.store import goal_plans
from husay.store.goal_plans import publishing
from husay.store.records import manifests
from husay.store.records.models import ManifestRecord
from tests.goal_plans.small import AT

moment = sys.argv[2]

def at(now):
    if now == moment:
        os.kill(os.getpid(), signal.SIGKILL)

def around(owner, name, before="", after=""):
    real = getattr(owner, name)
    def instead(*args, **kwargs):
        at(before)
        done = real(*args, **kwargs)
        at(after)
        return done
    setattr(owner, name, instead)

around(ManifestRecord.objects, "create", after="manifest inserted, not committed")
around(manifests, "publish", "before the manifest", "after the manifest")
around(publishing, "note", "plan saved, not committed")
goal_plans.publish(company, 1, 2, "go", AT)
at("after")
"""


def state(made: Made) -> tuple[int, str]:
    from husay.store.goal_plans import opened as plan

    goals = int(str(made.snapshot.run("SELECT COUNT(*) FROM goals")[0][0]))
    return goals, plan(made.company, 1).row.state


def publish_in_a_process(home: Path, moment: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", PUBLISHER, str(home), moment], cwd=ROOT, check=False
    )
    return done.returncode


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_a_moment_and_published_again(made: Made, moment: str) -> None:
    from husay.store.goal_plans import entries, publish

    planned(made.company)
    assert publish_in_a_process(made.folder, moment) == -signal.SIGKILL
    again = opened(made.folder)
    assert state(again) == MOMENTS[moment]
    result = publish(again.company, 1, 2, "go", AT)
    assert (result.manifest is None) == (MOMENTS[moment][0] == 120)
    assert state(again) == (120, "published")
    said = [entry.act for entry in entries(again.company, 1, "N1/ana").entries]
    assert said == ["decide", "publish"]
    assert again.company.verify().problems == ()
    assert list((made.folder / "cache" / "trials").glob("*")) == []


def test_of_two_who_publish_at_once_one_does_and_the_other_is_told(made: Made) -> None:
    """The second comes while the first holds the writer's lock."""
    from django.db import connections

    from husay.store.goal_plans import publish
    from husay.store.lock import writer_lock

    planned(made.company)
    with writer_lock(made.folder), pytest.raises(Mistake) as refused:
        publish(made.company, 1, 2, "go", AT)
    assert [p.code for p in refused.value.problems] == ["book-is-being-written"]
    outcomes: list[str] = []

    def attempt() -> None:
        try:
            publish(made.company, 1, 2, "go", AT)
            outcomes.append("done")
        except Mistake as wrong:
            outcomes.append(wrong.problems[0].code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=attempt) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "done" in outcomes
    assert set(outcomes) <= {"done", "book-is-being-written"}
    assert state(made) == (120, "published")


def test_of_changes_at_once_to_one_version_exactly_one_is_made(made: Made) -> None:
    from django.db import connections

    from husay.store.goal_plans import change, history
    from tests.goals.trees import set_by_hand

    planned(made.company)
    outcomes: list[str] = []

    def attempt(value: int) -> None:
        try:
            change(made.company, 1, 2, "set", "", AT, lambda p, w: set_by_hand(p, "N", value, w))
            outcomes.append("done")
        except Mistake as wrong:
            outcomes.append(wrong.problems[0].code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=attempt, args=(10**8 + i,)) for i in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", *["goal-plan-changed"] * 3]
    assert [version.number for version in history(made.company, 1)] == [3, 2, 1]
