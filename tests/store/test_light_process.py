"""A process without the applications of sign-in: it reads, keeps all tables up, carries nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.bringing import new_company

_LIGHT = """
import sys
from datetime import UTC, datetime
from husay.store.records.weight import lighten
lighten()
from husay.store.opening import open_company
company = open_company(sys.argv[1])
from django.apps import apps
assert not apps.is_installed("allauth.mfa")
"""


def run(folder: Path, script: str) -> str:
    environ = {k: v for k, v in os.environ.items() if k != "HUSAY_HOME"}
    done = subprocess.run(
        [sys.executable, "-c", _LIGHT + script, str(folder)],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return new_company(tmp_path / "company").home.path


def test_it_reads_and_a_backup_is_refused_rather_than_left_incomplete(folder: Path) -> None:
    script = """
print(company.head().number)
try:
    company.backup(company.home.path / "x.tar", datetime(2026, 11, 26, tzinfo=UTC))
except AssertionError as error:
    print("refused", "leave records behind" in str(error))
"""
    assert run(folder, script).split() == ["0", "refused", "True"]


def test_it_brings_the_tables_of_all_applications_to_this_version(folder: Path) -> None:
    from django.core.management import call_command
    from django.db import connection

    from husay.store.opening import open_company
    from husay.store.records.migrating import is_current

    open_company(folder)
    call_command("migrate", "mfa", "zero", verbosity=0)
    assert "mfa_authenticator" not in connection.introspection.table_names()
    assert not is_current()
    connection.close()
    run(folder, "")
    assert is_current()
    assert "mfa_authenticator" in connection.introspection.table_names()


def test_every_migration_is_found_without_importing_it(folder: Path) -> None:
    from django.db.migrations.loader import MigrationLoader

    from husay.store.records.migrating import known_migrations

    found = MigrationLoader(None).disk_migrations
    assert found is not None
    assert set(known_migrations()) == set(found)
