"""Numbers and words in texts, against the figures."""

from dataclasses import replace

from indicators.consistency import words
from indicators.consistency.arithmetic import (
    KnownNumbers,
    changes_until_now,
    printed_differences,
    relative_changes,
)
from indicators.consistency.findings import Rule, found
from indicators.consistency.groups import families, gaps
from indicators.consistency.numbers import numbers_in
from indicators.consistency.places import (
    diagram_place,
    indicator_place,
    indicators_of,
    passages,
    target_place,
    told_by,
)

IN_HUNDREDTHS = {"share", "points", "index"}


def numbers_without_figure(goal):
    """A number in a text that no figure, target or single step of computing gives."""
    known = KnownNumbers(goal.indicators, goal.targets)
    for place, sentence in passages(goal):
        for written in numbers_in(sentence):
            if not known.account_for(written):
                yield found(Rule.NUMBER_WITHOUT_FIGURE, place, sentence, written=quoted(written))
    for indicator in goal.indicators:
        for written in numbers_in(indicator.wording):
            if not known.account_for(written):
                place = indicator_place(goal, indicator)
                yield found(
                    Rule.NUMBER_WITHOUT_FIGURE, place, indicator.wording, written=quoted(written)
                )


def quoted(written):
    """The number with its unit, as it stands."""
    unit = written.after.split()[:1] if written.after[:1] in " \u00a0%" else []
    return " ".join([written.text, *unit]).rstrip(".,;:)")


def per_cent_for_points(goal):
    """A change or difference of shares told in per cent that is one of percentage points."""
    everything = [(each, series) for each in goal.indicators for series in each.series]
    for place, sentence in passages(goal):
        changes = [each for each in numbers_in(sentence) if is_change_in_per_cent(each)]
        about = (told_by(goal, sentence) or everything) if changes else []
        for written in changes:
            if any(written.is_about(each) for each in printed_per_cents(about)):
                continue
            for indicator, series, difference, per_cent in points_behind(written, about, sentence):
                yield found(
                    Rule.PER_CENT_FOR_POINTS,
                    replace(place, indicator=indicator.code, series=series.code),
                    sentence,
                    written=quoted(written),
                    difference=difference,
                    per_cent=per_cent,
                )


def is_change_in_per_cent(written):
    """Whether it reads "ökat med 2 procent", "2 procent högre" and the like."""
    unit = words.PER_CENT.match(written.after.lstrip())
    if unit is None:
        return False
    by = words.BY.search(written.before) and words.CHANGED.search(written.before)
    return bool(by or words.COMPARED.match(written.after.lstrip()[unit.end() :]))


def printed_per_cents(about):
    """The changes in per cent that targets ask for and figures tell."""
    asked = [target.change_percent for indicator, _series in about for target in indicator.targets]
    told = [
        value.number
        for _indicator, series in about
        for value in series.values
        if value.aggregation == "relative_change"
    ]
    return [each for each in (*asked, *told) if each is not None]


def points_behind(written, about, sentence):
    """The one difference between shares that a number tells, with its series; or nothing.

    Either a figure was read from the sentence as a difference, or the difference up to the
    newest figure is the number, and no change in per cent is.
    """
    shares = [pair for pair in about if words.unit_kinds(pair[1].unit) & IN_HUNDREDTHS]
    computed = [(*pair, *change) for pair in shares for change in changes_until_now(pair[1])]
    computed = [each for each in computed if written.is_about(each[2])]
    for indicator, series in shares:
        for value in printed_differences(series):
            if sentence in value.printed and written.is_about(value.number):
                same = [each for each in computed if each[1] is series]
                return same[:1] or [(indicator, series, value.number, None)]
    in_per_cent = (each for _indicator, series in about for each in relative_changes(series))
    return [] if computed and any(map(written.is_about, in_per_cent)) else computed[:1]


def numbers_in_per_cent(goal):
    """A number of something that is to reach a level in per cent."""
    for place, text in [*wordings(goal), *passages(goal)]:
        number = words.NUMBER.search(text)
        if not number or words.SHARE.search(text):
            continue
        if words.LEVEL_IN_PER_CENT.search(text, number.end()):
            yield found(Rule.NUMBER_IN_PER_CENT, place, text)


def wordings(goal):
    for indicator in goal.indicators:
        yield indicator_place(goal, indicator), indicator.wording
        for target in indicator.targets:
            yield target_place(goal, target, indicator), target.wording


