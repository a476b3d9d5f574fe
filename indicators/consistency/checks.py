"""All rules over one strategy."""

from indicators.consistency import documents, groups, periods, targets, texts, units
from indicators.consistency.findings import Rule, merged

OF_A_GOAL = (
    texts.numbers_without_figure,
    texts.per_cent_for_points,
    texts.numbers_in_per_cent,
    texts.numbers_and_shares,
    texts.shares_in_another_unit,
    texts.ages_that_differ,
    texts.base_years_that_differ,
    texts.gaps_said_to_stand,
    periods.charts_that_miss_periods,
    targets.two_base_years,
    targets.bases_not_stated,
    targets.bases_that_differ,
    targets.prices_not_stated,
    targets.tolerances_not_stated,
    targets.targets_beside,
    targets.primaries_not_chosen,
    targets.starts_without_target,
    documents.arrows_not_recorded,
    documents.substitutes_not_comparable,
    documents.dropped_as_a_whole,
    documents.figures_without_method,
    documents.rights_of_others,
    documents.sources_in_doubt,
    documents.headings_that_differ,
)
OF_AN_INDICATOR = (
    units.units_that_contradict,
    units.scales_that_differ,
    units.decimals_that_differ,
    units.labels_that_differ,
    units.wholes_not_stated,
    units.wholes_that_differ,
    periods.kinds_of_period_that_differ,
    periods.other_years_printed,
    periods.changes_across_breaks,
    periods.starts_that_disagree,
    periods.changes_that_disagree,
    periods.means_that_disagree,
    periods.levels_not_printed,
    periods.only_in_pictures,
    groups.totals_that_hide_gaps,
    groups.orders_reversed,
    groups.totals_outside_parts,
    groups.missing_parts,
)
IN_ORDER = {rule: number for number, rule in enumerate(Rule)}


def check(strategy, *, as_of):
    """The findings about a strategy on a day: of the whole first, then goal by goal.

    The order is that of the strategy, and within an indicator that of the rules.
    """
    found = [*documents.footnotes_without_text(strategy), *documents.frame_missing(strategy)]
    for goal in strategy.goals:
        for rule in OF_A_GOAL:
            found += rule(goal)
        found += targets.deadlines(goal, horizon=strategy.horizon, as_of=as_of)
        for indicator in goal.indicators:
            for rule in OF_AN_INDICATOR:
                found += rule(goal, indicator)
            found += periods.promises_passed(goal, indicator, as_of=as_of)
    places = [("", "")]
    for goal in strategy.goals:
        places += [(goal.code, ""), *((goal.code, each.code) for each in goal.indicators)]
    order = {place: number for number, place in enumerate(places)}
    return tuple(
        sorted(
            merged(found),
            key=lambda each: (order[each.goal, each.indicator], IN_ORDER[each.rule]),
        )
    )
