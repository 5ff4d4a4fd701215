"""The audit log: one chain whoever writes it, and no row of it can be changed unseen.

With HUSAY_TEST_POSTGRESQL set to the address of an empty database, its name ending in `_test`,
everything is proved there, too.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from husay.access.viewer import Viewer, operator
from husay.store.restore import restore
from tests.web.bringing import new_company

if TYPE_CHECKING:
    from husay.store.company import Company
    from husay.store.records.audit import Proof

AT = datetime(2026, 11, 26, 9, 30, 15, 123_456, tzinfo=UTC)
ENGINES = {"sqlite": ""}
if os.environ.get("HUSAY_TEST_POSTGRESQL"):
    ENGINES["postgresql"] = os.environ["HUSAY_TEST_POSTGRESQL"]

WRITERS, ROWS_EACH = 3, 25

_BEGIN = """
import sys
from datetime import UTC, datetime
from husay.store.records.weight import lighten
lighten()
from husay.store.opening import open_company
company = open_company(sys.argv[1])
from django.db import connection, transaction
from husay.access.viewer import operator
from husay.store.records.audit import note, verify_log
from husay.store.records.models import AuditEntry
AT = datetime(2026, 11, 26, tzinfo=UTC)
def proof():
    return verify_log(operator("test"))
def rows(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
"""


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a new company, to be copied: making one takes a while."""
    folder = tmp_path_factory.mktemp("new") / "company"
    new_company(folder)
    from django.db import connections

    connections.close_all()
    return folder


@pytest.fixture
def company(new: Path, tmp_path: Path) -> Company:
    from husay.store.opening import open_company

    return open_company(shutil.copytree(new, tmp_path / "company"))


def _noted(action: str, **more: object) -> None:
    from husay.store.records.audit import note

    note("operator:ana", action, at=AT, place="cli", **more)  # type: ignore[arg-type]


def run(folder: Path, script: str, engine: str, *given: str) -> str:
    """What a process of its own prints, on one of the engines."""
    done = subprocess.run(
        [sys.executable, "-c", _BEGIN + script, str(folder), *given],
        env={**os.environ, "HUSAY_DATABASE_URL": ENGINES[engine]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def cleared(engine: str) -> None:
    """An empty database: a test of PostgreSQL has one, and uses it again."""
    url = ENGINES[engine]
    if url:
        import psycopg

        assert url.partition("?")[0].endswith("_test"), "this would empty a real database"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")


@pytest.mark.parametrize("engine", ENGINES)
def test_writers_at_the_same_time_make_one_chain(company: Company, engine: str) -> None:
    cleared(engine)
    folder = company.home.path
    assert run(folder, "print(connection.vendor)", engine) == engine
    script = f"for n in range({ROWS_EACH}): note('operator:x', 'sign-in', at=AT, place='cli')"
    command = [sys.executable, "-c", _BEGIN + script, str(folder)]
    environ = {**os.environ, "HUSAY_DATABASE_URL": ENGINES[engine]}
    writers = [subprocess.Popen(command, env=environ) for _ in range(WRITERS)]
    assert [writer.wait(120) for writer in writers] == [0] * WRITERS
    said = run(
        folder,
        "print(proof().rows, proof().whole, AuditEntry.objects.last().number)",
        engine,
    )
    assert said == f"{WRITERS * ROWS_EACH} True {WRITERS * ROWS_EACH}"


_CHANGES = (
    "AuditEntry.objects.filter(number=2).update(who='somebody else')",
    "AuditEntry.objects.filter(number=2).delete()",
    "rows('DELETE FROM records_auditentry')",
    "rows('UPDATE records_auditentry SET at = at')",
)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_database_refuses_to_change_a_row(company: Company, engine: str) -> None:
    cleared(engine)
    tries = "".join(
        f"""
try:
    with transaction.atomic():
        {change}
except Exception as error:
    print('never changed' in str(error))
"""
        for change in _CHANGES
    )
    script = "for n in range(3): note('operator:x', 'sign-in', at=AT, place='cli')\n"
    said = run(company.home.path, f"{script}{tries}\nprint(proof().whole)", engine)
    assert said.split() == ["True"] * (len(_CHANGES) + 1)


def test_the_chain_is_what_its_words_say(company: Company) -> None:
    from husay.store.records.models import AuditEntry

    _noted("role-given", kind="user", item="7", after={"role": "seller", "unit": "Ñ"}, reason="new")
    _noted("sign-in")
    before = "0" * 64
    for entry, after in zip(
        AuditEntry.objects.all(), ({"role": "seller", "unit": "Ñ"}, None), strict=True
    ):
        said = json.dumps(
            [entry.number, "2026-11-26T09:30:15.123+00:00", "operator:ana", entry.action,
             entry.kind, entry.item, None, after, entry.reason, "cli"],
            ensure_ascii=False, separators=(",", ":"), sort_keys=True,
        )  # fmt: skip
        assert entry.previous == before
        before = hashlib.sha256((before + said).encode()).hexdigest()
        assert entry.digest == before


def _around_the_database(*statements: str) -> None:
    """As somebody with the file could: the triggers are taken away first."""
    from django.db import connection

    with connection.cursor() as cursor:
        for verb in ("update", "delete"):
            cursor.execute(f"DROP TRIGGER audit_log_no_{verb}")
        for statement in statements:
            cursor.execute(statement)


def proof() -> Proof:
    """The proof of the log, as the operator has it."""
    from husay.store.records.audit import verify_log

    return verify_log(operator("test"))


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE records_auditentry SET who = 'operator:eve' WHERE number = 3", 3),
        ("UPDATE records_auditentry SET reason = 'x' WHERE number = 1", 1),
        ("UPDATE records_auditentry SET at = '2026-11-25 00:00:00' WHERE number = 5", 5),
        ("DELETE FROM records_auditentry WHERE number = 2", 2),
        ("DELETE FROM records_auditentry WHERE number = 1", 1),
        ("UPDATE records_auditentry SET number = 9 WHERE number = 4", 4),
        ("UPDATE records_auditentry SET digest = previous || '' WHERE number = 2", 2),
    ],
)
def test_the_first_row_that_is_not_right_is_found(
    company: Company, statement: str, broken: int
) -> None:
    for _ in range(5):
        _noted("sign-in")
    assert (proof().rows, proof().whole) == (5, True)
    if "previous ||" in statement:  # digests are unique, so something new has to stand there
        statement = statement.replace("previous ||", "'x' ||")
    _around_the_database(statement)
    assert proof().broken == broken
    assert proof().rows == broken - 1


def test_two_rows_that_change_places_are_found(company: Company) -> None:
    for _ in range(4):
        _noted("sign-in")
    swap = "UPDATE records_auditentry SET number = {} WHERE number = {}"
    _around_the_database(swap.format(99, 2), swap.format(2, 3), swap.format(3, 99))
    assert proof().broken == 2


def test_an_empty_log_is_whole(company: Company) -> None:
    assert (proof().rows, proof().whole, proof().newest) == (0, True, "0" * 64)


def test_a_row_is_written_with_what_it_tells_of_or_not_at_all(company: Company) -> None:
    from django.db import transaction

    with transaction.atomic():
        _noted("sign-in")
        transaction.set_rollback(True)
    _noted("sign-in")
    assert (proof().rows, proof().whole) == (1, True)


def test_who_acts_is_told_without_their_name(company: Company) -> None:
    from husay.store.records.audit import actor
    from husay.store.records.users import new_user

    user = new_user("Ana@example.com", "Ana", at=AT)
    assert actor(user) == f"user:{user.pk}"
    assert actor(Viewer("ana@example.com")) == f"user:{user.pk}"
    assert actor(Viewer("eve@example.com")) == "nobody"
    assert actor(operator("juan")) == "operator:juan"


def test_a_restored_log_is_the_same_chain(company: Company, tmp_path: Path) -> None:
    for number in range(3):
        after = {"rows": 10**15, "é": [1, None]}
        _noted("imported", kind="snapshot", item=str(number), after=after)
    before = proof()
    company.backup(tmp_path / "backup.tar", AT)
    restore(tmp_path / "backup.tar", tmp_path / "restored")
    assert proof() == before
    assert (before.rows, before.whole) == (3, True)
