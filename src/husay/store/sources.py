"""Kept sources: made from a plain file's mapping, written, read, tried without a trace."""

from __future__ import annotations

import fcntl
import secrets
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import duckdb

from husay.basics.problem import Mistake, Problem, mistake
from husay.book import mapping as plain
from husay.book.schema import GIVEN, NAMES
from husay.book.source import Source, nearest, read_source
from husay.store.home import Home, read_yaml, write_yaml
from husay.store.warehouse.duck import workshop
from husay.store.warehouse.given import open_given
from husay.store.warehouse.odd_lines import odd_lines
from husay.store.warehouse.plain import read_from
from husay.store.warehouse.ragged import told_once
from husay.store.warehouse.reader import view_name
from husay.store.warehouse.staged import check_whole, stage, staged_names

_FIRST_ROWS = 20
_SALT_BYTES = 8


def load_source(folder: Path) -> Source:
    """A source from its folder; raises Mistake with everything wrong in it."""
    settings, problems = read_yaml(folder / "source.yaml")
    if problems:
        raise Mistake(*problems)
    selects = {p.stem: _read_text(p) for p in sorted(folder.glob("*.sql"))}
    source, found = read_source(settings, selects)
    if source is None:
        raise Mistake(*found)
    return source


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise Mistake(Problem(code="not-utf-8", file=path.name)) from error
    except OSError as error:
        said = str(error.strerror or error)
        raise Mistake(
            Problem(code="cannot-open", file=path.name, values=(("said", said),))
        ) from error


def plain_source(
    home: Home, mapping: plain.Mapping, file: str, name: str, currency: str, **settings: Any
) -> Source:
    """A source from a plain file's confirmed mapping; nothing is written yet.

    `file` is the file's name; `settings` are further ones of source.yaml (title, rounding, whole,
    schedule, data, tax_rate...). Raises Mistake with everything that is wrong or still asked.
    """
    wrong = [p for p in plain.mapping_problems(mapping) if p.severity == "error"]
    if wrong:
        raise Mistake(*wrong)
    salt = _salt(home) if mapping.hides_names else ""
    mapping = replace(mapping.confirmed(), salt=salt)
    said = {
        "name": name,
        "currency": currency,
        "amounts_include_tax": mapping.tax == "included",
        "file": Path(file).name,
        "mapping": plain.as_data(mapping),
        **settings,
    }
    source, problems = read_source(said, plain.selects(mapping, view_name(Path(file))))
    if source is None:
        raise Mistake(*problems)
    return source


