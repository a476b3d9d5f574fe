"""What a finding of the consistency check says to a person: what is wrong, and what to do."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.numbers import write_number
from indicators.consistency import Detail, Form, Rule
from indicators.models import Observation, QualityNote

SENTENCES = {
    Rule.NUMBER_WITHOUT_FIGURE: gettext_lazy(
        "A number in the text matches no figure, target or change of this goal. "
        "Add the figure it is from, or correct the number."
    ),
    Rule.PER_CENT_FOR_POINTS: gettext_lazy(
        "“Per cent” is written where the figures give percentage points. "
        "Write percentage points, or the change in per cent."
    ),
    Rule.NUMBER_IN_PER_CENT: gettext_lazy(
        "A number of something is to reach a level in per cent. "
        "Say whether it is a number or a share."
    ),
    Rule.NUMBER_AND_SHARE: gettext_lazy(
        "Number and share are named together: they are two measures. "
        "Name the one that is meant, or follow each with its own series."
    ),
    Rule.SHARE_IN_ANOTHER_UNIT: gettext_lazy(
        "This is called a share, but its unit is no share. "
        "Change the word or the unit, or find the share itself."
    ),
    Rule.AGES_DIFFER: gettext_lazy(
        "The age band in the text is not the one of the series. "
        "Find out which is right and write that."
    ),
    Rule.BASE_YEAR_DIFFERS: gettext_lazy(
        "The year called the base year is not the one that the figures are counted from. "
        "Use one year in both."
    ),
    Rule.GAP_SAID_TO_STAND: gettext_lazy(
        "The text says that the gap between the groups has not moved; the figures say it has. "
        "Look at the judgement again."
    ),
    Rule.UNITS_CONTRADICT: gettext_lazy(
        "The printed unit can't be the unit of the registry. "
        "Find out which one it is; note the other as printed."
    ),
    Rule.SCALES_DIFFER: gettext_lazy(
        "Series of one indicator are counted in different multiples of a unit. "
        "Use one of them, so that the series can be compared."
    ),
    Rule.DECIMALS_DIFFER: gettext_lazy(
        "A value has more or fewer decimals than the others of the same measure. "
        "Find it with as many, or take care when you compare."
    ),
    Rule.LABEL_DIFFERS: gettext_lazy(
        "The printed label is another word than the measure and its group. "
        "Make sure that both mean the same."
    ),
    Rule.WHOLE_NOT_STATED: gettext_lazy(
        "The share does not say what it is a share of. Fill in “share of what” on the series."
    ),
    Rule.WHOLES_DIFFER: gettext_lazy(
        "Shares of different wholes stand side by side. "
        "Say so in the wording, or give each its own indicator."
    ),
    Rule.CHART_MISSES_PERIODS: gettext_lazy(
        "The diagram leaves out years that the figures have. Extend it, or say why it stops there."
    ),
    Rule.PERIOD_KINDS_DIFFER: gettext_lazy(
        "The starting point and a later figure are of periods of different length. "
        "Compare like with like, or say how they were made comparable."
    ),
    Rule.ANOTHER_YEAR_PRINTED: gettext_lazy(
        "The printed words name another year than the baseline is registered for. "
        "Register the year that the value is from."
    ),
    Rule.PROMISED_YEAR_PASSED: gettext_lazy(
        "A starting value was promised for a year that has passed. "
        "Find it, or say that it did not come."
    ),
    Rule.ACROSS_A_BREAK: gettext_lazy(
        "A change is computed across a break in the series. "
        "Use figures from one side of it, or say what the break does to the change."
    ),
    Rule.TWO_BASE_YEARS: gettext_lazy(
        "The target is counted from one year and the starting point is of another. "
        "Add the value of the year that is counted from."
    ),
    Rule.BASE_NOT_STATED: gettext_lazy(
        "A change is wanted, but the value it is counted from is not known. "
        "Add the base year and its value."
    ),
    Rule.BASES_DIFFER: gettext_lazy(
        "The target gives another base value than the reference year among the baselines. "
        "Enter the same in both, or leave it to the baselines."
    ),
    Rule.PRICES_NOT_STATED: gettext_lazy(
        "A change in money does not say whether prices are fixed or current. Say which."
    ),
    Rule.DEADLINE_NOT_STATED: gettext_lazy(
        "The target has no deadline. Decide when it is to be reached."
    ),
    Rule.DEADLINE_OFF_HORIZON: gettext_lazy(
        "The deadline is not the year that the strategy looks towards. "
        "Make sure that this is meant, and say so where the targets are listed."
    ),
    Rule.DEADLINE_PASSED: gettext_lazy(
        "The deadline has passed. Conclude the target, or decide on a new one."
    ),
    Rule.TOLERANCE_NOT_STATED: gettext_lazy(
        "The target asks for the same level and does not say what difference it allows. "
        "Decide on a tolerance."
    ),
    Rule.TARGETS_BESIDE: gettext_lazy(
        "Two targets with different levels hold for the same series and deadline. "
        "Mark the one that replaces the other, or that stands beside it."
    ),
    Rule.PRIMARY_NOT_CHOSEN: gettext_lazy(
        "The goal has a target and several indicators, and none is the one it is read from. "
        "Mark one as primary."
    ),
    Rule.START_WITHOUT_TARGET: gettext_lazy(
        "The starting value belongs to a series that no target is read from. "
        "Find the starting value of the series that has the target."
    ),
    Rule.START_DISAGREES: gettext_lazy(
        "The baseline has another value than the figure of the same period. "
        "Keep the right one, or say why they differ."
    ),
    Rule.CHANGE_DISAGREES: gettext_lazy(
        "A change is not the difference between its first and its last value. Compute it again."
    ),
    Rule.MEAN_DISAGREES: gettext_lazy(
        "A mean is not the sum divided by the number of years. Compute it again."
    ),
    Rule.TOTAL_OUTSIDE_PARTS: gettext_lazy(
        "The total can't be that of its groups. Look for swapped or mistyped figures."
    ),
    Rule.PART_MISSING: gettext_lazy(
        "Figures of some groups are missing beside others of the same period. "
        "Find them, or say why they can't be had."
    ),
    Rule.LEVEL_NOT_PRINTED: gettext_lazy(
        "Only the change is known, not the level it leads to. Find the level."
    ),
    Rule.ONLY_IN_PICTURE: gettext_lazy(
        "Figures were printed in a picture only. Fetch them from the source."
    ),
    Rule.TOTAL_HIDES_GAP: gettext_lazy(
        "The total hides that the gap between the groups has widened. Say so beside the total."
    ),
    Rule.ORDER_REVERSED: gettext_lazy(
        "The groups stand the other way round than in the whole country. "
        "Make sure that the rows have not been swapped."
    ),
    Rule.ARROW_NOT_RECORDED: gettext_lazy(
        "The development was judged, but the arrow is not recorded. Choose the arrow."
    ),
    Rule.SUBSTITUTE_NOT_COMPARABLE: gettext_lazy(
        "The judgement rests on a series that can't be compared with what the indicator says, "
        "or nobody knows. Say so in the judgement, or find the series itself."
    ),
    Rule.DROPPED_AS_A_WHOLE: gettext_lazy(
        "The indicator was given up because a part of it can't be measured; another part can. "
        "Follow that part."
    ),
    Rule.FIGURE_WITHOUT_METHOD: gettext_lazy(
        "There is a starting value of what is said to have no method of measuring. "
        "Say how the value was found, or mark it as missing."
    ),
    Rule.FOOTNOTE_WITHOUT_TEXT: gettext_lazy(
        "A footnote has no text. Write what it was to say, or take the mark away."
    ),
    Rule.RIGHTS_OF_OTHERS: gettext_lazy(
        "The diagram carries somebody's mark of rights. "
        "Ask before it is published again, or draw it anew from the figures."
    ),
    Rule.SOURCE_IN_DOUBT: gettext_lazy(
        "The document itself is not sure of this source. Find the right one."
    ),
    Rule.HEADING_DIFFERS: gettext_lazy(
        "The goal is written in another way elsewhere. Use one wording."
    ),
    Rule.FRAME_MISSING: gettext_lazy(
        "The vision of the strategy, or the year it looks towards, is missing. Add what is there."
    ),
}
DETAILS = {
    Detail.WRITTEN: gettext_lazy("written"),
    Detail.REGISTERED: gettext_lazy("in the registry"),
    Detail.BESIDE: gettext_lazy("beside it"),
    Detail.VALUE: gettext_lazy("value"),
    Detail.START: gettext_lazy("starting point"),
    Detail.BASE: gettext_lazy("counted from"),
    Detail.DIFFERENCE: gettext_lazy("difference"),
    Detail.PER_CENT: gettext_lazy("in per cent"),
    Detail.PERIOD: gettext_lazy("period"),
    Detail.FIRST: gettext_lazy("first value"),
    Detail.LAST: gettext_lazy("last value"),
    Detail.TOTAL: gettext_lazy("total"),
    Detail.LOWEST: gettext_lazy("lowest of the groups"),
    Detail.HIGHEST: gettext_lazy("highest of the groups"),
    Detail.DECIMALS: gettext_lazy("decimals"),
    Detail.USUAL: gettext_lazy("decimals of the others"),
    Detail.GAP_BEFORE: gettext_lazy("gap before"),
    Detail.GAP_AFTER: gettext_lazy("gap after"),
    Detail.REGION: gettext_lazy("difference here"),
    Detail.NATION: gettext_lazy("difference in the whole country"),
    Detail.REASON: gettext_lazy("missing"),
}
REASONS = {
    **dict(Observation.Missing.choices),
    "vision": gettext_lazy("vision"),
    "horizon": gettext_lazy("horizon"),
}
FORMS = {
    Form.STRATEGY: gettext_lazy("Strategy"),
    Form.GOAL: gettext_lazy("Goal %(code)s"),
    Form.INDICATOR: gettext_lazy("Indicator %(code)s"),
    Form.SERIES: gettext_lazy("Series %(code)s"),
    Form.OBSERVATION: gettext_lazy("Figure of %(code)s"),
    Form.BASELINE: gettext_lazy("Baseline of %(code)s"),
    Form.TARGET: gettext_lazy("Target %(code)s"),
    Form.SOURCE: gettext_lazy("Source of %(code)s"),
    Form.ANALYSIS: gettext_lazy("Analysis of %(code)s"),
    Form.ASSESSMENT: gettext_lazy("Assessment of %(code)s"),
    Form.DIAGRAM: gettext_lazy("Diagram or table %(code)s"),
    Form.FOOTNOTE: gettext_lazy("Footnote %(code)s"),
}
# By which of its codes each form is called.
CALLED_BY = {
    Form.GOAL: "goal",
    Form.INDICATOR: "indicator",
    Form.SERIES: "series",
    Form.OBSERVATION: "series",
    Form.BASELINE: "series",
    Form.ANALYSIS: "goal",
    Form.ASSESSMENT: "indicator",
    Form.TARGET: "code",
    Form.DIAGRAM: "code",
    Form.FOOTNOTE: "code",
}


def sentence(finding):
    """What is wrong and what to do."""
    return str(SENTENCES[finding.rule])


def kind_label(kind):
    """The kind of doubt, in the words of the quality notes."""
    return str(QualityNote.Kind(kind).label)


def place_label(place):
    """The row to be mended, by name and code: "Target n08w"."""
    code = getattr(place, CALLED_BY[place.form]) if place.form in CALLED_BY else ""
    return FORMS[place.form] % {"code": code or place.indicator or place.goal}


def about_label(finding):
    """What a finding is about: its indicator, its goal, or the strategy as a whole."""
    return finding.indicator or finding.goal or _("The whole strategy")


def facts(spot):
    """The numbers and words of a place with their labels, in the reader's language."""
    return [(str(DETAILS[name]), written(name, value)) for name, value in spot.details]


def written(name, value):
    """A detail as people read it; per cent are rounded to one decimal, nothing else is."""
    if name is Detail.REASON:
        return str(REASONS.get(value, value))
    if not isinstance(value, Decimal):
        return value
    if name is Detail.PER_CENT:
        return f"{write_number(round(value, 1))} %".replace("-", "−")
    return write_number(value).replace("-", "−")
