"""Killed at any moment, the book is as before or as after, and the next import succeeds."""

import random
import signal
import subprocess
import sys
import time
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from husay.basics.period import Window
from husay.measures.question import Question
from tests.upkeep.small import AT, Row, bring_in, new_company, source_of, write_files

if TYPE_CHECKING:
    from husay.store.company import Company

KILLS = 8
ALL = Question(("revenue", "lines"), Window(date(2024, 1, 1), date(2024, 12, 31)))

IMPORT = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from tests.upkeep.small import source_of
from husay.store.opening import open_company
company = open_company(sys.argv[1])
print("ready", flush=True)
company.import_source(
    source_of("shop", ["sale_lines", "products"]), Path(sys.argv[2]), "killed",
    datetime(2024, 6, 1, tzinfo=UTC),
)
"""


def lines(amount: int) -> list[Row]:
    """3,000 lines over a year, each of the same amount."""
    return [
        {"sale": f"s{i}", "line": 1, "date": date(2024, 1, 1) + timedelta(days=i % 360),
         "amount": amount, "product": f"p{i % 5}"}
        for i in range(3_000)
    ]  # fmt: skip


def products(group: str) -> list[Row]:
    return [{"product": f"p{i}", "product_line": group} for i in range(5)]


def state(company: "Company") -> tuple[object, object, object]:
    """What the book says: revenue, lines, and the product line that they are under."""
    whole = company.ask(ALL).rows[0]
    by_line = company.ask(Question(("revenue",), ALL.window, ("product_line",))).rows
    return whole["revenue"], whole["lines"], tuple(row["product_line"] for row in by_line)


def test_a_killed_import_leaves_the_book_as_before_or_as_after(tmp_path: Path) -> None:
    company = new_company(tmp_path / "company")
    first = {"sale_lines": lines(100), "products": products("old")}
    bring_in(company, tmp_path / "first", first)
    before = state(company)
    assert before == (300_000 * 10_000, 3_000, ("old",))
    after = (600_000 * 10_000, 3_000, ("new",))
    data = tmp_path / "second"
    write_files(data, {"sale_lines": lines(200), "products": products("new")})
    chance = random.Random(7)
    seen = set()
    for _ in range(KILLS):
        _kill_an_import(company.home.path, data, chance.uniform(0, 1.4))
        found = state(company)
        assert found in (before, after), "between two books"
        seen.add(found)
        if found == after:
            break
    result = company.import_source(source_of("shop", ["sale_lines", "products"]), data, "me", AT)
    assert not result.refused
    assert state(company) == after
    assert company.verify().problems == ()
    assert seen <= {before, after}


def _kill_an_import(home: Path, data: Path, seconds: float) -> None:
    """Start an import in a process of its own and kill it some time after it began."""
    with subprocess.Popen(
        [sys.executable, "-c", IMPORT, str(home), str(data)], stdout=subprocess.PIPE
    ) as importing:
        assert importing.stdout is not None
        assert importing.stdout.readline() == b"ready\n"
        time.sleep(seconds)
        importing.send_signal(signal.SIGKILL)


def test_the_sum_of_a_cell_is_exact(tmp_path: Path) -> None:
    """Ten thousandths add up where floats would not."""
    company = new_company(tmp_path / "company")
    amounts = [Decimal(n) / 10_000 for n in range(1, 2_000, 7)]
    rows: list[Row] = [
        {"sale": f"s{i}", "line": 1, "date": date(2024, 2, 1), "amount": str(amount)}
        for i, amount in enumerate(amounts)
    ]
    bring_in(company, tmp_path / "data", {"sale_lines": rows})
    assert company.ask(ALL).rows[0]["revenue"] == int(sum(amounts) * 10_000)
