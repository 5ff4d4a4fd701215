"""What somebody does before each step of a chapter, by the step's name; the same in every language.

A step goes by addresses and by the names of fields, never by words: whether the words are right is
what the walk finds out.
"""

from __future__ import annotations

from tests.docs.walks import administrator, compensation, loop, manager, seller
from tests.docs.walks.walk import Stepping

STEPS: dict[str, Stepping] = {
    **loop.STEPS,
    **manager.STEPS,
    **seller.STEPS,
    **compensation.STEPS,
    **administrator.STEPS,
}
