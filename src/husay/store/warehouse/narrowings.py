"""What was made of a snapshot for its viewers, kept while it is of use.

The newest of these stay; one that has long not been asked for is let go. Its tables are dropped
when nobody reads them any more, not before: a request keeps what it reads.
"""

from __future__ import annotations

import threading
import weakref
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

KEPT = 64
"""How many narrowings of one snapshot are kept: a page of a manager reads three or four."""

Made = TypeVar("Made")


@dataclass
class _Place(Generic[Made]):
    """Where one narrowing is, or will be: whoever comes while it is made waits for this alone."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    made: Made | None = None


class Narrowings(Generic[Made]):
    """The narrowings of one snapshot by scope, the least recently asked for let go first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._places: OrderedDict[Hashable, _Place[Made]] = OrderedDict()
        self._gone: deque[str] = deque()

    def __len__(self) -> int:
        return len(self._places)

    def find(self, scope: Hashable, make: Callable[[], Made]) -> Made:
        """The narrowing of a scope, made where it is not there yet; at most one at a time."""
        with self._lock:
            place = self._places.setdefault(scope, _Place())
            self._places.move_to_end(scope)
            while len(self._places) > KEPT:
                self._places.popitem(last=False)
        made = place.made
        if made is None:
            with place.lock:
                made = place.made if place.made is not None else make()
                place.made = made
        return made

    def watch(self, made: Made, schema: str) -> None:
        """Note a narrowing's schema to be dropped, once nothing refers to the narrowing."""
        # No SQL there: whoever lets go of the last reference may be anywhere, in a query, too.
        weakref.finalize(made, self._gone.append, schema).atexit = False

    def taken(self) -> Iterator[str]:
        """The schemas that nobody reads any more, each told once: to be dropped."""
        while True:
            try:
                yield self._gone.popleft()
            except IndexError:
                return