def numbers_and_shares(goal):
    """Number and share named in one breath, as if they were one measure."""
    units = {each.code: each.unit for one in goal.indicators for each in one.series}
    for indicator in goal.indicators:
        if words.NUMBER_AND_SHARE.search(indicator.wording):
            yield found(Rule.NUMBER_AND_SHARE, indicator_place(goal, indicator), indicator.wording)
    for diagram in goal.diagrams:
        shares = {words.is_share(units[code]) for code in diagram.series if code in units}
        if len(shares) == 1 and words.NUMBER_AND_SHARE.search(diagram.caption):
            yield found(Rule.NUMBER_AND_SHARE, diagram_place(goal, diagram), diagram.caption)


def shares_in_another_unit(goal):
    """What is called a share, in a unit that no share has."""
    for indicator in goal.indicators:
        if words.SHARE.match(indicator.wording) or words.SHARE.match(indicator.name):
            for series in indicator.series:
                if series.role == "main" and is_no_share(series.unit):
                    place = replace(indicator_place(goal, indicator), series=series.code)
                    yield found(
                        Rule.SHARE_IN_ANOTHER_UNIT,
                        place,
                        indicator.wording,
                        registered=series.unit,
                    )
    for place, sentence in passages(goal):
        written = next(iter(numbers_in(sentence)), None)
        if written and words.SHARE.match(sentence) and is_no_share(quoted(written)):
            about = indicators_of(goal, sentence)
            place = replace(place, indicator=about[0].code) if len(about) == 1 else place
            yield found(Rule.SHARE_IN_ANOTHER_UNIT, place, sentence, written=quoted(written))


def is_no_share(unit):
    kinds = words.unit_kinds(unit)
    return bool(kinds) and not kinds & IN_HUNDREDTHS


def ages_that_differ(goal):
    """An age band that none of the series it is about has."""
    for diagram in goal.diagrams:
        about = [each for each in goal.indicators if diagram.indicator in ("", each.code)]
        yield from other_ages(diagram_place(goal, diagram), diagram.caption, about)
    for place, sentence in passages(goal):
        if words.AGES.search(sentence):
            about = indicators_of(goal, sentence) or goal.indicators
            yield from other_ages(place, sentence, about)
    for indicator in goal.indicators:
        yield from other_ages(indicator_place(goal, indicator), indicator.wording, [indicator])


def other_ages(place, text, indicators):
    known = {
        age_band(series.age): series.age
        for indicator in indicators
        for series in indicator.series
        if series.age
    }
    for ages in words.AGES.finditer(text):
        if known and (ages["from"], ages["to"]) not in known:
            yield found(
                Rule.AGES_DIFFER,
                place,
                text,
                written=ages[0],
                registered=", ".join(known.values()),
            )


def age_band(age):
    """("16", "64") for "16–64"; the words themselves where it is no band."""
    ages = words.AGES.fullmatch(f"{age} år")
    return (ages["from"], ages["to"]) if ages else age


def base_years_that_differ(goal):
    """A year called the base year, where figures or target have another."""
    for place, sentence in passages(goal):
        for named in words.BASE_YEAR.finditer(sentence):
            for indicator in indicators_of(goal, sentence):
                years = base_years(indicator)
                if years and int(named["year"]) not in years:
                    yield found(
                        Rule.BASE_YEAR_DIFFERS,
                        replace(place, indicator=indicator.code),
                        sentence,
                        written=named[0],
                        registered=", ".join(map(str, sorted(years))),
                    )


def base_years(indicator):
    """The years that changes are counted from: those of the targets, else of the baselines."""
    counted_from = {each.base_period.end.year for each in indicator.targets if each.base_period}
    return counted_from or {
        value.period.end.year
        for series in indicator.series
        for value in series.values
        if value.is_baseline and value.period
    }


def gaps_said_to_stand(goal):
    """A gap between groups that is told to stand still, and has moved."""
    for place, sentence in passages(goal):
        if not (words.GAP.search(sentence) and words.STANDS.search(sentence)):
            continue
        for indicator in indicators_of(goal, sentence):
            for family in families(indicator):
                for gap in gaps(family):
                    if abs(gap.last - gap.first) > (indicator.neutral_band or 0):
                        yield found(
                            Rule.GAP_SAID_TO_STAND,
                            replace(place, indicator=indicator.code),
                            sentence,
                            gap_before=gap.first,
                            gap_after=gap.last,
                            period=gap.periods,
                        )
