"""What was planted in a demo company, for tests and for those who want to know."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Trouble:
    """One thing that was planted.

    `ids` says who and what, `dates` when, `size` how much: what was planned (names beginning
    with `planned_`) and what plain SQL finds in the files. Amounts are decimal texts in pesos.
    """

    code: str
    description: str
    ids: Mapping[str, str | tuple[str, ...]]
    dates: Mapping[str, date]
    size: Mapping[str, str | int]


@dataclass(frozen=True)
class AnswerKey:
    """The key: what was asked for, totals by plain SQL over the files, and every trouble.

    `rows` has the number of rows of each book table, `totals` figures by name (amounts are
    decimal texts in pesos).
    """

    seed: int
    lines: int
    starts: date
    until: date
    rows: Mapping[str, int]
    totals: Mapping[str, str]
    troubles: tuple[Trouble, ...]

    def trouble(self, code: str) -> Trouble:
        """The first trouble with that code (KeyError if there is none)."""
        for trouble in self.troubles:
            if trouble.code == code:
                return trouble
        raise KeyError(code)

    def write(self, path: Path) -> None:
        """Write the key as JSON."""
        text = json.dumps(asdict(self), indent=2, default=date.isoformat, ensure_ascii=False)
        path.write_text(text + "\n", encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> AnswerKey:
        """The key that `write` wrote."""
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        troubles = tuple(
            Trouble(
                code=t["code"],
                description=t["description"],
                ids={k: tuple(v) if isinstance(v, list) else v for k, v in t["ids"].items()},
                dates={k: date.fromisoformat(v) for k, v in t["dates"].items()},
                size=t["size"],
            )
            for t in data["troubles"]
        )
        days = {name: date.fromisoformat(data[name]) for name in ("starts", "until")}
        return cls(**{**data, **days, "troubles": troubles})
