"""The words of followability: what is asked of an indicator, and what to do where it lacks."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Outcome(models.TextChoices):
    MET = "met", pgettext_lazy("criterion", "yes")
    UNMET = "unmet", pgettext_lazy("criterion", "no")
    UNKNOWN = "unknown", _("not known")
    NOT_APPLICABLE = "not_applicable", _("does not apply")


class Criterion(models.TextChoices):
    """What makes an indicator possible to follow up, in the order people settle it."""

    MEASURE = "measure", _("Measure chosen")
    UNIT = "unit", _("Unit known")
    SOURCE = "source", _("Source certain")
    OFFICIAL = "official", _("Official statistics")
    ACCESS = "access", _("Open to all")
    YEARLY = "yearly", _("Every year")
    REGIONAL = "regional", _("For the region")
    BY_SEX = "by_sex", _("By sex")
    COMPARISON = "comparison", _("Comparison area")
    START = "start", _("Starting point")
    TARGET = "target", _("Target set")
    DEADLINE = "deadline", _("Deadline set")
    READABLE = "readable", _("Target computable")
    OWNER = "owner", _("Somebody delivers")
    DUE = "due", _("Month known")
    RECENT = "recent", _("Recent figures")
    LATER = "later", _("Later figures")


MEANINGS = {
    Criterion.MEASURE: _("There is a main series."),
    Criterion.UNIT: _("Every main series has a unit, its own or the indicator's."),
    Criterion.SOURCE: _("A source is named, and the document is in no doubt about it."),
    Criterion.OFFICIAL: _("Every main series is official statistics, as published or processed."),
    Criterion.ACCESS: _("Anybody can fetch the figures from every source that is named."),
    Criterion.YEARLY: _("New figures come every year or more often."),
    Criterion.REGIONAL: _("A main series is about an area within the country that still exists."),
    Criterion.BY_SEX: _("There are main series for women and for men, or for girls and for boys."),
    Criterion.COMPARISON: _("A comparison series shows the nation or another area."),
    Criterion.START: _("Every main series has a starting point with its value and period."),
    Criterion.TARGET: _("The strategy says what must become true."),
    Criterion.DEADLINE: _("Every target says by when, or that it holds every period."),
    Criterion.READABLE: _("Nothing is missing that the target is counted from."),
    Criterion.OWNER: _("It is said who delivers the figure."),
    Criterion.DUE: _("It is known in which month new figures come."),
    Criterion.RECENT: _(
        "The newest figure of every main series is no older than one period and a year."
    ),
    Criterion.LATER: _("Every main series has a figure after its starting point."),
}


class Problem(models.TextChoices):
    """What is missing, said as what to do about it."""

    NO_INDICATOR = "no_indicator", _("Choose an indicator for the goal.")
    NO_INDICATOR_OF_TARGET = (
        "no_indicator_of_target",
        _("Choose the indicator that the target is read from."),
    )
    NO_MEASURE = "no_measure", _("Choose what is measured: add a main series.")
    NO_UNIT = "no_unit", _("Write the unit.")
    NO_SOURCE = "no_source", _("Name the source.")
    SOURCE_IN_DOUBT = (
        "source_in_doubt",
        _("Find out whether this is the source: the document itself is in doubt."),
    )
    NOT_OFFICIAL = "not_official", _("Look for official statistics that tell the same.")
    OFFICIAL_UNKNOWN = "official_unknown", _("Say whether it is official statistics.")
    ON_ORDER = "on_order", _("Agree who orders the figures each year, or choose an open source.")
    SURVEY = "survey", _("Make sure that the survey is repeated, or choose open statistics.")
    INTERNAL = "internal", _("Write down how it is counted each year, or choose open statistics.")
    DISCONTINUED = "discontinued", _("Choose another source: this one is no longer produced.")
    ACCESS_UNKNOWN = "access_unknown", _("Find out how figures are fetched from the source.")
    NOT_YEARLY = (
        "not_yearly",
        _("Look for yearly figures, or plan the follow-up for the years that have some."),
    )
    FREQUENCY_UNKNOWN = "frequency_unknown", _("Find out how often new figures come.")
    ONLY_NATION = "only_nation", _("Look for figures of the region: there are only the nation's.")
    AREA_ENDED = (
        "area_ended",
        _("Add a main series for the area there is now: this one no longer exists."),
    )
    NOT_BY_SEX = "not_by_sex", _("Add main series for women and men.")
    PEOPLE_UNKNOWN = (
        "people_unknown",
        _("If it counts people, add main series for women and men; otherwise leave it."),
    )
    NO_COMPARISON = "no_comparison", _("Add a comparison series for the nation or another area.")
    NO_START = "no_start", _("Add the starting point.")
    START_WITHOUT_VALUE = "start_without_value", _("Find the value of the starting point.")
    NO_TARGET = "no_target", _("Decide a target, or say that it is followed without one.")
    MONITOR = "monitor", _("Followed without target: decide one if it is to be judged.")
    NO_DEADLINE = "no_deadline", _("Decide by when, or that it holds every period.")
    NO_SERIES = "no_series", _("Choose the series that the target is read from.")
    NO_PARTS = "no_parts", _("Add the parts that the target consists of.")
    NO_BASE_VALUE = "no_base_value", _("Find the base value that the change is counted from.")
    NO_REFERENCE = "no_reference", _("Choose the series that the target is compared with.")
    NO_START_OF_REFERENCE = (
        "no_start_of_reference",
        _("Add what it is compared with for the period of the starting point."),
    )
    NO_TOLERANCE = "no_tolerance", _("Decide how much difference still counts as the same.")
    SERIES_DISCONTINUED = (
        "series_discontinued",
        _("Choose another series: this one is no longer measured."),
    )
    NO_OWNER = "no_owner", _("Agree who delivers the figure.")
    NO_MONTH = "no_month", _("Find out in which month new figures come.")
    NO_FIGURE = "no_figure", _("Fetch figures: there are none.")
    TOO_OLD = "too_old", _("Fetch newer figures.")
    NOT_LATER = "not_later", _("Fetch figures from after the starting point.")


# These leave it open whether the criterion is met; with the others it is not.
OPEN = frozenset(
    {
        Problem.OFFICIAL_UNKNOWN,
        Problem.ACCESS_UNKNOWN,
        Problem.FREQUENCY_UNKNOWN,
        Problem.PEOPLE_UNKNOWN,
        Problem.NO_MONTH,
    }
)
# These stand in the way of nothing: without a tolerance any difference counts.
ADVICE = frozenset({Problem.NO_TOLERANCE})
