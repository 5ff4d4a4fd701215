"""PostgreSQL for a session of tests, with the role that docs/deploy.md makes."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.postgresql import page
from tests.postgresql.cluster import PASSWORD, Cluster, cluster
from tests.postgresql.husay import Husay


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """A server, its role and its database made by the page's own commands."""
    find = [str(ROOT / "scripts" / "ensure-postgresql"), "--find"]
    found = subprocess.run(find, capture_output=True, text=True, check=False).stdout.strip()
    if not found:
        pytest.skip("no PostgreSQL here: `make test` says how to get one")
    with cluster(Path(found)) as running:
        for words in page.commands("sudo -u postgres"):
            chosen = [word.replace("CHOOSE-ONE", PASSWORD) for word in words]
            running.run(*chosen)
        yield running


@pytest.fixture
def new_husay(postgresql: Cluster, tmp_path: Path) -> Husay:
    """Husay with its records in a new database, and no company yet."""
    name = f"t{os.getpid()}_{abs(hash(tmp_path)) % 10**9}"
    return Husay(tmp_path, {"HUSAY_DATABASE_URL": postgresql.database(name)})
