"""Names and statements of a strategy in other languages of the site."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.records import Withdrawable
from strategy.models.strategies import Strategy


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
        ACTION_TEXT = "action.text", _("Action")
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
        if self.strategy_id and self.language == self.strategy.partnership.site_language:
            raise ValidationError({"language": _("The strategy itself is in this language.")})
