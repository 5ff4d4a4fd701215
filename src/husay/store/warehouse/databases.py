"""Reading a database's tables into views of texts.

A SQLite file must lie in the data folder, is there or refused, and is opened for reading only.
Other addresses may come from an environment variable, so that no password stands in a file; which
variables may be named is limited, and Husay's own are none of them.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from urllib.parse import quote

import duckdb
import sqlalchemy

from husay.basics.problem import Mistake, Problem, mistake
from husay.store.warehouse.dialect import write_rows
from husay.store.warehouse.reader import given_below, view_written
from husay.store.warehouse.sheets import cell_text

_BATCH = 10_000
_VARIABLE = re.compile(r"(?!HUSAY_)[A-Z0-9_]*_(URL|DATABASE)")
"""Variables that a source may name: any other could hold a secret that is no address, and
HUSAY_DATABASE_URL leads to the records, where names are."""


def open_database(
    connection: duckdb.DuckDBPyConnection,
    address: str,
    data: Path,
    staging: Path,
    wanted: Iterable[str],
) -> tuple[str, ...]:
    """Read the wanted tables of a database (a SQLAlchemy address) into views.

    `env:NAME` takes the address from that environment variable; `sqlite:///file` is relative to
    the data folder.
    """
    address = _from_environment(address.removeprefix("env:")) if address.startswith("env:") else (
        address
    )  # fmt: skip
    try:
        engine = _engine(address, data if data.is_dir() else data.parent)
        inspected = sqlalchemy.inspect(engine)
        known = {n.lower(): n for n in inspected.get_table_names()}
        known |= {n.lower(): n for n in inspected.get_view_names()}
        made = tuple(name for name in wanted if name in known)
        for name in made:
            written = write_rows(staging / f"database-{name}.csv", _rows(engine, known[name]))
            assert written is not None
            view_written(connection, name, written, name)
    except (sqlalchemy.exc.SQLAlchemyError, ImportError, UnicodeError) as error:
        said = (str(error).strip().splitlines() or [""])[0]
        raise Mistake(Problem(code="unreadable-database", value=_without_password(said))) from error
    return made


def _from_environment(variable: str) -> str:
    if not _VARIABLE.fullmatch(variable):
        raise mistake("not-an-address-variable", variable=variable)
    address = os.environ.get(variable, "")
    if not address:
        raise mistake("no-database-address", variable=variable)
    return address


def _engine(address: str, folder: Path) -> sqlalchemy.Engine:
    url = sqlalchemy.make_url(address)
    if url.get_backend_name() != "sqlite":
        return sqlalchemy.create_engine(url)
    file = given_below(folder, folder / (url.database or "."))
    if not file.is_file():
        raise Mistake(Problem(code="no-such-file", file=file.name))

    def opened() -> sqlite3.Connection:
        return sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True)

    return sqlalchemy.create_engine("sqlite://", creator=opened)


def _without_password(said: str) -> str:
    """A driver's words, with what stands between a name and a host left out."""
    return re.sub(r"://[^/@\s]*@", "://…@", said)


def _rows(engine: sqlalchemy.Engine, table: str) -> Iterator[Sequence[str]]:
    chosen = sqlalchemy.select(sqlalchemy.text("*")).select_from(
        sqlalchemy.text(engine.dialect.identifier_preparer.quote(table))
    )
    with engine.connect().execution_options(stream_results=True) as connection:
        result = connection.execute(chosen)
        headers = [tuple(result.keys())]
        rows = chain.from_iterable(result.partitions(_BATCH))
        texts = (tuple("" if v is None else cell_text(v) for v in row) for row in rows)
        yield from chain(headers, texts)
