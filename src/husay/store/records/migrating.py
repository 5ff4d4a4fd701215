"""Bringing the records' tables to this version: skipped where they are, which one query tells.

`python -m husay.store.records.migrating FOLDER` does it in a process that has all applications,
for one that has not (`husay.store.records.weight`): the tables of all are kept up either way.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from husay.store.records.weight import is_light


def migrate() -> None:
    """Bring the records' tables to this version of Husay."""
    if is_current():
        return
    if not is_light():
        call_command("migrate", verbosity=0, interactive=False)
        return
    command = [sys.executable, "-m", "husay.store.records.migrating", str(settings.HUSAY_HOME)]
    done = subprocess.run(  # noqa: S603  # nosec B603  # our own module, no shell
        command, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"the records' tables could not be made: {done.stderr}")


def is_current() -> bool:
    """Whether every migration of every application, here or left out, has been applied."""
    applied = MigrationRecorder(connection).applied_migrations()
    return all(one in applied for one in known_migrations())


def known_migrations() -> Iterator[tuple[str, str]]:
    """The migrations of all applications, by label and name, found without importing them."""
    for app in settings.ALL_APPS:
        package = app.partition(".apps.")[0]
        found = find_spec(package)
        assert found is not None, f"{package} is not installed"
        assert found.origin is not None, f"{package} is no package"
        folder = Path(found.origin).parent / "migrations"
        for file in sorted(folder.glob("[0-9]*.py")):
            yield package.rpartition(".")[2], file.stem


if __name__ == "__main__":
    from husay.store.home import Home
    from husay.store.records.connect import connect

    os.environ["HUSAY_HOME"] = sys.argv[1]
    connect(Home(Path(sys.argv[1])))
    migrate()
