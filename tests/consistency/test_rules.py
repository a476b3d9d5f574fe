"""Each rule finds what it is for, and says nothing where all is well."""

from datetime import date
from decimal import Decimal

import pytest

from indicators.consistency import KINDS, Detail, Form, Rule, check
from tests.consistency.build import (
    MEN,
    WOMEN,
    break_in,
    diagram,
    footnote,
    goal,
    indicator,
    judged,
    rules_found,
    series,
    source,
    start,
    strategy,
    target,
    value,
)

DAY = date(2026, 1, 31)
LEVELS = (start("2017", "40"), value("2022", "42"))
ONE = indicator(series(*LEVELS))
TONS = series(start("2017", "1000"), value("2022", "900"), unit="ton", denominator="")


def groups(women, men, total=None, *, area="25", is_nation=False, unit="procent"):
    """Women, men and perhaps everybody, each in 2017 and 2022."""
    parts = [("women", WOMEN, women), ("men", MEN, men), ("all", None, total)]
    return [
        series(
            *(value(str(year), number) for year, number in zip((2017, 2022), numbers, strict=True)),
            code=f"{code}-{area}",
            group=group,
            area=area,
            is_nation=is_nation,
            unit=unit,
        )
        for code, group, numbers in parts
        if numbers is not None
    ]


def in_goal(*indicators, **fields):
    return strategy(goal(*indicators, **fields))


def aimed(line=None, **fields):
    """A strategy with one target."""
    return in_goal(indicator(line or series(*LEVELS), targets=(target(**fields),)))


def counted_from_2010(reference):
    """A change against a base value of 40, beside the reference year of its series."""
    base = {"kind": "relative", "change_percent": "10", "base_period": "2010"}
    return aimed(
        series(start("2010", "40"), value("2022", "42"), reference), base_number="40", **base
    )


def worded(wording, line, **fields):
    return in_goal(indicator(line, wording=wording, **fields))


