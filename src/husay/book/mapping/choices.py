"""Words that files use where the book has a fixed choice: patterns by table and field.

Each choice has a regular expression of the whole cell, in lower case and with blanks for what
stands between its words. A word within others says nothing ("Not won", "Lost to Winner Corp"), so
what fits none as a whole reaches the checks as it stands, and they list what is known.
"""

from __future__ import annotations

LETTERS_APART = r"[ \t\r\n/.,:;_()–—-]+"
"""What may stand between the words of a cell."""

_Choices = tuple[tuple[str, str], ...]

_WHERE_AND_WHO: _Choices = (
    ("territory", "(sales? )?(territory|teritoryo|region|rehiyon|area|zone|province)"),
    ("unit", "(business |sales? )?(unit|branch|sangay|division|dibisyon|team|department|"
             "store|office)"),
    ("seller", "seller|(sales? )?(rep|representative|agent|ahente|executive)|person|employee|"
               "sales ?(man|person)"),
)  # fmt: skip

_MEASURES: _Choices = (
    ("revenue", "(net |gross )?(revenue|sales?|benta|kita|turnover)|(sales? )?(amount|value)|"
                "halaga"),
    ("quantity", "quantity|qty|volume|units?( sold)?|dami|pieces|pcs"),
    ("orders", "((number|no) of )?(orders?|invoices?)"),
    ("customers", "((number|no) of )?(customers?|clients?|kliyente)"),
    ("margin", "(gross )?(margin|profit)|tubo"),
)  # fmt: skip

CHOICES: dict[tuple[str, str], _Choices] = {
    ("sale_lines", "kind"): (
        ("return", "(sales? )?(returns?|returned|refunds?|refunded)|(sales? )?credit (memo|note)s?|"
                   "cm|cn|rma|balik|ibinalik|sauli|isinauli"),
        ("adjustment", "((price|sales?|invoice) )?(adj|adjustments?|adjusted)|debit (memo|note)s?|"
                       "dm|dn"),
        ("sale", "sales?|sold|benta|cash|charge|credit|orders?|si|dr|or|ci|pos|"
                 "((cash|charge|credit|regular|walk ?in|online|retail|wholesale) )?"
                 "(sales?|invoices?|orders?|benta)|(sales?|tax|vat|service|billing) invoices?|"
                 "((official|delivery|sales?|acknowledg(e)?ment) )?receipts?|resibo"),
    ),
    ("deals", "status"): (
        ("won", "((closed?|deal) )?(won|win)|panalo( na)?|nanalo( na)?|sold|accepted|naibenta"),
        ("lost", "((closed?|deal) )?(lost|lose|loss)|talo( na)?|natalo( na)?|rejected|declined|"
                 "cancel|cancell?ed|dropped|abandoned|no sale|(not|never) (won|accepted|sold)|"
                 "hindi nanalo"),
        ("open", "open(ed)?|re ?opened|new|active|bukas( pa)?|((still )?in )?progress|ongoing|"
                 "pending|engag(ed|ing)|prospect(ing)?|nego|negotiat(ion|ions|ing)|qualif(ied|ying)|"
                 "contacted|proposal|quoted|on hold"),
    ),
    ("goals", "scope"): (
        ("company", "(whole |entire )?(company|kompanya)|total|kabuuan|overall"),
        ("product_line", "product (line|category)|category|kategorya"),
        ("product", "product|produkto|sku|item"),
        ("customer_group", "(customer )?(group|segment)|customer type"),
        *_WHERE_AND_WHO,
    ),
    ("goals", "measure"): _MEASURES,
    ("potentials", "scope"): (
        ("customer", "customer|kliyente|account|client|suki|kostumer|buyer"),
        *_WHERE_AND_WHO,
    ),
    ("potentials", "measure"): _MEASURES,
    # A title is told by its last word, or by its first where "of" follows.
    ("assignments", "role"): (
        ("support", "(assistant|secretary|aide) (to|of) .*"),
        ("manager", "([^ ]+ )*(manager|mgr|supervisor|head|lead|leader|director|superbisor|"
                    "tagapamahala)( [0-9ivx]+)?|(head|director|vp|vice president) (of|for) .*"),
        ("support", "([^ ]+ )*(support|admin|administrator|assistant|encoder|clerk|"
                    "coordinator|staff|alalay)( [0-9ivx]+)?"),
        ("seller", "([^ ]+ )*(seller|sales|reps?|representative|agent|ahente|executive|"
                   "consultant|tindero|tindera|tagabenta|sales ?(man|person|woman|lady))"
                   "( [0-9ivx]+)?"),
    ),
    ("units", "kind"): (
        ("company", "company|kompanya"),
        ("division", "(sales? )?(division|dibisyon)"),
        ("team", "(sales? )?(team|koponan)"),
        ("unit", "(business |sales? )?(unit|branch|sangay|department|store|office)"),
    ),
}  # fmt: skip
