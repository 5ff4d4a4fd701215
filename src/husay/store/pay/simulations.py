"""Simulations as compensation asks for them: worked out in the process beside the server, and kept
in the cache until the snapshot, a plan, an assignment or an input by hand is another one.

A file `<key>.asked` is a simulation that waits; one process at a time takes them, under a lock of
the operating system. A killed one leaves its file, and the next process begins again, three times
at most. What came out is `<key>.json`. The records know nothing of it: a simulation can be made
again.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from husay.access.role import Right
from husay.basics.period import Window
from husay.basics.problem import Mistake, Problem, mistake
from husay.pay.document.plan import Plan
from husay.pay.runs.plain import canonical, problem_data, read_problem
from husay.pay.simulated import Simulated, read_simulated, simulated_data
from husay.store.home import Home
from husay.store.lock import only_simulator
from husay.store.moment import everything
from husay.store.pay.assignments import assigned
from husay.store.pay.plans import document_of, in_force, version_of
from husay.store.pay.said import heard_now, said_of
from husay.store.pay.simulating import Asked, Progress, simulate
from husay.store.records.alone import alone
from husay.store.records.audit import note
from husay.store.records.models import PayPlanRow, PayPlanVersion

if TYPE_CHECKING:
    from husay.store.company import Company

MOST_ATTEMPTS = 3
_KEPT = 20
_FORM = 2
"""Another one where what is kept has another form: answers in an older one are not read."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Question:
    """What is simulated: a version of a plan as the draft, the version that it is held against
    (None: none is in force), whose people it is for, and over which days; of a `unit`, its people
    instead of the plan's."""

    draft: PayPlanVersion
    against: PayPlanVersion | None
    people: PayPlanRow
    days: Window
    unit: str = ""


@dataclass(frozen=True)
class Answer:
    """How far a simulation is. `found` once it is worked out (`made` says when), or the `problems`
    for which it cannot be; before that, `done` of `steps` (0 of 0: it waits)."""

    waiting: bool = False
    found: Simulated | None = None
    problems: tuple[Problem, ...] = ()
    made: datetime | None = None
    snapshot: int = 0
    done: int = 0
    steps: int = 0


def question(
    company: Company,
    row: PayPlanRow,
    number: int | None,
    against: PayPlanRow | None,
    days: Window,
    unit: str = "",
) -> Question:
    """A question as it was asked: version `number` of a plan (None: the newest) against what is in
    force today of another plan (None: of the same one, where that is another version)."""
    company.viewer.check(Right.RUN_PAY)
    draft = version_of(row, number)
    return Question(draft, *held_against(company, row.name, draft, against), days, unit)


def held_against(
    company: Company, name: str, draft: PayPlanVersion | None, against: PayPlanRow | None
) -> tuple[PayPlanVersion | None, PayPlanRow]:
    """What a draft of a plan of this name (None: it is not kept) is held against, and whose people
    it is for: what is in force of `against`, else of the plan itself, where that is another version
    (None: nothing); the plan's own people, else those of `against`.

    Raises Mistake `pay-simulation-plan` where neither plan is kept.
    """
    row = PayPlanRow.objects.filter(name=name).first() if draft is None else draft.plan
    first = against or row
    if first is None:
        raise mistake("pay-simulation-plan", value=name)
    now = in_force(first, company.today)
    has_people = row is not None and (against is None or bool(assigned(row)))
    return None if now == draft else now, row if row is not None and has_people else first


def unit_called(company: Company, typed: str) -> str:
    """The unit that is identified or named ('': none); raises Mistake `pay-simulation-unit`."""
    company.viewer.check(Right.RUN_PAY)
    if not typed:
        return ""
    known = {str(unit) for (unit,) in everything(company).run("SELECT unit FROM unit_spans")}
    named = (typed,) if typed in known else company.called("unit", typed)
    if len(named) != 1:
        nearest = company.nearest_name("unit", typed)
        raise mistake("pay-simulation-unit", value=typed, nearest=nearest)
    return named[0]


def asked_of(
    draft: Plan, against: Plan | None, people: PayPlanRow, days: Window, unit: str = ""
) -> Asked:
    """A question with its plans read, for everybody who has, had or will have the plan: what their
    parameters are last."""
    said = said_of(people, heard_now(people))
    last = {one.person: one for one in said.held}
    # Balances are of the plan that was; what is on hold was sold all the same.
    said = replace(said, held=tuple(last.values()), openings={}, holds=frozenset())
    return Asked(draft=draft, against=against, said=said, days=days, unit=unit)


def answer(company: Company, asked: Question) -> Answer | None:
    """What is known of a question; None where nobody asked it yet."""
    company.viewer.check(Right.RUN_PAY)
    company = company.of_one_moment()
    made = _file(company, asked, "json")
    if made.is_file():
        return _read(json.loads(made.read_text(encoding="utf-8")))
    waits = _file(company, asked, "asked")
    if not waits.is_file():
        return None
    data = _given(waits)
    return Answer(waiting=True, done=data.get("done", 0), steps=data.get("steps", 0))


def ask(company: Company, asked: Question, at: datetime) -> None:
    """Ask for a simulation; whoever works them out comes for it. It is noted who asked."""
    company.viewer.check(Right.RUN_PAY)
    company = company.of_one_moment()
    if answer(company, asked) is not None:
        return
    noted(company, asked.draft.plan.name, asked.days, at)
    data = {
        "draft": asked.draft.pk, "against": asked.against.pk if asked.against else None,
        "people": asked.people.pk, "from": asked.days.start.isoformat(),
        "to": asked.days.end.isoformat(), "asked": at.isoformat(), "attempts": 0,
        "unit": asked.unit,
    }  # fmt: skip
    _write(_file(company, asked, "asked"), data)