def _salt(home: Home) -> str:
    """What makes this company's marks of names its own: made once, kept with the sources."""
    kept = home.sources / ".salt"
    if not kept.exists():
        home.sources.mkdir(parents=True, exist_ok=True)
        made = kept.with_name(f".salt.{secrets.token_hex(8)}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_hex(_SALT_BYTES), encoding="ascii")
        try:
            kept.hardlink_to(made)  # never over another process's
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return kept.read_text(encoding="ascii").strip()


def keep_source(home: Home, source: Source) -> Path:
    """Write a source to the company's folder, whole or not at all, over a plain file's of its name.

    Answers with the folder it is in. Raises Mistake where the name is another's: what somebody has
    written by hand, or what cannot be read, is never replaced.
    """
    target = home.sources / source.name
    _refuse_to_replace(target)
    aside = home.sources / f".{source.name}.{secrets.token_hex(8)}"
    try:
        write_source(aside, source)
        before = home.sources / f".{source.name}.before"
        with _swapping(home):
            shutil.rmtree(before, ignore_errors=True)
            if target.exists():
                target.rename(before)
            aside.rename(target)
            shutil.rmtree(before, ignore_errors=True)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return target


def write_source(folder: Path, source: Source) -> None:
    """Write a source into a new folder; raises Mistake where it could not be read back."""
    folder.mkdir(parents=True)
    write_yaml(folder / "source.yaml", settings_of(source))
    for table, sql in source.selects.items():
        (folder / f"{table}.sql").write_text(sql, encoding="utf-8")
    load_source(folder)  # what cannot be read back is not kept


def _refuse_to_replace(target: Path) -> None:
    """Raise Mistake where a folder holds something else than a plain file's source."""
    if not target.exists():
        return
    try:
        if load_source(target).file:
            return
    except Mistake:
        pass
    raise mistake("source-name-taken", source=target.name)


def settings_of(source: Source) -> dict[str, Any]:
    """What source.yaml says of a source: what is not as it would be anyway."""
    data: dict[str, Any] = {"name": source.name, "title": source.title}
    data["currency"] = source.currency
    data["amounts_include_tax"] = source.amounts_include_tax
    if source.tax_rate is not None:
        data["tax_rate"] = str(source.tax_rate)
    data["rounding"] = source.rounding
    for key in ("whole", "stages"):
        if getattr(source, key):
            data[key] = list(getattr(source, key))
    for key in ("schedule", "data", "database", "file"):
        if getattr(source, key):
            data[key] = getattr(source, key)
    for key in ("company", "mapping"):
        if getattr(source, key):
            data[key] = dict(getattr(source, key))
    return data


def kept_names(home: Home) -> tuple[str, ...]:
    """The names of the kept sources."""
    _put_back(home)
    return _names(home)


def _names(home: Home) -> tuple[str, ...]:
    return tuple(sorted(p.parent.name for p in home.sources.glob("[!.]*/source.yaml")))


def taken_names(home: Home) -> set[str]:
    """The names under which something lies among the sources, whether it can be read or not."""
    _put_back(home)
    return {p.name for p in home.sources.glob("[!.]*")}


def kept_sources(home: Home) -> tuple[Source, ...]:
    """The kept sources that can be read; `load_kept` tells what is wrong with another."""
    return tuple(s for s in read_kept(home).values() if isinstance(s, Source))


def read_kept(home: Home) -> dict[str, Source | Mistake]:
    """The kept sources by name, or everything wrong with one that cannot be read."""
    found = dict[str, Source | Mistake]()
    for name in kept_names(home):
        try:
            found[name] = load_kept(home, name)
        except Mistake as wrong:
            found[name] = wrong
    return found


def givers(home: Home) -> dict[str, frozenset[str]]:
    """Which kept sources give each table."""
    found = dict[str, frozenset[str]]()
    for source in kept_sources(home):
        for table in source.selects:
            found[table] = found.get(table, frozenset()) | {source.name}
    return found


def another_of_its_name(home: Home, source: Source) -> tuple[Problem, ...]:
    """A warning where another source is kept by this one's name: rows of both are taken for those
    of one, and each replaces or withdraws what the other gave."""
    try:
        kept = load_kept(home, source.name)
    except Mistake:
        return ()
    if (kept.selects, kept.data) == (source.selects, source.data):
        return ()
    return (Problem(code="another-of-its-name", severity="warning", value=source.name),)


def load_kept(home: Home, name: str) -> Source:
    """A kept source by its name; raises Mistake when there is none or it cannot be read."""
    try:
        return _load(home, name, kept_names(home))
    except (Mistake, FileNotFoundError):
        if not (home.sources / ".swap").exists():
            raise
        with _swapping(home):  # another process may just have been writing it anew
            return _load(home, name, _names(home))


def _load(home: Home, name: str, names: tuple[str, ...]) -> Source:
    if name not in names:
        raise mistake("no-such-source", source=name, nearest=nearest(name, list(names)))
    return load_source(home.sources / name)


def _put_back(home: Home) -> None:
    """Finish what a process killed between two renamings left: the source as it was before."""
    if not any(home.sources.glob(".*.before")):
        return
    with _swapping(home):  # a process between its two renamings is not killed: it ends them
        for before in home.sources.glob(".*.before"):
            target = home.sources / before.name.removeprefix(".").removesuffix(".before")
            if not target.exists():
                before.rename(target)


@contextmanager
def _swapping(home: Home) -> Iterator[None]:
    """Be the only process that puts one source in another's place; waits for another's turn."""
    with (home.sources / ".swap").open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@dataclass(frozen=True)
class Tried:
    """What an import would bring: `counts` of rows by table, all the problems, and first rows.

    `rows` are, by table, the first rows as the book would hold them (amounts are whole
    ten-thousandths); `names` what the file calls their identifiers, by kind and identifier.
    """

    counts: Mapping[str, int]
    problems: tuple[Problem, ...]
    rows: Mapping[str, tuple[dict[str, Any], ...]] = field(default_factory=dict)
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def refused(self) -> bool:
        """Whether an import would be refused."""
        return any(p.severity == "error" for p in self.problems)


def dry_run(home: Home, source: Source, data: Path) -> Tried:
    """Read and check everything that an import would, and leave no trace of it.

    `data` is the folder or file that the source reads. Waits for nobody: an import may run.
    """
    source = read_from(source, data)
    real = data.resolve()
    with trial(home) as folder:
        connection = workshop(folder, [real if real.is_dir() else real.parent])
        try:
            known = open_given(connection, source, data, folder)
            tried = _try(connection, source, home.read_settings().working_days)
            return replace(tried, problems=(*known, *tried.problems))
        except Mistake as wrong:
            return Tried({}, wrong.problems)
        finally:
            connection.close()


@contextmanager
def trial(home: Home) -> Iterator[Path]:
    """A folder to try something out in; what killed trials left goes first: it may hold names."""
    trials = home.cache / "trials"
    trials.mkdir(parents=True, exist_ok=True)
    for lock in trials.glob("*/.lock"):
        with suppress(OSError), lock.open("a") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(lock.parent, ignore_errors=True)
    with (
        tempfile.TemporaryDirectory(dir=trials) as folder,
        (Path(folder) / ".lock").open("a") as own,
    ):
        fcntl.flock(own, fcntl.LOCK_EX)
        yield Path(folder)


def _try(
    connection: duckdb.DuckDBPyConnection, source: Source, working_days: Collection[int]
) -> Tried:
    counts, problems = dict[str, int](), list[Problem]()
    rows = dict[str, tuple[dict[str, Any], ...]]()
    names = dict[tuple[str, str], str]()
    for table in (GIVEN[name] for name in GIVEN if name in source.selects):
        done, found = stage(connection, source, table)
        problems += found
        if done is None:
            continue
        counts[table.name] = done.rows
        problems += check_whole(connection, done)
        problems += odd_lines(connection, source, done, working_days)
        if table is NAMES:
            given = staged_names(connection, done.relation)
            names = {(kind, item): name for kind, item, name in given}
        else:
            rows[table.name] = _first_rows(connection, done.relation, table.names)
    return Tried(counts, tuple(told_once(problems)), rows, names)


def _first_rows(
    connection: duckdb.DuckDBPyConnection, relation: str, columns: Iterable[str]
) -> tuple[dict[str, Any], ...]:
    names = tuple(columns)
    listed = ", ".join(f'"{name}"' for name in names)
    found = connection.execute(f"SELECT {listed} FROM {relation} LIMIT {_FIRST_ROWS}").fetchall()
    return tuple(dict(zip(names, row, strict=True)) for row in found)
