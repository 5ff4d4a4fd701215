"""A term: the word that stands for one meaning, and a sentence that says what it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Text = str | _StrPromise
    """Words now, or words that are looked up when they are shown, in the reader's language."""


@dataclass(frozen=True)
class Term:
    """A label and a one-sentence definition. `plural` labels say 'are' where others say 'is'."""

    label: Text
    definition: Text
    plural: bool = False
