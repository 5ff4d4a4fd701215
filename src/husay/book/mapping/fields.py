"""What a column of a plain file can feed: each table's own columns and a few more that help.

A field's `heard` are the headers that mean it, in the canonical words of `words.py`, best first;
`~60` after one says how sure it makes us, in percent (95 where nothing is said).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

FieldKind = Literal["text", "amount", "day", "whole", "choice", "month", "year"]


@dataclass(frozen=True)
class Field:
    """Something that a column can feed.

    `names` is the kind of name that goes with it (as in the book's table of names): of the
    identifier in this field, or, where `is_name`, in this field itself.
    """

    name: str
    kind: FieldKind
    heard: tuple[tuple[frozenset[str], int], ...]
    names: str = ""
    is_name: bool = False

    @property
    def private(self) -> bool:
        """Whether what stands in it may be the name of a person or a customer."""
        return self.names in ("person", "customer")


_SURE = 95


def _heard(text: str) -> tuple[tuple[frozenset[str], int], ...]:
    found = []
    for phrase in filter(None, map(str.strip, text.split("|"))):
        words, _, sure = phrase.partition("~")
        found.append((frozenset(words.split()), int(sure or _SURE)))
    return tuple(found)


def _field(name: str, kind: FieldKind, heard: str, names: str = "") -> Field:
    return Field(name, kind, _heard(heard), names)


def _named(name: str, kind: str, heard: str, name_heard: str, bare: str) -> tuple[Field, Field]:
    """An identifier and the name beside it. `bare` can head a column of either."""
    either = _heard(bare)
    as_code = tuple((words, sure - 5) for words, sure in either)
    as_name = tuple((words, sure - 10) for words, sure in either)
    return (
        Field(name, "text", _heard(heard) + as_code, kind),
        Field(f"{name}_name", "text", _heard(name_heard) + as_name, kind, is_name=True),
    )


_SELLER = _named(
    "seller", "person",
    "seller code | seller number | employee code | employee number",
    "seller name | employee name",
    "seller | employee~80 | agent",
)  # fmt: skip
_PERSON = _named(
    "person", "person",
    "employee code | employee number | person code | seller code | seller number | code~60",
    "employee name | person name | seller name | full name | name~80",
    "person | employee | seller",
)  # fmt: skip
_MANAGER = _named(
    "manager", "person",
    "manager code | manager number | reportsto code",
    "manager name",
    "manager | reportsto",
)  # fmt: skip
_CUSTOMER = _named(
    "customer", "customer",
    "customer code | customer number | account code | account number~85",
    "customer name | account name | company name~70",
    "customer | account~75",
)  # fmt: skip
_PRODUCT = _named(
    "product", "product",
    "product code | product number | sku | stock code | stock number | barcode | material number",
    "product name | product description | description | stock description",
    "product | material~80",
)  # fmt: skip
_UNIT = _named(
    "unit", "unit",
    "branch code | branch number | store code | store number | businessunit code | team code",
    "branch name | store name | businessunit name | team name",
    "businessunit | branch | store | outlet | office | department~80 | team | depot~80",
)  # fmt: skip

_PRODUCT_LINE = _field(
    "product_line", "text", "product line | product category | category~90 | product type~70"
)
_PRODUCT_GROUP = _field(
    "product_group", "text", "product group | subcategory | product subcategory | brand~85 | family"
)
_CUSTOMER_GROUP = _field(
    "customer_group", "text",
    "customer group | customer type | customer segment | segment | customer category | "
    "customer class | account type~80",
)  # fmt: skip
_TERRITORY = _field(
    "territory", "text",
    "territory | territory code | territory name | sale territory | region~90 | area~85 | "
    "zone~80 | district~80 | province~75 | state~70 | city~65 | country~60 | location~60 | "
    "place~60",
)  # fmt: skip
_CURRENCY = _field("currency", "text", "currency | currency code | money~60")
_FROM = _field("valid_from", "day", "valid start | start | start date | effective date | date~70")
_TO = _field("valid_to", "day", "valid end | end | end date")
_HIRED = _field("hired", "day", "hired | hired date | start date~80 | joined date | joined")
_LEFT = _field("left", "day", "left | left date | end date~75 | resigned date | resigned")

FIELDS: dict[str, tuple[Field, ...]] = {
    "sale_lines": (
        _field("sale", "text",
               "invoice number | invoice code | invoice | receipt number | receipt | "
               "receipt code | sale number | sale code | order number~90 | order code~90 | "
               "order~88 | transaction number~88 | transaction code~88 | transaction~80 | "
               "document number~85 | document~70 | bill number~85 | voucher number~80 | "
               "delivery number~75 | reference number~70 | reference~65"),
        _field("line", "whole",
               "line | line number | line code~85 | order line | sale line | order detail code | "
               "detail code~75 | sequence number~75"),
        _field("date", "day",
               "date | invoice date | sale date | receipt date | order date | transaction date | "
               "document date | posting date~90 | day~70"),
        *_SELLER,
        *_UNIT,
        _field("division", "text", "division | division name | division code"),
        *_PRODUCT,
        _PRODUCT_LINE,
        _PRODUCT_GROUP,
        *_CUSTOMER,
        _CUSTOMER_GROUP,
        _field("channel", "text", "channel | sale channel | channel name | platform~75"),
        _TERRITORY,
        _field("quantity", "amount",
               "quantity | order quantity | quantity sold | sold units | pieces~85 | volume~60"),
        _field("unit_price", "amount", "price each | price | sale price~85 | rate~55"),
        _field("amount", "amount",
               "net amount | net sale | sale amount | line amount | line total | amount~93 | "
               "net total~92 | subtotal~90 | extended amount~90 | extended price~90 | revenue~90 | "
               "total amount~88 | total sale~88 | sale~85 | net~85 | total~82 | total price~82 | "
               "value~75 | invoice amount~75 | money~65 | gross amount~65 | gross sale~65 | "
               "gross~60"),
        _field("discount", "amount",
               "discount | discount amount | discount percent | discount rate | less discount | "
               "price discount"),
        _field("tax", "amount", "tax | tax amount | output tax~90"),
        _field("list_amount", "amount", "list amount | list total"),
        _field("unit_list_price", "amount", "list price | list price each | regular price"),
        _field("cost", "amount", "cost | total cost | cost amount | line cost | cost sale~90"),
        _field("unit_cost", "amount", "cost each | cost price~90 | standard cost~80"),
        _CURRENCY,
        _field("kind", "choice",
               "transaction type | document type | invoice type | sale type | order type~80 | "
               "type~70"),
        _field("returns_sale", "text",
               "return invoice | return order | original invoice | original invoice number | "
               "return reference"),
        _field("returns_line", "whole",
               "return line | return line number | original line | original line number | "
               "original invoice line | return invoice line | return order line"),
    ),
    "goals": (
        _field("scope", "choice", "scope | goal scope | level~70"),
        _field("item", "text", "item code~70"),
        *_SELLER,
        *_UNIT,
        _field("product_line", "text", "product line | product category | category~90"),
        _field("product", "text", "product code | sku | product~85"),
        _CUSTOMER_GROUP,
        _TERRITORY,
        _field("measure", "choice", "measure | metric | kpi | goal measure | goal type~75"),
        _field("starts", "day", "start | start date | period start | date~60 | goal start"),
        _field("ends", "day", "end | end date | period end | goal end"),
        _field("month", "month", "month | goal month | period~75 | month year | date~58"),
        _field("year", "year", "year | fiscal year~80"),
        _field("value", "amount",
               "goal | goal amount | goal value | goal sale | goal revenue | amount~75 | "
               "value~75 | sale~60"),
        _CURRENCY,
    ),
    "potentials": (
        _field("scope", "choice", "scope | potential scope | level~70"),
        _field("item", "text", "item code~70"),
        *_CUSTOMER,
        _TERRITORY,
        *_SELLER,
        *_UNIT,
        _field("measure", "choice", "measure | metric | kpi | potential measure"),
        _field("starts", "day", "start | start date | period start | date~60"),
        _field("ends", "day", "end | end date | period end"),
        _field("month", "month", "month | potential month | period~75 | month year | date~58"),
        _field("year", "year", "year | potential year | fiscal year~80"),
        _field("value", "amount",
               "potential | potential amount | potential value | potential sale | "
               "potential revenue | amount~75 | value~75"),
        _CURRENCY,
        _field("precision", "amount",
               "precision | precision percent | potential precision | uncertainty~80 | error~75 | "
               "margin error"),
        _field("origin", "text", "origin | potential origin | based on~80 | basis~85"),
    ),
    "deals": (
        _field("deal", "text",
               "deal code | deal number | deal | deal name~70 | lead code~80 | lead~70 | code~55"),
        _field("created", "day", "created | created date | open date | start date~75 | date~70 | "
               "lead date"),
        _field("closed", "day", "closed | close date | closed date | end date~70"),
        _field("status", "choice", "status | deal status | outcome | result~85"),
        _field("amount", "amount", "amount | deal amount | deal value | value~90 | goal amount~55"),
        _CURRENCY,
        *_SELLER,
        *_CUSTOMER,
        _field("product", "text", "product code | product~85"),
        _field("stage", "text", "stage | deal stage | pipeline stage"),
        _field("lost_reason", "text", "lost reason | reason~75"),
        _field("expected_close", "day", "expected close date | expected close | expected date"),
    ),
    "activities": (
        _field("activity", "text", "activity code | activity number | visit number | call number"),
        _field("date", "day", "date | activity date | visit date | call date | day~70"),
        *_SELLER,
        *_CUSTOMER,
        _field("deal", "text", "deal code | deal number | deal | deal name~70"),
        _field("type", "text", "activity type | type | activity~90 | visit type | call type"),
    ),
    "payments": (
        _field("payment", "text",
               "payment number | payment code | receipt number | check number~80 | "
               "reference number~70"),
        _field("date", "day", "payment date | date | receipt date | posting date~85"),
        *_CUSTOMER,
        _field("sale", "text", "invoice number | invoice | sale number | order number~80"),
        _field("amount", "amount", "payment amount | amount | payment | paid amount | money~65"),
        _CURRENCY,
        _field("reverses", "text", "reverse payment | reverse number | reverse"),
    ),
    "customers": (*_CUSTOMER, _CUSTOMER_GROUP, _TERRITORY),
    "products": (
        *_PRODUCT,
        _PRODUCT_LINE,
        _PRODUCT_GROUP,
        _field("list_price", "amount", "list price | price each~90 | price~85 | regular price"),
    ),
    "units": (
        *_named("unit", "unit",
                "unit code | unit number | branch code | businessunit code | team code | code~60",
                "unit name | branch name | businessunit name | team name | name~80",
                "unit | businessunit | branch | team | department | office | store"),
        _field("parent", "text", "parent | parent unit | parent code | division~80 | above~80"),
        _field("kind", "choice", "kind | type | unit type | level"),
        _FROM,
        _TO,
    ),
    "people": (*_PERSON, _HIRED, _LEFT),
    "assignments": (
        *_PERSON,
        *_named("unit", "unit",
                "unit code | branch code | businessunit code | team code",
                "unit name | branch name | businessunit name | team name",
                "unit | businessunit | branch | team | department | office | store | division~80"),
        _field("role", "choice", "role | position | title~85"),
        *_MANAGER,
        _FROM,
        _TO,
        _field("hired", "day", "hired | hired date | joined date | joined"),
        _field("left", "day", "left | left date | resigned date | resigned"),
    ),
}  # fmt: skip
"""The tables that a plain file can feed, each with its fields."""


@cache
def field_of(table: str, name: str) -> Field | None:
    """A table's field by name."""
    return next((f for f in FIELDS.get(table, ()) if f.name == name), None)
