"""The rules of judging, one by one, each on the fewest figures that show it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from indicators import periods, progress
from indicators.progress import (
    Aggregation,
    Comparability,
    Comparator,
    Development,
    Direction,
    Figure,
    Flag,
    GapMeasure,
    Kind,
    Line,
    Missing,
    Path,
    Reason,
    Status,
    Substitute,
    Target,
)

AS_OF = date(2026, 6, 30)


def at(period, value=None, **more):
    value = None if value is None else Decimal(str(value))
    return Figure(period=periods.parse(str(period)), value=value, **more)


def missing(period, reason, **more):
    return at(period, missing=reason, **more)


def line(*figures, start=(2017, 100), **more):
    return Line(figures=figures, start=at(*start) if start else None, **more)


def level(*figures, target=110, comparator="at_least", deadline="2030", **more):
    names = {"start", "band", "cap", "step", "breaks", "substitutes"}
    of_line = {name: more.pop(name) for name in names & more.keys()}
    return Target(
        kind=Kind.LEVEL,
        comparator=Comparator(comparator),
        value=Decimal(target),
        deadline=periods.parse(deadline) if deadline else None,
        line=line(*figures, **of_line),
        **more,
    )


def judge(target, as_of=AS_OF):
    return progress.judge(target, as_of=as_of)


# What there is to judge from


@pytest.mark.parametrize(
    ("figures", "start", "status", "reasons"),
    [
        ((), (2017, 100), Status.CANNOT_ASSESS, [Reason.ONLY_BASELINE]),
        ((), None, Status.CANNOT_ASSESS, [Reason.BASE_VALUE_MISSING, Reason.NO_DATA]),
        ((at(2017, 100),), (2017, 100), Status.CANNOT_ASSESS, [Reason.ONLY_BASELINE]),
        ((at(2010, 90),), (2017, 100), Status.CANNOT_ASSESS, [Reason.ONLY_BASELINE]),
        ((at(2022, 105),), None, Status.CANNOT_ASSESS, [Reason.BASE_VALUE_MISSING]),
        ((at(2022, 115),), None, Status.ACHIEVED_SO_FAR, []),
        ((missing(2022, Missing.SECRET),), (2017, 100), Status.CANNOT_ASSESS, [Reason.SECRET]),
        ((missing(2022, Missing.TOO_SMALL),), (2017, 100), Status.CANNOT_ASSESS, [Reason.SECRET]),
        (
            (missing(2022, Missing.DISCONTINUED),),
            (2017, 100),
            Status.CANNOT_ASSESS,
            [Reason.SERIES_DISCONTINUED],
        ),
        (
            (missing(2022, Missing.NO_METHOD),),
            (2017, 100),
            Status.CANNOT_ASSESS,
            [Reason.NO_METHOD],
        ),
        (
            (missing(2027, Missing.NOT_YET),),
            (2017, 100),
            Status.CANNOT_ASSESS,
            [Reason.ONLY_BASELINE],
        ),
        (
            (missing(2022, Missing.IN_PICTURE),),
            (2017, 100),
            Status.CANNOT_ASSESS,
            [Reason.NO_NUMERIC_OBSERVATION],
        ),
        ((at(2022, 0),), (2017, 0), Status.NO_CHANGE, []),
    ],
)
def test_what_is_known_decides_what_can_be_told(figures, start, status, reasons):
    judgement = judge(level(*figures, start=start))
    assert (judgement.status, list(judgement.reasons)) == (status, reasons)


def test_a_target_without_a_series_says_so():
    judgement = judge(replace(level(), line=None))
    assert judgement.reasons == (Reason.NO_SERIES,)


def test_a_target_of_a_goal_alone_lacks_an_indicator():
    judgement = judge(replace(level(), line=None, is_of_indicator=False))
    assert judgement.reasons == (Reason.NO_PRIMARY_INDICATOR,)


def test_a_target_that_means_nothing_is_not_judged():
    judgement = judge(replace(level(at(2022, 105)), comparator=Comparator.INCREASE))
    assert (judgement.status, judgement.reasons) == (Status.CANNOT_ASSESS, (Reason.NO_LEVEL,))


def test_a_deadline_before_the_start_is_told():
    judgement = judge(level(at(2022, 105), deadline="2016"))
    assert judgement.reasons == (Reason.DEADLINE_BEFORE_START,)


# Flags


@pytest.mark.parametrize(
    ("target", "flag"),
    [
        (level(at(2019, 105)), Flag.SHORT_SPAN),
        (level(at(2022, 105, flags=frozenset({Flag.PRELIMINARY}))), Flag.PRELIMINARY),
        (level(at(2022, 105), breaks=(periods.year_period(2020),)), Flag.SERIES_BREAK),
        (
            level(at(2020, 104, flags=frozenset({Flag.SERIES_BREAK})), at(2022, 105)),
            Flag.SERIES_BREAK,
        ),
        (level(at(2022, 115), start=(2017, 120)), Flag.BASELINE_ALREADY_MET),
        (level(at(2022, 105), missing(2023, Missing.SECRET)), Flag.NEWER_WITHOUT_VALUE),
        (level(at(2022, 105), deadline=None), Flag.NO_DEADLINE),
        (level(at(2022, 0), path=Path.GEOMETRIC), Flag.PATH_NOT_POSSIBLE),
        (level(at("2017–2022", 5, aggregation=Aggregation.CHANGE)), Flag.DERIVED_VALUE),
    ],
)
def test_a_flag_travels_with_the_status(target, flag):
    assert flag in judge(target).flags
    assert flag not in judge(level(at(2022, 105))).flags


def test_a_break_before_the_start_or_after_the_latest_figure_is_no_matter():
    breaks = (periods.year_period(2016), periods.year_period(2017), periods.year_period(2024))
    assert Flag.SERIES_BREAK not in judge(level(at(2022, 105), breaks=breaks)).flags


# Time


@pytest.mark.parametrize(
    ("figures", "as_of", "status"),
    [
        ((at(2024, 109),), date(2025, 12, 31), Status.ON_TRACK),
        ((at(2024, 109),), date(2026, 1, 1), Status.AWAITING_FINAL),
        ((at(2025, 109),), date(2026, 1, 1), Status.NOT_ACHIEVED),
        ((at(2025, 110),), date(2026, 1, 1), Status.ACHIEVED),
        ((at(2025, 110), at(2026, 90)), date(2027, 1, 1), Status.ACHIEVED),
        ((at(2025, 90), at(2026, 120)), date(2027, 1, 1), Status.NOT_ACHIEVED),
        ((at(2024, 120), at(2026, 120)), date(2027, 1, 1), Status.AWAITING_FINAL),
        (
            (at(2025, 120, flags=frozenset({Flag.PRELIMINARY})),),
            date(2026, 6, 1),
            Status.AWAITING_FINAL,
        ),
        ((), date(2026, 6, 1), Status.AWAITING_FINAL),
        ((at(2026, 120),), date(2027, 6, 1), Status.AWAITING_FINAL),
        ((missing(2025, Missing.NOT_YET),), date(2026, 6, 1), Status.AWAITING_FINAL),
        ((at(2024, 109), missing(2025, Missing.SECRET)), date(2026, 6, 1), Status.CANNOT_ASSESS),
        ((missing(2025, Missing.DISCONTINUED),), date(2026, 6, 1), Status.CANNOT_ASSESS),
    ],
)
def test_the_deadlines_own_figure_decides(figures, as_of, status):
    assert judge(level(*figures, deadline="2025"), as_of).status == status


@pytest.mark.parametrize("as_of", [date(2025, 8, 1), date(2026, 1, 1)])
def test_a_period_that_ends_before_the_deadline_decides_only_after_it(as_of):
    judgement = judge(level(at("2024/2025", 90), deadline="2025"), as_of)
    assert (judgement.status == Status.NOT_ACHIEVED) is (as_of.year == 2026)


@pytest.mark.parametrize(
    ("period", "deadline", "step", "is_last"),
    [
        ("2030", "2030", 1, True),
        ("2029", "2030", 1, False),
        ("2029/2030", "2030", 1, True),
        ("2030-S2", "2030", 1, True),
        ("2030-S1", "2030", 1, False),
        ("2030-12", "2030", 1, True),
        ("2029", "2030", 2, True),
        ("2028", "2030", 2, False),
    ],
)
def test_the_last_period_up_to_the_deadline_is_the_deadlines_own(period, deadline, step, is_last):
    judgement = judge(level(at(period, 120), deadline=deadline, step=step), date(2031, 6, 1))
    assert (judgement.status == Status.ACHIEVED) is is_last


def test_half_a_year_counts_as_half_a_year():
    pace = judge(level(at("2022-S1", 104))).pace
    assert (pace.years_gone, pace.years_in_all) == (Decimal("4.5"), 13)


# Levels


@pytest.mark.parametrize(
    ("comparator", "value", "is_met"),
    [
        ("at_least", "110", True),
        ("more_than", "110", False),
        ("more_than", "110.1", True),
        ("at_most", "110", True),
        ("less_than", "110", False),
    ],
)
def test_strict_and_not_strict_differ(comparator, value, is_met):
    assert judge(level(at(2022, value), comparator=comparator)).is_met is is_met


@pytest.mark.parametrize(
    ("value", "status"),
    [
        ("104.75", Status.ON_TRACK),  # 0.95 of the way that is due after half the time
        ("104.74", Status.TOO_SLOW),
        ("103", Status.TOO_SLOW),
        ("102.99", Status.FAR_TOO_SLOW),
        ("100.01", Status.FAR_TOO_SLOW),
        ("100", Status.NO_CHANGE),
        ("99.99", Status.WRONG_WAY),
        ("110", Status.ACHIEVED_SO_FAR),
    ],
)
def test_pace_has_exact_limits(value, status):
    assert judge(level(at(2020, value), start=(2010, 100))).status == status


def test_a_change_within_the_neutral_band_is_no_change_whatever_the_pace():
    judgement = judge(level(at(2022, "100.5"), target=101, band=Decimal("0.5")))
    assert (judgement.status, judgement.development) == (Status.NO_CHANGE, Development.UNCHANGED)


def test_what_held_at_the_start_and_no_longer_does_goes_the_wrong_way():
    judgement = judge(level(at(2022, 109), start=(2017, 111)))
    assert (judgement.status, judgement.pace.ratio) == (Status.WRONG_WAY, None)


def test_the_line_to_the_deadline_stops_at_the_cap():
    judgement = judge(level(at(2020, 99), start=(2017, 90), target=100, cap=Decimal(100)))
    assert judgement.pace.at_deadline == 100


def test_a_geometric_path_asks_the_same_per_cent_each_year():
    target = level(at(2020, "141.421356"), start=(2010, 100), target=200, path=Path.GEOMETRIC)
    pace = judge(target).pace
    assert pace.path == Path.GEOMETRIC
    assert round(pace.ratio, 6) == 1
    assert round(pace.planned_now, 4) == Decimal("141.4214")


def test_a_range_passed_through_is_not_on_track():
    target = replace(
        level(at(2022, 70), start=(2017, 30)),
        comparator=Comparator.BETWEEN,
        value=Decimal(40),
        upper=Decimal(60),
    )
    judgement = judge(target)
    assert (judgement.status, judgement.development) == (Status.NO_CHANGE, Development.UNCHANGED)


def between(*figures, start, band=0):
    return replace(
        level(*figures, start=start, band=Decimal(band)),
        comparator=Comparator.BETWEEN,
        value=Decimal(40),
        upper=Decimal(60),
    )


@pytest.mark.parametrize(
    ("start", "latest", "per_year", "needed"),
    [
        (50, 35, -3, "0.625"),  # from inside out below
        (30, 70, 8, "-1.25"),  # through it
        (30, 35, 1, "0.625"),
    ],
)
def test_what_is_needed_of_a_range_is_in_its_unit(start, latest, per_year, needed):
    pace = judge(between(at(2022, latest), start=(2017, start))).pace
    assert (pace.per_year, pace.needed_per_year) == (per_year, Decimal(needed))


def test_the_band_of_a_range_is_held_against_the_change():
    judgement = judge(between(at(2022, 45), start=(2017, "39.5"), band="0.5"))
    assert judgement.development == Development.POSITIVE


def test_what_is_needed_is_told_without_a_start_too():
    assert judge(level(at(2025, 100), start=None)).pace.needed_per_year == 2


# Changes against a base


def relative(*figures, base=("2010", 200), percent=-70, start=(2017, 100), **more):
    return Target(
        kind=Kind.RELATIVE,
        comparator=Comparator.AT_MOST,
        change_percent=Decimal(percent),
        base=at(*base),
        deadline=periods.year_period(2030),
        line=line(*figures, start=start),
        **more,
    )


def test_a_change_is_a_level_once_its_base_is_known():
    judgement = judge(relative(at(2022, 90)))
    assert (judgement.level, judgement.start.period.start.year) == (60, 2010)


def test_the_judgement_from_the_starting_point_stands_beside():
    judgement = judge(relative(at(2022, 90)))
    assert judgement.other_start.start.value == 100
    assert Flag.REBASED in judgement.other_start.flags


@pytest.mark.parametrize("base", [0, -100])
def test_a_change_in_per_cent_needs_a_base_above_zero(base):
    judgement = judge(relative(at(2022, 5), base=("2010", base), start=None))
    assert (judgement.status, judgement.level) == (Status.CANNOT_ASSESS, None)
    assert Reason.GROWTH_NOT_DEFINED in judgement.reasons


def test_the_starting_point_is_a_figure_where_counting_begins_at_the_base():
    judgement = judge(relative(base=("2010", 200), start=(2017, 150)))
    assert judgement.latest.value == 150
    assert round(judgement.pace.distance_closed, 6) == round(Decimal(50) / 140, 6)


# Every period


def recurring(*figures, threshold=10, comparator="at_least", **more):
    return Target(
        kind=Kind.RECURRING,
        comparator=Comparator(comparator),
        value=Decimal(threshold),
        deadline=periods.year_period(2030),
        line=line(*figures, start=(2016, 9)),
        **more,
    )


@pytest.mark.parametrize(
    ("figures", "status", "met", "known"),
    [
        ((at(2017, 10), at(2018, 11)), Status.ACHIEVED_SO_FAR, 2, 2),
        ((at(2017, 10), at(2018, 9)), Status.PARTLY, 1, 2),
        ((at(2017, 8), at(2018, 9)), Status.NOT_MET_ANY_PERIOD, 0, 2),
        ((at("2017–2018", 25, aggregation=Aggregation.SUM),), Status.CANNOT_ASSESS, None, 2),
        ((at("2017–2018", 19, aggregation=Aggregation.SUM),), Status.NOT_MET, None, 2),
        (
            (
                at("2017–2018", 12, aggregation=Aggregation.MEAN),
                at("2017–2018", 10, aggregation=Aggregation.LOWEST),
            ),
            Status.ACHIEVED_SO_FAR,
            2,
            2,
        ),
        (
            (at("2017–2018", 25, aggregation=Aggregation.SUM), at(2019, 9)),
            Status.NOT_MET,
            None,
            3,
        ),
        (
            (at("2017–2018", 25, aggregation=Aggregation.SUM), at(2019, 11), at(2020, 9)),
            Status.PARTLY,
            None,
            4,
        ),
        (
            (
                at("2017–2019", 30, aggregation=Aggregation.SUM),
                at("2017–2019", 12, aggregation=Aggregation.HIGHEST),
                *(at(year, 16) for year in (2020, 2021, 2022)),
            ),
            Status.CANNOT_ASSESS,
            None,
            6,
        ),
        (
            (
                at("2017–2018", 50, aggregation=Aggregation.SUM),
                *(at(f"{year}-S{half}", 12) for year in (2017, 2018) for half in (1, 2)),
            ),
            Status.ACHIEVED_SO_FAR,
            4,
            4,
        ),
    ],
)
def test_periods_met_are_counted_of_periods_known(figures, status, met, known):
    judgement = judge(recurring(*figures))
    found = judgement.recurrence
    assert (judgement.status, found.met, found.known) == (status, met, known)


def every_year(first, last):
    return tuple(at(year, 12) for year in range(first, last + 1))


@pytest.mark.parametrize(
    ("figures", "status"),
    [
        (every_year(2017, 2030), Status.ACHIEVED),
        (every_year(2017, 2029), Status.AWAITING_FINAL),
        (every_year(2018, 2030), Status.AWAITING_FINAL),  # a year is missing
        ((at(2030, 9, flags=frozenset({Flag.PRELIMINARY})),), Status.AWAITING_FINAL),
        (
            (*every_year(2017, 2029), at(2030, 12, flags=frozenset({Flag.PRELIMINARY}))),
            Status.AWAITING_FINAL,
        ),
        ((*every_year(2017, 2029), at(2030, 9)), Status.PARTLY),
    ],
)
def test_every_period_is_achieved_when_all_are_known_for_good(figures, status):
    assert judge(recurring(*figures), date(2031, 6, 1)).status == status


def test_school_years_are_whole_when_the_last_one_before_the_deadline_is_known():
    years = tuple(at(f"{year}/{year + 1}", 12) for year in range(2017, 2030))
    target = recurring(*years)
    target = replace(target, line=replace(target.line, start=at("2016/2017", 9)))
    assert judge(target, date(2031, 6, 1)).status == Status.ACHIEVED
    target = replace(target, line=replace(target.line, figures=years[:-1]))
    assert judge(target, date(2031, 6, 1)).status == Status.AWAITING_FINAL


def test_a_tolerance_counts_in_a_sum_too():
    target = recurring(at("2017–2018", 19, aggregation=Aggregation.SUM))
    assert judge(replace(target, tolerance=Decimal(1))).status == Status.CANNOT_ASSESS


def test_the_year_of_the_start_is_not_counted():
    assert judge(recurring(at(2016, 9), at(2017, 10))).recurrence.known == 1


def span(years, value, kind):
    return at(years, value, aggregation=Aggregation[kind])


@pytest.mark.parametrize(
    ("figures", "status", "met", "known"),
    [
        ((at(2018, 16), span("2019–2024", 9, "HIGHEST")), Status.PARTLY, 1, 7),
        (
            (span("2018–2020", 60, "SUM"), span("2021–2025", 9, "HIGHEST")),
            Status.NOT_MET,
            None,
            8,
        ),
        ((span("2018–2020", 12, "HIGHEST"),), Status.CANNOT_ASSESS, None, 3),
        ((span("2018–2020", 12, "LOWEST"),), Status.ACHIEVED_SO_FAR, 3, 3),
    ],
)
def test_the_best_of_a_span_proves_what_it_can(figures, status, met, known):
    judgement = judge(recurring(*figures))
    found = judgement.recurrence
    assert (judgement.status, found.met, found.known) == (status, met, known)


def test_the_arrow_of_a_sum_compares_the_mean_and_says_so():
    judgement = judge(recurring(at(2019, 12), span("2017–2022", 48, "SUM")))
    assert (judgement.compared, judgement.change) == (8, -1)
    assert judgement.development == Development.NEGATIVE
    (step,) = [each for each in judgement.steps if each.quantity == "change"]
    assert (step.formula, step.result) == ("{mean} − {start}", -1)


def test_a_quarter_is_never_compared_with_a_year():
    target = level(at(2022, 1700), at("2022-Q4", 410), start=(2017, 1600), target=2000)
    judgement = judge(target)
    assert judgement.latest.value == 1700
    assert Flag.PERIODS_DIFFER in judgement.flags


def test_where_there_is_nothing_else_another_kind_of_period_is_used_and_flagged():
    judgement = judge(level(at("2022-S2", 105)))
    assert judgement.latest.value == 105
    assert Flag.PERIODS_DIFFER in judgement.flags


def test_a_figure_of_a_year_that_is_not_over_decides_nothing():
    judgement = judge(level(at(2030, 20)), date(2026, 6, 1))
    assert judgement.status == Status.WRONG_WAY


def test_a_share_does_not_go_below_zero():
    target = level(at(2022, 2), start=(2017, 10), target=0, comparator="at_most")
    line = replace(target.line, is_share=True)
    pace = judge(replace(target, line=line)).pace
    assert (pace.at_deadline, pace.floor) == (0, 0)


# Directions and words


def direction(*figures, comparator="increase", **more):
    return Target(
        kind=Kind.DIRECTION, comparator=Comparator(comparator), line=line(*figures, **more)
    )


@pytest.mark.parametrize(
    ("words", "band", "status", "development"),
    [
        (Direction.UP, 0, Status.RIGHT_WAY, Development.POSITIVE),
        (Direction.SLIGHTLY_UP, 0, Status.RIGHT_WAY, Development.POSITIVE),
        (Direction.SLIGHTLY_UP, 1, Status.NO_CHANGE, Development.UNCHANGED),
        (Direction.SAME, 0, Status.NO_CHANGE, Development.UNCHANGED),
        (Direction.DOWN, 1, Status.WRONG_WAY, Development.NEGATIVE),
    ],
)
def test_words_give_a_direction_and_say_that_they_are_words(words, band, status, development):
    told = missing(2022, Missing.IN_WORDS, direction=words)
    judgement = judge(direction(told, band=Decimal(band)))
    assert (judgement.status, judgement.development) == (status, development)
    assert judgement.reasons == (Reason.QUALITATIVE,)
    assert Flag.QUALITATIVE_ONLY in judgement.flags


def test_words_never_say_whether_a_level_is_reached():
    judgement = judge(level(missing(2022, Missing.IN_WORDS, direction=Direction.UP)))
    assert judgement.status == Status.CANNOT_ASSESS
    assert judgement.development == Development.POSITIVE


# Substitutes


def substitute(*figures, start=None, comparability=Comparability.NOT_COMPARABLE):
    return Substitute(line=line(*figures, start=start), comparability=comparability)


def test_a_substitute_never_inherits_the_start():
    target = level(substitutes=(substitute(at(2022, 500)),))
    judgement = judge(target)
    assert judgement.reasons[0] == Reason.SERIES_NOT_COMPARABLE
    assert judgement.pace is None


@pytest.mark.parametrize("comparability", [Comparability.SAME, Comparability.SPLICED])
def test_an_approved_substitute_continues_the_line(comparability):
    target = level(substitutes=(substitute(at(2022, 106), comparability=comparability),))
    judgement = judge(target)
    assert (judgement.status, judgement.start.value) == (Status.ON_TRACK, 100)
    assert Flag.SUBSTITUTED_SERIES in judgement.flags


def test_a_similar_substitute_is_judged_from_its_own_start():
    similar = substitute(at(2022, 46), start=(2017, 40), comparability=Comparability.SIMILAR)
    judgement = judge(level(target=60, substitutes=(similar,)))
    assert (judgement.start.value, judgement.latest.value) == (40, 46)


def test_a_substitute_is_silent_where_the_line_itself_speaks():
    target = level(at(2022, 106), substitutes=(substitute(at(2023, 1)),))
    assert judge(target).latest.value == 106


@pytest.mark.parametrize(
    ("second", "development"),
    [(Direction.UP, Development.POSITIVE), (Direction.DOWN, Development.UNKNOWN)],
)
def test_substitutes_tell_a_way_only_if_they_agree(second, development):
    told = [missing(2022, Missing.IN_WORDS, direction=each) for each in (Direction.UP, second)]
    target = level(substitutes=tuple(substitute(each) for each in told))
    assert judge(target).development == development


# Gaps


def parity(before, now, *, tolerance=None, measure=GapMeasure.DIFFERENCE, band=0):
    first, second = (
        Line(start=at(2017, before[n]), figures=(at(2022, now[n]),), band=Decimal(band))
        for n in (0, 1)
    )
    return Target(
        kind=Kind.PARITY,
        comparator=Comparator.EQUALS,
        tolerance=tolerance if tolerance is None else Decimal(tolerance),
        measure=measure,
        line=first,
        reference=second,
    )


@pytest.mark.parametrize(
    ("before", "now", "more", "status"),
    [
        ((60, 50), (58, 52), {}, Status.GAP_CLOSING),
        ((60, 50), (60, 50), {}, Status.GAP_UNCHANGED),
        ((60, 50), (60, "50.5"), {"band": 1}, Status.GAP_UNCHANGED),
        ((60, 50), (62, 50), {}, Status.GAP_WIDENING),
        ((60, 50), (50, 62), {}, Status.GAP_WIDENING),  # the other way round, and more
        ((50, 50), (51, 50), {}, Status.GAP_OPENED),
        ((60, 50), (51, 50), {"tolerance": 1}, Status.ACHIEVED_SO_FAR),
        ((60, 50), (120, 100), {"measure": GapMeasure.RATIO}, Status.GAP_UNCHANGED),
        ((0, 50), (0, 50), {"measure": GapMeasure.RATIO}, Status.CANNOT_ASSESS),  # no ratio
    ],
)
def test_a_gap_closes_widens_or_opens(before, now, more, status):
    assert judge(parity(before, now, **more)).status == status


def test_a_judgement_says_where_difference_and_ratio_disagree():
    assert Flag.MEASURE_DEPENDENT in judge(parity((60, 50), (120, 100))).flags
    assert Flag.MEASURE_DEPENDENT not in judge(parity((60, 50), (52, 50))).flags


def growth(own, other, *, comparator="more_than", tie=None):
    return Target(
        kind=Kind.REFERENCE_GROWTH,
        comparator=Comparator(comparator),
        tolerance=tie if tie is None else Decimal(tie),
        line=Line(start=at(2017, own[0]), figures=(at(2022, own[1]),)),
        reference=Line(start=at(2017, other[0]), figures=(at(2022, other[1]),)),
    )


@pytest.mark.parametrize(
    ("own", "other", "more", "status"),
    [
        ((100, 120), (1000, 1100), {}, Status.ACHIEVED_SO_FAR),
        ((3, 4), (9, 12), {}, Status.NOT_MET),  # a third each: a tie is not more
        ((3, 4), (9, 12), {"comparator": "at_least"}, Status.ACHIEVED_SO_FAR),
        ((100, "110.1"), (100, 110), {"tie": "0.1"}, Status.NOT_MET),
        ((100, 90), (100, 80), {"comparator": "less_than"}, Status.NOT_MET),
    ],
)
def test_growth_is_compared_strictly(own, other, more, status):
    assert judge(growth(own, other, **more)).status == status


def test_growth_from_zero_is_not_defined():
    assert Reason.GROWTH_NOT_DEFINED in judge(growth((0, 5), (100, 110))).reasons


def share_of(*figures):
    """Growth told by the share of the nation alone."""
    return Target(
        kind=Kind.REFERENCE_GROWTH,
        comparator=Comparator.MORE_THAN,
        line=Line(),
        gap=Line(figures=figures, is_share=True),
    )


@pytest.mark.parametrize("shares", [("0.3", "0.4"), ("0.5", "0.5"), ("0.4", "0.3")])
def test_small_shares_without_decimals_are_compared_all_the_same(shares):
    figures = [
        at(year, share, decimals=0) for year, share in zip((2017, 2022), shares, strict=True)
    ]
    grown = at("2017–2022", 5, aggregation=Aggregation.RELATIVE_CHANGE)
    judgement = judge(replace(share_of(*figures), line=Line(figures=(grown,))))
    assert (judgement.status == Status.ACHIEVED_SO_FAR) is (shares[1] > shares[0])


def test_shares_of_periods_that_end_alike_are_one_figure():
    judgement = judge(share_of(at("2022-S2", "3.8"), at(2022, "3.9")))
    assert judgement.status == Status.CANNOT_ASSESS


def test_a_provisional_reference_decides_nothing():
    flags = frozenset({Flag.PRELIMINARY})
    target = growth((100, 120), (100, 110))
    theirs = replace(target.reference, figures=(at(2022, 110, flags=flags),))
    target = replace(target, reference=theirs, deadline=periods.year_period(2022))
    assert judge(target).status == Status.AWAITING_FINAL


def test_a_provisional_start_does_not_keep_a_gap_from_being_final():
    target = parity((60, 50), (50, 50))
    start = replace(target.line.start, flags=frozenset({Flag.PRELIMINARY}))
    line = replace(target.line, start=start)
    target = replace(target, line=line, deadline=periods.year_period(2022))
    assert judge(target).status == Status.ACHIEVED


@pytest.mark.parametrize("flag", [Flag.SURVEY, Flag.SUBSTITUTED_SERIES])
def test_what_is_known_of_the_reference_goes_with_the_judgement(flag):
    line = level(at(2022, 49), start=(2017, 48)).line
    theirs = Line(start=at(2017, 50), figures=(at(2022, 50),), flags=frozenset({flag}))
    pair = {"line": line, "reference": theirs}
    of_level = Target(kind=Kind.REFERENCE_LEVEL, comparator=Comparator.EQUALS, **pair)
    of_growth = Target(kind=Kind.REFERENCE_GROWTH, comparator=Comparator.MORE_THAN, **pair)
    of_groups = Target(kind=Kind.PARITY, comparator=Comparator.EQUALS, **pair)
    assert all(flag in judge(each).flags for each in (of_level, of_growth, of_groups))


def test_a_reference_without_a_figure_is_told_as_such():
    line = level(at(2022, 49), start=(2017, 48)).line
    theirs = Line(start=at(2017, 50))
    target = Target(
        kind=Kind.REFERENCE_LEVEL, comparator=Comparator.EQUALS, line=line, reference=theirs
    )
    assert judge(target).reasons[0] == Reason.REFERENCE_MISSING


@pytest.mark.parametrize(
    ("now", "status"), [(119, Status.ACHIEVED_SO_FAR), (121, Status.GAP_CLOSING)]
)
def test_at_most_so_many_times_as_large(now, status):
    target = parity((200, 100), (now, 100), measure=GapMeasure.RATIO)
    target = replace(target, comparator=Comparator.AT_MOST, value=Decimal("1.2"))
    assert judge(target).status == status


# Several at once


def composite(*parts):
    return Target(kind=Kind.COMPOSITE, parts=parts)


GOOD, FAIR, BAD, OPEN = (
    level(at(2022, 115)),
    level(at(2022, 104)),
    level(at(2022, 90)),
    level(),
)


@pytest.mark.parametrize(
    ("parts", "status"),
    [
        ((GOOD, GOOD), Status.ACHIEVED_SO_FAR),
        ((GOOD, BAD), Status.PARTLY),
        ((GOOD, OPEN), Status.PARTLY),
        ((FAIR, BAD), Status.WRONG_WAY),
        ((BAD, OPEN), Status.WRONG_WAY),
        ((FAIR, OPEN), Status.CANNOT_ASSESS),
        ((FAIR, replace(BAD, is_aspirational=True)), Status.ON_TRACK),
        ((BAD, replace(GOOD, is_aspirational=True)), Status.WRONG_WAY),
        ((), Status.CANNOT_ASSESS),
    ],
)
def test_the_worst_part_decides_unless_some_are_met(parts, status):
    judgement = judge(composite(*parts))
    assert judgement.status == status
    assert len(judgement.parts) == len(parts)


# Beside people


@pytest.mark.parametrize(
    ("target", "arrow", "attainment", "differs"),
    [
        (FAIR, "positive", "not_reached", False),
        (FAIR, "negative", "", True),
        (FAIR, "", "reached", True),
        (FAIR, "not_assessable", "no_conclusion", False),
        (GOOD, "positive", "reached", False),
        (GOOD, "", "partly", True),
        (OPEN, "positive", "reached", False),  # nothing was computed to differ from
        (composite(GOOD, BAD), "", "partly", False),
        (composite(GOOD, BAD), "", "reached", True),
    ],
)
def test_people_may_differ_from_what_was_computed(target, arrow, attainment, differs):
    assert progress.differs(judge(target), arrow=arrow, attainment=attainment) is differs


# To be told


def test_a_judgement_is_told_in_plain_values_with_its_steps():
    told = progress.told(judge(level(at(2022, 105))))
    assert (told["status"], told["start"]["period"]) == ("on_track", "2017")
    assert told["pace"]["ratio"] == Decimal("1.3")
    steps = {each["quantity"]: each for each in told["steps"]}
    assert steps["pace"]["formula"] == "{distance_closed} / {time_gone}"
    assert told["as_of"] == "2026-06-30"


def test_computed_numbers_are_told_with_fifteen_digits():
    told = progress.told(judge(level(at(2022, 101))))
    assert str(told["pace"]["needed_per_year"]) == "1.125"
    assert str(told["pace"]["planned_now"]) == "103.846153846154"
