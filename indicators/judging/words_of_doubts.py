"""The words for what limits a judgement: reasons why there is none, flags beside it.

A label stands in a sentence or beside others, so it begins with a small letter.
"""

from django.utils.translation import gettext_lazy as _

from indicators.judging.wording import Word
from indicators.progress.values import Flag, Reason

REASONS = {
    Reason.BASE_VALUE_MISSING: Word(
        label=_("the value it is counted from is not known"),
        meaning=_(
            "It is counted from a starting point or a base year, and the value of that is not "
            "known. Without it nothing can be compared, and a change in per cent has no level to "
            "reach; somebody has to find and enter it."
        ),
    ),
    Reason.DEADLINE_BEFORE_START: Word(
        label=_("the deadline is not after the start"),
        meaning=_("No time is left between the starting point and the deadline. One is wrong."),
    ),
    Reason.DEFINITION_MISMATCH: Word(
        label=_("the later figures follow another definition"),
        meaning=_(
            "What was measured later is defined in another way than the starting point, so the "
            "difference between them says nothing."
        ),
    ),
    Reason.SERIES_NOT_COMPARABLE: Word(
        label=_("the later figures can’t be compared with the starting point"),
        meaning=_(
            "Later figures exist only in a substitute. A substitute does not inherit the starting "
            "point of what it stands in for, unless somebody has found the two comparable."
        ),
    ),
    Reason.SERIES_DISCONTINUED: Word(
        label=_("it is no longer measured"),
        meaning=_("Nobody measures it any more. The indicator needs another measure."),
    ),
    Reason.NO_METHOD: Word(
        label=_("there is no method of measuring it"),
        meaning=_("It has not been decided how it is to be measured."),
    ),
    Reason.SECRET: Word(
        label=_("the figure is secret or too small to show"),
        meaning=_("The statistical office keeps the figure back, to protect persons or firms."),
    ),
    Reason.GROWTH_NOT_DEFINED: Word(
        label=_("growth from zero or less has no meaning"),
        meaning=_("Growth in per cent needs a start above zero: no number is put in its place."),
    ),
    Reason.NO_NUMERIC_OBSERVATION: Word(
        label=_("no later figure is a number"),
        meaning=_(
            "After the starting point there are only words, pictures or notes that a figure is "
            "missing. Words can tell which way it went, but not how far."
        ),
    ),
    Reason.ONLY_BASELINE: Word(
        label=_("only the starting point is known"),
        meaning=_(
            "There is no figure after the starting point yet, so nothing to compare it with."
        ),
    ),
    Reason.NO_DATA: Word(
        label=_("there are no figures"),
        meaning=_("Neither a starting point nor a later figure has been entered."),
    ),
    Reason.NO_REFERENCE: Word(
        label=_("there is nothing to compare it with"),
        meaning=_(
            "The target compares with another area or group, and it is not said which figures "
            "of that one it is compared with."
        ),
    ),
    Reason.REFERENCE_MISSING: Word(
        label=_("what it is compared with has no figure for the same period"),
        meaning=_(
            "The target compares with another area or group. There is a figure of the one, but "
            "none of the other for the same period; figures of different periods are not compared."
        ),
    ),
    Reason.NO_LEVEL: Word(
        label=_("the target’s own number is missing"),
        meaning=_("The target is of a kind that needs a number, and it states none."),
    ),
    Reason.NO_SERIES: Word(
        label=_("it is not said which figures it is read from"),
        meaning=_("The indicator has no series that the target is read from. Choose one."),
    ),
    Reason.NO_PARTS: Word(
        label=_("none of its parts has been entered"),
        meaning=_("The target consists of several parts, and none of them is in the registry."),
    ),
    Reason.NO_DEADLINE: Word(
        label=_("no deadline is stated"),
        meaning=_("Without a deadline nobody can say how fast it should go."),
    ),
    Reason.NO_PRIMARY_INDICATOR: Word(
        label=_("no indicator has been chosen for it"),
        meaning=_("The goal has a target, but nothing was chosen to measure it with."),
    ),
    Reason.QUALITATIVE: Word(
        label=_("it was decided by words, not by numbers"),
        meaning=_(
            "The document gives no numbers, but its words leave no doubt about whether the target "
            "is met."
        ),
    ),
}

