"""The demo company's folder: laid out, generated and imported, each step only if it is not done.

A run that was stopped is taken up where it was: what is half generated lies aside until it is
whole, and an import is all or nothing anyway.
"""

from __future__ import annotations

import shutil
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from django.utils.translation import gettext

from husay.basics.period import DAY
from husay.basics.problem import Mistake, Problem, mistake
from husay.cli import demo_months
from husay.cli.console import say
from husay.cli.progress import bar
from husay.cli.session import author, now
from husay.org.company import CompanySettings, read_company
from husay.store.opening import create_company, open_company
from husay.words.steps import step_text

if TYPE_CHECKING:
    from husay.store.company import Company

_SOURCE = "demo"
_A_MANAGER = """
SELECT a.person FROM assignments AS a JOIN units AS u ON u.unit = a.unit
WHERE a.role = 'manager' AND a.valid_to IS NULL AND u.kind = 'division'
ORDER BY a.unit LIMIT 1""".strip()
_A_SELLER = """
SELECT person FROM assignments WHERE role = 'seller' AND valid_to IS NULL
ORDER BY valid_from, person LIMIT 1""".strip()


def ready(
    folder: Path, lines: int, through: date | None = None
) -> tuple[Company, tuple[Problem, ...]]:
    """The demo company, opened and filled; the problems of its import, if it had any.

    With a last day it goes `through` it knows what was known then; asked again with a later one,
    the files of that day come in, and wait for `husay loop`. Raises Mistake where the folder holds
    something else, or a demo that was made whole.
    """
    new = not (folder / "company.yaml").is_file()
    company = create_company(folder, _settings(), now()) if new else open_company(folder)
    source = company.home.sources / _SOURCE
    if not new and not source.exists() and company.home.read_settings().name != _settings().name:
        raise mistake("not-the-demo", folder=folder)
    if not (source / "source.yaml").is_file():
        _generate(source, lines, folder, through)
    elif through is not None:
        demo_months.go_on(company, source, through, now())
    problems = _import(company, source) if company.head().number == 0 else ()
    if new and not problems:
        _let_look_around(company, through)
    return company, problems


def _let_look_around(company: Company, through: date | None) -> None:
    """Somebody of each role: a manager of a division, and a seller who has been here long; with
    a plan of goals, what the manager saw and agreed with two of their people, decisions on prices,
    pay, and what they do as a team."""
    from husay.demo.answer_key import AnswerKey
    from husay.demo.write import KEY_FILE
    from husay.store.coaching.demo import make_demo_coaching
    from husay.store.coaching.demo_prices import make_demo_prices
    from husay.store.goal_plans.demo import make_demo_goals
    from husay.store.pay.demo import begin_demo_pay, make_demo_pay
    from husay.store.records.demo_users import make_demo_users, mark_demo
    from husay.store.team.demo import make_demo_team

    snapshot = company.snapshot()
    manager, seller = (
        "".join(str(row[0]) for row in snapshot.run(sql)) for sql in (_A_MANAGER, _A_SELLER)
    )
    mark_demo(now())
    make_demo_users(now(), seller=seller, manager=manager)
    key = AnswerKey.read(company.home.sources / _SOURCE / KEY_FILE)
    cannot_close = str(key.trouble("cannot-close").ids["seller"])
    until = key.until if through is None else min(through, key.until)
    slides = str(key.trouble("price-slides").ids["product_line"])
    # Before pay, which is worked out from the newest snapshot.
    make_demo_goals(company, until, key.until, now(), line=slides)
    make_demo_coaching(company, until, seller=seller, cannot_close=cannot_close)
    make_demo_prices(company, until, slides)
    if until == key.until:
        make_demo_pay(company, until, seller=seller)
    else:
        begin_demo_pay(company, until + DAY, until + DAY)
    make_demo_team(company, until, seller=seller, cannot_close=cannot_close)


def _settings() -> CompanySettings:
    """What the demo's source proposes for its company."""
    text = (files("husay.demo") / "source" / "source.yaml").read_text(encoding="utf-8")
    settings, problems = read_company(yaml.safe_load(text)["company"])
    if problems:
        raise Mistake(*problems)
    return settings


def _generate(source: Path, lines: int, folder: Path, through: date | None) -> None:
    """Write the demo's files beside their place, then put them there; those of a day cut from the
    whole ones, which are kept for the days to come."""
    from husay.demo import write_demo

    say(gettext("Making the demo company in %(folder)s …") % {"folder": folder})
    aside = source.with_name(f".{source.name}.made")
    shutil.rmtree(aside, ignore_errors=True)
    with bar(step_text) as progress:
        write_demo(
            aside,
            lines,
            progress=lambda code, done, steps: progress(f"generating:{code}", done, steps),
        )
    if through is not None:
        demo_months.begin(aside, through)
    aside.rename(source)


def _import(company: Company, source: Path) -> tuple[Problem, ...]:
    from husay.store.sources import load_source

    say(gettext("Importing it …"))
    with bar(step_text) as progress:
        result = company.import_source(
            load_source(source), source / "data", author(), now(), progress
        )
    return result.problems if result.refused else ()
