"""Words that files use where the book has a fixed choice: patterns by table and field.

Each choice has a regular expression over the lower-case text; the first that fits is taken, and
what fits none reaches the checks as it stands.
"""

from __future__ import annotations

CHOICES: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {
    ("sale_lines", "kind"): (
        ("return", "return|refund|credit ?(memo|note)|cm|rma|balik|sauli"),
        ("adjustment", "adj|debit ?(memo|note)|dm"),
        ("sale", "sale|sales|invoice|benta|cash|charge|order|si|dr|or|receipt|resibo"),
    ),
    ("deals", "status"): (
        ("won", "won|win|panalo|nanalo|closed.won|sold|accepted"),
        ("lost", "lost|lose|talo|natalo|closed.lost|rejected|cancel|dropped|no.sale"),
        ("open", "open|new|active|bukas|progress|pending|engaging|prospecting|nego"),
    ),
    ("goals", "scope"): (
        ("company", "company|kompanya|total|kabuuan|overall"),
        ("product_line", "product.?line|category|kategorya"),
        ("product", "product|produkto|sku"),
        ("customer_group", "customer.?group|segment"),
        ("territory", "territory|teritoryo|region|rehiyon|area"),
        ("unit", "unit|branch|sangay|division|dibisyon|team|department|store"),
        ("seller", "seller|rep|agent|ahente|person|employee|sales.?(man|person)"),
    ),
    ("goals", "measure"): (
        ("revenue", "revenue|sales?|benta|amount|halaga|value|kita"),
        ("quantity", "quantity|qty|volume|units?|dami"),
        ("orders", "orders?|invoices?"),
        ("customers", "customers?|clients?|kliyente"),
        ("margin", "margin|profit|tubo"),
    ),
    ("assignments", "role"): (
        ("manager", "manager|supervisor|head|lead|director|superbisor|tagapamahala"),
        ("support", "support|admin|assistant|encoder|clerk|alalay"),
        ("seller", "sell|sales|rep|agent|ahente|executive|account|benta|tinder"),
    ),
    ("units", "kind"): (
        ("company", "company|kompanya"),
        ("division", "division|dibisyon"),
        ("team", "team|koponan"),
        ("unit", "unit|branch|sangay|department|store|office"),
    ),
}