# Each rule, what it finds, and the same put right.
CASES = {
    Rule.NUMBER_WITHOUT_FIGURE: (
        in_goal(ONE, text="År 2022 var andelen 43 procent."),
        in_goal(ONE, text="År 2022 var andelen 42 procent, 2 procentenheter mer än 2017."),
    ),
    Rule.PER_CENT_FOR_POINTS: (
        in_goal(ONE, text="Andelen har ökat med 2 procent."),
        in_goal(ONE, text="Andelen har ökat med 2 procentenheter, alltså med 5 procent."),
    ),
    Rule.NUMBER_IN_PER_CENT: (
        worded("Antallet kvinner skal øke til 42 prosent.", series(*LEVELS)),
        worded("Andelen kvinner skal øke til 42 prosent.", series(*LEVELS)),
    ),
    Rule.NUMBER_AND_SHARE: (
        in_goal(ONE, diagrams=(diagram("Tabell 1: Antal samt andel elever"),)),
        in_goal(ONE, diagrams=(diagram("Tabell 1: Andel elever"),)),
    ),
    Rule.SHARE_IN_ANOTHER_UNIT: (
        worded("Andelen gods ska minska.", TONS, unit="ton"),
        worded("Godset ska minska.", TONS, unit="ton"),
    ),
    Rule.AGES_DIFFER: (
        in_goal(
            indicator(series(*LEVELS, age="20–64")), diagrams=(diagram("Sysselsatta 20–26 år"),)
        ),
        in_goal(
            indicator(series(*LEVELS, age="20–64")), diagrams=(diagram("Sysselsatta 20-64 år"),)
        ),
    ),
    Rule.BASE_YEAR_DIFFERS: (
        in_goal(ONE, text="Andelen är högre än basåret 2016."),
        in_goal(ONE, text="Andelen är högre än basåret 2017."),
    ),
    Rule.GAP_SAID_TO_STAND: (
        in_goal(indicator(*groups(("35", "30"), ("23", "20"))), text="Skillnaden är oförändrad."),
        in_goal(indicator(*groups(("35", "32"), ("23", "20"))), text="Skillnaden är oförändrad."),
    ),
    Rule.UNITS_CONTRADICT: (
        in_goal(indicator(series(unit="dagar"), unit="dagar", unit_as_printed="%")),
        in_goal(indicator(series(unit="dagar"), unit="dagar", unit_as_printed="days")),
    ),
    Rule.SCALES_DIFFER: (
        in_goal(indicator(TONS, series(code="m", unit="miljoner ton"))),
        in_goal(indicator(TONS, series(code="m", unit="ton"))),
    ),
    Rule.DECIMALS_DIFFER: (
        in_goal(
            indicator(
                series(start("2017", "40", as_printed="40,0"), value("2022", "42", decimals=0))
            )
        ),
        in_goal(
            indicator(
                series(start("2017", "40", as_printed="40,0"), value("2022", "42", decimals=1))
            )
        ),
    ),
    Rule.LABEL_DIFFERS: (
        in_goal(indicator(series(name="Folkmängd", label_as_printed="Medborgare"))),
        in_goal(indicator(series(name="Folkmängd", label_as_printed="Totalt"))),
    ),
    Rule.WHOLE_NOT_STATED: (
        in_goal(indicator(series(*LEVELS, denominator=""))),
        in_goal(indicator(series(*LEVELS, denominator="", name="Tillväxt"))),
    ),
    Rule.WHOLES_DIFFER: (
        in_goal(indicator(series(*LEVELS), series(code="b", denominator="hushåll"))),
        in_goal(indicator(series(*LEVELS), series(code="b", denominator="alla"))),
    ),
    Rule.CHART_MISSES_PERIODS: (
        in_goal(ONE, diagrams=(diagram(first="2010", last="2021"),)),
        in_goal(ONE, diagrams=(diagram(first="2010", last="2022"),)),
    ),
    Rule.PERIOD_KINDS_DIFFER: (
        in_goal(indicator(series(start("2018", "39"), value("2022-S2", "43")))),
        in_goal(indicator(series(start("2018-S2", "39"), value("2022-S2", "43")))),
    ),
    Rule.ANOTHER_YEAR_PRINTED: (
        in_goal(indicator(series(start("2015", "97", as_printed="97 % (2015, även 2016)")))),
        in_goal(indicator(series(start("2015", "97", as_printed="97 % (2015)")))),
    ),
    Rule.PROMISED_YEAR_PASSED: (
        in_goal(indicator(series(start(missing="not_available", as_printed="Tas fram 2019.")))),
        in_goal(indicator(series(start(missing="not_available", as_printed="Tas fram 2027.")))),
    ),
    Rule.ACROSS_A_BREAK: (
        in_goal(
            indicator(
                series(*LEVELS, value("2017–2022", "2", "change")), breaks=(break_in("2019"),)
            )
        ),
        in_goal(
            indicator(
                series(*LEVELS, value("2017–2022", "2", "change")), breaks=(break_in("2017"),)
            )
        ),
    ),
    Rule.TWO_BASE_YEARS: (
        aimed(kind="relative", change_percent="10", base_period="2010", base_number="35"),
        aimed(kind="relative", change_percent="10", base_period="2017"),
    ),
    Rule.BASE_NOT_STATED: (
        aimed(kind="relative", change_percent="10", base_period="2010"),
        aimed(kind="relative", change_percent="10", base_period="2017"),
    ),
    Rule.BASES_DIFFER: (
        counted_from_2010(start("2010", missing="not_stated", is_reference=True)),
        counted_from_2010(start("2010", "40", is_reference=True)),
    ),
    Rule.PRICES_NOT_STATED: (
        aimed(kind="relative", change_percent="10", unit="kr"),
        aimed(kind="relative", change_percent="10", unit="kr, fasta priser"),
    ),
    Rule.DEADLINE_NOT_STATED: (
        aimed(number="50", deadline=None),
        aimed(kind="monitor", deadline=None),
    ),
    Rule.DEADLINE_OFF_HORIZON: (aimed(number="50", deadline="2045"), aimed(number="50")),
    Rule.DEADLINE_PASSED: (
        aimed(number="50", deadline="2025"),
        aimed(number="50", deadline="2026"),
    ),
    Rule.TOLERANCE_NOT_STATED: (
        aimed(kind="parity", comparator="equals"),
        aimed(kind="parity", comparator="equals", tolerance="2"),
    ),
    Rule.TARGETS_BESIDE: (
        in_goal(
            indicator(
                series(*LEVELS),
                targets=(target(number="25"), target(number="15", code="u")),
            )
        ),
        in_goal(
            indicator(
                series(*LEVELS),
                targets=(target(number="25", is_replaced=True), target(number="15", code="u")),
            )
        ),
    ),
    Rule.PRIMARY_NOT_CHOSEN: (
        in_goal(ONE, indicator(code="j"), targets=(target(kind="relative", series=""),)),
        in_goal(
            ONE,
            indicator(code="j", is_primary=True),
            targets=(target(kind="relative", series=""),),
        ),
    ),
    Rule.START_WITHOUT_TARGET: (
        in_goal(
            indicator(series(*LEVELS), series(code="b"), targets=(target(number="98", series="b"),))
        ),
        in_goal(indicator(series(*LEVELS), series(code="b"), targets=(target(number="98"),))),
    ),
    Rule.START_DISAGREES: (
        in_goal(indicator(series(start("2017", "40"), value("2017", "41")))),
        in_goal(indicator(series(start("2017", "40"), value("2017", "40.0")))),
    ),
    Rule.CHANGE_DISAGREES: (
        in_goal(indicator(series(*LEVELS, value("2017–2022", "4", "change")))),
        in_goal(indicator(series(*LEVELS, value("2017–2022", "5", "relative_change")))),
    ),
    Rule.MEAN_DISAGREES: (
        in_goal(
            indicator(series(value("2017–2022", "6523", "sum"), value("2017–2022", "1100", "mean")))
        ),
        in_goal(
            indicator(series(value("2017–2022", "6523", "sum"), value("2017–2022", "1087", "mean")))
        ),
    ),
    Rule.TOTAL_OUTSIDE_PARTS: (
        in_goal(indicator(*groups(("35", "30"), ("23", "20"), ("38", "25")))),
        in_goal(indicator(*groups(("35", "30"), ("23", "20"), ("28", "25")))),
    ),
    Rule.PART_MISSING: (
        in_goal(indicator(*groups(("35", "30"), ("23", None), ("28", "25")))),
        in_goal(indicator(*groups(("35", "30"), ("23", "20"), ("28", "25")))),
    ),
    Rule.LEVEL_NOT_PRINTED: (
        in_goal(indicator(series(start("2017", "40"), value("2017–2022", "2", "change")))),
        in_goal(indicator(series(*LEVELS, value("2017–2022", "2", "change")))),
    ),
    Rule.ONLY_IN_PICTURE: (
        in_goal(indicator(series(value("2018", missing="in_picture")))),
        in_goal(indicator(series(value("2018", missing="secret")))),
    ),
    Rule.TOTAL_HIDES_GAP: (
        in_goal(indicator(*groups(("81", "84"), ("81", "78"), ("81", "82")))),
        in_goal(indicator(*groups(("81", "84"), ("79", "82"), ("80", "83")))),
    ),
    Rule.ORDER_REVERSED: (
        in_goal(
            indicator(
                *groups(("66", "67"), ("62", "63")),
                *groups(("58", "59"), ("64", "65"), area="00", is_nation=True),
            )
        ),
        in_goal(
            indicator(
                *groups(("58", "59"), ("62", "63")),
                *groups(("58", "59"), ("64", "65"), area="00", is_nation=True),
            )
        ),
    ),
    Rule.ARROW_NOT_RECORDED: (
        in_goal(indicator(assessments=judged(arrow=""))),
        in_goal(indicator(assessments=judged(arrow="", not_followed_reason="not_found"))),
    ),
    Rule.SUBSTITUTE_NOT_COMPARABLE: (
        in_goal(
            indicator(
                series(code="b", role="substitute", comparability="not_comparable"),
                assessments=judged(substitute="b"),
            )
        ),
        in_goal(
            indicator(
                series(code="b", role="substitute", comparability="spliced"),
                assessments=judged(substitute="b"),
            )
        ),
    ),
    Rule.DROPPED_AS_A_WHOLE: (
        in_goal(
            indicator(
                series(start("2016", "1484")),
                series(value("2023", missing="discontinued"), code="b"),
                assessments=judged(not_followed_reason="discontinued"),
            )
        ),
        in_goal(
            indicator(
                series(value("2023", missing="discontinued"), code="b"),
                assessments=judged(not_followed_reason="discontinued"),
            )
        ),
    ),
    Rule.FIGURE_WITHOUT_METHOD: (
        in_goal(
            indicator(
                series(start("2017", "0")), assessments=judged(not_followed_reason="no_method")
            )
        ),
        in_goal(
            indicator(
                series(start("2017", missing="no_method")),
                assessments=judged(not_followed_reason="no_method"),
            )
        ),
    ),
    Rule.FOOTNOTE_WITHOUT_TEXT: (
        strategy(footnotes=(footnote(),)),
        strategy(footnotes=(footnote(text="Enligt lagen."),)),
    ),
    Rule.RIGHTS_OF_OTHERS: (
        in_goal(ONE, diagrams=(diagram(printed_inside="© Någon AB"),)),
        in_goal(ONE, diagrams=(diagram(printed_inside="Källa: SCB"),)),
    ),
    Rule.SOURCE_IN_DOUBT: (
        in_goal(sources=(source(is_certain=False),)),
        in_goal(sources=(source(),)),
    ),
    Rule.HEADING_DIFFERS: (
        in_goal(name="Hållbara transporter", also_printed_as="Hållbara transportererna"),
        in_goal(name="Hållbara transporter", heading_as_printed="2.1 Mål: hållbara transporter"),
    ),
    Rule.FRAME_MISSING: (
        strategy(goal(), horizon=None),
        strategy(goal()),
    ),
}


