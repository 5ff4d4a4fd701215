"""The kinds of customers of the demo company, and how each of them buys."""

from __future__ import annotations

from dataclasses import dataclass

CHANNELS = {
    "field": "Field sales",
    "key-accounts": "Key accounts",
    "telesales": "Telesales",
    "online": "Online ordering",
}


@dataclass(frozen=True)
class CustomerGroup:
    """A customer group.

    `pesos` is a usual line's value, `frequency` how often they order beside the others,
    `visits` how often they are visited, `discount` in permille. `lines` holds sixteen equally
    likely numbers of lines in an invoice, `channels` how many invoices in twenty come by which
    channel.
    """

    id: str
    name: str
    pesos: int
    frequency: int
    visits: int
    discount: int
    lines: tuple[int, ...]
    channels: tuple[tuple[str, int], ...]

    @property
    def lines_in_16(self) -> int:
        """Lines in sixteen invoices."""
        return sum(self.lines)

    @property
    def channel_slots(self) -> list[str]:
        """Twenty channels to choose from."""
        return [channel for channel, count in self.channels for _ in range(count)]


GROUPS = (
    CustomerGroup("sari-sari", "Sari-sari wholesalers", 2_400, 5, 4, 50,
                  (1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 6, 7),
                  (("field", 15), ("telesales", 3), ("online", 2))),
    CustomerGroup("supermarkets", "Supermarkets", 8_000, 12, 6, 95,
                  (2, 3, 4, 4, 5, 5, 6, 6, 6, 7, 7, 7, 8, 8, 8, 8),
                  (("key-accounts", 18), ("online", 2))),
    CustomerGroup("pharmacies", "Pharmacies", 2_800, 6, 4, 45,
                  (1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 6, 6, 7),
                  (("field", 13), ("telesales", 4), ("online", 3))),
    CustomerGroup("horeca", "Hotels and restaurants", 3_600, 6, 3, 60,
                  (1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 6, 7),
                  (("field", 14), ("telesales", 4), ("online", 2))),
    CustomerGroup("distributors", "Sub-distributors", 14_000, 5, 3, 115,
                  (2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 7, 8, 8),
                  (("field", 12), ("key-accounts", 8))),
)  # fmt: skip

SARI_SARI = 0


def index_of(group_id: str) -> int:
    """The place of a customer group in `GROUPS`."""
    return [group.id for group in GROUPS].index(group_id)
