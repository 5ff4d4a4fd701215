"""AdventureWorks is paid by its example plan: a quarter's total is what plain SQL over the data's
own files says, seller by seller."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from husay.basics.period import Window
from husay.pay.texts import Texts
from tests.by_sql import by_sql
from tests.measures.making import AT, Made, opened
from tests.sources.expected.raw import CHECKOUT, data_folder
from tests.sources.harness import together

pytestmark = together("adventureworks")

AW = data_folder("adventureworks")
FOLDER = CHECKOUT / "examples" / "plans" / "adventureworks"
QUARTER = Window(date(2013, 7, 1), date(2013, 9, 30))

PAID = """
WITH orders AS (
  SELECT sales_person_id AS seller, CAST(order_date AS DATE) AS day,
    CAST(sub_total AS DECIMAL(18,4)) AS amount
  FROM read_csv('{data}/sales_order_header.csv.gz', all_varchar = true)
  WHERE sales_person_id IS NOT NULL AND sales_person_id <> ''
),
people AS (
  SELECT business_entity_id AS seller, CAST(commission_pct AS DECIMAL(9,4)) AS pct,
    CAST(bonus AS DECIMAL(18,4)) AS bonus
  FROM read_csv('{data}/sales_person.csv', all_varchar = true)
),
quotas AS (
  SELECT business_entity_id AS seller, CAST(quota_date AS DATE) AS starts,
    lead(CAST(quota_date AS DATE)) OVER (PARTITION BY business_entity_id ORDER BY quota_date)
      AS after,
    CAST(sales_quota AS DECIMAL(18,4)) AS quota
  FROM read_csv('{data}/sales_person_quota_history.csv', all_varchar = true)
),
commissions AS (
  SELECT seller, round(sum(amount) * any_value(pct), 2) AS paid
  FROM orders JOIN people USING (seller)
  WHERE day BETWEEN DATE '2013-07-01' AND DATE '2013-09-30' GROUP BY seller
),
bonuses AS (
  SELECT q.seller, any_value(p.bonus) AS paid
  FROM quotas AS q JOIN people AS p USING (seller)
  JOIN orders AS o ON o.seller = q.seller AND o.day >= q.starts AND o.day < q.after
  WHERE q.starts >= DATE '2013-05-30' AND q.after <= DATE '2013-10-01'
  GROUP BY q.seller, q.starts HAVING sum(o.amount) >= any_value(q.quota)
)
SELECT seller, CAST(sum(paid) * 10000 AS BIGINT)
FROM (FROM commissions UNION ALL FROM bonuses) GROUP BY seller HAVING sum(paid) > 0 ORDER BY seller
"""


@pytest.fixture(scope="module")
def made(imported: Callable[[str], Made], tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A copy of the company: what is paid here is no other test's."""
    from django.db import connections

    folder = tmp_path_factory.mktemp("pay") / "home"
    whole = imported("adventureworks")
    connections.close_all()
    shutil.copytree(whole.folder, folder)
    return opened(folder)


def test_a_quarter_ties_to_plain_sql(made: Made) -> None:
    from husay.store.pay.assignments import assign
    from husay.store.pay.plans import activate, add
    from husay.store.pay.runs import calculate

    document, cases, readme = (
        (FOLDER / name).read_text(encoding="utf-8")
        for name in ("plan.yaml", "cases.yaml", "README.md")
    )
    company = made.company
    version = add(company, Texts(document, cases, readme), "", AT)
    activate(company, version, date(2013, 5, 30), "", AT)
    with (FOLDER / "assignments.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            own = {"commission_pct": row["commission_pct"], "bonus": row["bonus"]}
            since = date.fromisoformat(row["since"])
            assign(company, version.plan, row["person"], since, own, "", AT)
    run = calculate(company, version.plan, QUARTER, AT)
    rows = run.statements.order_by("person")
    assert [problem for row in rows for problem in row.problems] == []
    paid = {row.person: row.paid for row in rows if row.paid}
    assert paid == dict(by_sql(PAID.format(data=AW)))
    assert len(paid) >= 10


def test_the_assignments_are_the_data_s() -> None:
    if not Path(AW).is_dir():
        pytest.skip("the real data is not here: no folder ../shared")
    made_now = subprocess.run(
        [sys.executable, str(FOLDER / "assignments.py"), str(AW)], capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert made_now.stdout == (FOLDER / "assignments.csv").read_text(encoding="utf-8")
