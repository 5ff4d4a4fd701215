"""Book and records of one moment in one archive, and a company made of it that is the same."""

from __future__ import annotations

import io
import json
import os
import tarfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from husay.basics.period import Window
from husay.basics.problem import Mistake
from husay.measures.question import Question
from husay.store.restore import restore
from tests.upkeep.small import AT, bring_in, copied, sale_lines, serve
from tests.upkeep.test_cleaning import code, files, process

if TYPE_CHECKING:
    from husay.store.company import Company

YEAR = Window(date(2024, 1, 1), date(2024, 12, 31))
QUESTIONS = (
    Question(("revenue", "margin", "orders"), YEAR, by=("seller", "month")),
    Question(("revenue", "returns"), YEAR, by=("division", "product_line"), structure="now"),
    Question(("deals_won", "pipeline"), YEAR, by=("unit",)),
    Question(("visits",), YEAR, by=("seller",)),
)


@pytest.fixture(scope="module")
def archive(small_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of the small company, with a pin and a snapshot that was cleaned."""
    folder = tmp_path_factory.mktemp("backup")
    company = serve(copied(small_folder, folder / "company"))
    (company.home.sources / "shop").mkdir()
    (company.home.sources / "shop" / "source.yaml").write_text("name: shop\n", encoding="utf-8")
    company.pin(1, "audit", "tester", AT, "for the auditor")
    company.clean(keep=1, at=AT)
    done = company.backup(folder / "backup.tar", AT)
    assert done.snapshots == (1, 2)
    (folder / "sha256").write_text(done.sha256, encoding="ascii")
    return done.file


def test_a_restored_company_is_the_same(archive: Path, small_folder: Path, tmp_path: Path) -> None:
    before = serve(small_folder)
    answers = [before.ask(q, which).rows for q in QUESTIONS for which in (1, 2)]
    names, marks = before.names("person", ["s1", "m1"]), [m.mark for m in before.log()]
    after = restore(archive, tmp_path / "restored", (archive.parent / "sha256").read_text())
    assert after.home.path == tmp_path / "restored"
    assert [after.ask(q, which).rows for q in QUESTIONS for which in (1, 2)] == answers
    assert after.names("person", ["s1", "m1"]) == names
    assert [(m.number, m.mark, m.pins, m.cleaned_at) for m in after.log()] == [
        (0, marks[0], (), AT), (1, marks[1], ("audit",), None), (2, marks[2], (), None),
    ]  # fmt: skip
    assert (after.home.sources / "shop" / "source.yaml").read_text() == "name: shop\n"
    assert after.verify().problems == ()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["restored"]


def test_a_restored_company_goes_on(archive: Path, tmp_path: Path) -> None:
    company = restore(archive, tmp_path / "restored")
    again = bring_in(company, tmp_path / "web", {"sale_lines": sale_lines(40, seed=2)}, name="web")
    assert again.manifest is None, "the same rows change nothing"
    done = bring_in(company, tmp_path / "web", {"sale_lines": sale_lines(41, seed=2)}, name="web")
    assert done.manifest == 3
    company.pin(3, "next", "tester", AT)
    assert company.clean(keep=1, at=AT).kept == {1: "pinned", 3: "pinned"}
    assert company.verify().problems == ()


def test_a_backup_holds_what_is_needed_and_no_secret(archive: Path) -> None:
    with tarfile.open(archive) as opened:
        names = opened.getnames()
        listed = json.load(opened.extractfile("manifest.json"))  # type: ignore[arg-type]
    assert names[-1] == "manifest.json"
    assert set(names[:-1]) == set(listed["files"])
    assert {name.split("/")[0] for name in names} == {
        "company.yaml", "sources", "book", "records.jsonl", "manifest.json",
    }  # fmt: skip
    assert not [name for name in names if "secret" in name or ".leases" in name]
    assert listed["snapshots"] == [1, 2]
    assert listed["created"] == AT.isoformat()


WRITER = """
import sys, time
sys.path.insert(0, {root!r})
from pathlib import Path
from tests.upkeep.small import AT, sale_lines, serve, source_of, write_files
company, data = serve(Path({folder!r})), Path({data!r})
write_files(data, {{"sale_lines": sale_lines(50, seed=9)}})
def tell(step, done, steps):
    if step == "rolling-up":
        print(step, flush=True)
        sys.stdin.readline()
        time.sleep(0.5)
company.import_source(source_of("late", ["sale_lines"]), data, "other", AT, tell)
"""


def test_beside_an_import_it_waits_and_has_both_book_and_records(
    copy: Company, tmp_path: Path
) -> None:
    where = {"folder": str(copy.home.path), "data": str(tmp_path / "late")}
    with process(WRITER, **where) as writer:
        file = tmp_path / "backup.tar"
        assert code(lambda: copy.backup(file, AT, wait=False)) == "book-is-being-written"
        assert writer.stdin is not None
        writer.stdin.write("go on\n")
        writer.stdin.flush()
        done = copy.backup(file, AT)
        assert writer.poll() is None or writer.returncode == 0
    assert done.snapshots == (0, 1, 2, 3)
    before = copy.ask(QUESTIONS[0]).rows
    after = restore(file, tmp_path / "restored")
    assert after.ask(QUESTIONS[0]).rows == before
    assert after.head().source == "late"
    assert after.verify().problems == ()


def test_whole_or_not_at_all(
    copy: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from husay.store import backup

    def full(*_: object) -> None:
        raise OSError("no space left")

    file = tmp_path / "out" / "backup.tar"
    file.parent.mkdir()
    with monkeypatch.context() as patched:
        patched.setattr(backup, "_pack_book", full)
        with pytest.raises(Mistake, match="disk-full"):
            copy.backup(file, AT)
    assert list(file.parent.iterdir()) == []
    (copy.home.book / next(iter(sorted(files(copy))))).unlink()
    assert code(lambda: copy.backup(file, AT)) == "book-file-missing"
    file.write_text("mine", encoding="ascii")
    assert code(lambda: copy.backup(file, AT)) == "file-exists"
    assert file.read_text() == "mine"


def test_only_into_an_empty_folder(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").touch()
    (tmp_path / "empty").mkdir()
    assert code(lambda: restore(archive, tmp_path / "full")) == "folder-not-empty"
    assert restore(archive, tmp_path / "empty").head().number == 2
    assert code(lambda: restore(tmp_path / "none.tar", tmp_path / "new")) == "no-such-file"


Members = list[tuple[tarfile.TarInfo, bytes]]


def members(archive: Path) -> Members:
    with tarfile.open(archive) as opened:
        return [(m, opened.extractfile(m).read()) for m in opened]  # type: ignore[union-attr]


def plain(name: str, content: bytes = b"x", kind: bytes = tarfile.REGTYPE) -> Members:
    member = tarfile.TarInfo(name)
    member.size, member.type = len(content), kind
    member.linkname = "company.yaml" if kind in (tarfile.SYMTYPE, tarfile.LNKTYPE) else ""
    return [(member, content)]


def flipped(found: Members, name: str) -> Members:
    return [(m, c[:-9] + bytes([c[-9] ^ 1]) + c[-8:] if name in m.name else c) for m, c in found]


TAMPERINGS: dict[str, Callable[[Members], Members]] = {
    "a bit of a fact": lambda found: flipped(found, "book/sale_lines/month"),
    "a bit of a log": lambda found: flipped(found, "sale_lines/_delta_log/00000000000000000001"),
    "a bit of the records": lambda found: flipped(found, "records.jsonl"),
    "a file too few": lambda found: [f for f in found if f[0].name != "company.yaml"],
    "a file too many": lambda found: plain("sources/evil.sql") + found,
    "a file twice": lambda found: found[:1] + found,
    "no list": lambda found: found[:-1],
    "a list that is none": lambda found: found[:-1] + plain("manifest.json", b"[]"),
    "a way up": lambda found: plain("../evil") + found,
    "a way up from within": lambda found: plain("book/../../evil") + found,
    "a whole path": lambda found: plain("/evil") + found,
    "a link": lambda found: plain("book/link", b"", tarfile.SYMTYPE) + found,
    "a hard link": lambda found: found[:1] + plain("book/link", b"", tarfile.LNKTYPE) + found[1:],
    "a device": lambda found: plain("book/device", b"", tarfile.CHRTYPE) + found,
    "a folder": lambda found: plain("book/folder", b"", tarfile.DIRTYPE) + found,
    "another place": lambda found: plain("secret.key") + found,
}


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_a_tampered_archive_is_refused(archive: Path, tmp_path: Path, tampering: str) -> None:
    made = tmp_path / "in" / "tampered.tar"
    made.parent.mkdir()
    with tarfile.open(made, "w") as opened:
        for member, content in TAMPERINGS[tampering](members(archive)):
            opened.addfile(member, io.BytesIO(content))
    assert code(lambda: restore(made, tmp_path / "out" / "restored")) == "backup-damaged"
    assert list((tmp_path / "out").iterdir()) == []
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in", "out"]


def test_an_archive_cut_short_is_refused(archive: Path, tmp_path: Path) -> None:
    whole = archive.read_bytes()
    for size in (0, 100, len(whole) // 2, len(whole) - 12_000):
        (tmp_path / "cut.tar").write_bytes(whole[:size])
        assert code(lambda: restore(tmp_path / "cut.tar", tmp_path / "new")) == "backup-damaged"


def test_another_archive_in_its_place_is_refused(archive: Path, tmp_path: Path) -> None:
    """Sound in itself, and yet not the one whose SHA-256 was kept."""
    with pytest.raises(Mistake) as told:
        restore(archive, tmp_path / "new", sha256="0" * 64)
    assert told.value.problems[0].code == "backup-damaged"


def test_a_backup_of_a_later_version_is_refused(archive: Path, tmp_path: Path) -> None:
    found = members(archive)
    listed = json.loads(found[-1][1])
    listed["migrations"].append(["records", "0999_of_the_future"])
    made = tmp_path / "later.tar"
    with tarfile.open(made, "w") as opened:
        for member, content in found[:-1] + plain("manifest.json", json.dumps(listed).encode()):
            opened.addfile(member, io.BytesIO(content))
    assert code(lambda: restore(made, tmp_path / "new")) == "backup-is-newer"
    assert not (tmp_path / "new").exists()


def test_after_a_refusal_the_process_serves_the_company_that_it_served_before(
    small: Company, tmp_path: Path
) -> None:
    (tmp_path / "none.tar").write_bytes(b"")
    assert code(lambda: restore(tmp_path / "none.tar", tmp_path / "new")) == "backup-damaged"
    assert os.environ["HUSAY_HOME"] == str(small.home.path)
    assert small.head().number == 2


def test_a_source_may_be_called_anything_and_comes_back(copy: Company, tmp_path: Path) -> None:
    odd = ["a\\b.sql", "tab\there.txt", "two\nlines.txt", "ñ.sql"]
    folder = copy.home.sources / "shop"
    folder.mkdir()
    for name in odd:
        (folder / name).write_text(name, encoding="utf-8")
    again = restore(copy.backup(tmp_path / "odd.tar", AT).file, tmp_path / "again")
    assert {p.name for p in (again.home.sources / "shop").iterdir()} == set(odd)


@pytest.mark.parametrize("name", ["sources/../company.yaml", "/sources/x", "sources//x", "book/."])
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    from husay.store.archive import belongs

    assert not belongs(name)


def test_what_lies_behind_a_link_is_not_in_a_backup(copy: Company, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("not for everybody", encoding="utf-8")
    folder = copy.home.sources / "shop"
    folder.mkdir()
    (folder / "own.sql").write_text("SELECT 1", encoding="utf-8")
    (folder / "near.sql").symlink_to(folder / "own.sql")
    (folder / "far.sql").symlink_to(tmp_path / "secret")
    (folder / "up.sql").symlink_to(copy.home.settings_file)
    (copy.home.sources / "elsewhere").symlink_to(tmp_path)
    archive = copy.backup(tmp_path / "backup.tar", AT).file
    with tarfile.open(archive) as opened:
        kept = {name for name in opened.getnames() if name.startswith("sources/")}
    assert kept == {"sources/shop/own.sql", "sources/shop/near.sql"}


def test_imports_that_waited_then_are_not_run_by_whoever_restores(
    copy: Company, tmp_path: Path
) -> None:
    from husay.store.jobs import problems_of, run_next
    from husay.store.records.models import ImportRun

    for state in ("waiting", "running", "done"):
        ImportRun.objects.create(
            source="shop", data="x", author="ana", asked=AT, started=AT, state=state
        )
    archive = copy.backup(tmp_path / "backup.tar", AT).file
    again = restore(archive, tmp_path / "again")
    runs = {run.pk: run for run in ImportRun.objects.order_by("pk")}
    assert [run.state for run in runs.values()] == ["failed", "failed", "done"]
    first = next(iter(runs.values()))
    assert ([p.code for p in problems_of(first)], first.ended) == (["import-not-restored"], AT)
    assert not run_next(again, lambda: AT)


def test_into_a_folder_that_cannot_be_replaced(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk of its own is mounted there: the folder must be filled."""
    target, replace = tmp_path / "mounted", Path.replace
    target.mkdir()

    def busy(self: Path, other: Path) -> Path:
        if other == target:
            raise OSError(16, "Device or resource busy")
        return replace(self, other)

    monkeypatch.setattr(Path, "replace", busy)
    again = restore(archive, target)
    assert again.verify().problems == ()
    assert [p.name for p in tmp_path.iterdir()] == ["mounted"]


def test_what_killed_processes_left_beside_goes_and_what_others_make_stays(
    copy: Company, tmp_path: Path
) -> None:
    from husay.store.abandoned import at_work, beside

    folder = tmp_path / "backups"
    folder.mkdir()
    target, again = folder / "x.tar", folder / "again"
    left, held = beside(target), beside(target)
    left_folder, held_folder = beside(again), beside(again)
    for file in (left, held):
        file.write_text("names", encoding="utf-8")
    for made in (left_folder, held_folder):
        made.mkdir()
        (made / "records.jsonl").write_text("names", encoding="utf-8")
    other = folder / ".x.tar.notes"
    other.touch()
    with held.open("rb") as one, at_work(one), at_work(held_folder):
        archive = copy.backup(target, AT).file
        restore(archive, again)
        assert set(folder.iterdir()) == {target, again, held, held_folder, other}