def test_every_rule_has_a_case_and_a_kind():
    assert set(CASES) == set(Rule) == set(KINDS)


@pytest.mark.parametrize("rule", CASES, ids=str)
def test_a_rule_finds_what_it_is_for(rule):
    assert rule in rules_found(CASES[rule][0], as_of=DAY)


@pytest.mark.parametrize("rule", CASES, ids=str)
def test_a_rule_is_silent_where_all_is_well(rule):
    assert rule not in rules_found(CASES[rule][1], as_of=DAY)


# What follows from figures is no number out of the blue.
ACCOUNTED_FOR = [
    "Andelen var 42,0 procent.",
    "Andelen var ca 40 procent.",
    "Det är 2 procentenheter mer.",
    "Det är 5 procent mer.",
    "Andelen utanför är 58 procent.",
    "Till målet återstår 8 procentenheter.",
    "2017–2022, läsåret 2017/2018, den 3 maj 2022, 2022-11-30.",
    "Under de senaste 6 månaderna, inom 4 år, hvert 2. år, inom 60 minuter.",
    "Se Diagram 12 och tabell 3; fotnot ^a, S3, Covid-19, lag 2010:630.",
    "Bland dem i åldern 20–64 år.",
    "1. Först\n2. Sedan",
]
OUT_OF_THE_BLUE = [
    ("Andelen var 42,6 procent.", "42,6 procent."),
    ("Andelen var −7 %.", "−7 %."),
    ("Det var 1 144 bostäder.", "1 144 bostäder"),
    ("Det var 3,5 tusen.", "3,5 tusen."),
]


