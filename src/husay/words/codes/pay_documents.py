"""Words for documents and expressions of pay plans that cannot be read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from husay.words.codes.wording import Wording

PAY_DOCUMENT_WORDS: dict[str, Wording] = {
    "yaml-too-long": Wording(
        _("The document is longer than %(most)s characters."),
        _("Split it: one plan is one document."),
    ),
    "yaml-odd-character": Wording(
        _("There is a character here that cannot be seen: %(value)s."),
        _("Take it out; it may have come with a copied text."),
    ),
    "yaml-not-plain": Wording(
        _("Anchors (&), aliases (*), tags (!) and second documents have no place in a plan."),
        _("Write out what is meant; put texts that begin with such a sign in quotation marks."),
    ),
    "yaml-too-deep": Wording(
        _("This is nested more than %(most)s levels deep."),
        _("A plan needs no more than five; look for a bracket too many."),
    ),
    "yaml-too-many": Wording(
        _("The document has more than %(most)s parts."),
        _("Split it: one plan is one document."),
    ),
    "yaml-empty": Wording(
        _("The document is empty."),
        _("“husay plan new” writes one to begin with."),
    ),
    "yaml-key-twice": Wording(
        _("“%(value)s” is said twice, first on line %(first)s."),
        _("Keep one of the two."),
    ),
    "yaml-key-not-text": Wording(
        _("A name before a colon must be a text."),
        _("Write it as one word: commission: and its settings below it."),
    ),
    "expression-too-long": Wording(
        _("The expression is longer than %(most)s characters."),
        _("Split it into two measures or two terms."),
    ),
    "expression-too-deep": Wording(
        _("The expression is nested more than %(most)s levels deep."),
        _("Take out brackets that are not needed, or split it."),
    ),
    "expression-syntax": Wording(
        _("“%(value)s” cannot be read as a condition or an amount."),
        _("Write it like this: product_line = 'Software' and discount <= 15 %%."),
    ),
    "expression-not-allowed": Wording(
        _("“%(value)s” may not stand in a plan."),
        _(
            "Use comparisons, and, or, not, in, between, like, + - * /, case, least, greatest, "
            "abs and coalesce."
        ),
    ),
    "expression-field": Wording(
        _("A sale line has no field “%(value)s”."),
        _("Did you mean “%(nearest)s”?"),
        _("Add it under fields: if your own lines have it; texts stand in single quotation marks."),
    ),
    "expression-units": Wording(
        _("In “%(value)s” %(left)s and %(right)s do not go together."),
        _("Compare and add like with like; multiply amounts by rates or pieces only."),
    ),
    "expression-day": Wording(
        _("“%(value)s” is not a date."),
        _("Write dates like ’2026-03-31’: year, month, day."),
    ),
    "expression-number": Wording(
        _("“%(value)s” is not a number that can be used here."),
        _("Write at most fifteen digits, without an exponent."),
    ),
    "expression-no-condition": Wording(
        _("“%(value)s” is not a condition."),
        _("Compare something: product_line = 'Software'."),
    ),
}
"""By code."""
