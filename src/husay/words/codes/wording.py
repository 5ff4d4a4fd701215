"""The wording of one code: a sentence that says what is wrong, and one that says what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from husay.words.term import Text


@dataclass(frozen=True)
class Wording:
    """Both sentences may name the problem's values: `%(value)s`, `%(column)s`, `%(nearest)s`.

    `otherwise` is the remedy where a value that `remedy` names is empty. `rows` says that the
    problem's count is of rows of which only this one is listed.
    """

    what: Text
    remedy: Text
    otherwise: Text = ""
    rows: bool = False
