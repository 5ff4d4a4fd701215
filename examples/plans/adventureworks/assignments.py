"""Who has the AdventureWorks plan, with their own figures: assignments.csv from sales_person.csv.

python assignments.py DATA > assignments.csv
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

SINCE = "2013-05-30"
"""The first day of the quota window that ends in the third quarter of 2013."""


def assignments(data: Path) -> Iterator[tuple[str, str, str, str]]:
    """A row for each seller: who, since when, the commission in per cent, and the bonus."""
    with (data / "sales_person.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            share = (Decimal(row["commission_pct"]) * 100).normalize()
            yield row["business_entity_id"], SINCE, f"{share:f} %", row["bonus"]


if __name__ == "__main__":
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("person", "since", "commission_pct", "bonus"))
    writer.writerows(assignments(Path(sys.argv[1])))
