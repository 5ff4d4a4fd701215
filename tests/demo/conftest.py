"""One demo company, written once, that all these tests look at."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from husay.demo import UNTIL, AnswerKey, write_demo
from husay.demo.checking import book_of, prepare
from husay.demo.engine import Connection

LINES = 200_000


@dataclass(frozen=True)
class Demo:
    """A written demo folder, its key, and plain SQL over it (`book_<table>`, `credited`)."""

    folder: Path
    key: AnswerKey
    con: Connection

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return self.con.execute(sql, list(values)).fetchall()

    def one(self, sql: str, *values: object) -> Any:
        ((value,),) = self.rows(sql, *values)
        return value


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("demo")
    key = write_demo(folder, LINES, UNTIL, seed=1)
    with book_of(folder) as con:
        prepare(con, {})
        yield Demo(folder, key, con)
