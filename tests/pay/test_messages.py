"""What is said to whoever writes a plan: once, where it stands, with what would mend it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from husay.basics.period import Window
from husay.pay.cases.read_cases import read_cases
from husay.pay.facts import ScoreFact
from husay.words.problems import describe
from tests.pay.made import codes, earned, found, plan_of, terms

FEBRUARY = date(2026, 2, 28)
QUARTER = Window(date(2026, 1, 1), date(2026, 3, 31))

RATE = "  c: {kind: rate, of: revenue, rate: 5 %"
FLAT = RATE + "}"


def told(text: str) -> list[str]:
    """Every sentence with its remedy."""
    return [f"{said.what} {said.remedy}" for said in map(describe, found(text))]


@pytest.mark.parametrize(
    ("rate", "remedy"),
    [
        ("1.01", "Did you forget the per cent sign? Then write “1.01 %”."),
        ("100", "Did you forget the per cent sign? Then write “100 %”."),
        ("101", "Rates lie between 0 and 100 %; to pay more, let the measure count more."),
        ("100.01 %", "Rates lie between 0 and 100 %; to pay more, let the measure count more."),
        ("150 %", "Rates lie between 0 and 100 %; to pay more, let the measure count more."),
    ],
)
def test_a_rate_beyond_all_is_told_what_is_odd_about_it(
    rate: str, remedy: str, english: None
) -> None:
    (said,) = told(terms(f"  c: {{kind: rate, of: revenue, rate: {rate}}}"))
    assert said.replace("\xa0", " ") == f"The rate “{rate}” is more than 100 %. {remedy}"


def test_a_whole_rate_is_none_too_much(english: None) -> None:
    assert told(terms("  c: {kind: rate, of: revenue, rate: 100 %}")) == []


@pytest.mark.parametrize("amount", ["-90,000", "- 5", "−5", "–5 %"])
@pytest.mark.parametrize(
    "body",
    [
        "  b: {kind: bonus, of: revenue, at: 5, amount: VALUE}",
        "  b: {kind: bonus, of: revenue, at: VALUE, amount: 5}",
    ],
)
def test_a_number_below_nothing_is_told_to_be_that(amount: str, body: str, english: None) -> None:
    (said,) = told(terms(body.replace("VALUE", f'"{amount}"')))
    assert said.startswith(f"“{amount}” must not be negative. Write it without the minus sign")


@pytest.mark.parametrize("text", ["-", "-x", "--5", "5-"])
def test_what_is_no_number_either_way_is_not_told_to_be_negative(text: str) -> None:
    assert codes(terms(f'  b: {{kind: bonus, of: revenue, at: 5, amount: "{text}"}}')) == [
        "plan-figure"
    ]


@pytest.mark.parametrize(
    ("written", "proposed"),
    [
        ("amount", "more: {of: amount}"),
        ("amount - cost", "more: {of: amount - cost}"),
        ("sales", "more: {counts: sales}"),
        ("least(amount, 5)", 'more: {of: "least(amount, 5)"}'),
    ],
)
def test_a_measure_without_braces_is_named_with_what_it_should_be(
    written: str, proposed: str, english: None
) -> None:
    plan = terms(FLAT).replace("  units:", f"  more: {written}\n  units:")
    assert told(plan) == [f"The measure “more” should have settings of its own. Write {proposed}"]
    assert codes(plan.replace(f"more: {written}", proposed)) == []


def test_a_measure_or_a_parameter_without_anything_is_named(english: None) -> None:
    plan = terms(FLAT, "parameters:\n  target: 5\n").replace("  units:", "  more:\n  units:")
    assert [said.partition(" should")[0] for said in told(plan)] == ["“target”", "“more”"]


@pytest.mark.parametrize(
    ("cut", "said"),
    [
        ("budget: 20,000", "20,000"),
        ("budget: 20,000.50", "20,000.50"),
        ("where: amount in (1, 2)", "amount in (1, 2)"),
    ],
)
def test_a_value_that_its_comma_cuts_is_told_whole(cut: str, said: str, english: None) -> None:
    key = cut.partition(":")[0]
    assert told(terms(f"{RATE}, {cut}}}"))[-1] == (
        f"“{said}” is cut in two at its comma (“{key}”). "
        "Within braces put a value with a comma in quotation marks."
    )


def test_a_number_with_two_commas_is_one_mistake(english: None) -> None:
    (said,) = told(terms(f"{RATE}, budget: 1,250,000}}"))
    assert said.startswith("“1,250” is cut in two")


def test_only_where_a_comma_is_commas_are_spoken_of(english: None) -> None:
    (unknown,) = told(terms(f"{RATE}, colour: red}}"))
    assert unknown.startswith("There is no setting “colour” here. Known here are: kind, title,")
    (syntax,) = told(terms(f"{RATE}, where: amount >}}"))
    assert "comma" not in unknown + syntax
    assert "quotation" not in unknown + syntax


def test_a_mistyped_key_without_a_value_is_still_named() -> None:
    assert codes(terms(f"{RATE}, budgt}}")) == ["plan-unknown-key"]


@pytest.mark.parametrize("setting", ["{currency_rate: average}", "{edge: uper}"])
def test_a_mistake_is_told_once(setting: str) -> None:
    assert codes(terms(FLAT, settings=setting)) == ["plan-choice"]


def test_a_mistake_of_a_measure_is_told_once() -> None:
    assert codes(terms("  b: {kind: bonus, of: revenu, at: 5, amount: 6}")) == ["plan-no-measure"]


def test_a_mistake_of_a_case_is_told_once() -> None:
    case = "cases:\n  - {case: x, from: 2026-01-32, to: 2026-01-31, expect: {total: 1,000}}\n"
    _, problems = read_cases(case, plan_of(terms(FLAT)))
    assert [problem.code for problem in problems] == ["plan-day", "plan-cut-at-comma"]


CONTEST = "  c: {kind: contest, of: revenue, prizes: %s}"


@pytest.mark.parametrize(
    ("prizes", "cut"),
    [
        ("[3,500]", ["3,500"]),
        ("[3, 500]", ["3,500"]),  # nothing else is meant by prizes that rise
        ("[10,000, 5,000]", ["10,000", "5,000"]),
        ("[12,100, 9,050]", ["12,100", "9,050"]),
        ("[3,500.50, 2,500]", ["3,500.50", "2,500"]),
        ("[1,250,000, 900]", ["1,250,000"]),
        ("[10,500, 300]", ["10,500"]),
        ("[1,250,900, 5]", ["1,250,900"]),
        ("[10,500,300]", ["10,500,300"]),
        ("[999,1000]", []),  # not cut: it rises all the same
        ("[500,300,100]", []),
        ("[500, 500, 500]", []),
        ("[900,100]", []),
        ("[1000, 999]", []),
        ("[3000, 500]", []),
        ('["3,500", "2,500"]', []),
    ],
)
def test_a_prize_that_its_comma_cuts_in_two_is_told_whole(prizes: str, cut: list[str]) -> None:
    problems = found(terms(CONTEST % prizes))
    assert [p.value for p in problems if p.code == "plan-cut-in-list"] == cut
    assert [p.code for p in problems if p.code != "plan-cut-in-list"] == (
        ["plan-list-rises"] if prizes == "[999,1000]" else []
    )


def test_what_would_mend_a_number_that_is_cut_in_a_list_is_said(english: None) -> None:
    assert told(terms(CONTEST % "[3,500]")) == [
        "“3,500” is cut in two at its comma: within brackets, a comma ends an item. "
        "Write 3500, or put the number in quotation marks."
    ]
    assert told(terms(CONTEST % "[500, 1000]")) == [
        "“1000” is more than “500”, which stands before it. "
        "Begin with the prize of the first place: none is above that of the place before it."
    ]


def test_prizes_under_each_other_are_not_cut() -> None:
    text = "  c:\n    kind: contest\n    of: revenue\n    prizes:\n      - 3,500\n      - 500"
    plan = plan_of(terms(text))
    assert [p.factor for p in plan.terms[0].prizes] == [3500, 500]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("paid", "cut"),
    [
        ("[3,500]", ["3,500"]),
        ("[3, 500]", []),  # what is paid goes up and down: with a space between, these are two
        ("[3, 000]", ["3,000"]),
        ("[500,0]", []),
        ("3,500", []),
        ("[100, 1,250.50, 99]", ["1,250.50"]),
    ],
)
def test_what_a_case_expects_paid_is_not_cut_at_a_comma_either(paid: str, cut: list[str]) -> None:
    for key in ("paid", "owed"):
        case = (
            "cases:\n  - {case: x, from: 2026-01-01, to: 2026-01-31, expect: "
            f"{{{key}: {paid if paid.startswith('[') else f'[{paid!r}]'}}}}}\n"
        )
        _, problems = read_cases(case, plan_of(terms(FLAT)))
        assert [(p.code, p.value) for p in problems] == [("plan-cut-in-list", one) for one in cut]


@pytest.mark.parametrize(
    "text",
    [
        "  c: {kind: override, of: revenue, rates: [1,000 %]}",
        f"{FLAT}\n  b: {{kind: bonus, of: revenue, at: 5, amount: 6}}\n"
        "  r: {kind: ramp, steps: [50 %, 1,000]}",
    ],
)
def test_no_list_of_rates_takes_a_cut_number_silently(text: str) -> None:
    assert codes(terms(text))


@pytest.mark.parametrize("key", ["window", "in"])
def test_a_key_that_is_like_no_other_is_told_those_there_are(key: str, english: None) -> None:
    (said,) = told(terms(f"{FLAT}\n  f: {{kind: floor, least: 5, {key}: month}}"))
    known = "kind, title, title_fil, from, to, on, least"
    assert said == f"There is no setting “{key}” here. Known here are: {known}."


def test_a_field_like_no_other_is_pointed_to_where_fields_are_named(english: None) -> None:
    (said,) = told(terms(FLAT[:-1] + ", where: days_late <= 30}"))
    assert said.startswith("A sale line has no field “days_late”. Add it under fields:")


def test_an_edge_below_nothing_is_told_what_to_do_there(english: None) -> None:
    rows = "[{from: -999999999, times: 1}]"
    (said,) = told(terms(f"{FLAT}\n  m: {{kind: multiplier, of: revenue, rows: {rows}}}"))
    assert said == (
        "“-999999999” must not be negative (“from”). Let the first row begin at 0: what is below "
        "nothing belongs to it."
    )


def test_a_colon_within_a_text_is_named(english: None) -> None:
    """A line below, the parser would say that mapping values are not allowed here."""
    (problem,) = found("name: Field sales: 2026\ncurrency: PHP\n")
    assert (problem.code, problem.line, problem.at) == ("yaml-colon", 1, 18)


def test_names_and_second_draws_are_told_beside_everything_else() -> None:
    """The gate and the second draw have mistakes of their own."""
    body = f"""{FLAT}
  g: {{kind: gate, on: [c, d, x], requires: 5}}
  d: {{kind: draw, amount: 5, window: month}}
  e: {{kind: draw, recover_ends: 31/12/2026}}"""
    assert sorted(codes(terms(body))) == [
        "plan-day", "plan-draw-amount", "plan-no-term", "plan-not-list", "plan-one-of",
        "plan-unknown-key",
    ]  # fmt: skip


def test_a_score_of_other_days_is_told_with_these(english: None) -> None:
    """Entered for January and nobody's in February: the quarter has none."""
    text = terms("  c: {kind: each, of: visits, each: 10}", "period: quarter\n").replace(
        "  units:", "  visits: {entered: count}\n  units:"
    )
    months = [Window(date(2026, 1, 1), date(2026, 1, 31)), Window(date(2026, 2, 1), FEBRUARY)]
    facts = [ScoreFact(person="ana", measure="visits", window=w, value=Fraction(3)) for w in months]
    said = {}
    for scores in ((), tuple(facts)):
        (problem,) = earned(plan_of(text), (), QUARTER, scores=scores).problems
        said[len(scores)] = describe(problem).remedy
    assert said == {
        0: "Enter it with its evidence, and have it approved.",
        2: "It was entered for 2026-01-01 – 2026-01-31, 2026-02-01 – 2026-02-28: enter it for "
           "exactly the days named, with its evidence, and have it approved.",
    }  # fmt: skip


