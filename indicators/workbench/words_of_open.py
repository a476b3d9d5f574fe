"""What is open before a follow-up is published, in words: what it is, and what to do."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from indicators.models import Written
from strategy.reports.publishing import Open

LABELS = {
    Open.STRATEGY_IS_DRAFT: _("The strategy is a draft"),
    Open.NOTHING_NEW: _("Nothing is new since the newest edition"),
    Open.NO_ANALYSIS: _("Goals without a text"),
    Open.NO_ASSESSMENT: _("Indicators without a judgement"),
    Open.ANALYSIS_NOT_APPROVED: _("Texts that are not approved"),
    Open.ASSESSMENT_NOT_APPROVED: _("Judgements that are not approved"),
    Open.BROKEN_REFERENCE: _("References that lead nowhere"),
    Open.STILL_AS_BEFORE: _("Still in the words of the last round"),
    Open.FIGURES_CHANGED: _("Figures changed since the judgement"),
    Open.NO_FIGURE: _("Diagrams and tables without figures"),
    Open.CONTRADICTION: _("Contradictions that no quality note tells of"),
}
WHAT_TO_DO = {
    Open.STRATEGY_IS_DRAFT: _("Readers see a follow-up under its strategy. Publish that first."),
    Open.NOTHING_NEW: _(
        "A new edition would say the same. Correct what is to be corrected, and come back."
    ),
    Open.NO_ANALYSIS: _(
        "The follow-up has no place for them yet. Bring it in step with the strategy."
    ),
    Open.NO_ASSESSMENT: _(
        "The follow-up has no place for them yet. Bring it in step with the strategy."
    ),
    Open.ANALYSIS_NOT_APPROVED: _(
        "Each is written, handed in, and approved by somebody who has not written it."
    ),
    Open.ASSESSMENT_NOT_APPROVED: _(
        "Each is made, handed in, and approved by somebody who has not made it."
    ),
    Open.BROKEN_REFERENCE: _(
        "A text refers to a figure, diagram or footnote that is not there (any more). "
        "Correct the reference, or take it out."
    ),
    Open.STILL_AS_BEFORE: _("Make sure that they still hold, word for word."),
    Open.FIGURES_CHANGED: _(
        "Figures arrived after the judgement was made. Make sure that it still holds."
    ),
    Open.NO_FIGURE: _("They are left empty, and the report says so. Choose series with figures."),
    Open.CONTRADICTION: _(
        "Figures and texts contradict each other. Correct them, or write a quality note."
    ),
}


def remark(point):
    """What is said of one open point beside its place; "" for nothing."""
    match point.kind:
        case Open.ANALYSIS_NOT_APPROVED | Open.ASSESSMENT_NOT_APPROVED:
            return Written(point.about).label
        case Open.CONTRADICTION:
            count = int(point.about)
            return ngettext("%(count)s finding", "%(count)s findings", count) % {"count": count}
    return point.about
