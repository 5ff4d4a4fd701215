"""What a currency's coins are: into how many parts its unit is divided when it is paid out."""

from __future__ import annotations

from husay.basics.amount import DECIMALS, SCALE

_WITHOUT = frozenset(
    {"CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF", "XPF"}
)  # fmt: skip
_THREE = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})


def minor_places(currency: str) -> int:
    """How many decimals the currency's coins have (ISO 4217)."""
    if currency in _WITHOUT:
        return 0
    return 3 if currency in _THREE else 2


def minor_unit(currency: str) -> int:
    """The smallest coin, in ten-thousandths: 100 for a centavo, 10,000 for a yen."""
    unit = SCALE // 10 ** minor_places(currency)
    assert unit >= 1, f"amounts have {DECIMALS} decimals, and no coin is finer"
    return int(unit)