FLAGS = {
    Flag.SHORT_SPAN: Word(
        label=_("short time"),
        meaning=_(
            "Less than %(short_span)s months lie between the start and the latest figure. Chance "
            "weighs more than the trend over so short a time."
        ),
    ),
    Flag.PRELIMINARY: Word(
        label=_("provisional figure"),
        meaning=_(
            "The source calls a figure provisional. It is used as it is; when the final one comes "
            "the judgement is computed anew and may change."
        ),
    ),
    Flag.SERIES_BREAK: Word(
        label=_("break in the series"),
        meaning=_(
            "Between the start and the latest figure the way of measuring changed. Part of the "
            "change may come from that."
        ),
    ),
    Flag.SUBSTITUTED_SERIES: Word(
        label=_("substitute used"),
        meaning=_("Another series stands in for the one that was promised."),
    ),
    Flag.BASELINE_ESTIMATED: Word(
        label=_("starting point is an estimate"),
        meaning=_("The value it is counted from was estimated or is given as approximate."),
    ),
    Flag.BASELINE_ALREADY_MET: Word(
        label=_("met from the start"),
        meaning=_(
            "The starting point met the target already. There is no way to go, so no pace is "
            "given; what counts is whether the target still holds."
        ),
    ),
    Flag.TARGET_REVISED: Word(
        label=_("revised target"),
        meaning=_(
            "The target has an earlier or a later version. Each is judged by itself, and all stay "
            "visible."
        ),
    ),
    Flag.TARGET_INTERPRETED: Word(
        label=_("the words of the target were interpreted"),
        meaning=_(
            "The document leaves open what exactly must become true. How the words were read "
            "stands at the target; another reading may give another status."
        ),
    ),
    Flag.TOLERANCE_INTERPRETED: Word(
        label=_("“the same” was interpreted"),
        meaning=_(
            "The document does not say how close counts as the same. The tolerance that was used, "
            "or that none was allowed, is the registry’s reading."
        ),
    ),
    Flag.VINTAGE: Word(
        label=_("as known at a certain time"),
        meaning=_(
            "Statistics are revised afterwards. A figure used here is of a certain publication, "
            "which stands beside it; a later one may say something else."
        ),
    ),
    Flag.DERIVED_VALUE: Word(
        label=_("computed figure"),
        meaning=_(
            "A figure that is used here is printed nowhere; it was computed from figures that are."
        ),
    ),
    Flag.AGGREGATE_OBSERVATION: Word(
        label=_("figure over several periods"),
        meaning=_("A sum, a mean or a change over several periods was used, not single periods."),
    ),
    Flag.ESTIMATED: Word(
        label=_("estimated figure"),
        meaning=_("The source calls the latest figure an estimate."),
    ),
    Flag.LOW_RELIABILITY: Word(
        label=_("low reliability"),
        meaning=_("The source warns that the figure is unreliable."),
    ),
    Flag.APPROXIMATE: Word(
        label=_("approximate figure"),
        meaning=_("The source gives the latest figure as approximate, like “about 90”."),
    ),
    Flag.QUALITATIVE_ONLY: Word(
        label=_("told in words only"),
        meaning=_(
            "The document tells in words which way it went. The arrow follows the words; no number "
            "is made of them."
        ),
    ),
    Flag.SURVEY: Word(
        label=_("from a survey"),
        meaning=_(
            "The figures come from asking a sample of people or firms, so small changes may be "
            "chance."
        ),
    ),
    Flag.UNIT_CORRECTED: Word(
        label=_("the unit was corrected"),
        meaning=_("The document prints another unit than the figures are in. A note tells why."),
    ),
    Flag.MEASURE_DEPENDENT: Word(
        label=_("depends on how the gap is measured"),
        meaning=_(
            "The gap as a difference and the gap as a ratio give different answers. The target "
            "says which decides; both are shown."
        ),
    ),
    Flag.REBASED: Word(
        label=_("counted from another start"),
        meaning=_(
            "The base year of the target and the starting point of the strategy differ. The pace "
            "counts from the base year; how it looks from the starting point stands beside."
        ),
    ),
    Flag.PATH_NOT_POSSIBLE: Word(
        label=_("straight line used instead"),
        meaning=_(
            "The target asks for the same per cent each year, which needs numbers above zero. "
            "The straight line was used."
        ),
    ),
    Flag.NEWER_WITHOUT_VALUE: Word(
        label=_("a newer figure is missing"),
        meaning=_("For a later period the registry knows only why there is no figure."),
    ),
    Flag.PERIODS_DIFFER: Word(
        label=_("periods of different kinds"),
        meaning=_(
            "The figures are of periods of different kinds, like years and half years or school "
            "years. Only those of the kind of the start are compared with it, where there are any; "
            "otherwise the difference in kind may be part of the change."
        ),
    ),
    Flag.PARTS_DIFFER: Word(
        label=_("its parts go different ways"),
        meaning=_("Some parts of the target develop as wanted and others do not."),
    ),
    Flag.NO_DEADLINE: Word(
        label=_("no deadline"),
        meaning=_("No deadline is stated, so no pace is given: only how much of the way is done."),
    ),
    Flag.HUMAN_DIFFERS: Word(
        label=_("people judge it otherwise"),
        meaning=_(
            "The judgement in the newest follow-up differs from the computed one. Both are shown, "
            "with the reason where one is given."
        ),
    ),
}
