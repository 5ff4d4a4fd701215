"""What every test may rely on: no network, no company of one's own, and in CI nothing skipped."""

import os
import socket
import subprocess
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from _pytest.nodeid import NodeId
from hypothesis import HealthCheck, settings

from tests.migrated import copy_migrated
from tests.proofs import is_proof
from tests.whole import keep_whole

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
IN_CI = os.environ.get("CI") == "true"

# A test on two busy cores may be slow without being wrong; CI must say the same thing twice.
settings.register_profile("husay", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("husay"), derandomize=True, print_blob=True)
settings.load_profile("ci" if IN_CI else "husay")


def pytest_configure(config: pytest.Config) -> None:
    """A worker runs many tests: commands in it must not leave out what the next one needs, and
    each company that they make need not migrate its records again."""
    keep_whole()
    copy_migrated()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark each test by what it needs, and as heavy proof where it is, so that `-m "not proof"`
    leaves out the right ones."""
    _name_groups(config, items)
    for item in items:
        fixtures = tuple(getattr(item, "fixturenames", ()))
        for need in ("browser", "postgresql", "shared"):
            if need in fixtures:
                item.add_marker(need)
        if is_proof(item.path, fixtures):
            item.add_marker("proof")


def _name_groups(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests of one xdist_group run in one worker: xdist reads the group from the end of a test's
    id, where (3.8 with pytest 9.2) it no longer manages to write it."""
    if not getattr(config.option, "loadgroup", False):
        return
    for item in items:
        groups = "_".join(sorted({str(m.args[0]) for m in item.iter_markers("xdist_group")}))
        if groups and not item.nodeid.endswith(f"@{groups}"):
            item._id = NodeId.parse(f"{item.nodeid}@{groups}")


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Tests of a file run in one worker, in their order, like those of a group.

    What a file's tests share is made once, and they say the same on every machine.
    """
    from xdist.scheduler import LoadGroupScheduling

    class InFilesAndGroups(LoadGroupScheduling):  # type: ignore[misc]
        """What has no group is with its file."""

        def _split_scope(self, nodeid: str) -> str:
            scope = super()._split_scope(nodeid)
            return nodeid.split("::")[0] if scope == nodeid else str(scope)

    return InFilesAndGroups(config, log)


def _never_skipped(report: Any) -> Any:
    """In CI a skipped test is a failed one: what is not run proves nothing."""
    if IN_CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, and in CI nothing is: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, Any, Any]:
    """See `_never_skipped`."""
    return _never_skipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, Any, Any]:
    """See `_never_skipped`; this one is for files that skip themselves whole."""
    return _never_skipped((yield))


@pytest.fixture(autouse=True)
def _silent() -> None:
    """No test hears the language that the one before it in this worker spoke."""
    from django.conf import settings
    from django.utils import translation

    if settings.configured:
        translation.deactivate()


@pytest.fixture
def english() -> None:
    """English, where no command has spoken before."""
    from husay.cli.language import speak

    speak("en")


@pytest.fixture
def filipino() -> None:
    """Filipino, where no command has spoken before."""
    from husay.cli.language import speak

    speak("fil")


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches another machine, and none finds the developer's own company."""
    monkeypatch.delenv("HUSAY_HOME", raising=False)
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        here = self.family == socket.AF_UNIX or address[0] in ("127.0.0.1", "localhost", "::1")
        assert here, f"a test tried to reach {address}"
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_here)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data that lies beside the checkout (or where HUSAY_SHARED says)."""
    folder = Path(os.environ.get("HUSAY_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("the real data is not here: no folder ../shared")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium."""
    find = [str(ROOT / "scripts" / "ensure-chromium"), "--find"]
    path = subprocess.run(find, capture_output=True, text=True, check=False).stdout.strip()
    if not path:
        pytest.skip("no Chromium here: `make test` says how to get one")
    return path


@pytest.fixture(scope="session")
def browser(chromium: str) -> "Iterator[Browser]":
    """A running Chromium; a test opens its own page with `browser.new_context()`."""
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread, and Django would refuse its own database there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=chromium,
            # Root has no sandbox, and a container's /dev/shm is small.
            args=["--no-sandbox", "--disable-dev-shm-usage", "--font-render-hinting=none"],
        )
        yield running
        running.close()
