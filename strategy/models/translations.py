"""Names and statements of a strategy in other languages of the site."""

import unicodedata

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from config.records import Withdrawable
from strategy.models.strategies import Strategy

IN_WORDS = TextField()
# What has words: its model, where its strategy stands, and how its place is written.
THINGS = {
    "strategy": ("strategy.Strategy", "pk", Value("", output_field=IN_WORDS)),
    "vision": ("strategy.Vision", "strategy", Value("", output_field=IN_WORDS)),
    "overallobjective": ("strategy.OverallObjective", "strategy", Cast("order", IN_WORDS)),
    "focusarea": ("strategy.FocusArea", "strategy", F("code")),
    "goal": ("strategy.Goal", "strategy", F("code")),
    "action": (
        "strategy.Action",
        "goal__strategy",
        Concat("goal__code", Value("/"), Cast("order", IN_WORDS), output_field=IN_WORDS),
    ),
    "lighthouse": ("strategy.Lighthouse", "strategy", F("code")),
    "indicator": ("indicators.Indicator", "strategy", F("code")),
}


class Translation(Withdrawable):
    """A name or statement of a strategy in another language.

    It holds for one original: where that has been changed since, readers see the original
    again until the translation is brought in step.
    """

    KEY = ("strategy__partnership__code", "strategy__code", "language", "what", "place")
    PARTNERSHIP = "strategy__partnership"
    PARENT = "strategy"

    class What(models.TextChoices):
        STRATEGY_TITLE = "strategy.title", _("Title of the strategy")
        STRATEGY_SHORT_TITLE = "strategy.short_title", _("Short title of the strategy")
        STRATEGY_INTRODUCTION = "strategy.introduction", _("Introduction of the strategy")
        STRATEGY_SCOPE_NOTE = "strategy.scope_note", _("What is missing of the document")
        VISION_STATEMENT = "vision.statement", _("Vision")
        VISION_PERSPECTIVES = "vision.perspectives", _("Perspectives of the vision")
        OBJECTIVE_STATEMENT = "overallobjective.statement", _("Overall objective")
        AREA_NAME = "focusarea.name", _("Name of a focus area")
        AREA_DESCRIPTION = "focusarea.description", _("Description of a focus area")
        GOAL_NAME = "goal.name", _("Name of a goal")
        GOAL_STATEMENT = "goal.statement", _("Goal as adopted")
        GOAL_RATIONALE = "goal.rationale", _("Why a goal")
        ACTION_LEAD_IN = "action.lead_in", _("Words before an action")
        ACTION_TEXT = "action.text", _("Planned action")
        LIGHTHOUSE_NAME = "lighthouse.name", _("Name of a lighthouse")
        LIGHTHOUSE_DESCRIPTION = "lighthouse.description", _("Description of a lighthouse")
        INDICATOR_NAME = "indicator.name", _("Name of an indicator")
        INDICATOR_WORDING = "indicator.wording", _("Indicator as adopted")
        INDICATOR_DEFINITION = "indicator.definition", _("Definition of an indicator")

    strategy = models.ForeignKey(
        Strategy,
        on_delete=models.CASCADE,
        related_name="translations",
        verbose_name=_("strategy"),
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    what = models.CharField(_("what"), max_length=40, choices=What.choices)
    place = models.CharField(
        _("of which"),
        max_length=120,
        blank=True,
        help_text=_(
            "The code of the goal, indicator …: “eg1”; of an action “eg1/2”, of an overall "
            "objective its number. Empty: of the strategy itself."
        ),
    )
    original = models.TextField(
        _("original"),
        blank=True,
        help_text=_("What is translated. Empty: it is filled in with today’s words."),
    )
    text = models.TextField(_("translation"))

    class Meta(Withdrawable.Meta):
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        ordering = ["strategy", "language", "what", "place"]
        constraints = [
            *Withdrawable.Meta.constraints,
            models.UniqueConstraint(
                name="strategy_translation_once",
                fields=["strategy", "language", "what", "place"],
                condition=Q(withdrawn_on__isnull=True),
                violation_error_message=_("This is translated into this language already."),
            ),
            models.CheckConstraint(
                name="strategy_translation_language",
                condition=Q(language__in=["sv", "nb", "en"]),
                violation_error_message=_("Choose a language of the site."),
            ),
            models.CheckConstraint(
                name="strategy_translation_place_form",
                condition=Q(place__regex=r"^[a-z0-9/-]*$"),
                violation_error_message=_("Write the code, like “eg1”, or “eg1/2” of an action."),
            ),
            models.CheckConstraint(
                name="strategy_translation_not_empty",
                condition=~Q(text=""),
                violation_error_message=_("Write the translation."),
            ),
        ]

    def __str__(self):
        return " ".join(each for each in (self.language, self.what, self.place) if each)

    def clean(self):
        super().clean()
        if self.withdrawn_on or not self.strategy_id:
            return  # what should never have been entered can be withdrawn as it stands
        if self.language == self.strategy.partnership.site_language:
            raise ValidationError({"language": _("The strategy itself is in this language.")})
        if self.what in self.What:
            self.settle_original()

    def settle_original(self):
        """Fill in today's words where no original is given, or the same but for blanks."""
        words = words_today(strategy=self.strategy_id, what=self.what, place=self.place)
        if words is None:
            raise ValidationError(
                {"place": _("The strategy has nothing of this kind here, or it has no words.")}
            )
        if not self.original or squeezed(self.original) == squeezed(words):
            self.original = words


def squeezed(text):
    """A text without what files and forms change of it: line ends, blanks, composed letters."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def translatable(kind):
    """The rows of a kind like ``goal`` that are in force: of which strategy, at which place."""
    label, strategy, place = THINGS[kind]
    rows = apps.get_model(label).objects.current()
    return rows.annotate(its_strategy=F(strategy), its_place=place)


def words_today(*, strategy, what, place):
    """What is to be translated, as it reads today; None where there is none."""
    kind, _dot, field = what.partition(".")
    rows = translatable(kind).filter(its_strategy=strategy, its_place=place)
    return rows.values_list(field, flat=True).first() or None


def all_words(strategy):
    """All words of a strategy that can be translated, in its order: {(what, place): words}.

    In one query for each kind of thing.
    """
    fields = {}
    for what in Translation.What.values:
        kind, _dot, field = what.partition(".")
        fields.setdefault(kind, []).append(field)
    return {
        (f"{kind}.{field}", place): words
        for kind, names in fields.items()
        for place, *texts in translatable(kind)
        .filter(its_strategy=strategy.pk)
        .values_list("its_place", *names)
        for field, words in zip(names, texts, strict=True)
        if words
    }


def original_today():
    """For questions about translations: the words that each has to be of today, or NULL."""
    today = {}
    for what in Translation.What.values:
        kind, _dot, field = what.partition(".")
        rows = translatable(kind).filter(
            its_strategy=OuterRef("strategy"), its_place=OuterRef("place")
        )
        today[what] = Subquery(rows.order_by().exclude(**{field: ""}).values(field)[:1])
    cases = [When(what=what, then=words) for what, words in today.items()]
    return Case(*cases, output_field=TextField())
