"""Writes what `husay plan show` says of each example plan into its README, in both languages."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from husay.cli.language import speak
from husay.store.plan_folders import plan_of
from husay.words.pay_prose import prose

EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "plans"
_BLOCK = re.compile(r"(<!-- prose: (\w+) -->\n```text\n)(.*?)(```\n)", re.DOTALL)


def shown(folder: Path, language: str) -> str:
    """What `husay plan show` prints."""
    speak(language)
    plan, problems = plan_of(folder)
    if plan is None:
        raise SystemExit(f"{folder.name}: {[problem.code for problem in problems]}")
    parts = ("\n".join((part.title, *part.sentences)) for part in prose(plan))
    return "\n\n".join(parts) + "\n"


def written(folder: Path) -> str:
    """The README of a plan with the prose as it is now."""
    text = (folder / "README.md").read_text(encoding="utf-8")
    return _BLOCK.sub(lambda block: f"{block[1]}{shown(folder, block[2])}{block[4]}", text)


if __name__ == "__main__":
    for path in sorted(EXAMPLES.glob("*/plan.yaml")):
        (path.parent / "README.md").write_text(written(path.parent), encoding="utf-8")
    sys.exit(0)
