"""What people call a measure or a dimension elsewhere: for telling them what it is called here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from husay.book.source import nearest

OTHER_WORDS: Mapping[str, tuple[str, ...]] = {
    "sales": ("revenue",), "benta": ("revenue",), "turnover": ("revenue",),
    "net_sales": ("revenue",), "halaga": ("revenue",), "profit": ("margin",),
    "gross_margin": ("margin",), "tubo": ("margin",), "qty": ("quantity",), "dami": ("quantity",),
    "units_sold": ("quantity",), "invoices": ("orders",), "transactions": ("orders",),
    "branch": ("branch", "unit"), "sangay": ("unit",), "department": ("unit",), "team": ("unit",),
    "division": ("unit",), "brand": ("product_group", "product_line"), "item": ("product",),
    "category": ("product_line", "product_group"), "sku": ("product",), "produkto": ("product",),
    "agent": ("seller",), "ahente": ("seller",), "salesman": ("seller",), "rep": ("seller",),
    "salesperson": ("seller",), "sales_rep": ("seller",), "client": ("customer",),
    "account": ("customer",), "store": ("customer",), "suki": ("customer",),
    "area": ("territory",), "region": ("territory",), "lugar": ("territory",),
}  # fmt: skip
"""The first that there is, is meant."""


def meant(word: str, known: Sequence[str]) -> str:
    """The known word that this one was probably meant to be, or ''."""
    plain = word.strip().lower().replace(" ", "_")
    said = next((other for other in OTHER_WORDS.get(plain, ()) if other in known), "")
    return said or nearest(word, list(known))
