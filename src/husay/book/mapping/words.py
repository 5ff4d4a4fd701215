"""The words of headers, English and Filipino, as canonical words.

"Invoice No.", "INV_NUM", "Resibo Blg." and "Numero ng Resibo" all mean the same; here is how.
"""

from __future__ import annotations

import re

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_APART = re.compile(r"[^\w%#]+|_+")

_PHRASES = (
    (r"sales? ?(person|man|men|woman|lady|rep|representative|agent|executive|consultant)s?\b",
     "seller"),
    (r"(account|territory) (manager|executive)|medical rep(resentative)?", "seller"),
    (r"sold by|served by|nagbenta", "seller"),
    (r"sold to|bill(ed)? to|ship to|bumili", "customer"),
    (r"business unit", "businessunit"),
    (r"reports? to", "reportsto"),
    (r"(sub|sub ) ?total", "subtotal"),
    (r"sub ?categor(y|ies)", "subcategory"),
    (r"(sales|cash|charge) invoice|credit memo|\b(si|dr|ci)\b(?= (no|num|number|nr|#))", "invoice"),
    (r"official receipt|\bor\b(?= (no|num|number|nr|#))", "receipt"),
    (r"\bp\.?o\.?\b( (no|number|num|#))?|purchase order", "purchaseorder"),
    (r"(unit|piece|item) (price|cost)", r"\2 each"),
    (r"(suggested )?retail price|\bsrp\b|catalog(ue)? price|msrp", "list price"),
    (r"cost of (goods sold|sales?)|\bcogs\b", "cost sale"),
    (r"value added tax|\be?vat\b|\bgst\b", "tax"),
    (r"units? sold", "quantity sold"),
    (r"(stock )?keeping unit|item ?code|item (no|number|#)|part (no|number|#)", "sku"),
    (r"date (of )?(hired?|hiring)|hir(ed?|ing) date", "hired date"),
    (r"date (of )?(sale|invoice)", r"\2 date"),
    (r"close[ds]? (date|on)|date closed", "close date"),
    (r"creat(ed|ion) (date|on|at)|date created|created at", "created date"),
    (r"termination date|separation date|date (left|resigned|separated)", "left date"),
    (r"effectiv(e|ity) date|date effective", "effective date"),
    (r"ship(ped|ping)? date", "ship date"),
    (r"due date", "due date"),
    (r"(nasa )?(ilalim|sakop) (ng|ni)( yunit)?|(belongs|rolls up|reports) (to|under)|higher unit",
     "parent unit"),
)  # fmt: skip

