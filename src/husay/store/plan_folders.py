"""Folders of pay plans: the plan, its cases, and what came of them."""

from __future__ import annotations

from pathlib import Path

from husay.basics.problem import Problem, mistake
from husay.pay.cases.check import Checked, check_texts
from husay.pay.cases.read_cases import CASES_FILE
from husay.pay.document.plan import Plan
from husay.pay.document.read_plan import PLAN_FILE, read_plan
from husay.pay.starter import starter
from husay.pay.texts import Texts

README_FILE = "README.md"
MOST_BYTES = 1_000_000


def check_plan(folder: Path) -> Checked:
    """Read the plan and the cases of a folder, and run the cases.

    Problems of reading, all at once; `no-such-file` raises Mistake where one of the two is not
    there, `not-utf-8` where it is no text.
    """
    return check_texts(text_of(folder / PLAN_FILE), text_of(folder / CASES_FILE))


def plan_of(folder: Path) -> tuple[Plan | None, tuple[Problem, ...]]:
    """The plan of a folder, and what is wrong with it; raises Mistake as `check_plan` does."""
    return read_plan(text_of(folder / PLAN_FILE))


def texts_of(folder: Path) -> Texts:
    """The texts of a folder, to be kept; README.md may be missing. Raises Mistake as above."""
    readme = folder / README_FILE
    return Texts(
        text_of(folder / PLAN_FILE), text_of(folder / CASES_FILE),
        text_of(readme) if readme.is_file() else "",
    )  # fmt: skip


def new_plan(folder: Path, name: str, currency: str) -> tuple[Path, Path]:
    """Write a plan and its cases to begin with; raises Mistake where the folder holds something."""
    if folder.exists() and any(folder.iterdir()):
        raise mistake("folder-not-empty", folder=folder)
    folder.mkdir(parents=True, exist_ok=True)
    files = folder / PLAN_FILE, folder / CASES_FILE
    for file, text in zip(files, starter(name, currency), strict=True):
        file.write_text(text, encoding="utf-8")
    return files


def text_of(path: Path) -> str:
    """The text of a document; raises Mistake `no-such-file`, `not-utf-8`."""
    if not path.is_file():
        raise mistake("no-such-file", file=path, value=path)
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise mistake("not-utf-8", file=path.name) from error
