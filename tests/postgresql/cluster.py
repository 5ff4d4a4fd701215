"""A throw-away PostgreSQL: a cluster in a folder of its own, reached from this machine only."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PASSWORD = "made-up-for-a-test"


@dataclass(frozen=True)
class Cluster:
    """A running server. `folder` has its socket; `programs` its client programs."""

    programs: Path
    folder: Path
    port: int

    def run(self, program: str, *words: str) -> str:
        """What a client program says, as the superuser; anything but a success is an error."""
        environment = {
            **os.environ, "PGHOST": str(self.folder), "PGPORT": str(self.port),
            "PGUSER": "postgres", "PGDATABASE": "postgres",
        }  # fmt: skip
        done = subprocess.run(
            [str(self.programs / program), *words], env=environment, capture_output=True,
            text=True, check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def url(self, database: str) -> str:
        """Where a database is, as HUSAY_DATABASE_URL says it."""
        return f"postgresql://husay:{PASSWORD}@127.0.0.1:{self.port}/{database}"

    def database(self, name: str) -> str:
        """A new empty database; answers its address."""
        self.run("createdb", "--owner", "husay", "--encoding", "UTF8", "--template", "template0",
                 name)  # fmt: skip
        return self.url(name)

    def ask(self, database: str, sql: str) -> list[list[str]]:
        """The rows of a statement, as the superuser, as texts."""
        said = self.run("psql", "--dbname", database, "-AtX", "-F", "\t", "--command", sql)
        return [line.split("\t") for line in said.splitlines()]


@contextmanager
def cluster(programs: Path) -> Iterator[Cluster]:
    """A server that is stopped and removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="husay-pg-"))
    try:
        owner = _owner(folder)
        _initdb(programs, folder, owner)
        made = Cluster(programs, folder, _free_port())
        server = subprocess.Popen(
            [str(programs / "postgres"), "-D", str(folder / "data"), "-k", str(folder),
             "-h", "127.0.0.1", "-p", str(made.port),
             # It need not outlive a power cut.
             "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "log_min_messages=fatal"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", **owner,
        )  # fmt: skip
        try:
            _wait(made, server)
            yield made
        finally:
            server.terminate()  # it waits for clients to go
            try:
                server.wait(5)
            except subprocess.TimeoutExpired:
                server.send_signal(2)  # it does not
                server.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _owner(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses root: then a user without rights runs it, who gets the folder."""
    if os.geteuid() != 0:
        return {}
    user = next(u for u in ("postgres", "nobody") if u in {p.pw_name for p in pwd.getpwall()})
    entry = pwd.getpwnam(user)
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _initdb(programs: Path, folder: Path, owner: dict[str, Any]) -> None:
    command = [
        str(programs / "initdb"), "-D", str(folder / "data"), "-U", "postgres", "--no-sync",
        "--encoding", "UTF8", "--locale", "C.UTF-8", "--auth-local", "trust",
        "--auth-host", "scram-sha-256",
    ]  # fmt: skip
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd="/", timeout=120, **owner
    )
    assert done.returncode == 0, done.stderr


def _wait(made: Cluster, server: "subprocess.Popen[bytes]") -> None:
    ready = [str(made.programs / "pg_isready"), "-q", "-h", str(made.folder), "-p", str(made.port)]
    ends = time.monotonic() + 60
    while subprocess.run(ready, check=False).returncode != 0:
        assert server.poll() is None, "PostgreSQL did not start"
        assert time.monotonic() < ends, "PostgreSQL did not answer"
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
