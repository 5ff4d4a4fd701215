"""Records in PostgreSQL: all tables, all figures, one log, and back and forth with SQLite."""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from tests.postgresql.cluster import Cluster
from tests.postgresql.husay import Husay

pytestmark = pytest.mark.xdist_group("postgresql")  # one cluster and one demo company for all

LINES = "8000"
ASKED = (
    ("show", "revenue,orders,quantity", "--by", "division"),
    ("show", "revenue", "--by", "seller", "--compare", "goal"),
    ("standing",),
    ("book", "log"),
)


@pytest.fixture(scope="module")
def demo(postgresql: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Husay:
    """The demo company, generated and imported, with its users."""
    folder = tmp_path_factory.mktemp("demo")
    husay = Husay(folder, {"HUSAY_DATABASE_URL": postgresql.database("demo")})
    husay.run("demo", "--no-serve", "--dir", "company", "--lines", LINES)
    return husay


HELD = """
import json
from husay.access.viewer import operator
from husay.store.records.audit import verify_log
from husay.store.records.carrying import carried
proof = verify_log(operator("test"))
held = {m._meta.label: m._base_manager.count() for m in carried()}
print(json.dumps({**held, "chain": [proof.rows, proof.newest, proof.broken]}))
"""
"""How many records there are of each kind, and what the proof of the log says."""


@dataclass(frozen=True)
class Copy:
    """The demo company again, of its backup, with its records in a file; and what it should hold:
    what there was in PostgreSQL just before."""

    husay: Husay
    held: dict[str, Any]


@pytest.fixture(scope="module")
def in_sqlite(demo: Husay) -> Copy:
    held = json.loads(demo.script(demo.folder / "company", HELD))
    demo.run("--home", "company", "backup", "company.tar")
    husay = Husay(demo.folder)
    husay.run("restore", "company.tar", "in-sqlite")
    return Copy(husay, held)


def test_every_migration_is_applied_and_none_is_missing(demo: Husay) -> None:
    company = demo.folder / "company"
    said = demo.script(company, """
from django.core.management import call_command
from django.db import connection
from husay.store.records.migrating import is_current
assert connection.vendor == "postgresql" and is_current()
call_command("makemigrations", check=True, dry_run=True)
""")  # fmt: skip
    assert "No changes detected" in said
    assert not (company / "records.sqlite3").exists()


def test_the_figures_are_those_of_sqlite_and_all_is_proved(demo: Husay, in_sqlite: Copy) -> None:
    told = demo.json("company", *ASKED)
    assert all(each["rows"] for each in told)
    assert in_sqlite.husay.json("in-sqlite", *ASKED) == told
    assert "All of it is as it should be." in demo.run("--home", "company", "book", "verify")


def test_a_backup_carries_every_record_there_and_back(
    demo: Husay, in_sqlite: Copy, postgresql: Cluster
) -> None:
    folder, held = demo.folder, in_sqlite.held
    assert held["records.User"] == 6
    assert held["records.Name"] > 60
    rows, _newest, broken = held["chain"]
    assert rows >= 12, "six users were made, and given a role"
    assert broken is None
    assert json.loads(in_sqlite.husay.script(folder / "in-sqlite", HELD)) == held
    again = Husay(folder, {"HUSAY_DATABASE_URL": postgresql.database("again")})
    in_sqlite.husay.run("--home", "in-sqlite", "backup", "back.tar")
    again.run("restore", "back.tar", "again")
    more = """
from datetime import UTC, datetime
from husay.store.records.users import new_user
print(new_user("one@more.test", at=datetime(2026, 11, 24, tzinfo=UTC)).pk)
"""
    said = again.script(folder / "again", HELD + more).splitlines()
    assert json.loads(said[0]) == held
    assert int(said[1]) > held["records.User"], "numbers go on where they were"


def test_records_are_only_put_into_an_empty_database(demo: Husay, in_sqlite: Copy) -> None:
    into = demo.start("-m", "husay", "restore", "company.tar", "twice")
    _said, errors = into.communicate(timeout=120)
    assert into.returncode != 0
    assert "records" in errors
    assert not (demo.folder / "twice").exists()


NOTES = """
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from django.db import transaction
from husay.store.records.audit import note
Path("ready-{who}").touch()
while not (Path("ready-a").exists() and Path("ready-b").exists()):
    time.sleep(0.01)
for number in range(100):
    with transaction.atomic():
        note("nobody", "signed-in", at=datetime.now(UTC), place="cli", kind="test", item="{who}")
"""


def test_two_processes_write_one_chain(demo: Husay) -> None:
    company = demo.folder / "company"
    before = json.loads(demo.script(company, HELD))["chain"][0]
    opened = f"from husay.store.opening import open_company\nopen_company({str(company)!r})\n"
    writers = [demo.start("-c", opened + NOTES.format(who=who)) for who in ("a", "b")]
    for writer in writers:
        demo.done(writer)
    order = """
from husay.store.records.models import AuditEntry
written = AuditEntry.objects.filter(kind="test").order_by("number")
print("".join(written.values_list("item", flat=True)))
"""
    held, items = demo.script(company, HELD + order).splitlines()
    rows, _newest, broken = json.loads(held)["chain"]
    assert (rows, broken) == (before + 200, None)
    assert items.count("a") == items.count("b") == 100
    assert items.count("ab") + items.count("ba") > 2, "they wrote at the same time"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE records_auditentry SET reason = 'x' WHERE number = 1",
        "DELETE FROM records_auditentry",
        "TRUNCATE records_auditentry",
    ],
)
def test_the_database_keeps_the_log(demo: Husay, postgresql: Cluster, sql: str) -> None:
    before = postgresql.ask("demo", "SELECT count(*) FROM records_auditentry")
    with pytest.raises(AssertionError, match="the audit log is never changed"):
        postgresql.ask("demo", sql)
    assert postgresql.ask("demo", "SELECT count(*) FROM records_auditentry") == before


def test_a_name_that_no_database_can_hold_is_nobodys(demo: Husay) -> None:
    """PostgreSQL takes no NUL."""
    said = demo.script(demo.folder / "company", r"""
print(home.called("person", "Ana\0"), home.names("person", ["E\0"]))
""")  # fmt: skip
    assert said == "() {}\n"
