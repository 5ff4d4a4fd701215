"""A leaver's final settlement: the statement of the period in which their plan ends for good."""

from __future__ import annotations

from datetime import date

from husay.access.role import Role
from husay.basics.period import Window
from husay.pay.runs.assigned import Held
from husay.pay.runs.final import leaving
from tests.measures.making import Made
from tests.store_pay.paying import AT, FEBRUARY, JANUARY, MARCH, ONE, calculated, planned, released
from tests.store_pay.test_door import as_
from tests.web.exploring import served
from tests.web.signing import signed_in

LEFT = """
name: Sellers
currency: PHP
measures:
  revenue: {of: amount}
terms:
  commission: {kind: rate, of: revenue, rate: 5 %}
  quarterly: {kind: bonus, of: revenue, window: quarter, at: 300, amount: 60}
  ahead: {kind: draw, style: recoverable, amount: 50, WHEN}
"""


def test_who_leaves_when() -> None:
    """On the last day of January, in it, at its edges; who comes back, and who stays."""
    first, second = Window(date(2024, 1, 1), date(2024, 1, 31)), Window(MARCH.start, MARCH.end)
    spans = [
        Held("ana", first, {}),
        Held("ben", Window(date(2023, 1, 1), date(2024, 1, 15)), {}),
        Held("cel", first, {}),
        Held("cel", second, {}),
        Held("dan", Window(date(2023, 1, 1), date(2024, 2, 1)), {}),
        Held("eve", Window(date(2023, 1, 1), date(2023, 12, 31)), {}),
    ]
    assert leaving(spans, JANUARY) == {"ana": first.end, "ben": date(2024, 1, 15)}
    assert leaving(spans, FEBRUARY) == {"dan": date(2024, 2, 1)}
    assert leaving(spans, MARCH) == {"cel": MARCH.end}


def left(made: Made, when: str) -> int:
    """Ana leaves on 29 February; January is released, February's run is answered."""
    from husay.store.pay.assignments import assign

    company = made.company
    row = planned(company, LEFT.replace("WHEN", when))
    assign(company, row, "ana", date(2024, 3, 1), {}, "left", AT, out=True)
    released(company, row)
    return int(calculated(company, row, FEBRUARY).pk)


def test_what_is_owed_and_what_is_still_to_come_is_said(made: Made) -> None:
    """Ana earns 20 a month under a draw of 50: 30 are owed of January, 30 more of February. The
    quarter's bonus is hers as it stands, and is known on 31 March."""
    from husay.store.pay.seen import run_seen, statement_seen
    from husay.words.pay_inputs import final_text

    number = left(made, "when_leaving: owed")
    run = run_seen(made.company, number, AT)
    point = next(check for check in run.checks if check.code == "final")
    assert (point.count, point.people) == (1, ("ana",))
    seen = statement_seen(as_(made.company, Role.COMPENSATION), number, "ana", AT)
    assert seen.final is not None
    assert (seen.final.left, seen.final.owed) == (date(2024, 2, 29), 60 * ONE)
    assert (seen.final.to_come, seen.final.until) == (60 * ONE, date(2024, 3, 31))
    said = final_text(seen.final, "PHP").replace("\xa0", " ")
    assert said == (
        "This is your final settlement: your plan ended on 29 Feb 2024. ₱60.00 of draws is still "
        "owed. As it stands, ₱60.00 is still to come by 31 Mar 2024, for the days of which one was "
        "there."
    )
    assert statement_seen(made.company, number, "ben", AT).final is None


RECOVERED = """
name: Sellers
currency: PHP
parameters:
  least: {unit: money, default: 0}
measures:
  revenue: {of: amount}
terms:
  commission: {kind: rate, of: revenue, rate: 5 %}
  ahead: {kind: draw, style: recoverable, amount: least, recover_most: 50 %}
"""


def test_what_is_paid_stands_out_on_the_page_and_not_what_is_owed(made: Made) -> None:
    """Ana is paid 50 of January, and owes 30 of it."""
    from django.test import Client

    from husay.store.pay.assignments import assign

    row = planned(made.company, RECOVERED)
    assign(made.company, row, "ana", date(2024, 1, 1), {"least": "50"}, "new", AT)
    number = released(made.company, row).pk
    with served(made):
        own = signed_in(Client(), Role.SELLER, email="ana@example.com", person="ana")
        page = own.get(f"/pay/runs/{number}/statement", {"person": "ana"}).content.decode()
    parts = page.split('<dl class="pay-parts">')[1].split("</dl>")[0].replace("\xa0", " ")
    assert parts.count('class="main"') == 1
    assert '<div class="main"><dt>Paid</dt><dd>₱50.00</dd></div>' in parts
    assert "<div><dt>Still owed of draws</dt><dd>₱30.00</dd></div>" in parts


def test_a_statement_says_what_a_draw_added_and_took_back(made: Made) -> None:
    """Ana earns 20 a month. In January she is sure of 50: 30 are drawn and owed. From February on
    she is sure of nothing: half of what is paid, 10, is taken back, and 20 are still owed."""
    from husay.store.pay.assignments import assign
    from husay.store.pay.plans import document_of
    from husay.store.pay.seen import statement_seen
    from husay.words.pay_report import statement_report

    company = made.company
    row = planned(company, RECOVERED)
    assign(company, row, "ana", date(2024, 1, 1), {"least": "50"}, "new", AT)
    assign(company, row, "ana", date(2024, 2, 1), {"least": "0"}, "no more", AT)

    def said(number: int, person: str = "ana") -> tuple[str, list[str], object]:
        seen = statement_seen(as_(company, Role.COMPENSATION), number, person, AT)
        report = statement_report(seen, document_of(seen.run.version), "Ana")
        text = [note.replace("\xa0", " ") for note in report.notes]
        return report.sentence.replace("\xa0", " "), text, report.more["parts"]

    assert said(released(company, row).pk) == (
        "Ana is paid ₱50.00 for 1–31 Jan 2024.",
        ["Earned: ₱20.00", "Adjusted: ₱0.00", "Drawn: ₱30.00", "Paid: ₱50.00",
         "Still owed of draws: ₱30.00"],
        {"earned": "20.00", "adjusted": "0.00", "drawn": "30.00", "paid": "50.00",
         "owed": "30.00"},
    )  # fmt: skip
    number = calculated(company, row, FEBRUARY).pk
    assert said(number) == (
        "Ana is paid ₱10.00 for 1–29 Feb 2024.",
        ["Earned: ₱20.00", "Adjusted: ₱0.00", "Taken back of draws: −₱10.00", "Paid: ₱10.00",
         "Still owed of draws: ₱20.00"],
        {"earned": "20.00", "adjusted": "0.00", "recovered": "-10.00", "paid": "10.00",
         "owed": "20.00"},
    )  # fmt: skip
    assert said(number, "ben")[1] == ["Earned: ₱10.00", "Adjusted: ₱0.00", "Paid: ₱10.00"]


def test_what_is_forgiven_is_said(made: Made) -> None:
    from husay.store.pay.seen import statement_seen

    seen = statement_seen(made.company, left(made, "when_leaving: forgiven"), "ana", AT)
    assert seen.final is not None
    assert (seen.final.owed, seen.final.forgiven) == (0, 60 * ONE)