_MEANINGS = {
    # English, with the short forms of exports
    "number": "no nr num nbr number numbers # numero blg bilang_ng",
    "code": "id code codes key ids kodigo uid uuid guid",
    "name": "name names nm pangalan ngalan",
    "date": "date dt dates petsa",
    "day": "day araw",
    "month": "month months mo buwan",
    "year": "year yr taon fy",
    "period": "period panahon",
    "quantity": "qty quantity quantities dami kantidad qnty kty",
    "pieces": "pcs pieces piece piraso",
    "amount": "amount amt amounts halaga",
    "money": "pera salapi",
    "price": "price prices presyo",
    "each": "each kada bawat per isa",
    "total": "total totals kabuuan suma",
    "net": "net neto",
    "gross": "gross bruto",
    "discount": "discount disc discounts diskwento diskuwento bawas tawad",
    "tax": "tax taxes vat buwis",
    "cost": "cost costs puhunan gastos kost",
    "list": "list listahan",
    "percent": "percent pct % percentage porsiyento",
    "sale": "sale sales benta pagbebenta bentahan",
    "revenue": "revenue turnover kita",
    "invoice": "invoice inv invoices imbois",
    "receipt": "receipt receipts resibo",
    "order": "order orders ord order_ pedido",
    "transaction": "transaction trans txn transaksyon transaksiyon",
    "document": "document doc dokumento",
    "reference": "reference ref",
    "line": "line ln lines linya hanay",
    "product": "product products prod item items goods produkto paninda aytem artikulo article",
    "description": "description desc deskripsyon paglalarawan",
    "category": "category categories kategorya",
    "brand": "brand brands tatak marka",
    "group": "group groups grp pangkat grupo",
    "type": "type types uri klase class",
    "customer": "customer customers cust client clients buyer buyers kliyente suki mamimili "
                "parokyano kostumer kustomer",
    "seller": "seller sellers salesperson salesman salesrep ahente tindero tindera "
              "tagabenta rep agent",
    "employee": "employee employees emp staff empleyado kawani tauhan",
    "person": "person people tao",
    "manager": "manager managers mgr supervisor superbisor tagapamahala boss",
    "branch": "branch branches sangay",
    "store": "store stores shop tindahan",
    "team": "team teams koponan",
    "division": "division divisions div dibisyon",
    "department": "department dept departamento kagawaran",
    "office": "office opisina tanggapan",
    "unit": "unit units yunit",
    "region": "region regions rehiyon",
    "territory": "territory territories terr teritoryo",
    "area": "area areas lugar",
    "province": "province lalawigan probinsya",
    "city": "city lungsod siyudad",
    "country": "country bansa",
    "channel": "channel channels tsanel",
    "currency": "currency curr ccy",
    "goal": "goal goals target targets quota quotas layunin tunguhin kota plan budget",
    "potential": "potential potentials potensiyal potensyal",
    "precision": "precision accuracy presisyon katumpakan",
    "origin": "origin source pinagmulan pinagkunan",
    "basis": "basis batayan",
    "error": "error mali",
    "start": "start starts from begin beginning simula mula umpisa",
    "end": "end ends to until hanggang wakas katapusan",
    "valid": "valid effective",
    "deal": "deal deals opportunity opportunities opp oportunidad",
    "lead": "lead leads",
    "stage": "stage stages yugto antas",
    "status": "status estado katayuan",
    "expected": "expected inaasahan",
    "lost": "lost talo",
    "reason": "reason dahilan",
    "activity": "activity activities gawain aktibidad",
    "visit": "visit visits bisita dalaw pagbisita",
    "call": "call calls tawag",
    "payment": "payment payments paid bayad kabayaran collection koleksyon",
    "check": "check cheque tseke",
    "return": "return returned returns balik ibinalik isinauli sauli",
    "reverse": "reverse reverses reversed reversal",
    "role": "role tungkulin",
    "position": "position posisyon katungkulan",
    "hired": "hired hire",
    "left": "left umalis",
    "measure": "measure sukatan",
}  # fmt: skip

_WORDS = {word: meaning for meaning, words in _MEANINGS.items() for word in words.split()}

_SAYS_NOTHING = {
    "the", "of", "and", "for", "by", "in", "a", "an", "is", "this",
    "ng", "nang", "sa", "ang", "mga", "ni", "na", "si", "kay", "para", "at",
}  # fmt: skip

LIGHT = {
    "unit", "sale", "line", "total", "net", "each", "current", "local", "company", "final",
    "full", "php", "usd", "piso", "peso", "tax", "excluded", "ex", "date", "value",
}  # fmt: skip
"""Words that change little about what the others say."""

HEAVY = {
    "purchaseorder", "phone", "email", "address", "remarks", "note", "terms", "due", "ship",
    "tin", "contact", "zip", "postal", "birth", "delivery", "required", "modified", "updated",
    "status", "balance", "commission", "weight", "invoice",
    "freight", "shipping", "fee", "fees", "points", "rate", "stock",
}  # fmt: skip
"""Words that make a header mean something else."""


def words_of(header: str) -> frozenset[str]:
    """A header's canonical words."""
    spaced = _CAMEL.sub(" ", header.strip())
    text = " ".join(part for part in _APART.split(spaced.lower()) if part)
    text = text.replace("#", " # ").replace("%", " % ")
    for pattern, meaning in _PHRASES:
        text = re.sub(pattern, meaning, text)
    return frozenset(_WORDS.get(word, word) for word in text.split() if word not in _SAYS_NOTHING)


def heard_as(words: frozenset[str], meanings: tuple[tuple[frozenset[str], int], ...]) -> int:
    """How sure a header's words are to mean a field, in percent; 0 when they do not."""
    best = 0
    for meaning, sure in meanings:
        if not meaning <= words:
            continue
        rest = words - meaning
        cost = sum(3 if w in LIGHT else 45 if w in HEAVY else 18 for w in rest)
        best = max(best, sure - cost)
    return best