def test_a_condition_with_a_comma_is_told_to_stand_in_quotation_marks(english: None) -> None:
    plan = terms(FLAT).replace("{of: amount}", "{of: amount, where: currency in ('USD', 'JPY')}")
    (problem,) = found(plan)
    assert (problem.code, problem.line, problem.at) == ("yaml-quotes", 4, 57)
    (said,) = told(plan)
    assert said.startswith("Quotation marks end here, and the text goes on behind them. Put all")
    assert said.endswith("where: \"currency in ('USD', 'JPY')\".")
    quoted = plan.replace("currency in ('USD', 'JPY')", "\"currency in ('USD', 'JPY')\"")
    assert codes(quoted) == []


@pytest.mark.parametrize(
    ("returns", "said"),
    [
        (
            "mode: pro_rata",
            "How long was to be served is not said, and mode: pro_rata needs it. Add months: 12",
        ),
        (
            "mode: pro_rata, months: 12, served_days: 300",
            "“months” and “served_days” are both said. Say months or served_days, not both.",
        ),
        (
            "mode: net, months: 12, served_days: 300",
            "“months” and “served_days” are both said. Say months or served_days, not both.",
        ),
        ("served_days: 300", "“served_days” and mode: pro_rata go together. Say both, or neither."),
        ("months: 12", "“months” and mode: pro_rata go together. Say both, or neither."),
    ],
)
def test_how_long_was_to_be_served_is_said_once(returns: str, said: str, english: None) -> None:
    (told_of_it,) = told(terms(FLAT, f"returns: {{{returns}}}\n"))
    assert told_of_it.startswith(said)


@pytest.mark.parametrize("served", ["months: 12", "served_days: 300"])
def test_months_or_days_to_be_served_are_enough(served: str) -> None:
    assert codes(terms(FLAT, f"returns: {{mode: pro_rata, {served}}}\n")) == []
