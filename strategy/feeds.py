"""The Atom feed of a partnership (RFC 4287): what was published, and figures that were changed."""

from datetime import UTC, datetime

from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from config.well_formed import well_formed
from strategy import overview
from strategy.models import Partnership
from strategy.overview.news import NewsKind
from strategy.pages import public_page

MOST = 50  # entries
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class PublicFeed(Atom1Feed):
    """A feed that changes with its entries only, also when it has none."""

    def latest_post_date(self):
        return super().latest_post_date() if self.items else NEVER


@public_page
def feed(request, partnership):
    row = Partnership.objects.public().get(code=partnership)
    address = request.build_absolute_uri(reverse("feed", args=[row.code]))
    written = PublicFeed(
        title=_("%(partnership)s: news") % {"partnership": row.name},
        subtitle=_("What was published, and figures that were changed since."),
        link=request.build_absolute_uri(reverse("partnership", args=[row.code])),
        description=None,
        language=get_language(),
        author_name=row.name,
        author_link=row.homepage or None,
        feed_url=address,
        feed_guid=address,
    )
    for news in overview.news_of(row.code, most=MOST):
        path = address_of(news)
        said = title_of(news)
        written.add_item(
            title=said,
            link=request.build_absolute_uri(path),
            description=escape(f"{news.strategy_name}. {said}."),
            unique_id=identity(request, news, path),
            pubdate=news.at if news.kind != NewsKind.FIGURES else None,
            updateddate=news.at,
        )
    document = well_formed(written.writeString("utf-8"))
    return HttpResponse(document, content_type=written.content_type)


def address_of(news):
    if news.kind == NewsKind.STRATEGY:
        return reverse("strategy", args=[news.partnership, news.strategy])
    if news.kind == NewsKind.EDITION:
        return reverse("edition", args=[news.partnership, news.strategy, news.code, news.number])
    return reverse("indicator", args=[news.partnership, news.strategy, news.code])


def identity(request, news, path):
    """The same for ever, and another for the figures of another day (a tag as RFC 4151 has it)."""
    host = request.get_host().partition(":")[0]
    return f"tag:{host},{news.day:%Y-%m-%d}:{path}{news.kind}"


def title_of(news):
    if news.kind == NewsKind.STRATEGY:
        return _("Strategy published: %(title)s") % {"title": news.title}
    if news.kind == NewsKind.FIGURES:
        return f"{news.title}: {', '.join(figures_of(news))}"
    if news.number == 1:
        return _("Follow-up published: %(title)s") % {"title": news.title}
    return _("Follow-up corrected, edition %(number)s: %(title)s") % {
        "number": news.number,
        "title": news.title,
    }


def figures_of(news):
    """How many figures are new, and how many are changed."""
    if news.new:
        yield ngettext("%(n)s new figure", "%(n)s new figures", news.new) % {"n": news.new}
    if news.changed:
        yield ngettext("%(n)s changed figure", "%(n)s changed figures", news.changed) % {
            "n": news.changed
        }
