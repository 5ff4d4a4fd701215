"""Lines whose money bounced, all of it, while the window that it had counted in was open.

The window then pays on what was kept, so that what the bounce took need not be what the line had
earned. What the line is left with is none of its own any more: it belongs to what else the window
keeps. So when something comes back, lines without money have nothing to give back or to take, and
the others of their window have what it pays.
"""

from __future__ import annotations

from collections.abc import Mapping

from husay.basics.period import Window
from husay.basics.share import deal_in_steps
from husay.pay.interpret.entries import Entry, OriginKey
from husay.pay.interpret.events import Event
from husay.pay.interpret.origin import Origin


class Emptied:
    """One term's lines by window for one person, with what each earned in it; and those of which
    no money is left. `origins` are theirs, and those of their payments."""

    def __init__(self, origins: Mapping[OriginKey, Origin], unit: int) -> None:
        self.origins, self.unit = origins, unit
        self.earned: dict[Window, dict[OriginKey, int]] = {}
        self.without: dict[OriginKey, Window] = {}
        self.latest: dict[OriginKey, list[tuple[Event, int]]] = {}

    def note(self, entry: Entry, line: OriginKey, amount: int) -> None:
        """A line (or a return of it) earned an amount in its window: it may be left without money
        now, or have some again; what that brings in another window is the line's alone."""
        event, since = entry.event, self.without.get(line)
        if event.brought is not None or (since is not None and since != entry.window):
            self.settle()
        of_window = self.earned.setdefault(entry.window, {})
        of_window[line] = of_window.get(line, 0) + amount
        if entry.takes_back is None:
            same = [one for one in self.latest.get(line, ()) if one[0].day == event.day]
            self.latest[line] = [*same, (event, amount)]
        if event.reverses is not None and not event.after:
            self.without[line] = entry.window
        elif event.is_of_payment and event.after > event.before:
            self.without.pop(line, None)

    def behind(self, entry: Entry, line: OriginKey) -> int:
        """What causes behind a return brought of its line on its own day: each has an event of the
        return beside, which takes its part of that."""
        return sum(
            amount for event, amount in self.latest.get(line, ())
            if event.day == entry.event.day and event.before >= entry.event.after
        )  # fmt: skip

    def settle(self) -> None:
        """Hand on what lines without money are left with."""
        left: dict[Window, int] = {}
        for line, window in self.without.items():
            origin = self.origins[line]
            left[window] = left.get(window, 0) + origin.amount - origin.taken
            origin.amount = origin.taken = 0
            self.earned[window][line] = 0
        self.without.clear()
        for window, amount in left.items():
            if amount:
                self._hand_on(window, amount)

    def _hand_on(self, window: Window, amount: int) -> None:
        """Deal an amount to what a window keeps, by what it earned; not to that of which something
        was taken back since."""
        of_window = self.earned[window]
        kept = {
            line: earned for line, earned in of_window.items()
            if earned > 0 and not self.origins[line].returned
        }  # fmt: skip
        if not kept:
            return
        now = max(0, sum(kept.values()) + amount)
        dealt = deal_in_steps(now, list(kept.values()), self.unit)
        payments = self._payments_of(window)
        for (line, before), after in zip(kept.items(), dealt, strict=True):
            of_window[line] = after
            self.origins[line].amount += after - before
            for payment in payments.get(line[1:], ()):
                payment.amount = payment.amount * after // before

    def _payments_of(self, window: Window) -> dict[OriginKey, list[Origin]]:
        """The payments that earned something in a window, by line."""
        found: dict[OriginKey, list[Origin]] = {}
        for name, origin in self.origins.items():
            if name[0] == "payment" and origin.window == window:
                found.setdefault(name[1:5], []).append(origin)
        return found
