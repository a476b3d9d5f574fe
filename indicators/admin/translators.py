"""What of a strategy is translated into which language, and the sheet a translator fills in."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from config.registry.importing import xlsx_response
from strategy.models import Translation
from strategy.models.translations import all_words
from strategy.resources import TranslationResource

NAME = "strategy_strategy_translations"
HEADER = ["strategy", "language", "what", "place", "original", "text", TranslationResource.SHOWN]


class State(StrEnum):
    MISSING = "missing"
    OUTDATED = "outdated"
    IN_STEP = "in_step"


@dataclass(frozen=True, kw_only=True)
class Translatable:
    """Words of a strategy, and their translation into one language."""

    what: Translation.What
    place: str
    words: str
    translation: Translation | None

    @property
    def state(self):
        if self.translation is None:
            return State.MISSING
        is_in_step = self.translation.original == self.words
        return State.IN_STEP if is_in_step else State.OUTDATED


def read(strategy, language):
    """Everything of a strategy that can be translated, in its order, in nine queries."""
    rows = Translation.objects.current().filter(strategy=strategy, language=language)
    known = {(row.what, row.place): row for row in rows}
    return [
        Translatable(
            what=Translation.What(what),
            place=place,
            words=words,
            translation=known.get((what, place)),
        )
        for (what, place), words in all_words(strategy).items()
    ]


def languages_for(strategy):
    """The languages of the site that a strategy is not itself in: code and name."""
    own = strategy.partnership.site_language
    return [(code, name) for code, name in settings.LANGUAGES if code != own]


def line(strategy, language, each):
    """A row of the sheet: a translation that holds, or an empty cell beside the earlier one."""
    text = each.translation.text if each.translation else ""
    holds = each.state is State.IN_STEP
    cells = [strategy.reference, language, each.what.value, each.place, each.words]
    return [*cells, text if holds else "", "" if holds else text]


class TranslationsPage:
    """The page and the sheet; a mixin for the admin of strategies, before what it extends."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/translations/", view(self.translations_view), name=NAME),
            path(
                "<int:pk>/translations-<slug:language>.xlsx",
                view(self.translations_download),
                name=f"{NAME}_download",
            ),
            *super().get_urls(),
        ]

    def translations_view(self, request, pk):
        """What is missing and outdated in one language: ``?language=``, else the first."""
        strategy = self.strategy_seen(request, pk)
        offered = languages_for(strategy)
        language = request.GET.get("language", offered[-1][0])
        if language not in dict(offered):
            raise Http404
        found = read(strategy, language)
        context = self.page_context(
            request,
            title=_("Translations"),
            subtitle=str(strategy),
            original=strategy,
            offered=offered,
            language=language,
            count=len(found),
            counts=Counter(each.state.value for each in found),
            to_do=[
                (each, address(strategy, language, each))
                for each in found
                if each.state is not State.IN_STEP
            ],
            may_change=self.may(request, "change", strategy),
            may_export=self.may(request, "export", strategy),
        )
        return TemplateResponse(request, "admin/translations.html", context)

    def translations_download(self, request, pk, language):
        """The sheet for a translator: every text, also those not translated yet."""
        strategy = self.found(request, pk)
        if language not in dict(languages_for(strategy)):
            raise Http404
        lines = [line(strategy, language, each) for each in read(strategy, language)]
        name = f"{strategy.partnership.code}-{strategy.code}-{language}.xlsx"
        return xlsx_response(HEADER, lines, name)


def address(strategy, language, each):
    """Where something is translated, or its translation brought in step."""
    if each.translation is not None:
        return reverse("admin:strategy_translation_change", args=[each.translation.pk])
    known = {"language": language, "what": each.what.value, "place": each.place}
    query = urlencode({"strategy": strategy.pk, **known})
    return f"{reverse('admin:strategy_translation_add')}?{query}"
