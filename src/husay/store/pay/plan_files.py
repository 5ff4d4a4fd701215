"""A plan's folder as files that are sent and taken: a .zip, or its three texts by themselves."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from husay.basics.packed import DAMAGED
from husay.basics.problem import Mistake, Problem
from husay.pay.cases.read_cases import CASES_FILE
from husay.pay.document.node import MOST_CHARACTERS
from husay.pay.document.read_plan import PLAN_FILE
from husay.pay.texts import Texts
from husay.store.plan_folders import MOST_BYTES, README_FILE

_NAMES = (PLAN_FILE, CASES_FILE, README_FILE)
_SINCE = (1980, 1, 1, 0, 0, 0)
"""The oldest day that a .zip can say: what is packed twice is the same to the byte."""


def packed(folder: str, texts: Texts) -> bytes:
    """A plan's folder as a .zip."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in zip(_NAMES, (texts.document, texts.cases, texts.readme), strict=True):
            if text or name != README_FILE:
                archive.writestr(zipfile.ZipInfo(f"{folder}/{name}", _SINCE), text)
    return made.getvalue()


def unpacked(sent: Iterable[tuple[str, bytes]]) -> Texts:
    """The texts among some files, each its name and what is in it; those in a .zip count as well.

    README.md may be missing. What is called otherwise is passed over. Raises Mistake with all that
    is wrong: `pay-plan-zip`, `pay-plan-file-large`, `pay-plan-file-twice`, `pay-plan-files`,
    `not-utf-8`.
    """
    found, problems = dict[str, str](), list[Problem]()
    for name, data in _plain(sent, problems):
        if name in found:
            problems.append(Problem(code="pay-plan-file-twice", value=name))
        elif (text := _text(name, data, problems)) is not None:
            found[name] = text
    told = {problem.value or problem.file for problem in problems}
    if not any(problem.code == "pay-plan-zip" for problem in problems):
        missing = (name for name in _NAMES[:2] if name not in found and name not in told)
        problems += [Problem(code="pay-plan-files", value=name) for name in missing]
    if problems:
        raise Mistake(*problems)
    return Texts(found[PLAN_FILE], found[CASES_FILE], found.get(README_FILE, ""))


def _plain(
    sent: Iterable[tuple[str, bytes]], problems: list[Problem]
) -> Iterator[tuple[str, bytes]]:
    """The files of a plan by their plain names; no more of any is unpacked than may be in it."""
    for name, data in sent:
        if not name.lower().endswith(".zip"):
            yield from _of_plan(name, data)
            continue
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for entry in archive.infolist():
                    if PurePosixPath(entry.filename).name in _NAMES:
                        with archive.open(entry) as file:
                            yield from _of_plan(entry.filename, file.read(MOST_BYTES + 1))
        except DAMAGED:
            problems.append(Problem(code="pay-plan-zip", value=name))


def _of_plan(path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    plain = PurePosixPath(path.replace("\\", "/"))
    hidden = any(part.startswith(("__MACOSX", ".")) for part in plain.parts)
    if plain.name in _NAMES and not hidden:
        yield plain.name, data


def _text(name: str, data: bytes, problems: list[Problem]) -> str | None:
    if len(data) > MOST_BYTES:
        most = (("most", str(MOST_CHARACTERS)),)
        problems.append(Problem(code="pay-plan-file-large", value=name, values=most))
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        problems.append(Problem(code="not-utf-8", file=name))
        return None
