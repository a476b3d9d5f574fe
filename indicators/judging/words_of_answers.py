"""The words for what a judgement answers: arrows and statuses."""

from django.utils.translation import gettext_lazy as _

from indicators.judging.wording import Word
from indicators.progress.values import Development, Status

DEVELOPMENTS = {
    Development.POSITIVE: Word(
        shape="↗",
        tone="positive",
        label=_("Positive"),
        meaning=_(
            "It has gone the way that is wanted since its starting point, by more than what "
            "counts as unchanged. The wanted way may be downwards. Where a target compares with "
            "another area or group, it is the distance to that one which has become smaller, or "
            "the growth which was better."
        ),
    ),
    Development.UNCHANGED: Word(
        shape="→",
        tone="unchanged",
        label=_("Unchanged"),
        meaning=_(
            "It has not changed since its starting point, or by no more than what counts as "
            "unchanged for this indicator."
        ),
    ),
    Development.NEGATIVE: Word(
        shape="↘",
        tone="negative",
        label=_("Negative"),
        meaning=_(
            "It has gone the other way since its starting point, by more than what counts as "
            "unchanged. Where a target compares with another area or group, it is the distance to "
            "that one which has become larger, or the growth which was worse."
        ),
    ),
    Development.UNKNOWN: Word(
        shape="?",
        tone="unknown",
        label=_("Not known"),
        meaning=_(
            "What is known does not tell which way it went, or no target says which way is wanted."
        ),
    ),
}

STATUSES = {
    Status.ACHIEVED: Word(
        shape="✓",
        tone="positive",
        label=_("Achieved"),
        meaning=_(
            "The figure that decides is there for good, and it meets the target: that of the "
            "deadline itself, or of the last period that ends before it, like a school year. A "
            "target of every period was met in each of them."
        ),
    ),
    Status.ACHIEVED_SO_FAR: Word(
        shape="✓",
        tone="positive",
        label=_("Met so far"),
        meaning=_(
            "The target is met by what is known now: by the latest figure, or of a target of every "
            "period by all that are known. The deadline has not passed, or there is none, so it "
            "must go on being met."
        ),
    ),
    Status.ON_TRACK: Word(
        shape="●",
        tone="positive",
        label=_("On track"),
        meaning=_(
            "Not there yet, but at least as fast as needed: the pace is %(on_track)s per cent of "
            "the planned one or more."
        ),
    ),
    Status.RIGHT_WAY: Word(
        shape="●",
        tone="positive",
        label=_("Right way"),
        meaning=_(
            "It moves the way that is wanted. How fast it should move is not said: the target "
            "states no amount, or no deadline."
        ),
    ),
    Status.GAP_CLOSING: Word(
        shape="●",
        tone="positive",
        label=_("Gap is closing"),
        meaning=_("The gap is smaller than at the start, by more than what counts as unchanged."),
    ),
    Status.TOO_SLOW: Word(
        shape="◐",
        tone="unchanged",
        label=_("Too slow"),
        meaning=_(
            "It moves the right way, but the pace is less than %(on_track)s per cent of the "
            "planned one; it is %(too_slow)s per cent or more."
        ),
    ),
    Status.FAR_TOO_SLOW: Word(
        shape="◔",
        tone="unchanged",
        label=_("Far too slow"),
        meaning=_(
            "It moves the right way, but the pace is less than %(too_slow)s per cent of the "
            "planned one."
        ),
    ),
    Status.AWAITING_FINAL: Word(
        shape="…",
        tone="unknown",
        label=_("Awaiting the final figure"),
        meaning=_(
            "The deadline is there, but what decides is missing or only provisional: the figure of "
            "the deadline itself, or of the last period that ends before it, like a school year; "
            "of a target of every period also those in between. Earlier figures do not decide."
        ),
    ),
    Status.NO_TARGET: Word(
        shape="–",
        tone="unknown",
        label=_("No target"),
        meaning=_(
            "The indicator is followed, but no target says what is wanted. Its figures are shown "
            "and not judged."
        ),
    ),
    Status.PARTLY: Word(
        shape="◑",
        tone="unchanged",
        label=_("Partly met"),
        meaning=_(
            "Of several parts that must all hold, or several periods in which it must hold, some "
            "are met and some are not."
        ),
    ),
    Status.NO_CHANGE: Word(
        shape="○",
        tone="unchanged",
        label=_("No change"),
        meaning=_(
            "The change since the start is no larger than what counts as unchanged, so it is not "
            "taken for movement in either direction."
        ),
    ),
    Status.GAP_UNCHANGED: Word(
        shape="○",
        tone="unchanged",
        label=_("Gap is unchanged"),
        meaning=_("The gap is as large as at the start, within what counts as unchanged."),
    ),
    Status.CANNOT_ASSESS: Word(
        shape="?",
        tone="unknown",
        label=_("Can’t be judged"),
        meaning=_("Something that a judgement needs is missing. The reason stands beside it."),
    ),
    Status.NOT_MET: Word(
        shape="✕",
        tone="negative",
        label=_("Not met"),
        meaning=_(
            "The target does not hold by the figures that are known. It is of a kind that is not "
            "approached step by step, like growing more than another area. A tie is not enough "
            "where it says “more than”."
        ),
    ),
    Status.GAP_WIDENING: Word(
        shape="✕",
        tone="negative",
        label=_("Gap is widening"),
        meaning=_("The gap is larger than at the start, by more than what counts as unchanged."),
    ),
    Status.GAP_OPENED: Word(
        shape="✕",
        tone="negative",
        label=_("A gap has opened"),
        meaning=_("There was no gap at the start, and there is one now."),
    ),
    Status.WRONG_WAY: Word(
        shape="✕",
        tone="negative",
        label=_("Wrong way"),
        meaning=_(
            "It moves away from the target, or it met the target at the start and no longer does."
        ),
    ),
    Status.NOT_MET_ANY_PERIOD: Word(
        shape="✕",
        tone="negative",
        label=_("Not met in any period"),
        meaning=_(
            "The target must hold in every period, and it has held in none of those that are known."
        ),
    ),
    Status.NOT_ACHIEVED: Word(
        shape="✕",
        tone="negative",
        label=_("Not achieved"),
        meaning=_(
            "The figure that decides is there for good, and it does not meet the target: that of "
            "the deadline itself, or of the last period that ends before it, like a school year. "
            "Later figures are shown and not judged."
        ),
    ),
}
