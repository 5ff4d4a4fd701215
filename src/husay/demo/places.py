"""Where the demo company sells: its divisions and business units, and their territories."""

from __future__ import annotations

from dataclasses import dataclass

COMPANY_UNIT = "kalakal"
COMPANY_NAME = "Kalakal Distribution"


@dataclass(frozen=True)
class BusinessUnit:
    """A business unit and what it is like.

    `share` is its part of the company's revenue in permille, `growth` how much its volume grows
    a year, in permille of the first. `mix` says how many of its customers, in percent, belong to
    each customer group, in the order of `customer_groups.GROUPS`. `teams` is the smallest number.
    """

    id: str
    name: str
    division: str
    teams: int
    share: int
    growth: int
    mix: tuple[int, int, int, int, int]
    territories: tuple[str, ...]


DIVISIONS = {"luzon": "Luzon", "visayas": "Visayas", "mindanao": "Mindanao"}

_METRO = (
    "quezon-city", "makati", "manila", "pasig", "caloocan", "taguig", "marikina", "paranaque",
    "valenzuela", "las-pinas", "mandaluyong", "muntinlupa",
)  # fmt: skip

UNITS = (
    BusinessUnit("mm-key", "Metro Manila Key Accounts", "luzon", 2, 220, 15,
                 (0, 46, 14, 22, 18), _METRO),
    BusinessUnit("mm-trade", "Metro Manila General Trade", "luzon", 2, 180, 5,
                 (56, 6, 22, 10, 6), _METRO),
    BusinessUnit("north-central", "North and Central Luzon", "luzon", 2, 130, 20,
                 (50, 12, 20, 8, 10),
                 ("pampanga", "pangasinan", "bulacan", "benguet", "tarlac", "nueva-ecija",
                  "la-union", "ilocos-norte", "isabela", "cagayan")),
    BusinessUnit("south-luzon", "South Luzon", "luzon", 1, 110, 15, (50, 12, 20, 10, 8),
                 ("cavite", "laguna", "batangas", "rizal", "quezon-province", "palawan")),
    BusinessUnit("bicol-leyte", "Bicol and Leyte", "luzon", 1, 60, 15, (56, 8, 20, 6, 10),
                 ("albay", "leyte", "camarines-sur", "samar", "sorsogon")),
    BusinessUnit("cebu", "Cebu and Bohol", "visayas", 2, 150, 20, (48, 14, 18, 12, 8),
                 ("cebu", "bohol", "negros-oriental", "mandaue", "siquijor")),
    BusinessUnit("panay-negros", "Panay and Negros", "visayas", 1, 60, 5, (54, 10, 20, 8, 8),
                 ("iloilo", "negros-occidental", "aklan", "capiz", "antique")),
    BusinessUnit("davao", "Davao and South", "mindanao", 1, 55, 35, (50, 12, 20, 8, 10),
                 ("davao-city", "south-cotabato", "davao-del-norte", "sultan-kudarat")),
    BusinessUnit("northern-mindanao", "Northern Mindanao", "mindanao", 1, 35, 20,
                 (54, 10, 20, 6, 10),
                 ("misamis-oriental", "bukidnon", "lanao-del-norte", "zamboanga-city")),
)  # fmt: skip

KEY_ACCOUNTS = "mm-key"
FALLING_UNIT = "cebu"
STALLED_UNIT = "davao"
RETURNING_UNIT = "panay-negros"
MOVED_UNIT, MOVED_TO = "bicol-leyte", "visayas"

ISLANDS = {"luzon": "Luzon", "visayas": "Visayas", "mindanao": "Mindanao"}
_VISAYAN = ("leyte", "samar")
_SPELLED = {
    "paranaque": "Parañaque", "las-pinas": "Las Piñas", "quezon-province": "Quezon",
    "davao-del-norte": "Davao del Norte", "lanao-del-norte": "Lanao del Norte",
}  # fmt: skip


def unit(unit_id: str) -> BusinessUnit:
    """The business unit of that id (StopIteration if there is none)."""
    return next(u for u in UNITS if u.id == unit_id)


def territories() -> dict[str, str]:
    """Each territory's island, by territory."""
    return {
        territory: "visayas" if territory in _VISAYAN else business.division
        for business in UNITS
        for territory in business.territories
    }


def territory_name(territory: str) -> str:
    """A territory as it is written."""
    return _SPELLED.get(territory) or territory.replace("-", " ").title()