@pytest.mark.parametrize("text", ACCOUNTED_FOR)
def test_a_number_that_follows_from_figures_is_not_found(text):
    one = indicator(series(*LEVELS, age="20–64"), targets=(target(number="50"),))
    assert Rule.NUMBER_WITHOUT_FIGURE not in rules_found(in_goal(one, text=text))


@pytest.mark.parametrize(("text", "quoted"), OUT_OF_THE_BLUE)
def test_a_number_that_nothing_gives_is_quoted_with_its_unit(text, quoted):
    [finding] = check(in_goal(ONE, text=text), as_of=DAY)
    [spot] = finding.spots
    assert (finding.rule, spot.passage) == (Rule.NUMBER_WITHOUT_FIGURE, text)
    assert dict(spot.details) == {Detail.WRITTEN: quoted.rstrip(".")}


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Andelen har økt med 2 prosent.", "prosent"),
        ("Andelen er 2 prosent høyere.", "prosent"),
        ("The share has increased by 2 per cent.", "per cent"),
        ("Andelen är 2 % högre.", "%"),
    ],
)
def test_per_cent_for_points_is_found_in_three_languages(text, unit):
    one = indicator(series(*LEVELS, unit=unit))
    [finding] = check(in_goal(one, text=text), as_of=DAY)
    details = dict(finding.spots[0].details)
    assert finding.rule == Rule.PER_CENT_FOR_POINTS
    assert (details[Detail.DIFFERENCE], details[Detail.PER_CENT]) == (Decimal(2), Decimal(5))


