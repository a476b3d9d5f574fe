"""What a page says of itself, for templates."""

from django import template
from django.utils.translation import get_language

from strategy import describing

register = template.Library()
MISSING = ("exception", "row")  # what pages say that tell why there is nothing


@register.simple_tag(takes_context=True)
def description_of_page(context):
    """What the page is about, and its addresses; None on a page that is no address of its own."""
    request = context.get("request")
    if request is None or request.resolver_match is None or any(map(context.get, MISSING)):
        return None
    about = describing.about(context)
    return {
        "about": about,
        "address": request.build_absolute_uri(request.path),
        "image": about.image and request.build_absolute_uri(about.image),
        "locale": describing.locale_of(get_language()),
        "others": describing.other_locales(get_language()),
    }


@register.simple_tag(takes_context=True)
def dataset(context, overview, indicator):
    """An indicator as a dataset of schema.org, as it can stand in a page."""
    absolute = context.request.build_absolute_uri
    return describing.in_page(describing.dataset(overview, indicator, absolute))