def simulate_now(
    company: Company, draft: Plan, against: Plan | None, people: PayPlanRow, days: Window,
    progress: Progress, at: datetime, unit: str = "",
) -> tuple[Simulated, int]:  # fmt: skip
    """Simulate a plan that need not be kept, while one waits; what came out is not kept, either.
    Answers it with the number of the snapshot. Raises Mistake as `simulate` does."""
    company.viewer.check(Right.RUN_PAY)
    company = company.of_one_moment()
    noted(company, draft.name, days, at)
    snapshot = everything(company)
    asked = asked_of(draft, against, people, days, unit)
    return simulate(snapshot, asked, progress), snapshot.number


def noted(company: Company, plan: str, days: Window, at: datetime) -> None:
    """Write down that somebody sees what a draft would pay everybody."""
    with alone():
        note(
            company.viewer, "pay-simulated", at=at, place=company.place, kind="pay-plan", item=plan,
            after={"from": days.start.isoformat(), "to": days.end.isoformat()},
        )  # fmt: skip


def work_out_next(company: Company, clock: Callable[[], datetime]) -> bool:
    """Work out the simulation that waits longest; False where none does, or another process is at
    it. `company` is opened for whoever does the company's waiting work."""
    folder = _folder(company.home)
    if not folder.is_dir() or not any(folder.glob("*.asked")):
        return False
    with only_simulator(company.home.path) as is_alone:
        waiting = sorted(folder.glob("*.asked"), key=lambda file: file.stat().st_mtime)
        if not is_alone or not waiting:
            return False
        _work_out(company.of_one_moment(), waiting[0], clock)
        _keep_few(folder)
        return True


def put_back(home: Home) -> None:
    """Asked to stop in the midst of one: the next process begins it again, and that it was begun
    is not held against it."""
    for file in _folder(home).glob("*.asked"):
        given = _given(file)
        if given.get("begun"):
            again = {"attempts": given["attempts"] - 1, "begun": False, "done": 0, "steps": 0}
            _write(file, given | again)


def _work_out(company: Company, file: Path, clock: Callable[[], datetime]) -> None:
    given = _given(file)
    given |= {"attempts": given.get("attempts", 0) + 1, "begun": True}

    def progress(done: int, steps: int) -> None:
        _write(file, given | {"done": done, "steps": steps})

    progress(0, 0)
    try:
        if given["attempts"] > MOST_ATTEMPTS:
            raise mistake("pay-simulation-killed", attempts=MOST_ATTEMPTS)
        found, snapshot = _simulated(company, given, progress)
        said: dict[str, Any] = {"found": simulated_data(found), "snapshot": snapshot}
    except Mistake as wrong:
        said = {"problems": [problem_data(problem) for problem in wrong.problems]}
    except Exception as error:
        _log.exception("the simulation %s failed", file.name)
        failed = Problem(code="pay-simulation-failed", value=type(error).__name__)
        said = {"problems": [problem_data(failed)]}
    _write(file.with_suffix(".json"), said | {"made": clock().isoformat()})
    file.unlink(missing_ok=True)


def _simulated(
    company: Company, given: Mapping[str, Any], progress: Progress
) -> tuple[Simulated, int]:
    """What was asked, by the newest snapshot."""
    versions = PayPlanVersion.objects.in_bulk([given["draft"], given["against"]])
    draft, against = versions.get(given["draft"]), versions.get(given["against"])
    people = PayPlanRow.objects.filter(pk=given["people"]).first()
    if draft is None or people is None:
        raise mistake("pay-plan-unknown", value="")
    days = Window(*(datetime.fromisoformat(given[key]).date() for key in ("from", "to")))
    held = document_of(against) if against else None
    asked = asked_of(document_of(draft), held, people, days, given["unit"])
    snapshot = everything(company)
    return simulate(snapshot, asked, progress), snapshot.number


def _read(data: Mapping[str, Any]) -> Answer:
    made = datetime.fromisoformat(data["made"])
    if "problems" in data:
        return Answer(problems=tuple(map(read_problem, data["problems"])), made=made)
    return Answer(found=read_simulated(data["found"]), made=made, snapshot=data["snapshot"])


def _folder(home: Home) -> Path:
    return home.cache / "simulations"


def _file(company: Company, asked: Question, kind: str) -> Path:
    """The file of a question: another one as soon as anything that it rests on is."""
    manifest = company.head()
    rests_on = [
        _FORM, manifest.mark, asked.draft.digest, asked.against.digest if asked.against else "",
        asked.people.pk, *astuple(heard_now(asked.people)), asked.days.start.isoformat(),
        asked.days.end.isoformat(), asked.unit,
    ]  # fmt: skip
    key = hashlib.sha256(canonical(rests_on)).hexdigest()[:32]
    return _folder(company.home) / f"{key}.{kind}"


def _given(file: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:  # it was worked out this moment
        return {}
    return found


def _write(file: Path, data: Mapping[str, Any]) -> None:
    """Write a file whole: whoever reads it sees it as before or as after."""
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_name(f"{file.name}.new")
    aside.write_bytes(canonical(data))
    aside.replace(file)


def _keep_few(folder: Path) -> None:
    """Take the oldest answers away."""
    made = sorted(folder.glob("*.json"), key=lambda file: -file.stat().st_mtime)
    for file in made[_KEPT:]:
        file.unlink(missing_ok=True)