def test_a_change_in_tons_told_in_per_cent_is_no_mistake():
    text = "Utsläppen har minskat med 10 procent."
    assert rules_found(in_goal(indicator(TONS, unit="ton"), text=text)) == set()


def test_the_same_sentence_in_two_texts_counts_once():
    said = "Andelen har ökat med 2 procent."
    one = indicator(series(*LEVELS), assessments=judged(conclusion=said))
    [finding] = check(in_goal(one, text=said), as_of=DAY)
    assert [spot.place.form for spot in finding.spots] == [Form.ANALYSIS]


@pytest.mark.parametrize("label", ["Andel", "Kvinnor", "women", "Norr", "Unga kvinnor"])
def test_a_label_may_be_that_of_the_measure_the_group_or_the_area(label):
    line = series(*LEVELS, group=WOMEN, area_name="Norr", label_as_printed=label)
    assert rules_found(in_goal(indicator(line))) == set()


@pytest.mark.parametrize(
    "heading", ["Hälsa: en rätt", "2.1 Mål: hälsa: en rätt", "2. HÄLSA: EN RÄTT"]
)
def test_a_heading_may_have_a_section_number_and_the_word_goal(heading):
    assert rules_found(in_goal(name="Hälsa: en rätt", heading_as_printed=heading)) == set()


def test_the_same_rule_over_several_series_is_one_finding_with_several_places():
    one = indicator(*(series(*LEVELS, code=code, denominator="") for code in ("a", "b", "c")))
    [finding] = check(in_goal(one), as_of=DAY)
    assert finding.rule == Rule.WHOLE_NOT_STATED
    assert [spot.place.series for spot in finding.spots] == ["a", "b", "c"]


def test_counts_of_two_groups_must_add_up_to_their_total():
    wrong = groups(("10", "10"), ("20", "20"), ("30", "32"), unit="personer")
    assert Rule.TOTAL_OUTSIDE_PARTS in rules_found(in_goal(indicator(*wrong)))


def test_a_total_that_went_the_wrong_way_hides_nothing():
    lines = groups(("81", "84"), ("81", "70"), ("81", "77"))
    more = target(kind="direction", comparator="increase", series="all-25")
    found = rules_found(in_goal(indicator(*lines, targets=(more,))))
    assert Rule.TOTAL_HIDES_GAP not in found


def test_a_change_without_base_year_is_counted_from_the_starting_point():
    change = {"kind": "relative", "change_percent": "10"}
    assert rules_found(aimed(**change)) == set()
    only_a_figure = aimed(series(value("2022", "42")), **change)
    assert Rule.BASE_NOT_STATED in rules_found(only_a_figure)


def test_a_reference_year_with_another_value_than_the_target_is_found():
    other = counted_from_2010(start("2010", "41", is_reference=True))
    assert rules_found(other) == {Rule.BASES_DIFFER}
    another_year = counted_from_2010(start("2005", missing="not_stated", is_reference=True))
    assert rules_found(another_year) == set()


@pytest.mark.parametrize(("beside", "is_found"), [("t", False), ("x", True)])
def test_targets_that_are_said_to_stand_beside_each_other_are_none(beside, is_found):
    both = (target(number="25"), target(number="15", code="u", stands_beside=beside))
    for targets in (both, both[::-1]):
        found = rules_found(in_goal(indicator(series(*LEVELS), targets=targets)))
        assert (Rule.TARGETS_BESIDE in found) is is_found


def test_a_gap_within_the_neutral_band_has_not_moved():
    lines = groups(("35", "31"), ("23", "20"))
    text = "Skillnaden är oförändrad."
    assert rules_found(in_goal(indicator(*lines, neutral_band=Decimal(1)), text=text)) == set()


def test_zero_is_a_value_and_no_change_in_per_cent_is_computed_from_it():
    line = series(start("2017", "0"), value("2022", "3"), value("2017–2022", "3", "change"))
    assert rules_found(in_goal(indicator(line), text="Den har ökat med 3 procentenheter.")) == set()


def test_a_strategy_without_anything_has_no_findings():
    assert check(strategy(horizon=None, has_vision=False), as_of=DAY) == ()
