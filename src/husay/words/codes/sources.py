"""Words for what can be wrong with a source: its settings and its SELECTs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from husay.words.codes.wording import Wording

SOURCE_WORDS: dict[str, Wording] = {
    "source-not-a-mapping": Wording(
        _("source.yaml holds no settings."),
        _("Write one on each line: name: my_shop, currency: PHP."),
    ),
    "unknown-setting": Wording(
        _("There is no setting “%(column)s”."),
        _("Did you mean “%(nearest)s”?"),
        _("Take it out, or check how it is spelled."),
    ),
    "source-name": Wording(
        _("“%(value)s” cannot be the name of a source."),
        _("Use small letters, digits, - and _, at most 63, beginning with a letter or digit."),
    ),
    "source-name-taken": Wording(
        _("“%(source)s” is another source’s name, and that one stays as it is."),
        _("Give this one a name of its own; a source of SELECTs is changed by hand."),
    ),
    "source-currency": Wording(
        _("“%(value)s” is not a currency’s code."),
        _("Use three capital letters, such as PHP or USD."),
    ),
    "setting-yes-or-no": Wording(
        _("“%(value)s” is no value for “%(column)s”."),
        _("Write true or false, without quotation marks."),
    ),
    "setting-list": Wording(
        _("“%(value)s” is no value for “%(column)s”."),
        _("Write a list of words in brackets, such as [products, units]."),
    ),
    "setting-mapping": Wording(
        _("“%(value)s” is no value for “%(column)s”."),
        _("Write its settings below it, one on each line and further in."),
    ),
    "setting-text": Wording(
        _("“%(value)s” is no value for “%(column)s”."),
        _("Write a text, in quotation marks where it looks like a number."),
    ),
    "not-utf-8": Wording(
        _("“%(file)s” is not written in UTF-8."),
        _("Open it in an editor and save it again with the encoding UTF-8."),
    ),
    "source-rounding": Wording(
        _("“%(value)s” is not a way of rounding."),
        _("Write refuse (finer amounts are mistakes) or half_away (they are rounded)."),
    ),
    "tax-rate": Wording(
        _("“%(value)s” is not a tax rate."),
        _('Write it in quotation marks, as "0.12" or "3/25"; it lies between 0 and 1.'),
    ),
    "tax-rate-float": Wording(
        _("The tax rate %(value)s may not be exact as it is written."),
        _('Put it in quotation marks, as "0.12" or "3/25".'),
    ),
    "source-schedule": Wording(
        _("“%(value)s” is not a schedule."),
        _('Write it as cron does: "0 6 * * *" is every day at six.'),
    ),
    "schedule-without-data": Wording(
        _("The source has a schedule, but does not say where its files are."),
        _("Add data: and the path of the folder or file, as seen from the company’s folder."),
    ),
    "source-without-selects": Wording(
        _("The source gives no table."),
        _("Put at least one SELECT beside source.yaml, for example sale_lines.sql."),
    ),
    "unknown-table": Wording(
        _("The book has no table “%(value)s”."),
        _("Did you mean “%(nearest)s”?"),
        _("A file is named by the table that it gives, such as sale_lines.sql."),
    ),
    "sql-syntax": Wording(
        _("This is not readable SQL: %(value)s"),
        _("Check the place named; the dialect is DuckDB’s."),
    ),
    "one-select": Wording(
        _("A file of a source holds one SELECT and nothing else; here is: %(value)s."),
        _("Keep the SELECT (it may begin with WITH) and take the rest out."),
    ),
    "yaml-syntax": Wording(
        _("“%(file)s” cannot be read as YAML: %(said)s."),
        _("Check the indentation and the quotation marks at the place named."),
    ),
}
"""By code."""

COMPANY_WORDS: dict[str, Wording] = {
    "settings-not-a-mapping": Wording(
        _("company.yaml holds no settings."),
        _("Write one on each line: name: My company, currency: PHP."),
    ),
    "setting-format": Wording(
        _("“%(value)s” is no value for “%(column)s”."),
        _("A currency is three capital letters, like PHP; a country is two, like PH."),
    ),
    "setting-choice": Wording(
        _("“%(value)s” is no value for “%(column)s”."),
        _("A language is en or fil; a year’s pattern is calendar, 4-4-5, 4-5-4 or 5-4-4."),
    ),
    "setting-month": Wording(
        _("“%(value)s” is not a month."),
        _("Write the number of the month in which the year begins: 1 to 12."),
    ),
    "setting-weekdays": Wording(
        _("“%(value)s” are not weekdays."),
        _("Write numbers from 0 (Monday) to 6 (Sunday), as in [0, 1, 2, 3, 4]."),
    ),
    "setting-day": Wording(
        _("“%(value)s” is not a date."),
        _("Write dates like 2026-11-18: year, month, day."),
    ),
    "country-unknown": Wording(
        _("The holidays of the country “%(value)s” are not known."),
        _("Use the two letters of its ISO code, such as PH or US."),
    ),
    "subdivision-unknown": Wording(
        _("%(country)s has no part “%(value)s” with holidays of its own."),
        _("Known are: %(known)s."),
        _("Leave the setting out: this country’s holidays are the same everywhere."),
    ),
    "holiday-contradicted": Wording(
        _("%(value)s is named as a day off and as a day worked."),
        _("Keep it in one of the two lists of holidays in company.yaml."),
    ),
}
"""By code."""
